//! Who asks: made once per request, from what the request proves, before its body is read.
//!
//! In open mode everybody is the operator of this computer. Otherwise a request under `/api/ai/` brings
//! a token of the host system, an API key, or the capability of a visitor; the few routes that tell
//! nothing about anybody need none of them.

use std::future::{Ready, ready};

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest, web};
use handover_domain::{
    API_KEY_PREFIX, Actor, Claims, Ids, OrganizationId, TokenHash, TokenRefused, actor_of_key, note_key_use,
    remember_claims,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::api::{Access, ApiSettings, Desk, TokenAccess, Tools};
use crate::client_address::client_of;
use crate::limits;
use crate::problem::{ApiError, Kind};
use crate::routes::route_of;

/// Carries a visitor's capability, in both directions.
const VISITOR: HeaderName = HeaderName::from_static("x-handover-visitor");

/// Holds it where page and service are one site. Browsers keep `__Host-` to one host, TLS and no path.
const VISITOR_COOKIE: &str = "__Host-handover-visitor";

/// A header that no page of another site can set without being asked first.
const OWN_REQUEST: HeaderName = HeaderName::from_static("x-handover-request");

/// How capabilities of visitors begin, so that one that leaked is recognised for what it is.
const CAPABILITY: &str = "hov_";

/// The routes below `/api/ai/` that tell nothing about anybody.
const PUBLIC: [&str; 1] = ["/api/ai/models"];

/// Where somebody unknown may come in.
const DOORS: [&str; 2] = ["/api/ai/chat", "/api/ai/sessions"];

/// Whom a request proves to come from.
struct Known {
    actor: Actor,
    /// What the host system says about the user.
    claims: Option<Claims>,
    /// The capability that a visitor is given now.
    minted: Option<String>,
}

/// Finds out who asks, or refuses the request unread.
pub(crate) async fn identify(
    access: web::Data<Access>,
    tools: web::Data<Tools>,
    settings: web::Data<std::sync::Arc<ApiSettings>>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let known = match access.as_ref() {
        Access::Open => {
            let actor = Actor::operator(OrganizationId::DEFAULT);
            Ok(Some(Known { actor, claims: None, minted: None }))
        }
        Access::Token(access) => match guarded_route(&settings, &request) {
            Some(route) => known(access, &tools, &request, &route).await.map(Some),
            None => Ok(None),
        },
    };
    let known = match known {
        Ok(known) => known,
        Err(refused) => return Ok(limits::refuse(request, refused)),
    };
    let Some(Known { actor, claims, minted }) = known else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let desk = tools.desk(actor);
    if let Some(claims) = claims
        && let Err(refused) = greet(&desk, claims).await
    {
        return Ok(limits::refuse(request, refused));
    }
    let same_site = is_same_site(request.headers());
    request.extensions_mut().insert(desk);
    let mut response = next.call(request).await?.map_into_boxed_body();
    // Also beside an error: something may have been stored before it.
    if let Some(capability) = minted {
        hand_out(response.headers_mut(), &capability, same_site);
    }
    Ok(response)
}

/// The pattern of the route without the base path, where it is one that has to know who asks.
fn guarded_route(settings: &ApiSettings, request: &ServiceRequest) -> Option<String> {
    route_of(settings, request)
        .filter(|route| route.starts_with("/api/ai/") && !PUBLIC.contains(&route.as_str()))
}

async fn known(
    access: &TokenAccess,
    tools: &Tools,
    request: &ServiceRequest,
    route: &str,
) -> Result<Known, ApiError> {
    let headers = request.headers();
    if [header::AUTHORIZATION, VISITOR].iter().any(|name| headers.get_all(name).count() > 1) {
        // A proxy that looked at another one than we do would vouch for somebody else.
        return Err(nobody());
    }
    if let Some(value) = headers.get(header::AUTHORIZATION) {
        let token = bearer(value).ok_or_else(|| not_accepted(&TokenRefused::Malformed))?;
        return if token.starts_with(API_KEY_PREFIX) {
            service(tools, token).await
        } else {
            user(access, tools, token)
        };
    }
    if !access.visitors {
        return Err(nobody());
    }
    if let Some(capability) = headers.get(&VISITOR) {
        let shown = capability.to_str().ok().and_then(visitor_id).ok_or_else(nobody)?;
        return Ok(visitor(shown, None));
    }
    if let Some(shown) = visitor_cookie(headers).and_then(visitor_id) {
        if !request.method().is_safe() && !is_own(request) {
            let why = "A cookie vouches for this request, which does not come from a page of this service";
            return Err(ApiError::new(Kind::CrossSite, why));
        }
        return Ok(visitor(shown, None));
    }
    if request.method() != Method::POST || !DOORS.contains(&route) {
        return Err(nobody());
    }
    let capability = mint(tools.ids.as_ref());
    let id = visitor_id(&capability).ok_or_else(nobody)?;
    Ok(visitor(id, Some(capability)))
}

fn visitor(id: Uuid, minted: Option<String>) -> Known {
    Known { actor: Actor::visitor(OrganizationId::DEFAULT, id), claims: None, minted }
}

fn user(access: &TokenAccess, tools: &Tools, token: &str) -> Result<Known, ApiError> {
    let tokens = access.tokens.as_ref().ok_or_else(|| not_accepted(&TokenRefused::UnknownKey))?;
    let claims = tokens.verify(token, tools.clock.now()).map_err(|refused| not_accepted(&refused))?;
    if claims.organization.is_some() {
        return Err(not_accepted(&TokenRefused::Claim("organization".to_owned())));
    }
    let actor = Actor::user(OrganizationId::DEFAULT, &claims.user_id, claims.manager);
    let actor = actor.map_err(|_| not_accepted(&TokenRefused::Claim("user_id".to_owned())))?;
    Ok(Known { actor, claims: Some(claims), minted: None })
}

/// Another program. Whether its key is worth anything is looked up for each request, so that a revoked
/// one is worth nothing at once.
async fn service(tools: &Tools, key: &str) -> Result<Known, ApiError> {
    let hash = TokenHash::new(Sha256::digest(key.as_bytes()).into());
    let hash = hash.ok_or_else(|| not_accepted(&TokenRefused::UnknownKey))?;
    let desk = tools.desk(Actor::system(OrganizationId::DEFAULT));
    let recognised = desk.read(move |view, scene| Ok(actor_of_key(view, &hash, scene.now)?)).await?;
    let recognised = recognised.ok_or_else(|| not_accepted(&TokenRefused::UnknownKey))?;
    if recognised.to_be_noted {
        desk.write(move |tx, scene| Ok(note_key_use(tx, &hash, scene.now)?)).await?;
    }
    Ok(Known { actor: recognised.actor, claims: None, minted: None })
}

/// Remembers what the host system says about the user, so that mails can greet a person.
async fn greet(desk: &Desk, claims: Claims) -> Result<(), ApiError> {
    let told = [claims.name.is_some(), claims.email.is_some(), claims.language.is_some()];
    if told == [false; 3] {
        return Ok(());
    }
    let claims = std::sync::Arc::new(claims);
    let asked = std::sync::Arc::clone(&claims);
    let is_news = desk.read(move |view, scene| Ok(handover_domain::is_news(view, scene, &asked)?)).await?;
    if is_news {
        desk.write(move |tx, scene| Ok(remember_claims(tx, scene, &claims)?)).await?;
    }
    Ok(())
}

/// The token of an `Authorization` header; `None` for every other scheme.
fn bearer(value: &HeaderValue) -> Option<&str> {
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

/// A new capability: 244 random bits.
fn mint(ids: &dyn Ids) -> String {
    format!("{CAPABILITY}{}{}", ids.capability().simple(), ids.capability().simple())
}

/// Whom a capability stands for. Nobody can get from the id, which is no secret, to the capability.
fn visitor_id(capability: &str) -> Option<Uuid> {
    let secret = capability.strip_prefix(CAPABILITY)?;
    if secret.len() != 64 || !secret.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase()) {
        return None;
    }
    let digest: [u8; 32] = Sha256::digest(capability.as_bytes()).into();
    let (half, _) = digest.split_first_chunk::<16>()?;
    Some(Uuid::from_bytes(*half))
}

fn hand_out(headers: &mut HeaderMap, capability: &str, same_site: bool) {
    if let Ok(value) = HeaderValue::from_str(capability) {
        headers.insert(VISITOR, value);
    }
    let cookie = format!("{VISITOR_COOKIE}={capability}; Path=/; Secure; HttpOnly; SameSite=Strict");
    if let Some(value) = HeaderValue::from_str(&cookie).ok().filter(|_| same_site) {
        headers.insert(header::SET_COOKIE, value);
    }
}

/// The visitor's cookie, by its exact name: a decoded name could be one that browsers let others set. Two
/// of them are none, because one was planted.
fn visitor_cookie(headers: &HeaderMap) -> Option<&str> {
    let lines = headers.get_all(header::COOKIE).filter_map(|line| line.to_str().ok());
    let pairs = lines.flat_map(|line| line.split(';')).filter_map(|pair| pair.trim().split_once('='));
    let mut found = pairs.filter(|(name, _)| *name == VISITOR_COOKIE).map(|(_, value)| value);
    match (found.next(), found.next()) {
        (Some(only), None) => Some(only),
        _ => None,
    }
}

fn is_same_site(headers: &HeaderMap) -> bool {
    headers.get("sec-fetch-site").is_some_and(|site| site == "same-origin")
}

/// Whether a request that a cookie vouches for comes from a page of this service. A browser says so
/// itself, or names the page; a form cannot set the header.
fn is_own(request: &ServiceRequest) -> bool {
    let headers = request.headers();
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok());
    let origin = headers.get(header::ORIGIN).and_then(|origin| origin.to_str().ok());
    let from_here = match (headers.get("sec-fetch-site"), origin) {
        (Some(site), _) => site == "same-origin",
        // What came over TLS came from no page that did not.
        (None, Some(origin)) => origin.split_once("://").is_some_and(|(scheme, own)| {
            Some(own) == host && (scheme == "https" || !client_of(request.request()).is_secure)
        }),
        (None, None) => false,
    };
    from_here && headers.get(OWN_REQUEST).is_some_and(|value| value == "1")
}

fn nobody() -> ApiError {
    challenge(ApiError::new(Kind::Unauthenticated, "Not authenticated"), "Bearer realm=\"handover\"")
}

fn not_accepted(refused: &TokenRefused) -> ApiError {
    if *refused == TokenRefused::NoKeys {
        return ApiError::new(Kind::Overloaded, "The keys to check tokens with are not available; try again");
    }
    let words = "Bearer realm=\"handover\", error=\"invalid_token\"";
    challenge(ApiError::new(Kind::Unauthenticated, format!("Not authenticated: {refused}")), words)
}

fn challenge(refused: ApiError, words: &'static str) -> ApiError {
    refused.with_header(header::WWW_AUTHENTICATE, HeaderValue::from_static(words))
}

impl FromRequest for Desk {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let desk = request.extensions().get::<Self>().cloned();
        ready(desk.ok_or_else(nobody))
    }
}
