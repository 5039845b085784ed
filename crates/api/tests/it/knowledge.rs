//! Documents over the API: bringing, replacing, listing and removing them, opening what was cited.

use chrono::DateTime;
use handover_api::ApiSettings;
use handover_domain::assistant::{Answer, Citation};
use handover_domain::testing::an_answer;
use handover_domain::{
    DocumentFlaw, DocumentFormat, DocumentId, DocumentKind, DocumentReader, KeyScope, KnowledgeDocument,
    KnowledgePassage, RawDocument, ReadDocument, Scope, StoreExt,
};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};
use uuid::Uuid;

use crate::client::Response;
use crate::identify::closed;
use crate::matrix::key_with;
use crate::running::{Running, Wish};
use crate::talker::Behaviour;

/// Takes each line for a passage; what begins with `!` cannot be read.
pub(crate) struct LinesReader;

impl DocumentReader for LinesReader {
    fn read(&self, raw: RawDocument<'_>) -> Result<ReadDocument, DocumentFlaw> {
        if let Some(line) = raw.content.lines().position(|line| line.starts_with('!')) {
            let message = "no line begins with !".to_owned();
            return Err(DocumentFlaw { field: "content", line: Some(line + 1), message });
        }
        let title = raw.title.unwrap_or(raw.source);
        let passage = |(line, number): (&str, u32)| KnowledgePassage {
            number,
            heading: title.to_owned(),
            text: line.to_owned(),
        };
        Ok(ReadDocument {
            source: raw.source.to_owned(),
            title: title.to_owned(),
            language: raw.language.unwrap_or_default(),
            format: raw.format,
            kind: DocumentKind::Article,
            notice: None,
            content_hash: Sha256::digest(raw.content).into(),
            content: raw.content.to_owned(),
            passages: raw.content.lines().zip(1..).map(passage).collect(),
        })
    }
}

/// Keeps a document of one line in the store, behind the API's back.
pub(crate) fn keep_document(app: &Running, scope: Scope, source: &str) -> KnowledgeDocument {
    let content = "Open the valve.";
    let raw = RawDocument { source, title: None, language: None, format: DocumentFormat::Text, content };
    let read = LinesReader.read(raw).unwrap();
    let document = KnowledgeDocument {
        id: DocumentId(Uuid::from_u128(71)),
        source: read.source,
        title: read.title,
        language: read.language,
        format: read.format,
        kind: read.kind,
        notice: None,
        content_hash: read.content_hash,
        bytes: 15,
        passages: 1,
        version: 1,
        changed_by: "ada".to_owned(),
        created_at: DateTime::UNIX_EPOCH,
        updated_at: DateTime::UNIX_EPOCH,
    };
    app.store.write(|tx| tx.put_knowledge_document(scope, &document, (content, &read.passages))).unwrap();
    document
}

const DOCUMENTS: &str = "/api/ai/knowledge/documents";

fn body(content: &str) -> Value {
    json!({"format": "markdown", "content": content, "language": "el"})
}

#[test]
fn a_document_is_created_replaced_and_left_alone() {
    let app = Running::start();
    let path = format!("{DOCUMENTS}/manuals%2Fpump%20one.md");
    let put = |content: &str, version: Option<&str>| {
        let request = app.request("PUT", &path).json(&body(content));
        version.into_iter().fold(request, |request, version| request.header("If-Match", version)).send()
    };
    let made = put("one\ntwo", None);
    assert_eq!((made.status, made.header("etag")), (201, Some("\"1\"")));
    let made = made.json();
    assert_eq!((&made["source"], &made["passages"]), (&json!("manuals/pump one.md"), &json!(2)));
    assert_eq!((&made["language"], &made["kind"]), (&json!("el"), &json!("article")));
    let again = put("one\ntwo", None);
    assert_eq!((again.status, again.json()), (200, made.clone()), "the same again is no new version");
    assert_eq!(put("three", Some("\"2\"")).status, 409);
    let newer = put("three", Some("\"1\""));
    assert_eq!((newer.status, newer.header("etag")), (200, Some("\"2\"")));
    assert_eq!(newer.json()["id"], made["id"]);
    let read = app.get(&path);
    assert_eq!((read.status, read.header("etag")), (200, Some("\"2\"")));
    assert_eq!(read.json()["content"], json!("three"));
    let delete = |version: &str| app.request("DELETE", &path).header("If-Match", version).send().status;
    assert_eq!((delete("\"1\""), delete("*"), delete("\"1\"")), (409, 204, 204));
    assert_eq!(app.get(&path).status, 404);
    assert_eq!(put("four", Some("\"2\"")).status, 404, "what is gone is not replaced");
}

#[test]
fn documents_are_listed_page_by_page() {
    let app = Running::start();
    for source in ["b", "%C3%89", "a%2F2", "a%2F10"] {
        app.put(&format!("{DOCUMENTS}/{source}"), &body("one")).expect(201);
    }
    let (mut sources, mut query) = (Vec::new(), "?limit=3".to_owned());
    loop {
        let page = app.get(&format!("{DOCUMENTS}{query}")).expect(200);
        sources.extend(page["documents"].as_array().unwrap().iter().map(|d| d["source"].clone()));
        let Some(cursor) = page["next_cursor"].as_str() else { break };
        query = format!("?limit=3&cursor={cursor}");
    }
    assert_eq!(sources, ["a/10", "a/2", "b", "É"]);
    assert_eq!(app.get(&format!("{DOCUMENTS}?cursor=0g")).status, 422);
    assert_eq!(app.get(&format!("{DOCUMENTS}?cursor=abc")).status, 422);
    assert_eq!(app.get(&format!("{DOCUMENTS}?cursor=c300")).status, 200, "any place is a place");
}

/// The field that a refusal with 422 names.
fn field(response: &Response) -> Value {
    assert_eq!(response.status, 422);
    response.json()["detail"][0]["loc"].clone()
}

#[test]
fn what_cannot_be_taken_names_its_field() {
    let app = Running::start();
    let path = format!("{DOCUMENTS}/a");
    let put = |body: Value| app.put(&path, &body);
    assert_eq!(field(&put(json!({"format": "text"}))), json!(["body", "content"]));
    assert_eq!(field(&put(json!({"format": "pdf", "content": "x"}))), json!(["body", "format"]));
    let unknown = json!({"format": "text", "content": "x", "colour": "red"});
    assert_eq!(field(&put(unknown)), json!(["body", "colour"]));
    let language = json!({"format": "text", "content": "x", "language": "en-US"});
    assert_eq!(field(&put(language)), json!(["body", "language"]));
    assert_eq!(field(&put(json!({"format": "text", "content": "x\u{0}"}))), json!(["body", "content"]));
    let flawed = put(json!({"format": "text", "content": "x\n!y"}));
    assert_eq!(field(&flawed), json!(["body", "content"]));
    assert!(flawed.json()["detail"][0]["msg"].as_str().unwrap().starts_with("line 2:"));
    let send = |content_type: &str, bytes: &[u8]| {
        app.request("PUT", &path).bytes(bytes.to_vec()).header("Content-Type", content_type).send()
    };
    let invalid = send("application/json", b"{\"format\": \"text\", \"content\": \"\xff\"}");
    assert_eq!(field(&invalid), json!(["body", 31]));
    assert_eq!(send("text/markdown", b"# x").status, 415);
    assert_eq!(app.get(&path).status, 404, "nothing was kept");
}

#[test]
fn only_who_brings_documents_may_send_large_bodies() {
    let settings = ApiSettings { document_limit: 300_000, workers: 1, ..ApiSettings::default() };
    let app = Running::with(Wish { settings, ..Wish::default() });
    let path = format!("{DOCUMENTS}/a");
    app.put(&path, &body(&"x".repeat(299_000))).expect(201);
    assert_eq!(app.put(&path, &body(&"x".repeat(300_001))).status, 413);
    let machine = json!({"name": "x".repeat(70_000)});
    assert_eq!(app.put("/api/ai/machines/m", &machine).status, 413, "other routes keep their limit");
    assert_eq!(app.request("GET", &path).json(&machine).send().status, 413);

    let app = closed(true);
    let large = body(&"x".repeat(100_000));
    for (scope, status) in [(KeyScope::Knowledge, 201), (KeyScope::Chat, 413)] {
        let bearer = format!("Bearer {}", key_with(&app, scope));
        let sent = app.request("PUT", &path).header("Authorization", &bearer).json(&large).send();
        assert_eq!(sent.status, status, "{scope}");
    }
}

#[test]
fn what_an_answer_cites_can_be_opened() {
    let app = Running::start();
    let made = app.put(&format!("{DOCUMENTS}/a"), &body("one\ntwo")).expect(201);
    let citation = Citation {
        document: made["id"].as_str().unwrap().to_owned(),
        title: "a".to_owned(),
        section: "a".to_owned(),
        passage: Some(2),
    };
    app.talker.next(Behaviour::Say(Answer { citations: vec![citation], ..an_answer("Two", 0.9) }));
    let answer = app.chat(&json!({"message": "How?"}));
    let cited = &answer["citations"][0];
    let open = |passage: &Value| {
        let document = cited["document"].as_str().unwrap();
        app.get(&format!("/api/ai/knowledge/passage?document={document}&passage={passage}"))
    };
    let opened = open(&cited["passage"]).expect(200);
    assert_eq!((&opened["text"], &opened["heading"]), (&json!("two"), &json!("a")));
    assert_eq!((&opened["title"], &opened["language"]), (&json!("a"), &json!("el")));
    assert_eq!(open(&json!(3)).status, 404);
    assert_eq!(open(&json!(0)).status, 422);
    assert_eq!(app.get("/api/ai/knowledge/passage?document=nobody/knows&passage=1").status, 404);
}
