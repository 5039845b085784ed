//! Hides what is secret in text that is shown.

/// What stands where a secret was.
pub(crate) const MASK: &str = "***";

/// What the name of a parameter contains whose value is secret.
const TELLING: [&str; 6] = ["pass", "secret", "token", "key", "sig", "auth"];

/// A URL without what is secret in it: who logs in, and parameters called like passwords, tokens or keys.
/// Works on text that is no URL at all, because that is what error messages quote.
pub(crate) fn without_password(url: &str) -> String {
    let Some((scheme, rest)) = url.split_once(':') else { return url.to_owned() };
    if scheme == "sqlite" {
        return url.to_owned();
    }
    let slashes: String = rest.chars().take_while(|c| *c == '/').collect();
    match rest.rsplit_once('@') {
        // Either a parameter holds an `@` or a password holds a `?`: nobody can tell which.
        Some((login, _)) if login.contains('?') => format!("{scheme}:{slashes}{MASK}"),
        Some((_, place)) => format!("{scheme}:{slashes}{MASK}@{}", without_secret_parameters(place)),
        None => format!("{scheme}:{}", without_secret_parameters(rest)),
    }
}

fn without_secret_parameters(place: &str) -> String {
    let Some((address, parameters)) = place.split_once('?') else { return place.to_owned() };
    let masked: Vec<String> = parameters.split('&').map(without_value).collect();
    format!("{address}?{}", masked.join("&"))
}

fn without_value(parameter: &str) -> String {
    match parameter.split_once('=') {
        Some((name, _)) if TELLING.iter().any(|part| name.to_ascii_lowercase().contains(part)) => {
            format!("{name}={MASK}")
        }
        _ => parameter.to_owned(),
    }
}
