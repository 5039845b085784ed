//! What `doctor` says about the language model.

use handover_assistant::{Checked, ModelFailure};

use super::Finding;
use crate::compose;
use crate::settings::Settings;

/// Asks the endpoint which models it has, which costs nothing.
pub(super) fn check(settings: &Settings, findings: &mut Vec<Finding>) {
    let Some(wanted) = &settings.model else { return };
    // Broken knowledge has a finding of its own.
    let Ok(embedded) = compose::assistant(settings) else { return };
    let model = match compose::model(settings, &embedded) {
        Ok(Some(model)) => model,
        Ok(None) => return,
        Err(failure) => {
            let cure = "correct the settings under [assistant] (OPENAI_…)";
            findings.push(Finding::problem(failure.to_string(), cure));
            return;
        }
    };
    let host = model.host().to_owned();
    let mut names = wanted.model.clone();
    if let Some(fallback) = &wanted.fallback_model {
        names = format!("{names} and {fallback}");
    }
    let checked = compose::run(async { Ok(model.check().await) });
    findings.push(match checked {
        Ok(Ok(Checked::Good)) => Finding::good(format!("the endpoint {host} answers and has {names}")),
        Ok(Ok(Checked::NoList)) => {
            Finding::good(format!("the endpoint {host} answers; whether it has {names}, it does not say"))
        }
        Ok(Ok(Checked::NoSuchModel)) => Finding::warning(
            format!("the endpoint {host} answers, but does not have both of {names}"),
            "set OPENAI_MODEL and OPENAI_FALLBACK_MODEL to models that it has",
        ),
        Ok(Err(ModelFailure::Status(401 | 403))) => {
            Finding::problem(format!("the endpoint {host} refuses the key"), "correct OPENAI_API_KEY")
        }
        Ok(Err(why)) => Finding::problem(
            format!("no language model answers at {host}: {why}; the knowledge base answers in its place"),
            "check OPENAI_BASE_URL, and whether this machine may reach it",
        ),
        Err(failure) => Finding::problem(failure.to_string(), "run `handover doctor` again"),
    });
}
