//! Cuts a text into words, and keeps part numbers and error codes whole.

use unicode_segmentation::UnicodeSegmentation;

/// What a code is glued together with.
const JOINERS: &[char] = &['-', '/', '_', '.', '+', '\u{2010}', '\u{2011}'];

/// A longer chain is a path or a line of a table rather than a code.
const MOST_PARTS: usize = 6;

/// A longer unit is a word of its own.
const LONGEST_UNIT: usize = 4;

/// A piece of a text.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Piece<'a> {
    /// A word or a number as it is written.
    Word(&'a str),
    /// A code without its joiners: `E-042/B` is `E042B`. Its parts follow as words.
    Code(String),
}

/// Reads the words of a text in order, by the word boundaries of Unicode (UAX 29).
///
/// What hangs together without a space and has a digit in it (`E-042`, `HP-140/2`) or an underscore
/// comes as a code and in its parts, so that the whole counts where both sides have it and a part where
/// only one has. `160bar` comes whole and as number and unit; `high-pressure` as two words.
pub(crate) fn pieces<'a>(text: &'a str, mut found: impl FnMut(Piece<'a>)) {
    let mut chain: Option<Chain> = None;
    for (at, piece) in text.split_word_bound_indices() {
        let touches = chain.as_ref().is_some_and(|open| open.end == at);
        if piece.chars().any(char::is_alphanumeric) {
            if touches {
                finish(text, chain.take(), &mut found);
            }
            chain.get_or_insert(Chain { start: at, end: at }).end = at + piece.len();
        } else if !(touches && is_joiner(piece)) {
            finish(text, chain.take(), &mut found);
        }
    }
    finish(text, chain, &mut found);
}

/// What hangs together, as a range of bytes.
struct Chain {
    start: usize,
    end: usize,
}

fn is_joiner(piece: &str) -> bool {
    let mut chars = piece.chars();
    chars.next().is_some_and(|c| JOINERS.contains(&c)) && chars.next().is_none()
}

fn finish<'a>(text: &'a str, chain: Option<Chain>, found: &mut impl FnMut(Piece<'a>)) {
    let Some(whole) = chain.and_then(|chain| text.get(chain.start..chain.end)) else { return };
    if whole.bytes().all(|b| b.is_ascii_alphabetic()) || is_number(whole) {
        return found(Piece::Word(whole));
    }
    let parts = parts(whole);
    let has_digit = whole.chars().any(char::is_numeric);
    if let [_] = parts.as_slice() {
        found(Piece::Word(whole));
        if let Some((number, unit)) = number_and_unit(whole) {
            found(Piece::Word(number));
            found(Piece::Word(unit));
        }
        return;
    }
    if parts.len() <= MOST_PARTS && (has_digit || whole.contains('_')) {
        found(Piece::Code(whole.chars().filter(|c| !JOINERS.contains(c)).collect()));
    }
    parts.into_iter().for_each(|part| found(Piece::Word(part)));
}

/// Splits at joiners, but not inside a number: `v1.5` is `v1.5`, `pump.cfg` is `pump` and `cfg`.
fn parts(whole: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let (mut start, mut before) = (0, ' ');
    let mut chars = whole.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let after = chars.peek().map_or(' ', |(_, c)| *c);
        let decimal = matches!(c, '.' | ',') && before.is_numeric() && after.is_numeric();
        if !decimal && (JOINERS.contains(&c) || matches!(c, ',' | ':' | ';' | '\u{b7}' | '\u{387}')) {
            found.push(whole.get(start..at).unwrap_or_default());
            start = at + c.len_utf8();
        }
        before = c;
    }
    found.push(whole.get(start..).unwrap_or_default());
    found.retain(|part| !part.is_empty());
    found
}

/// Whether a text is digits with separators between them.
pub(crate) fn is_number(text: &str) -> bool {
    text.starts_with(char::is_numeric)
        && text.ends_with(char::is_numeric)
        && text.chars().all(|c| c.is_numeric() || matches!(c, '.' | ',' | '\u{66b}' | '\u{66c}'))
}

/// `160bar` as `160` and `bar`; not `5th`.
fn number_and_unit(word: &str) -> Option<(&str, &str)> {
    let (number, unit) = word.split_at(word.find(|c: char| c.is_alphabetic())?);
    let ordinal = ["st", "nd", "rd", "th"].contains(&unit);
    let short = unit.chars().count() <= LONGEST_UNIT && unit.chars().all(char::is_alphabetic);
    (is_number(number) && short && !ordinal).then_some((number, unit))
}
