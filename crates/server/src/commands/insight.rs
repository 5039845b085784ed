//! `handover insight`: deriving the facts behind the figures anew, and comparing them with what they follow from.

use std::io::Write;

use anyhow::{Context, anyhow};
use handover_domain::insight::{InsightError, amiss_days, compare_facts, forget_facts};
use handover_domain::{Actor, Clock, HouseRules, Scene, Store, StoreExt};

use crate::catch_up::catch_up;
use crate::cli;
use crate::compose;
use crate::failure::Outcome;
use crate::settings::Settings;
use crate::world::{RandomIds, SystemClock};

/// So many sessions are compared in one transaction.
const PAGE: i64 = 200;

/// Does what `command` says.
pub(crate) fn run(
    settings: &Settings,
    (within, command): (&cli::Within, &cli::Insight),
    out: &mut dyn Write,
) -> Outcome {
    let store = compose::open_ready_store(settings)?;
    let house = compose::house_rules(settings)?;
    let actor = Actor::system(compose::organization(&store, within)?);
    match command {
        cli::Insight::Rebuild => rebuild(&store, (&actor, &house), out),
        cli::Insight::Check => check(&store, (&actor, &house), out),
    }
}

fn scene<'a>((actor, house): (&'a Actor, &'a HouseRules)) -> Scene<'a> {
    Scene { actor, now: SystemClock.now(), ids: &RandomIds, house }
}

fn rebuild(store: &dyn Store, within: (&Actor, &HouseRules), out: &mut dyn Write) -> Outcome {
    let forgotten: Result<(), InsightError> = store.write(|tx| forget_facts(tx, &scene(within)));
    forgotten.context("the facts cannot be forgotten")?;
    let derived = catch_up(store, &|| scene(within), &|_| true).context("the facts cannot be derived")?;
    writeln!(out, "the facts of {derived} sessions were derived anew")?;
    check(store, within, out)
}

fn check(store: &dyn Store, within: (&Actor, &HouseRules), out: &mut dyn Write) -> Outcome {
    catch_up(store, &|| scene(within), &|_| true).context("the facts cannot be derived")?;
    let (mut after, mut sessions, mut wrong) = (None, 0, 0);
    loop {
        let page = store.read(|view| compare_facts(view, &scene(within), (after, PAGE)));
        let page = page.map_err(|error: InsightError| error).context("the facts cannot be compared")?;
        sessions += page.sessions;
        for mismatch in &page.mismatches {
            wrong += 1;
            writeln!(out, "{}: what is kept is not what its rows say", mismatch.session)?;
        }
        match page.last {
            Some(last) => after = Some(last),
            None => break,
        }
    }
    let amiss: Result<_, InsightError> = store.read(|view| amiss_days(view, &scene(within)));
    for day in amiss.context("the packed days cannot be compared")? {
        wrong += 1;
        writeln!(out, "{day}: what is packed is not what is kept of its sessions")?;
    }
    writeln!(out, "{sessions} sessions compared with their rows, {wrong} differ")?;
    if wrong > 0 {
        return Err(anyhow!(
            "the facts of {wrong} sessions or days are wrong; if they do not change while this runs, `handover insight rebuild` \
             derives them anew"
        )
        .into());
    }
    Ok(())
}
