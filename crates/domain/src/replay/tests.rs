//! Tests of the comparison: what a draft changes is exactly what it changes.

use proptest::prelude::*;

use super::*;
use crate::chat::{OpenTurn, Opened, close_turn, open_turn};
use crate::escalation::{Escalate, Reason, escalate};
use crate::id::OrganizationId;
use crate::judgement::{LexiconSource, Policy, Thresholds, Topic};
use crate::store::StoreExt;
use crate::testing::{MemoryStore, World, an_answer};

const LIMITS: Thresholds = Thresholds { confidence: 0.3, max_steps: 8 };

fn with(limits: Thresholds, change: impl FnOnce(&mut LexiconSource)) -> RuleSet {
    let mut source = LexiconSource::for_tests();
    change(&mut source);
    RuleSet::new("draft", limits, Policy::for_tests(), &[source]).unwrap()
}

fn without(topic: Topic) -> RuleSet {
    with(LIMITS, |source| source.rules.retain(|rule| rule.topic != topic))
}

/// Holds a conversation with the rules of the tests; each message is answered with the confidence beside it.
fn held(store: &MemoryStore, world: &World, messages: &[(String, f64)]) -> Option<SessionId> {
    let mut session = None;
    for (text, confidence) in messages {
        let mut command = OpenTurn::saying(text);
        command.session = session;
        let opened = store.write(|tx| open_turn(tx, &world.scene(), command)).unwrap();
        session = Some(match opened {
            Opened::Closed(closed) => closed.session,
            Opened::Ask(pending) => {
                let answer = an_answer("Perhaps.", *confidence);
                store.write(|tx| close_turn(tx, &world.scene(), &pending, answer)).unwrap();
                pending.session
            }
        });
    }
    session
}

fn all_judged(store: &MemoryStore, world: &World) -> Vec<JudgedSession> {
    let window = Window { since: world.now, until: None };
    let (mut all, mut after) = (Vec::new(), None);
    loop {
        let page = store.read(|view| judged_sessions(view, &world.scene(), window, (after, 2))).unwrap();
        let Some(last) = page.last() else { return all };
        after = Some(last.id);
        all.extend(page);
    }
}

fn compared(now: &RuleSet, then: &RuleSet, sessions: &[JudgedSession]) -> Difference {
    let mut comparison = Comparison::new(now, then, 2);
    sessions.iter().for_each(|session| comparison.add(session));
    comparison.difference()
}

/// The rows in words: "fewer offer en.safety_concern.smoke 1".
fn rows(difference: &Difference) -> Vec<String> {
    let rows = difference.rows.iter();
    rows.map(|(row, (count, _))| format!("{} {} {} {count}", row.change, row.of, row.rule)).collect()
}

fn said(texts: &[&str]) -> Vec<(String, f64)> {
    texts.iter().map(|text| ((*text).to_owned(), 0.9)).collect()
}

#[test]
fn each_kind_of_change_is_told_with_its_rule_and_message() {
    let (store, world) = (MemoryStore::new(), World::new());
    held(&store, &world, &said(&["hello", "there is smoke", "anybody there"]));
    held(&store, &world, &said(&["talk to a human", "this is useless"]));
    let sessions = all_judged(&store, &world);
    let now = RuleSet::for_tests();
    let fewer = compared(&now, &without(Topic::SafetyConcern), &sessions);
    let both = ["fewer offer en.safety_concern.smoke 1", "fewer escalate en.safety_concern.smoke 1"];
    assert_eq!(rows(&fewer), both);
    let (_, samples) = fewer.rows.values().next().unwrap();
    assert_eq!(
        (samples[0].now, samples[0].then, samples[0].text.as_str()),
        (Some(2), None, "there is smoke")
    );
    assert_eq!((fewer.sessions, fewer.changed_sessions, fewer.turns, fewer.changed_turns), (2, 1, 4, 1));
    let more = compared(&without(Topic::SafetyConcern), &now, &sessions);
    assert_eq!(rows(&more)[0], "more offer en.safety_concern.smoke 1");
    let later = with(LIMITS, |source| {
        let asks = source.rules.iter_mut().find(|rule| rule.id == "talk_to").unwrap();
        asks.patterns = vec!["useless".to_owned()];
    });
    assert_eq!(rows(&compared(&now, &later, &sessions)), ["later offer en.user_request.talk_to 1"]);
    assert_eq!(rows(&compared(&later, &now, &sessions)), ["earlier offer en.user_request.talk_to 1"]);
}

#[test]
fn measured_limits_are_replayed_with_what_was_measured() {
    let (store, world) = (MemoryStore::new(), World::new());
    held(&store, &world, &[("what is this".to_owned(), 0.4)]);
    let sessions = all_judged(&store, &world);
    let strict = with(Thresholds { confidence: 0.5, ..LIMITS }, |_| ());
    let difference = compared(&RuleSet::for_tests(), &strict, &sessions);
    assert_eq!(rows(&difference), ["more offer policy.confidence 1"]);
}

#[test]
fn what_no_rule_decided_is_not_replayed_and_others_see_nothing() {
    let (store, mut world) = (MemoryStore::new(), World::new());
    let id = held(&store, &world, &said(&["hello"])).unwrap();
    let wish =
        Escalate { session: id, user_id: None, reason: Reason::UserRequest, priority: None, notes: None };
    store.write(|tx| escalate(tx, &world.scene(), wish)).unwrap();
    let later = OpenTurn::saying("anything new?").in_session(id);
    store.write(|tx| open_turn(tx, &world.scene(), later)).unwrap();
    let numbers = |sessions: &[JudgedSession]| -> Vec<i64> {
        sessions.iter().flat_map(|session| session.turns.iter().map(|turn| turn.number)).collect()
    };
    assert_eq!(
        numbers(&all_judged(&store, &world)),
        [1],
        "a wish and what is kept for a person are no judgements"
    );
    world.actor = crate::Actor::operator(OrganizationId(uuid::Uuid::from_u128(7)));
    assert!(all_judged(&store, &world).is_empty());
    let visitor = crate::Actor::visitor(OrganizationId::DEFAULT, uuid::Uuid::from_u128(9));
    let scene = Scene { actor: &visitor, ..world.scene() };
    let window = Window { since: world.now, until: None };
    let read = store.read(|view| judged_sessions(view, &scene, window, (None, 9)));
    assert!(matches!(read, Err(ReplayError::Refused(_))));
}

const SENTENCES: [&str; 8] = [
    "there is smoke",
    "no smoke",
    "talk to a human",
    "I don't want a technician",
    "it came back after the repair",
    "this is useless",
    "I want to die",
    "the gauge is green",
];

fn conversations() -> impl Strategy<Value = Vec<Vec<(String, f64)>>> {
    let message = (prop::collection::vec(prop::sample::select(&SENTENCES[..]), 1..3), 0.0..1.0);
    let message = message.prop_map(|(sentences, confidence)| (sentences.join(". "), confidence));
    prop::collection::vec(prop::collection::vec(message, 1..5), 1..5)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 4 + 1, ..ProptestConfig::default() })]

    #[test]
    fn the_same_rules_make_no_difference(conversations in conversations()) {
        let (store, world) = (MemoryStore::new(), World::new());
        conversations.iter().for_each(|messages| { held(&store, &world, messages); });
        let sessions = all_judged(&store, &world);
        prop_assert_eq!(sessions.len(), conversations.len());
        let difference = compared(&RuleSet::for_tests(), &with(LIMITS, |_| ()), &sessions);
        let judged: usize = sessions.iter().map(|session| session.turns.len()).sum();
        let nothing = Difference {
            sessions: difference.sessions, turns: u64::try_from(judged).unwrap(), ..Difference::default()
        };
        prop_assert_eq!(difference, nothing);
    }

    #[test]
    fn a_judged_turn_is_judged_again_as_it_was(conversations in conversations()) {
        let (store, world) = (MemoryStore::new(), World::new());
        conversations.iter().for_each(|messages| { held(&store, &world, messages); });
        for turn in all_judged(&store, &world).iter().flat_map(|session| &session.turns) {
            let again = judge(&RuleSet::for_tests(), &turn.signals());
            prop_assert_eq!((again.decision, &again.evidence), (turn.trigger.decision, &turn.trigger.evidence));
        }
    }

    #[test]
    fn a_draft_without_a_rule_loses_that_rules_verdicts_and_no_others(
        conversations in conversations(),
        lost in prop::sample::select(&["smoke", "talk_to", "came_back"][..]),
    ) {
        let (store, world) = (MemoryStore::new(), World::new());
        conversations.iter().for_each(|messages| { held(&store, &world, messages); });
        let sessions = all_judged(&store, &world);
        let now = RuleSet::for_tests();
        let then = with(LIMITS, |source| source.rules.retain(|rule| rule.id != lost));
        let verdicts_of = |rules: &RuleSet, lost: bool, name: &str| {
            let all = sessions.iter().flat_map(|session| &session.turns);
            let all = all.map(|turn| judge(rules, &turn.signals()).evidence.rule);
            u64::try_from(all.filter(|rule| rule.ends_with(name) == lost).count()).unwrap()
        };
        let difference = compared(&now, &then, &sessions);
        prop_assert_eq!(difference.changed_turns, verdicts_of(&now, true, &format!(".{lost}")));
        prop_assert_eq!(verdicts_of(&then, true, &format!(".{lost}")), 0);
        for (rule, verdicts) in difference.rules() {
            let is_lost = rule.ends_with(&format!(".{lost}"));
            prop_assert_eq!((is_lost, verdicts.now > 0), (is_lost, is_lost), "{} has {:?}", rule, verdicts);
        }
        let brought = |change| difference.rows.keys().any(|row| row.change == change);
        prop_assert!(!brought(Change::More) && !brought(Change::Earlier), "{:?}", difference.rows);
    }
}
