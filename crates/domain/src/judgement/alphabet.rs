//! Gives every spelling that the patterns know a number, and reads texts as such numbers.

use std::rc::Rc;

use super::pattern::{List, Node, Parser, PatternError, PatternProblem};
use super::quick_hash::QuickMap;
use super::spelling::{Collected, Written};

/// The number of a word, a beginning of words, or a whole word list.
pub(super) type Symbol = u32;

/// Gives every spelling its symbols.
#[derive(Debug, Default)]
pub(super) struct Alphabet {
    spellings: Collected,
    /// The own symbols of spellings as the patterns write them.
    own: QuickMap<String, Symbol>,
    lists: QuickMap<String, Words>,
    symbols: Symbol,
}

/// A word list: its single words share one symbol, its phrases are patterns.
#[derive(Debug)]
struct Words {
    symbol: Option<Symbol>,
    all: Rc<List>,
}

impl Alphabet {
    /// Everything that was given.
    pub(super) fn spellings(self) -> Collected {
        self.spellings
    }

    /// One more than the greatest symbol.
    pub(super) fn symbols(&self) -> Symbol {
        self.symbols + 1
    }

    fn fresh(&mut self) -> Symbol {
        self.symbols += 1;
        self.symbols
    }

    /// The symbol that exactly the spelling `word` (or `begin*`, `*end`) has.
    pub(super) fn symbol_of(&mut self, word: &str) -> Symbol {
        if let Some(own) = self.own.get(word) {
            return *own;
        }
        let written = Written::of(word);
        // The first symbol of a spelling is its own; further ones are those of lists.
        let own = self.spellings.own(&written).unwrap_or_else(|| self.fresh());
        self.give(&written, own);
        self.own.insert(word.to_owned(), own);
        own
    }

    /// Gives a spelling one more symbol. `don't` is also known without its apostrophe.
    fn give(&mut self, word: &Written, symbol: Symbol) {
        if let Some(bare) = word.without_apostrophes() {
            // The bare spelling may be a word of its own: it must have its own symbol first.
            if self.spellings.own(&bare).is_none() {
                let own = self.fresh();
                self.spellings.give(&bare, own);
            }
            self.spellings.give(&bare, symbol);
        }
        self.spellings.give(word, symbol);
    }

    /// Defines the word list `<name>`; lists may use the lists before them.
    pub(super) fn define(&mut self, name: &str, items: &[String]) -> Result<(), (usize, PatternError)> {
        if items.is_empty() {
            return Err((0, PatternError { position: 0, problem: PatternProblem::Empty }));
        }
        let (mut shared, mut phrases) = (None, Vec::new());
        for (index, item) in items.iter().enumerate() {
            let node = Parser::new(item, self).whole().map_err(|error| (index, error))?;
            if let Node::Word(_) = node {
                let symbol = match shared {
                    Some(symbol) => symbol,
                    None => *shared.insert(self.fresh()),
                };
                self.give(&Written::of(item.trim()), symbol);
            } else {
                phrases.push(node);
            }
        }
        let items = shared.map(Node::Word).into_iter().chain(phrases);
        let words = Words { symbol: shared, all: List::of(items.collect()) };
        self.lists.insert(name.to_owned(), words);
        Ok(())
    }

    /// The word list `<name>`.
    pub(super) fn list(&self, name: &str) -> Option<Rc<List>> {
        Some(Rc::clone(&self.lists.get(name)?.all))
    }

    /// The symbol that the single words of the list `<name>` share.
    pub(super) fn list_symbol(&self, name: &str) -> Option<Symbol> {
        self.lists.get(name)?.symbol
    }
}
