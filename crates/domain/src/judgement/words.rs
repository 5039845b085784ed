//! Cuts a text into folded words that remember where in the original they stood.

use std::collections::HashMap;
use std::ops::Range;

use unicode_segmentation::UnicodeSegmentation;

use super::fold::{Folded, fold, is_letter_or_digit, is_plain_letter, is_sign};
use super::numbers::{index, number};

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
    pub(super) spelling: u32,
    /// Where it stands in the original, in Unicode scalar values.
    pub(super) span: Range<u32>,
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
    pauses: Vec<u32>,
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
            words: Vec::with_capacity(folded.len() / 6),
            spellings: Vec::with_capacity(folded.len() / 16),
            letters: Vec::with_capacity(folded.len() / 2),
            sentences: vec![],
            pauses: Vec::with_capacity(folded.len() / 6),
            ends_asking: false,
        };
        let (mut known, mut pending, mut lines) = (Known::of(folded.len() / 16), Break::Stop, 0);
        each_part(&folded, |at, part| {
            if matches!(part, "" | " ") {
                // What stands between most words says nothing.
            } else if part.starts_with(|letter| is_letter_or_digit(letter) || is_sign(letter)) {
                let spelling = known.place_of(part, || cut.add_spelling(part));
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
        });
        cut
    }

    fn add_spelling(&mut self, part: &str) -> u32 {
        let start = self.letters.len();
        if part.is_ascii() {
            self.letters.extend(part.bytes().map(char::from));
        } else {
            self.letters.extend(part.chars());
        }
        self.spellings.push(Spelling { letters: start..self.letters.len(), bytes: part.len(), times: 0 });
        number(self.spellings.len() - 1)
    }

    fn push(&mut self, word: Word) {
        let at = self.words.len();
        if word.before == Break::Stop {
            self.sentences.push(at);
        }
        let paused = if word.before == Break::None { self.pauses.last().copied() } else { None };
        self.pauses.push(paused.unwrap_or(number(at)));
        if let Some(spelling) = self.spellings.get_mut(index(word.spelling)) {
            spelling.times += 1;
        }
        self.words.push(word);
    }

    /// Whether the last word is Greek, so that a semicolon behind it asks.
    fn ends_in_greek(&self) -> bool {
        let last = self.words.last().and_then(|word| self.spellings.get(index(word.spelling)));
        let letter = last.and_then(|last| self.letters.get(last.letters.end.checked_sub(1)?));
        letter.is_some_and(|letter| matches!(letter, '\u{370}'..='\u{3FF}'))
    }

    /// How many words there are.
    pub(super) fn len(&self) -> usize {
        self.words.len()
    }

    /// The word at `at`.
    pub(super) fn get(&self, at: usize) -> Option<&Word> {
        self.words.get(at)
    }

    /// The words in order.
    pub(super) fn all(&self) -> &[Word] {
        &self.words
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
        self.pauses.get(words.end).is_none_or(|last| index(*last) >= words.start)
    }

    /// The sentence that the word at `index` stands in.
    pub(super) fn sentence_at(&self, index: usize) -> Range<usize> {
        let behind = self.sentences.partition_point(|start| *start <= index);
        let start = behind.checked_sub(1).and_then(|at| self.sentences.get(at)).copied().unwrap_or_default();
        start..self.sentences.get(behind).copied().unwrap_or(self.words.len())
    }
}

/// The spellings of a text while it is being cut.
struct Known<'t> {
    all: HashMap<&'t str, u32>,
    /// Those looked for last: most texts say the same few words again and again.
    recent: [(&'t str, u32); RECENT],
}

/// So many spellings are found without the map.
const RECENT: usize = 64;

impl<'t> Known<'t> {
    /// Nothing is known yet; so many spellings may come.
    fn of(spellings: usize) -> Self {
        Self { all: HashMap::with_capacity(spellings), recent: [("", 0); RECENT] }
    }

    /// The place of a spelling, which is not empty; `add` gives a new one its place.
    fn place_of(&mut self, part: &'t str, add: impl FnOnce() -> u32) -> u32 {
        let ends = part.as_bytes().first().zip(part.as_bytes().last());
        let (first, last) = ends.map_or((0, 0), |(first, last)| (usize::from(*first), usize::from(*last)));
        let Some(recent) = self.recent.get_mut((first * 5 + last * 3 + part.len()) % RECENT) else {
            return *self.all.entry(part).or_insert_with(add);
        };
        if recent.0 != part {
            *recent = (part, *self.all.entry(part).or_insert_with(add));
        }
        recent.1
    }
}

/// Cuts a text where words begin and end; what stands between two words may come in one piece. Most of a text needs
/// no closer look.
fn each_part<'t>(text: &'t str, mut each: impl FnMut(usize, &'t str)) {
    let closer = |from: usize, to: usize, each: &mut dyn FnMut(usize, &'t str)| {
        for (at, piece) in text.get(from..to).unwrap_or_default().split_word_bound_indices() {
            parts(piece).for_each(|(offset, part)| each(from + at + offset, part));
        }
    };
    let (mut done, mut at) = (0, 0);
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        match plain_word(rest) {
            Ok((start, end)) => {
                // What lies before comes first.
                closer(done, at, &mut each);
                each(at, rest.get(..start).unwrap_or_default());
                each(at + start, rest.get(start..end).unwrap_or_default());
                at += end;
                done = at;
            }
            // Words end before a blank, whatever they are.
            Err(unclear) => {
                let behind = rest.get(unclear..).and_then(|behind| behind.find(' '));
                at = behind.map_or(text.len(), |blank| at + unclear + blank);
            }
        }
    }
    closer(done, text.len(), &mut each);
}

/// What a character does to words.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Letter,
    Digit,
    /// Joins two letters and two digits.
    Apostrophe,
    /// May join two digits, and letters only to be parted again: `fire.help` is two words.
    Point,
    /// Parts words.
    Sign,
    /// To be looked at closer.
    Unclear,
}

impl Kind {
    fn of(letter: char) -> Self {
        match letter {
            'a'..='z' | 'A'..='Z' => Self::Letter,
            '0'..='9' => Self::Digit,
            '\'' => Self::Apostrophe,
            '.' | ',' | ';' | ':' => Self::Point,
            '_' => Self::Unclear,
            '\0'..='\x7F' => Self::Sign,
            _ if is_plain_letter(letter) => Self::Letter,
            _ => Self::Unclear,
        }
    }
}

/// Where the first word begins and ends, if that is clear; otherwise where it is not.
fn plain_word(text: &str) -> Result<(usize, usize), usize> {
    let mut letters = text.char_indices().map(|(at, letter)| (at, Kind::of(letter)));
    let (start, mut before) = loop {
        match letters.next() {
            Some((at, kind @ (Kind::Letter | Kind::Digit))) => break (at, kind),
            Some((at, Kind::Unclear)) => return Err(at),
            Some((_, Kind::Sign | Kind::Point | Kind::Apostrophe)) => {}
            None => return Ok((text.len(), text.len())),
        }
    };
    while let Some((at, kind)) = letters.next() {
        let next = || letters.clone().next().map_or(Kind::Sign, |(_, next)| next);
        match kind {
            Kind::Letter | Kind::Digit => before = kind,
            Kind::Sign => return Ok((start, at)),
            Kind::Unclear => return Err(at),
            Kind::Apostrophe | Kind::Point if next() == Kind::Unclear => return Err(at),
            Kind::Point if before == Kind::Digit && next() == Kind::Digit => return Err(at),
            Kind::Apostrophe if before == next() => {}
            Kind::Apostrophe | Kind::Point => return Ok((start, at)),
        }
    }
    Ok((start, text.len()))
}

fn original_span(origins: &[u32], bytes: &Range<usize>) -> Range<u32> {
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
