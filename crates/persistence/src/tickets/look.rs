//! A look at the queue: which tickets come next in an order, by the index that finds them with the least work.
//!
//! One condition leads: tickets with each of its values lie in an index in the order of the page, so that a page of
//! each and the first of these pages together are read, however many tickets there are. All other conditions are held
//! against what is met on the way. SQLite keeps no statistics here and is told which index to take; PostgreSQL has
//! them and decides by itself among the same.

use std::borrow::Cow;

use diesel::QueryResult;
use diesel::backend::Backend;
use diesel::expression::{AppearsOnTable, Expression, ValidGrouping, is_aggregate};
use diesel::query_builder::{AstPass, QueryFragment, QueryId};
use diesel::sql_types::Bool;
use handover_domain::{Priority, Scope, TicketFilter, TicketKey, TicketOrder, TicketStatus};

use crate::pieces::{Pieces, Value};
use crate::sql_types::{Time, Uid};

/// Which tickets are looked for.
pub(super) struct Look<'a> {
    pub(super) scope: Scope,
    pub(super) filter: &'a TicketFilter,
    pub(super) page: (TicketOrder, Option<TicketKey>),
    pub(super) limit: i64,
}

/// A column that may have any of some values.
struct Condition {
    column: &'static str,
    values: Vec<Value>,
}

/// How a look begins.
struct Lead {
    index: &'static str,
    /// The condition that the index begins with, if any; the other one stands for the whole organization.
    column: Option<&'static str>,
}

/// A column whose condition may lead, and its index.
type Leading = (&'static str, &'static str);

const OF_SESSION: Leading = ("session_id", "support_tickets_of_session");
const OF_USER: Leading = ("user_id", "support_tickets_of_user");
const OF_MACHINE: Leading = ("machine_id", "support_tickets_of_machine");

/// Those that leave a handful of tickets.
const FEWEST: [Leading; 3] = [OF_SESSION, OF_USER, OF_MACHINE];

/// Those that may lead in any case, the one first that leaves the fewest tickets.
const FEW: [Leading; 5] = [
    OF_SESSION,
    OF_USER,
    OF_MACHINE,
    ("organization_name", "support_tickets_of_company"),
    ("machine_model", "support_tickets_of_model"),
];

/// Likewise, where not only open tickets are asked for.
const MANY: [Leading; 6] = [
    ("assigned_expert_id", "support_tickets_of_expert"),
    ("category", "support_tickets_by_category"),
    ("escalation_reason", "support_tickets_by_reason"),
    ("language", "support_tickets_by_language"),
    ("urgency", "support_tickets_by_urgency"),
    ("status", "support_tickets_by_status"),
];

/// As the indexes of open tickets say it, to the letter.
const IS_OPEN: &str = "status IN ('open', 'in_progress', 'waiting_on_user')";

impl Look<'_> {
    /// The statement that gives `columns` of the tickets.
    pub(super) fn statement(&self, columns: &'static str) -> Pieces {
        let conditions = conditions(self.filter);
        let lead = self.lead(&conditions);
        let leading = conditions.iter().find(|condition| lead.column == Some(condition.column));
        // Sorted by urgency, only what leaves few tickets leads, and these are sorted as they come.
        let values = match leading {
            Some(condition) if self.page.0 == TicketOrder::Newest => {
                condition.values.iter().map(|value| Some(std::slice::from_ref(value))).collect()
            }
            Some(condition) => vec![Some(condition.values.as_slice())],
            None => vec![None],
        };
        let mut all = Pieces::default();
        all.sql("SELECT ").sql(columns).sql(" FROM (");
        let is_one = values.len() == 1;
        for (number, values) in values.into_iter().enumerate() {
            if number > 0 {
                all.sql(" UNION ALL ");
            }
            if !is_one {
                all.sql("SELECT * FROM (");
            }
            all.add(self.branch((&lead, values), &conditions));
            if !is_one {
                all.sql(format!(") AS branch_{number}"));
            }
        }
        if !is_one {
            all.add(self.first());
        }
        all.sql(") AS chosen");
        all
    }

    fn lead(&self, conditions: &[Condition]) -> Lead {
        let among = |columns: &[Leading]| {
            let asked = |(column, _): &&Leading| conditions.iter().any(|c| c.column == *column);
            columns.iter().find(asked).map(|(column, index)| Lead { index, column: Some(column) })
        };
        let whole = |index| Lead { index, column: None };
        let is_open = asks_for_open(self.filter);
        let few = among(&FEW);
        let some = match self.page.0 {
            TicketOrder::Newest if few.is_some() => few,
            TicketOrder::Newest if is_open => Some(whole("support_tickets_open_newest")),
            TicketOrder::Newest if self.filter.is_unassigned => Some(whole("support_tickets_of_nobody")),
            TicketOrder::Newest => among(&MANY),
            // Of a user or a machine there are few enough to be sorted; of a company or a model perhaps not.
            TicketOrder::Urgency if is_open && among(&FEWEST).is_none() => {
                Some(whole("support_tickets_open_urgency"))
            }
            TicketOrder::Urgency => few,
        };
        some.unwrap_or_else(|| {
            whole(match self.page.0 {
                TicketOrder::Newest => "support_tickets_newest",
                TicketOrder::Urgency => "support_tickets_by_urgency",
            })
        })
    }

    /// A page of the tickets with one value of the leading condition.
    fn branch(&self, (lead, values): (&Lead, Option<&[Value]>), conditions: &[Condition]) -> Pieces {
        let mut sql = Pieces::default();
        sql.sql("SELECT id, created_at, ");
        if self.page.0 == TicketOrder::Urgency {
            sql.sql("urgency, ");
        }
        sql.sql("priority, status, escalation_reason, language, category, machine_model, ");
        sql.sql("assigned_expert_id, assigned_expert_name FROM support_tickets ");
        sql.sqlite_only(format!("INDEXED BY {} ", lead.index));
        sql.sql("WHERE organization_id = ").value(Value::Id(Uid(self.scope.organization().0)));
        if let (Some(column), Some(values)) = (lead.column, values) {
            any_of(&mut sql, column, values);
        }
        let others = conditions.iter().filter(|condition| lead.column != Some(condition.column));
        others.for_each(|condition| any_of(&mut sql, condition.column, &condition.values));
        limit(&mut sql, "", self.filter);
        if let Some(key) = self.page.1 {
            behind(&mut sql, self.page.0, key);
        }
        sql.add(self.first());
        sql
    }

    fn first(&self) -> Pieces {
        let mut sql = Pieces::default();
        sql.sql(match self.page.0 {
            TicketOrder::Newest => " ORDER BY created_at DESC, id DESC",
            TicketOrder::Urgency => " ORDER BY urgency, created_at, id",
        });
        sql.sql(format!(" LIMIT {}", self.limit));
        sql
    }
}

/// Adds all that `filter` asks of `support_tickets`, whose columns are called with `prefix` before them.
pub(crate) fn restrict(sql: &mut Pieces, prefix: &'static str, filter: &TicketFilter) {
    for condition in conditions(filter) {
        any_of(sql, format!("{prefix}{}", condition.column), &condition.values);
    }
    limit(sql, prefix, filter);
}

/// Adds what is asked besides values of columns.
fn limit(sql: &mut Pieces, prefix: &'static str, filter: &TicketFilter) {
    if asks_for_open(filter) {
        sql.sql(" AND ").sql(prefix).sql(IS_OPEN);
    }
    if filter.is_unassigned {
        sql.sql(" AND ").sql(prefix).sql("assigned_expert_id IS NULL");
    }
    if let Some(since) = filter.created_since {
        sql.sql(" AND ").sql(prefix).sql("created_at >= ").value(Value::At(Time(since)));
    }
    if let Some(until) = filter.created_until {
        sql.sql(" AND ").sql(prefix).sql("created_at <= ").value(Value::At(Time(until)));
    }
}

fn asks_for_open(filter: &TicketFilter) -> bool {
    let all_open = !filter.statuses.is_empty() && filter.statuses.iter().all(|status| status.is_open());
    filter.is_open || all_open
}

/// What stands in the column `urgency`, which the database makes of the priority.
fn urgency(priority: Priority) -> i16 {
    match priority {
        Priority::Urgent => 0,
        Priority::High => 1,
        Priority::Medium => 2,
        Priority::Low => 3,
    }
}

fn conditions(filter: &TicketFilter) -> Vec<Condition> {
    let text = |values: &[String]| values.iter().cloned().map(Value::Words).collect::<Vec<_>>();
    fn words<T: Copy>(values: &[T], word: fn(T) -> &'static str) -> Vec<Value> {
        values.iter().map(|value| Value::Words(word(*value).to_owned())).collect()
    }
    let all = [
        ("session_id", filter.session_id.iter().map(|id| Value::Id(Uid(id.0))).collect()),
        ("user_id", filter.user_id.iter().cloned().map(Value::Words).collect()),
        ("machine_id", text(&filter.machine_ids)),
        ("organization_name", text(&filter.organization_names)),
        ("machine_model", text(&filter.machine_models)),
        ("assigned_expert_id", text(&filter.assigned_expert_ids)),
        ("category", words(&filter.categories, |category| category.as_str())),
        ("escalation_reason", words(&filter.reasons, |reason| reason.as_str())),
        ("language", words(&filter.languages, |language| language.code())),
        ("urgency", filter.priorities.iter().map(|priority| Value::Small(urgency(*priority))).collect()),
        ("status", words(&filter.statuses, TicketStatus::as_str)),
    ];
    let asked = all.into_iter().filter(|(_, values): &(_, Vec<Value>)| !values.is_empty());
    asked.map(|(column, values)| Condition { column, values }).collect()
}

fn any_of(sql: &mut Pieces, column: impl Into<Cow<'static, str>>, values: &[Value]) {
    sql.sql(" AND ").sql(column);
    if let [value] = values {
        sql.sql(" = ").value(value.clone());
        return;
    }
    for (number, value) in values.iter().enumerate() {
        sql.sql(if number == 0 { " IN (" } else { ", " }).value(value.clone());
    }
    sql.sql(")");
}

/// Only what comes behind `key`.
fn behind(sql: &mut Pieces, order: TicketOrder, key: TicketKey) {
    match order {
        TicketOrder::Newest => sql.sql(" AND (created_at, id) < ("),
        TicketOrder::Urgency => {
            sql.sql(" AND (urgency, created_at, id) > (").value(Value::Small(urgency(key.priority))).sql(", ")
        }
    };
    sql.value(Value::At(Time(key.created_at))).sql(", ").value(Value::Id(Uid(key.id.0))).sql(")");
}

/// That a ticket is among those that a statement gives the ids of.
#[derive(Debug)]
pub(super) struct AmongThese(pub(super) Pieces);

impl Expression for AmongThese {
    type SqlType = Bool;
}

impl<Table> AppearsOnTable<Table> for AmongThese {}

impl<GroupBy> ValidGrouping<GroupBy> for AmongThese {
    type IsAggregate = is_aggregate::No;
}

impl QueryId for AmongThese {
    type QueryId = ();
    const HAS_STATIC_QUERY_ID: bool = false;
}

impl<DB: Backend> QueryFragment<DB> for AmongThese
where
    Pieces: QueryFragment<DB>,
{
    fn walk_ast<'b>(&'b self, mut out: AstPass<'_, 'b, DB>) -> QueryResult<()> {
        out.push_sql("support_tickets.id IN (");
        self.0.walk_ast(out.reborrow())?;
        out.push_sql(")");
        Ok(())
    }
}
