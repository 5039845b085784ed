//! Several escalations at once: no two find the same expert idle.

use std::collections::BTreeSet;

use chrono::TimeDelta;
use handover_domain::escalation::{Escalate, escalate};
use handover_domain::testing::World;
use handover_domain::{
    Ids, Language, NewSession, Reason, Session, SessionId, Skills, StoreExt, set_availability, set_skills,
};

use crate::harness::places;
use crate::races::at_once;

const EXPERTS: [&str; 4] = ["electrical", "emergency", "general", "hydraulic"];

#[test]
fn of_four_escalations_at_once_each_finds_another_expert() {
    for place in places() {
        let store = place.migrated();
        let leads = World::in_space(0xffff);
        for id in EXPERTS {
            let skills = Skills { auto_assign: true, ..Skills::default() };
            store.write(|tx| set_skills(tx, &leads.scene(), id, skills)).expect("an expert");
            store.write(|tx| set_availability(tx, &leads.scene(), Some(id), true)).expect("an expert");
        }
        for round in 0..6_u32 {
            let got = at_once(4, |thread| {
                let space = u64::from(round) * 4 + u64::try_from(thread).expect("a few") + 1;
                let mut world = World::in_space(space);
                world.wait(TimeDelta::seconds(round.into()));
                world.house.auto_assign = true;
                let new = NewSession {
                    id: SessionId(world.ids.capability()),
                    organization_id: world.actor.scope().organization(),
                    user_id: "anna".to_owned(),
                    machine_id: None,
                    language: Language::En,
                    problem_description: None,
                    imported_context: None,
                };
                let session = Session::open(new, world.now);
                assert!(store.write(|tx| tx.insert_session(&session)).expect("a write"));
                let wish = Escalate {
                    session: session.id,
                    user_id: None,
                    reason: Reason::UserRequest,
                    priority: None,
                    notes: None,
                };
                let made = store.write(|tx| escalate(tx, &world.scene(), wish)).expect("a ticket");
                made.ticket.assigned_expert_id.expect("somebody is there")
            });
            let got: BTreeSet<&str> = got.iter().map(String::as_str).collect();
            assert_eq!(got, EXPERTS.into(), "round {round} on {}", place.url);
        }
    }
}
