//! Finds the known word one slip away from a misspelt one.

/// Shorter words have too many neighbours that mean something else (`hired`, `fired`).
const SHORTEST: usize = 6;

/// Nobody misspells a word longer than this; it is not worth the time.
const LONGEST: usize = 24;

/// Whether a word has a length at which one slip can be told from another word.
pub(crate) fn worth_mending(word: &str) -> bool {
    (SHORTEST..=LONGEST).contains(&word.chars().count())
}

/// The known word that differs from `word` by one letter missing, added, changed or swapped with its
/// neighbour, the first letter being right. The alphabetically first one where there are several.
pub(crate) fn nearest<'a>(word: &str, known: impl Iterator<Item = &'a str>) -> Option<&'a str> {
    let letters: Vec<char> = word.chars().collect();
    known
        .filter(|other| {
            other.len().abs_diff(word.len()) <= 4 && other.chars().next() == letters.first().copied()
        })
        .filter(|other| one_slip(&letters, &other.chars().collect::<Vec<_>>()))
        .min()
}

fn one_slip(a: &[char], b: &[char]) -> bool {
    let head = a.iter().zip(b).take_while(|(x, y)| x == y).count();
    let (Some(a), Some(b)) = (a.get(head..), b.get(head..)) else { return false };
    match (a, b) {
        ([_, a_rest @ ..], [_, b_rest @ ..]) if a_rest == b_rest => true,
        ([a1, a2, a_rest @ ..], [b1, b2, b_rest @ ..]) if a1 == b2 && a2 == b1 && a_rest == b_rest => true,
        ([_, rest @ ..], b) if rest == b => true,
        (a, [_, rest @ ..]) if rest == a => true,
        _ => false,
    }
}
