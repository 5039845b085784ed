//! Figures over HTTP: what they say, for whom, and as tables.

use handover_domain::KeyScope;
use handover_domain::testing::an_answer;
use serde_json::{Value, json};

use crate::client::Response;
use crate::identify::{closed, with_token};
use crate::matrix::key_with;
use crate::running::Running;
use crate::talker::Behaviour;

const FIGURES: [&str; 7] = ["overview", "trend", "flow", "heatmap", "waiting", "steps", "rules"];

fn figures(app: &Running, query: &str) -> Value {
    app.get(&format!("/api/ai/analytics/{query}")).expect(200)
}

/// A session that asks for a person and gets a ticket.
fn escalated(app: &Running) -> Value {
    let session = app.post("/api/ai/chat", &json!({"message": "I want to talk to a human"})).expect(200);
    let session = session["session_id"].as_str().unwrap().to_owned();
    let wish = json!({"escalation_reason": "user_request"});
    app.post(&format!("/api/ai/sessions/{session}/escalate"), &wish).expect(201)
}

/// What the talker says to a question that it cannot answer well.
fn asks_in_vain(app: &Running, question: &str) -> String {
    app.talker.next(Behaviour::Say(an_answer("Perhaps.", 0.2)));
    let said = app.post("/api/ai/chat", &json!({"message": question})).expect(200);
    said["session_id"].as_str().unwrap().to_owned()
}

#[test]
fn a_gap_becomes_a_draft_from_what_solved_it() {
    let app = Running::start();
    let session = asks_in_vain(&app, "Which oil does the winch need?");
    asks_in_vain(&app, "What oil does the winch need, please?");
    let gaps = figures(&app, "gaps");
    let gap = &gaps["groups"][0];
    assert_eq!((&gap["questions"], &gap["sessions"]), (&json!(2), &json!(2)), "{gaps}");
    assert_eq!((&gap["label"], &gap["resolutions"]), (&json!("Which oil does the winch need?"), &json!([])));
    let draft = format!("/api/ai/analytics/gaps/{}/draft", gap["id"].as_str().unwrap());
    app.post(&draft, &json!({})).expect(409);
    let ticket = app.escalate(&session);
    let path = format!("/api/ai/tickets/{}", ticket["ticket_id"].as_str().unwrap());
    let solved = json!({"status": "resolved", "resolution_notes": "SAE 30, half a litre."});
    app.request("PATCH", &path).json(&solved).send().expect(200);
    let gap = figures(&app, "gaps")["groups"][0].clone();
    assert_eq!(
        gap["resolutions"],
        json!([{"ticket_number": ticket["ticket_number"], "text": "SAE 30, half a litre."}])
    );
    app.post(&draft, &json!({"days": 7, "language": "el"})).expect(404);
    app.post(&draft, &json!({"machine_model": "another"})).expect(404);
    let made = app.post(&draft, &json!({"days": 7, "language": "en"})).expect(201);
    assert_eq!((&made["solution"], &made["verified"]), (&json!("SAE 30, half a litre."), &json!(false)));
    assert_eq!(made["origin"]["ticket_number"], ticket["ticket_number"]);
    let id = made["id"].as_str().unwrap();
    app.get(&format!("/api/ai/analytics/effect?knowledge_id={id}")).expect(409);
    let verify = app.request("PATCH", &format!("/api/ai/expert-knowledge/{id}"));
    verify.json(&json!({"verified": true})).send().expect(200);
    let effect = app.get(&format!("/api/ai/analytics/effect?knowledge_id={id}")).expect(200);
    assert_eq!((&effect["before"]["questions"], &effect["after"]["questions"]), (&json!(0), &json!(2)));
    assert_eq!(effect["days"], 1, "what has passed is compared with as much before");
    let side = |name: &str| (effect[name]["from"].clone(), effect[name]["to"].clone());
    assert_eq!((side("before").0, side("after").0), (side("before").1, side("after").1), "{effect}");
    app.clock.advance(chrono::TimeDelta::days(40));
    let effect = app.get(&format!("/api/ai/analytics/effect?knowledge_id={id}")).expect(200);
    assert_eq!((&effect["days"], &effect["after"]["questions"]), (&json!(30), &json!(2)));
    let feedback = json!({"feedback_type": "accuracy", "rating": 6});
    let path = format!("/api/ai/sessions/{session}/expert-feedback");
    app.post(&path, &feedback).expect(422);
    let given = app.post(&path, &json!({"feedback_type": "accuracy", "rating": 2})).expect(201);
    assert_eq!((&given["rating"], &given["message_id"]), (&json!(2), &Value::Null));
}

#[test]
fn figures_are_of_the_days_that_were_asked_for_and_of_nobody_else() {
    let app = Running::start();
    for _ in 0..3 {
        asks_in_vain(&app, "Which oil does the winch need?");
        app.clock.advance(chrono::TimeDelta::days(1));
    }
    let count = |asked: &str| figures(&app, &format!("overview?{asked}"))["sessions"].clone();
    assert_eq!([count("days=1"), count("days=2"), count("days=4")], [json!(0), json!(1), json!(3)]);
    let today = figures(&app, "overview")["to"].clone();
    let yesterday = figures(&app, "overview?days=2")["from"].clone();
    let (to, from) = (today.as_str().unwrap(), yesterday.as_str().unwrap());
    assert_eq!(
        count(&format!("from={from}&to={to}&days=800")),
        json!(1),
        "the first day counts before a number"
    );
    app.get("/api/ai/analytics/overview?organization=acme").expect(404);

    // A table is a page too.
    let (mut path, mut lines) = ("?limit=2&format=csv&days=9".to_owned(), Vec::new());
    loop {
        let page = app.get(&format!("/api/ai/analytics/sessions{path}"));
        let next = page.header("link").map(str::to_owned);
        lines.extend(text(page).lines().skip(1).map(str::to_owned));
        let Some(next) = next else { break };
        path = next.strip_prefix('<').unwrap().strip_suffix(">; rel=\"next\"").unwrap().to_owned();
    }
    lines.sort();
    lines.dedup();
    assert_eq!(lines.len(), 3, "{lines:?}");
}

#[test]
fn mails_are_counted_by_day() {
    let app = Running::start();
    escalated(&app);
    let mail = figures(&app, "mail?language=el");
    assert_eq!(
        (&mail["waiting"], &mail["sent"], &mail["filters"]["language"]),
        (&json!(1), &json!(0), &Value::Null)
    );
    let days = mail["by_day"].as_array().unwrap();
    assert_eq!((days.len(), &days[29]["waiting"]), (30, &json!(1)));
}

fn text(response: Response) -> String {
    String::from_utf8(response.body).unwrap()
}

#[test]
fn an_answer_shows_what_happened_just_before() {
    let app = Running::start();
    assert_eq!(figures(&app, "overview")["sessions"], 0);
    let ticket = escalated(&app);
    app.post("/api/ai/chat", &json!({"message": "The pump is loud", "language": "el"})).expect(200);
    let overview = figures(&app, "overview");
    assert_eq!((&overview["sessions"], &overview["escalated"]), (&json!(2), &json!(1)));
    assert_eq!((&overview["escalation_rate"], &overview["tickets"]["opened"]), (&json!(0.5), &json!(1)));
    assert_eq!(
        overview["time_to_first_answer"],
        json!({"count": 0, "p10": null, "p25": null, "p50": null,
        "p75": null, "p90": null, "p95": null, "max": null})
    );
    assert_eq!((&overview["time_zone"], overview["as_of"].is_string()), (&json!("UTC"), true));
    app.clock.advance(chrono::TimeDelta::seconds(90));
    let path = format!("/api/ai/tickets/{}/messages", ticket["ticket_id"].as_str().unwrap());
    app.post(&path, &json!({"content": "Hello"})).expect(200);
    assert_eq!(figures(&app, "overview")["time_to_first_answer"]["p50"], 90);
    let groups = figures(&app, "waiting?by=reason");
    assert_eq!(groups["groups"][0]["group"], "user_request");
    let histogram = groups["groups"][0]["histogram"].as_array().unwrap();
    let bin = histogram.iter().find(|bin| bin["count"] == 1).unwrap();
    assert_eq!((&bin["from"], &bin["to"]), (&json!(60), &json!(300)));
    let behind = app.get(&format!("/api/ai/analytics/sessions?mark={}", escaped(&bin["mark"]))).expect(200);
    assert_eq!(behind["sessions"][0]["ticket_number"], ticket["ticket_number"]);
    assert_eq!(behind["sessions"].as_array().map(Vec::len), Some(1));
    assert_eq!(figures(&app, "overview?language=el")["sessions"], 1);
    assert_eq!(figures(&app, "overview?machine_model=none")["sessions"], 0);
}

fn escaped(mark: &Value) -> String {
    mark.as_str().unwrap().replace('%', "%25").replace(';', "%3B").replace('=', "%3D")
}

#[test]
fn a_rule_is_told_with_what_became_of_it() {
    let app = Running::start();
    escalated(&app);
    app.post("/api/ai/chat", &json!({"message": "I want to talk to a human"})).expect(200);
    let rules = figures(&app, "rules");
    let row = &rules["rules"][0];
    let counts = ["fired", "offered", "accepted", "ignored"].map(|name| row[name].as_u64());
    assert_eq!(counts, [2, 2, 1, 1].map(Some), "{row}");
    let accepted =
        app.get(&format!("/api/ai/analytics/sessions?mark={}", escaped(&row["marks"]["accepted"])));
    assert_eq!(accepted.expect(200)["sessions"].as_array().map(Vec::len), Some(1));
    let flow = figures(&app, "flow");
    let ends: Vec<&Value> = flow["links"].as_array().unwrap().iter().map(|link| &link["target"]).collect();
    assert!(ends.contains(&&json!("outcome:open")), "{flow}");
}

#[test]
fn the_sessions_behind_a_mark_come_in_pages() {
    let app = Running::start();
    for _ in 0..5 {
        app.post("/api/ai/chat", &json!({"message": "Hello"})).expect(200);
    }
    let (mut seen, mut cursor) = (Vec::new(), String::new());
    loop {
        let page = figures(&app, &format!("sessions?limit=2{cursor}"));
        seen.extend(page["sessions"].as_array().unwrap().iter().map(|s| s["session_id"].to_string()));
        let Some(next) = page["next_cursor"].as_str() else { break };
        cursor = format!("&cursor={next}");
    }
    let count = seen.len();
    seen.sort();
    seen.dedup();
    assert_eq!((count, seen.len()), (5, 5));
}

#[test]
fn figures_come_as_tables_for_spreadsheets() {
    let app = Running::start();
    escalated(&app);
    for name in FIGURES {
        let table = app.get(&format!("/api/ai/analytics/{name}?format=csv&compare=previous"));
        assert_eq!(table.status, 200, "{name}");
        assert_eq!(table.header("content-type"), Some("text/csv; charset=utf-8"));
        assert!(table.header("content-disposition").is_some_and(|value| value.contains(name)));
        assert!(text(table).starts_with("\u{feff}period,"), "{name}");
    }
    let asked = app.request("GET", "/api/ai/analytics/trend?by=month").header("Accept", "text/csv").send();
    let table = text(asked);
    assert!(table.starts_with("\u{feff}date,sessions,escalated,deflected,"), "{table}");
    let first =
        app.request("GET", "/api/ai/analytics/trend").header("Accept", "application/json, text/csv;q=0.1");
    assert!(first.send().expect(200)["points"].is_array());
}

#[test]
fn what_cannot_be_asked_names_its_field() {
    let app = Running::start();
    let wrong = [
        ("overview?from=2026-02-30", "from"),
        ("overview?from=2026-03-02&to=2026-03-01", "from"),
        ("overview?from=2020-01-01&to=2026-03-01", "from"),
        ("overview?colour=red", "colour"),
        ("trend?by=year", "by"),
        ("heatmap?measure=mood", "measure"),
        ("sessions?mark=nonsense", "mark"),
        ("overview?language=fr", "language"),
        ("rules?by_version=maybe", "by_version"),
    ];
    for (query, field) in wrong {
        let problem = app.get(&format!("/api/ai/analytics/{query}")).expect(422);
        assert!(problem["errors"].to_string().contains(field), "{query}: {problem}");
    }
    let both = figures(&app, "overview?from=2026-02-01&to=2026-02-28&compare=previous");
    assert_eq!(
        (&both["previous"]["from"], &both["previous"]["to"]),
        (&json!("2026-01-04"), &json!("2026-01-31"))
    );
}

#[test]
fn totals_tell_nothing_of_another_organization() {
    let app = closed(true);
    for _ in 0..3 {
        let said = json!({"message": "I want to talk to a human"});
        with_token(&app, "user:anna", "POST", "/api/ai/chat").json(&said).send().expect(200);
    }
    let sum = |token: &str, name: &str| {
        let answer = with_token(&app, token, "GET", &format!("/api/ai/analytics/{name}")).send().expect(200);
        let mut numbers = Vec::new();
        collect(&answer, "", &mut numbers);
        numbers
            .iter()
            .filter(|(key, _)| key != "hour" && key != "weekday" && key != "from" && key != "to")
            .map(|(_, number)| number)
            .sum::<f64>()
    };
    let key = key_with(&app, KeyScope::Analytics);
    for name in FIGURES {
        assert!(sum("manager:mona", name) > 0.0 || name == "waiting" || name == "steps", "{name}");
        assert_eq!(sum("manager:mona@others", name), 0.0, "{name} tells others");
        assert_eq!(sum(&key, name), sum("manager:mona", name));
    }
    let theirs =
        with_token(&app, "manager:mona@others", "GET", "/api/ai/analytics/sessions").send().expect(200);
    assert_eq!(theirs["sessions"], json!([]));
    with_token(&app, "user:anna", "GET", "/api/ai/analytics/overview").send().expect(403);
    let wrong = key_with(&app, KeyScope::Chat);
    with_token(&app, &wrong, "GET", "/api/ai/analytics/overview").send().expect(403);
}

fn collect(value: &Value, name: &str, found: &mut Vec<(String, f64)>) {
    match value {
        Value::Number(number) => found.push((name.to_owned(), number.as_f64().unwrap())),
        Value::Array(items) => items.iter().for_each(|item| collect(item, name, found)),
        Value::Object(members) => members.iter().for_each(|(key, item)| collect(item, key, found)),
        _ => {}
    }
}
