//! How often may be asked, and what a refusal leaves untouched.

use std::io::Write;
use std::num::NonZeroU32;

use handover_api::{ApiSettings, RateSettings};
use handover_domain::{Actor, KeyScope, OrganizationId, StoreExt};
use serde_json::{Value, json};

use crate::client::{Response, answer, connect};
use crate::identify::{NO_LIMITS, closed_with, with_token};
use crate::matrix::key_with;
use crate::running::{Running, Wish};

fn limited(rates: RateSettings) -> Running {
    let trusted_proxies = vec!["127.0.0.0/8".parse().unwrap()];
    closed_with(true, ApiSettings { rates, trusted_proxies, workers: 1, ..ApiSettings::default() })
}

fn say(app: &Running, (name, value): (&str, &str), address: &str) -> Response {
    let request = app.request("POST", "/api/ai/chat").header("X-Forwarded-For", address);
    let request = if name.is_empty() { request } else { request.header(name, value) };
    request.json(&json!({"message": "The pump is loud"})).send()
}

fn bearer(token: &str) -> (&'static str, String) {
    ("Authorization", format!("Bearer {token}"))
}

#[track_caller]
fn expect_refused(refused: &Response, policy: &str) {
    let document = refused.expect(429);
    assert_eq!(document["type"], "/problems/rate-limited");
    assert!(document["detail"].as_str().unwrap().contains(policy), "{document}");
    let wait: u64 = refused.header("retry-after").expect("a time").parse().unwrap();
    assert!((1..=60).contains(&wait), "{wait}");
    assert_eq!(refused.header("ratelimit"), Some(format!("\"{policy}\";r=0;t={wait}").as_str()));
    assert!(refused.header("ratelimit-policy").unwrap().contains(&format!("\"{policy}\";q=2;w=60")));
}

#[test]
fn an_actor_has_a_limit_of_its_own_and_other_requests_go_on() {
    let app = limited(RateSettings { chats_per_actor: NonZeroU32::new(2), ..NO_LIMITS });
    let (name, anna) = bearer("user:anna");
    let first = say(&app, (name, &anna), "192.0.2.1");
    first.expect(200);
    assert_eq!(first.header("ratelimit-policy"), Some("\"chats-per-actor\";q=2;w=60"));
    assert_eq!(first.header("ratelimit"), Some("\"chats-per-actor\";r=1;t=30"));
    say(&app, (name, &anna), "192.0.2.2").expect(200);
    expect_refused(&say(&app, (name, &anna), "192.0.2.3"), "chats-per-actor");
    let (name, berit) = bearer("user:berit");
    say(&app, (name, &berit), "192.0.2.3").expect(200);
    let read = with_token(&app, "user:anna", "GET", "/api/ai/tickets").send();
    read.expect(200);
    assert!(read.header("ratelimit").is_none(), "nothing counted it");
    for path in ["/api/ai/sessions", "/api/ai/chat/step-feedback"] {
        let refused = with_token(&app, "user:anna", "POST", path).json(&json!({})).send();
        expect_refused(&refused, "chats-per-actor");
    }
}

#[test]
fn an_address_has_a_limit_whoever_asks_and_new_visitors_are_no_way_around_it() {
    let app = limited(RateSettings { chats_per_address: NonZeroU32::new(2), ..NO_LIMITS });
    let nobody = ("", "");
    say(&app, nobody, "2001:db8:1:2::1").expect(200);
    say(&app, nobody, "2001:db8:1:2:aaaa::1").expect(200);
    let refused = say(&app, nobody, "2001:db8:1:2::3");
    expect_refused(&refused, "chats-per-address");
    assert!(refused.header("x-handover-visitor").is_none(), "nobody is made of a refused request");
    let (name, anna) = bearer("user:anna");
    expect_refused(&say(&app, (name, &anna), "2001:db8:1:2::4"), "chats-per-address");
    say(&app, nobody, "2001:db8:1:3::1").expect(200);
    // A claim that no trusted proxy made is no way around it either.
    expect_refused(&say(&app, nobody, "198.51.100.9, 2001:db8:1:2::5"), "chats-per-address");
}

#[test]
fn an_organization_has_a_limit_that_one_actor_cannot_use_up() {
    let two = NonZeroU32::new(2);
    let app = limited(RateSettings {
        chats_per_actor: NonZeroU32::new(1),
        chats_per_organization: two,
        ..NO_LIMITS
    });
    let (name, anna) = bearer("user:anna");
    say(&app, (name, &anna), "192.0.2.1").expect(200);
    for _ in 0..5 {
        assert_eq!(say(&app, (name, &anna), "192.0.2.1").status, 429);
    }
    let (name, berit) = bearer("user:berit");
    say(&app, (name, &berit), "192.0.2.2").expect(200);
    let (name, cem) = bearer("user:cem");
    expect_refused(&say(&app, (name, &cem), "192.0.2.3"), "chats-per-organization");
}

#[test]
fn a_key_stands_for_many_and_has_a_limit_of_its_own() {
    let one = NonZeroU32::new(1);
    let app = limited(RateSettings {
        chats_per_key: NonZeroU32::new(2),
        chats_per_actor: one,
        chats_per_address: one,
        requests_per_actor: one,
        ..NO_LIMITS
    });
    let (name, key) = bearer(&key_with(&app, KeyScope::Chat));
    say(&app, (name, &key), "192.0.2.1").expect(200);
    say(&app, (name, &key), "192.0.2.1").expect(200);
    expect_refused(&say(&app, (name, &key), "192.0.2.1"), "chats-per-key");
}

#[test]
fn whoever_asks_in_vain_is_counted_by_address_and_health_never() {
    let app = limited(RateSettings { requests_per_address: NonZeroU32::new(2), ..NO_LIMITS });
    let guess = |path: &str| {
        app.request("GET", path)
            .header("X-Forwarded-For", "192.0.2.1")
            .header("Authorization", "Bearer x")
            .send()
    };
    assert_eq!(guess("/api/ai/tickets").status, 401);
    assert_eq!(guess("/nothing").status, 404);
    expect_refused(&guess("/api/ai/tickets"), "requests-per-address");
    expect_refused(&guess("/info"), "requests-per-address");
    for path in ["/health", "/health/live", "/health/ready"] {
        assert_eq!(guess(path).status, 200, "{path}");
    }
}

#[test]
fn a_refused_request_changes_nothing_and_its_body_is_not_read() {
    let app = limited(RateSettings { chats_per_actor: NonZeroU32::new(1), ..NO_LIMITS });
    let scope = Actor::operator(OrganizationId::DEFAULT).scope();
    let rows = || {
        let known = app.store.read(|view| view.user(scope, "anna")).unwrap();
        let sessions = with_token(&app, "user:anna", "GET", "/api/ai/users/anna/sessions").send().json();
        (known.and_then(|user| user.name), sessions)
    };
    let (name, anna) = bearer("user:anna");
    say(&app, (name, &anna), "192.0.2.1").expect(200);
    let before = rows();
    // What is announced never comes: an answer can only be one that did not wait for it.
    let head = format!(
        "POST /api/ai/chat HTTP/1.1\r\nHost: localhost\r\nAuthorization: {anna}\r\n\
         Content-Type: application/json\r\nContent-Length: 100000\r\n\r\n{{"
    );
    let mut socket = connect(app.address);
    socket.write_all(head.as_bytes()).unwrap();
    expect_status(&answer(socket).expect("an answer"), 429);
    assert_eq!(rows(), before);
    assert_eq!(app.talker.asked().len(), 1);

    // Not even that somebody was there is remembered of who was refused at once.
    let app = limited(RateSettings { chats_per_organization: NonZeroU32::new(1), ..NO_LIMITS });
    say(&app, (name, &anna), "192.0.2.1").expect(200);
    let (name, berit) = bearer("user:berit");
    expect_status(&say(&app, (name, &berit), "192.0.2.1"), 429);
    assert!(app.store.read(|view| view.user(scope, "berit")).unwrap().is_none());
    let key = key_with(&app, KeyScope::Chat);
    let (name, value) = bearer(&key);
    expect_status(&say(&app, (name, &value), "192.0.2.1"), 429);
    let keys = app.store.read(|view| view.api_keys(scope)).unwrap();
    assert_eq!(keys.iter().map(|key| key.last_used_at).collect::<Vec<_>>(), [None]);
}

#[track_caller]
fn expect_status(response: &Response, status: u16) {
    let _: Value = response.expect(status);
}

#[test]
fn open_mode_counts_nothing() {
    let one = NonZeroU32::new(1);
    let rates = RateSettings {
        chats_per_actor: one,
        chats_per_key: one,
        chats_per_address: one,
        chats_per_organization: one,
        requests_per_actor: one,
        requests_per_address: one,
    };
    let settings = ApiSettings { rates, workers: 1, ..ApiSettings::default() };
    let app = Running::with(Wish { settings, ..Wish::default() });
    for _ in 0..3 {
        let answered = app.post("/api/ai/chat", &json!({"message": "Hello"}));
        answered.expect(200);
        assert!(answered.header("ratelimit").is_none() && answered.header("ratelimit-policy").is_none());
    }
}
