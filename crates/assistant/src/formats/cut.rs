//! Collects lines under headings, and cuts them into passages that can be quoted.

use handover_domain::KnowledgePassage;

use super::shortened;

/// The most characters of a passage: about what fits on a phone.
const LONGEST: usize = 1500;

/// A passage is not cut before so many characters for the sake of a whole sentence.
const SHORTEST: usize = LONGEST / 2;

/// Lines under headings, in order.
#[derive(Default)]
pub(super) struct Sections {
    /// Each heading with the lines under it; the lines before the first heading have an empty one.
    sections: Vec<(String, Vec<String>)>,
}

impl Sections {
    /// What follows stands under `heading`.
    pub(super) fn heading(&mut self, heading: &str) {
        let heading = shortened(heading);
        match self.sections.last_mut() {
            // Nothing stood under the one before, so it is forgotten.
            Some((last, lines)) if lines.is_empty() => *last = heading,
            Some(_) | None => self.sections.push((heading, Vec::new())),
        }
    }

    /// One paragraph, list item or row, if anything is in it.
    pub(super) fn line(&mut self, line: &str) {
        let line: String = line.trim_end().chars().filter(|c| *c == '\t' || !c.is_control()).collect();
        if line.trim().is_empty() {
            return;
        }
        if self.sections.is_empty() {
            self.sections.push((String::new(), Vec::new()));
        }
        if let Some((_, lines)) = self.sections.last_mut() {
            lines.push(line);
        }
    }

    /// Whether nothing was said yet.
    pub(super) fn is_empty(&self) -> bool {
        self.sections.iter().all(|(heading, lines)| heading.is_empty() && lines.is_empty())
    }

    /// The passages. What stands under no heading stands under the title.
    pub(super) fn passages(self, title: &str) -> Vec<KnowledgePassage> {
        let mut passages = Vec::new();
        for (heading, lines) in self.sections {
            let heading = if heading.is_empty() { title } else { &heading };
            for text in cut(&lines) {
                let number = u32::try_from(passages.len() + 1).unwrap_or(u32::MAX);
                passages.push(KnowledgePassage { number, heading: heading.to_owned(), text });
            }
        }
        passages
    }
}

/// Puts lines together to passages, and cuts a line that is too long for one.
fn cut(lines: &[String]) -> Vec<String> {
    let mut passages = Vec::new();
    let (mut passage, mut length) = (String::new(), 0);
    for piece in lines.iter().flat_map(|line| pieces(line)) {
        let more = piece.chars().count();
        if length > 0 && length + 1 + more > LONGEST {
            passages.push(std::mem::take(&mut passage));
            length = 0;
        }
        if length > 0 {
            passage.push('\n');
            length += 1;
        }
        passage.push_str(piece);
        length += more;
    }
    passages.extend((length > 0).then_some(passage));
    passages
}

/// A line in pieces that fit: whole sentences if possible, or else whole words.
fn pieces(line: &str) -> Vec<&str> {
    let mut found = Vec::new();
    let mut rest = line;
    while let Some((most, _)) = rest.char_indices().nth(LONGEST) {
        let window = rest.get(..most).unwrap_or(rest);
        let least = window.char_indices().nth(SHORTEST).map_or(0, |(at, _)| at);
        let (head, tail) = rest.split_at(place_to_cut(window, least));
        found.push(head.trim_end());
        rest = tail.trim_start();
    }
    found.push(rest);
    found.retain(|piece| !piece.is_empty());
    found
}

fn place_to_cut(window: &str, least: usize) -> usize {
    let ends = |(at, c): &(usize, char)| {
        let after = at + c.len_utf8();
        let goes_on = window.get(after..).is_some_and(|rest| rest.starts_with(char::is_whitespace));
        (matches!(c, '.' | '!' | '?' | '؟' | '\u{37e}' | '…') && goes_on).then_some(after)
    };
    let behind = || window.char_indices().rev().take_while(|(at, _)| *at > least);
    let sentence = behind().find_map(|at| ends(&at));
    let word = || behind().find(|(_, c)| c.is_whitespace()).map(|(at, _)| at);
    sentence.or_else(word).unwrap_or(window.len())
}
