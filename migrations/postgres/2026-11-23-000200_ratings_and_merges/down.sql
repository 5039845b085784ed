-- A number stays, so that none is missing.
UPDATE session_events SET kind = 'status', subject = NULL WHERE kind = 'rating';
ALTER TABLE session_events
    DROP CONSTRAINT session_events_kind,
    ADD CONSTRAINT session_events_kind CHECK (kind IN ('message', 'owner', 'ticket', 'status', 'note'));

DELETE FROM ticket_events WHERE kind IN ('merged', 'rated');
ALTER TABLE ticket_events
    DROP CONSTRAINT ticket_events_kind,
    ADD CONSTRAINT ticket_events_kind CHECK (
        kind IN (
            'opened', 'status_changed', 'priority_changed', 'assigned', 'notes_added', 'resolution_noted',
            'answered', 'note', 'handed_back'
        )
    );

DELETE FROM outbox WHERE kind = 'insight_report';
ALTER TABLE outbox
    DROP CONSTRAINT outbox_kind,
    ADD CONSTRAINT outbox_kind CHECK (
        kind IN (
            'support_ticket_opened', 'support_ticket_updated', 'user_ticket_opened', 'user_expert_answered',
            'account_invitation', 'account_reset'
        )
    );
