//! Finds which patterns can match at which word, so that only those are run.
//!
//! Every pattern has a bit, or two if it is open about the word that follows some of its first words. A word has one
//! row of bits for the patterns that can begin with it, one for those that can do so at the start of a sentence, one for
//! those that it can be the second word of, and one for each of two words that a pattern cannot do without. A few
//! operations on rows leave the patterns worth running at a word: hardly any, as a rule, and in a text that was made to
//! keep us busy not many more. Two of the rows are asked for at every word; of the others only the pieces that have bits
//! are kept.

use std::ops::Range;

use super::effort::spend;
use super::numbers::{Rows, index, number};
use super::program::{Outline, Programs, Reading, Room};
use super::words::Break;

/// How many of the words that a pattern needs somewhere are looked at.
const NEEDS: usize = 2;
const BITS: usize = 64;

/// The rows of a word that are kept whole, by what they say.
const WHOLE: usize = 2;
const START: usize = 0;
const SECOND: usize = 1;

/// 64 bits of a row.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Piece {
    place: u32,
    bits: u64,
}

impl Piece {
    /// Adds the bits to the row that the piece is of, or another one like it.
    fn add_to(&self, row: &mut [u64]) {
        row.get_mut(index(self.place)).into_iter().for_each(|bits| *bits |= self.bits);
    }
}

/// What every symbol says about every pattern.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Index {
    /// How many words of 64 bits a row has.
    width: usize,
    /// For each symbol, its bits in the whole rows of a word, these one behind the other.
    bits: Rows<u32>,
    /// For each symbol, the pieces of the row for starts of sentences.
    sentences: Rows<Piece>,
    /// For each symbol, the pieces of the rows for needed words, these one behind the other.
    needs: Rows<Piece>,
    /// The pattern of each bit.
    programs: Box<[u32]>,
    /// The patterns for which nothing is said about the second word.
    any_second: Box<[u64]>,
    /// The patterns for which nothing is said about a needed word, for each of these.
    no_need: [Box<[u64]>; NEEDS],
}

/// Some of the patterns, by their bits.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Mask(Vec<u64>);

impl Mask {
    /// Adds what stands side by side.
    fn add(&mut self, bits: Range<usize>) {
        bits.for_each(|bit| set(&mut self.0, bit));
    }
}

/// The rows of a text's words.
pub(super) struct Board<'i> {
    index: &'i Index,
    programs: &'i Programs,
    reading: &'i Reading<'i>,
    /// Those of each spelling that is known, one behind the other; the first say nothing.
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
        let row = || vec![0; width].into_boxed_slice();
        let (mut any_second, mut no_need) = (row(), [row(), row()]);
        let [mut bits, mut sentences, mut needed] = [(); 3].map(|()| vec![Vec::new(); index(symbols)]);
        let say = |rows: &mut Vec<Vec<u32>>, symbols: &[u32], bit: usize| {
            for symbol in symbols {
                rows.get_mut(index(*symbol)).into_iter().for_each(|row| row.push(number(bit)));
            }
        };
        for (bit, outline) in outlines.iter().enumerate() {
            say(&mut bits, &outline.starts, START * width * BITS + bit);
            say(&mut sentences, &outline.sentence_starts, bit);
            match &outline.seconds {
                Some(seconds) => say(&mut bits, seconds, SECOND * width * BITS + bit),
                None => set(&mut any_second, bit),
            }
            // Where a match begins is looked at anyway; the rarest of the others say most.
            let is_start =
                |symbol: &u32| outline.starts.contains(symbol) || outline.sentence_starts.contains(symbol);
            let mut needs: Vec<_> = outline.needs.iter().filter(|set| !set.iter().any(is_start)).collect();
            needs.sort_by_key(|set| set.len());
            for (need, silent) in no_need.iter_mut().enumerate() {
                match needs.get(need) {
                    Some(set) => say(&mut needed, set, need * width * BITS + bit),
                    None => set(silent, bit),
                }
            }
        }
        let [sentences, needs] = [sentences, needed].map(|rows| Rows::of(rows.into_iter().map(pieces)));
        let programs = outlines.iter().map(|outline| outline.program).collect();
        Self { width, bits: Rows::of(bits), sentences, needs, programs, any_second, no_need }
    }

    /// These patterns, which stand side by side each time.
    pub(super) fn mask<'p>(&self, programs: impl Iterator<Item = &'p Range<u32>>) -> Mask {
        let mut mask = Mask(vec![0; self.width]);
        for programs in programs {
            let bit = |program: u32| self.programs.partition_point(|known| *known < program);
            mask.add(bit(programs.start)..bit(programs.end));
        }
        mask
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

/// The pieces of a row with these bits, rising.
fn pieces(mut bits: Vec<u32>) -> Vec<Piece> {
    bits.sort_unstable();
    let place = |bit: &u32| index(*bit) / BITS;
    let together = bits.chunk_by(|one, other| place(one) == place(other));
    let piece = |bits: &[u32]| {
        let place = bits.first().map_or(0, place);
        Piece { place: number(place), bits: bits.iter().fold(0, |all, bit| all | 1 << (index(*bit) % BITS)) }
    };
    together.map(piece).collect()
}

impl<'i> Board<'i> {
    /// Sets up the rows for a text; `None` if none of its words is known.
    pub(super) fn of(index: &'i Index, programs: &'i Programs, reading: &'i Reading<'_>) -> Option<Self> {
        // The first rows say nothing: they are those of unknown words, and of the end of the text.
        if reading.symbols.len() < 2 {
            return None;
        }
        let size = WHOLE * index.width;
        let mut rows = vec![0; reading.symbols.len() * size];
        for (place, row) in rows.chunks_exact_mut(size).enumerate() {
            for symbol in reading.symbols.get(place) {
                let bits = index.bits.get(super::numbers::index(*symbol));
                spend(bits.len());
                bits.iter().for_each(|bit| set(row, super::numbers::index(*bit)));
            }
        }
        let stretch = programs.longest().max(8);
        let needs = NEEDS * index.width;
        // One stretch more than the text has, for the last one to look at.
        let mut blocks = vec![0; (reading.words.len() / stretch + 2) * needs];
        // The stretch that a spelling was last seen in: what it says is said once.
        let mut seen = vec![None; reading.symbols.len()];
        for (number, words) in reading.words.all().chunks(stretch).enumerate() {
            let Some(block) = blocks.get_mut(number * needs..(number + 1) * needs) else { break };
            for word in words {
                let row = reading.row_of(word);
                let Some(seen) = seen.get_mut(row).filter(|_| row > 0) else { continue };
                if *seen != Some(number) {
                    *seen = Some(number);
                    for symbol in reading.symbols.get(row) {
                        let pieces = index.needs.get(super::numbers::index(*symbol));
                        pieces.iter().for_each(|piece| piece.add_to(block));
                    }
                }
            }
        }
        Some(Self { index, programs, reading, rows, blocks, stretch })
    }

    /// Looks for the patterns of `mask`.
    pub(super) fn search(&'i self, mask: &'i Mask) -> Search<'i> {
        let (hopeful, starts) = (vec![0; self.index.width], vec![0; self.index.width]);
        Search {
            board: self,
            mask,
            stretch: None,
            hopeful,
            starts,
            idle: vec![None; self.reading.symbols.len()],
        }
    }

    /// Where the rows of the word at `at` begin.
    fn place_of(&self, at: usize) -> usize {
        self.reading.words.get(at).map_or(0, |word| self.reading.row_of(word)) * WHOLE * self.index.width
    }

    /// One row of those that begin at `place`.
    fn row(&self, place: usize, kind: usize) -> &[u64] {
        self.index.row(&self.rows, place + kind * self.index.width)
    }
}

/// The search for some of the patterns.
pub(super) struct Search<'b> {
    board: &'b Board<'b>,
    mask: &'b Mask,
    /// The stretch that was looked at last.
    stretch: Option<usize>,
    /// Those of the patterns that have what they need within that stretch and the next one.
    hopeful: Vec<u64>,
    /// Those of them that may begin at the word looked at.
    starts: Vec<u64>,
    /// For each row of symbols the last stretch in which nothing begins with it, unless a sentence does.
    idle: Vec<Option<usize>>,
}

impl Search<'_> {
    /// Calls `found` for every longest match that begins in `words`, with the pattern and the words of the match, in
    /// the order in which matches begin.
    pub(super) fn matches(
        &mut self,
        words: Range<usize>,
        room: &mut Room,
        mut found: impl FnMut(usize, Range<usize>),
    ) {
        let board = self.board;
        let all = board.reading.words.all().get(words.clone()).unwrap_or_default();
        for (at, word) in words.zip(all) {
            let row = board.reading.row_of(word);
            if row == 0 {
                continue;
            }
            let stretch = at / board.stretch;
            if self.stretch != Some(stretch) {
                self.stretch = Some(stretch);
                self.look_at(stretch);
            }
            let stops = word.before == Break::Stop;
            let idle = self.idle.get(row).copied().flatten() == Some(stretch);
            if idle && !stops || !self.begin(row, stops) {
                if let Some(idle) = self.idle.get_mut(row).filter(|_| !stops) {
                    *idle = Some(stretch);
                }
                continue;
            }
            let follows = board.row(board.place_of(at + 1), SECOND);
            let rows = self.starts.iter().zip(follows.iter().zip(&board.index.any_second));
            for (place, (starts, (follows, silent))) in rows.enumerate() {
                let mut worth = starts & (follows | silent);
                while worth != 0 {
                    let bit = place * BITS + index(worth.trailing_zeros());
                    worth &= worth - 1;
                    let Some(program) = board.index.programs.get(bit) else { continue };
                    let program = index(*program);
                    if let Some(end) = board.programs.longest_match(program, at, board.reading, room) {
                        found(program, at..end);
                    }
                }
            }
        }
    }

    /// Notes which patterns may begin with a spelling that is known; false if none may.
    fn begin(&mut self, row: usize, stops: bool) -> bool {
        spend(self.hopeful.len());
        let board = self.board;
        let anywhere = board.row(row * WHOLE * board.index.width, START).iter().zip(&self.hopeful);
        let mut any = 0;
        for (starts, (here, hopeful)) in self.starts.iter_mut().zip(anywhere) {
            *starts = here & hopeful;
            any |= *starts;
        }
        if stops {
            let symbols = board.reading.symbols.get(row).iter();
            for piece in symbols.flat_map(|symbol| board.index.sentences.get(index(*symbol))) {
                let hopeful = piece.bits & self.hopeful.get(index(piece.place)).copied().unwrap_or_default();
                Piece { bits: hopeful, ..*piece }.add_to(&mut self.starts);
                any |= hopeful;
            }
        }
        any != 0
    }

    /// Finds out which patterns have what they need within a stretch and the next one.
    fn look_at(&mut self, stretch: usize) {
        let index = self.board.index;
        self.hopeful.clone_from(&self.mask.0);
        for (need, silent) in index.no_need.iter().enumerate() {
            let row = |stretch: usize| index.row(&self.board.blocks, (stretch * NEEDS + need) * index.width);
            let rows = row(stretch).iter().zip(row(stretch + 1)).zip(silent);
            for (hopeful, ((here, next), silent)) in self.hopeful.iter_mut().zip(rows) {
                *hopeful &= here | next | silent;
            }
        }
    }
}
