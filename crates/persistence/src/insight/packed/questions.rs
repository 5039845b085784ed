//! Questions of a packed day, shown as they lie there: no facts are made of their sessions.

use chrono::{DateTime, TimeDelta, Utc};
use diesel::QueryResult;
use handover_domain::insight::{Part, QuestionLook, SeenQuestion};
use handover_domain::{Language, MessageId, SessionId};
use uuid::Uuid;

use super::{Asked, SESSIONS, Session, Ticket, at, unreadable};

/// Items that are still to be read.
struct Items<'d>(&'d [u8]);

impl<'d> Items<'d> {
    fn next<T: serde::Deserialize<'d>>(&mut self) -> QueryResult<T> {
        let (item, rest) = postcard::take_from_bytes(self.0).map_err(|_| unreadable())?;
        self.0 = rest;
        Ok(item)
    }
}

/// The texts of a part, and its items.
fn part<'d>(parts: &[(&str, &'d [u8])], named: &str) -> QueryResult<(Vec<&'d str>, Items<'d>)> {
    let bytes = parts.iter().find(|(part, _)| *part == named).map(|(_, bytes)| *bytes);
    let mut items = Items(bytes.ok_or_else(unreadable)?);
    Ok((items.next()?, items))
}

/// Shows the questions of those sessions that were opened when it is wanted.
pub(in crate::insight) fn show_questions(
    bytes: &[u8],
    is_wanted: impl Fn(DateTime<Utc>) -> bool,
    look: &mut dyn QuestionLook,
) -> QueryResult<()> {
    let parts: Vec<(&str, &[u8])> = postcard::from_bytes(bytes).map_err(|_| unreadable())?;
    let (_, mut sessions) = part(&parts, SESSIONS)?;
    let (_, mut ids) = part(&parts, Part::Ids.as_str())?;
    let (machines, mut of_machines) = part(&parts, Part::Machines.as_str())?;
    let (_, mut tickets) = part(&parts, Part::Tickets.as_str())?;
    let (vocabulary, mut questions) = part(&parts, Part::Questions.as_str())?;
    look.turn_to(vocabulary.len());
    let mut solved = Vec::new();
    while !sessions.0.is_empty() {
        let session: Session = sessions.next()?;
        for _ in 0..session.ratings {
            let (_about, _stars): (u8, u8) = sessions.next()?;
        }
        let (id, _version): (&[u8], i64) = ids.next()?;
        let machine: Option<u32> = of_machines.next()?;
        let opened_at = DateTime::from_timestamp_micros(session.opened).ok_or_else(unreadable)?;
        let when = |after: i64| opened_at + TimeDelta::microseconds(after);
        solved.clear();
        for place in 0..session.tickets {
            let ticket: Ticket = tickets.next()?;
            if ticket.told {
                solved.push((when(ticket.after), usize::try_from(place).unwrap_or(usize::MAX)));
            }
        }
        let language = at(&Language::ALL, session.language)?;
        let session_id = SessionId(Uuid::from_slice(id).map_err(|_| unreadable())?);
        for _ in 0..session.questions {
            let asked: Asked<'_> = questions.next()?;
            if is_wanted(opened_at) {
                look.see(&SeenQuestion {
                    session: session_id,
                    language,
                    machine_id: machine.map(|place| text(&machines, place)).transpose()?,
                    solved: &solved,
                    message: MessageId(Uuid::from_slice(asked.message).map_err(|_| unreadable())?),
                    at: when(asked.after),
                    text: asked.text,
                    confidence: asked.confidence,
                    words: &asked.words,
                    vocabulary: &vocabulary,
                });
            }
        }
    }
    Ok(())
}

fn text<'d>(texts: &[&'d str], place: u32) -> QueryResult<&'d str> {
    let place = usize::try_from(place).unwrap_or(usize::MAX);
    texts.get(place).copied().ok_or_else(unreadable)
}
