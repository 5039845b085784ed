//! Links by which the owner of an account chooses a password.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, get, post, web};
use handover_domain::{
    Account, Actor, LinkError, OrganizationId, TokenHash, TokenPurpose, accept_invitation, actor_of_login,
    begin_reset, finish_reset, owner_of_link,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{Access, Post, Tools};
use crate::body::Body;
use crate::field::Text;
use crate::hall::Hall;
use crate::identify::{shown_login, token_hash};
use crate::problem::{ApiError, Kind};
use crate::words::PurposeWord;

/// Whose password is forgotten.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Forgotten {
    #[schema(inline)]
    email: Text<254>,
}

/// Ask for a link to choose a new password by. If there is such an account it is sent one by mail, up to
/// three in an hour. The answer is always the same, and given before anything is looked up.
#[utoipa::path(
    tag = "access",
    request_body = Forgotten,
    responses((status = 202, description = "If there is such an account, a mail goes to it", body = Asked))
)]
#[post("/api/auth/reset")]
pub(crate) async fn ask_for_reset(
    hall: Hall,
    post: web::Data<Post>,
    body: Body<Forgotten>,
) -> Result<HttpResponse, ApiError> {
    let mail = Arc::clone(&post.0);
    let place = hall.place_aside()?;
    if mail.can_send_links() {
        let (desk, address, email) = (hall.desk, hall.address, body.value.email.0);
        actix_web::rt::spawn(async move {
            let asked = desk
                .write(move |tx, scene| Ok(begin_reset(tx, scene, (&email, address), None)?.is_some()))
                .await;
            match asked {
                Ok(true) => mail.wake(),
                Ok(false) => {}
                Err(error) => tracing::error!(causes = error.causes().join(": "), "a reset was lost"),
            }
            drop(place);
        });
    }
    Ok(HttpResponse::Accepted().json(Asked { sent: "if there is such an account" }))
}

/// What can be said about it to anybody.
#[derive(Serialize, ToSchema)]
pub(crate) struct Asked {
    sent: &'static str,
}

/// How somebody can come in here.
#[derive(Serialize, ToSchema)]
pub(crate) struct Ways {
    /// Whether anybody has to: in open mode nobody signs in.
    sign_in: bool,
    /// Whether somebody unknown may chat; in open mode everybody may.
    visitors: bool,
    /// Whether this browser has a login already.
    signed_in: bool,
    /// Whether a forgotten password can be chosen anew by mail.
    reset_by_mail: bool,
    /// The name of the identity provider with which one can sign in too.
    provider: Option<String>,
    /// Whether the contacts are the shipped samples, whom nobody should be told to call.
    sample_contacts: bool,
}

/// How somebody can come in here.
#[utoipa::path(tag = "access", responses((status = 200, body = Ways)))]
#[get("/api/auth/ways")]
pub(crate) async fn ways_in(
    request: HttpRequest,
    access: web::Data<Access>,
    tools: web::Data<Tools>,
    post: web::Data<Post>,
) -> Result<web::Json<Ways>, ApiError> {
    let (sign_in, visitors) = match access.as_ref() {
        Access::Open => (false, true),
        Access::Token(access) => (true, access.visitors),
    };
    let signed_in = match shown_login(request.headers()) {
        Some(login) => {
            let desk = tools.desk(Actor::system(OrganizationId::DEFAULT));
            desk.read(move |view, scene| Ok(actor_of_login(view, &login, scene.now)?.is_some())).await?
        }
        None => false,
    };
    let reset_by_mail = sign_in && post.0.can_send_links();
    let provider = match access.as_ref() {
        Access::Token(access) => access.sign_on.as_ref().map(|sign_on| sign_on.provider.name().to_owned()),
        Access::Open => None,
    };
    let sample_contacts = tools.house.now().contacts.is_sample();
    let signed_in = sign_in && signed_in;
    Ok(web::Json(Ways { sign_in, visitors, signed_in, reset_by_mail, provider, sample_contacts }))
}

/// What is behind the `#` of a link. It goes into a body, so that no log of addresses ever holds it.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct Link {
    #[schema(inline)]
    token: Text<200>,
}

/// Whose link it is, and what it is good for.
#[derive(Serialize, ToSchema)]
#[schema(as = LinkOwner)]
pub(crate) struct LinkView {
    purpose: PurposeWord,
    email: String,
    name: String,
}

/// Look at a link without using it.
#[utoipa::path(
    tag = "access",
    request_body = Link,
    responses((status = 200, body = LinkView), (status = 410))
)]
#[post("/api/auth/link")]
pub(crate) async fn look_at_link(hall: Hall, body: Body<Link>) -> Result<web::Json<LinkView>, ApiError> {
    let (account, purpose) = owner(&hall, hash_of(&body.value.token.0)?).await?;
    let email = account.email.as_str().to_owned();
    Ok(web::Json(LinkView { purpose: PurposeWord(purpose), email, name: account.name }))
}

/// A link, and the password that its owner has chosen.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct LinkPassword {
    #[schema(inline)]
    token: Text<200>,
    #[schema(inline, value_type = crate::docs::NewPassword)]
    password: Text<1024>,
}

/// Use a link: accept an invitation, or finish a reset. The password is set, every login of the account is
/// over, and the link is worth nothing any more. Nobody is signed in by it.
#[utoipa::path(
    tag = "access",
    request_body = LinkPassword,
    responses((status = 204, description = "The account has the password"), (status = 410))
)]
#[post("/api/auth/link/password")]
pub(crate) async fn use_link(hall: Hall, body: Body<LinkPassword>) -> Result<HttpResponse, ApiError> {
    let LinkPassword { token, password } = body.value;
    let link = hash_of(&token.0)?;
    // Looked at first: who has no link does not make us hash.
    let (_, purpose) = owner(&hall, link).await?;
    let password = hall.hash("password", password.0).await?;
    hall.desk
        .write(move |tx, scene| {
            let used = match purpose {
                TokenPurpose::Invite => accept_invitation(tx, (&link, password), scene.now),
                TokenPurpose::Reset => finish_reset(tx, (&link, password), scene.now),
            };
            Ok(used?)
        })
        .await?;
    Ok(HttpResponse::NoContent().finish())
}

async fn owner(hall: &Hall, link: TokenHash) -> Result<(Account, TokenPurpose), ApiError> {
    let found = hall.desk.read(move |view, scene| Ok(owner_of_link(view, &link, scene.now)?)).await?;
    found.ok_or_else(|| LinkError::NotValid.into())
}

fn hash_of(token: &str) -> Result<TokenHash, ApiError> {
    token_hash(token).ok_or_else(|| LinkError::NotValid.into())
}

impl From<LinkError> for ApiError {
    fn from(error: LinkError) -> Self {
        match error {
            LinkError::NotValid => Self::new(Kind::LinkNotValid, "The link is not valid any more"),
            LinkError::Store(error) => error.into(),
        }
    }
}
