//! People who work here, from the terminal to the browser: accounts, links by mail, signing in, and what
//! neither guessing nor a page of another site can do. On the real binary and both databases.

use std::io::{Read, Write};
use std::os::fd::OwnedFd;
use std::process::{Output, Stdio};
use std::sync::Barrier;
use std::time::Duration;

use handover_testkit::process::{Launch, Server};
use handover_testkit::smtp::Sink;
use serde_json::{Value, json};

use crate::client::{Answer, Client, text, wish};
use crate::database::{Database, on_both};
use crate::main_job::{a_sink, runtime, with_mail};
use crate::tokens::in_token_mode;

const PATIENCE: Duration = Duration::from_secs(60);
const FIRST: &str = "canary-31 correct horse battery";
const SECOND: &str = "canary-32 staple and a second horse";
const PAGE: &str = "https://help.example.com/account.html#link=";

/// Runs a command of the binary with these lines on standard input.
fn run(database: &Database, sink: Option<&Sink>, arguments: &[&str], input: &str) -> Output {
    let launch = Launch::command(database.folder(), database.url(), arguments)
        .setting("HANDOVER__AUTH__MODE", "token")
        .setting("PUBLIC_URL", "https://help.example.com/");
    let launch = match sink {
        Some(sink) => with_mail(launch, sink),
        None => launch,
    };
    let mut child = launch.process().stdin(Stdio::piped()).spawn().expect("the command starts");
    // It may end without reading.
    let _ = child.stdin.take().expect("its input").write_all(input.as_bytes());
    child.wait_with_output().expect("the command ends")
}

/// What a command that succeeds prints.
pub(crate) fn told(database: &Database, sink: Option<&Sink>, arguments: &[&str], input: &str) -> String {
    let ended = run(database, sink, arguments, input);
    assert!(ended.status.success(), "{arguments:?}: {}", String::from_utf8_lossy(&ended.stderr));
    String::from_utf8_lossy(&ended.stdout).into_owned()
}

/// A browser on a page of the service.
pub(crate) struct Browser {
    client: Client,
    origin: String,
    pub(crate) cookie: Option<String>,
}

impl Browser {
    pub(crate) fn new(server: &Server) -> Self {
        let client = Client::new(server.url()).authorized(None);
        Self { client, origin: server.url().to_owned(), cookie: None }
    }

    fn post(&mut self, path: &str, body: &Value) -> Answer {
        self.send("POST", path, Some(body))
    }

    pub(crate) fn send(&mut self, method: &str, path: &str, body: Option<&Value>) -> Answer {
        let cookie = self.cookie.clone().unwrap_or_default();
        let headers =
            [("origin", self.origin.as_str()), ("x-handover-request", "1"), ("cookie", cookie.as_str())];
        let body = body.map(ToString::to_string);
        let answer = self.client.send((method, path), body.as_deref(), &headers);
        if answer.cookie.is_some() {
            self.cookie.clone_from(&answer.cookie);
        }
        answer
    }

    pub(crate) fn sign_in(&mut self, name: &str, password: &str) -> Answer {
        let email = format!("{name}@support.example");
        self.post("/api/auth/sign-in", &json!({"email": email, "password": password}))
    }

    pub(crate) fn me(&mut self) -> Answer {
        self.send("GET", "/api/auth/me", None)
    }
}

/// The token in a text that holds a link.
fn token(text: &str) -> String {
    let (_, rest) = text.split_once(PAGE).unwrap_or_else(|| panic!("no link in {text}"));
    rest.split_whitespace().next().expect("a token").to_owned()
}

#[test]
fn the_first_admin_an_invitation_a_reset_and_a_disabled_account() {
    on_both(|database| {
        let runtime = runtime();
        let sink = a_sink(&runtime);
        let launch = with_mail(in_token_mode(database), &sink);
        let server = launch.setting("PUBLIC_URL", "https://help.example.com").start();
        let mailed = |count| {
            let mails = runtime.block_on(sink.wait_for_mails(count, PATIENCE)).expect("a mail");
            let mail = mails.last().expect("the newest").parsed().expect("it parses");
            (token(&mail.body_text(0).expect("text")), mail.subject().unwrap_or_default().to_owned())
        };
        let admin = ["user", "add", "ada@support.example", "--name", "Ada", "--role", "admin"];
        let made = told(database, Some(&sink), &admin, &format!("{FIRST}\n"));
        assert_eq!(made, "ada@support.example  Ada  admin, active, en\n");
        let mut ada = Browser::new(&server);
        assert_eq!(text(&ada.sign_in("ada", FIRST).expect(200), "/role"), "admin");
        assert_eq!(ada.send("GET", "/api/ai/tickets", None).status, 200);

        let invite = ["user", "invite", "ivy@support.example", "--name", "Ivy", "--role", "expert"];
        let said = told(database, Some(&sink), &[&invite[..], &["--language", "no"]].concat(), "");
        assert!(said.contains("by mail") && !said.contains("hop_"), "{said}");
        let (link, subject) = mailed(1);
        assert_eq!(subject, "Kontoen din i Handover");
        let mut ivy = Browser::new(&server);
        let owner = ivy.post("/api/auth/link", &json!({"token": link})).expect(200);
        assert_eq!(
            (text(&owner, "/purpose"), text(&owner, "/email")),
            ("invite".into(), "ivy@support.example".into())
        );
        ivy.sign_in("ivy", FIRST).expect(401);
        let chosen = json!({"token": link, "password": FIRST});
        assert_eq!(ivy.post("/api/auth/link/password", &chosen).status, 204);
        assert_eq!(ivy.post("/api/auth/link/password", &chosen).status, 410);
        assert_eq!(text(&ivy.sign_in("ivy", FIRST).expect(200), "/role"), "expert");

        let mut forgetful = Browser::new(&server);
        for email in ["nobody@support.example", "ivy@support.example"] {
            assert_eq!(forgetful.post("/api/auth/reset", &json!({"email": email})).status, 202);
        }
        let (reset, _) = mailed(2);
        ivy.me().expect(200);
        let chosen = json!({"token": reset, "password": SECOND});
        assert_eq!(forgetful.post("/api/auth/link/password", &chosen).status, 204);
        ivy.me().expect(401);
        ivy.sign_in("ivy", FIRST).expect(401);
        ivy.sign_in("ivy", SECOND).expect(200);

        comes_and_goes(database, &mut ivy);
        // Where no mail is set up, whoever is at the terminal hands the link over.
        let shown = told(database, None, &["user", "reset", "ada@support.example"], "");
        let chosen = json!({"token": token(&shown), "password": SECOND});
        assert_eq!(forgetful.post("/api/auth/link/password", &chosen).status, 204);
        ada.me().expect(401);
        ada.sign_in("ada", SECOND).expect(200);

        let log = server.log();
        for canary in ["canary-31", "canary-32", "hop_", "hol_", "ivy@support", "Ivy"] {
            assert!(!log.contains(canary), "the log holds {canary}: {log}");
        }
        let kept = database.texts("SELECT last_error AS value FROM outbox");
        assert_eq!(kept, ["", ""], "both mails went well");
        assert_eq!(database.number("SELECT count(*) AS value FROM outbox WHERE note IS NOT NULL"), 0);
    });
}

/// Ivy is disabled and enabled again; Ada cannot be, because nobody could let anybody in then.
fn comes_and_goes(database: &Database, ivy: &mut Browser) {
    told(database, None, &["user", "disable", "IVY@support.example"], "");
    ivy.me().expect(401);
    ivy.sign_in("ivy", SECOND).expect(401);
    let listed = told(database, None, &["user", "list"], "");
    assert!(listed.contains("ivy@support.example  Ivy  expert, disabled, no\n"), "{listed}");
    let refused = run(database, None, &["user", "disable", "ada@support.example"], "");
    let why = String::from_utf8_lossy(&refused.stderr).into_owned();
    assert!(refused.status.code() == Some(1) && why.contains("last active admin"), "{why}");
    told(database, None, &["user", "enable", "ivy@support.example"], "");
    ivy.sign_in("ivy", SECOND).expect(200);
    let promoted = told(database, None, &["user", "role", "ivy@support.example", "lead"], "");
    assert!(promoted.starts_with("ivy@support.example  Ivy  lead, active"), "{promoted}");
    assert_eq!(ivy.me().expect(200)["role"], "lead", "without signing in anew");
}

#[test]
fn a_password_is_never_an_argument_and_has_a_length() {
    let database = Database::fresh(crate::database::Kind::Sqlite).expect("a database");
    told(&database, None, &["migrate"], "");
    let add = ["user", "add", "ada@support.example", "--name", "Ada", "--role", "admin"];
    let advised = told(&database, None, &["doctor"], "");
    assert!(advised.contains("nobody has an account as an admin"), "{advised}");
    for (more, input, why) in [
        (&["--password", FIRST][..], "", "unexpected argument"),
        (&[], "too short\n", "at least 12 characters"),
        (&[], "", "at least 12 characters"),
    ] {
        let refused = run(&database, None, &[&add[..], more].concat(), input);
        assert_eq!(refused.status.code(), Some(2), "{more:?}");
        assert!(String::from_utf8_lossy(&refused.stderr).contains(why), "{more:?}");
    }
    assert_eq!(told(&database, None, &["user", "list"], ""), "");
}

/// Reads until `words` have come.
fn wait_for(reader: &mut impl Read, words: &str) {
    let mut seen = Vec::new();
    let mut byte = [0];
    while !String::from_utf8_lossy(&seen).contains(words) {
        assert_eq!(
            reader.read(&mut byte).expect("the pipe"),
            1,
            "it ended: {}",
            String::from_utf8_lossy(&seen)
        );
        seen.extend_from_slice(&byte);
    }
}

#[test]
fn at_a_terminal_a_password_is_asked_for_twice_and_not_shown() {
    use rustix::pty::{OpenptFlags, grantpt, openpt, ptsname, unlockpt};
    let database = Database::fresh(crate::database::Kind::Sqlite).expect("a database");
    told(&database, None, &["migrate"], "");
    let master: OwnedFd = openpt(OpenptFlags::RDWR | OpenptFlags::NOCTTY).expect("a terminal");
    grantpt(&master).and_then(|()| unlockpt(&master)).expect("a terminal");
    let name = ptsname(&master, Vec::new()).expect("its name").into_string().expect("a path");
    let mut terminal = std::fs::File::from(master);
    let open = || std::fs::File::options().read(true).write(true).open(&name).expect("the other end");
    let mut ask = |second: &str| {
        let arguments = ["user", "add", "ada@support.example", "--name", "Ada", "--role", "admin"];
        let launch = Launch::command(database.folder(), database.url(), &arguments);
        let mut child = launch.process().stdin(Stdio::from(open())).spawn().expect("the command starts");
        let mut errors = child.stderr.take().expect("its errors");
        wait_for(&mut errors, "Password");
        terminal.write_all(format!("{FIRST}\n").as_bytes()).expect("typing");
        wait_for(&mut errors, "again");
        terminal.write_all(format!("{second}\n").as_bytes()).expect("typing");
        child.wait_with_output().expect("the command ends").status.code()
    };
    // Keeps the terminal open between the two commands.
    let _other_end = open();
    assert_eq!(ask("another password altogether"), Some(2));
    assert_eq!(ask(FIRST), Some(0));
    let listed = told(&database, None, &["user", "list"], "");
    assert!(listed.starts_with("ada@support.example"), "{listed}");
    // What the terminal has shown ends with what is written now.
    drop(open().write_all(b"END"));
    let mut shown = Vec::new();
    let mut byte = [0];
    while !shown.ends_with(b"END") {
        assert_eq!(terminal.read(&mut byte).expect("the terminal"), 1);
        shown.extend_from_slice(&byte);
    }
    let shown = String::from_utf8_lossy(&shown).into_owned();
    assert!(!shown.contains("canary") && !shown.contains("another"), "the terminal shows {shown}");
}

/// An admin, and a server that knows her.
fn employed(database: &Database) -> (Server, Browser) {
    let server = in_token_mode(database).start();
    let admin = ["user", "add", "ada@support.example", "--name", "Ada", "--role", "admin"];
    told(database, None, &admin, &format!("{FIRST}\n"));
    let browser = Browser::new(&server);
    (server, browser)
}

#[test]
fn of_two_hundred_guesses_at_once_five_are_verified() {
    on_both(|database| {
        let (server, mut ada) = employed(database);
        let start = Barrier::new(200);
        let statuses: Vec<u16> = std::thread::scope(|scope| {
            let guesses: Vec<_> = (0..200)
                .map(|number| {
                    let (server, start) = (&server, &start);
                    scope.spawn(move || {
                        let mut guesser = Browser::new(server);
                        start.wait();
                        guesser.sign_in("ada", &format!("guess number {number}")).status
                    })
                })
                .collect();
            guesses.into_iter().map(|guess| guess.join().expect("an answer")).collect()
        });
        let count = |status| statuses.iter().filter(|known| **known == status).count();
        assert_eq!((count(401), count(200)), (5, 0), "{statuses:?}");
        assert!(statuses.iter().all(|status| matches!(status, 401 | 429 | 503)), "{statuses:?}");
        // The right one does not help any more, and nobody is let in by guessing on.
        assert_eq!(ada.sign_in("ada", FIRST).status, 429);
    });
}

#[test]
fn logins_rotate_end_and_vouch_only_for_the_services_own_pages() {
    on_both(|database| {
        let (server, mut ada) = employed(database);
        let planted = format!("__Host-handover-login=hol_{}", "0".repeat(64));
        ada.cookie = Some(planted.clone());
        ada.sign_in("ada", FIRST).expect(200);
        let first = ada.cookie.clone().expect("a login");
        assert_ne!(first, planted, "a planted login is not taken over");
        ada.sign_in("ada", FIRST).expect(200);
        let second = ada.cookie.clone().expect("a login");
        assert_ne!(second, first, "each sign-in makes its own");
        for ended in [&planted, &first] {
            ada.cookie = Some(ended.clone());
            ada.me().expect(401);
        }
        ada.cookie = Some(second.clone());
        ada.me().expect(200);

        let ticket = a_ticket(database, &server);
        let change = json!({"priority": "low"}).to_string();
        let password = json!({"current_password": FIRST, "new_password": SECOND}).to_string();
        let credentials = json!({"email": "ada@support.example", "password": FIRST}).to_string();
        let own = ("x-handover-request", "1");
        let forged: [&[(&str, &str)]; 6] = [
            &[("content-type", "application/x-www-form-urlencoded"), ("origin", "https://evil.example")],
            &[("content-type", "text/plain"), ("origin", "https://evil.example")],
            &[("content-type", "application/json"), ("origin", "null"), own],
            &[("content-type", "application/json"), ("sec-fetch-site", "cross-site"), own],
            &[("content-type", "application/json"), ("sec-fetch-site", "same-origin")],
            &[("content-type", "application/json")],
        ];
        for headers in forged {
            let headers = [headers, &[("cookie", second.as_str())]].concat();
            for (method, path, body) in [
                ("PATCH", ticket.as_str(), &change),
                ("POST", "/api/auth/password", &password),
                ("POST", "/api/auth/sign-in", &credentials),
                ("POST", "/api/auth/sign-out", &change),
                ("POST", "/api/auth/sign-out-everywhere", &change),
            ] {
                let refused = ada.client.send((method, path), Some(body), &headers);
                assert_eq!(text(&refused.expect(403), "/type"), "/problems/cross-site", "{path} {headers:?}");
                assert_eq!(refused.cookie, None);
            }
        }
        let untouched = ada.send("GET", &ticket, None).expect(200);
        assert_eq!((text(&untouched, "/priority"), &untouched["version"]), ("high".to_owned(), &json!(1)));

        let mut elsewhere = Browser::new(&server);
        elsewhere.sign_in("ada", FIRST).expect(200);
        let ended = ada.post("/api/auth/sign-out-everywhere", &json!({})).expect(200);
        assert_eq!(ended, json!({"ended": 2}));
        elsewhere.me().expect(401);
        ada.cookie = Some(second);
        ada.me().expect(401);
        ada.sign_in("ada", FIRST).expect(200);
        let last = ada.cookie.clone();
        assert_eq!(ada.post("/api/auth/sign-out", &json!({})).status, 204);
        ada.cookie = last;
        ada.me().expect(401);
        assert_eq!(database.number("SELECT count(*) AS value FROM login_sessions"), 0);
    });
}

/// A ticket that a program has made.
fn a_ticket(database: &Database, server: &Server) -> String {
    let made = told(database, None, &["key", "add", "the host", "--scope", "chat"], "");
    let key = made.lines().find(|line| line.starts_with("hok_")).expect("a key").to_owned();
    let program = Client::new(server.url()).authorized(Some(&format!("Bearer {key}")));
    let session = program.session("no water at the discs");
    let path = format!("/api/ai/sessions/{session}/escalate");
    let ticket = program.post(&path, &wish("")).expect(201);
    format!("/api/ai/tickets/{}", text(&ticket, "/ticket_number"))
}
