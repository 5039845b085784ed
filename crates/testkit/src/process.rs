//! A real `handover` process: started, waited for, killed.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::sync::mpsc::{Receiver, RecvTimeoutError, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// How long a process may take to say where it listens. Generous, because the first start of four at
/// once on a busy machine waits for three others to migrate.
const PATIENCE: Duration = Duration::from_secs(60);

/// The built binary: `HANDOVER_BIN`, or the one beside the running test.
///
/// # Panics
/// When there is none, saying how to build it.
#[must_use]
#[expect(clippy::disallowed_methods, reason = "tests are told where the binary is, not the product")]
pub fn binary() -> PathBuf {
    if let Some(path) = std::env::var_os("HANDOVER_BIN") {
        return PathBuf::from(path);
    }
    let test = std::env::current_exe().unwrap_or_default();
    let beside = test.ancestors().skip(1).map(|folder| folder.join("handover")).find(|path| path.is_file());
    beside
        .unwrap_or_else(|| panic!("no `handover` beside {}: cargo build -p handover-server", test.display()))
}

/// What to start, and with which settings. Nothing is inherited but the search path.
#[derive(Debug, Clone)]
pub struct Launch {
    folder: PathBuf,
    through: Vec<String>,
    arguments: Vec<String>,
    settings: Vec<(String, String)>,
}

impl Launch {
    /// `handover serve` on a free port, in `folder`, on the database `url`.
    pub fn serve(folder: impl Into<PathBuf>, url: &str) -> Self {
        Self::command(folder, url, &["serve"]).setting("HANDOVER__SERVER__BIND", "127.0.0.1:0")
    }

    /// Another command of the binary.
    pub fn command(folder: impl Into<PathBuf>, url: &str, arguments: &[&str]) -> Self {
        let arguments = arguments.iter().map(ToString::to_string).collect();
        let this = Self { folder: folder.into(), through: Vec::new(), arguments, settings: Vec::new() };
        this.setting("DATABASE_URL", url)
    }

    /// Starts it through another command, which becomes the process that it is told to start with its last arguments.
    #[must_use]
    pub fn through(mut self, command: &[&str]) -> Self {
        self.through = command.iter().map(ToString::to_string).collect();
        self
    }

    /// Adds an environment variable.
    #[must_use]
    pub fn setting(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    /// The process, not started yet.
    pub fn process(&self) -> Command {
        let binary = binary();
        let words = self.through.iter().map(OsStr::new);
        let mut words = words.chain([binary.as_os_str()]).chain(self.arguments.iter().map(OsStr::new));
        let mut command = Command::new(words.next().unwrap_or(binary.as_os_str()));
        command.args(words).current_dir(&self.folder).env_clear().envs(self.settings.iter().cloned());
        command.stdin(Stdio::null()).stdout(Stdio::piped()).stderr(Stdio::piped());
        command
    }

    /// Starts it and waits until it says where it listens.
    ///
    /// # Panics
    /// When it ends or stays silent instead, with what it said.
    pub fn start(&self) -> Server {
        let mut child =
            self.process().stdout(Stdio::null()).spawn().unwrap_or_else(|e| panic!("no process: {e}"));
        let said = Arc::new(Mutex::new(Vec::new()));
        let lines = listen(&mut child, &said);
        let mut server = Server { child, said, url: String::new() };
        loop {
            match lines.recv_timeout(PATIENCE) {
                Ok(line) => {
                    if let Some((_, url)) = line.split_once("listening on ") {
                        server.url = url.trim().trim_end_matches('/').to_owned();
                        return server;
                    }
                }
                Err(RecvTimeoutError::Timeout | RecvTimeoutError::Disconnected) => {
                    panic!("the server did not start; it said:\n{}", server.log());
                }
            }
        }
    }
}

/// Collects the lines of standard error, and passes each on until nobody waits for them any more.
fn listen(child: &mut Child, said: &Arc<Mutex<Vec<String>>>) -> Receiver<String> {
    let (sender, lines) = channel();
    let (said, stderr) = (said.clone(), child.stderr.take());
    std::thread::spawn(move || {
        for line in stderr.into_iter().flat_map(|pipe| BufReader::new(pipe).lines()).map_while(Result::ok) {
            said.lock().unwrap_or_else(PoisonError::into_inner).push(line.clone());
            // Once the server listens nobody receives any more, and that is fine.
            let _ = sender.send(line);
        }
    });
    lines
}

/// A running server; killed when dropped.
#[derive(Debug)]
pub struct Server {
    child: Child,
    said: Arc<Mutex<Vec<String>>>,
    url: String,
}

impl Server {
    /// Where it listens, without a slash at the end.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// Its process id.
    pub fn id(&self) -> u32 {
        self.child.id()
    }

    /// Everything it has written to standard error so far.
    pub fn log(&self) -> String {
        self.said.lock().unwrap_or_else(PoisonError::into_inner).join("\n")
    }

    /// Kills it as `kill -9` does: nothing is finished, nothing is flushed.
    pub fn kill(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        self.kill();
    }
}
