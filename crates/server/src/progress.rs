//! How far a long piece of work is: a bar on a terminal, nothing elsewhere.

use std::io::{self, IsTerminal, Write};

use indicatif::{ProgressBar, ProgressStyle};

/// A bar that moves on, where somebody sits who sees it.
pub(crate) struct Progress(ProgressBar);

impl Progress {
    /// Begins to count to `all`.
    pub(crate) fn begin(what: &'static str, all: usize) -> Self {
        if !io::stderr().is_terminal() {
            return Self(ProgressBar::hidden());
        }
        let bar = ProgressBar::new(u64::try_from(all).unwrap_or(u64::MAX));
        let style = ProgressStyle::with_template("{msg} [{bar:30}] {pos}/{len} {eta}");
        bar.set_style(style.unwrap_or_else(|_| ProgressStyle::default_bar()).progress_chars("=> "));
        bar.set_message(what);
        Self(bar)
    }

    /// One more is done.
    pub(crate) fn step(&self) {
        self.steps(1);
    }

    /// So many more are done.
    pub(crate) fn steps(&self, more: usize) {
        self.0.inc(u64::try_from(more).unwrap_or(u64::MAX));
    }

    /// Writes a line above the bar.
    pub(crate) fn line(&self, out: &mut dyn Write, line: &str) -> io::Result<()> {
        self.0.suspend(|| writeln!(out, "{line}"))
    }
}

impl Drop for Progress {
    fn drop(&mut self) {
        self.0.finish_and_clear();
    }
}
