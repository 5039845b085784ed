-- {tickets} tickets of the default organization, one every {step} seconds from {begin} on, with {messages} messages
-- each: one in twenty is open; users, machines and companies have a few each; every text has words of its own, some
-- that a thousand share, and some that all share.

CREATE TEMP TABLE made AS
SELECT n,
    (lpad(to_hex(n), 8, '0') || '-0000-4000-8000-000000000001')::uuid AS session_id,
    (lpad(to_hex(n), 8, '0') || '-0000-4000-8000-000000000002')::uuid AS ticket_id,
    timestamptz '{begin}+00' + n * interval '{step} seconds' AS at,
    (ARRAY['en', 'el', 'ar', 'es', 'tr', 'no'])[1 + n % 6] AS language,
    CASE WHEN n % 20 = 0 THEN (ARRAY['open', 'in_progress', 'waiting_on_user'])[1 + n / 20 % 3]
         ELSE (ARRAY['resolved', 'closed'])[1 + n % 2] END AS status,
    'pump p' || n % 1000 || ' of boat b' || n || ' leaks' AS words
FROM generate_series(1, {tickets}) AS n;

INSERT INTO ai_sessions (session_id, organization_id, user_id, machine_id, status, language, owner, epoch, turn,
    judged_turn, last_sequence, last_event, steps_tried, version, created_at, updated_at)
SELECT session_id, '00000000-0000-0000-0000-000000000001', 'user-' || n % 5000, 'machine-' || n % 3000,
    CASE WHEN n % 20 = 0 THEN 'escalated' ELSE 'completed' END, language,
    CASE WHEN n % 20 = 0 THEN 'queue' ELSE 'assistant' END, 1, 3, 3, 6, 0, 0, 1, at, at
FROM made;

INSERT INTO machines (organization_id, machine_id, model, updated_at)
SELECT '00000000-0000-0000-0000-000000000001', 'machine-' || n, 'Model ' || n % 30, timestamptz '{begin}+00'
FROM generate_series(0, 2999) AS n;

INSERT INTO support_tickets (id, organization_id, session_id, ticket_number, priority, status, escalation_reason,
    session_summary, expert_contact_info, assigned_expert_id, assigned_expert_name, rule_version, version, created_at,
    updated_at, resolved_at, language, category, user_id, user_name, organization_name, machine_id, machine_model)
SELECT ticket_id, '00000000-0000-0000-0000-000000000001', session_id,
    'AB-' || to_char(at, 'YYYYMMDD') || '-' || lpad(n::text, 7, '0'),
    (ARRAY['low', 'medium', 'medium', 'high', 'urgent'])[1 + n / 7 % 5], status,
    (ARRAY['low_confidence', 'steps_exceeded', 'user_request', 'expert_required', 'safety_concern',
           'complex_issue'])[1 + n / 3 % 6],
    words || repeat('. Nothing else was said about it', 20),
    '{"primary_contact": {"id": "general", "name": "General", "email": "g@support.example", "phone": "1", "hours": "24/7", "specialization": "all"}, "alternative_contacts": []}',
    CASE WHEN n % 20 = 0 AND n / 20 % 2 = 0 THEN NULL ELSE 'expert-' || n % 20 END,
    CASE WHEN n % 20 = 0 AND n / 20 % 2 = 0 THEN NULL ELSE 'Expert ' || n % 20 END,
    'v1', 1, at, at, CASE WHEN n % 20 = 0 THEN NULL ELSE at END, language,
    (ARRAY['electrical', 'hydraulic', 'mechanical', 'control', 'other'])[1 + n / 11 % 5], 'user-' || n % 5000,
    'User ' || n % 5000, 'Company ' || n % 400, 'machine-' || n % 3000, 'Model ' || n % 30
FROM made;

INSERT INTO ai_messages (message_id, organization_id, session_id, sequence, turn, sender, content, message_type,
    language, timestamp)
SELECT (lpad(to_hex(n), 8, '0') || '-0000-4000-9000-' || lpad(to_hex(m), 12, '0'))::uuid,
    '00000000-0000-0000-0000-000000000001', session_id, m, (m + 1) / 2,
    CASE m % 2 WHEN 1 THEN 'user' ELSE 'assistant' END,
    'said m' || m || ' about ' || words || ' when the crew c' || (n + m) % 700 || ' was washing the nets of the farm',
    'text', language, at
FROM made, generate_series(1, {messages}) AS m;

INSERT INTO ticket_search (organization_id, ticket_id, session_id, is_stale)
SELECT '00000000-0000-0000-0000-000000000001', ticket_id, session_id, false FROM made ORDER BY n;

-- The place of each word is that in its text, the conversation behind the ticket's own.
INSERT INTO ticket_words (number, words)
SELECT number, (
    SELECT string_agg(format(E'\'%s%s%s\':%s', to_hex(number >> 14), sign, word, place), ' ')
    FROM (
        SELECT 'y' AS sign, word, place FROM string_to_table(own, ' ') WITH ORDINALITY AS o (word, place)
        UNION ALL
        SELECT 'z', word, 100 + place FROM string_to_table(said, ' ') WITH ORDINALITY AS o (word, place)
    ) AS words)::tsvector
FROM (SELECT s.number, m.words || ' user ' || m.n % 5000 AS own,
        'said about when the crew c' || m.n % 700 || ' was washing the nets of the farm' AS said
    FROM made m JOIN ticket_search s ON s.ticket_id = m.ticket_id) AS texts;

DROP TABLE made;
ANALYZE;
