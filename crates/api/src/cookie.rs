//! Cookies of this service, and whether a request that one of them vouches for comes from a page of ours.
//!
//! Their names begin with `__Host-`: browsers keep such a cookie to one host, TLS and no path, so that no
//! neighbour can plant one. On `http://localhost` and `http://127.0.0.1` most browsers keep them too.

use actix_web::HttpRequest;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};

use crate::client_address::client_of;

/// A header that no page of another site can set without being asked first.
const OWN_REQUEST: HeaderName = HeaderName::from_static("x-handover-request");

/// The value of a cookie, by its exact name: a decoded name could be one that browsers let others set. Two
/// of them are none, because one was planted.
pub(crate) fn read<'a>(headers: &'a HeaderMap, name: &str) -> Option<&'a str> {
    let lines = headers.get_all(header::COOKIE).filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let mut found = pairs.filter(|(known, _)| *known == name).map(|(_, value)| value);
    match (found.next(), found.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

/// A `Set-Cookie` that lasts until the browser is closed; `None` for a value that cannot be one.
pub(crate) fn set(name: &str, value: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{name}={value}; Path=/; Secure; HttpOnly; SameSite=Strict")).ok()
}

/// A `Set-Cookie` that lasts some seconds, and is sent too when a page of another site leads here.
pub(crate) fn set_for_a_while(name: &str, value: &str, seconds: u32) -> Option<HeaderValue> {
    let words = format!("Path=/; Secure; HttpOnly; SameSite=Lax; Max-Age={seconds}");
    HeaderValue::from_str(&format!("{name}={value}; {words}")).ok()
}

/// A `Set-Cookie` that removes a cookie.
pub(crate) fn remove(name: &str) -> Option<HeaderValue> {
    HeaderValue::from_str(&format!("{name}=; Path=/; Secure; HttpOnly; SameSite=Strict; Max-Age=0")).ok()
}

/// Whether a browser says that the request comes from a page of this very origin.
pub(crate) fn is_same_origin(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin")
}

/// Whether a request that a cookie vouches for comes from a page of this service. A browser says so
/// itself, or names the page; a form cannot set the header.
pub(crate) fn is_own(request: &HttpRequest) -> bool {
    let headers = request.headers();
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    let from_here = match (headers.get("sec-fetch-site"), origin) {
        (Some(site), _) => site == "same-origin",
        // What came over TLS came from no page that did not.
        (None, Some(origin)) => origin.split_once("://").is_some_and(|(scheme, own)| {
            Some(own) == host && (scheme == "https" || !client_of(request).is_secure)
        }),
        (None, None) => false,
    };
    from_here && headers.get(OWN_REQUEST).is_some_and(|value| value == "1")
}
