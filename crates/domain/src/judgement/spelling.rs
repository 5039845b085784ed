//! Which symbols a spelling has: whole words, beginnings, endings, and second chances.

use std::collections::BTreeMap;
use std::ops::Range;

use super::alphabet::Symbol;
use super::fold::fold_word;
use super::habits::Habit;
use super::numbers::{index, number};
use super::quick_hash::{QuickMap, QuickSet};
use super::trie::{Trie, Twig};
use super::words::Typed;

/// A word shorter than this is never read as a misspelling.
const SHORTEST_TYPO: usize = 5;
/// A word of more bytes is no word.
const LONGEST_WORD: usize = 80;
/// What remains of a word without its prefix or suffix must have so many letters.
const SHORTEST_STEM: usize = 2;

/// Spellings while patterns are being read.
#[derive(Debug, Default)]
pub(super) struct Collected {
    tables: [Table; 3],
    typos: QuickSet<String>,
}

/// Folded spellings with their symbols.
type Table = QuickMap<String, Vec<Symbol>>;

#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Kind {
    Whole,
    Beginning,
    Ending,
}

/// A word as a pattern writes it.
#[derive(Debug, Clone)]
pub(super) struct Written {
    kind: Kind,
    /// Its folded letters.
    key: String,
    may_be_misspelt: bool,
}

impl Collected {
    fn of(&self, kind: Kind) -> &Table {
        let [words, beginnings, endings] = &self.tables;
        match kind {
            Kind::Whole => words,
            Kind::Beginning => beginnings,
            Kind::Ending => endings,
        }
    }

    fn of_mut(&mut self, kind: Kind) -> &mut Table {
        let [words, beginnings, endings] = &mut self.tables;
        match kind {
            Kind::Whole => words,
            Kind::Beginning => beginnings,
            Kind::Ending => endings,
        }
    }

    /// The symbol that exactly this spelling has as its own: the first it was given.
    pub(super) fn own(&self, word: &Written) -> Option<Symbol> {
        self.of(word.kind).get(&word.key)?.first().copied()
    }

    /// Gives a spelling one more symbol.
    pub(super) fn give(&mut self, word: &Written, symbol: Symbol) {
        if word.may_be_misspelt && !self.typos.contains(&word.key) {
            self.typos.insert(word.key.clone());
        }
        let table = self.of_mut(word.kind);
        match table.get_mut(&word.key) {
            Some(symbols) if symbols.contains(&symbol) => {}
            Some(symbols) => symbols.push(symbol),
            None => {
                table.insert(word.key.clone(), vec![symbol]);
            }
        }
    }
}

impl Written {
    /// Reads `word`, `begin*`, `*end` or `misspelt~`.
    pub(super) fn of(word: &str) -> Self {
        let (kind, letters) = match (word.strip_prefix('*'), word.strip_suffix('*')) {
            (Some(ending), _) => (Kind::Ending, ending),
            (None, Some(beginning)) => (Kind::Beginning, beginning),
            (None, None) => (Kind::Whole, word.trim_end_matches('~')),
        };
        Self { kind, key: fold_word(letters), may_be_misspelt: word.ends_with('~') }
    }

    /// A whole word without its apostrophes, if it has any: `don't` is also known as `dont`.
    pub(super) fn without_apostrophes(&self) -> Option<Self> {
        let is_joined = self.kind == Kind::Whole && self.key.contains('\'');
        is_joined.then(|| Self { key: self.key.replace('\'', ""), ..self.clone() })
    }
}

/// Where the symbols of a spelling stand.
type List = Range<u32>;

/// What a spelling is.
#[derive(Debug, Clone, Default, PartialEq)]
struct Entry {
    word: List,
    beginning: List,
}

/// Spellings as a tree, each with an entry.
#[derive(Debug, Clone, PartialEq)]
struct Letters {
    trie: Trie,
    entries: Box<[Entry]>,
    /// The entries up to this value are those of beginnings.
    beginnings: u32,
}

/// All spellings of a lexicon.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Spellings {
    plain: Letters,
    /// Backwards.
    endings: Letters,
    /// Words and beginnings as the language's habit spells them.
    habit: Option<(Habit, Letters)>,
    /// The words that may be misspelt.
    typos: Letters,
    prefixes: Box<[Box<[char]>]>,
    suffixes: Box<[Box<[char]>]>,
    /// The symbols of all entries.
    symbols: Box<[Symbol]>,
}

impl Spellings {
    /// Puts in order what was collected. A word of a text is also known without one of `prefixes` at its
    /// beginning and one of `suffixes` at its end.
    pub(super) fn of(
        collected: &Collected,
        habit: Option<Habit>,
        prefixes: &[String],
        suffixes: &[String],
    ) -> Self {
        let mut shelf = Shelf::default();
        let [words, beginnings, endings] = &collected.tables;
        let forward = |word: &str| word.chars().collect::<Vec<_>>();
        let plain = shelf.letters(words, beginnings, forward);
        let backwards = shelf.letters(&Table::default(), endings, |word| word.chars().rev().collect());
        // Endings are left out: a reading is given up as soon as no word begins like it.
        let habit = habit
            .map(|habit| (habit, shelf.letters(words, beginnings, |word| habit.key(word).chars().collect())));
        let affixes = |affixes: &[String]| {
            affixes.iter().map(|affix| fold_word(affix).chars().collect()).collect::<Box<[Box<[char]>]>>()
        };
        let mut spellings = Self {
            plain,
            endings: backwards,
            habit,
            typos: Letters { trie: Trie::default(), entries: Box::default(), beginnings: 0 },
            prefixes: affixes(prefixes),
            suffixes: affixes(suffixes),
            symbols: std::mem::take(&mut shelf.symbols).into_boxed_slice(),
        };
        let meant = |word: &String| {
            let mut symbols = Vec::new();
            spellings.known_as(&forward(word), &mut symbols);
            symbols.sort_unstable();
            symbols.dedup();
            (word.clone(), symbols)
        };
        let typos: Table = collected.typos.iter().map(meant).collect();
        shelf.symbols = spellings.symbols.into_vec();
        spellings.typos = shelf.letters(&typos, &Table::default(), forward);
        spellings.symbols = shelf.symbols.into_boxed_slice();
        spellings
    }

    /// The symbols of a word of a text.
    pub(super) fn symbols(&self, typed: Typed<'_>, out: &mut Vec<Symbol>) {
        let nothing = out.len();
        self.known(typed.letters, out);
        // Second chances are for what may be a word: nobody knows one that long.
        if out.len() > nothing || typed.bytes > LONGEST_WORD {
            return;
        }
        self.known_by_habit(typed.letters, out);
        if out.len() == nothing && is_stretched(typed.letters) {
            // Stressed words: `heeeelp` is `help`, `smoooke` is `smoke`, `feeel` is `feel`.
            for most in [2, 1] {
                self.known(&squeezed(typed.letters, most), out);
                if out.len() > nothing {
                    break;
                }
            }
        }
        if out.len() == nothing && typed.letters.len() >= SHORTEST_TYPO {
            self.meant(typed.letters, out);
        }
    }

    fn list(&self, list: &List) -> &[Symbol] {
        self.symbols.get(index(list.start)..index(list.end)).unwrap_or_default()
    }

    fn known(&self, letters: &[char], out: &mut Vec<Symbol>) {
        self.known_as(letters, out);
        // Comparing the first letters alone settles most of it.
        let prefixes = self.prefixes.iter().filter(|prefix| prefix.first() == letters.first());
        let without_prefix = prefixes.filter_map(|prefix| letters.strip_prefix(&**prefix));
        for stem in without_prefix.filter(|stem| stem.len() >= SHORTEST_STEM).chain([letters]) {
            if stem.len() < letters.len() {
                self.known_as(stem, out);
            }
            let suffixes = self.suffixes.iter().filter(|suffix| suffix.last() == stem.last());
            let cut = suffixes.filter_map(|suffix| stem.strip_suffix(&**suffix));
            for stem in cut.filter(|stem| stem.len() >= SHORTEST_STEM) {
                self.known_as(stem, out);
            }
        }
    }

    /// As a whole, by its beginning and by its ending.
    fn known_as(&self, letters: &[char], out: &mut Vec<Symbol>) {
        let whole = letters.iter().try_fold(Trie::ROOT, |twig, letter| {
            let next = self.plain.trie.child(twig, *letter)?;
            out.extend(self.list(&self.plain.beginning(next)));
            Some(next)
        });
        out.extend(whole.map_or(&[][..], |twig| self.list(&self.plain.entry(twig).word)));
        let _ = letters.iter().rev().try_fold(Trie::ROOT, |twig, letter| {
            let next = self.endings.trie.child(twig, *letter)?;
            out.extend(self.list(&self.endings.beginning(next)));
            Some(next)
        });
    }

    fn known_by_habit(&self, letters: &[char], out: &mut Vec<Symbol>) {
        let Some((habit, keys)) = &self.habit else { return };
        let mut words: Vec<Twig> = Vec::new();
        let step = |twig: &Twig, sound: &[char]| {
            let next = keys.trie.walk(*twig, sound)?;
            out.extend(self.list(&keys.beginning(next)));
            Some(next)
        };
        habit.read(letters, Trie::ROOT, step, |twig| words.push(twig));
        for twig in words {
            out.extend(self.list(&keys.entry(twig).word));
        }
    }

    /// What the word may be a slip for: one letter missing, extra or wrong, or two neighbours exchanged,
    /// but never the first, which is hardly ever wrong and keeps other words away.
    fn meant(&self, letters: &[char], out: &mut Vec<Symbol>) {
        let trie = &self.typos.trie;
        let [first, behind @ ..] = letters else { return };
        let (mut place, mut rest) = (trie.child(Trie::ROOT, *first), behind);
        let mut ends = |twig: Option<Twig>, rest: &[char]| {
            let end = twig.and_then(|twig| trie.walk(twig, rest));
            out.extend(end.map_or(&[][..], |end| self.list(&self.typos.entry(end).word)));
        };
        while let Some(twig) = place {
            for child in trie.children(twig) {
                ends(Some(child), rest);
                ends(rest.split_first().map(|_| child), rest.get(1..).unwrap_or_default());
            }
            let [letter, others @ ..] = rest else { break };
            ends(Some(twig), others);
            if let [next, others @ ..] = others {
                ends(trie.child(twig, *next).and_then(|twig| trie.child(twig, *letter)), others);
            }
            (place, rest) = (trie.child(twig, *letter), others);
        }
    }
}

impl Letters {
    /// What words that begin with the letters up to `twig` are: nothing, for most.
    fn beginning(&self, twig: Twig) -> List {
        let is_one = (1..=self.beginnings).contains(&self.trie.value(twig));
        if is_one { self.entry(twig).beginning.clone() } else { 0..0 }
    }

    fn entry(&self, twig: Twig) -> &Entry {
        static NOTHING: Entry = Entry { word: 0..0, beginning: 0..0 };
        let place = index(self.trie.value(twig)).checked_sub(1);
        place.and_then(|place| self.entries.get(place)).unwrap_or(&NOTHING)
    }
}

/// Where lists of symbols are put while spellings are put in order.
#[derive(Default)]
struct Shelf {
    symbols: Vec<Symbol>,
    known: QuickMap<Vec<Symbol>, List>,
}

impl Shelf {
    fn put(&mut self, mut symbols: Vec<Symbol>) -> List {
        symbols.sort_unstable();
        symbols.dedup();
        if let Some(list) = self.known.get(&symbols) {
            return list.clone();
        }
        let start = number(self.symbols.len());
        self.symbols.extend(&symbols);
        let list = start..number(self.symbols.len());
        self.known.insert(symbols, list.clone());
        list
    }

    fn letters(&mut self, words: &Table, beginnings: &Table, key: impl Fn(&str) -> Vec<char>) -> Letters {
        // Several words may have one key.
        let mut keys: BTreeMap<Vec<char>, [Vec<Symbol>; 2]> = BTreeMap::new();
        for (word, symbols) in words {
            let [known, _] = keys.entry(key(word)).or_default();
            known.extend(symbols);
        }
        for (beginning, symbols) in beginnings {
            let [_, known] = keys.entry(key(beginning)).or_default();
            known.extend(symbols);
        }
        let (begun, whole): (Vec<_>, Vec<_>) =
            keys.into_iter().partition(|(_, [_, beginning])| !beginning.is_empty());
        let beginnings = number(begun.len());
        let (keys, entries): (Vec<_>, Vec<_>) = begun
            .into_iter()
            .chain(whole)
            .map(|(key, [word, beginning])| {
                (key, Entry { word: self.put(word), beginning: self.put(beginning) })
            })
            .unzip();
        Letters { trie: Trie::of(&keys.into_iter().zip(1..).collect()), entries: entries.into(), beginnings }
    }
}

/// Whether a letter stands three times or more in a row.
fn is_stretched(letters: &[char]) -> bool {
    letters.windows(3).any(|three| matches!(three, [one, two, third] if one == two && two == third))
}

/// What remains when no letter stands more than `most` times in a row.
fn squeezed(letters: &[char], most: usize) -> Vec<char> {
    letters.chunk_by(|one, other| one == other).flat_map(|run| run.iter().take(most).copied()).collect()
}

#[cfg(test)]
mod tests;
