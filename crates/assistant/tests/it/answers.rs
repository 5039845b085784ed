//! What the answers hold: steps in order, passages with their source, honest ignorance, languages.

use super::{ask, assistant, at, next, question, say, say_at};
use handover_assistant::Library;
use handover_domain::assistant::Request;
use handover_domain::{Language, StepOutcome};

#[test]
fn a_fault_begins_its_steps_with_a_diagnosis() {
    let answer = say(&assistant(), "there is no water coming out of the nozzles");
    let (diagnosis, step) = (answer.diagnosis.unwrap(), answer.step.unwrap());
    assert_eq!((step.problem.as_str(), step.number), ("autoboss/no-water", 1));
    assert!(answer.text.starts_with("This looks like: No water comes out of the discs."), "{}", answer.text);
    assert!(answer.text.contains(&step.instruction));
    assert!(answer.text.contains("Sample, not the manufacturer's"));
    assert!(step.minutes > 0 && !step.expected_outcomes.is_empty());
    assert!(diagnosis.safety_warnings.iter().all(|warning| step.safety_warnings.contains(warning)));
    assert!(!diagnosis.likely_causes.is_empty());
    assert_eq!(Some(diagnosis.confidence), answer.confidence);
    assert_eq!(answer.model, "troubleshooting-engine");
    assert_eq!(answer.citations[0].document, "autoboss/no-water");
    assert!(!answer.asks_for_human && !answer.guide_exhausted && answer.failure.is_none());
}

#[test]
fn the_steps_follow_each_other_and_end() {
    let assistant = assistant();
    let library = Library::embedded().unwrap();
    for document in library.documents() {
        let Some(problem) = &document.problem else { continue };
        let mut confidence = 1.0;
        for (number, step) in (1_u32..).zip(&problem.steps).skip(1) {
            let answer = next(&assistant, &document.id, number - 1, StepOutcome::NotResolved);
            let plan = answer.step.unwrap();
            assert_eq!((plan.number, plan.minutes), (number, step.minutes));
            assert!(plan.instruction.ends_with(&step.text) && answer.text.contains(&plan.instruction));
            assert!(answer.confidence.unwrap() < confidence, "each failed step is evidence against");
            confidence = answer.confidence.unwrap();
            assert!(!answer.guide_exhausted);
        }
        let last = u32::try_from(problem.steps.len()).unwrap();
        let end = next(&assistant, &document.id, last, StepOutcome::NotResolved);
        assert!(end.guide_exhausted && end.step.is_none() && end.asks_for_human);
        assert!(end.text.contains(&document.title), "{}", end.text);
    }
}

#[test]
fn a_step_that_helped_a_little_costs_less_confidence_than_one_that_did_not() {
    let assistant = assistant();
    let after = |outcome| next(&assistant, "autoboss/no-water", 2, outcome).confidence.unwrap();
    assert!(after(StepOutcome::Partially) > after(StepOutcome::NotResolved));
    let before = next(&assistant, "autoboss/no-water", 1, StepOutcome::NotResolved).confidence.unwrap();
    assert!(after(StepOutcome::Partially) < before);
}

#[test]
fn steps_that_are_no_longer_known_have_ended() {
    let answer = next(&assistant(), "autoboss/gone", 2, StepOutcome::Partially);
    assert!(answer.guide_exhausted && answer.step.is_none() && !answer.text.is_empty());
}

#[test]
fn what_only_an_expert_may_mend_asks_for_one() {
    let answer = say(&assistant(), "the earth fault breaker keeps tripping");
    assert!(answer.diagnosis.unwrap().requires_expert && answer.asks_for_human);
}

#[test]
fn another_fault_starts_other_steps_and_the_same_one_repeats_the_step() {
    let assistant = assistant();
    let guide = at("autoboss/no-water", 3);
    let other = say_at(&assistant, "now the engine is overheating", &guide);
    assert_eq!(
        other.step.map(|step| (step.problem, step.number)),
        Some(("autoboss/engine-overheats".to_owned(), 1))
    );
    let same = say_at(&assistant, "there is still no water", &guide);
    assert_eq!(same.step.map(|step| (step.problem, step.number)), Some(("autoboss/no-water".to_owned(), 3)));
}

#[test]
fn a_question_in_the_middle_is_answered_and_the_step_repeated() {
    let assistant = assistant();
    let guide = at("autoboss/no-water", 2);
    let answer = say_at(&assistant, "which feed pressure is normal?", &guide);
    assert_eq!(answer.citations[0].document, "autoboss/gauges");
    assert!(answer.confidence.unwrap() >= 0.5);
    let step = answer.step.unwrap();
    assert_eq!(step.number, 2);
    assert!(answer.text.contains("1.5 to 4 bar") && answer.text.contains(&step.instruction));
    assert_eq!(answer.text.matches("Sample, not the manufacturer's").count(), 1);
    let unknown = say_at(&assistant, "what is the capital of France?", &guide);
    assert!(unknown.confidence.unwrap() < 0.3 && unknown.step.is_some());
    for remark in
        ["ok", "doing it now", "", "thanks", "I cleaned it", "what next?", "is it dangerous?", "no change"]
    {
        let answer = say_at(&assistant, remark, &guide);
        assert_eq!((answer.confidence, answer.step.map(|step| step.number)), (None, Some(2)), "{remark:?}");
    }
}

#[test]
fn questions_get_the_right_passage_with_its_source() {
    let assistant = assistant();
    for (text, document) in [
        ("what is the normal pressure?", "gauges"),
        ("What pressure should the HP gauge show?", "gauges"),
        ("which feed pressure is normal", "gauges"),
        ("how often do I change the pump oil", "maintenance"),
        ("which spare parts should we carry", "maintenance"),
        ("how do I start the machine?", "start-and-stop"),
        ("How do I reset the emergency stop?", "start-and-stop"),
        ("how do I store it for the winter", "winter-storage"),
        ("what is the minimum bend radius of the umbilical", "umbilical-and-hoses"),
        ("how do I pair the remote", "remote-control"),
        ("how long does the remote battery last", "remote-control"),
        ("how do I clean the nozzles", "discs-and-nozzles"),
        ("how do I bleed the fuel system", "power-pack"),
        ("where do I find the serial number", "machine-overview"),
        ("what information do you need when I call support", "calling-support"),
        ("somebody got hit by the high pressure jet, what now?", "safety"),
    ] {
        let answer = say(&assistant, text);
        let cited = answer.citations.first().map(|citation| citation.document.clone());
        assert_eq!(cited.as_deref(), Some(format!("autoboss/{document}").as_str()), "{text}");
        assert!(answer.confidence.unwrap() >= 0.5, "{text}: {:?}", answer.confidence);
        assert_eq!(answer.model, "knowledge-base");
        assert!(answer.text.contains("Source: ") && answer.text.contains("Sample, not"), "{}", answer.text);
        assert!(answer.step.is_none() && answer.diagnosis.is_none());
    }
}

#[test]
fn what_it_does_not_know_it_says() {
    let assistant = assistant();
    for text in [
        "what is the capital of France",
        "who won the football match yesterday",
        "can you write a poem about salmon",
        "what is the weather like in Bergen tomorrow",
        "I was hired last week",
        "please send me the invoice for October",
        "how do I reset my password",
        "book a flight to Oslo",
        "I want to talk to a human",
        "how do I bake bread",
        "delete my account",
        "my printer is out of paper",
        "the price of salmon feed",
    ] {
        let answer = say(&assistant, text);
        assert!(answer.confidence.is_some_and(|confidence| confidence < 0.3), "{text}: {answer:?}");
        assert!(answer.citations.is_empty() && answer.text.contains("I do not know"), "{text}");
    }
}

#[test]
fn manners_and_vague_complaints_claim_nothing() {
    let assistant = assistant();
    for (text, part) in [
        ("", "What is wrong?"),
        (" ?! 👍", "What is wrong?"),
        ("Hello!", "Hello!"),
        ("thanks a lot", "You are welcome"),
        ("ok", "All right"),
        ("it works again now", "Good to hear"),
        ("no leak any more", "Good to hear"),
        ("my machine is broken, please help", "Tell me a little more"),
        ("it does not work", "Tell me a little more"),
    ] {
        let answer = say(&assistant, text);
        assert_eq!(answer.confidence, None, "{text}");
        assert!(answer.text.starts_with(part), "{text}: {}", answer.text);
    }
}

#[test]
fn fixed_sentences_come_in_every_language() {
    let assistant = assistant();
    let in_language = |text: &str, language| {
        ask(&assistant, question(Request::Answer { text: text.to_owned(), guide: None }, language)).text
    };
    for text in ["", "hello", "thanks", "xyzzy plugh"] {
        let all: std::collections::BTreeSet<String> =
            Language::ALL.into_iter().map(|language| in_language(text, language)).collect();
        assert_eq!(all.len(), Language::ALL.len(), "{text:?}: {all:?}");
    }
    assert!(in_language("ευχαριστώ πολύ", Language::El).starts_with("Παρακαλώ"));
    assert!(in_language("¡Buenos días!", Language::Es).starts_with("¡Hola!"));
    // The pack is English: its words are quoted as they are, and the answer says so.
    let step = in_language("no water at the discs", Language::No);
    assert!(step.starts_with("Dette ser ut som: No water") && step.contains("bare på engelsk"), "{step}");
    let passage = in_language("which feed pressure is normal", Language::Tr);
    assert!(passage.contains("1.5 to 4 bar") && passage.contains("Kaynak: "), "{passage}");
}

#[test]
fn the_same_question_has_the_same_answer() {
    let (one, other) = (assistant(), assistant());
    for text in ["there is a knocking noise and no water", "normal pressure", "oil", "what about the discs"] {
        assert_eq!(say(&one, text), say(&other, text));
    }
}
