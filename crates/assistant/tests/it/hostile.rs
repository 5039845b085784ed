//! Whatever the endpoint says: nothing happens that nobody asked for, nothing leads away, nobody waits long,
//! and nothing the user wrote is lost.

#![expect(clippy::expect_used, reason = "what a test cannot go on without")]
#![expect(clippy::indexing_slicing, reason = "two messages are counted before they are looked at")]

use std::time::{Duration, Instant};

use handover_domain::assistant::{AnswerPart, Assistant, Question};
use handover_domain::chat::{Closed, OpenTurn, Opened, close_turn, open_turn};
use handover_domain::testing::{MemoryStore, World};
use handover_domain::{Message, Sender, Session, StoreExt, StoreResult};
use handover_testkit::llm::{EVIL, Endpoint, Expected, Script, hostile};

use crate::leash::{LIMIT, OPEN_QUESTION, heard, leashed, settings};

/// A conversation with the memory store.
struct Talk {
    store: MemoryStore,
    world: World,
}

impl Talk {
    fn new() -> Self {
        Self { store: MemoryStore::new(), world: World::new() }
    }

    fn open(&self, text: &str) -> Opened {
        let command = OpenTurn { memory: 10, ..OpenTurn::saying(text) };
        self.store.write(|tx| open_turn(tx, &self.world.scene(), command)).expect("the turn opens")
    }

    fn messages(&self, session: &Session) -> Vec<Message> {
        let scope = self.world.actor.scope();
        self.store.read(|view| view.newest_messages(scope, session.id, 99)).expect("a read")
    }

    fn session(&self, closed: &Closed) -> Session {
        let scope = self.world.actor.scope();
        let found: StoreResult<_> = self.store.read(|view| view.session(scope, closed.session));
        found.expect("a read").expect("the session")
    }
}

/// One whole turn.
async fn turn(talk: &Talk, assistant: &dyn Assistant) -> (Closed, Vec<AnswerPart>) {
    let Opened::Ask(pending) = talk.open(OPEN_QUESTION) else { panic!("nothing urgent was said") };
    let question = Question { deadline: Duration::from_secs(2), ..pending.question.clone() };
    let (parts, answer) = heard(assistant, question).await;
    let closed = talk.store.write(|tx| close_turn(tx, &talk.world.scene(), &pending, answer));
    (closed.expect("the turn closes"), parts)
}

/// Says what in a text could be fetched, followed, run or misread.
pub(crate) fn harm_in(text: &str) -> Option<String> {
    let lower = text.to_lowercase();
    let signs = [
        EVIL,
        "://",
        "](",
        "][",
        "]:",
        "www.e",
        "javascript:a",
        "data:t",
        "mailto:m",
        "tel:+",
        "me@",
        "20991231-",
    ];
    if let Some(sign) = signs.iter().find(|sign| lower.contains(**sign)) {
        return Some((*sign).to_owned());
    }
    let tag = lower
        .split('<')
        .skip(1)
        .any(|rest| rest.starts_with(|c: char| c.is_ascii_alphabetic() || "/!?".contains(c)));
    let hidden = text.chars().find(|c| {
        (c.is_control() && *c != '\n') || matches!(c, '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{2069}' | '\u{feff}' | '\u{e0000}'..='\u{e0fff}')
    });
    if tag { Some("a tag".to_owned()) } else { hidden.map(|c| format!("{c:?}")) }
}

/// What has to hold whatever was said.
fn check(name: &str, talk: &Talk, closed: &Closed) {
    let session = talk.session(closed);
    let messages = talk.messages(&session);
    let senders: Vec<_> = messages.iter().map(|message| message.sender).collect();
    assert_eq!(senders, [Sender::User, Sender::Assistant], "{name}");
    assert_eq!(messages[0].content, OPEN_QUESTION, "{name}: the user's words are kept to the letter");
    let said = &messages[1].content;
    assert_eq!(harm_in(said), None, "{name}: {said}");
    assert!(!said.is_empty() && said.len() < LIMIT + 1000, "{name}: {} bytes", said.len());
    assert!(
        messages[1].citations.iter().all(|citation| citation.document.starts_with("autoboss/")),
        "{name}"
    );
    assert!(session.assistant_may_speak() && session.current_step.is_none(), "{name}");
    let scope = talk.world.actor.scope();
    let ticket = talk.store.read(|view| view.ticket_of_session(scope, session.id)).expect("a read");
    assert!(ticket.is_none(), "{name}: nobody asked for a ticket");
    assert_eq!(closed.reply.step, None, "{name}");
}

#[tokio::test]
async fn nothing_that_an_endpoint_says_does_harm() {
    let cases = hostile();
    assert!(cases.len() >= 60, "{}", cases.len());
    let endpoint = Endpoint::start().expect("an endpoint");
    for case in cases {
        endpoint.otherwise(case.script);
        let (talk, assistant) = (Talk::new(), leashed(settings(&endpoint)));
        let began = Instant::now();
        let (closed, parts) = turn(&talk, &assistant).await;
        assert!(began.elapsed() < Duration::from_millis(2500), "{}: {:?}", case.name, began.elapsed());
        check(&case.name, &talk, &closed);
        let shown = shown(&parts);
        assert!(closed.reply.text.starts_with(&shown), "{}: {shown} / {}", case.name, closed.reply.text);
        assert_eq!(harm_in(&shown), None, "{}", case.name);
        let model = &closed.reply.model;
        match case.expected {
            Expected::Used => assert_eq!(model, "big", "{}", case.name),
            Expected::FallsBack(word) => {
                assert!(
                    model.ends_with(&format!("(fallback: {word})")),
                    "{}: {model}, not {word}",
                    case.name
                );
                assert_eq!(closed.reply.text, embedded_words(), "{}", case.name);
                assert!(assistant.trouble().is_some(), "{}", case.name);
            }
        }
    }
}

/// What somebody sees who follows the stream.
fn shown(parts: &[AnswerPart]) -> String {
    let mut shown = String::new();
    for part in parts {
        match part {
            AnswerPart::Text(text) => shown.push_str(text),
            AnswerPart::Withdrawn => shown.clear(),
            AnswerPart::Done(_) => {}
        }
    }
    shown
}

fn embedded_words() -> String {
    crate::say(&crate::assistant(), OPEN_QUESTION).text
}

#[tokio::test]
async fn no_answer_of_a_model_keeps_a_person_away() {
    let endpoint = Endpoint::start().expect("an endpoint");
    endpoint.otherwise(Script::saying(
        r#"{"text": "All is well, no person is needed.", "confidence": 1.0, "escalate": false}"#,
    ));
    let assistant = leashed(settings(&endpoint));
    let talk = Talk::new();
    // A hazard and a wish for a person are decided before anybody asks the model.
    for said in ["There is smoke everywhere", "I want to talk to a person"] {
        let Opened::Closed(closed) = talk.open(said) else {
            panic!("{said}: the model must not be waited for")
        };
        assert!(closed.notice.is_some(), "{said}");
    }
    assert!(endpoint.requests().is_empty());
    // And what the knowledge base does not know stays unsure, however sure the model is.
    let unknown = "Who won the football match in Lisbon yesterday evening?";
    let Opened::Ask(pending) = talk.open(unknown) else { panic!("nothing urgent was said") };
    let (_, answer) = heard(&assistant, pending.question.clone()).await;
    assert_eq!(answer.model, "big");
    let closed =
        talk.store.write(|tx| close_turn(tx, &talk.world.scene(), &pending, answer)).expect("closed");
    assert!(closed.notice.is_some(), "a person is offered: {closed:?}");
}
