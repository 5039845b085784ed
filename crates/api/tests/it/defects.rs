//! Faults of the prototype that the API must not have, each test named after its number in WIRE.

use std::sync::Arc;

use handover_domain::assistant::Answer;
use handover_domain::testing::{a_step, an_answer};
use handover_domain::{Ending, Store, StoreError, StoreResult, Transaction, View};
use serde_json::json;

use crate::health::Unreachable;
use crate::running::{Running, Wish};
use crate::talker::Behaviour;

#[test]
fn d5_escalating_without_a_session_is_a_clear_refusal_and_after_an_escalation_it_works() {
    let app = Running::start();
    let body = json!({"escalation_reason": "user_request", "priority": "medium"});
    for nothing in ["null", "undefined"] {
        let refused = app.post(&format!("/api/ai/sessions/{nothing}/escalate"), &body).expect(422);
        assert_eq!(refused["detail"][0]["loc"], json!(["path", "session_id"]));
    }
    let session = app.session();
    let first = app.escalate(&session);
    let again = app.post(&format!("/api/ai/sessions/{session}/escalate"), &body).expect(200);
    assert_eq!(again["ticket_id"], first["ticket_id"]);
}

/// A database that fails and says too much about it.
struct Talkative;

impl Store for Talkative {
    fn transaction(&self, _: &mut dyn FnMut(&mut dyn Transaction) -> Ending) -> StoreResult<()> {
        self.check()
    }

    fn view(&self, _: &mut dyn FnMut(&mut dyn View)) -> StoreResult<()> {
        self.check()
    }

    fn check(&self) -> StoreResult<()> {
        Err(StoreError::Failed("INSERT INTO ai_sessions VALUES ('ada@example.org')".into()))
    }
}

/// A database whose driver panics.
struct Panicking;

impl Store for Panicking {
    fn transaction(&self, _: &mut dyn FnMut(&mut dyn Transaction) -> Ending) -> StoreResult<()> {
        panic!("row of ada@example.org is broken")
    }

    fn view(&self, _: &mut dyn FnMut(&mut dyn View)) -> StoreResult<()> {
        panic!("row of ada@example.org is broken")
    }

    fn check(&self) -> StoreResult<()> {
        Ok(())
    }
}

#[test]
fn d9_no_error_body_holds_sql_or_personal_data() {
    let broken: [(Arc<dyn Store>, u16, &str); 3] = [
        (Arc::new(Talkative), 500, "internal"),
        (Arc::new(Panicking), 500, "internal"),
        (Arc::new(Unreachable), 503, "database-unavailable"),
    ];
    for (store, status, kind) in broken {
        let app = Running::with(Wish { store, ..Wish::default() });
        let id = uuid::Uuid::new_v4();
        let answers = [
            app.post("/api/ai/chat", &json!({"message": "My name is Ada"})),
            app.post(
                &format!("/api/ai/sessions/{id}/escalate"),
                &json!({"escalation_reason": "user_request"}),
            ),
            app.get(&format!("/api/ai/sessions/{id}")),
            app.get("/api/ai/tickets"),
            app.put("/api/ai/users/u", &json!({"name": "Ada"})),
        ];
        for answer in answers {
            let text = String::from_utf8(answer.body.clone()).unwrap();
            for secret in ["INSERT", "ada@", "Ada", "secret", "postgres", "refused"] {
                assert!(!text.contains(secret), "{text}");
            }
            assert_eq!(answer.header("retry-after").is_some(), status == 503);
            assert_eq!(answer.expect(status)["type"], format!("/problems/{kind}"));
        }
    }
}

#[test]
fn d14_a_message_without_a_machine_keeps_the_sessions_machine() {
    let app = Running::start();
    let first = app.chat(&json!({"message": "It leaks", "machine_id": "m-1"}));
    let session = first["session_id"].as_str().unwrap();
    for nothing in [json!({}), json!({"machine_id": null}), json!({"machine_id": ""})] {
        let mut body = json!({"message": "Still", "session_id": session});
        body.as_object_mut().unwrap().extend(nothing.as_object().unwrap().clone());
        app.chat(&body);
    }
    let session = app.get(&format!("/api/ai/sessions/{session}")).expect(200);
    assert_eq!(session["machine_id"], "m-1");
}

#[test]
fn d16_it_worked_completes_the_session_and_it_can_be_read() {
    let app = Running::start();
    let step = Answer { step: Some(a_step("leak", 1)), ..an_answer("Look at the hose.", 0.8) };
    app.talker.next(Behaviour::Say(step));
    let first = app.chat(&json!({"message": "It leaks"}));
    let body = json!({"session_id": first["session_id"], "step_id": first["step_data"]["step_id"], "feedback": "worked"});
    let over = app.post("/api/ai/chat/step-feedback", &body).expect(200);
    assert_eq!(over["completion_message"], "Problem resolved! The troubleshooting workflow is complete.");
    let session = app.get(&format!("/api/ai/sessions/{}", first["session_id"].as_str().unwrap())).expect(200);
    assert_eq!(session["status"], "completed");
}

#[test]
fn d19_escalating_again_adds_to_the_one_ticket() {
    let app = Running::start();
    let session = app.session();
    let path = format!("/api/ai/sessions/{session}/escalate");
    let first = app.post(&path, &json!({"escalation_reason": "user_request", "additional_notes": "First"}));
    let first = first.expect(201);
    let body =
        json!({"escalation_reason": "user_request", "priority": "urgent", "additional_notes": "Second"});
    let second = app.post(&path, &body).expect(200);
    assert_eq!(second["status"], "already_escalated");
    assert_eq!(second["ticket_number"], first["ticket_number"]);
    app.post(&path, &json!({"escalation_reason": "user_request", "priority": "low"})).expect(200);
    let page = app.get("/api/ai/tickets").expect(200);
    let tickets = page["tickets"].as_array().unwrap();
    assert_eq!(tickets.len(), 1);
    assert_eq!(tickets[0]["priority"], "urgent", "it can only rise");
    let notes = tickets[0]["additional_notes"].as_str().unwrap();
    assert!(notes.contains("First") && notes.contains("Second"), "{notes}");
}

#[test]
fn d20_the_escalation_history_and_the_ticket_routes_exist() {
    let app = Running::start();
    let session = app.session();
    let ticket = app.escalate(&session);
    let history = app.get(&format!("/api/ai/sessions/{session}/escalation-history")).expect(200);
    assert_eq!(history.as_array().unwrap().len(), 2);
    assert_eq!(app.get("/api/ai/tickets").expect(200)["tickets"][0]["id"], ticket["ticket_id"]);
    let path = format!("/api/ai/tickets/{}", ticket["ticket_number"].as_str().unwrap());
    app.get(&path).expect(200);
    assert_eq!(app.patch(&path, &json!({"priority": "low"})).expect(200)["priority"], "low");
}

#[test]
fn d24_a_message_to_a_session_is_answered() {
    let app = Running::start();
    let session = app.session();
    let sent = app.post(&format!("/api/ai/sessions/{session}/messages"), &json!({"content": "And now?"}));
    let sent = sent.expect(200);
    assert_eq!(sent["ai_response"]["content"], "Clean the filter.");
    assert_eq!(sent["ai_response"]["sender"], "assistant");
}

/// Verified expert knowledge was never found, because its list of tags could not be read.
#[test]
fn d21_verified_expert_knowledge_is_found_and_used_and_other_is_not() {
    let app = Running::start();
    let new = json!({"problem_description": "Low pressure after winter", "solution": "Bleed the HP pump.",
        "tags": ["pressure", "pump"], "metadata": {"from": "old"}});
    let made = app.post("/api/ai/expert-knowledge", &new).expect(201);
    assert_eq!(
        (&made["verified"], &made["tags"], &made["metadata"]),
        (&json!(false), &new["tags"], &new["metadata"])
    );
    let id = made["knowledge_id"].as_str().unwrap().to_owned();
    let found =
        |keywords: &str| app.get(&format!("/api/ai/expert-knowledge/search?keywords={keywords}")).expect(200);
    assert_eq!(found("pressure"), json!([]), "nobody has verified it");
    let source = format!("expert-knowledge/{id}");
    let document = format!("/api/ai/knowledge/documents/{}", source.replace('/', "%2F"));
    app.get(&document).expect(404);

    let path = format!("/api/ai/expert-knowledge/{id}");
    let change = |body: serde_json::Value| app.request("PATCH", &path).json(&body).send();
    let verified = change(json!({"verified": true})).expect(200);
    assert_eq!((&verified["verified"], &verified["verified_by"]), (&json!(true), &json!("operator")));
    for keywords in ["nothing,PRESSURE", "bleed", "xx,yy,pump", "winter"] {
        assert_eq!(found(keywords)[0]["knowledge_id"], id.as_str(), "{keywords}");
    }
    assert_eq!(found("xx,yy,zz,pump"), json!([]), "the first three keywords count");
    let used = app.get(&document).expect(200);
    assert_eq!((&used["source"], &used["title"]), (&json!(source), &json!("Low pressure after winter")));
    assert_eq!(used["content"], "Low pressure after winter\n\nBleed the HP pump.");

    change(json!({"solution": "Bleed both pumps.", "version": 1})).expect(409);
    change(json!({"solution": "Bleed both pumps.", "version": 2})).expect(200);
    assert!(app.get(&document).expect(200)["content"].as_str().unwrap().ends_with("both pumps."));
    change(json!({"verified": false})).expect(200);
    app.get(&document).expect(404);
    assert_eq!(found("pressure"), json!([]));
    change(json!({"verified": true})).expect(200);
    assert_eq!(app.request("DELETE", &path).send().status, 204);
    app.get(&document).expect(404);
    app.get("/api/ai/expert-knowledge/search").expect(422);
    let odd =
        json!({"problem_description": "\u{1}\n\u{8} Low\u{1}pressure \u{7}\nagain", "solution": "Bleed it."});
    let id =
        app.post("/api/ai/expert-knowledge", &odd).expect(201)["knowledge_id"].as_str().unwrap().to_owned();
    let verify = |id: &str| app.request("PATCH", &format!("/api/ai/expert-knowledge/{id}"));
    verify(&id).json(&json!({"verified": true})).send().expect(200);
    let used = app.get(&format!("/api/ai/knowledge/documents/expert-knowledge%2F{id}")).expect(200);
    assert_eq!(used["title"], "Low pressure");
    let nothing = json!({"problem_description": " \u{1}\n\u{8}", "solution": "Bleed it."});
    let refused = app.post("/api/ai/expert-knowledge", &nothing).expect(422);
    assert!(refused.to_string().contains("problem_description"), "{refused}");
    let users = app.get("/api/ai/users/user-1/sessions").expect(200);
    assert!(users["sessions"].is_array(), "a user's sessions are listed too");
}

/// The tables were never made, errors came as 200, and one broke all figures that were asked for after it.
#[test]
fn d22_figures_are_there_from_the_beginning_and_an_error_is_one() {
    let app = Running::start();
    let metrics = |days: &str| app.get(&format!("/api/ai/analytics/session-metrics?days={days}"));
    let empty = metrics("30").expect(200);
    assert_eq!((&empty["period_days"], &empty["metrics"]), (&json!(30), &json!([])));
    assert_eq!(
        empty["summary"],
        json!({"total_sessions": 0, "total_resolved_sessions": 0, "overall_success_rate": 0.0,
        "avg_resolution_time_minutes": null, "avg_steps_to_resolution": null, "avg_user_satisfaction": null})
    );
    metrics("0").expect(422);
    metrics("many").expect(422);
    let session = app.session();
    app.clock.advance(chrono::TimeDelta::minutes(10));
    app.post("/api/ai/chat", &json!({"message": "Thanks", "session_id": session})).expect(200);
    let path = format!("/api/ai/sessions/{session}");
    app.request("PUT", &path).json(&json!({"status": "completed"})).send().expect(200);
    app.escalate(&app.session());
    let filled = metrics("7").expect(200);
    let day = &filled["metrics"][0];
    let counts = ["total_sessions", "resolved_sessions", "escalated_sessions", "abandoned_sessions"];
    assert_eq!(counts.map(|name| day[name].as_u64()), [2, 1, 1, 0].map(Some), "{day}");
    assert_eq!(
        (&day["success_rate_percentage"], &day["avg_resolution_time_minutes"]),
        (&json!(50.0), &json!(10.0))
    );
    assert_eq!(filled["summary"]["total_resolved_sessions"], 1);
}
