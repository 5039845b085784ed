//! How many tickets each choice of the queue would leave.

use std::collections::BTreeMap;

use actix_web::{get, web};
use handover_domain::{Language, NamedCount, QueueCounts, count_tickets};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::Desk;
use crate::parameters::Query;
use crate::problem::ApiError;
use crate::queue_query::TicketsQuery;

/// How many tickets are wanted, and how many another choice by one column would find.
#[derive(Serialize, ToSchema)]
#[schema(as = QueueCounts)]
pub(crate) struct QueueCountsView {
    total: i64,
    /// Whether there are more than 10,000 of some, or 1,000 where words are sought, of which only the newest were
    /// counted.
    capped: bool,
    by: Facets,
}

/// By each column, all other choices kept. Words that are missing have no ticket.
#[derive(Serialize, ToSchema)]
pub(crate) struct Facets {
    #[schema(value_type = BTreeMap<String, i64>)]
    status: BTreeMap<&'static str, i64>,
    #[schema(value_type = BTreeMap<String, i64>)]
    priority: BTreeMap<&'static str, i64>,
    #[schema(value_type = BTreeMap<String, i64>)]
    reason: BTreeMap<&'static str, i64>,
    #[schema(value_type = BTreeMap<String, i64>)]
    language: BTreeMap<&'static str, i64>,
    #[schema(value_type = BTreeMap<String, i64>)]
    category: BTreeMap<&'static str, i64>,
    /// The most frequent first, at most 50.
    machine_model: Vec<FacetCount>,
    /// Likewise.
    assigned_expert_id: Vec<FacetCount>,
}

/// A value, and how many tickets have it.
#[derive(Serialize, ToSchema)]
pub(crate) struct FacetCount {
    value: String,
    /// How it is called for people, where that is something else.
    #[serde(skip_serializing_if = "Option::is_none")]
    name: Option<String>,
    count: i64,
}

impl From<NamedCount> for FacetCount {
    fn from(count: NamedCount) -> Self {
        Self { value: count.value, name: count.name, count: count.count }
    }
}

fn in_words<K: Copy>(counts: BTreeMap<K, i64>, word: fn(K) -> &'static str) -> BTreeMap<&'static str, i64> {
    counts.into_iter().map(|(value, count)| (word(value), count)).collect()
}

impl From<QueueCounts> for QueueCountsView {
    fn from(counts: QueueCounts) -> Self {
        let by = Facets {
            status: in_words(counts.statuses, |word| word.as_str()),
            priority: in_words(counts.priorities, |word| word.as_str()),
            reason: in_words(counts.reasons, |word| word.as_str()),
            language: in_words(counts.languages, Language::code),
            category: in_words(counts.categories, |word| word.as_str()),
            machine_model: counts.machine_models.into_iter().map(FacetCount::from).collect(),
            assigned_expert_id: counts.experts.into_iter().map(FacetCount::from).collect(),
        };
        Self { total: counts.total, capped: counts.capped, by }
    }
}

/// Where it is.
pub(crate) const PATH: &str = "/api/ai/tickets/counts";

/// Count tickets by what they can be chosen by. The order and the page of the query mean nothing here.
#[utoipa::path(tag = "tickets", params(TicketsQuery), responses((status = 200, body = QueueCountsView)))]
#[get("/api/ai/tickets/counts")]
pub(crate) async fn show_ticket_counts(
    desk: Desk,
    query: Query<TicketsQuery>,
) -> Result<web::Json<QueueCountsView>, ApiError> {
    let query = query.0;
    let counts = desk.read(move |view, scene| {
        let (wish, sought) = (query.wish(scene.now), query.sought());
        Ok(count_tickets(view, scene, (&wish, sought.as_ref()))?)
    });
    Ok(web::Json(counts.await?.into()))
}
