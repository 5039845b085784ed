//! Facts follow from the rows, whatever people do and whenever they are derived.

use handover_domain::testing::{Action, MemoryStore, Player, catch_up, rebuild, recount};
use proptest::prelude::*;

proptest! {
    #[test]
    fn every_measure_is_what_the_rows_say(script in prop::collection::vec(any::<[u8; 4]>(), 1..60), often in 1..9_u8) {
        let store = MemoryStore::new();
        let mut player = Player::new();
        for action in Action::MERGED.into_iter().filter(|_| often > 4) {
            player.play(&store, action);
        }
        for bytes in script {
            player.play(&store, Action(bytes));
            // Some facts are derived in between, and some of them from the middle of a turn.
            if bytes[0] % often == 0 {
                catch_up(&store, &player.scene(), i64::from(bytes[1] % 3) + 1);
            }
        }
        while !catch_up(&store, &player.scene(), 5) {}
        recount(&store, &player.scene());
        rebuild(&store, &player.scene());
        while !catch_up(&store, &player.scene(), 7) {}
        recount(&store, &player.scene());
    }
}
