//! A language model on a leash: answers open questions, and nothing else is its to decide.
//!
//! The embedded [`KnowledgeAssistant`] is asked first, always. Steps, manners and the end of a guide are its
//! word alone. Where it leaves a question open, the model may answer better, from the passages it is given;
//! when the model does not, for whatever reason, the embedded answer stands, and `model_used` says why.
//! `docs/assistant.md` says what is sent to the endpoint and what holds when it misbehaves.

use std::num::NonZeroU32;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use handover_domain::assistant::{
    AnswerStream, Assistant, ModelCard, NotTranslated, OpenedPassage, Question, ToTranslate, Translating,
};
use handover_domain::{Clock, Ids, Secret};
use tokio::sync::Semaphore;

use crate::knowledge::KnowledgeAssistant;

mod address;
mod breaker;
mod check;
mod clean;
mod client;
mod delta;
mod events;
mod failure;
mod links;
mod output;
mod pieces;
mod prompt;
mod scanner;
mod stream;
mod tls;
mod translate;
mod turn;

pub use address::AddressError;
pub use check::Checked;
pub use client::ClientError;
pub use failure::ModelFailure;

use breaker::{Breaker, Trouble};
use client::Client;
use links::Links;

/// Which endpoint is asked, and how long its leash is.
#[derive(Debug, Clone)]
pub struct ModelSettings {
    /// What stands before `/chat/completions`: `https://llm.example.com/v1`.
    pub base_url: String,
    /// Whether what users write may leave this machine unencrypted.
    pub plain_http: bool,
    /// A PEM file with further certificate authorities to trust, beside the public ones.
    pub ca_file: Option<PathBuf>,
    /// The key, sent as a bearer token.
    pub api_key: Option<Secret>,
    /// The model that is asked first.
    pub model: String,
    /// The model that is asked after the first has failed quickly.
    pub fallback_model: Option<String>,
    /// The most tokens that an answer may have.
    pub max_tokens: u32,
    /// What the endpoint calls that: `max_tokens`, or `max_completion_tokens`.
    pub tokens_parameter: String,
    /// How freely the model chooses its words, 0 to 2; `None` leaves it to the endpoint.
    pub temperature: Option<f64>,
    /// Whether the endpoint is told to answer in JSON (`response_format`).
    pub json_mode: bool,
    /// How long all tries of one turn may take; the turn's own deadline counts as well.
    pub timeout: Duration,
    /// How often the endpoint is asked in one turn at most.
    pub tries: u32,
    /// How long nothing more of the answer may come.
    pub stall: Duration,
    /// About how many tokens a prompt may have.
    pub prompt_tokens: u32,
    /// How many earlier messages go with a question.
    pub memory: u16,
    /// In so many turns of a session the model is asked; `None` is any number.
    pub turns_per_session: Option<NonZeroU32>,
    /// How many bytes of text one answer may have; the rest is cut off. All that the model says may be four
    /// times as long.
    pub answer_limit: usize,
    /// How many answers may be waited for at once.
    pub concurrent: usize,
    /// After so many failures in a row the endpoint is left alone.
    pub breaker_failures: u32,
    /// For so long.
    pub breaker_pause: Duration,
    /// The hosts that answers may link to, over https.
    pub link_hosts: Vec<String>,
}

impl ModelSettings {
    /// Whether the endpoint's address can be used at all.
    ///
    /// # Errors
    /// What is wrong with it. The words do not repeat it.
    pub fn check_address(&self) -> Result<(), AddressError> {
        address::Address::parse(&self.base_url, self.plain_http).map(|_| ())
    }
}

impl Default for ModelSettings {
    /// The defaults of `config/handover.toml`, without an endpoint.
    fn default() -> Self {
        Self {
            base_url: String::new(),
            plain_http: false,
            ca_file: None,
            api_key: None,
            model: "gpt-4".to_owned(),
            fallback_model: Some("gpt-3.5-turbo".to_owned()),
            max_tokens: 1000,
            tokens_parameter: "max_tokens".to_owned(),
            temperature: Some(0.7),
            json_mode: false,
            timeout: Duration::from_secs(30),
            tries: 3,
            stall: Duration::from_secs(8),
            prompt_tokens: 6000,
            memory: 10,
            turns_per_session: NonZeroU32::new(40),
            answer_limit: 8192,
            concurrent: 32,
            breaker_failures: 5,
            breaker_pause: Duration::from_secs(30),
            link_hosts: Vec::new(),
        }
    }
}

/// Answers open questions with a language model, and all others as a [`KnowledgeAssistant`] does.
///
/// Promises: an answer comes within the question's deadline whatever the endpoint does; the model's
/// confidence can only lower that of the embedded assistant, and its wish for a person only add to it; every
/// citation is of a passage that it was given; its words are cleaned before they leave. Dropping the stream
/// closes the connection. Cheap to clone.
#[derive(Clone)]
pub struct ModelAssistant {
    shared: Arc<Shared>,
}

struct Shared {
    embedded: KnowledgeAssistant,
    settings: ModelSettings,
    client: Client,
    links: Links,
    breaker: Arc<Breaker>,
    slots: Semaphore,
    ids: Arc<dyn Ids>,
}

impl ModelAssistant {
    /// Puts the endpoint of `settings` before `embedded`. Nothing is asked of it yet.
    ///
    /// # Errors
    /// When no endpoint can be spoken to with such settings.
    pub fn new(
        embedded: KnowledgeAssistant,
        settings: ModelSettings,
        (clock, ids): (Arc<dyn Clock>, Arc<dyn Ids>),
    ) -> Result<Self, ClientError> {
        let client = Client::new(
            (&settings.base_url, settings.plain_http),
            settings.api_key.as_ref(),
            settings.ca_file.as_ref(),
        )?;
        let shared = Shared {
            links: Links::to(&settings.link_hosts),
            breaker: Breaker::new(settings.breaker_failures, settings.breaker_pause, clock),
            slots: Semaphore::new(settings.concurrent),
            embedded,
            settings,
            client,
            ids,
        };
        Ok(Self { shared: Arc::new(shared) })
    }

    /// The endpoint's host, for people.
    pub fn host(&self) -> &str {
        self.shared.client.authority()
    }

    /// Asks the endpoint which models it has; costs no tokens.
    ///
    /// # Errors
    /// Why it does not answer.
    pub async fn check(&self) -> Result<Checked, ModelFailure> {
        check::check(&self.shared.client, &self.shared.settings).await
    }
}

impl Assistant for ModelAssistant {
    fn answer(&self, question: Question) -> AnswerStream {
        let shared = Arc::clone(&self.shared);
        stream::parts_of(move |parts| turn::run(shared, question, parts))
    }

    fn translate(&self, text: ToTranslate) -> Option<Translating> {
        let shared = Arc::clone(&self.shared);
        Some(Box::pin(async move {
            let failed =
                |why: ModelFailure| NotTranslated(format!("The language model gave no translation: {why}"));
            translate::translated(&shared, text).await.map_err(failed)
        }))
    }

    fn memory(&self) -> u16 {
        self.shared.settings.memory
    }

    fn name(&self) -> &str {
        &self.shared.settings.model
    }

    fn passage(&self, document: &str, number: u32) -> Option<OpenedPassage> {
        self.shared.embedded.passage(document, number)
    }

    fn models(&self) -> ModelCard {
        let settings = &self.shared.settings;
        ModelCard {
            primary: settings.model.clone(),
            fallback: settings.fallback_model.clone(),
            max_tokens: Some(settings.max_tokens),
            temperature: settings.temperature,
        }
    }

    fn trouble(&self) -> Option<String> {
        let Trouble { last, since } = self.shared.breaker.trouble()?;
        let since = since.format("%Y-%m-%d %H:%M:%S UTC");
        Some(format!(
            "the language model fails since {since} ({last}); the knowledge base answers in its place; see \
             `handover doctor`"
        ))
    }
}
