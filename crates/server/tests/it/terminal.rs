//! `chat` and `config show`: what people see in a terminal.

use crate::install::Install;

#[test]
fn a_conversation_in_the_terminal_ends_with_a_ticket() {
    let install = Install::new();
    let server = install.serve(&[]);
    let input = "There is no water at the discs.\n/feedback no\n/feedback\n/escalate safety_concern hose \u{1b}[31mburst\n";
    let shown = install.run_with_input(&["chat", "--url", &server.url], input).ok();
    for part in ["step 1, about", "step 2, about", "Ticket AB-", "24/7", "/feedback worked"] {
        assert!(shown.contains(part), "`{part}` is missing: {shown}");
    }
    assert!(!shown.contains('\u{1b}'), "a terminal obeys nobody's text");
    let list = install.run(&["outbox", "list"]).ok();
    let id = list.split_whitespace().next().unwrap();
    let mail = install.run(&["outbox", "show", id]).ok();
    assert!(mail.contains("burst") && !mail.contains('\u{1b}'), "{mail}");
}

#[test]
fn who_asks_for_a_person_at_once_gets_one() {
    let install = Install::new();
    let server = install.serve(&[]);
    let shown =
        install.run_with_input(&["chat", "--url", &server.url], "/escalate please call me\n/quit\n").ok();
    assert!(shown.contains("Ticket AB-"), "{shown}");
}

#[test]
fn without_a_server_it_says_so() {
    let refused = Install::new().run_with_input(&["chat", "--url", "http://127.0.0.1:1"], "").refused(1);
    assert!(refused.contains("handover serve"), "{refused}");
}

#[test]
fn the_settings_are_shown_with_their_source_and_without_secrets() {
    let install = Install::new()
        .setting("SMTP_USERNAME", "me@own.org")
        .setting("OPENAI_API_KEY", "sk-canary")
        .setting("REDIS_URL", "x");
    std::fs::write(install.path().join(".env"), "SMTP_PASSWORD=pw-canary\nSMTP_USERNAME=other@own.org")
        .unwrap();
    let shown = install.run(&["config", "show", "--set", "chat.turn_deadline=20s"]).ok();
    let line = |key: &str| {
        let line = shown.lines().find(|line| line.starts_with(key)).unwrap();
        line.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    assert_eq!(line("smtp.username"), "smtp.username = \"me@own.org\" # environment: SMTP_USERNAME");
    assert_eq!(line("smtp.password"), "smtp.password = \"***\" # .env: SMTP_PASSWORD");
    assert_eq!(line("assistant.api_key"), "assistant.api_key = \"***\" # environment: OPENAI_API_KEY");
    assert_eq!(line("chat.turn_deadline"), "chat.turn_deadline = \"20s\" # --set");
    assert_eq!(line("server.bind"), "server.bind = \"127.0.0.1:8001\" # default");
    assert!(shown.contains("not used by this version: REDIS_URL") && !shown.contains("canary"), "{shown}");
}
