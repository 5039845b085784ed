//! What experts know.

use super::{Draft, first};
use crate::expertise::{
    ExpertFeedback, ExpertKnowledge, ExpertKnowledgeId, ExpertiseReads, ExpertiseWrites, KnowledgePlace,
};
use crate::id::SessionId;
use crate::store::{Scope, StoreError, StoreResult};

impl ExpertiseReads for Draft {
    fn expert_knowledge(
        &mut self,
        scope: Scope,
        id: ExpertKnowledgeId,
    ) -> StoreResult<Option<ExpertKnowledge>> {
        let mut mine = self.tables.expertise.iter().filter(|(of, _)| *of == scope.organization());
        Ok(mine.find(|(_, known)| known.id == id).map(|(_, known)| known.clone()))
    }

    fn expert_knowledge_page(
        &mut self,
        scope: Scope,
        verified: Option<bool>,
        (after, limit): (Option<KnowledgePlace>, i64),
    ) -> StoreResult<Vec<ExpertKnowledge>> {
        let mine = self.tables.expertise.iter().filter(|(of, _)| *of == scope.organization());
        let mut mine: Vec<ExpertKnowledge> = mine.map(|(_, known)| known.clone()).collect();
        mine.retain(|known| verified.is_none_or(|verified| known.verified.is_some() == verified));
        mine.retain(|known| after.is_none_or(|after| (known.created_at, known.id) < after));
        mine.sort_by_key(|known| std::cmp::Reverse((known.created_at, known.id)));
        Ok(first(mine.into_iter(), limit))
    }

    fn expert_feedback(&mut self, scope: Scope, session: SessionId) -> StoreResult<Vec<ExpertFeedback>> {
        let mine = |(of, feedback): &&(_, ExpertFeedback)| {
            *of == scope.organization() && feedback.session == session
        };
        let mut found: Vec<ExpertFeedback> =
            self.tables.feedback.iter().filter(mine).map(|(_, feedback)| feedback.clone()).collect();
        found.sort_by_key(|feedback| (feedback.created_at, feedback.id));
        Ok(found)
    }
}

impl ExpertiseWrites for Draft {
    fn put_expert_knowledge(&mut self, scope: Scope, knowledge: &ExpertKnowledge) -> StoreResult<()> {
        let organization = scope.organization();
        let rows = &mut self.tables.expertise;
        let known = rows.iter_mut().find(|(_, known)| known.id == knowledge.id);
        match known {
            None if knowledge.version == 1 => rows.push((organization, knowledge.clone())),
            Some((of, known)) if *of == organization && known.version + 1 == knowledge.version => {
                *known = knowledge.clone();
            }
            _ => return self.refuse(StoreError::Stale),
        }
        Ok(())
    }

    fn delete_expert_knowledge(&mut self, scope: Scope, id: ExpertKnowledgeId) -> StoreResult<bool> {
        let before = self.tables.expertise.len();
        self.tables.expertise.retain(|(of, known)| !(*of == scope.organization() && known.id == id));
        Ok(self.tables.expertise.len() < before)
    }

    fn insert_expert_feedback(&mut self, scope: Scope, feedback: &ExpertFeedback) -> StoreResult<()> {
        self.must_have_session(scope, feedback.session)?;
        self.tables.feedback.push((scope.organization(), feedback.clone()));
        Ok(())
    }
}
