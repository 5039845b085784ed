//! The promises of a store about facts, and every measure counted again the slow and obvious way.

#![expect(clippy::expect_used, reason = "a broken promise must stop the test that checks it")]

mod gaps;

use std::collections::{BTreeMap, BTreeSet};
use std::ops::ControlFlow;

use chrono::{NaiveDate, TimeDelta};

use super::world::World;
use crate::actor::Actor;
use crate::chat::{OpenTurn, Opened, open_turn};
use crate::escalation::{Escalate, Reason, escalate};
use crate::expertise_desk::{
    ChangeExpertise, NewExpertKnowledge, NewFeedback, add_expertise, changed_expertise, give_feedback,
    keep_expertise, list_expertise, remove_expertise, search_expertise,
};
use crate::house::Scene;
use crate::id::{OrganizationId, SessionId};
use crate::insight::{
    Asked, Bucket, HeatMeasure, History, Mark, NotedQuestion, Outcome, Part, RuleOutcome, Selected,
    SessionFacts, TicketOutcome, WaitGrouping, WaitMeasure, amiss_days, behind, compare_facts, flow,
    forget_facts, fresh_facts, gaps, heatmap, keep_facts, overview, rule_rows, select, step_rows, trend,
    waiting,
};
use crate::rating::{RatedHelp, Stars};
use crate::replay::Window;
use crate::session::SessionStatus;
use crate::step::StepOutcome;
use crate::store::{Store, StoreError, StoreExt, StoreResult, View};
use crate::ticket::TicketStatus;
use crate::trigger::{Decision, Trigger, TriggerType};

/// Follows up to `limit` notes. Returns whether none is left.
pub fn catch_up(store: &dyn Store, scene: &Scene<'_>, limit: i64) -> bool {
    let fresh = store.read(|view| fresh_facts(view, scene, limit)).expect("facts are derived");
    store.write(|tx| keep_facts(tx, scene, &fresh)).expect("facts are kept");
    fresh.all_at.is_some()
}

/// Forgets all facts, so that they have to be derived anew.
pub fn rebuild(store: &dyn Store, scene: &Scene<'_>) {
    store.write(|tx| forget_facts(tx, scene)).expect("facts are forgotten");
}

/// The days that everything happens on.
fn everything(store: &dyn Store, scene: &Scene<'_>) -> Selected {
    let day = scene.now.date_naive();
    let asked = Asked {
        from: Some(day - TimeDelta::days(60)),
        to: Some(day + TimeDelta::days(1)),
        ..Asked::default()
    };
    store.read(|view| select(view, scene, asked)).expect("a selection")
}

/// All facts that are kept, newest session first.
fn kept(store: &dyn Store, scene: &Scene<'_>) -> Vec<SessionFacts> {
    let (scope, window) = (scene.actor.scope(), Window { since: chrono::DateTime::UNIX_EPOCH, until: None });
    let mut found = told(store, |view| {
        let ids = view.sessions_opened(scope, window, (None, 10_000))?;
        view.insight_facts_of(scope, &ids)
    });
    found.sort_by_key(|facts| std::cmp::Reverse((facts.opened_at, facts.session)));
    found
}

fn told<T>(store: &dyn Store, ask: impl FnOnce(&mut dyn View) -> StoreResult<T>) -> T {
    store.read(ask).expect("an answer")
}

fn say(store: &dyn Store, world: &World, session: Option<SessionId>, text: &str) -> SessionId {
    let command = OpenTurn { session, ..OpenTurn::saying(text) };
    match store.write(|tx| open_turn(tx, &world.scene(), command)).expect("a turn opens") {
        Opened::Ask(pending) => pending.session,
        Opened::Closed(closed) => closed.session,
    }
}

pub(super) fn a_change_is_followed_up_however_late(store: &dyn Store) {
    let mut world = World::new();
    let session = say(store, &world, None, "The gauge is in the red");
    assert!(catch_up(store, &world.scene(), 100), "there is but one session");
    let before = everything(store, &world.scene());
    assert_eq!((kept(store, &world.scene()).len(), before.as_of), (1, Some(world.now)));
    // Its clock stands before the one of the facts.
    world.wait(TimeDelta::hours(-3));
    let wish = Escalate { session, user_id: None, reason: Reason::ComplexIssue, priority: None, notes: None };
    store.write(|tx| escalate(tx, &world.scene(), wish)).expect("an escalation");
    world.wait(TimeDelta::hours(4));
    let stale = everything(store, &world.scene());
    assert_eq!(stale.as_of, before.as_of, "a change is waiting");
    assert!(kept(store, &world.scene()).iter().all(|facts| facts.tickets.is_empty()));
    assert!(catch_up(store, &world.scene(), 100));
    let after = everything(store, &world.scene());
    let facts = kept(store, &world.scene());
    assert_eq!(facts.first().and_then(SessionFacts::reason), Some(Reason::ComplexIssue));
    assert_eq!(after.as_of, Some(world.now));
    let slow = store.read(|view| fresh_facts(view, &world.scene(), 100)).expect("derived");
    let seen = world.now;
    world.wait(TimeDelta::minutes(5));
    store.write(|tx| keep_facts(tx, &world.scene(), &slow)).expect("kept");
    let state = told(store, |view| view.insight_state(world.scene().actor.scope())).expect("a state");
    assert_eq!(state.as_of, Some(seen), "what came after the picture is not in it");
    let slow = store.read(|view| fresh_facts(view, &world.scene(), 100)).expect("derived");
    rebuild(store, &world.scene());
    store.write(|tx| keep_facts(tx, &world.scene(), &slow)).expect("kept");
    assert_eq!(everything(store, &world.scene()).as_of, None, "hardly anything is kept yet");
    assert!(catch_up(store, &world.scene(), 100));
    assert_eq!(everything(store, &world.scene()).as_of, Some(world.now));
    let notes = store.read(|view| view.changed_sessions(world.actor.scope(), 9)).expect("notes");
    assert!(notes.is_empty(), "{notes:?}");
}

pub(super) fn older_facts_do_not_replace_newer_ones(store: &dyn Store) {
    let world = World::new();
    let session = say(store, &world, None, "Hello");
    let slow = store.read(|view| fresh_facts(view, &world.scene(), 10)).expect("facts");
    say(store, &world, Some(session), "It is loud");
    assert!(catch_up(store, &world.scene(), 10));
    let newer = kept(store, &world.scene());
    store.write(|tx| keep_facts(tx, &world.scene(), &slow)).expect("kept");
    assert_eq!(kept(store, &world.scene()), newer);
    let revision = store.read(|view| view.insight_state(world.actor.scope())).expect("a state");
    assert_eq!(revision.map(|state| state.revision), Some(2));
}

pub(super) fn facts_of_others_do_not_exist(store: &dyn Store) {
    let world = World::new();
    let session = say(store, &world, None, "There is smoke coming out");
    assert!(catch_up(store, &world.scene(), 10));
    let stranger = Actor::operator(OrganizationId(uuid::Uuid::from_u128(77)));
    let scene = Scene { actor: &stranger, ..world.scene() };
    let scope = stranger.scope();
    assert_eq!(told(store, |view| overview(view, &everything(store, &scene))).sessions, 0);
    let window = Window { since: chrono::DateTime::UNIX_EPOCH, until: None };
    store
        .read(|view| {
            assert_eq!(view.insight_state(scope)?, None);
            view.each_insight_fact(scope, (window, Part::ALL), &mut |facts| panic!("{facts:?}"))?;
            let mut questions = Vec::<NotedQuestion>::new();
            view.each_question(scope, window, &mut questions)?;
            assert_eq!(questions, []);
            assert!(view.unpacked_insight_days(scope, world.now + TimeDelta::days(9), 9)?.is_empty());
            assert!(view.insight_facts_of(scope, &[session])?.is_empty());
            assert!(view.changed_sessions(scope, 9)?.is_empty());
            assert!(view.histories(scope, &[session])?.is_empty());
            assert!(view.machine_models(scope)?.is_empty());
            Ok::<_, StoreError>(())
        })
        .expect("a read");
    assert_eq!(kept(store, &world.scene()).len(), 1);
}

pub(super) fn facts_can_be_made_anew(store: &dyn Store) {
    let mut world = World::new();
    let first = say(store, &world, None, "The gauge is in the red");
    world.wait(TimeDelta::seconds(5));
    say(store, &world, None, "I want to talk to a person");
    while !catch_up(store, &world.scene(), 1) {}
    let before = kept(store, &world.scene());
    rebuild(store, &world.scene());
    assert!(kept(store, &world.scene()).is_empty());
    let compared = store.read(|view| compare_facts(view, &world.scene(), (None, 1))).expect("a page");
    assert_eq!((compared.sessions, compared.mismatches.len()), (1, 1), "nothing is kept of it");
    assert!(catch_up(store, &world.scene(), 10));
    assert_eq!(kept(store, &world.scene()), before);
    let compared = store.read(|view| compare_facts(view, &world.scene(), (None, 9))).expect("a page");
    assert_eq!((compared.sessions, compared.mismatches, compared.last), (2, Vec::new(), None));
    say(store, &world, Some(first), "Hello?");
    let late = store.read(|view| compare_facts(view, &world.scene(), (None, 9))).expect("a page");
    assert_eq!(late.mismatches.first().map(|mismatch| mismatch.session), Some(first));
}

pub(super) fn what_experts_know_is_kept(store: &dyn Store) {
    let mut world = World::new();
    let new = |text: &str| NewExpertKnowledge {
        problem_description: text.to_owned(),
        solution: "Bleed it \u{1f6df}".to_owned(),
        machine_version: Some("V4".to_owned()),
        tags: vec!["pump".to_owned(), "χειμώνας".to_owned()],
        metadata: Some(crate::JsonText::from_checked("{\"b\":1,\"a\":\"\"}".to_owned())),
        language: None,
        origin_ticket: None,
    };
    let add =
        |world: &World, text| store.write(|tx| add_expertise(tx, &world.scene(), new(text))).expect("added");
    let first = add(&world, "Χαμηλή πίεση");
    assert_eq!(first.language, crate::Language::El);
    world.wait(TimeDelta::seconds(1));
    let second = add(&world, "Low pressure");
    let page = |verified, after, limit| {
        let all = store.read(|view| list_expertise(view, &world.scene(), (verified, after, limit)));
        all.expect("a page")
    };
    assert_eq!(page(None, None, 1), vec![second.clone()]);
    assert_eq!(page(None, Some((second.created_at, second.id)), 9), vec![first.clone()]);
    let change = ChangeExpertise { verified: Some(true), ..ChangeExpertise::default() };
    let changed =
        store.read(|view| changed_expertise(view, &world.scene(), (first.id, change))).expect("told");
    store.write(|tx| keep_expertise(tx, &world.scene(), (&changed, None))).expect("kept");
    let stale = store.write(|tx| tx.put_expert_knowledge(world.actor.scope(), &changed));
    assert!(matches!(stale, Err(StoreError::Stale | StoreError::Ignored)), "{stale:?}");
    assert_eq!(
        (page(Some(true), None, 9), page(Some(false), None, 9)),
        (vec![changed.clone()], vec![second.clone()])
    );
    let look = |scene: &Scene<'_>, words: &str| {
        let words = [words.to_owned()];
        store.read(|view| search_expertise(view, scene, (&words, Some("V4"), 5))).expect("a search")
    };
    assert_eq!(look(&world.scene(), "ΧΑΜΗΛΗ"), [changed]);
    let stranger = Actor::operator(OrganizationId(uuid::Uuid::from_u128(77)));
    let scene = Scene { actor: &stranger, ..world.scene() };
    assert!(look(&scene, "χαμηλη").is_empty());
    let foreign = store.write(|tx| tx.delete_expert_knowledge(stranger.scope(), first.id)).expect("nothing");
    assert!(!foreign);
    store.write(|tx| remove_expertise(tx, &world.scene(), second.id)).expect("removed");
    assert_eq!(page(Some(false), None, 9), []);
    let session = say(store, &world, None, "Hello");
    let said = NewFeedback {
        session,
        message: None,
        kind: crate::FeedbackType::Safety,
        rating: Stars::try_from(2).expect("stars"),
        text: Some("Not with wet hands".to_owned()),
        suggested_improvement: None,
    };
    let given = store.write(|tx| give_feedback(tx, &world.scene(), said)).expect("given");
    let found = store.read(|view| view.expert_feedback(world.actor.scope(), session)).expect("a read");
    assert_eq!(found, [given]);
    let found = store.read(|view| view.expert_feedback(stranger.scope(), session)).expect("a read");
    assert_eq!(found, []);
}

/// Counts every measure again from the rows, without facts, and compares. Nothing may be left to derive.
pub fn recount(store: &dyn Store, scene: &Scene<'_>) {
    let scope = scene.actor.scope();
    let window = Window { since: chrono::DateTime::UNIX_EPOCH, until: None };
    let histories: Vec<History> = store
        .read(|view| {
            let ids = view.sessions_opened(scope, window, (None, 10_000))?;
            view.histories(scope, &ids)
        })
        .expect("histories are read");
    let recounted = Recounted { store, selected: everything(store, scene), facts: kept(store, scene) };
    assert_eq!(recounted.facts.len(), histories.len());
    recounted.every_part_is_seen(scene);
    let amiss = store.read(|view| amiss_days(view, scene)).expect("packed days are compared");
    assert!(amiss.is_empty(), "{amiss:?}");
    recount_overview(&recounted, &histories);
    recount_trend(&recounted, &histories);
    recount_waits(&recounted, &histories);
    recount_rules(&recounted, &histories);
    recount_steps(&recounted, &histories);
    gaps::recount_gaps(&recounted, &histories);
    recount_flow(&recounted, &histories);
    marks_lead_to_what_was_counted(&recounted);
}

/// What is compared.
struct Recounted<'s> {
    store: &'s dyn Store,
    selected: Selected,
    facts: Vec<SessionFacts>,
}

impl Recounted<'_> {
    fn told<T>(&self, ask: impl FnOnce(&mut dyn View, &Selected) -> StoreResult<T>) -> T {
        told(self.store, |view| ask(view, &self.selected))
    }

    fn behind(&self, mark: &Mark) -> u64 {
        let found = self.told(|view, selected| behind(view, selected, (mark, None, usize::MAX)));
        u64::try_from(found.len()).unwrap_or(u64::MAX)
    }

    /// Whatever parts a measure looks at, it sees those of all sessions, and nothing else.
    fn every_part_is_seen(&self, scene: &Scene<'_>) {
        let (window, parts) = (self.selected.selection.window(), Part::ALL);
        for parts in parts.iter().map(std::slice::from_ref).chain([parts, &[]]) {
            let mut seen = Vec::new();
            told(self.store, |view| {
                view.each_insight_fact(scene.actor.scope(), (window, parts), &mut |facts| {
                    seen.push(facts.clone());
                    ControlFlow::Continue(())
                })
            });
            let mut right = self.facts.clone();
            right.iter_mut().for_each(|facts| facts.narrow(parts));
            assert_eq!(seen, right, "{parts:?}");
        }
        let (mut seen, mut right) = (Vec::<NotedQuestion>::new(), Vec::<NotedQuestion>::new());
        told(self.store, |view| view.each_question(scene.actor.scope(), window, &mut seen));
        self.facts.iter().for_each(|facts| facts.show_questions(&mut right));
        assert_eq!(seen, right);
    }
}

fn many<T>(items: &[T], holds: impl Fn(&T) -> bool) -> u64 {
    items.iter().fold(0, |count, item| if holds(item) { count + 1 } else { count })
}

fn is_cancelled(ticket: &crate::insight::TicketRecord) -> bool {
    let notes = ticket.resolution_notes.clone().unwrap_or_default();
    !ticket.status.is_open()
        && ticket.first_answer_at.is_none()
        && notes.starts_with(crate::escalation::SOLVED)
}

fn is_deflected(history: &History) -> bool {
    history.tickets.is_empty() && history.session.status == SessionStatus::Completed
}

fn recount_overview(recounted: &Recounted<'_>, histories: &[History]) {
    let told = recounted.told(overview);
    assert_eq!(told.sessions, many(histories, |_| true));
    assert_eq!(told.resolved_by_assistant, many(histories, is_deflected));
    assert_eq!(told.escalated, many(histories, |history| !history.tickets.is_empty()));
    for reason in Reason::ALL {
        let first = |history: &History| history.tickets.first().map(|ticket| ticket.reason) == Some(*reason);
        assert_eq!(told.by_reason.get(reason).copied().unwrap_or(0), many(histories, first), "{reason}");
    }
    let tickets: Vec<_> = histories.iter().flat_map(|history| history.tickets.clone()).collect();
    let closed = |status: TicketStatus| matches!(status, TicketStatus::Resolved | TicketStatus::Closed);
    assert_eq!(told.tickets.opened, many(&tickets, |_| true));
    assert_eq!(
        told.tickets.resolved,
        many(&tickets, |t| closed(t.status) && !is_cancelled(t) && !t.is_merged)
    );
    assert_eq!(told.tickets.cancelled_by_user, many(&tickets, is_cancelled));
    let taken_up =
        |t: &crate::insight::TicketRecord| t.moves.iter().any(|(from, to)| closed(*from) && !closed(*to));
    assert_eq!(told.tickets.reopened, many(&tickets, taken_up));
    for about in RatedHelp::ALL {
        let given: Vec<Stars> = histories
            .iter()
            .flat_map(|h| &h.ratings)
            .filter(|(of, _)| of == about)
            .map(|(_, stars)| *stars)
            .collect();
        let counts = told.ratings.get(about).copied().unwrap_or_default();
        assert_eq!(counts.count(), many(&given, |_| true));
        for (count, number) in counts.0.iter().zip(1..) {
            assert_eq!(*count, many(&given, |stars| u8::from(*stars) == number));
            let stars = Stars::try_from(number).expect("stars");
            assert_eq!(recounted.behind(&Mark::with_rating(*about, stars)), *count);
        }
    }
    let answered = many(&tickets, |t| t.first_answer_at.is_some());
    assert_eq!(u64::try_from(told.first_answer.count()).ok(), Some(answered));
}

fn recount_trend(recounted: &Recounted<'_>, histories: &[History]) {
    let day = |history: &History| {
        history.session.created_at.with_timezone(&recounted.selected.selection.zone).date_naive()
    };
    for bucket in Bucket::ALL {
        let points = recounted.told(|view, selected| trend(view, selected, *bucket));
        let mut slow: BTreeMap<NaiveDate, (u64, u64, u64)> = BTreeMap::new();
        for history in histories {
            let of = slow.entry(bucket.first_day(day(history))).or_default();
            *of = (
                of.0 + 1,
                of.1 + u64::from(!history.tickets.is_empty()),
                of.2 + u64::from(is_deflected(history)),
            );
        }
        for point in &points {
            let counted = slow.remove(&point.date).unwrap_or_default();
            assert_eq!((point.sessions, point.escalated, point.deflected), counted, "{}", point.date);
        }
        assert!(slow.is_empty(), "{slow:?} is in no bucket");
    }
}

fn recount_waits(recounted: &Recounted<'_>, histories: &[History]) {
    let closed = |ticket: &crate::insight::TicketRecord| !ticket.status.is_open();
    for measure in WaitMeasure::ALL {
        let waited = |ticket: &crate::insight::TicketRecord| match measure {
            WaitMeasure::FirstAnswer => ticket.first_answer_at,
            WaitMeasure::Resolution => {
                ticket.resolved_at.filter(|_| closed(ticket) && !is_cancelled(ticket) && !ticket.is_merged)
            }
        };
        let mut slow: BTreeMap<String, Vec<i64>> = BTreeMap::new();
        for history in histories {
            for ticket in &history.tickets {
                let Some(at) = waited(ticket) else { continue };
                let waits = slow.entry(history.session.language.code().to_owned()).or_default();
                waits.push((at - ticket.created_at).num_seconds());
            }
        }
        let told =
            recounted.told(|view, selected| waiting(view, selected, (*measure, WaitGrouping::Language)));
        assert_eq!(told.len(), slow.len());
        for group in told {
            let waits = slow.get_mut(&group.group).expect("the group");
            waits.sort_unstable();
            assert_eq!(group.quantiles.values(), waits.as_slice());
            let middle = waits.get((waits.len() - 1) / 2).zip(waits.get(waits.len() / 2));
            let middle = middle.map(|(low, high)| low + (high - low + 1) / 2);
            assert_eq!(group.quantiles.percent(50), middle);
            let binned: u64 = group.histogram.iter().map(|bin| bin.count).sum();
            assert_eq!(usize::try_from(binned).ok(), Some(waits.len()));
        }
    }
}

/// What a trigger is, in words of its own.
fn fires(trigger: &Trigger) -> bool {
    trigger.requested_by.is_none() && trigger.decision != Decision::Continue
}

fn recount_rules(recounted: &Recounted<'_>, histories: &[History]) {
    let rows = recounted.told(|view, selected| rule_rows(view, selected, false));
    let rules: BTreeSet<String> = histories
        .iter()
        .flat_map(|h| h.triggers.iter().filter(|t| fires(t)).map(|t| t.evidence.rule.clone()))
        .collect();
    assert_eq!(rows.iter().map(|row| row.rule.clone()).collect::<BTreeSet<_>>(), rules);
    let facts = |id| recounted.facts.iter().find(|facts: &&SessionFacts| facts.session == id).expect("facts");
    for row in rows {
        let mut slow = [0_u64; 6];
        for history in histories {
            let without =
                matches!(facts(history.session.id).outcome, Outcome::SolvedByAssistant | Outcome::Cancelled);
            let answered = history.tickets.iter().any(|ticket| ticket.first_answer_at.is_some());
            assert!(!(without && answered), "an expert has answered");
            for (index, trigger) in history.triggers.iter().enumerate() {
                if !fires(trigger)
                    || trigger.evidence.rule != row.rule
                    || trigger.asks_for() != Some(row.reason)
                {
                    continue;
                }
                let later = history.triggers.get(index + 1..).unwrap_or_default();
                let next = later.iter().find(|t| t.decision != Decision::Continue);
                let taken = next.is_some_and(|t| t.requested_by.is_some());
                let again = later.iter().any(|t| {
                    fires(t)
                        && t.trigger_type == TriggerType::UserRequest
                        && (1..=3).contains(&(t.turn - trigger.turn))
                });
                let offered = trigger.decision == Decision::Offer;
                let counts =
                    [true, offered, offered && taken, offered && !taken, offered && !taken && again, without];
                for (count, holds) in slow.iter_mut().zip(counts) {
                    *count += u64::from(holds);
                }
            }
        }
        let told = [row.fired, row.offered, row.accepted, row.ignored, row.too_late, row.needless];
        assert_eq!(told, slow, "{}", row.rule);
        assert_eq!((row.forced, row.trend.iter().sum::<u64>()), (row.fired - row.offered, row.fired));
    }
}

fn recount_steps(recounted: &Recounted<'_>, histories: &[History]) {
    let mut slow: BTreeMap<(String, u32), [u64; 4]> = BTreeMap::new();
    for step in histories.iter().flat_map(|history| &history.steps) {
        let counts = slow.entry((step.problem.clone(), step.number)).or_default();
        let worked = u64::from(step.outcome == Some(StepOutcome::Resolved));
        let failed = u64::from(step.outcome == Some(StepOutcome::NotResolved));
        let tried = u64::from(step.outcome.is_some());
        for (count, more) in counts.iter_mut().zip([1, tried, worked, failed]) {
            *count += more;
        }
    }
    for problem in recounted.told(step_rows) {
        let sessions =
            histories.iter().filter(|h| h.steps.iter().any(|step| step.problem == problem.problem));
        assert_eq!(u64::try_from(sessions.count()).ok(), Some(problem.sessions));
        for row in &problem.steps {
            let counted = slow.remove(&(problem.problem.clone(), row.number));
            let newest = recounted.facts.iter().flat_map(|facts| &facts.steps);
            let mut newest = newest.filter(|s| *s.problem == *problem.problem && s.number == row.number);
            assert_eq!(newest.next().map(|step| &*step.instruction), Some(row.instruction.as_str()));
            assert_eq!(Some([row.given, row.tried, row.worked, row.failed]), counted);
        }
    }
    assert!(slow.is_empty(), "{slow:?} was not told");
}

fn recount_flow(recounted: &Recounted<'_>, histories: &[History]) {
    let told = recounted.told(flow);
    let total = |kind: &str| -> u64 {
        told.links.iter().filter(|link| link.source.kind.as_str() == kind).map(|link| link.count).sum()
    };
    assert_eq!((total("category"), total("rule")), (many(histories, |_| true), many(histories, |_| true)));
    let open = |history: &History| {
        // A ticket that was merged is open as long as the session is escalated.
        let waits = history.session.status == SessionStatus::Escalated;
        waits || (history.tickets.is_empty() && history.session.status == SessionStatus::Active)
    };
    let ended = |outcome: Outcome| -> u64 {
        let links = told.links.iter().filter(|link| link.target.label == outcome.as_str());
        links.map(|link| link.count).sum()
    };
    assert_eq!(ended(Outcome::Open), many(histories, open));
    assert_eq!(ended(Outcome::SolvedByAssistant), many(histories, is_deflected));
    let given_up = |h: &History| h.tickets.is_empty() && h.session.status == SessionStatus::Abandoned;
    assert_eq!(ended(Outcome::Abandoned) + ended(Outcome::OfferIgnored), many(histories, given_up));
}

/// Whoever follows a mark finds as many sessions as its figure says.
fn marks_lead_to_what_was_counted(recounted: &Recounted<'_>) {
    let found = |mark: &Mark| {
        let mark = Mark::parse(&mark.to_string()).expect("a mark can be handed over");
        recounted.behind(&mark)
    };
    let told = recounted.told(overview);
    assert_eq!(found(&Mark::everything()), told.sessions);
    assert_eq!(found(&Mark::with_outcome(Outcome::SolvedByAssistant)), told.resolved_by_assistant);
    assert_eq!(found(&Mark::with_ticket(TicketOutcome::Any)), told.escalated);
    for (reason, count) in &told.by_reason {
        assert_eq!(found(&Mark::with_reason(*reason)), *count);
    }
    for point in recounted.told(|view, selected| trend(view, selected, Bucket::Week)) {
        assert_eq!(found(&point.mark), point.sessions);
    }
    for link in recounted.told(flow).links {
        assert_eq!(found(&link.mark()), link.count, "{}", link.mark());
    }
    for cell in recounted.told(|view, selected| heatmap(view, selected, HeatMeasure::Sessions)) {
        assert_eq!(found(&cell.mark), cell.count);
    }
    for problem in recounted.told(step_rows) {
        assert_eq!(found(&problem.mark), problem.sessions);
    }
    for gap in recounted.told(gaps) {
        assert_eq!(found(&gap.mark), u64::try_from(gap.sessions.len()).unwrap_or(0));
    }
    for row in recounted.told(|view, selected| rule_rows(view, selected, true)) {
        assert!(found(&row.mark) >= 1 && found(&row.mark) <= row.fired);
        assert!(found(&row.mark_of(RuleOutcome::Needless)) <= row.needless);
    }
    for group in recounted
        .told(|view, selected| waiting(view, selected, (WaitMeasure::FirstAnswer, WaitGrouping::Priority)))
    {
        for bin in group.histogram {
            assert!(found(&bin.mark) <= bin.count && (found(&bin.mark) == 0) == (bin.count == 0));
        }
    }
}
