//! What the weekly mail shows: the figures of a week beside those of the week before, and its days.

use handover_domain::insight::Overview;
use handover_domain::{RatedHelp, ReportDay};
use serde::Serialize;

use crate::clean::one_line;
use crate::report::{ReportFacts, WIDTH};
use crate::words::Words;

const NAME_LIMIT: usize = 80;

/// What there is nothing to say of.
const NOTHING: &str = "–";

/// One figure.
#[derive(Debug, Serialize)]
struct Row {
    name: String,
    now: String,
    before: String,
}

/// The weekly mail.
#[derive(Debug, Serialize)]
pub(super) struct Report {
    pub(super) subject: String,
    title: String,
    language: &'static str,
    direction: &'static str,
    start: &'static str,
    greeting: String,
    period: String,
    now: String,
    before: String,
    figures: Vec<Row>,
    days_title: String,
    /// Sessions, and those of them that came to a person, of each day.
    days: Vec<Row>,
    /// The address of the picture: a part of the mail.
    picture: String,
    /// In pixels, as shown.
    width: usize,
    alt: String,
    /// What the light part of a bar stands for.
    rest: String,
    person: String,
    key: String,
    open: String,
    link: Option<String>,
    automatic: String,
}

impl Report {
    pub(super) fn new(facts: &ReportFacts, picture: &str) -> Self {
        let (report, words) = (&facts.report, Words::of(facts.account.language));
        let name = one_line(&facts.account.name, NAME_LIMIT);
        let (direction, start) = words.direction();
        let title = words.say("mail-report_title");
        let (from, to) = (report.period.from(), report.period.to());
        let [person, before] = ["mail-report_person", "mail-report_before"].map(|id| words.say(id));
        let link = |url: &String| format!("{}/insight?from={from}&to={to}", url.trim_end_matches('/'));
        Self {
            subject: format!("{title}, {from} – {to}"),
            language: words.code(),
            direction,
            start,
            greeting: words.say_with("mail-greeting_name", &[("name", &name)]),
            period: format!("{from} – {to}"),
            now: words.say("mail-report_now"),
            figures: figures(words, (&report.now, &report.before)),
            days_title: words.say("mail-report_days"),
            days: days(words, &report.days),
            picture: picture.to_owned(),
            width: WIDTH / 2,
            alt: words.say("mail-report_alt"),
            rest: words.say("mail-report_rest"),
            key: format!("{} / {person} ({before})", words.say("mail-report_sessions")),
            person,
            before,
            open: words.say("mail-report_open"),
            link: facts.public_url.as_ref().map(link),
            automatic: words.say("mail-report_automatic"),
            title,
        }
    }
}

fn figures(words: &Words, (now, before): (&Overview, &Overview)) -> Vec<Row> {
    let row = |id: &str, of: &dyn Fn(&Overview) -> String| Row {
        name: words.say(id),
        now: of(now),
        before: of(before),
    };
    let rating = |about: RatedHelp| {
        move |figures: &Overview| {
            let counts = figures.ratings.get(&about).copied().unwrap_or_default();
            counts.mean().map_or(NOTHING.to_owned(), |mean| format!("{mean:.1} ({})", counts.count()))
        }
    };
    vec![
        row("mail-report_sessions", &|of| of.sessions.to_string()),
        row("mail-report_alone", &|of| share(words, of.resolved_by_assistant, of.deflection_rate())),
        row("mail-report_person", &|of| share(words, of.escalated, of.escalation_rate())),
        row("mail-report_first_half", &|of| time(words, of.first_answer.percent(50))),
        row("mail-report_first_most", &|of| time(words, of.first_answer.percent(90))),
        row("mail-report_solved_half", &|of| time(words, of.resolution.percent(50))),
        row("mail-report_resolved", &|of| of.tickets.resolved.to_string()),
        row("mail-report_reopened", &|of| share(words, of.tickets.reopened, of.tickets.reopen_rate())),
        row("mail-report_rated_assistant", &rating(RatedHelp::Assistant)),
        row("mail-report_rated_expert", &rating(RatedHelp::Expert)),
    ]
}

/// A count and its share of the whole; the share only where there is a whole.
fn share(words: &Words, count: u64, share: Option<f64>) -> String {
    let count = count.to_string();
    let Some(share) = share else { return count };
    let share = format!("{:.0}", share * 100.0);
    words.say_with("mail-report_share", &[("count", &count), ("share", &share)])
}

/// A time in its two largest units, the smaller one rounded up.
fn time(words: &Words, seconds: Option<i64>) -> String {
    let Some(seconds) = seconds else { return NOTHING.to_owned() };
    let minutes = (seconds + 59) / 60;
    let hours = (minutes + 59) / 60;
    let (id, large, small) = match minutes {
        ..60 => ("mail-report_minutes", 0, minutes),
        60..2880 => ("mail-report_hours", minutes / 60, minutes % 60),
        _ => ("mail-report_long", hours / 24, hours % 24),
    };
    words.say_with(id, &[("large", &large.to_string()), ("small", &small.to_string())])
}

fn days(words: &Words, days: &[ReportDay]) -> Vec<Row> {
    let names = [
        "mail-report_monday",
        "mail-report_tuesday",
        "mail-report_wednesday",
        "mail-report_thursday",
        "mail-report_friday",
        "mail-report_saturday",
        "mail-report_sunday",
    ];
    let count = |(sessions, person): (u64, u64)| format!("{sessions} / {person}");
    let row = |(day, name): (&ReportDay, &str)| Row {
        name: words.say(name),
        now: count(day.now),
        before: count(day.before),
    };
    days.iter().zip(names).map(row).collect()
}
