//! A small world for tests: a time that moves only when told, ids that count, contacts and rules.

use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use uuid::Uuid;

use crate::actor::Actor;
use crate::assistant::{Answer, Category, StepPlan};
use crate::contact::{Contact, ContactBook, Routes};
use crate::house::{HouseRules, Scene};
use crate::id::{Ids, OrganizationId};
use crate::judgement::RuleSet;
use crate::ticket::TicketPrefix;

/// 2026-03-01 12:00:00 UTC, where every [`World`] begins.
pub fn an_instant() -> DateTime<Utc> {
    DateTime::from_timestamp(1_772_366_400, 0).unwrap_or_default()
}

/// Ids that count up, so that two runs of a test see the same ones.
#[derive(Debug)]
pub struct CountingIds {
    next: AtomicU64,
    space: u64,
}

impl CountingIds {
    /// Ids of the number space `space`; two spaces never meet.
    pub fn new(space: u64) -> Self {
        Self { next: AtomicU64::new(1), space }
    }

    /// Where the counting is, for [`Self::count_from`].
    pub fn count(&self) -> u64 {
        self.next.load(Ordering::Relaxed)
    }

    /// Counts from `count` on again, for work that is done anew.
    pub fn count_from(&self, count: u64) {
        self.next.store(count, Ordering::Relaxed);
    }

    fn next(&self) -> Uuid {
        Uuid::from_u64_pair(self.space, self.next.fetch_add(1, Ordering::Relaxed))
    }
}

impl Ids for CountingIds {
    fn row(&self) -> Uuid {
        self.next()
    }

    fn capability(&self) -> Uuid {
        self.next()
    }
}

/// Everything a use case wants besides its transaction.
#[derive(Debug)]
pub struct World {
    /// Who asks.
    pub actor: Actor,
    /// What time it is.
    pub now: DateTime<Utc>,
    /// Where ids come from.
    pub ids: CountingIds,
    /// What the install has decided.
    pub house: HouseRules,
}

impl Default for World {
    fn default() -> Self {
        Self::new()
    }
}

impl World {
    /// The operator of the default organization, at [`an_instant`].
    pub fn new() -> Self {
        Self::in_space(0xa)
    }

    /// The same with ids of another number space.
    pub fn in_space(space: u64) -> Self {
        Self {
            actor: Actor::operator(OrganizationId::DEFAULT),
            now: an_instant(),
            ids: CountingIds::new(space),
            house: HouseRules {
                rules: RuleSet::for_tests(),
                contacts: contacts(),
                ticket_prefix: TicketPrefix::default(),
                distress_text: None,
                auto_assign: false,
                turn_deadline: Duration::from_secs(25),
            },
        }
    }

    /// What a use case is handed.
    pub fn scene(&self) -> Scene<'_> {
        Scene { actor: &self.actor, now: self.now, ids: &self.ids, house: &self.house }
    }

    /// Lets time pass.
    pub fn wait(&mut self, time: TimeDelta) {
        self.now += time;
    }
}

#[expect(clippy::expect_used, reason = "every route of this constant leads to a contact of it")]
fn contacts() -> ContactBook {
    let contact = |id: &str, name: &str, hours: &str| Contact {
        id: id.to_owned(),
        name: name.to_owned(),
        email: format!("{id}@support.example"),
        phone: "+47 555 00 100".to_owned(),
        hours: hours.to_owned(),
        specialization: format!("{id} questions"),
    };
    let routes = Routes {
        general: "general".to_owned(),
        emergency: "emergency".to_owned(),
        by_category: vec![
            (Category::Electrical, "electrical".to_owned()),
            (Category::Hydraulic, "hydraulic".to_owned()),
        ],
    };
    let contacts = vec![
        contact("general", "General Support", "Mon-Fri 08:00-16:00 UTC"),
        contact("electrical", "Electrical Desk", "Mon-Fri 08:00-16:00 UTC"),
        contact("hydraulic", "Hydraulics Desk", "Mon-Fri 08:00-16:00 UTC"),
        contact("emergency", "Emergency Support", "24/7 Emergency Line"),
    ];
    ContactBook::new(contacts, &routes, false).expect("every route leads to a contact")
}

/// A plain answer of the assistant.
pub fn an_answer(text: &str, confidence: f64) -> Answer {
    Answer {
        text: text.to_owned(),
        confidence: Some(confidence),
        model: "test".to_owned(),
        tokens: 0,
        citations: Vec::new(),
        diagnosis: None,
        step: None,
        guide_exhausted: false,
        asks_for_human: false,
        failure: None,
    }
}

/// A guided step of a problem as the assistant proposes it.
pub fn a_step(problem: &str, number: u32) -> StepPlan {
    StepPlan {
        problem: problem.to_owned(),
        number,
        instruction: format!("Do the thing number {number}."),
        minutes: 5,
        safety_warnings: vec!["Mind your fingers.".to_owned()],
        expected_outcomes: vec!["It runs.".to_owned()],
    }
}
