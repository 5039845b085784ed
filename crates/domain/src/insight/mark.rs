//! Marks: which sessions stand behind a figure, in a text that can be handed over.

use std::fmt;
use std::str::FromStr;

use chrono::NaiveDate;

use super::facts::{Firing, Outcome, Part, SessionFacts, StepFact, TicketFact};
use super::heatmap::hour_of_week;
use super::selection::LocalClock;
use super::steps::in_all_languages;
use super::waiting::WaitMeasure;
use crate::escalation::Reason;
use crate::id::MessageId;
use crate::language::Language;
use crate::rating::{RatedHelp, Stars};
use crate::step::StepOutcome;
use crate::ticket::Priority;
use crate::vocabulary::vocabulary;

vocabulary!(
    /// What became of a rule's firing.
    RuleOutcome {
        /// It offered a person.
        Offered => "offered",
        /// It made a ticket without asking.
        Forced => "forced",
        /// Its offer was taken.
        Accepted => "accepted",
        /// Its offer was not taken.
        Ignored => "ignored",
        /// The user asked for a person again soon.
        TooLate => "too_late",
        /// No expert had to answer.
        Needless => "needless",
    }
);

vocabulary!(
    /// What became of a ticket.
    TicketOutcome {
        /// Whatever it was.
        Any => "any",
        /// An expert has answered.
        Answered => "answered",
        /// Its job is over, and its user did not call it off.
        Resolved => "resolved",
        /// Its job was over and then was not.
        Reopened => "reopened",
        /// Its user said that the problem is solved before anybody had answered.
        Cancelled => "cancelled",
    }
);

/// One thing that is true of a session behind a mark.
#[derive(Debug, Clone, PartialEq, Eq)]
enum Condition {
    Days(NaiveDate, NaiveDate),
    Hour(u32, u32),
    Language(Language),
    Category(String),
    Via(String),
    Outcome(Outcome),
    FirstReason(Reason),
    Gap(MessageId),
    Rated(RatedHelp, Stars),
    Ticket(TicketCondition),
    Firing(FiringCondition),
    Step(StepCondition),
}

/// True of one ticket of the session, together with the other conditions on tickets.
#[derive(Debug, Clone, PartialEq, Eq)]
enum TicketCondition {
    Is(TicketOutcome),
    Reason(Reason),
    Priority(Priority),
    Hour(u32, u32),
    Waited(WaitMeasure, i64, Option<i64>),
}

/// True of one firing, together with the others on firings.
#[derive(Debug, Clone, PartialEq, Eq)]
enum FiringCondition {
    Rule(String),
    Version(String),
    Reason(Reason),
    Became(RuleOutcome),
}

/// True of one step, together with the others on steps.
#[derive(Debug, Clone, PartialEq, Eq)]
enum StepCondition {
    Problem(String),
    Number(u32),
    Ended(StepOutcome),
}

/// The sessions behind a figure: those of which all of this is true.
///
/// As text it is `key=value` joined by `;`, with `%`, `;` and `=` in values written as `%25`, `%3B` and `%3D`. Clients
/// hand it back as they got it.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Mark(Vec<Condition>);

impl Mark {
    /// Every session of the selection.
    pub fn everything() -> Self {
        Self::default()
    }

    /// One condition by its key; a value that the key does not know is no condition.
    pub(super) fn of(key: &str, value: &str) -> Self {
        Self(read(key, value).into_iter().collect())
    }

    /// The sessions of some days.
    pub(super) fn days(from: NaiveDate, to: NaiveDate) -> Self {
        Self(vec![Condition::Days(from, to)])
    }

    /// The sessions in which a group of questions was asked that begins with this one.
    pub(super) fn gap(first: MessageId) -> Self {
        Self(vec![Condition::Gap(first)])
    }

    /// The sessions that ended so.
    pub fn with_outcome(outcome: Outcome) -> Self {
        Self(vec![Condition::Outcome(outcome)])
    }

    /// The sessions whose first ticket has this reason.
    pub fn with_reason(reason: Reason) -> Self {
        Self(vec![Condition::FirstReason(reason)])
    }

    /// The sessions with a ticket of which this is true.
    pub fn with_ticket(outcome: TicketOutcome) -> Self {
        Self(vec![Condition::Ticket(TicketCondition::Is(outcome))])
    }

    /// The sessions whose user gave so many stars for this help.
    pub fn with_rating(about: RatedHelp, stars: Stars) -> Self {
        Self(vec![Condition::Rated(about, stars)])
    }

    /// Both.
    #[must_use]
    pub fn and(mut self, other: Self) -> Self {
        self.0.extend(other.0);
        self
    }

    /// Reads a mark back; `None` for a text that is none.
    pub fn parse(text: &str) -> Option<Self> {
        if text.is_empty() {
            return Some(Self::everything());
        }
        let condition = |part: &str| {
            let (key, value) = part.split_once('=')?;
            read(key, &unescaped(value)?)
        };
        text.split(';').map(condition).collect::<Option<Vec<_>>>().map(Self)
    }

    /// The first question of the group of questions that it names, if it names one.
    pub(super) fn named_gap(&self) -> Option<MessageId> {
        self.0.iter().find_map(|condition| match condition {
            Condition::Gap(first) => Some(*first),
            _ => None,
        })
    }

    /// The parts of facts that it looks at.
    pub(super) fn parts(&self) -> Vec<Part> {
        let of = |condition: &Condition| -> &[Part] {
            match condition {
                Condition::FirstReason(_) | Condition::Ticket(_) => &[Part::Tickets],
                Condition::Via(_) | Condition::Firing(_) => &[Part::Firings],
                Condition::Step(_) => &[Part::Steps],
                Condition::Days(..)
                | Condition::Hour(..)
                | Condition::Language(_)
                | Condition::Category(_)
                | Condition::Outcome(_)
                | Condition::Gap(_)
                | Condition::Rated(..) => &[],
            }
        };
        [Part::Ids].iter().chain(self.0.iter().flat_map(of)).copied().collect()
    }

    /// Whether a session is behind it, questions aside.
    pub(super) fn has(&self, facts: &SessionFacts, clock: &mut LocalClock) -> bool {
        let mut of_session = |condition: &Condition| match condition {
            Condition::Days(from, to) => (*from..=*to).contains(&clock.at(facts.opened_at).date()),
            Condition::Hour(day, hour) => hour_of_week(clock, facts.opened_at) == (*day, *hour),
            Condition::Language(language) => facts.language == *language,
            Condition::Category(word) => facts.category_word() == word,
            Condition::Via(rule) => facts.via() == rule,
            Condition::Outcome(outcome) => facts.outcome == *outcome,
            Condition::FirstReason(reason) => facts.reason() == Some(*reason),
            Condition::Rated(about, stars) => facts.ratings.contains(&(*about, *stars)),
            Condition::Gap(_) | Condition::Ticket(_) | Condition::Firing(_) | Condition::Step(_) => true,
        };
        let tickets = self.picked(|condition| match condition {
            Condition::Ticket(of_ticket) => Some(of_ticket),
            _ => None,
        });
        let firings = self.picked(|condition| match condition {
            Condition::Firing(of_firing) => Some(of_firing),
            _ => None,
        });
        let steps = self.picked(|condition| match condition {
            Condition::Step(of_step) => Some(of_step),
            _ => None,
        });
        self.0.iter().all(&mut of_session)
            && one_is(&facts.tickets, &tickets, |ticket, asked| asked.holds(ticket, clock))
            && one_is(&facts.firings, &firings, |firing, asked| asked.holds(firing))
            && one_is(&facts.steps, &steps, |step, asked| asked.holds(step))
    }

    fn picked<C>(&self, pick: impl Fn(&Condition) -> Option<&C>) -> Vec<&C> {
        self.0.iter().filter_map(pick).collect()
    }
}

/// Whether one of `parts` is everything that is asked of such a part.
fn one_is<T, C>(parts: &[T], asked: &[&C], mut holds: impl FnMut(&T, &C) -> bool) -> bool {
    asked.is_empty() || parts.iter().any(|part| asked.iter().all(|asked| holds(part, asked)))
}

impl TicketCondition {
    fn holds(&self, ticket: &TicketFact, clock: &mut LocalClock) -> bool {
        match self {
            Self::Is(TicketOutcome::Any) => true,
            Self::Is(TicketOutcome::Answered) => ticket.first_answer.is_some(),
            Self::Is(TicketOutcome::Resolved) => ticket.is_resolved(),
            Self::Is(TicketOutcome::Reopened) => ticket.reopened > 0,
            Self::Is(TicketOutcome::Cancelled) => ticket.is_cancelled,
            Self::Reason(reason) => ticket.reason == *reason,
            Self::Priority(priority) => ticket.priority == *priority,
            Self::Hour(day, hour) => hour_of_week(clock, ticket.opened_at) == (*day, *hour),
            Self::Waited(measure, from, to) => {
                measure.of(ticket).is_some_and(|waited| waited >= *from && to.is_none_or(|to| waited < to))
            }
        }
    }
}

impl FiringCondition {
    fn holds(&self, firing: &Firing) -> bool {
        match self {
            Self::Rule(rule) => *firing.rule == **rule,
            Self::Version(version) => *firing.version == **version,
            Self::Reason(reason) => firing.reason == *reason,
            Self::Became(RuleOutcome::Offered) => !firing.forced,
            Self::Became(RuleOutcome::Forced) => firing.forced,
            Self::Became(RuleOutcome::Accepted) => firing.accepted,
            Self::Became(RuleOutcome::Ignored) => !firing.forced && !firing.accepted,
            Self::Became(RuleOutcome::TooLate) => firing.too_late,
            Self::Became(RuleOutcome::Needless) => firing.needless,
        }
    }
}

impl StepCondition {
    fn holds(&self, step: &StepFact) -> bool {
        match self {
            Self::Problem(problem) => in_all_languages(&step.problem) == in_all_languages(problem),
            Self::Number(number) => step.number == *number,
            Self::Ended(outcome) => step.outcome == Some(*outcome),
        }
    }
}

/// One condition by its key.
fn read(key: &str, value: &str) -> Option<Condition> {
    Some(match key {
        "day" => {
            let (from, to) = value.split_once("..").unwrap_or((value, value));
            Condition::Days(from.parse().ok()?, to.parse().ok()?)
        }
        "hour" => pair(value).map(|(day, hour)| Condition::Hour(day, hour))?,
        "language" => {
            Condition::Language(Language::ALL.into_iter().find(|language| language.code() == value)?)
        }
        "category" => Condition::Category(value.to_owned()),
        "via" => Condition::Via(value.to_owned()),
        "outcome" => Condition::Outcome(Outcome::parse(value)?),
        "first_reason" => Condition::FirstReason(Reason::parse(value)?),
        "gap" => Condition::Gap(MessageId(uuid::Uuid::from_str(value).ok()?)),
        "rated" => {
            let (about, stars) = value.split_once('-')?;
            Condition::Rated(RatedHelp::parse(about)?, Stars::try_from(stars.parse::<u8>().ok()?).ok()?)
        }
        "rule" => Condition::Firing(FiringCondition::Rule(value.to_owned())),
        "rule_version" => Condition::Firing(FiringCondition::Version(value.to_owned())),
        "rule_reason" => Condition::Firing(FiringCondition::Reason(Reason::parse(value)?)),
        "became" => Condition::Firing(FiringCondition::Became(RuleOutcome::parse(value)?)),
        "problem" => Condition::Step(StepCondition::Problem(value.to_owned())),
        "step" => Condition::Step(StepCondition::Number(value.parse().ok()?)),
        "ended" => Condition::Step(StepCondition::Ended(StepOutcome::parse(value)?)),
        _ => Condition::Ticket(read_ticket(key, value)?),
    })
}

fn read_ticket(key: &str, value: &str) -> Option<TicketCondition> {
    Some(match key {
        "ticket" => TicketCondition::Is(TicketOutcome::parse(value)?),
        "reason" => TicketCondition::Reason(Reason::parse(value)?),
        "priority" => TicketCondition::Priority(Priority::parse(value)?),
        "ticket_hour" => pair(value).map(|(day, hour)| TicketCondition::Hour(day, hour))?,
        _ => {
            let measure = WaitMeasure::parse(key)?;
            let (from, to) = value.split_once('-')?;
            let to = if to.is_empty() { None } else { Some(to.parse().ok()?) };
            TicketCondition::Waited(measure, from.parse().ok()?, to)
        }
    })
}

fn pair(value: &str) -> Option<(u32, u32)> {
    let (first, second) = value.split_once('-')?;
    Some((first.parse().ok()?, second.parse().ok()?))
}

fn escaped(value: &str) -> String {
    value.replace('%', "%25").replace(';', "%3B").replace('=', "%3D")
}

fn unescaped(value: &str) -> Option<String> {
    let plain = value.replace("%3B", ";").replace("%3D", "=");
    let rest = plain.replace("%25", "");
    if rest.contains('%') { None } else { Some(plain.replace("%25", "%")) }
}

impl fmt::Display for Mark {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (index, condition) in self.0.iter().enumerate() {
            let (key, value) = condition.written();
            let between = if index == 0 { "" } else { ";" };
            write!(f, "{between}{key}={}", escaped(&value))?;
        }
        Ok(())
    }
}

impl Condition {
    fn written(&self) -> (&'static str, String) {
        match self {
            Self::Days(from, to) if from == to => ("day", from.to_string()),
            Self::Days(from, to) => ("day", format!("{from}..{to}")),
            Self::Hour(day, hour) => ("hour", format!("{day}-{hour}")),
            Self::Language(language) => ("language", language.code().to_owned()),
            Self::Category(word) => ("category", word.clone()),
            Self::Via(rule) => ("via", rule.clone()),
            Self::Outcome(outcome) => ("outcome", outcome.to_string()),
            Self::FirstReason(reason) => ("first_reason", reason.to_string()),
            Self::Gap(first) => ("gap", first.to_string()),
            Self::Rated(about, stars) => ("rated", format!("{about}-{}", u8::from(*stars))),
            Self::Firing(FiringCondition::Rule(rule)) => ("rule", rule.clone()),
            Self::Firing(FiringCondition::Version(version)) => ("rule_version", version.clone()),
            Self::Firing(FiringCondition::Reason(reason)) => ("rule_reason", reason.to_string()),
            Self::Firing(FiringCondition::Became(outcome)) => ("became", outcome.to_string()),
            Self::Step(StepCondition::Problem(problem)) => ("problem", problem.clone()),
            Self::Step(StepCondition::Number(number)) => ("step", number.to_string()),
            Self::Step(StepCondition::Ended(outcome)) => ("ended", outcome.to_string()),
            Self::Ticket(condition) => condition.written(),
        }
    }
}

impl TicketCondition {
    fn written(&self) -> (&'static str, String) {
        match self {
            Self::Is(outcome) => ("ticket", outcome.to_string()),
            Self::Reason(reason) => ("reason", reason.to_string()),
            Self::Priority(priority) => ("priority", priority.to_string()),
            Self::Hour(day, hour) => ("ticket_hour", format!("{day}-{hour}")),
            Self::Waited(measure, from, None) => (measure.as_str(), format!("{from}-")),
            Self::Waited(measure, from, Some(to)) => (measure.as_str(), format!("{from}-{to}")),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mark_is_read_back_as_it_was_written() {
        let rule = Mark::of("rule", "en.100%;odd=name").and(Mark::of("became", "too_late"));
        assert_eq!(rule.to_string(), "rule=en.100%25%3Bodd%3Dname;became=too_late");
        let texts = [
            "",
            "day=2026-11-01",
            "day=2026-11-01..2026-11-30;language=el",
            "ticket_hour=1-13;ticket=answered",
            "first_answer=60-300;priority=high",
            "resolution=604800-",
            "rated=expert-5",
            "problem=pressure-low;step=3;ended=not_resolved",
            "category=none;via=person;outcome=offer_ignored;first_reason=user_request",
        ];
        for text in texts.into_iter().chain([rule.to_string().as_str()]) {
            assert_eq!(Mark::parse(text).map(|mark| mark.to_string()).as_deref(), Some(text));
        }
        for wrong in ["x", "day=tomorrow", "language=fr", "rule=%zz", ";", "outcome=good", "first_answer=a-"]
        {
            assert_eq!(Mark::parse(wrong), None, "{wrong}");
        }
    }
}
