//! Open mode answers this computer alone, and CORS only the origins that are listed.

use std::sync::Arc;

use handover_api::{Access, ApiSettings, TokenAccess};

use crate::running::{Running, Wish};
use crate::staff::Readable;

#[test]
fn a_forwarded_request_or_a_foreign_host_is_refused_in_open_mode() {
    let app = Running::start();
    let traces = [
        ("Forwarded", "for=192.0.2.1"),
        ("X-Forwarded-For", "192.0.2.1"),
        ("X-Forwarded-Host", "localhost"),
        ("X-Forwarded-Proto", "https"),
        ("X-Real-IP", "127.0.0.1"),
        ("Via", "1.1 proxy"),
        ("Host", "support.example.org"),
        ("Host", "localhost.example.org:8001"),
        ("Host", "192.168.1.5:8001"),
    ];
    for (name, value) in traces {
        let refused = app.request("GET", "/health").header(name, value).send();
        let document = refused.expect(403);
        assert_eq!(document["type"], "/problems/open-mode", "{name}: {value}");
        assert!(document["detail"].is_string());
    }
    for host in ["localhost:9", "LOCALHOST", "127.0.0.1", "127.1.2.3:4", "[::1]:8001"] {
        app.request("GET", "/health").header("Host", host).send().expect(200);
    }
}

#[test]
fn the_guard_is_off_where_callers_are_told_apart() {
    let access = Access::Token(TokenAccess {
        tokens: None,
        visitors: false,
        new_organizations: false,
        passwords: Arc::new(Readable::default()),
        sign_on: None,
    });
    let app = Running::with(Wish { access, ..Wish::default() });
    let request = app.request("GET", "/health").header("Host", "support.example.org");
    request.header("X-Forwarded-For", "192.0.2.1").send().expect(200);
}

#[test]
fn listed_origins_may_call_with_credentials_and_others_may_not() {
    let origins = vec!["http://localhost:3000".to_owned()];
    let settings = ApiSettings { cors_allowed_origins: origins, workers: 1, ..ApiSettings::default() };
    let app = Running::with(Wish { settings, ..Wish::default() });
    let preflight = |origin: &str| {
        app.request("OPTIONS", "/api/ai/chat")
            .header("Origin", origin)
            .header("Access-Control-Request-Method", "POST")
            .header("Access-Control-Request-Headers", "content-type,authorization,idempotency-key")
            .send()
    };
    let allowed = preflight("http://localhost:3000");
    assert_eq!(allowed.status, 200);
    assert_eq!(allowed.header("access-control-allow-origin"), Some("http://localhost:3000"));
    assert_eq!(allowed.header("access-control-allow-credentials"), Some("true"));
    assert_eq!(preflight("http://evil.example").status, 400);

    let listed = app.request("GET", "/info").header("Origin", "http://localhost:3000").send();
    assert!(listed.header("access-control-expose-headers").unwrap().contains("x-request-id"));
    let refused = app.request("GET", "/nothing").header("Origin", "http://localhost:3000").send();
    assert_eq!(refused.header("access-control-allow-origin"), Some("http://localhost:3000"));
    let foreign = app.request("GET", "/info").header("Origin", "http://evil.example").send();
    assert_eq!(foreign.header("access-control-allow-origin"), None);
}
