//! Any text in any language: no panic, one verdict, spans that are its own words, and nothing that a neutral sentence
//! behind it takes back.

#![no_main]

use std::sync::OnceLock;

use handover_domain::judgement::{Signals, asks_back, detect, judge, read_feedback};
use handover_domain::{Language, Reason};
use libfuzzer_sys::fuzz_target;

mod shipped;

fn rules() -> &'static handover_domain::judgement::RuleSet {
    static RULES: OnceLock<handover_domain::judgement::RuleSet> = OnceLock::new();
    RULES.get_or_init(|| shipped::rules().expect("the shipped rules"))
}

fuzz_target!(|data: &[u8]| {
    // The first byte chooses the language; what is no text is read as text with replacement characters.
    let Some((first, rest)) = data.split_first() else { return };
    let language = Language::ALL[usize::from(*first) % Language::ALL.len()];
    let text = String::from_utf8_lossy(rest);
    let signals = Signals::of_text(&text, language);
    let verdict = judge(rules(), &signals);
    assert_eq!(verdict, judge(rules(), &signals));
    let letters: Vec<char> = text.chars().collect();
    let mut last = 0;
    for span in &verdict.evidence.spans {
        assert!(last <= span.start && span.start < span.end && span.end <= letters.len(), "{span:?}");
        assert_eq!(letters[span.start..span.end].iter().collect::<String>(), span.text);
        last = span.end;
    }
    for cue in detect(rules(), language, &text) {
        assert!(cue.span.end <= letters.len() && cue.span.start < cue.span.end, "{cue:?}");
    }
    let _ = (read_feedback(rules(), language, &text), asks_back(rules(), language, &text));
    if verdict.reason == Some(Reason::SafetyConcern) {
        let more = format!("{text}\n\n42.");
        let after = judge(rules(), &Signals::of_text(&more, language));
        assert_eq!(after.reason, Some(Reason::SafetyConcern), "a neutral sentence took the hazard away");
    }
});
