//! What is to be known beside a ticket: its user, its machine, and who else could have it.

use crate::actor::StaffRole;
use crate::assistant::Category;
use crate::house::Scene;
use crate::language::Language;
use crate::policy::Action;
use crate::profile::{MachineProfile, UserProfile};
use crate::queue::{TicketFilter, TicketOrder};
use crate::queue_counts::MOST_COUNTED;
use crate::roster::{OnRoster, everybody};
use crate::store::{StoreResult, View};
use crate::ticket::Ticket;
use crate::ticket_desk::{TicketError, TicketRef, find};

/// The user of a ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct UserCard {
    /// The host's id.
    pub user_id: String,
    /// What the host system has told, if anything.
    pub profile: Option<UserProfile>,
    /// The language of this conversation.
    pub language: Language,
    /// The tickets of all their sessions.
    pub tickets: TicketNumbers,
    /// How many sessions they have had.
    pub sessions: i64,
    /// Their newest tickets besides this one, at most five.
    pub recent: Vec<Ticket>,
}

/// The machine of a ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct MachineCard {
    /// As the host system describes it now, or did when the ticket was made.
    pub machine: MachineProfile,
    /// The tickets about it.
    pub tickets: TicketNumbers,
    /// The newest of them besides this one, at most five.
    pub recent: Vec<Ticket>,
}

/// How many tickets there are, at most [`MOST_COUNTED`].
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TicketNumbers {
    /// All.
    pub total: i64,
    /// Those that somebody still has to do something about.
    pub open: i64,
}

/// What stands beside a ticket.
#[derive(Debug, Clone, PartialEq)]
pub struct TicketCard {
    /// Its user.
    pub user: UserCard,
    /// Its machine, where the host system has described one.
    pub machine: Option<MachineCard>,
}

/// How many other tickets a card shows.
const MOST_RECENT: usize = 5;

/// Reads what is to be known beside a ticket.
///
/// # Errors
/// [`TicketError::NoSuchTicket`], [`TicketError::Refused`].
pub fn ticket_card(
    view: &mut dyn View,
    scene: &Scene<'_>,
    which: &TicketRef,
) -> Result<TicketCard, TicketError> {
    let scope = scene.actor.scope();
    let ticket = find(view, scene, (which, Action::WorkTicket))?;
    let of_user = TicketFilter { user_id: Some(ticket.user_id.clone()), ..TicketFilter::default() };
    let (tickets, recent) = others(view, scene, (&ticket, of_user))?;
    let user = UserCard {
        user_id: ticket.user_id.clone(),
        profile: view.user(scope, &ticket.user_id)?,
        language: ticket.language,
        tickets,
        sessions: view.sessions_of_user(scope, &ticket.user_id, 0)?.1,
        recent,
    };
    let machine = match &ticket.machine_id {
        Some(id) => view.machine(scope, id)?.or_else(|| ticket.machine_context.clone()),
        None => None,
    };
    let machine = match machine {
        Some(machine) => {
            let id = machine.machine_id.clone();
            let about = TicketFilter { machine_ids: vec![id], ..TicketFilter::default() };
            let (tickets, recent) = others(view, scene, (&ticket, about))?;
            Some(MachineCard { machine, tickets, recent })
        }
        None => None,
    };
    Ok(TicketCard { user, machine })
}

/// How many tickets `filter` wants, and the newest of them besides `ticket`.
fn others(
    view: &mut dyn View,
    scene: &Scene<'_>,
    (ticket, filter): (&Ticket, TicketFilter),
) -> StoreResult<(TicketNumbers, Vec<Ticket>)> {
    let scope = scene.actor.scope();
    let tallies = view.tally_tickets(scope, (&filter, None), MOST_COUNTED)?;
    let total = tallies.iter().map(|tally| tally.count).sum();
    let open = tallies.iter().filter(|tally| tally.status.is_open()).map(|tally| tally.count).sum();
    let mut recent = view.tickets(scope, &filter, (TicketOrder::Newest, None), 6)?;
    recent.retain(|other| other.id != ticket.id);
    recent.truncate(MOST_RECENT);
    Ok((TicketNumbers { total, open }, recent))
}

/// Somebody who can have tickets.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DeskExpert {
    /// The id under which they have tickets: a contact's, or that of an account that is no contact's.
    pub id: String,
    /// The name for people.
    pub name: String,
    /// What the owner of the account is; `None` for a contact without one.
    pub role: Option<StaffRole>,
    /// Whether they have said that they take tickets; `None` as long as nobody says so.
    pub available: Option<bool>,
    /// What they can write; empty when nobody has said.
    pub languages: Vec<Language>,
    /// What they know about; empty when nobody has said.
    pub categories: Vec<Category>,
    /// How many open tickets they have, at most [`MOST_COUNTED`].
    pub open_tickets: i64,
}

/// Everybody who can have tickets, by name: active accounts, and contacts.
///
/// # Errors
/// [`TicketError::Refused`], and those of the store.
pub fn desk_experts(view: &mut dyn View, scene: &Scene<'_>) -> Result<Vec<DeskExpert>, TicketError> {
    scene.actor.demand(Action::WorkTicket)?;
    let scope = scene.actor.scope();
    let open = TicketFilter { is_open: true, ..TicketFilter::default() };
    let tallies = view.tally_tickets(scope, (&open, None), MOST_COUNTED)?;
    let mut people = everybody(view, scene)?;
    people.sort_by(|one, other| (&one.name, &one.duty.expert_id).cmp(&(&other.name, &other.duty.expert_id)));
    let has = |id: &str| {
        let theirs = tallies.iter().filter(|tally| tally.assigned_expert_id.as_deref() == Some(id));
        theirs.map(|tally| tally.count).sum()
    };
    let expert = |OnRoster { name, role, duty }: OnRoster| DeskExpert {
        open_tickets: has(&duty.expert_id),
        id: duty.expert_id,
        name,
        role,
        available: duty.available,
        languages: duty.skills.languages,
        categories: duty.skills.categories,
    };
    Ok(people.into_iter().map(expert).collect())
}
