//! The confidence of a passage follows the evidence.

use handover_domain::Language;

use crate::retrieval::{Passage, PassageIndex};

const TEXTS: &[(&str, &str)] = &[
    ("Oil", "Change the pump oil every 500 hours. The pump takes ISO 100."),
    ("Filter", "Clean the inlet filter of the pump daily."),
    ("Battery", "Charge the battery of the remote control before each day at sea."),
    ("Nozzles", "Nozzles wear. Replace the whole set when the pressure falls."),
];

fn confidence(question: &str) -> f64 {
    let passage = |(document, (heading, text)): (usize, &(&'static str, &'static str))| Passage {
        document,
        title: "Manual",
        heading,
        text,
        weight: 1.0,
    };
    let index = PassageIndex::new(Language::En, &[], TEXTS.iter().enumerate().map(passage));
    index.best(question).map_or(0.0, |found| found.confidence)
}

#[test]
fn words_about_something_else_lower_it() {
    let mut before = confidence("change pump oil");
    assert!(before >= 0.5, "{before}");
    for more in [
        "change pump oil elephant",
        "change pump oil elephant guitar",
        "change pump oil elephant guitar opera",
    ] {
        let now = confidence(more);
        assert!(now < before, "{more}: {now} < {before}");
        before = now;
    }
    assert_eq!(confidence("elephant guitar"), 0.0);
}

#[test]
fn more_of_the_passage_raises_it() {
    let mut before = 0.0;
    for more in ["pump", "pump change", "pump change oil", "pump change oil hours"] {
        let now = confidence(more);
        assert!(now > before, "{more}: {now} > {before}");
        before = now;
    }
}

#[test]
fn a_rare_word_is_worth_more_than_a_common_one() {
    assert!(confidence("battery") > confidence("pump"));
}

#[test]
fn repeating_a_word_changes_nothing() {
    assert_eq!(confidence("oil oil oil"), confidence("oil"));
}

#[test]
fn passages_of_one_document_are_no_rivals() {
    let texts = ["The pump takes ISO 100.", "The pump is mounted on rubber.", "Boots and gloves."];
    let sure = |documents: [usize; 3]| {
        let passage = |(document, text): (usize, &'static str)| Passage {
            document,
            title: "",
            heading: "",
            text,
            weight: 1.0,
        };
        let passages = documents.into_iter().zip(texts).map(passage);
        PassageIndex::new(Language::En, &[], passages).best("pump").map_or(0.0, |found| found.confidence)
    };
    assert!(sure([0, 0, 1]) > sure([0, 1, 2]));
}
