//! `handover serve`: the API, the page, the delivery of mail and the housekeeping, in one process.

use std::net::{SocketAddr, TcpListener};
use std::sync::Arc;

use anyhow::Context;
use chrono::TimeDelta;
use handover_api::{Api, ApiSettings};
use handover_assistant::KnowledgeReader;
use handover_domain::{Clock, House, HouseRules, Ids, Store};
use handover_notification::DeliveryWorker;
use handover_persistence::SqlStore;

use crate::announce;
use crate::cli;
use crate::compose;
use crate::failure::{Failure, Outcome};
use crate::housekeeping::Housekeeping;
use crate::knowledge_watch::KnowledgeWatch;
use crate::logging::NOTICE;
use crate::mail_desk::MailDesk;
use crate::open_files;
use crate::rule_watch::RuleWatch;
use crate::settings::{Auth, Server, Settings, Workers};
use crate::shutdown::Stopper;
use crate::web_pages::WebPages;
use crate::word_keeper::WordKeeper;
use crate::world::{RandomIds, SystemClock};

/// Serves until a signal.
pub(crate) fn run(settings: &Settings, flags: &cli::Serve) -> Outcome {
    if matches!(settings.auth, Auth::Open) {
        refuse_the_world(settings.server.bind)?;
    }
    let access = compose::access(settings)?;
    let house = House::new(compose::house_rules(settings)?);
    let recipients = settings.mail.recipients(&house.now().contacts)?;
    let embedded = compose::assistant(settings)?;
    let (assistant, answers) = compose::answering(settings, embedded.clone())?;
    let store = Arc::new(compose::open_store(settings)?);
    prepare(&store, settings, flags)?;
    let knowledge = KnowledgeWatch::new(store.clone(), &embedded, settings.knowledge.packs);
    // Nobody is answered from half of what there is.
    knowledge.look().context("the documents cannot be read")?;
    let worker =
        if flags.no_worker { None } else { compose::delivery_worker(settings, &recipients, &store)? };
    let links = compose::ticket_links(&store)?;
    let wake = worker.as_ref().map(DeliveryWorker::wake_handle);
    let api = Api {
        store: store.clone(),
        assistant,
        documents: Arc::new(KnowledgeReader),
        clock: Arc::new(SystemClock),
        ids: Arc::new(RandomIds),
        house: house.clone(),
        pages: Arc::new(WebPages),
        mail: Arc::new(MailDesk::new(settings, recipients, wake)),
        links,
        access,
        settings: api_settings(settings),
    };
    let listener = listen(settings.server.bind)?;
    let mail = match &settings.mail.smtp {
        Some(smtp) => format!("goes to {}:{}", smtp.host, smtp.port),
        None => "waits in the outbox until SMTP_SERVER is set".to_owned(),
    };
    tracing::info!("database {}; mail {mail}; answers come {answers}", settings.database.url);
    let housekeeping = housekeeping(settings, store, house.now())?;
    let rules = RuleWatch::new(settings.files.rules.clone(), house);
    let words = WordKeeper::new(api.store.clone());
    compose::run(work(api, listener, (worker, housekeeping, (rules, knowledge, words))))
}

/// Brings the database to where this build and these settings want it.
fn prepare(store: &SqlStore, settings: &Settings, flags: &cli::Serve) -> Outcome {
    let url = &settings.database.url;
    if flags.no_migrate {
        store.check().with_context(|| format!("the database {url} is not ready"))?;
    } else {
        for name in compose::migrate(store, settings)? {
            tracing::info!("migrated: {name}");
        }
    }
    let zone = settings.organization.time_zone;
    Ok(store.set_time_zone(zone).with_context(|| format!("the database {url} cannot be written"))?)
}

/// Runs all parts side by side; a signal stops them together.
async fn work(
    api: Api,
    listener: TcpListener,
    (worker, housekeeping, (rules, knowledge, words)): (
        Option<DeliveryWorker>,
        Housekeeping,
        (RuleWatch, KnowledgeWatch, WordKeeper),
    ),
) -> Outcome {
    let address = listener.local_addr().context("the socket has no address")?;
    let (base_path, drain) = (api.settings.base_path.clone(), api.settings.stop_deadline);
    let stopper = Stopper::new()?;
    let (mut api_stop, mut mail_stop) = (stopper.stop(), stopper.stop());
    let (side_stop, announce_stop, request) = (stopper.stop(), stopper.stop(), stopper.request());
    let (rules_stop, knowledge_stop, words_stop) = (stopper.stop(), stopper.stop(), stopper.stop());
    let report_stop = stopper.stop();
    let parts = async {
        let serving = async {
            let served = handover_api::serve(api, listener, async move { api_stop.requested().await }).await;
            // It may have ended because its socket broke: then the others are to end too.
            request.stop();
            served
        };
        let delivering = async {
            if let Some(worker) = &worker {
                worker.run(mail_stop.requested()).await;
            }
        };
        let beside = async {
            tokio::join!(
                delivering,
                housekeeping.run(side_stop),
                housekeeping.run_reports(report_stop),
                rules.run(rules_stop),
                knowledge.run(knowledge_stop),
                words.run(words_stop),
                announce::when_it_answers(address, &base_path, announce_stop)
            );
        };
        let (served, ()) = tokio::join!(serving, beside);
        served
    };
    stopper.run(drain, parts).await.context("the server failed")?;
    tracing::info!(target: NOTICE, "stopped");
    Ok(())
}

/// Nobody is told apart in open mode, so nobody but this machine may get in.
fn refuse_the_world(bind: SocketAddr) -> Result<(), Failure> {
    if bind.ip().is_loopback() {
        return Ok(());
    }
    Err(Failure::Usage(format!(
        "server.bind = {bind} can be reached from other machines, and Handover runs in open mode: whoever reaches it \
         may read and change every session and ticket. Set auth.mode = token, or listen on 127.0.0.1:{port} or [::1]:{port} and reach it \
         through an SSH tunnel (ssh -L {port}:127.0.0.1:{port} HOST)",
        port = bind.port()
    )))
}

fn listen(bind: SocketAddr) -> Outcome<TcpListener> {
    let listener = TcpListener::bind(bind).with_context(|| {
        format!("{bind} cannot be listened on (another program may hold the port; --bind takes another)")
    })?;
    Ok(listener)
}

fn api_settings(settings: &Settings) -> ApiSettings {
    let Server { base_path, cors_allowed_origins, trusted_proxies, environment, workers, drain, .. } =
        &settings.server;
    let Server { max_connections, connections_per_address, max_streams, streams_per_client, .. } =
        settings.server;
    // Every connection can be busy while a few requests wait for one. SQLite's writer has its own thread.
    let connections = match settings.database.url.sqlite_path() {
        Some(_) => settings.database.sqlite_readers,
        None => settings.database.postgres_connections,
    };
    let blocking_threads = usize::from(connections) + 8;
    ApiSettings {
        base_path: base_path.clone(),
        cors_allowed_origins: cors_allowed_origins.clone(),
        trusted_proxies: trusted_proxies.clone(),
        rates: settings.limits.clone(),
        max_connections: open_files::room_for(max_connections),
        connections_per_address,
        max_streams: usize::try_from(max_streams.get()).unwrap_or(usize::MAX),
        streams_per_client,
        environment: environment.clone(),
        workers: match workers {
            Workers::Auto => std::thread::available_parallelism().map_or(1, |cores| cores.get().min(2)),
            Workers::Exactly(count) => count.0.into(),
        },
        blocking_threads,
        stop_deadline: *drain,
        document_limit: settings.knowledge.document_size,
        contacts_file: settings.files.contacts.on_disk().map(|path| path.display().to_string()),
        ..ApiSettings::default()
    }
}

fn housekeeping(settings: &Settings, store: Arc<SqlStore>, house: Arc<HouseRules>) -> Outcome<Housekeeping> {
    let clock: Arc<dyn Clock> = Arc::new(SystemClock);
    let ids: Arc<dyn Ids> = Arc::new(RandomIds);
    let abandon_after = TimeDelta::from_std(settings.chat.abandon_after).context("chat.abandon_after")?;
    Ok(Housekeeping { store, house, clock, ids, abandon_after })
}
