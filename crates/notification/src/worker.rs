//! The worker: takes what is owed from the outbox, sends it, and records what came of it.
//!
//! It holds no database connection while it speaks with the mail server. A claim is a lease: what
//! a worker that died had claimed is claimed again once the lease is over, and the result of one
//! that was only slow is refused by the store.

use std::convert::Infallible;
use std::future::Future;
use std::panic::AssertUnwindSafe;
use std::pin::pin;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

use chrono::{DateTime, TimeDelta, Utc};
use futures_util::future::BoxFuture;
use futures_util::stream::FuturesUnordered;
use futures_util::{FutureExt, StreamExt};
use handover_domain::{
    Clock, Ids, Language, OutboxMessage, OutboxStatus, Store, StoreError, StoreExt, StoreResult, TicketLinks,
    Transaction, View,
};
use tokio::sync::Notify;

use crate::recipients::Recipients;
use crate::render::{RenderError, Templates};
use crate::smtp::{Connection, SmtpSettings, TlsError, TlsSetup};

mod access;
mod channel;
mod claim;
mod delivery;
mod outcome;
mod report;

use channel::Signal;
pub use channel::probe_now;
use claim::Otherwise;
use delivery::{Delivery, Tried};

/// How often a failing channel is tried without a mail, so that a mail that is due only in an hour
/// does not have to wait for it.
const CHECK_EVERY: TimeDelta = TimeDelta::minutes(1);
/// How long a worker that is asked to stop lets its conversations go on.
const FAREWELL: Duration = Duration::from_secs(20);
/// How many mails may be with a server that takes its time, beside those that are under way.
const MOST_LINGERING: usize = 8;
/// How often a result is offered to a store that does not answer. A mail whose result is lost is
/// sent twice.
const RECORD_TRIES: u32 = 5;

/// Gives a number in 0..=1, another one each time; spreads retries.
pub type Jitter = Arc<dyn Fn() -> f64 + Send + Sync>;

/// What the worker needs from outside.
#[derive(Clone)]
pub struct DeliveryPorts {
    /// Where the outbox is.
    pub store: Arc<dyn Store>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Ids of attempts.
    pub ids: Arc<dyn Ids>,
    /// Randomness for the retry schedule.
    pub jitter: Jitter,
}

/// Links by which a ticket is read without an account.
#[derive(Debug, Clone)]
pub struct Links {
    /// Signs them.
    pub sealer: Arc<dyn TicketLinks>,
    /// How long they are good for from the sending of the mail on.
    pub life: TimeDelta,
}

/// How the worker works.
#[derive(Debug, Clone)]
pub struct DeliverySettings {
    /// The mail server.
    pub smtp: SmtpSettings,
    /// Who gets mail.
    pub recipients: Recipients,
    /// Where people reach this service, for links in mails. Without it mails with links wait.
    pub public_url: Option<String>,
    /// The language of those who get the mails to support.
    pub support_language: Language,
    /// How mails lead to their tickets; without it, or without a `public_url`, they do not.
    pub links: Option<Links>,
    /// How many notifications are under way at a time. Up to eight more may wait for a server that has
    /// not answered within the deadline for a command.
    pub concurrency: usize,
    /// How often to look for what is due when nothing wakes the worker.
    pub poll: Duration,
    /// How long a claim holds; it is prolonged for as long as the worker lives and is at it.
    pub lease: TimeDelta,
}

impl DeliverySettings {
    /// Two mails at a time, a look each second, leases of a minute; support reads English.
    pub fn new(smtp: SmtpSettings, recipients: Recipients) -> Self {
        let (poll, lease) = (Duration::from_secs(1), TimeDelta::seconds(60));
        Self {
            smtp,
            recipients,
            public_url: None,
            support_language: Language::En,
            links: None,
            concurrency: 2,
            poll,
            lease,
        }
    }
}

/// Why a worker cannot be made.
#[derive(Debug, thiserror::Error)]
pub enum SetupError {
    /// TLS cannot be set up.
    #[error(transparent)]
    Tls(#[from] TlsError),
    /// A shipped template is broken.
    #[error(transparent)]
    Templates(#[from] RenderError),
}

/// What one drain came to, in notifications.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub struct DrainReport {
    /// Sent to everybody who can be reached.
    pub sent: usize,
    /// Left to wait, for whatever reason.
    pub waiting: usize,
    /// Given up.
    pub dead: usize,
    /// Not recorded: another worker has them by now, or the store does not answer.
    pub unrecorded: usize,
}

/// Wakes a worker, so that a new promise is kept at once.
#[derive(Debug, Clone)]
pub struct WakeHandle(Arc<Notify>);

impl WakeHandle {
    /// Makes the worker look now.
    pub fn wake(&self) {
        self.0.notify_one();
    }
}

/// Sends the mails of all organizations. Any number may run on one database.
pub struct DeliveryWorker {
    ports: DeliveryPorts,
    settings: DeliverySettings,
    templates: Arc<Templates>,
    tls: Option<TlsSetup>,
    /// Connections that have sent a mail and may send another soon.
    idle: Mutex<Vec<Connection>>,
    /// How many jobs have given up their place.
    lingering: AtomicUsize,
    checked_at: Mutex<Option<DateTime<Utc>>>,
    wake: Arc<Notify>,
}

/// Something for the worker to do.
enum Job {
    /// Send this.
    Deliver(OutboxMessage),
    /// See whether the channel works, without a mail.
    Check,
}

/// What became of a job.
enum Done {
    Recorded(OutboxStatus),
    Unrecorded,
    Checked,
}

type Jobs<'a> = FuturesUnordered<BoxFuture<'a, Done>>;

impl DeliveryWorker {
    /// A worker that does nothing yet.
    ///
    /// # Errors
    /// When the certificate authorities' file cannot be used or the host cannot be right.
    pub fn new(ports: DeliveryPorts, settings: DeliverySettings) -> Result<Self, SetupError> {
        Ok(Self {
            tls: TlsSetup::new(&settings.smtp)?,
            templates: Arc::new(Templates::load()?.for_support_in(settings.support_language)),
            idle: Mutex::default(),
            lingering: AtomicUsize::new(0),
            checked_at: Mutex::default(),
            wake: Arc::new(Notify::new()),
            ports,
            settings,
        })
    }

    /// A handle that wakes this worker.
    pub fn wake_handle(&self) -> WakeHandle {
        WakeHandle(Arc::clone(&self.wake))
    }

    /// Works until `shutdown` is ready, then takes on nothing more and lets what is under way end,
    /// for at most 20 seconds. What is cut off then is claimed again when its lease is over.
    pub async fn run(&self, shutdown: impl Future<Output = ()>) {
        // The settings may have been mended since the channel was paused.
        let now = self.ports.clock.now();
        if let Err(error) = self.write(move |tx| probe_now(tx, now)).await {
            tracing::warn!(error = chain(&error), "the mail channel could not be read");
        }
        let mut shutdown = pin!(shutdown);
        let mut jobs = Jobs::new();
        loop {
            self.take_on(&mut jobs).await;
            if jobs.len() <= self.lingering.load(Ordering::Relaxed) {
                self.close_idle().await;
            }
            tokio::select! {
                () = &mut shutdown => break,
                Some(_) = jobs.next() => {}
                () = self.wake.notified() => {}
                () = tokio::time::sleep(self.settings.poll) => {}
            }
        }
        let farewell = async { while jobs.next().await.is_some() {} };
        if tokio::time::timeout(FAREWELL, farewell).await.is_err() {
            tracing::warn!(
                mails = jobs.len(),
                "stopped while mails were being sent; they will be sent again"
            );
        }
        self.close_idle().await;
    }

    /// Works until nothing more is due, and says what came of it.
    pub async fn drain_once(&self) -> DrainReport {
        let mut report = DrainReport::default();
        let mut jobs = Jobs::new();
        loop {
            self.take_on(&mut jobs).await;
            let done = tokio::select! {
                done = jobs.next() => done,
                () = self.wake.notified() => continue,
            };
            match done {
                None => break,
                Some(Done::Recorded(OutboxStatus::Sent)) => report.sent += 1,
                Some(Done::Recorded(OutboxStatus::Waiting)) => report.waiting += 1,
                Some(Done::Recorded(OutboxStatus::Dead)) => report.dead += 1,
                Some(Done::Unrecorded) => report.unrecorded += 1,
                Some(Done::Checked) => {}
            }
        }
        self.close_idle().await;
        report
    }

    /// Claims as much as there is room for and starts on it.
    async fn take_on<'a>(&'a self, jobs: &mut Jobs<'a>) {
        let lingering = self.lingering.load(Ordering::Relaxed).min(MOST_LINGERING);
        let room = (self.settings.concurrency.max(1) + lingering).saturating_sub(jobs.len());
        if room == 0 {
            return;
        }
        match self.claim(room).await {
            Ok(claimed) => jobs.extend(claimed.into_iter().map(|job| self.make_room(job).boxed())),
            Err(error) => tracing::warn!(error = chain(&error), "the outbox could not be read"),
        }
    }

    async fn claim(&self, room: usize) -> StoreResult<Vec<Job>> {
        let (now, lease) = (self.ports.clock.now(), self.settings.lease);
        let limit = i64::try_from(room).unwrap_or(i64::MAX);
        let claimed = self.write(move |tx| claim::claim(tx, now, lease, limit)).await?;
        let check = match claimed.otherwise {
            Otherwise::Nothing => false,
            Otherwise::Check => true,
            Otherwise::CheckNowAndThen => self.check_is_due(now),
        };
        let check = claimed.rows.is_empty() && check;
        Ok(claimed.rows.into_iter().map(Job::Deliver).chain(check.then_some(Job::Check)).collect())
    }

    /// Whether a failing channel should be tried now; the first time it is seen, the mail that found
    /// it failing was just tried.
    fn check_is_due(&self, now: DateTime<Utc>) -> bool {
        let mut checked_at = self.checked_at.lock().unwrap_or_else(PoisonError::into_inner);
        let last = *checked_at.get_or_insert(now);
        let due = now - last >= CHECK_EVERY;
        if due {
            *checked_at = Some(now);
        }
        due
    }

    /// Works on a job. One that takes long gives its place to another, so that a server that is slow
    /// to take one mail does not hold up all.
    async fn make_room(&self, job: Job) -> Done {
        let mut working = pin!(self.survive(job));
        if let Ok(done) = tokio::time::timeout(self.settings.smtp.timeouts.command, &mut working).await {
            return done;
        }
        self.lingering.fetch_add(1, Ordering::Relaxed);
        self.wake.notify_one();
        let done = working.await;
        self.lingering.fetch_sub(1, Ordering::Relaxed);
        done
    }

    /// Works on a job so that not even a panic ends the worker; the lease sees to the rest.
    async fn survive(&self, job: Job) -> Done {
        AssertUnwindSafe(self.work(job)).catch_unwind().await.unwrap_or_else(|_| {
            tracing::error!("a job panicked; it is claimed again when its lease is over");
            Done::Unrecorded
        })
    }

    async fn work(&self, job: Job) -> Done {
        match job {
            Job::Check => {
                self.check_channel().await;
                Done::Checked
            }
            Job::Deliver(row) => {
                let delivered = tokio::select! {
                    delivered = self.deliver_or_give_reason(&row) => delivered,
                    never = self.hold_on_to(&row) => match never {},
                };
                match delivered {
                    Ok(delivery) => self.record(row, delivery).await,
                    Err(error) => {
                        tracing::warn!(outbox = %row.id, error = chain(&error), "a mail's data could not be read");
                        Done::Unrecorded
                    }
                }
            }
        }
    }

    /// Prolongs the claim of a row again and again, so that nobody else takes it while we are at it.
    async fn hold_on_to(&self, row: &OutboxMessage) -> Infallible {
        let (id, claim, lease) = (row.id, row.attempts, self.settings.lease);
        let pause = lease.to_std().unwrap_or_default() / 3;
        loop {
            tokio::time::sleep(pause.max(Duration::from_millis(1))).await;
            let until = self.ports.clock.now() + lease;
            if let Err(error) = self.write(move |tx| tx.hold_outbox(id, claim, until)).await {
                tracing::warn!(outbox = %id, error = chain(&error), "a claim could not be prolonged");
            }
        }
    }

    /// Delivers, and turns whatever is wrong with this one notification into a failed try, so that
    /// it is given up in the end and the others flow. The error is a store that does not answer.
    async fn deliver_or_give_reason(&self, row: &OutboxMessage) -> StoreResult<Delivery> {
        let why = match AssertUnwindSafe(self.deliver(row)).catch_unwind().await {
            Ok(Err(StoreError::Unavailable(cause))) => return Err(StoreError::Unavailable(cause)),
            Ok(Err(broken)) => chain(&broken),
            Ok(Ok(delivery)) => return Ok(delivery),
            Err(_) => "sending it panicked".to_owned(),
        };
        let (scope, id) = (row.scope(), row.id);
        let history = self.read(move |view| view.delivery_attempts(scope, id)).await.unwrap_or_default();
        Ok(Delivery { history, now: Tried::Unwritten(why) })
    }

    async fn check_channel(&self) {
        let signal = match Connection::open(&self.settings.smtp, self.tls.as_ref()).await {
            Ok(connection) => {
                connection.close().await;
                Signal::Works
            }
            Err(failure) => Signal::of_failure(&failure),
        };
        let now = self.ports.clock.now();
        if let Err(error) = self.write(move |tx| channel::apply(tx, &signal, now)).await {
            tracing::warn!(error = chain(&error), "the state of the mail channel could not be stored");
        }
    }

    /// Stores a result and what it says about the channel, in one transaction.
    async fn record(&self, row: OutboxMessage, delivery: Delivery) -> Done {
        let now = self.ports.clock.now();
        let result = outcome::conclude(&row, &delivery, now, &self.ports);
        let (id, claim, status) = (row.id, row.attempts, result.status);
        let signal = delivery.signal();
        let mut tries = 1;
        let recorded = loop {
            let (result, signal) = (result.clone(), signal.clone());
            let recorded = self
                .write(move |tx| {
                    let recorded = tx.finish_outbox(id, claim, &result, now)?;
                    channel::apply(tx, &signal, now)?;
                    Ok(recorded)
                })
                .await;
            match recorded {
                Err(StoreError::Unavailable(_)) if tries < RECORD_TRIES => {
                    tries += 1;
                    tokio::time::sleep(self.settings.poll).await;
                }
                other => break other,
            }
        };
        match recorded {
            Ok(true) => {
                tracing::info!(outbox = %id, kind = %row.kind, attempt = claim, %status, "a mail was tried");
                Done::Recorded(status)
            }
            Ok(false) => {
                tracing::warn!(outbox = %id, attempt = claim, "too slow: another worker has the mail by now");
                Done::Unrecorded
            }
            Err(error) => {
                tracing::error!(outbox = %id, error = chain(&error), "a result is lost; the mail will be sent again");
                Done::Unrecorded
            }
        }
    }

    /// A connection that has just sent a mail and can send another, if there is one.
    async fn idle_connection(&self) -> Option<Connection> {
        loop {
            let idle = self.idle.lock().unwrap_or_else(PoisonError::into_inner).pop()?;
            if let Some(renewed) = idle.renewed().await {
                return Some(renewed);
            }
        }
    }

    fn keep_idle(&self, connection: Connection) {
        self.idle.lock().unwrap_or_else(PoisonError::into_inner).push(connection);
    }

    async fn close_idle(&self) {
        let idle = std::mem::take(&mut *self.idle.lock().unwrap_or_else(PoisonError::into_inner));
        for connection in idle {
            connection.close().await;
        }
    }

    async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Transaction) -> StoreResult<T> + Send + 'static,
    ) -> StoreResult<T> {
        let store = Arc::clone(&self.ports.store);
        blocking(move || store.write(work)).await
    }

    async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn View) -> StoreResult<T> + Send + 'static,
    ) -> StoreResult<T> {
        let store = Arc::clone(&self.ports.store);
        blocking(move || store.read(work)).await
    }
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> StoreResult<T> + Send + 'static,
) -> StoreResult<T> {
    tokio::task::spawn_blocking(work).await.unwrap_or_else(|gone| Err(StoreError::Failed(Box::new(gone))))
}

/// An error with all its causes, for the log.
fn chain(error: &dyn std::error::Error) -> String {
    let mut text = error.to_string();
    let mut cause = error.source();
    while let Some(error) = cause {
        text.push_str(": ");
        text.push_str(&error.to_string());
        cause = error.source();
    }
    text
}
