//! An assistant that does what a test tells it to, over the real port of the domain.

use std::collections::VecDeque;
use std::sync::{Arc, Mutex};

use futures_util::{StreamExt, stream};
use handover_domain::assistant::{
    Answer, AnswerPart, AnswerStream, Assistant, NotTranslated, Question, ToTranslate, Translated,
    Translating,
};
use handover_domain::testing::an_answer;
use tokio::sync::Semaphore;

/// What the assistant does with the next question.
pub(crate) enum Behaviour {
    /// It answers.
    Say(Answer),
    /// It answers once the gate has a permit, which it takes.
    WaitFor(Arc<Semaphore>, Answer),
    /// It says the first word, then the rest once the gate has a permit.
    Begin(Arc<Semaphore>, Answer),
    /// It panics.
    Panic,
    /// It ends its stream without an answer.
    BreakOff,
}

/// The assistant. Without instructions it says something sure and plain.
#[derive(Default)]
pub(crate) struct Talker {
    next: Mutex<VecDeque<Behaviour>>,
    asked: Mutex<Vec<Question>>,
    trouble: Mutex<Option<String>>,
    translations: Mutex<Option<Vec<ToTranslate>>>,
}

impl Talker {
    /// Tells it what to do with the next question that has no instruction yet.
    pub(crate) fn next(&self, behaviour: Behaviour) {
        self.next.lock().unwrap().push_back(behaviour);
    }

    /// From now on it says that this does not work.
    pub(crate) fn is_in_trouble(&self, trouble: &str) {
        *self.trouble.lock().unwrap() = Some(trouble.to_owned());
    }

    /// From now on it translates, badly.
    pub(crate) fn translates(&self) {
        self.translations.lock().unwrap().get_or_insert_default();
    }

    /// What it was asked to translate.
    pub(crate) fn translated(&self) -> Vec<ToTranslate> {
        self.translations.lock().unwrap().clone().unwrap_or_default()
    }

    /// The questions it was asked.
    pub(crate) fn asked(&self) -> Vec<Question> {
        self.asked.lock().unwrap().clone()
    }
}

fn done(answer: Answer) -> AnswerPart {
    AnswerPart::Done(Box::new(answer))
}

impl Assistant for Talker {
    fn answer(&self, question: Question) -> AnswerStream {
        self.asked.lock().unwrap().push(question);
        match self.next.lock().unwrap().pop_front() {
            None => Box::pin(stream::iter([done(an_answer("Clean the filter.", 0.9))])),
            Some(Behaviour::Say(answer)) => Box::pin(stream::iter([done(answer)])),
            Some(Behaviour::WaitFor(gate, answer)) => Box::pin(stream::once(async move {
                gate.acquire().await.unwrap().forget();
                done(answer)
            })),
            Some(Behaviour::Begin(gate, answer)) => {
                let first = answer.text.split_inclusive(' ').next().unwrap_or_default().to_owned();
                let rest = stream::once(async move {
                    gate.acquire().await.unwrap().forget();
                    done(answer)
                });
                Box::pin(stream::iter([AnswerPart::Text(first)]).chain(rest))
            }
            Some(Behaviour::Panic) => Box::pin(stream::once(async { panic!("a test told it to") })),
            Some(Behaviour::BreakOff) => Box::pin(stream::iter([AnswerPart::Text("Well, ".to_owned())])),
        }
    }

    fn name(&self) -> &str {
        "talker"
    }

    fn translate(&self, wish: ToTranslate) -> Option<Translating> {
        self.translations.lock().unwrap().as_mut()?.push(wish.clone());
        Some(Box::pin(async move {
            if wish.text.contains("???") {
                return Err(NotTranslated("The language model gave no translation: nobody knows".to_owned()));
            }
            let text = format!("{} <i>({})</i>", wish.text, wish.language.code());
            Ok(Translated { text, model: "babel-1".to_owned() })
        }))
    }

    fn trouble(&self) -> Option<String> {
        self.trouble.lock().unwrap().clone()
    }
}
