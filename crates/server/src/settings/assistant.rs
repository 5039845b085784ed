//! Which language model is asked, if any.

use std::num::NonZeroU32;
use std::time::Duration;

use handover_assistant::ModelSettings;
use handover_domain::Secret;

use super::values::{AnyNumber, Seconds, Temperature, TokensParameter, Words};
use super::{Reader, SettingsError};

/// Where a key alone leads.
const USUAL_ENDPOINT: &str = "https://api.openai.com/v1";

/// A prompt needs room for our rules and a question.
const LEAST_PROMPT: u32 = 1500;

/// `None` while neither an endpoint nor a key is set: then nothing leaves this machine.
pub(super) fn read(reader: &Reader<'_>) -> Result<Option<ModelSettings>, SettingsError> {
    let url: Option<String> = reader.optional("assistant.base_url")?;
    let key: Option<String> = reader.optional("assistant.api_key")?;
    let number = |key| reader.required::<NonZeroU32>(key).map(NonZeroU32::get);
    let any = |key| reader.required::<AnyNumber>(key).map(|number| number.0);
    let size = |number: u32| usize::try_from(number).unwrap_or(usize::MAX);
    // Checked even where they do not count: a typing error should not wait for later.
    let settings = ModelSettings {
        base_url: url.clone().unwrap_or_else(|| USUAL_ENDPOINT.to_owned()),
        plain_http: reader.required("assistant.plain_http")?,
        ca_file: reader.optional("assistant.ca_file")?,
        api_key: key.clone().map(Secret::new),
        model: reader.required("assistant.model")?,
        fallback_model: reader.optional("assistant.fallback_model")?,
        max_tokens: number("assistant.max_tokens")?,
        tokens_parameter: reader.required::<TokensParameter>("assistant.tokens_parameter")?.0.to_owned(),
        temperature: reader.optional::<Temperature>("assistant.temperature")?.map(|given| given.0),
        json_mode: reader.required("assistant.json_mode")?,
        timeout: reader.required::<Seconds>("assistant.timeout")?.0,
        // The prototype's name for it; none at all meant one try there too.
        tries: any("assistant.max_retries")?.map_or(1, NonZeroU32::get).min(10),
        stall: reader.within(
            "assistant.stall_timeout",
            Duration::from_millis(100),
            Duration::from_secs(600),
        )?,
        prompt_tokens: prompt_tokens(reader)?,
        memory: any("assistant.memory")?.map_or(0, |number| u16::try_from(number.get()).unwrap_or(u16::MAX)),
        turns_per_session: any("assistant.turns_per_session")?,
        answer_limit: size(number("assistant.answer_limit")?),
        concurrent: size(number("assistant.concurrent")?),
        breaker_failures: number("assistant.breaker_failures")?,
        breaker_pause: reader.within(
            "assistant.breaker_pause",
            Duration::from_secs(1),
            Duration::from_secs(3_600),
        )?,
        link_hosts: reader.required::<Words>("assistant.link_hosts")?.0,
    };
    settings.check_address().map_err(|error| reader.invalid("assistant.base_url", &error.to_string()))?;
    Ok((url.is_some() || key.is_some()).then_some(settings))
}

fn prompt_tokens(reader: &Reader<'_>) -> Result<u32, SettingsError> {
    let key = "assistant.prompt_tokens";
    let tokens = reader.required::<NonZeroU32>(key)?.get();
    if tokens < LEAST_PROMPT {
        return Err(reader.invalid(key, "expected at least 1500: the rules alone take some hundred"));
    }
    Ok(tokens)
}
