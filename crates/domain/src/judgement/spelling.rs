//! The spellings that a language's patterns write, with their symbols, while the patterns are being read.

use super::alphabet::Symbol;
use super::fold::fold_word;
use super::quick_hash::{QuickMap, QuickSet};

/// Spellings while patterns are being read.
#[derive(Debug, Default)]
pub(super) struct Collected {
    tables: [Table; 3],
    typos: QuickSet<String>,
}

/// Folded spellings with their symbols.
type Table = QuickMap<String, Vec<Symbol>>;

/// What of a word is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Kind {
    /// All of it.
    Whole,
    /// How it begins.
    Beginning,
    /// How it ends.
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
    /// The spellings of a kind.
    pub(super) fn of(&self, kind: Kind) -> &Table {
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

    /// The words that may be misspelt.
    pub(super) fn misspelt(&self) -> impl Iterator<Item = &String> {
        self.typos.iter()
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
