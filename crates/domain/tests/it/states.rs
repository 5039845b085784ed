//! The state machines, and the table that ties them together.

use handover_domain::testing::{Action, MemoryStore, Player};
use handover_domain::{SessionMove, SessionStatus, TicketStatus};
use proptest::prelude::*;

#[test]
fn only_a_ticket_moves_a_session_into_or_out_of_escalated() {
    for &from in SessionStatus::ALL {
        for step in SessionMove::ALL {
            let to = from.after(step);
            match (from, step) {
                (SessionStatus::Escalated, SessionMove::Complete | SessionMove::Abandon) => {
                    assert!(to.is_err())
                }
                (SessionStatus::Escalated, SessionMove::TicketEnded) => {
                    assert_eq!(to, Ok(SessionStatus::Completed))
                }
                (SessionStatus::Escalated, _) => assert_eq!(to, Ok(SessionStatus::Escalated)),
                (_, SessionMove::Escalate | SessionMove::TicketReopened) => {
                    assert_eq!(to, Ok(SessionStatus::Escalated));
                }
                (_, SessionMove::Speak) => assert_eq!(to, Ok(SessionStatus::Active)),
                (_, SessionMove::Complete | SessionMove::TicketEnded) => {
                    assert_eq!(to, Ok(SessionStatus::Completed));
                }
                (_, SessionMove::Abandon) => assert_eq!(to, Ok(SessionStatus::Abandoned)),
            }
        }
    }
}

#[test]
fn tickets_move_only_along_the_declared_graph() {
    use TicketStatus::{Closed, InProgress, Open, Resolved, WaitingOnUser};
    let allowed = [
        (Open, InProgress),
        (Open, WaitingOnUser),
        (Open, Resolved),
        (Open, Closed),
        (InProgress, WaitingOnUser),
        (WaitingOnUser, InProgress),
        (InProgress, Open),
        (WaitingOnUser, Open),
        (InProgress, Resolved),
        (InProgress, Closed),
        (WaitingOnUser, Resolved),
        (WaitingOnUser, Closed),
        (Resolved, InProgress),
        (Resolved, Closed),
    ];
    for &from in TicketStatus::ALL {
        for &to in TicketStatus::ALL {
            let expected = from == to || allowed.contains(&(from, to));
            assert_eq!(from.may_become(to), expected, "{from} -> {to}");
            assert_eq!(from.become_status(to).is_ok(), expected, "{from} -> {to}");
        }
    }
}

proptest! {
    #[test]
    fn whatever_people_do_the_state_table_holds(script in prop::collection::vec(any::<[u8; 4]>(), 1..60)) {
        let store = MemoryStore::new();
        let mut player = Player::new();
        for bytes in script {
            let outcome = player.play(&store, Action(bytes));
            prop_assert!(!outcome.contains("Store("), "no use case trips over the store: {outcome}");
            player.check_rows(&store);
        }
    }

    #[test]
    fn merged_tickets_keep_the_state_table(script in prop::collection::vec(any::<[u8; 4]>(), 1..40)) {
        let store = MemoryStore::new();
        let mut player = Player::new();
        let begun = Action::MERGED.map(|action| player.play(&store, action));
        prop_assert!(begun[2].starts_with("Ok(TicketFile"), "{begun:?}");
        for bytes in script {
            let outcome = player.play(&store, Action(bytes));
            prop_assert!(!outcome.contains("Store("), "no use case trips over the store: {outcome}");
            player.check_rows(&store);
        }
    }
}

/// Found by the property above: of two tickets the newer was closed, the older taken up again and then cancelled.
#[test]
fn an_older_ticket_that_is_over_again_lets_the_session_go() {
    let store = MemoryStore::new();
    let mut player = Player::new();
    let script = [
        [133, 0, 0, 0],
        [26, 0, 0, 0],
        [72, 0, 60, 0],
        [7, 0, 0, 0],
        [8, 32, 20, 104],
        [163, 29, 60, 0],
        [34, 0, 60, 0],
    ];
    let outcomes = script.map(|bytes| {
        let outcome = player.play(&store, Action(bytes));
        player.check_rows(&store);
        outcome
    });
    assert!(outcomes.iter().all(|outcome| outcome.starts_with("Ok(")), "{outcomes:?}");
}
