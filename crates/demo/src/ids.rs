//! Ids that follow from the seed, rise with the told time and carry the mark of the demonstration.

use std::sync::Mutex;
use std::sync::PoisonError;

use chrono::{DateTime, Utc};
use handover_domain::{DemoMark, Ids, OrganizationId};
use uuid::{Builder, Uuid, Variant, Version};

use crate::cast;
use crate::dice::Dice;

/// The mark of an organization's demonstration: its ids end in `demo` (64 65 6d 6f) and two bytes that the
/// organization gives.
pub fn mark_of(organization: OrganizationId) -> DemoMark {
    let folded =
        organization.0.as_bytes().chunks_exact(2).fold([0_u8; 2], |folded, pair| match (folded, pair) {
            ([a, b], [x, y]) => [a.rotate_left(3) ^ x, b.rotate_left(5) ^ y],
            (folded, _) => folded,
        });
    let [first, second] = folded;
    DemoMark {
        tail: [b'd', b'e', b'm', b'o', first, second],
        users: cast::USERS.iter().map(|user| user.id.to_owned()).collect(),
        machines: cast::MACHINES.iter().map(|machine| machine.id.to_owned()).collect(),
    }
}

/// The source of ids. The time of rows is what [`DemoIds::at`] said last.
#[derive(Debug)]
pub(crate) struct DemoIds {
    tail: [u8; 6],
    state: Mutex<State>,
}

#[derive(Debug)]
struct State {
    now: u64,
    given: u64,
    dice: Dice,
}

impl DemoIds {
    pub(crate) fn new(organization: OrganizationId, seed: u64) -> Self {
        let (high, low) = organization.0.as_u64_pair();
        let dice = Dice::new(seed ^ high.rotate_left(17) ^ low);
        Self { tail: mark_of(organization).tail, state: Mutex::new(State { now: 0, given: 0, dice }) }
    }

    /// From now on rows are of this time.
    pub(crate) fn at(&self, now: DateTime<Utc>) {
        let millis = u64::try_from(now.timestamp_millis()).unwrap_or_default();
        self.state.lock().unwrap_or_else(PoisonError::into_inner).now = millis;
    }

    fn made(&self, bytes: [u8; 16], version: Version) -> Uuid {
        let mut bytes = bytes;
        for (byte, tail) in bytes.iter_mut().rev().zip(self.tail.iter().rev()) {
            *byte = *tail;
        }
        Builder::from_bytes(bytes).with_variant(Variant::RFC4122).with_version(version).into_uuid()
    }
}

impl Ids for DemoIds {
    fn row(&self) -> Uuid {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        state.given += 1;
        // Milliseconds, then what counts up: 12 bits before the variant and 14 after it.
        let count = u128::from(state.given);
        let number = (u128::from(state.now) << 80) | ((count >> 14 & 0xfff) << 64) | ((count & 0x3fff) << 48);
        drop(state);
        self.made(number.to_be_bytes(), Version::SortRand)
    }

    fn capability(&self) -> Uuid {
        let mut state = self.state.lock().unwrap_or_else(PoisonError::into_inner);
        let number = (u128::from(state.dice.next()) << 64) | u128::from(state.dice.next());
        drop(state);
        self.made(number.to_be_bytes(), Version::Random)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn ids_repeat_rise_differ_and_carry_the_mark() {
        let (default, other) = (OrganizationId::DEFAULT, OrganizationId(Uuid::from_u128(2)));
        let (first, again, foreign) =
            (DemoIds::new(default, 7), DemoIds::new(default, 7), DemoIds::new(other, 7));
        let at = DateTime::from_timestamp(1_772_366_400, 0).unwrap();
        [&first, &again, &foreign].into_iter().for_each(|ids| ids.at(at));
        let rows: Vec<Uuid> = (0..20_000).map(|_| first.row()).collect();
        assert!(rows.is_sorted(), "also beyond what 14 bits count");
        assert_eq!(rows, (0..20_000).map(|_| again.row()).collect::<Vec<_>>());
        let mut seen: HashSet<Uuid> = rows.iter().copied().collect();
        seen.extend((0..500).flat_map(|_| [first.capability(), foreign.capability(), foreign.row()]));
        assert_eq!(seen.len(), 21_500);
        assert!(rows.iter().all(|id| mark_of(default).is_on(*id) && !mark_of(other).is_on(*id)));
        assert!(rows.iter().all(|id| id.get_version() == Some(Version::SortRand)));
        assert!(rows.first().unwrap().to_string().contains("-64656d6f"));
    }
}
