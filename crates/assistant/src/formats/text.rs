//! Plain text: paragraphs with empty lines between them.

use super::Said;

/// Reads a text. Lines of a paragraph are joined, as they were broken to fit on a screen.
pub(super) fn read(content: &str) -> Said {
    let mut said = Said::default();
    let mut paragraph = String::new();
    for line in content.lines().map(str::trim).chain(std::iter::once("")) {
        let is_item = line.starts_with(['-', '*', '•']);
        if line.is_empty() || is_item {
            said.sections.line(&paragraph);
            paragraph.clear();
        }
        if !line.is_empty() {
            if !paragraph.is_empty() {
                paragraph.push(' ');
            }
            paragraph.push_str(line);
        }
    }
    said
}
