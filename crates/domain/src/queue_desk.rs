//! Looking at the queue.

use crate::house::Scene;
use crate::policy::{Action, Reach, Refusal};
use crate::queue::{TicketFilter, TicketKey, TicketOrder};
use crate::store::{StoreResult, View};
use crate::ticket::{Ticket, TicketStatus};
use crate::ticket_desk::{TicketError, as_seen_by};

/// Which part of the queue somebody wants to see.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct QueueWish {
    /// Which tickets.
    pub filter: TicketFilter,
    /// Only those that whoever asks has; nobody without an account has any.
    pub mine: bool,
    /// In which order.
    pub order: TicketOrder,
}

/// Up to `limit` tickets of the queue after the place `after`.
///
/// # Errors
/// Those of the store, and [`TicketError::Refused`], also for who sees only their own tickets and asks for those
/// of a machine model or a company: they may not know of every machine that they can name.
pub fn list_tickets(
    view: &mut dyn View,
    scene: &Scene<'_>,
    (wish, after): (&QueueWish, Option<TicketKey>),
    limit: i64,
) -> Result<Vec<Ticket>, TicketError> {
    let Some(filter) = within_reach(view, scene, wish)? else { return Ok(Vec::new()) };
    let tickets = view.tickets(scene.actor.scope(), &filter, (wish.order, after), limit)?;
    Ok(tickets.into_iter().map(|ticket| as_seen_by(scene, ticket)).collect())
}

/// What is to be looked for; `None` where nothing can be found.
pub(crate) fn within_reach(
    view: &mut dyn View,
    scene: &Scene<'_>,
    wish: &QueueWish,
) -> Result<Option<TicketFilter>, TicketError> {
    let mut filter = wish.filter.clone();
    if scene.actor.demand(Action::ReadTicket)? == Reach::Own {
        if !filter.machine_models.is_empty() || !filter.organization_names.is_empty() {
            return Err(Refusal::NotAllowed { role: scene.actor.role(), action: Action::WorkTicket }.into());
        }
        let own = scene.actor.user_id().map(str::to_owned);
        if own.is_none() || filter.user_id.is_some() && filter.user_id != own {
            return Ok(None);
        }
        filter.user_id = own;
    }
    if wish.mine {
        let mut own = own_names(view, scene)?;
        if !filter.assigned_expert_ids.is_empty() {
            own.retain(|id| filter.assigned_expert_ids.contains(id));
        }
        if own.is_empty() {
            return Ok(None);
        }
        filter.assigned_expert_ids = own;
    }
    Ok(Some(filter))
}

/// The ids under which whoever asks can have tickets: their account's, and the contact's that it is linked to.
fn own_names(view: &mut dyn View, scene: &Scene<'_>) -> StoreResult<Vec<String>> {
    let Some(id) = scene.actor.account() else { return Ok(Vec::new()) };
    let contact = view.account(scene.actor.scope(), id)?.and_then(|account| account.contact_id);
    Ok([id.0.to_string()].into_iter().chain(contact).collect())
}

/// How many open tickets of one status a look at the queue shows at most, the first of them in its order.
const MOST_OF_A_STATUS: i64 = 200;

/// The open tickets, the most urgent first and of those the oldest; of each status the first 200 at most.
///
/// # Errors
/// Those of the store, and [`TicketError::Refused`] for whoever does not work on tickets.
pub fn open_tickets(view: &mut dyn View, scene: &Scene<'_>) -> Result<Vec<Ticket>, TicketError> {
    scene.actor.demand(Action::WorkTicket)?;
    let order = TicketOrder::Urgency;
    let mut tickets = Vec::new();
    for status in TicketStatus::ALL.iter().copied().filter(|status| status.is_open()) {
        let filter = TicketFilter { statuses: vec![status], ..TicketFilter::default() };
        tickets.extend(view.tickets(scene.actor.scope(), &filter, (order, None), MOST_OF_A_STATUS)?);
    }
    tickets.sort_by(|one, other| order.compare(&TicketKey::of(one), &TicketKey::of(other)));
    Ok(tickets)
}
