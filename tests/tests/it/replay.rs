//! `handover replay` beside a running service: it says what a draft would change, and changes nothing.

use handover_testkit::process::Launch;
use serde_json::{Value, json};

use crate::client::{Client, said, text};
use crate::database::{Database, on_both};

/// Every row that a replay might touch, as numbers that a write would change.
const STATE: [&str; 4] = [
    "SELECT count(*) + coalesce(max(version), 0) AS value FROM ai_sessions",
    "SELECT count(*) AS value FROM ai_messages",
    "SELECT count(*) AS value FROM escalation_triggers",
    "SELECT count(*) AS value FROM outbox",
];

fn replay(database: &Database, arguments: &[&str]) -> (bool, String, String) {
    let all: Vec<&str> = ["replay"].iter().chain(arguments).copied().collect();
    let done = Launch::command(database.folder(), database.url(), &all).process().output().expect("it runs");
    let words = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    (done.status.success(), words(&done.stdout), words(&done.stderr))
}

fn lines(printed: &str) -> Vec<Value> {
    printed.lines().map(|line| serde_json::from_str(line).expect("a JSON object a line")).collect()
}

/// The shipped English rules without the ones for smoke.
fn draft(database: &Database) -> String {
    let folder = database.folder().join("draft");
    std::fs::create_dir_all(&folder).expect("a folder");
    let shipped = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("../config/rules/en.toml");
    let shipped = std::fs::read_to_string(shipped).expect("the English rules");
    let kept = shipped.split("\n[[rule]]\n").filter(|rule| !rule.starts_with("id = \"smoke\""));
    let kept: Vec<&str> = kept.collect();
    assert!(kept.len() < shipped.split("\n[[rule]]\n").count(), "there is a rule for smoke");
    std::fs::write(folder.join("en.toml"), kept.join("\n[[rule]]\n")).expect("a draft");
    folder.display().to_string()
}

#[test]
fn a_draft_is_replayed_beside_a_running_service() {
    on_both(|database| {
        let server = Launch::serve(database.folder(), database.url()).start();
        let client = Client::new(server.url());
        let smoke = text(&client.chat("Smoke is coming out of the power pack"), "/session_id");
        client.chat("The HP gauge is in the red");
        let request = text(&client.chat("I want to talk to a human"), "/session_id");
        let mut again = said("Smoke is coming out of the pump");
        again["session_id"] = json!(request);
        client.post("/api/ai/chat", &again).expect(200);
        let before = STATE.map(|query| database.number(query));
        let draft = draft(database);

        let (is_done, printed, trouble) =
            replay(database, &["--rules", &draft, "--since", "2020-01-01", "--format", "json"]);
        assert!(is_done && trouble.is_empty(), "{trouble}");
        let lines = lines(&printed);
        let changes: Vec<_> = lines.iter().filter(|line| line.get("change").is_some()).collect();
        let of = |of: &str| -> Vec<(&Value, &Value, &Value)> {
            let same = changes.iter().filter(|line| line["of"] == json!(of));
            same.map(|line| (&line["change"], &line["lang"], &line["sessions"])).collect()
        };
        assert_eq!(
            of("offer"),
            [(&json!("fewer"), &json!("en"), &json!(1))],
            "who asked is offered a person anyway"
        );
        assert_eq!(of("escalate"), [(&json!("fewer"), &json!("en"), &json!(2))]);
        assert!(changes.iter().all(|line| text(line, "/rule") == "en.safety_concern.smoke"), "{printed}");
        let shown = changes.iter().flat_map(|line| line["messages"].as_array().expect("messages"));
        assert!(shown.into_iter().any(|message| message["session_id"] == json!(smoke)), "{printed}");
        let summary = lines.last().expect("a summary");
        assert_eq!((&summary["sessions"], &summary["changed_sessions"]), (&json!(3), &json!(2)));

        let (_, printed, _) =
            replay(database, &["--rules", &draft, "--since", "2020-01-01", "--messages", "1"]);
        assert!(printed.contains("fewer tickets unasked: 2 by en.safety_concern.smoke (en)"), "{printed}");
        assert!(printed.contains("Smoke is coming out of the p"), "{printed}");
        let (_, printed, _) =
            replay(database, &["--rules", &draft, "--since", "2020-01-01", "--until", "2020-01-02"]);
        assert!(printed.starts_with("0 sessions") && printed.contains("no difference"), "{printed}");
        let today = chrono::DateTime::<chrono::Utc>::from(std::time::SystemTime::now()).date_naive();
        let (from, to) = ((today - chrono::Days::new(1)).to_string(), today.to_string());
        let (_, printed, _) = replay(database, &["--rules", &draft, "--since", &from, "--until", &to]);
        assert!(printed.starts_with("3 sessions"), "the last day counts: {printed}");
        let empty = database.folder().join("empty");
        std::fs::create_dir_all(&empty).expect("a folder");
        let (_, printed, _) =
            replay(database, &["--rules", &empty.display().to_string(), "--since", "2020-01-01T00:00:00Z"]);
        assert!(
            printed.starts_with("3 sessions, 4 judged turns") && printed.contains("no difference"),
            "{printed}"
        );
        assert_eq!(STATE.map(|query| database.number(query)), before, "nothing was written");

        let (is_done, _, trouble) = replay(database, &["--rules", "/no/such/draft", "--since", "2020-01-01"]);
        assert!(!is_done && trouble.contains("/no/such/draft"), "{trouble}");
        let (is_done, _, trouble) = replay(database, &["--rules", &draft, "--since", "yesterday"]);
        assert!(!is_done && trouble.contains("expected a date"), "{trouble}");
    });
}
