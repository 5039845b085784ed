//! Escalation, its history, and the dry run.

use serde_json::{Value, json};

use crate::running::{Running, keys};

#[test]
fn escalating_answers_exactly_as_the_prototype_did() {
    let app = Running::start();
    let session = app.session();
    let body =
        json!({"escalation_reason": "user_request", "priority": "high", "additional_notes": "Please hurry"});
    let answer = app.post(&format!("/api/ai/sessions/{session}/escalate"), &body).expect(201);
    assert_eq!(
        keys(&answer),
        ["expert_contact_info", "message", "queue", "status", "ticket_id", "ticket_number"]
    );
    assert_eq!(answer["status"], "created");
    assert_eq!(answer["message"], "Support ticket created successfully. Expert will be contacted.");
    let number = answer["ticket_number"].as_str().unwrap();
    assert!(number.starts_with("AB-20261122-") && number.len() == "AB-20261122-0001".len(), "{number}");
    let info = &answer["expert_contact_info"];
    assert_eq!(
        keys(info),
        [
            "alternative_contacts",
            "escalation_reason",
            "primary_contact",
            "recommended_action",
            "ticket_reference"
        ]
    );
    assert_eq!(keys(&info["primary_contact"]), ["email", "hours", "name", "phone", "specialization"]);
    assert_eq!(info["escalation_reason"], "user_request");
    assert_eq!(info["recommended_action"], "Contact primary expert for immediate assistance");
    assert_eq!(info["ticket_reference"], "Provide this ticket number when contacting support");
    assert_eq!(info["alternative_contacts"].as_array().unwrap().len(), 2);
    let ticket = app.get(&format!("/api/ai/tickets/{number}")).expect(200);
    assert_eq!(ticket["additional_notes"], "Please hurry");
    assert_eq!(app.mail.wakes.load(std::sync::atomic::Ordering::SeqCst), 1);
}

#[test]
fn priority_is_medium_when_left_out_and_safety_goes_to_the_emergency_contact() {
    let app = Running::start();
    let session = app.session();
    let body = json!({"escalation_reason": "safety_concern"});
    let answer = app.post(&format!("/api/ai/sessions/{session}/escalate"), &body).expect(201);
    let contact = &answer["expert_contact_info"]["primary_contact"];
    assert!(contact["name"].as_str().unwrap().contains("Emergency"));
    assert!(contact["hours"].as_str().unwrap().contains("24/7"));
    let ticket =
        app.get(&format!("/api/ai/tickets/{}", answer["ticket_number"].as_str().unwrap())).expect(200);
    assert_eq!(ticket["priority"], "medium");
}

#[test]
fn a_repeat_that_says_nothing_about_priority_leaves_it_alone() {
    let app = Running::start();
    let path = format!("/api/ai/sessions/{}/escalate", app.session());
    let first = json!({"escalation_reason": "user_request", "priority": "low"});
    let number = app.post(&path, &first).expect(201)["ticket_number"].as_str().unwrap().to_owned();
    let ticket = || app.get(&format!("/api/ai/tickets/{number}")).expect(200);
    let untouched = ticket();
    app.post(&path, &json!({"escalation_reason": "user_request"})).expect(200);
    assert_eq!(ticket(), untouched);
    app.post(&path, &json!({"escalation_reason": "user_request", "additional_notes": "Any time"}))
        .expect(200);
    assert_eq!((&ticket()["priority"], &ticket()["additional_notes"]), (&json!("low"), &json!("Any time")));
    app.post(&path, &json!({"escalation_reason": "user_request", "priority": "medium"})).expect(200);
    assert_eq!(ticket()["priority"], "medium");
}

#[test]
fn after_an_escalation_messages_are_kept_for_the_expert() {
    let app = Running::start();
    let session = app.session();
    let ticket = app.escalate(&session);
    let answer = app.chat(&json!({"message": "It also drips", "session_id": session}));
    assert_eq!(answer["model_used"], "handoff");
    assert!(answer["response"].as_str().unwrap().contains(ticket["ticket_number"].as_str().unwrap()));
    assert_eq!(answer["escalation"]["ticket_id"], ticket["ticket_id"]);
    assert_eq!(app.talker.asked().len(), 1, "only the first message was for the assistant");
}

#[test]
fn the_dry_run_honours_the_thresholds_and_writes_nothing() {
    let app = Running::start();
    let session = app.session();
    let path = format!("/api/ai/sessions/{session}/evaluate-escalation");
    let before = app.get(&format!("/api/ai/sessions/{session}/escalation-history")).expect(200);
    let calm = app.post(&path, &json!({})).expect(200);
    assert_eq!(
        keys(&calm),
        [
            "confidence_score",
            "decision",
            "decision_factors",
            "escalation_reason",
            "recommended_action",
            "should_escalate",
            "steps_completed"
        ]
    );
    assert_eq!(calm["should_escalate"], false);
    assert_eq!(calm["decision"], "continue");
    assert_eq!(calm["confidence_score"], 0.9);
    assert_eq!(calm["recommended_action"], "Continue troubleshooting");
    let factors = &calm["decision_factors"];
    assert_eq!((&factors["confidence_threshold"], &factors["max_steps_threshold"]), (&json!(0.3), &json!(8)));

    let wary = app.post(&path, &json!({"confidence_threshold": 0.95})).expect(200);
    assert_eq!(wary["escalation_reason"], "low_confidence");
    assert_eq!((&wary["should_escalate"], &wary["decision"]), (&json!(true), &json!("offer")));
    assert_eq!(wary["recommended_action"], "Create support ticket");

    let forced = app.post(&path, &json!({"force_escalation": true})).expect(200);
    assert_eq!(forced["decision_factors"], json!({"force_escalation": true}));
    assert_eq!(forced["recommended_action"], "Create support ticket immediately");
    assert_eq!(app.get(&format!("/api/ai/sessions/{session}/escalation-history")).expect(200), before);

    let none = app.request("POST", &path).send().expect(200);
    assert_eq!(none, calm, "everything may be left out, the body too");
}

#[test]
fn the_history_holds_every_decision_with_its_evidence() {
    let app = Running::start();
    let session = app.session();
    app.escalate(&session);
    let history = app.get(&format!("/api/ai/sessions/{session}/escalation-history")).expect(200);
    let rows = history.as_array().unwrap();
    let decided: Vec<(&Value, &Value)> =
        rows.iter().map(|row| (&row["trigger_type"], &row["escalation_decision"])).collect();
    assert_eq!(
        decided,
        [(&json!("evaluation"), &json!("continue")), (&json!("user_request"), &json!("escalate"))]
    );
    assert_eq!(keys(&rows[0]["evidence"]), ["inputs", "near_miss", "rule", "rule_version", "spans"]);
    assert!(rows[1]["requested_by"].is_string());
}
