//! What the processes on one database tell each other about their sessions: whose streams are open, who types, and which
//! answer is to be stopped.
//!
//! Each keeps one row for each session that it has something to say about, and reads the rows of the others about the
//! sessions that are watched here. Nothing of it lasts: a row is worth nothing after a while, and what a process says of
//! open streams only as long as it goes on saying that it is there. While nobody else is, next to nothing is written.

use std::collections::{HashMap, HashSet};
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};

use chrono::{DateTime, TimeDelta, Utc};
use handover_domain::{LiveSign, SessionId};
use serde::{Deserialize, Serialize};
use tokio::sync::Notify;
use uuid::Uuid;

use super::{Head, Side, Typing};

/// For how long a process is there after it has said so.
const THERE: TimeDelta = TimeDelta::seconds(20);

/// For how long it is remembered that streams are open; said anew in half of that.
const OPEN: TimeDelta = TimeDelta::minutes(10);

/// For how long anything else is worth something.
const PASSING: TimeDelta = TimeDelta::seconds(30);

/// The longest name that is passed on, in characters.
const LONGEST_NAME: usize = 200;

/// That somebody types or has stopped, as said in one process.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Typed {
    /// When, in microseconds, and a number for what came at once.
    mark: (i64, i64),
    name: Option<String>,
    is_typing: bool,
}

/// What a process says about a session.
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize)]
pub(super) struct Said {
    /// Whether streams of the user's side are open, and of the experts'.
    here: [bool; 2],
    typing: [Option<Typed>; 2],
    /// The newest turn whose answer is to be stopped; 0 for none.
    pub(super) stopped: i64,
}

impl Said {
    /// Adds what another process says about the same session.
    fn add(&mut self, other: Self, is_there: bool) {
        for (here, there) in self.here.iter_mut().zip(other.here) {
            *here |= there && is_there;
        }
        for (known, typed) in self.typing.iter_mut().zip(other.typing) {
            if typed.as_ref().map(|typed| typed.mark) > known.as_ref().map(|known| known.mark) {
                *known = typed;
            }
        }
        self.stopped = self.stopped.max(other.stopped);
    }
}

/// What is known here of other processes, about one session.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Elsewhere {
    here: [bool; 2],
    /// The newest word about typing of each side.
    heard: [(i64, i64); 2],
    /// Whether anything was heard yet; what was said before is over.
    is_heard: bool,
}

impl Elsewhere {
    /// Whether streams of the user's side are open in other processes, and of the experts'.
    pub(crate) fn here(&self) -> [bool; 2] {
        self.here
    }
}

impl Head {
    /// Learns what the other processes say. Whether that is anything to tell.
    pub(super) fn hear(&mut self, said: Option<&Said>) -> bool {
        let nothing = Said::default();
        let said = said.unwrap_or(&nothing);
        let mut is_news = self.elsewhere.here != said.here;
        self.elsewhere.here = said.here;
        let is_first = !std::mem::replace(&mut self.elsewhere.is_heard, true);
        for (place, typed) in said.typing.iter().enumerate() {
            let (Some(typed), Some(heard)) = (typed, self.elsewhere.heard.get_mut(place)) else { continue };
            if typed.mark <= *heard {
                continue;
            }
            *heard = typed.mark;
            if !is_first {
                let known = self.typing(if place == 0 { Side::User } else { Side::Expert });
                let times = known.times.wrapping_add(1);
                *known = Typing { name: typed.name.clone(), is_typing: typed.is_typing, times };
                is_news = true;
            }
        }
        is_news
    }
}

/// What this process has to say about a session.
#[derive(Debug)]
struct Own {
    typing: [Option<Typed>; 2],
    stopped: i64,
    changed_at: DateTime<Utc>,
    /// Raised by each change.
    changes: i64,
    /// Which change was told last, and when.
    told: Option<(i64, DateTime<Utc>)>,
}

/// What this process says to the others, and whether there are any.
pub(super) struct Exchange {
    process: Uuid,
    own: Mutex<HashMap<SessionId, Own>>,
    changes: AtomicI64,
    changed: Notify,
    /// Whether other processes looked at signs when this one did last.
    has_company: AtomicBool,
}

/// Signs that are due, with the change that each tells.
pub(super) type Due = Vec<(LiveSign, i64)>;

impl Exchange {
    pub(super) fn new(process: Uuid) -> Self {
        Self {
            process,
            own: Mutex::default(),
            changes: AtomicI64::new(0),
            changed: Notify::new(),
            has_company: AtomicBool::new(false),
        }
    }

    fn own(&self) -> MutexGuard<'_, HashMap<SessionId, Own>> {
        self.own.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn change(&self, session: SessionId, now: DateTime<Utc>, change: impl FnOnce(&mut Own)) {
        let changes = self.changes.fetch_add(1, Ordering::Relaxed) + 1;
        let first = || Own { typing: [None, None], stopped: 0, changed_at: now, changes, told: None };
        let mut own = self.own();
        let known = own.entry(session).or_insert_with(first);
        (known.changed_at, known.changes) = (now, changes);
        change(known);
        drop(own);
        self.changed.notify_one();
    }

    /// A stream of a session was opened or closed here.
    pub(super) fn came_or_went(&self, session: SessionId, now: DateTime<Utc>) {
        self.change(session, now, |_| {});
    }

    /// Somebody types, or has stopped.
    pub(super) fn typed(
        &self,
        session: SessionId,
        now: DateTime<Utc>,
        (side, name, is_typing): (Side, Option<&str>, bool),
    ) {
        let name = name.map(|name| name.chars().take(LONGEST_NAME).collect());
        self.change(session, now, |own| {
            let typed = Typed { mark: (now.timestamp_micros(), own.changes), name, is_typing };
            let [user, expert] = &mut own.typing;
            match side {
                Side::User => *user = Some(typed),
                Side::Expert => *expert = Some(typed),
            }
        });
    }

    /// The answer of a turn is to be stopped, wherever it is made.
    pub(super) fn stop(&self, session: SessionId, now: DateTime<Utc>, turn: i64) {
        self.change(session, now, |own| own.stopped = own.stopped.max(turn));
    }

    /// Waits until there is something to tell.
    pub(super) async fn changed(&self) {
        self.changed.notified().await;
    }

    pub(super) fn has_company(&self) -> bool {
        self.has_company.load(Ordering::Relaxed)
    }

    /// That this process is there.
    pub(super) fn presence(&self, now: DateTime<Utc>) -> LiveSign {
        LiveSign { process: self.process, session: None, said: String::new(), until: now + THERE }
    }

    /// What the others are to be told, where `here` knows whose streams of a session are open. What nobody has to be
    /// told any more is forgotten.
    pub(super) fn due(&self, now: DateTime<Utc>, here: impl Fn(SessionId) -> [bool; 2]) -> Due {
        let mut due = Due::new();
        self.own().retain(|session, own| {
            let here = here(*session);
            let is_open = here.contains(&true);
            let is_last = own.told.is_none_or(|(changes, _)| changes == own.changes);
            if !is_open && is_last && now - own.changed_at > PASSING {
                return false;
            }
            let is_told = own
                .told
                .is_some_and(|(changes, at)| changes == own.changes && (!is_open || now - at < OPEN / 2));
            if is_told {
                return true;
            }
            let said = Said { here, typing: own.typing.clone(), stopped: own.stopped };
            let until = now + if is_open { OPEN } else { PASSING };
            // What is made of numbers and a name can be written.
            let said = serde_json::to_string(&said).unwrap_or_default();
            due.push((LiveSign { process: self.process, session: Some(*session), said, until }, own.changes));
            true
        });
        due
    }

    /// Whether one of `due` cannot wait until somebody else is known to be there.
    pub(super) fn is_urgent(&self, due: &Due) -> bool {
        let own = self.own();
        due.iter().filter_map(|(sign, _)| own.get(&sign.session?)).any(|own| own.stopped > 0)
    }

    /// The others have been told.
    pub(super) fn told(&self, due: &Due, now: DateTime<Utc>) {
        let mut own = self.own();
        for (sign, changes) in due {
            if let Some(known) = sign.session.and_then(|session| own.get_mut(&session)) {
                known.told = Some((*changes, now));
            }
        }
    }

    /// What the others say, by session; notes whether there are any.
    pub(super) fn read(&self, signs: Vec<LiveSign>) -> HashMap<SessionId, Said> {
        let (about_sessions, about_themselves): (Vec<_>, Vec<_>) = signs
            .into_iter()
            .filter(|sign| sign.process != self.process)
            .partition(|sign| sign.session.is_some());
        let there: HashSet<Uuid> = about_themselves.into_iter().map(|sign| sign.process).collect();
        self.has_company.store(!there.is_empty(), Ordering::Relaxed);
        let mut all: HashMap<SessionId, Said> = HashMap::new();
        for sign in about_sessions {
            // What another version says in other words is not heard.
            if let (Some(session), Ok(said)) = (sign.session, serde_json::from_str(&sign.said)) {
                all.entry(session).or_default().add(said, there.contains(&sign.process));
            }
        }
        all
    }
}

#[cfg(test)]
mod tests;
