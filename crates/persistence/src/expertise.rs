//! What experts know.

use diesel::prelude::*;
use handover_domain::{
    ExpertFeedback, ExpertKnowledge, ExpertKnowledgeId, ExpertiseReads, ExpertiseWrites, FeedbackId,
    FeedbackType, KnowledgePlace, Language, MessageId, Scope, SessionId, StoreError, StoreResult, Verified,
};

use crate::connection::run;
use crate::decode::{document, to_document, word};
use crate::ratings::stars;
use crate::schema::{expert_feedback, expert_knowledge};
use crate::sql_types::{Document, RawJson, Time, Uid};
use crate::transaction::SqlTransaction;

/// A row of `expert_knowledge`.
#[derive(Queryable, Selectable, Insertable, AsChangeset)]
#[diesel(table_name = expert_knowledge)]
#[diesel(treat_none_as_default_value = false, treat_none_as_null = true)]
struct KnowledgeRow {
    id: Uid,
    organization_id: Uid,
    expert_user_id: String,
    author: String,
    origin_ticket: Option<String>,
    problem_description: String,
    solution: String,
    machine_version: Option<String>,
    tags: Document,
    metadata: Option<RawJson>,
    language: String,
    verified_by: Option<String>,
    verified_at: Option<Time>,
    version: i64,
    created_at: Time,
    updated_at: Time,
}

impl KnowledgeRow {
    fn of(scope: Scope, knowledge: &ExpertKnowledge) -> QueryResult<Self> {
        let verified = knowledge.verified.as_ref();
        Ok(Self {
            id: Uid(knowledge.id.0),
            organization_id: Uid(scope.organization().0),
            expert_user_id: knowledge.expert_user_id.clone(),
            author: knowledge.author.clone(),
            origin_ticket: knowledge.origin_ticket.clone(),
            problem_description: knowledge.problem_description.clone(),
            solution: knowledge.solution.clone(),
            machine_version: knowledge.machine_version.clone(),
            tags: to_document(&knowledge.tags)?,
            metadata: RawJson::of(knowledge.metadata.as_ref()),
            language: knowledge.language.code().to_owned(),
            verified_by: verified.map(|verified| verified.by.clone()),
            verified_at: verified.map(|verified| Time(verified.at)),
            version: knowledge.version,
            created_at: Time(knowledge.created_at),
            updated_at: Time(knowledge.updated_at),
        })
    }

    fn into_domain(self) -> QueryResult<ExpertKnowledge> {
        let verified = self.verified_by.zip(self.verified_at);
        Ok(ExpertKnowledge {
            id: ExpertKnowledgeId(self.id.0),
            expert_user_id: self.expert_user_id,
            author: self.author,
            origin_ticket: self.origin_ticket,
            problem_description: self.problem_description,
            solution: self.solution,
            machine_version: self.machine_version,
            tags: document("expert_knowledge.tags", &self.tags)?,
            metadata: self.metadata.map(RawJson::into_domain),
            language: Language::from_tag(&self.language),
            verified: verified.map(|(by, at)| Verified { by, at: at.0 }),
            version: self.version,
            created_at: self.created_at.0,
            updated_at: self.updated_at.0,
        })
    }
}

/// A row of `expert_feedback`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = expert_feedback, treat_none_as_default_value = false)]
struct FeedbackRow {
    id: Uid,
    organization_id: Uid,
    session_id: Uid,
    message_id: Option<Uid>,
    expert_user_id: String,
    feedback_type: String,
    rating: i32,
    feedback_text: Option<String>,
    suggested_improvement: Option<String>,
    created_at: Time,
}

impl FeedbackRow {
    fn of(scope: Scope, feedback: &ExpertFeedback) -> Self {
        Self {
            id: Uid(feedback.id.0),
            organization_id: Uid(scope.organization().0),
            session_id: Uid(feedback.session.0),
            message_id: feedback.message.map(|id| Uid(id.0)),
            expert_user_id: feedback.expert_user_id.clone(),
            feedback_type: feedback.kind.as_str().to_owned(),
            rating: u8::from(feedback.rating).into(),
            feedback_text: feedback.text.clone(),
            suggested_improvement: feedback.suggested_improvement.clone(),
            created_at: Time(feedback.created_at),
        }
    }

    fn into_domain(self) -> QueryResult<ExpertFeedback> {
        Ok(ExpertFeedback {
            id: FeedbackId(self.id.0),
            session: SessionId(self.session_id.0),
            message: self.message_id.map(|id| MessageId(id.0)),
            expert_user_id: self.expert_user_id,
            kind: word("expert_feedback.feedback_type", &self.feedback_type, FeedbackType::parse)?,
            rating: stars("expert_feedback.rating", self.rating)?,
            text: self.feedback_text,
            suggested_improvement: self.suggested_improvement,
            created_at: self.created_at.0,
        })
    }
}

impl ExpertiseReads for SqlTransaction<'_> {
    fn expert_knowledge(
        &mut self,
        scope: Scope,
        id: ExpertKnowledgeId,
    ) -> StoreResult<Option<ExpertKnowledge>> {
        self.run_aside(|db| {
            let row: Option<KnowledgeRow> = run!(db, c => expert_knowledge::table
                .find(Uid(id.0))
                .filter(expert_knowledge::organization_id.eq(Uid(scope.organization().0)))
                .select(KnowledgeRow::as_select())
                .get_result(c)
                .optional())?;
            row.map(KnowledgeRow::into_domain).transpose()
        })
    }

    fn expert_knowledge_page(
        &mut self,
        scope: Scope,
        verified: Option<bool>,
        (after, limit): (Option<KnowledgePlace>, i64),
    ) -> StoreResult<Vec<ExpertKnowledge>> {
        use expert_knowledge::dsl;
        let (at, id) = after.map_or((crate::sessions::far_off(), uuid::Uuid::max()), |(at, id)| (at, id.0));
        self.run_aside(|db| {
            let rows: Vec<KnowledgeRow> = run!(db, c => {
                let mut wanted = dsl::expert_knowledge
                    .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                    .filter(
                        dsl::created_at.lt(Time(at)).or(dsl::created_at.eq(Time(at)).and(dsl::id.lt(Uid(id)))),
                    )
                    .order((dsl::created_at.desc(), dsl::id.desc()))
                    .limit(limit)
                    .select(KnowledgeRow::as_select())
                    .into_boxed();
                match verified {
                    Some(true) => wanted = wanted.filter(dsl::verified_at.is_not_null()),
                    Some(false) => wanted = wanted.filter(dsl::verified_at.is_null()),
                    None => {}
                }
                wanted.load(c)
            })?;
            rows.into_iter().map(KnowledgeRow::into_domain).collect()
        })
    }

    fn expert_feedback(&mut self, scope: Scope, session: SessionId) -> StoreResult<Vec<ExpertFeedback>> {
        use expert_feedback::dsl;
        self.run_aside(|db| {
            let rows: Vec<FeedbackRow> = run!(db, c => dsl::expert_feedback
                .filter(dsl::session_id.eq(Uid(session.0)))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .order((dsl::created_at, dsl::id))
                .select(FeedbackRow::as_select())
                .load(c))?;
            rows.into_iter().map(FeedbackRow::into_domain).collect()
        })
    }
}

impl ExpertiseWrites for SqlTransaction<'_> {
    fn put_expert_knowledge(&mut self, scope: Scope, knowledge: &ExpertKnowledge) -> StoreResult<()> {
        use expert_knowledge::dsl;
        let written = self.run_aside(|db| {
            let row = KnowledgeRow::of(scope, knowledge)?;
            if knowledge.version == 1 {
                return run!(db, c => diesel::insert_into(dsl::expert_knowledge)
                    .values(&row)
                    .on_conflict_do_nothing()
                    .execute(c));
            }
            run!(db, c => diesel::update(dsl::expert_knowledge
                .find(Uid(knowledge.id.0))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .filter(dsl::version.eq(knowledge.version - 1)))
                .set(&row)
                .execute(c))
        })?;
        if written == 0 { Err(StoreError::Stale) } else { Ok(()) }
    }

    fn delete_expert_knowledge(&mut self, scope: Scope, id: ExpertKnowledgeId) -> StoreResult<bool> {
        let gone = self.run_aside(|db| {
            run!(db, c => diesel::delete(expert_knowledge::table
                .find(Uid(id.0))
                .filter(expert_knowledge::organization_id.eq(Uid(scope.organization().0))))
                .execute(c))
        })?;
        Ok(gone > 0)
    }

    fn insert_expert_feedback(&mut self, scope: Scope, feedback: &ExpertFeedback) -> StoreResult<()> {
        self.run(|db| {
            let row = FeedbackRow::of(scope, feedback);
            run!(db, c => diesel::insert_into(expert_feedback::table).values(&row).execute(c))?;
            Ok(())
        })
    }
}
