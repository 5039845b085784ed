//! `doctor`: finds what is wrong, says how to mend it, and sends a test mail.

use handover_testkit::llm::{Endpoint, Script};
use handover_testkit::smtp::{Behaviour, Sink};

use crate::install::Install;

#[test]
fn a_fresh_install_is_fine_but_for_two_warnings() {
    let told = Install::new().run(&["doctor"]).ok();
    for part in ["contacts are samples", "no mail server is configured", "MiB free", "0 problems, 2 warnings"]
    {
        assert!(told.contains(part), "`{part}` is missing: {told}");
    }
}

#[test]
fn a_setting_that_is_wrong_is_a_problem() {
    let told = Install::new().setting("SMTP_PORT", "many").run(&["doctor"]);
    assert_eq!(told.code, Some(1));
    assert!(told.out.contains("PROBLEM") && told.out.contains("SMTP_PORT"), "{}", told.out);
}

#[test]
fn a_language_model_is_looked_at_without_asking_it_anything() {
    let endpoint = Endpoint::start().unwrap();
    let install = || {
        Install::new()
            .setting("OPENAI_BASE_URL", &endpoint.url())
            .setting("OPENAI_API_KEY", "sk-canary")
            .setting("OPENAI_MODEL", "big")
            .setting("OPENAI_FALLBACK_MODEL", "small")
    };
    let list = r#"{"data": [{"id": "big"}, {"id": "small"}]}"#;
    for (status, body, expected, code) in [
        (200, list, "answers and has big and small", 0),
        (200, r#"{"data": []}"#, "does not have both of big and small", 0),
        (404, "", "it does not say", 0),
        (401, "", "refuses the key", 1),
        (503, "", "status 503", 1),
    ] {
        endpoint.next(Script::status(status, "Content-Type: application/json\r\n", body));
        let told = install().run(&["doctor"]);
        assert!(told.out.contains(expected), "`{expected}` is missing: {}", told.out);
        assert_eq!(told.code, Some(code), "{}", told.out);
        assert!(!told.out.contains("canary"), "{}", told.out);
    }
    assert!(endpoint.requests().iter().all(|request| request.line == "GET /v1/models"));
    drop(endpoint);
    let told = Install::new().setting("OPENAI_BASE_URL", "http://127.0.0.1:1/v1").run(&["doctor"]);
    assert!(told.out.contains("no language model answers at 127.0.0.1:1"), "{}", told.out);
}

#[tokio::test(flavor = "multi_thread")]
async fn a_test_mail_arrives_or_the_reason_is_told() {
    let sink = Sink::start_on(0, Behaviour::new().credentials("desk@own.example", "right")).await.unwrap();
    let told = Install::with_mail(&sink, "right").run(&["doctor", "--send-test"]).ok();
    assert!(told.contains("answers and lets us in") && told.contains("desk@own.example was taken"), "{told}");
    let told = Install::with_mail(&sink, "right").run(&["doctor", "--send-test", "me@own.example"]).ok();
    assert!(told.contains("me@own.example was taken"), "{told}");
    assert_eq!(sink.mails().len(), 2);

    let sample = Install::with_mail(&sink, "right").run(&["doctor", "--send-test", "support@autoboss.com"]);
    assert_eq!(sample.code, Some(1), "{}", sample.out);
    let wrong = Install::with_mail(&sink, "wrong-canary").run(&["doctor", "--send-test"]);
    assert_eq!(wrong.code, Some(1), "{}", wrong.out);
    assert!(wrong.out.contains("SMTP_PASSWORD") && !wrong.out.contains("canary"), "{}", wrong.out);
    assert_eq!(sink.mails().len(), 2, "nothing more was sent");
}
