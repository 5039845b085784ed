//! The tables, in types that hold on both databases.

use diesel::table;

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    organizations (id) {
        id -> XUuid,
        name -> Text,
        time_zone -> Text,
        key -> Nullable<Text>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    ai_sessions (session_id) {
        session_id -> XUuid,
        organization_id -> XUuid,
        user_id -> Text,
        machine_id -> Nullable<Text>,
        status -> Text,
        language -> Text,
        problem_description -> Nullable<Text>,
        resolution_summary -> Nullable<Text>,
        metadata -> Nullable<XJsonText>,
        imported_context -> Nullable<XJsonText>,
        owner -> Text,
        owner_expert_id -> Nullable<Text>,
        epoch -> BigInt,
        turn -> BigInt,
        judged_turn -> BigInt,
        last_sequence -> BigInt,
        last_event -> BigInt,
        diagnosis -> Nullable<XJson>,
        confidence -> Nullable<Double>,
        current_step -> Nullable<XUuid>,
        guide_problem -> Nullable<Text>,
        guide_step -> Nullable<BigInt>,
        steps_tried -> BigInt,
        version -> BigInt,
        created_at -> XTime,
        updated_at -> XTime,
        guidance -> Nullable<Text>,
        user_seen -> BigInt,
        served_by -> Nullable<XUuid>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    ai_messages (message_id) {
        message_id -> XUuid,
        organization_id -> XUuid,
        session_id -> XUuid,
        sequence -> BigInt,
        turn -> BigInt,
        sender -> Text,
        content -> Text,
        message_type -> Text,
        language -> Text,
        confidence -> Nullable<Double>,
        model_used -> Nullable<Text>,
        citations -> Nullable<XJson>,
        step_id -> Nullable<XUuid>,
        metadata -> Nullable<XJsonText>,
        timestamp -> XTime,
        author -> Nullable<Text>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    session_events (session_id, number) {
        session_id -> XUuid,
        number -> BigInt,
        organization_id -> XUuid,
        kind -> Text,
        subject -> Nullable<XUuid>,
        at -> XTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    troubleshooting_steps (step_id) {
        step_id -> XUuid,
        organization_id -> XUuid,
        session_id -> XUuid,
        step_number -> BigInt,
        problem -> Text,
        instruction -> Text,
        minutes -> BigInt,
        safety_warnings -> XJson,
        expected_outcomes -> XJson,
        confidence -> Double,
        feedback -> Nullable<Text>,
        outcome -> Nullable<Text>,
        created_at -> XTime,
        completed_at -> Nullable<XTime>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    escalation_triggers (id) {
        id -> XUuid,
        organization_id -> XUuid,
        session_id -> XUuid,
        turn -> BigInt,
        message_id -> Nullable<XUuid>,
        trigger_type -> Text,
        trigger_value -> Nullable<Double>,
        triggered_at -> XTime,
        escalation_decision -> Text,
        decision_reason -> Text,
        evidence -> XJson,
        requested_by -> Nullable<Text>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    ticket_numbers (organization_id, day) {
        organization_id -> XUuid,
        day -> Date,
        tickets -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    support_tickets (id) {
        id -> XUuid,
        organization_id -> XUuid,
        session_id -> XUuid,
        ticket_number -> Text,
        priority -> Text,
        status -> Text,
        escalation_reason -> Text,
        session_summary -> Text,
        machine_context -> Nullable<XJson>,
        expert_contact_info -> XJson,
        additional_notes -> Nullable<Text>,
        resolution_notes -> Nullable<Text>,
        assigned_expert_id -> Nullable<Text>,
        rule_version -> Text,
        version -> BigInt,
        created_at -> XTime,
        updated_at -> XTime,
        resolved_at -> Nullable<XTime>,
        assigned_expert_name -> Nullable<Text>,
        first_answer_at -> Nullable<XTime>,
        notify_email -> Nullable<Text>,
        rating -> Nullable<Integer>,
        rating_comment -> Nullable<Text>,
        language -> Text,
        category -> Nullable<Text>,
        user_id -> Text,
        user_name -> Nullable<Text>,
        organization_name -> Nullable<Text>,
        machine_id -> Nullable<Text>,
        machine_model -> Nullable<Text>,
        merged_into -> Nullable<XUuid>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    session_ratings (session_id, about) {
        session_id -> XUuid,
        about -> Text,
        organization_id -> XUuid,
        ticket_id -> Nullable<XUuid>,
        rating -> Integer,
        comment -> Nullable<Text>,
        first_at -> XTime,
        at -> XTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    ticket_events (id) {
        id -> XUuid,
        organization_id -> XUuid,
        ticket_id -> XUuid,
        kind -> Text,
        actor -> Text,
        from_value -> Nullable<Text>,
        to_value -> Nullable<Text>,
        at -> XTime,
        reason -> Nullable<Text>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    outbox (id) {
        id -> XUuid,
        organization_id -> XUuid,
        ticket_id -> Nullable<XUuid>,
        kind -> Text,
        urgent -> Bool,
        note -> Nullable<Text>,
        status -> Text,
        attempts -> Integer,
        next_attempt_at -> XTime,
        lease_until -> Nullable<XTime>,
        last_error -> Nullable<Text>,
        created_at -> XTime,
        renewed_at -> XTime,
        finished_at -> Nullable<XTime>,
        account_id -> Nullable<XUuid>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    delivery_attempts (id) {
        id -> XUuid,
        organization_id -> XUuid,
        outbox_id -> XUuid,
        attempt -> Integer,
        recipient -> Text,
        outcome -> Text,
        detail -> Nullable<Text>,
        at -> XTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    delivery_channels (channel) {
        channel -> Text,
        status -> Text,
        reason -> Nullable<Text>,
        since -> XTime,
        probe_at -> Nullable<XTime>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    idempotency_keys (organization_id, actor, route, session, key) {
        organization_id -> XUuid,
        actor -> Text,
        route -> Text,
        session -> Text,
        key -> Text,
        fingerprint -> Binary,
        answer_status -> Nullable<Integer>,
        answer_body -> Nullable<Binary>,
        running_session_id -> Nullable<XUuid>,
        running_turn -> Nullable<BigInt>,
        running_message_id -> Nullable<XUuid>,
        deadline -> XTime,
        created_at -> XTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    users (organization_id, user_id) {
        organization_id -> XUuid,
        user_id -> Text,
        name -> Nullable<Text>,
        email -> Nullable<Text>,
        organization_name -> Nullable<Text>,
        role -> Nullable<Text>,
        language -> Nullable<Text>,
        updated_at -> XTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    machines (organization_id, machine_id) {
        organization_id -> XUuid,
        machine_id -> Text,
        name -> Nullable<Text>,
        model -> Nullable<Text>,
        serial -> Nullable<Text>,
        hours -> Nullable<Double>,
        location -> Nullable<Text>,
        updated_at -> XTime,
        user_id -> Nullable<Text>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    accounts (id) {
        id -> XUuid,
        organization_id -> XUuid,
        email -> Text,
        name -> Text,
        role -> Text,
        contact_id -> Nullable<Text>,
        status -> Text,
        password_hash -> Nullable<Text>,
        created_at -> XTime,
        updated_at -> XTime,
        language -> Text,
        subject -> Nullable<Text>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    account_tokens (hash) {
        hash -> Binary,
        organization_id -> XUuid,
        account_id -> XUuid,
        purpose -> Text,
        expires_at -> XTime,
        used_at -> Nullable<XTime>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    login_sessions (token_hash) {
        token_hash -> Binary,
        organization_id -> XUuid,
        account_id -> XUuid,
        created_at -> XTime,
        last_seen_at -> XTime,
        expires_at -> XTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    sign_in_guesses (kind, subject) {
        kind -> Text,
        subject -> Text,
        guesses -> XJson,
        last_at -> XTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    api_keys (id) {
        id -> XUuid,
        organization_id -> XUuid,
        name -> Text,
        hash -> Binary,
        scopes -> XJson,
        created_at -> XTime,
        expires_at -> Nullable<XTime>,
        revoked_at -> Nullable<XTime>,
        last_used_at -> Nullable<XTime>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    knowledge_states (organization_id) {
        organization_id -> XUuid,
        revision -> BigInt,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    knowledge_documents (id) {
        id -> XUuid,
        organization_id -> XUuid,
        source -> Text,
        title -> Text,
        language -> Text,
        format -> Text,
        kind -> Text,
        notice -> Nullable<Text>,
        content_hash -> Binary,
        bytes -> BigInt,
        passages -> BigInt,
        version -> BigInt,
        changed_by -> Text,
        created_at -> XTime,
        updated_at -> XTime,
        content -> Text,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    knowledge_passages (document_id, number) {
        document_id -> XUuid,
        number -> BigInt,
        organization_id -> XUuid,
        heading -> Text,
        body -> Text,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    ticket_search (number) {
        number -> BigInt,
        organization_id -> XUuid,
        ticket_id -> XUuid,
        session_id -> XUuid,
        is_stale -> Bool,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    canned_answers (id) {
        id -> XUuid,
        organization_id -> XUuid,
        title -> Text,
        language -> Nullable<Text>,
        category -> Nullable<Text>,
        shortcut -> Nullable<Text>,
        content -> Text,
        version -> BigInt,
        updated_at -> XTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    setting_changes (id) {
        id -> XUuid,
        organization_id -> XUuid,
        at -> XTime,
        actor -> Text,
        what -> Text,
        subject -> Text,
        from_value -> Nullable<Text>,
        to_value -> Nullable<Text>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    expert_knowledge (id) {
        id -> XUuid,
        organization_id -> XUuid,
        expert_user_id -> Text,
        author -> Text,
        origin_ticket -> Nullable<Text>,
        problem_description -> Text,
        solution -> Text,
        machine_version -> Nullable<Text>,
        tags -> XJson,
        metadata -> Nullable<XJsonText>,
        language -> Text,
        verified_by -> Nullable<Text>,
        verified_at -> Nullable<XTime>,
        version -> BigInt,
        created_at -> XTime,
        updated_at -> XTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    expert_feedback (id) {
        id -> XUuid,
        organization_id -> XUuid,
        session_id -> XUuid,
        message_id -> Nullable<XUuid>,
        expert_user_id -> Text,
        feedback_type -> Text,
        rating -> Integer,
        feedback_text -> Nullable<Text>,
        suggested_improvement -> Nullable<Text>,
        created_at -> XTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    insight_changes (number) {
        number -> BigInt,
        organization_id -> XUuid,
        session_id -> XUuid,
        seen_version -> Nullable<BigInt>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    insight_states (organization_id) {
        organization_id -> XUuid,
        revision -> BigInt,
        as_of -> Nullable<XTime>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    insight_sessions (session_id) {
        session_id -> XUuid,
        organization_id -> XUuid,
        version -> BigInt,
        revision -> BigInt,
        opened_at -> XTime,
        facts -> Text,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    experts (organization_id, expert_id) {
        organization_id -> XUuid,
        expert_id -> Text,
        languages -> XJson,
        categories -> XJson,
        auto_assign -> Bool,
        available -> Nullable<Bool>,
        assigned_at -> Nullable<XTime>,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    insight_days (organization_id, part, day) {
        organization_id -> XUuid,
        part -> Text,
        day -> BigInt,
        layout -> BigInt,
        facts -> Binary,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    report_mails (account_id) {
        account_id -> XUuid,
        organization_id -> XUuid,
        due_at -> XTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    live_signs (session_id, process) {
        session_id -> XUuid,
        process -> XUuid,
        said -> Text,
        until -> XTime,
    }
}

table! {
    use diesel::sql_types::*;
    use crate::sql_types::*;

    saved_views (id) {
        id -> XUuid,
        organization_id -> XUuid,
        account_id -> Nullable<XUuid>,
        name -> Text,
        query -> Text,
        shared -> Bool,
        created_at -> XTime,
    }
}

table! {
    install_secrets (name) {
        name -> Text,
        secret -> Text,
    }
}

diesel::allow_tables_to_appear_in_same_query!(accounts, account_tokens);
diesel::allow_tables_to_appear_in_same_query!(delivery_attempts, outbox);
diesel::allow_tables_to_appear_in_same_query!(accounts, login_sessions);
diesel::allow_tables_to_appear_in_same_query!(ai_sessions, support_tickets);
diesel::allow_tables_to_appear_in_same_query!(ai_sessions, insight_changes);
