//! Measures of a ranking, as `trec_eval` defines them.

use std::collections::BTreeMap;

/// The names of the measures, in the order of [`Measured::values`].
pub(super) const MEASURES: [&str; 6] = ["nDCG@10", "MAP@100", "MRR@10", "R@1", "R@5", "R@10"];

/// How relevant each passage is to one question; those not named are not.
pub(super) struct Grades(BTreeMap<String, u32>);

/// The measures of one question, or their mean.
#[derive(Debug, Clone, Copy, Default, PartialEq)]
pub(super) struct Measured([f64; 6]);

impl Grades {
    pub(super) fn new(grades: BTreeMap<String, u32>) -> Self {
        Self(grades)
    }

    pub(super) fn of(&self, passage: &str) -> u32 {
        self.0.get(passage).copied().unwrap_or(0)
    }

    /// How many passages are relevant.
    pub(super) fn relevant(&self) -> usize {
        self.0.values().filter(|grade| **grade > 0).count()
    }

    /// Measures a ranking, best first, of a question that has relevant passages.
    ///
    /// nDCG: the gain is the grade, the discount log₂(rank + 1), the ideal the grades in falling order.
    /// MAP: the precision at each relevant passage, summed and divided by the number of all relevant
    /// ones. MRR: 1 / rank of the first relevant passage. R: the share of the relevant passages found.
    pub(super) fn measure(&self, ranking: &[&str]) -> Measured {
        let grades: Vec<u32> = ranking.iter().map(|passage| self.of(passage)).collect();
        let mut ideal: Vec<u32> = self.0.values().copied().collect();
        ideal.sort_unstable_by(|a, b| b.cmp(a));
        let best = gain(ideal.iter().take(10));
        let ndcg = if best > 0.0 { gain(grades.iter().take(10)) / best } else { 0.0 };
        let all = real(self.relevant()).max(1.0);
        let (mut hits, mut precisions) = (0, 0.0);
        for (place, grade) in grades.iter().take(100).enumerate() {
            if *grade > 0 {
                hits += 1;
                precisions += real(hits) / real(place + 1);
            }
        }
        let first = grades.iter().take(10).position(|grade| *grade > 0);
        let reciprocal = first.map_or(0.0, |place| 1.0 / real(place + 1));
        let recall = |depth: usize| real(grades.iter().take(depth).filter(|grade| **grade > 0).count()) / all;
        Measured([ndcg, precisions / all, reciprocal, recall(1), recall(5), recall(10)])
    }
}

impl Measured {
    /// The mean over questions; zero of none.
    pub(super) fn mean(all: impl Iterator<Item = Self>) -> Self {
        let (mut sum, mut count) = ([0.0; 6], 0);
        for Self(values) in all {
            count += 1;
            sum.iter_mut().zip(values).for_each(|(sum, value)| *sum += value);
        }
        Self(sum.map(|sum| sum / real(count).max(1.0)))
    }

    /// In the order of [`MEASURES`].
    pub(super) fn values(self) -> [f64; 6] {
        self.0
    }
}

/// The expected calibration error of stated confidences, given whether each was right: the distance between
/// the mean confidence and the share that was right, in ten bins of equal width, weighted by how many
/// fall into each (Guo et al., "On calibration of modern neural networks", ICML 2017).
pub(super) fn calibration_error(stated: impl Iterator<Item = (f64, bool)>) -> f64 {
    let mut bins = [(0.0, 0.0); 10];
    let mut all: f64 = 0.0;
    for (confidence, is_right) in stated {
        let above = |edge: &u32| confidence >= f64::from(*edge) / 10.0;
        let place = (1..10).filter(above).count();
        if let Some((sum, right)) = bins.get_mut(place) {
            *sum += confidence;
            *right += f64::from(u8::from(is_right));
        }
        all += 1.0;
    }
    bins.iter().map(|(sum, right): &(f64, f64)| (sum - right).abs()).sum::<f64>() / all.max(1.0)
}

fn gain<'a>(grades: impl Iterator<Item = &'a u32>) -> f64 {
    grades.enumerate().map(|(place, grade)| f64::from(*grade) / real(place + 2).log2()).sum()
}

fn real(count: usize) -> f64 {
    u32::try_from(count).map_or(f64::from(u32::MAX), f64::from)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn measured(grades: &[(&str, u32)], ranking: &[&str]) -> [f64; 6] {
        let grades = grades.iter().map(|(passage, grade)| ((*passage).to_owned(), *grade)).collect();
        Grades::new(grades).measure(ranking).values()
    }

    fn close(found: [f64; 6], expected: [f64; 6]) {
        let near = found.iter().zip(expected).all(|(a, b)| (a - b).abs() < 1e-9);
        assert!(near, "{found:?} is not {expected:?}");
    }

    #[test]
    fn measures_worked_out_by_hand() {
        // Relevant at ranks 2 and 4 of three relevant ones; the irrelevant grade does not count.
        let grades = [("a", 1), ("b", 1), ("c", 1), ("x", 0)];
        let dcg = 1.0 / 3_f64.log2() + 1.0 / 5_f64.log2();
        let ideal = 1.0 + 1.0 / 3_f64.log2() + 0.5;
        close(
            measured(&grades, &["x", "a", "y", "b"]),
            [dcg / ideal, (0.5 + 0.5) / 3.0, 0.5, 0.0, 2.0 / 3.0, 2.0 / 3.0],
        );
        close(measured(&grades, &[]), [0.0; 6]);
        close(measured(&[("a", 2), ("b", 1)], &["a", "b"]), [1.0, 1.0, 1.0, 0.5, 1.0, 1.0]);
        let swapped = (1.0 + 2.0 / 3_f64.log2()) / (2.0 + 1.0 / 3_f64.log2());
        close(measured(&[("a", 2), ("b", 1)], &["b", "a"]), [swapped, 1.0, 1.0, 0.5, 1.0, 1.0]);
    }

    #[test]
    fn confidence_is_compared_with_what_came_of_it() {
        let error = |stated: &[(f64, bool)]| calibration_error(stated.iter().copied());
        assert!(error(&[]).abs() < 1e-9);
        assert!((error(&[(1.0, true), (0.0, false)])).abs() < 1e-9);
        assert!((error(&[(1.0, false), (0.0, true)]) - 1.0).abs() < 1e-9);
        // Half of those at 0.75 were right: 0.25 too sure; the one at 0.3 is 0.3 too sure.
        assert!((error(&[(0.75, true), (0.75, false), (0.3, false)]) - (0.5 + 0.3) / 3.0).abs() < 1e-9);
    }

    #[test]
    fn each_measure_ends_at_its_depth() {
        let others: Vec<String> = (0..200).map(|n| format!("other {n}")).collect();
        let at = |rank: usize| {
            let mut ranking: Vec<&str> = others.iter().map(String::as_str).collect();
            ranking.insert(rank - 1, "a");
            measured(&[("a", 1)], &ranking)
        };
        close(at(10), [1.0 / 11_f64.log2(), 0.1, 0.1, 0.0, 0.0, 1.0]);
        close(at(11), [0.0, 1.0 / 11.0, 0.0, 0.0, 0.0, 0.0]);
        close(at(101), [0.0; 6]);
    }
}
