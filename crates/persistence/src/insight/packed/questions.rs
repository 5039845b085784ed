//! The questions of a packed day that were answered badly. Few sessions have some, and who looks at them sees nothing
//! else: what is told of their sessions lies with them, and is shown as it lies there.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::QueryResult;
use handover_domain::insight::{Outcome, QuestionLook, SeenQuestion, SessionFacts};
use handover_domain::{Language, MessageId, SessionId};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

use super::{Packing, at, place, since, unreadable};

/// The part that they lie in: words and machines, of which each text is there once, and then the sessions.
pub(in crate::insight) const QUESTIONS: &str = "questions";

/// Its solved tickets follow, and then its questions.
#[derive(Serialize, Deserialize)]
struct Session<'d> {
    id: &'d [u8],
    /// Microseconds since 1970.
    opened: i64,
    language: u8,
    machine: Option<u32>,
    has_ticket: bool,
    outcome: u8,
    solved: u32,
    questions: u32,
}

/// A ticket that says how it was solved.
#[derive(Serialize, Deserialize)]
struct Solved {
    /// Microseconds after the session was opened.
    after: i64,
    /// Among all tickets of the session.
    place: u32,
}

/// The places of its words follow.
#[derive(Serialize, Deserialize)]
struct Asked<'d> {
    message: &'d [u8],
    /// Microseconds after the session was opened.
    after: i64,
    text: &'d str,
    confidence: Option<f64>,
    words: u32,
}

fn count(items: usize) -> u32 {
    u32::try_from(items).unwrap_or(u32::MAX)
}

/// Packs the questions of a day.
pub(super) fn pack(facts: &[SessionFacts]) -> QueryResult<Vec<u8>> {
    let mut packing = Packing::default();
    for facts in facts.iter().filter(|facts| !facts.questions.is_empty()) {
        let solved = || facts.tickets.iter().enumerate().filter(|(_, ticket)| ticket.has_resolution);
        let machine = facts.machine_id.as_deref().map(|id| packing.of(id));
        packing.add(&Session {
            id: facts.session.0.as_bytes(),
            opened: facts.opened_at.timestamp_micros(),
            language: place(&Language::ALL, &facts.language),
            machine,
            has_ticket: facts.has_ticket,
            outcome: place(Outcome::ALL, &facts.outcome),
            solved: count(solved().count()),
            questions: count(facts.questions.len()),
        })?;
        for (place, ticket) in solved() {
            packing.add(&Solved { after: since(facts, ticket.opened_at), place: count(place) })?;
        }
        for question in &facts.questions {
            packing.add(&Asked {
                message: question.message.0.as_bytes(),
                after: since(facts, question.at),
                text: &question.text,
                confidence: question.confidence,
                words: count(question.words.len()),
            })?;
            for word in &question.words {
                let word = packing.of(word);
                packing.add(&word)?;
            }
        }
    }
    packing.done()
}

/// Items that are still to be read.
struct Items<'d>(&'d [u8]);

impl<'d> Items<'d> {
    fn next<T: Deserialize<'d>>(&mut self) -> QueryResult<T> {
        let (item, rest) = postcard::take_from_bytes(self.0).map_err(|_| unreadable())?;
        self.0 = rest;
        Ok(item)
    }
}

fn uuid(bytes: &[u8]) -> QueryResult<Uuid> {
    Uuid::from_slice(bytes).map_err(|_| unreadable())
}

/// Shows the questions of those sessions that were opened when it is wanted.
pub(in crate::insight) fn show_questions(
    bytes: &[u8],
    is_wanted: impl Fn(DateTime<Utc>) -> bool,
    look: &mut dyn QuestionLook,
) -> QueryResult<()> {
    let mut items = Items(bytes);
    let texts: Vec<&str> = items.next()?;
    let text = |place: u32| texts.get(usize::try_from(place).ok()?).copied();
    look.turn_to(texts.len());
    let (mut solved, mut words) = (Vec::new(), Vec::new());
    while !items.0.is_empty() {
        let session: Session<'_> = items.next()?;
        let opened_at = DateTime::from_timestamp_micros(session.opened).ok_or_else(unreadable)?;
        let when = |after: i64| opened_at + TimeDelta::microseconds(after);
        solved.clear();
        for _ in 0..session.solved {
            let ticket: Solved = items.next()?;
            solved.push((when(ticket.after), usize::try_from(ticket.place).unwrap_or(usize::MAX)));
        }
        let machine_id = session.machine.map(|place| text(place).ok_or_else(unreadable)).transpose()?;
        for _ in 0..session.questions {
            let asked: Asked<'_> = items.next()?;
            words.clear();
            for _ in 0..asked.words {
                words.push(items.next()?);
            }
            if is_wanted(opened_at) {
                look.see(&SeenQuestion {
                    session: SessionId(uuid(session.id)?),
                    language: at(&Language::ALL, session.language)?,
                    machine_id,
                    has_ticket: session.has_ticket,
                    outcome: at(Outcome::ALL, session.outcome)?,
                    solved: &solved,
                    message: MessageId(uuid(asked.message)?),
                    at: when(asked.after),
                    text: asked.text,
                    confidence: asked.confidence,
                    words: &words,
                    vocabulary: &texts,
                });
            }
        }
    }
    Ok(())
}
