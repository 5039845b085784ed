//! What organizations know in writing.

use diesel::QueryResult;
use diesel::prelude::*;
use diesel::upsert::excluded;
use handover_domain::{
    DocumentFormat, DocumentId, DocumentKind, KnowledgeDocument, KnowledgePassage, KnowledgeReads,
    KnowledgeWrites, Language, OrganizationId, Scope, StoreResult,
};

use crate::connection::run;
use crate::decode::{number, word};
use crate::schema::{knowledge_documents, knowledge_passages, knowledge_states};
use crate::sql_types::{Time, Uid};
use crate::transaction::SqlTransaction;

/// How many passages one statement adds: PostgreSQL takes 65535 values.
const AT_ONCE: usize = 1000;

/// A row of `knowledge_documents` without its content.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = knowledge_documents)]
#[diesel(treat_none_as_default_value = false)]
struct DocumentRow {
    id: Uid,
    organization_id: Uid,
    source: String,
    title: String,
    language: String,
    format: String,
    kind: String,
    notice: Option<String>,
    content_hash: Vec<u8>,
    bytes: i64,
    passages: i64,
    version: i64,
    changed_by: String,
    created_at: Time,
    updated_at: Time,
}

/// A row of `knowledge_passages`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = knowledge_passages)]
struct PassageRow {
    document_id: Uid,
    number: i64,
    organization_id: Uid,
    heading: String,
    body: String,
}

impl DocumentRow {
    fn of(scope: Scope, document: &KnowledgeDocument) -> Self {
        Self {
            id: Uid(document.id.0),
            organization_id: Uid(scope.organization().0),
            source: document.source.clone(),
            title: document.title.clone(),
            language: document.language.code().to_owned(),
            format: document.format.as_str().to_owned(),
            kind: document.kind.as_str().to_owned(),
            notice: document.notice.clone(),
            content_hash: document.content_hash.to_vec(),
            bytes: document.bytes,
            passages: document.passages,
            version: document.version,
            changed_by: document.changed_by.clone(),
            created_at: Time(document.created_at),
            updated_at: Time(document.updated_at),
        }
    }

    fn into_domain(self) -> QueryResult<KnowledgeDocument> {
        // The database holds it to 32 bytes.
        let content_hash = self.content_hash.try_into().unwrap_or([0; 32]);
        Ok(KnowledgeDocument {
            id: DocumentId(self.id.0),
            source: self.source,
            title: self.title,
            language: Language::from_tag(&self.language),
            format: word("knowledge_documents.format", &self.format, DocumentFormat::parse)?,
            kind: word("knowledge_documents.kind", &self.kind, DocumentKind::parse)?,
            notice: self.notice,
            content_hash,
            bytes: self.bytes,
            passages: self.passages,
            version: self.version,
            changed_by: self.changed_by,
            created_at: self.created_at.0,
            updated_at: self.updated_at.0,
        })
    }
}

impl PassageRow {
    fn of(scope: Scope, document: DocumentId, passage: &KnowledgePassage) -> Self {
        Self {
            document_id: Uid(document.0),
            number: passage.number.into(),
            organization_id: Uid(scope.organization().0),
            heading: passage.heading.clone(),
            body: passage.text.clone(),
        }
    }

    fn into_domain(self) -> QueryResult<KnowledgePassage> {
        let number = number("knowledge_passages.number", self.number)?;
        Ok(KnowledgePassage { number, heading: self.heading, text: self.body })
    }
}

impl SqlTransaction<'_> {
    fn document_with(
        &mut self,
        scope: Scope,
        (source, id): (Option<&str>, Option<DocumentId>),
    ) -> StoreResult<Option<KnowledgeDocument>> {
        self.run_aside(|db| {
            let mine = knowledge_documents::table
                .filter(knowledge_documents::organization_id.eq(Uid(scope.organization().0)));
            let row: Option<DocumentRow> = match (source, id) {
                (Some(source), _) => run!(db, c => mine
                    .filter(knowledge_documents::source.eq(source))
                    .select(DocumentRow::as_select())
                    .get_result(c)
                    .optional())?,
                (None, id) => run!(db, c => mine
                    .filter(knowledge_documents::id.nullable().eq(id.map(|id| Uid(id.0))))
                    .select(DocumentRow::as_select())
                    .get_result(c)
                    .optional())?,
            };
            row.map(DocumentRow::into_domain).transpose()
        })
    }
}

impl KnowledgeReads for SqlTransaction<'_> {
    fn knowledge_document(&mut self, scope: Scope, source: &str) -> StoreResult<Option<KnowledgeDocument>> {
        self.document_with(scope, (Some(source), None))
    }

    fn knowledge_document_by_id(
        &mut self,
        scope: Scope,
        id: DocumentId,
    ) -> StoreResult<Option<KnowledgeDocument>> {
        self.document_with(scope, (None, Some(id)))
    }

    fn knowledge_documents(
        &mut self,
        scope: Scope,
        after: Option<&str>,
        limit: i64,
    ) -> StoreResult<Vec<KnowledgeDocument>> {
        self.run_aside(|db| {
            let rows: Vec<DocumentRow> = run!(db, c => knowledge_documents::table
                .filter(knowledge_documents::organization_id.eq(Uid(scope.organization().0)))
                // Every source is behind the empty one.
                .filter(knowledge_documents::source.gt(after.unwrap_or_default()))
                .order(knowledge_documents::source)
                .limit(limit)
                .select(DocumentRow::as_select())
                .load(c))?;
            rows.into_iter().map(DocumentRow::into_domain).collect()
        })
    }

    fn knowledge_content(&mut self, scope: Scope, id: DocumentId) -> StoreResult<Option<String>> {
        self.run_aside(|db| {
            run!(db, c => knowledge_documents::table
                .filter(knowledge_documents::id.eq(Uid(id.0)))
                .filter(knowledge_documents::organization_id.eq(Uid(scope.organization().0)))
                .select(knowledge_documents::content)
                .get_result(c)
                .optional())
        })
    }

    fn knowledge_passages(&mut self, scope: Scope, id: DocumentId) -> StoreResult<Vec<KnowledgePassage>> {
        self.run_aside(|db| {
            let rows: Vec<PassageRow> = run!(db, c => knowledge_passages::table
                .filter(knowledge_passages::document_id.eq(Uid(id.0)))
                .filter(knowledge_passages::organization_id.eq(Uid(scope.organization().0)))
                .order(knowledge_passages::number)
                .select(PassageRow::as_select())
                .load(c))?;
            rows.into_iter().map(PassageRow::into_domain).collect()
        })
    }

    fn knowledge_passage(
        &mut self,
        scope: Scope,
        id: DocumentId,
        number: u32,
    ) -> StoreResult<Option<KnowledgePassage>> {
        self.run_aside(|db| {
            let row: Option<PassageRow> = run!(db, c => knowledge_passages::table
                .find((Uid(id.0), i64::from(number)))
                .filter(knowledge_passages::organization_id.eq(Uid(scope.organization().0)))
                .select(PassageRow::as_select())
                .get_result(c)
                .optional())?;
            row.map(PassageRow::into_domain).transpose()
        })
    }

    fn knowledge_versions(&mut self, scope: Scope) -> StoreResult<Vec<(DocumentId, i64)>> {
        self.run_aside(|db| {
            let rows: Vec<(Uid, i64)> = run!(db, c => knowledge_documents::table
                .filter(knowledge_documents::organization_id.eq(Uid(scope.organization().0)))
                .order(knowledge_documents::id)
                .select((knowledge_documents::id, knowledge_documents::version))
                .load(c))?;
            Ok(rows.into_iter().map(|(id, version)| (DocumentId(id.0), version)).collect())
        })
    }

    fn knowledge_revisions(&mut self) -> StoreResult<Vec<(OrganizationId, i64)>> {
        self.run_aside(|db| {
            let rows: Vec<(Uid, i64)> = run!(db, c => knowledge_states::table
                .select((knowledge_states::organization_id, knowledge_states::revision))
                .load(c))?;
            Ok(rows.into_iter().map(|(id, revision)| (OrganizationId(id.0), revision)).collect())
        })
    }
}

impl KnowledgeWrites for SqlTransaction<'_> {
    fn raise_knowledge_revision(&mut self, scope: Scope) -> StoreResult<()> {
        self.run_aside(|db| {
            let first = (
                knowledge_states::organization_id.eq(Uid(scope.organization().0)),
                knowledge_states::revision.eq(1),
            );
            run!(db, c => diesel::insert_into(knowledge_states::table)
                .values(first)
                .on_conflict(knowledge_states::organization_id)
                .do_update()
                .set(knowledge_states::revision.eq(knowledge_states::revision + excluded(knowledge_states::revision)))
                .execute(c))?;
            Ok(())
        })
    }

    fn put_knowledge_document(
        &mut self,
        scope: Scope,
        document: &KnowledgeDocument,
        (content, passages): (&str, &[KnowledgePassage]),
    ) -> StoreResult<()> {
        self.run_aside(|db| {
            let old = knowledge_documents::table
                .filter(knowledge_documents::organization_id.eq(Uid(scope.organization().0)))
                .filter(
                    knowledge_documents::id
                        .eq(Uid(document.id.0))
                        .or(knowledge_documents::source.eq(document.source.as_str())),
                );
            run!(&mut *db, c => diesel::delete(old).execute(c))?;
            let row = DocumentRow::of(scope, document);
            run!(&mut *db, c => diesel::insert_into(knowledge_documents::table)
                .values((row, knowledge_documents::content.eq(content)))
                .execute(c))?;
            for some in passages.chunks(AT_ONCE) {
                let rows: Vec<PassageRow> =
                    some.iter().map(|passage| PassageRow::of(scope, document.id, passage)).collect();
                // On SQLite diesel would begin a transaction of its own for many rows.
                run!(&mut *db,
                    pg(c) => diesel::insert_into(knowledge_passages::table).values(&rows).execute(c).map(drop),
                    sqlite(c) => rows.iter().try_for_each(|row| {
                        diesel::insert_into(knowledge_passages::table).values(row).execute(c).map(drop)
                    })
                )?;
            }
            Ok(())
        })
    }

    fn delete_knowledge_document(&mut self, scope: Scope, id: DocumentId) -> StoreResult<bool> {
        self.run_aside(|db| {
            let row = knowledge_documents::table
                .filter(knowledge_documents::id.eq(Uid(id.0)))
                .filter(knowledge_documents::organization_id.eq(Uid(scope.organization().0)));
            Ok(run!(db, c => diesel::delete(row).execute(c))? > 0)
        })
    }
}
