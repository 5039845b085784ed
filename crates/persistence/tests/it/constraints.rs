//! The rules that the tables themselves keep.

use handover_domain::{StoreError, StoreExt};
use uuid::Uuid;

use crate::harness::{Place, a_session, places, saved_session};

/// Every column that holds a word of a closed vocabulary.
const WORDS: &[(&str, &str)] = &[
    ("ai_sessions", "status"),
    ("ai_sessions", "language"),
    ("ai_sessions", "owner"),
    ("ai_messages", "sender"),
    ("ai_messages", "message_type"),
    ("ai_messages", "language"),
    ("session_events", "kind"),
    ("session_ratings", "about"),
    ("troubleshooting_steps", "outcome"),
    ("escalation_triggers", "trigger_type"),
    ("escalation_triggers", "escalation_decision"),
    ("support_tickets", "priority"),
    ("support_tickets", "status"),
    ("support_tickets", "escalation_reason"),
    ("ticket_events", "kind"),
    ("outbox", "kind"),
    ("outbox", "status"),
    ("delivery_attempts", "outcome"),
    ("delivery_channels", "channel"),
    ("delivery_channels", "status"),
    ("users", "language"),
    ("accounts", "role"),
    ("accounts", "language"),
    ("accounts", "status"),
    ("account_tokens", "purpose"),
    ("sign_in_guesses", "kind"),
    ("canned_answers", "language"),
    ("canned_answers", "category"),
    ("setting_changes", "what"),
];

/// One row in every table, in plain SQL.
fn one_of_each(place: &Place) {
    let org = "'00000000-0000-0000-0000-000000000001'";
    let id = format!("'{}'", Uuid::new_v4());
    let at = "'2026-11-22T13:45:00.000000Z'";
    let urgent = match place.kind {
        crate::harness::Kind::Sqlite { .. } => "1",
        crate::harness::Kind::Postgres { .. } => "true",
    };
    let statements = [
        format!(
            "INSERT INTO ai_sessions (session_id, organization_id, user_id, status, language, owner, epoch, turn, \
             judged_turn, last_sequence, last_event, steps_tried, version, created_at, updated_at) \
             VALUES ({id}, {org}, 'u', 'active', 'en', 'assistant', 0, 0, 0, 0, 0, 0, 1, {at}, {at})"
        ),
        format!(
            "INSERT INTO ai_messages (message_id, organization_id, session_id, sequence, turn, sender, content, \
             message_type, language, timestamp) VALUES ({id}, {org}, {id}, 1, 1, 'user', 'c', 'text', 'en', {at})"
        ),
        format!(
            "INSERT INTO session_events (session_id, number, organization_id, kind, at) \
             VALUES ({id}, 1, {org}, 'message', {at})"
        ),
        format!(
            "INSERT INTO troubleshooting_steps (step_id, organization_id, session_id, step_number, problem, \
             instruction, minutes, safety_warnings, expected_outcomes, confidence, created_at) \
             VALUES ({id}, {org}, {id}, 1, 'p', 'i', 5, '[]', '[]', 0.5, {at})"
        ),
        format!(
            "INSERT INTO escalation_triggers (id, organization_id, session_id, turn, trigger_type, triggered_at, \
             escalation_decision, decision_reason, evidence) \
             VALUES ({id}, {org}, {id}, 1, 'evaluation', {at}, 'continue', 'r', '{{}}')"
        ),
        format!(
            "INSERT INTO support_tickets (id, organization_id, session_id, ticket_number, priority, status, \
             escalation_reason, session_summary, expert_contact_info, rule_version, version, created_at, updated_at) \
             VALUES ({id}, {org}, {id}, 'AB-20261122-0001', 'low', 'open', 'user_request', 's', '{{}}', 'v', 1, {at}, {at})"
        ),
        format!(
            "INSERT INTO ticket_events (id, organization_id, ticket_id, kind, actor, at) \
             VALUES ({id}, {org}, {id}, 'opened', 'a', {at})"
        ),
        format!(
            "INSERT INTO outbox (id, organization_id, ticket_id, kind, urgent, status, attempts, next_attempt_at, \
             created_at, renewed_at) VALUES ({id}, {org}, {id}, 'user_ticket_opened', {urgent}, 'waiting', 0, {at}, {at}, {at})"
        ),
        format!(
            "INSERT INTO delivery_attempts (id, organization_id, outbox_id, attempt, recipient, outcome, at) \
             VALUES ({id}, {org}, {id}, 1, 'a@example.com', 'sent', {at})"
        ),
        format!(
            "INSERT INTO session_ratings (session_id, about, organization_id, rating, first_at, at) \
             VALUES ({id}, 'assistant', {org}, 3, {at}, {at})"
        ),
        format!("INSERT INTO delivery_channels (channel, status, since) VALUES ('mail', 'open', {at})"),
        format!("INSERT INTO users (organization_id, user_id, updated_at) VALUES ({org}, 'u', {at})"),
    ];
    let others = one_of_each_about_access(place).into_iter().chain(one_of_each_about_the_desk());
    for statement in statements.into_iter().chain(others) {
        place.sql(&statement).unwrap_or_else(|error| panic!("{statement}\n{error}"));
    }
}

fn one_of_each_about_the_desk() -> [String; 2] {
    let org = "'00000000-0000-0000-0000-000000000001'";
    let id = format!("'{}'", Uuid::new_v4());
    let at = "'2026-11-22T13:45:00.000000Z'";
    [
        format!(
            "INSERT INTO canned_answers (id, organization_id, title, content, version, updated_at) \
             VALUES ({id}, {org}, 't', 'c', 1, {at})"
        ),
        format!(
            "INSERT INTO setting_changes (id, organization_id, at, actor, what, subject) \
             VALUES ({id}, {org}, {at}, 'a', 'canned_answer', 's')"
        ),
    ]
}

fn one_of_each_about_access(place: &Place) -> [String; 5] {
    let org = "'00000000-0000-0000-0000-000000000001'";
    let id = format!("'{}'", Uuid::new_v4());
    let at = "'2026-11-22T13:45:00.000000Z'";
    let digits = "a7".repeat(32);
    let hash = match place.kind {
        crate::harness::Kind::Sqlite { .. } => format!("X'{digits}'"),
        crate::harness::Kind::Postgres { .. } => format!("'\\x{digits}'"),
    };
    [
        format!(
            "INSERT INTO accounts (id, organization_id, email, name, role, status, password_hash, created_at, \
             updated_at) VALUES ({id}, {org}, 'a@example.com', 'n', 'admin', 'active', 'p', {at}, {at})"
        ),
        format!(
            "INSERT INTO account_tokens (hash, organization_id, account_id, purpose, expires_at) \
             VALUES ({hash}, {org}, {id}, 'invite', {at})"
        ),
        format!(
            "INSERT INTO login_sessions (token_hash, organization_id, account_id, created_at, last_seen_at, \
             expires_at) VALUES ({hash}, {org}, {id}, {at}, {at}, {at})"
        ),
        format!(
            "INSERT INTO sign_in_guesses (kind, subject, guesses, last_at) VALUES ('account', 's', '[]', {at})"
        ),
        format!(
            "INSERT INTO api_keys (id, organization_id, name, hash, scopes, created_at) \
             VALUES ({id}, {org}, 'k', {hash}, '[]', {at})"
        ),
    ]
}

#[test]
fn an_unknown_word_is_refused_in_every_column_of_words() {
    for place in places() {
        place.migrated();
        one_of_each(&place);
        for (table, column) in WORDS {
            let refused = place.sql(&format!("UPDATE {table} SET {column} = 'nonsense'"));
            let error = refused.expect_err(&format!("{table}.{column} takes any word on {}", place.url));
            assert!(error.to_lowercase().contains("check constraint"), "{table}.{column}: {error}");
        }
    }
}

#[test]
fn the_database_itself_keeps_the_rules_of_access() {
    for place in places() {
        place.migrated();
        one_of_each(&place);
        let other = Uuid::new_v4();
        place
            .sql(&format!(
                "INSERT INTO organizations (id, name, time_zone, key) VALUES ('{other}', 'o', 'UTC', 'o')"
            ))
            .expect("another organization");
        let id = Uuid::new_v4();
        let copy_account = |email: &str| {
            place.sql(&format!(
                "INSERT INTO accounts SELECT '{id}', '{other}', '{email}', name, role, contact_id, status, \
                 password_hash, created_at, updated_at, language, NULL FROM accounts"
            ))
        };
        let refused = [
            ("unique", copy_account("a@example.com")),
            ("check", copy_account("B@example.com")),
            ("check", place.sql("UPDATE accounts SET password_hash = NULL")),
            ("check", place.sql("UPDATE outbox SET ticket_id = NULL")),
            ("check", place.sql("UPDATE outbox SET account_id = (SELECT id FROM accounts)")),
            ("unique", place.sql(&format!(
                "INSERT INTO api_keys SELECT '{id}', organization_id, name, hash, scopes, created_at, NULL, NULL, NULL \
                 FROM api_keys"
            ))),
            ("unique", place.sql(&format!(
                "INSERT INTO organizations (id, name, time_zone, key) VALUES ('{id}', 'o', 'UTC', 'o')"
            ))),
            ("check", place.sql("UPDATE account_tokens SET hash = substr(hash, 2)")),
            ("check", place.sql("UPDATE login_sessions SET token_hash = substr(token_hash, 2)")),
            ("check", place.sql("UPDATE api_keys SET hash = substr(hash, 2)")),
            ("foreign key", place.sql(&format!("UPDATE login_sessions SET organization_id = '{other}'"))),
            ("foreign key", place.sql(&format!("UPDATE account_tokens SET organization_id = '{other}'"))),
        ];
        for (index, (rule, refused)) in refused.into_iter().enumerate() {
            let error = refused.expect_err(&format!("number {index} on {}", place.url)).to_lowercase();
            assert!(error.contains(rule), "{index}: {error}");
        }
        place.sql("DELETE FROM accounts").expect("what an account has goes with it");
    }
}

#[test]
fn a_row_cannot_belong_to_another_tenants_session() {
    for place in places() {
        let store = place.migrated();
        one_of_each(&place);
        let other = Uuid::new_v4();
        place
            .sql(&format!("INSERT INTO organizations (id, name, time_zone) VALUES ('{other}', 'o', 'UTC')"))
            .expect("another organization");
        for table in [
            "ai_messages",
            "session_events",
            "troubleshooting_steps",
            "escalation_triggers",
            "support_tickets",
        ] {
            let refused = place.sql(&format!("UPDATE {table} SET organization_id = '{other}'"));
            let error = refused.expect_err(table).to_lowercase();
            assert!(error.contains("foreign key"), "{table}: {error}");
        }
        drop(store);
    }
}

#[test]
fn the_database_itself_allows_one_open_ticket_per_session() {
    for place in places() {
        place.migrated();
        one_of_each(&place);
        let copy = |number: &str, status: &str| {
            place.sql(&format!(
                "INSERT INTO support_tickets (id, organization_id, session_id, ticket_number, priority, status, \
                 escalation_reason, session_summary, expert_contact_info, rule_version, version, created_at, \
                 updated_at) SELECT '{}', organization_id, session_id, '{number}', priority, '{status}', \
                 escalation_reason, session_summary, expert_contact_info, rule_version, version, created_at, \
                 updated_at FROM support_tickets WHERE ticket_number = 'AB-20261122-0001'",
                Uuid::new_v4()
            ))
        };
        for status in ["open", "in_progress", "waiting_on_user"] {
            copy("AB-20261122-0002", status).expect_err(status);
        }
        copy("AB-20261122-0002", "closed").expect("a closed one is no rival");
        copy("AB-20261122-0002", "closed").expect_err("a number is given once");
    }
}

#[test]
fn a_refused_row_names_the_same_rule_on_both() {
    for place in places() {
        let store = place.migrated();
        let session = saved_session(&store);
        let event =
            a_session().event(handover_domain::SessionEventKind::Owner, None, crate::harness::an_instant());
        let event = handover_domain::SessionEvent { session_id: session.id, ..event };
        let twice = [event.clone(), event];
        let refused: Result<(), StoreError> =
            store.write(|tx| tx.insert_session_events(crate::harness::scope(), &twice));
        match refused {
            Err(StoreError::Duplicate { constraint }) => assert_eq!(constraint, "session_events_pkey"),
            other => panic!("{other:?}"),
        }
    }
}

#[test]
fn the_queue_and_tickets_of_sessions_are_read_from_their_indexes() {
    let place = Place::sqlite();
    place.migrated();
    let queue = "FROM support_tickets WHERE organization_id = ? AND (status = 'open')";
    let answered = "FROM support_tickets WHERE organization_id = ? AND first_answer_at IS NOT NULL";
    let counted =
        |which: &str| format!("SELECT count(*) FROM (SELECT id {queue} AND {which} LIMIT 200) AS counted");
    for (query, index) in [
        (format!("SELECT created_at, id {queue} AND priority = ? ORDER BY created_at, id LIMIT ?"), "queue"),
        (counted("priority = ?"), "queue"),
        (counted("priority = ? AND created_at <= ? AND (created_at < ? OR id < ?)"), "queue"),
        (
            format!(
                "SELECT priority, created_at, first_answer_at {answered} AND first_answer_at >= ? \
                 ORDER BY first_answer_at DESC LIMIT ?"
            ),
            "answered",
        ),
    ] {
        let plan = place.plan_on_sqlite(&query);
        let wanted = format!("SEARCH support_tickets USING COVERING INDEX support_tickets_{index}");
        let mut steps = plan.iter().filter(|step| step.contains(" support_tickets "));
        assert!(steps.next().is_some_and(|step| step.starts_with(&wanted)), "{query}: {plan:?}");
        assert_eq!(steps.next(), None, "{query}: {plan:?}");
    }
    let of_session = place.plan_on_sqlite(
        "SELECT * FROM support_tickets WHERE session_id = ? AND organization_id = ? \
         ORDER BY resolved_at IS NULL DESC, created_at DESC, id DESC LIMIT 1",
    );
    let wanted =
        "SEARCH support_tickets USING INDEX support_tickets_of_session (session_id=? AND organization_id=?)";
    assert!(of_session.iter().any(|step| step == wanted), "{of_session:?}");
}
