//! How things go: what becomes of a step, of an offer and of a ticket, in fixed shares.

use std::collections::BTreeMap;

use handover_domain::{Language, Priority, Reason};

use crate::dice::{Dice, Shares};
use crate::story::{FAILING_PERCENT, FAILING_PROBLEM, FAILING_STEP, SLOW_LANGUAGE};

/// What a user says about a step.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum StepFate {
    Worked,
    Failed,
    Partly,
    /// It is done, and what comes next is wanted.
    Done,
    /// Nothing, never.
    LeftAlone,
}

/// What becomes of a ticket.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum TicketFate {
    /// Answered, solved, closed some days later.
    Solved,
    /// The same, and noted by colleagues on the way.
    SolvedTogether,
    /// Handed back to the assistant, with whom it is solved or not.
    HandedBack,
    /// Solved, and again.
    Reopened,
    /// Its user solves it first.
    Cancelled,
    /// The expert's question is never answered.
    Unanswered,
}

const TICKETS: [(TicketFate, u32); 5] = [
    (TicketFate::Solved, 36),
    (TicketFate::SolvedTogether, 22),
    (TicketFate::Reopened, 9),
    (TicketFate::Cancelled, 11),
    (TicketFate::Unanswered, 8),
];

/// Those of which the assistant knows steps it could go on with.
const GUIDED_TICKETS: [(TicketFate, u32); 6] = [
    (TicketFate::HandedBack, 34),
    (TicketFate::Solved, 22),
    (TicketFate::SolvedTogether, 16),
    (TicketFate::Reopened, 8),
    (TicketFate::Cancelled, 14),
    (TicketFate::Unanswered, 6),
];

/// The shares that are still owed.
pub(super) struct Fates {
    steps: BTreeMap<(String, u32, bool), Shares<StepFate>>,
    offers: BTreeMap<&'static str, Shares<bool>>,
    tickets: Shares<TicketFate>,
    guided_tickets: Shares<TicketFate>,
}

impl Fates {
    pub(super) fn new() -> Self {
        Self {
            steps: BTreeMap::new(),
            offers: BTreeMap::new(),
            tickets: Shares::of(&TICKETS),
            guided_tickets: Shares::of(&GUIDED_TICKETS),
        }
    }

    /// What becomes of a step of a problem. Who has been `offered` a person and went on alone is close to the end.
    pub(super) fn of_step(
        &mut self,
        dice: &mut Dice,
        (problem, step): (&str, u32),
        offered: bool,
    ) -> StepFate {
        let base = problem_of(problem);
        let shares = self
            .steps
            .entry((base.to_owned(), step, offered))
            .or_insert_with_key(|(base, step, offered)| Shares::of(&shares_of(base, *step, *offered)));
        shares.draw(dice).unwrap_or(StepFate::Worked)
    }

    /// Whether a user accepts the person that is offered for `reason`.
    pub(super) fn accepts(&mut self, dice: &mut Dice, reason: Reason, only_an_expert_may: bool) -> bool {
        let percent = match reason {
            Reason::ExpertRequired if only_an_expert_may => 80,
            // The rule that is planted: most go on and solve it themselves.
            Reason::ExpertRequired => 14,
            Reason::UserRequest => 74,
            Reason::LowConfidence => 52,
            Reason::StepsExceeded | Reason::ComplexIssue | Reason::SafetyConcern => 60,
        };
        let known = if only_an_expert_may { "expert" } else { reason.as_str() };
        let shares = self
            .offers
            .entry(known)
            .or_insert_with(|| Shares::of(&[(true, percent), (false, 100 - percent)]));
        shares.draw(dice).unwrap_or_default()
    }

    pub(super) fn of_ticket(&mut self, dice: &mut Dice, guided: bool) -> TicketFate {
        let shares = if guided { &mut self.guided_tickets } else { &mut self.tickets };
        shares.draw(dice).unwrap_or(TicketFate::Solved)
    }
}

/// The document's id without the language at its end, which all but English ones have.
fn problem_of(document: &str) -> &str {
    let cut = |language: &Language| document.strip_suffix(language.code())?.strip_suffix('-');
    Language::ALL.iter().find_map(cut).unwrap_or(document)
}

fn shares_of(problem: &str, step: u32, offered: bool) -> [(StepFate, u32); 5] {
    let [worked, failed, partly, done, alone] = match (problem == FAILING_PROBLEM, step) {
        (true, 1) => [6, 38, 10, 44, 2],
        (true, 2) => [14, 42, 26, 15, 3],
        (true, FAILING_STEP) => [16, FAILING_PERCENT, 15, 7, 0],
        _ if offered => [66, 14, 16, 4, 0],
        (_, 1) => [16, 40, 14, 25, 5],
        _ => [32, 36, 18, 11, 3],
    };
    [
        (StepFate::Worked, worked),
        (StepFate::Failed, failed),
        (StepFate::Partly, partly),
        (StepFate::Done, done),
        (StepFate::LeftAlone, alone),
    ]
}

/// How many seconds a user waits for a person when somebody is at the desk.
pub(super) fn wait(dice: &mut Dice, language: Language, priority: Priority) -> i64 {
    let usual = match priority {
        Priority::Urgent => 300,
        Priority::High => 1300,
        Priority::Medium => 2300,
        Priority::Low => 5400,
    };
    // Who reads Greek comes in the afternoon.
    let slow = if language == SLOW_LANGUAGE { 16 } else { 1 };
    // Tenths of the usual time, as such waits are spread.
    let tenths = dice.one(&[3, 4, 5, 7, 8, 10, 11, 13, 17, 26, 44]).copied().unwrap_or(10);
    (usual * slow * tenths / 10 + dice.between(0, 90)).max(45)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_problem_is_the_same_in_every_language() {
        assert_eq!(problem_of("autoboss/pressure-loss"), FAILING_PROBLEM);
        assert_eq!(problem_of("autoboss/pressure-loss-el"), FAILING_PROBLEM);
        assert_eq!(problem_of("autoboss/no-water-no"), "autoboss/no-water");
        assert_eq!(problem_of("autoboss/no-water"), "autoboss/no-water");
    }

    #[test]
    fn shares_are_of_a_hundred() {
        for (step, offered) in (1..8).flat_map(|step| [(step, false), (step, true)]) {
            for problem in [FAILING_PROBLEM, "autoboss/no-water"] {
                let all: u32 = shares_of(problem, step, offered).iter().map(|(_, share)| share).sum();
                assert_eq!(all, 100, "{problem} {step} {offered}");
            }
        }
    }
}
