//! `serve`: says where it is, answers there, and stops when asked to.

use std::io::{Read, Write};
use std::net::TcpStream;

use crate::install::Install;

#[test]
fn it_says_where_it_listens_answers_there_and_stops_on_sigterm() {
    let install = Install::new();
    let mut server = install.serve(&[]);
    assert!(server.said.iter().any(|line| line.contains("open mode")), "{:#?}", server.said);
    assert_eq!(server.get("/health/ready").0, 200);
    let (status, page) = server.get("/");
    assert_eq!(status, 200);
    assert!(page.contains("<html"), "the page is served");
    let number = server.ticket();
    assert!(number.starts_with("AB-"), "{number}");
    server.signal("TERM");
    assert_eq!(server.wait().code(), Some(0), "{:#?}", server.said);
    assert!(server.said.iter().any(|line| line.contains("stopped")), "{:#?}", server.said);
}

#[test]
fn a_second_signal_ends_at_once() {
    let install = Install::new();
    let mut server = install.serve(&[]);
    let mut slow = TcpStream::connect(server.url.trim_start_matches("http://")).unwrap();
    // The server asks for the body, so it has begun with the request, and the body never comes.
    let head = "POST /api/ai/chat HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n\
                Expect: 100-continue\r\nContent-Length: 9\r\n\r\n";
    slow.write_all(head.as_bytes()).unwrap();
    let mut asked = [0; 12];
    slow.read_exact(&mut asked).unwrap();
    assert_eq!(&asked, b"HTTP/1.1 100");
    server.signal("INT");
    server.wait_for("stopping");
    server.signal("INT");
    assert_eq!(server.wait().code(), Some(1), "{:#?}", server.said);
    assert!(server.said.iter().any(|line| line.contains("stopped at once")), "{:#?}", server.said);
}

#[test]
fn settings_reach_the_parts() {
    let install = Install::new()
        .setting("HANDOVER__SERVER__BASE_PATH", "/ai")
        .setting("ENVIRONMENT", "staging")
        .setting("LOG_LEVEL", "ERROR")
        .setting("HANDOVER__LOG__FORMAT", "json")
        .setting("HANDOVER__ORGANIZATION__TICKET_PREFIX", "XY7")
        .setting("HANDOVER__ORGANIZATION__TIME_ZONE", "Pacific/Kiritimati");
    let mut log_shape = install.serve(&[]);
    let line: serde_json::Value = serde_json::from_str(log_shape.said.last().unwrap()).unwrap();
    let address = line["message"].as_str().unwrap().strip_prefix("listening on ").unwrap().to_owned();
    assert!(address.ends_with("/ai/"), "{address}");
    log_shape.url = address.trim_end_matches('/').to_owned();
    assert!(log_shape.get("/health").1.contains("\"staging\""));
    let number = log_shape.ticket();
    let (before, after) = (number.strip_prefix("XY7-").unwrap(), number.get(4..12).unwrap());
    assert!(before.starts_with(after), "{number}");
    // The time zone of the island of Kiritimati is 14 hours ahead, so it is the same day or the next.
    let day = |shift: u64| {
        let now = std::time::SystemTime::now() + std::time::Duration::from_secs(shift);
        now.duration_since(std::time::UNIX_EPOCH).unwrap().as_secs() / 86_400
    };
    let told = chrono::NaiveDate::parse_from_str(after, "%Y%m%d").unwrap();
    let told = told.signed_duration_since(chrono::NaiveDate::default()).num_days();
    assert_eq!(u64::try_from(told).unwrap(), day(14 * 3_600), "{number}");
    log_shape.signal("TERM");
    assert_eq!(log_shape.wait().code(), Some(0));
}

#[test]
fn without_migrating_it_serves_only_what_is_up_to_date() {
    let install = Install::new();
    let refused = install.run(&["serve", "--bind", "127.0.0.1:0", "--no-migrate"]).refused(1);
    assert!(refused.contains("handover migrate"), "{refused}");
    let migrated = install.run(&["migrate"]).ok();
    assert!(migrated.contains("migrated: "), "{migrated}");
    assert!(install.run(&["migrate"]).ok().contains("up to date"));
    let server = install.serve(&["--no-migrate", "--no-worker"]);
    assert_eq!(server.get("/health/ready").0, 200);
}
