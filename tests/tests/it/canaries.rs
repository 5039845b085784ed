//! Nothing secret comes out: not in a log at any level, not in an answer, not in what a command prints.
//!
//! Everything that is or could be a secret carries a canary, the main job is run with what can go wrong in it,
//! and all that came out is searched for each of them, also as it looks encoded.

use std::path::PathBuf;

use base64::Engine;
use base64::engine::general_purpose::{STANDARD, STANDARD_NO_PAD, URL_SAFE_NO_PAD};
use handover_testkit::process::Launch;
use handover_testkit::smtp::{Behaviour, Sink};
use serde_json::{Value, json};

use crate::client::{Client, said, text};
use crate::database::{Database, on_both};
use crate::main_job::{runtime, with_mail};
use crate::tokens::{claims, in_token_mode, token};

const SIGNING: &str = "canary-signing-secret-of-host-and-handover";
const SMTP: &str = "canary smtp ?&pass%word";
const DATABASE: &str = "canary-database-password";
const KEYS_LOGIN: &str = "canary-keys-login";

/// What programs and people send, whether or not it is worth anything.
const SENT: [&str; 10] = [
    "canary-garbage-token",
    "hok_canary0000000000000000000000000000000000000000000000000000000000",
    "hov_00000000000000000000000000000000000000000000000000000000canary",
    "hol_11111111111111111111111111111111111111111111111111111111canary",
    "canary-basic-password",
    "canary-cookie-of-another",
    "canary-password-tried",
    "canary-password-wished",
    "canary-link-token",
    "canary-proxy-authorization",
];

/// What a user says or is called: never in a log, though in answers of course.
const SAID: [&str; 4] = ["canary-message", "canary-notes", "Canary Nordmann", "canary@boat.example"];

/// Everything that came out.
#[derive(Default)]
struct Output(Vec<(String, String)>);

impl Output {
    fn keep(&mut self, from: impl Into<String>, text: impl Into<String>) {
        self.0.push((from.into(), text.into()));
    }

    /// Runs a command of the binary and keeps what it prints, however it ends.
    fn run(&mut self, launch: &Launch, arguments: &[&str]) {
        let ended = launch.process().output().expect("the command runs");
        let printed = [ended.stdout, ended.stderr].concat();
        self.keep(arguments.join(" "), String::from_utf8_lossy(&printed));
    }

    /// Where `secret` came out, as it is or encoded.
    fn leaks(&self, secret: &str) -> Vec<String> {
        let forms = [
            secret.to_owned(),
            STANDARD.encode(secret),
            STANDARD_NO_PAD.encode(secret),
            URL_SAFE_NO_PAD.encode(secret),
            secret.replace('%', "%25").replace(' ', "%20").replace('?', "%3F").replace('&', "%26"),
            format!("{:?}", secret.as_bytes()),
        ];
        let leaks = |text: &str| forms.iter().any(|form| text.contains(form.as_str()));
        self.0.iter().filter(|(_, text)| leaks(text)).map(|(from, _)| format!("{secret} in {from}")).collect()
    }
}

/// The same database with a password that is not its own; of SQLite, which has none, as it is.
fn with_wrong_password(url: &str) -> String {
    let own = password(url);
    own.map_or_else(|| url.to_owned(), |own| url.replacen(&format!(":{own}@"), &format!(":{DATABASE}@"), 1))
}

/// The password in the URL of a database.
fn password(url: &str) -> Option<&str> {
    let (login, _) = url.split_once("://")?.1.split_once('@')?;
    Some(login.split_once(':')?.1)
}

fn dressed(launch: Launch, sink: &Sink) -> Launch {
    with_mail(launch, sink)
        .setting("SMTP_PASSWORD", SMTP)
        .setting("HANDOVER__AUTH__MODE", "token")
        .setting("HANDOVER__AUTH__SECRET", SIGNING)
        .setting("HANDOVER__AUTH__VISITORS", "true")
        .setting("LOG_LEVEL", "trace")
}

/// Asks everything with every kind of proof, and keeps the answers.
fn ask(output: &mut Output, client: &Client) {
    let chat = said("canary-message").to_string();
    let sign_in = json!({"email": "canary@boat.example", "password": SENT[6]}).to_string();
    let change = json!({"current_password": SENT[6], "new_password": SENT[7]}).to_string();
    let look = json!({"token": SENT[8]}).to_string();
    let link = json!({"token": SENT[8], "password": SENT[7]}).to_string();
    let wrong = json!({"email": {"x": SENT[6]}, "password": [SENT[7]], "other": SENT[8]}).to_string();
    let basic = format!("Basic {}", STANDARD.encode(format!("me:{}", SENT[4])));
    let cookies =
        format!("__Host-handover-visitor={}; __Host-handover-login={}; other={}", SENT[2], SENT[3], SENT[5]);
    let own = ("x-handover-request", "1");
    let site = ("sec-fetch-site", "same-origin");
    let proofs: [Option<String>; 4] =
        [None, Some(format!("Bearer {}", SENT[0])), Some(format!("Bearer {}", SENT[1])), Some(basic)];
    for proof in proofs {
        let client = client.authorized(proof.as_deref());
        for (method, path, body) in [
            ("POST", "/api/ai/chat", Some(&chat)),
            ("POST", "/api/ai/sessions/canary/messages", Some(&chat)),
            ("GET", "/api/ai/tickets", None),
            ("POST", "/api/auth/sign-in", Some(&sign_in)),
            ("POST", "/api/auth/sign-in", Some(&wrong)),
            ("POST", "/api/auth/password", Some(&change)),
            ("POST", "/api/auth/password", Some(&wrong)),
            ("POST", "/api/auth/link", Some(&look)),
            ("POST", "/api/auth/link/password", Some(&link)),
            ("POST", "/api/auth/link/password", Some(&wrong)),
            ("GET", "/nothing", None),
        ] {
            let visitor = ("x-handover-visitor", SENT[2]);
            let proxy = ("proxy-authorization", SENT[9]);
            for headers in [vec![], vec![visitor], vec![("cookie", cookies.as_str()), own, site, proxy]] {
                let answer = client.send((method, path), body.map(String::as_str), &headers);
                output.keep(format!("{method} {path}: {}", answer.status), answer.text);
            }
        }
    }
}

#[test]
fn no_secret_comes_out_of_the_main_job() {
    on_both(|database| {
        let mut output = Output::default();
        let runtime = runtime();
        // Refuses what it is told: it knows another password.
        let behaviour = Behaviour::new().credentials("mailer@autoboss.example", "another password");
        let sink = runtime.block_on(Sink::start_on(0, behaviour)).expect("a mail server");
        let server = dressed(in_token_mode(database), &sink).start();
        let anybody = Client::new(server.url());

        let mut kari = claims("canary-user");
        kari["name"] = json!("Canary Nordmann");
        kari["email"] = json!("canary@boat.example");
        let good = token(SIGNING, &kari);
        let expired = token(SIGNING, &{
            let mut claims = kari.clone();
            claims["exp"] = json!(1);
            claims
        });
        let key = Launch::command(database.folder(), database.url(), &["key", "add", "p", "--scope", "chat"]);
        let made = key.process().output().expect("a key");
        let made = String::from_utf8_lossy(&made.stdout).into_owned();
        let key = made.lines().find(|line| line.starts_with("hok_")).expect("a key").to_owned();

        let user = anybody.authorized(Some(&format!("Bearer {good}")));
        let chat = user.post("/api/ai/chat", &said_by("canary-message"));
        let session = text(&chat.expect(200), "/session_id");
        output.keep("a chat", chat.text);
        output.keep("a ticket", user.escalate(&session, "canary-notes").text);
        output.keep(
            "expired",
            anybody.authorized(Some(&format!("Bearer {expired}"))).get("/api/ai/tickets").text,
        );
        let program = anybody.authorized(Some(&format!("Bearer {key}")));
        output.keep("a program", program.post("/api/ai/chat", &said("canary-message")).text);
        output.keep("a program that may not", program.get("/api/ai/tickets").text);
        ask(&mut output, &anybody);

        // The mail server has refused the password when the channel says that it does not work.
        let began = std::time::Instant::now();
        while !anybody.get("/health/ready").text.contains("degraded\":[\"") {
            assert!(began.elapsed().as_secs() < 60, "no mail was tried");
        }
        output.keep("readiness", anybody.get("/health/ready").text);
        commands(&mut output, &sink, database, &good);

        database.run("ALTER TABLE ai_messages RENAME TO gone");
        let failed = user.post("/api/ai/chat", &said_by("canary-message"));
        assert!(failed.status >= 500, "{failed:?}");
        output.keep("a failed chat", failed.text);
        output.keep("the log", whole_log(|| server.log()));

        check_that_it_was_heard(&output, &session);
        let signature = |token: &str| token.rsplit('.').next().unwrap_or_default().to_owned();
        let secrets = [SIGNING, SMTP, DATABASE, KEYS_LOGIN, &good, &expired, &key].map(str::to_owned);
        let secrets = secrets.into_iter().chain(password(database.url()).map(str::to_owned));
        let secrets = secrets.chain([signature(&good), signature(&expired)]);
        let as_sent = [format!("\0mailer@autoboss.example\0{SMTP}"), format!("me:{}", SENT[4])];
        let secrets = secrets.chain(as_sent.map(|login| STANDARD.encode(login)));
        let secrets = secrets.chain(SENT.map(str::to_owned));
        let found: Vec<String> = secrets.flat_map(|secret| output.leaks(&secret)).collect();
        assert_eq!(found, Vec::<String>::new());
        output.0.retain(|(from, _)| from == "the log");
        let found: Vec<String> = SAID.iter().flat_map(|said| output.leaks(said)).collect();
        assert_eq!(found, Vec::<String>::new(), "a log holds what a user said or is called");
    });
}

/// What a user of the host says: in nobody else's name.
fn said_by(message: &str) -> Value {
    json!({ "message": message })
}

/// Every command that shows something, and settings that cannot be used.
fn commands(output: &mut Output, sink: &Sink, database: &Database, token: &str) {
    let file: PathBuf = database.folder().join("token");
    std::fs::write(&file, token).expect("a file");
    let file = file.display().to_string();
    for arguments in [
        &["config", "show"][..],
        &["doctor"],
        &["doctor", "--send-test", "me@boat.example"],
        &["doctor", "--token", &file],
        &["key", "list"],
        &["outbox", "list"],
    ] {
        let launch = Launch::command(database.folder(), database.url(), arguments);
        output.run(&dressed(in_token_mode_of(launch), sink), arguments);
    }
    let keys_url = format!("http://me:{KEYS_LOGIN}@127.0.0.1:1/keys");
    let wrong = with_wrong_password(database.url());
    let malformed = format!("postgres:/me:{DATABASE}@nowhere");
    let file = format!("[smtp]\npassword = \"{SMTP}\nuse_tls = 1\n[auth]\nsecret = \"{SIGNING}\"");
    std::fs::write(database.folder().join("broken.toml"), file).expect("a file");
    for (name, value) in [
        ("HANDOVER__AUTH__SECRET", "canary-smtp"),
        ("HANDOVER__AUTH__JWKS_URL", &keys_url),
        ("DATABASE_URL", &wrong),
        ("DATABASE_URL", &malformed),
        ("HANDOVER_CONFIG", "broken.toml"),
    ] {
        for arguments in [&["config", "show"][..], &["doctor"], &["serve", "--bind", "127.0.0.1:70000"]] {
            let launch = Launch::command(database.folder(), database.url(), arguments);
            let launch = dressed(in_token_mode_of(launch), sink);
            let launch = if name.ends_with("JWKS_URL") {
                launch.setting("HANDOVER__AUTH__SECRET", "")
            } else {
                launch
            };
            output.run(&launch.setting(name, value), &[arguments, &[name]].concat());
        }
    }
}

fn in_token_mode_of(launch: Launch) -> Launch {
    launch
        .setting("HANDOVER__AUTH__ISSUER", "https://host.example")
        .setting("HANDOVER__AUTH__AUDIENCE", "handover")
}

/// What a process writes arrives here a moment after its answer.
fn whole_log(read: impl Fn() -> String) -> String {
    let began = std::time::Instant::now();
    while !read().contains("request failed") && began.elapsed().as_secs() < 20 {
        std::thread::yield_now();
    }
    read()
}

/// A search that finds nothing proves nothing where nothing was kept.
fn check_that_it_was_heard(output: &Output, session: &str) {
    let holds = |from: &str, text: &str| {
        let kept = output.0.iter().filter(|(name, _)| name.starts_with(from));
        assert!(kept.clone().any(|(_, kept)| kept.contains(text)), "no {text} in {from}");
    };
    holds("the log", "answered");
    holds("the log", "a mail was tried");
    holds("the log", "request failed");
    holds("a chat", session);
    holds("readiness", "degraded");
    holds("config show", "***");
    holds("doctor", "PROBLEM");
    holds("doctor --token", "canary-user");
    holds("outbox list", "support");
    holds("key list", "chat");
    let mut planted = Output::default();
    planted.keep("here", format!("password={}", STANDARD.encode(SMTP)));
    assert_eq!(planted.leaks(SMTP).len(), 1);
}
