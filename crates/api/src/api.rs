//! What the API is made of: the parts the server hands in, and what each handler gets of them.

use std::num::NonZeroU32;
use std::ops::Deref;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::Duration;

use actix_web::web;
use handover_domain::assistant::Assistant;
use handover_domain::{
    Actor, Channel, Clock, DocumentReader, House, Ids, Joining, OutboxMessage, Passwords, Scene, Session,
    SingleSignOn, Store, StoreExt, StoreResult, TicketLinks, Tokens, Transaction, View,
};
use ipnet::IpNet;
use tokio::sync::Semaphore;

use crate::greeted::Greeted;
use crate::hashing::Hashing;
use crate::health::Lookout;
use crate::insight::CatchUp;
use crate::job::{in_transaction, optimistically};
use crate::knowledge::Documents;
use crate::limits::Room;
use crate::live::Live;
use crate::pages::Pages;
use crate::problem::{ApiError, Kind};
use crate::queue_place::Lookers;
use crate::rate_limits::{RateSettings, Rates};
use crate::tenants::Tenants;
use crate::ticket_link::Links;

/// The parts of a running API.
#[derive(Clone)]
pub struct Api {
    /// The database.
    pub store: Arc<dyn Store>,
    /// The AI side.
    pub assistant: Arc<dyn Assistant>,
    /// Reads the documents that are brought.
    pub documents: Arc<dyn DocumentReader>,
    /// The time.
    pub clock: Arc<dyn Clock>,
    /// Where ids come from.
    pub ids: Arc<dyn Ids>,
    /// What the install has decided.
    pub house: House,
    /// What people see in a browser.
    pub pages: Arc<dyn Pages>,
    /// What is known about mails.
    pub mail: Arc<dyn MailView>,
    /// Knows the links in mails that open one ticket.
    pub links: Arc<dyn TicketLinks>,
    /// Whom it takes a caller to be.
    pub access: Access,
    /// Limits and names.
    pub settings: ApiSettings,
}

/// Whom a caller is taken to be.
#[derive(Clone)]
pub enum Access {
    /// The operator of this computer, whoever it is: proxies, foreign host names and foreign pages are refused.
    Open,
    /// Whoever it proves to be.
    Token(TokenAccess),
}

/// What proves who a caller is.
#[derive(Clone)]
pub struct TokenAccess {
    /// The tokens of the host system; without them no user can come in.
    pub tokens: Option<Arc<dyn Tokens>>,
    /// Whether somebody unknown may open a session of their own.
    pub visitors: bool,
    /// Whether an organization that a token names is made where nobody knows it yet.
    pub new_organizations: bool,
    /// Checks the passwords of accounts.
    pub passwords: Arc<dyn Passwords>,
    /// Where else people with an account can sign in.
    pub sign_on: Option<SignOn>,
}

/// An identity provider, and whom its word lets in.
#[derive(Clone)]
pub struct SignOn {
    /// The provider.
    pub provider: Arc<dyn SingleSignOn>,
    /// Who gets an account by signing in there; without it nobody does.
    pub joining: Option<Joining>,
}

/// Limits and names. The defaults are those of a fresh install.
#[derive(Debug, Clone)]
pub struct ApiSettings {
    /// What stands before every path, for example `/ai`; empty or beginning with a slash, never ending in one.
    pub base_path: String,
    /// Origins that browsers may call from.
    pub cors_allowed_origins: Vec<String>,
    /// The proxies whose word about the client counts.
    pub trusted_proxies: Vec<IpNet>,
    /// How often may be asked.
    pub rates: RateSettings,
    /// The largest chat or message body, in bytes.
    pub chat_body_limit: usize,
    /// The largest body of a document, in bytes. Only who may bring documents may send as much.
    pub document_limit: usize,
    /// The largest body of any other request, in bytes.
    pub body_limit: usize,
    /// How long the head of a request may take.
    pub header_deadline: Duration,
    /// How long a whole body may take.
    pub body_deadline: Duration,
    /// How many requests may be worked on at once. No more memory is kept for bodies than so many of the
    /// largest ones take.
    pub max_in_flight: usize,
    /// How long a connection may wait for its next request.
    pub keep_alive: Duration,
    /// How long an answer may wait for whoever does not take it.
    pub answer_stall: Duration,
    /// How many connections there may be at once; more have to wait to be accepted.
    pub max_connections: usize,
    /// How many of them one address may hold, unless it is a trusted proxy's; more are closed.
    pub connections_per_address: Option<NonZeroU32>,
    /// How many live streams there may be at once; more are refused.
    pub max_streams: usize,
    /// How many of them one user, visitor, member of the staff or API key may have open.
    pub streams_per_client: Option<NonZeroU32>,
    /// How many threads read requests.
    pub workers: usize,
    /// How many threads all workers together may block on the database.
    pub blocking_threads: usize,
    /// How long a stop waits for what is being worked on.
    pub stop_deadline: Duration,
    /// The file that the contacts come from, for leads to know; `None` for those inside the program.
    pub contacts_file: Option<String>,
    /// The name that health answers give.
    pub service: String,
    /// The version that health answers give.
    pub version: String,
    /// The environment that health answers give.
    pub environment: String,
}

impl Default for ApiSettings {
    fn default() -> Self {
        Self {
            base_path: String::new(),
            cors_allowed_origins: Vec::new(),
            trusted_proxies: Vec::new(),
            rates: RateSettings::default(),
            chat_body_limit: 256 * 1024,
            document_limit: 8 * 1024 * 1024,
            body_limit: 64 * 1024,
            header_deadline: Duration::from_secs(5),
            body_deadline: Duration::from_secs(10),
            max_in_flight: 256,
            keep_alive: Duration::from_secs(5),
            answer_stall: Duration::from_secs(10),
            max_connections: 8192,
            connections_per_address: NonZeroU32::new(256),
            max_streams: 4096,
            streams_per_client: NonZeroU32::new(16),
            workers: 2,
            blocking_threads: 16,
            stop_deadline: Duration::from_secs(30),
            contacts_file: None,
            service: "AutoBoss AI Assistant".to_owned(),
            version: env!("CARGO_PKG_VERSION").to_owned(),
            environment: "development".to_owned(),
        }
    }
}

/// A mail as it would be sent now.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailPreview {
    /// Who would get it.
    pub recipients: Vec<String>,
    /// Its subject.
    pub subject: String,
    /// Its plain text.
    pub text: String,
    /// Its HTML.
    pub html: String,
}

/// A test mail under way.
pub type MailTest<'a> = Pin<Box<dyn Future<Output = Result<(), MailTestFailure>> + Send + 'a>>;

/// Why a test mail was not taken.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct MailTestFailure {
    /// `settings`, `address`, `tls` or `server`.
    pub stage: &'static str,
    /// A sentence for an operator.
    pub detail: String,
}

/// What the API may know about mails and do with them. The server implements it over the
/// notification crate.
pub trait MailView: Send + Sync {
    /// Whether a mail server is configured at all.
    fn is_configured(&self) -> bool;

    /// The mail that `message` stands for, as it would be sent now; `None` when it cannot be made.
    ///
    /// # Errors
    /// Those of the store.
    fn preview(&self, view: &mut dyn View, message: &OutboxMessage) -> StoreResult<Option<MailPreview>>;

    /// Whether mails with links can be sent: a mail server is configured, and where people reach the service.
    fn can_send_links(&self) -> bool {
        false
    }

    /// Sends a test mail to `to` and waits for the mail server's word.
    ///
    /// # Errors
    /// Where it failed, and why.
    fn send_test<'a>(&'a self, to: &'a str) -> MailTest<'a> {
        let _ = to;
        Box::pin(async {
            let detail = "no mail server is configured".to_owned();
            Err(MailTestFailure { stage: "settings", detail })
        })
    }

    /// Tells the delivery worker that something is due. Never blocks; losing the call costs only time.
    fn wake(&self);

    /// What is wrong with delivery in this process, one sentence each, fit for anybody.
    fn trouble(&self) -> Vec<String> {
        Vec::new()
    }
}

/// The database with everything a use case wants besides its transaction and its actor.
#[derive(Clone)]
pub(crate) struct Tools {
    store: Arc<dyn Store>,
    pub(crate) clock: Arc<dyn Clock>,
    pub(crate) ids: Arc<dyn Ids>,
    pub(crate) house: House,
    pub(crate) tenants: Arc<Tenants>,
    pub(crate) live: Live,
    pub(crate) greeted: Arc<Greeted>,
    pub(crate) lookers: Arc<Lookers>,
    pub(crate) database: Arc<Lookout>,
    pub(crate) insight: CatchUp,
}

impl Tools {
    fn of(api: &Api) -> Self {
        Self {
            store: Arc::clone(&api.store),
            clock: Arc::clone(&api.clock),
            ids: Arc::clone(&api.ids),
            house: api.house.clone(),
            tenants: Arc::default(),
            live: Live::of(&api.settings, api.ids.row()),
            greeted: Arc::default(),
            lookers: Arc::default(),
            database: Arc::default(),
            insight: CatchUp::default(),
        }
    }

    /// The tools of a test, on `store`.
    #[cfg(test)]
    pub(crate) fn on(store: Arc<dyn Store>) -> Self {
        use handover_domain::testing::World;
        use handover_testkit::{ManualClock, RandomIds};
        let ids = Arc::new(RandomIds);
        Self {
            store,
            clock: Arc::new(ManualClock::default()),
            live: Live::of(&ApiSettings::default(), ids.row()),
            ids,
            house: House::new(World::new().house),
            tenants: Arc::default(),
            greeted: Arc::default(),
            lookers: Arc::default(),
            database: Arc::default(),
            insight: CatchUp::default(),
        }
    }

    /// Work in the name of `actor`.
    pub(crate) fn desk(&self, actor: Actor) -> Desk {
        Desk { tools: self.clone(), actor }
    }

    /// The database itself.
    pub(crate) fn store(&self) -> &Arc<dyn Store> {
        &self.store
    }

    /// Whether the database can be used, and how mail stands there.
    pub(crate) async fn check(&self) -> Result<Option<Channel>, ApiError> {
        let store = Arc::clone(&self.store);
        let done = web::block(move || {
            store.check()?;
            // A database that cannot tell that is still one.
            Ok(store.read(|view| view.mail_channel()).unwrap_or_default())
        });
        done.await.unwrap_or_else(|panicked| Err(ApiError::internal(panicked)))
    }
}

/// Where a request is worked on: the tools, and in whose name.
#[derive(Clone)]
pub(crate) struct Desk {
    tools: Tools,
    pub(crate) actor: Actor,
}

impl Deref for Desk {
    type Target = Tools;

    fn deref(&self) -> &Tools {
        &self.tools
    }
}

impl Desk {
    /// Runs `work` in one transaction, away from the threads that answer requests.
    pub(crate) async fn write<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn Transaction, &Scene<'_>) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        in_transaction(self.clone(), work).await
    }

    /// Runs `work` in one transaction, away from the threads that answer requests, if possible without a lock: for work
    /// that hardly ever meets other work on its session, which may be `known` as it was stored a moment ago. What it
    /// returned last counts.
    pub(crate) async fn write_optimistically<T: Send + 'static>(
        &self,
        known: Option<Session>,
        work: impl FnMut(&mut dyn Transaction, &Scene<'_>) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        optimistically(self.clone(), known, work).await
    }

    /// Runs `work` on one consistent picture of the rows, on a thread that may block.
    pub(crate) async fn read<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut dyn View, &Scene<'_>) -> Result<T, ApiError> + Send + 'static,
    ) -> Result<T, ApiError> {
        let desk = self.clone();
        let done = web::block(move || desk.on_scene(|scene| desk.store.read(|view| work(view, scene))));
        done.await.unwrap_or_else(|panicked| Err(ApiError::internal(panicked)))
    }

    /// Runs `work` with everything that a use case knows besides its transaction, as of now.
    pub(crate) fn on_scene<T>(&self, work: impl FnOnce(&Scene<'_>) -> T) -> T {
        let (now, ids) = (self.clock.now(), self.ids.as_ref());
        work(&Scene { actor: &self.actor, now, ids, house: &self.house.now() })
    }
}

/// The assistant, and how many turns may wait for it.
#[derive(Clone)]
pub(crate) struct Talk {
    pub(crate) assistant: Arc<dyn Assistant>,
    pub(crate) post: Arc<dyn MailView>,
    pub(crate) running: Arc<Semaphore>,
}

/// What is known about mails.
#[derive(Clone)]
pub(crate) struct Post(pub(crate) Arc<dyn MailView>);

/// Whether the service is coming up, up, or going down.
#[derive(Clone, Default)]
pub(crate) struct Lifecycle(Arc<AtomicBool>);

impl Lifecycle {
    pub(crate) fn stop(&self) {
        self.0.store(true, Ordering::Relaxed);
    }

    pub(crate) fn is_stopping(&self) -> bool {
        self.0.load(Ordering::Relaxed)
    }
}

/// The slots of requests that are being worked on.
#[derive(Clone)]
pub(crate) struct Slots(pub(crate) Arc<Semaphore>);

/// Everything the worker threads share.
#[derive(Clone)]
pub(crate) struct Shared {
    pub(crate) tools: Tools,
    pub(crate) access: Access,
    pub(crate) hashing: Hashing,
    pub(crate) talk: Talk,
    pub(crate) documents: Documents,
    pub(crate) post: Post,
    pub(crate) links: Links,
    pub(crate) slots: Slots,
    pub(crate) rates: Arc<Rates>,
    pub(crate) room: Room,
    pub(crate) lifecycle: Lifecycle,
    pub(crate) pages: Arc<dyn Pages>,
    pub(crate) settings: Arc<ApiSettings>,
}

impl Shared {
    pub(crate) fn of(api: Api) -> Self {
        let most = api.settings.max_in_flight;
        Self {
            tools: Tools::of(&api),
            access: api.access.clone(),
            hashing: Hashing::default(),
            talk: Talk {
                assistant: api.assistant,
                post: Arc::clone(&api.mail),
                running: Arc::new(Semaphore::new(most)),
            },
            documents: Documents(api.documents),
            post: Post(api.mail),
            links: Links(api.links),
            slots: Slots(Arc::new(Semaphore::new(most))),
            rates: Arc::new(Rates::of(&api.settings.rates)),
            room: Room::of(&api.settings),
            lifecycle: Lifecycle::default(),
            pages: api.pages,
            settings: Arc::new(api.settings),
        }
    }
}

/// That no more work is taken on for now.
pub(crate) fn overloaded() -> ApiError {
    ApiError::new(Kind::Overloaded, "Too many requests are being worked on; try again in a moment")
}
