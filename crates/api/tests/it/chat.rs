//! Chat and step feedback: the nine keys, the guided steps, the assistant's failures.

use std::sync::Arc;
use std::time::Duration;

use handover_domain::assistant::Answer;
use handover_domain::testing::{World, a_step, an_answer};
use handover_domain::{HouseRules, StoreError, StoreExt};
use serde_json::{Value, json};
use tokio::sync::Semaphore;

use crate::running::{Running, Wish, keys};
use crate::talker::Behaviour;

const NINE_AND_MORE: [&str; 14] = [
    "citations",
    "error_message",
    "escalation",
    "message_id",
    "message_type",
    "model_used",
    "queue",
    "response",
    "response_time",
    "session_id",
    "step_data",
    "success",
    "tokens_used",
    "user_message_id",
];

pub(crate) fn step(number: u32) -> Behaviour {
    let text = format!("Step {number}");
    Behaviour::Say(Answer { step: Some(a_step("hp-gauge-red", number)), ..an_answer(&text, 0.7) })
}

#[test]
fn the_prototypes_own_request_gets_all_nine_keys() {
    let app = Running::start();
    let answer = app
        .request("POST", "/api/ai/chat")
        .header("Authorization", "Bearer anything")
        .json(&json!({
            "message": "My AutoBoss has no pressure", "user_id": "f6abc555-5b6c-6f7a-8b9c-0d123456789a",
            "machine_id": null, "language": "en", "conversation_history": []
        }))
        .send()
        .expect(200);
    assert_eq!(keys(&answer), NINE_AND_MORE);
    assert_eq!(answer["response"], "Clean the filter.");
    assert_eq!(answer["success"], true);
    assert_eq!(answer["error_message"], Value::Null);
    assert_eq!(answer["message_type"], "text");
    assert_eq!(answer["step_data"], Value::Null);
    assert_eq!(answer["escalation"], Value::Null);
    assert!(answer["response_time"].is_f64());
    assert!(answer["session_id"].as_str().unwrap().parse::<uuid::Uuid>().is_ok());
}

#[test]
fn an_empty_message_and_every_form_of_no_session_are_fine() {
    let app = Running::start();
    for session in [json!(null), json!("")] {
        let answer = app.chat(&json!({"message": "", "session_id": session, "language": "tlh-x-unknown"}));
        assert_eq!(answer["success"], true);
    }
}

#[test]
fn a_guided_step_is_given_and_feedback_leads_on_and_to_the_end() {
    let app = Running::start();
    app.talker.next(step(1));
    let first = app.chat(&json!({"message": "The HP gauge is red"}));
    let session = first["session_id"].clone();
    assert_eq!(first["message_type"], "diagnostic_step");
    let data = &first["step_data"];
    assert_eq!(
        keys(data),
        [
            "citations",
            "confidence_score",
            "estimated_duration",
            "expected_outcomes",
            "outcome",
            "requires_feedback",
            "safety_warnings",
            "step_id",
            "step_number"
        ]
    );
    assert_eq!((&data["step_number"], &data["requires_feedback"]), (&json!(1), &json!(true)));

    app.talker.next(step(2));
    let feedback = json!({"session_id": session, "step_id": data["step_id"], "feedback": "didnt_work",
                          "language": "en", "user_id": null});
    let went_on = app.post("/api/ai/chat/step-feedback", &feedback).expect(200);
    assert_eq!(
        keys(&went_on),
        ["completion_message", "escalation", "feedback_received", "next_step", "workflow_status"]
    );
    assert_eq!(went_on["workflow_status"], "in_progress");
    assert_eq!(went_on["completion_message"], Value::Null);
    assert_eq!(keys(&went_on["next_step"]), NINE_AND_MORE);
    assert_eq!(went_on["next_step"]["step_data"]["step_number"], 2);

    let step_id = &went_on["next_step"]["step_data"]["step_id"];
    let feedback = json!({"session_id": session, "step_id": step_id, "feedback": "worked"});
    let over = app.post("/api/ai/chat/step-feedback", &feedback).expect(200);
    assert_eq!(over["workflow_status"], "completed");
    assert_eq!(over["next_step"], Value::Null);
    assert_eq!(over["completion_message"], "Problem resolved! The troubleshooting workflow is complete.");
}

#[test]
fn worse_makes_a_ticket_and_the_last_word_names_it() {
    let app = Running::start();
    app.talker.next(step(1));
    let first = app.chat(&json!({"message": "The HP gauge is red"}));
    let feedback = json!({"session_id": first["session_id"], "step_id": first["step_data"]["step_id"],
                          "feedback": "it is worse"});
    let over = app.post("/api/ai/chat/step-feedback", &feedback).expect(200);
    assert_eq!(over["workflow_status"], "escalated");
    let number = over["escalation"]["ticket_number"].as_str().unwrap();
    assert!(over["completion_message"].as_str().unwrap().contains(number));
    assert!(app.get(&format!("/api/ai/tickets/{number}")).expect(200)["id"].is_string());
}

#[test]
fn a_hazard_escalates_at_once_and_the_assistant_is_not_asked() {
    let app = Running::start();
    let answer = app.chat(&json!({"message": "There is smoke coming out of the motor"}));
    assert!(answer["response"].as_str().unwrap().starts_with("STOP WORK NOW"));
    assert_eq!(keys(&answer["escalation"]), ["contact", "decision", "reason", "ticket_id", "ticket_number"]);
    assert_eq!(answer["escalation"]["decision"], "escalate");
    assert_eq!(answer["escalation"]["contact"]["hours"], "24/7 Emergency Line");
    assert!(app.talker.asked().is_empty());
    assert_eq!(app.mail.wakes.load(std::sync::atomic::Ordering::SeqCst), 1);
}

#[test]
fn whatever_the_assistant_does_the_turn_ends_with_an_honest_answer() {
    let house = HouseRules { turn_deadline: Duration::from_millis(500), ..World::new().house };
    let app = Running::with(Wish { house, ..Wish::default() });
    let never = Arc::new(Semaphore::new(0));
    for behaviour in
        [Behaviour::Panic, Behaviour::BreakOff, Behaviour::WaitFor(never, an_answer("too late", 0.9))]
    {
        app.talker.next(behaviour);
        let answer = app.chat(&json!({"message": "Hello"}));
        assert_eq!(answer["success"], false);
        assert_eq!(answer["model_used"], "error");
        assert_eq!(answer["response"], "AI assistant temporarily unavailable. Please try again.");
        assert!(answer["error_message"].is_string());
        let history =
            app.get(&format!("/api/ai/sessions/{}/history", answer["session_id"].as_str().unwrap()));
        assert_eq!(history.expect(200)["total_messages"], 2, "the turn is closed");
    }
}

#[test]
fn a_turn_is_closed_although_its_client_has_gone() {
    let app = Running::start();
    let session = uuid::Uuid::new_v4().to_string();
    let gate = Arc::new(Semaphore::new(0));
    app.talker.next(Behaviour::WaitFor(Arc::clone(&gate), an_answer("Here it is.", 0.9)));
    let body = json!({"message": "Are you there?", "session_id": session});
    let socket = app.request("POST", "/api/ai/chat").json(&body).begin();
    while app.talker.asked().is_empty() {
        std::thread::yield_now();
    }
    drop(socket);
    // The server has seen the disconnect once it answers on another connection after it.
    app.get("/health").expect(200);
    gate.add_permits(1);
    let history = format!("/api/ai/sessions/{session}/history");
    while app.get(&history).expect(200)["total_messages"] != 2 {
        std::thread::yield_now();
    }
    assert_eq!(app.get(&history).expect(200)["messages"][1]["content"], "Here it is.");
}

#[test]
fn history_of_the_client_is_kept_beside_a_new_session_and_never_in_it() {
    let app = Running::start();
    let entries: Vec<Value> =
        (0..60).map(|n| json!({"role": "user", "content": format!("entry {n}"), "timestamp": 1.5})).collect();
    let answer = app.chat(&json!({"message": "Hello", "conversation_history": entries}));
    let id = answer["session_id"].as_str().unwrap();
    assert_eq!(app.get(&format!("/api/ai/sessions/{id}/history")).expect(200)["total_messages"], 2);
    let session = handover_domain::SessionId(id.parse().unwrap());
    let scope = World::new().actor.scope();
    let stored = app.store.read(|view| Ok::<_, StoreError>(view.session(scope, session)?.unwrap())).unwrap();
    let kept: Vec<Value> = serde_json::from_str(stored.imported_context.unwrap().as_str()).unwrap();
    assert_eq!(kept.len(), 50);
    assert_eq!(kept[0], json!({"role": "user", "content": "entry 10", "timestamp": 1.5}));
}
