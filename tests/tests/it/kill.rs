//! `kill -9` in the middle of load: what was acknowledged is there afterwards.

use std::sync::Mutex;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};

use handover_testkit::process::Launch;
use serde_json::json;

use crate::client::{Client, said, text, wish};
use crate::database::{Database, Kind, rounds};

/// What the clients were told had happened.
#[derive(Default)]
struct Acknowledged {
    sessions: Mutex<Vec<String>>,
    tickets: Mutex<Vec<(String, String)>>,
    count: AtomicUsize,
}

/// Chats and escalates until told to stop or until the server is gone.
fn work(client: &Client, stop: &AtomicBool, told: &Acknowledged) {
    while !stop.load(Ordering::Relaxed) {
        let session = uuid::Uuid::new_v4().to_string();
        let mut body = said("the pump makes no pressure");
        body["session_id"] = json!(session);
        let key = format!("chat-{session}");
        let headers = [("idempotency-key", key.as_str())];
        let Some(chat) = client.try_send(("POST", "/api/ai/chat"), Some(&body.to_string()), &headers) else {
            return;
        };
        if chat.status == 200 {
            told.sessions.lock().expect("no panic").push(session.clone());
            told.count.fetch_add(1, Ordering::Relaxed);
        }
        let path = format!("/api/ai/sessions/{session}/escalate");
        let Some(made) = client.try_send(("POST", &path), Some(&wish("night shift").to_string()), &[]) else {
            return;
        };
        if made.status == 201 || made.status == 200 {
            let number = text(&made.json(), "/ticket_number");
            told.tickets.lock().expect("no panic").push((session, number));
            told.count.fetch_add(1, Ordering::Relaxed);
        }
    }
}

fn survive(database: &Database) {
    let told = Acknowledged::default();
    for round in 0..rounds("KILL_ROUNDS", 10) {
        let mut server = Launch::serve(database.folder(), database.url()).start();
        let (client, stop) = (Client::new(server.url()), AtomicBool::new(false));
        // Killed after a number of answers, not after a time: the moment differs from round to round.
        let enough = told.count.load(Ordering::Relaxed) + 5 + round * 7 % 40;
        std::thread::scope(|scope| {
            for _ in 0..4 {
                scope.spawn(|| work(&client, &stop, &told));
            }
            while told.count.load(Ordering::Relaxed) < enough {
                std::thread::yield_now();
            }
            server.kill();
            stop.store(true, Ordering::Relaxed);
        });
    }
    let _last = Launch::serve(database.folder(), database.url()).start();
    check(database, &told);
}

fn check(database: &Database, told: &Acknowledged) {
    let number = |query: &str| database.number(query);
    let sessions = told.sessions.lock().expect("no panic");
    assert!(!sessions.is_empty(), "something was acknowledged");
    for session in sessions.iter() {
        let said = number(&format!(
            "SELECT count(*) AS value FROM ai_messages WHERE session_id = '{session}' AND sender IN ('user', 'assistant')"
        ));
        assert!(said >= 2, "the acknowledged turn of {session} is lost: {said} messages");
    }
    for (session, ticket) in told.tickets.lock().expect("no panic").iter() {
        let found = number(&format!(
            "SELECT count(*) AS value FROM support_tickets WHERE session_id = '{session}' AND ticket_number = '{ticket}'"
        ));
        assert_eq!(found, 1, "the acknowledged ticket {ticket} is lost");
    }
    let without_mail = "SELECT count(*) AS value FROM support_tickets t WHERE NOT EXISTS \
                        (SELECT 1 FROM outbox o WHERE o.ticket_id = t.id)";
    assert_eq!(number(without_mail), 0, "no ticket without its mail");
    let twice = "SELECT count(*) AS value FROM (SELECT session_id FROM support_tickets GROUP BY session_id \
                 HAVING count(*) > 1) AS twice";
    assert_eq!(number(twice), 0, "no session with two tickets");
    let orphans = "SELECT count(*) AS value FROM ai_sessions s WHERE s.status = 'escalated' AND NOT EXISTS \
                   (SELECT 1 FROM support_tickets t WHERE t.session_id = s.session_id)";
    assert_eq!(number(orphans), 0, "no session that is escalated without a ticket");
}

#[test]
fn kill_9_loses_nothing_on_sqlite() {
    survive(&Database::fresh(Kind::Sqlite).expect("a database"));
}

#[test]
fn kill_9_loses_nothing_on_postgres() {
    if let Some(database) = Database::fresh(Kind::Postgres) {
        survive(&database);
    }
}
