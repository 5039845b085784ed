//! Figures about why people needed people, as JSON and as tables for a spreadsheet.

use std::sync::Arc;

use actix_web::http::header::{self, HeaderValue};
use actix_web::{HttpRequest, HttpResponse, get, web};
use handover_domain::insight::{
    Asked, Bucket, Fresh, HeatMeasure, InsightError, Selected, WaitGrouping, WaitMeasure, behind, effect,
    flow, fresh_facts, heatmap, keep_facts, overview, rule_rows, select, select_previous, session_metrics,
    step_rows, trend, waiting,
};
use handover_domain::{ExpertKnowledgeId, Scene, SessionId, View};
use tokio::sync::Mutex;

use crate::api::Desk;
use crate::paging::page;
use crate::parameters::Query;
use crate::problem::{ApiError, FieldError, Kind, sentence};

mod asked;
mod figures;
mod others;
mod table;
mod transcripts;
mod views;

use asked::{
    CompareWord, EffectQuery, FlowQuery, Format, GapsQuery, HeatmapQuery, MailQuery, MetricsQuery,
    OverviewQuery, RulesQuery, SessionsQuery, StepsQuery, TrendQuery, WaitingQuery, Wanted,
};
pub(crate) use asked::{Day, Flag};
use figures::{Figures, Listed};
use others::{EffectView, GapsView, MailFigures, MetricsView};
use transcripts::TranscriptPage;
use views::{FlowView, HeatmapView, OverviewView, RulesView, StepsView, TrendView, WaitingView};

/// Changes that one question follows up before it is answered, at most: [`NOTES_AT_ONCE`] in each of so many rounds.
const ROUNDS: usize = 10;

/// Changes that are followed up in one transaction.
const NOTES_AT_ONCE: i64 = 200;

/// Lets one question at a time bring the facts up to date: the others find nothing left to do.
#[derive(Clone, Default)]
pub(crate) struct CatchUp(Arc<Mutex<()>>);

impl CatchUp {
    /// Brings the facts up to date, within bounds.
    async fn run(&self, desk: &Desk) -> Result<(), ApiError> {
        let _turn = self.0.lock().await;
        for _ in 0..ROUNDS {
            let fresh: Fresh = desk.read(|view, scene| Ok(fresh_facts(view, scene, NOTES_AT_ONCE)?)).await?;
            let is_all = fresh.all_at.is_some();
            if !fresh.is_empty() {
                desk.write(move |tx, scene| Ok(keep_facts(tx, scene, &fresh)?)).await?;
            }
            if is_all {
                break;
            }
        }
        Ok(())
    }
}

impl From<InsightError> for ApiError {
    fn from(error: InsightError) -> Self {
        match error {
            InsightError::Period(error) => {
                Self::field(FieldError::named("query", "from", "period", sentence(&error.to_string())))
            }
            InsightError::NoSuchOrganization => Self::new(Kind::NotFound, "Organization not found"),
            InsightError::NoSuchKnowledge => Self::new(Kind::NotFound, "Expert knowledge not found"),
            InsightError::Refused(refusal) => refusal.into(),
            InsightError::Store(error) => error.into(),
        }
    }
}

/// Answers with figures made from what was asked about.
async fn answer<B: Listed + Send + 'static>(
    desk: Desk,
    wanted: Wanted,
    make: impl Fn(&mut dyn View, &Scene<'_>, &Selected) -> Result<B, ApiError> + Send + 'static,
) -> Result<HttpResponse, ApiError> {
    desk.insight.run(&desk).await?;
    let Wanted { asked, compare, format } = wanted;
    let figures = desk.read(move |view, scene| {
        let now = select(view, scene, asked)?;
        let before = match compare {
            CompareWord::Previous => Some(select_previous(view, scene, &now.selection)?),
            CompareWord::None => None,
        };
        let previous = match &before {
            Some(before) => Some((before.selection.period, make(view, scene, before)?)),
            None => None,
        };
        Ok(Figures::of(&now, make(view, scene, &now)?, previous))
    });
    let figures = figures.await?;
    Ok(match format {
        Format::Json => HttpResponse::Ok().json(figures),
        Format::Csv => table::answer(B::NAME, &figures)?,
    })
}

/// The figures of a period at a glance.
#[utoipa::path(
    tag = "insight",
    params(OverviewQuery),
    responses((status = 200, content((Figures<OverviewView> = "application/json"), (String = "text/csv"))), (status = 403), (status = 404))
)]
#[get("/api/ai/analytics/overview")]
pub(crate) async fn show_overview(
    desk: Desk,
    request: HttpRequest,
    query: Query<OverviewQuery>,
) -> Result<HttpResponse, ApiError> {
    answer(desk, query.0.wanted(&request), |view, _, s| Ok(OverviewView::of(&overview(view, s)?))).await
}

/// The figures of a period by day, week or month.
#[utoipa::path(
    tag = "insight",
    params(TrendQuery),
    responses((status = 200, content((Figures<TrendView> = "application/json"), (String = "text/csv"))), (status = 403), (status = 404))
)]
#[get("/api/ai/analytics/trend")]
pub(crate) async fn show_trend(
    desk: Desk,
    request: HttpRequest,
    query: Query<TrendQuery>,
) -> Result<HttpResponse, ApiError> {
    let by = query.0.by.map_or(Bucket::Day, |by| by.0);
    answer(desk, query.0.wanted(&request), move |view, _, s| Ok(TrendView::of(trend(view, s, by)?))).await
}

/// How sessions flow from the kind of problem through what brought a person to how they ended.
#[utoipa::path(
    tag = "insight",
    params(FlowQuery),
    responses((status = 200, content((Figures<FlowView> = "application/json"), (String = "text/csv"))), (status = 403), (status = 404))
)]
#[get("/api/ai/analytics/flow")]
pub(crate) async fn show_flow(
    desk: Desk,
    request: HttpRequest,
    query: Query<FlowQuery>,
) -> Result<HttpResponse, ApiError> {
    answer(desk, query.0.wanted(&request), |view, _, s| Ok(FlowView::of(flow(view, s)?))).await
}

/// When in the week it happens.
#[utoipa::path(
    tag = "insight",
    params(HeatmapQuery),
    responses((status = 200, content((Figures<HeatmapView> = "application/json"), (String = "text/csv"))), (status = 403), (status = 404))
)]
#[get("/api/ai/analytics/heatmap")]
pub(crate) async fn show_heatmap(
    desk: Desk,
    request: HttpRequest,
    query: Query<HeatmapQuery>,
) -> Result<HttpResponse, ApiError> {
    let measure = query.0.measure.map_or(HeatMeasure::Sessions, |measure| measure.0);
    let make = move |view: &mut dyn View, _: &Scene<'_>, s: &Selected| {
        Ok(HeatmapView::of(measure, heatmap(view, s, measure)?))
    };
    answer(desk, query.0.wanted(&request), make).await
}

/// How long people wait.
#[utoipa::path(
    tag = "insight",
    params(WaitingQuery),
    responses((status = 200, content((Figures<WaitingView> = "application/json"), (String = "text/csv"))), (status = 403), (status = 404))
)]
#[get("/api/ai/analytics/waiting")]
pub(crate) async fn show_waiting(
    desk: Desk,
    request: HttpRequest,
    query: Query<WaitingQuery>,
) -> Result<HttpResponse, ApiError> {
    let measure = query.0.measure.map_or(WaitMeasure::FirstAnswer, |measure| measure.0);
    let by = query.0.by.map_or(WaitGrouping::None, |by| by.0);
    let make = move |view: &mut dyn View, _: &Scene<'_>, s: &Selected| {
        Ok(WaitingView::of((measure, by), waiting(view, s, (measure, by))?))
    };
    answer(desk, query.0.wanted(&request), make).await
}

/// Where guided steps fail.
#[utoipa::path(
    tag = "insight",
    params(StepsQuery),
    responses((status = 200, content((Figures<StepsView> = "application/json"), (String = "text/csv"))), (status = 403), (status = 404))
)]
#[get("/api/ai/analytics/steps")]
pub(crate) async fn show_steps(
    desk: Desk,
    request: HttpRequest,
    query: Query<StepsQuery>,
) -> Result<HttpResponse, ApiError> {
    answer(desk, query.0.wanted(&request), |view, _, s| Ok(StepsView::of(step_rows(view, s)?))).await
}

/// Which rule is right.
#[utoipa::path(
    tag = "insight",
    params(RulesQuery),
    responses((status = 200, content((Figures<RulesView> = "application/json"), (String = "text/csv"))), (status = 403), (status = 404))
)]
#[get("/api/ai/analytics/rules")]
pub(crate) async fn show_rules(
    desk: Desk,
    request: HttpRequest,
    query: Query<RulesQuery>,
) -> Result<HttpResponse, ApiError> {
    let by_version = query.0.by_version.is_some_and(|flag| flag.0);
    let make = move |view: &mut dyn View, _: &Scene<'_>, s: &Selected| {
        Ok(RulesView::of(rule_rows(view, s, by_version)?))
    };
    answer(desk, query.0.wanted(&request), make).await
}

/// The sessions behind a mark, newest first.
#[utoipa::path(
    tag = "insight",
    params(SessionsQuery),
    responses((status = 200, content((TranscriptPage = "application/json"), (String = "text/csv"))), (status = 403), (status = 404))
)]
#[get("/api/ai/analytics/sessions")]
pub(crate) async fn show_transcripts(
    desk: Desk,
    request: HttpRequest,
    query: Query<SessionsQuery>,
) -> Result<HttpResponse, ApiError> {
    desk.insight.run(&desk).await?;
    let Wanted { asked, format, .. } = query.0.wanted(&request);
    let SessionsQuery { mark, limit, cursor, .. } = query.0;
    let mark = mark.map(|mark| mark.0).unwrap_or_default();
    let limit = limit.map_or(50, |limit| limit.0);
    let most = usize::try_from(limit).unwrap_or(50);
    let after = cursor.map(|place| (place.at, SessionId(place.id)));
    let page = desk.read(move |view, scene| {
        let selected = select(view, scene, asked)?;
        // One more than asked for tells whether there is another page.
        let found = behind(view, &selected, (&mark, after, most + 1))?;
        let (found, next) = page(found, limit, transcripts::place);
        Ok(TranscriptPage::of(view, scene, (&found, next))?)
    });
    let page = page.await?;
    Ok(match format {
        Format::Json => HttpResponse::Ok().json(page),
        Format::Csv => {
            let mut table = table::list("sessions", transcripts::COLUMNS, &page.sessions)?;
            if let Some(cursor) = &page.next_cursor {
                table.headers_mut().insert(header::LINK, next_page(&request, cursor)?);
            }
            table
        }
    })
}

/// Where a table that is a page goes on.
fn next_page(request: &HttpRequest, cursor: &str) -> Result<HeaderValue, ApiError> {
    let asked =
        request.query_string().split('&').filter(|pair| !pair.is_empty() && !pair.starts_with("cursor="));
    let query: Vec<&str> = asked.collect();
    let link = format!("<?{}&cursor={cursor}>; rel=\"next\"", query.join("&"));
    HeaderValue::try_from(link).map_err(ApiError::internal)
}

/// Questions that were answered badly, put together where they are alike.
#[utoipa::path(
    tag = "insight",
    params(GapsQuery),
    responses((status = 200, content((Figures<GapsView> = "application/json"), (String = "text/csv"))), (status = 403), (status = 404))
)]
#[get("/api/ai/analytics/gaps")]
pub(crate) async fn show_gaps(
    desk: Desk,
    request: HttpRequest,
    query: Query<GapsQuery>,
) -> Result<HttpResponse, ApiError> {
    answer(desk, query.0.wanted(&request), GapsView::of).await
}

/// Whether mails arrive. A language and a machine model say nothing about mails and narrow nothing.
#[utoipa::path(
    tag = "insight",
    params(MailQuery),
    responses((status = 200, content((Figures<MailFigures> = "application/json"), (String = "text/csv"))), (status = 403), (status = 404))
)]
#[get("/api/ai/analytics/mail")]
pub(crate) async fn show_mail(
    desk: Desk,
    request: HttpRequest,
    query: Query<MailQuery>,
) -> Result<HttpResponse, ApiError> {
    let Wanted { asked, compare, format } = query.0.wanted(&request);
    let asked = Asked { language: None, machine_model: None, ..asked };
    answer(desk, Wanted { asked, compare, format }, MailFigures::of).await
}

/// The figures of sessions that the prototype told.
#[utoipa::path(tag = "insight", params(MetricsQuery), responses((status = 200, body = MetricsView), (status = 403)))]
#[get("/api/ai/analytics/session-metrics")]
pub(crate) async fn show_session_metrics(
    desk: Desk,
    query: Query<MetricsQuery>,
) -> Result<web::Json<MetricsView>, ApiError> {
    desk.insight.run(&desk).await?;
    let days = query.0.days.map_or(30, |days| days.0);
    let asked = Asked { days: u64::try_from(days).ok(), ..Asked::default() };
    let metrics = desk.read(move |view, scene| {
        let selected = select(view, scene, asked)?;
        Ok(session_metrics(view, &selected)?)
    });
    let metrics = metrics.await?;
    Ok(web::Json(MetricsView::of(days, metrics)))
}

/// What was asked about the matter of an article before it was verified, and after.
#[utoipa::path(
    tag = "insight",
    params(EffectQuery),
    responses((status = 200, body = EffectView), (status = 403), (status = 404), (status = 409))
)]
#[get("/api/ai/analytics/effect")]
pub(crate) async fn show_effect(
    desk: Desk,
    query: Query<EffectQuery>,
) -> Result<web::Json<EffectView>, ApiError> {
    desk.insight.run(&desk).await?;
    let id = ExpertKnowledgeId(query.0.knowledge_id.0);
    let found = desk.read(move |view, scene| Ok(effect(view, scene, id)?)).await?;
    let found = found.ok_or_else(|| {
        ApiError::new(
            Kind::IllegalTransition,
            "What nobody has verified has no effect: no answer rests on it",
        )
    })?;
    Ok(web::Json(EffectView::of(id, found)))
}
