//! The little language that phrases are written in, and the programs it becomes.
//!
//! ```text
//! talk (to|with)? <person>      words, alternatives, an optional part, a word list
//! send ..3 technician*          up to three words of any kind; any word that begins so
//! ^ operator please? $          start and end of a sentence
//! ```
//!
//! A phrase never crosses the end of a sentence. Its length is bounded, because nothing repeats
//! without a limit: that is what keeps judging linear in the text.

use std::collections::HashMap;

use super::words::{Break, Words, fold_word};

/// The most words that a gap may span.
const LONGEST_GAP: u32 = 12;
/// The deepest nesting of brackets.
const DEEPEST: u32 = 16;
/// The most instructions of one pattern.
const LONGEST_PROGRAM: usize = 4000;

/// What is wrong with a pattern, and where in it (in characters, counted from 0).
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("{problem} at character {position}")]
pub struct PatternError {
    /// How many characters stand before the trouble.
    pub position: usize,
    /// What is wrong.
    pub problem: PatternProblem,
}

/// What can be wrong with a pattern.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum PatternProblem {
    /// There is no word in it, or in one of its alternatives.
    #[error("a pattern or alternative without a word")]
    Empty,
    /// `(` without `)` or the reverse, likewise `<` and `>`.
    #[error("an unbalanced bracket")]
    Unbalanced,
    /// A list that the file does not define.
    #[error("the unknown word list `{0}`")]
    UnknownList(String),
    /// `..` without a number from 1 to 12.
    #[error("a gap must be written `..1` to `..12`")]
    Gap,
    /// A character that means nothing here.
    #[error("the unexpected character `{0}`")]
    Unexpected(char),
    /// It could match without any word, so it would always match.
    #[error("a pattern that must not begin or end with a gap, nor be optional as a whole")]
    Open,
    /// Too long or too deeply nested.
    #[error("a pattern that is too large")]
    TooLarge,
}

/// The number of a word, a beginning of words, or a whole word list.
pub(super) type Symbol = u32;

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

/// One step of a pattern.
#[derive(Debug, Clone, PartialEq)]
enum Node {
    Word(Symbol),
    Any,
    Start,
    End,
    Sequence(Vec<Self>),
    Either(Vec<Self>),
    Optional(Box<Self>),
}

impl Alphabet {
    fn fresh(&mut self) -> Symbol {
        self.symbols += 1;
        self.symbols
    }

    /// The symbol that exactly the spelling `word` (or `begin*`) has.
    fn symbol_of(&mut self, word: &str) -> Symbol {
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

    /// Compiles a pattern.
    pub(super) fn compile(&mut self, pattern: &str) -> Result<Program, PatternError> {
        let error = |problem| PatternError { position: 0, problem };
        let node = Parser::new(pattern, self).whole()?;
        let mut program = Program { steps: vec![Step::Found], starts: Vec::new(), longest: node.longest() };
        let entry = program.emit(&node, 0).ok_or_else(|| error(PatternProblem::TooLarge))?;
        program.steps.push(Step::Fork(entry, entry));
        program.starts = program.first_symbols(entry).ok_or_else(|| error(PatternProblem::Open))?;
        if node.may_end_open() {
            return Err(error(PatternProblem::Open));
        }
        Ok(program)
    }

    /// All symbols of each word of a text.
    pub(super) fn read(&self, words: &Words) -> Vec<Vec<Symbol>> {
        words.iter().map(|word| self.symbols_of(words.spelling(word))).collect()
    }

    fn symbols_of(&self, spelling: &str) -> Vec<Symbol> {
        let mut symbols = self.known(spelling);
        if symbols.is_empty() {
            // Stressed words: `heeeelp` is `help`, `smoooke` is `smoke`, `feeel` is `feel`.
            symbols = squeezed(spelling).map(|shorter| self.known(&shorter)).find(|found| !found.is_empty()).unwrap_or_default();
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

impl Node {
    fn longest(&self) -> usize {
        match self {
            Self::Word(_) | Self::Any => 1,
            Self::Start | Self::End => 0,
            Self::Sequence(nodes) => nodes.iter().map(Self::longest).sum(),
            Self::Either(nodes) => nodes.iter().map(Self::longest).max().unwrap_or_default(),
            Self::Optional(node) => node.longest(),
        }
    }

    /// Whether the last thing it matches may be a word of any kind.
    fn may_end_open(&self) -> bool {
        match self {
            Self::Word(_) | Self::Start | Self::End => false,
            Self::Any => true,
            Self::Either(nodes) => nodes.iter().any(Self::may_end_open),
            Self::Optional(node) => node.may_end_open(),
            Self::Sequence(nodes) => {
                let last = nodes.iter().rev().find(|node| !matches!(node, Self::End | Self::Optional(_)));
                last.is_some_and(Self::may_end_open)
                    || nodes.last().is_some_and(|node| matches!(node, Self::Optional(_)) && node.may_end_open())
            }
        }
    }
}

/// One instruction; `usize` is the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Word(Symbol, usize),
    Any(usize),
    Start(usize),
    End(usize),
    Fork(usize, usize),
    Found,
}

/// A compiled pattern.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Program {
    steps: Vec<Step>,
    starts: Vec<Symbol>,
    longest: usize,
}

impl Program {
    /// The symbols it can begin with.
    pub(super) fn starts(&self) -> &[Symbol] {
        &self.starts
    }

    /// The most words it can span.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// Emits `node` so that it goes on at `next`; gives where it begins.
    fn emit(&mut self, node: &Node, next: usize) -> Option<usize> {
        if self.steps.len() > LONGEST_PROGRAM {
            return None;
        }
        Some(match node {
            Node::Word(symbol) => self.add(Step::Word(*symbol, next)),
            Node::Any => self.add(Step::Any(next)),
            Node::Start => self.add(Step::Start(next)),
            Node::End => self.add(Step::End(next)),
            Node::Sequence(nodes) => nodes.iter().rev().try_fold(next, |next, node| self.emit(node, next))?,
            Node::Either(nodes) => {
                let mut entry = None;
                for node in nodes {
                    let branch = self.emit(node, next)?;
                    entry = Some(entry.map_or(branch, |before| self.add(Step::Fork(before, branch))));
                }
                entry?
            }
            Node::Optional(node) => {
                let taken = self.emit(node, next)?;
                self.add(Step::Fork(taken, next))
            }
        })
    }

    fn add(&mut self, step: Step) -> usize {
        self.steps.push(step);
        self.steps.len() - 1
    }

    /// The symbols that can come first; `None` when anything, or nothing, can.
    fn first_symbols(&self, entry: usize) -> Option<Vec<Symbol>> {
        let (mut todo, mut seen, mut symbols) = (vec![entry], vec![false; self.steps.len()], Vec::new());
        while let Some(at) = todo.pop() {
            if std::mem::replace(seen.get_mut(at)?, true) {
                continue;
            }
            match *self.steps.get(at)? {
                Step::Word(symbol, _) => symbols.push(symbol),
                Step::Start(next) => todo.push(next),
                Step::Fork(one, other) => todo.extend([one, other]),
                Step::Any(_) | Step::End(_) | Step::Found => return None,
            }
        }
        symbols.sort_unstable();
        symbols.dedup();
        Some(symbols)
    }

    /// One past the last word of the longest match that begins with the word at `start`.
    pub(super) fn longest_match(&self, reading: &Reading<'_>, start: usize, room: &mut Room) -> Option<usize> {
        let mut end = None;
        room.current.clear();
        room.marks.clear();
        room.marks.resize(self.steps.len(), usize::MAX);
        let entry = self.steps.len().saturating_sub(1);
        self.follow(entry, start, reading, room);
        std::mem::swap(&mut room.current, &mut room.next);
        for at in start.. {
            if room.current.iter().any(|step| self.steps.get(*step) == Some(&Step::Found)) {
                end = Some(at);
            }
            let inside = at == start || reading.words.break_before(at) != Break::Stop;
            if room.current.is_empty() || !inside {
                break;
            }
            let symbols = reading.symbols.get(at).map_or(&[][..], Vec::as_slice);
            let current = std::mem::take(&mut room.current);
            for step in &current {
                match self.steps.get(*step) {
                    Some(Step::Word(symbol, next)) if symbols.contains(symbol) => {
                        self.follow(*next, at + 1, reading, room);
                    }
                    Some(Step::Any(next)) => self.follow(*next, at + 1, reading, room),
                    _ => {}
                }
            }
            room.current = current;
            room.current.clear();
            std::mem::swap(&mut room.current, &mut room.next);
        }
        end.filter(|end| *end > start)
    }

    /// Adds to `room.next` every instruction that can be reached from `step` before the word at `at`.
    fn follow(&self, step: usize, at: usize, reading: &Reading<'_>, room: &mut Room) {
        room.todo.push(step);
        while let Some(step) = room.todo.pop() {
            match room.marks.get_mut(step) {
                Some(mark) if *mark != at => *mark = at,
                _ => continue,
            }
            match self.steps.get(step) {
                Some(Step::Fork(one, other)) => room.todo.extend([*one, *other]),
                Some(Step::Start(next) | Step::End(next)) if reading.words.break_before(at) == Break::Stop => {
                    room.todo.push(*next);
                }
                Some(Step::Word(..) | Step::Any(_) | Step::Found) => room.next.push(step),
                Some(Step::Start(_) | Step::End(_)) | None => {}
            }
        }
    }
}

/// A text as a lexicon sees it.
#[derive(Debug)]
pub(super) struct Reading<'t> {
    /// Its words.
    pub(super) words: &'t Words,
    /// The symbols of each word.
    pub(super) symbols: Vec<Vec<Symbol>>,
}

/// Reusable memory of the matcher.
#[derive(Debug, Default)]
pub(super) struct Room {
    current: Vec<usize>,
    next: Vec<usize>,
    todo: Vec<usize>,
    marks: Vec<usize>,
}

struct Parser<'a> {
    letters: Vec<char>,
    at: usize,
    depth: u32,
    alphabet: &'a mut Alphabet,
}

impl<'a> Parser<'a> {
    fn new(pattern: &str, alphabet: &'a mut Alphabet) -> Self {
        Self { letters: pattern.chars().collect(), at: 0, depth: 0, alphabet }
    }

    fn whole(mut self) -> Result<Node, PatternError> {
        let node = self.either()?;
        match self.peek() {
            None => Ok(node),
            Some(_) => Err(self.error(PatternProblem::Unbalanced)),
        }
    }

    fn error(&self, problem: PatternProblem) -> PatternError {
        PatternError { position: self.at, problem }
    }

    fn peek(&self) -> Option<char> {
        self.letters.get(self.at).copied()
    }

    fn skip(&mut self, letter: char) -> bool {
        let here = self.peek() == Some(letter);
        self.at += usize::from(here);
        here
    }

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> String {
        let taken: String = self.letters.iter().skip(self.at).take_while(|letter| wanted(**letter)).collect();
        self.at += taken.chars().count();
        taken
    }

    fn either(&mut self) -> Result<Node, PatternError> {
        let mut branches = vec![self.sequence()?];
        while self.skip('|') {
            branches.push(self.sequence()?);
        }
        Ok(if branches.len() == 1 { branches.remove(0) } else { Node::Either(branches) })
    }

    fn sequence(&mut self) -> Result<Node, PatternError> {
        let mut nodes = Vec::new();
        loop {
            self.take_while(char::is_whitespace);
            match self.peek() {
                None | Some('|' | ')') => break,
                Some(_) => nodes.push(self.item()?),
            }
        }
        match nodes.len() {
            0 => Err(self.error(PatternProblem::Empty)),
            1 => Ok(nodes.remove(0)),
            _ => Ok(Node::Sequence(nodes)),
        }
    }

    fn item(&mut self) -> Result<Node, PatternError> {
        let node = match self.peek() {
            Some('(') => self.group()?,
            Some('<') => self.list()?,
            Some('.') => return self.gap(),
            Some('^') => return Ok(self.mark(Node::Start)),
            Some('$') => return Ok(self.mark(Node::End)),
            _ => self.word()?,
        };
        Ok(if self.skip('?') { Node::Optional(Box::new(node)) } else { node })
    }

    fn mark(&mut self, node: Node) -> Node {
        self.at += 1;
        node
    }

    fn group(&mut self) -> Result<Node, PatternError> {
        self.at += 1;
        self.depth += 1;
        if self.depth > DEEPEST {
            return Err(self.error(PatternProblem::TooLarge));
        }
        let node = self.either()?;
        self.depth -= 1;
        if self.skip(')') { Ok(node) } else { Err(self.error(PatternProblem::Unbalanced)) }
    }

    fn list(&mut self) -> Result<Node, PatternError> {
        let opening = self.at;
        self.at += 1;
        let name = self.take_while(|letter| letter != '>' && !letter.is_whitespace());
        if !self.skip('>') {
            return Err(self.error(PatternProblem::Unbalanced));
        }
        let Some(list) = self.alphabet.lists.get(&name) else {
            return Err(PatternError { position: opening, problem: PatternProblem::UnknownList(name) });
        };
        let word = list.symbol.map(Node::Word);
        Ok(Node::Either(word.into_iter().chain(list.phrases.iter().cloned()).collect()))
    }

    fn gap(&mut self) -> Result<Node, PatternError> {
        let opening = self.at;
        self.take_while(|letter| letter == '.');
        let dots = self.at - opening;
        let number: u32 = self.take_while(|letter| letter.is_ascii_digit()).parse().unwrap_or_default();
        if dots != 2 || !(1..=LONGEST_GAP).contains(&number) {
            return Err(PatternError { position: opening, problem: PatternProblem::Gap });
        }
        let any = Node::Optional(Box::new(Node::Any));
        Ok(Node::Sequence((0..number).map(|_| any.clone()).collect()))
    }

    fn word(&mut self) -> Result<Node, PatternError> {
        let opening = self.at;
        let mut word = self.take_while(|letter| letter.is_alphanumeric() || matches!(letter, '\'' | '\u{2019}'));
        if !word.starts_with(char::is_alphanumeric) {
            self.at = opening;
            let found = self.peek().unwrap_or(' ');
            return Err(self.error(PatternProblem::Unexpected(found)));
        }
        if self.skip('*') {
            word.push('*');
        }
        Ok(Node::Word(self.alphabet.symbol_of(&word)))
    }
}

#[cfg(test)]
mod tests;
