//! Words and beginnings of words in a table that finds both by one pass over a text's word.
//!
//! A tree of letters leads through a chain of places in memory, each far from the last; with all languages in it, that
//! is what takes the time. Here most words that are not known, and most beginnings, are ruled out by a small set of
//! bits, and those that are known stand in one place with all that is known about them.

use super::alphabet::Symbol;
use super::effort::spend;
use super::numbers::{index, number};

/// What a word and a beginning of words are in one language.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Meaning {
    /// The language, by its place in the dictionary.
    pub(super) place: u32,
    /// The symbols of the word.
    pub(super) word: Vec<Symbol>,
    /// The symbols of all words that begin so.
    pub(super) beginning: Vec<Symbol>,
}

/// A key and what it means in each language.
pub(super) type Entry<'k> = (&'k [char], Vec<Meaning>);

/// A set of keys without the keys: it may say yes to others, but never no to its own.
#[derive(Debug, Clone, Default, PartialEq)]
struct Sieve(Box<[u64]>);

impl Sieve {
    /// With so many bits of 64 that there are at least as many as this.
    fn of_bits(bits: usize) -> Self {
        Self(vec![0; (bits / 64).next_power_of_two()].into_boxed_slice())
    }

    fn place_of(&self, hash: Hash) -> (usize, u64) {
        // The length is a power of two; the lower six of these bits choose one within it.
        let bits = hash.0 >> 20;
        let place = usize::try_from(bits >> 6).unwrap_or_default() & self.0.len().wrapping_sub(1);
        (place, 1 << (bits % 64))
    }

    fn add(&mut self, hash: Hash) {
        let (place, bit) = self.place_of(hash);
        self.0.get_mut(place).into_iter().for_each(|bits| *bits |= bit);
    }

    fn may_have(&self, hash: Hash) -> bool {
        let (place, bit) = self.place_of(hash);
        self.0.get(place).is_some_and(|bits| bits & bit != 0)
    }
}

/// The hash of the letters so far. It stands for them: two words of a lexicon and of texts that have the same by chance
/// are not to be expected in the life of any service. Texts are only looked up, so nobody can fill the table by
/// choosing words; and whoever makes up a word that is taken for a known one could have typed that.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Hash(u64);

impl Hash {
    const NOTHING: Self = Self(0);

    fn then(self, letter: char) -> Self {
        let mixed = (self.0.rotate_left(5) ^ u64::from(letter)).wrapping_mul(0x517c_c1b7_2722_0a95);
        Self(mixed ^ mixed >> 32)
    }

    /// The half that is kept beside the place of an entry, and the one that is kept in it.
    fn halves(self) -> (u32, u32) {
        let half = |bits: u64| u32::try_from(bits & u64::from(u32::MAX)).unwrap_or_default();
        (half(self.0 >> 32), half(self.0))
    }
}

/// The table.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct WordTable {
    begins: Sieve,
    whole: Sieve,
    /// Half of the hash, and where the entry begins in `entries`, from 1; 0 is free.
    slots: Box<[(u32, u32)]>,
    /// The entries, one behind the other: the other half of the hash, how many meanings, and for each meaning the
    /// language, how many symbols the word and the beginning have, and these.
    entries: Box<[u32]>,
}

impl WordTable {
    /// The table of the entries, each with another key; they are gone through twice.
    pub(super) fn of<'k, E: Iterator<Item = Entry<'k>>>(entries: impl Fn() -> E) -> Self {
        let begins = |meanings: &[Meaning]| meanings.iter().any(|meaning| !meaning.beginning.is_empty());
        let is_word = |meanings: &[Meaning]| meanings.iter().any(|meaning| !meaning.word.is_empty());
        let (mut all, mut beginnings, mut words, mut numbers) = (0_usize, 0_usize, 0_usize, 0_usize);
        for (_, meanings) in entries() {
            all += 1;
            let symbols = meanings.iter().map(|meaning| meaning.word.len() + meaning.beginning.len());
            numbers += 2 + 3 * meanings.len() + symbols.sum::<usize>();
            beginnings += usize::from(begins(&meanings));
            words += usize::from(is_word(&meanings));
        }
        let mut table = Self {
            begins: Sieve::of_bits(beginnings * 16),
            whole: Sieve::of_bits(words * 8),
            slots: vec![(0, 0); (all * 5 / 4).next_power_of_two()].into_boxed_slice(),
            entries: Box::default(),
        };
        let mut rows = Vec::with_capacity(numbers);
        for (key, meanings) in entries() {
            let hash = key.iter().fold(Hash::NOTHING, |hash, letter| hash.then(*letter));
            if begins(&meanings) {
                table.begins.add(hash);
            }
            if is_word(&meanings) {
                table.whole.add(hash);
            }
            let free = table.slots_from(hash).find(|at| table.slots.get(*at).is_some_and(|slot| slot.1 == 0));
            let (mark, other) = hash.halves();
            let place = (mark, number(rows.len()) + 1);
            free.and_then(|free| table.slots.get_mut(free)).into_iter().for_each(|slot| *slot = place);
            rows.extend([other, number(meanings.len())]);
            for Meaning { place, word, beginning } in meanings {
                rows.extend([place, number(word.len()), number(beginning.len())]);
                rows.extend(word.iter().chain(&beginning));
            }
        }
        table.entries = rows.into_boxed_slice();
        table
    }

    /// The places of the slots in the order in which an entry may stand in them: each once.
    fn slots_from(&self, hash: Hash) -> impl Iterator<Item = usize> + use<> {
        let count = self.slots.len();
        let first = usize::try_from(hash.0).unwrap_or_default();
        (0..count).map(move |step| first.wrapping_add(step) & count.wrapping_sub(1))
    }

    /// Calls `found` with the place of a language and symbols that `letters` have in it, as a word and by the ways they
    /// begin.
    pub(super) fn look_up(&self, letters: &[char], mut found: impl FnMut(u32, &[Symbol])) {
        let mut hash = Hash::NOTHING;
        for letter in letters {
            spend(1);
            hash = hash.then(*letter);
            if self.begins.may_have(hash) {
                self.meanings_of(hash, |place, _, beginning| found(place, beginning));
            }
        }
        if self.whole.may_have(hash) {
            self.meanings_of(hash, |place, word, _| found(place, word));
        }
    }

    /// Calls `each` with the language, the word's symbols and those of the beginning.
    fn meanings_of(&self, hash: Hash, mut each: impl FnMut(u32, &[Symbol], &[Symbol])) {
        let Some((mut meanings, count)) = self.entry_of(hash) else { return };
        for _ in 0..count {
            let Some(([place, word, beginning], rest)) = meanings.split_first_chunk() else { return };
            let Some((word, rest)) = rest.split_at_checked(index(*word)) else { return };
            let Some((beginning, rest)) = rest.split_at_checked(index(*beginning)) else { return };
            each(*place, word, beginning);
            meanings = rest;
        }
    }

    /// The meanings of a key, and how many they are.
    fn entry_of(&self, hash: Hash) -> Option<(&[u32], u32)> {
        let (mark, other) = hash.halves();
        for at in self.slots_from(hash) {
            spend(1);
            let (known, entry) = *self.slots.get(at)?;
            let start = index(entry).checked_sub(1)?;
            if known != mark {
                continue;
            }
            let ([known, count], meanings) = self.entries.get(start..)?.split_first_chunk()?;
            if *known == other {
                return Some((meanings, *count));
            }
        }
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_and_beginnings_are_found_and_nothing_else() {
        let spellings: Vec<String> = (0..2000_u32).map(|number| format!("λ{}x", number * number)).collect();
        let entry = |(spelling, symbol): (&String, Symbol)| {
            let begins = symbol % 3 == 0;
            let meaning = Meaning {
                place: symbol % 2,
                word: (symbol % 3 != 1).then_some(symbol).into_iter().collect(),
                beginning: begins.then_some(symbol + 5000).into_iter().collect(),
            };
            (spelling.chars().collect::<Vec<_>>(), vec![meaning])
        };
        let entries: Vec<_> = spellings.iter().zip(0..).map(entry).collect();
        let table =
            WordTable::of(|| entries.iter().map(|(key, meanings)| (key.as_slice(), meanings.clone())));
        let found = |word: &str| {
            let mut all = Vec::new();
            let letters: Vec<char> = word.chars().collect();
            table.look_up(&letters, |place, symbols| all.extend(symbols.iter().map(|one| (place, *one))));
            all
        };
        for (spelling, symbol) in spellings.iter().zip(0..) {
            let place = symbol % 2;
            let whole = (symbol % 3 != 1).then_some((place, symbol));
            let begins = (symbol % 3 == 0).then_some((place, symbol + 5000));
            assert_eq!(found(spelling), begins.into_iter().chain(whole).collect::<Vec<_>>(), "{spelling}");
            assert_eq!(found(&format!("{spelling}y")), begins.into_iter().collect::<Vec<_>>(), "{spelling}y");
            assert_eq!(found(spelling.trim_end_matches('x')), []);
        }
        assert_eq!(found(""), []);
    }

    #[test]
    fn an_empty_table_knows_nothing() {
        WordTable::of(std::iter::empty).look_up(&['a'], |_, _| unreachable!());
        WordTable::default().look_up(&['a'], |_, _| unreachable!());
    }
}
