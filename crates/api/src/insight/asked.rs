//! What a question for figures may say.

use std::borrow::Cow;

use actix_web::HttpRequest;
use actix_web::http::header;
use chrono::NaiveDate;
use handover_domain::insight::{Asked, Mark};
use serde::{Deserialize, Deserializer, Serialize, de};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{KnownFormat, ObjectBuilder, Schema, SchemaFormat, Type};
use utoipa::{IntoParams, PartialSchema, ToSchema};

use crate::field::{Count, HostId, Id, host_id, marked};
use crate::paging::TimePlace;
use crate::words::{BucketWord, HeatMeasureWord, LanguageWord, WaitGroupingWord, WaitMeasureWord};

/// A day, without a time zone: that of the organization is meant.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Day(pub(crate) NaiveDate);

impl<'de> Deserialize<'de> for Day {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        let digits = |text: &str| text.bytes().all(|byte| byte.is_ascii_digit());
        let is_plain = text.len() == 10 && text.split('-').all(digits);
        let day = if is_plain { NaiveDate::parse_from_str(&text, "%Y-%m-%d").ok() } else { None };
        day.map(Self)
            .ok_or_else(|| de::Error::custom(marked("date_parsing", "Input should be a day like 2026-11-23")))
    }
}

impl Serialize for Day {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(&self.0)
    }
}

impl PartialSchema for Day {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .format(Some(SchemaFormat::KnownFormat(KnownFormat::Date)))
            .into()
    }
}

impl ToSchema for Day {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("Day")
    }
}

/// What the period is compared with.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum CompareWord {
    /// With nothing.
    #[default]
    None,
    /// With as many days before it.
    Previous,
}

/// How the answer is written.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum Format {
    /// For programs.
    Json,
    /// For spreadsheets.
    Csv,
}

/// A word for yes or no in a query.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Flag(pub(crate) bool);

impl<'de> Deserialize<'de> for Flag {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        match Cow::<str>::deserialize(deserializer)?.as_ref() {
            "true" => Ok(Self(true)),
            "false" => Ok(Self(false)),
            _ => Err(de::Error::custom(marked("bool_parsing", "Input should be true or false"))),
        }
    }
}

impl PartialSchema for Flag {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new().schema_type(Type::Boolean).into()
    }
}

impl ToSchema for Flag {}

/// The mark of a figure, as an answer gave it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct MarkText(pub(crate) Mark);

impl<'de> Deserialize<'de> for MarkText {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = Cow::<str>::deserialize(deserializer)?;
        Mark::parse(&text).map(Self).ok_or_else(|| {
            de::Error::custom(marked("mark", "Input should be the mark of a figure, or several joined by ;"))
        })
    }
}

impl PartialSchema for MarkText {
    fn schema() -> RefOr<Schema> {
        ObjectBuilder::new()
            .schema_type(Type::String)
            .pattern(Some(
                "^(outcome=(solved_by_assistant|offer_ignored|solved_by_expert|cancelled|open|abandoned))?$",
            ))
            .description(Some(
                "The mark of a figure, as an answer gave it; several joined by `;` mean all of them.",
            ))
            .into()
    }
}

impl ToSchema for MarkText {}

/// What every question for figures comes to.
pub(super) struct Wanted {
    pub(super) asked: Asked,
    pub(super) compare: CompareWord,
    pub(super) format: Format,
}

fn format(request: &HttpRequest, said: Option<Format>) -> Format {
    let accept =
        request.headers().get(header::ACCEPT).and_then(|accept| accept.to_str().ok()).unwrap_or_default();
    let first = |name: &str| accept.find(name);
    let wants_table = match (first("text/csv"), first("json")) {
        (Some(table), Some(json)) => table < json,
        (table, _) => table.is_some(),
    };
    said.unwrap_or(if wants_table { Format::Csv } else { Format::Json })
}

/// A question for figures: what all of them may say, and what this one may say besides.
macro_rules! question {
    ($(#[$doc:meta])* $name:ident { $( $(#[$own:meta])* $field:ident: $type:ty ),* $(,)? }) => {
        $(#[$doc])*
        #[derive(Deserialize, IntoParams)]
        #[into_params(parameter_in = Query)]
        #[serde(deny_unknown_fields)]
        pub(crate) struct $name {
            /// The first day, where the organization is; 29 days before the last one if left out.
            #[param(inline)]
            from: Option<Day>,
            /// The last day, where the organization is; today if left out. At most 800 days in all.
            #[param(inline)]
            to: Option<Day>,
            /// How many days up to the last one, where the first is left out; 30 if this is left out too.
            #[param(inline)]
            days: Option<Count<1, 800>>,
            /// The organization, by the host's name for it: the caller's own, which is meant anyway; another is 404.
            #[param(inline)]
            organization: Option<HostId>,
            /// Only sessions in this language.
            #[param(inline)]
            language: Option<LanguageWord>,
            /// Only sessions about machines of this model, as the host system describes them now.
            #[param(inline)]
            machine_model: Option<HostId>,
            /// `previous` adds the same figures of as many days before.
            #[param(inline)]
            compare: Option<CompareWord>,
            /// `csv` answers with a table; so does `Accept: text/csv`.
            #[param(inline)]
            format: Option<Format>,
            $( $(#[$own])* #[param(inline)] pub(super) $field: Option<$type>, )*
        }

        impl $name {
            pub(super) fn wanted(&self, request: &HttpRequest) -> Wanted {
                Wanted {
                    asked: Asked {
                        days: self.days.and_then(|days| u64::try_from(days.0).ok()),
                        from: self.from.map(|day| day.0),
                        to: self.to.map(|day| day.0),
                        organization: host_id(self.organization.clone()),
                        language: self.language.map(|word| word.0),
                        machine_model: host_id(self.machine_model.clone()),
                    },
                    compare: self.compare.unwrap_or_default(),
                    format: format(request, self.format),
                }
            }
        }
    };
}

question!(
    /// The figures at a glance.
    OverviewQuery {}
);
question!(
    /// The figures over time.
    TrendQuery {
        /// What days are put together; each by itself if left out.
        by: BucketWord,
    }
);
question!(
    /// The flow of sessions.
    FlowQuery {}
);
question!(
    /// The hours of the week.
    HeatmapQuery {
        /// What is looked at; sessions if left out.
        measure: HeatMeasureWord,
    }
);
question!(
    /// How long people wait.
    WaitingQuery {
        /// Until what; the first answer by an expert if left out.
        measure: WaitMeasureWord,
        /// What is told apart; nothing if left out.
        by: WaitGroupingWord,
    }
);
question!(
    /// Where guided steps fail.
    StepsQuery {}
);
question!(
    /// Which rule is right.
    RulesQuery {
        /// Whether the versions of the rule set are told apart.
        by_version: Flag,
    }
);
question!(
    /// The sessions behind a mark.
    SessionsQuery {
        /// The mark of a figure; without one all sessions are meant.
        mark: MarkText,
        /// How many at most; 50 when left out.
        limit: Count<1, 200>,
        /// Where to go on: `next_cursor` of the page before.
        cursor: TimePlace,
    }
);
question!(
    /// Where something is missing in what is known.
    GapsQuery {}
);
question!(
    /// Whether mails arrive.
    MailQuery {}
);

/// The days that the prototype's figures are of.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct MetricsQuery {
    /// How many days, the last of them today; 30 when left out.
    #[param(inline)]
    pub(super) days: Option<Count<1, 800>>,
}

/// The article whose effect is asked about.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
#[serde(deny_unknown_fields)]
pub(crate) struct EffectQuery {
    /// The expert knowledge.
    #[param(inline)]
    pub(super) knowledge_id: Id,
}
