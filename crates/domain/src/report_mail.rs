//! The weekly mail with the figures: who wants it, when it is owed, and what it says.

use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::account::{Account, AccountStatus};
use crate::actor::Actor;
use crate::house::Scene;
use crate::id::{AccountId, OrganizationId, OutboxId};
use crate::insight::{Bucket, Overview, Period, Selected, Selection, first_instant, overview, trend};
use crate::outbox::{About, NotificationKind, OutboxMessage};
use crate::policy::{Action, Refusal};
use crate::store::{Scope, StoreError, StoreResult, Transaction, View};

/// So late a report is not worth sending: the next one is due.
pub const REPORT_LIFE: TimeDelta = TimeDelta::days(7);

/// Reports are owed on Mondays at this hour, where the organization is.
const HOUR: u32 = 7;

/// Reading who wants reports.
pub trait ReportMailReads {
    /// When an account is owed its next report; `None` for one that wants none.
    fn report_due(&mut self, scope: Scope, account: AccountId) -> StoreResult<Option<DateTime<Utc>>>;

    /// The organizations in which a report is due at `now`, in any order.
    fn organizations_with_reports(&mut self, now: DateTime<Utc>) -> StoreResult<Vec<OrganizationId>>;
}

/// Changing who wants reports.
pub trait ReportMailWrites {
    /// Says when an account is owed its next report; `None`: never.
    fn put_report_due(
        &mut self,
        scope: Scope,
        account: AccountId,
        due: Option<DateTime<Utc>>,
    ) -> StoreResult<()>;

    /// Makes all reports that are due at `now` due at `next` and returns whose they were, by id. Of transactions that do
    /// so at once only one is given each.
    fn take_reports(
        &mut self,
        scope: Scope,
        now: DateTime<Utc>,
        next: DateTime<Utc>,
    ) -> StoreResult<Vec<AccountId>>;
}

/// Why a wish for reports was not taken.
#[derive(Debug, thiserror::Error)]
pub enum ReportMailError {
    /// Reports go to accounts, and the caller has none.
    #[error("only somebody with an account can be sent reports")]
    NoAccount,
    /// The caller may not do that.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] StoreError),
}

/// When the caller is owed the next report; `None` while they want none.
///
/// # Errors
/// [`ReportMailError`]
pub fn next_report(view: &mut dyn View, scene: &Scene<'_>) -> Result<Option<DateTime<Utc>>, ReportMailError> {
    let account = reader(scene)?;
    Ok(view.report_due(scene.actor.scope(), account)?)
}

/// Says whether the caller wants a report each week, and returns when the next one is owed.
///
/// # Errors
/// [`ReportMailError`]
pub fn want_reports(
    tx: &mut dyn Transaction,
    scene: &Scene<'_>,
    weekly: bool,
) -> Result<Option<DateTime<Utc>>, ReportMailError> {
    let (account, scope) = (reader(scene)?, scene.actor.scope());
    let known = tx.report_due(scope, account)?;
    if weekly == known.is_some() {
        return Ok(known);
    }
    let due = if weekly { Some(next_monday(zone_of(tx, scope)?, scene.now)) } else { None };
    tx.put_report_due(scope, account, due)?;
    Ok(due)
}

fn reader(scene: &Scene<'_>) -> Result<AccountId, ReportMailError> {
    scene.actor.demand(Action::LeadDesk)?;
    scene.actor.account().ok_or(ReportMailError::NoAccount)
}

/// Owes the reports that are due in the organization of the scene, each once, and returns how many. After a pause of
/// several weeks that is the newest alone.
///
/// # Errors
/// [`ReportMailError::Refused`], and those of the store.
pub fn owe_reports(tx: &mut dyn Transaction, scene: &Scene<'_>) -> Result<usize, ReportMailError> {
    scene.actor.demand(Action::LeadDesk)?;
    let scope = scene.actor.scope();
    let next = next_monday(zone_of(tx, scope)?, scene.now);
    let mut owed = Vec::new();
    for id in tx.take_reports(scope, scene.now, next)? {
        // Whoever may not read the figures any more keeps the wish for the day when they may again.
        owed.extend(tx.account(scope, id)?.filter(may_read).map(|account| promise(scene, &account)));
    }
    tx.insert_outbox_messages(&owed)?;
    Ok(owed.len())
}

fn promise(scene: &Scene<'_>, account: &Account) -> OutboxMessage {
    let what = (About::Account(account.id), NotificationKind::InsightReport);
    OutboxMessage::owed(OutboxId(scene.ids.row()), account.organization_id, what, scene.now)
}

/// Whether an account may have the figures of its organization by mail.
fn may_read(account: &Account) -> bool {
    let actor = Actor::staff(account.organization_id, account.id, (&account.name, account.role));
    account.status == AccountStatus::Active && actor.demand(Action::LeadDesk).is_ok()
}

fn zone_of(view: &mut dyn View, scope: Scope) -> StoreResult<Tz> {
    Ok(view.organization(scope)?.map_or(Tz::UTC, |organization| organization.time_zone))
}

/// The first Monday morning after `now`.
fn next_monday(zone: Tz, now: DateTime<Utc>) -> DateTime<Utc> {
    let morning = NaiveTime::from_hms_opt(HOUR, 0, 0).unwrap_or_default();
    let this = Bucket::Week.first_day(now.with_timezone(&zone).date_naive());
    let mondays = [0, 7].into_iter().filter_map(|days| this.checked_add_days(Days::new(days)));
    let mut mornings = mondays.map(|monday| first_instant(zone, monday.and_time(morning)));
    mornings.find(|morning| *morning > now).unwrap_or(now + TimeDelta::days(7))
}

/// One day of a report, and the same day of the week before.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct ReportDay {
    /// The day.
    pub date: NaiveDate,
    /// Sessions opened on it, and those of them that have had a ticket.
    pub now: (u64, u64),
    /// The same a week before.
    pub before: (u64, u64),
}

/// The figures of a week, from Monday to Sunday, and of the week before.
#[derive(Debug, Clone, PartialEq)]
pub struct WeeklyReport {
    /// The week.
    pub period: Period,
    /// Its figures.
    pub now: Overview,
    /// Those of the week before.
    pub before: Overview,
    /// Its days.
    pub days: Vec<ReportDay>,
}

/// What a report says that was owed to `account` at `owed_at`: the figures of the last whole week before. `None` when
/// the account may not have it any more.
///
/// # Errors
/// Those of the store.
pub fn weekly_report(
    view: &mut dyn View,
    account: &Account,
    owed_at: DateTime<Utc>,
) -> StoreResult<Option<WeeklyReport>> {
    let scope = account.scope();
    if !may_read(account) {
        return Ok(None);
    }
    let zone = zone_of(view, scope)?;
    let behind = Bucket::Week.first_day(owed_at.with_timezone(&zone).date_naive());
    let day = |back: u64| behind.checked_sub_days(Days::new(back)).unwrap_or(behind);
    let period = Period::new(day(7), day(1)).map_err(|error| StoreError::Failed(error.into()))?;
    let selection = Selection { period, zone, language: None, machine_model: None };
    let mut of = |selection: Selection| {
        let selected = Selected::of(scope, selection);
        let days = trend(view, &selected, Bucket::Day)?;
        let days: Vec<_> = days.iter().map(|point| (point.date, (point.sessions, point.escalated))).collect();
        Ok::<_, StoreError>((overview(view, &selected)?, days))
    };
    let ((now, days), (before, days_before)) = (of(selection.clone())?, of(selection.previous())?);
    let days = days.into_iter().zip(days_before);
    let days = days.map(|((date, now), (_, before))| ReportDay { date, now, before }).collect();
    Ok(Some(WeeklyReport { period, now, before, days }))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(text: &str) -> DateTime<Utc> {
        text.parse().unwrap()
    }

    #[test]
    fn a_report_is_owed_on_monday_morning_where_the_organization_is() {
        let (athens, auckland) = (chrono_tz::Europe::Athens, chrono_tz::Pacific::Auckland);
        for (zone, now, due) in [
            (Tz::UTC, "2026-11-23T06:59:59Z", "2026-11-23T07:00:00Z"),
            (Tz::UTC, "2026-11-23T07:00:00Z", "2026-11-30T07:00:00Z"),
            (athens, "2026-11-23T05:00:00Z", "2026-11-30T05:00:00Z"),
            // The clocks of Athens are set back on that Sunday.
            (athens, "2026-10-19T04:00:00Z", "2026-10-26T05:00:00Z"),
            // In Auckland it is Monday already.
            (auckland, "2026-11-22T12:00:00Z", "2026-11-22T18:00:00Z"),
        ] {
            assert_eq!(next_monday(zone, at(now)), at(due), "{zone}: {now}");
        }
    }
}
