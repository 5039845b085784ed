//! The assistant over the shipped packs: what users write, and what comes back.

mod answers;
mod faults;
mod hostile;
mod languages;
mod leash;
mod own;
mod packs;
mod streams;
mod translate;

use std::sync::OnceLock;
use std::time::Duration;

use futures_util::{FutureExt, StreamExt};
use handover_assistant::{KnowledgeAssistant, Library};
use handover_domain::assistant::{Answer, AnswerPart, Assistant, GuidePosition, Question, Request};
use handover_domain::{Language, OrganizationId, StepOutcome};

fn assistant() -> KnowledgeAssistant {
    static SHARED: OnceLock<KnowledgeAssistant> = OnceLock::new();
    let shipped = || match Library::embedded() {
        Ok(library) => KnowledgeAssistant::new(library),
        Err(error) => panic!("the shipped packs are not in order: {error}"),
    };
    SHARED.get_or_init(shipped).clone()
}

fn question(request: Request, language: Language) -> Question {
    Question {
        request,
        organization: OrganizationId::DEFAULT,
        language,
        machine_model: None,
        past: Vec::new(),
        turn: 1,
        guidance: None,
        deadline: Duration::from_secs(25),
    }
}

/// All parts at once: the assistant never waits for anything.
fn parts(assistant: &KnowledgeAssistant, question: Question) -> Vec<AnswerPart> {
    let all = assistant.answer(question).collect::<Vec<_>>().now_or_never();
    all.unwrap_or_else(|| panic!("it has nothing to wait for"))
}

fn ask(assistant: &KnowledgeAssistant, question: Question) -> Answer {
    match parts(assistant, question).pop() {
        Some(AnswerPart::Done(answer)) => *answer,
        other => panic!("the last part is the whole answer, not {other:?}"),
    }
}

fn say(assistant: &KnowledgeAssistant, text: &str) -> Answer {
    ask(assistant, question(Request::Answer { text: text.to_owned(), guide: None }, Language::En))
}

fn say_at(assistant: &KnowledgeAssistant, text: &str, guide: &GuidePosition) -> Answer {
    ask(
        assistant,
        question(Request::Answer { text: text.to_owned(), guide: Some(guide.clone()) }, Language::En),
    )
}

fn next(assistant: &KnowledgeAssistant, problem: &str, step: u32, outcome: StepOutcome) -> Answer {
    ask(assistant, question(Request::NextStep { guide: at(problem, step), outcome }, Language::En))
}

fn at(problem: &str, step: u32) -> GuidePosition {
    GuidePosition { problem: problem.to_owned(), step }
}
