//! Which symbols a spelling has: whole words, beginnings, endings, and second chances.

use super::alphabet::Symbol;
use super::fold::fold_word;
use super::habits::Habit;
use super::quick_hash::{QuickMap, QuickSet};

/// A word shorter than this is never read as a misspelling.
const SHORTEST_TYPO: usize = 5;
/// A word of more bytes is no word.
const LONGEST_WORD: usize = 80;
/// What remains of a word without its prefix or suffix must have so many letters.
const SHORTEST_STEM: usize = 2;

/// A word of a pattern: how it is written, and the folded letters to compare.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
enum Kind {
    Whole,
    Beginning,
    Ending,
}

/// Folded spellings with their symbols.
#[derive(Debug, Clone, Default, PartialEq)]
struct Table {
    words: QuickMap<String, Vec<Symbol>>,
    beginnings: QuickMap<String, Vec<Symbol>>,
    endings: QuickMap<String, Vec<Symbol>>,
    /// The lengths in bytes that occur among the beginnings and endings, rising.
    lengths: [Vec<usize>; 2],
}

/// All spellings of a lexicon.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spellings {
    plain: Table,
    habit: Option<HabitTable>,
    typos: Typos,
    prefixes: Vec<String>,
    suffixes: Vec<String>,
}

impl Spellings {
    /// No spellings yet. A word of a text is also known without one of `prefixes` at its beginning
    /// and one of `suffixes` at its end.
    pub(super) fn new(habit: Option<Habit>, prefixes: &[String], suffixes: &[String]) -> Self {
        let folded = |affixes: &[String]| affixes.iter().map(|affix| fold_word(affix)).collect();
        Self {
            plain: Table::default(),
            habit: habit.map(HabitTable::new),
            typos: Typos::default(),
            prefixes: folded(prefixes),
            suffixes: folded(suffixes),
        }
    }

    /// The symbol that exactly this spelling has as its own: the first it was given.
    pub(super) fn own(&self, word: &str) -> Option<Symbol> {
        let (kind, key) = parse(word);
        self.plain.of(kind).get(&key)?.first().copied()
    }

    /// Whether a whole word has symbols.
    pub(super) fn has_word(&self, folded: &str) -> bool {
        self.plain.words.contains_key(folded)
    }

    /// Gives a spelling one more symbol: `word`, `begin*`, `*end` or `misspelt~`.
    pub(super) fn give(&mut self, word: &str, symbol: Symbol) {
        let (kind, key) = parse(word);
        if word.ends_with('~') {
            self.typos.add(&key);
        }
        if let Some(habit) = &mut self.habit {
            habit.give(kind, &key, symbol);
        }
        self.plain.give(kind, key, symbol);
    }

    /// The symbols of a folded word of a text.
    pub(super) fn symbols(&self, spelling: &str, out: &mut Vec<Symbol>) {
        self.known(spelling, out);
        // Second chances are for what may be a word: nobody knows one that long.
        if !out.is_empty() || spelling.len() > LONGEST_WORD {
            return;
        }
        if let Some(habit) = &self.habit {
            habit.known(spelling, out);
        }
        if out.is_empty() && is_stretched(spelling) {
            // Stressed words: `heeeelp` is `help`, `smoooke` is `smoke`, `feeel` is `feel`.
            for most in [2, 1] {
                self.known(&squeezed(spelling, most), out);
                if !out.is_empty() {
                    break;
                }
            }
        }
        if out.is_empty() {
            self.typos.meant(spelling, |word| self.plain.known(word, out));
            out.sort_unstable();
            out.dedup();
        }
    }

    fn known(&self, spelling: &str, out: &mut Vec<Symbol>) {
        self.plain.known(spelling, out);
        let long_enough = |stem: &&str| stem.chars().nth(SHORTEST_STEM - 1).is_some();
        let bare = self.prefixes.iter().filter_map(|prefix| spelling.strip_prefix(prefix.as_str()));
        for stem in bare.filter(long_enough).chain(std::iter::once(spelling)) {
            if stem.len() < spelling.len() {
                self.plain.known(stem, out);
            }
            let cut = self.suffixes.iter().filter_map(|suffix| stem.strip_suffix(suffix.as_str()));
            for stem in cut.filter(long_enough) {
                self.plain.known(stem, out);
            }
        }
    }
}

/// The lexicon's words as a habit of the language spells them.
#[derive(Debug, Clone, PartialEq)]
struct HabitTable {
    habit: Habit,
    table: Table,
    /// How words and beginnings begin: what does not begin like one of them is none of them.
    openings: QuickSet<String>,
}

impl HabitTable {
    fn new(habit: Habit) -> Self {
        Self { habit, table: Table::default(), openings: QuickSet::default() }
    }

    /// Endings are left out: a reading is given up as soon as no word begins like it.
    fn give(&mut self, kind: Kind, word: &str, symbol: Symbol) {
        if kind == Kind::Ending {
            return;
        }
        let key = self.habit.key(word);
        let ends = key.char_indices().map(|(at, letter)| at + letter.len_utf8());
        self.openings.extend(ends.filter_map(|end| key.get(..end)).map(str::to_owned));
        self.table.give(kind, key, symbol);
    }

    fn known(&self, spelling: &str, out: &mut Vec<Symbol>) {
        let mut begun = Vec::new();
        let goes_on = |sound: &str| {
            begun.extend(self.table.beginnings.get(sound).into_iter().flatten());
            self.openings.contains(sound)
        };
        self.habit
            .read(spelling, goes_on, |sound| out.extend(self.table.words.get(sound).into_iter().flatten()));
        out.append(&mut begun);
    }
}

/// The words that may be misspelt, by the hashes of themselves and of what remains without one letter.
#[derive(Debug, Clone, Default, PartialEq)]
struct Typos {
    words: Vec<String>,
    by_hash: QuickMap<u64, Vec<usize>>,
    /// With which letters they begin, and how many bytes the longest has.
    first_letters: Vec<char>,
    longest: usize,
}

impl Typos {
    fn add(&mut self, word: &str) {
        if self.words.iter().any(|known| known == word) {
            return;
        }
        let place = self.words.len();
        for hash in shortened(word) {
            self.by_hash.entry(hash).or_default().push(place);
        }
        self.first_letters.extend(word.chars().next());
        self.longest = self.longest.max(word.len());
        self.words.push(word.to_owned());
    }

    /// The words that `typed` may be a slip for.
    fn meant(&self, typed: &str, mut found: impl FnMut(&str)) {
        let begins = typed.chars().next().is_some_and(|letter| self.first_letters.contains(&letter));
        // A slip adds one letter at most.
        if !begins || typed.len() > self.longest + 4 || typed.chars().nth(SHORTEST_TYPO - 1).is_none() {
            return;
        }
        let mut seen = Vec::new();
        for hash in shortened(typed) {
            for place in self.by_hash.get(&hash).into_iter().flatten() {
                if let Some(word) = self.words.get(*place).filter(|_| !seen.contains(place)) {
                    seen.push(*place);
                    if is_one_slip(typed, word) {
                        found(word);
                    }
                }
            }
        }
    }
}

/// Hashes of a word, and of the word without each of its letters but the first: the first is hardly
/// ever wrong, and keeping it keeps other words away.
fn shortened(word: &str) -> impl Iterator<Item = u64> {
    let skips = word.char_indices().skip(1).map(|(at, letter)| at..at + letter.len_utf8());
    std::iter::once(0..0).chain(skips).map(move |skip| {
        let kept = word.bytes().enumerate().filter(move |(at, _)| !skip.contains(at));
        kept.fold(0xcbf2_9ce4_8422_2325, |hash: u64, (_, byte)| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        })
    })
}

impl Table {
    fn of(&self, kind: Kind) -> &QuickMap<String, Vec<Symbol>> {
        match kind {
            Kind::Whole => &self.words,
            Kind::Beginning => &self.beginnings,
            Kind::Ending => &self.endings,
        }
    }

    fn give(&mut self, kind: Kind, key: String, symbol: Symbol) {
        let [beginnings, endings] = &mut self.lengths;
        let (map, lengths) = match kind {
            Kind::Whole => (&mut self.words, None),
            Kind::Beginning => (&mut self.beginnings, Some(beginnings)),
            Kind::Ending => (&mut self.endings, Some(endings)),
        };
        if let Some(lengths) = lengths
            && let Err(place) = lengths.binary_search(&key.len())
        {
            lengths.insert(place, key.len());
        }
        let symbols = map.entry(key).or_default();
        if !symbols.contains(&symbol) {
            symbols.push(symbol);
        }
    }

    fn known(&self, spelling: &str, out: &mut Vec<Symbol>) {
        let [beginnings, endings] = &self.lengths;
        out.extend(self.words.get(spelling).into_iter().flatten());
        for length in beginnings.iter().take_while(|length| **length <= spelling.len()) {
            let beginning = spelling.get(..*length).and_then(|beginning| self.beginnings.get(beginning));
            out.extend(beginning.into_iter().flatten());
        }
        for length in endings.iter().take_while(|length| **length <= spelling.len()) {
            let ending = spelling.get(spelling.len() - *length..).and_then(|ending| self.endings.get(ending));
            out.extend(ending.into_iter().flatten());
        }
    }
}

fn parse(word: &str) -> (Kind, String) {
    if let Some(ending) = word.strip_prefix('*') {
        return (Kind::Ending, fold_word(ending));
    }
    match word.strip_suffix('*') {
        Some(beginning) => (Kind::Beginning, fold_word(beginning)),
        None => (Kind::Whole, fold_word(word.trim_end_matches('~'))),
    }
}

/// Whether a letter stands three times or more in a row.
fn is_stretched(spelling: &str) -> bool {
    let (mut run, mut last) = (0, None);
    spelling.chars().any(|letter| {
        run = if last == Some(letter) { run + 1 } else { 1 };
        last = Some(letter);
        run > 2
    })
}

/// What remains when no letter stands more than `most` times in a row.
fn squeezed(spelling: &str, most: usize) -> String {
    let (mut run, mut last) = (0, None);
    let keep = |letter: &char| {
        run = if last == Some(*letter) { run + 1 } else { 1 };
        last = Some(*letter);
        run <= most
    };
    spelling.chars().filter(keep).collect()
}

/// Whether one letter is missing, extra or wrong, or two neighbours are exchanged.
fn is_one_slip(typed: &str, meant: &str) -> bool {
    let (typed, meant): (Vec<char>, Vec<char>) = (typed.chars().collect(), meant.chars().collect());
    let same = typed.iter().zip(&meant).take_while(|(a, b)| a == b).count();
    let (one, other) = (typed.get(same..).unwrap_or_default(), meant.get(same..).unwrap_or_default());
    let behind = |letters: &[char], by: usize| letters.get(by..).unwrap_or_default().to_vec();
    let exchanged = || {
        matches!((one, other), ([a, b, ..], [c, d, ..]) if a == d && b == c)
            && behind(one, 2) == behind(other, 2)
    };
    behind(one, 1) == other || one == behind(other, 1) || behind(one, 1) == behind(other, 1) || exchanged()
}

#[cfg(test)]
mod tests;
