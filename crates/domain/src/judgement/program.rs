//! Patterns as small machines, all of a lexicon in shared tables, and how they run over a text.

use std::collections::BTreeSet;
use std::rc::Rc;

use super::alphabet::Symbol;
use super::dictionary::Known;
use super::effort::spend;
use super::numbers::{Rows, index, number};
use super::pattern::{Node, PatternProblem};
use super::quick_hash::{QuickMap, QuickSet};
use super::words::{Break, Word, Words};

/// The most instructions of one pattern.
const LARGEST: usize = 4000;

/// One instruction; `usize` is the next one.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Step {
    Word(Symbol, usize),
    Any(usize),
    Start(usize),
    End(usize),
    Asked(usize),
    Fork(usize, usize),
    Found,
}

/// What can come next, once a match has got to some point.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
struct State {
    /// The words it can go on with, in `edges`.
    words: u32,
    /// The states it goes on to with a word of any kind, in `leaps`.
    any: u32,
    /// The match may end here.
    ends: bool,
    /// The match may end here at the end of a sentence.
    ends_sentence: bool,
    /// The match may end here at the end of a question.
    ends_question: bool,
    /// A hint of each of the words.
    hints: Hints,
}

/// A bit of 64 for each of some symbols. Most words lead nowhere from most states: without a common bit there is
/// nothing to look for.
pub(super) type Hints = u64;

/// The hints of `symbols`.
pub(super) fn hints_of<'s>(symbols: impl IntoIterator<Item = &'s Symbol>) -> Hints {
    symbols.into_iter().fold(0, |hints, symbol| hints | hint_of(*symbol))
}

fn hint_of(symbol: Symbol) -> Hints {
    1 << (symbol % Hints::BITS)
}

/// A word that a match can go on with, and the state behind it.
type Edge = (Symbol, u32);

/// A pattern: where its matches begin.
#[derive(Debug, Clone, Copy, PartialEq)]
struct Program {
    /// Anywhere.
    start: u32,
    /// At the start of a sentence only.
    sentence_start: u32,
}

/// The patterns of a lexicon, compiled.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Programs {
    programs: Box<[Program]>,
    states: Box<[State]>,
    edges: Rows<Edge>,
    leaps: Rows<u32>,
    longest: usize,
}

/// What is known about a pattern, or about some of its ways to begin, before it is run.
#[derive(Debug)]
pub(super) struct Outline {
    /// The pattern.
    pub(super) program: u32,
    /// The symbols that its matches can begin with, anywhere.
    pub(super) starts: Vec<Symbol>,
    /// Those that they can begin with at the start of a sentence only.
    pub(super) sentence_starts: Vec<Symbol>,
    /// The symbols of which one must follow; `None` where anything or nothing can.
    pub(super) seconds: Option<Vec<Symbol>>,
    /// Every match holds a symbol of each of these.
    pub(super) needs: Rc<[Vec<Symbol>]>,
}

/// Compiles patterns.
#[derive(Debug, Default)]
pub(super) struct Compiler {
    programs: Vec<Program>,
    states: Vec<State>,
    known: QuickMap<State, u32>,
    edges: Interned<Edge>,
    leaps: Interned<u32>,
    longest: usize,
}

/// Rows, each kept once.
#[derive(Debug)]
struct Interned<T> {
    rows: Vec<Vec<T>>,
    known: QuickMap<Vec<T>, u32>,
}

impl<T> Default for Interned<T> {
    fn default() -> Self {
        Self { rows: Vec::new(), known: QuickMap::default() }
    }
}

impl<T: Clone + Eq + std::hash::Hash> Interned<T> {
    fn put(&mut self, row: Vec<T>) -> u32 {
        if let Some(known) = self.known.get(&row) {
            return *known;
        }
        let place = number(self.rows.len());
        self.rows.push(row.clone());
        self.known.insert(row, place);
        place
    }
}

/// A word that can come first, what follows it, and whether it can do so only at the start of a sentence.
type Opening = (Symbol, usize, bool);

/// A pattern's instructions, each behind those that it leads to.
struct Steps(Vec<Step>);

/// What can be reached from a step without a word.
#[derive(Default)]
struct Reached {
    words: Vec<(Symbol, usize)>,
    any: Vec<usize>,
    ends: bool,
    ends_sentence: bool,
    ends_question: bool,
}

/// What a match has gone through since its last word. Nothing crosses the end of a sentence, so behind a
/// mark a match can only end.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
enum Mark {
    None,
    Sentence,
    Question,
}

impl Compiler {
    /// Adds a pattern; one that could match anything is refused.
    pub(super) fn add(&mut self, node: &Node) -> Result<Vec<Outline>, PatternProblem> {
        let mut steps = Steps(vec![Step::Found]);
        let entry = steps.emit(node, 0).ok_or(PatternProblem::TooLarge)?;
        let openings = steps.openings(entry).ok_or(PatternProblem::Open)?;
        if node.may_end_open() {
            return Err(PatternProblem::Open);
        }
        self.longest = self.longest.max(node.longest());
        let mut states = vec![None; steps.0.len()];
        for step in steps.behind_words() {
            let reached = match steps.0.get(step) {
                Some(Step::Word(symbol, next)) => {
                    Reached { words: vec![(*symbol, *next)], ..Reached::default() }
                }
                _ => steps.reached_from(step),
            };
            let state = self.add_state(reached, &states);
            states.get_mut(step).into_iter().for_each(|place| *place = Some(state));
        }
        let [start, sentence_start] = [false, true].map(|anchored| {
            let fitting = openings.iter().filter(|(_, _, only_there)| *only_there == anchored);
            let words = fitting.map(|(symbol, next, _)| (*symbol, *next)).collect();
            self.add_state(Reached { words, ..Reached::default() }, &states)
        });
        self.programs.push(Program { start, sentence_start });
        Ok(self.outlines(node, &openings, &states))
    }

    /// What is known about the pattern added last. The words that can be all of a match, or before anything, stand
    /// apart from those that something known must follow.
    fn outlines(&self, node: &Node, openings: &[Opening], states: &[Option<u32>]) -> Vec<Outline> {
        let state_behind = |next: usize| states.get(next).copied().flatten();
        let (mut open, mut followed) = (BTreeSet::new(), BTreeSet::new());
        for (symbol, next, _) in openings {
            if state_behind(*next).is_some_and(|state| self.seconds(&[state].into()).is_none()) {
                open.insert(*symbol);
            }
        }
        for (symbol, next, _) in openings {
            followed.extend(state_behind(*next).filter(|_| !open.contains(symbol)));
        }
        let needs: Rc<[Vec<Symbol>]> = node.needs().into();
        let outline = |seconds: Option<Vec<Symbol>>| {
            let starts = |anchored: bool| {
                let fitting = openings.iter().filter(|(symbol, _, only_there)| {
                    *only_there == anchored && open.contains(symbol) == seconds.is_none()
                });
                fitting.map(|(symbol, ..)| *symbol).collect::<BTreeSet<_>>().into_iter().collect()
            };
            Outline {
                program: number(self.programs.len() - 1),
                starts: starts(false),
                sentence_starts: starts(true),
                seconds,
                needs: Rc::clone(&needs),
            }
        };
        let open = (!open.is_empty()).then(|| outline(None));
        let followed = (!followed.is_empty()).then(|| outline(self.seconds(&followed)));
        open.into_iter().chain(followed).collect()
    }

    /// Adds a state; those that it leads to are there already.
    fn add_state(&mut self, reached: Reached, states: &[Option<u32>]) -> u32 {
        let of = |next: usize| *states.get(next)?;
        let words = reached.words.into_iter().filter_map(|(symbol, next)| Some((symbol, of(next)?)));
        let mut words: Vec<Edge> = words.collect();
        words.sort_unstable();
        words.dedup();
        let mut any: Vec<u32> = reached.any.into_iter().filter_map(of).collect();
        any.sort_unstable();
        any.dedup();
        let state = State {
            hints: hints_of(words.iter().map(|(symbol, _)| symbol)),
            words: self.edges.put(words),
            any: self.leaps.put(any),
            ends: reached.ends,
            ends_sentence: reached.ends_sentence,
            ends_question: reached.ends_question,
        };
        // Phrases that differ in their first words only go on together.
        *self.known.entry(state).or_insert_with(|| {
            self.states.push(state);
            number(self.states.len() - 1)
        })
    }

    /// The words that any of the states goes on with; `None` where anything or nothing will do.
    fn seconds(&self, behind: &BTreeSet<u32>) -> Option<Vec<Symbol>> {
        let mut symbols = BTreeSet::new();
        for state in behind {
            let state = self.states.get(index(*state))?;
            let is_open = self.leaps.rows.get(index(state.any)).is_some_and(|leaps| !leaps.is_empty());
            if is_open || state.ends || state.ends_sentence || state.ends_question {
                return None;
            }
            let words = self.edges.rows.get(index(state.words))?;
            symbols.extend(words.iter().map(|(symbol, _)| *symbol));
        }
        Some(symbols.into_iter().collect())
    }

    /// The tables of all patterns.
    pub(super) fn finish(self) -> Programs {
        Programs {
            programs: self.programs.into_boxed_slice(),
            states: self.states.into_boxed_slice(),
            edges: Rows::of(self.edges.rows),
            leaps: Rows::of(self.leaps.rows),
            longest: self.longest,
        }
    }
}

impl Steps {
    /// Emits `node` so that it goes on at `next`; gives where it begins.
    fn emit(&mut self, node: &Node, next: usize) -> Option<usize> {
        if self.0.len() > LARGEST {
            return None;
        }
        Some(match node {
            Node::Word(symbol) => self.add(Step::Word(*symbol, next)),
            Node::Any => self.add(Step::Any(next)),
            Node::Start => self.add(Step::Start(next)),
            Node::End => self.add(Step::End(next)),
            Node::Asked => self.add(Step::Asked(next)),
            Node::Sequence(nodes) => nodes.iter().rev().try_fold(next, |next, node| self.emit(node, next))?,
            Node::Either(nodes) => {
                let mut entry = None;
                for node in nodes {
                    let branch = self.emit(node, next)?;
                    entry = Some(entry.map_or(branch, |before| self.add(Step::Fork(before, branch))));
                }
                entry?
            }
            Node::List(list) => self.emit(&list.any_of, next)?,
            Node::Optional(node) => {
                let taken = self.emit(node, next)?;
                self.add(Step::Fork(taken, next))
            }
        })
    }

    fn add(&mut self, step: Step) -> usize {
        self.0.push(step);
        self.0.len() - 1
    }

    /// The words that can come first, what follows each, and whether only at the start of a sentence;
    /// `None` when anything, or nothing, can come first.
    fn openings(&self, entry: usize) -> Option<Vec<Opening>> {
        let (mut todo, mut seen, mut openings) = (vec![(entry, false)], QuickSet::default(), Vec::new());
        while let Some((at, anchored)) = todo.pop() {
            if !seen.insert((at, anchored)) {
                continue;
            }
            match *self.0.get(at)? {
                Step::Word(symbol, next) => openings.push((symbol, next, anchored)),
                Step::Start(next) => todo.push((next, true)),
                Step::Fork(one, other) => todo.extend([(one, anchored), (other, anchored)]),
                Step::Any(_) | Step::End(_) | Step::Asked(_) | Step::Found => return None,
            }
        }
        Some(openings)
    }

    /// The steps that stand behind a word, rising: each leads to smaller ones only.
    fn behind_words(&self) -> Vec<usize> {
        let next = |step: &Step| match step {
            Step::Word(_, next) | Step::Any(next) => Some(*next),
            Step::Start(_) | Step::End(_) | Step::Asked(_) | Step::Fork(..) | Step::Found => None,
        };
        let mut steps: Vec<usize> = self.0.iter().filter_map(next).collect();
        steps.sort_unstable();
        steps.dedup();
        steps
    }

    /// What can be reached from `entry` without a word.
    fn reached_from(&self, entry: usize) -> Reached {
        let mut reached = Reached::default();
        let (mut todo, mut seen) = (vec![(entry, Mark::None)], QuickSet::default());
        while let Some((at, mark)) = todo.pop() {
            if !seen.insert((at, mark)) {
                continue;
            }
            match (self.0.get(at), mark) {
                (Some(Step::Fork(one, other)), _) => todo.extend([(*one, mark), (*other, mark)]),
                (Some(Step::Asked(next)), _) => todo.push((*next, Mark::Question)),
                (Some(Step::Start(next) | Step::End(next)), Mark::None) => todo.push((*next, Mark::Sentence)),
                (Some(Step::Start(next) | Step::End(next)), _) => todo.push((*next, mark)),
                (Some(Step::Found), Mark::None) => reached.ends = true,
                (Some(Step::Found), Mark::Sentence) => reached.ends_sentence = true,
                (Some(Step::Found), Mark::Question) => reached.ends_question = true,
                (Some(Step::Word(symbol, next)), Mark::None) => reached.words.push((*symbol, *next)),
                (Some(Step::Any(next)), Mark::None) => reached.any.push(*next),
                (Some(Step::Word(..) | Step::Any(_)) | None, _) => {}
            }
        }
        // Whoever leaps to the start of a gap gets to all that leaping to a later part of it gets to.
        reached.any.sort_unstable();
        let leaps = reached.any.clone();
        reached.any.retain(|next| {
            let mut before = leaps.iter().filter(|other| *other > next);
            !before.any(|other| self.forks_from(*other).contains(next))
        });
        reached
    }

    fn forks_from(&self, entry: usize) -> QuickSet<usize> {
        let (mut todo, mut seen) = (vec![entry], QuickSet::default());
        while let Some(at) = todo.pop() {
            if let (true, Some(Step::Fork(one, other))) = (seen.insert(at), self.0.get(at)) {
                todo.extend([*one, *other]);
            }
        }
        seen
    }
}

impl Programs {
    /// The most words that any of them spans.
    pub(super) fn longest(&self) -> usize {
        self.longest
    }

    /// One past the last word of the longest match of a pattern that begins with the word at `start`.
    pub(super) fn longest_match(
        &self,
        program: usize,
        start: usize,
        reading: &Reading<'_>,
        room: &mut Room,
    ) -> Option<usize> {
        let Program { start: anywhere, sentence_start } = *self.programs.get(program)?;
        room.next.clear();
        self.follow(anywhere, reading.word_at(start), room);
        if reading.words.break_before(start) == Break::Stop {
            self.follow(sentence_start, reading.word_at(start), room);
        }
        let mut end = None;
        for at in start + 1.. {
            if room.next.is_empty() {
                break;
            }
            std::mem::swap(&mut room.current, &mut room.next);
            room.next.clear();
            let stops = reading.words.break_before(at) == Break::Stop;
            let asked = stops && reading.words.asked_before(at);
            let current = std::mem::take(&mut room.current);
            let mut states = current.iter().filter_map(|state| self.states.get(index(*state)));
            if states.any(|state| state.ends || stops && state.ends_sentence || asked && state.ends_question)
            {
                end = Some(at);
            }
            if !stops {
                let word = reading.word_at(at);
                current.iter().for_each(|state| self.follow(*state, word, room));
            }
            room.current = current;
        }
        end
    }

    /// Adds to `room.next` what a word with `symbols` leads to from `state`.
    fn follow(&self, state: u32, (symbols, hints): (&[Symbol], Hints), room: &mut Room) {
        let Some(state) = self.states.get(index(state)) else { return };
        spend(1);
        if state.hints & hints != 0 {
            let edges = self.edges.get(index(state.words));
            spend(symbols.len());
            for symbol in symbols.iter().filter(|symbol| state.hints & hint_of(**symbol) != 0) {
                let first = edges.partition_point(|(edge, _)| edge < symbol);
                for (_, next) in edges.iter().skip(first).take_while(|(edge, _)| edge == symbol) {
                    room.reach(*next);
                }
            }
        }
        for next in self.leaps.get(index(state.any)) {
            room.reach(*next);
        }
    }
}

/// A text as a lexicon sees it.
#[derive(Debug)]
pub(super) struct Reading<'t> {
    /// Its words.
    pub(super) words: &'t Words,
    /// For each spelling its row of symbols; 0 if it is not known.
    pub(super) rows: Vec<u32>,
    /// The symbols of each row; those of the first are none.
    pub(super) symbols: Rows<Symbol>,
    /// A hint of those of each row.
    hints: Box<[Hints]>,
}

impl<'t> Reading<'t> {
    /// A text whose spellings are known like this.
    pub(super) fn new(words: &'t Words, known: Known) -> Self {
        let (rows, symbols) = known.symbols();
        let hints = (0..symbols.len()).map(|row| hints_of(symbols.get(row))).collect();
        Self { words, rows, symbols, hints }
    }

    /// The row of a spelling.
    pub(super) fn row_of(&self, word: &Word) -> usize {
        self.rows.get(index(word.spelling)).copied().map_or(0, index)
    }

    /// The symbols of the word at `at`.
    pub(super) fn symbols_at(&self, at: usize) -> &[Symbol] {
        self.word_at(at).0
    }

    /// The symbols of the word at `at`, and their hints.
    fn word_at(&self, at: usize) -> (&[Symbol], Hints) {
        let row = self.words.get(at).map_or(0, |word| self.row_of(word));
        if row == 0 {
            return (&[], 0);
        }
        (self.symbols.get(row), self.hints.get(row).copied().unwrap_or_default())
    }
}

/// Reusable memory of the matcher.
#[derive(Debug, Default)]
pub(super) struct Room {
    current: Vec<u32>,
    next: Vec<u32>,
}

impl Room {
    /// There are few at a time, so looking through them is quickest.
    fn reach(&mut self, state: u32) {
        spend(1 + self.next.len() / 8);
        if !self.next.contains(&state) {
            self.next.push(state);
        }
    }
}
