//! What `doctor` looks at besides mail.

use std::path::{Path, PathBuf};

use chrono::{TimeDelta, Utc};
use handover_domain::{
    Actor, ChannelStatus, Clock, ContactBook, OutboxCounts, OutboxFilter, Store, StoreExt, StoreResult,
};
use handover_persistence::SqlStore;
use ipnet::IpNet;

use super::{Finding, Grade, accounts, chain};
use crate::compose;
use crate::settings::{Auth, Settings};
use crate::world::SystemClock;

/// Below this the database may not grow much longer.
const LITTLE_DISK: u64 = 1 << 30;
/// Below this it may not grow at all.
const NO_DISK: u64 = 100 << 20;

/// Whether `serve` will agree to listen there.
pub(super) fn address(settings: &Settings) -> Finding {
    let bind = settings.server.bind;
    if matches!(settings.auth, Auth::Token(_)) {
        let what = format!("listens on {bind}; callers prove who they are (token mode)");
        // Who listens for this machine alone has a proxy on it, or no callers from elsewhere.
        if bind.ip().is_loopback() && settings.server.trusted_proxies.is_empty() {
            let cure = "set HANDOVER__SERVER__TRUSTED_PROXIES=127.0.0.1,::1 if a proxy on this machine forwards requests: \
                        otherwise all of them seem to come from it";
            return Finding::warning(format!("{what}; no proxy is trusted"), cure);
        }
        return Finding::good(what);
    }
    if bind.ip().is_loopback() {
        Finding::good(format!("listens on {bind}, which only this machine reaches (open mode)"))
    } else {
        Finding::problem(
            format!("server.bind = {bind} can be reached from other machines, and nobody has to log in"),
            format!("set HANDOVER__AUTH__MODE=token, or HANDOVER__SERVER__BIND=127.0.0.1:{}", bind.port()),
        )
    }
}

/// Trusted networks so wide that strangers are in them: they could say to come from any address.
pub(super) fn proxies(settings: &Settings) -> Option<Finding> {
    let wide = |network: &&IpNet| match network {
        IpNet::V4(network) => network.prefix_len() < 8,
        IpNet::V6(network) => network.prefix_len() < 32,
    };
    let wide: Vec<String> =
        settings.server.trusted_proxies.iter().filter(wide).map(ToString::to_string).collect();
    (!wide.is_empty()).then(|| {
        Finding::warning(
            format!("server.trusted_proxies names {}, where there are more than proxies", wide.join(", ")),
            "name the addresses of your proxies: whoever is in a trusted network may claim any address, and \
             escape every limit by it",
        )
    })
}

/// Rules, contacts and knowledge. Returns the contacts, if they can be used.
pub(super) fn house(settings: &Settings, findings: &mut Vec<Finding>) -> Option<ContactBook> {
    if let Err(failure) = compose::assistant(settings) {
        findings.push(Finding::problem(
            failure.to_string(),
            "correct the file, or remove it to use the shipped one",
        ));
    }
    let house = match compose::house_rules(settings) {
        Ok(house) => house,
        Err(failure) => {
            findings.push(Finding::problem(
                failure.to_string(),
                "correct the file, or remove it to use the shipped one",
            ));
            return None;
        }
    };
    findings.push(Finding::good(format!("rules (version {}) and contacts can be used", house.rules.version)));
    if house.contacts.is_sample() {
        findings.push(Finding::warning(
            "the contacts are samples: users are sent to people who know nothing of it",
            format!(
                "put your own contacts into {} and remove `sample = true`",
                settings.files.contacts.path.display()
            ),
        ));
    }
    Some(house.contacts)
}

/// Whether the database is there, ours, up to date, and what waits in its outbox.
pub(super) fn database(settings: &Settings, findings: &mut Vec<Finding>) {
    let url = &settings.database.url;
    if let Some(path) = url.sqlite_path().filter(|path| !path.exists()) {
        let path = path.display();
        findings.push(Finding::good(format!("there is no database at {path} yet; the first start makes it")));
        return;
    }
    let store = match compose::open_store(settings) {
        Ok(store) => store,
        Err(failure) => {
            let cure = "check DATABASE_URL, and that the server runs and lets this user in";
            findings.push(Finding::problem(failure.to_string(), cure));
            return;
        }
    };
    match store.pending_migrations() {
        Ok(pending) if pending.is_empty() => match store.check() {
            Ok(()) => {
                findings.push(Finding::good(format!("the database {url} is up to date")));
                outbox(&store, findings);
                accounts::check(settings, &store, findings);
            }
            Err(error) => findings.push(Finding::problem(chain(error.into()), "check DATABASE_URL")),
        },
        Ok(pending) => findings.push(Finding::warning(
            format!("the database {url} lacks {}", pending.join(", ")),
            "run `handover migrate`; `handover serve` does it too",
        )),
        Err(error) => {
            findings.push(Finding::problem(chain(error.into()), "set DATABASE_URL to another database"))
        }
    }
}

fn outbox(store: &SqlStore, findings: &mut Vec<Finding>) {
    let read = store.read(|view| -> StoreResult<_> {
        let (mut counts, mut newest) = (OutboxCounts::default(), None);
        let organizations = view.organizations()?;
        for organization in &organizations {
            let scope = Actor::operator(organization.id).scope();
            let OutboxCounts { waiting, sent, dead } = view.outbox_counts(scope)?;
            counts.waiting += waiting;
            counts.sent += sent;
            counts.dead += dead;
            let last = view.outbox_messages(scope, &OutboxFilter::default(), 1)?;
            newest = newest.max(last.first().map(|message| message.created_at));
        }
        Ok((organizations.len() > 1, counts, view.mail_channel()?, newest))
    });
    let (are_several, counts, channel, newest) = match read {
        Ok(read) => read,
        Err(error) => {
            findings.push(Finding::problem(chain(error.into()), "check the database"));
            return;
        }
    };
    findings.push(Finding {
        grade: if counts.dead > 0 { Grade::Warning } else { Grade::Good },
        what: format!("outbox: {} waiting, {} sent, {} dead", counts.waiting, counts.sent, counts.dead),
        cure: match (counts.dead, are_several) {
            (0, _) => String::new(),
            (_, false) => "see `handover outbox list --status dead`".to_owned(),
            (_, true) => "see `handover outbox list --status dead`, of others with --organization".to_owned(),
        },
    });
    if let Some(channel) = channel.filter(|channel| channel.status != ChannelStatus::Open) {
        findings.push(Finding::warning(
            format!("the mail channel is {}: {}", channel.status, channel.reason.unwrap_or_default()),
            "mend that, then `handover outbox retry ID`, or restart",
        ));
    }
    let now = SystemClock.now();
    if newest.is_some_and(|at| at > now + TimeDelta::minutes(5)) {
        findings.push(Finding::problem(
            "the clock is behind what the database already holds",
            "set the clock (NTP)",
        ));
    }
}

/// Free space where the database grows.
pub(super) fn disk(settings: &Settings) -> Finding {
    let folder = existing_folder(settings.database.url.sqlite_path());
    match rustix::fs::statvfs(&folder) {
        Ok(space) => disk_finding(&folder, space.f_bavail.saturating_mul(space.f_frsize)),
        Err(error) => Finding::warning(
            format!("free space at {} cannot be read: {error}", folder.display()),
            "check that the folder can be read",
        ),
    }
}

fn disk_finding(folder: &Path, free: u64) -> Finding {
    let what = format!("{} MiB free at {}", free >> 20, folder.display());
    match free {
        free if free < NO_DISK => Finding::problem(what, "free some space: without it nothing can be stored"),
        free if free < LITTLE_DISK => Finding::warning(what, "free some space before the database has grown"),
        _ => Finding::good(what),
    }
}

/// The folder of the database, or the nearest one above it that exists.
fn existing_folder(database: Option<&Path>) -> PathBuf {
    let folders = database.into_iter().flat_map(Path::ancestors).skip(1);
    let mut existing = folders.filter(|folder| folder.is_dir());
    existing.next().map_or_else(|| PathBuf::from("."), Path::to_owned)
}

/// Whether the clock can be right at all. Ticket numbers carry the date.
pub(super) fn clock() -> Finding {
    let now = SystemClock.now();
    if now < BUILT_AFTER {
        return Finding::problem(format!("the clock says {}", now.format("%Y-%m-%d")), "set the clock (NTP)");
    }
    Finding::good(format!("the clock says {}", now.format("%Y-%m-%d %H:%M:%S UTC")))
}

/// An instant that has passed for everybody who has this program: 2026-11-01.
const BUILT_AFTER: chrono::DateTime<Utc> = match chrono::DateTime::from_timestamp(1_793_491_200, 0) {
    Some(instant) => instant,
    None => chrono::DateTime::UNIX_EPOCH,
};

#[cfg(test)]
mod tests;
