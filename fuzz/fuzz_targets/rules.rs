//! Any rule file: it is refused with a reason or it can be used, and neither panics.

#![no_main]

use handover_domain::Language;
use handover_domain::judgement::{Signals, detect, judge};
use libfuzzer_sys::fuzz_target;

mod shipped;

/// What is judged by whatever rules come out.
const TEXTS: [&str; 5] = [
    "There is smoke coming out of the pump, no fire but call a technician now!",
    "δεν υπαρχει καπνος, thelw texniko",
    "لا يوجد دخان، أريد فني",
    "bir teknisyen lazım; duman yok",
    "",
];

fuzz_target!(|data: &[u8]| {
    let Ok(text) = std::str::from_utf8(data) else { return };
    let Some(source) = shipped::language(text) else { return };
    let language = source.language;
    if let Ok(rules) = shipped::with(vec![source]) {
        for text in TEXTS {
            for language in [language, Language::En] {
                let verdict = judge(&rules, &Signals::of_text(text, language));
                assert_eq!(verdict, judge(&rules, &Signals::of_text(text, language)));
                let _ = detect(&rules, language, text);
            }
        }
    }
});
