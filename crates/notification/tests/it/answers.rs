//! The mail that tells of an answer: in the user's language, with nothing of the answer's own making in it, and only
//! while the user has not seen it.

use std::sync::Arc;

use chrono::TimeDelta;
use handover_domain::NotificationKind::UserExpertAnswered;
use handover_domain::{
    EmailAddress, Ids, Language, Message, MessageId, OutboxMessage, OutboxStatus, Sender, StoreExt,
};
use handover_notification::{DeliverySettings, DeliveryWorker, DrainReport, Links, Recipients};
use handover_testkit::smtp::{ReceivedMail, Sink};

use crate::desk::{Desk, address, header, settings};
use crate::ways_home::Readable;

const ANSWER: &str = "Close <b>valve 3</b> & wait.\r\nThen \u{202E}call\u{7}.";

/// A desk whose user wants to be told, with an answer of which they are to be told in `language`.
fn answered(language: Language) -> (Desk, OutboxMessage) {
    let desk = Desk::with(|ticket, _| ticket.notify_email = EmailAddress::parse("ase@private.example"));
    desk.knows_user(|user| user.language = Some(language));
    let promise = desk.owes(UserExpertAnswered);
    say(&desk, &promise, (4, ANSWER));
    (desk, promise)
}

fn say(desk: &Desk, promise: &OutboxMessage, (sequence, content): (i64, &str)) {
    let message = Message {
        id: MessageId(desk.ids.row()),
        session_id: desk.session.id,
        sequence,
        turn: 0,
        sender: Sender::Expert,
        content: content.to_owned(),
        message_type: handover_domain::MessageType::Text,
        language: Language::En,
        confidence: None,
        model_used: None,
        citations: Vec::new(),
        step_id: None,
        metadata: None,
        author: Some("Ivy <i>O'Hara</i>".to_owned()),
        timestamp: promise.created_at,
    };
    desk.store.write(|tx| tx.insert_message(promise.scope(), &message)).unwrap();
}

async fn drain(desk: &Desk, sink: &Sink) -> DrainReport {
    let recipients = Recipients::new(vec![address("support@example.org")], Vec::new());
    let public_url = Some("https://help.example.org/ai/".to_owned());
    let links = Some(Links { sealer: Arc::new(Readable), life: TimeDelta::days(14) });
    let delivery =
        DeliverySettings { public_url, links, ..DeliverySettings::new(settings(sink), recipients) };
    DeliveryWorker::new(desk.ports(), delivery).unwrap().drain_once().await
}

fn texts(mail: &ReceivedMail) -> (String, String) {
    let mail = mail.parsed().unwrap();
    (mail.body_text(0).unwrap().into_owned(), mail.body_html(0).unwrap().into_owned())
}

#[tokio::test]
async fn an_answer_is_told_in_each_language_with_its_words_and_a_link() {
    for (language, title) in [
        (Language::En, "An expert has answered"),
        (Language::El, "Ένας ειδικός απάντησε"),
        (Language::Ar, "أجاب أحد الخبراء"),
        (Language::Es, "Un experto ha respondido"),
        (Language::Tr, "Bir uzman yanıtladı"),
        (Language::No, "En ekspert har svart"),
    ] {
        let (sink, (desk, promise)) = (Sink::start().await.unwrap(), answered(language));
        assert_eq!(drain(&desk, &sink).await.sent, 1);
        let mails = sink.mails();
        let [mail] = mails.as_slice() else { panic!("one mail: {mails:?}") };
        assert_eq!(
            mail.recipients,
            ["ase@private.example"],
            "where they asked for it, whatever the host says"
        );
        let subject = mail.parsed().unwrap().subject().unwrap().to_owned();
        assert!(subject.starts_with(title) && subject.contains(desk.ticket.number.as_str()), "{subject}");
        assert!(header(mail, "Reply-To").is_some_and(|to| to.contains("support@example.org")));
        let (text, html) = texts(mail);
        assert!(
            text.replace("\r\n", "\n").contains("Close <b>valve 3</b> & wait.\n    Then call."),
            "{text}"
        );
        assert!(text.contains("Ivy <i>O'Hara</i>"), "{text}");
        assert!(html.contains("Close &lt;b&gt;valve 3&lt;&#x2f;b&gt; &amp; wait.<br />Then call."), "{html}");
        let link = format!("https://help.example.org/ai/?session={}", desk.session.id);
        assert!(text.contains(&link) && html.replace("&#x2f;", "/").contains(&format!("href=\"{link}\"")));
        let direction = if language == Language::Ar { "dir=\"rtl\"" } else { "dir=\"ltr\"" };
        assert!(html.contains(&format!("lang=\"{}\"", language.code())) && html.contains(direction));
        assert_eq!(desk.row(promise.id).status, OutboxStatus::Sent);
    }
}

#[tokio::test]
async fn what_the_user_has_seen_is_not_sent_and_the_rest_is() {
    let (sink, (desk, promise)) = (Sink::start().await.unwrap(), answered(Language::En));
    say(&desk, &promise, (6, "Is it cold by now?"));
    let seen = |number| {
        desk.store.write(|tx| tx.note_user_seen(promise.scope(), desk.session.id, number)).unwrap();
    };
    seen(4);
    assert_eq!(drain(&desk, &sink).await.sent, 1);
    let (text, _) = texts(&sink.mails()[0]);
    assert!(text.contains("Is it cold by now?") && !text.contains("valve 3"), "{text}");
    desk.wait(TimeDelta::minutes(1));
    let later = desk.owes(UserExpertAnswered);
    say(&desk, &later, (8, "One more thing"));
    seen(8);
    drain(&desk, &sink).await;
    assert_eq!(sink.mails().len(), 1, "they have had it in the chat");
    let row = desk.row(later.id);
    assert_eq!(row.status, OutboxStatus::Sent, "nothing is owed any more");
    assert_eq!(row.last_error.as_deref(), Some("not sent: the user has had the answer in the chat"));
    assert!(desk.attempts(later.id).is_empty());
    assert!(desk.preview(&later).text.contains("One more thing"), "what it would have said");
}

#[tokio::test]
async fn an_address_that_is_taken_back_gets_nothing() {
    let sink = Sink::start().await.unwrap();
    let desk = Desk::new();
    let promise = desk.owes(UserExpertAnswered);
    say(&desk, &promise, (4, ANSWER));
    drain(&desk, &sink).await;
    assert!(sink.mails().is_empty());
    assert_eq!(desk.row(promise.id).last_error.as_deref(), Some("not sent: the user wants no mail any more"));
}
