//! Showing what others wrote in a terminal, and asking for what nobody beside may read.

use std::io::{self, BufRead, Read, Write};

/// Text that others wrote, without what a terminal would obey.
pub(crate) fn clean(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || *c == '\t' || !c.is_control()).collect()
}

/// How far a long piece of work is, shown on standard error where that is a terminal.
pub(crate) struct Progress {
    what: &'static str,
    all: u64,
    done: u64,
    shown: Option<u64>,
}

impl Progress {
    /// Shows nothing until it is told how much there is.
    pub(crate) fn new(what: &'static str) -> Self {
        Self { what, all: 0, done: 0, shown: None }
    }

    /// There are so many things to do.
    pub(crate) fn expect(&mut self, all: u64) {
        self.all = all;
    }

    /// So many more are done.
    pub(crate) fn add(&mut self, more: usize) {
        const WIDTH: u64 = 40;
        self.done += u64::try_from(more).unwrap_or_default();
        let Some(percent) = (self.done.min(self.all) * 100).checked_div(self.all) else { return };
        if self.shown.replace(percent) == Some(percent) {
            return;
        }
        let full = usize::try_from(percent * WIDTH / 100).unwrap_or_default();
        let empty = usize::try_from(WIDTH).unwrap_or_default().saturating_sub(full);
        let (full, empty) = ("#".repeat(full), ".".repeat(empty));
        // Nobody is left to look at a bar that cannot be drawn.
        let _ =
            write!(io::stderr(), "\r{} [{full}{empty}] {percent:3} % {}/{}", self.what, self.done, self.all);
    }

    /// Takes the bar away, so that what is printed stands alone.
    pub(crate) fn end(self) {
        if self.shown.is_some() {
            let _ = write!(io::stderr(), "\r\x1b[K");
        }
    }
}

/// No secret that is typed has more bytes.
const LONGEST: u64 = 4096;

/// Asks for a secret at the terminal that standard input is, without showing what is typed.
///
/// # Errors
/// The terminal cannot be told to show nothing, or nothing more can be read from it.
pub(crate) fn ask_secret(question: &str) -> io::Result<String> {
    let stdin = io::stdin();
    let mut error = io::stderr();
    let mut line = String::new();
    {
        // First, so that not even what is typed at once is shown.
        let _quiet = Quiet::begin()?;
        write!(error, "{question}")?;
        error.flush()?;
        stdin.lock().take(LONGEST).read_line(&mut line)?;
    }
    writeln!(error)?;
    if line.is_empty() {
        return Err(io::Error::new(io::ErrorKind::UnexpectedEof, "nothing was typed"));
    }
    Ok(line.trim_end_matches(['\n', '\r']).to_owned())
}

/// The terminal shows nothing that is typed, until this is dropped.
#[cfg(unix)]
struct Quiet(rustix::termios::Termios);

#[cfg(unix)]
impl Quiet {
    fn begin() -> io::Result<Self> {
        use rustix::termios::{LocalModes, OptionalActions, tcgetattr, tcsetattr};
        let before = tcgetattr(io::stdin())?;
        let mut quiet = before.clone();
        quiet.local_modes.remove(LocalModes::ECHO);
        tcsetattr(io::stdin(), OptionalActions::Flush, &quiet)?;
        Ok(Self(before))
    }
}

#[cfg(unix)]
impl Drop for Quiet {
    fn drop(&mut self) {
        use rustix::termios::{OptionalActions, tcsetattr};
        // There is nobody left to tell that the terminal is gone.
        let _ = tcsetattr(io::stdin(), OptionalActions::Now, &self.0);
    }
}

#[cfg(not(unix))]
struct Quiet;

#[cfg(not(unix))]
impl Quiet {
    fn begin() -> io::Result<Self> {
        let why = "this terminal cannot hide what is typed; hand it over on standard input";
        Err(io::Error::new(io::ErrorKind::Unsupported, why))
    }
}
