//! The rows of the authorization matrix: what each operation does to what, and what it answers whoever may do it.

use handover_domain::Action;
use serde_json::{Value, json};
use uuid::Uuid;

/// What an operation is done to.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Target {
    /// Nothing that exists before.
    Nothing,
    /// The session in its path or body.
    Session,
    /// The ticket in its path.
    Ticket,
    /// The machine in its path.
    Machine,
    /// The user in its path, known or not.
    User,
    /// The document in its path, which belongs to the organization.
    Document,
    /// The passage in its query, likewise.
    Passage,
    /// The canned answer in its path, likewise.
    CannedAnswer,
    /// The expert knowledge in its path, likewise.
    Expertise,
    /// The group of questions in its path, which nobody has.
    Gap,
    /// The API key in its path, which nobody has.
    Key,
    /// The kept view in its path, which nobody has.
    SavedView,
    /// The contact in its path, whom all organizations have.
    Contact,
}

/// One operation: what it does to what, and what it answers whoever may do it.
pub(super) struct Row {
    pub(super) operation: &'static str,
    pub(super) action: Action,
    pub(super) target: Target,
    pub(super) body: Value,
    pub(super) allowed: u16,
}

fn row(operation: &'static str, action: Action, target: Target, (body, allowed): (Value, u16)) -> Row {
    Row { operation, action, target, body, allowed }
}

pub(super) fn table() -> Vec<Row> {
    let mut rows = conversations_table();
    rows.extend(tickets_table());
    rows.extend(profiles_table());
    rows.extend(documents_table());
    rows.extend(desk_table());
    rows.extend(insight_table());
    rows.extend(expertise_table());
    rows
}

/// The operations on sessions.
fn conversations_table() -> Vec<Row> {
    use Action::*;
    let none = Value::Null;
    let said = json!({"message": "The pump is loud"});
    let in_session = json!({"message": "Still loud", "session_id": "{id}"});
    let feedback = json!({"session_id": "{id}", "step_id": Uuid::from_u128(1), "feedback": "worked"});
    let written = json!({"content": "Still loud"});
    let wish = json!({"escalation_reason": "user_request"});
    vec![
        row("POST /api/ai/chat", Converse, Target::Nothing, (said.clone(), 200)),
        row("POST /api/ai/chat ", Converse, Target::Session, (in_session, 200)),
        // There is no such step, which only those learn who may know the session.
        row("POST /api/ai/chat/step-feedback", Converse, Target::Session, (feedback, 404)),
        row("POST /api/ai/sessions", Converse, Target::Nothing, (json!({}), 201)),
        row("POST /api/ai/sessions/{session_id}/messages", Converse, Target::Session, (written, 200)),
        row(
            "PUT /api/ai/sessions/{session_id}",
            CloseSession,
            Target::Session,
            (json!({"status": "active"}), 200),
        ),
        row("GET /api/ai/sessions/{session_id}", ReadSession, Target::Session, (none.clone(), 200)),
        row("GET /api/ai/sessions/{session_id}/history", ReadSession, Target::Session, (none.clone(), 200)),
        row(
            "GET /api/ai/sessions/{session_id}/events?seconds=0",
            ReadSession,
            Target::Session,
            (none.clone(), 200),
        ),
        row(
            "GET /api/ai/sessions/{session_id}/escalation-history",
            ReadSession,
            Target::Session,
            (none.clone(), 200),
        ),
        row(
            "POST /api/ai/sessions/{session_id}/evaluate-escalation",
            ReadSession,
            Target::Session,
            (json!({}), 200),
        ),
        row("POST /api/ai/judge", Judge, Target::Nothing, (json!({"text": "smoke"}), 200)),
        row("GET /api/ai/session/{session_id}/status", ReadSession, Target::Session, (none.clone(), 200)),
        row("POST /api/ai/sessions/{session_id}/escalate", Escalate, Target::Session, (wish, 201)),
        row("GET /api/ai/users/{user_id}/sessions", ReadSession, Target::User, (none.clone(), 200)),
        row("POST /api/ai/sessions/{session_id}/typing", ReadSession, Target::Session, (json!({}), 204)),
        row("POST /api/ai/sessions/{session_id}/stop", Converse, Target::Session, (none, 204)),
        // Nobody has rated anything, likewise.
        row("PUT /api/ai/sessions/{session_id}/rating", Rate, Target::Session, (json!({"rating": 5}), 204)),
        row("GET /api/ai/sessions/{session_id}/rating", ReadSession, Target::Session, (Value::Null, 404)),
        // None of these sessions is escalated, which only those learn who may know the session.
        row(
            "POST /api/ai/sessions/{session_id}/cancel-escalation",
            CloseSession,
            Target::Session,
            (json!({}), 409),
        ),
        row(
            "PUT /api/ai/sessions/{session_id}/notify",
            Escalate,
            Target::Session,
            (json!({"email": null}), 409),
        ),
    ]
}

/// The operations on tickets.
fn tickets_table() -> Vec<Row> {
    use Action::*;
    let none = Value::Null;
    vec![
        row("GET /api/ai/tickets", ReadTicket, Target::Nothing, (none.clone(), 200)),
        row("GET /api/ai/tickets/{ticket}", ReadTicket, Target::Ticket, (none.clone(), 200)),
        row("PATCH /api/ai/tickets/{ticket}", WorkTicket, Target::Ticket, (json!({"priority": "low"}), 200)),
        row("POST /api/ai/tickets/{ticket}/take", WorkTicket, Target::Ticket, (json!({}), 200)),
        row(
            "POST /api/ai/tickets/{ticket}/messages",
            WorkTicket,
            Target::Ticket,
            (json!({"content": "Hello"}), 200),
        ),
        row(
            "POST /api/ai/tickets/{ticket}/notes",
            InternalNotes,
            Target::Ticket,
            (json!({"text": "Hm"}), 200),
        ),
        // There is no such message, which only those learn who may read them in another language.
        row(
            "POST /api/ai/sessions/{session_id}/messages/{message_id}/translation",
            WorkTicket,
            Target::Session,
            (json!({"language": "en"}), 404),
        ),
        row("POST /api/ai/tickets/{ticket}/hand-back", WorkTicket, Target::Ticket, (json!({}), 200)),
        // Into itself, which only those learn who may know the ticket.
        row(
            "POST /api/ai/tickets/{ticket}/merge",
            WorkTicket,
            Target::Ticket,
            (json!({"into": "{id}"}), 409),
        ),
        row("GET /api/ai/tickets/counts", ReadTicket, Target::Nothing, (none.clone(), 200)),
        row("GET /api/ai/tickets/{ticket}/card", WorkTicket, Target::Ticket, (none.clone(), 200)),
        row("GET /api/ai/experts", WorkTicket, Target::Nothing, (none.clone(), 200)),
        row("GET /api/ai/tickets/events?seconds=0", WorkTicket, Target::Nothing, (none.clone(), 200)),
        row("GET /api/ai/tickets/{ticket}/notifications", ReadMail, Target::Ticket, (none, 200)),
    ]
}

/// The operations on users and machines.
fn profiles_table() -> Vec<Row> {
    use Action::*;
    let none = Value::Null;
    vec![
        row("GET /api/ai/users/{user_id}/machines", ReadProfile, Target::User, (none.clone(), 200)),
        row("GET /api/ai/machines/{machine_id}/context", ReadProfile, Target::Machine, (none.clone(), 200)),
        row("PUT /api/ai/users", WriteProfile, Target::Nothing, (json!({"users": []}), 200)),
        row("PUT /api/ai/users/{user_id}", WriteProfile, Target::User, (json!({}), 200)),
        row("DELETE /api/ai/users/{user_id}", WriteProfile, Target::User, (none.clone(), 204)),
        row("PUT /api/ai/machines", WriteProfile, Target::Nothing, (json!({"machines": []}), 200)),
        row("PUT /api/ai/machines/{machine_id}", WriteProfile, Target::Machine, (json!({}), 200)),
        row("DELETE /api/ai/machines/{machine_id}", WriteProfile, Target::Machine, (none, 204)),
    ]
}

/// The operations on documents.
fn documents_table() -> Vec<Row> {
    use Action::*;
    let none = Value::Null;
    let document = json!({"format": "text", "content": "Open the valve."});
    vec![
        row("GET /api/ai/knowledge/documents", ReadKnowledge, Target::Nothing, (none.clone(), 200)),
        row("PUT /api/ai/knowledge/documents/{source}", WriteKnowledge, Target::Document, (document, 200)),
        row("GET /api/ai/knowledge/documents/{source}", ReadKnowledge, Target::Document, (none.clone(), 200)),
        row("GET /api/ai/knowledge/passage", OpenPassage, Target::Passage, (none.clone(), 200)),
        row("DELETE /api/ai/knowledge/documents/{source}", WriteKnowledge, Target::Document, (none, 204)),
    ]
}

/// The operations on what the desk works with.
fn desk_table() -> Vec<Row> {
    use Action::*;
    let none = Value::Null;
    let answer = json!({"title": "Greeting", "text": "Hello {user.name}"});
    let view = json!({"name": "Urgent", "query": "priority=urgent"});
    let skills = json!({"languages": ["en"], "categories": [], "auto_assign": true});
    vec![
        row("GET /api/ai/desk/canned-answers", ReadDesk, Target::Nothing, (none.clone(), 200)),
        row("POST /api/ai/desk/canned-answers", LeadDesk, Target::Nothing, (answer.clone(), 201)),
        row("PUT /api/ai/desk/canned-answers/{id}", LeadDesk, Target::CannedAnswer, (answer, 200)),
        row("DELETE /api/ai/desk/canned-answers/{id}", LeadDesk, Target::CannedAnswer, (none.clone(), 204)),
        row("GET /api/ai/desk/views", ReadDesk, Target::Nothing, (none.clone(), 200)),
        row("POST /api/ai/desk/views", ReadDesk, Target::Nothing, (view.clone(), 201)),
        // There is no such view, which only those learn who may know any.
        row("PUT /api/ai/desk/views/{id}", ReadDesk, Target::SavedView, (view, 404)),
        row("DELETE /api/ai/desk/views/{id}", ReadDesk, Target::SavedView, (none.clone(), 404)),
        row("GET /api/ai/desk/changes", LeadDesk, Target::Nothing, (none.clone(), 200)),
        row("GET /api/ai/desk/rules", LeadDesk, Target::Nothing, (none.clone(), 200)),
        row("GET /api/ai/desk/contacts", LeadDesk, Target::Nothing, (none.clone(), 200)),
        row("GET /api/ai/desk/mail", LeadDesk, Target::Nothing, (none.clone(), 200)),
        row(
            "POST /api/ai/desk/mail/test",
            LeadDesk,
            Target::Nothing,
            (json!({"to": "anna@customer.example"}), 200),
        ),
        row("GET /api/ai/desk/api-keys", ManageAccess, Target::Nothing, (none.clone(), 200)),
        row(
            "POST /api/ai/desk/api-keys",
            ManageAccess,
            Target::Nothing,
            (json!({"name": "erp", "scopes": ["chat"]}), 201),
        ),
        // There is no such key, which only those learn who may know the keys.
        row("DELETE /api/ai/desk/api-keys/{id}", ManageAccess, Target::Key, (none.clone(), 404)),
        row("GET /api/ai/desk/experts", LeadDesk, Target::Nothing, (none.clone(), 200)),
        row("PUT /api/ai/desk/experts/{id}", LeadDesk, Target::Contact, (skills, 200)),
        row("GET /api/ai/desk/report-mail", LeadDesk, Target::Nothing, (none.clone(), 200)),
        row("PUT /api/ai/desk/report-mail", LeadDesk, Target::Nothing, (json!({"weekly": true}), 200)),
        row("GET /api/ai/desk/availability?expert_id=general", WorkTicket, Target::Nothing, (none, 200)),
        row(
            "PUT /api/ai/desk/availability",
            WorkTicket,
            Target::Nothing,
            (json!({"available": true, "expert_id": "general"}), 200),
        ),
    ]
}

/// The figures.
fn insight_table() -> Vec<Row> {
    [
        "GET /api/ai/analytics/overview",
        "GET /api/ai/analytics/trend?by=week&compare=previous",
        "GET /api/ai/analytics/flow",
        "GET /api/ai/analytics/heatmap",
        "GET /api/ai/analytics/waiting",
        "GET /api/ai/analytics/steps",
        "GET /api/ai/analytics/rules",
        "GET /api/ai/analytics/sessions?format=csv",
        "GET /api/ai/analytics/gaps",
        "GET /api/ai/analytics/mail",
        "GET /api/ai/analytics/session-metrics?days=7",
    ]
    .map(|operation| row(operation, Action::ReadInsight, Target::Nothing, (Value::Null, 200)))
    .into()
}

/// What experts know.
fn expertise_table() -> Vec<Row> {
    use Action::*;
    let none = Value::Null;
    let known = json!({"problem_description": "The pump is loud", "solution": "Tighten it"});
    let said = json!({"feedback_type": "accuracy", "rating": 2});
    let effect = "GET /api/ai/analytics/effect?knowledge_id=00000000-0000-0000-0000-000000000001";
    vec![
        row("POST /api/ai/expert-knowledge", ShareExpertise, Target::Nothing, (known, 201)),
        row("GET /api/ai/expert-knowledge", ReadKnowledge, Target::Nothing, (none.clone(), 200)),
        row(
            "GET /api/ai/expert-knowledge/search?keywords=pump",
            ReadKnowledge,
            Target::Nothing,
            (none.clone(), 200),
        ),
        row(
            "PATCH /api/ai/expert-knowledge/{id}",
            ShareExpertise,
            Target::Expertise,
            (json!({"tags": ["pump"]}), 200),
        ),
        row("DELETE /api/ai/expert-knowledge/{id}", WriteKnowledge, Target::Expertise, (none.clone(), 204)),
        row(
            "POST /api/ai/sessions/{session_id}/expert-feedback",
            ShareExpertise,
            Target::Session,
            (said, 201),
        ),
        // Nobody has asked anything that could be put together.
        row("POST /api/ai/analytics/gaps/{id}/draft", ShareExpertise, Target::Gap, (json!({}), 404)),
        row(effect, ReadInsight, Target::Nothing, (none, 404)),
    ]
}

/// The operations that tell nothing about anybody, so that nobody is asked who asks.
/// Or where a link vouches for whoever shows it: `ticket_link.rs`.
pub(super) const FOR_EVERYBODY: [&str; 7] = [
    "GET /api/ai/ticket-by-link",
    "GET /api/ai/models",
    "GET /health",
    "GET /health/",
    "GET /health/live",
    "GET /health/ready",
    "GET /info",
];

/// Where somebody comes in, or looks after their own account: `staff.rs` tries them one by one.
pub(super) const AT_THE_DOOR: [&str; 11] = [
    "GET /api/auth/me",
    "GET /api/auth/oidc/callback",
    "GET /api/auth/oidc/start",
    "GET /api/auth/ways",
    "POST /api/auth/link",
    "POST /api/auth/link/password",
    "POST /api/auth/password",
    "POST /api/auth/reset",
    "POST /api/auth/sign-in",
    "POST /api/auth/sign-out",
    "POST /api/auth/sign-out-everywhere",
];
