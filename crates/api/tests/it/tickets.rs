//! Tickets: the list by pages, one ticket, working on it, its mails; and what hosts tell us.

use serde_json::{Value, json};

use crate::running::{Running, keys};

fn ticket_of(app: &Running) -> Value {
    let session = app.session();
    let escalated = app.escalate(&session);
    app.get(&format!("/api/ai/tickets/{}", escalated["ticket_id"].as_str().unwrap())).expect(200)
}

#[test]
fn a_ticket_is_found_by_id_and_by_number_with_its_history() {
    let app = Running::start();
    let ticket = ticket_of(&app);
    assert_eq!(
        keys(&ticket),
        [
            "additional_notes",
            "assigned_expert_id",
            "assigned_expert_name",
            "category",
            "created_at",
            "escalation_reason",
            "events",
            "expert_contact_info",
            "first_answer_at",
            "id",
            "language",
            "machine_context",
            "machine_id",
            "machine_model",
            "merged",
            "merged_into",
            "notify_email",
            "organization_name",
            "priority",
            "rating",
            "rating_comment",
            "resolution_notes",
            "resolved_at",
            "rule_version",
            "session_id",
            "session_summary",
            "status",
            "ticket_number",
            "updated_at",
            "user_id",
            "user_name",
            "version"
        ]
    );
    assert_eq!(keys(&ticket["events"][0]), ["actor", "at", "from", "id", "kind", "reason", "to"]);
    assert_eq!(ticket["events"][0]["kind"], "opened");
    let by_number = app.get(&format!("/api/ai/tickets/{}", ticket["ticket_number"].as_str().unwrap()));
    assert_eq!(by_number.header("etag"), Some("\"1\""));
    assert_eq!(by_number.expect(200), ticket);
    app.get("/api/ai/tickets/AB-20260101-0001").expect(404);
    let refused = app.get("/api/ai/tickets/seven").expect(422);
    assert_eq!(refused["detail"][0]["loc"], json!(["path", "ticket"]));
}

#[test]
fn pages_of_tickets_meet_without_gap_or_overlap() {
    let app = Running::start();
    let mut made = Vec::new();
    for number in 0..5 {
        if number == 3 {
            app.clock.advance(chrono::TimeDelta::seconds(1));
        }
        made.push(ticket_of(&app)["id"].clone());
    }
    let (mut seen, mut next) = (Vec::new(), String::new());
    loop {
        let page = app.get(&format!("/api/ai/tickets?limit=2{next}")).expect(200);
        assert_eq!(keys(&page), ["next_cursor", "tickets"]);
        seen.extend(page["tickets"].as_array().unwrap().iter().map(|ticket| ticket["id"].clone()));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        next = format!("&cursor={cursor}");
    }
    assert_eq!(seen.len(), 5);
    assert_eq!(seen[..2].iter().collect::<Vec<_>>(), [&made[4], &made[3]], "newest first");
    assert!(made.iter().all(|id| seen.contains(id)));
}

#[test]
fn filters_choose_and_bad_ones_are_named() {
    let app = Running::start();
    let ticket = ticket_of(&app);
    let other = ticket_of(&app);
    let path = format!("/api/ai/tickets/{}", ticket["id"].as_str().unwrap());
    app.patch(&path, &json!({"status": "in_progress", "assigned_expert_id": "hydraulic"})).expect(200);
    let found = |query: &str| {
        let page = app.get(&format!("/api/ai/tickets?{query}")).expect(200);
        page["tickets"].as_array().unwrap().iter().map(|ticket| ticket["id"].clone()).collect::<Vec<_>>()
    };
    assert_eq!(found("status=in_progress"), [ticket["id"].clone()]);
    assert_eq!(found("assigned_expert_id=hydraulic&priority=high"), [ticket["id"].clone()]);
    assert_eq!(
        found(&format!("session_id={}", other["session_id"].as_str().unwrap())),
        [other["id"].clone()]
    );
    assert!(found("priority=low").is_empty());
    assert_eq!(
        found("status=open&status=in_progress&sort=urgency"),
        [ticket["id"].clone(), other["id"].clone()]
    );
    assert_eq!(found("open=true&unassigned=true"), [other["id"].clone()]);
    assert_eq!(found("language=en&language=el&newer_than=60&older_than=0").len(), 2);
    assert!(found("older_than=60").is_empty());
    assert!(found("mine=true").is_empty(), "the operator has no account");
    assert!(found("machine_model=none&category=other").is_empty());
    let bad = [
        ("status=lost", "status"),
        ("status=open&status=lost", "status"),
        ("language=de", "language"),
        ("category=weather", "category"),
        ("sort=age", "sort"),
        ("open=yes", "open"),
        ("older_than=-1", "older_than"),
        ("urgency=1", "urgency"),
        ("limit=1&limit=2", "limit"),
        ("priority=", "priority"),
        ("session_id=7", "session_id"),
        ("limit=0", "limit"),
        ("limit=201", "limit"),
        ("limit=many", "limit"),
        ("cursor=zz", "cursor"),
        ("assigned_expert_id=%00", "assigned_expert_id"),
    ];
    for (query, name) in bad {
        let refused = app.get(&format!("/api/ai/tickets?{query}")).expect(422);
        assert_eq!(refused["detail"][0]["loc"], json!(["query", name]), "{query}");
        assert_eq!(refused["errors"][0]["parameter"], name);
    }
}

#[test]
fn working_on_a_ticket_is_guarded_and_moves_its_session() {
    let app = Running::start();
    let ticket = ticket_of(&app);
    let path = format!("/api/ai/tickets/{}", ticket["id"].as_str().unwrap());
    let taken = app.patch(&path, &json!({"status": "in_progress", "version": 1})).expect(200);
    assert_eq!((&taken["status"], &taken["version"]), (&json!("in_progress"), &json!(2)));
    assert_eq!(taken["assigned_expert_id"], "general", "whom it was routed to");
    let nobodys = app.patch(&path, &json!({"assigned_expert_id": null, "status": "waiting_on_user"}));
    let nobodys = nobodys.expect(422);
    assert_eq!(nobodys["errors"][0]["pointer"], "/assigned_expert_id");
    let why = nobodys["errors"][0]["detail"].as_str().unwrap();
    assert!(why.contains("a ticket that is waiting_on_user needs an assignee"), "{why}");
    let freed = app.patch(&path, &json!({"assigned_expert_id": null})).expect(200);
    assert_eq!((&freed["assigned_expert_id"], &freed["status"]), (&Value::Null, &json!("open")));

    let done = json!({"status": "resolved", "resolution_notes": "New gauge"});
    let stale = app.request("PATCH", &path).header("If-Match", "\"2\"").json(&done).send().expect(409);
    assert_eq!(stale["type"], "/problems/stale-version");
    app.patch(&path, &json!({"status": "resolved", "version": 2})).expect(409);
    let solved = app.request("PATCH", &path).header("If-Match", "\"3\"").json(&done).send().expect(200);
    assert_eq!(solved["resolution_notes"], "New gauge");
    let session =
        app.get(&format!("/api/ai/sessions/{}", ticket["session_id"].as_str().unwrap())).expect(200);
    assert_eq!(
        (&session["status"], &session["resolution_summary"]),
        (&json!("completed"), &json!("New gauge"))
    );

    app.patch(&path, &json!({"status": "closed"})).expect(200);
    let illegal = app.patch(&path, &json!({"status": "open"})).expect(409);
    assert_eq!(illegal["detail"], "a ticket that is closed cannot become open");
    let unknown = app.patch(&path, &json!({"assigned_expert_id": "nobody"})).expect(422);
    assert_eq!(unknown["errors"][0]["pointer"], "/assigned_expert_id");
    let extra = app.patch(&path, &json!({"ticket_number": "AB-1"})).expect(422);
    assert_eq!(extra["detail"][0]["loc"], json!(["body", "ticket_number"]));
    let etag = app.request("PATCH", &path).header("If-Match", "three").json(&json!({})).send().expect(422);
    assert_eq!(etag["detail"][0]["loc"], json!(["header", "If-Match"]));
}

#[test]
fn the_mails_of_a_ticket_are_shown_as_they_wait() {
    let app = Running::start();
    app.put("/api/ai/users/u-1", &json!({"name": "Ada", "email": "ada@example.org"})).expect(200);
    let ticket = ticket_of(&app);
    let shown =
        app.get(&format!("/api/ai/tickets/{}/notifications", ticket["ticket_number"].as_str().unwrap()));
    let shown = shown.expect(200);
    assert_eq!(shown["smtp_configured"], false);
    let mails = shown["notifications"].as_array().unwrap();
    assert_eq!(mails.len(), 2, "to support and to the user");
    assert_eq!(
        keys(&mails[0]),
        [
            "attempts",
            "delivery_attempts",
            "html",
            "id",
            "kind",
            "last_error",
            "next_attempt_at",
            "recipients",
            "status",
            "subject",
            "text"
        ]
    );
    assert_eq!((&mails[0]["status"], &mails[0]["attempts"]), (&json!("waiting"), &json!(0)));
    assert_eq!(mails[0]["recipients"], json!(["support@example.org"]));
}

#[test]
fn each_facet_counts_what_another_choice_would_find() {
    let app = Running::start();
    let ticket = ticket_of(&app);
    ticket_of(&app);
    let path = format!("/api/ai/tickets/{}", ticket["id"].as_str().unwrap());
    app.patch(&path, &json!({"status": "in_progress", "assigned_expert_id": "hydraulic"})).expect(200);
    let counts = app.get("/api/ai/tickets/counts?status=in_progress&language=en").expect(200);
    assert_eq!((&counts["total"], &counts["capped"]), (&json!(1), &json!(false)));
    assert_eq!(counts["by"]["status"], json!({"open": 1, "in_progress": 1}));
    assert_eq!(counts["by"]["language"], json!({"en": 1}));
    assert_eq!(counts["by"]["priority"], json!({"high": 1}));
    let experts = &counts["by"]["assigned_expert_id"];
    assert_eq!((&experts[0]["value"], &experts[0]["count"]), (&json!("hydraulic"), &json!(1)));
    assert!(experts[0]["name"].is_string());
    let none = app.get("/api/ai/tickets/counts?mine=true").expect(200);
    assert_eq!(none["total"], 0);
}

#[test]
fn a_card_tells_of_the_user_and_experts_of_themselves() {
    let app = Running::start();
    let ticket = ticket_of(&app);
    let user = ticket["user_id"].as_str().unwrap();
    app.put(&format!("/api/ai/users/{user}"), &json!({"name": "Kari", "language": "no"})).expect(200);
    let path = format!("/api/ai/tickets/{}", ticket["id"].as_str().unwrap());
    app.patch(&path, &json!({"status": "in_progress", "assigned_expert_id": "hydraulic"})).expect(200);
    let card = app.get(&format!("{path}/card")).expect(200);
    assert_eq!(card["machine"], Value::Null);
    let card = &card["user"];
    assert_eq!((&card["name"], &card["language"]), (&json!("Kari"), &json!("no")));
    assert_eq!((&card["tickets"], &card["sessions"]), (&json!({"total": 1, "open": 1}), &json!(1)));
    assert_eq!(card["recent"], json!([]), "the ticket itself is no other");
    let experts = app.get("/api/ai/experts").expect(200);
    let one = experts["experts"].as_array().unwrap().iter().find(|one| one["id"] == "hydraulic").unwrap();
    assert_eq!((&one["kind"], &one["open_tickets"]), (&json!("contact"), &json!(1)));
    assert_eq!((&one["available"], &one["role"]), (&Value::Null, &Value::Null));
    app.put("/api/ai/desk/availability", &json!({"expert_id": "hydraulic", "available": true})).expect(200);
    let skills = json!({"languages": ["el"], "categories": ["hydraulic"], "auto_assign": false});
    app.put("/api/ai/desk/experts/hydraulic", &skills).expect(200);
    let experts = app.get("/api/ai/experts").expect(200);
    let one = experts["experts"].as_array().unwrap().iter().find(|one| one["id"] == "hydraulic").unwrap();
    assert_eq!(
        (&one["available"], &one["languages"], &one["categories"]),
        (&json!(true), &json!(["el"]), &json!(["hydraulic"]))
    );
}

#[test]
fn words_are_found_and_marked() {
    let app = Running::start();
    let ticket = ticket_of(&app);
    ticket_of(&app);
    let number = ticket["ticket_number"].as_str().unwrap();
    let notes = format!("/api/ai/tickets/{number}/notes");
    app.post(&notes, &json!({"text": "Η ΑΝΤΛΙΑ: replaced the impeller"})).expect(200);
    let page = app.get("/api/ai/tickets?q=impeller%20%CE%B1%CE%BD%CF%84%CE%BB%CE%B9").expect(200);
    let found = page["tickets"].as_array().unwrap();
    assert_eq!((found.len(), &found[0]["id"]), (1, &ticket["id"]));
    let place = &found[0]["match"];
    assert_eq!((&place["where"], &place["message_id"]), (&json!("notes"), &Value::Null));
    assert_eq!(place["text"], "Η ΑΝΤΛΙΑ: replaced the impeller");
    assert_eq!(place["marks"], json!([[2, 8], [23, 31]]));
    let named = app.get(&format!("/api/ai/tickets?q={}&sort=relevance&limit=1", number.to_lowercase()));
    let named = named.expect(200);
    assert_eq!((&named["tickets"][0]["id"], &named["next_cursor"]), (&ticket["id"], &Value::Null));
    assert_eq!(app.get("/api/ai/tickets/counts?q=impeller").expect(200)["total"], 1);
    assert_eq!(app.get("/api/ai/tickets?q=%22%22%20!").expect(200)["tickets"], json!([]));
    let page = app.get("/api/ai/tickets?q=ab&limit=1").expect(200);
    let next = page["next_cursor"].as_str().unwrap();
    let rest = app.get(&format!("/api/ai/tickets?q=ab&limit=1&cursor={next}")).expect(200);
    assert_ne!(page["tickets"][0]["id"], rest["tickets"][0]["id"]);
    assert_eq!(rest["next_cursor"], Value::Null);
    for bad in ["sort=relevance", "q=a&sort=urgency", "q=a&cursor=0", &format!("cursor={next}")] {
        app.get(&format!("/api/ai/tickets?{bad}")).expect(422);
    }
}
