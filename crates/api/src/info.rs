//! What this service is: its name, its languages, its models.

use std::sync::Arc;

use actix_web::{get, web};
use handover_domain::Language;
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::{ApiSettings, Talk};

/// A language that users may write.
#[derive(Serialize, ToSchema)]
#[schema(as = Language)]
pub(crate) struct LanguageView {
    code: &'static str,
    name: &'static str,
}

fn languages() -> Vec<LanguageView> {
    Language::ALL
        .iter()
        .map(|language| LanguageView { code: language.code(), name: language.name() })
        .collect()
}

/// What answers.
#[derive(Serialize, ToSchema)]
pub(crate) struct Models {
    primary_model: String,
    /// Null while there is nothing to fall back to.
    fallback_model: Option<String>,
    supported_languages: Vec<LanguageView>,
    /// Null where that means nothing.
    max_tokens: Option<u32>,
    temperature: Option<f64>,
}

/// What answers, and in which languages.
#[utoipa::path(tag = "health", responses((status = 200, body = Models)))]
#[get("/api/ai/models")]
pub(crate) async fn models(talk: web::Data<Talk>) -> web::Json<Models> {
    let card = talk.assistant.models();
    web::Json(Models {
        primary_model: card.primary,
        fallback_model: card.fallback,
        supported_languages: languages(),
        max_tokens: card.max_tokens,
        temperature: card.temperature,
    })
}

/// What this service is.
#[derive(Serialize, ToSchema)]
pub(crate) struct Info {
    service: String,
    version: String,
    environment: String,
    supported_languages: Vec<LanguageView>,
    features: [&'static str; 6],
    /// Where the API is described.
    docs: String,
}

/// What this service is.
#[utoipa::path(tag = "health", responses((status = 200, body = Info)))]
#[get("/info")]
pub(crate) async fn info(settings: web::Data<Arc<ApiSettings>>) -> web::Json<Info> {
    web::Json(Info {
        service: settings.service.clone(),
        version: settings.version.clone(),
        environment: settings.environment.clone(),
        supported_languages: languages(),
        features: ["chat", "guided_steps", "escalation", "tickets", "notifications", "idempotency"],
        docs: format!("{}/docs", settings.base_path),
    })
}
