//! Sizes, times and numbers: what the edge refuses before anything else is done.

use std::io::Write;
use std::net::TcpStream;
use std::sync::Arc;
use std::time::{Duration, Instant};

use handover_api::ApiSettings;
use handover_domain::testing::an_answer;
use serde_json::json;
use tokio::sync::Semaphore;

use crate::client::{answer, connect};
use crate::running::{Running, Wish};
use crate::talker::Behaviour;

fn impatient() -> Running {
    let settings = ApiSettings {
        header_deadline: Duration::from_millis(300),
        body_deadline: Duration::from_millis(300),
        workers: 1,
        ..ApiSettings::default()
    };
    Running::with(Wish { settings, ..Wish::default() })
}

#[test]
fn a_body_that_does_not_arrive_in_time_is_408_and_the_connection_is_closed() {
    let app = impatient();
    let heads = [
        "POST /api/ai/chat HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n{\"mess",
        "POST /api/ai/chat HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n5\r\n{\"mes",
        "GET /health HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100\r\n\r\n",
        "POST /nothing HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n",
    ];
    for head in heads {
        let mut socket = connect(app.address);
        socket.write_all(head.as_bytes()).unwrap();
        let began = Instant::now();
        // Reading ends when the server closes, although nothing but the silence asked it to.
        let refused = answer(socket).expect("an answer");
        assert_eq!(refused.expect(408)["type"], "/problems/request-timeout", "{head}");
        assert!(began.elapsed() < Duration::from_secs(10), "{head}");
    }
    let preflight = "OPTIONS /api/ai/chat HTTP/1.1\r\nHost: localhost\r\nOrigin: http://evil.example\r\n\
        Access-Control-Request-Method: POST\r\nTransfer-Encoding: chunked\r\n\r\n1\r\n";
    let mut socket = connect(app.address);
    socket.write_all(preflight.as_bytes()).unwrap();
    assert_eq!(answer(socket).expect("an answer").status, 400, "and closed, or reading would not have ended");
    app.get("/health").expect(200);
}

#[test]
fn a_head_that_does_not_arrive_in_time_costs_the_connection() {
    let app = impatient();
    let mut socket = connect(app.address);
    socket.write_all(b"POST /api/ai/chat HTTP/1.1\r\nHost: loc").unwrap();
    assert!(answer(socket).is_none_or(|refused| refused.status == 408));
}

#[test]
fn compressed_bodies_are_refused_unread() {
    let app = Running::start();
    for encoding in ["gzip", "br", "deflate", "zstd", "x-gzip", "gzip, identity"] {
        let request = app.request("POST", "/api/ai/chat").header("Content-Encoding", encoding);
        let refused = request.bytes(vec![7; 60_000]).send();
        assert_eq!(refused.expect(415)["type"], "/problems/unsupported-encoding", "{encoding}");
    }
    let request = app.request("POST", "/api/ai/chat").header("Content-Encoding", "identity");
    request.json(&json!({"message": "Hello"})).send().expect(200);
}

#[test]
fn bodies_have_their_largest_size() {
    let app = Running::start();
    let history: Vec<_> = (0..20).map(|_| json!({"role": "user", "content": "x".repeat(12_000)})).collect();
    app.chat(&json!({"message": "Hello", "conversation_history": history}));
    let megabyte = json!({"message": "x".repeat(1_000_000)});
    let refused = app.post("/api/ai/chat", &megabyte).expect(413);
    assert_eq!(refused["type"], "/problems/body-too-large");
    let path = format!("/api/ai/sessions/{}/escalate", uuid::Uuid::new_v4());
    app.post(&path, &json!({"escalation_reason": "user_request", "x": "x".repeat(70_000)})).expect(413);

    let mut chunks = String::from(
        "POST /api/ai/sessions HTTP/1.1\r\nHost: localhost\r\nTransfer-Encoding: chunked\r\n\r\n",
    );
    for _ in 0..9 {
        chunks.push_str(&format!("2000\r\n{}\r\n", "x".repeat(0x2000)));
    }
    let mut socket = connect(app.address);
    let _ = socket.write_all(chunks.as_bytes());
    assert_eq!(answer(socket).expect("an answer").status, 413);

    let long = app.post("/api/ai/chat", &json!({"message": "é".repeat(8193)})).expect(422);
    assert_eq!(long["errors"][0]["pointer"], "/message");
    app.chat(&json!({"message": "é".repeat(8192)}));
    let session = app.session();
    let long =
        app.post(&format!("/api/ai/sessions/{session}/messages"), &json!({"content": "x".repeat(16_385)}));
    assert_eq!(long.expect(422)["errors"][0]["pointer"], "/content");
}

#[test]
fn one_request_too_many_is_told_to_come_back_and_health_still_answers() {
    let settings = ApiSettings { max_in_flight: 1, workers: 1, ..ApiSettings::default() };
    let app = Running::with(Wish { settings, ..Wish::default() });
    let gate = Arc::new(Semaphore::new(0));
    app.talker.next(Behaviour::WaitFor(Arc::clone(&gate), an_answer("Done.", 0.9)));
    let busy = app.request("POST", "/api/ai/chat").json(&json!({"message": "Hello"})).begin();
    while app.talker.asked().is_empty() {
        std::thread::yield_now();
    }
    let refused = app.get("/api/ai/tickets");
    assert!(refused.header("retry-after").is_some());
    assert_eq!(refused.expect(503)["type"], "/problems/overloaded");
    for path in ["/health", "/health/", "/health/live", "/health/ready"] {
        app.get(path).expect(200);
    }
    gate.add_permits(1);
    assert_eq!(answer(busy).unwrap().status, 200);
    app.get("/api/ai/tickets").expect(200);
}

#[test]
fn requests_that_two_servers_could_read_differently_are_refused() {
    let app = Running::start();
    let ambiguous = [
        "Content-Length: 4\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
        "Content-Length: 4\r\nContent-Length: 5\r\n\r\nabcde",
        "Content-Length: +4\r\n\r\nabcd",
        "Transfer-Encoding: identity, chunked, identity\r\n\r\n0\r\n\r\n",
        "X-Folded: a\r\n b\r\nContent-Length: 0\r\n\r\n",
    ];
    for rest in ambiguous {
        let mut socket = connect(app.address);
        let head =
            format!("POST /api/ai/sessions HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n{rest}");
        socket.write_all(head.as_bytes()).unwrap();
        assert!(answer(socket).is_none_or(|refused| refused.status == 400), "{rest:?}");
    }
}

/// An unfinished request: a head that announces `announced` bytes, and the first `sent` of them.
fn unfinished(app: &Running, path: &str, (announced, sent): (usize, usize)) -> TcpStream {
    let head = format!(
        "POST {path} HTTP/1.1\r\nHost: localhost\r\nContent-Length: {announced}\r\nConnection: close\r\n\r\n"
    );
    let mut socket = connect(app.address);
    socket.write_all(head.as_bytes()).unwrap();
    let _ = socket.write_all(&vec![b' '; sent]);
    socket
}

#[test]
fn who_is_refused_anyway_does_not_have_to_send_a_body_first() {
    let settings = ApiSettings { max_in_flight: 1, workers: 1, ..ApiSettings::default() };
    let app = Running::with(Wish { settings, ..Wish::default() });
    let foreign = "POST /api/ai/chat HTTP/1.1\r\nHost: evil.example\r\nContent-Length: 100\r\n\r\n{";
    let mut socket = connect(app.address);
    socket.write_all(foreign.as_bytes()).unwrap();
    assert_eq!(answer(socket).expect("an answer").expect(403)["type"], "/problems/open-mode");

    let gate = Arc::new(Semaphore::new(0));
    app.talker.next(Behaviour::WaitFor(Arc::clone(&gate), an_answer("Done.", 0.9)));
    let busy = app.request("POST", "/api/ai/chat").json(&json!({"message": "Hello"})).begin();
    while app.talker.asked().is_empty() {
        std::thread::yield_now();
    }
    for path in ["/api/ai/chat", "/nothing/health"] {
        let refused = answer(unfinished(&app, path, (100, 1))).expect("an answer");
        assert_eq!(refused.expect(503)["type"], "/problems/overloaded", "{path}");
        assert!(refused.header("retry-after").is_some());
    }
    gate.add_permits(1);
    assert_eq!(answer(busy).unwrap().status, 200);
}

#[test]
fn unfinished_bodies_never_take_more_memory_than_there_is_for_them() {
    let limits = ApiSettings { chat_body_limit: 100_000, max_in_flight: 4, ..ApiSettings::default() };
    let settings = ApiSettings { workers: 1, body_deadline: Duration::from_secs(20), ..limits };
    let app = Running::with(Wish { settings, ..Wish::default() });
    let mut slow: Vec<TcpStream> =
        (0..10).map(|_| unfinished(&app, "/api/ai/chat", (100_000, 90_000))).collect();
    // 400,000 bytes hold four of them at most; the others are refused, whatever the order.
    let answered = |socket: &mut TcpStream| {
        socket.set_read_timeout(Some(Duration::from_millis(50))).unwrap();
        socket.peek(&mut [0]).is_ok()
    };
    let mut refused = 0;
    while refused < 6 {
        let done: Vec<TcpStream> = slow.extract_if(.., answered).collect();
        refused += done.len();
        for socket in done {
            socket.set_read_timeout(Some(Duration::from_secs(20))).unwrap();
            assert_eq!(answer(socket).expect("an answer").status, 503);
        }
    }
    // Those who wait for the rest take nobody's slot.
    app.get("/api/ai/tickets").expect(200);
    app.get("/health").expect(200);
    drop(slow);
    let long = json!({"message": "Hello", "conversation_history": [], "x": "x".repeat(90_000)});
    while app.post("/api/ai/chat", &long).status != 200 {
        std::thread::yield_now();
    }
}

#[test]
fn the_wide_limit_is_that_of_two_routes_and_not_of_an_ending() {
    let app = Running::start();
    let large = json!({"name": "x", "more": "x".repeat(70_000)});
    app.put("/api/ai/users/chat", &large).expect(413);
    app.put("/api/ai/machines/messages", &large).expect(413);
    app.put("/api/ai/chat", &large).expect(413);
    app.post("/nothing/chat", &large).expect(413);
    let session = app.session();
    app.post(&format!("/api/ai/sessions/{session}/messages"), &json!({"content": "x", "more": large}))
        .expect(200);
}
