//! The closed vocabularies on the wire: read strictly, listed in the OpenAPI document.

use std::borrow::Cow;

use handover_domain::assistant::Category;
use handover_domain::chat::Workflow;
use handover_domain::insight::{Bucket, HeatMeasure, NodeKind, Outcome, WaitGrouping, WaitMeasure};
use handover_domain::{
    AttemptOutcome, Decision, DocumentFormat, DocumentKind, FeedbackType, KeyScope, Language, MessageType,
    NotificationKind, OutboxStatus, OwnerKind, Priority, RatedHelp, Reason, Role, Sender, SessionStatus,
    SettingKind, StaffRole, StepOutcome, TicketEventKind, TicketStatus, TokenPurpose, TriggerType,
};
use serde::{Deserialize, Deserializer, Serialize, Serializer, de};
use utoipa::openapi::RefOr;
use utoipa::openapi::schema::{ObjectBuilder, Schema, Type};

use crate::field::marked;
use crate::live::Side;

pub(crate) fn one_of<'a>(words: impl Iterator<Item = &'a str>) -> String {
    let words: Vec<String> = words.map(|word| format!("'{word}'")).collect();
    match words.split_last() {
        Some((last, [])) => format!("Input should be {last}"),
        Some((last, others)) => format!("Input should be {} or {last}", others.join(", ")),
        None => "No input is allowed".to_owned(),
    }
}

macro_rules! word {
    ($name:ident, $domain:ty, $schema:literal) => {
        #[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
        pub(crate) struct $name(pub(crate) $domain);

        impl Serialize for $name {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.serialize_str(self.0.as_str())
            }
        }

        impl<'de> Deserialize<'de> for $name {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                let word = Cow::<str>::deserialize(deserializer)?;
                <$domain>::parse(&word).map(Self).ok_or_else(|| {
                    de::Error::custom(marked(
                        "enum",
                        &one_of(<$domain>::ALL.iter().map(|word| word.as_str())),
                    ))
                })
            }
        }

        impl utoipa::PartialSchema for $name {
            fn schema() -> RefOr<Schema> {
                let words = <$domain>::ALL.iter().map(|word| word.as_str());
                ObjectBuilder::new().schema_type(Type::String).enum_values(Some(words)).into()
            }
        }

        impl utoipa::ToSchema for $name {
            fn name() -> Cow<'static, str> {
                Cow::Borrowed($schema)
            }
        }

        impl From<$domain> for $name {
            fn from(word: $domain) -> Self {
                Self(word)
            }
        }
    };
}

word!(BucketWord, Bucket, "Bucket");
word!(HeatMeasureWord, HeatMeasure, "HeatMeasure");
word!(WaitMeasureWord, WaitMeasure, "WaitMeasure");
word!(WaitGroupingWord, WaitGrouping, "WaitGrouping");
word!(NodeKindWord, NodeKind, "NodeKind");
word!(OutcomeWord, Outcome, "Outcome");
word!(FeedbackTypeWord, FeedbackType, "FeedbackType");
word!(ReasonWord, Reason, "Reason");
word!(PriorityWord, Priority, "Priority");
word!(AttemptOutcomeWord, AttemptOutcome, "AttemptOutcome");
word!(StaffRoleWord, StaffRole, "StaffRole");
word!(SessionStatusWord, SessionStatus, "SessionStatus");
word!(TicketStatusWord, TicketStatus, "TicketStatus");
word!(SenderWord, Sender, "Sender");
word!(MessageTypeWord, MessageType, "MessageType");
word!(DecisionWord, Decision, "Decision");
word!(TriggerTypeWord, TriggerType, "TriggerType");
word!(TicketEventKindWord, TicketEventKind, "TicketEventKind");
word!(NotificationKindWord, NotificationKind, "NotificationKind");
word!(OwnerWord, OwnerKind, "OwnerKind");
word!(RatedHelpWord, RatedHelp, "RatedHelp");
word!(StepOutcomeWord, StepOutcome, "StepOutcome");
word!(RoleWord, Role, "Role");
word!(PurposeWord, TokenPurpose, "LinkPurpose");
word!(OutboxStatusWord, OutboxStatus, "OutboxStatus");
word!(DocumentFormatWord, DocumentFormat, "DocumentFormat");
word!(DocumentKindWord, DocumentKind, "DocumentKind");
word!(CategoryWord, Category, "Category");
word!(KeyScopeWord, KeyScope, "KeyScope");
word!(SettingKindWord, SettingKind, "SettingKind");

/// One of the six languages, by its code and nothing else.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub(crate) struct LanguageWord(pub(crate) Language);

impl Serialize for LanguageWord {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.0.code())
    }
}

impl<'de> Deserialize<'de> for LanguageWord {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let code = Cow::<str>::deserialize(deserializer)?;
        let known = Language::ALL.into_iter().find(|language| language.code() == code);
        let codes = || one_of(Language::ALL.iter().map(|language| language.code()));
        known.map(Self).ok_or_else(|| de::Error::custom(marked("enum", &codes())))
    }
}

impl utoipa::PartialSchema for LanguageWord {
    fn schema() -> RefOr<Schema> {
        let codes = Language::ALL.iter().map(|language| language.code());
        ObjectBuilder::new().schema_type(Type::String).enum_values(Some(codes)).into()
    }
}

impl utoipa::ToSchema for LanguageWord {
    fn name() -> Cow<'static, str> {
        Cow::Borrowed("LanguageCode")
    }
}

/// A side of the conversation.
#[derive(Debug, Clone, Copy, Deserialize, utoipa::ToSchema)]
#[serde(rename_all = "lowercase")]
#[schema(as = Side)]
pub(crate) enum SideWord {
    User,
    Expert,
}

impl From<SideWord> for Side {
    fn from(word: SideWord) -> Self {
        match word {
            SideWord::User => Self::User,
            SideWord::Expert => Self::Expert,
        }
    }
}

/// How far the guided steps are.
#[derive(Debug, Clone, Copy, Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = WorkflowStatus)]
pub(crate) enum WorkflowWord {
    InProgress,
    Completed,
    Escalated,
}

impl From<Workflow> for WorkflowWord {
    fn from(workflow: Workflow) -> Self {
        match workflow {
            Workflow::InProgress => Self::InProgress,
            Workflow::Completed => Self::Completed,
            Workflow::Escalated => Self::Escalated,
        }
    }
}
