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
