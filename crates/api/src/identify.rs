//! Who asks: made once per request, from what the request proves, before its body is read.
//!
//! In open mode everybody is the operator of this computer. Otherwise a request under `/api/ai/` brings
//! a token of the host system, an API key, the capability of a visitor or the login of somebody with an
//! account here; the few routes that tell nothing about anybody need none of them.

use std::future::{Ready, ready};
use std::rc::Rc;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{Payload, ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use actix_web::middleware::Next;
use actix_web::{Error, FromRequest, HttpMessage, HttpRequest, web};
use handover_domain::{
    API_KEY_PREFIX, Actor, Claims, Ids, OrganizationId, TokenHash, TokenRefused, actor_of_key,
    actor_of_login, mint, note_key_use, note_login_use, remember_claims,
};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::api::{Access, ApiSettings, Desk, Shared, TokenAccess, Tools};
use crate::cookie;
use crate::limits;
use crate::live::Proof;
use crate::problem::{ApiError, Kind};
use crate::routes::{RouteTable, route_of};

/// Carries a visitor's capability, in both directions.
const VISITOR: HeaderName = HeaderName::from_static("x-handover-visitor");

/// Holds it where page and service are one site.
const VISITOR_COOKIE: &str = "__Host-handover-visitor";

/// Holds the token of somebody with an account here.
pub(crate) const LOGIN_COOKIE: &str = "__Host-handover-login";

/// How the tokens of logins begin.
const LOGIN: &str = "hol_";

/// How capabilities of visitors begin, so that one that leaked is recognised for what it is.
const CAPABILITY: &str = "hov_";

/// The routes that ask nobody who they are: they tell nothing about anybody, or what a link opens.
const PUBLIC: [&str; 2] = ["/api/ai/models", BY_LINK];

/// Where a link vouches for whoever shows it.
const BY_LINK: &str = "/api/ai/ticket-by-link";

/// The routes where somebody finds out who they are, or changes what is theirs.
const OWN_ACCOUNT: [&str; 3] = ["/api/auth/me", "/api/auth/password", "/api/auth/sign-out-everywhere"];

/// Where nobody has to be known yet, and nothing but a page of ours may write.
const ACCESS: &str = "/api/auth/";

/// Where somebody unknown may come in.
const DOORS: [&str; 2] = ["/api/ai/chat", "/api/ai/sessions"];

/// Whom a request proves to come from.
struct Known {
    actor: Actor,
    /// What the host system says about the user.
    claims: Option<Claims>,
    /// The capability that a visitor is given now.
    minted: Option<String>,
    /// What proved it, where its use is to be noted.
    used: Option<Used>,
    /// What proved it, for as long as an answer may take.
    proof: Proof,
}

/// A proof whose last use is remembered.
enum Used {
    Key(TokenHash),
    Login(TokenHash),
}

impl From<Actor> for Known {
    fn from(actor: Actor) -> Self {
        Self { actor, claims: None, minted: None, used: None, proof: Proof::Lasting }
    }
}

/// Finds out who asks, or refuses the request unread.
pub(crate) async fn identify(
    shared: web::Data<Shared>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let (access, tools, settings) = (&shared.access, &shared.tools, &shared.settings);
    if let Err(refused) = own_page(access, settings, &request) {
        return Ok(limits::refuse(request, refused));
    }
    let known = match access {
        Access::Open => Ok(Some(Actor::operator(OrganizationId::DEFAULT).into())),
        Access::Token(access) => match guarded_route(settings, &request) {
            Some(route) => known(access, tools, &request, &route)
                .await
                .and_then(|known| shared.rates.count(&request, &route, &known.actor).map(|()| Some(known))),
            None => Ok(None),
        },
    };
    let known = match known {
        Ok(known) => known,
        Err(refused) => return Ok(limits::refuse(request, refused)),
    };
    let Some(Known { actor, claims, minted, used, proof }) = known else {
        return Ok(next.call(request).await?.map_into_boxed_body());
    };
    let desk = tools.desk(actor);
    if let Err(refused) = note(&desk, claims, used).await {
        return Ok(limits::refuse(request, refused));
    }
    let same_origin = cookie::is_same_origin(request.headers());
    request.extensions_mut().insert(desk);
    request.extensions_mut().insert(proof);
    let mut response = next.call(request).await?.map_into_boxed_body();
    // Also beside an error: something may have been stored before it.
    if let Some(capability) = minted {
        hand_out(response.headers_mut(), &capability, same_origin);
    }
    Ok(response)
}

/// The route, where it is one that has to know who asks.
fn guarded_route(settings: &ApiSettings, request: &ServiceRequest) -> Option<Rc<str>> {
    let route = route_of(settings, request)?;
    let guarded =
        (route.starts_with("/api/ai/") && !PUBLIC.contains(&&*route)) || OWN_ACCOUNT.contains(&&*route);
    guarded.then_some(route)
}

/// Refuses what would sign somebody in, or change how, from a page of another site: even without a cookie
/// that could make somebody work in another's name.
fn own_page(access: &Access, settings: &ApiSettings, request: &ServiceRequest) -> Result<(), ApiError> {
    let route = route_of(settings, request).filter(|route| route.starts_with(ACCESS));
    let changes = !request.method().is_safe();
    // A method that the route does not have is told so further on.
    let table = request.app_data::<web::Data<RouteTable>>();
    let exists = |route: &Rc<str>| table.is_none_or(|table| table.methods(route).contains(&request.method()));
    if !changes || !route.as_ref().is_some_and(exists) {
        return Ok(());
    }
    match access {
        Access::Open => {
            let why = "This service runs in open mode, where nobody signs in: whoever is at this computer may \
                       do everything";
            Err(ApiError::new(Kind::OpenMode, why))
        }
        Access::Token(_) if cookie::is_own(request.request()) => Ok(()),
        Access::Token(_) => Err(cross_site()),
    }
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
            user(access, tools, token).await
        };
    }
    if access.visitors
        && let Some(capability) = headers.get(&VISITOR)
    {
        let shown = capability.to_str().ok().and_then(visitor_id).ok_or_else(nobody)?;
        return Ok(visitor(shown, None));
    }
    if let Some(login) = shown_login(headers) {
        vouched(request)?;
        if let Some(known) = staff(tools, login).await? {
            return Ok(known);
        }
        // A login that has ended is as good as none.
    }
    if !access.visitors {
        return Err(nobody());
    }
    if let Some(shown) = cookie::read(headers, VISITOR_COOKIE).and_then(visitor_id) {
        vouched(request)?;
        return Ok(visitor(shown, None));
    }
    if request.method() != Method::POST || !DOORS.contains(&route) {
        return Err(nobody());
    }
    let capability = mint(CAPABILITY, tools.ids.as_ref());
    let id = visitor_id(&capability).ok_or_else(nobody)?;
    Ok(visitor(id, Some(capability)))
}

/// Whether a request that a cookie vouches for may do what it wants: reading is harmless.
fn vouched(request: &ServiceRequest) -> Result<(), ApiError> {
    let fits = request.method().is_safe() || cookie::is_own(request.request());
    if fits { Ok(()) } else { Err(cross_site()) }
}

fn cross_site() -> ApiError {
    let why = "A cookie vouches for this request, which does not come from a page of this service";
    ApiError::new(Kind::CrossSite, why)
}

/// Somebody with an account here, as the account stands now; `None` for a login that has ended.
async fn staff(tools: &Tools, login: TokenHash) -> Result<Option<Known>, ApiError> {
    let desk = tools.desk(Actor::system(OrganizationId::DEFAULT));
    let recognised = desk.read(move |view, scene| Ok(actor_of_login(view, &login, scene.now)?)).await?;
    let Some(recognised) = recognised else { return Ok(None) };
    let used = recognised.to_be_noted.then_some(Used::Login(login));
    let proof = Proof::Login(*login.as_bytes());
    Ok(Some(Known { used, proof, ..recognised.actor.into() }))
}

/// The login that a request shows; not whether it is worth anything.
pub(crate) fn shown_login(headers: &HeaderMap) -> Option<TokenHash> {
    let token = cookie::read(headers, LOGIN_COOKIE).filter(|token| is_secret(LOGIN, token))?;
    token_hash(token)
}

/// What is kept of a token; `None` for an empty one.
pub(crate) fn token_hash(token: &str) -> Option<TokenHash> {
    TokenHash::new(Sha256::digest(token.as_bytes()).into())
}

/// A new token for a login, and what is kept of it.
pub(crate) fn new_login(ids: &dyn Ids) -> Result<(String, TokenHash), ApiError> {
    let token = mint(LOGIN, ids);
    let hash = token_hash(&token);
    hash.map(|hash| (token, hash)).ok_or_else(|| ApiError::internal("a token without a hash"))
}

fn visitor(id: Uuid, minted: Option<String>) -> Known {
    Known { minted, ..Actor::visitor(OrganizationId::DEFAULT, id).into() }
}

async fn user(access: &TokenAccess, tools: &Tools, token: &str) -> Result<Known, ApiError> {
    let tokens = access.tokens.as_ref().ok_or_else(|| not_accepted(&TokenRefused::UnknownKey))?;
    let claims = tokens.verify(token, tools.clock.now()).map_err(|refused| not_accepted(&refused))?;
    let organization = match &claims.organization {
        None => OrganizationId::DEFAULT,
        Some(key) => {
            let known = tools.organization(key, access.new_organizations).await?;
            known.ok_or_else(|| not_accepted(&TokenRefused::UnknownOrganization))?
        }
    };
    let actor = Actor::user(organization, &claims.user_id, claims.manager);
    let actor = actor.map_err(|_| not_accepted(&TokenRefused::Claim("user_id".to_owned())))?;
    let proof = Proof::Until(claims.expires_at);
    Ok(Known { claims: Some(claims), proof, ..actor.into() })
}

/// Another program. Whether its key is worth anything is looked up for each request, so that a revoked
/// one is worth nothing at once.
async fn service(tools: &Tools, key: &str) -> Result<Known, ApiError> {
    let hash = token_hash(key).ok_or_else(|| not_accepted(&TokenRefused::UnknownKey))?;
    let desk = tools.desk(Actor::system(OrganizationId::DEFAULT));
    let recognised = desk.read(move |view, scene| Ok(actor_of_key(view, &hash, scene.now)?)).await?;
    let recognised = recognised.ok_or_else(|| not_accepted(&TokenRefused::UnknownKey))?;
    let used = recognised.to_be_noted.then_some(Used::Key(hash));
    Ok(Known { used, proof: Proof::Key(*hash.as_bytes()), ..recognised.actor.into() })
}

/// Remembers what a request that is let in tells about its sender.
async fn note(desk: &Desk, claims: Option<Claims>, used: Option<Used>) -> Result<(), ApiError> {
    if let Some(used) = used {
        desk.write(move |tx, scene| match used {
            Used::Key(hash) => Ok(note_key_use(tx, &hash, scene.now)?),
            Used::Login(hash) => Ok(note_login_use(tx, &hash, scene.now)?),
        })
        .await?;
    }
    match claims {
        Some(claims) => greet(desk, claims).await,
        None => Ok(()),
    }
}

/// Remembers what the host system says about the user, so that mails can greet a person.
async fn greet(desk: &Desk, claims: Claims) -> Result<(), ApiError> {
    let told = [claims.name.is_some(), claims.email.is_some(), claims.language.is_some()];
    let (organization, now) = (desk.actor.scope().organization(), desk.clock.now());
    if told == [false; 3] || desk.greeted.is_fresh(organization, &claims, now) {
        return Ok(());
    }
    let claims = std::sync::Arc::new(claims);
    let asked = std::sync::Arc::clone(&claims);
    let is_news = desk.read(move |view, scene| Ok(handover_domain::is_news(view, scene, &asked)?)).await?;
    if is_news {
        let told = std::sync::Arc::clone(&claims);
        desk.write(move |tx, scene| Ok(remember_claims(tx, scene, &told)?)).await?;
    }
    desk.greeted.remember(organization, std::sync::Arc::unwrap_or_clone(claims), now);
    Ok(())
}

/// The token of an `Authorization` header; `None` for every other scheme.
fn bearer(value: &HeaderValue) -> Option<&str> {
    let (scheme, token) = value.to_str().ok()?.split_once(' ')?;
    let token = token.trim();
    (scheme.eq_ignore_ascii_case("bearer") && !token.is_empty()).then_some(token)
}

/// Whether a text has the form that [`mint`] gives.
pub(crate) fn is_secret(prefix: &str, text: &str) -> bool {
    text.strip_prefix(prefix).is_some_and(|digits| {
        digits.len() == 64 && digits.bytes().all(|b| b.is_ascii_hexdigit() && !b.is_ascii_uppercase())
    })
}

/// Whom a capability stands for. Nobody can get from the id, which is no secret, to the capability.
fn visitor_id(capability: &str) -> Option<Uuid> {
    if !is_secret(CAPABILITY, capability) {
        return None;
    }
    let digest: [u8; 32] = Sha256::digest(capability.as_bytes()).into();
    let (half, _) = digest.split_first_chunk::<16>()?;
    Some(Uuid::from_bytes(*half))
}

fn hand_out(headers: &mut HeaderMap, capability: &str, same_origin: bool) {
    if let Ok(value) = HeaderValue::from_str(capability) {
        headers.insert(VISITOR, value);
    }
    if let Some(value) = cookie::set(VISITOR_COOKIE, capability).filter(|_| same_origin) {
        headers.append(header::SET_COOKIE, value);
    }
}

pub(crate) fn nobody() -> ApiError {
    challenge(ApiError::new(Kind::Unauthenticated, "Not authenticated"))
}

fn not_accepted(refused: &TokenRefused) -> ApiError {
    if *refused == TokenRefused::NoKeys {
        return ApiError::new(Kind::Overloaded, "The keys to check tokens with are not available; try again");
    }
    let words = HeaderValue::from_static("Bearer realm=\"handover\", error=\"invalid_token\"");
    let refused = ApiError::new(Kind::Unauthenticated, format!("Not authenticated: {refused}"));
    refused.with_header(header::WWW_AUTHENTICATE, words)
}

/// Says how to prove who one is, as every 401 has to.
pub(crate) fn challenge(refused: ApiError) -> ApiError {
    refused.with_header(header::WWW_AUTHENTICATE, HeaderValue::from_static("Bearer realm=\"handover\""))
}

impl FromRequest for Desk {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let desk = request.extensions().get::<Self>().cloned();
        ready(desk.ok_or_else(nobody))
    }
}

impl FromRequest for Proof {
    type Error = ApiError;
    type Future = Ready<Result<Self, ApiError>>;

    fn from_request(request: &HttpRequest, _: &mut Payload) -> Self::Future {
        let proof = request.extensions().get::<Self>().copied();
        ready(proof.ok_or_else(nobody))
    }
}
