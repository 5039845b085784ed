//! Where guided steps fail.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{SessionFacts, StepFact};
use super::mark::Mark;
use super::overview::rate;
use crate::id::SessionId;
use crate::language::Language;
use crate::step::StepOutcome;

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

#[derive(Default)]
struct Found<'f> {
    title: Option<(bool, &'f str)>,
    sessions: BTreeSet<SessionId>,
    escalated: u64,
    steps: BTreeMap<u32, (bool, StepRow)>,
}

/// The steps given in these sessions, newest session first; the problem of most sessions comes first.
pub fn step_rows(sessions: &[SessionFacts]) -> Vec<ProblemSteps> {
    let mut problems: BTreeMap<&str, Found<'_>> = BTreeMap::new();
    for facts in sessions {
        for step in &facts.steps {
            let problem = in_all_languages(&step.problem);
            let is_first = problem == &*step.problem;
            let found = problems.entry(problem).or_default();
            found.sessions.insert(facts.session);
            let (is_said, row) = found.steps.entry(step.number).or_insert_with(|| {
                let mark = Mark::of("problem", problem).and(Mark::of("step", &step.number.to_string()));
                (
                    is_first,
                    StepRow {
                        number: step.number,
                        instruction: step.instruction.to_string(),
                        mark,
                        ..StepRow::default()
                    },
                )
            });
            if is_first && !*is_said {
                *is_said = true;
                row.instruction = step.instruction.to_string();
            }
            row.add(step);
            let title = facts.problem.as_ref().filter(|(id, _)| *id == step.problem);
            if found.title.is_none_or(|(is_said, _)| is_first && !is_said) {
                found.title = title.map(|(_, title)| (is_first, &**title)).or(found.title);
            }
        }
        if let Some(last) = facts.steps.last().filter(|_| !facts.tickets.is_empty()) {
            problems.entry(in_all_languages(&last.problem)).or_default().escalated += 1;
        }
    }
    let of_problem = |(problem, found): (&str, Found<'_>)| ProblemSteps {
        problem: problem.to_owned(),
        title: found.title.map_or(problem, |(_, title)| title).to_owned(),
        sessions: u64::try_from(found.sessions.len()).unwrap_or(u64::MAX),
        escalated_after: found.escalated,
        steps: found.steps.into_values().map(|(_, row)| row).collect(),
        mark: Mark::of("problem", problem),
    };
    let mut rows: Vec<ProblemSteps> = problems.into_iter().map(of_problem).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.sessions));
    rows
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
