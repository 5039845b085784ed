//! Reads `.env` files: one `NAME=value` a line, as the prototype's tools wrote them.

/// The assignments of a `.env` file in their order. Lines that assign nothing are ignored.
///
/// `export` may stand in front. Single quotes keep everything as it is, double quotes know `\n`,
/// `\"` and `\\`; without quotes the value ends at ` #`. Nothing is interpolated: a `$` in a password
/// stays one.
pub(crate) fn parse(text: &str) -> Vec<(String, String)> {
    text.trim_start_matches('\u{feff}').lines().filter_map(assignment).collect()
}

fn assignment(line: &str) -> Option<(String, String)> {
    let line = line.trim();
    let line = line.strip_prefix("export ").unwrap_or(line);
    let (name, value) = line.split_once('=')?;
    let name = name.trim();
    let is_name = |c: char| c.is_ascii_alphanumeric() || c == '_';
    if name.is_empty() || !name.chars().all(is_name) {
        return None;
    }
    Some((name.to_owned(), unquoted(value.trim())))
}

fn unquoted(value: &str) -> String {
    if let Some(inner) = value.strip_prefix('\'').and_then(|rest| rest.split_once('\'')) {
        return inner.0.to_owned();
    }
    if let Some(inner) = value.strip_prefix('"').and_then(unescaped) {
        return inner;
    }
    if value.starts_with('#') {
        return String::new();
    }
    let end = [" #", "\t#"].iter().filter_map(|comment| value.find(comment)).min().unwrap_or(value.len());
    value.get(..end).unwrap_or(value).trim_end().to_owned()
}

/// The text up to the closing double quote; `None` when there is none.
fn unescaped(text: &str) -> Option<String> {
    let mut out = String::new();
    let mut chars = text.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => return Some(out),
            '\\' => match chars.next()? {
                'n' => out.push('\n'),
                escaped @ ('"' | '\\' | '$') => out.push(escaped),
                other => out.extend(['\\', other]),
            },
            other => out.push(other),
        }
    }
    None
}
