//! The main job as the prototype's script does it: chat, escalate, one ticket, two mails.

use std::time::Duration;

use handover_testkit::process::Launch;
use handover_testkit::smtp::{Behaviour, Sink};
use serde_json::{Value, json};

use crate::client::{Client, said, text, wish};
use crate::database::{Database, on_both};

const PATIENCE: Duration = Duration::from_secs(30);
const NOTES: &str = "Please hurry <script>alert(1)</script> & bring seals";

/// The six lines of the seed, pointed at a server here.
pub(crate) fn with_mail(launch: Launch, sink: &Sink) -> Launch {
    launch
        .setting("SMTP_SERVER", "localhost")
        .setting("SMTP_PORT", &sink.port().to_string())
        .setting("SMTP_USERNAME", "mailer@autoboss.example")
        .setting("SMTP_PASSWORD", "pass word 0123")
        .setting("SMTP_USE_TLS", "true")
        .setting("FROM_EMAIL", "mailer@autoboss.example")
        .setting("SMTP_CA_FILE", &sink.authority_file().display().to_string())
}

pub(crate) fn runtime() -> tokio::runtime::Runtime {
    tokio::runtime::Builder::new_multi_thread().worker_threads(1).enable_all().build().expect("a runtime")
}

pub(crate) fn a_sink(runtime: &tokio::runtime::Runtime) -> Sink {
    let behaviour = Behaviour::new().credentials("mailer@autoboss.example", "pass word 0123");
    runtime.block_on(Sink::start_on(0, behaviour)).expect("a mail server")
}

fn is_ticket_number(number: &str) -> bool {
    let parts: Vec<&str> = number.split('-').collect();
    let digits = |s: &str| s.bytes().all(|b| b.is_ascii_digit());
    matches!(parts.as_slice(), ["AB", day, count] if day.len() == 8 && digits(day) && count.len() >= 4 && digits(count))
}

#[test]
fn a_chat_becomes_a_ticket_and_two_mails() {
    on_both(|database| {
        let runtime = runtime();
        let sink = a_sink(&runtime);
        let server = with_mail(Launch::serve(database.folder(), database.url()), &sink).start();
        let client = Client::new(server.url());
        introduce(&client);

        let body = json!({ "machine_id": "boat-7" });
        let mut first = said("The HP gauge needle is stuck in the red zone");
        first.as_object_mut().expect("an object").extend(body.as_object().expect("an object").clone());
        let chat = client.post("/api/ai/chat", &first).expect(200);
        for key in [
            "response",
            "session_id",
            "model_used",
            "tokens_used",
            "response_time",
            "success",
            "error_message",
            "message_type",
            "step_data",
            "escalation",
        ] {
            assert!(chat.get(key).is_some(), "{key} is missing in {chat}");
        }
        assert_eq!(chat.pointer("/message_type"), Some(&json!("diagnostic_step")));
        let session = text(&chat, "/session_id");
        let ticket = client.escalate(&session, NOTES).expect(201);
        check_ticket(&ticket);
        check_rows(database, &session, &ticket);
        let mails = runtime.block_on(sink.wait_for_mails(2, PATIENCE)).expect("both mails");
        assert_eq!(mails.len(), 2);
        check_mails(&sink, &text(&ticket, "/ticket_number"));
        check_order(&sink);
    });
}

fn introduce(client: &Client) {
    let user = json!({
        "name": "Kari Nordmann", "email": "kari@farm.example", "organization_name": "North <Farm>",
        "role": "operator", "language": "en",
    });
    let answer = client.put("/api/ai/users/f6abc555-5b6c-6f7a-8b9c-0d123456789a", &user);
    assert!((200..300).contains(&answer.status), "{answer:?}");
    let machine = json!({
        "name": "Net cleaner", "model": "V4.0", "serial": "SN-001", "hours": 1234.5, "location": "Pen 7",
    });
    let answer = client.put("/api/ai/machines/boat-7", &machine);
    assert!((200..300).contains(&answer.status), "{answer:?}");
}

fn check_ticket(ticket: &Value) {
    assert_eq!(text(ticket, "/status"), "created");
    assert_eq!(text(ticket, "/message"), "Support ticket created successfully. Expert will be contacted.");
    assert!(is_ticket_number(&text(ticket, "/ticket_number")), "{ticket}");
    let contact = "/expert_contact_info/primary_contact";
    for field in ["name", "email", "phone", "hours", "specialization"] {
        assert!(!text(ticket, &format!("{contact}/{field}")).is_empty());
    }
    assert_eq!(text(ticket, "/expert_contact_info/escalation_reason"), "user_request");
}

fn check_rows(database: &Database, session: &str, ticket: &Value) {
    let one = |query: &str| database.texts(query).first().cloned().unwrap_or_default();
    let of = |table: &str, column: &str| {
        one(&format!("SELECT CAST({column} AS text) AS value FROM {table} WHERE session_id = '{session}'"))
    };
    assert_eq!(of("ai_sessions", "status"), "escalated");
    assert_eq!(of("support_tickets", "ticket_number"), text(ticket, "/ticket_number"));
    assert_eq!(of("support_tickets", "additional_notes"), NOTES);
    assert!(of("support_tickets", "session_summary").contains(session));
    let count = |table: &str| {
        database.number(&format!("SELECT count(*) AS value FROM {table} WHERE session_id = '{session}'"))
    };
    assert_eq!(count("ai_messages"), 3, "what the user said, the answer, and that a ticket was made");
    assert_eq!(count("escalation_triggers"), 2, "one of the turn and one of the person who escalated");
    assert_eq!(count("support_tickets"), 1);
    assert_eq!(database.number("SELECT count(*) AS value FROM outbox"), 2);
}

fn check_mails(sink: &Sink, number: &str) {
    let mails = sink.mails();
    let to_user = mails.iter().find(|mail| mail.recipients.iter().any(|to| to.contains("kari@farm.example")));
    let to_user = to_user.expect("a mail to the user").parsed().expect("it parses");
    assert!(to_user.body_text(0).expect("text").contains(number));
    let to_support =
        mails.iter().find(|mail| !mail.recipients.iter().any(|to| to.contains("kari@farm.example")));
    let mail = to_support.expect("a mail to support").parsed().expect("it parses");
    assert_eq!(mail.subject(), Some(format!("🚨 AI Assistant Escalation - Ticket #{number}").as_str()));
    for header in ["Message-ID", "Date", "Reply-To", "Auto-Submitted"] {
        assert!(mail.header(header).is_some(), "{header} is missing");
    }
    let (html, plain) = (mail.body_html(0).expect("html"), mail.body_text(0).expect("text"));
    assert!(!html.contains("<script>") && html.contains("&lt;script&gt;"), "the notes are escaped (D8)");
    for part in [&html, &plain] {
        for words in [
            "Escalation Details",
            "User Information",
            "Machine Information",
            "Session Summary",
            "Expert Contact Information",
            "Kari Nordmann",
            "V4.0",
            "The HP gauge needle is stuck in the red zone",
            "User requested expert help",
        ] {
            assert!(part.contains(words), "{words} is missing in {part}");
        }
    }
    assert!(plain.contains(NOTES), "and whole in the plain part");
}

fn check_order(sink: &Sink) {
    for conversation in sink.conversations().iter().filter(|c| c.has("MAIL")) {
        let verbs = conversation.verbs();
        let place = |verb: &str| {
            verbs.iter().position(|v| v == verb).unwrap_or_else(|| panic!("{verb} in {verbs:?}"))
        };
        assert!(place("STARTTLS") < place("AUTH") && place("AUTH") < place("MAIL"), "{verbs:?}");
    }
}

#[test]
fn after_a_ticket_the_chat_goes_on_with_the_expert() {
    on_both(|database| {
        let server = Launch::serve(database.folder(), database.url()).start();
        let client = Client::new(server.url());
        let session = client.session("no water at the discs");
        let ticket = client.escalate(&session, "").expect(201);
        let mut later = said("Is anybody coming?");
        later["session_id"] = json!(session);
        let answer = client.post("/api/ai/chat", &later).expect(200);
        assert_eq!(text(&answer, "/model_used"), "handoff");
        assert_eq!(text(&answer, "/session_id"), session);
        let number = text(&ticket, "/ticket_number");
        let path = format!("/api/ai/tickets/{number}");
        let taken = client
            .patch(&path, &json!({ "status": "in_progress", "assigned_expert_id": "general" }))
            .expect(200);
        assert_eq!(text(&taken, "/status"), "in_progress");
        let resolved = json!({ "status": "resolved", "resolution_notes": "Cleaned the sea filter" });
        client.patch(&path, &resolved).expect(200);
        let session_now = client.get(&format!("/api/ai/sessions/{session}")).expect(200);
        assert_eq!(text(&session_now, "/status"), "completed");
        assert_eq!(client.patch(&path, &json!({ "status": "open" })).status, 409, "no way back to open");
        later["message"] = json!("It is back");
        let answer = client.post("/api/ai/chat", &later).expect(200);
        assert_ne!(text(&answer, "/model_used"), "handoff", "the assistant speaks again");
        let list = client.get("/api/ai/tickets?status=resolved").expect(200);
        assert!(list.to_string().contains(&number));
        let again = client.post(&format!("/api/ai/sessions/{session}/escalate"), &wish("")).expect(201);
        assert_ne!(text(&again, "/ticket_number"), number, "the resolved ticket stays resolved");
    });
}
