//! Demonstrations in memory.

use chrono::{DateTime, Utc};

use super::{Draft, Tables};
use crate::demo::{DemoMark, DemoReads, DemoRows, DemoWrites};
use crate::id::{OutboxId, SessionId, TicketId};
use crate::insight::InsightWrites;
use crate::outbox::{About, DeliveryResult, OutboxStatus, OutboxWrites};
use crate::session::{Owner, Session, SessionStatus};
use crate::store::{Scope, StoreResult};
use crate::ticket::Ticket;

fn is_of(scope: Scope, mark: &DemoMark, session: &Session) -> bool {
    session.organization_id == scope.organization()
        && mark.is_on(session.id.0)
        && mark.users.contains(&session.user_id)
}

impl DemoReads for Draft {
    fn demo_rows(&mut self, scope: Scope, mark: &DemoMark) -> StoreResult<DemoRows> {
        let (tables, organization) = (&self.tables, scope.organization());
        let sessions: Vec<_> =
            tables.sessions.iter().filter(|s| is_of(scope, mark, s)).map(|s| s.id).collect();
        let is_ours = |id: &crate::id::OrganizationId| *id == organization;
        Ok(DemoRows {
            tickets: tables.tickets.iter().filter(|t| sessions.contains(&t.session_id)).count(),
            sessions: sessions.len(),
            users: tables.users.iter().filter(|(o, u)| is_ours(o) && mark.users.contains(&u.user_id)).count(),
            machines: tables
                .machines
                .iter()
                .filter(|(o, m)| is_ours(o) && mark.machines.contains(&m.machine_id))
                .count(),
            accounts: tables
                .accounts
                .iter()
                .filter(|a| is_ours(&a.organization_id) && mark.is_on(a.id.0))
                .count(),
        })
    }
}

/// Ends the sessions that are served by tickets that are gone, and returns them.
fn let_go(tables: &mut Tables, gone: &[Ticket]) -> Vec<SessionId> {
    let is_gone = |id: Option<TicketId>| id.is_some_and(|id| gone.iter().any(|ticket| ticket.id == id));
    for ticket in tables.tickets.iter_mut().filter(|ticket| is_gone(ticket.merged_into)) {
        ticket.merged_into = None;
    }
    let mut ended = Vec::new();
    for session in tables.sessions.iter_mut().filter(|session| is_gone(session.served_by)) {
        session.served_by = None;
        if session.status == SessionStatus::Escalated {
            (session.status, session.owner) = (SessionStatus::Completed, Owner::Assistant);
            session.guidance = None;
            session.epoch += 1;
            session.version += 1;
            ended.push(session.id);
        }
    }
    ended
}

impl DemoWrites for Draft {
    fn end_outbox(
        &mut self,
        scope: Scope,
        id: OutboxId,
        (attempts, result): (i32, &DeliveryResult),
        at: DateTime<Utc>,
    ) -> StoreResult<bool> {
        let unclaimed = |m: &&mut crate::outbox::OutboxMessage| {
            m.id == id
                && m.organization_id == scope.organization()
                && m.status == OutboxStatus::Waiting
                && m.attempts == 0
        };
        let Some(row) = self.tables.outbox.iter_mut().find(unclaimed) else { return Ok(false) };
        row.attempts = attempts;
        self.finish_outbox(id, attempts, result, at)
    }

    fn remove_demo(&mut self, scope: Scope, mark: &DemoMark) -> StoreResult<DemoRows> {
        let found = self.demo_rows(scope, mark)?;
        let (tables, organization) = (&mut self.tables, scope.organization());
        let sessions: Vec<_> =
            tables.sessions.iter().filter(|s| is_of(scope, mark, s)).map(|s| s.id).collect();
        let gone: Vec<_> =
            tables.tickets.iter().filter(|t| sessions.contains(&t.session_id)).cloned().collect();
        tables.tickets.retain(|t| !sessions.contains(&t.session_id));
        let left_alone = let_go(tables, &gone);
        for ticket in &gone {
            let Some((day, _)) = ticket.number.day_and_count() else { continue };
            let of_day = tables.tickets.iter().filter(|t| t.organization_id == organization);
            let left = of_day.filter_map(|t| t.number.day_and_count()).filter(|(d, _)| *d == day);
            let left = left.map(|(_, count)| count).max();
            let is_day = |d: chrono::NaiveDate| d.format("%Y%m%d").to_string() == day;
            tables.ticket_counts.retain(|(o, d, _)| *o != organization || !is_day(*d) || left.is_some());
            for (o, d, count) in &mut tables.ticket_counts {
                if *o == organization && is_day(*d) {
                    *count = left.unwrap_or(*count);
                }
            }
        }
        tables.ticket_events.retain(|event| !gone.iter().any(|ticket| ticket.id == event.ticket_id));
        let about_gone =
            |about: &About| matches!(about, About::Ticket(id) if gone.iter().any(|t| t.id == *id));
        let mails: Vec<_> = tables.outbox.iter().filter(|m| about_gone(&m.about)).map(|m| m.id).collect();
        tables.outbox.retain(|mail| !mails.contains(&mail.id));
        tables.attempts.retain(|attempt| !mails.contains(&attempt.outbox_id));
        tables.messages.retain(|message| !sessions.contains(&message.session_id));
        tables.session_events.retain(|event| !sessions.contains(&event.session_id));
        tables.steps.retain(|step| !sessions.contains(&step.session_id));
        tables.triggers.retain(|trigger| !sessions.contains(&trigger.session_id));
        tables.ratings.retain(|rating| !sessions.contains(&rating.session_id));
        let kept = tables.facts.len();
        tables.facts.retain(|(_, facts)| !sessions.contains(&facts.session));
        let had_facts = tables.facts.len() < kept;
        tables.changes.retain(|(_, _, session, _)| !sessions.contains(session));
        tables.sessions.retain(|session| !sessions.contains(&session.id));
        tables.users.retain(|(o, user)| *o != organization || !mark.users.contains(&user.user_id));
        tables.machines.retain(|(o, m)| *o != organization || !mark.machines.contains(&m.machine_id));
        tables.reports.retain(|(o, account, _)| *o != organization || !mark.is_on(account.0));
        tables.accounts.retain(|a| a.organization_id != organization || !mark.is_on(a.id.0));
        tables.saved_views.retain(|(_, view)| view.account.is_none_or(|id| !mark.is_on(id.0)));
        for id in left_alone.into_iter().filter(|id| !sessions.contains(id)) {
            self.note_change(organization, id);
        }
        if had_facts {
            self.raise_insight_revision(scope)?;
        }
        Ok(found)
    }
}
