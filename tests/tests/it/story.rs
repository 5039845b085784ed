//! Whoever does not know what is planted in the demonstration's month finds it in the figures of the API.

use handover_demo::story;
use handover_testkit::process::Launch;
use serde_json::Value;

use crate::client::{Client, text};
use crate::database::{Database, Kind};
use crate::demo::seed;

/// More than a few, so that chance does not look like a story.
const ENOUGH: u64 = 20;

fn list<'v>(value: &'v Value, pointer: &str) -> &'v [Value] {
    value.pointer(pointer).and_then(Value::as_array).map(Vec::as_slice).unwrap_or_else(|| panic!("{value}"))
}

fn number(value: &Value, pointer: &str) -> f64 {
    value.pointer(pointer).and_then(Value::as_f64).unwrap_or_else(|| panic!("{pointer} of {value}"))
}

fn count(value: &Value, pointer: &str) -> u64 {
    value.pointer(pointer).and_then(Value::as_u64).unwrap_or_else(|| panic!("{pointer} of {value}"))
}

/// The greatest of `all`, and the next.
fn two_greatest(mut all: Vec<(f64, String)>) -> ((f64, String), f64) {
    all.sort_by(|a, b| b.0.total_cmp(&a.0));
    let mut all = all.into_iter();
    let first = all.next().expect("one");
    (first, all.next().expect("two").0)
}

#[test]
fn what_is_planted_in_the_month_is_found_in_the_figures() {
    let database = Database::fresh(Kind::Sqlite).expect("a file");
    seed(&database, &[]);
    let server = Launch::serve(database.folder(), database.url()).start();
    let client = Client::new(server.url());
    let figures = |view: &str| {
        let joint = if view.contains('?') { '&' } else { '?' };
        client.get(&format!("/api/ai/analytics/{view}{joint}from=2026-02-27&to=2026-03-29")).expect(200)
    };
    assert_eq!(count(&figures("overview"), "/sessions"), 400, "the whole month, in one look");
    let mark = failing_step(&figures("steps"));
    let behind = figures(&format!("sessions?limit=200&mark={}", mark.replace(';', "%3B")));
    assert!(list(&behind, "/sessions").len() >= 20, "the transcripts behind it are one click away");
    needless_rule(&figures("rules"));
    slow_language(&figures("waiting?by=language"));
    open_gap(&figures("gaps"));
}

/// The step that fails most often, far ahead of all others. Returns the mark of its failures.
fn failing_step(steps: &Value) -> String {
    let mut found = Vec::new();
    let mut marks = Vec::new();
    for problem in list(steps, "/problems") {
        for step in list(problem, "/steps").iter().filter(|step| count(step, "/tried") >= ENOUGH) {
            let name = format!("{} {}", text(problem, "/problem"), count(step, "/step"));
            found.push((number(step, "/fail_rate"), name.clone()));
            marks.push((name, text(step, "/failed_mark")));
        }
    }
    let ((rate, name), next) = two_greatest(found);
    assert_eq!(name, format!("{} {}", story::FAILING_PROBLEM, story::FAILING_STEP));
    assert!((rate * 100.0 - f64::from(story::FAILING_PERCENT)).abs() < 3.0, "{rate}");
    assert!(next * 100.0 <= f64::from(story::OTHER_STEPS_FAIL), "{next}");
    marks.into_iter().find(|(known, _)| *known == name).expect("its mark").1
}

/// The rule of which most firings were needless.
fn needless_rule(rules: &Value) {
    let often = list(rules, "/rules").iter().filter(|rule| count(rule, "/fired") >= ENOUGH);
    let share = |rule: &Value| (number(rule, "/needless") / number(rule, "/fired"), text(rule, "/rule"));
    let ((share, rule), next) = two_greatest(often.map(share).collect());
    assert_eq!(rule, story::NEEDLESS_RULE);
    assert!(share > 0.6 && share > next, "{share}, then {next}");
}

/// The language that waits three times as long as any other.
fn slow_language(waiting: &Value) {
    let group = |group: &Value| (number(group, "/quantiles/p50"), text(group, "/group"));
    let ((longest, language), next) = two_greatest(list(waiting, "/groups").iter().map(group).collect());
    assert_eq!(language, story::SLOW_LANGUAGE.code());
    assert!(longest >= 3.0 * next, "{longest}, then {next}");
}

/// What is asked often and answered badly.
fn open_gap(gaps: &Value) {
    let all: Vec<&Value> = list(gaps, "/groups").iter().collect();
    let planted: u64 = all
        .iter()
        .filter(|gap| text(gap, "/label").contains(story::GAP_WORD))
        .map(|gap| count(gap, "/questions"))
        .sum();
    assert!(planted >= 10, "{planted} of {all:?}");
}
