//! The words of all languages in one place, so that a text's word is looked up once for all of them: whole, by its
//! beginning and ending, without what is joined to it, and with second chances where a language does not know it.

use super::alphabet::Symbol;
use super::fold::fold_word;
use super::habits::{Habit, greek_readings};
use super::numbers::{Rows, index, number};
use super::spelling::{Collected, Kind};
use super::trie::{Trie, Twig};
use super::word_table::{Entry, Meaning, WordTable};
use super::words::{Typed, Words};
use crate::language::Language;

/// A word shorter than this is never read as a misspelling.
const SHORTEST_TYPO: usize = 5;
/// A word of more bytes is no word.
const LONGEST_WORD: usize = 80;
/// What remains of a word without its prefix or suffix must have so many letters.
const SHORTEST_STEM: usize = 2;

/// A set of languages, by their places in the dictionary. There is room for all of them: every language of a rule set
/// is one that we know, and comes once.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Tongues(u32);

const _: () = assert!(Language::ALL.len() <= 32, "a set of languages has 32 bits");

impl Tongues {
    const NONE: Self = Self(0);

    fn of(place: u32) -> Self {
        Self(1_u32.checked_shl(place).unwrap_or_default())
    }

    fn has(self, place: u32) -> bool {
        self.both(Self::of(place)) != Self::NONE
    }

    fn both(self, other: Self) -> Self {
        Self(self.0 & other.0)
    }

    fn without(self, other: Self) -> Self {
        Self(self.0 & !other.0)
    }

    fn add(&mut self, place: u32) {
        self.0 |= Self::of(place).0;
    }
}

/// What a language brings to the dictionary.
#[derive(Debug)]
pub(super) struct Vocabulary {
    /// The spellings of its patterns.
    pub(super) spellings: Collected,
    /// How its writers type when they cannot or do not know better.
    pub(super) habit: Option<Habit>,
    /// A word of a text is also known without one of these at its beginning.
    pub(super) prefixes: Vec<String>,
    /// Nor one of these at its end.
    pub(super) suffixes: Vec<String>,
}

/// Spellings as a tree, each with what it means.
#[derive(Debug, Clone, Default, PartialEq)]
struct Tree {
    trie: Trie,
    meanings: Box<[Vec<Meaning>]>,
}

/// Words and beginnings as a language's habit spells them.
#[derive(Debug, Clone, PartialEq)]
struct Sounds {
    place: u32,
    habit: Habit,
    keys: Keys,
}

#[derive(Debug, Clone, PartialEq)]
enum Keys {
    /// A word of a text has one key.
    One(WordTable),
    /// It may have several, which are found on the way.
    Several(Tree),
}

/// What may be joined to the words of a language.
#[derive(Debug, Clone, PartialEq)]
struct Affixes {
    place: u32,
    prefixes: Box<[Box<[char]>]>,
    suffixes: Box<[Box<[char]>]>,
    /// A bit for each first letter of a prefix, and for each last one of a suffix: most words have neither.
    first: u128,
    last: u128,
}

/// All spellings of all languages.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Dictionary {
    plain: WordTable,
    /// Backwards.
    endings: Tree,
    /// The words that may be misspelt.
    typos: Tree,
    /// The languages that have some.
    with_typos: Tongues,
    habits: Box<[Sounds]>,
    affixes: Box<[Affixes]>,
    languages: usize,
}

/// What the spellings of a text are in one language.
#[derive(Debug, Default)]
pub(super) struct Known {
    /// For each spelling its row of symbols; the row 0, of those that are not known, is empty.
    pub(super) rows: Vec<u32>,
    ends: Vec<u32>,
    symbols: Vec<Symbol>,
}

impl Known {
    /// The symbols of each row.
    pub(super) fn symbols(self) -> (Vec<u32>, Rows<Symbol>) {
        (self.rows, Rows::ending(self.ends, self.symbols))
    }
}

/// What is found for one spelling.
struct Finds<'f> {
    /// These languages are asked.
    wanted: Tongues,
    /// In these something was found.
    hit: Tongues,
    /// What was found for all spellings, by the places of the languages.
    known: &'f mut [Known],
}

/// Reusable memory.
#[derive(Default)]
struct Room {
    key: Vec<char>,
    twigs: Vec<Twig>,
    ends: Vec<Twig>,
}

impl Dictionary {
    /// Puts in order what the languages bring, in their places.
    pub(super) fn of(languages: &[Vocabulary]) -> Self {
        let forward = |word: &str| word.chars().collect::<Vec<_>>();
        let backward = |word: &str| word.chars().rev().collect::<Vec<_>>();
        let places = || (0..).zip(languages);
        let (mut plain, mut endings) = (Drafts::default(), Drafts::default());
        for (place, language) in places() {
            plain.add_all((place, language), &[Kind::Whole, Kind::Beginning], forward);
            endings.add_all((place, language), &[Kind::Ending], backward);
        }
        let affixes = places().map(|(place, language)| Affixes::of(place, language));
        let mut dictionary = Self {
            plain: plain.table(),
            endings: endings.tree(),
            typos: Tree::default(),
            with_typos: Tongues::NONE,
            habits: places().filter_map(|(place, language)| Sounds::of(place, language)).collect(),
            affixes: affixes.filter(|affixes| !affixes.is_empty()).collect(),
            languages: languages.len(),
        };
        let mut misspelt = Drafts::default();
        for (place, language) in places() {
            for word in language.spellings.misspelt() {
                let letters = forward(word);
                let mut known = dictionary.nothing_known();
                dictionary.known_as(&letters, &mut Finds::of(Tongues::of(place), &mut known));
                let symbols = known.get_mut(index(place)).map(|known| std::mem::take(&mut known.symbols));
                let symbols = symbols.unwrap_or_default();
                misspelt.add(&letters, (place, false), &symbols);
                dictionary.with_typos.add(place);
            }
        }
        dictionary.typos = misspelt.tree();
        dictionary
    }

    /// Looks up every spelling of a text for the languages at `places`; what the others know is left out.
    pub(super) fn look_up(&self, words: &Words, places: &[usize]) -> Vec<Known> {
        let (mut known, mut room) = (self.nothing_known(), Room::default());
        let mut wanted = Tongues::NONE;
        for &place in places {
            wanted.add(number(place));
            if let Some(known) = known.get_mut(place) {
                known.rows.reserve_exact(words.spellings().len());
                known.symbols.reserve(words.spellings().len());
            }
        }
        for typed in words.spellings() {
            let mut finds = Finds::of(wanted, &mut known);
            self.look_up_one(typed, &mut finds, &mut room);
            let hit = finds.hit;
            for (place, known) in (0..).zip(&mut known).filter(|(place, _)| wanted.has(*place)) {
                let row = if hit.has(place) { known.ends.len() } else { 0 };
                known.rows.push(number(row));
                if row > 0 {
                    known.ends.push(number(known.symbols.len()));
                }
            }
        }
        known
    }

    /// Nothing yet, for every language: the first row is that of unknown spellings.
    fn nothing_known(&self) -> Vec<Known> {
        let nothing = || Known { rows: Vec::new(), ends: vec![0], symbols: Vec::new() };
        std::iter::repeat_with(nothing).take(self.languages).collect()
    }

    /// Finds the symbols of a word of a text.
    fn look_up_one(&self, typed: Typed<'_>, finds: &mut Finds<'_>, room: &mut Room) {
        self.known(typed.letters, finds);
        // Second chances are for what may be a word: nobody knows one that long.
        if finds.missing() == Tongues::NONE || typed.bytes > LONGEST_WORD {
            return;
        }
        self.known_by_habit(typed.letters, finds, room);
        if is_stretched(typed.letters) {
            // Stressed words: `heeeelp` is `help`, `smoooke` is `smoke`, `feeel` is `feel`.
            for most in [2, 1] {
                if finds.missing() != Tongues::NONE {
                    let squeezed = squeezed(typed.letters, most);
                    finds.in_those(finds.missing(), |finds| self.known(&squeezed, finds));
                }
            }
        }
        let missing = finds.missing().both(self.with_typos);
        if missing != Tongues::NONE && typed.letters.len() >= SHORTEST_TYPO {
            finds.in_those(missing, |finds| self.meant(typed.letters, finds));
        }
    }

    fn known(&self, letters: &[char], finds: &mut Finds<'_>) {
        self.known_as(letters, finds);
        for affixes in &self.affixes {
            if finds.wanted.has(affixes.place) && affixes.may_be_on(letters) {
                finds.in_those(Tongues::of(affixes.place), |finds| {
                    affixes.each_stem(letters, |stem| self.known_as(stem, finds));
                });
            }
        }
    }

    /// As a whole, by its beginning and by its ending.
    fn known_as(&self, letters: &[char], finds: &mut Finds<'_>) {
        self.plain.look_up(letters, |place, symbols| finds.add(place, symbols));
        let _ = letters.iter().rev().try_fold(Trie::ROOT, |twig, letter| {
            let next = self.endings.trie.child(twig, *letter)?;
            self.endings.meanings_at(next).iter().for_each(|meaning| finds.add_beginning(meaning));
            Some(next)
        });
    }

    fn known_by_habit(&self, letters: &[char], finds: &mut Finds<'_>, room: &mut Room) {
        let missing = finds.missing();
        for Sounds { place, habit, keys } in self.habits.iter().filter(|sounds| missing.has(sounds.place)) {
            let has_key = habit.key_of(letters, &mut room.key);
            match keys {
                Keys::One(table) if has_key => {
                    finds.in_those(Tongues::of(*place), |finds| {
                        table.look_up(&room.key, |place, symbols| finds.add(place, symbols));
                    });
                }
                Keys::One(_) => {}
                Keys::Several(tree) => {
                    room.twigs.clear();
                    room.twigs.push(Trie::ROOT);
                    room.ends.clear();
                    let mut step = |twig: &Twig, sound: &[char]| {
                        let next = tree.trie.walk(*twig, sound)?;
                        tree.meanings_at(next).iter().for_each(|meaning| finds.add_beginning(meaning));
                        Some(next)
                    };
                    if has_key {
                        let mut key = room.key.chunks(1);
                        room.ends.extend(key.try_fold(Trie::ROOT, |twig, letter| step(&twig, letter)));
                    } else {
                        greek_readings(letters, &mut room.twigs, step, |twig| room.ends.push(twig));
                    }
                    let meant = room.ends.iter().flat_map(|twig| tree.meanings_at(*twig));
                    meant.for_each(|meaning| finds.add_word(meaning));
                }
            }
        }
    }

    /// What the word may be a slip for: one letter missing, extra or wrong, or two neighbours exchanged,
    /// but never the first, which is hardly ever wrong and keeps other words away.
    fn meant(&self, letters: &[char], finds: &mut Finds<'_>) {
        let trie = &self.typos.trie;
        let [first, behind @ ..] = letters else { return };
        let (mut place, mut rest) = (trie.child(Trie::ROOT, *first), behind);
        let mut ends = |twig: Option<Twig>, rest: &[char]| {
            if let Some(end) = twig.and_then(|twig| trie.walk(twig, rest)) {
                self.typos.meanings_at(end).iter().for_each(|meaning| finds.add_word(meaning));
            }
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

impl<'f> Finds<'f> {
    fn of(wanted: Tongues, known: &'f mut [Known]) -> Self {
        Self { wanted, hit: Tongues::NONE, known }
    }

    /// The languages that do not know the word so far.
    fn missing(&self) -> Tongues {
        self.wanted.without(self.hit)
    }

    /// Lets `find` look in these languages only.
    fn in_those(&mut self, wanted: Tongues, find: impl FnOnce(&mut Self)) {
        let all = std::mem::replace(&mut self.wanted, wanted);
        find(self);
        self.wanted = all;
    }

    fn add(&mut self, place: u32, symbols: &[Symbol]) {
        if symbols.is_empty() || !self.wanted.has(place) {
            return;
        }
        self.hit.add(place);
        if let Some(known) = self.known.get_mut(index(place)) {
            known.symbols.extend_from_slice(symbols);
        }
    }

    fn add_word(&mut self, meaning: &Meaning) {
        self.add(meaning.place, &meaning.word);
    }

    fn add_beginning(&mut self, meaning: &Meaning) {
        self.add(meaning.place, &meaning.beginning);
    }
}

impl Sounds {
    fn of(place: u32, language: &Vocabulary) -> Option<Self> {
        let habit = language.habit?;
        // Endings are left out: a reading is given up as soon as no word begins like it.
        let mut drafts = Drafts::default();
        drafts.add_all((place, language), &[Kind::Whole, Kind::Beginning], |word| habit.key(word));
        let keys = match habit {
            Habit::GreekBySound => Keys::Several(drafts.tree()),
            Habit::BareNorwegian | Habit::SpanishBySound => Keys::One(drafts.table()),
        };
        Some(Self { place, habit, keys })
    }
}

impl Affixes {
    fn of(place: u32, language: &Vocabulary) -> Self {
        let folded = |affixes: &[String]| {
            affixes.iter().map(|affix| fold_word(affix).chars().collect()).collect::<Box<[Box<[char]>]>>()
        };
        let (prefixes, suffixes) = (folded(&language.prefixes), folded(&language.suffixes));
        let first = prefixes.iter().fold(0, |bits, prefix| bits | bit_of(prefix.first()));
        let last = suffixes.iter().fold(0, |bits, suffix| bits | bit_of(suffix.last()));
        Self { place, prefixes, suffixes, first, last }
    }

    fn is_empty(&self) -> bool {
        self.prefixes.is_empty() && self.suffixes.is_empty()
    }

    /// Whether something may be joined to the word: its first and last letters settle most of it.
    fn may_be_on(&self, letters: &[char]) -> bool {
        self.first & bit_of(letters.first()) != 0 || self.last & bit_of(letters.last()) != 0
    }

    /// What remains of a word without what is joined to it.
    fn each_stem(&self, letters: &[char], mut each: impl FnMut(&[char])) {
        let prefixes = self.prefixes.iter().filter(|prefix| prefix.first() == letters.first());
        let without_prefix = prefixes.filter_map(|prefix| letters.strip_prefix(&**prefix));
        for stem in without_prefix.filter(|stem| stem.len() >= SHORTEST_STEM).chain([letters]) {
            if stem.len() < letters.len() {
                each(stem);
            }
            let suffixes = self.suffixes.iter().filter(|suffix| suffix.last() == stem.last());
            let cut = suffixes.filter_map(|suffix| stem.strip_suffix(&**suffix));
            cut.filter(|stem| stem.len() >= SHORTEST_STEM).for_each(&mut each);
        }
    }
}

impl Tree {
    fn of<'k>(entries: impl Iterator<Item = Entry<'k>>) -> Self {
        let (keys, meanings): (Vec<_>, Vec<_>) = entries.unzip();
        let keys: Vec<_> = keys.into_iter().zip(1..).collect();
        Self { trie: Trie::of(&keys), meanings: meanings.into_boxed_slice() }
    }

    fn meanings_at(&self, twig: Twig) -> &[Meaning] {
        let place = index(self.trie.value(twig)).checked_sub(1);
        place.and_then(|place| self.meanings.get(place)).map_or(&[], Vec::as_slice)
    }
}

/// Spellings on their way into the dictionary. There are tens of thousands, so what they consist of lies one behind the
/// other: what is made here and thrown away when the rules are read stays with the process as memory that nobody uses.
#[derive(Default)]
struct Drafts {
    letters: Vec<char>,
    symbols: Vec<Symbol>,
    all: Vec<Draft>,
}

/// A spelling of a language.
struct Draft {
    /// Where its letters begin and end.
    letters: (u32, u32),
    /// Where its symbols begin and end.
    symbols: (u32, u32),
    place: u32,
    begins: bool,
}

impl Drafts {
    fn add(&mut self, letters: &[char], (place, begins): (u32, bool), symbols: &[Symbol]) {
        let (first_letter, first_symbol) = (number(self.letters.len()), number(self.symbols.len()));
        self.letters.extend_from_slice(letters);
        self.symbols.extend_from_slice(symbols);
        self.all.push(Draft {
            letters: (first_letter, number(self.letters.len())),
            symbols: (first_symbol, number(self.symbols.len())),
            place,
            begins,
        });
    }

    /// Adds the spellings of these kinds; those that are not whole begin words, from one end or the other.
    fn add_all(
        &mut self,
        (place, language): (u32, &Vocabulary),
        kinds: &[Kind],
        key: impl Fn(&str) -> Vec<char>,
    ) {
        for kind in kinds {
            for (word, symbols) in language.spellings.of(*kind) {
                self.add(&key(word), (place, *kind != Kind::Whole), symbols);
            }
        }
    }

    fn table(mut self) -> WordTable {
        self.sort();
        WordTable::of(|| self.entries())
    }

    fn tree(mut self) -> Tree {
        self.sort();
        Tree::of(self.entries())
    }

    fn sort(&mut self) {
        let letters = &self.letters;
        let order = |draft: &Draft| (part(letters, draft.letters), draft.place, draft.begins);
        self.all.sort_unstable_by(|one, other| order(one).cmp(&order(other)));
    }

    /// The keys, rising, and what each means in each language: several words may have one key.
    fn entries(&self) -> impl Iterator<Item = Entry<'_>> {
        let key = |draft: &Draft| part(&self.letters, draft.letters);
        self.all.chunk_by(move |one, other| key(one) == key(other)).filter_map(move |drafts| {
            let of_languages = drafts.chunk_by(|one, other| one.place == other.place);
            let meanings = of_languages.filter_map(|drafts| self.meaning(drafts)).collect();
            Some((key(drafts.first()?), meanings))
        })
    }

    /// What the drafts of one key in one language mean.
    fn meaning(&self, drafts: &[Draft]) -> Option<Meaning> {
        let symbols = |begins: bool| {
            let fitting = drafts.iter().filter(|draft| draft.begins == begins);
            let mut symbols: Vec<Symbol> =
                fitting.flat_map(|draft| part(&self.symbols, draft.symbols)).copied().collect();
            symbols.sort_unstable();
            symbols.dedup();
            symbols
        };
        Some(Meaning { place: drafts.first()?.place, word: symbols(false), beginning: symbols(true) })
    }
}

fn part<T>(all: &[T], (first, end): (u32, u32)) -> &[T] {
    all.get(index(first)..index(end)).unwrap_or_default()
}

/// The bit of a letter, if there is one. Latin and Arabic letters have different ones.
fn bit_of(letter: Option<&char>) -> u128 {
    letter.map_or(0, |letter| 1 << (u32::from(*letter) % u128::BITS))
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
