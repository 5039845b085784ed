//! Messages.

use diesel::prelude::*;
use handover_domain::assistant::Citation;
use handover_domain::{
    Language, Message, MessageId, MessageReads, MessageType, MessageWrites, Scope, Sender, SessionId, StepId,
    StoreResult,
};
use serde::{Deserialize, Serialize};

use crate::connection::{AtMost, First, run};
use crate::decode::{document, to_document, word};
use crate::schema::ai_messages::{self, dsl};
use crate::sql_types::{Document, RawJson, Time, Uid};
use crate::transaction::SqlTransaction;

/// How many of the newest messages every escalation asks for.
const FOR_A_BRIEF: i64 = 100;

/// A row of `ai_messages`.
#[derive(Clone, Queryable, Selectable, Insertable)]
#[diesel(table_name = ai_messages, treat_none_as_default_value = false)]
pub(crate) struct MessageRow {
    message_id: Uid,
    organization_id: Uid,
    session_id: Uid,
    sequence: i64,
    turn: i64,
    sender: String,
    content: String,
    message_type: String,
    language: String,
    confidence: Option<f64>,
    model_used: Option<String>,
    citations: Option<Document>,
    step_id: Option<Uid>,
    metadata: Option<RawJson>,
    timestamp: Time,
    author: Option<String>,
}

/// One entry of what `ai_messages.citations` holds.
#[derive(Serialize, Deserialize)]
struct CitationDocument {
    document: String,
    title: String,
    section: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    passage: Option<u32>,
}

impl CitationDocument {
    fn of(citation: &Citation) -> Self {
        Self {
            document: citation.document.clone(),
            title: citation.title.clone(),
            section: citation.section.clone(),
            passage: citation.passage,
        }
    }

    fn into_domain(self) -> Citation {
        Citation { document: self.document, title: self.title, section: self.section, passage: self.passage }
    }
}

impl MessageRow {
    fn of(scope: Scope, message: &Message) -> QueryResult<Self> {
        let citations: Vec<_> = message.citations.iter().map(CitationDocument::of).collect();
        let citations = if citations.is_empty() { None } else { Some(to_document(&citations)?) };
        Ok(Self {
            message_id: Uid(message.id.0),
            organization_id: Uid(scope.organization().0),
            session_id: Uid(message.session_id.0),
            sequence: message.sequence,
            turn: message.turn,
            sender: message.sender.as_str().to_owned(),
            content: message.content.clone(),
            message_type: message.message_type.as_str().to_owned(),
            language: message.language.code().to_owned(),
            confidence: message.confidence,
            model_used: message.model_used.clone(),
            citations,
            step_id: message.step_id.map(|id| Uid(id.0)),
            metadata: RawJson::of(message.metadata.as_ref()),
            timestamp: Time(message.timestamp),
            author: message.author.clone(),
        })
    }

    fn into_domain(self) -> QueryResult<Message> {
        let citations: Vec<CitationDocument> = match &self.citations {
            Some(text) => document("ai_messages.citations", text)?,
            None => Vec::new(),
        };
        Ok(Message {
            id: MessageId(self.message_id.0),
            session_id: SessionId(self.session_id.0),
            sequence: self.sequence,
            turn: self.turn,
            sender: word("ai_messages.sender", &self.sender, Sender::parse)?,
            content: self.content,
            message_type: word("ai_messages.message_type", &self.message_type, MessageType::parse)?,
            language: Language::from_tag(&self.language),
            confidence: self.confidence,
            model_used: self.model_used,
            citations: citations.into_iter().map(CitationDocument::into_domain).collect(),
            step_id: self.step_id.map(|id| StepId(id.0)),
            metadata: self.metadata.map(RawJson::into_domain),
            timestamp: self.timestamp.0,
            author: self.author,
        })
    }
}

impl MessageReads for SqlTransaction<'_> {
    fn message(&mut self, scope: Scope, session: SessionId, id: MessageId) -> StoreResult<Option<Message>> {
        self.run(|db| {
            let row: Option<MessageRow> = run!(db, c => dsl::ai_messages
                .filter(dsl::message_id.eq(Uid(id.0)))
                .filter(dsl::session_id.eq(Uid(session.0)))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .select(MessageRow::as_select())
                .get_result(c)
                .optional())?;
            row.map(MessageRow::into_domain).transpose()
        })
    }

    fn newest_messages(&mut self, scope: Scope, session: SessionId, limit: i64) -> StoreResult<Vec<Message>> {
        if self.hope.is_none() {
            self.finish()?;
        }
        let mut unsent = self.pending.messages.clone();
        unsent.retain(|row| {
            (row.organization_id, row.session_id) == (Uid(scope.organization().0), Uid(session.0))
        });
        self.look(|db| {
            let newest = dsl::ai_messages
                .filter(dsl::session_id.eq(Uid(session.0)))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .order(dsl::sequence.desc());
            let rows: Vec<MessageRow> = match limit {
                FOR_A_BRIEF => {
                    run!(db, c => First::<_, FOR_A_BRIEF>(newest.select(MessageRow::as_select())).load(c))
                }
                _ => run!(db, c => AtMost(newest.select(MessageRow::as_select()), limit).load(c)),
            }?;
            let mut newest: Vec<MessageRow> = rows.into_iter().rev().chain(unsent).collect();
            let most = usize::try_from(limit).unwrap_or(usize::MAX);
            newest.drain(..newest.len().saturating_sub(most));
            newest.into_iter().map(MessageRow::into_domain).collect()
        })
    }

    fn messages(&mut self, scope: Scope, session: SessionId, ids: &[MessageId]) -> StoreResult<Vec<Message>> {
        self.run(|db| {
            let ids: Vec<Uid> = ids.iter().map(|id| Uid(id.0)).collect();
            let rows: Vec<MessageRow> = run!(db, c => dsl::ai_messages
                .filter(dsl::message_id.eq_any(&ids))
                .filter(dsl::session_id.eq(Uid(session.0)))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .select(MessageRow::as_select())
                .load(c))?;
            rows.into_iter().map(MessageRow::into_domain).collect()
        })
    }

    fn message_of_turn(
        &mut self,
        scope: Scope,
        session: SessionId,
        turn: i64,
        sender: Sender,
    ) -> StoreResult<Option<Message>> {
        self.run(|db| {
            let of_turn = dsl::ai_messages
                .filter(dsl::session_id.eq(Uid(session.0)))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .filter(dsl::turn.eq(turn))
                .filter(dsl::sender.eq(sender.as_str()))
                .order(dsl::sequence);
            let row: Option<MessageRow> =
                run!(db, c => First::<_, 1>(of_turn.select(MessageRow::as_select())).get_result(c).optional())?;
            row.map(MessageRow::into_domain).transpose()
        })
    }
}

impl MessageWrites for SqlTransaction<'_> {
    fn insert_message(&mut self, scope: Scope, message: &Message) -> StoreResult<()> {
        self.add(|pending| {
            pending.messages.push(MessageRow::of(scope, message)?);
            Ok(())
        })
    }
}
