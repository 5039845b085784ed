//! What is typed in many ways finds what is written in one, in each language.

use handover_domain::Language;
use proptest::prelude::*;

use super::scan::{Piece, pieces};
use super::{Passage, PassageIndex};

fn index(language: Language, texts: &[&str]) -> PassageIndex {
    let passage = |(document, text): (usize, &&'static str)| Passage {
        document,
        title: "",
        heading: "",
        text,
        weight: 1.0,
    };
    let texts: Vec<&'static str> = texts.iter().map(|text| &*Box::leak(Box::from(*text))).collect();
    PassageIndex::new(language, &[], texts.iter().enumerate().map(passage))
}

fn first(index: &PassageIndex, question: &str) -> Option<usize> {
    index.search(question, 1).first().map(|hit| hit.passage)
}

/// By language: a passage, and ways to ask for it. Each is searched among other passages of the language.
const SAME: &[(Language, &str, &[&str])] = &[
    (Language::En, "Check the café's pumps for leaks", &["leaking pump", "LEAK", "cafe", "le\u{ad}ak"]),
    (Language::El, "Οι μετρητές της υψηλής πίεσης", &["ΜΕΤΡΗΤΗΣ", "μετρητή", "μετρητης", "ΠΊΕΣΗ", "πιεσεισ"]),
    (
        Language::Ar,
        "يجب استبدال مرشحات الزيت بعد ٥٠٠ ساعة",
        &["مُرشِّحات", "المرشحات", "مـرشـحـات", "500", "والزيت"],
    ),
    (
        Language::Es,
        "La presión de las válvulas hidráulicas",
        &["presion", "PRESIÓN", "valvula", "hidraulico"],
    ),
    (
        Language::Tr,
        "Işıkların kırılması ve İğne vanaları",
        &["ışık", "ISIK", "IŞIK", "isik", "kirilma", "iğne", "igne"],
    ),
    (
        Language::No,
        "Strømmåleren på høytrykkspumpen",
        &["strømmåler", "STRØMMÅLER", "strommaler", "høytrykkspumpene"],
    ),
];

#[test]
fn spelling_accents_case_and_endings_do_not_hide_a_passage() {
    for (language, text, questions) in SAME {
        let texts = ["xylophone 7", text, "zzz 9"];
        let index = index(*language, &texts);
        for question in *questions {
            assert_eq!(first(&index, question), Some(1), "{language:?}: {question}");
        }
        assert_eq!(first(&index, "qwrtp"), None, "{language:?}");
    }
}

fn read(text: &str) -> Vec<String> {
    let mut found = Vec::new();
    pieces(text, |piece| {
        found.push(match piece {
            Piece::Word(word) => word.to_owned(),
            Piece::Code(code) => format!("={code}"),
        });
    });
    found
}

#[test]
fn codes_are_kept_whole_beside_their_parts() {
    for (text, expected) in [
        ("Error E-042.", "Error =E042 E 042"),
        ("HP-140/2, part 12-AB", "=HP1402 HP 140 2 part =12AB 12 AB"),
        ("set rotation_distance!", "set =rotationdistance rotation distance"),
        ("high-pressure pump", "high pressure pump"),
        ("at 160bar, not 1.5 bar", "at 160bar 160 bar not 1.5 bar"),
        ("the 5th of pump.cfg", "the 5th of pump cfg"),
        ("P0171", "P0171"),
        ("it's and/or -- e.g. 50%", "it's and or e g 50"),
        ("λόγος·και", "λόγος και"),
    ] {
        assert_eq!(read(text).join(" "), expected, "{text}");
    }
}

#[test]
fn the_right_code_is_found_among_its_neighbours() {
    let texts: Vec<String> =
        (30..60).map(|n| format!("Fault E-0{n}: call the service for part AB-{n}/7")).collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let index = index(Language::En, &texts);
    for question in ["E-042", "what does e042 mean", "fault E-042?", "part AB-42/7", "ab427"] {
        assert_eq!(first(&index, question), Some(12), "{question}");
    }
}

#[test]
fn numbers_are_read_as_their_language_writes_them() {
    let english = index(Language::En, &["about 1,500 hours", "about 1.5 hours"]);
    assert_eq!((first(&english, "1500"), first(&english, "1,5")), (Some(0), Some(1)));
    let norwegian = index(Language::No, &["omtrent 1.500 timer", "omtrent 1,5 timer"]);
    assert_eq!((first(&norwegian, "1500"), first(&norwegian, "1.5")), (Some(0), Some(1)));
}

#[test]
fn what_is_said_twice_is_kept_once_unless_a_number_or_a_denial_differs() {
    let text = "Stop the pump and wait until the gauge shows 0 bar before you open the strainer on the suction side, then clean it with fresh water";
    let texts: Vec<String> = [
        ("", ""),
        ("wait until", "wait till"),
        ("0 bar", "5 bar"),
        ("you open", "you do not open"),
        ("the strainer on the suction side", "a nozzle of any disc with the long key"),
    ]
    .iter()
    .map(|(from, to)| if from.is_empty() { text.to_owned() } else { text.replace(from, to) })
    .collect();
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    let mut found: Vec<usize> =
        index(Language::En, &texts).search("pump gauge bar", 9).iter().map(|hit| hit.passage).collect();
    found.sort_unstable();
    assert_eq!(found, [0, 2, 3, 4]);
}

#[test]
fn neighbours_in_the_question_are_neighbours_in_the_passage() {
    let texts =
        ["oil of the pump; change the filter first", "pump first; change the oil filter of the engine"];
    let index = index(Language::En, &texts);
    assert_eq!(first(&index, "pump oil filter"), Some(1));
    assert_eq!(first(&index, "change filter"), Some(0));
}

proptest! {
    #[test]
    fn any_text_is_indexed_and_found_by_its_own_words(
        texts in proptest::collection::vec("\\PC{0,80}", 1..6), question in any::<String>(), language in 0..6_usize,
    ) {
        let language = Language::ALL[language];
        let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
        let index = index(language, &texts);
        let hits = index.search(&question, 10);
        prop_assert!(hits.iter().all(|hit| hit.passage < texts.len() && hit.score > 0.0));
        prop_assert!(hits.windows(2).all(|two| two[0].score >= two[1].score));
        prop_assert_eq!(&hits, &index.search(&question, 10));
        for text in &texts {
            let best = index.search(text, texts.len());
            let confidence = index.best(text).map(|found| found.confidence);
            prop_assert_eq!(best.is_empty(), confidence.is_none());
            prop_assert!(confidence.is_none_or(|confidence| (0.0..=1.0).contains(&confidence)));
        }
    }
}
