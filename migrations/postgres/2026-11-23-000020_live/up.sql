-- Experts in the conversation: who wrote, who has it, what the assistant was told, whom to tell by mail.

ALTER TABLE ai_messages ADD COLUMN author text;

ALTER TABLE ai_sessions ADD COLUMN guidance text;

ALTER TABLE support_tickets
    ADD COLUMN assigned_expert_name text,
    ADD COLUMN first_answer_at timestamptz,
    ADD COLUMN notify_email text;

ALTER TABLE session_events
    DROP CONSTRAINT session_events_kind,
    ADD CONSTRAINT session_events_kind CHECK (kind IN ('message', 'owner', 'ticket', 'status', 'note'));

ALTER TABLE ticket_events
    DROP CONSTRAINT ticket_events_kind,
    ADD CONSTRAINT ticket_events_kind CHECK (
        kind IN (
            'opened', 'status_changed', 'priority_changed', 'assigned', 'notes_added', 'resolution_noted',
            'answered', 'note', 'handed_back'
        )
    );

ALTER TABLE outbox
    DROP CONSTRAINT outbox_kind,
    ADD CONSTRAINT outbox_kind CHECK (
        kind IN (
            'support_ticket_opened', 'support_ticket_updated', 'user_ticket_opened', 'user_expert_answered',
            'account_invitation', 'account_reset'
        )
    );
