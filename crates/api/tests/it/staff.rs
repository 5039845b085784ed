//! People with an account here: signing in and out, and what a page of another site can do about it.

use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::{Duration, Instant};

use chrono::TimeDelta;
use handover_api::{Access, TokenAccess};
use handover_domain::testing::World;
use handover_domain::{
    AccessError, Account, Actor, EmailAddress, Language, NewAccount, NotificationKind, OrganizationId,
    OutboxFilter, PasswordHash, PasswordRefused, Passwords, Scene, StaffRole, StoreExt, TokenHash,
    Transaction, add_account, disable_account, invite, reset_account,
};
use handover_testkit::RandomIds;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use crate::client::{Request, Response};
use crate::identify::{Plain, without_instance};
use crate::running::{Running, Wish};

/// Hashes nothing. How passwords are really hashed is tested where it is done.
#[derive(Default)]
pub(crate) struct Readable {
    verified: AtomicUsize,
}

impl Passwords for Readable {
    fn hash(&self, password: &str) -> Result<PasswordHash, PasswordRefused> {
        if password.len() < 12 { Err(PasswordRefused::TooShort) } else { Ok(hashed(password)) }
    }

    fn verify(&self, password: &str, stored: Option<&PasswordHash>) -> bool {
        self.verified.fetch_add(1, Ordering::SeqCst);
        stored == Some(&hashed(password)) || stored == Some(&long_ago(password))
    }

    fn is_outdated(&self, stored: &PasswordHash) -> bool {
        stored.as_str().starts_with("weak:")
    }
}

fn hashed(password: &str) -> PasswordHash {
    PasswordHash::new(format!("readable:{password}"))
}

fn long_ago(password: &str) -> PasswordHash {
    PasswordHash::new(format!("weak:{password}"))
}

pub(crate) const PASSWORD: &str = "correct horse battery";

struct House {
    app: Running,
    passwords: Arc<Readable>,
}

impl House {
    fn new() -> Self {
        let passwords = Arc::new(Readable::default());
        let access = TokenAccess {
            tokens: Some(Arc::new(Plain)),
            visitors: true,
            new_organizations: false,
            passwords: passwords.clone(),
            sign_on: None,
        };
        Self { app: Running::with(Wish { access: Access::Token(access), ..Wish::default() }), passwords }
    }

    fn verified(&self) -> usize {
        self.passwords.verified.load(Ordering::SeqCst)
    }

    fn me(&self, cookie: &str) -> Response {
        self.app.request("GET", "/api/auth/me").header("Cookie", cookie).send()
    }

    fn post(&self, path: &str, cookie: &str, body: &Value) -> Response {
        own(&self.app, self.app.request("POST", path)).header("Cookie", cookie).json(body).send()
    }
}

/// A request as a page of the service makes it.
pub(crate) fn own(app: &Running, request: Request) -> Request {
    request.header("Origin", &format!("http://{}", app.address)).header("X-Handover-Request", "1")
}

/// Does `work` as the command line of the server does.
fn at_the_terminal<T>(
    app: &Running,
    work: impl FnOnce(&mut dyn Transaction, &Scene<'_>) -> Result<T, AccessError>,
) -> T {
    let actor = Actor::system(OrganizationId::DEFAULT);
    let house = World::new().house;
    let scene = Scene { actor: &actor, now: app.now(), ids: &RandomIds, house: &house };
    app.store.write(|tx| work(tx, &scene)).unwrap()
}

fn somebody(name: &str, role: StaffRole) -> NewAccount {
    let email = EmailAddress::parse(&format!("{name}@support.example")).unwrap();
    NewAccount { email, name: name.to_owned(), role, language: Language::En, contact_id: None }
}

pub(crate) fn employ(app: &Running, name: &str, role: StaffRole) -> Account {
    employ_in(app, OrganizationId::DEFAULT, name, role)
}

pub(crate) fn employ_in(app: &Running, organization: OrganizationId, name: &str, role: StaffRole) -> Account {
    let actor = Actor::system(organization);
    at_the_terminal(app, |tx, scene| {
        let scene = Scene { actor: &actor, ..*scene };
        add_account(tx, &scene, somebody(name, role), hashed(PASSWORD))
    })
}

fn credentials(name: &str, password: &str) -> Value {
    json!({"email": format!("{name}@support.example"), "password": password})
}

pub(crate) fn sign_in(app: &Running, name: &str, password: &str) -> Response {
    own(app, app.request("POST", "/api/auth/sign-in")).json(&credentials(name, password)).send()
}

/// The cookie of an answer, as a browser sends it back.
pub(crate) fn cookie_of(answer: &Response) -> String {
    let cookie = answer.header("set-cookie").expect("a cookie");
    cookie.split(';').next().unwrap().to_owned()
}

fn link(number: u8) -> (String, TokenHash) {
    let token = format!("link-{number}");
    let hash = TokenHash::new(Sha256::digest(token.as_bytes()).into()).unwrap();
    (token, hash)
}

#[test]
fn somebody_signs_in_works_and_signs_out() {
    let house = House::new();
    let account = employ(&house.app, "ada", StaffRole::Expert);
    let answer = sign_in(&house.app, "Ada", PASSWORD);
    let expected = json!({"role": "expert", "organization": null, "name": "ada", "account_id": account.id.to_string(),
                          "email": "ada@support.example", "user_id": null,
                          "contact_id": null, "expert_id": account.id.to_string(), "available": null});
    assert_eq!(answer.expect(200), expected);
    let cookie = answer.header("set-cookie").unwrap();
    assert!(cookie.starts_with("__Host-handover-login=hol_"), "{cookie}");
    for word in ["Secure", "HttpOnly", "SameSite=Strict", "Path=/"] {
        assert!(cookie.contains(word), "{cookie}");
    }
    let cookie = cookie_of(&answer);
    assert_eq!(house.me(&cookie).expect(200), expected);
    let tickets = |cookie: &str| house.app.request("GET", "/api/ai/tickets").header("Cookie", cookie).send();
    tickets(&cookie).expect(200);
    tickets(&format!("{cookie}; {cookie}")).expect(401);
    tickets(&cookie.replacen("__", "%5F%5F", 1)).expect(401);

    let out = house.post("/api/auth/sign-out", &cookie, &json!({}));
    assert_eq!(out.status, 204);
    assert!(out.header("set-cookie").unwrap().contains("Max-Age=0"));
    house.me(&cookie).expect(401);
    tickets(&cookie).expect(401);
    assert_eq!(house.post("/api/auth/sign-out", &cookie, &json!({})).status, 204, "once more does no harm");
}

#[test]
fn a_password_kept_in_an_old_way_is_kept_in_the_new_one_after_its_use() {
    let house = House::new();
    let account = employ(&house.app, "ada", StaffRole::Expert);
    let scope = Actor::system(OrganizationId::DEFAULT).scope();
    let kept = || house.app.store.read(|view| view.account(scope, account.id)).unwrap().unwrap();
    let old = Account { password_hash: Some(long_ago(PASSWORD)), ..account.clone() };
    house.app.store.write(|tx| tx.update_account(&old)).unwrap();
    sign_in(&house.app, "ada", "another horse battery").expect(401);
    assert_eq!(kept().password_hash, Some(long_ago(PASSWORD)));
    let cookie = cookie_of(&sign_in(&house.app, "ada", PASSWORD));
    assert_eq!(kept(), account);
    house.me(&cookie).expect(200);
}

#[test]
fn a_planted_or_older_login_is_worth_nothing_after_signing_in() {
    let house = House::new();
    employ(&house.app, "ada", StaffRole::Expert);
    let planted = format!("__Host-handover-login=hol_{}", "a".repeat(64));
    let enter = |cookie: &str| house.post("/api/auth/sign-in", cookie, &credentials("ada", PASSWORD));
    let first = cookie_of(&enter(&planted));
    assert_ne!(first, planted);
    house.me(&planted).expect(401);
    house.me(&first).expect(200);
    let second = cookie_of(&enter(&first));
    assert_ne!(second, first);
    house.me(&first).expect(401);
    house.me(&second).expect(200);
    // A sign-in that fails costs nobody their login.
    house.post("/api/auth/sign-in", &second, &credentials("ada", "wrong password")).expect(401);
    house.me(&second).expect(200);
}

#[test]
fn who_guesses_learns_nothing_but_to_wait() {
    let house = House::new();
    employ(&house.app, "ada", StaffRole::Expert);
    let off = employ(&house.app, "olga", StaffRole::Lead);
    employ(&house.app, "root", StaffRole::Admin);
    at_the_terminal(&house.app, |tx, scene| disable_account(tx, scene, off.id));
    let invited = somebody("ivy", StaffRole::Expert);
    at_the_terminal(&house.app, |tx, scene| invite(tx, scene, invited, link(1).1));
    let wrong = sign_in(&house.app, "ada", "wrong password");
    assert_eq!(wrong.expect(401)["type"], "/problems/sign-in-failed");
    assert!(wrong.header("set-cookie").is_none());
    assert_eq!(house.verified(), 1);
    for name in ["nobody", "olga", "ivy"] {
        let same = sign_in(&house.app, name, PASSWORD);
        assert_eq!(without_instance(&same), without_instance(&wrong), "{name}");
        assert_eq!(same.status, 401);
    }
    assert_eq!(house.verified(), 4, "each costs the same");
    for _ in 0..4 {
        sign_in(&house.app, "ada", "wrong password").expect(401);
    }
    let refused = sign_in(&house.app, "ada", PASSWORD);
    assert_eq!(refused.expect(429)["type"], "/problems/too-many-guesses");
    assert_eq!(refused.header("retry-after"), Some("901"));
    assert_eq!(house.verified(), 8, "nothing is verified any more");
    house.app.clock.advance(TimeDelta::seconds(901));
    sign_in(&house.app, "ada", PASSWORD).expect(200);
}

#[test]
fn a_page_of_another_site_does_nothing() {
    let house = House::new();
    employ(&house.app, "ada", StaffRole::Admin);
    let cookie = cookie_of(&sign_in(&house.app, "ada", PASSWORD));
    let origin = format!("http://{}", house.app.address);
    let own = ("X-Handover-Request", "1");
    let forged: [&[(&str, &str)]; 9] = [
        &[],
        &[own],
        &[("Origin", &origin)],
        &[("Sec-Fetch-Site", "same-origin")],
        &[("Sec-Fetch-Site", "cross-site"), own],
        &[("Sec-Fetch-Site", "same-site"), own],
        &[("Origin", "null"), own],
        &[("Origin", "https://evil.example"), ("Content-Type", "text/plain")],
        &[("Origin", "null"), ("Content-Type", "application/x-www-form-urlencoded")],
    ];
    let verified = house.verified();
    for headers in forged {
        for (method, path, body) in [
            ("POST", "/api/auth/sign-in", credentials("ada", PASSWORD)),
            ("POST", "/api/auth/sign-out", json!({})),
            ("POST", "/api/auth/sign-out-everywhere", json!({})),
            (
                "POST",
                "/api/auth/password",
                json!({"current_password": PASSWORD, "new_password": "another one of twelve"}),
            ),
            ("POST", "/api/auth/reset", json!({"email": "ada@support.example"})),
            ("POST", "/api/auth/link", json!({"token": "x"})),
            ("POST", "/api/auth/link/password", json!({"token": "x", "password": "y"})),
            ("PUT", "/api/ai/users/u-1", json!({"name": "Changed"})),
        ] {
            let request = house.app.request(method, path).header("Cookie", &cookie).bytes(body.to_string());
            let request = headers.iter().fold(request, |request, (name, value)| request.header(name, value));
            let refused = request.send();
            assert_eq!(refused.expect(403)["type"], "/problems/cross-site", "{path} with {headers:?}");
            assert!(refused.header("set-cookie").is_none());
        }
    }
    assert_eq!(house.verified(), verified, "no password was looked at");
    house.me(&cookie).expect(200);
    let scope = Actor::operator(OrganizationId::DEFAULT).scope();
    assert!(house.app.store.read(|view| view.user(scope, "u-1")).unwrap().is_none());
}

#[test]
fn whoever_changes_their_password_is_the_only_one_left() {
    let house = House::new();
    employ(&house.app, "ada", StaffRole::Expert);
    let (here, elsewhere) =
        (cookie_of(&sign_in(&house.app, "ada", PASSWORD)), cookie_of(&sign_in(&house.app, "ada", PASSWORD)));
    let change = |current: &str, new: &str| {
        let body = json!({"current_password": current, "new_password": new});
        house.post("/api/auth/password", &here, &body)
    };
    let refused = change("wrong password", "another one of twelve").expect(422);
    assert_eq!(refused["errors"][0]["pointer"], "/current_password");
    let refused = change(PASSWORD, "short").expect(422);
    assert_eq!(refused["errors"][0]["pointer"], "/new_password");
    house.me(&elsewhere).expect(200);
    let changed = change(PASSWORD, "another one of twelve");
    changed.expect(200);
    let now = cookie_of(&changed);
    for ended in [&here, &elsewhere] {
        house.me(ended).expect(401);
    }
    house.me(&now).expect(200);
    sign_in(&house.app, "ada", PASSWORD).expect(401);
    let again = cookie_of(&sign_in(&house.app, "ada", "another one of twelve"));
    let ended = house.post("/api/auth/sign-out-everywhere", &now, &json!({}));
    assert_eq!(ended.expect(200), json!({"ended": 2}));
    house.me(&again).expect(401);
}

#[test]
fn a_login_ends_by_itself() {
    let house = House::new();
    employ(&house.app, "ada", StaffRole::Expert);
    let cookie = cookie_of(&sign_in(&house.app, "ada", PASSWORD));
    for _ in 0..7 {
        house.app.clock.advance(TimeDelta::minutes(100));
        house.me(&cookie).expect(200);
    }
    house.app.clock.advance(TimeDelta::minutes(20));
    house.me(&cookie).expect(401);
    let idle = cookie_of(&sign_in(&house.app, "ada", PASSWORD));
    house.app.clock.advance(TimeDelta::minutes(121));
    house.me(&idle).expect(401);
}

#[test]
fn a_link_sets_a_password_once() {
    let house = House::new();
    let ada = employ(&house.app, "ada", StaffRole::Expert);
    let login = cookie_of(&sign_in(&house.app, "ada", PASSWORD));
    let (reset, hash) = link(1);
    at_the_terminal(&house.app, |tx, scene| reset_account(tx, scene, ada.id, hash));
    let (invitation, hash) = link(2);
    let ivy = somebody("ivy", StaffRole::Lead);
    at_the_terminal(&house.app, |tx, scene| invite(tx, scene, ivy, hash));
    let look = |token: &str| house.post("/api/auth/link", "", &json!({"token": token}));
    let set = |token: &str, password: &str| {
        house.post("/api/auth/link/password", "", &json!({"token": token, "password": password}))
    };
    for (token, name, purpose) in [(&reset, "ada", "reset"), (&invitation, "ivy", "invite")] {
        let owner = json!({"purpose": purpose, "email": format!("{name}@support.example"), "name": name});
        assert_eq!(look(token).expect(200), owner);
        let refused = set(token, "short").expect(422);
        assert_eq!(refused["errors"][0]["pointer"], "/password");
        assert_eq!(set(token, "another one of twelve").status, 204);
        assert_eq!(set(token, "another one of twelve").expect(410)["type"], "/problems/link-not-valid");
        look(token).expect(410);
        sign_in(&house.app, name, "another one of twelve").expect(200);
    }
    house.me(&login).expect(401);
    for unknown in ["", "x", &"x".repeat(200)] {
        look(unknown).expect(410);
        set(unknown, "another one of twelve").expect(410);
    }
}

#[test]
fn who_asks_for_a_reset_learns_nothing() {
    let house = House::new();
    employ(&house.app, "ada", StaffRole::Expert);
    let cookie = cookie_of(&sign_in(&house.app, "ada", PASSWORD));
    for (cookie, signed_in) in [("", false), (cookie.as_str(), true)] {
        let ways = house.app.request("GET", "/api/auth/ways").header("Cookie", cookie).send();
        let expected = json!({"sign_in": true, "visitors": true, "signed_in": signed_in, "reset_by_mail": true,
                              "provider": null, "sample_contacts": false});
        assert_eq!(ways.expect(200), expected);
    }
    let ask = |email: &str| house.post("/api/auth/reset", "", &json!({"email": email}));
    let known = ask("ada@support.example");
    assert_eq!(known.status, 202);
    let begun = Instant::now();
    while house.app.mail.wakes.load(Ordering::SeqCst) == 0 {
        assert!(begun.elapsed() < Duration::from_secs(20), "the mail is never owed");
        house.app.get("/health/live");
    }
    let scope = Actor::operator(OrganizationId::DEFAULT).scope();
    let owed = |app: &Running| {
        let read = app.store.read(|view| view.outbox_messages(scope, &OutboxFilter::default(), 100));
        read.unwrap()
    };
    let kinds: Vec<_> = owed(&house.app).into_iter().map(|mail| mail.kind).collect();
    assert_eq!(kinds, [NotificationKind::AccountReset]);
    for other in ["nobody@support.example", "no address", ""] {
        let same = ask(other);
        assert_eq!((same.status, &same.body), (202, &known.body), "{other}");
    }
    assert_eq!(owed(&house.app).len(), 1);
}

#[test]
fn new_routes_refuse_what_they_do_not_know() {
    let house = House::new();
    employ(&house.app, "ada", StaffRole::Expert);
    let cookie = cookie_of(&sign_in(&house.app, "ada", PASSWORD));
    for (path, body) in [
        ("sign-in", json!({"email": "a@b.example", "password": "x", "role": "admin"})),
        ("password", json!({"current_password": "x", "new_password": "y", "account_id": 1})),
        ("reset", json!({"email": "a@b.example", "token": "x"})),
        ("link", json!({"token": "x", "purpose": "reset"})),
        ("link/password", json!({"token": "x", "password": "y", "role": "admin"})),
    ] {
        let refused = house.post(&format!("/api/auth/{path}"), &cookie, &body).expect(422);
        assert_eq!(refused["detail"][0]["type"], "extra_forbidden", "{path}");
    }
}

#[test]
fn who_has_no_account_has_no_password_to_change() {
    let house = House::new();
    let me = |token: &str| {
        let request = house.app.request("GET", "/api/auth/me");
        request.header("Authorization", &format!("Bearer {token}")).send()
    };
    let known = me("user:anna").expect(200);
    assert_eq!((known["role"].as_str(), known["user_id"].as_str()), (Some("user"), Some("anna")));
    house.app.get("/api/auth/me").expect(401);
    for (path, body) in [
        ("/api/auth/password", json!({"current_password": "x", "new_password": "y"})),
        ("/api/auth/sign-out-everywhere", json!({})),
    ] {
        let request = own(&house.app, house.app.request("POST", path));
        request.header("Authorization", "Bearer user:anna").json(&body).send().expect(403);
        own(&house.app, house.app.request("POST", path)).json(&body).send().expect(401);
    }
}

#[test]
fn in_open_mode_nobody_signs_in() {
    let app = Running::start();
    assert_eq!(app.get("/api/auth/me").expect(200)["role"], "operator");
    for path in ["sign-in", "sign-out", "sign-out-everywhere", "password", "reset", "link", "link/password"] {
        let refused = own(&app, app.request("POST", &format!("/api/auth/{path}"))).json(&json!({})).send();
        assert_eq!(refused.expect(403)["type"], "/problems/open-mode", "{path}");
    }
}
