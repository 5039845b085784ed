//! Looking for words in tickets and conversations.

use crate::house::Scene;
use crate::id::MessageId;
use crate::message::Sender;
use crate::policy::Action;
use crate::queue_desk::{QueueWish, within_reach};
use crate::search::{
    Excerpt, Field, FoundKey, FoundTicket, Rank, Sought, StaleTicket, TicketTexts, TicketWords,
};
use crate::store::{Scope, StoreResult, Transaction, View};
use crate::ticket::{Ticket, TicketEventKind};
use crate::ticket_desk::TicketError;
use crate::{Actor, TicketFilter};

/// How much of a conversation is looked through.
const MOST_MESSAGES: i64 = 500;

/// Reading what can be found.
pub trait TicketSearchReads {
    /// Up to `limit` tickets that `filter` wants, whose own texts or conversation hold all that is sought, behind the
    /// place `page.0`: those first of which the ticket's own texts are enough, of each the newest first. Nothing is
    /// found where nothing is sought.
    fn search_tickets(
        &mut self,
        scope: Scope,
        sought: &Sought,
        filter: &TicketFilter,
        page: (Option<FoundKey>, i64),
    ) -> StoreResult<Vec<FoundTicket>>;

    /// Whether there is a ticket of any organization whose words are not kept as they are now.
    fn are_tickets_stale(&mut self) -> StoreResult<bool>;
}

/// Keeping what can be found.
pub trait TicketSearchWrites {
    /// Up to `limit` tickets whose words are not kept as they are now, locked so that no other process takes them.
    fn stale_tickets(&mut self, limit: i64) -> StoreResult<Vec<StaleTicket>>;

    /// Keeps the words of a ticket, which is no longer stale then.
    fn put_ticket_words(
        &mut self,
        scope: Scope,
        ticket: crate::TicketId,
        words: &TicketWords,
    ) -> StoreResult<()>;
}

/// A ticket that was found, and a piece of it that shows why.
#[derive(Debug, Clone, PartialEq)]
pub struct Hit {
    /// The ticket and its place.
    pub found: FoundTicket,
    /// What was found in it.
    pub excerpt: Option<Excerpt>,
}

/// Looks for words: up to `limit` tickets behind the place `after`. What names a ticket's number finds that first.
///
/// # Errors
/// Those of [`list_tickets`](crate::list_tickets), and [`TicketError::Refused`] for whoever does not read internal
/// notes, because these are looked through too.
pub fn search_tickets(
    view: &mut dyn View,
    scene: &Scene<'_>,
    (wish, sought): (&QueueWish, &Sought),
    (after, limit): (Option<FoundKey>, i64),
) -> Result<Vec<Hit>, TicketError> {
    scene.actor.demand(Action::InternalNotes)?;
    let scope = scene.actor.scope();
    let Some(filter) = within_reach(view, scene, wish)? else { return Ok(Vec::new()) };
    let named = match sought.number() {
        Some(number) => view.ticket_by_number(scope, &number)?.filter(|ticket| filter.wants(ticket)),
        None => None,
    };
    let mut found = Vec::new();
    if let (Some(ticket), None) = (&named, after) {
        let key = FoundKey { rank: Rank::Named, number: 0 };
        found.push(FoundTicket { ticket: ticket.clone(), key });
    }
    let after = after.filter(|key| key.rank != Rank::Named);
    found.extend(view.search_tickets(scope, sought, &filter, (after, limit))?);
    // Once is enough, on whatever page its words would stand.
    let is_named = |hit: &FoundTicket| named.as_ref().is_some_and(|ticket| ticket.id == hit.ticket.id);
    found.retain(|hit| hit.key.rank == Rank::Named || !is_named(hit));
    found.truncate(usize::try_from(limit).unwrap_or(usize::MAX));
    let mut hits = Vec::new();
    for one in found {
        let excerpt = excerpt_of(view, (scope, &one.ticket), sought)?;
        hits.push(Hit { found: one, excerpt });
    }
    Ok(hits)
}

/// The piece of a ticket that shows best why it was found. Most are found by what the ticket itself says, so its history
/// and its conversation are read only where something before them is missing.
fn excerpt_of(
    view: &mut dyn View,
    (scope, ticket): (Scope, &Ticket),
    sought: &Sought,
) -> StoreResult<Option<Excerpt>> {
    let excerpt = TicketTexts::of(ticket, Vec::new(), Vec::new()).whole_excerpt(sought);
    // The notes of the history come before all other texts of the ticket.
    let is_before = |field| matches!(field, Field::Number | Field::Summary | Field::Notes);
    if let Some(excerpt) = excerpt.filter(|excerpt| is_before(excerpt.field)) {
        return Ok(Some(excerpt));
    }
    let notes = notes_of(view, scope, ticket)?;
    if let Some(excerpt) = TicketTexts::of(ticket, notes.clone(), Vec::new()).whole_excerpt(sought) {
        return Ok(Some(excerpt));
    }
    Ok(TicketTexts::of(ticket, notes, said_in(view, scope, ticket)?).excerpt(sought))
}

fn notes_of(view: &mut dyn View, scope: Scope, ticket: &Ticket) -> StoreResult<Vec<String>> {
    let noted = |kind| matches!(kind, TicketEventKind::Note | TicketEventKind::HandedBack);
    let events = view.ticket_events(scope, ticket.id)?;
    Ok(events.into_iter().filter(|event| noted(event.kind)).filter_map(|event| event.to).collect())
}

/// All that can be found of a ticket: its newest messages first.
pub(crate) fn texts_of(view: &mut dyn View, scope: Scope, ticket: &Ticket) -> StoreResult<TicketTexts> {
    let notes = notes_of(view, scope, ticket)?;
    Ok(TicketTexts::of(ticket, notes, said_in(view, scope, ticket)?))
}

fn said_in(view: &mut dyn View, scope: Scope, ticket: &Ticket) -> StoreResult<Vec<(MessageId, String)>> {
    let messages = view.newest_messages(scope, ticket.session_id, MOST_MESSAGES)?;
    let said = messages.into_iter().rev().filter(|message| message.sender != Sender::System);
    Ok(said.map(|message| (message.id, message.content)).collect())
}

/// Keeps the words of up to `limit` tickets that have changed, and says how many those were.
///
/// # Errors
/// Those of the store.
pub fn keep_ticket_words(tx: &mut dyn Transaction, limit: i64) -> StoreResult<usize> {
    let stale = tx.stale_tickets(limit)?;
    for StaleTicket { organization, ticket } in &stale {
        let scope = Actor::system(*organization).scope();
        if let Some(ticket) = tx.ticket(scope, *ticket)? {
            let words = texts_of(tx, scope, &ticket)?.words();
            tx.put_ticket_words(scope, ticket.id, &words)?;
        }
    }
    Ok(stale.len())
}
