//! Turns that meet: overtaken, stopped, streamed.

use std::sync::Arc;
use std::time::Duration;

use handover_domain::testing::{World, an_answer};
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::client::answer;
use crate::running::{Running, Wish};
use crate::stream::Stream;
use crate::talker::Behaviour;

fn asked(app: &Running, times: usize) {
    while app.talker.asked().len() < times {
        std::thread::yield_now();
    }
}

fn said(app: &Running, session: &str) -> Vec<Value> {
    let history = app.get(&format!("/api/ai/sessions/{session}/history")).expect(200);
    history["messages"].as_array().unwrap().clone()
}

fn streamed(app: &Running, body: &Value) -> Stream {
    let request = app.request("POST", "/api/ai/chat").header("Accept", "text/event-stream").json(body);
    Stream::open(&request)
}

#[test]
fn an_older_request_gives_the_answer_to_the_newer_message() {
    let app = Running::start();
    let session = app.session();
    // Another process that shares the rows and nothing else.
    let other = Running::with(Wish { store: app.store.clone(), ..Wish::default() });
    for newer in [&app, &other] {
        let never = Arc::new(Semaphore::new(0));
        let before = app.talker.asked().len();
        app.talker.next(Behaviour::WaitFor(Arc::clone(&never), an_answer("Never.", 0.9)));
        let body = json!({"message": "What is a valve?", "session_id": session});
        let older = app.request("POST", "/api/ai/chat").json(&body).begin();
        asked(&app, before + 1);
        newer.talker.next(Behaviour::Say(an_answer("On the left.", 0.9)));
        let second = newer.chat(&json!({"message": "And where is it?", "session_id": session}));
        let first = answer(older).unwrap().expect(200);
        assert_eq!(first["response"], "On the left.");
        assert_eq!(first["message_id"], second["message_id"]);
        assert_ne!(first["user_message_id"], second["user_message_id"]);
    }
    let senders: Vec<_> = said(&app, &session).iter().map(|m| m["sender"].clone()).collect();
    assert_eq!(senders[2..], ["user", "user", "assistant", "user", "user", "assistant"]);
}

#[test]
fn an_older_request_gives_up_in_time() {
    let mut house = World::new().house;
    house.turn_deadline = Duration::from_secs(1);
    let app = Running::with(Wish { house, ..Wish::default() });
    let other = Running::with(Wish { store: app.store.clone(), ..Wish::default() });
    let session = app.session();
    let never = Arc::new(Semaphore::new(0));
    app.talker.next(Behaviour::WaitFor(Arc::clone(&never), an_answer("Never.", 0.9)));
    other.talker.next(Behaviour::WaitFor(Arc::clone(&never), an_answer("Never.", 0.9)));
    let body = json!({"message": "What is a valve?", "session_id": session});
    let older = app.request("POST", "/api/ai/chat").json(&body).begin();
    asked(&app, 2);
    let newer = other.request("POST", "/api/ai/chat").json(&body).begin();
    assert_eq!(answer(older).unwrap().expect(200)["model_used"], "superseded");
    never.add_permits(1);
    answer(newer).unwrap().expect(200);
}

#[test]
fn an_expert_who_takes_the_ticket_ends_the_wait_for_the_assistant() {
    let app = Running::start();
    let session = app.session();
    let never = Arc::new(Semaphore::new(0));
    app.talker.next(Behaviour::WaitFor(never, an_answer("Never.", 0.9)));
    let body = json!({"message": "What is a valve?", "session_id": session});
    let waiting = app.request("POST", "/api/ai/chat").json(&body).begin();
    asked(&app, 2);
    app.escalate(&session);
    assert_eq!(answer(waiting).unwrap().expect(200)["model_used"], "handoff");
}

#[test]
fn an_answer_is_streamed_and_ends_with_what_the_json_form_says() {
    let app = Running::start();
    let gate = Arc::new(Semaphore::new(0));
    app.talker.next(Behaviour::Begin(Arc::clone(&gate), an_answer("Clean the filter.", 0.9)));
    let mut stream = streamed(&app, &json!({"message": "The pump is loud"}));
    let opened = stream.until("opened").data;
    assert_eq!(stream.until("text").data, json!({"text": "Clean "}));
    gate.add_permits(1);
    let done = stream.until("answer").data;
    assert_eq!((&done["response"], &done["success"]), (&json!("Clean the filter."), &json!(true)));
    assert_eq!(done["user_message_id"], opened["message_id"]);
    assert_eq!(stream.next(), None);
    let at_once = streamed(&app, &json!({"message": "There is smoke coming out of the pump"})).rest();
    assert_eq!(at_once.iter().map(|event| event.name.as_str()).collect::<Vec<_>>(), ["answer"]);
    let request = app.request("POST", "/api/ai/chat").header("Accept", "text/event-stream");
    request.json(&json!({})).send().expect(422);
}

#[test]
fn whoever_hangs_up_or_asks_for_it_stops_the_answer_and_keeps_what_was_said() {
    let app = Running::start();
    let session = app.session();
    let never = Arc::new(Semaphore::new(0));
    let body = json!({"message": "What is a valve?", "session_id": session});
    app.talker.next(Behaviour::Begin(Arc::clone(&never), an_answer("A valve is", 0.9)));
    let mut stream = streamed(&app, &body);
    stream.until("text");
    drop(stream);
    let mut last = Value::Null;
    while last["model_used"] != "stopped" {
        last = said(&app, &session).pop().unwrap();
        std::thread::yield_now();
    }
    assert_eq!(last["content"], "A ");
    app.talker.next(Behaviour::Begin(Arc::clone(&never), an_answer("A valve is", 0.9)));
    let mut stream = streamed(&app, &body);
    stream.until("text");
    assert_eq!(app.request("POST", &format!("/api/ai/sessions/{session}/stop")).send().status, 204);
    let done = stream.until("answer").data;
    assert_eq!((&done["response"], &done["model_used"]), (&json!("A "), &json!("stopped")));
    assert_eq!(said(&app, &session).len(), 6);
    assert_eq!(app.request("POST", &format!("/api/ai/sessions/{session}/stop")).send().status, 204);
}

#[test]
fn a_stop_in_another_process_keeps_what_was_said_too() {
    let app = Running::start();
    let session = app.session();
    let other = Running::with(Wish { store: app.store.clone(), ..Wish::default() });
    let stop = || other.request("POST", &format!("/api/ai/sessions/{session}/stop")).send().status;
    let never = Arc::new(Semaphore::new(0));
    let body = json!({"message": "What is a valve?", "session_id": session});
    app.talker.next(Behaviour::Begin(Arc::clone(&never), an_answer("A valve is", 0.9)));
    let mut stream = streamed(&app, &body);
    stream.until("text");
    assert_eq!(stop(), 204);
    let done = stream.until("answer").data;
    assert_eq!((&done["response"], &done["model_used"]), (&json!("A "), &json!("stopped")));
    let kept = said(&app, &session);
    assert_eq!(kept.last().map(|last| &last["content"]), Some(&json!("A ")));
    // An answer of which nothing was said yet leaves nothing; and one that is over is not stopped again.
    app.talker.next(Behaviour::WaitFor(Arc::clone(&never), an_answer("Late.", 0.9)));
    let waiting = app.request("POST", "/api/ai/chat").json(&body).begin();
    asked(&app, 3);
    assert_eq!(stop(), 204);
    answer(waiting).unwrap().expect(200);
    assert_eq!(said(&app, &session).len(), kept.len() + 1, "only the message is new");
    app.talker.next(Behaviour::Begin(Arc::new(Semaphore::new(1)), an_answer("A valve is", 0.9)));
    let done = streamed(&app, &body).until("answer").data;
    assert_eq!(done["response"], "A valve is", "a stop of older answers does not stop this one");
}

#[test]
fn whoever_gave_a_key_and_is_cut_off_comes_back_for_the_whole_answer() {
    let app = Running::start();
    let session = app.session();
    let gate = Arc::new(Semaphore::new(0));
    app.talker.next(Behaviour::Begin(Arc::clone(&gate), an_answer("A valve is a tap.", 0.9)));
    let body = json!({"message": "What is a valve?", "session_id": session});
    let request = || {
        let request = app.request("POST", "/api/ai/chat").header("Accept", "text/event-stream");
        request.header("Idempotency-Key", "cut-off").json(&body)
    };
    let mut stream = Stream::open(&request());
    stream.until("text");
    drop(stream);
    assert_eq!(request().send().status, 409, "it is still being written");
    gate.add_permits(1);
    let mut last = Value::Null;
    while last["sender"] != "assistant" {
        last = said(&app, &session).pop().unwrap();
        std::thread::yield_now();
    }
    assert_eq!(last["content"], "A valve is a tap.");
    let again = Stream::open(&request()).until("answer").data;
    assert_eq!((&again["response"], &again["message_id"]), (&last["content"], &last["message_id"]));
    assert_eq!(said(&app, &session).len(), 4);
}

#[test]
fn an_answer_that_comes_after_an_expert_is_dropped_however_late_that_is_noticed() {
    let app = Running::start();
    let other = Running::with(Wish { store: app.store.clone(), ..Wish::default() });
    let session = app.session();
    let gate = Arc::new(Semaphore::new(0));
    app.talker.next(Behaviour::WaitFor(Arc::clone(&gate), an_answer("Late.", 0.9)));
    let body = json!({"message": "What is a valve?", "session_id": session});
    let waiting = app.request("POST", "/api/ai/chat").json(&body).begin();
    asked(&app, 2);
    // In another process, and the answer comes before the poll has seen it: the database alone refuses it.
    let ticket = other.escalate(&session)["ticket_number"].as_str().unwrap().to_owned();
    other.post(&format!("/api/ai/tickets/{ticket}/take"), &json!({})).expect(200);
    gate.add_permits(1);
    assert_eq!(answer(waiting).unwrap().expect(200)["model_used"], "handoff");
    let senders: Vec<_> = said(&app, &session).iter().map(|m| m["sender"].clone()).collect();
    assert_eq!(senders, ["user", "assistant", "user", "system"], "nobody talks over the expert");
}
