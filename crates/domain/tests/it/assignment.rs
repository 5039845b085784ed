//! Who gets a ticket by itself, over random histories, against a plain model: a list of experts with what they said.

#![expect(clippy::unwrap_used, reason = "a test that cannot set its scene must fail")]

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use handover_domain::assistant::{Category, Diagnosis};
use handover_domain::escalation::{Escalate, escalate};
use handover_domain::testing::{MemoryStore, World};
use handover_domain::{
    ChangeTicket, Ids, Language, NewSession, Reason, Session, SessionId, Skills, StoreExt, Ticket, TicketRef,
    change_ticket, set_availability, set_skills,
};
use proptest::prelude::*;

const EXPERTS: [&str; 4] = ["general", "electrical", "hydraulic", "emergency"];
const LANGUAGES: [Language; 3] = [Language::En, Language::El, Language::Tr];
const CATEGORIES: [Category; 2] = [Category::Hydraulic, Category::Control];

#[derive(Debug, Clone)]
enum Deed {
    /// A lead says what somebody can do.
    Skills(usize, [bool; 3], [bool; 2], bool),
    /// Somebody comes or goes.
    Switch(usize, bool),
    /// A session of a language about something becomes a ticket.
    Escalate(usize, Option<usize>),
    /// The newest ticket is given to somebody by hand.
    Give(usize),
    /// Time passes; without it several things happen at one instant.
    Wait,
}

fn deeds() -> impl Strategy<Value = Vec<Deed>> {
    let deed = prop_oneof![
        1 => (0..4_usize, any::<[bool; 3]>(), any::<[bool; 2]>(), prop::bool::weighted(0.8))
            .prop_map(|(who, languages, kinds, auto)| Deed::Skills(who, languages, kinds, auto)),
        2 => (0..4_usize, prop::bool::weighted(0.7)).prop_map(|(who, there)| Deed::Switch(who, there)),
        4 => (0..3_usize, prop::option::of(0..2_usize)).prop_map(|(l, c)| Deed::Escalate(l, c)),
        1 => (0..4_usize).prop_map(Deed::Give),
        3 => Just(Deed::Wait),
    ];
    prop::collection::vec(deed, 1..60)
}

/// What the model knows of an expert.
#[derive(Debug, Clone, Default)]
struct Known {
    languages: Vec<Language>,
    kinds: Vec<Category>,
    auto: bool,
    there: bool,
    last: Option<DateTime<Utc>>,
}

impl Known {
    fn can(&self, language: Language, kind: Option<Category>) -> bool {
        let speaks = self.languages.is_empty() || self.languages.contains(&language);
        let knows = self.kinds.is_empty() || kind.is_some_and(|kind| self.kinds.contains(&kind));
        self.auto && self.there && speaks && knows
    }
}

fn chosen<T: Copy, const N: usize>(all: [T; N], picked: [bool; N]) -> Vec<T> {
    all.into_iter().zip(picked).filter_map(|(one, is_picked)| is_picked.then_some(one)).collect()
}

fn a_ticket(store: &MemoryStore, world: &World, (language, kind): (Language, Option<Category>)) -> Ticket {
    let new = NewSession {
        id: SessionId(world.ids.capability()),
        organization_id: world.actor.scope().organization(),
        user_id: "anna".to_owned(),
        machine_id: None,
        language,
        problem_description: None,
        imported_context: None,
    };
    let diagnosis = kind.map(|category| Diagnosis {
        problem: "p".to_owned(),
        title: "P".to_owned(),
        category,
        confidence: 0.5,
        likely_causes: Vec::new(),
        safety_warnings: Vec::new(),
        requires_expert: false,
    });
    let session = Session { diagnosis, ..Session::open(new, world.now) };
    assert!(store.write(|tx| tx.insert_session(&session)).unwrap());
    let wish = Escalate {
        session: session.id,
        user_id: None,
        reason: Reason::UserRequest,
        priority: None,
        notes: None,
    };
    store.write(|tx| escalate(tx, &world.scene(), wish)).unwrap().ticket
}

proptest! {
    #[test]
    fn tickets_go_to_whoever_the_model_says(deeds in deeds()) {
        let store = MemoryStore::new();
        let mut world = World::new();
        world.house.auto_assign = true;
        let mut model: BTreeMap<&str, Known> = EXPERTS.map(|id| (id, Known::default())).into();
        let mut newest: Option<Ticket> = None;
        for deed in deeds {
            match deed {
                Deed::Skills(who, languages, kinds, auto_assign) => {
                    let (languages, categories) = (chosen(LANGUAGES, languages), chosen(CATEGORIES, kinds));
                    let known = model.get_mut(EXPERTS[who]).unwrap();
                    (known.languages, known.kinds) = (languages.clone(), categories.clone());
                    known.auto = auto_assign;
                    let skills = Skills { languages, categories, auto_assign };
                    store.write(|tx| set_skills(tx, &world.scene(), EXPERTS[who], skills)).unwrap();
                }
                Deed::Switch(who, there) => {
                    model.get_mut(EXPERTS[who]).unwrap().there = there;
                    store
                        .write(|tx| set_availability(tx, &world.scene(), Some(EXPERTS[who]), there))
                        .unwrap();
                }
                Deed::Escalate(language, kind) => {
                    let wanted = (LANGUAGES[language], kind.map(|kind| CATEGORIES[kind]));
                    let able = || model.iter().filter(|(_, known)| known.can(wanted.0, wanted.1));
                    let expected = able().min_by_key(|(id, known)| (known.last, **id)).map(|(id, _)| *id);
                    let ticket = a_ticket(&store, &world, wanted);
                    prop_assert_eq!(ticket.assigned_expert_id.as_deref(), expected);
                    if let Some(id) = expected {
                        model.get_mut(id).unwrap().last = Some(world.now);
                    }
                    newest = Some(ticket);
                }
                Deed::Give(who) => {
                    let Some(ticket) = &newest else { continue };
                    let assignee = Some(Some(EXPERTS[who].to_owned()));
                    let change = ChangeTicket { assignee, ..ChangeTicket::default() };
                    let which = TicketRef::Id(ticket.id);
                    let file = store.write(|tx| change_ticket(tx, &world.scene(), &which, change)).unwrap();
                    if ticket.assigned_expert_id != file.ticket.assigned_expert_id {
                        model.get_mut(EXPERTS[who]).unwrap().last = Some(world.now);
                    }
                    newest = Some(file.ticket);
                }
                Deed::Wait => world.wait(TimeDelta::seconds(1)),
            }
        }
    }
}
