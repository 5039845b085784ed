//! The inside of the `handover` binary: settings, composition and commands. Thin on purpose: it
//! introduces the other crates to each other and decides nothing about sessions or tickets.

use std::io::Write;
use std::process::ExitCode;

use clap::Parser;

mod announce;
mod catch_up;
mod cli;
mod commands;
mod compose;
mod contacts;
mod failure;
mod housekeeping;
mod knowledge_watch;
mod logging;
mod mail_desk;
mod open_files;
mod progress;
mod rule_watch;
mod rules;
mod settings;
mod shutdown;
mod terminal;
mod web_pages;
mod word_keeper;
mod world;

use cli::{Cli, Command, ConfigCommand};
use failure::{Failure, Outcome};
use settings::{Layers, Settings, Surroundings};

/// Does what the command line says and returns the exit code.
pub fn run() -> ExitCode {
    let cli = match Cli::try_parse() {
        Ok(cli) => cli,
        Err(shown) => {
            // Help and version come this way too, with exit code 0.
            let code = shown.exit_code();
            let printed = shown.print();
            return if code == 0 && printed.is_ok() { ExitCode::SUCCESS } else { ExitCode::from(2) };
        }
    };
    match obey(&cli) {
        Ok(()) => ExitCode::SUCCESS,
        Err(failure) => {
            if !matches!(failure, Failure::Said) {
                // There is nowhere left to say that standard error is closed.
                let _ = writeln!(std::io::stderr(), "handover: {failure}");
            }
            failure.exit_code()
        }
    }
}

fn obey(cli: &Cli) -> Outcome {
    let mut out = std::io::stdout().lock();
    if let Command::Chat(flags) = &cli.command {
        return commands::chat::run(flags, &mut std::io::stdin().lock(), &mut out);
    }
    let layers = Layers::load(&Surroundings {
        file: cli.config.clone(),
        folder: std::path::PathBuf::new(),
        environment: std::env::vars_os().collect(),
        flags: cli.settings().map_err(Failure::Usage)?,
    })?;
    match &cli.command {
        Command::Config(ConfigCommand::Show) => return commands::config_show::run(&layers, &mut out),
        Command::Doctor { send_test, token } => {
            return commands::doctor::run(&layers, (send_test.as_ref(), token.as_deref()), &mut out);
        }
        _ => {}
    }
    let settings = Settings::read(&layers)?;
    logging::begin(&settings.log);
    match &cli.command {
        Command::Serve(flags) => commands::serve::run(&settings, flags),
        Command::Worker => commands::worker::run(&settings),
        Command::Migrate => commands::migrate::run(&settings, &mut out),
        Command::Outbox { within, command } => commands::outbox::run(&settings, (within, command), &mut out),
        Command::User { within, command } => commands::user::run(&settings, (within, command), &mut out),
        Command::Demo { within, command } => commands::demo::run(&settings, (within, command), &mut out),
        Command::Knowledge { within, command } => {
            commands::knowledge::run(&settings, (within, command), &mut out)
        }
        Command::Key { within, command } => commands::key::run(&settings, (within, command), &mut out),
        Command::Report(flags) => commands::report::run(&settings, flags, &mut out),
        Command::Insight { within, command } => {
            commands::insight::run(&settings, (within, command), &mut out)
        }
        Command::Organization(command) => commands::organization::run(&settings, command, &mut out),
        Command::Rules(flags) => commands::rules::run(&settings, flags, &mut out),
        Command::Evaluate(flags) => commands::evaluate::run(&settings, flags, &mut out),
        Command::Replay(flags) => commands::replay::run(&settings, flags, &mut out),
        Command::Backup { file } => commands::backup::run(&settings, file, &mut out),
        Command::Chat(_) | Command::Config(_) | Command::Doctor { .. } => Ok(()),
    }
}
