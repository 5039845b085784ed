//! API keys of other programs: making, listing and revoking them.

use actix_web::{HttpResponse, delete, get, post, web};
use handover_domain::{
    API_KEY_PREFIX, AccessError, ApiKey, ApiKeyId, NewApiKey, create_api_key, list_api_keys, mint,
    revoke_api_key,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::Desk;
use crate::body::Body;
use crate::field::{Instant, Text, Time};
use crate::identify::token_hash;
use crate::parameters::IdInPath;
use crate::problem::{ApiError, FieldError, Kind, sentence};
use crate::words::KeyScopeWord;

/// A key, without the key itself.
#[derive(Serialize, ToSchema)]
#[schema(as = ApiKey)]
pub(crate) struct KeyView {
    id: Uuid,
    /// What the program is called.
    name: String,
    scopes: Vec<KeyScopeWord>,
    created_at: Time,
    expires_at: Option<Time>,
    revoked_at: Option<Time>,
    /// To within a minute.
    last_used_at: Option<Time>,
}

impl From<ApiKey> for KeyView {
    fn from(key: ApiKey) -> Self {
        Self {
            id: key.id.0,
            name: key.name,
            scopes: key.scopes.into_iter().map(KeyScopeWord).collect(),
            created_at: Time(key.created_at),
            expires_at: key.expires_at.map(Time),
            revoked_at: key.revoked_at.map(Time),
            last_used_at: key.last_used_at.map(Time),
        }
    }
}

/// All keys, also those that are worth nothing any more.
#[derive(Serialize, ToSchema)]
pub(crate) struct Keys {
    /// Oldest first.
    api_keys: Vec<KeyView>,
}

/// List the API keys.
#[utoipa::path(tag = "access", responses((status = 200, body = Keys)))]
#[get("/api/ai/desk/api-keys")]
pub(crate) async fn show_keys(desk: Desk) -> Result<web::Json<Keys>, ApiError> {
    let found = desk.read(|view, scene| list_api_keys(view, scene).map_err(refused)).await?;
    Ok(web::Json(Keys { api_keys: found.into_iter().map(KeyView::from).collect() }))
}

/// A program that is to have a key.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct KeyBody {
    // What the program is called: one line.
    #[schema(inline, value_type = crate::docs::ActorName)]
    name: Text<1024>,
    /// What the key may be used for.
    #[schema(inline, min_items = 1)]
    scopes: Vec<KeyScopeWord>,
    /// From when on it is worth nothing; in the future. Left out, it is good until it is revoked.
    #[schema(inline)]
    expires_at: Option<Instant>,
}

/// A new key. The key itself is shown this once.
#[derive(Serialize, ToSchema)]
pub(crate) struct MadeKey {
    #[serde(flatten)]
    about: KeyView,
    /// What the program sends as `Authorization: Bearer`.
    key: String,
}

/// Make an API key. The answer shows it, once.
#[utoipa::path(tag = "access", request_body = KeyBody, responses((status = 201, body = MadeKey)))]
#[post("/api/ai/desk/api-keys")]
pub(crate) async fn make_key(desk: Desk, body: Body<KeyBody>) -> Result<HttpResponse, ApiError> {
    let KeyBody { name, scopes, expires_at } = body.value;
    let new = NewApiKey {
        name: name.0,
        scopes: scopes.into_iter().map(|word| word.0).collect(),
        expires_at: expires_at.map(|at| at.0),
    };
    let key = mint(API_KEY_PREFIX, desk.ids.as_ref());
    let hash = token_hash(&key).ok_or_else(|| ApiError::internal("a key without a hash"))?;
    let made = desk.write(move |tx, scene| create_api_key(tx, scene, new, hash).map_err(refused)).await?;
    Ok(HttpResponse::Created()
        .insert_header((actix_web::http::header::CACHE_CONTROL, "no-store"))
        .json(MadeKey { about: made.into(), key }))
}

/// Revoke an API key: it is worth nothing from the next request on.
#[utoipa::path(
    tag = "access",
    params(("id" = inline(crate::field::Id), Path)),
    responses((status = 204, description = "It is worth nothing any more"), (status = 404))
)]
#[delete("/api/ai/desk/api-keys/{id}")]
pub(crate) async fn drop_key(desk: Desk, id: IdInPath) -> Result<HttpResponse, ApiError> {
    let id = ApiKeyId(id.0);
    desk.write(move |tx, scene| revoke_api_key(tx, scene, id).map_err(refused)).await?;
    Ok(HttpResponse::NoContent().finish())
}

fn refused(error: AccessError) -> ApiError {
    let said = sentence(&error.to_string());
    let field = |name, code| ApiError::field(FieldError::named("body", name, code, said.clone()));
    match error {
        AccessError::NoSuchKey => ApiError::new(Kind::NotFound, "API key not found"),
        AccessError::BadName => field("name", "line"),
        AccessError::NoScope => field("scopes", "too_short"),
        AccessError::ExpiresInThePast => field("expires_at", "in_the_past"),
        other => other.into(),
    }
}
