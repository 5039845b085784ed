//! A language's rules, compiled: finds the cues in a text and what holds them back.

use std::ops::Range;

use super::alphabet::{Alphabet, Symbol};
use super::dictionary::{Known, Vocabulary};
use super::guards::{Found, Reach};
use super::habits::Habit;
use super::numbers::{index, number};
use super::pattern::Parser;
use super::pattern::{PatternError, PatternProblem};
use super::program::{Compiler, Outline, Programs, Reading, Room};
use super::scan::{Board, Index, Mask};
use super::source::{
    GuardSource, LexiconError, LexiconPart, LexiconProblem, LexiconSource, MOST_REACH, RuleSource, Severity,
    Topic,
};
use super::words::Words;

/// A phrase that was found.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Cue<'r> {
    /// What it is a cue for.
    pub(super) topic: Topic,
    /// The full id of its rule, for example `en.user_request.talk_to`.
    pub(super) rule: &'r str,
    /// How bad it is, for hazards.
    pub(super) severity: Option<Severity>,
    /// The rule's sentence for people.
    pub(super) explanation: &'r str,
    /// Where it stands, in characters of the original.
    pub(super) span: Range<usize>,
    /// The full id of the guard that holds it back.
    pub(super) held_back_by: Option<&'r str>,
}

/// The rules of one language, ready to use.
#[derive(Debug, Clone, PartialEq)]
pub(super) struct Lexicon {
    contrast: Option<Symbol>,
    rules: Box<[Rule]>,
    guards: Box<[Guard]>,
    programs: Programs,
    index: Index,
    /// The patterns of all rules.
    of_rules: Mask,
    /// Who each pattern belongs to: those of the guards come first.
    owners: Box<[Owner]>,
}

#[derive(Debug, Clone, PartialEq)]
struct Rule {
    id: Box<str>,
    topic: Topic,
    severity: Option<Severity>,
    explanation: Box<str>,
    guards: Box<[u32]>,
    programs: Range<u32>,
}

#[derive(Debug, Clone, PartialEq)]
struct Guard {
    id: Box<str>,
    reach: Reach,
    turns_into: Option<Topic>,
    programs: Range<u32>,
}

#[derive(Debug, Clone, Copy, PartialEq)]
enum Owner {
    Rule(u32),
    Guard(u32),
}

/// Rules and guards while they are being compiled.
struct Draft<'s> {
    source: &'s LexiconSource,
    alphabet: Alphabet,
    compiler: Compiler,
    outlines: Vec<Outline>,
    owners: Vec<Owner>,
    rules: Vec<Rule>,
    guards: Vec<Guard>,
}

impl Draft<'_> {
    fn fail(&self, part: LexiconPart, problem: LexiconProblem) -> LexiconError {
        LexiconError { language: self.source.language, part, problem }
    }

    fn add_guard(&mut self, place: usize, guard: &GuardSource) -> Result<(), LexiconError> {
        for (entry, target) in guard.holds_back.iter().enumerate() {
            let known = Topic::parse(target).is_some()
                || self.source.rules.iter().any(|rule| short_id(rule) == *target);
            if !known {
                let problem = LexiconProblem::NoSuchTarget(target.clone());
                return Err(self.fail(LexiconPart::GuardTarget { guard: place, entry }, problem));
            }
        }
        if guard.reach > MOST_REACH {
            return Err(self.fail(LexiconPart::GuardReach { guard: place }, LexiconProblem::Reach));
        }
        let programs = self.add_patterns(Owner::Guard(number(place)), &guard.patterns, |pattern| {
            LexiconPart::GuardPattern { guard: place, pattern }
        })?;
        let words = usize::try_from(guard.reach).unwrap_or_default();
        self.guards.push(Guard {
            id: format!("{}.{}", self.source.language.code(), guard.id).into(),
            reach: Reach { place: guard.place, words },
            turns_into: guard.turns_into,
            programs,
        });
        Ok(())
    }

    fn add_rule(&mut self, place: usize, rule: &RuleSource) -> Result<(), LexiconError> {
        let source = self.source;
        for (entry, id) in rule.despite.iter().enumerate() {
            if !source.guards.iter().any(|guard| guard.id == *id) {
                let problem = LexiconProblem::NoSuchGuard(id.clone());
                return Err(self.fail(LexiconPart::RuleDespite { rule: place, entry }, problem));
            }
        }
        let is_hazard = matches!(rule.topic, Topic::SafetyConcern | Topic::Accident);
        if rule.severity.is_some() && !is_hazard {
            return Err(self.fail(LexiconPart::RuleSeverity { rule: place }, LexiconProblem::Severity));
        }
        let programs = self.add_patterns(Owner::Rule(number(place)), &rule.patterns, |pattern| {
            LexiconPart::RulePattern { rule: place, pattern }
        })?;
        let short = short_id(rule);
        let applies = |guard: &GuardSource| {
            let aims =
                guard.holds_back.iter().any(|target| target == rule.topic.as_str() || *target == short);
            aims && !rule.despite.contains(&guard.id)
        };
        let guards =
            source.guards.iter().zip(0..).filter(|(guard, _)| applies(guard)).map(|(_, place)| place);
        self.rules.push(Rule {
            id: format!("{}.{short}", source.language.code()).into(),
            topic: rule.topic,
            severity: is_hazard.then(|| rule.severity.unwrap_or(Severity::Serious)),
            explanation: rule.explanation.as_str().into(),
            guards: guards.collect(),
            programs,
        });
        Ok(())
    }

    fn add_patterns(
        &mut self,
        owner: Owner,
        patterns: &[String],
        part: impl Fn(usize) -> LexiconPart,
    ) -> Result<Range<u32>, LexiconError> {
        let first = number(self.owners.len());
        for (place, pattern) in patterns.iter().enumerate() {
            let node = Parser::new(pattern, &mut self.alphabet).whole();
            let whole = |problem: PatternProblem| PatternError { position: 0, problem };
            let outline = node.and_then(|node| self.compiler.add(&node).map_err(whole));
            self.outlines.extend(outline.map_err(|error| self.fail(part(place), error.into()))?);
            self.owners.push(owner);
        }
        Ok(first..number(self.owners.len()))
    }
}

impl Lexicon {
    /// Checks and compiles the rules of a language; its words are for the dictionary of all.
    pub(super) fn compile(source: &LexiconSource) -> Result<(Self, Vocabulary), LexiconError> {
        let mut draft = Draft {
            source,
            alphabet: Alphabet::default(),
            compiler: Compiler::default(),
            outlines: Vec::new(),
            owners: Vec::new(),
            rules: Vec::new(),
            guards: Vec::new(),
        };
        for (list, words) in source.lists.iter().enumerate() {
            draft.alphabet.define(&words.name, &words.items).map_err(|(item, error)| {
                draft.fail(LexiconPart::ListItem { list, item }, LexiconProblem::Pattern(error))
            })?;
        }
        let contrast = contrast(&mut draft.alphabet, source)?;
        check_ids(source)?;
        for (place, guard) in source.guards.iter().enumerate() {
            draft.add_guard(place, guard)?;
        }
        for (place, rule) in source.rules.iter().enumerate() {
            draft.add_rule(place, rule)?;
        }
        let Draft { alphabet, compiler, outlines, owners, rules, guards, .. } = draft;
        let index = Index::of(&outlines, alphabet.symbols());
        let lexicon = Self {
            contrast,
            of_rules: index.mask(rules.iter().map(|rule| &rule.programs)),
            rules: rules.into(),
            guards: guards.into(),
            programs: compiler.finish(),
            index,
            owners: owners.into(),
        };
        let vocabulary = Vocabulary {
            spellings: alphabet.spellings(),
            habit: Habit::of(source.language),
            prefixes: source.prefixes.clone(),
            suffixes: source.suffixes.clone(),
        };
        Ok((lexicon, vocabulary))
    }

    /// The cues in a text whose words are known like this, in the order of the rules and then of the text, those
    /// that a guard holds back among them.
    pub(super) fn cues(&self, words: &Words, known: Known) -> Vec<Cue<'_>> {
        let reading = Reading::new(words, known);
        let Some(board) = Board::of(&self.index, &self.programs, &reading) else { return Vec::new() };
        let mut room = Room::default();
        let found = self.rules_in(&board, &reading, &mut room);
        if found.is_empty() {
            return Vec::new();
        }
        let guards = self.guards_beside(&found, &board, &reading, &mut room);
        let contrasts = self.contrasts(&reading);
        let mut cues = Vec::with_capacity(found.len());
        for (rule, at) in &found {
            let holds = |guard: &Guard, phrases: &Found| {
                !phrases.is_empty() && phrases.holds(guard.reach, at, words, &contrasts)
            };
            cues.extend(self.rules.get(index(*rule)).and_then(|rule| {
                let guards = rule
                    .guards
                    .iter()
                    .map(|guard| index(*guard))
                    .filter_map(|guard| Some((self.guards.get(guard)?, guards.get(guard)?)));
                let holder = guards.into_iter().find(|(guard, phrases)| holds(guard, phrases));
                rule.cue(at, words, holder.map(|(guard, _)| guard))
            }));
        }
        cues
    }

    /// The phrases of all rules, in the order of the rules and then of the text.
    fn rules_in(
        &self,
        board: &Board<'_>,
        reading: &Reading<'_>,
        room: &mut Room,
    ) -> Vec<(u32, Range<usize>)> {
        let mut found = Vec::new();
        let all = 0..reading.words.len();
        board.search(&self.of_rules).matches(all, room, |program, words| {
            if let Some(Owner::Rule(rule)) = self.owners.get(program) {
                found.push((*rule, words));
            }
        });
        found.sort_unstable_by_key(|(rule, words)| (*rule, words.start, words.end));
        found.dedup();
        found
    }

    /// The phrases of the guards that may hold back what was found, guard by guard. They stand in the same
    /// sentences: nothing reaches across the end of one.
    fn guards_beside(
        &self,
        found: &[(u32, Range<usize>)],
        board: &Board<'_>,
        reading: &Reading<'_>,
        room: &mut Room,
    ) -> Vec<Found> {
        let mut guards = vec![Found::default(); self.guards.len()];
        let mask = self.guards_of(found);
        let mut starts: Vec<usize> = found.iter().map(|(_, words)| words.start).collect();
        starts.sort_unstable();
        let (mut looked_at, mut search) = (0, board.search(&mask));
        for start in starts {
            if start < looked_at {
                continue;
            }
            let sentence = reading.words.sentence_at(start);
            looked_at = sentence.end;
            search.matches(sentence, room, |program, words| {
                if let Some(Owner::Guard(guard)) = self.owners.get(program)
                    && let Some(found) = guards.get_mut(index(*guard))
                {
                    found.add(words);
                }
            });
        }
        guards
    }

    /// The patterns of the guards that concern what was found.
    fn guards_of(&self, found: &[(u32, Range<usize>)]) -> Mask {
        let rules = found.chunk_by(|(one, _), (other, _)| one == other).filter_map(|same| same.first());
        let rules = rules.filter_map(|(rule, _)| self.rules.get(index(*rule)));
        let guards = rules.flat_map(|rule| rule.guards.iter());
        self.index.mask(guards.filter_map(|guard| Some(&self.guards.get(index(*guard))?.programs)))
    }

    /// The words that end the reach of a guard, rising.
    fn contrasts(&self, reading: &Reading<'_>) -> Vec<usize> {
        let Some(contrast) = self.contrast else { return Vec::new() };
        let is_contrast = |at: &usize| reading.symbols_at(*at).contains(&contrast);
        (0..reading.words.len()).filter(is_contrast).collect()
    }
}

impl Rule {
    fn cue<'r>(&'r self, at: &Range<usize>, words: &Words, holder: Option<&'r Guard>) -> Option<Cue<'r>> {
        let start = words.get(at.start)?.span.start;
        let end = words.get(at.end.checked_sub(1)?)?.span.end;
        // A cue that turns into another one is a live cue for that.
        let turned = holder.and_then(|guard| guard.turns_into);
        Some(Cue {
            topic: turned.unwrap_or(self.topic),
            severity: self.severity,
            rule: &self.id,
            explanation: &self.explanation,
            span: index(start)..index(end),
            held_back_by: holder.filter(|_| turned.is_none()).map(|guard| &*guard.id),
        })
    }
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

/// A language on its own.
#[cfg(test)]
#[derive(Debug)]
pub(super) struct Alone(Lexicon, super::dictionary::Dictionary);

#[cfg(test)]
impl Alone {
    pub(super) fn compile(source: &LexiconSource) -> Result<Self, LexiconError> {
        let (lexicon, vocabulary) = Lexicon::compile(source)?;
        Ok(Self(lexicon, super::dictionary::Dictionary::of(&[vocabulary])))
    }

    pub(super) fn cues(&self, words: &Words) -> Vec<Cue<'_>> {
        self.1.look_up(words, &[0]).into_iter().flat_map(|known| self.0.cues(words, known)).collect()
    }
}

#[cfg(test)]
mod tests;
