//! Links by which the owner of an account chooses a password.

use actix_web::{HttpResponse, post, web};
use handover_domain::{
    Account, LinkError, TokenHash, TokenPurpose, accept_invitation, finish_reset, owner_of_link,
};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use utoipa::ToSchema;

use crate::body::Body;
use crate::field::Text;
use crate::hall::Hall;
use crate::problem::{ApiError, Kind};
use crate::words::PurposeWord;

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
    /// At least 12 characters.
    #[schema(inline)]
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
    TokenHash::new(Sha256::digest(token.as_bytes()).into()).ok_or_else(|| LinkError::NotValid.into())
}

impl From<LinkError> for ApiError {
    fn from(error: LinkError) -> Self {
        match error {
            LinkError::NotValid => Self::new(Kind::LinkNotValid, "The link is not valid any more"),
            LinkError::Store(error) => error.into(),
        }
    }
}
