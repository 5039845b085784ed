//! Problem documents: their pages, and the refusals that the framework would give without words.

use serde_json::json;

use crate::running::Running;

/// Every kind there is. Clients rely on the names; one may be added, none may go.
const KINDS: [(&str, u16); 29] = [
    ("bad-request", 400),
    ("unauthenticated", 401),
    ("sign-in-failed", 401),
    ("link-not-valid", 410),
    ("too-many-guesses", 429),
    ("open-mode", 403),
    ("not-allowed", 403),
    ("other-user", 403),
    ("cross-site", 403),
    ("not-found", 404),
    ("no-such-session", 404),
    ("no-such-step", 404),
    ("no-such-ticket", 404),
    ("method-not-allowed", 405),
    ("request-timeout", 408),
    ("illegal-transition", 409),
    ("stale-version", 409),
    ("another-ticket-is-open", 409),
    ("still-running", 409),
    ("not-configured", 409),
    ("body-too-large", 413),
    ("unsupported-media-type", 415),
    ("unsupported-encoding", 415),
    ("invalid-request", 422),
    ("idempotency-key-reused", 422),
    ("internal", 500),
    ("database-unavailable", 503),
    ("overloaded", 503),
    ("no-translation", 503),
];

#[test]
fn every_kind_has_a_page_that_explains_it() {
    let app = Running::start();
    for (slug, status) in KINDS {
        let page = app.get(&format!("/problems/{slug}"));
        assert_eq!((page.status, page.header("content-type")), (200, Some("text/plain; charset=utf-8")));
        assert!(String::from_utf8(page.body).unwrap().contains(&format!("({status})")), "{slug}");
    }
    app.get("/problems/other").expect(404);
}

#[test]
fn an_unknown_address_and_a_wrong_method_are_problem_documents() {
    let app = Running::start();
    let missing = app.get("/api/ai/nothing");
    assert_eq!(missing.header("content-type"), Some("application/problem+json"));
    let document = missing.expect(404);
    let expected = json!({"type": "/problems/not-found", "title": "Not found", "status": 404,
                          "detail": "Not Found", "instance": missing.header("x-request-id")});
    assert_eq!(document, expected);
    for (method, path, allow) in [
        ("GET", "/api/ai/chat", "POST, OPTIONS"),
        ("DELETE", "/api/ai/sessions/7c9e6679-7425-40de-944b-e07fc1f90ae7", "GET, PUT, HEAD, OPTIONS"),
        ("POST", "/health", "GET, HEAD, OPTIONS"),
        // Not that nobody signs in here: there is no such thing to refuse.
        ("DELETE", "/api/auth/sign-in", "POST, OPTIONS"),
        ("QUERY", "/api/auth/me", "GET, HEAD, OPTIONS"),
        ("TRACE", "/docs/", "GET, HEAD, OPTIONS"),
        ("PUT", "/problems/internal", "GET, HEAD, OPTIONS"),
    ] {
        let refused = app.request(method, path).send();
        assert_eq!(refused.header("allow"), Some(allow), "{method} {path}");
        assert_eq!(refused.expect(405)["type"], "/problems/method-not-allowed");
    }
}
