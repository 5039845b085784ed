//! Live streams: who watches what in this process, and how a change finds its watchers.
//!
//! The rows are the truth. A change made in this process wakes its watchers at once; a change made in another one
//! is seen by the poll, which asks for all watched sessions in one question and never waits longer than
//! [`POLL`] between two. A watcher that wakes reads the rows after those it has sent, so a wake-up too many costs
//! a look and a lost one at most a second; neither loses or repeats an event.

use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::{Duration, Instant};

use chrono::{DateTime, Utc};
use handover_domain::{Actor, OrganizationId, SessionId};
use tokio::sync::{Notify, watch};
use uuid::Uuid;

use crate::api::ApiSettings;
use crate::problem::{ApiError, Kind};

mod board;
mod exchange;
mod place;
mod poll;
mod queue_source;
mod session_source;
pub(crate) mod sse;
mod stream;

pub(crate) use board::{Board, Seat};
pub(crate) use exchange::Elsewhere;
use exchange::Exchange;
use place::Line;
pub(crate) use poll::keep_watch;
pub(crate) use queue_source::{Queue, QueueSource};
pub(crate) use session_source::SessionSource;
pub(crate) use stream::{Batch, Reader, Source};

/// How long the poll waits between two questions. With the question itself it stays under a second.
const POLL: Duration = Duration::from_millis(800);

/// What proved who somebody is, for as long as a stream is open.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) enum Proof {
    /// Nothing that could end: being at this computer, or a visitor's capability.
    Lasting,
    /// A token that is worth nothing from then on.
    Until(DateTime<Utc>),
    /// An API key, by its hash.
    Key([u8; 32]),
    /// The login of somebody with an account here, by its hash.
    Login([u8; 32]),
}

/// Which side of the conversation watches.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Side {
    User,
    Expert,
}

/// Whether somebody types.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Typing {
    pub(crate) name: Option<String>,
    pub(crate) is_typing: bool,
    /// How often this side has said anything about it.
    pub(crate) times: u64,
}

/// How far a session has come, as far as this process knows, and who is there now.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(crate) struct Head {
    /// Of its row; 0 until the poll has seen it.
    pub(crate) version: i64,
    /// Raised by each change made in this process.
    pub(crate) nudges: u64,
    /// The newest turn that the poll has seen.
    pub(crate) turn: i64,
    /// What the user's side last said about typing, and the experts'.
    pub(crate) typing: [Typing; 2],
    /// How many streams of the user's side are open in this process.
    pub(crate) users: u32,
    /// How many streams of the experts' side are.
    pub(crate) experts: u32,
    /// What other processes say of it.
    pub(crate) elsewhere: Elsewhere,
}

/// Everything that is watched in this process.
#[derive(Clone)]
pub(crate) struct Live(Arc<Inner>);

struct Inner {
    sessions: Arc<Board<SessionId, Head>>,
    /// Who a proof stands for, as of the last look; `None` when it is worth nothing any more.
    proofs: Arc<Board<Proof, Option<Actor>>>,
    queues: Arc<Board<OrganizationId, Queue>>,
    /// The sessions in which this process waits for the assistant, and the newest turn whose answer is to be stopped.
    stops: Arc<Board<SessionId, i64>>,
    exchange: Exchange,
    /// A ticket was changed in this process: the poll need not wait.
    queue_changed: Notify,
    /// The queues in which somebody waits for news of their place.
    lines: Arc<Board<OrganizationId, Line>>,
    streams: Mutex<HashMap<String, u32>>,
    per_client: Option<u32>,
    most: usize,
    stopping: watch::Sender<bool>,
}

impl Live {
    /// Nobody watches yet in the process that is called `process`.
    pub(crate) fn of(settings: &ApiSettings, process: Uuid) -> Self {
        Self(Arc::new(Inner {
            sessions: Arc::default(),
            proofs: Arc::default(),
            queues: Arc::default(),
            stops: Arc::default(),
            exchange: Exchange::new(process),
            queue_changed: Notify::new(),
            lines: Arc::default(),
            streams: Mutex::default(),
            per_client: settings.streams_per_client.map(std::num::NonZeroU32::get),
            most: settings.max_streams,
            stopping: watch::Sender::new(false),
        }))
    }

    /// Something about `session` was committed in this process.
    pub(crate) fn changed(&self, session: SessionId) {
        self.0.sessions.tell(&session, |head| head.nudges = head.nudges.wrapping_add(1));
    }

    /// Watches a session. What is missed is nothing from now on.
    pub(crate) fn watch(&self, session: SessionId) -> Seat<SessionId, Head> {
        self.0.sessions.sit(session, Head::default)
    }

    /// A ticket was made or changed in this process.
    pub(crate) fn ticket_changed(&self, session: SessionId) {
        self.changed(session);
        self.0.queue_changed.notify_one();
    }

    /// Somebody came or went, which the queue's readers are told.
    pub(crate) fn roster_changed(&self) {
        self.0.queue_changed.notify_one();
    }

    /// Watches the open tickets of an organization.
    pub(crate) fn watch_queue(&self, organization: OrganizationId) -> Seat<OrganizationId, Queue> {
        self.0.queues.sit(organization, Queue::default)
    }

    /// Watches the queue of an organization, to tell a place in it.
    fn watch_line(&self, organization: OrganizationId) -> Seat<OrganizationId, Line> {
        self.0.lines.sit(organization, Line::default)
    }

    /// Somebody types, or has stopped.
    pub(crate) fn typing(
        &self,
        (session, now): (SessionId, DateTime<Utc>),
        side: Side,
        (name, is_typing): (Option<String>, bool),
    ) {
        self.0.exchange.typed(session, now, (side, name.as_deref(), is_typing));
        self.0.sessions.tell(&session, |head| {
            let typing = head.typing(side);
            *typing = Typing { name, is_typing, times: typing.times.wrapping_add(1) };
        });
    }

    /// A stream of `side` was opened, or closed.
    fn came_or_went(&self, seat: &Seat<SessionId, Head>, (side, by): (Side, i32), now: DateTime<Utc>) {
        seat.tell(|head| {
            let present = head.present(side);
            *present = present.saturating_add_signed(by);
        });
        self.0.exchange.came_or_went(seat.key(), now);
    }

    /// Whether streams of a session are open here, of the user's side and of the experts'.
    fn here(&self, session: SessionId) -> [bool; 2] {
        self.0.sessions.peek(&session).map_or([false; 2], |head| [head.users > 0, head.experts > 0])
    }

    /// Waits for the assistant in `session`: shows which turns are to be stopped.
    pub(crate) fn may_be_stopped(&self, session: SessionId) -> Seat<SessionId, i64> {
        self.0.stops.sit(session, i64::default)
    }

    /// The answer of `turn` is to be stopped, here or in another process. Whether anybody waits for one here.
    pub(crate) fn stop_answer(&self, session: SessionId, turn: i64, now: DateTime<Utc>) -> bool {
        self.0.exchange.stop(session, now, turn);
        self.0.stops.tell(&session, |stopped| *stopped = turn.max(*stopped))
    }

    /// Watches whether `proof` still stands for `actor`; `None` where it cannot end or ends by itself.
    fn watch_proof(&self, proof: Proof, actor: &Actor) -> Option<Seat<Proof, Option<Actor>>> {
        match proof {
            Proof::Lasting | Proof::Until(_) => None,
            Proof::Key(_) | Proof::Login(_) => {
                let seat = self.0.proofs.sit(proof, || Some(actor.clone()));
                // Whoever has been looked up just now is right; a stream from before that sees the difference.
                self.0.proofs.tell_if(&proof, |known| {
                    let differs = known.as_ref() != Some(actor);
                    *known = Some(actor.clone());
                    differs
                });
                Some(seat)
            }
        }
    }

    /// Lets one more stream be opened by `actor`, for as long as what is returned lives.
    fn admit(&self, actor: &Actor) -> Result<Permit, ApiError> {
        let mut streams = self.0.streams.lock().unwrap_or_else(PoisonError::into_inner);
        let open: u32 = streams.values().sum();
        if usize::try_from(open).is_ok_and(|open| open >= self.0.most) {
            return Err(ApiError::new(Kind::Overloaded, "Too many streams are open; try again in a moment"));
        }
        let client = format!("{}/{actor}", actor.scope().organization());
        let held = streams.entry(client.clone()).or_default();
        // In open mode the operator is everybody.
        let limit = self.0.per_client.filter(|_| actor.role() != handover_domain::Role::Operator);
        if limit.is_some_and(|limit| *held >= limit) {
            return Err(ApiError::new(Kind::TooManyStreams, "Too many streams are open already; close one"));
        }
        *held += 1;
        Ok(Permit { live: self.clone(), client })
    }

    /// Ends all streams: the process is going to stop.
    pub(crate) fn stop(&self) {
        self.0.stopping.send_replace(true);
    }

    fn stopping(&self) -> watch::Receiver<bool> {
        self.0.stopping.subscribe()
    }
}

/// That a stream is counted.
struct Permit {
    live: Live,
    client: String,
}

impl Drop for Permit {
    fn drop(&mut self) {
        let mut streams = self.live.0.streams.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(held) = streams.get_mut(&self.client) {
            *held -= 1;
            if *held == 0 {
                streams.remove(&self.client);
            }
        }
    }
}

/// When `at` comes, by the clock that timers go by.
fn instant_of(at: DateTime<Utc>, now: DateTime<Utc>) -> Instant {
    Instant::now() + (at - now).to_std().unwrap_or_default()
}

impl Head {
    /// What `side` last said about typing.
    fn typing(&mut self, side: Side) -> &mut Typing {
        let [user, expert] = &mut self.typing;
        match side {
            Side::User => user,
            Side::Expert => expert,
        }
    }

    /// What the other side of `side` last said about typing.
    pub(crate) fn typing_of_others(&self, side: Side) -> &Typing {
        let [user, expert] = &self.typing;
        match side {
            Side::User => expert,
            Side::Expert => user,
        }
    }

    /// How many streams of `side` are open.
    fn present(&mut self, side: Side) -> &mut u32 {
        match side {
            Side::User => &mut self.users,
            Side::Expert => &mut self.experts,
        }
    }
}
