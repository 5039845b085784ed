//! A disk that is full: what was acknowledged is kept, everything can still be read, and once there is room again the
//! same process goes on.

use std::fs::File;
use std::io::{ErrorKind, Write};
use std::path::PathBuf;
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use handover_testkit::process::{Launch, Server};
use serde_json::{Value, json};
use tempfile::TempDir;

use crate::client::{Answer, Client, said, text, wish};
use crate::database::variable;

/// What the server runs on: 16 MiB in memory, which only it sees.
const MOUNT: &str = r#"mount -t tmpfs -o size=16m none "$0" && cd "$0" && exec "$@""#;

/// What is left beside the ballast.
const ROOM: u64 = 512 * 1024;

/// Far more turns than fit into what is left.
const TURNS: usize = 3_000;

/// Whether this user may mount something that only one process sees.
#[expect(clippy::print_stderr, reason = "a part that is left out must be named")]
fn may_mount() -> bool {
    let tried = Command::new("unshare")
        .args(["--map-root-user", "--mount", "sh", "-c", "mount -t tmpfs none /mnt"])
        .stderr(Stdio::null())
        .status();
    let may = tried.is_ok_and(|status| status.success());
    if !may {
        assert!(variable("CI").is_none(), "CI must allow mounts in a namespace of one's own");
        eprintln!("SKIPPED: no mount in a namespace of one's own");
    }
    may
}

fn start(folder: &TempDir) -> Server {
    let path = folder.path().to_str().expect("a path in Unicode");
    Launch::serve(folder.path(), "sqlite:handover.db")
        .through(&["unshare", "--map-root-user", "--mount", "sh", "-c", MOUNT, path])
        .setting("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
        .setting("HANDOVER__CHAT__TURN_DEADLINE", "1s")
        .start()
}

/// Leaves room for a few turns only.
fn fill(path: &PathBuf) {
    let mut ballast = File::create(path).expect("a file beside the database");
    for size in [65_536, 4_096] {
        let block = vec![0; size];
        let error = std::iter::repeat_with(|| ballast.write_all(&block)).find_map(Result::err);
        assert_eq!(error.map(|error| error.kind()), Some(ErrorKind::StorageFull));
    }
    let size = ballast.metadata().expect("its size").len();
    ballast.set_len(size - ROOM).expect("a smaller file");
}

/// Says something and escalates, with the same keys whenever it is tried again.
fn turn(client: &Client, number: usize, session: &str) -> (Answer, Option<Answer>) {
    let mut body = said(&format!("turn {number}: the pump makes no pressure"));
    body["session_id"] = json!(session);
    let send = |path: &str, body: &Value| {
        let key = format!("{path}#{number}");
        client.send(("POST", path), Some(&body.to_string()), &[("idempotency-key", &key)])
    };
    let chat = send("/api/ai/chat", &body);
    let is_done = chat.status == 200;
    let escalated =
        is_done.then(|| send(&format!("/api/ai/sessions/{session}/escalate"), &wish("night shift")));
    (chat, escalated)
}

/// The same turn again. One that was begun when there was no room to end it may be taken over after its deadline.
fn again(client: &Client, number: usize, session: &str) -> (Answer, Option<Answer>) {
    let patience = Instant::now() + Duration::from_secs(30);
    loop {
        let answers = turn(client, number, session);
        if answers.0.status != 409 || Instant::now() > patience {
            return answers;
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// What of a turn was acknowledged: the session, and the number of its ticket.
struct Acknowledged {
    number: usize,
    session: String,
    ticket: Option<String>,
}

/// The turn is there once, and the ticket as it was told.
fn check(client: &Client, told: &Acknowledged) {
    let history = client.get(&format!("/api/ai/sessions/{}/history", told.session)).expect(200);
    let question = format!("turn {}: the pump makes no pressure", told.number);
    let messages = history["messages"].as_array().expect("messages");
    let asked = messages.iter().filter(|message| message["content"] == json!(question)).count();
    assert_eq!(asked, 1, "{history}");
    if let Some(ticket) = &told.ticket {
        let found = client.get(&format!("/api/ai/tickets/{ticket}")).expect(200);
        assert_eq!(text(&found, "/session_id"), told.session);
    }
}

#[test]
fn a_full_disk_loses_nothing_and_heals() {
    if !may_mount() {
        return;
    }
    let folder = TempDir::new().expect("a folder");
    let server = start(&folder);
    let client = Client::new(server.url());
    let ballast = PathBuf::from(format!("/proc/{}/root{}/ballast", server.id(), folder.path().display()));
    fill(&ballast);

    let (mut told, mut refused) = (Vec::new(), Vec::new());
    for number in 0..TURNS {
        let session = uuid::Uuid::new_v4().to_string();
        let (chat, escalated) = turn(&client, number, &session);
        let answers = [Some(&chat), escalated.as_ref()];
        for answer in answers.into_iter().flatten().filter(|answer| answer.status >= 300) {
            assert_eq!(
                (answer.status, answer.kind.as_str()),
                (503, "application/problem+json"),
                "{answer:?}"
            );
            assert!(!answer.text.contains("disk"), "nothing internal: {answer:?}");
            refused.push((number, session.clone()));
        }
        let ticket =
            escalated.filter(|answer| answer.status == 201).map(|a| text(&a.json(), "/ticket_number"));
        if chat.status == 200 {
            told.push(Acknowledged { number, session, ticket });
        }
        if refused.len() > 20 {
            break;
        }
    }
    assert!(refused.len() > 20, "the disk was never full: {} turns", told.len());
    assert!(told.iter().any(|told| told.ticket.is_some()), "something was acknowledged");
    for told in &told {
        check(&client, told);
    }
    assert_eq!(client.get("/health/live").status, 200, "the process lives");

    std::fs::remove_file(&ballast).expect("the ballast goes");
    for (number, session) in refused {
        let (chat, escalated) = again(&client, number, &session);
        chat.expect(200);
        let ticket = text(&escalated.expect("an answer").expect(201), "/ticket_number");
        check(&client, &Acknowledged { number, session, ticket: Some(ticket) });
    }
    for told in &told {
        check(&client, told);
    }
}
