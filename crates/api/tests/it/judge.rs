//! Judging a text, and rules that are replaced while the service runs.

use handover_domain::testing::World;
use serde_json::{Value, json};

use crate::running::Running;

fn judge(app: &Running, text: &str) -> Value {
    app.post("/api/ai/judge", &json!({"text": text, "language": "en"})).expect(200)
}

#[test]
fn a_verdict_says_what_it_rests_on() {
    let app = Running::start();
    let verdict = judge(&app, "\u{200B}Ω there is SMOKE");
    assert_eq!((&verdict["decision"], &verdict["reason"]), (&json!("escalate"), &json!("safety_concern")));
    assert_eq!((&verdict["priority"], &verdict["severity"]), (&json!("urgent"), &json!("serious")));
    let evidence = &verdict["evidence"];
    assert_eq!(evidence["rule"], "en.safety_concern.smoke");
    assert_eq!(evidence["rule_version"], "test");
    assert_eq!(evidence["spans"], json!([{"start": 12, "end": 17, "text": "SMOKE"}]));
    assert!(evidence["inputs"].as_array().is_some_and(|inputs| !inputs.is_empty()));

    let verdict = judge(&app, "no smoke");
    assert_eq!((&verdict["decision"], &verdict["reason"]), (&json!("continue"), &Value::Null));
    let near = &verdict["evidence"]["near_miss"];
    assert_eq!(near["rule"], "en.safety_concern.smoke unless en.negation");
    assert_eq!(judge(&app, "useless")["frustrated"], true);
    assert_eq!(judge(&app, "I want to die")["distress"], true);
}

#[test]
fn replaced_rules_judge_from_then_on_and_trouble_with_newer_ones_is_named() {
    let app = Running::start();
    assert_eq!(app.get("/health/ready").expect(200)["checks"]["configuration"], true);
    let mut newer = World::new().house.rules;
    newer.version = "newer".to_owned();
    app.house.replace(newer);
    assert_eq!(judge(&app, "smoke")["evidence"]["rule_version"], "newer");

    app.house.report(Some("en.toml:3: language: wrong".to_owned()));
    let ready = app.get("/health/ready").expect(200);
    assert_eq!(ready["degraded"], json!(["en.toml:3: language: wrong"]));
    assert_eq!((&ready["checks"]["configuration"], &ready["checks"]["mail"]), (&json!(false), &json!(true)));
    assert_eq!(judge(&app, "smoke")["evidence"]["rule_version"], "newer");
}
