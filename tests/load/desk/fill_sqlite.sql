-- {tickets} tickets of the default organization, one every {step} seconds from {begin} on, with {messages} messages
-- each: one in twenty is open; users, machines and companies have a few each; every text has words of its own, some
-- that a thousand share, and some that all share.

CREATE TEMP TABLE made AS
WITH RECURSIVE counted (n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM counted WHERE n < {tickets})
SELECT n,
    printf('%08x-0000-4000-8000-000000000001', n) AS session_id,
    printf('%08x-0000-4000-8000-000000000002', n) AS ticket_id,
    strftime('%Y-%m-%dT%H:%M:%S.000000Z', '{begin}', (n * {step}) || ' seconds') AS at,
    substr('enelarestrno', 1 + n % 6 * 2, 2) AS language,
    CASE WHEN n % 20 > 0 THEN CASE n % 2 WHEN 0 THEN 'resolved' ELSE 'closed' END
         ELSE CASE n / 20 % 3 WHEN 0 THEN 'open' WHEN 1 THEN 'in_progress' ELSE 'waiting_on_user' END END AS status,
    'pump p' || (n % 1000) || ' of boat b' || n || ' leaks' AS words
FROM counted;

INSERT INTO ai_sessions (session_id, organization_id, user_id, machine_id, status, language, owner, epoch, turn,
    judged_turn, last_sequence, last_event, steps_tried, version, created_at, updated_at)
SELECT session_id, '00000000-0000-0000-0000-000000000001', 'user-' || (n % 5000), 'machine-' || (n % 3000),
    CASE WHEN n % 20 = 0 THEN 'escalated' ELSE 'completed' END, language,
    CASE WHEN n % 20 = 0 THEN 'queue' ELSE 'assistant' END, 1, 3, 3, 6, 0, 0, 1, at, at
FROM made;

INSERT INTO machines (organization_id, machine_id, model, updated_at)
WITH RECURSIVE counted (n) AS (SELECT 0 UNION ALL SELECT n + 1 FROM counted WHERE n < 2999)
SELECT '00000000-0000-0000-0000-000000000001', 'machine-' || n, 'Model ' || (n % 30),
    strftime('%Y-%m-%dT%H:%M:%S.000000Z', '{begin}')
FROM counted;

INSERT INTO support_tickets (id, organization_id, session_id, ticket_number, priority, status, escalation_reason,
    session_summary, expert_contact_info, assigned_expert_id, assigned_expert_name, rule_version, version, created_at,
    updated_at, resolved_at, language, category, user_id, user_name, organization_name, machine_id, machine_model)
SELECT ticket_id, '00000000-0000-0000-0000-000000000001', session_id,
    'AB-' || replace(substr(at, 1, 10), '-', '') || '-' || printf('%07d', n),
    CASE n / 7 % 5 WHEN 0 THEN 'low' WHEN 3 THEN 'high' WHEN 4 THEN 'urgent' ELSE 'medium' END, status,
    CASE n / 3 % 6 WHEN 0 THEN 'low_confidence' WHEN 1 THEN 'steps_exceeded' WHEN 2 THEN 'user_request'
        WHEN 3 THEN 'expert_required' WHEN 4 THEN 'safety_concern' ELSE 'complex_issue' END,
    words || replace(printf('%020d', 0), '0', '. Nothing else was said about it'),
    '{"primary_contact": {"id": "general", "name": "General", "email": "g@support.example", "phone": "1", "hours": "24/7", "specialization": "all"}, "alternative_contacts": []}',
    CASE WHEN n % 20 = 0 AND n / 20 % 2 = 0 THEN NULL ELSE 'expert-' || (n % 20) END,
    CASE WHEN n % 20 = 0 AND n / 20 % 2 = 0 THEN NULL ELSE 'Expert ' || (n % 20) END,
    'v1', 1, at, at, CASE WHEN n % 20 = 0 THEN NULL ELSE at END, language,
    CASE n / 11 % 5 WHEN 0 THEN 'electrical' WHEN 1 THEN 'hydraulic' WHEN 2 THEN 'mechanical' WHEN 3 THEN 'control'
        ELSE 'other' END, 'user-' || (n % 5000),
    'User ' || (n % 5000), 'Company ' || (n % 400), 'machine-' || (n % 3000), 'Model ' || (n % 30)
FROM made;

INSERT INTO ai_messages (message_id, organization_id, session_id, sequence, turn, sender, content, message_type,
    language, timestamp)
SELECT printf('%08x-0000-4000-9000-%012x', n, m), '00000000-0000-0000-0000-000000000001', session_id, m, (m + 1) / 2,
    CASE m % 2 WHEN 1 THEN 'user' ELSE 'assistant' END,
    'said m' || m || ' about ' || words || ' when the crew c' || (n + m) % 700 || ' was washing the nets of the farm',
    'text', language, at
FROM made,
    (WITH RECURSIVE counted (m) AS (SELECT 1 UNION ALL SELECT m + 1 FROM counted WHERE m < {messages}) SELECT m FROM counted);

INSERT INTO ticket_search (organization_id, ticket_id, session_id, is_stale)
SELECT '00000000-0000-0000-0000-000000000001', ticket_id, session_id, 0 FROM made ORDER BY n;

INSERT INTO ticket_words (rowid, words)
SELECT number, replace(own, '+', printf('%xy', number >> 14)) || ' ¦ ' || replace(said, '+', printf('%xz', number >> 14))
FROM (SELECT s.number, '+' || replace(m.words || ' user ' || (m.n % 5000), ' ', ' +') AS own,
        '+' || replace('said about when the crew c' || (m.n % 700) || ' was washing the nets of the farm', ' ', ' +') AS said
    FROM made m JOIN ticket_search s ON s.ticket_id = m.ticket_id);

DROP TABLE made;
