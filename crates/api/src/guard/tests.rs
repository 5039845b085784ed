use actix_web::http::header::HeaderValue;

use super::*;

#[test]
fn only_names_of_this_computer_are_loopback() {
    for host in
        ["localhost", "LOCALHOST:8001", "127.0.0.1", "127.0.0.1:8001", "127.9.8.7:1", "[::1]", "[::1]:8001"]
    {
        assert!(is_loopback(host), "{host}");
    }
    let foreign = [
        "",
        "example.org",
        "localhost.example.org",
        "127.0.0.1.example.org",
        "128.0.0.1",
        "[::2]",
        "[::1].example.org",
        "[::1",
        "localhost:8001@example.org",
        "0.0.0.0",
        "127.1",
        "user@127.0.0.1",
    ];
    for host in foreign {
        assert!(!is_loopback(host), "{host}");
    }
}

#[test]
fn pages_of_other_origins_cannot_write() {
    let from = |origin: &str| {
        let mut headers = HeaderMap::new();
        headers.insert(header::HOST, HeaderValue::from_static("localhost:8001"));
        headers.insert(header::ORIGIN, HeaderValue::from_str(origin).expect("a value"));
        foreign_page(&headers, &["http://localhost:3000".to_owned()]).is_none()
    };
    assert!(from("http://localhost:8001"), "its own page");
    assert!(from("http://localhost:3000"), "a page of the list");
    for foreign in
        ["https://evil.example", "null", "http://localhost:8002", "http://localhost:8001.evil.example"]
    {
        assert!(!from(foreign), "{foreign}");
    }
}
