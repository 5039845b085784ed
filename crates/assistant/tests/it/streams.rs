//! The promises of the port, whatever is asked.

use futures_util::{FutureExt, StreamExt};
use handover_domain::assistant::{AnswerPart, Assistant, Request};
use handover_domain::{Language, StepOutcome};
use proptest::prelude::*;

use super::{assistant, at, parts, question};

/// Words that steer the assistant, so that random sentences reach its corners.
const WORDS: &[&str] = &[
    "no",
    "not",
    "never",
    "water",
    "leak",
    "leaks",
    "pump",
    "engine",
    "start",
    "does",
    "is",
    "fixed",
    "gone",
    "red",
    "gauge",
    "stopped",
    "leaking",
    "working",
    "normal",
    "than",
    "why",
    "what",
    "how",
    "if",
    "when",
    "and",
    "but",
    "ok",
    "thanks",
    "e-stop",
    "?",
    ".",
    ",",
    "!",
    "emergency",
    "stop",
    "remote",
    "pressure",
    "δεν",
    "νερό",
    "لا",
    "ماء",
    "no hay agua",
    "çalışmıyor",
    "ikke",
];

fn text() -> impl Strategy<Value = String> {
    prop_oneof![
        any::<String>(),
        "\\PC{0,60}",
        proptest::collection::vec(proptest::sample::select(WORDS), 0..40).prop_map(|words| words.join(" ")),
    ]
}

fn request() -> impl Strategy<Value = Request> {
    let problem = prop_oneof![
        Just("autoboss/leak".to_owned()),
        Just("autoboss/no-water".to_owned()),
        Just("autoboss/gauges".to_owned()),
        any::<String>()
    ];
    let guide =
        (problem, prop_oneof![0_u32..12, any::<u32>()]).prop_map(|(problem, step)| at(&problem, step));
    let outcome = proptest::sample::select(StepOutcome::ALL);
    prop_oneof![
        3 => (text(), proptest::option::of(guide.clone())).prop_map(|(text, guide)| Request::Answer { text, guide }),
        1 => (guide, outcome).prop_map(|(guide, outcome)| Request::NextStep { guide, outcome }),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases * 3 / 2, ..ProptestConfig::default() })]

    #[test]
    fn a_stream_is_text_and_then_one_whole_answer(
        requests in proptest::collection::vec((request(), proptest::sample::select(&Language::ALL[..])), 1..4),
    ) {
        let assistant = shared();
        for (request, language) in requests {
            let mut parts = parts(assistant, question(request, language));
            let Some(AnswerPart::Done(answer)) = parts.pop() else { panic!("no whole answer at the end") };
            let mut said = String::new();
            for part in parts {
                let AnswerPart::Text(text) = part else { panic!("two whole answers") };
                said.push_str(&text);
            }
            prop_assert_eq!(&said, &answer.text);
            prop_assert!(!answer.text.trim().is_empty());
            prop_assert!(answer.confidence.is_none_or(|confidence| (0.0..=1.0).contains(&confidence)));
            prop_assert!(!(answer.guide_exhausted && answer.step.is_some()));
            prop_assert!(answer.step.is_none_or(|step| step.number >= 1));
        }
    }
}

/// One assistant for all cases: building it is not what is tested.
fn shared() -> &'static handover_assistant::KnowledgeAssistant {
    static SHARED: std::sync::OnceLock<handover_assistant::KnowledgeAssistant> = std::sync::OnceLock::new();
    SHARED.get_or_init(assistant)
}

#[test]
fn the_text_comes_in_parts_and_can_be_dropped_between_them() {
    let request = Request::Answer { text: "the engine does not start".to_owned(), guide: None };
    let mut stream = assistant().answer(question(request, Language::En));
    let first = stream.next().now_or_never().flatten();
    assert!(
        matches!(&first, Some(AnswerPart::Text(text)) if text.starts_with("This looks like")),
        "{first:?}"
    );
    let second = stream.next().now_or_never().flatten();
    assert!(matches!(second, Some(AnswerPart::Text(_))));
    drop(stream);
}

#[test]
fn the_longest_message_is_answered_like_any_other() {
    let noise = "yesterday we saw strange things happening near pen four and nobody knew why ".repeat(220);
    let request = Request::Answer { text: format!("there is no water. {noise}"), guide: None };
    let parts = parts(shared(), question(request, Language::En));
    let Some(AnswerPart::Done(answer)) = parts.last() else { panic!("no whole answer") };
    assert_eq!(answer.diagnosis.as_ref().map(|found| found.problem.as_str()), Some("autoboss/no-water"));
}
