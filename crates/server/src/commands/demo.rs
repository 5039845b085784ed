//! `handover demo`: a month of made-up conversations and tickets to try the product with.

use std::io::Write;

use anyhow::Context;
use chrono::{DateTime, Days, NaiveDate, NaiveTime, TimeDelta, TimeZone, Utc};
use chrono_tz::Tz;
use clap::Subcommand;
use handover_assistant::{KnowledgeAssistant, Library};
use handover_demo::{SESSIONS, Seed, Seeded};
use handover_domain::{Actor, Clock, DemoRows, Organization, OrganizationId, Store, StoreExt, StoreResult};

use crate::cli::Within;
use crate::compose;
use crate::failure::{Failure, Outcome};
use crate::progress::Progress;
use crate::settings::Settings;
use crate::world::SystemClock;

/// What to do with the demo data.
#[derive(Debug, Subcommand)]
pub(crate) enum Demo {
    /// Makes a month of sessions, tickets and mails that were never sent
    Seed {
        /// The last day of the month, such as 2026-11-01, or its last instant [default: now]
        #[arg(long, value_name = "DATE", value_parser = end)]
        to: Option<End>,
        /// How many sessions
        #[arg(long, value_name = "N", default_value_t = SESSIONS)]
        sessions: usize,
        /// What chance depends on: the same seed and the same end make the same rows
        #[arg(long, value_name = "N", default_value_t = 1)]
        seed: u64,
    },
    /// Takes all of it away again, and nothing else
    Remove,
    /// Says how much of it there is
    Status,
}

/// When the month ends.
#[derive(Debug, Clone, Copy)]
pub(crate) enum End {
    Day(NaiveDate),
    Instant(DateTime<Utc>),
}

fn end(text: &str) -> Result<End, String> {
    let day = text.parse::<NaiveDate>().map(End::Day);
    let end = day.or_else(|_| DateTime::parse_from_rfc3339(text).map(|at| End::Instant(at.to_utc())));
    end.map_err(|_| {
        "expected a date such as 2026-11-01, or an instant such as 2026-11-01T12:00:00Z".to_owned()
    })
}

impl End {
    /// The end of the month where the organization is: of a day that is not over yet, `now`.
    fn instant(self, zone: Tz, now: DateTime<Utc>) -> Result<DateTime<Utc>, String> {
        let at = match self {
            Self::Instant(at) => Some(at),
            Self::Day(day) => {
                let next = day.checked_add_days(Days::new(1)).map(|day| day.and_time(NaiveTime::MIN));
                let over = next.and_then(|next| zone.from_local_datetime(&next).earliest());
                let begun = zone.from_local_datetime(&day.and_time(NaiveTime::MIN)).earliest();
                over.map(|over| {
                    if begun.is_some_and(|begun| begun <= now) {
                        over.to_utc().min(now)
                    } else {
                        over.to_utc()
                    }
                })
            }
        };
        let at = at.filter(|at| *at <= now && *at > DateTime::UNIX_EPOCH + TimeDelta::days(366));
        at.ok_or_else(|| "--to: the month cannot end in the future, nor that long ago".to_owned())
    }
}

/// Does what `command` says.
pub(crate) fn run(settings: &Settings, (within, command): (&Within, &Demo), out: &mut dyn Write) -> Outcome {
    match command {
        Demo::Seed { to, sessions, seed } => {
            // Who tries the product with data has no database yet.
            let store = compose::open_store(settings)?;
            compose::migrate(&store, settings)?;
            let organization = compose::organization(&store, within)?;
            let now = SystemClock.now();
            let end = match to {
                Some(end) => end.instant(zone_of(&store, organization)?, now).map_err(Failure::Usage)?,
                None => now,
            };
            let seed = Seed { organization, to: end, sessions: *sessions, seed: *seed };
            make(settings, &store, &seed, out)
        }
        Demo::Remove => {
            let store = compose::open_ready_store(settings)?;
            let organization = compose::organization(&store, within)?;
            let rows =
                handover_demo::remove(&store, organization).context("the demo data cannot be removed")?;
            writeln!(
                out,
                "{}",
                if rows.is_empty() { "there is no demo data".to_owned() } else { said("removed", &rows) }
            )?;
            Ok(())
        }
        Demo::Status => {
            let store = compose::open_ready_store(settings)?;
            let organization = compose::organization(&store, within)?;
            let rows =
                handover_demo::status(&store, organization).context("the demo data cannot be counted")?;
            writeln!(
                out,
                "{}",
                if rows.is_empty() { "there is no demo data".to_owned() } else { said("there are", &rows) }
            )?;
            Ok(())
        }
    }
}

fn zone_of(store: &dyn Store, organization: OrganizationId) -> Outcome<Tz> {
    let scope = Actor::operator(organization).scope();
    let found: StoreResult<Option<Organization>> = store.read(|view| view.organization(scope));
    Ok(found
        .context("the organization cannot be read")?
        .map_or(Tz::UTC, |organization| organization.time_zone))
}

fn make(settings: &Settings, store: &dyn Store, seed: &Seed, out: &mut dyn Write) -> Outcome {
    let house = compose::house_rules(settings)?;
    // The texts are about the machine of the shipped pack, whatever pack the install uses.
    let library = Library::embedded().context("the shipped knowledge cannot be read")?;
    let assistant = KnowledgeAssistant::new(library);
    let progress = Progress::begin("making demo data", seed.sessions);
    let mut known = 0;
    let made = handover_demo::seed(store, (&house, &assistant), seed, &mut |begun| {
        progress.steps(begun.saturating_sub(known));
        known = begun;
    });
    drop(progress);
    let Seeded { rows, broken_off } = made.context("the demo data cannot be made")?;
    writeln!(out, "{}, until {}", said("made", &rows), seed.to.format("%Y-%m-%d %H:%M UTC"))?;
    for story in &broken_off {
        writeln!(out, "a story broke off: {story}")?;
    }
    writeln!(out, "`handover demo remove` takes it away again")?;
    Ok(())
}

fn said(what: &str, rows: &DemoRows) -> String {
    let DemoRows { sessions, tickets, users, machines, accounts } = rows;
    format!(
        "{what} {sessions} sessions, {tickets} tickets, {users} users, {machines} machines and {accounts} experts (accounts that nobody can sign in to)"
    )
}

#[cfg(test)]
mod tests;
