//! Sessions and their messages.

use serde_json::{Value, json};

use crate::running::{Running, keys};

#[test]
fn a_session_is_opened_read_changed_and_listed() {
    let app = Running::start();
    let body =
        json!({"machine_id": "m-1", "language": "auto", "problem_description": "It leaks", "user_id": "u-1"});
    let created = app.post("/api/ai/sessions", &body).expect(201);
    assert_eq!(keys(&created), ["message", "session_id", "status"]);
    assert_eq!(created["status"], "created");
    assert_eq!(created["message"], "AI troubleshooting session created successfully");
    let path = format!("/api/ai/sessions/{}", created["session_id"].as_str().unwrap());

    let session = app.get(&path).expect(200);
    assert_eq!(
        keys(&session),
        [
            "created_at",
            "language",
            "last_event",
            "machine_id",
            "metadata",
            "owner",
            "problem_description",
            "queue",
            "resolution_summary",
            "session_id",
            "status",
            "updated_at",
            "user_id"
        ]
    );
    assert_eq!(session["problem_description"], "It leaks");
    assert_eq!(session["created_at"], "2026-11-22T09:30:00.000000Z");

    let changed = app.put(&path, &json!({"status": "completed", "resolution_summary": "Tightened"}));
    let changed = changed.expect(200);
    assert_eq!(
        (&changed["status"], &changed["resolution_summary"]),
        (&json!("completed"), &json!("Tightened"))
    );
    app.put(&path, &json!({"status": "escalated"})).expect(422);

    let list = app.get("/api/ai/users/u-1/sessions?limit=1").expect(200);
    assert_eq!(keys(&list), ["sessions", "total_sessions", "user_id"]);
    assert_eq!((&list["sessions"][0], &list["total_sessions"]), (&changed, &json!(1)));
    let nobody = app.get("/api/ai/users/some%20body%2Felse/sessions").expect(200);
    assert_eq!((&nobody["user_id"], &nobody["total_sessions"]), (&json!("some body/else"), &json!(0)));
}

#[test]
fn the_status_of_a_session_is_true() {
    let app = Running::start();
    let session = app.session();
    app.clock.advance(chrono::TimeDelta::minutes(5));
    app.escalate(&session);
    let glance = app.get(&format!("/api/ai/session/{session}/status")).expect(200);
    let expected = json!({
        "session_id": session, "status": "escalated", "created_at": "2026-11-22T09:30:00.000000Z",
        "message_count": 3, "last_activity": "2026-11-22T09:35:00.000000Z"
    });
    assert_eq!(glance, expected);
    app.get(&format!("/api/ai/session/{}/status", uuid::Uuid::new_v4())).expect(404);
}

#[test]
fn messages_are_sent_and_read_back() {
    let app = Running::start();
    let session = app.session();
    let path = format!("/api/ai/sessions/{session}");
    let body =
        json!({"content": "And now?", "message_type": "voice", "language": "el-GR", "metadata": {"a": [1]}});
    let sent = app.post(&format!("{path}/messages"), &body).expect(200);
    assert_eq!(keys(&sent), ["ai_response", "escalation", "message", "message_id", "status"]);
    assert_eq!((&sent["status"], &sent["message"]), (&json!("sent"), &json!("Message sent successfully")));

    let history = app.get(&format!("{path}/history?limit=2")).expect(200);
    assert_eq!(keys(&history), ["messages", "session_id", "total_messages"]);
    assert_eq!(history["total_messages"], 4);
    let messages = history["messages"].as_array().unwrap();
    assert_eq!(
        keys(&messages[0]),
        [
            "author",
            "citations",
            "confidence",
            "content",
            "language",
            "message_id",
            "message_type",
            "metadata",
            "model_used",
            "sender",
            "sequence",
            "session_id",
            "step_data",
            "timestamp"
        ]
    );
    assert_eq!(messages[0]["message_id"], sent["message_id"]);
    assert_eq!((&messages[0]["language"], &messages[0]["metadata"]), (&json!("el"), &json!({"a": [1]})));
    assert_eq!(messages[0]["message_type"], "voice");
    assert_eq!(messages[1], sent["ai_response"]);
    assert_eq!(messages[1]["metadata"], Value::Null);
}

#[test]
fn a_message_does_not_open_the_session_it_names() {
    let app = Running::start();
    let path = format!("/api/ai/sessions/{}", uuid::Uuid::new_v4());
    let refused = app.post(&format!("{path}/messages"), &json!({"content": "Hello"})).expect(404);
    assert_eq!(
        (&refused["type"], &refused["detail"]),
        (&json!("/problems/no-such-session"), &json!("Session not found"))
    );
    app.get(&path).expect(404);
}

#[test]
fn a_hazard_in_a_message_is_answered_with_the_announcement() {
    let app = Running::start();
    let session = app.session();
    let body = json!({"content": "There is smoke now"});
    let sent = app.post(&format!("/api/ai/sessions/{session}/messages"), &body).expect(200);
    assert!(sent["ai_response"]["content"].as_str().unwrap().starts_with("STOP WORK NOW"));
    assert_eq!(sent["ai_response"]["sender"], "system");
    assert!(sent["escalation"]["ticket_number"].is_string());
}

#[test]
fn a_session_with_an_open_ticket_cannot_be_closed_past_it() {
    let app = Running::start();
    let session = app.session();
    app.escalate(&session);
    let refused =
        app.put(&format!("/api/ai/sessions/{session}"), &json!({"status": "completed"})).expect(409);
    assert_eq!(refused["type"], "/problems/illegal-transition");
}

#[test]
fn another_user_does_not_see_that_a_session_exists() {
    let app = Running::start();
    let session = app.session();
    let foreign =
        app.post("/api/ai/chat", &json!({"message": "Hi", "session_id": session, "user_id": "u-2"}));
    let missing =
        json!({"session_id": uuid::Uuid::new_v4(), "step_id": uuid::Uuid::new_v4(), "feedback": "worked"});
    let missing = app.post("/api/ai/chat/step-feedback", &missing).expect(404);
    let mut foreign = foreign.expect(404);
    foreign["instance"] = missing["instance"].clone();
    assert_eq!(foreign, missing);
}
