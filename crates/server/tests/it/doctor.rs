//! `doctor`: finds what is wrong, says how to mend it, and sends a test mail.

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
