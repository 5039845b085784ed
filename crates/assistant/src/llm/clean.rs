//! What a model says, made harmless for every screen and mail program, while it is still coming.
//!
//! Nothing may be fetched and nowhere be led because a model said so: no address stays that is not let
//! through, nothing that a program could make an address of, no mark-up that could carry one, no HTML, and no
//! character that hides or turns round what is read. All else stays to the letter, `fuel_filter` included.

use super::links::Links;
use super::pieces::{Piece, is_dot, is_web, pieces};

/// Stands for what was taken out.
const GONE: &str = "…";

/// Nobody writes longer words; what hides things does.
const LONGEST_WORD: usize = 512;

/// What a program may open that is no web page. A blank behind it makes it a word.
const SCHEMES: [&str; 24] = [
    "about",
    "blob",
    "callto",
    "chrome",
    "data",
    "facetime",
    "file",
    "ftp",
    "http",
    "https",
    "intent",
    "javascript",
    "magnet",
    "mailto",
    "market",
    "sip",
    "sips",
    "skype",
    "sms",
    "tel",
    "vbscript",
    "ws",
    "wss",
    "xmpp",
];

/// Cleans a text that comes in pieces; however it is cut, the result is the same.
#[derive(Debug)]
pub(crate) struct Cleaner {
    links: Links,
    /// What was said before; a ticket number may be repeated, not invented.
    said: String,
    word: String,
    chars: usize,
    blank: Blank,
    written: usize,
    most: usize,
    is_full: bool,
}

/// What stands between two words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Blank {
    /// Nothing was said yet.
    Start,
    None,
    Space,
    Lines(u8),
}

impl Cleaner {
    /// Writes up to `most` bytes.
    pub(crate) fn new(links: Links, said: String, most: usize) -> Self {
        Self {
            links,
            said,
            word: String::new(),
            chars: 0,
            blank: Blank::Start,
            written: 0,
            most,
            is_full: false,
        }
    }

    /// Takes more text and returns what of it is clean by now. A word is clean once it has ended.
    pub(crate) fn push(&mut self, text: &str) -> String {
        let mut out = String::new();
        for c in text.chars() {
            match class(c) {
                Class::Line => {
                    self.end_word(&mut out);
                    self.blank = match self.blank {
                        Blank::Start => Blank::Start,
                        Blank::Lines(count) => Blank::Lines(count.saturating_add(1)),
                        Blank::None | Blank::Space => Blank::Lines(1),
                    };
                }
                Class::Space => {
                    self.end_word(&mut out);
                    if self.blank == Blank::None {
                        self.blank = Blank::Space;
                    }
                }
                Class::Hidden => {}
                Class::Seen => {
                    self.chars += 1;
                    if self.chars <= LONGEST_WORD {
                        self.word.push(c);
                    }
                }
            }
        }
        out
    }

    /// The rest.
    pub(crate) fn finish(&mut self) -> String {
        let mut out = String::new();
        self.end_word(&mut out);
        out
    }

    fn end_word(&mut self, out: &mut String) {
        if self.chars == 0 {
            return;
        }
        let word = std::mem::take(&mut self.word);
        let clean = if self.chars > LONGEST_WORD { GONE.to_owned() } else { self.clean(&word) };
        self.chars = 0;
        let blank = match std::mem::replace(&mut self.blank, Blank::None) {
            Blank::Start | Blank::None => "",
            Blank::Space => " ",
            Blank::Lines(1) => "\n",
            Blank::Lines(_) => "\n\n",
        };
        self.write(blank, out);
        self.write(&clean, out);
    }

    /// Writes as much as there is room for, and then a sign that there was more.
    fn write(&mut self, text: &str, out: &mut String) {
        if self.is_full {
            return;
        }
        let room = self.most.saturating_sub(self.written);
        let end = text.floor_char_boundary(room);
        out.push_str(text.get(..end).unwrap_or_default());
        self.written += end;
        if end < text.len() {
            self.is_full = true;
            out.push_str(GONE);
        }
    }

    fn clean(&self, word: &str) -> String {
        let mut clean = String::with_capacity(word.len() + 8);
        let mut rest = word;
        for piece in pieces(word) {
            let (Piece::Plain(text) | Piece::Link(text) | Piece::Mail(text) | Piece::Dotted(text)) = piece;
            rest = rest.get(text.len()..).unwrap_or_default();
            match piece {
                Piece::Plain(_) => clean.push_str(text),
                Piece::Link(_) | Piece::Mail(_) => {
                    let allowed = self.links.allow(text) && !may_go_on(text, rest);
                    clean.push_str(if allowed { text } else { GONE });
                }
                Piece::Dotted(_) if self.links.allow(text) && !may_go_on(text, rest) => clean.push_str(text),
                Piece::Dotted(_) => push_apart(text, &mut clean),
            }
        }
        let clean = self.without_invented_tickets(&clean);
        without_markup(&clean)
    }

    /// Nobody can have made a ticket but us: a number that was not mentioned before is not one.
    fn without_invented_tickets(&self, word: &str) -> String {
        let mut clean = String::with_capacity(word.len());
        let mut rest = word;
        while let Some(begin) = rest.find(in_number) {
            let (before, run) = rest.split_at(begin);
            clean.push_str(before);
            let (run, after) = run.split_at(run.find(|c| !in_number(c)).unwrap_or(run.len()));
            let invented = is_ticket_number(run) && !self.said.contains(run);
            clean.push_str(if invented { GONE } else { run });
            rest = after;
        }
        clean.push_str(rest);
        clean
    }
}

/// Whether a program could read the name of the host on into what follows: `https://docs.example)@evil.example`.
fn may_go_on(link: &str, rest: &str) -> bool {
    let rest_of_link = link.split_once("://").map_or(link, |(_, rest)| rest);
    !rest_of_link.contains(['/', '?', '#']) && rest.contains(char::is_alphanumeric)
}

fn in_number(c: char) -> bool {
    c.is_ascii_alphanumeric() || matches!(c, '-' | '‐' | '‑' | '–' | '_')
}

/// `AB-20261122-0001`, also with other dashes and in small letters.
fn is_ticket_number(run: &str) -> bool {
    let parts: Vec<&str> = run.split(['-', '‐', '‑', '–', '_']).collect();
    let digits = |part: &str| part.bytes().all(|byte| byte.is_ascii_digit());
    parts.windows(3).any(|three| match three {
        [prefix, day, count] => {
            let is_prefix =
                (1..=8).contains(&prefix.len()) && prefix.bytes().any(|b| b.is_ascii_alphabetic());
            is_prefix && day.len() == 8 && digits(day) && count.len() >= 4 && digits(count)
        }
        _ => false,
    })
}

/// Writes a name with dots so that nobody makes a link of it: `evil. com`.
fn push_apart(name: &str, clean: &mut String) {
    let mut after_dot = false;
    for c in name.chars() {
        if after_dot && (c.is_alphabetic() || is_web(name)) {
            clean.push(' ');
        }
        clean.push(c);
        after_dot = is_dot(c);
    }
}

/// Parts the signs that would make mark-up of the text: links and images of Markdown, tags of HTML, schemes.
fn without_markup(word: &str) -> String {
    let mut clean = String::with_capacity(word.len() + 8);
    let mut before = None;
    for (at, c) in word.char_indices() {
        let parted = match (before, c) {
            (Some(']'), '(' | '[' | ':') | (Some('!'), '[') => true,
            (Some('<'), _) => c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?'),
            (Some(':'), _) => {
                let (before, after) = word.split_at(at);
                ends_with_scheme(before) && !after.starts_with("//")
            }
            _ => false,
        };
        if parted {
            clean.push(' ');
        }
        clean.push(c);
        before = Some(c);
    }
    clean
}

/// Whether `text` ends with a scheme and its colon.
fn ends_with_scheme(text: &str) -> bool {
    let Some(text) = text.strip_suffix(':') else { return false };
    let name = text.rfind(|c: char| !c.is_ascii_alphanumeric()).and_then(|at| text.get(at..));
    let name = name.map_or(text, |name| name.trim_start_matches(|c: char| !c.is_ascii_alphanumeric()));
    SCHEMES.iter().any(|scheme| name.eq_ignore_ascii_case(scheme))
}

enum Class {
    Seen,
    Space,
    Line,
    Hidden,
}

fn class(c: char) -> Class {
    match c {
        '\n' | '\u{b}' | '\u{c}' | '\u{85}' | '\u{2028}' | '\u{2029}' => Class::Line,
        // Fillers that are seen as a blank, and the rest of Unicode's.
        '\u{2800}' | '\u{3164}' | '\u{ffa0}' | '\u{115f}' | '\u{1160}' => Class::Space,
        '\r' => Class::Hidden,
        _ if c.is_whitespace() => Class::Space,
        _ if c.is_control() || is_hidden(c) => Class::Hidden,
        _ => Class::Seen,
    }
}

/// Characters that are not seen, that turn the writing round, or that carry hidden text.
pub(super) fn is_hidden(c: char) -> bool {
    matches!(
        c,
        '\u{ad}' | '\u{34f}' | '\u{61c}' | '\u{17b4}' | '\u{17b5}' | '\u{180b}'..='\u{180f}'
        | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}'
        | '\u{e000}'..='\u{f8ff}' | '\u{fe00}'..='\u{fe0f}' | '\u{feff}' | '\u{fff0}'..='\u{fffb}'
        | '\u{1d173}'..='\u{1d17a}' | '\u{e0000}'..='\u{e0fff}' | '\u{f0000}'..='\u{10ffff}'
    )
}

#[cfg(test)]
mod tests;
