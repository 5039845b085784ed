//! Where guided steps fail.

use std::collections::{BTreeMap, BTreeSet};

use super::facts::{SessionFacts, StepFact};
use super::mark::Mark;
use super::overview::rate;
use crate::id::SessionId;
use crate::step::StepOutcome;

/// One step of a problem.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct StepRow {
    /// Counted from 1 within the problem.
    pub number: u32,
    /// What to do, as it was last said.
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
    /// The knowledge base's id of the problem.
    pub problem: String,
    /// Its title, as it was last shown; the id where none was.
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

#[derive(Default)]
struct Found<'f> {
    title: Option<&'f str>,
    sessions: BTreeSet<SessionId>,
    escalated: u64,
    steps: BTreeMap<u32, StepRow>,
}

/// The steps given in these sessions, newest session first; the problem of most sessions comes first.
pub fn step_rows(sessions: &[SessionFacts]) -> Vec<ProblemSteps> {
    let mut problems: BTreeMap<&str, Found<'_>> = BTreeMap::new();
    for facts in sessions {
        for step in &facts.steps {
            let found = problems.entry(&step.problem).or_default();
            found.sessions.insert(facts.session);
            let row = found.steps.entry(step.number).or_insert_with(|| StepRow {
                number: step.number,
                instruction: step.instruction.clone(),
                mark: Mark::of("problem", &step.problem).and(Mark::of("step", &step.number.to_string())),
                ..StepRow::default()
            });
            row.add(step);
            let title = facts.problem.as_ref().filter(|(id, _)| *id == step.problem);
            found.title = found.title.or(title.map(|(_, title)| title.as_str()));
        }
        if let Some(last) = facts.steps.last().filter(|_| !facts.tickets.is_empty()) {
            problems.entry(&last.problem).or_default().escalated += 1;
        }
    }
    let of_problem = |(problem, found): (&str, Found<'_>)| ProblemSteps {
        problem: problem.to_owned(),
        title: found.title.unwrap_or(problem).to_owned(),
        sessions: u64::try_from(found.sessions.len()).unwrap_or(u64::MAX),
        escalated_after: found.escalated,
        steps: found.steps.into_values().collect(),
        mark: Mark::of("problem", problem),
    };
    let mut rows: Vec<ProblemSteps> = problems.into_iter().map(of_problem).collect();
    rows.sort_by_key(|row| std::cmp::Reverse(row.sessions));
    rows
}
