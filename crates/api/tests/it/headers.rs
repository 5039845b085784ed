//! What every answer tells browsers, whatever it is an answer to.

use std::num::NonZeroU32;
use std::sync::Arc;

use handover_api::{ApiSettings, RateSettings};
use serde_json::json;

use crate::client::Response;
use crate::docs::OnePage;
use crate::identify::{NO_LIMITS, Plain, with_token};
use crate::running::{Running, Wish};
use crate::staff::Readable;

#[track_caller]
fn check(what: &str, status: u16, response: &Response) {
    assert_eq!(response.status, status, "{what}");
    let said = |name: &str| response.header(name).unwrap_or_default().to_owned();
    for (name, value) in [
        ("x-content-type-options", "nosniff"),
        ("x-frame-options", "DENY"),
        ("referrer-policy", "no-referrer"),
        ("cross-origin-opener-policy", "same-origin"),
        ("cross-origin-resource-policy", "same-origin"),
        ("strict-transport-security", "max-age=31536000"),
    ] {
        assert_eq!(said(name), value, "{name} of {what}");
    }
    for feature in ["camera=()", "microphone=()", "geolocation=()"] {
        assert!(said("permissions-policy").contains(feature), "{feature} of {what}");
    }
    let policy = said("content-security-policy");
    assert!(
        policy.contains("frame-ancestors 'none'") && policy.contains("default-src "),
        "{policy} of {what}"
    );
    assert!(!policy.contains("unsafe-eval") && !policy.contains("script-src 'unsafe"), "{policy} of {what}");
    assert!(!said("x-request-id").is_empty(), "the id of {what}");
    assert!(response.header("server").is_none() && response.header("x-powered-by").is_none());
    // Pages and documentation may be asked for again; nothing else may be kept by anybody.
    let may_be_kept = ["/ and", "/openapi.json", "/docs/"].iter().any(|page| what.contains(page));
    let kept = said("cache-control");
    assert!(kept == "no-store" || (may_be_kept && !kept.is_empty()), "{kept} of {what}");
}

fn behind_tls(rates: RateSettings) -> Running {
    let passwords = Arc::new(Readable::default());
    let access = handover_api::TokenAccess {
        tokens: Some(Arc::new(Plain)),
        visitors: false,
        new_organizations: false,
        passwords,
        sign_on: None,
    };
    let settings = ApiSettings {
        rates,
        trusted_proxies: vec!["127.0.0.1/32".parse().unwrap()],
        cors_allowed_origins: vec!["https://host.example".to_owned()],
        workers: 1,
        ..ApiSettings::default()
    };
    let access = handover_api::Access::Token(access);
    Running::with(Wish { settings, access, pages: Arc::new(OnePage), ..Wish::default() })
}

#[test]
fn every_answer_is_dressed_also_a_refusal() {
    let app = behind_tls(NO_LIMITS);
    let ask = |method: &str, path: &str, headers: &[(&str, &str)], body: Option<&str>| {
        let request = app.request(method, path).header("X-Forwarded-Proto", "https");
        let request = headers.iter().fold(request, |request, (name, value)| request.header(name, value));
        match body {
            Some(body) => request.bytes(body).send(),
            None => request.send(),
        }
    };
    let anna = ("Authorization", "Bearer user:anna");
    let json = ("Content-Type", "application/json");
    let preflight = |origin: &str| {
        let asked = ("Access-Control-Request-Method", "POST");
        ask("OPTIONS", "/api/ai/chat", &[("Origin", origin), asked], None)
    };
    let said = json!({"message": "Hello"}).to_string();
    let large = "x".repeat(300_000);
    let cases: [(&str, u16, Response); 21] = [
        ("/ and the page", 200, ask("GET", "/", &[], None)),
        ("HEAD / and the page", 200, ask("HEAD", "/", &[], None)),
        ("/ and again", 304, ask("GET", "/", &[("If-None-Match", "\"abc\"")], None)),
        ("health", 200, ask("GET", "/health", &[], None)),
        ("info", 200, ask("GET", "/info", &[], None)),
        ("/openapi.json", 200, ask("GET", "/openapi.json", &[], None)),
        ("a redirect", 308, ask("GET", "/docs", &[], None)),
        ("/docs/ itself", 200, ask("GET", "/docs/", &[], None)),
        ("a kind of problem", 200, ask("GET", "/problems/overloaded", &[], None)),
        ("a chat", 200, ask("POST", "/api/ai/chat", &[anna, json], Some(&said))),
        ("a preflight", 200, preflight("https://host.example")),
        ("a foreign preflight", 400, preflight("https://evil.example")),
        ("nobody", 401, ask("GET", "/api/ai/tickets", &[], None)),
        ("not allowed", 403, ask("PUT", "/api/ai/users/u", &[anna, json], Some("{}"))),
        ("nothing", 404, ask("GET", "/nothing", &[], None)),
        ("a wrong method", 405, ask("DELETE", "/api/ai/chat", &[anna], None)),
        ("too large", 413, ask("POST", "/api/ai/chat", &[anna, json], Some(&large))),
        ("not JSON", 415, ask("POST", "/api/ai/chat", &[anna, ("Content-Type", "text/plain")], Some(&said))),
        ("compressed", 415, ask("POST", "/api/ai/chat", &[anna, ("Content-Encoding", "br")], Some(&said))),
        ("a wrong field", 422, ask("POST", "/api/ai/chat", &[anna, json], Some("{}"))),
        ("broken JSON", 422, ask("POST", "/api/ai/chat", &[anna, json], Some("{"))),
    ];
    for (what, status, response) in &cases {
        check(what, *status, response);
    }
    let limited = behind_tls(RateSettings { chats_per_actor: NonZeroU32::new(1), ..NO_LIMITS });
    let say = || {
        let request = with_token(&limited, "user:anna", "POST", "/api/ai/chat");
        request.header("X-Forwarded-Proto", "https").json(&json!({"message": "Hello"})).send()
    };
    check("the first", 200, &say());
    check("one too many", 429, &say());
}
