//! Where guided steps fail.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::desk::Selected;
use super::facts::{Part, SessionFacts, StepFact};
use super::mark::Mark;
use super::overview::rate;
use super::places::Places;
use crate::id::SessionId;
use crate::language::Language;
use crate::step::StepOutcome;
use crate::store::{StoreResult, View};

/// One step of a problem.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StepRow {
    /// Counted from 1 within the problem.
    pub number: u32,
    /// What to do, as it was last said where the knowledge base says it first, else as it was last said at all.
    pub instruction: String,
    /// How often it was given; what was explained again counts again.
    pub given: u64,
    /// How often somebody said how it went: all of the following together.
    pub tried: u64,
    /// The problem was gone.
    pub worked: u64,
    /// It did not help.
    pub failed: u64,
    /// It helped a little.
    pub partially: u64,
    /// The user asked or said something else.
    pub unclear: u64,
    /// The sessions in which it was given.
    pub mark: Mark,
}

/// The steps of one problem.
#[derive(Debug, Clone, PartialEq)]
pub struct ProblemSteps {
    /// The knowledge base's id of the problem, the same for all translations.
    pub problem: String,
    /// Its title, as it was last shown where the knowledge base says it first, else as it was last shown at all; the id
    /// where none was.
    pub title: String,
    /// Sessions in which a step of it was given.
    pub sessions: u64,
    /// Those of them that have a ticket and whose last step was one of it.
    pub escalated_after: u64,
    /// Its steps.
    pub steps: Vec<StepRow>,
    /// The sessions in which a step of it was given.
    pub mark: Mark,
}

impl StepRow {
    /// Tries that did not help, of all.
    pub fn fail_rate(&self) -> Option<f64> {
        rate(self.failed, self.tried)
    }

    /// The sessions in which it was given and ended so.
    pub fn mark_of(&self, outcome: StepOutcome) -> Mark {
        self.mark.clone().and(Mark::of("ended", outcome.as_str()))
    }

    fn add(&mut self, step: &StepFact) {
        self.given += 1;
        self.tried += u64::from(step.outcome.is_some());
        match step.outcome {
            Some(StepOutcome::Resolved) => self.worked += 1,
            Some(StepOutcome::NotResolved) => self.failed += 1,
            Some(StepOutcome::Partially) => self.partially += 1,
            Some(StepOutcome::Unclear) => self.unclear += 1,
            None => {}
        }
    }
}

/// The id that a problem has in all languages: without the language that a translation's id ends with, so that
/// `pressure-loss-el` is `pressure-loss`.
pub(super) fn in_all_languages(problem: &str) -> &str {
    let without = |language: Language| problem.strip_suffix(language.code())?.strip_suffix('-');
    Language::ALL.into_iter().find_map(without).filter(|rest| !rest.is_empty()).unwrap_or(problem)
}

/// Counts the steps of one problem.
struct Found {
    problem: String,
    title: Option<(bool, Arc<str>)>,
    sessions: u64,
    /// The last session that was counted, by its number.
    counted: u64,
    escalated: u64,
    steps: BTreeMap<u32, (Quoted, StepRow)>,
}

/// Where it is said what to do at a step.
#[derive(Clone, Copy)]
struct Quoted {
    session: SessionId,
    /// Whether the knowledge base says it first there.
    is_first: bool,
}

/// Counts steps; the newest session has to come first.
#[derive(Default)]
struct Counting {
    places: Places,
    /// By the place of a problem: the place of what it is in all languages.
    problems: Vec<usize>,
    found: Vec<Found>,
    sessions: u64,
}

impl Counting {
    /// The place of the problem in all languages.
    fn place(&mut self, problem: &Arc<str>) -> usize {
        let place = self.places.of(problem);
        if let Some(known) = self.problems.get(place) {
            return *known;
        }
        let all = in_all_languages(problem);
        let known = self.found.iter().position(|found| found.problem == all);
        let known = known.unwrap_or_else(|| {
            self.found.push(Found {
                problem: all.to_owned(),
                title: None,
                sessions: 0,
                counted: 0,
                escalated: 0,
                steps: BTreeMap::new(),
            });
            self.found.len() - 1
        });
        self.problems.push(known);
        known
    }

    fn add(&mut self, facts: &SessionFacts) {
        self.sessions += 1;
        for step in &facts.steps {
            let place = self.place(&step.problem);
            if let Some(found) = self.found.get_mut(place) {
                found.add(facts, step, self.sessions);
            }
        }
        if let Some(last) = facts.steps.last().filter(|_| facts.has_ticket) {
            let place = self.place(&last.problem);
            if let Some(found) = self.found.get_mut(place) {
                found.escalated += 1;
            }
        }
    }
}

impl Found {
    fn add(&mut self, facts: &SessionFacts, step: &StepFact, number: u64) {
        let is_first = self.problem == *step.problem;
        if self.counted < number {
            (self.counted, self.sessions) = (number, self.sessions + 1);
        }
        let here = Quoted { session: facts.session, is_first };
        let (quoted, row) = self.steps.entry(step.number).or_insert_with(|| {
            let mark = Mark::of("problem", &self.problem).and(Mark::of("step", &step.number.to_string()));
            (here, StepRow { number: step.number, mark, ..StepRow::default() })
        });
        if is_first && !quoted.is_first {
            *quoted = here;
        }
        row.add(step);
        if self.title.as_ref().is_none_or(|(is_said, _)| is_first && !is_said) {
            let title = facts.problem.as_ref().filter(|(id, _)| *id == step.problem);
            self.title = title.map(|(_, title)| (is_first, Arc::clone(title))).or(self.title.take());
        }
    }

    fn told(self, said: &HashMap<SessionId, SessionFacts>) -> ProblemSteps {
        let instruction = |quoted: Quoted, number: u32| {
            let is_it = |step: &&StepFact| {
                let problem = if quoted.is_first { &*step.problem } else { in_all_languages(&step.problem) };
                step.number == number && problem == self.problem
            };
            let step = said.get(&quoted.session).and_then(|facts| facts.steps.iter().find(is_it));
            step.map(|step| step.instruction.to_string()).unwrap_or_default()
        };
        let row = |(number, (quoted, row)): (u32, (Quoted, StepRow))| StepRow {
            instruction: instruction(quoted, number),
            ..row
        };
        ProblemSteps {
            title: self.title.map_or_else(|| self.problem.clone(), |(_, title)| title.to_string()),
            sessions: self.sessions,
            escalated_after: self.escalated,
            steps: self.steps.into_iter().map(row).collect(),
            mark: Mark::of("problem", &self.problem),
            problem: self.problem.clone(),
        }
    }
}

/// The steps given in these sessions; the problem of most sessions comes first.
///
/// # Errors
/// Those of the store.
pub fn step_rows(view: &mut dyn View, selected: &Selected) -> StoreResult<Vec<ProblemSteps>> {
    let mut counting = Counting::default();
    selected.each(view, &[Part::Ids, Part::Steps], |facts| counting.add(facts))?;
    let mut found = counting.found;
    found.sort_by(|one, other| {
        other.sessions.cmp(&one.sessions).then_with(|| one.problem.cmp(&other.problem))
    });
    let steps = found.iter().flat_map(|found| found.steps.values());
    let quoted: BTreeSet<SessionId> = steps.map(|(quoted, _)| quoted.session).collect();
    let quoted: Vec<SessionId> = quoted.into_iter().collect();
    let said = view.insight_facts_of(selected.scope(), &quoted)?;
    let said = said.into_iter().map(|facts| (facts.session, facts)).collect();
    Ok(found.into_iter().map(|found| found.told(&said)).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_translation_is_the_same_problem() {
        for (id, all) in [
            ("autoboss/pressure-loss", "autoboss/pressure-loss"),
            ("autoboss/pressure-loss-el", "autoboss/pressure-loss"),
            ("autoboss/relief", "autoboss/relief"),
            ("el", "el"),
            ("-el", "-el"),
        ] {
            assert_eq!(in_all_languages(id), all);
        }
    }
}
