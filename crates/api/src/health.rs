//! Health: alive, ready, and what does not work as it should.

use std::sync::Arc;
use std::time::{Duration, Instant};

use actix_web::{HttpResponse, get, web};
use chrono::{DateTime, Utc};
use handover_domain::{Channel, ChannelStatus};
use serde::Serialize;
use tokio::sync::Mutex;
use utoipa::ToSchema;

use crate::api::{ApiSettings, Lifecycle, Post, Talk, Tools};

/// Seconds since 1970, as the inherited health answers give the time.
pub(crate) fn epoch(at: DateTime<Utc>) -> f64 {
    (at - DateTime::UNIX_EPOCH).as_seconds_f64()
}

/// That the service answers.
#[derive(Serialize, ToSchema)]
pub(crate) struct Health {
    status: &'static str,
    service: String,
    timestamp: f64,
    environment: String,
}

fn healthy(tools: &Tools, settings: &ApiSettings) -> web::Json<Health> {
    web::Json(Health {
        status: "healthy",
        service: settings.service.clone(),
        timestamp: epoch(tools.clock.now()),
        environment: settings.environment.clone(),
    })
}

/// Whether the service answers.
#[utoipa::path(tag = "health", responses((status = 200, body = Health)))]
#[get("/health")]
pub(crate) async fn health(
    tools: web::Data<Tools>,
    settings: web::Data<Arc<ApiSettings>>,
) -> web::Json<Health> {
    healthy(&tools, &settings)
}

/// The same under the address that the prototype redirected to.
#[utoipa::path(tag = "health", responses((status = 200, body = Health)))]
#[get("/health/")]
pub(crate) async fn health_with_slash(
    tools: web::Data<Tools>,
    settings: web::Data<Arc<ApiSettings>>,
) -> web::Json<Health> {
    healthy(&tools, &settings)
}

/// That the process lives.
#[derive(Serialize, ToSchema)]
pub(crate) struct Alive {
    status: &'static str,
    timestamp: f64,
}

/// Whether the process lives, whatever else works.
#[utoipa::path(tag = "health", responses((status = 200, body = Alive)))]
#[get("/health/live")]
pub(crate) async fn alive(tools: web::Data<Tools>) -> web::Json<Alive> {
    web::Json(Alive { status: "alive", timestamp: epoch(tools.clock.now()) })
}

/// Whether requests should be sent here.
#[derive(Serialize, ToSchema)]
pub(crate) struct Readiness {
    status: &'static str,
    checks: Checks,
    /// What does not work as it should, although requests are answered.
    degraded: Vec<String>,
    timestamp: f64,
    service: String,
}

/// What was looked at; true means that nothing is wrong with it.
#[derive(Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "old monitors read one truth value per part")]
pub(crate) struct Checks {
    database: bool,
    mail: bool,
    llm_client: bool,
    openai_api: bool,
    configuration: bool,
}

/// Whether requests should be sent here.
///
/// Not ready means that the database cannot be used, or that the service is stopping. Anything else
/// that is wrong is listed under `degraded`.
#[utoipa::path(
    tag = "health",
    responses((status = 200, body = Readiness), (status = 503, body = Readiness, description = "Not ready"))
)]
#[get("/health/ready")]
pub(crate) async fn ready(
    tools: web::Data<Tools>,
    (mail, talk): (web::Data<Post>, web::Data<Talk>),
    lifecycle: web::Data<Lifecycle>,
    settings: web::Data<Arc<ApiSettings>>,
) -> HttpResponse {
    let database = tools.database.look(&tools).await;
    let mut degraded = mail.0.trouble();
    degraded.extend(database.mail_trouble);
    let mail_works = degraded.is_empty();
    let rules = tools.house.trouble();
    let rules_are_newest = rules.is_none();
    degraded.extend(rules);
    let model = talk.assistant.trouble();
    let model_answers = model.is_none();
    degraded.extend(model);
    let is_ready = database.is_usable && !lifecycle.is_stopping();
    let readiness = Readiness {
        status: if is_ready { "ready" } else { "not_ready" },
        checks: Checks {
            database: database.is_usable,
            mail: mail_works,
            llm_client: model_answers,
            openai_api: model_answers,
            configuration: rules_are_newest,
        },
        degraded,
        timestamp: epoch(tools.clock.now()),
        service: settings.service.clone(),
    };
    if is_ready {
        HttpResponse::Ok().json(readiness)
    } else {
        HttpResponse::ServiceUnavailable().json(readiness)
    }
}

/// What was last seen of the database.
#[derive(Clone)]
struct Seen {
    is_usable: bool,
    mail_trouble: Option<String>,
}

/// Looks at the database, once for all who ask at about the same time: nobody is refused here, so that
/// whoever asks without end must not keep the connections from those who work.
#[derive(Default)]
pub(crate) struct Lookout(Mutex<Option<(Instant, Seen)>>);

/// How old an answer may be.
const FRESH: Duration = Duration::from_millis(250);

impl Lookout {
    async fn look(&self, tools: &Tools) -> Seen {
        let mut last = self.0.lock().await;
        if let Some((at, seen)) = last.as_ref()
            && at.elapsed() < FRESH
        {
            return seen.clone();
        }
        let seen = match tools.check().await {
            Ok(channel) => Seen { is_usable: true, mail_trouble: channel.and_then(|c| trouble(&c)) },
            Err(error) => {
                tracing::warn!(causes = error.causes().join(": "), "the database cannot be used");
                Seen { is_usable: false, mail_trouble: None }
            }
        };
        *last = Some((Instant::now(), seen.clone()));
        seen
    }
}

fn trouble(channel: &Channel) -> Option<String> {
    let state = match channel.status {
        ChannelStatus::Open => return None,
        ChannelStatus::Failing => "mail is failing",
        ChannelStatus::Paused => "mail is paused",
    };
    let since = channel.since.format("%Y-%m-%d %H:%M:%S UTC");
    Some(format!("{state} since {since}; see `handover doctor`"))
}
