//! Whether somebody who leads is sent the figures each week.

use actix_web::{get, put, web};
use chrono::{DateTime, Utc};
use handover_domain::{ReportMailError, next_report, want_reports};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::Desk;
use crate::body::Body;
use crate::field::Time;
use crate::problem::ApiError;
use crate::sign_in::no_account;

/// Whether the own account is sent the figures each week.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReportMail {
    weekly: bool,
    /// When the next report is owed: Monday at 7:00 where the organization is. Null without one.
    next_at: Option<Time>,
}

impl From<Option<DateTime<Utc>>> for ReportMail {
    fn from(next: Option<DateTime<Utc>>) -> Self {
        Self { weekly: next.is_some(), next_at: next.map(Time) }
    }
}

/// Ask whether the own account is sent the figures each week.
#[utoipa::path(tag = "insight", responses((status = 200, body = ReportMail), (status = 403)))]
#[get("/api/ai/desk/report-mail")]
pub(crate) async fn show_report_mail(desk: Desk) -> Result<web::Json<ReportMail>, ApiError> {
    let next = desk.read(|view, scene| Ok(next_report(view, scene)?)).await?;
    Ok(web::Json(next.into()))
}

/// Whether the own account is to be sent the figures each week.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct ReportMailWish {
    weekly: bool,
}

/// Have the figures of each week sent to the own account by mail, or stop it.
#[utoipa::path(
    tag = "insight",
    request_body = ReportMailWish,
    responses((status = 200, body = ReportMail), (status = 403))
)]
#[put("/api/ai/desk/report-mail")]
pub(crate) async fn switch_report_mail(
    desk: Desk,
    body: Body<ReportMailWish>,
) -> Result<web::Json<ReportMail>, ApiError> {
    let weekly = body.value.weekly;
    let next = desk.write(move |tx, scene| Ok(want_reports(tx, scene, weekly)?)).await?;
    Ok(web::Json(next.into()))
}

impl From<ReportMailError> for ApiError {
    fn from(error: ReportMailError) -> Self {
        match error {
            ReportMailError::NoAccount => no_account(),
            ReportMailError::Refused(refusal) => refusal.into(),
            ReportMailError::Store(error) => error.into(),
        }
    }
}
