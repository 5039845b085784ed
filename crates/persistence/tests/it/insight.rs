//! Facts on both databases: whatever people do, and whenever they are derived, every measure is what the rows say.

use handover_domain::testing::{Action, Player, catch_up, rebuild, recount};
use proptest::prelude::*;

use crate::harness::places;

proptest! {
    #![proptest_config(ProptestConfig { cases: ProptestConfig::default().cases / 20, max_shrink_iters: 100, ..ProptestConfig::default() })]

    #[test]
    fn every_measure_is_what_the_rows_say(script in prop::collection::vec(any::<[u8; 4]>(), 1..60), often in 1..9_u8) {
        for place in places() {
            let store = place.migrated();
            let mut player = Player::new();
            for bytes in &script {
                player.play(&store, Action(*bytes));
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
}
