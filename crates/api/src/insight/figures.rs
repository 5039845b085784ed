//! An answer with figures: what was asked about, how fresh the facts are, and the figures.

use handover_domain::Language;
use handover_domain::insight::{Period, Selected};
use serde::Serialize;
use utoipa::ToSchema;

use super::asked::Day;
use crate::field::Time;
use crate::words::LanguageWord;

/// Figures that have a list, which a table is made of.
pub(super) trait Listed: Serialize + ToSchema {
    /// What a file with the table is called.
    const NAME: &'static str;
    /// The member that is the list; without one the table has a line for each figure.
    const LIST: Option<&'static str>;
    /// The member of an item that is a list whose items get a line each; the other lists stay in their item's line.
    const WITHIN: Option<&'static str>;
    /// The columns that come first.
    const COLUMNS: &'static [&'static str];
}

/// What the sessions were narrowed to.
#[derive(Serialize, ToSchema)]
pub(crate) struct Filters {
    language: Option<LanguageWord>,
    machine_model: Option<String>,
}

/// The figures of as many days before.
#[derive(Serialize, ToSchema)]
pub(crate) struct Before<B: ToSchema> {
    pub(super) from: Day,
    pub(super) to: Day,
    #[serde(flatten)]
    pub(super) body: B,
}

/// Figures, and what they are of.
#[derive(Serialize, ToSchema)]
pub(crate) struct Figures<B: ToSchema> {
    pub(super) from: Day,
    pub(super) to: Day,
    /// Where the days begin and end.
    time_zone: String,
    /// All that happened until then is in the figures; null before that was ever so.
    as_of: Option<Time>,
    filters: Filters,
    #[serde(flatten)]
    pub(super) body: B,
    /// Where a comparison was asked for.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub(super) previous: Option<Before<B>>,
}

impl<B: ToSchema> Figures<B> {
    pub(super) fn of(selected: &Selected, body: B, before: Option<(Period, B)>) -> Self {
        let selection = &selected.selection;
        let language: Option<Language> = selection.language;
        Self {
            from: Day(selection.period.from()),
            to: Day(selection.period.to()),
            time_zone: selection.zone.name().to_owned(),
            as_of: selected.as_of.map(Time),
            filters: Filters {
                language: language.map(LanguageWord),
                machine_model: selection.machine_model.clone(),
            },
            body,
            previous: before.map(|(period, body)| Before {
                from: Day(period.from()),
                to: Day(period.to()),
                body,
            }),
        }
    }
}
