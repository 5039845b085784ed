//! Tests of what a rule set accepts.

use super::*;

fn build(
    thresholds: Thresholds,
    policy: Policy,
    lexicons: &[LexiconSource],
) -> Result<RuleSet, RuleSetError> {
    RuleSet::new("v", thresholds, policy, lexicons)
}

const LIMITS: Thresholds = Thresholds { confidence: 0.3, max_steps: 8 };

#[test]
fn a_rule_set_that_makes_no_sense_is_refused() {
    let english = [LexiconSource::for_tests()];
    assert!(build(LIMITS, Policy::for_tests(), &english).is_ok());
    for confidence in [-0.1, 1.1, f64::NAN] {
        let error = build(Thresholds { confidence, ..LIMITS }, Policy::for_tests(), &english).unwrap_err();
        assert_eq!(error, RuleSetError::Confidence);
    }
    let error = build(Thresholds { max_steps: 0, ..LIMITS }, Policy::for_tests(), &english).unwrap_err();
    assert_eq!(error, RuleSetError::Steps);
    assert_eq!(build(LIMITS, Policy::for_tests(), &[]).unwrap_err(), RuleSetError::NoEnglish);
    let twice = [LexiconSource::for_tests(), LexiconSource::for_tests()];
    let error = build(LIMITS, Policy::for_tests(), &twice).unwrap_err();
    assert_eq!(error, RuleSetError::RepeatedLanguage(Language::En));
}

#[test]
fn every_reason_has_one_policy_that_leads_to_something() {
    let english = [LexiconSource::for_tests()];
    let broken = |change: &dyn Fn(&mut Vec<ReasonPolicy>)| {
        let mut policy = Policy::for_tests();
        change(&mut policy.reasons);
        build(LIMITS, policy, &english).unwrap_err()
    };
    let missing = broken(&|reasons| reasons.retain(|policy| policy.reason != Reason::ComplexIssue));
    assert_eq!(missing, RuleSetError::MissingReason(Reason::ComplexIssue));
    let repeated = broken(&|reasons| reasons.extend(reasons.first().copied()));
    assert_eq!(repeated, RuleSetError::RepeatedReason(Reason::SafetyConcern));
    let idle = broken(&|reasons| reasons[1].action = Decision::Continue);
    assert_eq!(idle, RuleSetError::IdleReason(Reason::UserRequest));
}

#[test]
fn the_limits_of_frustrated_users_are_limits_and_never_wider() {
    let english = [LexiconSource::for_tests()];
    let built = |confidence, max_steps| {
        let policy = Policy { frustrated: Some(Thresholds { confidence, max_steps }), ..Policy::for_tests() };
        build(LIMITS, policy, &english).map(|_| ())
    };
    assert_eq!(built(0.3, 8), Ok(()));
    for (confidence, max_steps) in [(1.1, 4), (0.5, 0)] {
        assert_eq!(built(confidence, max_steps), Err(RuleSetError::Frustrated));
    }
    let wide =
        Policy { frustrated: Some(Thresholds { confidence: 0.1, max_steps: 20 }), ..Policy::for_tests() };
    assert_eq!(build(LIMITS, wide, &english).map(|rules| rules.limits(true)), Ok(LIMITS));
}

#[test]
fn other_limits_make_a_copy_and_leave_the_rules_alone() {
    let rules = RuleSet::for_tests();
    let other = rules.with_thresholds(Some(0.9), None);
    assert_eq!(other.thresholds, Thresholds { confidence: 0.9, max_steps: 8 });
    assert_eq!(rules.thresholds, LIMITS);
    assert_eq!(other.with_thresholds(Some(0.3), None), rules);
}

#[test]
fn a_language_without_rules_is_read_by_the_english_ones() {
    let rules = RuleSet::for_tests();
    assert_eq!(rules.cues(Language::Tr, "smoke").len(), 1);
    assert_eq!(rules.languages().collect::<Vec<_>>(), [Language::En]);
}
