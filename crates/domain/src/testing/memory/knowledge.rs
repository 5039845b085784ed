//! What organizations know in writing.

use super::{Draft, first};
use crate::id::{DocumentId, OrganizationId};
use crate::knowledge::{KnowledgeDocument, KnowledgePassage, KnowledgeReads, KnowledgeWrites};
use crate::store::{Scope, StoreResult};

/// A document with its organization, content and passages.
type Row = (OrganizationId, KnowledgeDocument, String, Vec<KnowledgePassage>);

impl Draft {
    fn documents(&self, scope: Scope) -> impl Iterator<Item = &Row> {
        self.tables.documents.iter().filter(move |(o, ..)| *o == scope.organization())
    }

    fn document(&self, scope: Scope, id: DocumentId) -> Option<&Row> {
        self.documents(scope).find(|(_, document, ..)| document.id == id)
    }
}

impl KnowledgeReads for Draft {
    fn knowledge_document(&mut self, scope: Scope, source: &str) -> StoreResult<Option<KnowledgeDocument>> {
        let mut mine = self.documents(scope).map(|(_, document, ..)| document);
        Ok(mine.find(|document| document.source == source).cloned())
    }

    fn knowledge_document_by_id(
        &mut self,
        scope: Scope,
        id: DocumentId,
    ) -> StoreResult<Option<KnowledgeDocument>> {
        Ok(self.document(scope, id).map(|(_, document, ..)| document.clone()))
    }

    fn knowledge_documents(
        &mut self,
        scope: Scope,
        after: Option<&str>,
        limit: i64,
    ) -> StoreResult<Vec<KnowledgeDocument>> {
        let mine = self.documents(scope).map(|(_, document, ..)| document.clone());
        let mut behind: Vec<KnowledgeDocument> =
            mine.filter(|document| after.is_none_or(|after| document.source.as_str() > after)).collect();
        behind.sort_by(|a, b| a.source.cmp(&b.source));
        Ok(first(behind.into_iter(), limit))
    }

    fn knowledge_content(&mut self, scope: Scope, id: DocumentId) -> StoreResult<Option<String>> {
        Ok(self.document(scope, id).map(|(_, _, content, _)| content.clone()))
    }

    fn knowledge_passages(&mut self, scope: Scope, id: DocumentId) -> StoreResult<Vec<KnowledgePassage>> {
        Ok(self.document(scope, id).map(|(.., passages)| passages.clone()).unwrap_or_default())
    }

    fn knowledge_passage(
        &mut self,
        scope: Scope,
        id: DocumentId,
        number: u32,
    ) -> StoreResult<Option<KnowledgePassage>> {
        let found = self.document(scope, id);
        let mut passages = found.into_iter().flat_map(|(.., passages)| passages);
        Ok(passages.find(|passage| passage.number == number).cloned())
    }

    fn knowledge_versions(&mut self, scope: Scope) -> StoreResult<Vec<(DocumentId, i64)>> {
        let versions = self.documents(scope).map(|(_, document, ..)| (document.id, document.version));
        let mut versions: Vec<(DocumentId, i64)> = versions.collect();
        versions.sort_unstable();
        Ok(versions)
    }

    fn knowledge_revisions(&mut self) -> StoreResult<Vec<(OrganizationId, i64)>> {
        Ok(self.tables.knowledge_revisions.clone())
    }
}

impl KnowledgeWrites for Draft {
    fn raise_knowledge_revision(&mut self, scope: Scope) -> StoreResult<()> {
        let revisions = &mut self.tables.knowledge_revisions;
        match revisions.iter_mut().find(|(o, _)| *o == scope.organization()) {
            Some((_, revision)) => *revision += 1,
            None => revisions.push((scope.organization(), 1)),
        }
        Ok(())
    }

    fn put_knowledge_document(
        &mut self,
        scope: Scope,
        document: &KnowledgeDocument,
        (content, passages): (&str, &[KnowledgePassage]),
    ) -> StoreResult<()> {
        let organization = scope.organization();
        let same = |(o, known, ..): &Row| {
            *o == organization && (known.id == document.id || known.source == document.source)
        };
        self.tables.documents.retain(|row| !same(row));
        self.tables.documents.push((organization, document.clone(), content.to_owned(), passages.to_vec()));
        Ok(())
    }

    fn delete_knowledge_document(&mut self, scope: Scope, id: DocumentId) -> StoreResult<bool> {
        let before = self.tables.documents.len();
        self.tables.documents.retain(|(o, document, ..)| !(*o == scope.organization() && document.id == id));
        Ok(self.tables.documents.len() < before)
    }
}
