//! Showing what others wrote in a terminal.

/// Text that others wrote, without what a terminal would obey.
pub(crate) fn clean(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || *c == '\t' || !c.is_control()).collect()
}
