//! The little language that phrases are written in, and the programs it becomes.
//!
//! ```text
//! talk (to|with)? <person>      words, alternatives, an optional part, a word list
//! send ..3 technician*          up to three words of any kind; any word that begins so
//! *brann technician~            any word that ends so; a word with at most one slip of the finger
//! ^ operator please? $          start and end of a sentence
//! risk of fire $?               the end of a question
//! ```
//!
//! A phrase never crosses the end of a sentence. Its length is bounded, because nothing repeats
//! without a limit: that is what keeps judging linear in the text.

use std::rc::Rc;

use unicode_normalization::char::is_combining_mark;

use super::alphabet::{Alphabet, Symbol};
use super::fold::is_sign;

/// The most words that a gap may span.
const LONGEST_GAP: u32 = 12;
/// The deepest nesting of brackets.
const DEEPEST: u32 = 16;

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

/// One step of a pattern.
#[derive(Debug, Clone, PartialEq)]
pub(super) enum Node {
    Word(Symbol),
    Any,
    Start,
    End,
    Asked,
    Sequence(Vec<Self>),
    Either(Vec<Self>),
    Optional(Box<Self>),
    List(Rc<List>),
}

/// The items of a word list, as they stand in many patterns.
#[derive(Debug, PartialEq)]
pub(super) struct List {
    /// One of them.
    pub(super) any_of: Node,
    /// What is needed for one of them.
    needs: Vec<Vec<Symbol>>,
}

impl List {
    /// A list of these items.
    pub(super) fn of(items: Vec<Node>) -> Rc<Self> {
        let any_of = Node::Either(items);
        Rc::new(Self { needs: any_of.needs(), any_of })
    }
}

impl Node {
    /// The most words it can span.
    pub(super) fn longest(&self) -> usize {
        match self {
            Self::Word(_) | Self::Any => 1,
            Self::Start | Self::End | Self::Asked => 0,
            Self::Sequence(nodes) => nodes.iter().map(Self::longest).sum(),
            Self::Either(nodes) => nodes.iter().map(Self::longest).max().unwrap_or_default(),
            Self::Optional(node) => node.longest(),
            Self::List(list) => list.any_of.longest(),
        }
    }

    /// Sets of symbols of which every match holds at least one each.
    pub(super) fn needs(&self) -> Vec<Vec<Symbol>> {
        match self {
            Self::Word(symbol) => vec![vec![*symbol]],
            Self::Any | Self::Start | Self::End | Self::Asked | Self::Optional(_) => Vec::new(),
            Self::List(list) => list.needs.clone(),
            Self::Sequence(nodes) => nodes.iter().flat_map(Self::needs).collect(),
            Self::Either(nodes) => {
                let smallest = |node: &Self| node.needs().into_iter().min_by_key(Vec::len);
                let one_of_each: Option<Vec<_>> = nodes.iter().map(smallest).collect();
                one_of_each.map(|sets| vec![sets.concat()]).unwrap_or_default()
            }
        }
    }

    /// Whether the last thing it matches may be a word of any kind.
    pub(super) fn may_end_open(&self) -> bool {
        match self {
            Self::Word(_) | Self::Start | Self::End | Self::Asked => false,
            Self::Any => true,
            Self::Either(nodes) => nodes.iter().any(Self::may_end_open),
            Self::Optional(node) => node.may_end_open(),
            Self::List(list) => list.any_of.may_end_open(),
            Self::Sequence(nodes) => {
                let last = nodes
                    .iter()
                    .rev()
                    .find(|node| !matches!(node, Self::End | Self::Asked | Self::Optional(_)));
                last.is_some_and(Self::may_end_open)
                    || nodes
                        .last()
                        .is_some_and(|node| matches!(node, Self::Optional(_)) && node.may_end_open())
            }
        }
    }
}

/// Reads one pattern; new words get their symbols on the way.
pub(super) struct Parser<'a> {
    letters: Vec<char>,
    at: usize,
    depth: u32,
    alphabet: &'a mut Alphabet,
}

impl<'a> Parser<'a> {
    /// Begins to read.
    pub(super) fn new(pattern: &str, alphabet: &'a mut Alphabet) -> Self {
        Self { letters: pattern.chars().collect(), at: 0, depth: 0, alphabet }
    }

    /// Reads to the end, or says where it went wrong.
    pub(super) fn whole(mut self) -> Result<Node, PatternError> {
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

    fn take_while(&mut self, wanted: impl Fn(char) -> bool) -> &[char] {
        let rest = self.letters.get(self.at..).unwrap_or_default();
        let end = rest.iter().position(|letter| !wanted(*letter)).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
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
            Some('$') => {
                let end = self.mark(Node::End);
                return Ok(if self.skip('?') { Node::Asked } else { end });
            }
            Some(letter) if is_sign(letter) => {
                self.at += 1;
                Node::Word(self.alphabet.symbol_of(&letter.to_string()))
            }
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
        let name: String =
            self.take_while(|letter| letter != '>' && !letter.is_whitespace()).iter().collect();
        if !self.skip('>') {
            return Err(self.error(PatternProblem::Unbalanced));
        }
        match self.alphabet.list(&name) {
            Some(list) => Ok(Node::List(list)),
            None => Err(PatternError { position: opening, problem: PatternProblem::UnknownList(name) }),
        }
    }

    fn gap(&mut self) -> Result<Node, PatternError> {
        let opening = self.at;
        self.take_while(|letter| letter == '.');
        let dots = self.at - opening;
        let number: String = self.take_while(|letter| letter.is_ascii_digit()).iter().collect();
        let number: u32 = number.parse().unwrap_or_default();
        if dots != 2 || !(1..=LONGEST_GAP).contains(&number) {
            return Err(PatternError { position: opening, problem: PatternProblem::Gap });
        }
        let any = Node::Optional(Box::new(Node::Any));
        Ok(Node::Sequence((0..number).map(|_| any.clone()).collect()))
    }

    fn word(&mut self) -> Result<Node, PatternError> {
        let opening = self.at;
        let is_ending = self.skip('*');
        let letters = self.take_while(|letter| {
            letter.is_ascii_alphanumeric()
                || matches!(letter, '\'' | '\u{2019}')
                || !letter.is_ascii() && (letter.is_alphanumeric() || is_combining_mark(letter))
        });
        if !letters.first().is_some_and(|letter| letter.is_alphanumeric()) {
            self.at = opening;
            let found = self.peek().unwrap_or(' ');
            return Err(self.error(PatternProblem::Unexpected(found)));
        }
        if !is_ending && matches!(self.peek(), Some('*' | '~')) {
            self.at += 1;
        }
        let word: String = self.letters.get(opening..self.at).unwrap_or_default().iter().collect();
        Ok(Node::Word(self.alphabet.symbol_of(&word)))
    }
}

#[cfg(test)]
mod tests;
