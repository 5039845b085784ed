//! An install in a folder of its own, with nothing of this machine's settings.

use std::io::{BufRead, BufReader, Write};
use std::path::Path;
use std::process::{Child, Command, ExitStatus, Output, Stdio};
use std::sync::Mutex;
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use handover_testkit::process::Launch;
use handover_testkit::smtp::Sink;
use serde_json::{Value, json};
use tempfile::TempDir;

/// Generous, because the machine may be busy; a test that fails waits so long, others do not.
pub(crate) const PATIENCE: Duration = Duration::from_secs(60);

pub(crate) struct Install {
    folder: TempDir,
    settings: Vec<(String, String)>,
}

impl Install {
    pub(crate) fn new() -> Self {
        Self { folder: tempfile::tempdir().unwrap(), settings: Vec::new() }
    }

    /// An install with the seed's mail settings, for the user that `sink` lets in or for another.
    pub(crate) fn with_mail(sink: &Sink, password: &str) -> Self {
        Self::new()
            .setting("SMTP_SERVER", "localhost")
            .setting("SMTP_PORT", &sink.port().to_string())
            .setting("SMTP_USERNAME", "desk@own.example")
            .setting("SMTP_PASSWORD", password)
            .setting("SMTP_CA_FILE", sink.authority_file().to_str().unwrap())
    }

    pub(crate) fn setting(mut self, name: &str, value: &str) -> Self {
        self.settings.push((name.to_owned(), value.to_owned()));
        self
    }

    pub(crate) fn path(&self) -> &Path {
        self.folder.path()
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let launch = Launch::command(self.path(), "sqlite:data/handover.db", arguments);
        let launch = self.settings.iter().fold(launch, |launch, (name, value)| launch.setting(name, value));
        launch.process()
    }

    /// Runs a command to its end.
    pub(crate) fn run(&self, arguments: &[&str]) -> Ended {
        Ended::of(self.command(arguments).output().unwrap())
    }

    /// Runs a command that reads `input`.
    pub(crate) fn run_with_input(&self, arguments: &[&str], input: &str) -> Ended {
        let mut child = self.command(arguments).stdin(Stdio::piped()).spawn().unwrap();
        child.stdin.take().unwrap().write_all(input.as_bytes()).unwrap();
        Ended::of(child.wait_with_output().unwrap())
    }

    /// Starts `serve` on a free port and waits until it says where.
    pub(crate) fn serve(&self, flags: &[&str]) -> Serving {
        let arguments: Vec<&str> = ["serve", "--bind", "127.0.0.1:0"].iter().chain(flags).copied().collect();
        let mut serving = self.start(&arguments);
        let line = serving.wait_for("listening on ");
        serving.url = line.split("listening on ").nth(1).unwrap().trim().trim_end_matches('/').to_owned();
        serving
    }

    /// Starts a command that runs until it is stopped.
    pub(crate) fn start(&self, arguments: &[&str]) -> Serving {
        let mut child = self.command(arguments).spawn().unwrap();
        let lines = Mutex::new(lines(&mut child));
        Serving { child, lines, said: Vec::new(), url: String::new() }
    }
}

fn lines(child: &mut Child) -> Receiver<String> {
    let (sender, lines) = channel();
    let stderr = child.stderr.take().unwrap();
    std::thread::spawn(move || {
        for line in BufReader::new(stderr).lines().map_while(Result::ok) {
            if sender.send(line).is_err() {
                return;
            }
        }
    });
    lines
}

/// What a command left behind.
pub(crate) struct Ended {
    pub(crate) code: Option<i32>,
    pub(crate) out: String,
    pub(crate) err: String,
}

impl Ended {
    fn of(output: Output) -> Self {
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Self { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// Standard output of a command that must have succeeded.
    pub(crate) fn ok(self) -> String {
        assert_eq!(self.code, Some(0), "{}\n{}", self.out, self.err);
        self.out
    }

    /// The one line of a command that must have failed with `code`.
    pub(crate) fn refused(self, code: i32) -> String {
        assert_eq!(self.code, Some(code), "{}\n{}", self.out, self.err);
        let said: Vec<&str> = self.err.lines().filter(|line| line.starts_with("handover: ")).collect();
        assert_eq!(said.len(), 1, "one line says why: {}", self.err);
        said[0].to_owned()
    }
}

/// A running server.
pub(crate) struct Serving {
    child: Child,
    /// Behind a lock only so that threads may share the server.
    lines: Mutex<Receiver<String>>,
    pub(crate) said: Vec<String>,
    pub(crate) url: String,
}

impl Serving {
    /// Waits for a line of the log.
    pub(crate) fn wait_for(&mut self, part: &str) -> String {
        loop {
            let line = self.lines.get_mut().unwrap().recv_timeout(PATIENCE);
            let line = line.unwrap_or_else(|_| panic!("it never said `{part}`, but: {:#?}", self.said));
            self.said.push(line.clone());
            if line.contains(part) {
                return line;
            }
        }
    }

    pub(crate) fn signal(&self, name: &str) {
        let status = Command::new("kill").args(["-s", name, &self.child.id().to_string()]).status().unwrap();
        assert!(status.success());
    }

    /// Waits for the end of the process. Its log must end too, so this cannot hang on a process that
    /// never does.
    pub(crate) fn wait(&mut self) -> ExitStatus {
        loop {
            match self.lines.get_mut().unwrap().recv_timeout(PATIENCE) {
                Ok(line) => self.said.push(line),
                Err(std::sync::mpsc::RecvTimeoutError::Disconnected) => return self.child.wait().unwrap(),
                Err(std::sync::mpsc::RecvTimeoutError::Timeout) => panic!("it did not end: {:#?}", self.said),
            }
        }
    }

    pub(crate) fn get(&self, path: &str) -> (u16, String) {
        let mut answer = agent().get(format!("{}{path}", self.url)).call().unwrap();
        (answer.status().as_u16(), answer.body_mut().read_to_string().unwrap())
    }

    pub(crate) fn post(&self, path: &str, body: &Value) -> (u16, Value) {
        let request = agent().post(format!("{}{path}", self.url)).header("content-type", "application/json");
        let mut answer = request.send(body.to_string()).unwrap();
        let text = answer.body_mut().read_to_string().unwrap();
        (answer.status().as_u16(), serde_json::from_str(&text).unwrap_or(Value::Null))
    }

    /// Chats and escalates; returns the number of the ticket.
    pub(crate) fn ticket(&self) -> String {
        let chat = json!({ "message": "There is no water at the discs.", "user_id": "u-1" });
        let (status, answer) = self.post("/api/ai/chat", &chat);
        assert_eq!(status, 200, "{answer}");
        let session = answer["session_id"].as_str().unwrap();
        let escalation = json!({ "escalation_reason": "user_request", "additional_notes": "gate <B>" });
        let (status, ticket) = self.post(&format!("/api/ai/sessions/{session}/escalate"), &escalation);
        assert_eq!(status, 201, "{ticket}");
        ticket["ticket_number"].as_str().unwrap().to_owned()
    }
}

impl Drop for Serving {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

fn agent() -> ureq::Agent {
    ureq::Agent::config_builder()
        .http_status_as_error(false)
        .proxy(None)
        .timeout_global(Some(PATIENCE))
        .build()
        .into()
}
