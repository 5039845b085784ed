//! Many at once: starting, escalating, and insisting.

use std::collections::BTreeSet;
use std::sync::Barrier;

use handover_testkit::process::{Launch, Server};

use crate::client::{Client, text};
use crate::database::{Database, Kind, on_both};

/// Runs `work` for each of `count` people who all begin at the same moment.
fn together<T: Send>(count: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let barrier = Barrier::new(count);
    std::thread::scope(|scope| {
        let handles: Vec<_> = (0..count)
            .map(|index| {
                let (barrier, work) = (&barrier, &work);
                scope.spawn(move || {
                    barrier.wait();
                    work(index)
                })
            })
            .collect();
        handles.into_iter().map(|handle| handle.join().expect("nobody panics")).collect()
    })
}

#[test]
fn d2_four_servers_start_at_once_and_72_sessions_escalate_at_once() {
    let Some(database) = Database::fresh(Kind::Postgres) else { return };
    let servers: Vec<Server> = together(4, |_| Launch::serve(database.folder(), database.url()).start());
    let clients: Vec<Client> = servers.iter().map(|server| Client::new(server.url())).collect();
    let client = |index: usize| clients.iter().cycle().nth(index).expect("a client");
    let sessions = together(72, |index| client(index).session("the pump makes no pressure"));
    let answers = together(72, |index| client(index).escalate(sessions.get(index).expect("a session"), ""));
    let statuses: Vec<u16> = answers.iter().map(|answer| answer.status).collect();
    assert_eq!(statuses, [201; 72]);
    let numbers: BTreeSet<String> =
        answers.iter().map(|answer| text(&answer.json(), "/ticket_number")).collect();
    assert_eq!(numbers.len(), 72, "72 distinct numbers");
}

#[test]
fn d19_64_identical_escalations_are_one_ticket() {
    on_both(|database| {
        let server = Launch::serve(database.folder(), database.url()).start();
        let client = Client::new(server.url());
        let session = client.session("the pump makes no pressure");
        let answers = together(64, |_| client.escalate(&session, "port side"));
        let created = answers.iter().filter(|answer| answer.status == 201).count();
        let repeated = answers.iter().filter(|answer| answer.status == 200).count();
        assert_eq!(
            (created, repeated),
            (1, 63),
            "{:?}",
            answers.iter().map(|a| a.status).collect::<Vec<_>>()
        );
        let numbers: BTreeSet<String> =
            answers.iter().map(|answer| text(&answer.json(), "/ticket_number")).collect();
        assert_eq!(numbers.len(), 1);
        assert_eq!(database.number("SELECT count(*) AS value FROM support_tickets"), 1);
        assert_eq!(
            database.number("SELECT count(*) AS value FROM outbox"),
            1,
            "no address of the user is known"
        );
    });
}

#[test]
fn the_same_key_gets_the_same_bytes_however_many_ask_at_once() {
    on_both(|database| {
        let server = Launch::serve(database.folder(), database.url()).start();
        let client = Client::new(server.url());
        let session = client.session("the pump makes no pressure");
        let body = crate::client::wish("").to_string();
        let path = format!("/api/ai/sessions/{session}/escalate");
        let answers =
            together(16, |_| client.send(("POST", &path), Some(&body), &[("idempotency-key", "k-1")]));
        let distinct: BTreeSet<(u16, String)> = answers.into_iter().map(|a| (a.status, a.text)).collect();
        assert_eq!(distinct.len(), 1, "{distinct:?}");
        assert_eq!(distinct.first().map(|(status, _)| *status), Some(201));
        let other = crate::client::wish("something else").to_string();
        assert_eq!(client.send(("POST", &path), Some(&other), &[("idempotency-key", "k-1")]).status, 422);
    });
}
