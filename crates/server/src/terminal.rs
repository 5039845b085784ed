//! Showing what others wrote in a terminal, and asking for what nobody beside may read.

use std::io::{self, BufRead, Read, Write};

/// Text that others wrote, without what a terminal would obey.
pub(crate) fn clean(text: &str) -> String {
    text.chars().filter(|c| *c == '\n' || *c == '\t' || !c.is_control()).collect()
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
