//! Cuts a text into folded words that remember where in the original they stood.

use std::collections::HashMap;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::fold::{Folded, fold, is_letter_or_digit, is_sign};

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
    /// Which spelling it has, among those of the text.
    pub(super) spelling: usize,
    /// Where it stands in the original, in Unicode scalar values.
    pub(super) span: Range<usize>,
    /// What stands before it.
    pub(super) before: Break,
    /// Whether there is a question mark in that.
    asked: bool,
}

/// A text in words.
#[derive(Debug)]
pub(super) struct Words {
    words: Vec<Word>,
    /// Each spelling once: a word is looked up once, however often it is said.
    spellings: Vec<Spelling>,
    letters: Vec<char>,
    /// At which words sentences begin.
    sentences: Vec<usize>,
    /// For each word, the last one up to it that has a pause or a stop before it.
    pauses: Vec<usize>,
    /// Whether there is a question mark behind the last word.
    ends_asking: bool,
}

/// A folded spelling.
#[derive(Debug)]
struct Spelling {
    letters: Range<usize>,
    bytes: usize,
    times: u32,
}

/// A folded spelling of a text.
#[derive(Debug, Clone, Copy)]
pub(super) struct Typed<'t> {
    /// Its letters.
    pub(super) letters: &'t [char],
    /// How long it is in bytes.
    pub(super) bytes: usize,
    /// How often it stands in the text.
    pub(super) times: u32,
}

impl Words {
    /// Folds and cuts `text`; any text will do.
    pub(super) fn of(text: &str) -> Self {
        let Folded { text: folded, origins } = fold(text);
        let mut cut = Self {
            words: vec![],
            spellings: vec![],
            letters: vec![],
            sentences: vec![],
            pauses: vec![],
            ends_asking: false,
        };
        let mut known = HashMap::new();
        let (mut pending, mut lines) = (Break::Stop, 0);
        for (at, part) in pieces(&folded)
            .flat_map(|(at, piece)| parts(piece).map(move |(offset, part)| (at + offset, part)))
        {
            if part.starts_with(|letter| is_letter_or_digit(letter) || is_sign(letter)) {
                let spelling = *known.entry(part).or_insert_with(|| cut.add_spelling(part));
                let span = original_span(&origins, &(at..at + part.len()));
                let asked = std::mem::take(&mut cut.ends_asking);
                cut.push(Word { spelling, span, before: pending, asked });
                (pending, lines) = (Break::None, 0);
            } else {
                cut.ends_asking |=
                    part.contains(['?', '؟', '\u{37E}']) || part.contains(';') && cut.ends_in_greek();
                lines += part.matches(['\n', '\u{2028}']).count();
                pending = pending.max(if lines > 1 { Break::Stop } else { break_of(part) });
            }
        }
        cut
    }

    fn add_spelling(&mut self, part: &str) -> usize {
        let start = self.letters.len();
        self.letters.extend(part.chars());
        self.spellings.push(Spelling { letters: start..self.letters.len(), bytes: part.len(), times: 0 });
        self.spellings.len() - 1
    }

    fn push(&mut self, word: Word) {
        let at = self.words.len();
        if word.before == Break::Stop {
            self.sentences.push(at);
        }
        let paused = if word.before == Break::None { self.pauses.last().copied() } else { None };
        self.pauses.push(paused.unwrap_or(at));
        if let Some(spelling) = self.spellings.get_mut(word.spelling) {
            spelling.times += 1;
        }
        self.words.push(word);
    }

    /// Whether the last word is Greek, so that a semicolon behind it asks.
    fn ends_in_greek(&self) -> bool {
        let last = self.words.last().and_then(|word| self.spellings.get(word.spelling));
        let letter = last.and_then(|last| self.letters.get(last.letters.end.checked_sub(1)?));
        letter.is_some_and(|letter| matches!(letter, '\u{370}'..='\u{3FF}'))
    }

    /// The words in order.
    pub(super) fn iter(&self) -> impl Iterator<Item = &Word> {
        self.words.iter()
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The word at `index`.
    pub(super) fn get(&self, index: usize) -> Option<&Word> {
        self.words.get(index)
    }

    /// The folded spellings of the text, each once.
    pub(super) fn spellings(&self) -> impl ExactSizeIterator<Item = Typed<'_>> {
        self.spellings.iter().map(|spelling| Typed {
            letters: self.letters.get(spelling.letters.clone()).unwrap_or_default(),
            bytes: spelling.bytes,
            times: spelling.times,
        })
    }

    /// What stands before the word at `index`; behind the last word there is a stop.
    pub(super) fn break_before(&self, index: usize) -> Break {
        self.get(index).map_or(Break::Stop, |word| word.before)
    }

    /// Whether there is a question mark between the word at `index` and the one before it.
    pub(super) fn asked_before(&self, index: usize) -> bool {
        self.get(index).map_or(self.ends_asking, |word| word.asked)
    }

    /// Whether there is a pause or a stop before one of the words of `words`, which all exist, or before
    /// the one behind them.
    pub(super) fn pauses_in(&self, words: &Range<usize>) -> bool {
        self.pauses.get(words.end).is_none_or(|last| *last >= words.start)
    }

    /// The sentence that the word at `index` stands in.
    pub(super) fn sentence_at(&self, index: usize) -> Range<usize> {
        let behind = self.sentences.partition_point(|start| *start <= index);
        let start = behind.checked_sub(1).and_then(|at| self.sentences.get(at)).copied().unwrap_or_default();
        start..self.sentences.get(behind).copied().unwrap_or(self.words.len())
    }
}

/// Cuts a text where words begin and end; what stands between two words may come in one piece. Most of a text needs
/// no closer look: before blanks, plain letters and digits are words wherever nothing joins them.
fn pieces(text: &str) -> impl Iterator<Item = (usize, &str)> {
    let (mut done, mut at) = (0, 0);
    let stretches = std::iter::from_fn(move || {
        while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
            let blanks = rest.len() - rest.trim_start_matches(' ').len();
            let end =
                rest.get(blanks..).and_then(|rest| rest.find(' ')).map_or(rest.len(), |end| blanks + end);
            let is_plain = rest.get(..end).is_some_and(is_plain);
            let before = text.get(done..at).unwrap_or_default();
            if is_plain && !before.is_empty() {
                // What lies before comes first; the plain one is looked at again.
                return Some((std::mem::replace(&mut done, at), before, false));
            }
            at += end;
            if is_plain {
                return Some((std::mem::replace(&mut done, at), rest.get(..end).unwrap_or_default(), true));
            }
        }
        let rest = text.get(done..).filter(|rest| !rest.is_empty())?;
        Some((std::mem::replace(&mut done, text.len()), rest, false))
    });
    stretches.flat_map(|(start, stretch, is_plain)| {
        let plain = is_plain.then(|| runs(stretch)).into_iter().flatten();
        let other = (!is_plain).then(|| stretch.split_word_bound_indices()).into_iter().flatten();
        plain.chain(other).map(move |(at, piece)| (start + at, piece))
    })
}

/// Whether words begin and end in `stretch` just where letters and digits do: all of it is ASCII, and it has none of
/// the signs that join what stands around them (`don't`, `3.5`, `a_b`, and a comma between digits).
fn is_plain(stretch: &str) -> bool {
    let bytes = stretch.as_bytes();
    let is_digit = |at: Option<usize>| at.and_then(|at| bytes.get(at)).is_some_and(u8::is_ascii_digit);
    bytes.iter().enumerate().all(|(at, byte)| match byte {
        b'\'' | b'.' | b':' | b'_' => false,
        b',' | b';' => !(is_digit(at.checked_sub(1)) && is_digit(Some(at + 1))),
        byte => byte.is_ascii(),
    })
}

/// The words of a plain stretch, and what stands between them.
fn runs(stretch: &str) -> impl Iterator<Item = (usize, &str)> {
    let mut at = 0;
    std::iter::from_fn(move || {
        let rest = stretch.get(at..)?;
        let is_word = rest.as_bytes().first()?.is_ascii_alphanumeric();
        let end = rest.bytes().position(|byte| byte.is_ascii_alphanumeric() != is_word);
        let piece = rest.get(..end.unwrap_or(rest.len()))?;
        let start = at;
        at += piece.len();
        Some((start, piece))
    })
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
