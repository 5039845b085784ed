//! A language's rules, compiled: finds the cues in a text and what holds them back.

use std::collections::HashMap;
use std::ops::Range;
use std::sync::Arc;

use super::alphabet::{Alphabet, Symbol, place};
use super::habits::Habit;
use super::pattern::{PatternError, PatternProblem};
use super::program::{Program, Reading, Room};
use super::source::{
    GuardSource, LexiconError, LexiconPart, LexiconProblem, LexiconSource, MOST_REACH, Place, RuleSource,
    Severity, Topic,
};
use super::spelling::Spellings;
use super::words::{Break, Words};

/// A phrase that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cue {
    /// What it is a cue for.
    pub(super) topic: Topic,
    /// The full id of its rule, for example `en.user_request.talk_to`.
    pub(super) rule: Arc<str>,
    /// How bad it is, for hazards.
    pub(super) severity: Option<Severity>,
    /// The rule's sentence for people.
    pub(super) explanation: Arc<str>,
    /// Where it stands, in characters of the original.
    pub(super) span: Range<usize>,
    /// The full id of the guard that holds it back.
    pub(super) held_back_by: Option<Arc<str>>,
}

/// The rules of one language, ready to use.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lexicon {
    alphabet: Alphabet,
    contrast: Option<Symbol>,
    rules: Vec<Rule>,
    guards: Vec<Guard>,
    programs: Vec<(Owner, Program)>,
    /// For each symbol, the programs that can begin with it.
    starting: Vec<Vec<u32>>,
    longest: usize,
}

#[derive(Debug, Clone, PartialEq)]
struct Rule {
    id: Arc<str>,
    topic: Topic,
    severity: Option<Severity>,
    explanation: Arc<str>,
    guards: Vec<usize>,
}

#[derive(Debug, Clone, PartialEq)]
struct Guard {
    id: Arc<str>,
    place: Place,
    reach: usize,
    turns_into: Option<Topic>,
}

#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Owner {
    Rule(usize),
    Guard(usize),
}

impl Owner {
    fn guard(self) -> Option<usize> {
        match self {
            Self::Guard(index) => Some(index),
            Self::Rule(_) => None,
        }
    }
}

/// How far a program has got in a text.
#[derive(Debug, Clone, Copy)]
enum Tried {
    Never,
    /// The text lacks a word that it needs.
    Hopeless,
    At(usize),
}

/// Where a guard's phrase was found, in words.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Found {
    guard: usize,
    words: Range<usize>,
}

/// A text with all that was found in it.
struct Scene<'t> {
    reading: Reading<'t>,
    /// For each word, the number of its sentence.
    sentences: Vec<usize>,
    guards: Guards,
}

/// The guards of a text, by the words they begin at, and by sentence.
struct Guards {
    /// Which guards were found at all.
    present: Vec<bool>,
    beginning: Vec<Vec<Found>>,
    by_sentence: HashMap<usize, Vec<usize>>,
}

impl Lexicon {
    /// Checks and compiles the rules of a language.
    pub(super) fn compile(source: &LexiconSource) -> Result<Self, LexiconError> {
        let fail = |part, problem| LexiconError { language: source.language, part, problem };
        let mut alphabet =
            Alphabet::new(Spellings::new(Habit::of(source.language), &source.prefixes, &source.suffixes));
        for (list, words) in source.lists.iter().enumerate() {
            alphabet.define(&words.name, &words.items).map_err(|(item, error)| {
                fail(LexiconPart::ListItem { list, item }, LexiconProblem::Pattern(error))
            })?;
        }
        let contrast = contrast(&mut alphabet, source)?;
        check_ids(source)?;
        let mut lexicon = Self {
            alphabet,
            contrast,
            rules: Vec::new(),
            guards: Vec::new(),
            programs: Vec::new(),
            starting: Vec::new(),
            longest: 0,
        };
        for (index, guard) in source.guards.iter().enumerate() {
            lexicon.add_guard(source, index, guard)?;
        }
        for (index, rule) in source.rules.iter().enumerate() {
            lexicon.add_rule(source, index, rule)?;
        }
        lexicon.starting.iter_mut().for_each(Vec::shrink_to_fit);
        lexicon.programs.shrink_to_fit();
        Ok(lexicon)
    }

    fn add_guard(
        &mut self,
        source: &LexiconSource,
        index: usize,
        guard: &GuardSource,
    ) -> Result<(), LexiconError> {
        let fail = |part, problem| LexiconError { language: source.language, part, problem };
        for (entry, target) in guard.holds_back.iter().enumerate() {
            let known =
                Topic::parse(target).is_some() || source.rules.iter().any(|rule| short_id(rule) == *target);
            if !known {
                let problem = LexiconProblem::NoSuchTarget(target.clone());
                return Err(fail(LexiconPart::GuardTarget { guard: index, entry }, problem));
            }
        }
        if guard.reach > MOST_REACH {
            return Err(fail(LexiconPart::GuardReach { guard: index }, LexiconProblem::Reach));
        }
        for (pattern, text) in guard.patterns.iter().enumerate() {
            self.add_program(Owner::Guard(index), text)
                .map_err(|problem| fail(LexiconPart::GuardPattern { guard: index, pattern }, problem))?;
        }
        self.guards.push(Guard {
            id: format!("{}.{}", source.language.code(), guard.id).into(),
            place: guard.place,
            reach: usize::try_from(guard.reach).unwrap_or_default(),
            turns_into: guard.turns_into,
        });
        Ok(())
    }

    fn add_rule(
        &mut self,
        source: &LexiconSource,
        index: usize,
        rule: &RuleSource,
    ) -> Result<(), LexiconError> {
        let fail = |part, problem| LexiconError { language: source.language, part, problem };
        for (entry, id) in rule.despite.iter().enumerate() {
            if !source.guards.iter().any(|guard| guard.id == *id) {
                let problem = LexiconProblem::NoSuchGuard(id.clone());
                return Err(fail(LexiconPart::RuleDespite { rule: index, entry }, problem));
            }
        }
        let is_hazard = matches!(rule.topic, Topic::SafetyConcern | Topic::Accident);
        if rule.severity.is_some() && !is_hazard {
            return Err(fail(LexiconPart::RuleSeverity { rule: index }, LexiconProblem::Severity));
        }
        for (pattern, text) in rule.patterns.iter().enumerate() {
            self.add_program(Owner::Rule(index), text)
                .map_err(|problem| fail(LexiconPart::RulePattern { rule: index, pattern }, problem))?;
        }
        let short = short_id(rule);
        let applies = |guard: &GuardSource| {
            let aims =
                guard.holds_back.iter().any(|target| target == rule.topic.as_str() || *target == short);
            aims && !rule.despite.contains(&guard.id)
        };
        let guards =
            source.guards.iter().enumerate().filter(|(_, guard)| applies(guard)).map(|(index, _)| index);
        self.rules.push(Rule {
            id: format!("{}.{short}", source.language.code()).into(),
            topic: rule.topic,
            severity: is_hazard.then(|| rule.severity.unwrap_or(Severity::Serious)),
            explanation: rule.explanation.as_str().into(),
            guards: guards.collect(),
        });
        Ok(())
    }

    fn add_program(&mut self, owner: Owner, pattern: &str) -> Result<(), LexiconProblem> {
        let program = self.alphabet.compile(pattern)?;
        self.longest = self.longest.max(program.longest());
        let number = u32::try_from(self.programs.len())
            .map_err(|_| PatternError { position: 0, problem: PatternProblem::TooLarge })?;
        for symbol in program.starts().into_iter().filter_map(place) {
            if self.starting.len() <= symbol {
                self.starting.resize(symbol + 1, Vec::new());
            }
            if let Some(programs) = self.starting.get_mut(symbol) {
                programs.push(number);
            }
        }
        self.programs.push((owner, program));
        Ok(())
    }

    /// The cues in a text, in the order of the rules and then of the text, those that a guard holds
    /// back among them.
    pub(super) fn cues(&self, words: &Words) -> Vec<Cue> {
        let reading = Reading { symbols: self.alphabet.read(words), words };
        let mut found = self.scan(&reading);
        found.sort_unstable_by_key(|(owner, words)| (*owner, words.start, words.end));
        found.dedup();
        let sentences = sentences(words);
        let scene = Scene { guards: Guards::of(&found, &sentences), reading, sentences };
        let cue = |(owner, at): &(Owner, Range<usize>)| match owner {
            Owner::Rule(rule) => self.cue(self.rules.get(*rule)?, at, &scene),
            Owner::Guard(_) => None,
        };
        found.iter().filter_map(cue).collect()
    }

    fn scan(&self, reading: &Reading<'_>) -> Vec<(Owner, Range<usize>)> {
        let present = self.alphabet.present(&reading.symbols);
        let mut room = Room::default();
        // Two symbols of one word may lead to the same program: it is tried once per word.
        let mut tried = vec![Tried::Never; self.programs.len()];
        let mut found = Vec::new();
        for (start, symbols) in reading.symbols.iter().enumerate() {
            let behind = reading.symbols.get(start + 1).map_or(&[][..], Vec::as_slice);
            for symbol in symbols {
                let programs = place(*symbol).and_then(|place| self.starting.get(place));
                for index in programs.into_iter().flatten().filter_map(|number| place(*number)) {
                    let (Some((owner, program)), Some(last)) =
                        (self.programs.get(index), tried.get_mut(index))
                    else {
                        continue;
                    };
                    match *last {
                        Tried::Hopeless => continue,
                        Tried::At(place) if place == start => continue,
                        Tried::Never if !program.may_match(&present) => {
                            *last = Tried::Hopeless;
                            continue;
                        }
                        _ if !program.may_begin(*symbol, behind) => {
                            *last = Tried::At(usize::MAX);
                            continue;
                        }
                        Tried::Never | Tried::At(_) => *last = Tried::At(start),
                    }
                    if let Some(end) = program.longest_match(reading, start, &mut room) {
                        found.push((*owner, start..end));
                    }
                }
            }
        }
        found
    }

    fn cue(&self, rule: &Rule, at: &Range<usize>, scene: &Scene<'_>) -> Option<Cue> {
        let words = scene.reading.words;
        let start = words.get(at.start)?.span.start;
        let end = words.get(at.end.checked_sub(1)?)?.span.end;
        let mut guards = rule.guards.iter().filter_map(|index| Some((*index, self.guards.get(*index)?)));
        let is_there = |index: &usize| scene.guards.present.get(*index).copied().unwrap_or_default();
        let holder = guards
            .find(|(index, guard)| is_there(index) && self.holds(*index, guard, at, scene))
            .map(|(_, guard)| guard);
        // A cue that turns into another one is a live cue for that.
        let turned = holder.and_then(|guard| guard.turns_into);
        Some(Cue {
            topic: turned.unwrap_or(rule.topic),
            severity: rule.severity,
            rule: rule.id.clone(),
            explanation: rule.explanation.clone(),
            span: start..end,
            held_back_by: holder.filter(|_| turned.is_none()).map(|guard| guard.id.clone()),
        })
    }

    fn holds(&self, index: usize, guard: &Guard, at: &Range<usize>, scene: &Scene<'_>) -> bool {
        let Scene { reading, guards, sentences } = scene;
        match guard.place {
            Place::Over => {
                let first = at.start.saturating_sub(self.longest);
                let window = guards.beginning.get(first..at.end).unwrap_or_default();
                window.iter().flatten().any(|found| found.guard == index && found.words.end > at.start)
            }
            // A guard's optional words may run into the cue: `not (on)?` before `on fire`.
            Place::Before => {
                let first = at.start.saturating_sub(guard.reach + self.longest);
                let window = guards.beginning.get(first..at.start).unwrap_or_default();
                let mut near = window.iter().flatten().filter(|found| found.guard == index);
                near.any(|found| {
                    let close = found.words.end + guard.reach >= at.start;
                    close && self.is_open(reading, found.words.end.min(at.start)..at.start)
                })
            }
            Place::After => {
                let last = (at.end + guard.reach + 1).min(guards.beginning.len());
                let window = guards.beginning.get(at.start + 1..last).unwrap_or_default();
                let mut near = window.iter().flatten().filter(|found| found.guard == index);
                near.any(|found| {
                    let behind = found.words.end > at.end;
                    behind && self.is_open(reading, at.end.min(found.words.start)..found.words.start)
                })
            }
            Place::Sentence => {
                let sentence = sentences.get(at.start).copied().unwrap_or_default();
                guards.by_sentence.get(&sentence).is_some_and(|found| found.contains(&index))
            }
        }
    }

    /// Whether a guard reaches across the words of `between` and up to the word behind them: no
    /// pause, no end of a sentence and no contrast lies there.
    fn is_open(&self, reading: &Reading<'_>, between: Range<usize>) -> bool {
        let paused = (between.start..=between.end).any(|at| reading.words.break_before(at) != Break::None);
        let contrasts = |symbols: &Vec<Symbol>| self.contrast.is_some_and(|word| symbols.contains(&word));
        !paused && !reading.symbols.get(between).unwrap_or_default().iter().any(contrasts)
    }
}

impl Guards {
    fn of(found: &[(Owner, Range<usize>)], sentences: &[usize]) -> Self {
        let places = sentences.len() + 1;
        let count = found.iter().filter_map(|(owner, _)| owner.guard()).max().map_or(0, |most| most + 1);
        let mut guards = Self {
            present: vec![false; count],
            beginning: vec![Vec::new(); places],
            by_sentence: HashMap::new(),
        };
        for (owner, words) in found {
            let Owner::Guard(guard) = *owner else { continue };
            if let Some(present) = guards.present.get_mut(guard) {
                *present = true;
            }
            let one = Found { guard, words: words.clone() };
            if let Some(place) = guards.beginning.get_mut(words.start) {
                place.push(one);
            }
            let sentence = guards.by_sentence.entry(sentences.get(words.start).copied().unwrap_or_default());
            let present = sentence.or_default();
            if !present.contains(&guard) {
                present.push(guard);
            }
        }
        guards
    }
}

/// For each word, the number of its sentence.
fn sentences(words: &Words) -> Vec<usize> {
    let mut number = 0;
    let of = |word: &super::words::Word| {
        number += usize::from(word.before == Break::Stop);
        number
    };
    words.iter().map(of).collect()
}

fn short_id(rule: &RuleSource) -> String {
    format!("{}.{}", rule.topic, rule.id)
}

fn contrast(alphabet: &mut Alphabet, source: &LexiconSource) -> Result<Option<Symbol>, LexiconError> {
    if source.contrast.is_empty() {
        return Ok(None);
    }
    alphabet.define("contrast", &source.contrast).map_err(|(item, error)| LexiconError {
        language: source.language,
        part: LexiconPart::Contrast { item },
        problem: LexiconProblem::Pattern(error),
    })?;
    Ok(alphabet.list_symbol("contrast"))
}

fn check_ids(source: &LexiconSource) -> Result<(), LexiconError> {
    let fail = |part, id: &str| {
        let problem = LexiconProblem::Id(id.to_owned());
        Err(LexiconError { language: source.language, part, problem })
    };
    for (rule, this) in source.rules.iter().enumerate() {
        let before = source.rules.iter().take(rule);
        if this.id.is_empty() || before.map(short_id).any(|id| id == short_id(this)) {
            return fail(LexiconPart::RuleId { rule }, &this.id);
        }
    }
    for (guard, this) in source.guards.iter().enumerate() {
        if this.id.is_empty() || source.guards.iter().take(guard).any(|other| other.id == this.id) {
            return fail(LexiconPart::GuardId { guard }, &this.id);
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests;
