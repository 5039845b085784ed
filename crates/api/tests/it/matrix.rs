//! The authorization matrix: every operation of the OpenAPI document, for every kind of caller, on what
//! is its own, another's and nobody's. What is expected comes from the policy table of the domain.

use std::collections::BTreeSet;

use handover_api::openapi;
use handover_domain::testing::World;
use handover_domain::{
    Actor, ApiKeyId, CannedAnswerId, ExpertKnowledgeId, KeyScope, KnowledgeDocument, MachineProfile,
    NewApiKey, NewExpertKnowledge, OrganizationId, Reach, Scene, StaffRole, StoreExt, TokenHash,
    add_expertise, create_api_key, organization_for,
};
use handover_testkit::RandomIds;
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::canned_answers::keep_canned_answer;
use crate::client::Response;
use crate::identify::{closed, open_session, with_token, without_instance};
use crate::knowledge::keep_document;
use crate::running::Running;
use crate::staff::{PASSWORD, cookie_of, employ_in, sign_in};
use table::{AT_THE_DOOR, FOR_EVERYBODY, Row, Target, table};

mod table;

fn owner() -> (&'static str, Actor) {
    ("user:anna", Actor::user(OrganizationId::DEFAULT, "anna", false).unwrap())
}

/// Somebody who asks: what the request shows, and the actor that the edge makes of it.
struct Caller {
    headers: Vec<(String, String)>,
    actor: Actor,
}

impl Caller {
    fn new(headers: &[(&str, &str)], actor: Actor) -> Self {
        let headers = headers.iter().map(|(name, value)| ((*name).to_owned(), (*value).to_owned()));
        Self { headers: headers.collect(), actor }
    }

    fn bearer(token: &str, actor: Actor) -> Self {
        Self::new(&[("Authorization", &format!("Bearer {token}"))], actor)
    }

    fn headers(&self) -> Vec<(&str, &str)> {
        self.headers.iter().map(|(name, value)| (name.as_str(), value.as_str())).collect()
    }
}

/// Everybody who knows nothing of anna's.
fn others(app: &Running) -> Vec<Caller> {
    let organization = OrganizationId::DEFAULT;
    let first = app.request("POST", "/api/ai/chat").json(&json!({"message": "Hello"})).send();
    let capability = first.header("x-handover-visitor").expect("a capability").to_owned();
    let user = |id: &str, manager: bool| Actor::user(organization, id, manager).unwrap();
    let visitor = Actor::visitor(organization, Uuid::from_u128(7));
    let mut callers = vec![
        Caller::bearer("user:berit", user("berit", false)),
        Caller::bearer("manager:mona", user("mona", true)),
        Caller::new(&[("X-Handover-Visitor", &capability)], visitor),
    ];
    callers.extend(programs_and_staff(app, organization));
    callers
}

/// Programs of every scope and staff of every role.
fn programs_and_staff(app: &Running, organization: OrganizationId) -> Vec<Caller> {
    let mut callers = Vec::new();
    for scope in KeyScope::ALL {
        let actor = Actor::service(organization, ApiKeyId(Uuid::from_u128(8)), ("program", vec![*scope]));
        callers.push(Caller::bearer(&key_of(app, organization, *scope), actor));
    }
    let origin = format!("http://{}", app.address);
    for role in StaffRole::ALL {
        let name = format!("{role}-{}", organization.0.simple());
        let account = employ_in(app, organization, &name, *role);
        let cookie = cookie_of(&sign_in(app, &name, PASSWORD));
        let actor = Actor::staff(organization, account.id, (&account.name, *role));
        let headers = [("Cookie", cookie.as_str()), ("Origin", &origin), ("X-Handover-Request", "1")];
        callers.push(Caller::new(&headers, actor));
    }
    callers
}

/// Everybody of another organization, among them somebody of anna's name.
fn foreigners(app: &Running) -> Vec<Caller> {
    let made = app.store.write(|tx| organization_for(tx, &RandomIds, ("others", true)));
    let organization = made.unwrap().unwrap().id;
    let user = |id: &str, manager: bool| Actor::user(organization, id, manager).unwrap();
    let mut callers = vec![
        Caller::bearer("user:anna@others", user("anna", false)),
        Caller::bearer("manager:mona@others", user("mona", true)),
    ];
    callers.extend(programs_and_staff(app, organization));
    callers
}

/// An API key that is good for one thing.
pub(crate) fn key_with(app: &Running, scope: KeyScope) -> String {
    key_of(app, OrganizationId::DEFAULT, scope)
}

fn key_of(app: &Running, organization: OrganizationId, scope: KeyScope) -> String {
    let key = format!("hok_{scope}{}", organization.0.simple());
    let hash = TokenHash::new(Sha256::digest(key.as_bytes()).into()).unwrap();
    let new = NewApiKey { name: "program".to_owned(), scopes: vec![scope], expires_at: None };
    let world = World { actor: Actor::system(organization), ..World::new() };
    let scene = Scene { ids: &RandomIds, ..world.scene() };
    let made = app.store.write(|tx| create_api_key(tx, &scene, new, hash));
    assert!(made.is_ok(), "{made:?}");
    key
}

/// What anna has, made anew so that no row sees what another has done.
struct Belongings {
    session: String,
    ticket: String,
    machine: String,
    document: KnowledgeDocument,
    canned_answer: CannedAnswerId,
    expertise: ExpertKnowledgeId,
}

fn belongings(app: &Running, with_ticket: bool) -> Belongings {
    let session = open_session(app, owner().0);
    let mut ticket = String::new();
    if with_ticket {
        let wish = json!({"escalation_reason": "user_request"});
        let path = format!("/api/ai/sessions/{session}/escalate");
        let made = with_token(app, owner().0, "POST", &path).json(&wish).send().expect(201);
        ticket = made["ticket_id"].as_str().unwrap().to_owned();
    }
    let machine = MachineProfile {
        machine_id: "boat-7".to_owned(),
        user_id: Some("anna".to_owned()),
        name: Some("The boat".to_owned()),
        model: None,
        serial: None,
        hours: None,
        location: None,
        updated_at: chrono::DateTime::UNIX_EPOCH,
    };
    let scope = owner().1.scope();
    app.store.write(|tx| tx.put_machine(scope, &machine)).unwrap();
    let document = keep_document(app, scope, "manual.txt");
    let canned_answer = keep_canned_answer(app, scope);
    let expertise = keep_expertise_of(app);
    Belongings { session, ticket, machine: machine.machine_id, document, canned_answer, expertise }
}

/// Expert knowledge that nobody has verified.
fn keep_expertise_of(app: &Running) -> ExpertKnowledgeId {
    let new = NewExpertKnowledge {
        problem_description: "The pump is loud".to_owned(),
        solution: "Tighten it".to_owned(),
        machine_version: None,
        tags: Vec::new(),
        metadata: None,
        language: None,
        origin_ticket: None,
    };
    let world = World::new();
    let scene = Scene { ids: &RandomIds, ..world.scene() };
    app.store.write(|tx| add_expertise(tx, &scene, new)).unwrap().id
}

impl Belongings {
    /// The id that a row needs, of anna's or of nobody's.
    fn id(&self, target: Target, exists: bool) -> String {
        match (target, exists) {
            (Target::Nothing, _) => String::new(),
            (Target::Session, true) => self.session.clone(),
            (Target::Ticket, true) => self.ticket.clone(),
            (Target::Document, true) => self.document.source.clone(),
            (Target::Passage, true) => self.document.id.to_string(),
            (Target::Key | Target::SavedView, _) => Uuid::from_u128(99).to_string(),
            (Target::Contact, true) => "general".to_owned(),
            (Target::CannedAnswer, true) => self.canned_answer.to_string(),
            (Target::Expertise, true) => self.expertise.0.to_string(),
            (
                Target::Session | Target::Ticket | Target::Passage | Target::CannedAnswer | Target::Expertise,
                false,
            )
            | (Target::Gap, _) => Uuid::from_u128(99).to_string(),
            (Target::Machine, true) => self.machine.clone(),
            (Target::User, true) => "anna".to_owned(),
            (Target::Machine | Target::User | Target::Document | Target::Contact, false) => {
                "nobody".to_owned()
            }
        }
    }
}

fn send(app: &Running, row: &Row, id: &str, headers: &[(&str, &str)]) -> Response {
    let (method, path) = row.operation.trim_end().split_once(' ').unwrap();
    let path = path.split('/').map(|part| if part.starts_with('{') { id } else { part });
    let query =
        if row.target == Target::Passage { format!("?document={id}&passage=1") } else { String::new() };
    let path = path.collect::<Vec<_>>().join("/") + &query;
    let request = app.request(method, &path);
    let request = headers.iter().fold(request, |request, (name, value)| request.header(name, value));
    if row.body.is_null() {
        return request.send();
    }
    let body = row.body.to_string().replace("{id}", id);
    request.bytes(body).header("Content-Type", "application/json").send()
}

/// What the policy table says about `actor` doing `row` to something of anna's.
fn expected(row: &Row, actor: &Actor) -> u16 {
    match (actor.reach(row.action), row.target) {
        (Reach::Nothing, _) => 403,
        (Reach::Own, Target::Session | Target::Ticket | Target::Machine | Target::User) => 404,
        _ => row.allowed,
    }
}

#[test]
fn every_operation_has_its_row() {
    let document = serde_json::to_value(openapi()).unwrap();
    let paths = document["paths"].as_object().unwrap().iter();
    let operations: BTreeSet<String> = paths
        .flat_map(|(path, item)| {
            item.as_object().unwrap().keys().map(move |method| format!("{} {path}", method.to_uppercase()))
        })
        .collect();
    let rows = table();
    let without_query = |row: &Row| row.operation.split('?').next().unwrap_or_default().trim_end().to_owned();
    let covered = rows.iter().map(without_query);
    let apart = FOR_EVERYBODY.iter().chain(&AT_THE_DOOR).map(|operation| (*operation).to_owned());
    let covered: BTreeSet<String> = covered.chain(apart).collect();
    assert_eq!(operations, covered);
}

#[test]
fn nobody_does_anything() {
    let app = closed(false);
    for row in table() {
        let id = Uuid::from_u128(5).to_string();
        for header in [
            ("X-Nothing", "at all"),
            ("Authorization", "Bearer garbage"),
            ("Authorization", "Basic YW5uYTphbm5h"),
            ("X-Handover-Visitor", "hov_00000000000000000000000000000000"),
            ("Cookie", "__Host-handover-visitor=hov_0"),
            ("Cookie", "__Host-handover-login=hol_0"),
        ] {
            let refused = send(&app, &row, &id, &[header]);
            assert_eq!(refused.status, 401, "{} with {header:?}", row.operation);
            assert!(refused.header("www-authenticate").is_some());
        }
    }
}

#[test]
fn everybody_does_what_the_table_says() {
    let app = closed(true);
    let others = others(&app);
    let mut wrong = Vec::new();
    for row in table() {
        let is_wish = row.operation.ends_with("/escalate");
        let made = || belongings(&app, row.target == Target::Ticket && !is_wish);
        for caller in &others {
            let (anna, actor, headers) = (made(), &caller.actor, caller.headers());
            let foreign = send(&app, &row, &anna.id(row.target, true), &headers);
            let context = format!("{} as {}", row.operation, actor.role());
            if foreign.status != expected(&row, actor) {
                wrong.push(format!("{context}: {} for {}", foreign.status, expected(&row, actor)));
            }
            // An unused id opens a session, so there is no missing one to compare with.
            let is_opening = row.operation == "POST /api/ai/chat ";
            let is_refused = actor.reach(row.action) != Reach::Organization;
            if is_refused && row.target != Target::Nothing && !is_opening {
                let missing = send(&app, &row, &anna.id(row.target, false), &headers);
                if without_instance(&missing) != without_instance(&foreign) {
                    wrong.push(format!("{context}: another's differs from a missing one"));
                }
            }
        }
        let (token, anna_herself) = owner();
        let bearer = format!("Bearer {token}");
        let own = send(&app, &row, &made().id(row.target, true), &[("Authorization", &bearer)]);
        let wanted = if anna_herself.reach(row.action) == Reach::Nothing { 403 } else { row.allowed };
        if own.status != wanted {
            wrong.push(format!("{} of her own: {} for {wanted}", row.operation, own.status));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

#[test]
fn what_is_another_organizations_does_not_exist() {
    let app = closed(false);
    let mut wrong = Vec::new();
    for caller in foreigners(&app) {
        let (headers, role) = (caller.headers(), caller.actor.role());
        for row in table().into_iter().filter(|row| !matches!(row.target, Target::Nothing | Target::Contact))
        {
            let reach = caller.actor.reach(row.action);
            if row.target == Target::User && reach == Reach::Own {
                // It is her own name there.
                continue;
            }
            let anna = belongings(&app, row.target == Target::Ticket);
            let foreign = send(&app, &row, &anna.id(row.target, true), &headers);
            let context = format!("{} as {role} of another organization", row.operation);
            // That a session id is taken is the one thing that can be known; a free one opens a session.
            let is_opening = row.operation == "POST /api/ai/chat ";
            let refused = match (reach, is_opening) {
                (Reach::Nothing, _) => 403,
                (_, true) => 422,
                (_, false) => 404,
            };
            let of_the_service = matches!(row.target, Target::Session | Target::Ticket);
            if of_the_service && foreign.status != refused {
                wrong.push(format!("{context}: {} for {refused}", foreign.status));
            }
            if !is_opening {
                let missing = comparable(&send(&app, &row, &anna.id(row.target, false), &headers));
                if comparable(&foreign) != missing {
                    wrong.push(format!("{context}: another's differs from a missing one: {missing:?}"));
                }
            }
        }
        let list = app.request("GET", "/api/ai/tickets");
        let list = caller.headers().iter().fold(list, |list, (name, value)| list.header(name, value)).send();
        if list.status == 200 && list.json()["tickets"].as_array().is_none_or(|found| !found.is_empty()) {
            wrong.push(format!("tickets listed for {}", caller.actor.role()));
        }
    }
    assert_eq!(wrong, Vec::<String>::new());
}

/// Status and document without what differs from request to request.
fn comparable(response: &Response) -> (u16, Value) {
    let mut document: Value = serde_json::from_slice(&response.body).unwrap_or_default();
    if let Some(fields) = document.as_object_mut() {
        for volatile in [
            "instance",
            "updated_at",
            "created_at",
            "user_id",
            "machine_id",
            "context",
            "id",
            "source",
            "title",
        ] {
            fields.remove(volatile);
        }
    }
    (response.status, document)
}
