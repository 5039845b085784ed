//! Signing in and out, and finding out who one is.

use actix_web::http::header;
use actix_web::{HttpResponse, get, post, web};
use handover_domain::{
    Account, Actor, Duty, Guess, change_password, end_sign_in, own_duty, renew_password, revoke_everywhere,
    sign_out,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use uuid::Uuid;

use crate::api::Desk;
use crate::body::Body;
use crate::cookie;
use crate::field::Text;
use crate::hall::{Hall, Right};
use crate::identify::{LOGIN_COOKIE, challenge, new_login};
use crate::problem::{ApiError, FieldError, Kind};
use crate::words::RoleWord;

/// An account's address and password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Credentials {
    #[schema(inline)]
    email: Text<254>,
    #[schema(inline)]
    password: Text<1024>,
}

/// Who somebody is to this service.
#[derive(Serialize, ToSchema)]
#[schema(as = Myself)]
pub(crate) struct MyselfView {
    role: RoleWord,
    /// The host system's name for their organization; null for the default one.
    organization: Option<String>,
    /// How they are named in histories.
    name: String,
    /// Of somebody with an account here.
    account_id: Option<Uuid>,
    /// Of somebody with an account here.
    email: Option<String>,
    /// Of a user of the host system, or a visitor.
    user_id: Option<String>,
    /// Of an account whose tickets are a contact's.
    contact_id: Option<String>,
    /// The id by which tickets name somebody with an account.
    expert_id: Option<String>,
    /// Whether they are there; null while they have not said.
    available: Option<bool>,
}

impl MyselfView {
    fn of(
        actor: &Actor,
        organization: Option<String>,
        (account, duty): (Option<&Account>, Option<Duty>),
    ) -> Self {
        let (expert_id, available) = duty.map(|duty| (duty.expert_id, duty.available)).unzip();
        Self {
            role: RoleWord(actor.role()),
            organization,
            name: account.map_or_else(|| actor.name().to_owned(), |account| account.name.clone()),
            account_id: actor.account().map(|id| id.0),
            email: account.map(|account| account.email.as_str().to_owned()),
            user_id: actor.user_id().map(str::to_owned),
            contact_id: account.and_then(|account| account.contact_id.clone()),
            expert_id,
            available: available.flatten(),
        }
    }
}

/// Sign in with the address and password of an account. The answer sets a cookie; a login that the browser
/// had before is over.
#[utoipa::path(
    tag = "access",
    request_body = Credentials,
    responses((status = 200, body = MyselfView), (status = 429))
)]
#[post("/api/auth/sign-in")]
pub(crate) async fn sign_in(hall: Hall, body: Body<Credentials>) -> Result<HttpResponse, ApiError> {
    let Credentials { email, password } = body.value;
    let Right { permit, renewed } = hall.guess(email.0, password.0).await?.ok_or_else(sign_in_failed)?;
    let (token, hash) = new_login(hall.desk.ids.as_ref())?;
    let before = hall.login;
    let account = hall
        .desk
        .write(move |tx, scene| {
            let Some(account) = end_sign_in(tx, permit, Guess::Right(hash), scene.now)? else {
                return Ok(None);
            };
            if let Some(before) = before {
                sign_out(tx, &before)?;
            }
            Ok(Some(match renewed {
                Some(password) => renew_password(tx, account, password)?,
                None => account,
            }))
        })
        .await?
        .ok_or_else(sign_in_failed)?;
    let actor = Actor::staff(account.organization_id, account.id, (&account.name, account.role));
    Ok(with_login(&token).json(myself(&hall.desk.desk(actor)).await?))
}

/// An answer that gives the browser a login.
pub(crate) fn with_login(token: &str) -> actix_web::HttpResponseBuilder {
    let mut answer = HttpResponse::Ok();
    if let Some(cookie) = cookie::set(LOGIN_COOKIE, token) {
        answer.insert_header((header::SET_COOKIE, cookie));
    }
    answer
}

/// An answer after which the browser has no login.
fn without_login(mut answer: actix_web::HttpResponseBuilder) -> actix_web::HttpResponseBuilder {
    if let Some(cookie) = cookie::remove(LOGIN_COOKIE) {
        answer.insert_header((header::SET_COOKIE, cookie));
    }
    answer
}

/// The same for an address that nobody has, for an account that is not active, and for a wrong password.
fn sign_in_failed() -> ApiError {
    challenge(ApiError::new(Kind::SignInFailed, "Address or password wrong"))
}

/// Sign out: the login of this browser is over. Also where there is none any more.
#[utoipa::path(tag = "access", responses((status = 204, description = "There is no login any more")))]
#[post("/api/auth/sign-out")]
pub(crate) async fn sign_out_here(hall: Hall) -> Result<HttpResponse, ApiError> {
    if let Some(login) = hall.login {
        hall.desk.write(move |tx, _| Ok(sign_out(tx, &login)?)).await?;
    }
    Ok(without_login(HttpResponse::NoContent()).finish())
}

/// How many logins are over.
#[derive(Serialize, ToSchema)]
pub(crate) struct SignedOut {
    ended: i64,
}

/// Sign out everywhere: every login of the own account is over, in whatever browser, also in this one.
#[utoipa::path(tag = "access", responses((status = 200, body = SignedOut)))]
#[post("/api/auth/sign-out-everywhere")]
pub(crate) async fn sign_out_everywhere(desk: Desk) -> Result<HttpResponse, ApiError> {
    let account = desk.actor.account().ok_or_else(no_account)?;
    let ended = desk.write(move |tx, scene| Ok(revoke_everywhere(tx, scene, account)?)).await?;
    Ok(without_login(HttpResponse::Ok()).json(SignedOut { ended }))
}

/// The answer to users and programs, who have no account here.
pub(crate) fn no_account() -> ApiError {
    ApiError::new(Kind::NotAllowed, "Only somebody with an account here may do that")
}

/// Who the service takes the caller to be.
#[utoipa::path(tag = "access", responses((status = 200, body = MyselfView)))]
#[get("/api/auth/me")]
pub(crate) async fn who_am_i(desk: Desk) -> Result<web::Json<MyselfView>, ApiError> {
    Ok(web::Json(myself(&desk).await?))
}

async fn myself(desk: &Desk) -> Result<MyselfView, ApiError> {
    let found = desk.read(|view, scene| {
        let scope = scene.actor.scope();
        let organization = view.organization(scope)?.and_then(|organization| organization.key);
        let Some(id) = scene.actor.account() else { return Ok((organization, None, None)) };
        Ok((organization, view.account(scope, id)?, own_duty(view, scene)?))
    });
    let (organization, account, duty) = found.await?;
    Ok(MyselfView::of(&desk.actor, organization, (account.as_ref(), duty)))
}

/// The old and the new password.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct PasswordChange {
    #[schema(inline)]
    current_password: Text<1024>,
    #[schema(inline, value_type = crate::docs::NewPassword)]
    new_password: Text<1024>,
}

/// Change the password of the own account. Every other login of it is over, and this browser gets a new one.
#[utoipa::path(
    tag = "access",
    request_body = PasswordChange,
    responses((status = 200, body = MyselfView), (status = 429))
)]
#[post("/api/auth/password")]
pub(crate) async fn change_own_password(
    desk: Desk,
    hall: Hall,
    body: Body<PasswordChange>,
) -> Result<HttpResponse, ApiError> {
    let id = desk.actor.account().ok_or_else(no_account)?;
    let account = desk.read(move |view, scene| Ok(view.account(scene.actor.scope(), id)?)).await?;
    let account = account.ok_or_else(crate::identify::nobody)?;
    let PasswordChange { current_password, new_password } = body.value;
    let email = account.email.as_str().to_owned();
    // Before the guess, so that a new password that is no good uses none up.
    let password = hall.hash("new_password", new_password.0).await?;
    // Counted like any other guess: a browser that somebody left open must not be a way to find it out.
    let Right { permit, .. } = hall.guess(email, current_password.0).await?.ok_or_else(wrong_password)?;
    let (token, hash) = new_login(desk.ids.as_ref())?;
    desk.write(move |tx, scene| Ok(change_password(tx, permit, (password, hash), scene.now)?))
        .await?
        .ok_or_else(wrong_password)?;
    Ok(with_login(&token).json(myself(&desk).await?))
}

fn wrong_password() -> ApiError {
    let said = "This is not the password of your account";
    ApiError::field(FieldError::named("body", "current_password", "password", said))
}
