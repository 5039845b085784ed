//! Which symbols a spelling has: whole words, beginnings, endings, and second chances.

use std::collections::HashMap;

use super::alphabet::Symbol;
use super::fold::fold_word;
use super::habits::Habit;

/// A word shorter than this is never read as a misspelling.
const SHORTEST_TYPO: usize = 5;
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
    words: HashMap<String, Vec<Symbol>>,
    beginnings: HashMap<String, Vec<Symbol>>,
    endings: HashMap<String, Vec<Symbol>>,
    /// The lengths in bytes that occur among the beginnings and endings, rising.
    lengths: [Vec<usize>; 2],
}

/// All spellings of a lexicon.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spellings {
    plain: Table,
    habit: Option<(Habit, Table)>,
    /// Words with one letter missing that lead to the words that may be misspelt.
    typos: HashMap<String, Vec<String>>,
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
            habit: habit.map(|habit| (habit, Table::default())),
            typos: HashMap::new(),
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
            for shorter in std::iter::once(key.clone()).chain(without_one_letter(&key)) {
                let meant = self.typos.entry(shorter).or_default();
                if !meant.contains(&key) {
                    meant.push(key.clone());
                }
            }
        }
        if let Some((habit, table)) = &mut self.habit {
            table.give(kind, habit.key(&key), symbol);
        }
        self.plain.give(kind, key, symbol);
    }

    /// The symbols of a folded word of a text.
    pub(super) fn symbols(&self, spelling: &str, out: &mut Vec<Symbol>) {
        self.known(spelling, out);
        if out.is_empty() {
            self.by_habit(spelling, out);
        }
        if out.is_empty() {
            // Stressed words: `heeeelp` is `help`, `smoooke` is `smoke`, `feeel` is `feel`.
            for shorter in squeezed(spelling) {
                self.known(&shorter, out);
                if !out.is_empty() {
                    break;
                }
            }
        }
        if out.is_empty() {
            self.misspelt(spelling, out);
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

    fn by_habit(&self, spelling: &str, out: &mut Vec<Symbol>) {
        let Some((habit, table)) = &self.habit else { return };
        for reading in habit.readings(spelling) {
            table.known(&reading, out);
        }
    }

    fn misspelt(&self, spelling: &str, out: &mut Vec<Symbol>) {
        if self.typos.is_empty() || spelling.chars().nth(SHORTEST_TYPO - 1).is_none() {
            return;
        }
        for shorter in std::iter::once(spelling.to_owned()).chain(without_one_letter(spelling)) {
            let meant = self.typos.get(&shorter).into_iter().flatten();
            for word in meant.filter(|word| is_one_slip(spelling, word)) {
                self.plain.known(word, out);
            }
        }
        out.sort_unstable();
        out.dedup();
    }
}

impl Table {
    fn of(&self, kind: Kind) -> &HashMap<String, Vec<Symbol>> {
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

/// The spellings that remain when letters repeated three times or more stand twice, or once.
fn squeezed(spelling: &str) -> impl Iterator<Item = String> {
    let keep = |most: usize| {
        let (mut out, mut run, mut last) = (String::new(), 0, None);
        let mut stretched = false;
        for letter in spelling.chars() {
            run = if last == Some(letter) { run + 1 } else { 1 };
            last = Some(letter);
            stretched |= run > 2;
            if run <= most {
                out.push(letter);
            }
        }
        stretched.then_some(out)
    };
    [keep(2), keep(1)].into_iter().flatten()
}

fn without_one_letter(word: &str) -> impl Iterator<Item = String> {
    // The first letter is hardly ever wrong, and keeping it keeps other words away.
    word.char_indices().skip(1).map(|(at, letter)| {
        let (before, rest) = word.split_at_checked(at).unwrap_or((word, ""));
        format!("{before}{}", rest.get(letter.len_utf8()..).unwrap_or_default())
    })
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
