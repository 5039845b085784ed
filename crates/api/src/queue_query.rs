//! How a request says which part of the queue it means: filters, order, and where a page begins.

use std::collections::HashSet;
use std::hash::Hash;

use chrono::{DateTime, TimeDelta, Utc};
use handover_domain::{Priority, QueueWish, SessionId, TicketFilter, TicketId, TicketKey, TicketOrder};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, de};
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{IntoParams, PartialSchema, ToSchema};
use uuid::Uuid;

use crate::field::{Count, HostId, Id, marked};
use crate::words::{CategoryWord, LanguageWord, OrderWord, PriorityWord, ReasonWord, TicketStatusWord};

/// Which tickets. A list takes any of its values, several keys must all hold.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct TicketsQuery {
    /// Where they stand.
    #[param(inline, max_items = 50)]
    #[serde(default, deserialize_with = "several")]
    status: Vec<TicketStatusWord>,
    /// How urgent they are.
    #[param(inline, max_items = 50)]
    #[serde(default, deserialize_with = "several")]
    priority: Vec<PriorityWord>,
    /// Why a person was needed.
    #[param(inline, max_items = 50)]
    #[serde(default, deserialize_with = "several")]
    reason: Vec<ReasonWord>,
    /// What kind of problem it was taken to be.
    #[param(inline, max_items = 50)]
    #[serde(default, deserialize_with = "several")]
    category: Vec<CategoryWord>,
    /// The language of the conversation.
    #[param(inline, max_items = 50)]
    #[serde(default, deserialize_with = "several")]
    language: Vec<LanguageWord>,
    /// The model of the machine.
    #[param(inline, max_items = 50)]
    #[serde(default, deserialize_with = "several")]
    machine_model: Vec<HostId>,
    /// The machine.
    #[param(inline, max_items = 50)]
    #[serde(default, deserialize_with = "several")]
    machine_id: Vec<HostId>,
    /// The user's company.
    #[param(inline, max_items = 50)]
    #[serde(default, deserialize_with = "several")]
    organization_name: Vec<HostId>,
    /// Who has them: contacts or accounts.
    #[param(inline, max_items = 50)]
    #[serde(default, deserialize_with = "several")]
    assigned_expert_id: Vec<HostId>,
    /// Only those that nobody has.
    #[param(inline)]
    #[serde(default)]
    unassigned: Flag,
    /// Only those that whoever asks has; without an account there are none.
    #[param(inline)]
    #[serde(default)]
    mine: Flag,
    /// Only those that are open, in progress or waiting on the user.
    #[param(inline)]
    #[serde(default)]
    open: Flag,
    /// Only those at least so many seconds old.
    #[param(inline)]
    older_than: Option<Count<0, 3_155_760_000>>,
    /// Only those at most so many seconds old.
    #[param(inline)]
    newer_than: Option<Count<0, 3_155_760_000>>,
    /// Only those of this session.
    #[param(inline)]
    session_id: Option<Id>,
    /// Only those of this user.
    #[param(inline)]
    user_id: Option<HostId>,
    /// In which order; `newest` when left out.
    #[param(inline)]
    sort: Option<OrderWord>,
    /// How many at most; 50 when left out.
    #[param(inline)]
    limit: Option<Count<1, 200>>,
    /// Where to go on: `next_cursor` of the page before, in the same order.
    #[param(inline)]
    cursor: Option<Cursor>,
}

impl TicketsQuery {
    /// What is wished for at `now`.
    pub(crate) fn wish(&self, now: DateTime<Utc>) -> QueueWish {
        let ago = |seconds: i64| now - TimeDelta::seconds(seconds);
        let ids = |ids: &[HostId]| ids.iter().map(|id| id.0.clone()).collect();
        let filter = TicketFilter {
            is_open: self.open.0,
            statuses: self.status.iter().map(|word| word.0).collect(),
            priorities: self.priority.iter().map(|word| word.0).collect(),
            reasons: self.reason.iter().map(|word| word.0).collect(),
            languages: self.language.iter().map(|word| word.0).collect(),
            categories: self.category.iter().map(|word| word.0).collect(),
            machine_models: ids(&self.machine_model),
            machine_ids: ids(&self.machine_id),
            organization_names: ids(&self.organization_name),
            assigned_expert_ids: ids(&self.assigned_expert_id),
            is_unassigned: self.unassigned.0,
            session_id: self.session_id.map(|id| SessionId(id.0)),
            user_id: self.user_id.as_ref().map(|id| id.0.clone()),
            created_since: self.newer_than.map(|age| ago(age.0)),
            created_until: self.older_than.map(|age| ago(age.0)),
        };
        QueueWish { filter, mine: self.mine.0, order: self.order() }
    }

    fn order(&self) -> TicketOrder {
        self.sort.map_or(TicketOrder::Newest, |word| word.0)
    }

    /// How many tickets a page has, and behind which place it begins.
    pub(crate) fn page(&self) -> Result<(i64, Option<TicketKey>), crate::problem::ApiError> {
        let limit = self.limit.map_or(50, |limit| limit.0);
        match self.cursor {
            Some(cursor) if cursor.order != self.order() => {
                let of = crate::problem::FieldError::named("query", "cursor", "cursor", NOT_A_CURSOR);
                Err(crate::problem::ApiError::field(of))
            }
            cursor => Ok((limit, cursor.map(|cursor| cursor.key))),
        }
    }
}

/// How many values a key may be given.
const MOST_VALUES: usize = 50;

/// Reads the values of a key that may be given several times, each once.
fn several<'de, D: Deserializer<'de>, T: DeserializeOwned + Clone + Eq + Hash>(
    deserializer: D,
) -> Result<Vec<T>, D::Error> {
    let given = match Value::deserialize(deserializer)? {
        Value::Array(values) => values,
        one => vec![one],
    };
    if given.len() > MOST_VALUES {
        let text = format!("List should have at most {MOST_VALUES} items");
        return Err(de::Error::custom(marked("too_long", &text)));
    }
    let mut seen = HashSet::new();
    let mut values = Vec::new();
    for value in given {
        let value = T::deserialize(value).map_err(de::Error::custom)?;
        if seen.insert(value.clone()) {
            values.push(value);
        }
    }
    Ok(values)
}

/// `true` or `false` in a query.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq)]
pub(crate) struct Flag(pub(crate) bool);

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Value::deserialize(deserializer)?.as_str() {
            Some("true") => Ok(Self(true)),
            Some("false") => Ok(Self(false)),
            _ => Err(de::Error::custom(marked("enum", "Input should be 'true' or 'false'"))),
        }
    }
}

impl PartialSchema for Flag {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::Boolean).into()
    }
}

impl ToSchema for Flag {}

const NOT_A_CURSOR: &str = "Input should be the next_cursor of another page in the same order";

/// The place of a ticket in the list, opaque to clients: 48 hexadecimal digits, and before them one for how urgent it is
/// where that says where it stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Cursor {
    order: TicketOrder,
    key: TicketKey,
}

impl Cursor {
    pub(crate) fn of(order: TicketOrder, key: TicketKey) -> Self {
        Self { order, key }
    }

    pub(crate) fn text(self) -> String {
        let micros = self.key.created_at.timestamp_micros().cast_unsigned();
        let rest = format!("{micros:016x}{}", self.key.id.0.simple());
        match self.order {
            TicketOrder::Newest => rest,
            TicketOrder::Urgency => {
                let rank = Priority::ALL.iter().position(|priority| *priority == self.key.priority);
                format!("{}{rest}", rank.unwrap_or_default())
            }
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let is_hex = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        let (order, priority, rest) = match text.len() {
            _ if !is_hex => return None,
            48 => (TicketOrder::Newest, Priority::Low, text),
            49 => {
                let (rank, rest) = text.split_at(1);
                (TicketOrder::Urgency, *Priority::ALL.get(rank.parse::<usize>().ok()?)?, rest)
            }
            _ => return None,
        };
        let (micros, id) = rest.split_at(16);
        let micros = u64::from_str_radix(micros, 16).ok()?.cast_signed();
        // A place before or after all tickets is a place too.
        let edge =
            if micros < 0 { DateTime::UNIX_EPOCH } else { DateTime::from_timestamp(253_402_300_799, 0)? };
        let created_at = DateTime::from_timestamp_micros(micros)
            .filter(|at| (DateTime::UNIX_EPOCH..=edge.max(DateTime::UNIX_EPOCH)).contains(at))
            .unwrap_or(edge);
        let key = TicketKey { priority, created_at, id: TicketId(Uuid::try_parse(id).ok()?) };
        Some(Self { order, key })
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom(marked("cursor", NOT_A_CURSOR)))
    }
}

impl PartialSchema for Cursor {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::String).pattern(Some("^[0-3]?[0-9a-f]{48}$")).into()
    }
}

impl ToSchema for Cursor {}
