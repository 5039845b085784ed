//! `handover doctor`: looks at everything an install depends on and says how to mend what is wrong.

use std::io::Write;
use std::path::Path;

use crate::failure::{Failure, Outcome};
use crate::settings::{Layers, Settings};

mod accounts;
mod checks;
mod mail;
mod model;
mod tokens;

/// How bad a finding is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Grade {
    Good,
    Warning,
    Problem,
}

/// One thing that was looked at.
#[derive(Debug, Clone, PartialEq, Eq)]
struct Finding {
    grade: Grade,
    what: String,
    /// How to mend it; empty when there is nothing to mend.
    cure: String,
}

impl Finding {
    fn good(what: impl Into<String>) -> Self {
        Self { grade: Grade::Good, what: what.into(), cure: String::new() }
    }

    fn warning(what: impl Into<String>, cure: impl Into<String>) -> Self {
        Self { grade: Grade::Warning, what: what.into(), cure: cure.into() }
    }

    fn problem(what: impl Into<String>, cure: impl Into<String>) -> Self {
        Self { grade: Grade::Problem, what: what.into(), cure: cure.into() }
    }
}

/// Looks at everything; fails when something has to be mended.
pub(crate) fn run(
    layers: &Layers,
    (send_test, token): (Option<&Option<String>>, Option<&Path>),
    out: &mut dyn Write,
) -> Outcome {
    let mut findings = Vec::new();
    let settings = match Settings::read(layers) {
        Ok(settings) => settings,
        Err(error) => {
            findings.push(Finding::problem(
                error.to_string(),
                "correct the value; `handover config show` prints all of them",
            ));
            return report(&findings, out);
        }
    };
    findings.push(Finding::good("every setting can be used"));
    findings.push(checks::address(&settings));
    findings.extend(checks::proxies(&settings));
    tokens::check(&settings, token, &mut findings);
    let contacts = checks::house(&settings, &mut findings);
    model::check(&settings, &mut findings);
    checks::database(&settings, &mut findings);
    findings.push(checks::disk(&settings));
    findings.push(checks::clock());
    if let Some(contacts) = contacts {
        mail::check(&settings, &contacts, send_test, &mut findings)?;
    }
    report(&findings, out)
}

fn report(findings: &[Finding], out: &mut dyn Write) -> Outcome {
    for finding in findings {
        let grade = match finding.grade {
            Grade::Good => "ok",
            Grade::Warning => "warning",
            Grade::Problem => "PROBLEM",
        };
        writeln!(out, "{grade:7}  {}", finding.what)?;
        if !finding.cure.is_empty() {
            writeln!(out, "         to mend it: {}", finding.cure)?;
        }
    }
    let count = |grade| findings.iter().filter(|finding| finding.grade == grade).count();
    writeln!(out, "{} problems, {} warnings", count(Grade::Problem), count(Grade::Warning))?;
    if count(Grade::Problem) > 0 { Err(Failure::Said) } else { Ok(()) }
}

/// An error with its causes, on one line.
fn chain(error: anyhow::Error) -> String {
    Failure::Failed(error).to_string()
}
