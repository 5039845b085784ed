//! Gives every spelling that the patterns know a number, and reads texts as such numbers.

use super::fold::fold_word;
use super::pattern::{Node, Parser, PatternError, PatternProblem};
use super::program::Program;
use super::quick_hash::QuickMap;
use super::spelling::Spellings;
use super::words::Words;

/// The number of a word, a beginning of words, or a whole word list.
///
/// A language has a few thousand; there are many of them, so they are small.
pub(super) type Symbol = u32;

/// Where a symbol stands in a list by symbols.
pub(super) fn place(symbol: Symbol) -> Option<usize> {
    usize::try_from(symbol).ok()
}

/// A set of symbols.
#[derive(Debug)]
pub(super) struct Symbols(Vec<bool>);

impl Symbols {
    /// Whether `symbol` is among them.
    pub(super) fn contains(&self, symbol: Symbol) -> bool {
        place(symbol).and_then(|place| self.0.get(place)).copied().unwrap_or_default()
    }
}

/// Gives every spelling its symbols.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Alphabet {
    spellings: Spellings,
    lists: QuickMap<String, List>,
    symbols: Symbol,
}

/// A word list: its single words share one symbol, its phrases are patterns.
#[derive(Debug, Clone, PartialEq)]
struct List {
    symbol: Option<Symbol>,
    phrases: Vec<Node>,
}

impl Alphabet {
    /// An alphabet without words.
    pub(super) fn new(spellings: Spellings) -> Self {
        Self { spellings, lists: QuickMap::default(), symbols: 0 }
    }

    fn fresh(&mut self) -> Symbol {
        self.symbols += 1;
        self.symbols
    }

    /// The symbol that exactly the spelling `word` (or `begin*`, `*end`) has.
    pub(super) fn symbol_of(&mut self, word: &str) -> Symbol {
        // The first symbol of a spelling is its own; further ones are those of lists.
        match self.spellings.own(word) {
            Some(own) => {
                self.give(word, own);
                own
            }
            None => {
                let own = self.fresh();
                self.give(word, own);
                own
            }
        }
    }

    /// Gives a spelling one more symbol. `don't` is also known without its apostrophe.
    fn give(&mut self, word: &str, symbol: Symbol) {
        let folded = fold_word(word);
        if folded.contains('\'') && !folded.contains('*') {
            let bare = folded.replace('\'', "");
            // The bare spelling may be a word of its own: it must have its own symbol first.
            if !self.spellings.has_word(bare.trim_end_matches('~')) {
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
        let mut list = List { symbol: None, phrases: Vec::new() };
        for (index, item) in items.iter().enumerate() {
            let node = Parser::new(item, self).whole().map_err(|error| (index, error))?;
            if let Node::Word(_) = node {
                let symbol = match list.symbol {
                    Some(symbol) => symbol,
                    None => *list.symbol.insert(self.fresh()),
                };
                self.give(item.trim(), symbol);
            } else {
                list.phrases.push(node);
            }
        }
        self.lists.insert(name.to_owned(), list);
        Ok(())
    }

    /// What the word list `<name>` may match.
    pub(super) fn list(&self, name: &str) -> Option<Vec<Node>> {
        let list = self.lists.get(name)?;
        Some(list.symbol.map(Node::Word).into_iter().chain(list.phrases.iter().cloned()).collect())
    }

    /// The symbol that the single words of the list `<name>` share.
    pub(super) fn list_symbol(&self, name: &str) -> Option<Symbol> {
        self.lists.get(name)?.symbol
    }

    /// Compiles a pattern.
    pub(super) fn compile(&mut self, pattern: &str) -> Result<Program, PatternError> {
        let node = Parser::new(pattern, self).whole()?;
        Program::of(&node).map_err(|problem| PatternError { position: 0, problem })
    }

    /// The symbols that occur in a text.
    pub(super) fn present(&self, reading: &[Vec<Symbol>]) -> Symbols {
        let mut present = vec![false; place(self.symbols).unwrap_or_default() + 1];
        for symbol in reading.iter().flatten() {
            if let Some(place) = place(*symbol).and_then(|place| present.get_mut(place)) {
                *place = true;
            }
        }
        Symbols(present)
    }

    /// All symbols of each word of a text.
    pub(super) fn read(&self, words: &Words) -> Vec<Vec<Symbol>> {
        let symbols = |word| {
            let mut symbols = Vec::new();
            self.spellings.symbols(words.spelling(word), &mut symbols);
            symbols
        };
        words.iter().map(symbols).collect()
    }
}
