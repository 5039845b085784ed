//! Check 5 of the issue: bad input of every kind ends in a clear 4xx that names the field.

use serde_json::{Value, json};

use crate::running::Running;

fn loc(refused: &Value) -> &Value {
    assert_eq!(refused["type"], "/problems/invalid-request", "{refused}");
    &refused["detail"][0]["loc"]
}

#[test]
fn unknown_sessions_are_404_on_every_route() {
    let app = Running::start();
    let id = uuid::Uuid::new_v4();
    let requests = [
        ("GET", format!("/api/ai/sessions/{id}"), None),
        ("GET", format!("/api/ai/sessions/{id}/history"), None),
        ("GET", format!("/api/ai/sessions/{id}/escalation-history"), None),
        ("GET", format!("/api/ai/session/{id}/status"), None),
        ("PUT", format!("/api/ai/sessions/{id}"), Some(json!({"status": "completed"}))),
        ("POST", format!("/api/ai/sessions/{id}/messages"), Some(json!({"content": "x"}))),
        (
            "POST",
            format!("/api/ai/sessions/{id}/escalate"),
            Some(json!({"escalation_reason": "user_request"})),
        ),
        (
            "POST",
            format!("/api/ai/sessions/{id}/evaluate-escalation"),
            Some(json!({"force_escalation": true})),
        ),
    ];
    for (method, path, body) in requests {
        let request = app.request(method, &path);
        let request = if let Some(body) = body { request.json(&body) } else { request };
        let refused = request.send().expect(404);
        assert_eq!(
            (&refused["type"], &refused["detail"]),
            (&json!("/problems/no-such-session"), &json!("Session not found"))
        );
    }
}

/// Posts each body and looks at where the refusal points.
fn check(app: &Running, table: &[(&str, Value, Value)]) {
    for (path, body, expected) in table {
        let refused = app.post(path, body).expect(422);
        assert_eq!(loc(&refused), expected, "{path} {body}");
        assert!(refused["errors"][0]["detail"].is_string());
    }
}

#[test]
fn every_mistake_in_a_chat_names_its_field() {
    let app = Running::start();
    let long_id = "x".repeat(256);
    check(
        &app,
        &[
            ("/api/ai/chat", json!({}), json!(["body", "message"])),
            ("/api/ai/chat", json!({"message": null}), json!(["body", "message"])),
            ("/api/ai/chat", json!({"message": ["x"]}), json!(["body", "message"])),
            ("/api/ai/chat", json!({"message": "a\u{0}"}), json!(["body", "message"])),
            ("/api/ai/chat", json!({"message": "x", "session_id": "null"}), json!(["body", "session_id"])),
            ("/api/ai/chat", json!({"message": "x", "session_id": 5}), json!(["body", "session_id"])),
            ("/api/ai/chat", json!({"message": "x", "user_id": long_id}), json!(["body", "user_id"])),
            ("/api/ai/chat", json!({"message": "x", "machine_id": long_id}), json!(["body", "machine_id"])),
            (
                "/api/ai/chat",
                json!({"message": "x", "conversation_history": {}}),
                json!(["body", "conversation_history"]),
            ),
            (
                "/api/ai/chat",
                json!({"message": "x", "conversation_history": [{"role": "user"}]}),
                json!(["body", "conversation_history", 0, "content"]),
            ),
            (
                "/api/ai/chat",
                json!({"message": "x", "conversation_history": [{"role": "user", "content": "a\u{0}"}]}),
                json!(["body", "conversation_history", 0, "content"]),
            ),
        ],
    );
}

#[test]
fn every_mistake_in_another_body_names_its_field() {
    let app = Running::start();
    let session = app.session();
    let escalate = format!("/api/ai/sessions/{session}/escalate");
    let messages = format!("/api/ai/sessions/{session}/messages");
    check(
        &app,
        &[
            (escalate.as_str(), json!({}), json!(["body", "escalation_reason"])),
            (escalate.as_str(), json!({"escalation_reason": "bored"}), json!(["body", "escalation_reason"])),
            (
                escalate.as_str(),
                json!({"escalation_reason": "user_request", "priority": "critical"}),
                json!(["body", "priority"]),
            ),
            (
                escalate.as_str(),
                json!({"escalation_reason": "user_request", "additional_notes": "x".repeat(16_385)}),
                json!(["body", "additional_notes"]),
            ),
            (
                messages.as_str(),
                json!({"content": "x", "message_type": "smell"}),
                json!(["body", "message_type"]),
            ),
            (messages.as_str(), json!({"content": "x", "metadata": [1]}), json!(["body", "metadata"])),
            (
                messages.as_str(),
                json!({"content": "x", "metadata": {"a": "\u{0}"}}),
                json!(["body", "metadata", "a"]),
            ),
            ("/api/ai/chat/step-feedback", json!({"session_id": session}), json!(["body", "step_id"])),
            (
                "/api/ai/chat/step-feedback",
                json!({"session_id": session, "step_id": "1", "feedback": "worked"}),
                json!(["body", "step_id"]),
            ),
            ("/api/ai/sessions", json!({"problem_description": 5}), json!(["body", "problem_description"])),
        ],
    );
}

#[test]
fn a_refusal_has_the_inherited_form_and_the_new_one() {
    let app = Running::start();
    let escalate = format!("/api/ai/sessions/{}/escalate", app.session());
    let pointer = &app.post("/api/ai/chat", &json!({})).expect(422);
    assert_eq!(
        pointer["detail"],
        json!([{"type": "missing", "loc": ["body", "message"], "msg": "Field required"}])
    );
    assert_eq!(pointer["errors"], json!([{"pointer": "/message", "detail": "Field required"}]));
    let words = &app.post(&escalate, &json!({"escalation_reason": "bored"})).expect(422)["detail"][0]["msg"];
    assert!(
        words.as_str().unwrap().starts_with("Input should be 'low_confidence', 'steps_exceeded', "),
        "{words}"
    );
}

#[test]
fn what_is_no_json_is_a_clear_refusal() {
    let app = Running::start();
    let deep = format!("{{\"message\": \"x\", \"x\": {}{}}}", "[".repeat(20_000), "]".repeat(20_000));
    let bodies: [&[u8]; 6] = [
        b"{\"message\": ",
        b"{\"message\": \"\xc3\x28\"}",
        b"{\"message\": \"\\ud800\"}",
        b"{\"message\": \"a\0b\"}",
        b"{\"message\": \"x\", \"n\": 1e999}",
        deep.as_bytes(),
    ];
    for body in bodies {
        let refused = app.request("POST", "/api/ai/chat").bytes(body).send().expect(422);
        assert_eq!(refused["detail"][0]["type"], "json_invalid");
        assert_eq!(loc(&refused)[0], "body");
    }
    for body in ["[]", "\"x\"", "null", "7"] {
        let refused = app.request("POST", "/api/ai/chat").bytes(body).send().expect(422);
        assert_eq!(loc(&refused), &json!(["body"]));
    }
    let refused = app.request("POST", "/api/ai/chat").send().expect(422);
    assert_eq!(loc(&refused), &json!(["body", "message"]), "no body at all");
}

#[test]
fn a_body_of_another_type_is_415_and_none_is_taken_for_json() {
    let app = Running::start();
    let body = json!({"message": "Hello"}).to_string();
    for kind in ["text/plain", "application/x-www-form-urlencoded", "multipart/form-data; boundary=x"] {
        let refused =
            app.request("POST", "/api/ai/chat").header("Content-Type", kind).bytes(body.clone()).send();
        assert_eq!(refused.expect(415)["type"], "/problems/unsupported-media-type", "{kind}");
    }
    for kind in ["application/json; charset=utf-8", "APPLICATION/JSON", "application/vnd.x+json"] {
        app.request("POST", "/api/ai/chat")
            .header("Content-Type", kind)
            .bytes(body.clone())
            .send()
            .expect(200);
    }
    app.request("POST", "/api/ai/chat").bytes(body).send().expect(200);
}

#[test]
fn paths_and_queries_are_named_too() {
    let app = Running::start();
    let session = app.session();
    let table = [
        ("/api/ai/sessions/not-a-uuid".to_owned(), json!(["path", "session_id"])),
        ("/api/ai/session/7/status".to_owned(), json!(["path", "session_id"])),
        (format!("/api/ai/sessions/{session}/history?limit=0"), json!(["query", "limit"])),
        (format!("/api/ai/sessions/{session}/history?limit=1001"), json!(["query", "limit"])),
        (format!("/api/ai/sessions/{session}/history?limit="), json!(["query", "limit"])),
        ("/api/ai/users/u/sessions?limit=99999999999999999999".to_owned(), json!(["query", "limit"])),
        (format!("/api/ai/users/{}/sessions", "x".repeat(256)), json!(["path", "user_id"])),
        ("/api/ai/users/a%00b/sessions".to_owned(), json!(["path", "user_id"])),
        ("/api/ai/users/%ff/sessions".to_owned(), json!(["path", "user_id"])),
        ("/api/ai/sessions/%ff".to_owned(), json!(["path", "session_id"])),
    ];
    for (path, expected) in table {
        assert_eq!(loc(&app.get(&path).expect(422)), &expected, "{path}");
    }
}
