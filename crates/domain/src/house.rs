//! What an install has decided, and what a use case may know of the world around it.

use std::sync::{Arc, PoisonError, RwLock};
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
    /// Said first to somebody who may harm themselves; `None` says the built-in words of the language.
    pub distress_text: Option<String>,
    /// Whether a new ticket goes to the expert who fits and has been idle longest.
    pub auto_assign: bool,
    /// How long a whole turn may take; clients of the prototype give up after 30 s.
    pub turn_deadline: Duration,
}

/// The house rules in force. Copies share them; replacing the rules replaces them for all.
///
/// Whoever needs them takes them once ([`House::now`]) and keeps to them: nothing changes in the middle
/// of a piece of work.
#[derive(Debug, Clone)]
pub struct House(Arc<RwLock<InForce>>);

#[derive(Debug)]
struct InForce {
    rules: Arc<HouseRules>,
    trouble: Option<String>,
}

impl House {
    /// These rules, until they are replaced.
    #[must_use]
    pub fn new(rules: HouseRules) -> Self {
        Self(Arc::new(RwLock::new(InForce { rules: Arc::new(rules), trouble: None })))
    }

    /// The rules as they are now.
    #[must_use]
    pub fn now(&self) -> Arc<HouseRules> {
        Arc::clone(&self.0.read().unwrap_or_else(PoisonError::into_inner).rules)
    }

    /// Why newer rules could not take the place of these, if they could not.
    #[must_use]
    pub fn trouble(&self) -> Option<String> {
        self.0.read().unwrap_or_else(PoisonError::into_inner).trouble.clone()
    }

    /// Other rules about when a person is needed; everything else stays.
    pub fn replace(&self, rules: RuleSet) {
        let mut in_force = self.0.write().unwrap_or_else(PoisonError::into_inner);
        let changed = HouseRules { rules, ..HouseRules::clone(&in_force.rules) };
        *in_force = InForce { rules: Arc::new(changed), trouble: None };
    }

    /// Newer rules cannot be used; those in force stay.
    pub fn report(&self, trouble: Option<String>) {
        self.0.write().unwrap_or_else(PoisonError::into_inner).trouble = trouble;
    }
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
