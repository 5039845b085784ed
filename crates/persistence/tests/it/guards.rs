//! A failure that the work ignores is never committed, and a refusal harms nobody else.

use handover_domain::{Store, StoreError, StoreExt};

use crate::harness::{a_session, places, saved_session, scope};

#[test]
fn an_ignored_failure_is_not_committed() {
    for place in places() {
        let store = place.migrated();
        let (mut stranger, friend) = (a_session(), a_session());
        stranger.organization_id = handover_domain::OrganizationId(uuid::Uuid::new_v4());
        let result: Result<(), StoreError> = store.write(|tx| {
            assert!(tx.insert_session(&friend)?);
            assert!(tx.insert_session(&stranger).is_err(), "there is no such organization");
            Ok(())
        });
        assert!(matches!(result, Err(StoreError::Ignored)), "{result:?} on {}", place.url);
        assert_eq!(store.read(|view| view.session(scope(), friend.id)).expect("a read"), None);
        saved_session(&store);
    }
}

#[test]
fn a_view_cannot_write_and_sees_one_picture() {
    for place in places() {
        let store = place.migrated();
        let mut session = saved_session(&store);
        let before = session.clone();
        let seen = store
            .read(|view| {
                let first = view.session(scope(), session.id)?;
                session.steps_tried = 5;
                store.write(|tx| tx.update_session(&mut session))?;
                let second = view.session(scope(), session.id)?;
                Ok::<_, StoreError>((first, second))
            })
            .expect("a read");
        assert_eq!(seen, (Some(before.clone()), Some(before)), "on {}", place.url);
    }
}

#[test]
fn check_answers_only_when_the_tables_are_there() {
    for place in places() {
        let store = place.open();
        let refused = store.check().expect_err("nothing has been migrated");
        let StoreError::Failed(cause) = refused else { panic!("{refused:?}") };
        assert!(cause.to_string().contains("handover migrate"), "{cause}");
        store.migrate().expect("the tables are made");
        store.check().expect("all is well");
        place.open().check().expect("for a newcomer too");
    }
}

#[test]
fn a_nul_in_a_text_is_a_clear_error_where_it_cannot_be_kept() {
    let Some(place) = crate::harness::Place::postgres() else { return };
    let store = place.migrated();
    let mut session = a_session();
    session.user_id = "a\0b".to_owned();
    let refused = store.write(|tx| tx.insert_session(&session)).expect_err("PostgreSQL cannot");
    let StoreError::Failed(cause) = refused else { panic!("{refused:?}") };
    assert!(cause.to_string().contains("NUL"), "{cause}");
}

#[test]
fn connections_that_died_in_the_pool_are_replaced() {
    let Some(place) = crate::harness::Place::postgres() else { return };
    let crate::harness::Kind::Postgres { schema, .. } = &place.kind else { unreachable!() };
    let store = place.migrated();
    let all_busy = std::sync::Barrier::new(6);
    std::thread::scope(|threads| {
        for _ in 0..6 {
            threads.spawn(|| {
                store
                    .read(|view| {
                        all_busy.wait();
                        view.organization(scope())
                    })
                    .expect("a read")
            });
        }
    });
    place
        .sql(&format!(
            "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = '{schema}'"
        ))
        .expect("the server cuts every connection");
    for _ in 0..8 {
        saved_session(&store);
    }
    store.check().expect("all is well");
}

#[test]
fn a_connection_that_dies_in_a_unit_of_work_commits_nothing() {
    let Some(place) = crate::harness::Place::postgres() else { return };
    let crate::harness::Kind::Postgres { schema, .. } = &place.kind else { unreachable!() };
    let store = place.migrated();
    let session = a_session();
    let result: Result<(), StoreError> = store.write(|tx| {
        assert!(tx.insert_session(&session)?);
        place
            .sql(&format!(
                "SELECT pg_terminate_backend(pid, 5000) FROM pg_stat_activity WHERE application_name = '{schema}'"
            ))
            .expect("the server cuts every connection");
        Ok(())
    });
    assert!(matches!(result, Err(StoreError::Unavailable(_))), "{result:?}");
    assert_eq!(store.read(|view| view.session(scope(), session.id)).expect("a read"), None);
}
