//! What an install has decided, and what a use case may know of the world around it.

use std::time::Duration;

use chrono::{DateTime, Utc};

use crate::actor::Actor;
use crate::contact::ContactBook;
use crate::id::Ids;
use crate::judgement::RuleSet;
use crate::ticket::TicketPrefix;

/// The settings that the rules of the business depend on.
#[derive(Debug, Clone)]
pub struct HouseRules {
    /// When a person is needed.
    pub rules: RuleSet,
    /// Who that person is.
    pub contacts: ContactBook,
    /// The letters before a ticket's number.
    pub ticket_prefix: TicketPrefix,
    /// How long a whole turn may take; clients of the prototype give up after 30 s.
    pub turn_deadline: Duration,
}

/// Everything a use case knows besides its transaction: who asks, the time, ids, the policy.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// Who asks.
    pub actor: &'a Actor,
    /// The time, cut to microseconds.
    pub now: DateTime<Utc>,
    /// Where ids come from.
    pub ids: &'a dyn Ids,
    /// What the install has decided.
    pub house: &'a HouseRules,
}
