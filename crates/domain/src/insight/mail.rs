//! Whether mails arrive.

use std::collections::BTreeMap;

use chrono::{DateTime, NaiveDate, Utc};

use super::desk::{InsightError, everywhere};
use super::selection::Selection;
use crate::house::Scene;
use crate::outbox::OutboxStatus;
use crate::policy::Action;
use crate::quantile::Quantiles;
use crate::store::View;

/// What is known of a mail that was owed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailFact {
    /// When it was promised.
    pub created_at: DateTime<Utc>,
    /// How far it has come.
    pub status: OutboxStatus,
    /// When it was sent or given up.
    pub finished_at: Option<DateTime<Utc>>,
    /// Tries to reach a recipient that were put off.
    pub deferred: u64,
}

/// The mails of a day.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct MailCounts {
    /// Every recipient that can be reached has it.
    pub sent: u64,
    /// Given up.
    pub dead: u64,
    /// Still to be sent.
    pub waiting: u64,
    /// Tries to reach a recipient that were put off.
    pub deferred_attempts: u64,
}

/// How mails fared.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct MailHealth {
    /// All of them.
    pub all: MailCounts,
    /// Seconds from the promise to the sending.
    pub time_to_delivery: Quantiles,
    /// By the day on which they were promised, also where there were none.
    pub by_day: BTreeMap<NaiveDate, MailCounts>,
}

impl MailCounts {
    fn add(&mut self, mail: &MailFact) {
        match mail.status {
            OutboxStatus::Sent => self.sent += 1,
            OutboxStatus::Dead => self.dead += 1,
            OutboxStatus::Waiting => self.waiting += 1,
        }
        self.deferred_attempts += mail.deferred;
    }
}

/// How the mails fared that were promised on the days of the selection. Its language and machine model say nothing
/// about mails.
///
/// # Errors
/// [`InsightError::Refused`]
pub fn mail_health(
    view: &mut dyn View,
    scene: &Scene<'_>,
    selection: &Selection,
) -> Result<MailHealth, InsightError> {
    everywhere(scene.actor, Action::ReadInsight)?;
    let mails = view.mail_facts(scene.actor.scope(), selection.window())?;
    let mut found = MailHealth {
        by_day: selection.period.days().map(|day| (day, MailCounts::default())).collect(),
        ..MailHealth::default()
    };
    for mail in &mails {
        found.all.add(mail);
        found.by_day.entry(selection.day(mail.created_at)).or_default().add(mail);
    }
    let sent = mails.iter().filter(|mail| mail.status == OutboxStatus::Sent);
    let took = sent.filter_map(|mail| Some((mail.finished_at? - mail.created_at).num_seconds().max(0)));
    found.time_to_delivery = Quantiles::of(took);
    Ok(found)
}
