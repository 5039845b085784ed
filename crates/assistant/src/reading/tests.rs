//! Which clauses claim a fault, and how.

use handover_domain::Language;

use super::{AMISS, read};
use crate::words::tokens;

/// The claims as text: `-` before those that deny.
fn claims(text: &str) -> Vec<String> {
    let reading = read(&tokens(text, usize::MAX), Language::En);
    let shown = |denies: bool, words: &[String]| {
        format!("{}{}", if denies { "-" } else { "" }, words.join(" ").replace(AMISS, "amiss"))
    };
    reading.claims.iter().map(|claim| shown(claim.denies, &claim.words)).collect()
}

#[test]
fn statements_claim_with_their_denial() {
    for (text, expected) in [
        ("The pump is leaking", vec!["the pump is leaking"]),
        ("no water", vec!["-water"]),
        ("It won’t start", vec!["-it start"]),
        ("pump runs but nothing comes out", vec!["pump runs", "-comes out"]),
        ("the pump stopped pumping", vec!["-the pump pumping"]),
        ("engine fails to start", vec!["-engine to start"]),
        ("the pressure is not normal", vec!["the pressure is amiss"]),
        ("it does not reach working pressure", vec!["-it does reach working pressure"]),
        ("the remote doesn't work at sea", vec!["the remote amiss at sea"]),
        ("cannot find the leak", vec!["find the leak"]),
        ("No, the pump leaks", vec!["the pump leaks"]),
        ("no the pump leaks", vec!["the pump leaks"]),
        ("the pressure is gone", vec!["-the pressure is"]),
        ("is leaking badly", vec!["is leaking badly"]),
        ("does not start", vec!["-does start"]),
    ] {
        let found: Vec<String> =
            claims(text).into_iter().filter(|claim| claim != "no" && claim != "-").collect();
        assert_eq!(found, expected, "{text}");
    }
}

#[test]
fn questions_good_news_and_other_times_claim_nothing() {
    for text in [
        "what is the normal pressure",
        "how do I start and stop the engine",
        "Hi, can you tell me where I check the oil?",
        "Is the gauge supposed to be red?",
        "can I run it if the gauge is in the red",
        "everything works fine now",
        "the leak has been fixed",
        "last week we had a leak",
        "we checked for leaks",
        "It leaked. All good now!",
    ] {
        assert_eq!(claims(text), Vec::<String>::new(), "{text}");
    }
}

#[test]
fn questions_about_a_fault_claim_it() {
    for (text, expected) in [
        ("why does the engine not start?", vec!["-does the engine start"]),
        ("what should I do if there is no water?", vec!["-there is water"]),
        ("when I turn the key nothing happens", vec!["-i turn the key happens"]),
        ("Can you help me, the pump leaks", vec!["the pump leaks"]),
        ("how do I stop the leak", vec!["the leak"]),
    ] {
        assert_eq!(claims(text), expected, "{text}");
    }
}
