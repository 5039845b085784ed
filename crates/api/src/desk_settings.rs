//! What leads see of the settings that files hold: the rules in use, the contacts, and how mail stands.

use actix_web::{HttpResponse, get, post, web};
use chrono::{DateTime, Utc};
use handover_domain::judgement::Thresholds;
use handover_domain::{
    Action, Channel, ChannelStatus, Contact, HouseRules, OutboxCounts, Refusal, Scene, StoreResult, View,
};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;

use crate::api::{ApiSettings, Desk, Post};
use crate::body::Body;
use crate::field::{Email, Time};
use crate::problem::ApiError;
use crate::words::{CategoryWord, DecisionWord, LanguageWord, PriorityWord, ReasonWord};

/// The limits that a conversation is measured by.
#[derive(Serialize, ToSchema)]
pub(crate) struct LimitsView {
    /// A confidence below this is low.
    confidence: f64,
    /// So many steps without success are too many.
    max_steps: u32,
}

impl From<Thresholds> for LimitsView {
    fn from(Thresholds { confidence, max_steps }: Thresholds) -> Self {
        Self { confidence, max_steps }
    }
}

/// What follows when a reason holds.
#[derive(Serialize, ToSchema)]
pub(crate) struct ReasonInUse {
    reason: ReasonWord,
    action: DecisionWord,
    priority: PriorityWord,
}

/// When a person is needed, and what follows.
#[derive(Serialize, ToSchema)]
pub(crate) struct PolicyInUse {
    /// A confidence below this is low.
    confidence: f64,
    /// So many steps without success are too many.
    max_steps: u32,
    /// The limits for somebody who is losing patience, where they are narrower.
    frustrated: Option<LimitsView>,
    default_priority: PriorityWord,
    /// The kinds of problem that need an expert soon.
    expert_categories: Vec<CategoryWord>,
    /// After so many failed steps.
    expert_after_steps: u32,
    /// Every reason once, the strongest first.
    reasons: Vec<ReasonInUse>,
}

/// The rules in use.
#[derive(Serialize, ToSchema)]
pub(crate) struct RulesInUse {
    /// Names their content; every decision and ticket names the version that judged it.
    version: String,
    /// The languages that have rules of their own.
    languages: Vec<LanguageWord>,
    policy: PolicyInUse,
    /// Why newer rules could not take their place, if they could not.
    trouble: Option<String>,
}

impl RulesInUse {
    fn of(house: &HouseRules, trouble: Option<String>) -> Self {
        let (rules, policy) = (&house.rules, &house.rules.policy);
        let reasons = policy.reasons.iter().map(|one| ReasonInUse {
            reason: one.reason.into(),
            action: one.action.into(),
            priority: one.priority.into(),
        });
        Self {
            version: rules.version.clone(),
            languages: rules.languages().map(LanguageWord).collect(),
            policy: PolicyInUse {
                confidence: rules.thresholds.confidence,
                max_steps: rules.thresholds.max_steps,
                frustrated: policy.frustrated.map(LimitsView::from),
                default_priority: policy.default_priority.into(),
                expert_categories: policy.expert_categories.iter().copied().map(CategoryWord).collect(),
                expert_after_steps: policy.expert_after_steps.get(),
                reasons: reasons.collect(),
            },
            trouble,
        }
    }
}

fn only_leads(scene: &Scene<'_>) -> Result<(), Refusal> {
    scene.actor.demand(Action::LeadDesk).map(drop)
}

/// Read which rules are in use.
#[utoipa::path(tag = "desk", responses((status = 200, body = RulesInUse)))]
#[get("/api/ai/desk/rules")]
pub(crate) async fn show_rules(desk: Desk) -> Result<web::Json<RulesInUse>, ApiError> {
    desk.on_scene(|scene| {
        only_leads(scene)?;
        Ok(web::Json(RulesInUse::of(scene.house, desk.house.trouble())))
    })
}

/// A person or desk that users can be sent to.
#[derive(Serialize, ToSchema)]
pub(crate) struct ContactEntry {
    id: String,
    name: String,
    email: String,
    phone: String,
    hours: String,
    specialization: String,
    /// What leads here: `general`, `emergency`, kinds of problem.
    routes: Vec<String>,
}

/// The contacts, and where they come from.
#[derive(Serialize, ToSchema)]
pub(crate) struct ContactList {
    /// The file; null for the samples inside the program.
    file: Option<String>,
    /// Whether these are the shipped examples, to which no mail ever goes.
    sample: bool,
    /// In the order of the file.
    contacts: Vec<ContactEntry>,
}

/// Read who the contacts are, and in which file they stand.
#[utoipa::path(tag = "desk", responses((status = 200, body = ContactList)))]
#[get("/api/ai/desk/contacts")]
pub(crate) async fn show_contacts(
    desk: Desk,
    settings: web::Data<std::sync::Arc<ApiSettings>>,
) -> Result<web::Json<ContactList>, ApiError> {
    desk.on_scene(|scene| {
        only_leads(scene)?;
        let book = &scene.house.contacts;
        let entry = |contact: &Contact| {
            let Contact { id, name, email, phone, hours, specialization } = contact.clone();
            let routes = book.routes_to(&id);
            ContactEntry { id, name, email, phone, hours, specialization, routes }
        };
        let contacts = book.all().iter().map(entry).collect();
        let file = settings.contacts_file.clone();
        Ok(web::Json(ContactList { file, sample: book.is_sample(), contacts }))
    })
}

/// How mail stands.
#[derive(Debug, Clone, Copy, Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum MailState {
    /// Mails go out.
    Open,
    /// The server does not answer; it is tried again and again.
    Failing,
    /// Settings are wrong; a trial is made now and then.
    Paused,
}

/// How mail stands, and what waits.
#[derive(Serialize, ToSchema)]
pub(crate) struct MailStanding {
    /// Whether a mail server is configured at all.
    configured: bool,
    state: MailState,
    /// Why it does not work.
    reason: Option<String>,
    since: Option<Time>,
    waiting: i64,
    sent: i64,
    /// Given up.
    dead: i64,
    /// When the mail was promised that has waited longest.
    oldest_waiting: Option<Time>,
}

type Standing = (Option<Channel>, OutboxCounts, Option<DateTime<Utc>>);

fn standing(view: &mut dyn View, scene: &Scene<'_>) -> StoreResult<Standing> {
    let scope = scene.actor.scope();
    Ok((view.mail_channel()?, view.outbox_counts(scope)?, view.oldest_waiting(scope)?))
}

/// Read how mail stands.
#[utoipa::path(tag = "desk", responses((status = 200, body = MailStanding)))]
#[get("/api/ai/desk/mail")]
pub(crate) async fn show_mail(
    desk: Desk,
    mail: web::Data<Post>,
) -> Result<web::Json<MailStanding>, ApiError> {
    let found = desk.read(|view, scene| {
        only_leads(scene)?;
        Ok(standing(view, scene)?)
    });
    let (channel, counts, oldest) = found.await?;
    let state = match channel.as_ref().map(|channel| channel.status) {
        None | Some(ChannelStatus::Open) => MailState::Open,
        Some(ChannelStatus::Failing) => MailState::Failing,
        Some(ChannelStatus::Paused) => MailState::Paused,
    };
    Ok(web::Json(MailStanding {
        configured: mail.0.is_configured(),
        state,
        since: channel.as_ref().map(|channel| Time(channel.since)),
        reason: channel.and_then(|channel| channel.reason),
        waiting: counts.waiting,
        sent: counts.sent,
        dead: counts.dead,
        oldest_waiting: oldest.map(Time),
    }))
}

/// Where a test mail is to go.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
pub(crate) struct MailTest {
    #[schema(inline, value_type = crate::docs::MailAddress)]
    to: Email,
}

/// What became of a test mail.
#[derive(Serialize, ToSchema)]
pub(crate) struct MailTested {
    sent: bool,
    /// Where it failed: `settings`, `address`, `tls`, `server`.
    #[serde(skip_serializing_if = "Option::is_none")]
    stage: Option<&'static str>,
    /// What the mail server said, or why it was not asked.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
}

/// Send a test mail. The answer comes when the mail server has said something, or within its deadlines.
#[utoipa::path(tag = "desk", request_body = MailTest, responses((status = 200, body = MailTested)))]
#[post("/api/ai/desk/mail/test")]
pub(crate) async fn test_mail(
    desk: Desk,
    mail: web::Data<Post>,
    body: Body<MailTest>,
) -> Result<HttpResponse, ApiError> {
    desk.on_scene(only_leads)?;
    let Err(failure) = mail.0.send_test(&body.value.to.0).await else {
        return Ok(HttpResponse::Ok().json(MailTested { sent: true, stage: None, detail: None }));
    };
    let (stage, detail) = (Some(failure.stage), Some(failure.detail));
    Ok(HttpResponse::Ok().json(MailTested { sent: false, stage, detail }))
}
