//! How many tickets a part of the queue has, and how many each further choice would leave.

use std::collections::BTreeMap;

use crate::house::Scene;
use crate::policy::Action;
use crate::queue::{TicketFilter, TicketTally};
use crate::queue_desk::{QueueWish, within_reach};
use crate::search::Sought;
use crate::store::View;
use crate::ticket::{Priority, TicketStatus};
use crate::ticket_desk::TicketError;
use crate::{Language, Reason, assistant::Category};

/// How many tickets are counted at most, the newest of them.
pub const MOST_COUNTED: i64 = 10_000;

/// How many of those in which words stand: each of them is looked at by itself.
const MOST_FOUND: i64 = 1_000;

/// How many different models and experts are named at most, those with the most tickets.
const MOST_NAMED: usize = 50;

/// A value of a column with names that are not ours, and how many tickets have it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct NamedCount {
    /// The value.
    pub value: String,
    /// How it is called for people, where that is something else.
    pub name: Option<String>,
    /// How many there are.
    pub count: i64,
}

/// What a part of the queue holds. Each column is counted as if it were not chosen by that column itself, so that what
/// stands there is what another choice would find.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct QueueCounts {
    /// All tickets that are wanted.
    pub total: i64,
    /// Whether there are more than [`MOST_COUNTED`] of some, or than 1,000 where words are sought, of which only the
    /// newest were counted.
    pub capped: bool,
    /// Where they stand.
    pub statuses: BTreeMap<TicketStatus, i64>,
    /// How urgent they are.
    pub priorities: BTreeMap<Priority, i64>,
    /// Why a person was needed.
    pub reasons: BTreeMap<Reason, i64>,
    /// What was spoken.
    pub languages: BTreeMap<Language, i64>,
    /// What kind of problem it was taken to be.
    pub categories: BTreeMap<Category, i64>,
    /// Of which models the machines are, the most frequent first.
    pub machine_models: Vec<NamedCount>,
    /// Who has them, likewise.
    pub experts: Vec<NamedCount>,
}

/// Counts what is wished for, and in which all of `sought` stands; the order of the wish does not matter.
///
/// # Errors
/// Those of [`list_tickets`](crate::list_tickets), and [`TicketError::Refused`] for whoever looks for words and does not
/// read internal notes, because these are looked through too.
pub fn count_tickets(
    view: &mut dyn View,
    scene: &Scene<'_>,
    (wish, sought): (&QueueWish, Option<&Sought>),
) -> Result<QueueCounts, TicketError> {
    if sought.is_some() {
        scene.actor.demand(Action::InternalNotes)?;
    }
    let most = if sought.is_some() { MOST_FOUND } else { MOST_COUNTED };
    let mut counting = Counting { view, scene, wish, sought, most, counts: QueueCounts::default() };
    let all = counting.without(|_| false)?;
    counting.counts.total = all.iter().map(|tally| tally.count).sum();
    macro_rules! column {
        ($field:ident, $of:expr) => {{
            let clear = |filter: &mut TicketFilter| !std::mem::take(&mut filter.$field).is_empty();
            if wish.filter.$field.is_empty() { sum(&all, $of) } else { sum(&counting.without(clear)?, $of) }
        }};
    }
    counting.counts.statuses = column!(statuses, |tally| Some(tally.status));
    counting.counts.priorities = column!(priorities, |tally| Some(tally.priority));
    counting.counts.reasons = column!(reasons, |tally| Some(tally.reason));
    counting.counts.languages = column!(languages, |tally| Some(tally.language));
    counting.counts.categories = column!(categories, |tally| tally.category);
    let models = column!(machine_models, |tally| tally.machine_model.clone().map(|model| (model, None)));
    counting.counts.machine_models = most_frequent(models);
    let experts = column!(assigned_expert_ids, |tally| {
        tally.assigned_expert_id.clone().map(|id| (id, tally.assigned_expert_name.clone()))
    });
    counting.counts.experts = most_frequent(experts);
    let QueueCounts { capped, total, .. } = &mut counting.counts;
    *capped |= *total > most;
    *total = (*total).min(most);
    Ok(counting.counts)
}

struct Counting<'a, 'v> {
    view: &'v mut dyn View,
    scene: &'a Scene<'a>,
    wish: &'a QueueWish,
    sought: Option<&'a Sought>,
    most: i64,
    counts: QueueCounts,
}

impl Counting<'_, '_> {
    /// The tickets that are wanted when `clear` has taken something back.
    fn without(
        &mut self,
        clear: impl FnOnce(&mut TicketFilter) -> bool,
    ) -> Result<Vec<TicketTally>, TicketError> {
        let mut wish = self.wish.clone();
        clear(&mut wish.filter);
        let Some(filter) = within_reach(self.view, self.scene, &wish)? else { return Ok(Vec::new()) };
        // One more tells that there are more.
        let found =
            self.view.tally_tickets(self.scene.actor.scope(), (&filter, self.sought), self.most + 1)?;
        self.counts.capped |= found.iter().map(|tally| tally.count).sum::<i64>() > self.most;
        Ok(found)
    }
}

fn sum<K: Ord>(tallies: &[TicketTally], of: impl Fn(&TicketTally) -> Option<K>) -> BTreeMap<K, i64> {
    let mut sums = BTreeMap::new();
    for tally in tallies {
        if let Some(value) = of(tally) {
            *sums.entry(value).or_default() += tally.count;
        }
    }
    sums
}

fn most_frequent(counts: BTreeMap<(String, Option<String>), i64>) -> Vec<NamedCount> {
    let mut named: Vec<NamedCount> = Vec::new();
    // In the order of the values, so that those of one value follow each other, the last name last.
    for ((value, name), count) in counts {
        match named.last_mut().filter(|last| last.value == value) {
            Some(last) => {
                last.count += count;
                last.name = name.or(last.name.take());
            }
            None => named.push(NamedCount { value, name, count }),
        }
    }
    named.sort_by(|one, other| other.count.cmp(&one.count).then_with(|| one.value.cmp(&other.value)));
    named.truncate(MOST_NAMED);
    named
}
