DELETE FROM outbox WHERE kind = 'user_expert_answered';
ALTER TABLE outbox
    DROP CONSTRAINT outbox_kind,
    ADD CONSTRAINT outbox_kind CHECK (
        kind IN (
            'support_ticket_opened', 'support_ticket_updated', 'user_ticket_opened',
            'account_invitation', 'account_reset'
        )
    );

-- The version before would show internal notes to users.
DELETE FROM ticket_events WHERE kind IN ('answered', 'note', 'handed_back');
ALTER TABLE ticket_events
    DROP CONSTRAINT ticket_events_kind,
    ADD CONSTRAINT ticket_events_kind CHECK (
        kind IN ('opened', 'status_changed', 'priority_changed', 'assigned', 'notes_added', 'resolution_noted')
    );

-- A number stays, so that none is missing.
UPDATE session_events SET kind = 'status', subject = NULL WHERE kind = 'note';
ALTER TABLE session_events
    DROP CONSTRAINT session_events_kind,
    ADD CONSTRAINT session_events_kind CHECK (kind IN ('message', 'owner', 'ticket', 'status'));

ALTER TABLE support_tickets
    DROP COLUMN assigned_expert_name,
    DROP COLUMN first_answer_at,
    DROP COLUMN notify_email;
ALTER TABLE ai_sessions DROP COLUMN guidance;
ALTER TABLE ai_messages DROP COLUMN author;
