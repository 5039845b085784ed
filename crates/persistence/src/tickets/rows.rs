//! How tickets and their history lie in the tables.

use chrono::DateTime;
use diesel::prelude::*;
use diesel::result::Error;
use handover_domain::assistant::Category;
use handover_domain::{
    Contact, EmailAddress, Language, MachineProfile, OrganizationId, Priority, Reason, Referral, Scope,
    SessionId, Ticket, TicketEvent, TicketEventId, TicketEventKind, TicketId, TicketNumber, TicketStatus,
};
use serde::{Deserialize, Serialize};

use crate::decode::{document, to_document, word};
use crate::ratings::stars;
use crate::schema::{support_tickets, ticket_events};
use crate::sql_types::{Document, Time, Uid};

/// A row of `support_tickets`.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = support_tickets)]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
pub(crate) struct TicketRow {
    #[diesel(skip_update)]
    pub(super) id: Uid,
    #[diesel(skip_update)]
    pub(super) organization_id: Uid,
    #[diesel(skip_update)]
    session_id: Uid,
    #[diesel(skip_update)]
    ticket_number: String,
    priority: String,
    status: String,
    escalation_reason: String,
    session_summary: String,
    machine_context: Option<Document>,
    expert_contact_info: Document,
    additional_notes: Option<String>,
    resolution_notes: Option<String>,
    assigned_expert_id: Option<String>,
    rule_version: String,
    pub(super) version: i64,
    #[diesel(skip_update)]
    created_at: Time,
    updated_at: Time,
    resolved_at: Option<Time>,
    assigned_expert_name: Option<String>,
    first_answer_at: Option<Time>,
    notify_email: Option<String>,
    rating: Option<i32>,
    rating_comment: Option<String>,
    language: String,
    category: Option<String>,
    user_id: String,
    user_name: Option<String>,
    organization_name: Option<String>,
    machine_id: Option<String>,
    machine_model: Option<String>,
    merged_into: Option<Uid>,
}

/// What `support_tickets.expert_contact_info` holds.
#[derive(Serialize, Deserialize)]
struct ReferralDocument {
    primary_contact: ContactDocument,
    alternative_contacts: Vec<ContactDocument>,
}

#[derive(Serialize, Deserialize)]
struct ContactDocument {
    id: String,
    name: String,
    email: String,
    phone: String,
    hours: String,
    specialization: String,
}

impl ContactDocument {
    fn of(contact: &Contact) -> Self {
        Self {
            id: contact.id.clone(),
            name: contact.name.clone(),
            email: contact.email.clone(),
            phone: contact.phone.clone(),
            hours: contact.hours.clone(),
            specialization: contact.specialization.clone(),
        }
    }

    fn into_domain(self) -> Contact {
        Contact {
            id: self.id,
            name: self.name,
            email: self.email,
            phone: self.phone,
            hours: self.hours,
            specialization: self.specialization,
        }
    }
}

/// What `support_tickets.machine_context` holds.
#[derive(Serialize, Deserialize)]
struct MachineDocument {
    machine_id: String,
    user_id: Option<String>,
    name: Option<String>,
    model: Option<String>,
    serial: Option<String>,
    hours: Option<f64>,
    location: Option<String>,
    updated_at: String,
}

impl MachineDocument {
    fn of(machine: &MachineProfile) -> Self {
        Self {
            machine_id: machine.machine_id.clone(),
            user_id: machine.user_id.clone(),
            name: machine.name.clone(),
            model: machine.model.clone(),
            serial: machine.serial.clone(),
            hours: machine.hours,
            location: machine.location.clone(),
            updated_at: machine.updated_at.to_rfc3339(),
        }
    }

    fn into_domain(self) -> QueryResult<MachineProfile> {
        let updated_at = DateTime::parse_from_rfc3339(&self.updated_at)
            .map_err(|error| Error::DeserializationError(Box::new(error)))?;
        Ok(MachineProfile {
            machine_id: self.machine_id,
            user_id: self.user_id,
            name: self.name,
            model: self.model,
            serial: self.serial,
            hours: self.hours,
            location: self.location,
            updated_at: updated_at.to_utc(),
        })
    }
}

impl TicketRow {
    pub(super) fn of(ticket: &Ticket) -> QueryResult<Self> {
        let referral = ReferralDocument {
            primary_contact: ContactDocument::of(&ticket.referral.primary),
            alternative_contacts: ticket.referral.alternatives.iter().map(ContactDocument::of).collect(),
        };
        let machine = ticket.machine_context.as_ref().map(MachineDocument::of);
        Ok(Self {
            id: Uid(ticket.id.0),
            organization_id: Uid(ticket.organization_id.0),
            session_id: Uid(ticket.session_id.0),
            ticket_number: ticket.number.as_str().to_owned(),
            priority: ticket.priority.as_str().to_owned(),
            status: ticket.status.as_str().to_owned(),
            escalation_reason: ticket.reason.as_str().to_owned(),
            session_summary: ticket.session_summary.clone(),
            machine_context: machine.as_ref().map(to_document).transpose()?,
            expert_contact_info: to_document(&referral)?,
            additional_notes: ticket.additional_notes.clone(),
            resolution_notes: ticket.resolution_notes.clone(),
            assigned_expert_id: ticket.assigned_expert_id.clone(),
            rule_version: ticket.rule_version.clone(),
            version: ticket.version,
            created_at: Time(ticket.created_at),
            updated_at: Time(ticket.updated_at),
            resolved_at: ticket.resolved_at.map(Time),
            assigned_expert_name: ticket.assigned_expert_name.clone(),
            first_answer_at: ticket.first_answer_at.map(Time),
            notify_email: ticket.notify_email.as_ref().map(|address| address.as_str().to_owned()),
            rating: ticket.rating.map(|stars| u8::from(stars).into()),
            rating_comment: ticket.rating_comment.clone(),
            language: ticket.language.code().to_owned(),
            category: ticket.category.map(|category| category.as_str().to_owned()),
            user_id: ticket.user_id.clone(),
            user_name: ticket.user_name.clone(),
            organization_name: ticket.organization_name.clone(),
            machine_id: ticket.machine_id.clone(),
            machine_model: ticket.machine_model.clone(),
            merged_into: ticket.merged_into.map(|id| Uid(id.0)),
        })
    }

    pub(crate) fn into_domain(self) -> QueryResult<Ticket> {
        let referral: ReferralDocument =
            document("support_tickets.expert_contact_info", &self.expert_contact_info)?;
        let machine: Option<MachineDocument> = self
            .machine_context
            .map(|text| document("support_tickets.machine_context", &text))
            .transpose()?;
        Ok(Ticket {
            id: TicketId(self.id.0),
            organization_id: OrganizationId(self.organization_id.0),
            session_id: SessionId(self.session_id.0),
            number: word("support_tickets.ticket_number", &self.ticket_number, TicketNumber::parse)?,
            priority: word("support_tickets.priority", &self.priority, Priority::parse)?,
            status: word("support_tickets.status", &self.status, TicketStatus::parse)?,
            reason: word("support_tickets.escalation_reason", &self.escalation_reason, Reason::parse)?,
            session_summary: self.session_summary,
            language: Language::from_tag(&self.language),
            category: self
                .category
                .map(|category| word("support_tickets.category", &category, Category::parse))
                .transpose()?,
            user_id: self.user_id,
            user_name: self.user_name,
            organization_name: self.organization_name,
            machine_id: self.machine_id,
            machine_model: self.machine_model,
            machine_context: machine.map(MachineDocument::into_domain).transpose()?,
            referral: Referral {
                primary: referral.primary_contact.into_domain(),
                alternatives: referral
                    .alternative_contacts
                    .into_iter()
                    .map(ContactDocument::into_domain)
                    .collect(),
            },
            additional_notes: self.additional_notes,
            resolution_notes: self.resolution_notes,
            assigned_expert_id: self.assigned_expert_id,
            rule_version: self.rule_version,
            version: self.version,
            created_at: self.created_at.0,
            updated_at: self.updated_at.0,
            resolved_at: self.resolved_at.map(|at| at.0),
            assigned_expert_name: self.assigned_expert_name,
            first_answer_at: self.first_answer_at.map(|at| at.0),
            notify_email: self
                .notify_email
                .map(|address| word("support_tickets.notify_email", &address, EmailAddress::parse))
                .transpose()?,
            rating: self.rating.map(|rating| stars("support_tickets.rating", rating)).transpose()?,
            rating_comment: self.rating_comment,
            merged_into: self.merged_into.map(|id| TicketId(id.0)),
        })
    }
}

/// A row of `ticket_events`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = ticket_events, treat_none_as_default_value = false)]
pub(crate) struct TicketEventRow {
    id: Uid,
    organization_id: Uid,
    ticket_id: Uid,
    kind: String,
    actor: String,
    from_value: Option<String>,
    to_value: Option<String>,
    at: Time,
    reason: Option<String>,
}

impl TicketEventRow {
    pub(super) fn of(scope: Scope, event: &TicketEvent) -> Self {
        Self {
            id: Uid(event.id.0),
            organization_id: Uid(scope.organization().0),
            ticket_id: Uid(event.ticket_id.0),
            kind: event.kind.as_str().to_owned(),
            actor: event.actor.clone(),
            from_value: event.from.clone(),
            to_value: event.to.clone(),
            at: Time(event.at),
            reason: event.reason.clone(),
        }
    }

    pub(super) fn into_domain(self) -> QueryResult<TicketEvent> {
        Ok(TicketEvent {
            id: TicketEventId(self.id.0),
            ticket_id: TicketId(self.ticket_id.0),
            kind: word("ticket_events.kind", &self.kind, TicketEventKind::parse)?,
            actor: self.actor,
            from: self.from_value,
            to: self.to_value,
            at: self.at.0,
            reason: self.reason,
        })
    }
}
