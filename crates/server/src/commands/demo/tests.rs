//! That the texts are understood as they are meant, by the shipped rules and the shipped knowledge.

use std::time::Duration;

use futures_util::{FutureExt, StreamExt};
use handover_assistant::{KnowledgeAssistant, Library};
use handover_demo::{Content, Kind, Sample};
use handover_domain::assistant::{Answer, AnswerPart, Assistant, Question, Request};
use handover_domain::judgement::{
    FeedbackReading, RuleSet, Signals, Verdict, asks_back, judge, read_feedback,
};
use handover_domain::{Decision, Language, OrganizationId, Reason};

use crate::rules::{self, RuleFiles};

fn rules() -> RuleSet {
    rules::load(&RuleFiles::shipped()).expect("the shipped rules")
}

fn answer(assistant: &dyn Assistant, language: Language, text: &str) -> Answer {
    let question = Question {
        request: Request::Answer { text: text.to_owned(), guide: None },
        organization: OrganizationId::DEFAULT,
        language,
        machine_model: None,
        past: Vec::new(),
        turn: 1,
        guidance: None,
        deadline: Duration::from_secs(1),
    };
    let parts = assistant.answer(question).collect::<Vec<_>>().now_or_never().expect("it answers at once");
    match parts.into_iter().last() {
        Some(AnswerPart::Done(answer)) => *answer,
        other => panic!("{other:?}"),
    }
}

/// What the rules make of a message, with the answer to it.
fn verdict(rules: &RuleSet, language: Language, (text, answer): (&str, Option<&Answer>)) -> Verdict {
    let found = answer.and_then(|answer| answer.diagnosis.as_ref());
    let signals = Signals {
        text,
        language,
        confidence: answer.and_then(|answer| answer.confidence),
        steps_tried: 0,
        step_failed: false,
        category: found.map(|found| found.category),
        requires_expert: false,
    };
    judge(rules, &signals)
}

fn of(samples: &[Sample], kind: Kind) -> impl Iterator<Item = &Sample> {
    samples.iter().filter(move |sample| sample.kind == kind)
}

fn every_language(check: impl Fn(Language, &[Sample])) {
    let content = Content::shipped().expect("the texts");
    for language in Language::ALL {
        check(language, &content.samples(language));
    }
}

#[test]
fn every_opening_leads_to_the_steps_of_its_problem() {
    let (rules, assistant) = (rules(), KnowledgeAssistant::new(Library::embedded().expect("the pack")));
    every_language(|language, samples| {
        let tails: Vec<&str> = of(samples, Kind::Tail).map(|sample| sample.text.as_str()).collect();
        for opening in of(samples, Kind::Opening) {
            for tail in std::iter::once("").chain(tails.iter().copied()) {
                let text = format!("{} {tail}", opening.text);
                let answer = answer(&assistant, language, text.trim());
                let problem = answer.step.as_ref().map(|step| step.problem.as_str()).unwrap_or_default();
                let expected = format!("autoboss/{}", opening.topic);
                let foreign = format!("{expected}-{}", language.code());
                assert!([expected, foreign].iter().any(|id| id == problem), "{text:?} leads to {problem:?}");
                let verdict = verdict(&rules, language, (text.trim(), Some(&answer)));
                // A fault that comes and goes may offer a person beside the first step; none may force one.
                assert_ne!(verdict.decision, Decision::Escalate, "{text:?}: {}", verdict.explanation);
            }
        }
    });
}

#[test]
fn the_gap_is_a_gap_and_the_questions_are_answered() {
    let (rules, assistant) = (rules(), KnowledgeAssistant::new(Library::embedded().expect("the pack")));
    every_language(|language, samples| {
        for gap in of(samples, Kind::Gap) {
            let answer = answer(&assistant, language, &gap.text);
            let verdict = verdict(&rules, language, (&gap.text, Some(&answer)));
            assert_eq!(verdict.reason, Some(Reason::LowConfidence), "{:?}: {}", gap.text, answer.text);
        }
        for question in of(samples, Kind::Question) {
            let answer = answer(&assistant, language, &question.text);
            assert!(
                answer.step.is_none() && !answer.citations.is_empty(),
                "{:?}: {}",
                question.text,
                answer.text
            );
            let verdict = verdict(&rules, language, (&question.text, Some(&answer)));
            assert_eq!(verdict.decision, Decision::Continue, "{:?}", question.text);
        }
    });
}

#[test]
fn people_and_hazards_are_heard_and_nothing_else_is() {
    let rules = rules();
    every_language(|language, samples| {
        let heard = |sample: &Sample| verdict(&rules, language, (&sample.text, None));
        for human in of(samples, Kind::Human) {
            let verdict = heard(human);
            let found = (verdict.decision, verdict.reason);
            assert_eq!(found, (Decision::Offer, Some(Reason::UserRequest)), "{:?}", human.text);
        }
        for hazard in of(samples, Kind::Hazard) {
            let verdict = heard(hazard);
            let found = (verdict.decision, verdict.reason);
            assert_eq!(found, (Decision::Escalate, Some(Reason::SafetyConcern)), "{:?}", hazard.text);
        }
        let by_the_way = [Kind::Accept, Kind::Nudge, Kind::Solved, Kind::Again, Kind::Reply, Kind::Done];
        for sample in by_the_way.into_iter().flat_map(|kind| of(samples, kind)) {
            assert_ne!(heard(sample).decision, Decision::Escalate, "{:?}", sample.text);
        }
    });
}

#[test]
fn words_about_a_step_are_read_as_they_are_meant() {
    let rules = rules();
    every_language(|language, samples| {
        for (kind, meant) in [
            (Kind::Worked, FeedbackReading::Resolved),
            (Kind::Failed, FeedbackReading::NotResolved),
            (Kind::Partly, FeedbackReading::Partially),
            (Kind::Done, FeedbackReading::Unclear),
        ] {
            for sample in of(samples, kind) {
                assert_eq!(read_feedback(&rules, language, &sample.text), meant, "{:?}", sample.text);
                let verdict = verdict(&rules, language, (&sample.text, None));
                assert_eq!(verdict.decision, Decision::Continue, "{:?}", sample.text);
                assert!(!asks_back(&rules, language, &sample.text), "{:?}", sample.text);
            }
        }
    });
}
