//! The same script on memory, SQLite and PostgreSQL: the same outcomes and the same rows.

use handover_domain::Store;
use handover_domain::testing::{Action, MemoryStore, Player};
use handover_persistence::SqlStore;
use proptest::prelude::*;
use proptest_state_machine::{ReferenceStateMachine, StateMachineTest, prop_state_machine};

use crate::harness::{Place, places};

/// The model has no state of its own: the store in memory is the reference, and any action may follow
/// any other, because the use cases are total.
struct Scripts;

impl ReferenceStateMachine for Scripts {
    type State = ();
    type Transition = [u8; 4];

    fn init_state() -> BoxedStrategy<Self::State> {
        Just(()).boxed()
    }

    fn transitions(_state: &Self::State) -> BoxedStrategy<Self::Transition> {
        any::<[u8; 4]>().boxed()
    }

    fn apply(state: Self::State, _action: &Self::Transition) -> Self::State {
        state
    }
}

struct SideBySide {
    memory: (MemoryStore, Player),
    databases: Vec<(Place, SqlStore, Player)>,
}

impl StateMachineTest for SideBySide {
    type SystemUnderTest = Self;
    type Reference = Scripts;

    fn init_test((): &()) -> Self {
        let begin = |store: &dyn Store| {
            let mut player = Player::new();
            for action in Action::MERGED {
                player.play(store, action);
            }
            player
        };
        let open = |place: Place| {
            let store = place.migrated();
            let player = begin(&store);
            (place, store, player)
        };
        let memory = MemoryStore::new();
        let player = begin(&memory);
        Self { memory: (memory, player), databases: places().into_iter().map(open).collect() }
    }

    fn apply(mut this: Self, (): &(), action: [u8; 4]) -> Self {
        let (memory, player) = &mut this.memory;
        let expected = player.play(memory, Action(action));
        for (place, store, player) in &mut this.databases {
            let outcome = player.play(store, Action(action));
            assert_eq!(outcome, expected, "another outcome on {}", place.url);
        }
        this
    }

    fn check_invariants(this: &Self, (): &()) {
        let (memory, player) = &this.memory;
        player.check_rows(memory);
    }

    fn teardown(this: Self, (): ()) {
        let (memory, player) = &this.memory;
        let expected = player.picture(memory);
        for (place, store, player) in &this.databases {
            assert_eq!(player.picture(store), expected, "other rows on {}", place.url);
        }
    }
}

prop_state_machine! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 20, max_shrink_iters: 200, ..ProptestConfig::default() })]

    #[test]
    fn three_stores_play_the_same_script(sequential 1..60 => SideBySide);
}
