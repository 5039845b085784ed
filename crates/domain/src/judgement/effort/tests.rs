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

/// In the language in which it costs most: how many are read depends on the words of a text, and not on its
/// length alone.
#[test]
fn four_times_the_text_is_at_most_four_times_the_work() {
    let lexicons = files::lexicons();
    let alone = |lexicon: &LexiconSource| {
        let alone = LexiconSource { language: Language::En, ..lexicon.clone() };
        let thresholds = Thresholds { confidence: 0.3, max_steps: 8 };
        RuleSet::new(lexicon.language.code(), thresholds, Policy::for_tests(), &[alone]).unwrap()
    };
    let rules: Vec<RuleSet> = lexicons.iter().map(alone).collect();
    let effort =
        |rules: &RuleSet, text: &str| spent_by(|| drop(judge(rules, &Signals::of_text(text, Language::En))));
    let texts = |kib: usize| worst::texts(&lexicons, kib << 10).into_iter();
    for (((name, sample), (_, small)), (_, large)) in texts(2).zip(texts(16)).zip(texts(64)) {
        let hardest = rules.iter().max_by_key(|rules| effort(rules, &sample)).unwrap();
        let (less, more) = (effort(hardest, &small), effort(hardest, &large));
        let language = &hardest.version;
        // A thousand more, for words that come up in the first quarter only.
        assert!(more * 10 <= less * 44 + 10_000, "{language}, {name}: {less} steps, then {more}");
        assert!(more <= large.len() * MOST, "{language}, {name}: {more} steps for {} bytes", large.len());
    }
}
