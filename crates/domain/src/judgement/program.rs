//! Compiled patterns and the machine that runs them over a text.

use std::collections::HashSet;

use super::alphabet::{Symbol, Symbols};
use super::pattern::{Node, PatternProblem};
use super::words::{Break, Words};

/// The most instructions of one pattern.
const LARGEST: usize = 4000;

/// The place of an instruction: small, because a language has a hundred thousand of them.
type At = u16;

/// One instruction, with the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Word(Symbol, At),
    Any(At),
    Start(At),
    End(At),
    Fork(At, At),
    Found,
}

/// A word that a match can begin with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Opening {
    symbol: Symbol,
    /// The instruction behind it.
    next: At,
    /// Only at the start of a sentence.
    anchored: bool,
    /// Which of the program's `seconds` follows.
    second: At,
}

/// What may stand behind the first word of a match.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Second {
    /// Anything, or nothing.
    Anything,
    /// One of these, rising.
    OneOf(Box<[Symbol]>),
}

/// A compiled pattern.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Program {
    steps: Box<[Step]>,
    /// Sorted by symbol. Kept apart because most tries end at the first word.
    openings: Box<[Opening]>,
    /// Most of the other tries end at the second word.
    seconds: Box<[Second]>,
    /// Every match holds a symbol of each of these; most texts lack one, and need no search.
    needs: Box<[Box<[Symbol]>]>,
    longest: u16,
}

/// A program in the making.
struct Draft {
    steps: Vec<Step>,
}

impl Program {
    /// Compiles a pattern; one that could match anything is refused.
    pub(super) fn of(node: &Node) -> Result<Self, PatternProblem> {
        let mut draft = Draft { steps: vec![Step::Found] };
        let entry = draft.emit(node, 0).ok_or(PatternProblem::TooLarge)?;
        let mut openings = draft.openings_from(entry).ok_or(PatternProblem::Open)?;
        let seconds = draft.look_behind(&mut openings).ok_or(PatternProblem::TooLarge)?;
        if node.may_end_open() {
            return Err(PatternProblem::Open);
        }
        Ok(Self {
            steps: draft.steps.into_boxed_slice(),
            openings: openings.into_boxed_slice(),
            seconds: seconds.into_boxed_slice(),
            needs: node.needs().into_iter().map(Vec::into_boxed_slice).collect(),
            longest: u16::try_from(node.longest()).map_err(|_| PatternProblem::TooLarge)?,
        })
    }

    /// The symbols it can begin with, rising, each once.
    pub(super) fn starts(&self) -> Vec<Symbol> {
        let mut starts: Vec<Symbol> = self.openings.iter().map(|opening| opening.symbol).collect();
        starts.dedup();
        starts
    }

    /// Whether a text with these symbols can hold a match at all.
    pub(super) fn may_match(&self, present: &Symbols) -> bool {
        self.needs.iter().all(|set| set.iter().any(|symbol| present.contains(*symbol)))
    }

    /// The most words it can span.
    pub(super) fn longest(&self) -> usize {
        usize::from(self.longest)
    }

    fn step(&self, at: At) -> Option<&Step> {
        self.steps.get(usize::from(at))
    }

    /// Whether a match can begin with a word that has `symbol` and go on with a word that has those of
    /// `behind`. May say yes for no, never no for yes.
    pub(super) fn may_begin(&self, symbol: Symbol, behind: &[Symbol]) -> bool {
        let first = self.openings.partition_point(|opening| opening.symbol < symbol);
        let mut fitting = self.openings.iter().skip(first).take_while(|opening| opening.symbol == symbol);
        fitting.any(|opening| match self.seconds.get(usize::from(opening.second)) {
            Some(Second::OneOf(symbols)) => behind.iter().any(|symbol| symbols.binary_search(symbol).is_ok()),
            Some(Second::Anything) | None => true,
        })
    }

    /// Puts into `room.next` what can come behind the word at `start`.
    fn open(&self, reading: &Reading<'_>, start: usize, room: &mut Room) {
        let begins = reading.words.break_before(start) == Break::Stop;
        room.next.clear();
        room.stamp += 1;
        for symbol in reading.symbols.get(start).into_iter().flatten() {
            let first = self.openings.partition_point(|opening| opening.symbol < *symbol);
            let fitting = self.openings.iter().skip(first).take_while(|opening| opening.symbol == *symbol);
            for opening in fitting.filter(|opening| begins || !opening.anchored) {
                self.follow(opening.next, start + 1, reading, room);
            }
        }
    }

    /// One past the last word of the longest match that begins with the word at `start`.
    pub(super) fn longest_match(
        &self,
        reading: &Reading<'_>,
        start: usize,
        room: &mut Room,
    ) -> Option<usize> {
        if room.marks.len() < self.steps.len() {
            room.marks.resize(self.steps.len(), 0);
        }
        self.open(reading, start, room);
        let mut end = None;
        for at in start + 1.. {
            std::mem::swap(&mut room.current, &mut room.next);
            room.next.clear();
            if room.current.iter().any(|step| self.step(*step) == Some(&Step::Found)) {
                end = Some(at);
            }
            if room.current.is_empty() || reading.words.break_before(at) == Break::Stop {
                break;
            }
            let symbols = reading.symbols.get(at).map_or(&[][..], Vec::as_slice);
            let current = std::mem::take(&mut room.current);
            room.stamp += 1;
            for step in &current {
                match self.step(*step) {
                    Some(Step::Word(symbol, next)) if symbols.contains(symbol) => {
                        self.follow(*next, at + 1, reading, room);
                    }
                    Some(Step::Any(next)) => self.follow(*next, at + 1, reading, room),
                    _ => {}
                }
            }
            room.current = current;
        }
        end
    }

    /// Adds to `room.next` every instruction that can be reached from `step` before the word at `at`.
    fn follow(&self, step: At, at: usize, reading: &Reading<'_>, room: &mut Room) {
        room.todo.push(step);
        while let Some(step) = room.todo.pop() {
            match room.marks.get_mut(usize::from(step)) {
                Some(mark) if *mark != room.stamp => *mark = room.stamp,
                _ => continue,
            }
            match self.step(step) {
                Some(Step::Fork(one, other)) => room.todo.extend([*one, *other]),
                Some(Step::Start(next) | Step::End(next))
                    if reading.words.break_before(at) == Break::Stop =>
                {
                    room.todo.push(*next);
                }
                Some(Step::Word(..) | Step::Any(_) | Step::Found) => room.next.push(step),
                Some(Step::Start(_) | Step::End(_)) | None => {}
            }
        }
    }
}

impl Draft {
    /// Emits `node` so that it goes on at `next`; gives where it begins.
    fn emit(&mut self, node: &Node, next: At) -> Option<At> {
        if self.steps.len() > LARGEST {
            return None;
        }
        Some(match node {
            Node::Word(symbol) => self.add(Step::Word(*symbol, next))?,
            Node::Any => self.add(Step::Any(next))?,
            Node::Start => self.add(Step::Start(next))?,
            Node::End => self.add(Step::End(next))?,
            Node::Sequence(nodes) => nodes.iter().rev().try_fold(next, |next, node| self.emit(node, next))?,
            Node::Either(nodes) => {
                let mut entry: Option<At> = None;
                for node in nodes {
                    let branch = self.emit(node, next)?;
                    entry = Some(match entry {
                        Some(before) => self.add(Step::Fork(before, branch))?,
                        None => branch,
                    });
                }
                entry?
            }
            Node::Optional(node) => {
                let taken = self.emit(node, next)?;
                self.add(Step::Fork(taken, next))?
            }
        })
    }

    fn add(&mut self, step: Step) -> Option<At> {
        let at = At::try_from(self.steps.len()).ok()?;
        self.steps.push(step);
        Some(at)
    }

    /// The words that can come first; `None` when anything, or nothing, can.
    fn openings_from(&self, entry: At) -> Option<Vec<Opening>> {
        let (mut todo, mut seen, mut openings) = (vec![(entry, false)], HashSet::new(), Vec::new());
        while let Some((at, anchored)) = todo.pop() {
            if !seen.insert((at, anchored)) {
                continue;
            }
            match *self.step(at)? {
                Step::Word(symbol, next) => openings.push(Opening { symbol, next, anchored, second: 0 }),
                Step::Start(next) => todo.push((next, true)),
                Step::Fork(one, other) => todo.extend([(one, anchored), (other, anchored)]),
                Step::Any(_) | Step::End(_) | Step::Found => return None,
            }
        }
        openings.sort_unstable();
        Some(openings)
    }

    /// Notes for each opening which of the given seconds may follow it.
    fn look_behind(&self, openings: &mut [Opening]) -> Option<Vec<Second>> {
        let (mut known, mut seconds) = (Vec::new(), Vec::new());
        for opening in openings {
            let place = known.iter().position(|next| *next == opening.next).unwrap_or_else(|| {
                known.push(opening.next);
                seconds.push(self.second_from(opening.next));
                known.len() - 1
            });
            opening.second = At::try_from(place).ok()?;
        }
        Some(seconds)
    }

    fn step(&self, at: At) -> Option<&Step> {
        self.steps.get(usize::from(at))
    }

    fn second_from(&self, next: At) -> Second {
        let (mut todo, mut seen, mut symbols) = (vec![next], HashSet::new(), Vec::new());
        while let Some(at) = todo.pop() {
            if !seen.insert(at) {
                continue;
            }
            match self.step(at) {
                Some(Step::Word(symbol, _)) => symbols.push(*symbol),
                Some(Step::Start(next) | Step::End(next)) => todo.push(*next),
                Some(Step::Fork(one, other)) => todo.extend([*one, *other]),
                Some(Step::Any(_) | Step::Found) | None => return Second::Anything,
            }
        }
        symbols.sort_unstable();
        symbols.dedup();
        Second::OneOf(symbols.into_boxed_slice())
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
    current: Vec<At>,
    next: Vec<At>,
    todo: Vec<At>,
    /// For each instruction, in which round it was last reached.
    marks: Vec<u64>,
    stamp: u64,
}
