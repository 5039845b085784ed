//! Figures about why people needed people, as JSON and as tables for a spreadsheet.

use std::sync::Arc;

use actix_web::{HttpRequest, HttpResponse, get};
use handover_domain::insight::{
    Bucket, Fresh, HeatMeasure, InsightError, Selected, WaitGrouping, WaitMeasure, behind, flow, fresh_facts,
    heatmap, keep_facts, overview, rule_rows, select, select_previous, step_rows, trend, waiting,
};
use tokio::sync::Mutex;

use crate::api::Desk;
use crate::parameters::Query;
use crate::problem::{ApiError, FieldError};

mod asked;
mod figures;
mod table;
mod transcripts;
mod views;

use asked::{
    CompareWord, FlowQuery, Format, HeatmapQuery, OverviewQuery, RulesQuery, SessionsQuery, StepsQuery,
    TrendQuery, WaitingQuery, Wanted,
};
use figures::{Figures, Listed};
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
            let is_all = fresh.is_all;
            if !fresh.notes.is_empty() {
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
            InsightError::Refused(refusal) => refusal.into(),
            InsightError::Store(error) => error.into(),
        }
    }
}

fn sentence(words: &str) -> String {
    let mut letters = words.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// Answers with figures made from what was asked about.
async fn answer<B: Listed + Send + 'static>(
    desk: Desk,
    wanted: Wanted,
    make: impl Fn(&Selected) -> B + Send + 'static,
) -> Result<HttpResponse, ApiError> {
    desk.insight.run(&desk).await?;
    let Wanted { asked, compare, format } = wanted;
    let figures = desk.read(move |view, scene| {
        let now = select(view, scene, asked)?;
        let before = match compare {
            CompareWord::Previous => Some(select_previous(view, scene, &now.selection)?),
            CompareWord::None => None,
        };
        Ok(Figures::of(&now, make(&now), before.map(|before| (before.selection.period, make(&before)))))
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
    responses((status = 200, content((Figures<OverviewView> = "application/json"), (String = "text/csv"))), (status = 403))
)]
#[get("/api/ai/analytics/overview")]
pub(crate) async fn show_overview(
    desk: Desk,
    request: HttpRequest,
    query: Query<OverviewQuery>,
) -> Result<HttpResponse, ApiError> {
    answer(desk, query.0.wanted(&request), |selected| OverviewView::of(&overview(&selected.facts))).await
}

/// The figures of a period by day, week or month.
#[utoipa::path(
    tag = "insight",
    params(TrendQuery),
    responses((status = 200, content((Figures<TrendView> = "application/json"), (String = "text/csv"))), (status = 403))
)]
#[get("/api/ai/analytics/trend")]
pub(crate) async fn show_trend(
    desk: Desk,
    request: HttpRequest,
    query: Query<TrendQuery>,
) -> Result<HttpResponse, ApiError> {
    let by = query.0.by.map_or(Bucket::Day, |by| by.0);
    answer(desk, query.0.wanted(&request), move |s| TrendView::of(trend(&s.facts, &s.selection, by))).await
}

/// How sessions flow from the kind of problem through what brought a person to how they ended.
#[utoipa::path(
    tag = "insight",
    params(FlowQuery),
    responses((status = 200, content((Figures<FlowView> = "application/json"), (String = "text/csv"))), (status = 403))
)]
#[get("/api/ai/analytics/flow")]
pub(crate) async fn show_flow(
    desk: Desk,
    request: HttpRequest,
    query: Query<FlowQuery>,
) -> Result<HttpResponse, ApiError> {
    answer(desk, query.0.wanted(&request), |selected| FlowView::of(flow(&selected.facts))).await
}

/// When in the week it happens.
#[utoipa::path(
    tag = "insight",
    params(HeatmapQuery),
    responses((status = 200, content((Figures<HeatmapView> = "application/json"), (String = "text/csv"))), (status = 403))
)]
#[get("/api/ai/analytics/heatmap")]
pub(crate) async fn show_heatmap(
    desk: Desk,
    request: HttpRequest,
    query: Query<HeatmapQuery>,
) -> Result<HttpResponse, ApiError> {
    let measure = query.0.measure.map_or(HeatMeasure::Sessions, |measure| measure.0);
    let make = move |s: &Selected| HeatmapView::of(measure, heatmap(&s.facts, &s.selection, measure));
    answer(desk, query.0.wanted(&request), make).await
}

/// How long people wait.
#[utoipa::path(
    tag = "insight",
    params(WaitingQuery),
    responses((status = 200, content((Figures<WaitingView> = "application/json"), (String = "text/csv"))), (status = 403))
)]
#[get("/api/ai/analytics/waiting")]
pub(crate) async fn show_waiting(
    desk: Desk,
    request: HttpRequest,
    query: Query<WaitingQuery>,
) -> Result<HttpResponse, ApiError> {
    let measure = query.0.measure.map_or(WaitMeasure::FirstAnswer, |measure| measure.0);
    let by = query.0.by.map_or(WaitGrouping::None, |by| by.0);
    let make = move |s: &Selected| WaitingView::of((measure, by), waiting(&s.facts, measure, by));
    answer(desk, query.0.wanted(&request), make).await
}

/// Where guided steps fail.
#[utoipa::path(
    tag = "insight",
    params(StepsQuery),
    responses((status = 200, content((Figures<StepsView> = "application/json"), (String = "text/csv"))), (status = 403))
)]
#[get("/api/ai/analytics/steps")]
pub(crate) async fn show_steps(
    desk: Desk,
    request: HttpRequest,
    query: Query<StepsQuery>,
) -> Result<HttpResponse, ApiError> {
    answer(desk, query.0.wanted(&request), |selected| StepsView::of(step_rows(&selected.facts))).await
}

/// Which rule is right.
#[utoipa::path(
    tag = "insight",
    params(RulesQuery),
    responses((status = 200, content((Figures<RulesView> = "application/json"), (String = "text/csv"))), (status = 403))
)]
#[get("/api/ai/analytics/rules")]
pub(crate) async fn show_rules(
    desk: Desk,
    request: HttpRequest,
    query: Query<RulesQuery>,
) -> Result<HttpResponse, ApiError> {
    let by_version = query.0.by_version.is_some_and(|flag| flag.0);
    let make = move |s: &Selected| RulesView::of(rule_rows(&s.facts, &s.selection, by_version));
    answer(desk, query.0.wanted(&request), make).await
}

/// The sessions behind a mark, newest first.
#[utoipa::path(
    tag = "insight",
    params(SessionsQuery),
    responses((status = 200, content((TranscriptPage = "application/json"), (String = "text/csv"))), (status = 403))
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
    let most = usize::try_from(limit.map_or(50, |limit| limit.0)).unwrap_or(50);
    let after = cursor.map(|cursor| (cursor.opened_at, cursor.session));
    let page = desk.read(move |view, scene| {
        let selected = select(view, scene, asked)?;
        // One more than asked for tells whether there is another page.
        let mut found = behind(&selected, &mark, (after, most + 1));
        let is_last = found.len() <= most;
        found.truncate(most);
        Ok(TranscriptPage::of(view, scene, (&selected, &found, is_last))?)
    });
    let page = page.await?;
    Ok(match format {
        Format::Json => HttpResponse::Ok().json(page),
        Format::Csv => table::list("sessions", transcripts::COLUMNS, &page.sessions)?,
    })
}
