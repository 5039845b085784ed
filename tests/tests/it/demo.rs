//! `handover demo`: the month repeats itself, tells the story that is planted in it, keeps what always must hold, and
//! goes without a trace.

use chrono::{DateTime, Utc};
use handover_demo::story;
use handover_testkit::process::Launch;
use serde_json::json;

use crate::client::{Client, said, text};
use crate::database::{Database, Kind, on_both};

/// A Sunday, so that the last day is a quiet one for most sites.
const TO: &str = "2026-03-29";

fn demo(database: &Database, arguments: &[&str]) -> (bool, String) {
    let all: Vec<&str> = ["demo"].iter().chain(arguments).copied().collect();
    let done = Launch::command(database.folder(), database.url(), &all).process().output().expect("it runs");
    let printed = if done.status.success() { &done.stdout } else { &done.stderr };
    (done.status.success(), String::from_utf8_lossy(printed).into_owned())
}

pub(crate) fn seed(database: &Database, more: &[&str]) -> String {
    let all: Vec<&str> = ["seed", "--to", TO].iter().chain(more).copied().collect();
    let (is_done, printed) = demo(database, &all);
    assert!(is_done, "{printed}");
    assert!(!printed.contains("broke off"), "{printed}");
    printed
}

/// Every row of every table, as text.
fn rows(database: &Database) -> Vec<String> {
    let (tables, line) = if database.is_sqlite() {
        (
            "SELECT name AS value FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY 1",
            None,
        )
    } else {
        ("SELECT tablename AS value FROM pg_tables WHERE schemaname = 'public' ORDER BY 1", Some("t::text"))
    };
    let mut rows = Vec::new();
    for table in database.texts(tables).into_iter().filter(|table| table != "__diesel_schema_migrations") {
        let line = line.map(str::to_owned).unwrap_or_else(|| {
            let columns = database
                .texts(&format!("SELECT name AS value FROM pragma_table_info('{table}') ORDER BY cid"));
            columns
                .iter()
                .map(|column| format!("quote(\"{column}\")"))
                .collect::<Vec<_>>()
                .join(" || '|' || ")
        });
        let all = database.texts(&format!("SELECT {line} AS value FROM \"{table}\" t ORDER BY 1"));
        // On SQLite the last number of a note may stand there as a row of nobody; it is not part of what is kept.
        let kept = all.into_iter().filter(|row| table != "insight_changes" || !row.ends_with("|''|''|0"));
        rows.extend(kept.map(|row| format!("{table}: {row}")));
    }
    rows
}

/// What is not the same, a few of it.
fn differ(before: &[String], after: &[String]) -> Vec<String> {
    let gone = before.iter().filter(|row| !after.contains(row)).map(|row| format!("- {row}"));
    gone.chain(after.iter().filter(|row| !before.contains(row)).map(|row| format!("+ {row}")))
        .take(5)
        .collect()
}

#[test]
fn the_same_seed_makes_the_same_rows() {
    for kind in [Kind::Sqlite, Kind::Postgres] {
        let (Some(first), Some(second)) = (Database::fresh(kind), Database::fresh(kind)) else { continue };
        seed(&first, &["--sessions", "120"]);
        seed(&second, &["--sessions", "120"]);
        let (first, second) = (rows(&first), rows(&second));
        assert!(first.len() > 2000, "{}", first.len());
        assert_eq!(differ(&first, &second), Vec::<String>::new());
        let Some(other) = Database::fresh(kind) else { continue };
        seed(&other, &["--sessions", "120", "--seed", "2"]);
        assert_ne!(rows(&other), first, "another seed, another month");
    }
}

#[test]
fn a_demonstration_goes_without_a_trace() {
    on_both(|database| {
        // Somebody works here already, also on the demonstration's last day and in the name of one of its users.
        let server = Launch::serve(database.folder(), database.url()).start();
        let client = Client::new(server.url());
        let session = text(&client.chat("Smoke is coming out of the power pack"), "/session_id");
        let mut same = said("The HP gauge is in the red");
        same["user_id"] = json!("demo-astrid");
        client.post("/api/ai/chat", &same).expect(200);
        drop(server);
        database.run(
            "UPDATE support_tickets SET ticket_number = 'AB-20260329-0002'; \
             UPDATE ticket_numbers SET day = '2026-03-29', tickets = 2",
        );
        let before = rows(database);
        assert_eq!(demo(database, &["status"]), (true, "there is no demo data\n".to_owned()));

        let made = seed(database, &[]);
        let status = demo(database, &["status"]).1;
        assert_eq!(
            made.split(" 400").nth(1).and_then(|rest| rest.split(',').next()),
            Some(" sessions"),
            "{made}"
        );
        assert!(status.starts_with("there are 400 sessions, "), "{status}");
        let (again, why) = demo(database, &["seed", "--to", TO]);
        assert!(!again && why.contains("`handover demo remove`"), "{why}");
        let kept = format!("SELECT count(*) AS value FROM ai_messages WHERE session_id = '{session}'");
        assert!(database.number(&kept) > 0, "what was there is there");
        let clash = "SELECT count(*) AS value FROM support_tickets WHERE ticket_number = 'AB-20260329-0003'";
        assert_eq!(database.number(clash), 1, "numbers go on where they were");

        let (is_done, removed) = demo(database, &["remove"]);
        assert!(is_done && removed.starts_with("removed 400 sessions, "), "{removed}");
        assert_eq!(differ(&before, &rows(database)), Vec::<String>::new());
        assert_eq!(demo(database, &["remove"]), (true, "there is no demo data\n".to_owned()));

        database.run("INSERT INTO users (organization_id, user_id, updated_at) SELECT id, 'demo-emre', '2026-01-01T00:00:00.000000Z' FROM organizations");
        let before = rows(database);
        let (made, why) = demo(database, &["seed", "--to", TO]);
        assert!(!made && why.contains("not from it"), "{why}");
        assert_eq!(rows(database), before, "a user of that name is somebody else's");
    });
}

/// What no row may break, as a count of those that do.
const INVARIANTS: [(&str, &str); 12] = [
    ("a session is escalated exactly while it has an open ticket", "
        SELECT count(*) AS value FROM ai_sessions s WHERE (s.status = 'escalated') <> EXISTS (
            SELECT 1 FROM support_tickets t WHERE t.session_id = s.session_id
            AND t.status IN ('open', 'in_progress', 'waiting_on_user'))"),
    ("the owner is as the ticket's status says", "
        SELECT count(*) AS value FROM support_tickets t JOIN ai_sessions s ON s.session_id = t.session_id WHERE NOT (
            (t.status = 'open' AND s.owner = 'queue')
            OR (t.status = 'in_progress' AND s.owner = 'expert' AND s.owner_expert_id = t.assigned_expert_id)
            OR (t.status = 'waiting_on_user' AND s.owner IN ('expert', 'assistant'))
            OR (t.status IN ('resolved', 'closed') AND s.owner = 'assistant'))"),
    ("a ticket in work has an assignee", "
        SELECT count(*) AS value FROM support_tickets WHERE status IN ('in_progress', 'waiting_on_user')
            AND assigned_expert_id IS NULL"),
    ("a resolved ticket says how", "
        SELECT count(*) AS value FROM support_tickets WHERE status = 'resolved' AND coalesce(resolution_notes, '') = ''"),
    ("every ticket has its mails", "
        SELECT count(*) AS value FROM support_tickets t WHERE NOT EXISTS (
            SELECT 1 FROM outbox o WHERE o.ticket_id = t.id AND o.kind = 'support_ticket_opened')"),
    ("no mail waits", "SELECT count(*) AS value FROM outbox WHERE status = 'waiting' OR lease_until IS NOT NULL"),
    ("a mail has as many attempts as it says", "
        SELECT count(*) AS value FROM outbox o WHERE o.attempts <> (
            SELECT count(*) FROM delivery_attempts a WHERE a.outbox_id = o.id) OR o.attempts = 0"),
    ("no mail went anywhere", "SELECT count(*) AS value FROM delivery_attempts WHERE recipient NOT LIKE '%.example'"),
    ("messages are numbered without gaps", "
        SELECT count(*) AS value FROM ai_sessions s WHERE s.last_sequence <> (
            SELECT count(*) FROM ai_messages m WHERE m.session_id = s.session_id)"),
    ("a turn has one trigger", "
        SELECT count(*) AS value FROM ai_sessions s WHERE s.turn <> (
            SELECT count(*) FROM escalation_triggers e WHERE e.session_id = s.session_id AND e.turn > 0)"),
    ("nobody can sign in", "
        SELECT count(*) AS value FROM accounts WHERE status <> 'disabled' OR password_hash IS NOT NULL
            OR email NOT LIKE '%.example'"),
    ("nothing happens before what it follows", "
        SELECT count(*) AS value FROM ai_messages m JOIN ai_messages n ON n.session_id = m.session_id
            AND n.sequence = m.sequence + 1 WHERE n.timestamp < m.timestamp"),
];

#[test]
fn what_always_holds_holds_of_made_up_rows() {
    on_both(|database| {
        seed(database, &[]);
        for (promise, broken) in INVARIANTS {
            assert_eq!(database.number(broken), 0, "{promise}");
        }
        let statuses = database.texts("SELECT DISTINCT status AS value FROM support_tickets ORDER BY 1");
        assert_eq!(statuses, ["closed", "in_progress", "open", "resolved", "waiting_on_user"]);
        let kinds = database.texts("SELECT DISTINCT kind AS value FROM ticket_events ORDER BY 1");
        let expected = [
            "answered",
            "assigned",
            "handed_back",
            "note",
            "notes_added",
            "opened",
            "priority_changed",
            "rated",
        ];
        assert!(expected.iter().all(|kind| kinds.iter().any(|known| known == kind)), "{kinds:?}");
        let mails = database.texts("SELECT DISTINCT status AS value FROM outbox ORDER BY 1");
        assert_eq!(mails, ["dead", "sent"]);
        let languages = "SELECT count(DISTINCT language) AS value FROM ai_sessions";
        assert_eq!(database.number(languages), 6);
    });
}

/// The quick half: that the story is in the rows, read from one kind of database.
#[test]
fn the_planted_story_is_in_the_rows() {
    let database = Database::fresh(Kind::Sqlite).expect("a file");
    for number in ["1", "2", "3"] {
        seed(&database, &["--seed", number]);
        one_step_fails(&database);
        one_rule_is_needless(&database);
        one_language_waits(&database);
        one_gap_is_open(&database);
        one_site_works_at_the_weekend(&database);
        demo(&database, &["remove"]);
    }
}

fn one_step_fails(database: &Database) {
    let ended = |problem: &str, step: u32, more: &str| {
        database.number(&format!(
            "SELECT count(*) AS value FROM troubleshooting_steps WHERE (problem = '{problem}' OR problem LIKE '{problem}-__')
             AND step_number = {step} AND outcome IS NOT NULL {more}"
        ))
    };
    let percent = |problem: &str, step| {
        let (tried, failed) =
            (ended(problem, step, ""), ended(problem, step, "AND outcome = 'not_resolved'"));
        (tried, failed * 100 / tried.max(1))
    };
    let (tried, failing) = percent(story::FAILING_PROBLEM, story::FAILING_STEP);
    assert!(
        tried >= 50 && (failing - i64::from(story::FAILING_PERCENT)).abs() <= 3,
        "{failing} % of {tried}"
    );
    let others = database.texts("SELECT DISTINCT problem || ' ' || step_number AS value FROM troubleshooting_steps WHERE problem NOT LIKE '%-__'");
    for other in others {
        let (problem, step) = other.rsplit_once(' ').expect("two words");
        let step: u32 = step.parse().expect("a number");
        let (tried, failing) = percent(problem, step);
        let planted = (problem, step) == (story::FAILING_PROBLEM, story::FAILING_STEP);
        assert!(
            planted || tried < 20 || failing <= i64::from(story::OTHER_STEPS_FAIL),
            "{other}: {failing} % of {tried}"
        );
    }
}

fn one_rule_is_needless(database: &Database) {
    let fired = |more: &str| {
        let like = format!("%\"{}\"%", story::NEEDLESS_RULE);
        database.number(&format!(
            "SELECT count(DISTINCT s.session_id) AS value FROM ai_sessions s
             JOIN escalation_triggers e ON e.session_id = s.session_id
             WHERE e.evidence LIKE '{like}' AND e.escalation_decision = 'offer' {more}"
        ))
    };
    let needless = "AND s.status = 'completed' AND NOT EXISTS (SELECT 1 FROM support_tickets t WHERE t.session_id = s.session_id)";
    let (all, alone) = (fired(""), fired(needless));
    assert!(all >= 50 && alone * 3 >= all * 2, "{alone} of {all}");
}

fn one_language_waits(database: &Database) {
    let waits = |language: &str| {
        let instants = database.texts(&format!(
            "SELECT t.created_at || ' ' || t.first_answer_at AS value FROM support_tickets t
             JOIN ai_sessions s ON s.session_id = t.session_id
             WHERE s.language = '{language}' AND t.first_answer_at IS NOT NULL"
        ));
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        let mut seconds: Vec<i64> = instants
            .iter()
            .map(|pair| pair.split_once(' ').expect("two instants"))
            .map(|(made, answered)| (at(answered) - at(made)).num_seconds())
            .collect();
        seconds.sort_unstable();
        (seconds.len(), seconds.get(seconds.len() / 2).copied().unwrap_or_default())
    };
    let (count, slow) = waits(story::SLOW_LANGUAGE.code());
    assert!(count >= 8, "{count}");
    for language in ["en", "ar", "es", "tr", "no"] {
        let (count, median) = waits(language);
        assert!(
            count >= 5 && median * 3 <= slow,
            "{language}: {median} s of {count}, {slow} s where it is slow"
        );
    }
}

fn one_gap_is_open(database: &Database) {
    let asked = database.number(&format!(
        "SELECT count(DISTINCT session_id) AS value FROM ai_messages WHERE sender = 'user' AND instr(content, '{}') > 0",
        story::GAP_WORD
    ));
    let unsure = database.number(&format!(
        "SELECT count(DISTINCT e.session_id) AS value FROM escalation_triggers e JOIN ai_messages m ON m.message_id = e.message_id
         WHERE e.evidence LIKE '%policy.confidence%' AND e.escalation_decision = 'offer' AND instr(m.content, '{}') > 0",
        story::GAP_WORD
    ));
    assert!(asked >= 20 && unsure == asked, "{unsure} of {asked}");
}

fn one_site_works_at_the_weekend(database: &Database) {
    let sessions = |here: &str, day: &str| {
        database.number(&format!(
            "SELECT count(*) AS value FROM ai_sessions s JOIN machines m ON m.machine_id = s.machine_id
             WHERE (m.location = '{}') = {here} AND (strftime('%w', s.created_at) IN ('0', '6')) = {day}",
            story::WEEKEND_SITE
        ))
    };
    let (there, week) = (sessions("1", "1"), sessions("1", "0"));
    let (elsewhere, elsewhere_week) = (sessions("0", "1"), sessions("0", "0"));
    assert!(
        there > week && there > elsewhere,
        "{there} at the weekend, {week} in the week; {elsewhere} elsewhere"
    );
    assert!(elsewhere * 4 < elsewhere_week, "{elsewhere} and {elsewhere_week}");
}
