//! Which messages start guided steps, and which must not.

mod foreign;
mod handling;
mod none;
mod power;
mod water;

use self::foreign::FOREIGN;
use self::handling::HANDLING;
use self::none::NO_FAULTS;
use self::power::POWER;
use self::water::WATER;
use super::{ask, assistant, question, say};
use handover_assistant::{KnowledgeAssistant, Library};
use handover_domain::Language;
use handover_domain::assistant::{Answer, Request};

/// What operators might type, by the problem they mean.
type Phrasings = &'static [(&'static str, &'static [&'static str])];

fn faults() -> impl Iterator<Item = (&'static str, &'static [&'static str])> {
    [WATER, POWER, HANDLING].into_iter().flatten().copied()
}

fn say_in(assistant: &KnowledgeAssistant, text: &str, language: Language) -> Answer {
    ask(assistant, question(Request::Answer { text: text.to_owned(), guide: None }, language))
}

/// The id of a problem's document in a language.
fn id_of(problem: &str, language: Language) -> String {
    match language {
        Language::En => format!("autoboss/{problem}"),
        other => format!("autoboss/{problem}-{}", other.code()),
    }
}

/// The phrasings that do not lead to their problem, or that stand in the pack.
fn missed(
    assistant: &KnowledgeAssistant,
    library: &Library,
    phrasings: impl Iterator<Item = (&'static str, &'static [&'static str])>,
    language: Language,
) -> Vec<String> {
    let literal = |text: &str| {
        let plain = text.to_lowercase();
        library.documents().iter().filter_map(|d| d.problem.as_ref()).any(|p| {
            p.symptoms.iter().any(|symptom| symptom.to_lowercase() == plain.trim_end_matches(['.', '!', '?']))
        })
    };
    let mut missed = Vec::new();
    for (problem, phrasings) in phrasings {
        assert!(phrasings.len() >= 4, "{problem} needs more phrasings");
        for text in phrasings {
            if literal(text) {
                missed.push(format!("\"{text}\" is a symptom of the pack"));
            }
            let answer = say_in(assistant, text, language);
            let found = answer.diagnosis.as_ref().map(|found| found.problem.clone());
            let sure = answer.confidence.is_some_and(|confidence| confidence >= 0.4);
            if found != Some(id_of(problem, language)) || !sure {
                missed.push(format!("{problem}: {text} -> {found:?} {:?}", answer.confidence));
            }
        }
    }
    missed
}

#[test]
fn every_problem_is_found_in_words_that_are_not_in_the_pack() {
    let missed = missed(&assistant(), &Library::embedded().unwrap(), faults(), Language::En);
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn the_problems_in_other_languages_are_found_in_words_that_are_not_in_the_pack() {
    let (assistant, library) = (assistant(), Library::embedded().unwrap());
    let of = |(language, all): &(Language, Phrasings)| {
        missed(&assistant, &library, all.iter().copied(), *language)
    };
    let missed: Vec<String> = FOREIGN.iter().flat_map(of).collect();
    assert!(missed.is_empty(), "{missed:#?}");
}

#[test]
fn the_phrasings_cover_every_problem() {
    let library = Library::embedded().unwrap();
    let english = faults().map(|(problem, _)| id_of(problem, Language::En));
    let foreign =
        FOREIGN.iter().flat_map(|(language, all)| all.iter().map(|(problem, _)| id_of(problem, *language)));
    let covered: Vec<String> = english.chain(foreign).collect();
    for document in library.documents().iter().filter(|document| document.problem.is_some()) {
        assert!(covered.contains(&document.id), "{}", document.id);
    }
}

#[test]
fn what_is_no_fault_in_another_language_starts_no_steps() {
    let assistant = assistant();
    let texts = foreign::NO_FAULTS
        .iter()
        .flat_map(|(language, texts)| texts.iter().map(move |text| (*language, *text)));
    let started: Vec<(Language, &str)> =
        texts.filter(|(language, text)| say_in(&assistant, text, *language).step.is_some()).collect();
    assert!(started.is_empty(), "{started:#?}");
}

#[test]
fn what_is_no_fault_starts_no_steps() {
    let assistant = assistant();
    let started: Vec<&&str> = NO_FAULTS.iter().filter(|text| say(&assistant, text).step.is_some()).collect();
    assert!(started.is_empty(), "{started:#?}");
}

#[test]
fn denial_decides_in_both_directions() {
    let assistant = assistant();
    for (fault, none) in [
        ("no water at the discs", "water at the discs"),
        ("the engine does not start", "the engine starts"),
        ("the pump is leaking", "the pump is not leaking"),
        ("the gauge is in the red", "the gauge isn't in the red"),
        ("the leak is not fixed", "the leak is fixed"),
        ("the pressure is gone", "the leak is gone"),
    ] {
        assert!(say(&assistant, fault).step.is_some(), "{fault}");
        assert!(say(&assistant, none).step.is_none(), "{none}");
    }
}

#[test]
fn a_denied_word_of_a_fault_is_not_taken_for_good_news() {
    let assistant = assistant();
    for text in [
        "the starter will not spin",
        "engine wont crank",
        "nozzles are not spraying",
        "the lamp does not blink",
        "the charging light won't go off",
        "the oil light does not go out",
        "the alarm won't stop",
        "the pressure does not drop when I stop the pump",
    ] {
        assert!(!say(&assistant, text).text.starts_with("Good to hear"), "{text}");
    }
}

#[test]
fn the_last_word_on_a_fault_counts() {
    let assistant = assistant();
    let found = |text: &str| say(&assistant, text).diagnosis.map(|found| found.problem);
    assert_eq!(found("We had no water this morning. It is fixed now."), None);
    assert_eq!(found("The leak is gone but now there is no water").as_deref(), Some("autoboss/no-water"));
    assert_eq!(
        found("No water. We cleaned the strainer and it is ok.").as_deref(),
        Some("autoboss/no-water")
    );
}

#[test]
fn slips_of_the_keyboard_do_not_matter() {
    let assistant = assistant();
    for (text, problem) in [
        ("engine overheeting", "autoboss/engine-overheats"),
        ("the umbillical is leakng", "autoboss/leak"),
        ("PRESURE IS TOO LOW!!!", "autoboss/pressure-loss"),
        ("strange vibratoin", "autoboss/noise-or-vibration"),
    ] {
        assert_eq!(
            say(&assistant, text).diagnosis.map(|found| found.problem).as_deref(),
            Some(problem),
            "{text}"
        );
    }
}
