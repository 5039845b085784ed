//! Health: alive, ready, and what does not work as it should.

use std::sync::Arc;

use actix_web::{HttpResponse, get, web};
use chrono::{DateTime, Utc};
use handover_domain::{Actor, ChannelStatus, OrganizationId};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::{ApiSettings, Lifecycle, Post, Talk, Tools};
use crate::problem::ApiError;

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
    let usable = tools.check().await;
    if let Err(error) = &usable {
        tracing::warn!(causes = error.causes().join(": "), "the database cannot be used");
    }
    let mut degraded = mail.0.trouble();
    if usable.is_ok() {
        degraded.extend(channel_trouble(&tools).await.unwrap_or_default());
    }
    let mail_works = degraded.is_empty();
    let rules = tools.house.trouble();
    let rules_are_newest = rules.is_none();
    degraded.extend(rules);
    let model = talk.assistant.trouble();
    let model_answers = model.is_none();
    degraded.extend(model);
    let is_ready = usable.is_ok() && !lifecycle.is_stopping();
    let readiness = Readiness {
        status: if is_ready { "ready" } else { "not_ready" },
        checks: Checks {
            database: usable.is_ok(),
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

async fn channel_trouble(tools: &Tools) -> Result<Option<String>, ApiError> {
    let desk = tools.desk(Actor::system(OrganizationId::DEFAULT));
    let channel = desk.read(|view, _| Ok(view.mail_channel()?)).await?;
    Ok(channel.and_then(|channel| {
        let state = match channel.status {
            ChannelStatus::Open => return None,
            ChannelStatus::Failing => "mail is failing",
            ChannelStatus::Paused => "mail is paused",
        };
        let since = channel.since.format("%Y-%m-%d %H:%M:%S UTC");
        Some(format!("{state} since {since}; see `handover doctor`"))
    }))
}
