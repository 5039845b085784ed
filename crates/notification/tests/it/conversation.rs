//! What is said to the mail server, in which order, and what is never said.

use std::time::Duration;

use handover_domain::ChannelStatus;
use handover_domain::NotificationKind::{SupportTicketOpened, UserTicketOpened};
use handover_notification::{SmtpSettings, Tls, check_connection, send_test};
use handover_testkit::smtp::{Behaviour, Conversation, Sink, Stage};

use crate::desk::{Desk, address, secure_settings, settings};

/// Nothing that belongs to a mail or an account has crossed the wire.
fn nothing_leaked(conversations: &[Conversation]) -> bool {
    ["AUTH", "MAIL", "RCPT", "DATA"].iter().all(|verb| !conversations.iter().any(|c| c.has(verb)))
}

#[tokio::test]
async fn starttls_and_auth_come_before_mail_from() {
    let sink = Sink::start_on(0, Behaviour::new().credentials("mailer", "hunter2")).await.unwrap();
    let desk = Desk::new();
    desk.owes(SupportTicketOpened);
    assert_eq!(desk.drain(secure_settings(&sink)).await.sent, 1);
    let verbs = sink.conversations()[0].verbs();
    assert_eq!(verbs, ["EHLO", "STARTTLS", "TLS", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"]);
}

#[tokio::test]
async fn auth_login_serves_where_plain_is_not_offered() {
    let login = Behaviour::new().mechanisms("LOGIN XOAUTH2").credentials("mailer", "hunter2");
    let sink = Sink::start_on(0, login).await.unwrap();
    let desk = Desk::new();
    desk.owes(SupportTicketOpened);
    assert_eq!(desk.drain(secure_settings(&sink)).await.sent, 1);
}

#[tokio::test]
async fn implicit_tls_encrypts_from_the_first_byte() {
    let sink = Sink::start_on(0, Behaviour::new().implicit_tls()).await.unwrap();
    let desk = Desk::new();
    desk.owes(SupportTicketOpened);
    let smtp = SmtpSettings { tls: Tls::Implicit, ..secure_settings(&sink) };
    assert_eq!(desk.drain(smtp).await.sent, 1);
    assert_eq!(sink.conversations()[0].verbs(), ["TLS", "EHLO", "AUTH", "MAIL", "RCPT", "DATA", "QUIT"]);
}

#[tokio::test]
async fn an_empty_user_name_means_no_auth() {
    let sink = Sink::start().await.unwrap();
    let desk = Desk::new();
    desk.owes(SupportTicketOpened);
    assert_eq!(desk.drain(settings(&sink)).await.sent, 1);
    assert_eq!(sink.conversations()[0].verbs(), ["EHLO", "MAIL", "RCPT", "DATA", "QUIT"]);
}

fn untrusting(sink: &Sink) -> SmtpSettings {
    SmtpSettings { ca_file: None, ..secure_settings(sink) }
}

fn untrusting_implicit(sink: &Sink) -> SmtpSettings {
    SmtpSettings { tls: Tls::Implicit, ..untrusting(sink) }
}

/// The same server under a name that its certificate is not for.
fn by_another_name(sink: &Sink) -> SmtpSettings {
    SmtpSettings { host: "127.0.0.1".to_owned(), ..secure_settings(sink) }
}

#[tokio::test]
async fn without_the_tls_that_was_asked_for_nothing_leaves_and_the_channel_says_why() {
    type Case = (&'static str, Behaviour, fn(&Sink) -> SmtpSettings, &'static str);
    let good = Behaviour::new;
    let cases: [Case; 6] = [
        ("no STARTTLS", good().without_starttls(), secure_settings, "does not offer STARTTLS"),
        ("refused", good().reply(Stage::StartTls, "502 5.5.1 no"), secure_settings, "502 5.5.1 no"),
        ("for now", good().reply(Stage::StartTls, "454 4.7.0 later"), secure_settings, "454 4.7.0"),
        ("unknown authority", good(), untrusting, "UnknownIssuer"),
        ("unknown, implicit", good().implicit_tls(), untrusting_implicit, "UnknownIssuer"),
        ("another name", good(), by_another_name, "not valid for name"),
    ];
    for (name, behaviour, smtp, reason) in cases {
        let sink = Sink::start_on(0, behaviour).await.unwrap();
        let desk = Desk::new();
        let smtp = smtp(&sink);
        let promise = desk.owes(SupportTicketOpened);
        let report = desk.drain(smtp.clone()).await;
        assert_eq!((report.waiting, report.sent), (1, 0), "{name}");
        assert!(nothing_leaked(&sink.conversations()), "{name}: {:?}", sink.conversations());
        assert_eq!(sink.mails(), [], "{name}");
        let channel = desk.channel().unwrap();
        assert_eq!(channel.status, ChannelStatus::Paused, "{name}");
        let why = channel.reason.unwrap();
        assert!(why.contains(reason), "{name}: {why}");
        let row = desk.row(promise.id);
        assert_eq!(row.last_error, Some(why), "{name}");
        assert_eq!(desk.attempts(promise.id), [], "{name}");
        assert!(check_connection(&smtp).await.unwrap_err().to_string().contains(reason), "{name}");
    }
}

#[tokio::test]
async fn what_is_said_in_the_clear_behind_starttls_counts_for_nothing() {
    let injected = Behaviour::new().inject_after_starttls("550 5.0.0 forged answer to EHLO");
    let sink = Sink::start_on(0, injected).await.unwrap();
    let desk = Desk::new();
    desk.owes(SupportTicketOpened);
    assert_eq!(desk.drain(secure_settings(&sink)).await.sent, 1, "{:?}", desk.channel());
    assert_eq!(sink.mails().len(), 1);
}

#[tokio::test]
async fn mails_of_one_batch_share_a_connection_and_each_recipient_has_a_transaction() {
    let sink = Sink::start().await.unwrap();
    let desk = Desk::new();
    desk.knows_user(|_| {});
    desk.owes(SupportTicketOpened);
    desk.owes(UserTicketOpened);
    desk.owes(SupportTicketOpened);
    let report = desk.worker_to(settings(&sink), &["a@example.org", "b@example.org"]).drain_once().await;
    assert_eq!(report.sent, 3);
    let mails = sink.mails();
    assert_eq!(mails.len(), 5);
    assert!(mails.iter().all(|mail| mail.recipients.len() == 1));
    assert!(sink.conversations().len() <= 2, "no more connections than mails under way");
}

#[tokio::test]
async fn a_test_mail_says_what_the_server_said() {
    let sink = Sink::start().await.unwrap();
    let desk = Desk::new();
    let to = address("me@example.org");
    let smtp = secure_settings(&sink);
    let said = send_test(&smtp, &to, &*desk.clock, &*desk.ids).await.unwrap();
    assert_eq!(said, "\"250 2.0.0 taken\"");
    assert_eq!(sink.mails()[0].parsed().unwrap().subject(), Some("Handover: the mail settings work"));

    sink.set(Behaviour::new().credentials("mailer", "other"));
    let failure = send_test(&smtp, &to, &*desk.clock, &*desk.ids).await.unwrap_err().to_string();
    assert!(failure.contains("535 5.7.8") && failure.contains("to AUTH"), "{failure}");
    assert!(!format!("{smtp:?}").contains("hunter2"));
}

#[tokio::test]
async fn a_server_that_drips_is_cut_off_at_the_deadline() {
    let sink = Sink::start_on(0, Behaviour::new().drip(Duration::from_millis(100))).await.unwrap();
    let mut smtp = settings(&sink);
    smtp.timeouts.command = Duration::from_millis(400);
    let failure = check_connection(&smtp).await.unwrap_err().to_string();
    assert_eq!(failure, "the server did not answer when connecting in time");
}
