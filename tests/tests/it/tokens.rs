//! Token mode as a host's frontend meets it: real tokens, on both databases.

use base64::Engine;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use chrono::Utc;
use handover_testkit::process::Launch;
use ring::hmac;
use serde_json::{Value, json};

use crate::client::{Client, said, text, wish};
use crate::database::{Database, on_both};

const SECRET: &str = "canary-0451 shared by host and Handover";
const USER: &str = "f6abc555-5b6c-6f7a-8b9c-0d123456789a";

pub(crate) fn token(secret: &str, claims: &Value) -> String {
    let part = |value: &Value| URL_SAFE_NO_PAD.encode(value.to_string());
    let signed = format!("{}.{}", part(&json!({"alg": "HS256", "typ": "JWT"})), part(claims));
    let key = hmac::Key::new(hmac::HMAC_SHA256, secret.as_bytes());
    let signature = URL_SAFE_NO_PAD.encode(hmac::sign(&key, signed.as_bytes()));
    format!("{signed}.{signature}")
}

/// Seconds from now, as tokens write them; the server that checks them has the real clock too.
#[expect(clippy::disallowed_methods, reason = "a real server believes only the real time")]
fn seconds_from_now(seconds: i64) -> i64 {
    Utc::now().timestamp() + seconds
}

pub(crate) fn claims(user: &str) -> Value {
    json!({
        "iss": "https://host.example",
        "aud": "handover",
        "sub": user,
        "exp": seconds_from_now(600),
        "name": "Kari Nordmann",
        "email": "kari@boat.example",
        "realm_access": {"roles": ["operator"]},
    })
}

fn with(claims: &Value, name: &str, value: Value) -> Value {
    let mut changed = claims.clone();
    changed[name] = value;
    changed
}

pub(crate) fn in_token_mode(database: &Database) -> Launch {
    Launch::serve(database.folder(), database.url())
        .setting("HANDOVER__AUTH__MODE", "token")
        .setting("HANDOVER__AUTH__SECRET", SECRET)
        .setting("HANDOVER__AUTH__ISSUER", "https://host.example")
        .setting("HANDOVER__AUTH__AUDIENCE", "handover")
        .setting("HANDOVER__AUTH__CLAIM_ROLES", "realm_access.roles")
        .setting("HANDOVER__AUTH__MANAGER_ROLES", "fleet-manager")
        .setting("HANDOVER__SERVER__BIND", "127.0.0.1:0")
}

#[test]
fn the_prototypes_frontend_works_with_the_hosts_tokens() {
    on_both(|database| {
        let server = in_token_mode(database).start();
        let anybody = Client::new(server.url());
        let bearer = |claims: &Value| format!("Bearer {}", token(SECRET, claims));
        let mine = anybody.authorized(Some(&bearer(&claims(USER))));

        // What the prototype's script sends: its own id in the body, a bearer in the header.
        let chat = mine.post("/api/ai/chat", &said("The HP gauge is in the red")).expect(200);
        let session = text(&chat, "/session_id");
        let path = format!("/api/ai/sessions/{session}");
        assert_eq!(text(&mine.get(&path).expect(200), "/user_id"), USER);
        let ticket = mine.post(&format!("{path}/escalate"), &wish("Please hurry")).expect(201);
        let ticket = format!("/api/ai/tickets/{}", text(&ticket, "/ticket_number"));
        mine.get(&ticket).expect(200);

        let other = anybody.authorized(Some(&bearer(&claims("somebody-else"))));
        other.get(&path).expect(404);
        other.get(&ticket).expect(404);
        other.post("/api/ai/chat", &said("In another's name")).expect(403);
        let role = json!({"roles": ["fleet-manager"]});
        let manager = anybody.authorized(Some(&bearer(&with(&claims("mona"), "realm_access", role))));
        manager.get(&path).expect(200);

        let nobody = anybody.authorized(None);
        for refused in [nobody.get(&path), nobody.post("/api/ai/chat", &said("Hello"))] {
            assert_eq!(text(&refused.expect(401), "/detail"), "Not authenticated");
        }
        let own = claims(USER);
        let forged = [
            token("another secret that is long enough", &own),
            token(SECRET, &with(&own, "exp", json!(seconds_from_now(-60)))),
            token(SECRET, &with(&own, "aud", json!("another"))),
            token(SECRET, &with(&own, "iss", json!("https://evil.example"))),
            token(SECRET, &with(&own, "sub", json!("visitor-00000000-0000-0000-0000-000000000000"))),
            "anything".to_owned(),
        ];
        for token in &forged {
            let refused = anybody.authorized(Some(&format!("Bearer {token}"))).get(&path);
            assert!(refused.expect(401)["detail"].is_string(), "{token}");
            assert!(!refused.text.contains(token.as_str()), "an answer holds a token");
        }
        let log = server.log();
        let signature = token(SECRET, &own).rsplit('.').next().expect("a signature").to_owned();
        for canary in ["canary-0451", "kari@boat.example", "Kari", USER, &signature] {
            assert!(!log.contains(canary), "the log holds {canary}: {log}");
        }
    });
}

/// The header of the usual user in an organization of the host.
pub(crate) fn bearer_in(organization: &str) -> String {
    format!("Bearer {}", token(SECRET, &with(&claims(USER), "org", json!(organization))))
}

/// What a command of the binary prints.
pub(crate) fn told(database: &Database, arguments: &[&str]) -> String {
    let launch = Launch::command(database.folder(), database.url(), arguments);
    let ended = launch.process().output().expect("the command runs");
    assert!(ended.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ended.stderr));
    String::from_utf8_lossy(&ended.stdout).into_owned()
}

#[test]
fn a_program_does_what_its_key_says_until_it_is_revoked() {
    on_both(|database| {
        let server = in_token_mode(database).start();
        let made = told(database, &["key", "add", "the host's backend", "--scope", "chat,sessions"]);
        let key = made.lines().find(|line| line.starts_with("hok_")).expect("a key").to_owned();
        let id = made.split_whitespace().next().expect("an id").to_owned();
        let program = Client::new(server.url()).authorized(Some(&format!("Bearer {key}")));

        let chat = program.post("/api/ai/chat", &said("In the name of a user")).expect(200);
        let session = format!("/api/ai/sessions/{}", text(&chat, "/session_id"));
        assert_eq!(text(&program.get(&session).expect(200), "/user_id"), USER);
        let refused = program.get("/api/ai/tickets").expect(403);
        assert_eq!(text(&refused, "/detail"), "A service without the scope may not read tickets");

        let listed = told(database, &["key", "list"]);
        assert!(listed.contains("the host's backend") && listed.contains("last used"), "{listed}");
        assert!(!listed.contains(&key), "a key is shown once: {listed}");
        told(database, &["key", "revoke", &id]);
        program.get(&session).expect(401);
        let guessed = Client::new(server.url()).authorized(Some("Bearer hok_"));
        guessed.get(&session).expect(401);
        assert!(!server.log().contains(&key), "the log holds the key");
    });
}

#[test]
fn each_organization_of_the_host_is_a_world_of_its_own() {
    on_both(|database| {
        let server = in_token_mode(database).setting("HANDOVER__AUTH__CLAIM_ORGANIZATION", "org").start();
        let anybody = Client::new(server.url());
        let of = |organization: Value| {
            let claims = with(&claims(USER), "org", organization);
            anybody.authorized(Some(&format!("Bearer {}", token(SECRET, &claims))))
        };
        let fjord = of(json!("fjord"));
        let no_claim = "Not authenticated: the token's claim `org` is missing or has the wrong shape";
        let unknown = "Not authenticated: the token names an organization that is not known here";
        for (who, why) in [(&fjord, unknown), (&of(json!(["fjord"])), no_claim), (&of(Value::Null), no_claim)]
        {
            let refused = who.post("/api/ai/chat", &said("Hello")).expect(401);
            assert_eq!(text(&refused, "/detail"), why);
        }
        told(database, &["organization", "add", "fjord", "--name", "Fjord AS", "--time-zone", "Europe/Oslo"]);
        told(database, &["organization", "add", "sund"]);
        let listed = told(database, &["organization", "list"]);
        assert!(
            listed.contains("fjord  Fjord AS, Europe/Oslo") && listed.contains("sund  sund, "),
            "{listed}"
        );

        let chat = fjord.post("/api/ai/chat", &said("The HP gauge is in the red")).expect(200);
        let path = format!("/api/ai/sessions/{}", text(&chat, "/session_id"));
        let ticket = fjord.post(&format!("{path}/escalate"), &wish("Please hurry")).expect(201);
        let number = text(&ticket, "/ticket_number");
        let sund = of(json!("sund"));
        sund.get(&path).expect(404);
        sund.get(&format!("/api/ai/tickets/{number}")).expect(404);
        let own = format!("/api/ai/users/{USER}/sessions");
        assert_eq!(fjord.get(&own).expect(200)["total_sessions"], json!(1));
        assert_eq!(sund.get(&own).expect(200)["total_sessions"], json!(0));

        let owed = told(database, &["outbox", "--organization", "fjord", "list"]);
        assert!(owed.contains(&number), "{owed}");
        assert!(!told(database, &["outbox", "list"]).contains(&number), "the default organization owes it");
        let made =
            told(database, &["key", "add", "backend", "--scope", "tickets", "--organization", "fjord"]);
        let key = made.lines().find(|line| line.starts_with("hok_")).expect("a key").to_owned();
        let program = anybody.authorized(Some(&format!("Bearer {key}")));
        program.get(&format!("/api/ai/tickets/{number}")).expect(200);
        assert!(!told(database, &["key", "list"]).contains("backend"));
    });
}

#[test]
fn an_organization_may_be_made_when_a_token_names_it_first() {
    on_both(|database| {
        let server = in_token_mode(database)
            .setting("HANDOVER__AUTH__CLAIM_ORGANIZATION", "org")
            .setting("HANDOVER__AUTH__NEW_ORGANIZATIONS", "true")
            .start();
        let claims = with(&claims(USER), "org", json!("fjord"));
        let user = Client::new(server.url()).authorized(Some(&format!("Bearer {}", token(SECRET, &claims))));
        user.post("/api/ai/chat", &said("Hello")).expect(200);
        user.post("/api/ai/chat", &said("Hello again")).expect(200);
        let listed = told(database, &["organization", "list"]);
        assert_eq!(listed.matches("fjord").count(), 2, "its key and its name: {listed}");
    });
}
