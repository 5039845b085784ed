//! Makes text from outside fit for a mail: no control characters, no tricks with writing direction.

/// Text for a header or one cell of a table: one line of at most `limit` characters.
///
/// Control characters (C0, C1, DEL), line separators, bidirectional controls and invisible tags are
/// dropped or become a space, so a name can neither start a new header nor show as something else.
pub(crate) fn one_line(text: &str, limit: usize) -> String {
    let mut line = String::new();
    let mut length = 0;
    for word in text.split(|c: char| c.is_whitespace() || c.is_control()) {
        let word: String = word.chars().filter(|c| !is_bidi_mark(*c) && !is_hidden(*c)).collect();
        if word.is_empty() {
            continue;
        }
        if length > 0 {
            line.push(' ');
            length += 1;
        }
        length += word.chars().count();
        line.push_str(&word);
        if length > limit {
            line = line.chars().take(limit.saturating_sub(1)).collect();
            line.push('…');
            break;
        }
    }
    line
}

/// Text of any length for a body: lines ended by `\n`, at most `limit` characters; with how many it
/// left out. Directional overrides are dropped, the plain marks that Arabic text needs are kept.
pub(crate) fn paragraphs(text: &str, limit: usize) -> (String, usize) {
    let mut clean = String::with_capacity(text.len().min(limit));
    let mut chars = text.chars().peekable();
    let mut length = 0;
    while let Some(c) = chars.next() {
        let kept = match c {
            '\r' => {
                chars.next_if_eq(&'\n');
                '\n'
            }
            '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
            '\n' | '\t' => c,
            _ if c.is_control() || is_override(c) || is_hidden(c) => continue,
            _ => c,
        };
        if length == limit {
            return (clean, chars.count() + 1);
        }
        clean.push(kept);
        length += 1;
    }
    (clean, 0)
}

fn is_bidi_mark(c: char) -> bool {
    is_override(c) || matches!(c, '\u{061C}' | '\u{200E}' | '\u{200F}')
}

fn is_override(c: char) -> bool {
    matches!(c, '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}')
}

fn is_hidden(c: char) -> bool {
    matches!(c, '\u{FEFF}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E007F}')
}

#[cfg(test)]
mod tests;
