//! How facts lie in the table: JSON with short names, because there is a row for every session.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::QueryResult;
use diesel::result::Error;
use handover_domain::assistant::Category;
use handover_domain::insight::{
    Firing, Outcome, Question, SessionFacts, StepFact, TicketFact, telling_words,
};
use handover_domain::{
    Language, MessageId, Priority, RatedHelp, Reason, SessionId, SessionStatus, Stars, StepOutcome, TicketId,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use crate::decode::word;

/// What `insight_sessions.facts` holds.
#[derive(Serialize, Deserialize)]
struct Facts {
    /// Seconds.
    lasted: i64,
    language: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    machine: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    category: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    problem: Option<(String, String)>,
    status: String,
    outcome: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    tickets: Vec<Ticket>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    rules: Vec<Rule>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    steps: Vec<Step>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    questions: Vec<Asked>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    ratings: Vec<(String, u8)>,
}

/// Times are microseconds after the session was opened.
#[derive(Serialize, Deserialize)]
struct Ticket {
    id: String,
    number: String,
    priority: String,
    reason: String,
    after: i64,
    open: bool,
    first_answer: Option<i64>,
    resolution: Option<i64>,
    reopened: u32,
    was_over: bool,
    cancelled: bool,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    merged: bool,
    told: bool,
}

#[derive(Serialize, Deserialize)]
struct Rule {
    rule: String,
    version: String,
    reason: String,
    after: i64,
    forced: bool,
    accepted: bool,
    late: bool,
    needless: bool,
}

#[derive(Serialize, Deserialize)]
struct Step {
    problem: String,
    number: u32,
    instruction: String,
    outcome: Option<String>,
}

#[derive(Serialize, Deserialize)]
struct Asked {
    message: String,
    after: i64,
    text: String,
    confidence: Option<f64>,
}

pub(super) fn to_text(facts: &SessionFacts) -> QueryResult<String> {
    let since = |at: DateTime<Utc>| (at - facts.opened_at).num_microseconds().unwrap_or_default();
    let ticket = |ticket: &TicketFact| Ticket {
        id: ticket.id.to_string(),
        number: ticket.number.clone(),
        priority: ticket.priority.to_string(),
        reason: ticket.reason.to_string(),
        after: since(ticket.opened_at),
        open: ticket.is_open,
        first_answer: ticket.first_answer,
        resolution: ticket.resolution,
        reopened: ticket.reopened,
        was_over: ticket.was_over,
        cancelled: ticket.is_cancelled,
        merged: ticket.is_merged,
        told: ticket.has_resolution,
    };
    let rule = |firing: &Firing| Rule {
        rule: firing.rule.to_string(),
        version: firing.version.to_string(),
        reason: firing.reason.to_string(),
        after: since(firing.at),
        forced: firing.forced,
        accepted: firing.accepted,
        late: firing.too_late,
        needless: firing.needless,
    };
    let step = |step: &StepFact| Step {
        problem: step.problem.to_string(),
        number: step.number,
        instruction: step.instruction.to_string(),
        outcome: step.outcome.map(|outcome| outcome.to_string()),
    };
    let asked = |question: &Question| Asked {
        message: question.message.to_string(),
        after: since(question.at),
        text: question.text.clone(),
        confidence: question.confidence,
    };
    let row = Facts {
        lasted: facts.lasted,
        language: facts.language.code().to_owned(),
        machine: facts.machine_id.as_deref().map(str::to_owned),
        category: facts.category.map(|category| category.to_string()),
        problem: facts.problem.as_ref().map(|(id, title)| (id.to_string(), title.to_string())),
        status: facts.status.to_string(),
        outcome: facts.outcome.to_string(),
        tickets: facts.tickets.iter().map(ticket).collect(),
        rules: facts.firings.iter().map(rule).collect(),
        steps: facts.steps.iter().map(step).collect(),
        questions: facts.questions.iter().map(asked).collect(),
        ratings: facts.ratings.iter().map(|(about, stars)| (about.to_string(), u8::from(*stars))).collect(),
    };
    serde_json::to_string(&row).map_err(|error| Error::SerializationError(Box::new(error)))
}

/// The facts of a session in a version, opened then.
pub(super) fn from_text(
    (session, version, opened_at): (SessionId, i64, DateTime<Utc>),
    text: &str,
) -> QueryResult<SessionFacts> {
    let row: Facts =
        serde_json::from_str(text).map_err(|error| Error::DeserializationError(Box::new(error)))?;
    let read = Reading { opened_at };
    let category = row.category.as_deref();
    Ok(SessionFacts {
        session,
        version,
        opened_at,
        lasted: row.lasted,
        language: Language::from_tag(&row.language),
        machine_id: row.machine.map(Into::into),
        category: category.map(|text| word(COLUMN, text, Category::parse)).transpose()?,
        problem: row.problem.map(|(id, title)| (id.into(), title.into())),
        status: word(COLUMN, &row.status, SessionStatus::parse)?,
        outcome: word(COLUMN, &row.outcome, Outcome::parse)?,
        has_ticket: !row.tickets.is_empty(),
        tickets: row.tickets.into_iter().map(|ticket| read.ticket(ticket)).collect::<QueryResult<_>>()?,
        firings: row.rules.into_iter().map(|rule| read.firing(rule)).collect::<QueryResult<_>>()?,
        steps: row.steps.into_iter().map(step).collect::<QueryResult<_>>()?,
        ratings: row.ratings.iter().map(rating).collect::<QueryResult<_>>()?,
        questions: row.questions.into_iter().map(|asked| read.question(asked)).collect::<QueryResult<_>>()?,
    })
}

const COLUMN: &str = "insight_sessions.facts";

/// Makes times of differences again.
struct Reading {
    opened_at: DateTime<Utc>,
}

impl Reading {
    fn at(&self, after: i64) -> DateTime<Utc> {
        self.opened_at + TimeDelta::microseconds(after)
    }

    fn ticket(&self, ticket: Ticket) -> QueryResult<TicketFact> {
        Ok(TicketFact {
            id: TicketId(id(&ticket.id)?),
            number: ticket.number,
            priority: word(COLUMN, &ticket.priority, Priority::parse)?,
            reason: word(COLUMN, &ticket.reason, Reason::parse)?,
            opened_at: self.at(ticket.after),
            is_open: ticket.open,
            first_answer: ticket.first_answer,
            resolution: ticket.resolution,
            reopened: ticket.reopened,
            was_over: ticket.was_over,
            is_cancelled: ticket.cancelled,
            is_merged: ticket.merged,
            has_resolution: ticket.told,
        })
    }

    fn firing(&self, rule: Rule) -> QueryResult<Firing> {
        Ok(Firing {
            rule: rule.rule.into(),
            version: rule.version.into(),
            reason: word(COLUMN, &rule.reason, Reason::parse)?,
            at: self.at(rule.after),
            forced: rule.forced,
            accepted: rule.accepted,
            too_late: rule.late,
            needless: rule.needless,
        })
    }

    fn question(&self, asked: Asked) -> QueryResult<Question> {
        Ok(Question {
            message: MessageId(id(&asked.message)?),
            at: self.at(asked.after),
            words: telling_words(&asked.text),
            text: asked.text,
            confidence: asked.confidence,
        })
    }
}

fn rating((about, stars): &(String, u8)) -> QueryResult<(RatedHelp, Stars)> {
    let stars = Stars::try_from(*stars).map_err(|error| Error::DeserializationError(Box::new(error)))?;
    Ok((word(COLUMN, about, RatedHelp::parse)?, stars))
}

fn id(text: &str) -> QueryResult<Uuid> {
    word(COLUMN, text, |text| Uuid::try_parse(text).ok())
}

fn step(step: Step) -> QueryResult<StepFact> {
    let outcome = step.outcome.as_deref();
    Ok(StepFact {
        problem: step.problem.into(),
        number: step.number,
        instruction: step.instruction.into(),
        outcome: outcome.map(|text| word(COLUMN, text, StepOutcome::parse)).transpose()?,
    })
}
