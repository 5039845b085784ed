//! A ticket by the link from a mail, in both modes.

use chrono::TimeDelta;
use handover_domain::{OrganizationId, TicketId, TicketLink, TicketLinks};
use serde_json::{Value, json};
use uuid::Uuid;

use crate::client::Response;
use crate::identify::closed;
use crate::running::{ReadableLinks, Running};

fn by_link(app: &Running, link: &str) -> Response {
    app.request("GET", "/api/ai/ticket-by-link").header("X-Handover-Link", link).send()
}

fn sealed(app: &Running, (organization, ticket): (OrganizationId, Uuid), life: TimeDelta) -> String {
    ReadableLinks.seal(&TicketLink { organization, ticket: TicketId(ticket), expires_at: app.now() + life })
}

/// Everything that a document holds, by the way to it.
fn values(at: &str, value: &Value, found: &mut Vec<(String, String)>) {
    match value {
        Value::Object(members) => {
            members.iter().for_each(|(key, inner)| values(&format!("{at}/{key}"), inner, found))
        }
        Value::Array(items) => items.iter().for_each(|inner| values(at, inner, found)),
        other => found.push((at.to_owned(), other.to_string())),
    }
}

#[test]
fn a_link_opens_one_ticket_for_a_time_and_tells_no_ids_and_no_notes() {
    let app = Running::start();
    let said = app.post(
        "/api/ai/chat",
        &json!({"message": "The pump is loud", "user_id": "anna", "machine_id": "boat-7"}),
    );
    let session = said.expect(200)["session_id"].as_str().unwrap().to_owned();
    let wish = json!({"escalation_reason": "user_request", "additional_notes": "Since Monday"});
    let ticket = app.post(&format!("/api/ai/sessions/{session}/escalate"), &wish).expect(201);
    let id = Uuid::try_parse(ticket["ticket_id"].as_str().unwrap()).unwrap();
    let path = format!("/api/ai/tickets/{id}");
    app.post(&format!("{path}/notes"), &json!({"text": "a secret between colleagues"})).expect(200);
    app.post(&format!("{path}/messages"), &json!({"content": "Hold the valve shut."})).expect(200);

    let mine = (OrganizationId::DEFAULT, id);
    let link = sealed(&app, mine, TimeDelta::days(14));
    let answer = by_link(&app, &link);
    assert_eq!(answer.header("cache-control"), Some("no-store"));
    let shown = answer.expect(200);
    assert_eq!(
        (&shown["status"], &shown["additional_notes"]),
        (&json!("in_progress"), &json!("Since Monday"))
    );
    let transcript = shown["transcript"].as_array().unwrap();
    assert_eq!(transcript.first().unwrap()["content"], "The pump is loud");
    assert_eq!(transcript.last().unwrap()["author"], "General Support");
    let mut told = Vec::new();
    values("", &shown, &mut told);
    for (at, value) in told {
        assert!(!value.contains("secret between") && !value.contains(&session), "{at}: {value}");
        let is_id = Uuid::try_parse(value.trim_matches('"')).is_ok();
        assert!(!is_id && !value.contains("boat-7") && !value.contains("anna"), "{at}: {value}");
    }

    let missing =
        |link: &str| assert_eq!(by_link(&app, link).expect(404)["type"], "/problems/no-such-ticket");
    missing("");
    missing("hot_nonsense");
    missing(&sealed(&app, (OrganizationId::DEFAULT, Uuid::from_u128(9)), TimeDelta::days(1)));
    missing(&sealed(&app, (OrganizationId(Uuid::from_u128(9)), id), TimeDelta::days(1)));
    missing(&sealed(&app, mine, TimeDelta::zero()));
    assert_eq!(app.get("/api/ai/ticket-by-link").status, 404, "without any link");
    app.clock.advance(TimeDelta::days(14));
    missing(&link);
}

#[test]
fn where_callers_are_told_apart_the_link_is_enough_too() {
    let app = closed(false);
    let session = crate::identify::open_session(&app, "user:anna");
    let wish = json!({"escalation_reason": "user_request"});
    let escalate = format!("/api/ai/sessions/{session}/escalate");
    let made =
        crate::identify::with_token(&app, "user:anna", "POST", &escalate).json(&wish).send().expect(201);
    let id = Uuid::try_parse(made["ticket_id"].as_str().unwrap()).unwrap();
    let link = sealed(&app, (OrganizationId::DEFAULT, id), TimeDelta::days(1));
    assert_eq!(by_link(&app, &link).status, 200);
    assert_eq!(by_link(&app, "hot_x").status, 404);
}
