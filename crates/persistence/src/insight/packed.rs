//! How the facts of a whole day lie packed in one value: long periods are read many times faster than session by
//! session, because nothing is parsed as text and what sessions have in common is there once.

use std::collections::{HashMap, HashSet};
use std::sync::{Arc, LazyLock};

use chrono::{DateTime, TimeDelta, Utc};
use diesel::QueryResult;
use diesel::result::Error;
use handover_domain::assistant::Category;
use handover_domain::insight::{Firing, Outcome, Question, SessionFacts, StepFact, TicketFact};
use handover_domain::{
    Language, MessageId, Priority, RatedHelp, Reason, SessionId, SessionStatus, Stars, StepOutcome, TicketId,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// Raised whenever the structures below change.
const FORM: &str = "1";

/// Tells this layout from those of other versions, also where only a vocabulary differs: words are kept as their
/// places in it.
pub(super) static LAYOUT: LazyLock<i64> = LazyLock::new(|| {
    let languages = Language::ALL.iter().map(|language| language.code());
    let words = [FORM]
        .into_iter()
        .chain(languages)
        .chain(Category::ALL.iter().map(|word| word.as_str()))
        .chain(SessionStatus::ALL.iter().map(|word| word.as_str()))
        .chain(Outcome::ALL.iter().map(|word| word.as_str()))
        .chain(Priority::ALL.iter().map(|word| word.as_str()))
        .chain(Reason::ALL.iter().map(|word| word.as_str()))
        .chain(StepOutcome::ALL.iter().map(|word| word.as_str()))
        .chain(RatedHelp::ALL.iter().map(|word| word.as_str()));
    // FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/
    let hash =
        words.flat_map(|word| word.bytes().chain([0])).fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
            (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
        });
    i64::from_be_bytes(hash.to_be_bytes())
});

/// A day. Texts that sessions may have in common stand in `texts` and are named by their places; what sessions have
/// several of stands in one list for all of them, in their order.
#[derive(Default, Serialize, Deserialize)]
struct Day<'d> {
    #[serde(borrow)]
    texts: Vec<&'d str>,
    sessions: Vec<Session>,
    #[serde(borrow)]
    tickets: Vec<Ticket<'d>>,
    rules: Vec<Rule>,
    steps: Vec<Step>,
    #[serde(borrow)]
    questions: Vec<Asked<'d>>,
    ratings: Vec<(u8, u8)>,
}

#[derive(Serialize, Deserialize)]
struct Session {
    id: [u8; 16],
    version: i64,
    /// Microseconds since 1970.
    opened: i64,
    lasted: i64,
    language: u8,
    machine: Option<u32>,
    category: Option<u8>,
    problem: Option<(u32, u32)>,
    status: u8,
    outcome: u8,
    /// How many tickets, rules, steps, questions and ratings.
    has: [u32; 5],
}

/// Times are microseconds after the session was opened.
#[derive(Serialize, Deserialize)]
struct Ticket<'d> {
    id: [u8; 16],
    number: &'d str,
    priority: u8,
    reason: u8,
    after: i64,
    open: bool,
    first_answer: Option<i64>,
    resolution: Option<i64>,
    reopened: u32,
    was_over: bool,
    cancelled: bool,
    merged: bool,
    told: bool,
}

#[derive(Serialize, Deserialize)]
struct Rule {
    rule: u32,
    version: u32,
    reason: u8,
    after: i64,
    forced: bool,
    accepted: bool,
    late: bool,
    needless: bool,
}

#[derive(Serialize, Deserialize)]
struct Step {
    problem: u32,
    number: u32,
    instruction: u32,
    outcome: Option<u8>,
}

#[derive(Serialize, Deserialize)]
struct Asked<'d> {
    message: [u8; 16],
    after: i64,
    text: &'d str,
    confidence: Option<f64>,
}

fn unreadable() -> Error {
    Error::DeserializationError("insight_days.facts is not what its layout says".into())
}

/// The place of a word in its vocabulary.
fn place<T: PartialEq>(all: &[T], word: &T) -> u8 {
    all.iter().position(|known| known == word).and_then(|place| u8::try_from(place).ok()).unwrap_or(u8::MAX)
}

fn at<T: Copy>(all: &[T], place: u8) -> QueryResult<T> {
    all.get(usize::from(place)).copied().ok_or_else(unreadable)
}

/// Collects texts and names them by their places.
#[derive(Default)]
struct Places<'f> {
    texts: Vec<&'f str>,
    places: HashMap<&'f str, u32>,
}

impl<'f> Places<'f> {
    fn of(&mut self, text: &'f str) -> u32 {
        let next = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let place = *self.places.entry(text).or_insert(next);
        if place == next {
            self.texts.push(text);
        }
        place
    }
}

fn of_session<'f>(facts: &'f SessionFacts, places: &mut Places<'f>) -> Session {
    let count = |items: usize| u32::try_from(items).unwrap_or(u32::MAX);
    Session {
        id: facts.session.0.into_bytes(),
        version: facts.version,
        opened: facts.opened_at.timestamp_micros(),
        lasted: facts.lasted,
        language: place(&Language::ALL, &facts.language),
        machine: facts.machine_id.as_deref().map(|id| places.of(id)),
        category: facts.category.map(|category| place(Category::ALL, &category)),
        problem: facts.problem.as_ref().map(|(id, title)| (places.of(id), places.of(title))),
        status: place(SessionStatus::ALL, &facts.status),
        outcome: place(Outcome::ALL, &facts.outcome),
        has: [
            count(facts.tickets.len()),
            count(facts.firings.len()),
            count(facts.steps.len()),
            count(facts.questions.len()),
            count(facts.ratings.len()),
        ],
    }
}

/// The facts of a day, packed; they come out in the same order.
pub(super) fn pack(facts: &[SessionFacts]) -> QueryResult<Vec<u8>> {
    let (mut day, mut places) = (Day::default(), Places::default());
    for facts in facts {
        let since = |at: DateTime<Utc>| (at - facts.opened_at).num_microseconds().unwrap_or_default();
        day.sessions.push(of_session(facts, &mut places));
        day.tickets.extend(facts.tickets.iter().map(|ticket| Ticket {
            id: ticket.id.0.into_bytes(),
            number: &ticket.number,
            priority: place(Priority::ALL, &ticket.priority),
            reason: place(Reason::ALL, &ticket.reason),
            after: since(ticket.opened_at),
            open: ticket.is_open,
            first_answer: ticket.first_answer,
            resolution: ticket.resolution,
            reopened: ticket.reopened,
            was_over: ticket.was_over,
            cancelled: ticket.is_cancelled,
            merged: ticket.is_merged,
            told: ticket.has_resolution,
        }));
        for firing in &facts.firings {
            day.rules.push(Rule {
                rule: places.of(&firing.rule),
                version: places.of(&firing.version),
                reason: place(Reason::ALL, &firing.reason),
                after: since(firing.at),
                forced: firing.forced,
                accepted: firing.accepted,
                late: firing.too_late,
                needless: firing.needless,
            });
        }
        for step in &facts.steps {
            day.steps.push(Step {
                problem: places.of(&step.problem),
                number: step.number,
                instruction: places.of(&step.instruction),
                outcome: step.outcome.map(|outcome| place(StepOutcome::ALL, &outcome)),
            });
        }
        day.questions.extend(facts.questions.iter().map(|question| Asked {
            message: question.message.0.into_bytes(),
            after: since(question.at),
            text: &question.text,
            confidence: question.confidence,
        }));
        let rating = |(about, stars): &(RatedHelp, Stars)| (place(RatedHelp::ALL, about), u8::from(*stars));
        day.ratings.extend(facts.ratings.iter().map(rating));
    }
    day.texts = places.texts;
    postcard::to_allocvec(&day).map_err(|error| Error::SerializationError(Box::new(error)))
}

/// Unpacks days one after the other; texts that they have in common are there once.
#[derive(Default)]
pub(super) struct Unpacking {
    texts: HashSet<Arc<str>>,
}

impl Unpacking {
    fn shared(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.texts.get(text) {
            return Arc::clone(known);
        }
        let new: Arc<str> = text.into();
        self.texts.insert(Arc::clone(&new));
        new
    }

    /// What [`pack`] has packed.
    pub(super) fn unpack(&mut self, bytes: &[u8]) -> QueryResult<Vec<SessionFacts>> {
        let day: Day<'_> =
            postcard::from_bytes(bytes).map_err(|error| Error::DeserializationError(Box::new(error)))?;
        let texts: Vec<Arc<str>> = day.texts.iter().map(|text| self.shared(text)).collect();
        let Day { sessions, tickets, rules, steps, questions, ratings, .. } = day;
        let mut rest = Rest {
            texts: &texts,
            tickets: tickets.into_iter(),
            rules: rules.into_iter(),
            steps: steps.into_iter(),
            questions: questions.into_iter(),
            ratings: ratings.into_iter(),
        };
        sessions.into_iter().map(|session| rest.facts(session)).collect()
    }
}

/// What belongs to the sessions that are still to come.
struct Rest<'d, T, R, S, Q, G> {
    texts: &'d [Arc<str>],
    tickets: T,
    rules: R,
    steps: S,
    questions: Q,
    ratings: G,
}

/// As many as the session has.
fn some<T, U>(
    items: &mut impl Iterator<Item = T>,
    count: u32,
    make: impl Fn(T) -> QueryResult<U>,
) -> QueryResult<Vec<U>> {
    let count = usize::try_from(count).unwrap_or(usize::MAX);
    let made: Vec<U> = items.take(count).map(make).collect::<QueryResult<_>>()?;
    if made.len() == count { Ok(made) } else { Err(unreadable()) }
}

impl<'d, T, R, S, Q, G> Rest<'d, T, R, S, Q, G>
where
    T: Iterator<Item = Ticket<'d>>,
    R: Iterator<Item = Rule>,
    S: Iterator<Item = Step>,
    Q: Iterator<Item = Asked<'d>>,
    G: Iterator<Item = (u8, u8)>,
{
    fn facts(&mut self, session: Session) -> QueryResult<SessionFacts> {
        let texts = self.texts;
        let text = |place: u32| {
            let place = usize::try_from(place).unwrap_or(usize::MAX);
            texts.get(place).map(Arc::clone).ok_or_else(unreadable)
        };
        let opened_at = DateTime::from_timestamp_micros(session.opened).ok_or_else(unreadable)?;
        let when = |after: i64| opened_at + TimeDelta::microseconds(after);
        let [tickets, rules, steps, questions, ratings] = session.has;
        Ok(SessionFacts {
            session: SessionId(Uuid::from_bytes(session.id)),
            version: session.version,
            opened_at,
            lasted: session.lasted,
            language: at(&Language::ALL, session.language)?,
            machine_id: session.machine.map(text).transpose()?,
            category: session.category.map(|place| at(Category::ALL, place)).transpose()?,
            problem: match session.problem {
                Some((id, title)) => Some((text(id)?, text(title)?)),
                None => None,
            },
            status: at(SessionStatus::ALL, session.status)?,
            outcome: at(Outcome::ALL, session.outcome)?,
            tickets: some(&mut self.tickets, tickets, |ticket| of_ticket(ticket, when))?,
            firings: some(&mut self.rules, rules, |rule| {
                Ok(Firing {
                    rule: text(rule.rule)?,
                    version: text(rule.version)?,
                    reason: at(Reason::ALL, rule.reason)?,
                    at: when(rule.after),
                    forced: rule.forced,
                    accepted: rule.accepted,
                    too_late: rule.late,
                    needless: rule.needless,
                })
            })?,
            steps: some(&mut self.steps, steps, |step| {
                Ok(StepFact {
                    problem: text(step.problem)?,
                    number: step.number,
                    instruction: text(step.instruction)?,
                    outcome: step.outcome.map(|place| at(StepOutcome::ALL, place)).transpose()?,
                })
            })?,
            questions: some(&mut self.questions, questions, |asked| {
                Ok(Question {
                    message: MessageId(Uuid::from_bytes(asked.message)),
                    at: when(asked.after),
                    text: asked.text.to_owned(),
                    confidence: asked.confidence,
                })
            })?,
            ratings: some(&mut self.ratings, ratings, |(about, stars)| {
                let stars = Stars::try_from(stars).map_err(|_| unreadable())?;
                Ok((at(RatedHelp::ALL, about)?, stars))
            })?,
        })
    }
}

fn of_ticket(ticket: Ticket<'_>, when: impl Fn(i64) -> DateTime<Utc>) -> QueryResult<TicketFact> {
    Ok(TicketFact {
        id: TicketId(Uuid::from_bytes(ticket.id)),
        number: ticket.number.to_owned(),
        priority: at(Priority::ALL, ticket.priority)?,
        reason: at(Reason::ALL, ticket.reason)?,
        opened_at: when(ticket.after),
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
