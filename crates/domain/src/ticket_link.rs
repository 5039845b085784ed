//! Links by which somebody without an account reads one ticket: signed, and good for some time.
//!
//! Nothing is stored about a link: what it opens and until when stands in it, and only this install can sign it.
//! It is worth nothing once its time is over or its ticket is gone.

use std::fmt;

use chrono::{DateTime, Utc};

use crate::actor::Actor;
use crate::id::{Ids, OrganizationId, TicketId, mint};
use crate::message::Message;
use crate::profile::UserProfile;
use crate::secret::Secret;
use crate::store::{StoreResult, Transaction, View};
use crate::ticket::Ticket;

/// The name of the secret that links are signed with.
pub const LINK_SECRET: &str = "ticket_links";

/// How many of the newest messages such a link shows.
const SHOWN: i64 = 200;

/// What a link opens.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct TicketLink {
    /// The tenant.
    pub organization: OrganizationId,
    /// The ticket.
    pub ticket: TicketId,
    /// From when on it is worth nothing; whole seconds.
    pub expires_at: DateTime<Utc>,
}

/// Signs links and knows its own again.
pub trait TicketLinks: Send + Sync + fmt::Debug {
    /// The link as a text that fits behind the `#` of an address.
    fn seal(&self, link: &TicketLink) -> String;

    /// What a text stands for that this install has signed; `None` for every other.
    fn open(&self, text: &str) -> Option<TicketLink>;
}

/// Reading the secrets of the install.
pub trait InstallSecretReads {
    /// The secret of this name, in the whole install.
    fn install_secret(&mut self, name: &str) -> StoreResult<Option<Secret>>;
}

/// Keeping the secrets of the install.
pub trait InstallSecretWrites {
    /// Keeps a secret, unless there is one of this name.
    fn keep_install_secret(&mut self, name: &str, secret: &Secret) -> StoreResult<()>;
}

/// The secret of this name, which is made where there is none. All processes get the same one.
///
/// # Errors
/// Those of the store.
pub fn install_secret(tx: &mut dyn Transaction, ids: &dyn Ids, name: &str) -> StoreResult<Secret> {
    if let Some(secret) = tx.install_secret(name)? {
        return Ok(secret);
    }
    let made = Secret::new(mint("", ids));
    tx.keep_install_secret(name, &made)?;
    // Another process may have been faster.
    Ok(tx.install_secret(name)?.unwrap_or(made))
}

/// A ticket as a link shows it.
#[derive(Debug, Clone, PartialEq)]
pub struct LinkedTicket {
    /// The ticket.
    pub ticket: Ticket,
    /// Whose problem it is, as far as the host system told.
    pub user: Option<UserProfile>,
    /// The newest messages of the conversation, oldest first.
    pub messages: Vec<Message>,
    /// How many older messages are left out.
    pub left_out: i64,
}

/// A summary without the lines of its head that name session and machine by their ids.
fn without_ids(summary: &str) -> String {
    let names_one = |line: &&str| line.starts_with("Session ID: ") || line.starts_with("Machine ID: ");
    let lines: Vec<&str> = summary.split('\n').filter(|line| !names_one(line)).collect();
    lines.join("\n")
}

/// The ticket that a link opens, for whoever shows it; `None` when its time is over or the ticket is gone.
/// The link is what vouches for its bearer, who reads in the name of the service.
///
/// # Errors
/// Those of the store.
pub fn read_linked_ticket(
    view: &mut dyn View,
    link: &TicketLink,
    now: DateTime<Utc>,
) -> StoreResult<Option<LinkedTicket>> {
    if now >= link.expires_at {
        return Ok(None);
    }
    let scope = Actor::system(link.organization).scope();
    let Some(mut ticket) = view.ticket(scope, link.ticket)? else { return Ok(None) };
    ticket.session_summary = without_ids(&ticket.session_summary);
    let session = view.session(scope, ticket.session_id)?;
    let user = match &session {
        Some(session) => view.user(scope, &session.user_id)?,
        None => None,
    };
    let messages = view.newest_messages(scope, ticket.session_id, SHOWN)?;
    let left_out = messages.first().map_or(0, |first| first.sequence.saturating_sub(1));
    Ok(Some(LinkedTicket { ticket, user, messages, left_out }))
}
