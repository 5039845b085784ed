//! How the facts of a whole day lie packed, part by part: long periods are read many times faster than session by
//! session, because only what a measure looks at is read, nothing is parsed as text, and what sessions have in common is
//! there once.

mod questions;

use std::collections::{HashMap, HashSet};
use std::ops::ControlFlow;
use std::sync::{Arc, LazyLock};

use chrono::{DateTime, TimeDelta, Utc};
use diesel::QueryResult;
use diesel::result::Error;
use handover_domain::assistant::Category;
use handover_domain::insight::{
    Firing, Look, Outcome, Part, SessionFacts, StepFact, TicketFact, telling_words,
};
use handover_domain::{
    Language, Priority, RatedHelp, Reason, SessionId, SessionStatus, Stars, StepOutcome, TicketId,
};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

pub(super) use questions::{QUESTIONS, show_questions};

/// Raised whenever the structures below change.
const FORM: &str = "4";

/// Questions are packed with the words by which they are compared, so other ways of reading words make other days.
const SAMPLE: &str = "The 2nd wheel's bolts are loose! Ο κινητήρας δεν παίρνει μπροστά· المضخّة لا تعمل ٣ \
    ¿Está rota la bomba? Işık yanmıyor, BASINÇ düştü. Trykket på slangen er ødelagt";

/// Tells this layout from those of other versions, also where only a vocabulary differs: words are kept as their
/// places in it.
pub(super) static LAYOUT: LazyLock<i64> = LazyLock::new(|| {
    let languages = Language::ALL.iter().map(|language| language.code());
    let sample = telling_words(SAMPLE).join(" ");
    let words = [FORM]
        .into_iter()
        .chain(languages)
        .chain(Category::ALL.iter().map(|word| word.as_str()))
        .chain(SessionStatus::ALL.iter().map(|word| word.as_str()))
        .chain(Outcome::ALL.iter().map(|word| word.as_str()))
        .chain(Priority::ALL.iter().map(|word| word.as_str()))
        .chain(Reason::ALL.iter().map(|word| word.as_str()))
        .chain(StepOutcome::ALL.iter().map(|word| word.as_str()))
        .chain(RatedHelp::ALL.iter().map(|word| word.as_str()))
        .chain(all_parts());
    // FNV-1a: http://www.isthe.com/chongo/tech/comp/fnv/
    let bytes = words.flat_map(|word| word.bytes().chain([0])).chain(sample.bytes());
    let hash = bytes.fold(0xcbf2_9ce4_8422_2325_u64, |hash, byte| {
        (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3)
    });
    i64::from_be_bytes(hash.to_be_bytes())
});

/// The part that every day has: what measures see of each session whatever they look at. Each [`Part`] lies by itself,
/// under its word.
pub(super) const SESSIONS: &str = "sessions";

/// The words of all parts.
pub(super) fn all_parts() -> impl Iterator<Item = &'static str> {
    [SESSIONS, QUESTIONS].into_iter().chain(Part::ALL.iter().map(|part| part.as_str()))
}

/// Parts of a day, packed.
pub(super) struct PackedDay {
    /// Counted from 1970-01-01.
    pub(super) day: i64,
    /// By their words.
    pub(super) parts: HashMap<String, Vec<u8>>,
}

// Every part is a list of items, one after the other, in the order of the sessions; texts that sessions may have in
// common stand before them and are named by their places.

#[derive(Serialize, Deserialize)]
struct Session {
    /// Microseconds since 1970.
    opened: i64,
    lasted: i64,
    language: u8,
    category: Option<u8>,
    status: u8,
    outcome: u8,
    tickets: u32,
    firings: u32,
    steps: u32,
    ratings: u32,
}

/// Times are microseconds after the session was opened.
#[derive(Serialize, Deserialize)]
struct Ticket {
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
    outcome: Option<u8>,
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

/// Items that are packed, and the texts that they name.
#[derive(Default)]
struct Packing<'f> {
    texts: Vec<&'f str>,
    places: HashMap<&'f str, u32>,
    items: Vec<u8>,
}

impl<'f> Packing<'f> {
    /// The place of a text.
    fn of(&mut self, text: &'f str) -> u32 {
        let next = u32::try_from(self.texts.len()).unwrap_or(u32::MAX);
        let place = *self.places.entry(text).or_insert(next);
        if place == next {
            self.texts.push(text);
        }
        place
    }

    fn add(&mut self, item: &impl Serialize) -> QueryResult<()> {
        let unwritten = |error| Error::SerializationError(Box::new(error));
        self.items = postcard::to_extend(item, std::mem::take(&mut self.items)).map_err(unwritten)?;
        Ok(())
    }

    fn done(self) -> QueryResult<Vec<u8>> {
        let mut whole = Packing { items: Vec::new(), ..Packing::default() };
        whole.add(&self.texts)?;
        whole.items.extend(self.items);
        Ok(whole.items)
    }
}

fn of_session(facts: &SessionFacts) -> Session {
    let count = |items: usize| u32::try_from(items).unwrap_or(u32::MAX);
    Session {
        opened: facts.opened_at.timestamp_micros(),
        lasted: facts.lasted,
        language: place(&Language::ALL, &facts.language),
        category: facts.category.map(|category| place(Category::ALL, &category)),
        status: place(SessionStatus::ALL, &facts.status),
        outcome: place(Outcome::ALL, &facts.outcome),
        tickets: count(facts.tickets.len()),
        firings: count(facts.firings.len()),
        steps: count(facts.steps.len()),
        ratings: count(facts.ratings.len()),
    }
}

/// The facts of a day, packed as they are kept; they come out in the same order.
pub(super) fn pack(facts: &[SessionFacts]) -> QueryResult<Vec<(&'static str, Vec<u8>)>> {
    let mut sessions = Packing::default();
    for facts in facts {
        sessions.add(&of_session(facts))?;
        for (about, stars) in &facts.ratings {
            sessions.add(&(place(RatedHelp::ALL, about), u8::from(*stars)))?;
        }
    }
    let part = |part: &Part| Ok((part.as_str(), pack_part(facts, *part)?));
    let first = [Ok((SESSIONS, sessions.done()?)), Ok((QUESTIONS, questions::pack(facts)?))];
    first.into_iter().chain(Part::ALL.iter().map(part)).collect()
}

fn pack_part(facts: &[SessionFacts], part: Part) -> QueryResult<Vec<u8>> {
    let mut packing = Packing::default();
    for facts in facts {
        match part {
            Part::Ids => packing.add(&(facts.session.0.as_bytes().as_slice(), facts.version))?,
            Part::Machines => {
                let machine = facts.machine_id.as_deref().map(|id| packing.of(id));
                packing.add(&machine)?;
            }
            Part::Tickets => {
                facts.tickets.iter().try_for_each(|ticket| packing.add(&of_ticket(facts, ticket)))?;
            }
            Part::Firings => {
                for firing in &facts.firings {
                    let names = (packing.of(&firing.rule), packing.of(&firing.version));
                    packing.add(&of_firing(facts, firing, names))?;
                }
            }
            Part::Steps => pack_steps(facts, &mut packing)?,
        }
    }
    packing.done()
}

/// Microseconds after the session was opened.
fn since(facts: &SessionFacts, at: DateTime<Utc>) -> i64 {
    (at - facts.opened_at).num_microseconds().unwrap_or_default()
}

fn of_ticket(facts: &SessionFacts, ticket: &TicketFact) -> Ticket {
    Ticket {
        priority: place(Priority::ALL, &ticket.priority),
        reason: place(Reason::ALL, &ticket.reason),
        after: since(facts, ticket.opened_at),
        open: ticket.is_open,
        first_answer: ticket.first_answer,
        resolution: ticket.resolution,
        reopened: ticket.reopened,
        was_over: ticket.was_over,
        cancelled: ticket.is_cancelled,
        merged: ticket.is_merged,
        told: ticket.has_resolution,
    }
}

fn of_firing(facts: &SessionFacts, firing: &Firing, (rule, version): (u32, u32)) -> Rule {
    Rule {
        rule,
        version,
        reason: place(Reason::ALL, &firing.reason),
        after: since(facts, firing.at),
        forced: firing.forced,
        accepted: firing.accepted,
        late: firing.too_late,
        needless: firing.needless,
    }
}

fn pack_steps<'f>(facts: &'f SessionFacts, packing: &mut Packing<'f>) -> QueryResult<()> {
    let problem = facts.problem.as_ref().map(|(id, title)| (packing.of(id), packing.of(title)));
    packing.add(&problem)?;
    for step in &facts.steps {
        let problem = packing.of(&step.problem);
        let outcome = step.outcome.map(|outcome| place(StepOutcome::ALL, &outcome));
        packing.add(&Step { problem, number: step.number, outcome })?;
    }
    Ok(())
}

/// Items that are still to be read, and the texts that they name.
struct Items<'d> {
    rest: &'d [u8],
    texts: Vec<Arc<str>>,
}

impl<'d> Items<'d> {
    fn next<T: Deserialize<'d>>(&mut self) -> QueryResult<T> {
        let (item, rest) = postcard::take_from_bytes(self.rest).map_err(|_| unreadable())?;
        self.rest = rest;
        Ok(item)
    }

    fn text(&self, place: u32) -> QueryResult<Arc<str>> {
        let place = usize::try_from(place).unwrap_or(usize::MAX);
        self.texts.get(place).map(Arc::clone).ok_or_else(unreadable)
    }
}

/// Unpacks days one after the other; texts that they have in common are there once.
pub(super) struct Unpacking {
    parts: Vec<Part>,
    texts: HashSet<Arc<str>>,
    /// What is looked at: it is written over by the next session.
    facts: SessionFacts,
}

impl Unpacking {
    /// The parts that are unpacked.
    pub(super) fn parts(&self) -> &[Part] {
        &self.parts
    }

    /// Unpacks these parts.
    pub(super) fn new(parts: &[Part]) -> Self {
        let mut parts = parts.to_vec();
        parts.sort_unstable();
        parts.dedup();
        let facts = SessionFacts {
            session: SessionId(Uuid::nil()),
            version: 0,
            opened_at: DateTime::UNIX_EPOCH,
            lasted: 0,
            language: Language::default(),
            machine_id: None,
            category: None,
            problem: None,
            status: SessionStatus::Active,
            outcome: Outcome::Open,
            has_ticket: false,
            tickets: Vec::new(),
            firings: Vec::new(),
            steps: Vec::new(),
            ratings: Vec::new(),
            questions: Vec::new(),
        };
        Self { parts, texts: HashSet::new(), facts }
    }

    /// Looks at what [`pack`] has packed.
    pub(super) fn each(&mut self, packed: &PackedDay, look: &mut Look<'_>) -> QueryResult<ControlFlow<()>> {
        let mut sessions = self.items(packed, SESSIONS)?;
        let parts = self.parts.clone().into_iter();
        let parts = parts.map(|part| Ok((part, self.items(packed, part.as_str())?)));
        let mut parts = parts.collect::<QueryResult<Vec<_>>>()?;
        while !sessions.rest.is_empty() {
            let session: Session = sessions.next()?;
            self.begin(&session, &mut sessions)?;
            for (part, items) in &mut parts {
                self.read(*part, &session, items)?;
            }
            if look(&self.facts).is_break() {
                return Ok(ControlFlow::Break(()));
            }
        }
        Ok(ControlFlow::Continue(()))
    }

    fn items<'d>(&mut self, packed: &'d PackedDay, part: &str) -> QueryResult<Items<'d>> {
        let rest = packed.parts.get(part).map(Vec::as_slice).ok_or_else(unreadable)?;
        let mut items = Items { rest, texts: Vec::new() };
        let texts: Vec<&str> = items.next()?;
        items.texts = texts.into_iter().map(|text| self.shared(text)).collect();
        Ok(items)
    }

    fn shared(&mut self, text: &str) -> Arc<str> {
        if let Some(known) = self.texts.get(text) {
            return Arc::clone(known);
        }
        let new: Arc<str> = text.into();
        self.texts.insert(Arc::clone(&new));
        new
    }

    fn begin(&mut self, session: &Session, items: &mut Items<'_>) -> QueryResult<()> {
        let facts = &mut self.facts;
        facts.opened_at = DateTime::from_timestamp_micros(session.opened).ok_or_else(unreadable)?;
        facts.lasted = session.lasted;
        facts.language = at(&Language::ALL, session.language)?;
        facts.category = session.category.map(|place| at(Category::ALL, place)).transpose()?;
        facts.status = at(SessionStatus::ALL, session.status)?;
        facts.outcome = at(Outcome::ALL, session.outcome)?;
        facts.has_ticket = session.tickets > 0;
        facts.ratings.clear();
        for _ in 0..session.ratings {
            let (about, stars): (u8, u8) = items.next()?;
            let stars = Stars::try_from(stars).map_err(|_| unreadable())?;
            facts.ratings.push((at(RatedHelp::ALL, about)?, stars));
        }
        Ok(())
    }

    /// Reads a part of the session that was begun.
    fn read(&mut self, part: Part, session: &Session, items: &mut Items<'_>) -> QueryResult<()> {
        let facts = &mut self.facts;
        let when = |opened_at: DateTime<Utc>, after: i64| opened_at + TimeDelta::microseconds(after);
        let opened_at = facts.opened_at;
        match part {
            Part::Ids => {
                let (id, version): (&[u8], i64) = items.next()?;
                let id = Uuid::from_slice(id).map_err(|_| unreadable())?;
                (facts.session, facts.version) = (SessionId(id), version);
            }
            Part::Machines => {
                let machine: Option<u32> = items.next()?;
                facts.machine_id = machine.map(|place| items.text(place)).transpose()?;
            }
            Part::Tickets => {
                facts.tickets.clear();
                for _ in 0..session.tickets {
                    let ticket: Ticket = items.next()?;
                    facts.tickets.push(ticket_fact(&ticket, when(opened_at, ticket.after))?);
                }
            }
            Part::Firings => {
                facts.firings.clear();
                for _ in 0..session.firings {
                    let rule: Rule = items.next()?;
                    facts.firings.push(firing(&rule, items, when(opened_at, rule.after))?);
                }
            }
            Part::Steps => read_steps(facts, session.steps, items)?,
        }
        Ok(())
    }
}

fn read_steps(facts: &mut SessionFacts, steps: u32, items: &mut Items<'_>) -> QueryResult<()> {
    let problem: Option<(u32, u32)> = items.next()?;
    facts.problem = match problem {
        Some((id, title)) => Some((items.text(id)?, items.text(title)?)),
        None => None,
    };
    facts.steps.clear();
    for _ in 0..steps {
        let step: Step = items.next()?;
        facts.steps.push(StepFact {
            problem: items.text(step.problem)?,
            number: step.number,
            instruction: Arc::default(),
            outcome: step.outcome.map(|place| at(StepOutcome::ALL, place)).transpose()?,
        });
    }
    Ok(())
}

fn ticket_fact(ticket: &Ticket, opened_at: DateTime<Utc>) -> QueryResult<TicketFact> {
    Ok(TicketFact {
        id: TicketId(Uuid::nil()),
        number: String::new(),
        priority: at(Priority::ALL, ticket.priority)?,
        reason: at(Reason::ALL, ticket.reason)?,
        opened_at,
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

fn firing(rule: &Rule, items: &Items<'_>, at_time: DateTime<Utc>) -> QueryResult<Firing> {
    Ok(Firing {
        rule: items.text(rule.rule)?,
        version: items.text(rule.version)?,
        reason: at(Reason::ALL, rule.reason)?,
        at: at_time,
        forced: rule.forced,
        accepted: rule.accepted,
        too_late: rule.late,
        needless: rule.needless,
    })
}
