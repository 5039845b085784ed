//! `handover report`: the figures of a period, to read or for programs.

use std::fmt::Write as _;
use std::io::Write;

use anyhow::Context;
use chrono::NaiveDate;
use clap::ValueEnum;
use handover_domain::insight::{
    Asked, Gap, InsightError, MailHealth, Overview, ProblemSteps, RuleRow, Selected, gaps, mail_health,
    overview, rule_rows, select, step_rows,
};
use handover_domain::{Actor, Clock, Quantiles, RatedHelp, Reason, Scene, StoreExt};
use serde_json::{Value, json};

use crate::catch_up::catch_up;
use crate::cli::Within;
use crate::compose;
use crate::failure::Outcome;
use crate::settings::Settings;
use crate::terminal::clean;
use crate::world::{RandomIds, SystemClock};

/// Flags of `report`.
#[derive(Debug, clap::Args)]
pub(crate) struct Report {
    /// The first day, where the organization is: 2026-11-01
    #[arg(long, value_name = "DATE")]
    since: NaiveDate,
    /// The last day [default: today]
    #[arg(long, value_name = "DATE")]
    until: Option<NaiveDate>,
    #[command(flatten)]
    within: Within,
    /// How to print the figures
    #[arg(long, default_value = "text")]
    format: Format,
}

/// How the figures are printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq, ValueEnum)]
enum Format {
    /// Sentences and lists for people
    Text,
    /// One JSON object
    Json,
}

/// How many rules, problems and gaps a reader is shown.
const SHOWN: usize = 5;

/// All that is reported.
struct Figures {
    selected: Selected,
    overview: Overview,
    rules: Vec<RuleRow>,
    problems: Vec<ProblemSteps>,
    gaps: Vec<Gap>,
    mail: MailHealth,
}

/// Prints the figures.
pub(crate) fn run(settings: &Settings, flags: &Report, out: &mut dyn Write) -> Outcome {
    let store = compose::open_ready_store(settings)?;
    let house = compose::house_rules(settings)?;
    let actor = Actor::system(compose::organization(&store, &flags.within)?);
    let scene = || Scene { actor: &actor, now: SystemClock.now(), ids: &RandomIds, house: &house };
    catch_up(&store, &scene, &|_| true).context("the facts cannot be derived")?;
    let asked = Asked { from: Some(flags.since), to: flags.until, ..Asked::default() };
    let figures: Result<Figures, InsightError> = store.read(|view| {
        let selected = select(view, &scene(), asked)?;
        Ok(Figures {
            overview: overview(view, &selected)?,
            rules: rule_rows(view, &selected, false)?,
            problems: step_rows(view, &selected)?,
            gaps: gaps(view, &selected)?,
            mail: mail_health(view, &scene(), &selected.selection)?,
            selected,
        })
    });
    let figures = figures.context("the figures cannot be read")?;
    match flags.format {
        Format::Text => write!(out, "{}", figures.in_words())?,
        Format::Json => writeln!(out, "{}", figures.in_json())?,
    }
    Ok(())
}

/// A share in hundredths.
fn percent(share: Option<f64>) -> String {
    share.map_or_else(|| "–".to_owned(), |share| format!("{:.1} %", share * 100.0))
}

/// A time in the largest unit of which it has one at least.
fn time(seconds: Option<i64>) -> String {
    match seconds {
        None => "–".to_owned(),
        Some(seconds @ ..60) => format!("{seconds} s"),
        Some(seconds @ ..3600) => format!("{} min", seconds / 60),
        Some(seconds @ ..172_800) => format!("{} h {} min", seconds / 3600, seconds % 3600 / 60),
        Some(seconds) => format!("{} days", seconds / 86_400),
    }
}

fn waits(times: &Quantiles) -> String {
    let of = |hundredths| time(times.percent(hundredths));
    format!(
        "half within {}, nine in ten within {}, at most {} ({})",
        of(50),
        of(90),
        time(times.max()),
        times.count()
    )
}

fn quantiles(times: &Quantiles) -> Value {
    json!({
        "count": times.count(), "p10": times.percent(10), "p25": times.percent(25), "p50": times.percent(50),
        "p75": times.percent(75), "p90": times.percent(90), "p95": times.percent(95), "max": times.max(),
    })
}

impl Figures {
    fn in_words(&self) -> String {
        let (period, zone) = (self.selected.selection.period, self.selected.selection.zone);
        let found = &self.overview;
        let tickets = &found.tickets;
        let mut text = String::new();
        // Writing to a text cannot fail.
        let mut line = |words: String| _ = writeln!(text, "{words}");
        line(format!("{} to {} ({})\n", period.from(), period.to(), zone.name()));
        line(format!("Conversations            {}", found.sessions));
        line(format!(
            "  solved by the assistant {} ({})",
            found.resolved_by_assistant,
            percent(found.deflection_rate())
        ));
        line(format!("  came to a person        {} ({})", found.escalated, percent(found.escalation_rate())));
        for (reason, count) in &found.by_reason {
            line(format!("    {:<24}{count}", reason.label()));
        }
        line(format!("First answer by a person: {}", waits(&found.first_answer)));
        line(format!("Until solved:             {}", waits(&found.resolution)));
        line(format!(
            "Tickets: {} opened, {} resolved, {} reopened ({}), {} called off by their users",
            tickets.opened,
            tickets.resolved,
            tickets.reopened,
            percent(tickets.reopen_rate()),
            tickets.cancelled_by_user
        ));
        for about in RatedHelp::ALL {
            let counts = found.ratings.get(about).copied().unwrap_or_default();
            let mean = counts.mean().map_or_else(|| "–".to_owned(), |mean| format!("{mean:.1}"));
            line(format!("Rated {about}: {mean} of 5 ({})", counts.count()));
        }
        self.details().into_iter().for_each(line);
        text
    }

    fn details(&self) -> Vec<String> {
        let mut lines = vec!["\nRules that fired most".to_owned()];
        lines.extend(self.rules.iter().take(SHOWN).map(|row| {
            format!(
                "  {}: {} times; of {} offers {} accepted; {} asked again; {} needless",
                clean(&row.rule),
                row.fired,
                row.offered,
                row.accepted,
                row.too_late,
                row.needless
            )
        }));
        lines.push("\nSteps that fail most".to_owned());
        let steps =
            self.problems.iter().flat_map(|problem| problem.steps.iter().map(move |step| (problem, step)));
        let mut steps: Vec<_> = steps.filter(|(_, step)| step.failed > 0).collect();
        steps.sort_by_key(|(_, step)| std::cmp::Reverse(step.failed));
        lines.extend(steps.into_iter().take(SHOWN).map(|(problem, step)| {
            let rate = percent(step.fail_rate());
            format!(
                "  {}, step {}: {} of {} ({rate})",
                clean(&problem.title),
                step.number,
                step.failed,
                step.tried
            )
        }));
        lines.push("\nQuestions without a good answer".to_owned());
        lines.extend(self.gaps.iter().take(SHOWN).map(|gap| {
            format!("  {} times: {}", gap.questions, clean(&gap.label.chars().take(100).collect::<String>()))
        }));
        let mail = &self.mail.all;
        lines.push(format!(
            "\nMail: {} sent, {} waiting, {} given up; {}",
            mail.sent,
            mail.waiting,
            mail.dead,
            waits(&self.mail.time_to_delivery)
        ));
        lines
    }

    fn in_json(&self) -> Value {
        let (found, selection) = (&self.overview, &self.selected.selection);
        let tickets = &found.tickets;
        let by_reason = Reason::ALL.iter().map(|reason| {
            json!({"reason": reason.as_str(), "count": found.by_reason.get(reason).copied().unwrap_or(0)})
        });
        let rating = |about: &RatedHelp| {
            let counts = found.ratings.get(about).copied().unwrap_or_default();
            (about.to_string(), json!({"count": counts.count(), "mean": counts.mean(), "by": counts.0}))
        };
        json!({
            "from": selection.period.from().to_string(),
            "to": selection.period.to().to_string(),
            "time_zone": selection.zone.name(),
            "as_of": self.selected.as_of.map(|at| at.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)),
            "sessions": found.sessions,
            "resolved_by_assistant": found.resolved_by_assistant,
            "deflection_rate": found.deflection_rate(),
            "escalated": found.escalated,
            "escalation_rate": found.escalation_rate(),
            "by_reason": by_reason.collect::<Vec<_>>(),
            "time_to_first_answer": quantiles(&found.first_answer),
            "time_to_resolution": quantiles(&found.resolution),
            "tickets": {
                "opened": tickets.opened, "resolved": tickets.resolved, "reopened": tickets.reopened,
                "reopen_rate": tickets.reopen_rate(), "cancelled_by_user": tickets.cancelled_by_user,
            },
            "ratings": Value::Object(RatedHelp::ALL.iter().map(rating).collect()),
            "rules": self.rules.iter().map(rule).collect::<Vec<_>>(),
            "problems": self.problems.iter().map(problem).collect::<Vec<_>>(),
            "gaps": self.gaps.iter().map(gap).collect::<Vec<_>>(),
            "mail": {
                "sent": self.mail.all.sent, "dead": self.mail.all.dead, "waiting": self.mail.all.waiting,
                "deferred_attempts": self.mail.all.deferred_attempts,
                "time_to_delivery": quantiles(&self.mail.time_to_delivery),
            },
        })
    }
}

fn rule(row: &RuleRow) -> Value {
    json!({
        "rule": row.rule, "reason": row.reason.as_str(), "fired": row.fired, "offered": row.offered,
        "forced": row.forced, "accepted": row.accepted, "ignored": row.ignored, "too_late": row.too_late,
        "needless": row.needless, "precision_hint": row.precision_hint(),
    })
}

fn problem(problem: &ProblemSteps) -> Value {
    let step = |step: &handover_domain::insight::StepRow| {
        json!({
            "step": step.number, "instruction": step.instruction, "given": step.given, "tried": step.tried,
            "worked": step.worked, "failed": step.failed, "partially": step.partially, "unclear": step.unclear,
            "fail_rate": step.fail_rate(),
        })
    };
    json!({
        "problem": problem.problem, "title": problem.title, "sessions": problem.sessions,
        "escalated_after": problem.escalated_after, "steps": problem.steps.iter().map(step).collect::<Vec<_>>(),
    })
}

fn gap(gap: &Gap) -> Value {
    json!({
        "id": gap.first.to_string(), "label": gap.label, "questions": gap.questions, "sessions": gap.sessions.len(),
        "mean_confidence": gap.mean_confidence,
    })
}
