//! What somebody whose ticket waits is told of the queue, at once and live.

use serde_json::{Value, json};

use crate::running::{Running, Wish};
use crate::stream::Stream;

fn wish(app: &Running, priority: &str) -> (String, Value) {
    let session = app.session();
    let body = json!({"escalation_reason": "user_request", "priority": priority});
    let answer = app.post(&format!("/api/ai/sessions/{session}/escalate"), &body).expect(201);
    (session, answer)
}

#[test]
fn a_place_is_in_the_answers_and_moves_on_the_stream() {
    let app = Running::start();
    let other = Running::with(Wish { store: app.store.clone(), ..Wish::default() });
    let session = app.session();
    let read = || app.get(&format!("/api/ai/sessions/{session}")).expect(200)["queue"].clone();
    assert_eq!(read(), Value::Null, "no ticket yet");
    let first = json!({
        "position": 1, "waiting": 1, "expected_seconds": null, "at_most_seconds": null, "nobody_available": false
    });
    let mut early = Stream::open(&app.request("GET", &format!("/api/ai/sessions/{session}/events")));
    assert_eq!(early.next().unwrap().data["queue"], Value::Null);
    let made = app.escalate(&session);
    assert_eq!(made["queue"], first);
    assert_eq!(early.until("queue").data, first);
    assert_eq!(read(), first);
    let said = app.chat(&json!({"message": "Still loud", "session_id": session}));
    assert_eq!((&said["model_used"], &said["queue"]), (&json!("handoff"), &first));
    let mut late = Stream::open(&app.request("GET", &format!("/api/ai/sessions/{session}/events?after=99")));
    assert_eq!(late.next().unwrap().data["queue"], first);
    // Made in another process, and more urgent.
    let (_, urgent) = wish(&other, "urgent");
    for stream in [&mut early, &mut late] {
        let moved = stream.until("queue").data;
        assert_eq!((&moved["position"], &moved["waiting"]), (&json!(2), &json!(2)));
    }
    let urgent = urgent["ticket_number"].as_str().unwrap();
    other.post(&format!("/api/ai/tickets/{urgent}/take"), &json!({"expert_id": "hydraulic"})).expect(200);
    assert_eq!(early.until("queue").data, first);
    let mine = made["ticket_number"].as_str().unwrap();
    app.post(&format!("/api/ai/tickets/{mine}/take"), &json!({"expert_id": "hydraulic"})).expect(200);
    assert_eq!(early.until("queue").data, Value::Null, "somebody has it");
    assert_eq!(read(), Value::Null);
}
