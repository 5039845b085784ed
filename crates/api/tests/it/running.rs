//! A running API for one test, on a port of its own.

use std::net::{SocketAddr, TcpListener};
use std::sync::atomic::{AtomicUsize, Ordering};
use std::sync::{Arc, Mutex};
use std::thread::JoinHandle;

use actix_web::rt::System;
use chrono::{DateTime, Utc};
use handover_api::{Access, Api, ApiSettings, MailPreview, MailView, NoPages, Pages, serve};
use handover_domain::testing::{MemoryStore, World};
use handover_domain::{
    Clock, House, HouseRules, OrganizationId, OutboxMessage, Store, StoreResult, TicketId, TicketLink,
    TicketLinks, View,
};
use handover_testkit::{ManualClock, RandomIds};
use serde_json::{Value, json};
use tokio::sync::oneshot;
use uuid::Uuid;

use crate::client::{Request, Response};
use crate::knowledge::LinesReader;
use crate::talker::Talker;

/// What is known about mails, in a test.
#[derive(Default)]
pub(crate) struct TestMail {
    pub(crate) wakes: AtomicUsize,
    pub(crate) trouble: Mutex<Vec<String>>,
}

impl MailView for TestMail {
    fn is_configured(&self) -> bool {
        false
    }

    fn preview(&self, _: &mut dyn View, message: &OutboxMessage) -> StoreResult<Option<MailPreview>> {
        Ok(Some(MailPreview {
            recipients: vec!["support@example.org".to_owned()],
            subject: format!("{:?}", message.about),
            text: "plain".to_owned(),
            html: "<p>rich</p>".to_owned(),
        }))
    }

    fn can_send_links(&self) -> bool {
        true
    }

    fn wake(&self) {
        self.wakes.fetch_add(1, Ordering::SeqCst);
    }

    fn trouble(&self) -> Vec<String> {
        self.trouble.lock().unwrap().clone()
    }
}

/// What a test wants to be different.
pub(crate) struct Wish {
    pub(crate) settings: ApiSettings,
    pub(crate) house: HouseRules,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) pages: Arc<dyn Pages>,
    pub(crate) access: Access,
}

impl Default for Wish {
    fn default() -> Self {
        Self {
            settings: ApiSettings { workers: 1, ..ApiSettings::default() },
            house: World::new().house,
            store: Arc::new(MemoryStore::new()),
            pages: Arc::new(NoPages),
            access: Access::Open,
        }
    }
}

/// Signs nothing: how links are really signed is tested where it is done.
#[derive(Debug)]
pub(crate) struct ReadableLinks;

impl TicketLinks for ReadableLinks {
    fn seal(&self, link: &TicketLink) -> String {
        format!("{}_{}_{}", link.organization, link.ticket, link.expires_at.timestamp())
    }

    fn open(&self, text: &str) -> Option<TicketLink> {
        let mut parts = text.split('_');
        let mut id = || Uuid::try_parse(parts.next()?).ok();
        let (organization, ticket) = (OrganizationId(id()?), TicketId(id()?));
        let expires_at = DateTime::from_timestamp(parts.next()?.parse().ok()?, 0)?;
        Some(TicketLink { organization, ticket, expires_at })
    }
}

/// The running API. Stops when dropped.
pub(crate) struct Running {
    pub(crate) address: SocketAddr,
    pub(crate) clock: Arc<ManualClock>,
    pub(crate) talker: Arc<Talker>,
    pub(crate) mail: Arc<TestMail>,
    pub(crate) store: Arc<dyn Store>,
    pub(crate) house: House,
    base: String,
    stop: Option<oneshot::Sender<()>>,
    server: Option<JoinHandle<()>>,
}

impl Running {
    pub(crate) fn start() -> Self {
        Self::with(Wish::default())
    }

    pub(crate) fn with(wish: Wish) -> Self {
        let (clock, talker) = (Arc::new(ManualClock::default()), Arc::new(Talker::default()));
        let mail = Arc::new(TestMail::default());
        let base = wish.settings.base_path.clone();
        let house = House::new(wish.house);
        let api = Api {
            store: Arc::clone(&wish.store),
            assistant: talker.clone(),
            documents: Arc::new(LinesReader),
            clock: clock.clone(),
            ids: Arc::new(RandomIds),
            house: house.clone(),
            pages: wish.pages,
            mail: mail.clone(),
            links: Arc::new(ReadableLinks),
            access: wish.access,
            settings: wish.settings,
        };
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let address = listener.local_addr().unwrap();
        let (stop, stopped) = oneshot::channel();
        let server = std::thread::spawn(move || {
            let shutdown = async {
                let _ = stopped.await;
            };
            System::new().block_on(serve(api, listener, shutdown)).unwrap();
        });
        let store = wish.store;
        Self { address, clock, talker, mail, store, house, base, stop: Some(stop), server: Some(server) }
    }

    pub(crate) fn now(&self) -> DateTime<Utc> {
        self.clock.now()
    }

    pub(crate) fn request(&self, method: &str, path: &str) -> Request {
        Request::new(self.address, method, &format!("{}{path}", self.base))
    }

    #[track_caller]
    pub(crate) fn get(&self, path: &str) -> Response {
        self.request("GET", path).send()
    }

    #[track_caller]
    pub(crate) fn post(&self, path: &str, body: &Value) -> Response {
        self.request("POST", path).json(body).send()
    }

    #[track_caller]
    pub(crate) fn put(&self, path: &str, body: &Value) -> Response {
        self.request("PUT", path).json(body).send()
    }

    #[track_caller]
    pub(crate) fn patch(&self, path: &str, body: &Value) -> Response {
        self.request("PATCH", path).json(body).send()
    }

    /// Says something and returns the answer.
    #[track_caller]
    pub(crate) fn chat(&self, body: &Value) -> Value {
        self.post("/api/ai/chat", body).expect(200)
    }

    /// Opens a session by saying something, and returns its id.
    #[track_caller]
    pub(crate) fn session(&self) -> String {
        let answer = self.chat(&json!({"message": "The pump is loud", "user_id": "u-1"}));
        answer["session_id"].as_str().unwrap().to_owned()
    }

    /// Escalates a session for no special reason.
    #[track_caller]
    pub(crate) fn escalate(&self, session: &str) -> Value {
        let body = json!({"escalation_reason": "user_request", "priority": "high"});
        self.post(&format!("/api/ai/sessions/{session}/escalate"), &body).expect(201)
    }

    /// Tells the server to stop, and waits until it has.
    pub(crate) fn stop(&mut self) {
        self.begin_to_stop();
        if let Some(server) = self.server.take() {
            server.join().unwrap();
        }
    }

    /// Tells the server to stop.
    pub(crate) fn begin_to_stop(&mut self) {
        if let Some(stop) = self.stop.take() {
            let _ = stop.send(());
        }
    }
}

impl Drop for Running {
    fn drop(&mut self) {
        if !std::thread::panicking() {
            self.stop();
        }
    }
}

/// The keys of an object, sorted.
pub(crate) fn keys(value: &Value) -> Vec<&str> {
    let mut keys: Vec<&str> = value.as_object().expect("an object").keys().map(String::as_str).collect();
    keys.sort_unstable();
    keys
}
