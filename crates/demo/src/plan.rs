//! What is to happen: who comes when, with which machine and which trouble.

use chrono::{DateTime, TimeDelta, Utc};
use chrono_tz::Tz;

use crate::calendar::{instant, machine_at};
use crate::cast::{CastMachine, CastUser, USERS};
use crate::dice::{Dice, Shares};
use crate::{Seed, begins};

/// The faults, with how often each is the trouble.
pub(crate) const PROBLEMS: [(&str, u32); 8] = [
    ("pressure-loss", 33),
    ("no-water", 15),
    ("does-not-start", 13),
    ("breaker-trips", 9),
    ("poor-cleaning", 10),
    ("leak", 6),
    ("engine-overheats", 8),
    ("hp-gauge-red", 6),
];

/// What somebody comes with.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Trouble {
    /// A fault that the knowledge has steps for.
    Fault(&'static str),
    /// A question that it answers nothing to.
    Gap,
    /// A question that a passage answers.
    Question,
    /// Something dangerous.
    Hazard,
    /// The wish for a person, first thing.
    Human,
}

#[derive(Debug, Clone, Copy)]
enum Sort {
    Fault,
    Gap,
    Question,
    Hazard,
    Human,
}

const SORTS: [(Sort, u32); 5] =
    [(Sort::Fault, 68), (Sort::Gap, 8), (Sort::Question, 11), (Sort::Hazard, 4), (Sort::Human, 9)];

/// What comes on the last day, so that the desk has something to do.
const LAST_DAY: [(Sort, u32); 4] = [(Sort::Fault, 50), (Sort::Gap, 12), (Sort::Hazard, 8), (Sort::Human, 30)];

/// One session of so many comes on the last day and wants a person.
const PRESSING: usize = 16;

/// How long the last day is.
const LAST_HOURS: i64 = 22;

/// One session to come.
#[derive(Debug, Clone)]
pub(crate) struct Visit {
    pub(crate) at: DateTime<Utc>,
    pub(crate) user: &'static CastUser,
    pub(crate) machine: &'static CastMachine,
    pub(crate) trouble: Trouble,
    /// Whether somebody comes who takes any person that is offered.
    pub(crate) pressing: bool,
}

/// What is to happen.
#[derive(Debug, Clone)]
pub(crate) struct Plan {
    pub(crate) zone: Tz,
    /// In the order of time.
    pub(crate) visits: Vec<Visit>,
}

/// Draws the month.
pub(crate) fn draw(seed: &Seed, zone: Tz) -> Plan {
    let mut dice = Dice::new(seed.seed ^ 0x706c_616e);
    let (mut sorts, mut last_sorts) = (Shares::of(&SORTS), Shares::of(&LAST_DAY));
    let mut faults = Shares::of(&PROBLEMS);
    let weights: Vec<(usize, u32)> = USERS.iter().map(|user| user.weight).enumerate().collect();
    let mut users = Shares::of(&weights);
    let mut visits: Vec<Visit> = (0..seed.sessions)
        .map(|at| {
            let pressing = at % PRESSING == 0;
            let user = users.draw(&mut dice).and_then(|at| USERS.get(at)).unwrap_or(&USERS[0]);
            // Mostly the first of their machines, which is their own.
            let other = user.machines.len() > 1 && dice.in_percent(25);
            let machine = machine_at(user.machines.get(usize::from(other)).copied().unwrap_or_default());
            let trouble = match if pressing { &mut last_sorts } else { &mut sorts }
                .draw(&mut dice)
                .unwrap_or(Sort::Fault)
            {
                Sort::Fault => Trouble::Fault(faults.draw(&mut dice).unwrap_or(PROBLEMS[0].0)),
                Sort::Gap => Trouble::Gap,
                Sort::Question => Trouble::Question,
                Sort::Hazard => Trouble::Hazard,
                Sort::Human => Trouble::Human,
            };
            let from = if pressing { seed.to - TimeDelta::hours(LAST_HOURS) } else { begins(seed.to) };
            Visit { at: instant(&mut dice, machine, zone, (from, seed.to)), user, machine, trouble, pressing }
        })
        .collect();
    visits.sort_by_key(|visit| visit.at);
    Plan { zone, visits }
}
