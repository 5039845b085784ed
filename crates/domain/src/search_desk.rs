//! Looking for words in tickets and conversations.

use crate::house::Scene;
use crate::message::Sender;
use crate::policy::Action;
use crate::queue_desk::{QueueWish, within_reach};
use crate::search::{Excerpt, FoundKey, FoundTicket, Rank, Sought, StaleTicket, TicketTexts, TicketWords};
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
        let excerpt = texts_of(view, scope, &one.ticket)?.excerpt(sought);
        hits.push(Hit { found: one, excerpt });
    }
    Ok(hits)
}

/// All that can be found of a ticket: its newest messages first.
pub(crate) fn texts_of(view: &mut dyn View, scope: Scope, ticket: &Ticket) -> StoreResult<TicketTexts> {
    let noted = |kind| matches!(kind, TicketEventKind::Note | TicketEventKind::HandedBack);
    let events = view.ticket_events(scope, ticket.id)?;
    let notes = events.into_iter().filter(|event| noted(event.kind)).filter_map(|event| event.to);
    let notes = notes.collect();
    let messages = view.newest_messages(scope, ticket.session_id, MOST_MESSAGES)?;
    let said = messages.into_iter().rev().filter(|message| message.sender != Sender::System);
    Ok(TicketTexts::of(ticket, notes, said.map(|message| (message.id, message.content)).collect()))
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
