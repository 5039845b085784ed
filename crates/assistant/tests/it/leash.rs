//! What the model may do, and what it may not.

#![expect(clippy::expect_used, reason = "what a test cannot go on without")]

use std::sync::Arc;
use std::time::{Duration, Instant};

use futures_util::StreamExt;
use handover_assistant::{ModelAssistant, ModelSettings};
use handover_domain::assistant::{
    Answer, AnswerPart, Assistant, GuidePosition, PastMessage, Question, Request,
};
use handover_domain::{Clock, Ids, Language, Secret, StepOutcome};
use handover_testkit::llm::{Endpoint, Script, delta};
use handover_testkit::{ManualClock, SeededIds};
use serde_json::{Value, json};

use crate::question;

/// A question that the pack has passages for and no steps.
pub(crate) const OPEN_QUESTION: &str = "How often should the engine oil be changed?";

/// The longest text of a model in these tests.
pub(crate) const LIMIT: usize = 2000;

pub(crate) fn settings(endpoint: &Endpoint) -> ModelSettings {
    ModelSettings {
        base_url: endpoint.url(),
        api_key: Some(Secret::new("canary-key")),
        model: "big".to_owned(),
        fallback_model: Some("small".to_owned()),
        tries: 1,
        stall: Duration::from_millis(400),
        timeout: Duration::from_millis(1500),
        answer_limit: LIMIT,
        link_hosts: vec!["docs.allowed.example".to_owned()],
        ..ModelSettings::default()
    }
}

pub(crate) fn leashed(settings: ModelSettings) -> ModelAssistant {
    let embedded = crate::assistant();
    // The first question in a language waits for its index, which is slow without optimisation.
    crate::say(&embedded, "hello engine");
    let clock: Arc<dyn Clock> = Arc::new(ManualClock::default());
    let ids: Arc<dyn Ids> = Arc::new(SeededIds::new(7));
    ModelAssistant::new(embedded, settings, (clock, ids)).expect("the settings can be used")
}

/// All parts of an answer, and the answer.
pub(crate) async fn heard(assistant: &dyn Assistant, question: Question) -> (Vec<AnswerPart>, Answer) {
    let parts: Vec<AnswerPart> = assistant.answer(question).collect().await;
    let done = parts.iter().filter_map(|part| match part {
        AnswerPart::Done(answer) => Some((**answer).clone()),
        AnswerPart::Text(_) | AnswerPart::Withdrawn => None,
    });
    let answers: Vec<Answer> = done.collect();
    assert!(matches!(parts.last(), Some(AnswerPart::Done(_))) && answers.len() == 1, "{parts:?}");
    (parts, answers.into_iter().next().expect("one"))
}

fn asking(text: &str) -> Question {
    question(Request::Answer { text: text.to_owned(), guide: None }, Language::En)
}

fn at_step(text: &str) -> Question {
    let guide = Some(GuidePosition { problem: "autoboss/hp-gauge-red".to_owned(), step: 1 });
    question(Request::Answer { text: text.to_owned(), guide }, Language::En)
}

fn object(value: &Value) -> Script {
    Script::saying(&value.to_string())
}

fn good() -> Script {
    object(&json!({
        "text": "Every 250 hours. Use the `oil_filter` OF_12.", "confidence": 0.7, "category": "mechanical",
        "citations": ["P1", "P9999"], "escalate": false,
    }))
}

#[tokio::test]
async fn an_open_question_is_answered_by_the_model_with_its_sources() {
    let endpoint = Endpoint::start().expect("an endpoint");
    endpoint.next(good());
    let assistant = leashed(settings(&endpoint));
    let past = vec![PastMessage { from_user: true, content: "We run a diesel pack".to_owned() }];
    let (parts, answer) = heard(&assistant, Question { past, ..asking(OPEN_QUESTION) }).await;
    assert!(answer.text.starts_with("Every 250 hours. Use the `oil_filter` OF_12.\n\n"), "{}", answer.text);
    assert_eq!(answer.model, "big");
    assert!(answer.tokens > 100 && answer.failure.is_none());
    assert_eq!(answer.citations.len(), 1);
    assert!(answer.text.contains(&answer.citations[0].title), "{}", answer.text);
    let texts: Vec<_> = parts.iter().filter(|part| matches!(part, AnswerPart::Text(_))).collect();
    assert!(texts.len() > 3, "the text comes as it is said: {parts:?}");
    let known = crate::say(&crate::assistant(), OPEN_QUESTION).confidence;
    assert_eq!(answer.confidence, known.map(|known| known.min(0.7)));

    let request = endpoint.requests().remove(0);
    assert_eq!(request.line, "POST /v1/chat/completions");
    assert_eq!(request.header("authorization"), Some("Bearer canary-key"));
    let body = request.json();
    assert_eq!(
        (&body["model"], &body["stream"], &body["max_tokens"]),
        (&json!("big"), &json!(true), &json!(1000))
    );
    assert_eq!(body.get("response_format"), None);
    let material = body["messages"][1]["content"].as_str().expect("text");
    for part in [OPEN_QUESTION, "We run a diesel pack", "<<<PASSAGE P1 "] {
        assert!(material.contains(part), "{part} is not in\n{material}");
    }
    assert!(!request.body.contains("canary-key"));
}

#[tokio::test]
async fn steps_manners_and_good_news_stay_with_the_embedded_assistant() {
    let endpoint = Endpoint::start().expect("an endpoint");
    let (assistant, embedded) = (leashed(settings(&endpoint)), crate::assistant());
    let guide = GuidePosition { problem: "autoboss/hp-gauge-red".to_owned(), step: 1 };
    let next = Request::NextStep { guide, outcome: StepOutcome::NotResolved };
    for asked in [
        asking("The HP gauge needle is stuck in the red zone"),
        asking(""),
        asking("Hello"),
        asking("Thank you!"),
        asking("It works again, thanks"),
        at_step("ok"),
        question(next, Language::En),
    ] {
        let (_, expected) = heard(&embedded, asked.clone()).await;
        assert_eq!(heard(&assistant, asked.clone()).await.1, expected, "{asked:?}");
    }
    assert!(endpoint.requests().is_empty());
}

#[tokio::test]
async fn a_question_at_a_step_is_answered_and_the_step_repeated() {
    let endpoint = Endpoint::start().expect("an endpoint");
    endpoint.next(object(&json!({ "text": "It is on the left.", "confidence": 0.9, "category": "electrical", "citations": ["P1"] })));
    let asked = at_step("Where do I find that gauge?");
    let (_, expected) = heard(&crate::assistant(), asked.clone()).await;
    let (_, answer) = heard(&leashed(settings(&endpoint)), asked).await;
    assert!(answer.text.starts_with("It is on the left."), "{}", answer.text);
    assert!(expected.step.is_some() && answer.step == expected.step);
    let instruction = answer.step.expect("a step").instruction;
    assert!(answer.text.contains(&instruction), "{}", answer.text);
    assert_eq!(answer.diagnosis, None, "what the steps are for is known already");
}

#[tokio::test]
async fn a_model_may_ask_for_a_person_and_be_less_sure() {
    let endpoint = Endpoint::start().expect("an endpoint");
    endpoint.next(object(&json!({ "text": "Do not touch it.", "confidence": 0.01, "escalate": true })));
    let (_, answer) = heard(&leashed(settings(&endpoint)), asking(OPEN_QUESTION)).await;
    assert!(answer.asks_for_human);
    assert_eq!(answer.confidence, Some(0.01));
}

#[tokio::test]
async fn what_was_shown_of_an_answer_that_stalls_is_withdrawn() {
    let endpoint = Endpoint::start().expect("an endpoint");
    endpoint.next(Script::events().send(delta("{\"text\":\"Open the valve and ")).hang());
    let (parts, answer) = heard(&leashed(settings(&endpoint)), asking(OPEN_QUESTION)).await;
    let at = parts.iter().position(|part| *part == AnswerPart::Withdrawn).expect("withdrawn");
    assert!(at > 0 && answer.model.ends_with("(fallback: stall)"), "{parts:?}");
    assert!(!answer.text.contains("Open the valve"));
}

#[tokio::test]
async fn a_quick_failure_is_tried_again_with_the_other_model() {
    let endpoint = Endpoint::start().expect("an endpoint");
    endpoint.next(Script::status(503, "", ""));
    endpoint.next(good());
    let settings = ModelSettings { tries: 3, timeout: Duration::from_secs(9), ..settings(&endpoint) };
    let assistant = leashed(settings);
    let (_, answer) = heard(&assistant, asking(OPEN_QUESTION)).await;
    assert_eq!((answer.model.as_str(), assistant.trouble()), ("small", None));
    let asked: Vec<Value> =
        endpoint.requests().iter().map(|request| request.json()["model"].clone()).collect();
    assert_eq!(asked, ["big", "small"]);
    // Who wants to be asked much later is not waited for, and a wrong key does not get better.
    for script in [Script::status(429, "Retry-After: 3600\r\n", ""), Script::status(401, "", "")] {
        endpoint.next(script);
        let began = Instant::now();
        let (_, answer) = heard(&assistant, asking(OPEN_QUESTION)).await;
        assert!(answer.model.contains("fallback: status-4") && began.elapsed() < Duration::from_secs(1));
    }
}

#[tokio::test]
async fn an_endpoint_that_keeps_failing_is_left_alone_until_it_recovers() {
    let endpoint = Endpoint::start().expect("an endpoint");
    endpoint.otherwise(Script::status(500, "", ""));
    let pause = Duration::from_millis(300);
    let settings = ModelSettings { breaker_failures: 3, breaker_pause: pause, ..settings(&endpoint) };
    let assistant = leashed(settings);
    for _ in 0..3 {
        heard(&assistant, asking(OPEN_QUESTION)).await;
    }
    let (_, answer) = heard(&assistant, asking(OPEN_QUESTION)).await;
    assert!(answer.model.ends_with("(fallback: resting)"), "{}", answer.model);
    assert_eq!(endpoint.requests().len(), 3);
    let trouble = assistant.trouble().expect("it is said");
    assert!(trouble.contains("status 500") && trouble.contains("UTC"), "{trouble}");
    endpoint.otherwise(good());
    tokio::time::sleep(pause).await;
    let (_, answer) = heard(&assistant, asking(OPEN_QUESTION)).await;
    assert_eq!((answer.model.as_str(), assistant.trouble()), ("big", None));
}

#[tokio::test]
async fn dropping_the_answer_closes_the_connection() {
    let endpoint = Endpoint::start().expect("an endpoint");
    endpoint.next(Script::events().send(delta("{\"text\":\"Open the valve ")).hang());
    let patient = ModelSettings {
        stall: Duration::from_secs(60),
        timeout: Duration::from_secs(60),
        ..settings(&endpoint)
    };
    let assistant = leashed(patient);
    let mut parts = assistant.answer(asking(OPEN_QUESTION));
    assert!(matches!(parts.next().await, Some(AnswerPart::Text(_))));
    assert_eq!(endpoint.open(), 1);
    drop(parts);
    let began = Instant::now();
    while endpoint.open() > 0 {
        assert!(began.elapsed() < Duration::from_secs(10), "the connection is still open");
        tokio::time::sleep(Duration::from_millis(5)).await;
    }
    assert_eq!(assistant.trouble(), None, "who goes away says nothing about the endpoint");
}

#[tokio::test]
async fn budgets_are_kept() {
    let endpoint = Endpoint::start().expect("an endpoint");
    endpoint.otherwise(good());
    let limits = ModelSettings {
        turns_per_session: std::num::NonZeroU32::new(2),
        prompt_tokens: 1500,
        max_tokens: 77,
        tokens_parameter: "max_completion_tokens".to_owned(),
        temperature: None,
        json_mode: true,
        ..settings(&endpoint)
    };
    let assistant = leashed(limits);
    let long = asking(&"How often should the engine oil be changed? ".repeat(400));
    assert_eq!(heard(&assistant, Question { turn: 2, ..long.clone() }).await.1.model, "big");
    let (_, answer) = heard(&assistant, Question { turn: 3, ..long }).await;
    assert!(answer.model.ends_with("(fallback: turn-budget)"), "{}", answer.model);
    assert_eq!(assistant.trouble(), None, "a budget is no trouble");
    let requests = endpoint.requests();
    let body = requests[0].json();
    assert_eq!(requests.len(), 1);
    assert!(requests[0].body.len() < 6000, "{} bytes", requests[0].body.len());
    assert_eq!((&body["max_completion_tokens"], &body["max_tokens"]), (&json!(77), &Value::Null));
    assert_eq!(
        (&body["temperature"], &body["response_format"]["type"]),
        (&Value::Null, &json!("json_object"))
    );
}

#[tokio::test]
async fn only_so_many_wait_at_once() {
    let endpoint = Endpoint::start().expect("an endpoint");
    endpoint.otherwise(Script::events().send(delta("{\"text\":\"Open the valve ")).hang());
    let assistant = leashed(ModelSettings { concurrent: 1, ..settings(&endpoint) });
    let mut first = assistant.answer(asking(OPEN_QUESTION));
    assert!(first.next().await.is_some());
    let (_, answer) = heard(&assistant, asking(OPEN_QUESTION)).await;
    assert!(answer.model.ends_with("(fallback: busy)"), "{}", answer.model);
    drop(first);
    let (_, answer) = heard(&assistant, asking(OPEN_QUESTION)).await;
    assert!(answer.model.ends_with("(fallback: stall)"), "{}", answer.model);
}

#[tokio::test]
async fn the_endpoint_has_to_prove_who_it_is() {
    let endpoint = Endpoint::start_encrypted().expect("an endpoint");
    endpoint.otherwise(good());
    let known = ModelSettings { ca_file: endpoint.authority_file().map(Into::into), ..settings(&endpoint) };
    let (_, answer) = heard(&leashed(known.clone()), asking(OPEN_QUESTION)).await;
    assert_eq!(answer.model, "big");
    let (_, answer) = heard(&leashed(settings(&endpoint)), asking(OPEN_QUESTION)).await;
    assert!(answer.model.ends_with("(fallback: tls)"), "{}", answer.model);
    let other = ModelSettings { base_url: known.base_url.replace("localhost", "127.0.0.1"), ..known };
    let (_, answer) = heard(&leashed(other), asking(OPEN_QUESTION)).await;
    assert!(answer.model.ends_with("(fallback: tls)"), "{}", answer.model);
    assert_eq!(endpoint.requests().len(), 1, "nothing was said to whoever else it may be");
}

#[tokio::test]
async fn nobody_at_the_address_is_a_failure_like_any_other() {
    let endpoint = Endpoint::start().expect("an endpoint");
    let gone = settings(&endpoint);
    drop(endpoint);
    let (_, answer) = heard(&leashed(gone.clone()), asking(OPEN_QUESTION)).await;
    assert!(answer.model.ends_with("(fallback: no-connection)"), "{}", answer.model);
    let nowhere = ModelSettings { base_url: "https://nowhere.invalid/v1".to_owned(), ..gone };
    let (_, answer) = heard(&leashed(nowhere), asking(OPEN_QUESTION)).await;
    assert!(answer.model.contains("(fallback: "), "{}", answer.model);
}
