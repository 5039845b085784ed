//! A live stream: what a source has to tell, with heartbeats, until there is a reason to end it.
//!
//! Nothing is read before the connection has taken what was read last, so a slow reader holds one batch and no
//! more; one that takes nothing is cut off with its connection, and comes back to where it was.

use std::collections::VecDeque;
use std::convert::Infallible;
use std::future::pending;
use std::time::{Duration, Instant};

use actix_web::HttpResponse;
use actix_web::rt::time::sleep_until;
use actix_web::web::Bytes;
use futures_util::stream::unfold;
use handover_domain::Actor;
use serde::Serialize;
use tokio::sync::watch;

use super::{Permit, Proof, Seat, instant_of, sse};
use crate::api::Desk;
use crate::problem::{ApiError, Kind};

/// How long a stream may be silent.
const HEARTBEAT_EVERY: Duration = Duration::from_secs(20);

/// How long a stream waits before it asks a database again that could not be read.
const AGAIN: Duration = Duration::from_secs(1);

/// What a source has to tell now.
#[derive(Default)]
pub(crate) struct Batch {
    /// The events.
    pub(crate) frames: Vec<Bytes>,
    /// Whether there is more already.
    pub(crate) is_part: bool,
}

/// Where the events of a stream come from.
pub(crate) trait Source {
    /// Waits until there may be something to read. May be dropped and called again.
    async fn changed(&mut self);

    /// The connection has taken all that was read.
    fn delivered(&mut self) {}

    /// What there is to tell since the last time.
    ///
    /// # Errors
    /// Those of the use case; one that may not last is tried again.
    async fn read(&mut self) -> Result<Batch, ApiError>;
}

/// Why a stream ends.
#[derive(Debug, Clone, Copy, Serialize)]
#[serde(rename_all = "snake_case")]
enum Reason {
    /// The process is going to stop.
    Stopping,
    /// Whoever reads has proved nothing any more.
    Unauthenticated,
    /// What is read does not exist for the reader any more.
    Gone,
    /// The time is over that the reader asked for.
    Done,
}

#[derive(Serialize)]
struct End {
    reason: Reason,
}

/// What a stream was waiting for.
enum Occasion {
    Read,
    Heartbeat,
    End(Reason),
}

/// Somebody who reads a stream.
pub(crate) struct Reader<S> {
    source: S,
    frames: VecDeque<Bytes>,
    /// Whether there is something to read at once.
    is_due: bool,
    is_over: bool,
    again_at: Option<Instant>,
    ends_at: Option<Instant>,
    expires_at: Option<Instant>,
    spoke_at: Instant,
    actor: Actor,
    proof: Option<Seat<Proof, Option<Actor>>>,
    stopping: watch::Receiver<bool>,
    _permit: Permit,
}

impl<S: Source + 'static> Reader<S> {
    /// Opens a stream for whoever `desk` works for; it ends by itself after `lasting`.
    ///
    /// # Errors
    /// When too many are open, and what `source` says at the first reading.
    pub(crate) async fn open(
        (desk, proof): (&Desk, Proof),
        source: S,
        lasting: Option<Duration>,
    ) -> Result<HttpResponse, ApiError> {
        let (live, now) = (&desk.live, desk.clock.now());
        let mut reader = Self {
            source,
            frames: VecDeque::from([sse::RETRY]),
            is_due: false,
            is_over: false,
            again_at: None,
            ends_at: lasting.map(|lasting| Instant::now() + lasting),
            expires_at: match proof {
                Proof::Until(end) => Some(instant_of(end, now)),
                Proof::Lasting | Proof::Key(_) | Proof::Login(_) => None,
            },
            spoke_at: Instant::now(),
            _permit: live.admit(&desk.actor)?,
            proof: live.watch_proof(proof, &desk.actor),
            stopping: live.stopping(),
            actor: desk.actor.clone(),
        };
        let batch = reader.source.read().await?;
        reader.take(batch);
        Ok(sse::answer(unfold(reader, Self::next)))
    }

    fn take(&mut self, batch: Batch) {
        self.frames.extend(batch.frames);
        self.is_due = batch.is_part;
    }

    async fn next(mut self) -> Option<(Result<Bytes, Infallible>, Self)> {
        loop {
            if let Some(frame) = self.frames.pop_front() {
                self.spoke_at = Instant::now();
                return Some((Ok(frame), self));
            }
            if self.is_over {
                return None;
            }
            self.source.delivered();
            match self.occasion().await {
                Occasion::Read => self.read().await,
                Occasion::Heartbeat => self.frames.push_back(sse::HEARTBEAT),
                Occasion::End(reason) => self.end(reason),
            }
        }
    }

    fn end(&mut self, reason: Reason) {
        self.frames.push_back(sse::event(None, "end", &End { reason }));
        self.is_over = true;
    }

    async fn read(&mut self) {
        self.again_at = None;
        match self.source.read().await {
            Ok(batch) => self.take(batch),
            Err(error) if matches!(error.kind(), Kind::DatabaseUnavailable | Kind::Internal) => {
                self.is_due = false;
                self.again_at = Some(Instant::now() + AGAIN);
            }
            Err(_) => self.end(Reason::Gone),
        }
    }

    /// Waits for the first of all that a stream has to heed; what ends it comes before what feeds it.
    async fn occasion(&mut self) -> Occasion {
        let (is_due, silent_until) = (self.is_due, self.spoke_at + HEARTBEAT_EVERY);
        tokio::select! {
            biased;
            _ = self.stopping.wait_for(|stopping| *stopping) => Occasion::End(Reason::Stopping),
            () = ended(&mut self.proof, &self.actor) => Occasion::End(Reason::Unauthenticated),
            () = until(self.expires_at) => Occasion::End(Reason::Unauthenticated),
            () = async {}, if is_due => Occasion::Read,
            () = until(self.ends_at) => Occasion::End(Reason::Done),
            () = until(self.again_at) => Occasion::Read,
            () = self.source.changed(), if self.again_at.is_none() => Occasion::Read,
            () = until(Some(silent_until)) => Occasion::Heartbeat,
        }
    }
}

async fn until(at: Option<Instant>) {
    match at {
        Some(at) => sleep_until(at.into()).await,
        None => pending().await,
    }
}

/// Ready when the proof no longer stands for the same actor with the same rights.
async fn ended(proof: &mut Option<Seat<Proof, Option<Actor>>>, actor: &Actor) {
    let Some(seat) = proof else { return pending().await };
    while seat.now().as_ref() == Some(actor) {
        seat.changed().await;
    }
}
