//! Cuts the stretches that made a rule fire out of the original text.

use std::ops::Range;

use super::lexicon::Cue;
use super::verdict::Span;

/// One stretch, in characters.
pub(super) fn cut(text: &str, range: Range<usize>) -> Span {
    let stretch = text.chars().skip(range.start).take(range.end.saturating_sub(range.start)).collect();
    Span { start: range.start, end: range.end, text: stretch }
}

/// The stretches of the cues in the order of the text, each once, overlapping ones joined.
pub(super) fn spans<'c, 'r: 'c>(text: &str, cues: impl Iterator<Item = &'c Cue<'r>>) -> Vec<Span> {
    let mut ranges: Vec<_> = cues.map(|cue| cue.span.clone()).collect();
    ranges.sort_unstable_by_key(|range| (range.start, range.end));
    let mut joined: Vec<Range<usize>> = Vec::new();
    for range in ranges {
        match joined.last_mut() {
            Some(last) if range.start < last.end => last.end = last.end.max(range.end),
            _ => joined.push(range),
        }
    }
    let (mut letters, mut at) = (text.chars(), 0);
    let mut from = |place: usize| {
        if let Some(last) = place.checked_sub(at + 1) {
            letters.nth(last);
            at = place;
        }
        letters.as_str()
    };
    let cut = |range: Range<usize>| {
        let (here, behind) = (from(range.start), from(range.end));
        let stretch = here.get(..here.len() - behind.len()).unwrap_or_default();
        Span { start: range.start, end: range.end, text: stretch.to_owned() }
    };
    joined.into_iter().map(cut).collect()
}
