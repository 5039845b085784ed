//! What an operator has decided, read from all sources and checked.

use std::net::SocketAddr;
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use chrono_tz::Tz;
use handover_api::RateSettings;
use handover_assistant::{ModelSettings, PackUse};
use handover_domain::TicketPrefix;
use handover_persistence::DatabaseUrl;
use ipnet::IpNet;

mod assistant;
mod auth;
mod dot_env;
mod error;
mod keys;
mod layers;
mod mail;
mod secret;
mod values;

pub(crate) use auth::{Auth, KeySource, Provider, TokenAuth, TokenRules};
pub(crate) use error::SettingsError;
pub(crate) use layers::{Layers, Surroundings};
pub(crate) use mail::Mail;
pub(crate) use values::{LogFormat, Workers};

use values::{AnyNumber, BasePath, Count, Form, Level, Networks, Origins, PublicUrl, Size};

/// Every setting in its own type.
#[derive(Debug)]
pub(crate) struct Settings {
    pub(crate) server: Server,
    pub(crate) auth: Auth,
    pub(crate) limits: RateSettings,
    pub(crate) database: Database,
    pub(crate) organization: Organization,
    pub(crate) chat: Chat,
    pub(crate) desk: DeskSettings,
    pub(crate) files: Files,
    pub(crate) knowledge: Knowledge,
    /// The language model, where one is set.
    pub(crate) model: Option<ModelSettings>,
    pub(crate) mail: Mail,
    pub(crate) log: Log,
}

/// The HTTP side.
#[derive(Debug)]
pub(crate) struct Server {
    pub(crate) bind: SocketAddr,
    pub(crate) base_path: String,
    /// Where people reach the service, without a slash at the end.
    pub(crate) public_url: Option<String>,
    /// How long a link to a ticket is good for from the sending of its mail on.
    pub(crate) link_life: Duration,
    pub(crate) cors_allowed_origins: Vec<String>,
    pub(crate) trusted_proxies: Vec<IpNet>,
    pub(crate) max_connections: NonZeroU32,
    pub(crate) connections_per_address: Option<NonZeroU32>,
    pub(crate) max_streams: NonZeroU32,
    pub(crate) streams_per_client: Option<NonZeroU32>,
    pub(crate) environment: String,
    pub(crate) workers: Workers,
    pub(crate) drain: Duration,
}

/// Where the rows are.
#[derive(Debug)]
pub(crate) struct Database {
    pub(crate) url: DatabaseUrl,
    pub(crate) sqlite_readers: u8,
    pub(crate) postgres_connections: u8,
}

/// The one organization of an install in open mode.
#[derive(Debug)]
pub(crate) struct Organization {
    pub(crate) time_zone: Tz,
    pub(crate) ticket_prefix: TicketPrefix,
}

/// The limits of conversations.
#[derive(Debug)]
pub(crate) struct Chat {
    pub(crate) turn_deadline: Duration,
    pub(crate) abandon_after: Duration,
    pub(crate) distress_text: Option<String>,
}

/// What organizations bring.
#[derive(Debug)]
pub(crate) struct Knowledge {
    /// Whether they are answered from the packs besides.
    pub(crate) packs: PackUse,
    /// The largest document, in bytes.
    pub(crate) document_size: usize,
}

/// What lies in files of its own.
#[derive(Debug)]
pub(crate) struct Files {
    pub(crate) knowledge: Place,
    pub(crate) rules: Place,
    pub(crate) contacts: Place,
}

/// A file or folder that is also inside the binary.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Place {
    pub(crate) path: PathBuf,
    /// Whether an operator named it: then it has to be there.
    pub(crate) chosen: bool,
}

impl Place {
    /// The path to read; `None` means the copy inside the binary.
    pub(crate) fn on_disk(&self) -> Option<&std::path::Path> {
        (self.chosen || self.path.exists()).then_some(self.path.as_path())
    }
}

/// How tickets reach those who help.
#[derive(Debug)]
pub(crate) struct DeskSettings {
    /// Whether a new ticket goes to the expert who fits and has been idle longest.
    pub(crate) auto_assign: bool,
}

/// What is logged.
#[derive(Debug)]
pub(crate) struct Log {
    pub(crate) level: tracing::Level,
    pub(crate) format: LogFormat,
}

impl Settings {
    /// Checks every value.
    pub(crate) fn read(layers: &Layers) -> Result<Self, SettingsError> {
        let reader = Reader(layers);
        Ok(Self {
            server: Server {
                bind: reader.required("server.bind")?,
                base_path: reader.required::<BasePath>("server.base_path")?.0,
                public_url: reader.optional::<PublicUrl>("server.public_url")?.map(|url| url.0),
                link_life: reader.within("server.link_life", HOUR, 365 * DAY)?,
                cors_allowed_origins: reader.required::<Origins>("server.cors_allowed_origins")?.0,
                trusted_proxies: reader.required::<Networks>("server.trusted_proxies")?.0,
                max_connections: reader.required("server.max_connections")?,
                connections_per_address: reader.required::<AnyNumber>("server.connections_per_address")?.0,
                max_streams: reader.required("server.max_streams")?,
                streams_per_client: reader.required::<AnyNumber>("server.streams_per_client")?.0,
                environment: reader.required("server.environment")?,
                workers: reader.required("server.workers")?,
                drain: reader.within("server.drain", SECOND, 30 * SECOND)?,
            },
            auth: auth::read(&reader)?,
            limits: RateSettings {
                chats_per_actor: reader.required::<AnyNumber>("limits.chats_per_actor")?.0,
                chats_per_key: reader.required::<AnyNumber>("limits.chats_per_key")?.0,
                chats_per_address: reader.required::<AnyNumber>("limits.chats_per_address")?.0,
                chats_per_organization: reader.required::<AnyNumber>("limits.chats_per_organization")?.0,
                requests_per_actor: reader.required::<AnyNumber>("limits.requests_per_actor")?.0,
                requests_per_address: reader.required::<AnyNumber>("limits.requests_per_address")?.0,
            },
            database: Database {
                url: reader.database_url()?,
                sqlite_readers: reader.required::<Count>("database.sqlite_readers")?.0,
                postgres_connections: reader.required::<Count>("database.postgres_connections")?.0,
            },
            organization: Organization {
                time_zone: reader.required("organization.time_zone")?,
                ticket_prefix: reader.required("organization.ticket_prefix")?,
            },
            desk: DeskSettings { auto_assign: reader.required::<bool>("desk.auto_assign")? },
            chat: Chat {
                turn_deadline: reader.within("chat.turn_deadline", SECOND, Duration::from_secs(600))?,
                abandon_after: reader.within("chat.abandon_after", 60 * SECOND, 3_650 * DAY)?,
                distress_text: reader.optional("chat.distress_text")?,
            },
            files: Files {
                knowledge: reader.place("assistant.knowledge")?,
                rules: reader.place("escalation.rules")?,
                contacts: reader.place("escalation.contacts")?,
            },
            knowledge: Knowledge {
                packs: reader.required("assistant.packs")?,
                document_size: reader.required::<Size>("assistant.document_size")?.0,
            },
            model: assistant::read(&reader)?,
            mail: mail::read(&reader)?,
            log: Log {
                level: reader.required::<Level>("log.level")?.0,
                format: reader.required("log.format")?,
            },
        })
    }
}

const SECOND: Duration = Duration::from_secs(1);
const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(86_400);

/// Reads typed values out of the layers.
struct Reader<'a>(&'a Layers);

impl Reader<'_> {
    fn required<T: Form>(&self, key: &'static str) -> Result<T, SettingsError> {
        T::read(&self.0.given(key).value).ok_or_else(|| self.invalid(key, T::EXPECTED))
    }

    /// An empty value means that there is none.
    fn optional<T: Form>(&self, key: &'static str) -> Result<Option<T>, SettingsError> {
        if self.0.given(key).value.is_empty() { Ok(None) } else { self.required(key).map(Some) }
    }

    fn within(&self, key: &'static str, from: Duration, to: Duration) -> Result<Duration, SettingsError> {
        let value = self.required::<Duration>(key)?;
        if (from..=to).contains(&value) {
            return Ok(value);
        }
        let range = format!("expected something between {from:?} and {to:?}");
        Err(self.invalid(key, &range))
    }

    fn place(&self, key: &'static str) -> Result<Place, SettingsError> {
        let given = self.0.given(key);
        let path = self.optional(key)?.ok_or_else(|| self.invalid(key, PathBuf::EXPECTED))?;
        // The shipped settings file names every default; naming it is not choosing it.
        let chosen = given.value != self.0.default_of(key);
        Ok(Place { path, chosen })
    }

    fn database_url(&self) -> Result<DatabaseUrl, SettingsError> {
        let key = "database.url";
        DatabaseUrl::parse(&self.0.given(key).value).map_err(|error| self.invalid(key, &error.to_string()))
    }

    /// The error that says what is wrong with the value of `key`.
    fn invalid(&self, key: &'static str, expected: &str) -> SettingsError {
        let given = self.0.given(key);
        let value = keys::find(key).map_or_else(String::new, |key| key.shown(&given.value));
        SettingsError::Invalid { key, value, source_name: given.source, expected: expected.to_owned() }
    }
}

#[cfg(test)]
mod tests;
