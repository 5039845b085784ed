//! Tests of the decision: precedence, thresholds, evidence, and properties over any signals.

use proptest::prelude::*;

use super::*;
use crate::assistant::Category;
use crate::ticket::Priority;

fn signals(text: &str) -> Signals<'_> {
    Signals::of_text(text, Language::En)
}

fn verdict(text: &str) -> Verdict {
    judge(&RuleSet::for_tests(), &signals(text))
}

#[test]
fn each_reason_has_its_decision_and_priority() {
    let table = [
        (signals("there is smoke"), Reason::SafetyConcern, Decision::Escalate, Priority::Urgent),
        (signals("I want to talk to a human"), Reason::UserRequest, Decision::Offer, Priority::Medium),
        (
            Signals { requires_expert: true, ..signals("") },
            Reason::ExpertRequired,
            Decision::Offer,
            Priority::High,
        ),
        (signals("it came back after the repair"), Reason::ComplexIssue, Decision::Offer, Priority::High),
        (
            Signals { confidence: Some(0.29), ..signals("") },
            Reason::LowConfidence,
            Decision::Offer,
            Priority::Medium,
        ),
        (Signals { steps_tried: 8, ..signals("") }, Reason::StepsExceeded, Decision::Offer, Priority::High),
    ];
    for (signals, reason, decision, priority) in table {
        let verdict = judge(&RuleSet::for_tests(), &signals);
        assert_eq!(
            (verdict.reason, verdict.decision, verdict.priority),
            (Some(reason), decision, priority),
            "{signals:?}"
        );
    }
}

#[test]
fn d3_the_limits_are_real_and_can_be_changed() {
    let rules = RuleSet::for_tests();
    let reason = |rules: &RuleSet, confidence, steps_tried| {
        judge(rules, &Signals { confidence, steps_tried, ..signals("") }).reason
    };
    assert_eq!(reason(&rules, Some(0.299_999), 0), Some(Reason::LowConfidence));
    assert_eq!(reason(&rules, Some(0.3), 0), None);
    assert_eq!(reason(&rules, None, 7), None);
    assert_eq!(reason(&rules, None, 8), Some(Reason::StepsExceeded));
    let strict = rules.with_thresholds(Some(0.8), Some(2));
    assert_eq!(reason(&strict, Some(0.79), 0), Some(Reason::LowConfidence));
    assert_eq!(reason(&strict, Some(0.8), 2), Some(Reason::StepsExceeded));
}

#[test]
fn a_kind_of_problem_alone_never_offers_a_person() {
    for &category in Category::ALL {
        let of = |text, confidence, failed: Option<u32>| {
            let signals = Signals {
                category: Some(category),
                confidence,
                step_failed: failed.is_some(),
                steps_tried: failed.unwrap_or(0),
                ..signals(text)
            };
            judge(&RuleSet::for_tests(), &signals).reason
        };
        let expert = !matches!(category, Category::Control | Category::Other);
        assert_eq!(of("", None, None), None);
        assert_eq!(of("", Some(0.9), None), None);
        assert_eq!(of("", Some(0.9), Some(2)), None, "two steps of several");
        assert_eq!(of("", Some(0.9), Some(3)), expert.then_some(Reason::ExpertRequired));
        assert_eq!(of("I am fed up", Some(0.9), Some(1)), expert.then_some(Reason::ExpertRequired));
        assert_eq!(of("I am fed up", Some(0.9), None), None);
        let unsure = if expert { Reason::ExpertRequired } else { Reason::LowConfidence };
        assert_eq!(of("", Some(0.1), None), Some(unsure));
    }
}

#[test]
fn evidence_names_rule_version_words_inputs_and_the_nearest_miss() {
    let text = "Ω “SMOKE” and my finger is trapped";
    let verdict = judge(&RuleSet::for_tests(), &Signals { confidence: Some(0.33), ..signals(text) });
    assert_eq!(verdict.evidence.rule, "en.safety_concern.smoke");
    assert_eq!(verdict.evidence.rule_version, "test");
    let stretches: Vec<_> =
        verdict.evidence.spans.iter().map(|span| (span.start, span.end, span.text.as_str())).collect();
    assert_eq!(stretches, [(3, 8, "SMOKE"), (17, 34, "finger is trapped")]);
    let input =
        |name: &str| verdict.evidence.inputs.iter().find(|input| input.name == name).map(|input| input.value);
    assert_eq!(input("confidence"), Some(0.33));
    assert_eq!(input("phrase.safety_concern"), Some(1.0));
    assert_eq!(input("phrase.user_request"), Some(0.0));
    let miss = verdict.evidence.near_miss.unwrap();
    assert_eq!((miss.rule.as_str(), miss.value, miss.threshold), ("policy.confidence", 0.33, 0.3));
    assert!((miss.distance - 0.1).abs() < 1e-9);
}

#[test]
fn words_that_were_held_back_are_the_nearest_miss() {
    let verdict = verdict("there is no smoke");
    assert_eq!((verdict.decision, verdict.reason), (Decision::Continue, None));
    assert_eq!(verdict.evidence.rule, "none");
    let miss = verdict.evidence.near_miss.unwrap();
    assert_eq!(miss.rule, "en.safety_concern.smoke unless en.negation");
}

#[test]
fn a_frustrated_user_is_offered_a_person_earlier_and_has_a_higher_priority() {
    let rules = RuleSet::for_tests();
    let of = |text, confidence, steps_tried| {
        let verdict = judge(&rules, &Signals { confidence, steps_tried, ..signals(text) });
        (verdict.reason, verdict.priority, verdict.frustrated)
    };
    assert_eq!(of("useless", None, 0), (None, Priority::High, true));
    assert_eq!(of("", Some(0.4), 5), (None, Priority::Medium, false));
    assert_eq!(of("useless", Some(0.4), 0), (Some(Reason::LowConfidence), Priority::High, true));
    assert_eq!(of("useless", None, 4), (Some(Reason::StepsExceeded), Priority::High, true));
    assert_eq!(of("useless, talk to a human", None, 0), (Some(Reason::UserRequest), Priority::High, true));
    assert_eq!(of("useless, there is smoke", None, 0), (Some(Reason::SafetyConcern), Priority::Urgent, true));
    // An operator's stricter limits hold for everybody.
    let strict = rules.with_thresholds(Some(0.8), None);
    let unsure = Signals { confidence: Some(0.7), ..signals("useless") };
    assert_eq!(judge(&strict, &unsure).reason, Some(Reason::LowConfidence));
}

#[test]
fn despair_offers_a_person_and_is_no_accident() {
    let despair = verdict("I was injured myself and want to die");
    assert!(despair.distress);
    assert_eq!((despair.decision, despair.reason), (Decision::Offer, Some(Reason::UserRequest)));
    assert_eq!(despair.evidence.rule, "en.distress.despair");
    // A hazard beside it is one all the same.
    let both = verdict("there is smoke and I want to die");
    assert_eq!((both.decision, both.distress), (Decision::Escalate, true));
    assert_eq!((both.reason, both.severity.is_some()), (Some(Reason::SafetyConcern), true));
}

/// Sentences for every topic and for none.
const SENTENCES: [&str; 8] = [
    "there is smoke",
    "no smoke",
    "talk to a human",
    "I don't want a technician",
    "it came back after the repair",
    "the gauge is green",
    "that was helpful",
    "",
];

fn any_signals() -> impl Strategy<Value = (String, Option<f64>, u32, bool, Option<Category>, bool)> {
    let category = prop::option::of(prop::sample::select(Category::ALL));
    let text =
        prop::collection::vec(prop::sample::select(&SENTENCES[..]), 0..4).prop_map(|all| all.join(". "));
    (text, prop::option::of(0.0..1.0), 0_u32..12, any::<bool>(), category, any::<bool>())
}

/// Which reasons hold, said in the plainest way.
fn holding(rules: &RuleSet, signals: &Signals<'_>) -> Vec<Reason> {
    let says = |sentence: &str| signals.text.split(". ").any(|part| part == sentence);
    let unsure = signals.confidence.is_some_and(|confidence| confidence < rules.thresholds.confidence);
    let expert_kind =
        matches!(signals.category, Some(Category::Electrical | Category::Hydraulic | Category::Mechanical));
    let three_failed = signals.step_failed && signals.steps_tried >= 3;
    let all = [
        (Reason::SafetyConcern, says("there is smoke")),
        (Reason::UserRequest, says("talk to a human")),
        (Reason::StepsExceeded, signals.steps_tried >= rules.thresholds.max_steps),
        (Reason::ExpertRequired, signals.requires_expert || expert_kind && (unsure || three_failed)),
        (Reason::ComplexIssue, says("it came back after the repair")),
        (Reason::LowConfidence, unsure),
    ];
    all.into_iter().filter(|(_, holds)| *holds).map(|(reason, _)| reason).collect()
}

proptest! {
    #[test]
    fn the_strongest_reason_that_holds_wins(
        (text, confidence, steps_tried, step_failed, category, requires_expert) in any_signals()
    ) {
        let rules = RuleSet::for_tests();
        let signals = Signals {
            text: &text, language: Language::En, confidence, steps_tried, step_failed, category, requires_expert,
        };
        let verdict = judge(&rules, &signals);
        prop_assert_eq!(verdict.reason, holding(&rules, &signals).first().copied());
        prop_assert_eq!(verdict.reason.is_none(), verdict.decision == Decision::Continue);
        prop_assert_eq!(verdict.decision == Decision::Escalate, verdict.reason == Some(Reason::SafetyConcern));
        prop_assert_eq!(&verdict, &judge(&rules, &signals));
        prop_assert!(!verdict.explanation.is_empty());
    }

    #[test]
    fn less_confidence_and_more_steps_never_take_an_offer_back(
        (text, confidence, steps_tried, step_failed, category, requires_expert) in any_signals(),
        drop in 0.0..1.0, more in 0_u32..12,
    ) {
        let rules = RuleSet::for_tests();
        let now = Signals {
            text: &text, language: Language::En, confidence, steps_tried, step_failed, category, requires_expert,
        };
        let later = Signals { confidence: confidence.map(|c| c * drop), steps_tried: steps_tried + more, ..now.clone() };
        prop_assert!(judge(&rules, &later).decision >= judge(&rules, &now).decision);
    }

    #[test]
    fn any_text_has_a_verdict_whose_spans_are_its_own_words(
        parts in prop::collection::vec(prop_oneof![
            any::<String>(),
            prop::sample::select(&["smoke ", "on fire", "talk to a human ", "not ", ", ", ". ", "\u{200B}", "İ", "’"][..])
                .prop_map(str::to_owned),
        ], 0..12),
        language in prop::sample::select(&Language::ALL[..]),
    ) {
        let text = parts.concat();
        let rules = RuleSet::for_tests();
        let verdict = judge(&rules, &Signals::of_text(&text, language));
        let letters: Vec<char> = text.chars().collect();
        let mut last = 0;
        for span in &verdict.evidence.spans {
            prop_assert!(last <= span.start && span.start < span.end && span.end <= letters.len());
            prop_assert_eq!(&letters[span.start..span.end].iter().collect::<String>(), &span.text);
            last = span.end;
        }
        prop_assert_eq!(&verdict, &judge(&rules, &Signals::of_text(&text, language)));
        let _ = super::super::read_feedback(&rules, language, &text);
    }

    #[test]
    fn a_neutral_sentence_never_hides_a_hazard(before in "[a-z ,]{0,40}", after in "[a-z ,]{0,40}") {
        let text = format!("{before}. There is smoke. {after}");
        prop_assert_eq!(verdict(&text).reason, Some(Reason::SafetyConcern));
    }
}
