//! Users, as the host system describes them.

use actix_web::{HttpResponse, delete, put, web};
use handover_domain::{DescribeUser, UserProfile, describe_users, forget_user};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::Desk;
use crate::body::Body;
use crate::field::{Email, HostId, Line, Tag, Time, line};
use crate::parameters::HostIdInPath;
use crate::problem::ApiError;
use crate::profiles::{DescribedView, Rows, the_one};

/// What is known about a user. What is left out is forgotten.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserDescription {
    #[schema(inline)]
    name: Option<Line>,
    /// Without an address the user gets no mail.
    #[schema(inline)]
    email: Option<Email>,
    /// The user's company.
    #[schema(inline)]
    organization_name: Option<Line>,
    /// The user's role there.
    #[schema(inline)]
    role: Option<Line>,
    /// The language to write to them in.
    #[schema(inline)]
    language: Option<Tag>,
}

impl UserDescription {
    fn of(self, user_id: String) -> DescribeUser {
        DescribeUser {
            user_id,
            name: line(self.name),
            email: self.email.map(|email| email.0),
            organization_name: line(self.organization_name),
            role: line(self.role),
            language: Tag::language(self.language),
        }
    }
}

/// A user.
#[derive(Serialize, ToSchema)]
#[schema(as = User)]
pub(crate) struct UserView {
    user_id: String,
    name: Option<String>,
    email: Option<String>,
    organization_name: Option<String>,
    role: Option<String>,
    language: Option<&'static str>,
    updated_at: Time,
}

impl From<UserProfile> for UserView {
    fn from(user: UserProfile) -> Self {
        Self {
            user_id: user.user_id,
            name: user.name,
            email: user.email,
            organization_name: user.organization_name,
            role: user.role,
            language: user.language.map(handover_domain::Language::code),
            updated_at: Time(user.updated_at),
        }
    }
}

/// Describe a user, so that tickets and mails can name them.
#[utoipa::path(
    tag = "profiles",
    params(("user_id" = inline(HostId), Path)),
    request_body = UserDescription,
    responses((status = 200, body = UserView))
)]
#[put("/api/ai/users/{user_id}")]
pub(crate) async fn describe_user(
    desk: Desk,
    user: HostIdInPath,
    body: Body<UserDescription>,
) -> Result<web::Json<UserView>, ApiError> {
    let said = vec![body.value.of(user.0)];
    let done = desk.write(move |tx, scene| Ok(describe_users(tx, scene, said)?)).await?;
    Ok(web::Json(the_one(done)?.into()))
}

/// Users to be described: all of them or, when one cannot be accepted, none.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserList {
    #[schema(value_type = Vec<UserInList>, max_items = 500)]
    users: Rows<UserInList>,
}

/// A user and what is known about them. What is left out is forgotten.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct UserInList {
    /// Each may be there once.
    #[schema(inline)]
    user_id: HostId,
    #[schema(inline)]
    name: Option<Line>,
    /// Without an address the user gets no mail.
    #[schema(inline)]
    email: Option<Email>,
    /// The user's company.
    #[schema(inline)]
    organization_name: Option<Line>,
    /// The user's role there.
    #[schema(inline)]
    role: Option<Line>,
    /// The language to write to them in.
    #[schema(inline)]
    language: Option<Tag>,
}

impl From<UserInList> for DescribeUser {
    fn from(said: UserInList) -> Self {
        let UserInList { user_id, name, email, organization_name, role, language } = said;
        UserDescription { name, email, organization_name, role, language }.of(user_id.0)
    }
}

/// Describe many users at once, as a host system does that has not told about them before.
#[utoipa::path(
    tag = "profiles",
    request_body = UserList,
    responses((status = 200, body = DescribedView))
)]
#[put("/api/ai/users")]
pub(crate) async fn describe_user_list(
    desk: Desk,
    body: Body<UserList>,
) -> Result<web::Json<DescribedView>, ApiError> {
    let said = body.value.users.0.into_iter().map(DescribeUser::from).collect();
    let done = desk.write(move |tx, scene| Ok(describe_users(tx, scene, said)?)).await?;
    Ok(web::Json(done.into()))
}

/// Forget what is known about a user. Their sessions and tickets stay.
#[utoipa::path(
    tag = "profiles",
    params(("user_id" = inline(HostId), Path)),
    responses((status = 204, description = "Nothing is known about the user, and perhaps nothing was"))
)]
#[delete("/api/ai/users/{user_id}")]
pub(crate) async fn delete_user(desk: Desk, user: HostIdInPath) -> Result<HttpResponse, ApiError> {
    desk.write(move |tx, scene| Ok(forget_user(tx, scene, &user.0)?)).await?;
    Ok(HttpResponse::NoContent().finish())
}
