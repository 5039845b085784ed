//! Tests of cues and of the guards that hold them back.

use super::*;
use crate::judgement::source::{Place, WordList};

fn words(items: &[&str]) -> Vec<String> {
    items.iter().map(|item| (*item).to_owned()).collect()
}

fn rule(id: &str, patterns: &[&str]) -> RuleSource {
    RuleSource {
        id: id.to_owned(),
        topic: Topic::SafetyConcern,
        severity: None,
        explanation: "Smoke.".to_owned(),
        despite: Vec::new(),
        patterns: words(patterns),
    }
}

fn guard(id: &str, place: Place, reach: u32, patterns: &[&str]) -> GuardSource {
    GuardSource {
        id: id.to_owned(),
        holds_back: words(&["safety_concern"]),
        place,
        reach,
        turns_into: None,
        patterns: words(patterns),
    }
}

fn lexicon(rules: Vec<RuleSource>, guards: Vec<GuardSource>) -> LexiconSource {
    LexiconSource { contrast: words(&["but"]), rules, guards, ..LexiconSource::default() }
}

fn held_back_by(source: &LexiconSource, text: &str) -> Option<String> {
    let compiled = Alone::compile(source).unwrap();
    let cues = compiled.cues(&Words::of(text));
    assert_eq!(cues.len(), 1, "{text}: {cues:?}");
    cues[0].held_back_by.map(str::to_owned)
}

#[test]
fn guards_hold_back_where_they_stand() {
    let guards = vec![
        guard("no", Place::Before, 2, &["no", "not (on)?"]),
        guard("gone", Place::After, 1, &["gone", "fire drill over"]),
        guard("detector", Place::Over, 0, &["smoke detector"]),
        guard("training", Place::Sentence, 0, &["training"]),
    ];
    let source = lexicon(vec![rule("smoke", &["smoke", "on fire"])], guards);
    let table = [
        ("there is smoke", None),
        ("no smoke", Some("en.no")),
        ("no sign of smoke", Some("en.no")),
        ("no a b c smoke", None),
        ("No, smoke", None),
        ("no. smoke", None),
        ("no but smoke", None),
        ("it is not on fire", Some("en.no")),
        ("smoke no", None),
        ("the smoke is gone", Some("en.gone")),
        ("the smoke, gone", None),
        // The cue's own words are not what stands behind it.
        ("it is on fire drill over", None),
        ("it is on fire, fire drill over", None),
        ("it is on fire fire drill over", Some("en.gone")),
        ("the smoke is not quite gone", None),
        ("the smoke detector", Some("en.detector")),
        ("in our training we saw a lot of smoke", Some("en.training")),
        ("We had training. There is smoke", None),
    ];
    for (text, holder) in table {
        assert_eq!(held_back_by(&source, text).as_deref(), holder, "{text}");
    }
}

#[test]
fn a_rule_may_stand_despite_a_guard_and_a_guard_may_aim_at_one_rule() {
    let mut stubborn = rule("stubborn", &["fire"]);
    stubborn.despite = words(&["no"]);
    let mut aimed = guard("aimed", Place::Before, 2, &["old"]);
    aimed.holds_back = words(&["safety_concern.stubborn"]);
    let source = lexicon(
        vec![stubborn, rule("meek", &["smoke"])],
        vec![guard("no", Place::Before, 2, &["no"]), aimed],
    );
    assert_eq!(held_back_by(&source, "no fire"), None);
    assert_eq!(held_back_by(&source, "no smoke").as_deref(), Some("en.no"));
    assert_eq!(held_back_by(&source, "old fire").as_deref(), Some("en.aimed"));
    assert_eq!(held_back_by(&source, "old smoke"), None);
}

#[test]
fn a_guard_may_turn_a_cue_into_another_one() {
    let mut fixed = rule("fixed", &["fixed"]);
    fixed.topic = Topic::Resolved;
    let mut not = guard("not", Place::Before, 1, &["not"]);
    not.holds_back = words(&["resolved"]);
    not.turns_into = Some(Topic::NotResolved);
    let compiled = Alone::compile(&lexicon(vec![fixed], vec![not])).unwrap();
    let topics = |text| {
        compiled
            .cues(&Words::of(text))
            .into_iter()
            .map(|cue| (cue.topic, cue.held_back_by.map(str::to_owned)))
            .collect::<Vec<_>>()
    };
    assert_eq!(topics("fixed"), [(Topic::Resolved, None)]);
    assert_eq!(topics("not fixed"), [(Topic::NotResolved, None)]);
}

#[test]
fn what_is_wrong_is_named_by_part() {
    let fine = || lexicon(vec![rule("smoke", &["smoke"])], vec![guard("no", Place::Before, 2, &["no"])]);
    let part = |change: &dyn Fn(&mut LexiconSource)| {
        let mut source = fine();
        change(&mut source);
        Alone::compile(&source).unwrap_err().part
    };
    assert!(Alone::compile(&fine()).is_ok());
    assert_eq!(
        part(&|source| source.lists.push(WordList { name: "x".to_owned(), items: words(&["a", "("]) })),
        LexiconPart::ListItem { list: 0, item: 1 }
    );
    assert_eq!(part(&|source| source.contrast.push("&".to_owned())), LexiconPart::Contrast { item: 1 });
    assert_eq!(
        part(&|source| source.rules[0].patterns.push("a (".to_owned())),
        LexiconPart::RulePattern { rule: 0, pattern: 1 }
    );
    assert_eq!(
        part(&|source| source.rules[0].despite.push("nobody".to_owned())),
        LexiconPart::RuleDespite { rule: 0, entry: 0 }
    );
    assert_eq!(part(&|source| source.rules.push(rule("smoke", &["a"]))), LexiconPart::RuleId { rule: 1 });
    assert_eq!(
        part(&|source| source.guards[0].patterns.push("..2 a".to_owned())),
        LexiconPart::GuardPattern { guard: 0, pattern: 1 }
    );
    assert_eq!(
        part(&|source| source.guards[0].holds_back.push("safety_concern.nothing".to_owned())),
        LexiconPart::GuardTarget { guard: 0, entry: 1 }
    );
    let severe = |source: &mut LexiconSource| {
        source.rules[0].topic = Topic::Resolved;
        source.rules[0].severity = Some(Severity::Serious);
    };
    assert_eq!(part(&severe), LexiconPart::RuleSeverity { rule: 0 });
    assert_eq!(part(&|source| source.guards[0].reach = 13), LexiconPart::GuardReach { guard: 0 });
    assert_eq!(part(&|source| source.guards[0].id.clear()), LexiconPart::GuardId { guard: 0 });
}
