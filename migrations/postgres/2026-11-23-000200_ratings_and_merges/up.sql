-- What is to come: ratings of conversations, merged tickets, and the weekly report to leads.

ALTER TABLE session_events
    DROP CONSTRAINT session_events_kind,
    ADD CONSTRAINT session_events_kind CHECK (kind IN ('message', 'owner', 'ticket', 'status', 'note', 'rating'));

ALTER TABLE ticket_events
    DROP CONSTRAINT ticket_events_kind,
    ADD CONSTRAINT ticket_events_kind CHECK (
        kind IN (
            'opened', 'status_changed', 'priority_changed', 'assigned', 'notes_added', 'resolution_noted',
            'answered', 'note', 'handed_back', 'merged', 'rated'
        )
    );

ALTER TABLE outbox
    DROP CONSTRAINT outbox_kind,
    ADD CONSTRAINT outbox_kind CHECK (
        kind IN (
            'support_ticket_opened', 'support_ticket_updated', 'user_ticket_opened', 'user_expert_answered',
            'account_invitation', 'account_reset', 'insight_report'
        )
    );
