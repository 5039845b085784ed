//! Signing in with an identity provider: the browser goes there and comes back with a code.
//!
//! Nothing is kept about a sign-in that has begun. The browser holds one secret, out of which the state, the
//! nonce and the PKCE verifier are made, so that an answer counts only in the browser that asked.

use std::sync::Arc;

use actix_web::http::header::{self, HeaderValue};
use actix_web::http::{StatusCode, Uri};
use actix_web::{HttpRequest, HttpResponse, get, web};
use handover_domain::{Account, ProviderFailure, SignOnFlow, mint, sign_in_outside, sign_out};
use serde::Deserialize;
use sha2::{Digest, Sha256};

use crate::api::{ApiSettings, SignOn};
use crate::cookie;
use crate::hall::Hall;
use crate::identify::{LOGIN_COOKIE, is_secret, new_login};
use crate::problem::{ApiError, Kind};

/// Holds the secret of a sign-in that has begun. Sent along when the provider sends the browser back.
const FLOW_COOKIE: &str = "__Host-handover-sign-on";

/// How such secrets begin.
const FLOW: &str = "hof_";

/// How long somebody may take at the provider, in seconds.
const FLOW_LIFE: u32 = 600;

/// What is made of a browser's secret. Nobody can get from one of them to another.
fn flow_of(secret: &str) -> SignOnFlow {
    let derived = |purpose: &str| {
        let digest = Sha256::digest(format!("{purpose} of {secret}"));
        digest.iter().map(|byte| format!("{byte:02x}")).collect::<String>()
    };
    SignOnFlow { state: derived("state"), nonce: derived("nonce"), verifier: derived("verifier") }
}

/// Go to the identity provider to sign in.
#[utoipa::path(
    tag = "access",
    responses((status = 303, description = "To the identity provider, or back with what is wrong"), (status = 404))
)]
#[get("/api/auth/oidc/start")]
pub(crate) async fn begin_sign_on(
    hall: Hall,
    settings: web::Data<Arc<ApiSettings>>,
) -> Result<HttpResponse, ApiError> {
    let sign_on = provider(&hall)?;
    let secret = mint(FLOW, hall.desk.ids.as_ref());
    let flow = flow_of(&secret);
    let begun = hall.ask_outside(move || sign_on.provider.begin(&flow)).await?;
    let place = begun.and_then(|place| {
        let malformed = |_| ProviderFailure::Unavailable("its address cannot be used".to_owned());
        place.parse::<Uri>().map_err(malformed)?;
        HeaderValue::from_str(&place)
            .map_err(|_| ProviderFailure::Unavailable("its address cannot be used".to_owned()))
    });
    let place = match place {
        Ok(place) => place,
        Err(failure) => return Ok(back(&settings, Outcome::Failed(&failure))),
    };
    let mut answer = HttpResponse::build(StatusCode::SEE_OTHER);
    answer.insert_header((header::LOCATION, place));
    if let Some(cookie) = cookie::set_for_a_while(FLOW_COOKIE, &secret, FLOW_LIFE) {
        answer.insert_header((header::SET_COOKIE, cookie));
    }
    Ok(answer.finish())
}

/// What the provider sends along. What else there is, is ignored.
#[derive(Deserialize, Default)]
struct Answer {
    code: Option<String>,
    state: Option<String>,
    iss: Option<String>,
    error: Option<String>,
}

/// Come back from the identity provider. Whoever it vouches for, and who has an account or may have one, is
/// signed in.
#[utoipa::path(
    tag = "access",
    params(
        ("code" = Option<String>, Query, description = "What is changed for a token"),
        ("state" = Option<String>, Query, description = "Which sign-in it belongs to"),
        ("iss" = Option<String>, Query, description = "Who sends it (RFC 9207)"),
        ("error" = Option<String>, Query, description = "Why there is no code"),
    ),
    responses((status = 303, description = "To the desk, or to the page that says what is wrong"), (status = 404))
)]
#[get("/api/auth/oidc/callback")]
pub(crate) async fn finish_sign_on(
    hall: Hall,
    settings: web::Data<Arc<ApiSettings>>,
    request: HttpRequest,
) -> Result<HttpResponse, ApiError> {
    provider(&hall)?;
    let answer = web::Query::<Answer>::from_query(request.query_string()).map(web::Query::into_inner);
    let secret = cookie::read(request.headers(), FLOW_COOKIE).filter(|secret| is_secret(FLOW, secret));
    let (Ok(Answer { code, state: Some(state), iss, error }), Some(secret)) = (answer, secret) else {
        return Ok(back(&settings, Outcome::Broken));
    };
    let flow = flow_of(secret);
    // A digest of them tells nothing about where two differ.
    if Sha256::digest(&state) != Sha256::digest(&flow.state) {
        return Ok(back(&settings, Outcome::Broken));
    }
    let Some(code) = code else {
        return Ok(match error.as_deref() {
            Some("access_denied") => back(&settings, Outcome::Declined),
            Some(error) => back(&settings, Outcome::Failed(&complaint(error))),
            None => back(&settings, Outcome::Broken),
        });
    };
    Ok(match enter(&hall, (flow, code, iss)).await? {
        Ok(Some((token, _))) => back(&settings, Outcome::In(&token)),
        Ok(None) => back(&settings, Outcome::Stranger),
        Err(failure) => back(&settings, Outcome::Failed(&failure)),
    })
}

/// What an error that came instead of a code stands for. Its words are the browser's: they go into no log.
fn complaint(error: &str) -> ProviderFailure {
    let why = "it sent an error instead of a code".to_owned();
    match error {
        "server_error" | "temporarily_unavailable" => ProviderFailure::Unavailable(why),
        _ => ProviderFailure::Refused(why),
    }
}

/// Asks the provider who it is, and lets them in if they have an account or may have one.
async fn enter(
    hall: &Hall,
    (flow, code, issuer): (SignOnFlow, String, Option<String>),
) -> Result<Result<Option<(String, Account)>, ProviderFailure>, ApiError> {
    let (asked, now) = (provider(hall)?, hall.desk.clock.now());
    let finish = move || asked.provider.finish(&flow, (&code, issuer.as_deref()), now);
    let identity = match hall.ask_outside(finish).await? {
        Ok(identity) => identity,
        Err(failure) => return Ok(Err(failure)),
    };
    let (token, hash) = new_login(hall.desk.ids.as_ref())?;
    let (before, joining) = (hall.login, provider(hall)?.joining.clone());
    let account = hall
        .desk
        .write(move |tx, scene| {
            let account = sign_in_outside(tx, scene, (&identity, joining.as_ref()), hash)?;
            if let (Some(_), Some(before)) = (&account, before) {
                sign_out(tx, &before)?;
            }
            Ok(account)
        })
        .await?;
    Ok(Ok(account.map(|account| (token, account))))
}

fn provider(hall: &Hall) -> Result<SignOn, ApiError> {
    hall.sign_on.clone().ok_or_else(|| ApiError::new(Kind::NotFound, "No identity provider is set up"))
}

/// How a sign-in with the provider ended.
enum Outcome<'a> {
    In(&'a str),
    Stranger,
    /// Whoever was there did not want to.
    Declined,
    /// It is not this browser's, or too old.
    Broken,
    Failed(&'a ProviderFailure),
}

/// On to the desk, or back to the page of the account, which says what happened.
fn back(settings: &ApiSettings, outcome: Outcome<'_>) -> HttpResponse {
    let place = match &outcome {
        Outcome::In(_) => "desk",
        Outcome::Stranger => "account.html#sign-on=stranger",
        Outcome::Declined => "account.html#sign-on=declined",
        Outcome::Broken => "account.html#sign-on=broken",
        Outcome::Failed(ProviderFailure::Unavailable(_)) => "account.html#sign-on=unavailable",
        Outcome::Failed(ProviderFailure::Refused(_)) => "account.html#sign-on=failed",
    };
    if let Outcome::Failed(failure) = &outcome {
        tracing::warn!(%failure, "a sign-in with the identity provider failed");
    }
    let mut answer = HttpResponse::build(StatusCode::SEE_OTHER);
    answer.insert_header((header::LOCATION, format!("{}/{place}", settings.base_path)));
    if let Some(cookie) = cookie::remove(FLOW_COOKIE) {
        answer.append_header((header::SET_COOKIE, cookie));
    }
    if let Outcome::In(token) = outcome
        && let Some(cookie) = cookie::set(LOGIN_COOKIE, token)
    {
        answer.append_header((header::SET_COOKIE, cookie));
    }
    answer.finish()
}
