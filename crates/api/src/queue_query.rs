//! How a request says which part of the queue it means: filters, order, and where a page begins.

use std::collections::HashSet;
use std::hash::Hash;

use chrono::{DateTime, TimeDelta, Utc};
use handover_domain::{
    FoundKey, Priority, QueueWish, Rank, SessionId, Sought, TicketFilter, TicketId, TicketKey, TicketOrder,
};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Deserializer, de};
use serde_json::Value;
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use crate::field::{Count, HostId, Id, Text, marked};
use crate::paging::TimePlace;
use crate::problem::{ApiError, FieldError};
use crate::words::{CategoryWord, LanguageWord, PriorityWord, ReasonWord, TicketStatusWord};

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
    /// Words to look for in tickets, internal notes and conversations: all of them; the last may go on, and what
    /// stands in "quotes" is a phrase. Case, accents, the Greek tonos and the Arabic hamza do not matter. At most 1 KiB.
    #[param(inline)]
    q: Option<Text<1024>>,
    /// In which order: `relevance` with `q`, and only then; otherwise `newest` when left out.
    #[param(inline)]
    sort: Option<SortWord>,
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
        let order =
            if self.sort == Some(SortWord::Urgency) { TicketOrder::Urgency } else { TicketOrder::Newest };
        QueueWish { filter, mine: self.mine.0, order }
    }

    /// What is looked for.
    pub(crate) fn sought(&self) -> Option<Sought> {
        let words = self.q.as_ref().filter(|q| !q.0.trim().is_empty())?;
        Some(Sought::parse(&words.0))
    }

    /// How many tickets a page has.
    pub(crate) fn limit(&self) -> i64 {
        self.limit.map_or(50, |limit| limit.0)
    }

    /// Behind which place of the list the page begins.
    pub(crate) fn behind(&self) -> Result<Option<TicketKey>, ApiError> {
        match (self.sort, self.cursor) {
            (Some(SortWord::Relevance), _) => Err(refused("sort", "enum", NOT_WITHOUT_WORDS)),
            (_, None) => Ok(None),
            (Some(SortWord::Urgency), Some(Cursor::Listed(TicketOrder::Urgency, key)))
            | (None | Some(SortWord::Newest), Some(Cursor::Listed(TicketOrder::Newest, key))) => {
                Ok(Some(key))
            }
            _ => Err(refused("cursor", "cursor", NOT_A_CURSOR)),
        }
    }

    /// Behind which place of what was found the page begins.
    pub(crate) fn behind_found(&self) -> Result<Option<FoundKey>, ApiError> {
        match (self.sort, self.cursor) {
            (Some(SortWord::Newest | SortWord::Urgency), _) => {
                Err(refused("sort", "enum", ONLY_BY_RELEVANCE))
            }
            (_, Some(Cursor::Found(key))) => Ok(Some(key)),
            (_, Some(Cursor::Listed(..))) => Err(refused("cursor", "cursor", NOT_A_CURSOR)),
            (_, None) => Ok(None),
        }
    }
}

fn refused(name: &str, code: &'static str, message: &str) -> ApiError {
    ApiError::field(FieldError::named("query", name, code, message))
}

const NOT_WITHOUT_WORDS: &str = "Input should be 'newest' or 'urgency' where q looks for nothing";
const ONLY_BY_RELEVANCE: &str = "Input should be 'relevance' where q looks for words";

/// In which order tickets come.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = TicketSort)]
pub(crate) enum SortWord {
    Newest,
    Urgency,
    Relevance,
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

/// The place of a ticket, opaque to clients: 48 hexadecimal digits, and before them one for how urgent it is where that
/// says where it stands; 17 where words were looked for.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Cursor {
    Listed(TicketOrder, TicketKey),
    Found(FoundKey),
}

const RANKS: [Rank; 3] = [Rank::Named, Rank::Ticket, Rank::Conversation];

impl Cursor {
    pub(crate) fn text(self) -> String {
        let place = |key: TicketKey| TimePlace { at: key.created_at, id: key.id.0 }.text();
        match self {
            Self::Listed(TicketOrder::Newest, key) => place(key),
            Self::Listed(TicketOrder::Urgency, key) => {
                let rank = Priority::ALL.iter().position(|priority| *priority == key.priority);
                format!("{}{}", rank.unwrap_or_default(), place(key))
            }
            Self::Found(key) => {
                let rank = RANKS.iter().position(|rank| *rank == key.rank);
                format!("{}{:016x}", rank.unwrap_or_default(), key.number.cast_unsigned())
            }
        }
    }

    fn parse(text: &str) -> Option<Self> {
        let is_hex = text.bytes().all(|b| matches!(b, b'0'..=b'9' | b'a'..=b'f'));
        match text.len() {
            _ if !is_hex => None,
            17 => {
                let (rank, number) = text.split_at(1);
                let rank = *RANKS.get(rank.parse::<usize>().ok()?)?;
                let number = u64::from_str_radix(number, 16).ok()?.cast_signed();
                Some(Self::Found(FoundKey { rank, number }))
            }
            48 => Some(Self::Listed(TicketOrder::Newest, listed(Priority::Low, text)?)),
            49 => {
                let (rank, rest) = text.split_at(1);
                let priority = *Priority::ALL.get(rank.parse::<usize>().ok()?)?;
                Some(Self::Listed(TicketOrder::Urgency, listed(priority, rest)?))
            }
            _ => None,
        }
    }
}

fn listed(priority: Priority, text: &str) -> Option<TicketKey> {
    let TimePlace { at, id } = TimePlace::parse(text)?;
    Some(TicketKey { priority, created_at: at, id: TicketId(id) })
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| de::Error::custom(marked("cursor", NOT_A_CURSOR)))
    }
}

impl PartialSchema for Cursor {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some("^([0-3]?[0-9a-f]{48}|[0-2][0-9a-f]{16})$"))
            .into()
    }
}

impl ToSchema for Cursor {}
