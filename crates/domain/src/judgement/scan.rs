//! Finds which patterns can match at which word, so that only those are run.
//!
//! Every pattern has a bit. A word has one row of bits for the patterns that can begin with it, one for
//! those that can do so at the start of a sentence, one for those that it can be the second word of, and
//! one for each of two words that a pattern cannot do without. A few operations on rows leave the patterns
//! worth running at a word: hardly any, as a rule, and in a text that was made to keep us busy not many
//! more.

use std::ops::Range;

use super::effort::spend;
use super::numbers::{Rows, index, number};
use super::program::{Outline, Programs, Reading, Room};
use super::words::Break;

/// How many of the words that a pattern needs somewhere are looked at.
const NEEDS: usize = 2;
/// All rows of a word.
const KINDS: usize = FIRST_NEED + NEEDS;
/// Which row is which; that for the beginning is the first.
const SENTENCE: usize = 1;
const SECOND: usize = 2;
const FIRST_NEED: usize = 3;
const BITS: usize = 64;

/// What every symbol says about every pattern.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Index {
    /// How many words of 64 bits a row has.
    width: usize,
    /// For each symbol, its bits in the rows of a word, the rows one behind the other.
    bits: Rows<u32>,
    /// The patterns for which nothing is said about the second word, or about a needed one.
    silent: [Box<[u64]>; KINDS],
}

/// Patterns, one bit each.
#[derive(Debug, Clone)]
pub(super) struct Mask(Vec<u64>);

impl Mask {
    /// Adds patterns that stand side by side.
    pub(super) fn add(&mut self, programs: &Range<u32>) {
        programs.clone().for_each(|program| set(&mut self.0, index(program)));
    }
}

/// The rows of a text's words.
pub(super) struct Board<'i> {
    index: &'i Index,
    programs: &'i Programs,
    reading: &'i Reading<'i>,
    /// For each spelling, where its rows begin; 0 if no symbol is known.
    places: Vec<usize>,
    rows: Vec<u64>,
    /// For each stretch of the text, which patterns have a needed word in it.
    blocks: Vec<u64>,
    /// How many words a stretch has: no match is longer.
    stretch: usize,
}

impl Index {
    /// Puts together what is known about patterns, in their order.
    pub(super) fn of(outlines: &[Outline], symbols: u32) -> Self {
        let width = outlines.len().div_ceil(BITS).max(1);
        let mut bits = vec![Vec::new(); index(symbols)];
        let mut silent = [(); KINDS].map(|()| vec![0; width].into_boxed_slice());
        for (program, outline) in outlines.iter().enumerate() {
            let mut say = |kind: usize, symbols: Option<&Vec<u32>>| match symbols {
                Some(symbols) => symbols.iter().for_each(|symbol| {
                    if let Some(bits) = bits.get_mut(index(*symbol)) {
                        bits.push(number(kind * width * BITS + program));
                    }
                }),
                None => silent.get_mut(kind).into_iter().for_each(|row| set(row, program)),
            };
            say(0, Some(&outline.starts));
            say(SENTENCE, Some(&outline.sentence_starts));
            say(SECOND, outline.seconds.as_ref());
            // Where a match begins is looked at anyway; the rarest of the others say most.
            let is_start =
                |symbol: &u32| outline.starts.contains(symbol) || outline.sentence_starts.contains(symbol);
            let begins = |set: &&Vec<u32>| set.iter().any(is_start);
            let mut needs: Vec<_> = outline.needs.iter().filter(|set| !begins(set)).collect();
            needs.sort_by_key(|set| set.len());
            (0..NEEDS).for_each(|need| say(FIRST_NEED + need, needs.get(need).copied()));
        }
        Self { width, bits: Rows::of(bits), silent }
    }

    /// No patterns.
    pub(super) fn none(&self) -> Mask {
        Mask(vec![0; self.width])
    }

    fn row<'r>(&self, rows: &'r [u64], at: usize) -> &'r [u64] {
        rows.get(at..at + self.width).unwrap_or_default()
    }
}

fn set(row: &mut [u64], bit: usize) {
    if let Some(word) = row.get_mut(bit / BITS) {
        *word |= 1 << (bit % BITS);
    }
}

/// What one row has, the other gets, too.
fn join(into: &mut [u64], other: &[u64]) {
    into.iter_mut().zip(other).for_each(|(into, other)| *into |= other);
}

impl<'i> Board<'i> {
    /// Sets up the rows for a text; `None` if none of its words is known.
    pub(super) fn of(index: &'i Index, programs: &'i Programs, reading: &'i Reading<'_>) -> Option<Self> {
        let size = KINDS * index.width;
        // The rows at 0 say nothing: they are those of unknown words, and of the end of the text.
        let mut rows = vec![0; size];
        let mut places = Vec::with_capacity(reading.symbols.len());
        for spelling in 0..reading.symbols.len() {
            let symbols = reading.symbols.get(spelling);
            if symbols.is_empty() {
                places.push(0);
                continue;
            }
            let place = rows.len();
            places.push(place);
            rows.resize(place + size, 0);
            let row = rows.get_mut(place..).unwrap_or_default();
            for symbol in symbols {
                let bits = index.bits.get(super::numbers::index(*symbol));
                spend(bits.len());
                bits.iter().for_each(|bit| set(row, super::numbers::index(*bit)));
            }
        }
        if rows.len() == size {
            return None;
        }
        let stretch = programs.longest().max(8);
        let needs = NEEDS * index.width;
        // One stretch more than the text has, for the last one to look at.
        let mut blocks = vec![0; (reading.words.len() / stretch + 2) * needs];
        for (at, word) in reading.words.iter().enumerate() {
            let place = places.get(word.spelling).copied().unwrap_or_default();
            let block = at / stretch * needs;
            if let (true, Some(block)) = (place > 0, blocks.get_mut(block..block + needs)) {
                join(block, rows.get(place + FIRST_NEED * index.width..place + size).unwrap_or_default());
            }
        }
        Some(Self { index, programs, reading, places, rows, blocks, stretch })
    }

    /// Calls `found` for every longest match of the patterns of `mask` that begins in `words`, with the
    /// pattern and the words of the match, in the order in which matches begin.
    pub(super) fn matches(
        &self,
        mask: &Mask,
        words: Range<usize>,
        room: &mut Room,
        mut found: impl FnMut(usize, Range<usize>),
    ) {
        let (mut hopeful, mut both) = (Vec::new(), Vec::new());
        let mut stretch = None;
        let place_of = |at: usize| {
            let word = self.reading.words.get(at);
            word.and_then(|word| self.places.get(word.spelling)).copied().unwrap_or_default()
        };
        let mut behind = place_of(words.start);
        for at in words {
            let place = std::mem::replace(&mut behind, place_of(at + 1));
            if place == 0 {
                continue;
            }
            if stretch != Some(at / self.stretch) {
                stretch = Some(at / self.stretch);
                self.hopeful(mask, at / self.stretch, &mut hopeful);
            }
            spend(self.index.width);
            let row = |place: usize, kind: usize| self.index.row(&self.rows, place + kind * self.index.width);
            let follows = row(behind, SECOND);
            let starts = match self.reading.words.break_before(at) {
                Break::Stop => {
                    both.clear();
                    both.extend(
                        row(place, 0).iter().zip(row(place, SENTENCE)).map(|(here, there)| here | there),
                    );
                    &*both
                }
                Break::None | Break::Pause => row(place, 0),
            };
            let [_, _, silent, ..] = &self.index.silent;
            let rows = starts.iter().zip(&hopeful).zip(follows.iter().zip(silent.iter()));
            for (place, ((starts, hopeful), (follows, silent))) in rows.enumerate() {
                let mut worth = starts & hopeful & (follows | silent);
                while worth != 0 {
                    let program = place * BITS + index(worth.trailing_zeros());
                    worth &= worth - 1;
                    if let Some(end) = self.programs.longest_match(program, at, self.reading, room) {
                        found(program, at..end);
                    }
                }
            }
        }
    }

    /// The patterns of `mask` that have what they need within a stretch and the next one.
    fn hopeful(&self, mask: &Mask, stretch: usize, hopeful: &mut Vec<u64>) {
        let width = self.index.width;
        hopeful.clone_from(&mask.0);
        for need in 0..NEEDS {
            let here = self.index.row(&self.blocks, (stretch * NEEDS + need) * width);
            let next = self.index.row(&self.blocks, ((stretch + 1) * NEEDS + need) * width);
            let silent = self.index.silent.get(FIRST_NEED + need).map_or(&[][..], |row| row);
            let rows = here.iter().zip(next).zip(silent);
            for (hopeful, ((here, next), silent)) in hopeful.iter_mut().zip(rows) {
                *hopeful &= here | next | silent;
            }
        }
    }
}
