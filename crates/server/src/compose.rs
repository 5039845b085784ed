//! Puts the parts together: from settings to a store, an assistant, house rules and mail.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, anyhow};
use chrono::TimeDelta;
use handover_api::{Access, SignOn, TokenAccess};
use handover_assistant::{KnowledgeAssistant, Library, ModelAssistant};
use handover_domain::assistant::Assistant;
use handover_domain::judgement::RuleSet;
use handover_domain::{
    Clock, ContactBook, HouseRules, Ids, LINK_SECRET, OrganizationId, Secret, Store, StoreExt, TicketLinks,
    Tokens, install_secret, organization_named,
};
use handover_identity::passwords::LocalPasswords;
use handover_identity::{JwtVerifier, Keys, OidcProvider, SignedTicketLinks, TokenSettings};
use handover_notification::{DeliveryPorts, DeliverySettings, DeliveryWorker, Links, Recipients};
use handover_persistence::{PoolSettings, SqlStore};
use uuid::Uuid;

use crate::cli;
use crate::contacts;
use crate::failure::{Failure, Outcome};
use crate::rules::{self, RuleFiles};
use crate::settings::{Auth, KeySource, Provider, Settings, TokenAuth, TokenRules};
use crate::world::{RandomIds, SystemClock};

/// Opens the database; a SQLite file that does not exist is made.
pub(crate) fn open_store(settings: &Settings) -> Outcome<SqlStore> {
    let url = &settings.database.url;
    let connections = match url.sqlite_path() {
        Some(_) => settings.database.sqlite_readers,
        None => settings.database.postgres_connections,
    };
    let pool = PoolSettings { connections: connections.into(), ..PoolSettings::default() };
    Ok(SqlStore::open(url, pool).with_context(|| format!("the database {url} cannot be opened"))?)
}

/// That there is no database yet, in words; on PostgreSQL only connecting can tell.
pub(crate) fn missing(settings: &Settings) -> Option<String> {
    let path = settings.database.url.sqlite_path().filter(|path| !path.exists())?;
    Some(format!(
        "there is no database at {}; `handover serve` or `handover migrate` makes it",
        path.display()
    ))
}

/// Opens a database that must be there already, for commands that look at one and make none.
pub(crate) fn open_existing_store(settings: &Settings) -> Outcome<SqlStore> {
    match missing(settings) {
        Some(why) => Err(anyhow!(why).into()),
        None => open_store(settings),
    }
}

/// Opens a database that must be there and up to date.
pub(crate) fn open_ready_store(settings: &Settings) -> Outcome<SqlStore> {
    let store = open_existing_store(settings)?;
    store.check().with_context(|| format!("the database {} is not ready", settings.database.url))?;
    Ok(store)
}

/// The organization that a command is about.
pub(crate) fn organization(store: &dyn Store, within: &cli::Within) -> Outcome<OrganizationId> {
    let Some(key) = &within.organization else { return Ok(OrganizationId::DEFAULT) };
    let found = store.read(|view| organization_named(view, key)).context("it cannot be looked up")?;
    let found = found.ok_or_else(|| {
        anyhow!("there is no organization {key:?}; `handover organization list` shows them")
    })?;
    Ok(found.id)
}

/// Brings the tables up to date and returns what was done.
pub(crate) fn migrate(store: &SqlStore, settings: &Settings) -> Outcome<Vec<String>> {
    Ok(store.migrate().with_context(|| format!("the database {}", settings.database.url))?)
}

/// What proves who callers are.
pub(crate) fn access(settings: &Settings) -> Outcome<Access> {
    let TokenAuth { tokens, visitors, new_organizations, provider } = match &settings.auth {
        Auth::Open => return Ok(Access::Open),
        Auth::Token(auth) => auth,
    };
    let tokens = tokens.as_ref().map(verifier).transpose()?;
    let tokens = tokens.map(|tokens| -> Arc<dyn Tokens> { Arc::new(tokens) });
    let sign_on = provider.as_ref().map(sign_on).transpose()?;
    Ok(Access::Token(TokenAccess {
        tokens,
        visitors: *visitors,
        new_organizations: *new_organizations,
        passwords: Arc::new(LocalPasswords),
        sign_on,
    }))
}

/// The identity provider with which people sign in. Nothing is asked of it yet.
fn sign_on(provider: &Provider) -> Outcome<SignOn> {
    let made = OidcProvider::new(provider.settings.clone());
    let made = made.map_err(|error| Failure::Usage(format!("[auth.oidc]: {error}")))?;
    Ok(SignOn { provider: Arc::new(made), joining: provider.joining.clone() })
}

/// Checks tokens as the settings say. With published keys, waits shortly for the first set.
pub(crate) fn verifier(rules: &TokenRules) -> Outcome<JwtVerifier> {
    let keys = match &rules.keys {
        KeySource::Secret(secret) => Keys::Shared(secret.clone()),
        KeySource::Published(settings) => Keys::Jwks(settings.clone()),
        KeySource::File(path, algorithm) => {
            let pem = std::fs::read_to_string(path)
                .map_err(|error| Failure::Usage(format!("auth.key_file {}: {error}", path.display())))?;
            Keys::Public { pem: Secret::new(pem), algorithm: *algorithm }
        }
    };
    let settings = TokenSettings {
        keys,
        issuer: rules.issuer.clone(),
        audience: rules.audience.clone(),
        leeway: rules.leeway,
        claims: rules.claims.clone(),
    };
    let verifier = JwtVerifier::new(&settings).map_err(|error| Failure::Usage(format!("[auth]: {error}")))?;
    verifier.wait_for_attempts(1, Duration::from_secs(6));
    Ok(verifier)
}

/// Reads the contacts.
pub(crate) fn contacts(settings: &Settings) -> Outcome<ContactBook> {
    contacts::load(&settings.files.contacts).map_err(|error| Failure::Usage(format!("{error:#}")))
}

/// Reads rules and contacts.
pub(crate) fn house_rules(settings: &Settings) -> Outcome<HouseRules> {
    Ok(HouseRules {
        rules: rule_set(settings, None)?,
        contacts: contacts(settings)?,
        ticket_prefix: settings.organization.ticket_prefix.clone(),
        distress_text: settings.chat.distress_text.clone(),
        auto_assign: settings.desk.auto_assign,
        turn_deadline: settings.chat.turn_deadline,
    })
}

/// Reads the rules: those of `folder`, or of the folder that the settings name.
pub(crate) fn rule_set(settings: &Settings, folder: Option<&Path>) -> Outcome<RuleSet> {
    let files = match folder.or(settings.files.rules.on_disk()) {
        Some(folder) if folder.is_dir() => RuleFiles::read(folder),
        Some(folder) => {
            return Err(Failure::Usage(format!("the rules folder {} does not exist", folder.display())));
        }
        None => Ok(RuleFiles::shipped()),
    };
    let rules = files.and_then(|files| rules::load(&files));
    rules.map_err(|error| Failure::Usage(format!("the rules cannot be used: {error}")))
}

/// Reads the knowledge packs.
pub(crate) fn assistant(settings: &Settings) -> Outcome<KnowledgeAssistant> {
    let library = match settings.files.knowledge.on_disk() {
        Some(folder) => Library::from_dir(folder),
        None => Library::embedded(),
    };
    let library = library
        .map_err(|error| Failure::Usage(format!("the knowledge cannot be used: {:#}", anyhow!(error))))?;
    Ok(KnowledgeAssistant::new(library))
}

/// The language model before `embedded`; `None` while none is set. Nothing is asked of it yet.
pub(crate) fn model(settings: &Settings, embedded: &KnowledgeAssistant) -> Outcome<Option<ModelAssistant>> {
    let Some(model) = settings.model.clone() else { return Ok(None) };
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let ids: Arc<dyn Ids> = Arc::new(RandomIds);
    let made = ModelAssistant::new(embedded.clone(), model, (clock, ids));
    Ok(Some(made.map_err(|error| Failure::Usage(format!("[assistant]: {error}")))?))
}

/// What answers users, and that in words.
pub(crate) fn answering(
    settings: &Settings,
    embedded: KnowledgeAssistant,
) -> Outcome<(Arc<dyn Assistant>, String)> {
    Ok(match model(settings, &embedded)? {
        None => (Arc::new(embedded), "from the knowledge base".to_owned()),
        Some(model) => {
            let words = format!("from {} at {}, or the knowledge base", model.name(), model.host());
            (Arc::new(model), words)
        }
    })
}

/// Knows the links that open one ticket, with the secret that all processes on this database share.
pub(crate) fn ticket_links(store: &SqlStore) -> Outcome<Arc<dyn TicketLinks>> {
    let secret = store.write(|tx| install_secret(tx, &RandomIds, LINK_SECRET));
    let secret: Secret = secret.context("the secret of links cannot be kept")?;
    Ok(Arc::new(SignedTicketLinks::new(&secret)))
}

/// The worker that delivers mail; `None` while no mail server is configured.
pub(crate) fn delivery_worker(
    settings: &Settings,
    recipients: &Recipients,
    store: &Arc<SqlStore>,
) -> Outcome<Option<DeliveryWorker>> {
    let Some(smtp) = settings.mail.smtp.clone() else { return Ok(None) };
    let life = TimeDelta::from_std(settings.server.link_life).context("server.link_life")?;
    let links = Links { sealer: ticket_links(store)?, life };
    let store: Arc<dyn Store> = store.clone();
    let ports = DeliveryPorts {
        store,
        clock: Arc::new(SystemClock),
        ids: Arc::new(RandomIds),
        jitter: Arc::new(jitter),
    };
    let public_url = settings.server.public_url.clone();
    let delivery = DeliverySettings {
        public_url,
        support_language: settings.mail.support_language,
        links: Some(links),
        ..DeliverySettings::new(smtp, recipients.clone())
    };
    let worker = DeliveryWorker::new(ports, delivery);
    Ok(Some(worker.map_err(|error| Failure::Usage(format!("mail cannot be set up: {:#}", anyhow!(error))))?))
}

/// How long what still blocks a thread may go on after everything else has ended.
const LAST_THREADS: Duration = Duration::from_secs(1);

/// Runs `work`, which waits for signals, timers and mail, to its end. One thread is enough for that, and a
/// few that may block.
///
/// Those few serve delivery, the resolving of names and housekeeping; requests are worked on by threads of
/// the API's own, so nothing that blocks here keeps an answer waiting. They are made when they are needed.
/// A name that is given up on keeps its thread until the resolver gives up too: hence more than two or three.
pub(crate) fn run<T>(work: impl Future<Output = Outcome<T>>) -> Outcome<T> {
    let mut builder = tokio::runtime::Builder::new_current_thread();
    let runtime = builder.enable_all().max_blocking_threads(16).build().context("no runtime")?;
    let done = runtime.block_on(work);
    // A database that hangs must not hold up the end: what it has not committed was acknowledged to nobody.
    runtime.shutdown_timeout(LAST_THREADS);
    done
}

/// A random number from 0 to 1, out of the randomness of ids.
fn jitter() -> f64 {
    let (high, _) = Uuid::new_v4().as_u64_pair();
    // The upper 16 bits of a random id are all random.
    u16::try_from(high >> 48).map_or(0.5, |random| f64::from(random) / f64::from(u16::MAX))
}

#[cfg(test)]
mod tests;
