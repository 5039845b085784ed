//! Cuts a text into folded words that remember where in the original they stood.

use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::fold::{Folded, fold};

/// What stands before a word.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Break {
    /// Nothing but blanks.
    None,
    /// A comma, a bracket, a dash, one line's end: phrases may cross it, negation does not.
    Pause,
    /// The end of a sentence or paragraph, or the start of the text: nothing crosses it.
    Stop,
}

/// One word.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Word {
    /// Where it stands in the folded text, in bytes.
    folded: Range<usize>,
    /// Where it stands in the original, in Unicode scalar values.
    pub(super) span: Range<usize>,
    /// What stands before it.
    pub(super) before: Break,
}

/// A text in words.
#[derive(Debug)]
pub(super) struct Words {
    folded: String,
    words: Vec<Word>,
}

impl Words {
    /// Folds and cuts `text`; any text will do.
    pub(super) fn of(text: &str) -> Self {
        let Folded { text: folded, origins } = fold(text);
        let mut words = Vec::new();
        let (mut pending, mut lines) = (Break::Stop, 0);
        for (at, piece) in folded.split_word_bound_indices() {
            for (offset, part) in parts(piece) {
                if part.starts_with(char::is_alphanumeric) {
                    let bytes = at + offset..at + offset + part.len();
                    let span = original_span(&origins, &bytes);
                    words.push(Word { folded: bytes, span, before: pending });
                    (pending, lines) = (Break::None, 0);
                } else {
                    lines += part.matches(['\n', '\u{2028}']).count();
                    pending = pending.max(if lines > 1 { Break::Stop } else { break_of(part) });
                }
            }
        }
        Self { folded, words }
    }

    /// The words in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Word> {
        self.words.iter()
    }

    /// The word at `index`.
    pub(super) fn get(&self, index: usize) -> Option<&Word> {
        self.words.get(index)
    }

    /// The folded spelling of a word of this text.
    pub(super) fn spelling(&self, word: &Word) -> &str {
        self.folded.get(word.folded.clone()).unwrap_or_default()
    }

    /// What stands before the word at `index`; behind the last word there is a stop.
    pub(super) fn break_before(&self, index: usize) -> Break {
        self.get(index).map_or(Break::Stop, |word| word.before)
    }
}

fn original_span(origins: &[usize], bytes: &Range<usize>) -> Range<usize> {
    let start = origins.get(bytes.start).copied().unwrap_or_default();
    let last = bytes.end.checked_sub(1).and_then(|byte| origins.get(byte)).copied().unwrap_or(start);
    start..last + 1
}

/// Word segmentation keeps `fire.help`, `didnt_work` and `it:smokes` together; people who type fast
/// mean several words. Numbers such as `3.5` stay whole.
fn parts(piece: &str) -> impl Iterator<Item = (usize, &str)> {
    let joined = |letter: char| matches!(letter, '.' | ':' | '_' | ',');
    let splits = piece.contains(joined) && piece.contains(char::is_alphabetic);
    let mut rest = Some((0, piece));
    std::iter::from_fn(move || {
        let (at, text) = rest?;
        let cut = if splits {
            match text.find(joined) {
                Some(0) => text.chars().next().map_or(text.len(), char::len_utf8),
                Some(found) => found,
                None => text.len(),
            }
        } else {
            text.len()
        };
        let (part, tail) = text.split_at_checked(cut).unwrap_or((text, ""));
        rest = (!tail.is_empty()).then_some((at + part.len(), tail));
        Some((at, part))
    })
}

fn break_of(part: &str) -> Break {
    let strength = |letter: char| match letter {
        '.' | '!' | '?' | '…' | '؟' | '\u{037E}' | ';' | '؛' | '。' | '\u{2029}' => Break::Stop,
        '\n' | '\u{2028}' => Break::Pause,
        '_' | '-' | '\'' => Break::None,
        letter if letter.is_whitespace() => Break::None,
        _ => Break::Pause,
    };
    part.chars().map(strength).max().unwrap_or(Break::None)
}

#[cfg(test)]
mod tests;
