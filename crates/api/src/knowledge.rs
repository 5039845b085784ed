//! What an organization knows in writing: documents, and the passages that answers cite.

use std::sync::Arc;

use actix_web::http::header;
use actix_web::{HttpRequest, HttpResponse, delete, get, put, web};
use handover_domain::{
    Action, Brought, DocumentFlaw, DocumentId, DocumentReader, KnowledgeDocument, KnowledgeError,
    RawDocument, ReadDocument, bring_document, list_documents, open_passage, read_document, remove_document,
};
use serde::{Deserialize, Deserializer, Serialize, de};
use utoipa::{IntoParams, ToSchema};
use uuid::Uuid;

use crate::api::{Desk, Talk};
use crate::body::LateBody;
use crate::docs::DocumentCursor;
use crate::field::{Count, HostId, Line, Time, line, marked};
use crate::paging::page;
use crate::parameters::{HostIdInPath, Query, if_match};
use crate::problem::{ApiError, FieldError, Kind};
use crate::words::{DocumentFormatWord, DocumentKindWord, LanguageWord};

/// Who reads documents.
#[derive(Clone)]
pub(crate) struct Documents(pub(crate) Arc<dyn DocumentReader>);

/// A document to be brought.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = BroughtDocument)]
pub(crate) struct DocumentBody {
    #[schema(inline)]
    format: DocumentFormatWord,
    /// Its words. The whole request may have 8 MiB, if nothing else is set.
    #[schema(pattern = "^[^\\u0000]*$")]
    content: String,
    /// For people; what the document calls itself when left out, or else the name of its source.
    #[schema(inline)]
    title: Option<Line>,
    /// What it is written in; what the document says itself when left out, or else `en`.
    #[schema(inline)]
    language: Option<LanguageWord>,
}

/// A document without its words.
#[derive(Serialize, ToSchema)]
#[schema(as = Document)]
pub(crate) struct DocumentView {
    /// The same through all its versions; citations name it.
    id: Uuid,
    /// What whoever brought it calls it.
    source: String,
    title: String,
    language: LanguageWord,
    format: DocumentFormatWord,
    kind: DocumentKindWord,
    /// The SHA-256 of its content, in hexadecimal digits.
    content_hash: String,
    /// How long its content is, in bytes.
    bytes: i64,
    /// How many passages it has.
    passages: i64,
    /// Raised by every change; also the ETag.
    version: i64,
    /// Who changed it last.
    changed_by: String,
    created_at: Time,
    updated_at: Time,
}

impl From<KnowledgeDocument> for DocumentView {
    fn from(document: KnowledgeDocument) -> Self {
        Self {
            id: document.id.0,
            source: document.source,
            title: document.title,
            language: LanguageWord(document.language),
            format: DocumentFormatWord(document.format),
            kind: DocumentKindWord(document.kind),
            content_hash: document.content_hash.iter().map(|byte| format!("{byte:02x}")).collect(),
            bytes: document.bytes,
            passages: document.passages,
            version: document.version,
            changed_by: document.changed_by,
            created_at: Time(document.created_at),
            updated_at: Time(document.updated_at),
        }
    }
}

fn etag(document: &KnowledgeDocument) -> (header::HeaderName, String) {
    (header::ETAG, format!("\"{}\"", document.version))
}

/// Bring a document, or another version of one. The same again changes nothing. Within a few seconds
/// answers in every process rest on it.
#[utoipa::path(
    tag = "knowledge",
    params(
        ("source" = inline(crate::docs::SourceSegment), Path, description = "What you call it: a path or an address"),
        ("If-Match" = inline(Option<crate::docs::EtagHeader>), Header, description = "The ETag of the version it replaces")
    ),
    request_body = DocumentBody,
    responses(
        (status = 200, body = DocumentView, description = "Another version, or what was there already"),
        (status = 201, body = DocumentView),
        (status = 404),
        (status = 409)
    )
)]
#[put("/api/ai/knowledge/documents/{source}")]
pub(crate) async fn put_document(
    desk: Desk,
    documents: web::Data<Documents>,
    request: HttpRequest,
    (source, body): (HostIdInPath, LateBody),
) -> Result<HttpResponse, ApiError> {
    // Nobody's megabytes are read for nothing.
    desk.actor.demand(Action::WriteKnowledge)?;
    let expected = if_match(request.headers())?;
    let reader = Arc::clone(&documents.0);
    let read = web::block(move || read_body(&*reader, &source.0, &body));
    let read = read.await.unwrap_or_else(|panicked| Err(ApiError::internal(panicked)))?;
    let (document, brought) =
        desk.write(move |tx, scene| Ok(bring_document(tx, scene, (read, expected))?)).await?;
    let mut answer = match brought {
        Brought::Created => HttpResponse::Created(),
        Brought::Replaced | Brought::Unchanged => HttpResponse::Ok(),
    };
    Ok(answer.insert_header(etag(&document)).json(DocumentView::from(document)))
}

fn read_body(reader: &dyn DocumentReader, source: &str, body: &LateBody) -> Result<ReadDocument, ApiError> {
    let DocumentBody { format, content, title, language } = body.read()?;
    let title = line(title);
    let raw = RawDocument {
        source,
        title: title.as_deref(),
        language: language.map(|language| language.0),
        format: format.0,
        content: &content,
    };
    Ok(reader.read(raw)?)
}

/// Which documents to list.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct DocumentsQuery {
    /// How many at most; 50 when left out.
    #[param(inline)]
    limit: Option<Count<1, 200>>,
    /// Where to go on: `next_cursor` of the page before.
    #[param(inline, value_type = Option<DocumentCursor>)]
    cursor: Option<Cursor>,
}

/// The place of a document in the list, opaque to clients: its source in hexadecimal digits.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Cursor(String);

impl Cursor {
    fn text(source: &str) -> String {
        source.bytes().map(|byte| format!("{byte:02x}")).collect()
    }

    fn parse(text: &str) -> Option<Self> {
        let digit = |at: usize| text.get(at..at + 2).and_then(|digits| u8::from_str_radix(digits, 16).ok());
        let bytes: Option<Vec<u8>> = (0..text.len()).step_by(2).map(digit).collect();
        // A place within a letter is the place behind what comes before it.
        let source = String::from_utf8_lossy(&bytes?).into_owned();
        (!text.is_empty()).then(|| Self(source.replace('\0', "\u{1}")))
    }
}

impl<'de> Deserialize<'de> for Cursor {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| {
            de::Error::custom(marked("cursor", "Input should be the next_cursor of another page"))
        })
    }
}

/// A page of documents, by the bytes of their sources.
#[derive(Serialize, ToSchema)]
pub(crate) struct DocumentPage {
    documents: Vec<DocumentView>,
    /// Where the next page begins; null on the last one.
    next_cursor: Option<String>,
}

/// List documents by the bytes of their sources.
#[utoipa::path(
    tag = "knowledge",
    params(DocumentsQuery),
    responses((status = 200, body = DocumentPage))
)]
#[get("/api/ai/knowledge/documents")]
pub(crate) async fn list_document_page(
    desk: Desk,
    query: Query<DocumentsQuery>,
) -> Result<web::Json<DocumentPage>, ApiError> {
    let DocumentsQuery { limit, cursor } = query.0;
    let (limit, after) = (limit.map_or(50, |limit| limit.0), cursor.map(|cursor| cursor.0));
    // One more than asked for tells whether there is another page.
    let found =
        desk.read(move |view, scene| Ok(list_documents(view, scene, (after.as_deref(), limit + 1))?)).await?;
    let (found, next_cursor) = page(found, limit, |document| Cursor::text(&document.source));
    let documents = found.into_iter().map(DocumentView::from).collect();
    Ok(web::Json(DocumentPage { documents, next_cursor }))
}

/// A document with its words.
#[derive(Serialize, ToSchema)]
pub(crate) struct WholeDocument {
    #[serde(flatten)]
    document: DocumentView,
    /// Its words, as they were brought.
    content: String,
}

/// Read a document with its words.
#[utoipa::path(
    tag = "knowledge",
    params(("source" = inline(crate::docs::SourceSegment), Path)),
    responses((status = 200, body = WholeDocument), (status = 404))
)]
#[get("/api/ai/knowledge/documents/{source}")]
pub(crate) async fn show_knowledge_document(
    desk: Desk,
    source: HostIdInPath,
) -> Result<HttpResponse, ApiError> {
    let (document, content) =
        desk.read(move |view, scene| Ok(read_document(view, scene, &source.0)?)).await?;
    let etag = etag(&document);
    Ok(HttpResponse::Ok().insert_header(etag).json(WholeDocument { document: document.into(), content }))
}

/// Remove a document. Within a few seconds no answer rests on it any more.
#[utoipa::path(
    tag = "knowledge",
    params(
        ("source" = inline(crate::docs::SourceSegment), Path),
        ("If-Match" = inline(Option<crate::docs::EtagHeader>), Header, description = "The ETag of the version to remove")
    ),
    responses(
        (status = 204, description = "There is no such document, and perhaps there was none"),
        (status = 409)
    )
)]
#[delete("/api/ai/knowledge/documents/{source}")]
pub(crate) async fn delete_document(
    desk: Desk,
    request: HttpRequest,
    source: HostIdInPath,
) -> Result<HttpResponse, ApiError> {
    let expected = if_match(request.headers())?;
    desk.write(move |tx, scene| Ok(remove_document(tx, scene, (&source.0, expected))?)).await?;
    Ok(HttpResponse::NoContent().finish())
}

/// Which passage to open: what a citation says.
#[derive(Deserialize, IntoParams)]
#[into_params(parameter_in = Query)]
pub(crate) struct PassageQuery {
    /// `document` of the citation.
    #[param(inline)]
    document: HostId,
    /// `passage` of the citation.
    #[param(inline)]
    passage: Count<1, 1_000_000>,
}

/// A passage that an answer cited.
#[derive(Serialize, ToSchema)]
#[schema(as = Passage)]
pub(crate) struct PassageView {
    document: String,
    passage: u32,
    title: String,
    language: LanguageWord,
    /// What has to be said wherever the document is quoted.
    notice: Option<String>,
    heading: String,
    text: String,
}

/// Open a passage that an answer cited.
#[utoipa::path(
    tag = "knowledge",
    params(PassageQuery),
    responses((status = 200, body = PassageView), (status = 404))
)]
#[get("/api/ai/knowledge/passage")]
pub(crate) async fn show_passage(
    desk: Desk,
    talk: web::Data<Talk>,
    query: Query<PassageQuery>,
) -> Result<web::Json<PassageView>, ApiError> {
    desk.actor.demand(Action::OpenPassage)?;
    let PassageQuery { document: HostId(name), passage: Count(number) } = query.0;
    let number = u32::try_from(number).unwrap_or(u32::MAX);
    let Ok(id) = Uuid::try_parse(&name) else {
        let opened = talk.assistant.passage(&name, number).ok_or(KnowledgeError::NoSuchPassage)?;
        return Ok(web::Json(PassageView {
            document: name,
            passage: number,
            title: opened.title,
            language: LanguageWord(opened.language),
            notice: opened.notice,
            heading: opened.heading,
            text: opened.text,
        }));
    };
    let opened = desk.read(move |view, scene| Ok(open_passage(view, scene, (DocumentId(id), number))?));
    let (document, passage) = opened.await?;
    Ok(web::Json(PassageView {
        document: id.to_string(),
        passage: passage.number,
        title: document.title,
        language: LanguageWord(document.language),
        notice: document.notice,
        heading: passage.heading,
        text: passage.text,
    }))
}

impl From<KnowledgeError> for ApiError {
    fn from(error: KnowledgeError) -> Self {
        match error {
            KnowledgeError::NoSuchDocument => Self::new(Kind::NotFound, "Document not found"),
            KnowledgeError::NoSuchPassage => Self::new(Kind::NotFound, "Passage not found"),
            KnowledgeError::Stale { current } => {
                Self::new(Kind::StaleVersion, format!("The document has changed: it is at version {current}"))
            }
            KnowledgeError::Refused(refusal) => refusal.into(),
            KnowledgeError::Store(error) => error.into(),
        }
    }
}

impl From<DocumentFlaw> for ApiError {
    fn from(flaw: DocumentFlaw) -> Self {
        let DocumentFlaw { field, line, message } = flaw;
        let part = if field == "source" { "path" } else { "body" };
        let message = line.map_or_else(|| message.clone(), |line| format!("line {line}: {message}"));
        Self::field(FieldError::named(part, field, "document", message))
    }
}
