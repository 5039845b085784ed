//! The effort of a judgement grows no faster than its text, whatever the text is.

use super::*;
use crate::judgement::{LexiconSource, Policy, RuleSet, Signals, Thresholds, judge};
use crate::language::Language;

/// So many steps for a byte are the most that any text may cost in one language.
const MOST: usize = 40;

#[path = "../../../benches/files/mod.rs"]
mod files;
#[path = "../../../benches/worst/mod.rs"]
mod worst;

mod api {
    pub(super) use crate::judgement::{
        GuardSource, LexiconSource, Place, RuleSource, Severity, Topic, WordList,
    };
    pub(super) use crate::language::Language;
}

/// Each language by itself: how many are read depends on the words of a text, and not on its length alone.
#[test]
fn four_times_the_text_is_at_most_four_times_the_work() {
    let lexicons = files::lexicons();
    let (small, large) = (worst::texts(&lexicons, 16 << 10), worst::texts(&lexicons, 64 << 10));
    for lexicon in &lexicons {
        let alone = LexiconSource { language: Language::En, ..lexicon.clone() };
        let thresholds = Thresholds { confidence: 0.3, max_steps: 8 };
        let rules = RuleSet::new("alone", thresholds, Policy::for_tests(), &[alone]).unwrap();
        let effort = |text: &str| spent_by(|| drop(judge(&rules, &Signals::of_text(text, Language::En))));
        for ((name, small), (_, large)) in small.iter().zip(&large) {
            let (less, more) = (effort(small), effort(large));
            let language = lexicon.language.code();
            // A thousand, because a word that is said in the first quarter only may cost more than the rest.
            assert!(more * 10 <= less * 44 + 10_000, "{language}, {name}: {less} steps, then {more}");
            assert!(more <= large.len() * MOST, "{language}, {name}: {more} steps for {} bytes", large.len());
        }
    }
}
