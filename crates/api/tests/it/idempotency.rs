//! The `Idempotency-Key`: one effect and one answer, whatever goes wrong in between.

use std::sync::Arc;

use chrono::TimeDelta;
use handover_domain::testing::an_answer;
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::client::{Response, answer};
use crate::running::Running;
use crate::talker::Behaviour;

fn keyed(app: &Running, path: &str, key: &str, body: &Value) -> Response {
    app.request("POST", path).header("Idempotency-Key", key).json(body).send()
}

fn same(first: &Response, second: &Response) {
    assert_eq!(first.status, second.status);
    assert_eq!(first.body, second.body, "byte for byte");
}

fn messages(app: &Running, session: &str) -> Value {
    app.get(&format!("/api/ai/sessions/{session}/history")).expect(200)["total_messages"].clone()
}

#[test]
fn a_repeated_chat_is_answered_the_same_and_said_once() {
    let app = Running::start();
    let body = json!({"message": "It leaks"});
    let first = keyed(&app, "/api/ai/chat", "key-1", &body);
    app.clock.advance(TimeDelta::hours(71));
    let second = keyed(&app, "/api/ai/chat", "key-1", &body);
    same(&first, &second);
    let session = first.expect(200)["session_id"].as_str().unwrap().to_owned();
    assert_eq!(messages(&app, &session), 2);
    assert_eq!(app.talker.asked().len(), 1);

    app.clock.advance(TimeDelta::hours(2));
    let forgotten = keyed(&app, "/api/ai/chat", "key-1", &body);
    assert_ne!(forgotten.body, second.body, "after 72 hours the key is free again");
}

#[test]
fn a_key_belongs_to_its_body_its_route_and_its_session() {
    let app = Running::start();
    let first = keyed(&app, "/api/ai/chat", "k", &json!({"message": "One"})).expect(200);
    let refused = keyed(&app, "/api/ai/chat", "k", &json!({"message": "Two"})).expect(422);
    assert_eq!(refused["type"], "/problems/idempotency-key-reused");
    assert_eq!(refused["detail"][0]["loc"], json!(["header", "Idempotency-Key"]));
    let session = first["session_id"].as_str().unwrap();
    keyed(&app, "/api/ai/chat", "k", &json!({"message": "Two", "session_id": session})).expect(200);
    let escalate = format!("/api/ai/sessions/{session}/escalate");
    keyed(&app, &escalate, "k", &json!({"escalation_reason": "user_request"})).expect(201);
}

#[test]
fn a_chat_that_still_runs_is_409_and_is_taken_over_after_its_deadline() {
    let app = Running::start();
    let session = uuid::Uuid::new_v4().to_string();
    let body = json!({"message": "It leaks", "session_id": session});
    let gate = Arc::new(Semaphore::new(0));
    app.talker.next(Behaviour::WaitFor(Arc::clone(&gate), an_answer("Too late.", 0.9)));
    let request = app.request("POST", "/api/ai/chat").header("Idempotency-Key", "key-1").json(&body);
    let first = request.begin();
    while app.talker.asked().is_empty() {
        std::thread::yield_now();
    }
    let early = keyed(&app, "/api/ai/chat", "key-1", &body);
    assert!(early.header("retry-after").is_some());
    assert_eq!(early.expect(409)["type"], "/problems/still-running");

    app.clock.advance(TimeDelta::seconds(26));
    app.talker.next(Behaviour::Say(an_answer("Tighten the clamp.", 0.9)));
    let second = keyed(&app, "/api/ai/chat", "key-1", &body);
    assert_eq!(second.expect(200)["response"], "Tighten the clamp.");
    assert_eq!(messages(&app, &session), 2, "the message is stored once and answered once");

    gate.add_permits(1);
    same(&answer(first).unwrap(), &second);
    same(&keyed(&app, "/api/ai/chat", "key-1", &body), &second);
    assert_eq!(messages(&app, &session), 2);
}

#[test]
fn a_request_that_is_overtaken_while_the_other_still_runs_leaves_the_key_alone() {
    let app = Running::start();
    let session = uuid::Uuid::new_v4().to_string();
    let body = json!({"message": "It leaks", "session_id": session});
    let (slow, slower) = (Arc::new(Semaphore::new(0)), Arc::new(Semaphore::new(0)));
    app.talker.next(Behaviour::WaitFor(Arc::clone(&slow), an_answer("First.", 0.9)));
    app.talker.next(Behaviour::WaitFor(Arc::clone(&slower), an_answer("Second.", 0.9)));
    let request = app.request("POST", "/api/ai/chat").header("Idempotency-Key", "key-1").json(&body);
    let first = request.begin();
    while app.talker.asked().is_empty() {
        std::thread::yield_now();
    }
    app.clock.advance(TimeDelta::seconds(26));
    let second = request.begin();
    while app.talker.asked().len() < 2 {
        std::thread::yield_now();
    }
    slow.add_permits(1);
    slower.add_permits(1);
    let second = answer(second).unwrap();
    assert_eq!(second.expect(200)["response"], "Second.");
    let first = answer(first).unwrap();
    assert_eq!(first.expect(200)["response"], "Second.", "it gives the answer that counts");
    same(&keyed(&app, "/api/ai/chat", "key-1", &body), &second);
    assert_eq!(messages(&app, &session), 2);
}

#[test]
fn identical_escalations_at_once_get_the_same_bytes_and_never_409() {
    let app = Running::start();
    let session = app.session();
    let path = format!("/api/ai/sessions/{session}/escalate");
    let body = json!({"escalation_reason": "user_request", "additional_notes": "Once"});
    let sockets: Vec<_> = (0..16)
        .map(|_| app.request("POST", &path).header("Idempotency-Key", "e-1").json(&body).begin())
        .collect();
    let answers: Vec<Response> = sockets.into_iter().map(|socket| answer(socket).unwrap()).collect();
    answers[0].expect(201);
    answers.iter().for_each(|other| same(&answers[0], other));
    let ticket = answers[0].json()["ticket_number"].as_str().unwrap().to_owned();
    let ticket = app.get(&format!("/api/ai/tickets/{ticket}")).expect(200);
    assert_eq!((&ticket["additional_notes"], &ticket["version"]), (&json!("Once"), &json!(1)));
    let other_key = keyed(&app, &path, "e-2", &body).expect(200);
    assert_eq!(other_key["status"], "already_escalated");
}

#[test]
fn a_failed_request_leaves_its_key_free() {
    let app = Running::start();
    let session = uuid::Uuid::new_v4().to_string();
    let path = format!("/api/ai/sessions/{session}/escalate");
    let body = json!({"escalation_reason": "user_request"});
    keyed(&app, &path, "k", &body).expect(404);
    app.chat(&json!({"message": "Now it exists", "session_id": session}));
    keyed(&app, &path, "k", &body).expect(201);
}

#[test]
fn a_key_is_1_to_255_visible_characters() {
    let app = Running::start();
    let body = json!({"message": "Hello"});
    keyed(&app, "/api/ai/chat", &"k".repeat(255), &body).expect(200);
    for key in ["", "two words", "ключ", &"k".repeat(256)] {
        let refused = keyed(&app, "/api/ai/chat", key, &body).expect(422);
        assert_eq!(refused["detail"][0]["loc"], json!(["header", "Idempotency-Key"]), "{key}");
    }
}
