//! Plays the month: one scene after the other in the order of time, each through the use case that a real one would
//! have gone through.

mod desk;
mod experts;
mod fate;
mod mail;
mod user;

use std::collections::BTreeMap;

use chrono::{DateTime, TimeDelta, Utc};
use handover_domain::assistant::Assistant;
use handover_domain::chat::TurnError;
use handover_domain::{
    Actor, HouseRules, Priority, Reason, Scene, SessionId, Step, Store, StoreExt, TicketId, Transaction,
    describe_machines, describe_users, to_micros,
};
use handover_domain::{DescribeMachine, DescribeUser, ProfileError, StoreError, TicketError};

use crate::cast::{MACHINES, USERS};
use crate::content::{Content, Kind};
use crate::dice::Dice;
use crate::ids::DemoIds;
use crate::plan::{Plan, Trouble, Visit};
use crate::{DemoError, Seed};

use experts::Experts;
use fate::{Fates, TicketFate};

/// So many scenes share a transaction: enough to be quick, few enough for a service at work beside us.
const SCENES: usize = 16;

/// What somebody does next.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Act {
    Begin,
    OnStep,
    Insist,
    Accept,
    LeaveAddress,
    Nudge,
    Cancel,
    Reply,
    Abandon,
    GoAway,
    Rate,
    Take,
    Answer,
    AnswerMore,
    AskBack,
    Note,
    Raise,
    HandBack,
    Resolve,
    Reopen,
    Close,
    GiveUp,
}

/// One session on its way.
struct Player {
    visit: Visit,
    session: Option<SessionId>,
    /// The step that the user is at.
    step: Option<Step>,
    /// Why a person was offered last.
    offered: Option<Reason>,
    /// Whether the user went on after an offer.
    went_on: bool,
    /// Whether only an expert may do this.
    experts_only: bool,
    ticket: Option<Opened>,
    over: bool,
}

/// The ticket of a session.
#[derive(Clone, Copy)]
struct Opened {
    id: TicketId,
    fate: TicketFate,
    priority: Priority,
    expert: usize,
    handed_back: bool,
    resolved: u8,
}

/// Everything that outlives a scene.
struct Stage<'a> {
    house: &'a HouseRules,
    assistant: &'a dyn Assistant,
    content: &'a Content,
    seed: &'a Seed,
    zone: chrono_tz::Tz,
    ids: DemoIds,
    dice: Dice,
    fates: Fates,
    users: Vec<Actor>,
    system: Actor,
    experts: Experts,
    players: Vec<Player>,
    /// What is to be done, in the order of time and, within an instant, of when it was decided.
    acts: BTreeMap<(DateTime<Utc>, u64), (usize, Act)>,
    decided: u64,
    /// How often each list of texts was used.
    used: BTreeMap<(&'static str, Kind, &'static str), usize>,
    begun: usize,
    broken_off: Vec<String>,
    /// The time of the scene that is played.
    now: DateTime<Utc>,
}

/// Plays the plan to the end of the month and says how many stories broke off.
pub(crate) fn play(
    store: &dyn Store,
    (house, assistant): (&HouseRules, &dyn Assistant),
    (seed, content, plan): (&Seed, &Content, Plan),
    progress: &mut dyn FnMut(usize),
) -> Result<Vec<String>, DemoError> {
    // Real experts get none of these tickets, and what is known of their idleness stays true.
    let house = HouseRules { auto_assign: false, ..house.clone() };
    let mut stage = Stage::new((&house, assistant), (seed, content), plan)?;
    store.write(|tx| stage.open(tx))?;
    while !stage.acts.is_empty() {
        store.write(|tx| stage.some_scenes(tx))?;
        progress(stage.begun);
    }
    Ok(stage.broken_off)
}

impl<'a> Stage<'a> {
    fn new(
        (house, assistant): (&'a HouseRules, &'a dyn Assistant),
        (seed, content): (&'a Seed, &'a Content),
        plan: Plan,
    ) -> Result<Self, DemoError> {
        let users = USERS.iter().map(|user| Actor::user(seed.organization, user.id, false));
        let users = users.collect::<Result<_, _>>().map_err(|_| DemoError::ForeignRows)?;
        let ids = DemoIds::new(seed.organization, seed.seed);
        ids.at(crate::begins(seed.to));
        let experts = Experts::new(house, seed, &ids);
        let mut stage = Self {
            house,
            assistant,
            content,
            seed,
            zone: plan.zone,
            ids,
            dice: Dice::new(seed.seed),
            fates: Fates::new(),
            users,
            system: Actor::system(seed.organization),
            experts,
            players: Vec::with_capacity(plan.visits.len()),
            acts: BTreeMap::new(),
            decided: 0,
            used: BTreeMap::new(),
            begun: 0,
            broken_off: Vec::new(),
            now: crate::begins(seed.to),
        };
        for visit in plan.visits {
            let (at, place) = (visit.at, stage.players.len());
            stage.players.push(Player {
                visit,
                session: None,
                step: None,
                offered: None,
                went_on: false,
                experts_only: false,
                ticket: None,
                over: false,
            });
            stage.later(place, at, Act::Begin);
        }
        Ok(stage)
    }

    /// What the host system had told, and who works here.
    fn open(&mut self, tx: &mut dyn Transaction) -> Result<(), DemoError> {
        let users = USERS.iter().map(|user| DescribeUser {
            user_id: user.id.to_owned(),
            name: Some(user.name.to_owned()),
            email: Some(user.email.to_owned()),
            organization_name: Some(user.company.to_owned()),
            role: Some(user.role.to_owned()),
            language: Some(user.language),
        });
        let machines = MACHINES.iter().map(|machine| DescribeMachine {
            machine_id: machine.id.to_owned(),
            user_id: Some(machine.owner.to_owned()),
            name: Some(machine.name.to_owned()),
            model: Some(machine.model.to_owned()),
            serial: Some(machine.serial.to_owned()),
            hours: Some(machine.hours),
            location: Some(machine.site.to_owned()),
        });
        let scene = Scene {
            actor: &self.system,
            now: crate::begins(self.seed.to),
            ids: &self.ids,
            house: self.house,
        };
        describe_users(tx, &scene, users.collect()).map_err(of_profile)?;
        describe_machines(tx, &scene, machines.collect()).map_err(of_profile)?;
        self.experts.join(tx)?;
        Ok(())
    }

    fn some_scenes(&mut self, tx: &mut dyn Transaction) -> Result<(), DemoError> {
        let mut working = false;
        for _ in 0..SCENES {
            let Some(((now, _), (place, act))) = self.acts.pop_first() else { break };
            let Some(player) = self.players.get(place) else { continue };
            if player.over && !matches!(act, Act::Close | Act::Rate) {
                continue;
            }
            if act.is_of_an_expert() && !working {
                self.experts.come(tx)?;
                working = true;
            }
            self.ids.at(now);
            self.now = now;
            match self.perform(tx, (place, act), now) {
                Ok(()) => {}
                Err(error) if is_refusal(&error) => self.break_off(place, (act, &error)),
                Err(error) => return Err(error),
            }
            self.end_mails(tx, place, now)?;
        }
        if working { self.experts.leave(tx) } else { Ok(()) }
    }

    fn break_off(&mut self, place: usize, (act, why): (Act, &DemoError)) {
        if let Some(player) = self.players.get_mut(place) {
            player.over = true;
            let session = player.session.map(|session| session.to_string()).unwrap_or_default();
            self.broken_off.push(format!("{session} {act:?}: {why}"));
        }
    }

    fn perform(
        &mut self,
        tx: &mut dyn Transaction,
        (place, act): (usize, Act),
        now: DateTime<Utc>,
    ) -> Result<(), DemoError> {
        if act.is_of_an_expert() {
            self.at_the_desk(tx, (place, act), now)
        } else {
            self.by_the_user(tx, (place, act), now)
        }
    }

    fn end_mails(
        &mut self,
        tx: &mut dyn Transaction,
        place: usize,
        now: DateTime<Utc>,
    ) -> Result<(), DemoError> {
        let Some(player) = self.players.get(place) else { return Ok(()) };
        let Some(ticket) = player.ticket else { return Ok(()) };
        let times = (player.visit.user, now, self.seed.to);
        mail::end_mails(tx, (self.system.scope(), ticket.id), (&self.ids, &mut self.dice), times)?;
        Ok(())
    }

    /// Lets something be done at `at`, unless the month is over by then. What has gone by cannot be changed.
    fn later(&mut self, place: usize, at: DateTime<Utc>, act: Act) {
        let at = at.max(self.now);
        if at < self.seed.to {
            self.decided += 1;
            self.acts.insert((to_micros(at), self.decided), (place, act));
        }
    }

    /// The same, from `first` to `last` seconds from `now`.
    fn within(&mut self, place: usize, now: DateTime<Utc>, (first, last): (i64, i64), act: Act) {
        let at = now + TimeDelta::milliseconds(self.dice.between(first * 1000, last * 1000));
        self.later(place, at, act);
    }

    fn player(&mut self, place: usize) -> Option<&mut Player> {
        self.players.get_mut(place)
    }

    fn scene<'s>(&'s self, actor: &'s Actor, now: DateTime<Utc>) -> Scene<'s> {
        Scene { actor, now, ids: &self.ids, house: self.house }
    }

    /// The next text of a kind in the language of the player's user: all come round before one comes again.
    fn text(&mut self, place: usize, kind: Kind, topic: &'static str) -> String {
        let Some(player) = self.players.get(place) else { return String::new() };
        let language = player.visit.user.language;
        let texts = self.content.texts(language, kind, topic);
        let used = self
            .used
            .entry((language.code(), kind, topic))
            .or_insert_with(|| usize::try_from(self.dice.below(7)).unwrap_or_default());
        *used += 1;
        used.checked_rem(texts.len()).and_then(|at| texts.get(at)).cloned().unwrap_or_default()
    }
}

impl Act {
    fn is_of_an_expert(self) -> bool {
        use Act::{Answer, AnswerMore, AskBack, Close, GiveUp, HandBack, Note, Raise, Reopen, Resolve, Take};
        matches!(
            self,
            Take | Answer
                | AnswerMore
                | AskBack
                | Note
                | Raise
                | HandBack
                | Resolve
                | Reopen
                | Close
                | GiveUp
        )
    }
}

impl Trouble {
    /// What texts about it are filed under.
    fn topic(self) -> &'static str {
        match self {
            Self::Fault(problem) => problem,
            Self::Gap => crate::content::GAP,
            Self::Hazard => crate::content::HAZARD,
            Self::Human | Self::Question => crate::content::HUMAN,
        }
    }
}

/// Whether the business refused, in which case nothing was written, and not the database.
fn is_refusal(error: &DemoError) -> bool {
    match error {
        DemoError::Turn(error) => !matches!(error, TurnError::Store(_)),
        DemoError::Ticket(error) => !matches!(error, TicketError::Store(_)),
        _ => false,
    }
}

fn of_profile(error: ProfileError) -> DemoError {
    match error {
        ProfileError::Store(error) => error.into(),
        other => StoreError::Failed(other.into()).into(),
    }
}
