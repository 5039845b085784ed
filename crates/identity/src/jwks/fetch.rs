//! Fetches a published key set over the network.

use std::io;
use std::net::IpAddr;
use std::time::Duration;

use ureq::http::Uri;

use crate::settings::SettingsError;

/// A key set is some kilobytes.
const LARGEST_SET: u64 = 256 * 1024;

/// Why there is no new set. The words name no address: it may hold a login.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub(crate) enum FetchFailure {
    #[error("the server took too long")]
    TooSlow,
    #[error("the answer is larger than 256 KiB")]
    TooLarge,
    #[error("the server answered with status {0}; redirects are not followed")]
    Status(u16),
    #[error("the server's name is not known")]
    NoHost,
    #[error("the server's certificate or its TLS is not accepted")]
    Tls,
    #[error("the connection failed ({0})")]
    Connection(io::ErrorKind),
    #[error("the answer cannot be understood")]
    Protocol,
    #[error("the answer holds no key that can be used")]
    NoKeys,
}

/// One place that publishes keys.
pub(super) struct Publisher {
    agent: ureq::Agent,
    url: String,
}

impl Publisher {
    pub(super) fn new(url: &str, deadline: Duration) -> Result<Self, SettingsError> {
        Ok(Self { agent: agent(url, deadline)?, url: url.to_owned() })
    }

    /// The published set as it came.
    pub(super) fn fetch(&self) -> Result<Vec<u8>, FetchFailure> {
        let mut answer =
            self.agent.get(&self.url).header("accept", "application/json").call().map_err(explain)?;
        if answer.status() != 200 {
            return Err(FetchFailure::Status(answer.status().as_u16()));
        }
        answer.body_mut().with_config().limit(LARGEST_SET).read_to_vec().map_err(explain)
    }
}

/// Speaks with the server of `url`, over TLS unless that is this machine.
///
/// # Errors
/// [`SettingsError::KeyAddress`] when such an address cannot be trusted.
pub(crate) fn agent(url: &str, deadline: Duration) -> Result<ureq::Agent, SettingsError> {
    let https_only = needs_https(url)?;
    let config = ureq::Agent::config_builder()
        .timeout_global(Some(deadline))
        .https_only(https_only)
        .http_status_as_error(false)
        // Whoever answers for the host's keys is the host: no redirect and no proxy comes between.
        .max_redirects(0)
        .proxy(None)
        .max_response_header_size(16 * 1024)
        .max_idle_connections(0)
        .build();
    Ok(config.into())
}

/// Why there is no answer. Names no address.
pub(crate) fn explain(error: ureq::Error) -> FetchFailure {
    match error {
        ureq::Error::Timeout(_) => FetchFailure::TooSlow,
        ureq::Error::BodyExceedsLimit(_) => FetchFailure::TooLarge,
        ureq::Error::StatusCode(status) => FetchFailure::Status(status),
        ureq::Error::HostNotFound => FetchFailure::NoHost,
        ureq::Error::Tls(_) | ureq::Error::Rustls(_) => FetchFailure::Tls,
        ureq::Error::Io(error) if error.kind() == io::ErrorKind::TimedOut => FetchFailure::TooSlow,
        ureq::Error::Io(error) => FetchFailure::Connection(error.kind()),
        _ => FetchFailure::Protocol,
    }
}

/// Whether only TLS will do: everywhere but on this machine.
fn needs_https(url: &str) -> Result<bool, SettingsError> {
    let uri: Uri = url.parse().map_err(|_| SettingsError::KeyAddress)?;
    let authority = uri.authority().ok_or(SettingsError::KeyAddress)?;
    let has_login = authority.as_str().contains('@');
    match uri.scheme_str() {
        _ if has_login => Err(SettingsError::KeyAddress),
        Some("https") => Ok(true),
        Some("http") if is_this_machine(authority.host()) => Ok(false),
        _ => Err(SettingsError::KeyAddress),
    }
}

fn is_this_machine(host: &str) -> bool {
    let address = host.trim_start_matches('[').trim_end_matches(']').parse::<IpAddr>();
    host == "localhost" || address.is_ok_and(|address| address.is_loopback())
}
