//! Counting tickets by what the queue is chosen by.

use diesel::QueryResult;
use diesel::sql_types::{BigInt, Nullable, Text};
use handover_domain::assistant::Category;
use handover_domain::{Language, Priority, Reason, TicketStatus, TicketTally};

use crate::decode::word;
use crate::pieces::{Pieces, Rows};

/// What a row of the count holds.
pub(super) type TallySql =
    (Text, Text, Text, Text, Nullable<Text>, Nullable<Text>, Nullable<Text>, Nullable<Text>, BigInt);

/// The same, read.
pub(super) type TallyRow =
    (String, String, String, String, Option<String>, Option<String>, Option<String>, Option<String>, i64);

/// What is read of each ticket.
pub(super) const COLUMNS: &str = "status, priority, escalation_reason, language, category, machine_model, \
                                  assigned_expert_id, max(assigned_expert_name), count(*)";

/// Counts what `chosen`, a statement for [`COLUMNS`], finds.
pub(super) fn counted(chosen: Pieces) -> Rows<TallySql> {
    Rows::of(grouped(chosen))
}

pub(super) fn grouped(mut chosen: Pieces) -> Pieces {
    chosen.sql(
        " GROUP BY status, priority, escalation_reason, language, category, machine_model, assigned_expert_id",
    );
    chosen
}

pub(super) fn read(row: TallyRow) -> QueryResult<TicketTally> {
    let (status, priority, reason, language, category, machine_model, expert, name, count) = row;
    Ok(TicketTally {
        status: word("support_tickets.status", &status, TicketStatus::parse)?,
        priority: word("support_tickets.priority", &priority, Priority::parse)?,
        reason: word("support_tickets.escalation_reason", &reason, Reason::parse)?,
        language: Language::from_tag(&language),
        category: category
            .map(|name| word("support_tickets.category", &name, Category::parse))
            .transpose()?,
        machine_model,
        assigned_expert_id: expert,
        assigned_expert_name: name,
        count,
    })
}
