//! A service that starts on empty tables stays quick when they fill.

use std::time::{Duration, Instant};

use diesel::{QueryableByName, RunQueryDsl, sql_query, sql_types};
use handover_domain::{Session, SessionId, StoreExt, StoreResult};
use handover_persistence::SqlStore;
use uuid::Uuid;

use crate::harness::{Place, a_session, scope};

const SESSIONS: i64 = 3000;

#[derive(QueryableByName)]
struct Counted {
    #[diesel(sql_type = sql_types::BigInt)]
    connections: i64,
    #[diesel(sql_type = sql_types::BigInt)]
    rows_read: i64,
}

fn lock(store: &SqlStore, id: SessionId) -> Option<Session> {
    let locked: StoreResult<_> = store.write(|tx| tx.lock_session(scope(), id));
    locked.expect("a lock")
}

/// PostgreSQL makes the plan of a prepared statement once, on what the tables hold then.
#[test]
fn a_session_is_locked_by_its_key_even_if_there_was_none_at_first() {
    let Some(place) = Place::postgres() else { return };
    let store = place.migrated();
    let missing = SessionId(Uuid::new_v4());
    for _ in 0..10 {
        assert_eq!(lock(&store, missing), None);
    }
    let sessions: Vec<Session> = (0..SESSIONS).map(|_| a_session()).collect();
    let added: StoreResult<()> = store.write(|tx| {
        for session in &sessions {
            tx.insert_session(session)?;
        }
        Ok(())
    });
    added.expect("sessions");
    for session in &sessions[..20] {
        assert!(lock(&store, session.id).is_some());
    }
    // A connection has told what it counted once it is gone.
    drop(store);
    let deadline = Instant::now() + Duration::from_secs(20);
    let counted = loop {
        let counted: Counted = sql_query(
            "SELECT (SELECT count(*) FROM pg_stat_activity WHERE application_name = current_schema()) AS connections,
                    sum(seq_tup_read + idx_tup_fetch)::bigint AS rows_read
             FROM pg_stat_user_tables WHERE schemaname = current_schema() AND relname = 'ai_sessions'",
        )
        .get_result(&mut place.postgres_connection())
        .expect("counts");
        if counted.connections == 0 {
            break counted;
        }
        assert!(Instant::now() < deadline, "{} connections are left", counted.connections);
        std::thread::sleep(Duration::from_millis(50));
    };
    assert!((20..100).contains(&counted.rows_read), "{} rows read to find twenty", counted.rows_read);
}
