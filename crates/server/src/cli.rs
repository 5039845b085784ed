//! The command line: commands, flags and their help.

use std::path::PathBuf;

use clap::{Parser, Subcommand, ValueEnum};
use handover_domain::{KeyScope, Language, StaffRole};

use crate::commands::demo::Demo;
use crate::commands::evaluate::Evaluate;
use crate::commands::knowledge::Knowledge;
use crate::commands::replay::Replay;
use crate::commands::report::Report;
use crate::commands::rules::Rules;

/// Turns a support chat that needs a person into exactly one ticket.
#[derive(Debug, Parser)]
#[command(
    name = "handover",
    version,
    disable_help_subcommand = true,
    after_help = "Exit codes: 0 done; 1 it failed, and the last line says why; 2 the command line or a setting is wrong."
)]
pub(crate) struct Cli {
    /// The settings file [default: config/handover.toml, if it exists]
    #[arg(long, global = true, env = "HANDOVER_CONFIG", value_name = "FILE")]
    pub(crate) config: Option<PathBuf>,
    /// Overrides one setting, for example --set chat.turn_deadline=20s
    #[arg(long, global = true, value_name = "KEY=VALUE")]
    pub(crate) set: Vec<String>,
    /// The database: sqlite:PATH or postgres://… (others can read the command line: better use DATABASE_URL)
    #[arg(long, global = true, value_name = "URL")]
    pub(crate) database_url: Option<String>,
    #[command(subcommand)]
    pub(crate) command: Command,
}

/// What to do.
#[derive(Debug, Subcommand)]
pub(crate) enum Command {
    /// Serves the API and the page, and delivers mail
    Serve(Serve),
    /// Delivers mail, and nothing else
    Worker,
    /// Brings the database up to date
    Migrate,
    /// Talks to a running server from this terminal
    Chat(Chat),
    /// Shows and retries notifications
    Outbox {
        #[command(flatten)]
        within: Within,
        #[command(subcommand)]
        command: Outbox,
    },
    /// Writes a copy of the database to a new file, while it is in use
    Backup {
        /// The file to write; it must not exist
        file: PathBuf,
    },
    /// Makes a month of made-up conversations and tickets to try the product with, and takes it away again
    Demo {
        #[command(flatten)]
        within: Within,
        #[command(subcommand)]
        command: Demo,
    },
    /// Checks settings, database, mail and disk, and says how to mend what is wrong
    Doctor {
        /// Also sends a test mail, to ADDRESS or to the support recipients
        #[arg(long, value_name = "ADDRESS", num_args = 0..=1)]
        send_test: Option<Option<String>>,
        /// Also says what the token in FILE stands for
        #[arg(long, value_name = "FILE")]
        token: Option<PathBuf>,
    },
    /// Makes, lists and revokes the API keys of other programs
    Key {
        #[command(flatten)]
        within: Within,
        #[command(subcommand)]
        command: Key,
    },
    /// Adds and lists organizations, where one install serves several
    #[command(subcommand)]
    Organization(Organization),
    /// Brings documents that answers are found in, lists and removes them
    Knowledge {
        #[command(flatten)]
        within: Within,
        #[command(subcommand)]
        command: Knowledge,
    },
    /// Checks, explains and tests the rules that decide when a person is needed
    Rules(Rules),
    /// Measures the product against labelled data
    Evaluate(Evaluate),
    /// Shows what other rules would have decided about the conversations that are stored
    Replay(Replay),
    /// Prints the figures of a period: why people needed people
    Report(Report),
    /// Derives what figures rest on anew, and checks it
    Insight {
        #[command(flatten)]
        within: Within,
        #[command(subcommand)]
        command: Insight,
    },
    /// Adds, invites and disables the people who work here
    User {
        #[command(flatten)]
        within: Within,
        #[command(subcommand)]
        command: User,
    },
    /// Shows the settings
    #[command(subcommand)]
    Config(ConfigCommand),
}

/// Flags of `serve`.
#[derive(Debug, clap::Args)]
pub(crate) struct Serve {
    /// The address to listen on, for example 127.0.0.1:8001; port 0 takes any free one
    #[arg(long, value_name = "ADDRESS:PORT")]
    pub(crate) bind: Option<String>,
    /// Expect the database to be up to date
    #[arg(long)]
    pub(crate) no_migrate: bool,
    /// Leave the delivery of mail to `handover worker`
    #[arg(long)]
    pub(crate) no_worker: bool,
}

/// Flags of `chat`.
#[derive(Debug, clap::Args)]
pub(crate) struct Chat {
    /// The server to talk to
    #[arg(long, env = "HANDOVER_URL", default_value = "http://127.0.0.1:8001", value_name = "URL")]
    pub(crate) url: String,
    /// The user in whose name to talk
    #[arg(long, default_value = "terminal", value_name = "ID")]
    pub(crate) user: String,
    /// The language: en, el, ar, es, tr or no
    #[arg(long, default_value = "en", value_name = "CODE")]
    pub(crate) language: String,
}

/// What to do with the outbox.
#[derive(Debug, Subcommand)]
pub(crate) enum Outbox {
    /// Lists notifications, newest first
    List {
        /// Only those of this status
        #[arg(long)]
        status: Option<Status>,
        /// How many at most
        #[arg(long, default_value_t = 50, value_parser = clap::value_parser!(u16).range(1..=1000))]
        limit: u16,
    },
    /// Shows one notification: the mail and every try to deliver it
    Show {
        /// Its id, as `list` shows it
        id: uuid::Uuid,
    },
    /// Makes a notification that is waiting or dead due now
    Retry {
        /// Its id, as `list` shows it
        id: uuid::Uuid,
    },
}

/// Whose rows a command is about.
#[derive(Debug, clap::Args)]
pub(crate) struct Within {
    /// The organization, by the host's name for it [default: the one without a name]
    #[arg(long, global = true, value_name = "KEY")]
    pub(crate) organization: Option<String>,
}

/// What to do with organizations.
#[derive(Debug, Subcommand)]
pub(crate) enum Organization {
    /// Adds an organization, so that tokens that name it are believed
    Add {
        /// The host's name for it, as its tokens spell it
        key: String,
        /// Its name [default: the host's name for it]
        #[arg(long)]
        name: Option<String>,
        /// Where its day begins and ends, such as Europe/Oslo [default: the default organization's]
        #[arg(long, value_name = "ZONE")]
        time_zone: Option<chrono_tz::Tz>,
    },
    /// Lists the organizations
    List,
}

/// What to do with the facts that figures rest on.
#[derive(Debug, Subcommand)]
pub(crate) enum Insight {
    /// Forgets them, derives them anew from the rows and checks them
    Rebuild,
    /// Compares them with what the rows say
    Check,
}

/// What to do with API keys.
#[derive(Debug, Subcommand)]
pub(crate) enum Key {
    /// Makes a key and prints it, once
    Add {
        /// What the program is called
        name: String,
        /// What it may do: chat, sessions, tickets, profiles, knowledge, analytics; several separated by commas
        #[arg(long, required = true, value_delimiter = ',', value_parser = scope)]
        scope: Vec<KeyScope>,
        /// How many days it is good for; without it, until it is revoked
        #[arg(long, value_name = "DAYS", value_parser = clap::value_parser!(u16).range(1..=3650))]
        days: Option<u16>,
    },
    /// Lists the keys, without the secret part
    List,
    /// Makes a key worthless at once
    Revoke {
        /// Its id, as `list` shows it
        id: uuid::Uuid,
    },
}

/// What to do with the accounts of the people who work here.
#[derive(Debug, Subcommand)]
pub(crate) enum User {
    /// Makes an account; its password is asked for, or read from standard input where that is no terminal
    Add(NewUser),
    /// Makes an account whose owner chooses the password by a link, which goes by mail or is printed
    Invite {
        #[command(flatten)]
        who: NewUser,
        /// Print the link even where mail is set up
        #[arg(long)]
        show_link: bool,
    },
    /// Lets the owner of an account choose a new password by a link, which goes by mail or is printed
    Reset {
        /// The account's mail address
        email: String,
        /// Print the link even where mail is set up
        #[arg(long)]
        show_link: bool,
    },
    /// Changes what somebody may do, from their next request on
    Role {
        /// The account's mail address
        email: String,
        /// What they may do: expert (works on tickets), lead, admin (manages access too)
        #[arg(value_parser = role)]
        role: StaffRole,
    },
    /// Signs somebody out everywhere and lets them in no more
    Disable {
        /// The account's mail address
        email: String,
    },
    /// Lets somebody in again who was disabled
    Enable {
        /// The account's mail address
        email: String,
    },
    /// Lists the accounts
    List,
}

/// Somebody who is to work here.
#[derive(Debug, clap::Args)]
pub(crate) struct NewUser {
    /// What they sign in with
    pub(crate) email: String,
    /// Their name
    #[arg(long)]
    pub(crate) name: String,
    /// What they may do: expert (works on tickets), lead, admin (manages access too)
    #[arg(long, value_parser = role)]
    pub(crate) role: StaffRole,
    /// The language to write to them in: en, el, ar, es, tr or no
    #[arg(long, default_value = "en", value_name = "CODE", value_parser = language)]
    pub(crate) language: Language,
    /// The contact of the contacts file that they are
    #[arg(long, value_name = "ID")]
    pub(crate) contact: Option<String>,
}

fn role(word: &str) -> Result<StaffRole, String> {
    StaffRole::parse(word).ok_or_else(|| "expected expert, lead or admin".to_owned())
}

pub(crate) fn language(code: &str) -> Result<Language, String> {
    let known = Language::ALL.into_iter().find(|language| language.code() == code);
    known.ok_or_else(|| "expected en, el, ar, es, tr or no".to_owned())
}

fn scope(word: &str) -> Result<KeyScope, String> {
    KeyScope::parse(word).ok_or_else(|| {
        let known: Vec<&str> = KeyScope::ALL.iter().map(|scope| scope.as_str()).collect();
        format!("expected one of {}", known.join(", "))
    })
}

/// The status of a notification.
#[derive(Debug, Clone, Copy, ValueEnum)]
pub(crate) enum Status {
    Waiting,
    Sent,
    Dead,
}

/// What to do with the settings.
#[derive(Debug, Subcommand)]
pub(crate) enum ConfigCommand {
    /// Prints every setting and where it came from, secrets masked
    Show,
}

impl Cli {
    /// The settings that flags give: key, value and the flag itself.
    pub(crate) fn settings(&self) -> Result<Vec<(String, String, String)>, String> {
        let mut given = Vec::new();
        for assignment in &self.set {
            let (key, value) = assignment.split_once('=').ok_or_else(|| {
                format!("--set {assignment}: expected KEY=VALUE such as server.bind=127.0.0.1:8002")
            })?;
            given.push((key.to_owned(), value.to_owned(), "--set".to_owned()));
        }
        if let Some(url) = &self.database_url {
            given.push(("database.url".to_owned(), url.clone(), "--database-url".to_owned()));
        }
        if let Command::Serve(Serve { bind: Some(bind), .. }) = &self.command {
            given.push(("server.bind".to_owned(), bind.clone(), "--bind".to_owned()));
        }
        Ok(given)
    }
}
