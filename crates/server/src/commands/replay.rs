//! `handover replay`: what other rules would have decided about the conversations that are stored. Reads only.

use std::io::Write;
use std::path::PathBuf;

use anyhow::Context;
use chrono::{DateTime, NaiveDate, Utc};
use chrono_tz::Tz;
use clap::ValueEnum;
use handover_domain::insight::beginning;
use handover_domain::judgement::RuleSet;
use handover_domain::replay::{Comparison, Difference, ReplayError, Window, judged_sessions};
use handover_domain::{Actor, Clock, HouseRules, Scene, SessionId, Store, StoreExt, StoreResult};
use serde_json::json;

use crate::cli::Within;
use crate::compose;
use crate::failure::Outcome;
use crate::progress::Progress;
use crate::settings::Settings;
use crate::terminal::clean;
use crate::world::{RandomIds, SystemClock};

/// So many sessions are read in one transaction, so that none is open for long beside a running service.
const PAGE: i64 = 50;

/// Flags of `replay`.
#[derive(Debug, clap::Args)]
pub(crate) struct Replay {
    /// The folder with the draft: rule files that take the place of the shipped ones
    #[arg(long, value_name = "DIR")]
    rules: PathBuf,
    /// Sessions opened since then: the first day, where the organization is, as 2026-11-01, or an instant such as
    /// 2026-11-01T12:00:00Z
    #[arg(long, value_name = "DATE", value_parser = moment)]
    since: Moment,
    /// The last day, or an instant before which the sessions were opened
    #[arg(long, value_name = "DATE", value_parser = moment)]
    until: Option<Moment>,
    #[command(flatten)]
    within: Within,
    /// How many messages to show for each change
    #[arg(long, value_name = "N", default_value_t = 3)]
    messages: usize,
    /// How to print the difference
    #[arg(long, default_value = "text")]
    format: Format,
}

/// How the difference is printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// A list for people
    Text,
    /// One JSON object a line
    Json,
}

/// A day where the organization is, or an instant.
#[derive(Debug, Clone, Copy)]
enum Moment {
    Day(NaiveDate),
    Instant(DateTime<Utc>),
}

fn moment(text: &str) -> Result<Moment, String> {
    let day = text.parse::<NaiveDate>().map(Moment::Day);
    let moment = day.or_else(|_| DateTime::parse_from_rfc3339(text).map(|at| Moment::Instant(at.to_utc())));
    moment.map_err(|_| {
        "expected a date such as 2026-11-01, or an instant such as 2026-11-01T12:00:00Z".to_owned()
    })
}

/// Replays and prints the difference.
pub(crate) fn run(settings: &Settings, flags: &Replay, out: &mut dyn Write) -> Outcome {
    let house = compose::house_rules(settings)?;
    let draft = compose::rule_set(settings, Some(&flags.rules))?;
    let store = compose::open_ready_store(settings)?;
    let actor = Actor::operator(compose::organization(&store, &flags.within)?);
    let difference =
        replay(&store, (&actor, &house), &draft, flags).context("the sessions cannot be read")?;
    match flags.format {
        Format::Json => in_json(&difference, (&house.rules, &draft), out),
        Format::Text => in_words(&difference, (&house.rules, &draft), out),
    }
}

/// The instants of what was asked for: as in figures, days are the organization's, and the last one counts.
fn window(store: &dyn Store, actor: &Actor, flags: &Replay) -> StoreResult<Window> {
    let organization = store.read(|view| view.organization(actor.scope()))?;
    let zone = organization.map_or(Tz::UTC, |organization| organization.time_zone);
    let since = match flags.since {
        Moment::Day(day) => beginning(zone, day),
        Moment::Instant(at) => at,
    };
    let until = flags.until.map(|until| match until {
        Moment::Day(day) => day.succ_opt().map_or(DateTime::<Utc>::MAX_UTC, |next| beginning(zone, next)),
        Moment::Instant(at) => at,
    });
    Ok(Window { since, until })
}

fn replay(
    store: &dyn Store,
    (actor, house): (&Actor, &HouseRules),
    draft: &RuleSet,
    flags: &Replay,
) -> Result<Difference, ReplayError> {
    let scene = Scene { actor, now: SystemClock.now(), ids: &RandomIds, house };
    let window = window(store, actor, flags)?;
    let mut comparison = Comparison::new(&house.rules, draft, flags.messages);
    let count: StoreResult<i64> = store.read(|view| view.count_sessions_opened(actor.scope(), window));
    let progress = Progress::begin("replaying", usize::try_from(count?).unwrap_or_default());
    let mut after: Option<SessionId> = None;
    loop {
        let page = store.read(|view| judged_sessions(view, &scene, window, (after, PAGE)))?;
        let Some(last) = page.last() else { break };
        after = Some(last.id);
        page.iter().for_each(|session| comparison.add(session));
        progress.steps(page.len());
    }
    Ok(comparison.difference())
}

fn in_words(difference: &Difference, (now, draft): (&RuleSet, &RuleSet), out: &mut dyn Write) -> Outcome {
    writeln!(
        out,
        "{} sessions, {} judged turns: rules {} in force, draft {}",
        difference.sessions, difference.turns, now.version, draft.version
    )?;
    if difference.changed_turns == 0 {
        writeln!(out, "no difference")?;
        return Ok(());
    }
    let (sessions, turns) = (difference.changed_sessions, difference.changed_turns);
    writeln!(out, "a person comes otherwise in {sessions} sessions; {turns} turns are decided otherwise")?;
    for (row, (count, samples)) in &difference.rows {
        let of = if row.of == handover_domain::Decision::Escalate {
            "tickets unasked"
        } else {
            "offers or tickets"
        };
        writeln!(out, "\n{} {of}: {count} by {} ({})", row.change, row.rule, row.language.code())?;
        for sample in samples {
            let turn =
                |turn: Option<i64>| turn.map_or_else(|| "never".to_owned(), |turn| format!("turn {turn}"));
            let (now, then) = (turn(sample.now), turn(sample.then));
            writeln!(out, "  {} now {now}, then {then}: {:?}", sample.session, clean(&sample.text))?;
        }
    }
    writeln!(out, "\nverdicts on the turns that are decided otherwise:")?;
    for (rule, verdicts) in difference.rules() {
        writeln!(out, "  {rule}: {} now, {} then", verdicts.now, verdicts.then)?;
    }
    Ok(())
}

fn in_json(difference: &Difference, (now, draft): (&RuleSet, &RuleSet), out: &mut dyn Write) -> Outcome {
    for (row, (count, samples)) in &difference.rows {
        let sample = |sample: &handover_domain::replay::Sample| {
            json!({
                "session_id": sample.session.to_string(), "turn_now": sample.now, "turn_then": sample.then,
                "text": sample.text,
            })
        };
        let samples: Vec<_> = samples.iter().map(sample).collect();
        let line = json!({
            "change": row.change.as_str(), "of": row.of.as_str(), "lang": row.language.code(), "rule": row.rule,
            "sessions": count, "messages": samples,
        });
        writeln!(out, "{line}")?;
    }
    for (rule, verdicts) in difference.rules() {
        writeln!(
            out,
            "{}",
            json!({ "rule": rule, "verdicts_now": verdicts.now, "verdicts_then": verdicts.then })
        )?;
    }
    let summary = json!({
        "sessions": difference.sessions, "turns": difference.turns,
        "changed_sessions": difference.changed_sessions, "changed_turns": difference.changed_turns,
        "rules_now": now.version, "rules_then": draft.version,
    });
    writeln!(out, "{summary}")?;
    Ok(())
}
