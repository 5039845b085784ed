//! Signing in with an identity provider, as a browser does it, against a small one over real HTTP.

use handover_testkit::process::Server;
use serde_json::{Value, json};

use crate::client::{Answer, text};
use crate::database::{Database, on_both};
use crate::provider::{CLIENT, Provider, SECRET};
use crate::staff::{Browser, told};
use crate::tokens::in_token_mode;

/// Where whoever is let in goes on.
const DESK: &str = "/desk";
const FLOW: &str = "__Host-handover-sign-on=hof_";

fn started(database: &Database, provider: &Provider, domains: &str) -> Server {
    in_token_mode(database)
        .setting("PUBLIC_URL", "https://help.example.com")
        .setting("HANDOVER__AUTH__OIDC__ISSUER", provider.issuer())
        .setting("HANDOVER__AUTH__OIDC__NAME", "Fjord ID")
        .setting("HANDOVER__AUTH__OIDC__CLIENT_ID", CLIENT)
        .setting("HANDOVER__AUTH__OIDC__CLIENT_SECRET", SECRET)
        .setting("HANDOVER__AUTH__OIDC__ALGORITHMS", "EdDSA")
        .setting("HANDOVER__AUTH__OIDC__JOIN_DOMAINS", domains)
        .start()
}

fn person(subject: &str, email: &str) -> Value {
    json!({"sub": subject, "email": email, "email_verified": true, "name": "Ivy of Fjord"})
}

/// Comes back with a code and what stands beside it.
fn back(browser: &mut Browser, query: &[(&str, &str)]) -> Answer {
    let encoded = |text: &str| text.replace(':', "%3A").replace('/', "%2F");
    let query: Vec<_> = query.iter().map(|(name, value)| format!("{name}={}", encoded(value))).collect();
    browser.send("GET", &format!("/api/auth/oidc/callback?{}", query.join("&")), None)
}

/// Begins a sign-in: the code and the state with which the browser comes back.
fn begun(browser: &mut Browser, provider: &Provider, who: Value) -> (String, String) {
    let sent = browser.send("GET", "/api/auth/oidc/start", None);
    assert_eq!(sent.status, 303, "{sent:?}");
    assert!(browser.cookie.as_deref().is_some_and(|cookie| cookie.starts_with(FLOW)), "{sent:?}");
    provider.sign_in(sent.location.as_deref().expect("a location"), who)
}

/// A whole sign-in; where it ends.
fn entered(browser: &mut Browser, provider: &Provider, who: Value) -> String {
    let (code, state) = begun(browser, provider, who);
    let answer = back(browser, &[("code", &code), ("state", &state), ("iss", provider.issuer())]);
    assert_eq!(answer.status, 303, "{answer:?}");
    let place = answer.location.expect("a location");
    if place == DESK {
        return place;
    }
    place.strip_prefix("/account.html").expect("the page of the account").to_owned()
}

fn invite(database: &Database, name: &str) {
    let email = format!("{name}@support.example");
    told(database, None, &["user", "invite", &email, "--name", name, "--role", "expert"], "");
}

#[test]
fn whom_the_provider_vouches_for_comes_in() {
    on_both(|database| {
        let provider = Provider::start();
        let server = started(database, &provider, "");
        invite(database, "ivy");
        let mut ivy = Browser::new(&server);
        let ways = ivy.send("GET", "/api/auth/ways", None).expect(200);
        assert_eq!(text(&ways, "/provider"), "Fjord ID");
        assert_eq!(entered(&mut ivy, &provider, person("s-1", "Ivy@support.example")), DESK);
        assert_eq!(text(&ivy.me().expect(200), "/role"), "expert");
        // From now on by who she is, whatever her address there is.
        assert_eq!(entered(&mut ivy, &provider, person("s-1", "married@elsewhere.example")), DESK);
        assert_eq!(text(&ivy.me().expect(200), "/email"), "ivy@support.example");
        // Nobody else there is she, even with her address.
        let mut other = Browser::new(&server);
        let stranger = "#sign-on=stranger";
        assert_eq!(entered(&mut other, &provider, person("s-2", "ivy@support.example")), stranger);
        assert_eq!(entered(&mut other, &provider, person("s-3", "nobody@support.example")), stranger);
        invite(database, "bob");
        let mut unverified = person("s-4", "bob@support.example");
        for said in [json!(false), json!(null), json!("no"), json!(1)] {
            unverified["email_verified"] = said;
            assert_eq!(entered(&mut other, &provider, unverified.clone()), stranger);
        }
        other.me().expect(401);
        // No password is right for her, and a disabled account is one here too.
        for guess in ["none", "", "anything else"] {
            ivy.sign_in("ivy", guess).expect(401);
        }
        told(database, None, &["user", "disable", "ivy@support.example"], "");
        assert_eq!(entered(&mut ivy, &provider, person("s-1", "ivy@support.example")), stranger);
        let log = server.log();
        for canary in ["canary-61", "code-", "ivy@support", "hof_", "s-1"] {
            assert!(!log.contains(canary), "the log holds {canary}: {log}");
        }
    });
}

#[test]
fn who_may_join_joins() {
    on_both(|database| {
        let provider = Provider::start();
        let server = started(database, &provider, "Fjord.example,other.example");
        let mut browser = Browser::new(&server);
        for email in ["eve@evil.example", "eve@fjord.example.evil.example", "eve@sub.fjord.example"] {
            assert_eq!(entered(&mut browser, &provider, person("s-9", email)), "#sign-on=stranger");
        }
        assert_eq!(entered(&mut browser, &provider, person("s-8", "kim@FJORD.example")), DESK);
        let known = browser.me().expect(200);
        assert_eq!((text(&known, "/role"), text(&known, "/name")), ("expert".into(), "Ivy of Fjord".into()));
        assert_eq!(database.number("SELECT count(*) AS value FROM accounts"), 1);
    });
}

#[test]
fn an_answer_counts_once_in_the_browser_that_asked() {
    let database = Database::fresh(crate::database::Kind::Sqlite).expect("a database");
    let provider = Provider::start();
    let server = started(&database, &provider, "");
    invite(&database, "ivy");
    let who = || person("s-1", "ivy@support.example");
    let ends = |answer: &Answer| answer.location.clone().unwrap_or_default();
    let mut victim = Browser::new(&server);
    let mut thief = Browser::new(&server);
    let issuer = provider.issuer();

    // Somebody else's code in one's own browser, and the other way round.
    let (code, state) = begun(&mut thief, &provider, who());
    let broken = back(&mut victim, &[("code", &code), ("state", &state), ("iss", issuer)]);
    assert_eq!(ends(&broken), "/account.html#sign-on=broken", "without the cookie it is nobody's");
    let (_, own_state) = begun(&mut victim, &provider, who());
    let broken = back(&mut victim, &[("code", &code), ("state", &state), ("iss", issuer)]);
    assert_eq!(ends(&broken), "/account.html#sign-on=broken", "its state is another's");
    let (_, state_again) = begun(&mut victim, &provider, who());
    assert_ne!(own_state, state_again);
    let refused = back(&mut victim, &[("code", &code), ("state", &state_again), ("iss", issuer)]);
    assert_eq!(ends(&refused), "/account.html#sign-on=failed", "a code goes with its verifier");

    for (iss, why) in
        [(Some("https://evil.example"), "another"), (None, "none, where it always names itself")]
    {
        let (code, state) = begun(&mut victim, &provider, who());
        let mut query = vec![("code", code.as_str()), ("state", state.as_str())];
        query.extend(iss.map(|iss| ("iss", iss)));
        assert_eq!(ends(&back(&mut victim, &query)), "/account.html#sign-on=failed", "{why}");
    }
    let (code, state) = begun(&mut victim, &provider, who());
    let flow = victim.cookie.clone();
    let query = [("code", code.as_str()), ("state", state.as_str()), ("iss", issuer)];
    assert_eq!(ends(&back(&mut victim, &query)), DESK);
    victim.me().expect(200);
    thief.cookie = flow;
    assert_eq!(ends(&back(&mut thief, &query)), "/account.html#sign-on=failed", "a code works once");
    for query in [&[("error", "access_denied"), ("state", state.as_str())][..], &[], &[("code", "x")]] {
        assert_eq!(ends(&back(&mut thief, query)), "/account.html#sign-on=broken");
    }
    thief.me().expect(401);
}

#[test]
fn a_token_is_believed_only_when_all_of_it_is_right() {
    let database = Database::fresh(crate::database::Kind::Sqlite).expect("a database");
    let provider = Provider::start();
    let server = started(&database, &provider, "");
    invite(&database, "ivy");
    let who = || person("s-1", "ivy@support.example");
    let mut browser = Browser::new(&server);
    for lie in [
        json!({"nonce": "another"}),
        json!({"nonce": null}),
        json!({"aud": "another client"}),
        json!({"aud": [CLIENT, "another client"]}),
        json!({"azp": "another client"}),
        json!({"iss": "https://evil.example"}),
        json!({"exp": 1_700_000_000}),
        json!({"exp": null}),
        json!({"sub": null}),
        json!({"sub": ""}),
        json!({"sub": "line\nbreak"}),
    ] {
        provider.lies(lie.clone());
        assert_eq!(entered(&mut browser, &provider, who()), "#sign-on=failed", "{lie}");
    }
    provider.lies(Value::Null);
    provider.forges(true);
    assert_eq!(entered(&mut browser, &provider, who()), "#sign-on=failed", "another key");
    provider.forges(false);
    browser.me().expect(401);
    provider.lies(json!({"aud": [CLIENT, "another client"], "azp": CLIENT}));
    assert_eq!(entered(&mut browser, &provider, who()), DESK, "and then it is");
    browser.me().expect(200);
}

#[test]
fn what_the_provider_tells_beside_the_token_counts_for_its_bearer() {
    let database = Database::fresh(crate::database::Kind::Sqlite).expect("a database");
    let provider = Provider::start();
    let server = started(&database, &provider, "");
    invite(&database, "ivy");
    let who = || person("s-1", "ivy@support.example");
    let mut browser = Browser::new(&server);
    for (told, ends) in [
        (json!({"sub": "s-2", "email": "ivy@support.example", "email_verified": true}), "#sign-on=failed"),
        (json!({"email": "ivy@support.example", "email_verified": true}), "#sign-on=failed"),
        (json!({"sub": "s-1", "email": "ivy@support.example"}), "#sign-on=stranger"),
        (json!({"sub": "s-1"}), "#sign-on=stranger"),
        (who(), DESK),
        (json!({"sub": "s-1"}), DESK),
    ] {
        provider.tells_apart(told.clone());
        assert_eq!(entered(&mut browser, &provider, who()), ends, "{told}");
    }
}

#[test]
fn what_comes_instead_of_a_code_is_told() {
    let database = Database::fresh(crate::database::Kind::Sqlite).expect("a database");
    let provider = Provider::start();
    let server = started(&database, &provider, "");
    let mut browser = Browser::new(&server);
    for (error, told) in [
        ("access_denied", "declined"),
        ("temporarily_unavailable", "unavailable"),
        ("invalid_scope", "failed"),
        ("canary-62", "failed"),
    ] {
        let (_, state) = begun(&mut browser, &provider, person("s-1", "ivy@support.example"));
        let answer = back(&mut browser, &[("error", error), ("state", &state)]);
        assert_eq!(answer.location, Some(format!("/account.html#sign-on={told}")), "{error}");
    }
    assert!(!server.log().contains("canary-62"));
}

#[test]
fn without_a_provider_there_is_no_such_way() {
    let database = Database::fresh(crate::database::Kind::Sqlite).expect("a database");
    let server = in_token_mode(&database).start();
    let mut browser = Browser::new(&server);
    browser.send("GET", "/api/auth/oidc/start", None).expect(404);
    browser.send("GET", "/api/auth/oidc/callback?code=x&state=y", None).expect(404);
}
