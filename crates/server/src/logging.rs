//! Where logs go and what they look like: standard error, text or JSON.

use std::io::IsTerminal;

use tracing::Level;
use tracing_subscriber::Layer;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;

use crate::settings::{Log, LogFormat};

/// The target of what is said at every start, whatever the level.
pub(crate) const NOTICE: &str = "handover::notice";

/// Begins to log. A second call in one process changes nothing.
pub(crate) fn begin(log: &Log) {
    // Libraries below us talk about their own affairs at info and debug.
    let libraries = log.level.min(Level::WARN);
    let filter = Targets::new()
        .with_default(libraries)
        .with_target("handover", log.level)
        .with_targets(OURS.iter().map(|name| (*name, log.level)))
        .with_target(NOTICE, log.level.max(Level::INFO));
    let lines = tracing_subscriber::fmt::layer().with_writer(std::io::stderr);
    let lines = match log.format {
        LogFormat::Json => lines.json().flatten_event(true).with_filter(filter).boxed(),
        LogFormat::Text => {
            let colour = std::io::stderr().is_terminal();
            lines.with_ansi(colour).with_target(false).with_filter(filter).boxed()
        }
    };
    // Fails only when somebody has begun already, as tests in one process do.
    let _ = tracing_subscriber::registry().with(lines).try_init();
    std::panic::set_hook(Box::new(|panic| {
        // Without its message, which may quote what a user wrote.
        let place = panic.location().map_or_else(String::new, ToString::to_string);
        tracing::error!(place, "a panic: this is a bug in Handover");
    }));
}

const OURS: &[&str] = &[
    "handover_api",
    "handover_assistant",
    "handover_domain",
    "handover_notification",
    "handover_persistence",
    "handover_server",
    "handover_web",
];
