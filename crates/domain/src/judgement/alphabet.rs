//! Gives every spelling that the patterns know a number, and reads texts as such numbers.

use std::collections::HashMap;

use super::pattern::{Node, Parser, PatternError, PatternProblem};
use super::program::Program;
use super::words::{Words, fold_word};

/// The number of a word, a beginning of words, or a whole word list.
pub(super) type Symbol = usize;

/// A set of symbols.
#[derive(Debug)]
pub(super) struct Symbols(Vec<bool>);

impl Symbols {
    /// Whether `symbol` is among them.
    pub(super) fn contains(&self, symbol: Symbol) -> bool {
        self.0.get(symbol).copied().unwrap_or_default()
    }
}

/// Gives every spelling its symbols.
#[derive(Debug, Clone, Default, PartialEq)]
pub(super) struct Alphabet {
    words: HashMap<String, Vec<Symbol>>,
    beginnings: HashMap<String, Vec<Symbol>>,
    /// The lengths in bytes that occur among the beginnings, rising.
    lengths: Vec<usize>,
    lists: HashMap<String, List>,
    symbols: Symbol,
}

/// A word list: its single words share one symbol, its phrases are patterns.
#[derive(Debug, Clone, PartialEq)]
struct List {
    symbol: Option<Symbol>,
    phrases: Vec<Node>,
}

impl Alphabet {
    fn fresh(&mut self) -> Symbol {
        self.symbols += 1;
        self.symbols
    }

    /// The symbol that exactly the spelling `word` (or `begin*`) has.
    pub(super) fn symbol_of(&mut self, word: &str) -> Symbol {
        let (map, key) = match word.strip_suffix('*') {
            Some(beginning) => (&self.beginnings, fold_word(beginning)),
            None => (&self.words, fold_word(word)),
        };
        // The first symbol of a spelling is its own; further ones are those of lists.
        if let Some(own) = map.get(&key).and_then(|symbols| symbols.first()) {
            return *own;
        }
        let own = self.fresh();
        self.give(word, own);
        own
    }

    /// Gives a spelling one more symbol. `don't` is also known without its apostrophe.
    fn give(&mut self, word: &str, symbol: Symbol) {
        if let Some(beginning) = word.strip_suffix('*') {
            let key = fold_word(beginning);
            if let Err(place) = self.lengths.binary_search(&key.len()) {
                self.lengths.insert(place, key.len());
            }
            self.beginnings.entry(key).or_default().push(symbol);
            return;
        }
        let key = fold_word(word);
        if key.contains('\'') {
            let bare = key.replace('\'', "");
            // The bare spelling may be a word of its own: it must have its own symbol first.
            if !self.words.contains_key(&bare) {
                let own = self.fresh();
                self.words.insert(bare.clone(), vec![own]);
            }
            self.words.entry(bare).or_default().push(symbol);
        }
        let symbols = self.words.entry(key).or_default();
        if !symbols.contains(&symbol) {
            symbols.push(symbol);
        }
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
        let mut present = vec![false; self.symbols + 1];
        for symbol in reading.iter().flatten() {
            if let Some(place) = present.get_mut(*symbol) {
                *place = true;
            }
        }
        Symbols(present)
    }

    /// All symbols of each word of a text.
    pub(super) fn read(&self, words: &Words) -> Vec<Vec<Symbol>> {
        words.iter().map(|word| self.symbols_of(words.spelling(word))).collect()
    }

    fn symbols_of(&self, spelling: &str) -> Vec<Symbol> {
        let mut symbols = self.known(spelling);
        if symbols.is_empty() {
            // Stressed words: `heeeelp` is `help`, `smoooke` is `smoke`, `feeel` is `feel`.
            symbols = squeezed(spelling)
                .map(|shorter| self.known(&shorter))
                .find(|found| !found.is_empty())
                .unwrap_or_default();
        }
        symbols
    }

    fn known(&self, spelling: &str) -> Vec<Symbol> {
        let mut symbols = self.words.get(spelling).cloned().unwrap_or_default();
        if let Some(owner) = spelling.strip_suffix("'s") {
            symbols.extend(self.words.get(owner).into_iter().flatten());
        }
        for length in self.lengths.iter().take_while(|length| **length <= spelling.len()) {
            let beginning = spelling.get(..*length).and_then(|beginning| self.beginnings.get(beginning));
            symbols.extend(beginning.into_iter().flatten());
        }
        symbols
    }
}

/// The spellings that remain when letters repeated three times or more stand twice, or once.
fn squeezed(spelling: &str) -> impl Iterator<Item = String> {
    let keep = |most: usize| {
        let (mut out, mut run, mut last) = (String::with_capacity(spelling.len()), 0, None);
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
