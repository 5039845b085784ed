//! Which rule is right.

use std::cmp::Reverse;
use std::collections::HashMap;

use chrono::NaiveDate;

use super::desk::Selected;
use super::facts::{Firing, Part};
use super::mark::{Mark, RuleOutcome};
use super::overview::rate;
use super::places::Places;
use super::selection::Bucket;
use crate::escalation::Reason;
use crate::store::{StoreResult, View};

/// What became of the firings of one rule.
#[derive(Debug, Clone, PartialEq)]
pub struct RuleRow {
    /// The rule.
    pub rule: String,
    /// The version of the rule set, where versions are told apart.
    pub version: Option<String>,
    /// Why a person was needed, in its eyes.
    pub reason: Reason,
    /// How often it offered or called a person: `offered` and `forced` together.
    pub fired: u64,
    /// How often it offered one: `accepted` and `ignored` together.
    pub offered: u64,
    /// How often it made a ticket without asking.
    pub forced: u64,
    /// Offers that were taken.
    pub accepted: u64,
    /// Offers that were not.
    pub ignored: u64,
    /// Ignored offers after which the user asked for a person within three turns.
    pub too_late: u64,
    /// Firings in sessions whose problem was solved and in which no expert had to answer.
    pub needless: u64,
    /// How often it fired in each week of the period.
    pub trend: Vec<u64>,
    /// The sessions in which it fired.
    pub mark: Mark,
}

impl RuleRow {
    /// The share of firings that were not needless: a hint, because who is helped by an expert might have been helped
    /// by the assistant too.
    pub fn precision_hint(&self) -> Option<f64> {
        rate(self.fired - self.needless, self.fired)
    }

    /// The sessions in which it fired and this became of it.
    pub fn mark_of(&self, outcome: RuleOutcome) -> Mark {
        self.mark.clone().and(Mark::of("became", outcome.as_str()))
    }

    fn new(firing: &Firing, by_version: bool, weeks: usize) -> Self {
        let (rule, reason) = (&*firing.rule, firing.reason);
        let version = by_version.then_some(&*firing.version);
        let mark = Mark::of("rule", rule).and(Mark::of("rule_reason", reason.as_str()));
        let mark = version.map_or(mark.clone(), |version| mark.and(Mark::of("rule_version", version)));
        Self {
            rule: rule.to_owned(),
            version: version.map(str::to_owned),
            reason,
            fired: 0,
            offered: 0,
            forced: 0,
            accepted: 0,
            ignored: 0,
            too_late: 0,
            needless: 0,
            trend: vec![0; weeks],
            mark,
        }
    }

    fn add(&mut self, firing: &Firing, week: Option<usize>) {
        self.fired += 1;
        self.offered += u64::from(!firing.forced);
        self.forced += u64::from(firing.forced);
        self.accepted += u64::from(firing.accepted);
        self.ignored += u64::from(!firing.forced && !firing.accepted);
        self.too_late += u64::from(firing.too_late);
        self.needless += u64::from(firing.needless);
        if let Some(count) = week.and_then(|week| self.trend.get_mut(week)) {
            *count += 1;
        }
    }
}

/// The firings in these sessions, rule by rule or version by version; who fired most comes first. A firing counts in
/// the week in which its session was opened.
///
/// # Errors
/// Those of the store.
pub fn rule_rows(view: &mut dyn View, selected: &Selected, by_version: bool) -> StoreResult<Vec<RuleRow>> {
    let mut clock = selected.selection.clock();
    let weeks: Vec<NaiveDate> = selected.selection.period.buckets(Bucket::Week).into_iter().collect();
    // Rows are found by the places of their texts, which is quicker than by the texts.
    let mut texts = Places::default();
    let mut rows: HashMap<(usize, Option<usize>, Reason), RuleRow> = HashMap::new();
    selected.each(view, &[Part::Firings], |facts| {
        if facts.firings.is_empty() {
            return;
        }
        let week = weeks.binary_search(&Bucket::Week.first_day(clock.at(facts.opened_at).date())).ok();
        for firing in &facts.firings {
            let version = by_version.then(|| texts.of(&firing.version));
            let row = rows.entry((texts.of(&firing.rule), version, firing.reason));
            row.or_insert_with(|| RuleRow::new(firing, by_version, weeks.len())).add(firing, week);
        }
    })?;
    let mut rows: Vec<RuleRow> = rows.into_values().collect();
    rows.sort_by_cached_key(|row| (Reverse(row.fired), row.rule.clone(), row.version.clone(), row.reason));
    Ok(rows)
}
