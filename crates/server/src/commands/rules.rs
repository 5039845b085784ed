//! `handover rules`: checks, explains and tests rule files, without a server or a database.

use std::io::Write;
use std::path::{Path, PathBuf};

use clap::Subcommand;
use handover_domain::Language;
use handover_domain::judgement::{Signals, detect, judge};

use crate::compose;
use crate::failure::{Failure, Outcome};
use crate::rules::traps::Traps;
use crate::settings::Settings;
use crate::terminal::clean;

/// Flags of `rules`.
#[derive(Debug, clap::Args)]
pub(crate) struct Rules {
    /// The folder with the rule files [default: the setting escalation.rules]
    #[arg(long, global = true, value_name = "DIR")]
    rules: Option<PathBuf>,
    #[command(subcommand)]
    command: Command,
}

/// What to do with the rules.
#[derive(Debug, Subcommand)]
enum Command {
    /// Reads every rule file and names file, line and key of what is wrong
    Check,
    /// Judges a text and shows every phrase that was found, and what held it back
    Explain {
        /// What a user says
        text: String,
        /// The language it is in: en, el, ar, es, tr or no
        #[arg(long, default_value = "en", value_name = "CODE")]
        lang: String,
    },
    /// Judges the sentences of trap files and fails if one is judged otherwise than the file says
    Test {
        /// Trap files, see docs/rules.md
        #[arg(required = true, value_name = "FILE")]
        files: Vec<PathBuf>,
    },
}

/// Does what the flags say.
pub(crate) fn run(settings: &Settings, flags: &Rules, out: &mut dyn Write) -> Outcome {
    let folder = flags.rules.as_deref();
    match &flags.command {
        Command::Check => check(settings, folder, out),
        Command::Explain { text, lang } => explain(settings, folder, text, lang, out),
        Command::Test { files } => test(settings, folder, files, out),
    }
}

fn check(settings: &Settings, folder: Option<&Path>, out: &mut dyn Write) -> Outcome {
    let rules = compose::rule_set(settings, folder)?;
    let languages: Vec<&str> = rules.languages().map(Language::code).collect();
    writeln!(out, "version {}: {} and the policy can be used", rules.version, languages.join(", "))?;
    Ok(())
}

fn explain(
    settings: &Settings,
    folder: Option<&Path>,
    text: &str,
    lang: &str,
    out: &mut dyn Write,
) -> Outcome {
    let rules = compose::rule_set(settings, folder)?;
    let language = Language::from_tag(lang);
    let verdict = judge(&rules, &Signals::of_text(text, language));
    let reason = verdict.reason.map_or_else(|| "no reason".to_owned(), |reason| reason.to_string());
    writeln!(out, "{}, {reason}, priority {}: {}", verdict.decision, verdict.priority, verdict.explanation)?;
    writeln!(out, "rule {} of version {}", verdict.evidence.rule, verdict.evidence.rule_version)?;
    if let Some(near) = &verdict.evidence.near_miss {
        writeln!(out, "nearest that did not fire: {} (by {:.2})", near.rule, near.distance)?;
    }
    for cue in detect(&rules, language, text) {
        let severity = cue.severity.map(|severity| format!(" {severity}")).unwrap_or_default();
        let held = cue.held_back_by.map(|guard| format!(", held back by {guard}")).unwrap_or_default();
        let (start, end) = (cue.span.start, cue.span.end);
        let words = clean(&cue.span.text);
        writeln!(out, "  {}{severity} {start}..{end} {words:?}: {}{held}", cue.topic, cue.rule)?;
    }
    Ok(())
}

fn test(settings: &Settings, folder: Option<&Path>, files: &[PathBuf], out: &mut dyn Write) -> Outcome {
    let rules = compose::rule_set(settings, folder)?;
    let mut failed = false;
    for path in files {
        let traps = Traps::read(path).map_err(|error| Failure::Usage(error.to_string()))?;
        let outcome = traps.judge(&rules);
        for line in &outcome.wrong {
            writeln!(out, "{}", clean(line))?;
        }
        let reviewed = if traps.reviewed { "" } else { " (not yet reviewed by a native speaker)" };
        let (wrong, judged) = (outcome.wrong.len(), outcome.judged);
        writeln!(out, "{}: {wrong} of {judged} sentences are judged wrongly{reviewed}", path.display())?;
        failed |= wrong > 0;
    }
    if failed { Err(Failure::Said) } else { Ok(()) }
}
