//! Triggers.

use diesel::prelude::*;
use handover_domain::judgement::{Evidence, Input, NearMiss, Span};
use handover_domain::{
    Decision, MessageId, Scope, SessionId, StoreResult, Trigger, TriggerId, TriggerReads, TriggerType,
    TriggerWrites,
};
use serde::{Deserialize, Serialize};

use crate::connection::run;
use crate::decode::{document, to_document, word};
use crate::schema::escalation_triggers::{self, dsl};
use crate::sql_types::{Document, Time, Uid};
use crate::transaction::SqlTransaction;

/// A row of `escalation_triggers`.
#[derive(Queryable, Selectable, Insertable)]
#[diesel(table_name = escalation_triggers, treat_none_as_default_value = false)]
pub(crate) struct TriggerRow {
    id: Uid,
    organization_id: Uid,
    session_id: Uid,
    turn: i64,
    message_id: Option<Uid>,
    trigger_type: String,
    trigger_value: Option<f64>,
    triggered_at: Time,
    escalation_decision: String,
    decision_reason: String,
    evidence: Document,
    requested_by: Option<String>,
}

/// What `escalation_triggers.evidence` holds.
#[derive(Serialize, Deserialize)]
struct EvidenceDocument {
    rule: String,
    rule_version: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    spans: Vec<SpanDocument>,
    inputs: Vec<InputDocument>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    near_miss: Option<NearMissDocument>,
}

#[derive(Serialize, Deserialize)]
struct SpanDocument {
    start: usize,
    end: usize,
    text: String,
}

#[derive(Serialize, Deserialize)]
struct InputDocument {
    name: String,
    value: f64,
}

#[derive(Serialize, Deserialize)]
struct NearMissDocument {
    rule: String,
    value: f64,
    threshold: f64,
    distance: f64,
}

impl EvidenceDocument {
    fn of(evidence: &Evidence) -> Self {
        let span = |s: &Span| SpanDocument { start: s.start, end: s.end, text: s.text.clone() };
        let input = |i: &Input| InputDocument { name: i.name.clone(), value: i.value };
        let near_miss = |n: &NearMiss| NearMissDocument {
            rule: n.rule.clone(),
            value: n.value,
            threshold: n.threshold,
            distance: n.distance,
        };
        Self {
            rule: evidence.rule.clone(),
            rule_version: evidence.rule_version.clone(),
            spans: evidence.spans.iter().map(span).collect(),
            inputs: evidence.inputs.iter().map(input).collect(),
            near_miss: evidence.near_miss.as_ref().map(near_miss),
        }
    }

    fn into_domain(self) -> Evidence {
        let span = |s: SpanDocument| Span { start: s.start, end: s.end, text: s.text };
        let input = |i: InputDocument| Input { name: i.name, value: i.value };
        let near_miss = |n: NearMissDocument| NearMiss {
            rule: n.rule,
            value: n.value,
            threshold: n.threshold,
            distance: n.distance,
        };
        Evidence {
            rule: self.rule,
            rule_version: self.rule_version,
            spans: self.spans.into_iter().map(span).collect(),
            inputs: self.inputs.into_iter().map(input).collect(),
            near_miss: self.near_miss.map(near_miss),
        }
    }
}

impl TriggerRow {
    fn of(scope: Scope, trigger: &Trigger) -> QueryResult<Self> {
        Ok(Self {
            id: Uid(trigger.id.0),
            organization_id: Uid(scope.organization().0),
            session_id: Uid(trigger.session_id.0),
            turn: trigger.turn,
            message_id: trigger.message_id.map(|id| Uid(id.0)),
            trigger_type: trigger.trigger_type.as_str().to_owned(),
            trigger_value: trigger.value,
            triggered_at: Time(trigger.triggered_at),
            escalation_decision: trigger.decision.as_str().to_owned(),
            decision_reason: trigger.reason.clone(),
            evidence: to_document(&EvidenceDocument::of(&trigger.evidence))?,
            requested_by: trigger.requested_by.clone(),
        })
    }

    pub(crate) fn into_domain(self) -> QueryResult<Trigger> {
        let evidence: EvidenceDocument = document("escalation_triggers.evidence", &self.evidence)?;
        let decision = &self.escalation_decision;
        Ok(Trigger {
            id: TriggerId(self.id.0),
            session_id: SessionId(self.session_id.0),
            turn: self.turn,
            message_id: self.message_id.map(|id| MessageId(id.0)),
            trigger_type: word("escalation_triggers.trigger_type", &self.trigger_type, TriggerType::parse)?,
            value: self.trigger_value,
            decision: word("escalation_triggers.escalation_decision", decision, Decision::parse)?,
            reason: self.decision_reason,
            evidence: evidence.into_domain(),
            requested_by: self.requested_by,
            triggered_at: self.triggered_at.0,
        })
    }
}

impl TriggerReads for SqlTransaction<'_> {
    fn triggers(&mut self, scope: Scope, session: SessionId) -> StoreResult<Vec<Trigger>> {
        self.run(|db| {
            let rows: Vec<TriggerRow> = run!(db, c => dsl::escalation_triggers
                .filter(dsl::session_id.eq(Uid(session.0)))
                .filter(dsl::organization_id.eq(Uid(scope.organization().0)))
                .order((dsl::triggered_at, dsl::id))
                .select(TriggerRow::as_select())
                .load(c))?;
            rows.into_iter().map(TriggerRow::into_domain).collect()
        })
    }
}

impl TriggerWrites for SqlTransaction<'_> {
    fn insert_trigger(&mut self, scope: Scope, trigger: &Trigger) -> StoreResult<()> {
        self.add(|pending| {
            pending.triggers.push(TriggerRow::of(scope, trigger)?);
            Ok(())
        })
    }
}
