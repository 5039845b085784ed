//! Mail trouble never becomes a user's trouble, and credentials never leave without TLS.

use std::time::{Duration, Instant};

use handover_testkit::process::Launch;
use handover_testkit::smtp::{Behaviour, Fault, Sink, Stage};

use crate::client::Client;
use crate::database::{Database, Kind, on_both};
use crate::main_job::{a_sink, runtime, with_mail};

const PATIENCE: Duration = Duration::from_secs(90);

#[test]
fn d7_a_silent_mail_server_stops_nobody() {
    on_both(|database| {
        let runtime = runtime();
        let sink = a_sink(&runtime);
        let usual = Behaviour::new().credentials("mailer@autoboss.example", "pass word 0123");
        sink.set(usual.clone().fault(Stage::Connect, Fault::Silent));
        let server = with_mail(Launch::serve(database.folder(), database.url()), &sink)
            .setting("HANDOVER__NOTIFICATION__COMMAND_TIMEOUT", "2s")
            .start();
        let client = Client::new(server.url());
        let session = client.session("no water at the discs");
        let begun = Instant::now();
        client.escalate(&session, "").expect(201);
        assert!(begun.elapsed() < Duration::from_secs(5), "escalating took {:?}", begun.elapsed());
        assert_eq!(client.get("/health/live").status, 200);
        sink.set(usual);
        runtime.block_on(sink.wait_for_mails(1, PATIENCE)).expect("it is delivered once the server recovers");
    });
}

fn no_credentials_leave(behaviour: Behaviour, trusted: bool) {
    let database = Database::fresh(Kind::Sqlite).expect("a database");
    let runtime = runtime();
    let sink = runtime.block_on(Sink::start_on(0, behaviour)).expect("a mail server");
    let mut launch = with_mail(Launch::serve(database.folder(), database.url()), &sink);
    if !trusted {
        let other = a_sink(&runtime);
        launch = launch.setting("SMTP_CA_FILE", &other.authority_file().display().to_string());
        // The file of the other authority must outlive the server's start.
        std::mem::forget(other);
    }
    let server = launch.start();
    let client = Client::new(server.url());
    let session = client.session("no water at the discs");
    client.escalate(&session, "").expect(201);
    wait_until(|| client.get("/health/ready").text.contains("degraded\":[\""));
    for conversation in sink.conversations() {
        assert!(!conversation.has("AUTH") && !conversation.has("MAIL"), "{:?}", conversation.verbs());
    }
    assert!(sink.mails().is_empty());
    assert_eq!(database.texts("SELECT status AS value FROM outbox"), ["waiting"], "the mail is kept");
}

/// Asks until the answer is yes; each question is a request, so nothing spins.
fn wait_until(mut question: impl FnMut() -> bool) {
    let begun = Instant::now();
    while !question() {
        assert!(begun.elapsed() < PATIENCE, "it never happened");
    }
}

#[test]
fn a_server_without_starttls_gets_no_credentials() {
    no_credentials_leave(Behaviour::new().without_starttls(), true);
}

#[test]
fn a_server_with_an_untrusted_certificate_gets_no_credentials() {
    no_credentials_leave(Behaviour::new(), false);
}
