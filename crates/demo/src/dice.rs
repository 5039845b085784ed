//! Chance that repeats itself: the same seed, the same rolls, in every version of the program.

/// SplitMix64 (Steele, Lea and Flood 2014), written out so that no library's next version changes the month.
#[derive(Debug, Clone)]
pub(crate) struct Dice(u64);

impl Dice {
    pub(crate) fn new(seed: u64) -> Self {
        Self(seed)
    }

    pub(crate) fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        z ^ (z >> 31)
    }

    /// A number below `end`, 0 where that is 0.
    pub(crate) fn below(&mut self, end: u64) -> u64 {
        self.next().checked_rem(end).unwrap_or_default()
    }

    /// A number from `first` to `last`.
    pub(crate) fn between(&mut self, first: i64, last: i64) -> i64 {
        let span = u64::try_from(last - first + 1).unwrap_or(1);
        first + i64::try_from(self.below(span)).unwrap_or_default()
    }

    /// Whether something happens that does in `percent` of all cases.
    pub(crate) fn in_percent(&mut self, percent: u64) -> bool {
        self.below(100) < percent
    }

    /// One of `items`.
    pub(crate) fn one<'a, T>(&mut self, items: &'a [T]) -> Option<&'a T> {
        let length = u64::try_from(items.len()).unwrap_or_default();
        items.get(usize::try_from(self.below(length)).unwrap_or_default())
    }

    /// One of those that come with their weights.
    pub(crate) fn weighted<T: Copy>(&mut self, items: &[(T, u32)]) -> Option<T> {
        let all: u64 = items.iter().map(|(_, weight)| u64::from(*weight)).sum();
        let mut at = self.below(all);
        for (item, weight) in items {
            match at.checked_sub(u64::from(*weight)) {
                Some(rest) => at = rest,
                None => return Some(*item),
            }
        }
        None
    }
}

/// Shares that come out exactly, whatever the dice: each draw goes to whoever is owed most, with a little chance in
/// the order.
#[derive(Debug, Clone)]
pub(crate) struct Shares<T> {
    owed: Vec<(T, i64, i64)>,
}

impl<T: Copy> Shares<T> {
    /// Of these, each with its share of all.
    pub(crate) fn of(shares: &[(T, u32)]) -> Self {
        Self { owed: shares.iter().map(|(item, share)| (*item, i64::from(*share), 0)).collect() }
    }

    pub(crate) fn draw(&mut self, dice: &mut Dice) -> Option<T> {
        let all: i64 = self.owed.iter().map(|(_, share, _)| share).sum();
        for (_, share, owed) in &mut self.owed {
            *owed += *share;
        }
        let chance = |dice: &mut Dice| dice.between(0, all);
        let rolled: Vec<i64> = self
            .owed
            .iter()
            .map(|(_, share, owed)| if *share > 0 { owed * 2 + chance(dice) } else { i64::MIN })
            .collect();
        let most = rolled.iter().max().copied()?;
        let at = rolled.iter().position(|rolled| *rolled == most)?;
        let (item, _, owed) = self.owed.get_mut(at)?;
        *owed -= all;
        Some(*item)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn shares_come_out_and_repeat() {
        let draw = |seed| {
            let (mut dice, mut shares) =
                (Dice::new(seed), Shares::of(&[('a', 62), ('b', 30), ('c', 8), ('d', 0)]));
            (0..100).filter_map(|_| shares.draw(&mut dice)).collect::<String>()
        };
        for seed in 0..20 {
            let drawn = draw(seed);
            assert_eq!(drawn, draw(seed));
            let count = |letter| i64::try_from(drawn.matches(letter).count()).unwrap();
            assert!((count('a') - 62).abs() <= 2, "{drawn}");
            assert!((count('c') - 8).abs() <= 2, "{drawn}");
            assert_eq!(count('d'), 0);
        }
        assert_ne!(draw(1), draw(2), "chance orders them");
    }
}
