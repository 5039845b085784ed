//! What stands beside a ticket: who its user is, which machine it is about, and who could have it.

use actix_web::{get, web};
use handover_domain::{
    DeskExpert, MachineCard, TicketCard, TicketNumbers, UserCard, desk_experts, ticket_card,
};
use serde::Serialize;
use utoipa::ToSchema;

use crate::api::Desk;
use crate::docs::TicketParameter;
use crate::parameters::TicketInPath;
use crate::problem::ApiError;
use crate::tickets::{MachineView, TicketView};
use crate::words::{CategoryWord, LanguageWord, StaffRoleWord};

/// What is to be known beside a ticket.
#[derive(Serialize, ToSchema)]
#[schema(as = TicketCard)]
pub(crate) struct TicketCardView {
    user: UserCardView,
    /// Null where the host system has described no machine.
    machine: Option<MachineCardView>,
}

/// The user of a ticket, as the host system describes them now.
#[derive(Serialize, ToSchema)]
#[schema(as = UserCard)]
pub(crate) struct UserCardView {
    user_id: String,
    name: Option<String>,
    email: Option<String>,
    organization_name: Option<String>,
    role: Option<String>,
    /// The language to write to them in.
    language: LanguageWord,
    /// Not known yet.
    time_zone: Option<String>,
    tickets: TicketNumbersView,
    /// How many sessions they have had.
    sessions: i64,
    /// Their newest tickets besides this one, at most five.
    recent: Vec<TicketView>,
}

/// The machine of a ticket.
#[derive(Serialize, ToSchema)]
#[schema(as = MachineCard)]
pub(crate) struct MachineCardView {
    #[serde(flatten)]
    machine: MachineView,
    tickets: TicketNumbersView,
    /// The newest tickets about it besides this one, at most five.
    recent: Vec<TicketView>,
}

/// How many tickets there are; 10,000 stands for more, too.
#[derive(Serialize, ToSchema)]
#[schema(as = TicketNumbers)]
pub(crate) struct TicketNumbersView {
    total: i64,
    open: i64,
}

impl From<TicketNumbers> for TicketNumbersView {
    fn from(numbers: TicketNumbers) -> Self {
        Self { total: numbers.total, open: numbers.open }
    }
}

impl From<UserCard> for UserCardView {
    fn from(card: UserCard) -> Self {
        let profile = card.profile.as_ref();
        Self {
            name: profile.and_then(|user| user.name.clone()),
            email: profile.and_then(|user| user.email.clone()),
            organization_name: profile.and_then(|user| user.organization_name.clone()),
            role: profile.and_then(|user| user.role.clone()),
            language: LanguageWord(profile.and_then(|user| user.language).unwrap_or(card.language)),
            time_zone: None,
            user_id: card.user_id,
            tickets: card.tickets.into(),
            sessions: card.sessions,
            recent: card.recent.into_iter().map(TicketView::from).collect(),
        }
    }
}

impl From<MachineCard> for MachineCardView {
    fn from(card: MachineCard) -> Self {
        Self {
            machine: card.machine.into(),
            tickets: card.tickets.into(),
            recent: card.recent.into_iter().map(TicketView::from).collect(),
        }
    }
}

/// Read what is to be known beside a ticket: its user and its machine.
#[utoipa::path(
    tag = "tickets",
    params(TicketParameter),
    responses((status = 200, body = TicketCardView), (status = 404))
)]
#[get("/api/ai/tickets/{ticket}/card")]
pub(crate) async fn show_ticket_card(
    desk: Desk,
    ticket: TicketInPath,
) -> Result<web::Json<TicketCardView>, ApiError> {
    let TicketCard { user, machine } =
        desk.read(move |view, scene| Ok(ticket_card(view, scene, &ticket.0)?)).await?;
    Ok(web::Json(TicketCardView { user: user.into(), machine: machine.map(MachineCardView::from) }))
}

/// Everybody who can have tickets.
#[derive(Serialize, ToSchema)]
pub(crate) struct Experts {
    /// By name.
    experts: Vec<ExpertView>,
}

/// Somebody who can have tickets.
#[derive(Serialize, ToSchema)]
#[schema(as = Expert)]
pub(crate) struct ExpertView {
    /// What tickets name them by.
    id: String,
    name: String,
    /// Null for a contact that no account is linked to.
    role: Option<StaffRoleWord>,
    kind: ExpertKind,
    /// Whether they take tickets now; null as long as nobody says so.
    available: Option<bool>,
    /// What they can write; empty where nobody has said.
    languages: Vec<LanguageWord>,
    /// What they know about; empty where nobody has said.
    categories: Vec<CategoryWord>,
    open_tickets: i64,
}

/// Whether somebody can sign in.
#[derive(Serialize, ToSchema)]
#[serde(rename_all = "lowercase")]
pub(crate) enum ExpertKind {
    Account,
    Contact,
}

impl From<DeskExpert> for ExpertView {
    fn from(expert: DeskExpert) -> Self {
        Self {
            id: expert.id,
            name: expert.name,
            kind: if expert.role.is_some() { ExpertKind::Account } else { ExpertKind::Contact },
            role: expert.role.map(StaffRoleWord),
            available: expert.available,
            languages: expert.languages.into_iter().map(LanguageWord).collect(),
            categories: expert.categories.into_iter().map(CategoryWord).collect(),
            open_tickets: expert.open_tickets,
        }
    }
}

/// List everybody who can have tickets.
#[utoipa::path(tag = "desk", responses((status = 200, body = Experts)))]
#[get("/api/ai/experts")]
pub(crate) async fn list_experts(desk: Desk) -> Result<web::Json<Experts>, ApiError> {
    let found = desk.read(|view, scene| Ok(desk_experts(view, scene)?)).await?;
    Ok(web::Json(Experts { experts: found.into_iter().map(ExpertView::from).collect() }))
}
