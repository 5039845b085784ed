//! The forms that values may have, each with the words that explain it.

use std::net::{IpAddr, SocketAddr};
use std::num::NonZeroU32;
use std::path::PathBuf;
use std::time::Duration;

use chrono_tz::Tz;
use handover_assistant::PackUse;
use handover_domain::{Language, TicketPrefix};
use handover_identity::PublicAlgorithm;
use handover_notification::EmailAddress;
use ipnet::IpNet;

/// A type that a setting can have.
pub(super) trait Form: Sized {
    /// Says what is accepted, for the error.
    const EXPECTED: &'static str;

    /// Reads a value.
    fn read(text: &str) -> Option<Self>;
}

impl Form for String {
    const EXPECTED: &'static str = "expected text";

    fn read(text: &str) -> Option<Self> {
        Some(text.to_owned())
    }
}

impl Form for PathBuf {
    const EXPECTED: &'static str = "expected a path";

    fn read(text: &str) -> Option<Self> {
        Some(Self::from(text))
    }
}

impl Form for bool {
    const EXPECTED: &'static str = "expected true or false";

    fn read(text: &str) -> Option<Self> {
        match text.to_ascii_lowercase().as_str() {
            "true" | "yes" | "on" | "1" => Some(true),
            "false" | "no" | "off" | "0" => Some(false),
            _ => None,
        }
    }
}

impl Form for u16 {
    const EXPECTED: &'static str = "expected a port from 1 to 65535";

    fn read(text: &str) -> Option<Self> {
        text.parse().ok().filter(|port| *port > 0)
    }
}

impl Form for SocketAddr {
    const EXPECTED: &'static str =
        "expected ADDRESS:PORT such as 127.0.0.1:8001 or [::1]:8001 (port 0 takes any free one)";

    fn read(text: &str) -> Option<Self> {
        match text.strip_prefix("localhost:") {
            Some(port) => Some(Self::from(([127, 0, 0, 1], port.parse().ok()?))),
            None => text.parse().ok(),
        }
    }
}

impl Form for Tz {
    const EXPECTED: &'static str = "expected an IANA time zone such as UTC or Europe/Athens";

    fn read(text: &str) -> Option<Self> {
        text.parse().ok()
    }
}

impl Form for TicketPrefix {
    const EXPECTED: &'static str = "expected 1 to 8 capital letters or digits";

    fn read(text: &str) -> Option<Self> {
        Self::parse(text)
    }
}

impl Form for Duration {
    const EXPECTED: &'static str = "expected a number with a unit: 500ms, 25s, 10m, 12h or 7d";

    fn read(text: &str) -> Option<Self> {
        let digits = text.find(|c: char| !c.is_ascii_digit())?;
        let (number, unit) = text.split_at(digits);
        let number: u64 = number.parse().ok()?;
        let seconds = match unit.trim() {
            "ms" => return Some(Self::from_millis(number)),
            "s" => 1,
            "m" | "min" => 60,
            "h" => 3_600,
            "d" => 86_400,
            _ => return None,
        };
        Some(Self::from_secs(number.checked_mul(seconds)?))
    }
}

/// A duration, of which a number alone means seconds, as in the prototype.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Seconds(pub(crate) Duration);

impl Form for Seconds {
    const EXPECTED: &'static str =
        "expected seconds such as 30, or a duration such as 500ms or 2m (100ms to 10m)";

    fn read(text: &str) -> Option<Self> {
        let seconds = text.parse().ok().and_then(|seconds: f64| Duration::try_from_secs_f64(seconds).ok());
        let given = seconds.or_else(|| Duration::read(text))?;
        (Duration::from_millis(100)..=Duration::from_secs(600)).contains(&given).then_some(Self(given))
    }
}

/// How freely a model chooses its words.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Temperature(pub(crate) f64);

impl Form for Temperature {
    const EXPECTED: &'static str = "expected nothing or a number from 0 to 2, such as 0.7";

    fn read(text: &str) -> Option<Self> {
        text.parse().ok().filter(|degree| (0.0..=2.0).contains(degree)).map(Self)
    }
}

/// What an endpoint calls the most tokens of an answer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct TokensParameter(pub(crate) &'static str);

impl Form for TokensParameter {
    const EXPECTED: &'static str = "expected max_tokens or max_completion_tokens";

    fn read(text: &str) -> Option<Self> {
        ["max_tokens", "max_completion_tokens"].into_iter().find(|name| *name == text).map(Self)
    }
}

/// A count between 1 and 255, of connections or threads.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Count(pub(crate) u8);

impl Form for Count {
    const EXPECTED: &'static str = "expected a number from 1 to 255";

    fn read(text: &str) -> Option<Self> {
        text.parse().ok().filter(|count| *count > 0).map(Self)
    }
}

/// How many of something there may be; none is any number.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct AnyNumber(pub(crate) Option<NonZeroU32>);

impl Form for AnyNumber {
    const EXPECTED: &'static str = "expected a number from 0 to 1000000, where 0 is any number";

    fn read(text: &str) -> Option<Self> {
        let number = text.parse().ok().filter(|number| *number <= 1_000_000)?;
        Some(Self(NonZeroU32::new(number)))
    }
}

impl Form for NonZeroU32 {
    const EXPECTED: &'static str = "expected a number from 1 to 1000000";

    fn read(text: &str) -> Option<Self> {
        text.parse().ok().filter(|number: &Self| number.get() <= 1_000_000)
    }
}

/// A size in bytes.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Size(pub(crate) usize);

impl Form for Size {
    const EXPECTED: &'static str = "expected a size from 64KiB to 64MiB such as 8MiB";

    fn read(text: &str) -> Option<Self> {
        let (number, unit) = text.split_at(text.find(|c: char| !c.is_ascii_digit())?);
        let unit: usize = match unit.trim() {
            "KiB" => 1 << 10,
            "MiB" => 1 << 20,
            _ => return None,
        };
        let bytes = number.parse::<usize>().ok()?.checked_mul(unit)?;
        (64 << 10..=64 << 20).contains(&bytes).then_some(Self(bytes))
    }
}

impl Form for PackUse {
    const EXPECTED: &'static str = "expected always or until_own";

    fn read(text: &str) -> Option<Self> {
        match text {
            "always" => Some(Self::Always),
            "until_own" => Some(Self::UntilOwn),
            _ => None,
        }
    }
}

/// How many threads answer requests.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Workers {
    /// As many as there are processors, two at most: the database is the bottleneck.
    Auto,
    /// So many.
    Exactly(Count),
}

impl Form for Workers {
    const EXPECTED: &'static str = "expected auto or a number from 1 to 255";

    fn read(text: &str) -> Option<Self> {
        match text {
            "auto" => Some(Self::Auto),
            _ => Count::read(text).map(Self::Exactly),
        }
    }
}

/// The path in front of every route: empty, or `/name` without a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct BasePath(pub(crate) String);

impl Form for BasePath {
    const EXPECTED: &'static str = "expected nothing or a path such as /support, of letters, digits, - and _";

    fn read(text: &str) -> Option<Self> {
        let path = text.trim_end_matches('/');
        let segment = |s: &str| {
            !s.is_empty() && s.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.'))
        };
        let fits = path.is_empty()
            || path.strip_prefix('/').is_some_and(|rest| rest.split('/').all(|s| segment(s) && s != ".."));
        fits.then(|| Self(path.to_owned()))
    }
}

/// Where people reach the service: an address without a slash at the end.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct PublicUrl(pub(crate) String);

impl Form for PublicUrl {
    const EXPECTED: &'static str = "expected an address such as https://help.example.com or https://example.com/ai (http only for this machine)";

    fn read(text: &str) -> Option<Self> {
        let url = text.trim_end_matches('/');
        let (scheme, rest) = url.split_once("://")?;
        let (host, path) = rest.split_once('/').map_or((rest, ""), |(host, path)| (host, path));
        let is_host = Origins::read(&format!("{scheme}://{host}")).is_some_and(|one| one.0.len() == 1);
        let name = host.rsplit_once(':').map_or(host, |(name, _)| name);
        let is_here = name == "localhost" || name == "[::1]" || name.starts_with("127.");
        let is_safe = scheme == "https" || (scheme == "http" && is_here);
        (is_host && is_safe && BasePath::read(&format!("/{path}")).is_some()).then(|| Self(url.to_owned()))
    }
}

/// Where browsers may call from.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Origins(pub(crate) Vec<String>);

impl Form for Origins {
    const EXPECTED: &'static str = "expected origins such as http://localhost:3000, separated by commas (no path; * is not possible, because credentials are allowed)";

    fn read(text: &str) -> Option<Self> {
        let origin = |item: &str| {
            let item = item.strip_suffix('/').unwrap_or(item);
            let host = item.strip_prefix("https://").or_else(|| item.strip_prefix("http://"))?;
            let odd = |c: char| !c.is_ascii_alphanumeric() && !matches!(c, '.' | '-' | '_' | ':' | '[' | ']');
            (!host.is_empty() && !host.contains(odd)).then(|| item.to_owned())
        };
        items(text).map(origin).collect::<Option<_>>().map(Self)
    }
}

/// Networks of addresses; an address alone is one of its own.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Networks(pub(crate) Vec<IpNet>);

impl Form for Networks {
    const EXPECTED: &'static str = "expected addresses or networks such as 10.0.0.0/8, separated by commas";

    fn read(text: &str) -> Option<Self> {
        let network = |item: &str| match item.parse::<IpAddr>() {
            Ok(address) => Some(IpNet::from(address)),
            Err(_) => item.parse().ok(),
        };
        items(text).map(network).collect::<Option<_>>().map(Self)
    }
}

impl Form for EmailAddress {
    const EXPECTED: &'static str = "expected a mail address such as support@example.com";

    fn read(text: &str) -> Option<Self> {
        Self::parse(text).ok()
    }
}

impl Form for Language {
    const EXPECTED: &'static str = "expected en, el, ar, es, tr or no";

    fn read(text: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|language| language.code() == text)
    }
}

/// Mail addresses, separated by commas.
#[derive(Debug, Clone)]
pub(crate) struct MailAddresses(pub(crate) Vec<EmailAddress>);

impl Form for MailAddresses {
    const EXPECTED: &'static str = "expected mail addresses, separated by commas";

    fn read(text: &str) -> Option<Self> {
        items(text).map(EmailAddress::read).collect::<Option<_>>().map(Self)
    }
}

fn items(text: &str) -> impl Iterator<Item = &str> {
    text.split(',').map(str::trim).filter(|item| !item.is_empty())
}

/// A list of words.
#[derive(Debug, Clone)]
pub(crate) struct Words(pub(crate) Vec<String>);

impl Form for Words {
    const EXPECTED: &'static str = "expected words, separated by commas";

    fn read(text: &str) -> Option<Self> {
        Some(Self(items(text).map(str::to_owned).collect()))
    }
}

/// Algorithms that tokens may be signed with.
#[derive(Debug, Clone)]
pub(crate) struct Algorithms(pub(crate) Vec<PublicAlgorithm>);

impl Form for Algorithms {
    const EXPECTED: &'static str = "expected RS256, ES256 or EdDSA, several separated by commas";

    fn read(text: &str) -> Option<Self> {
        let all: Vec<PublicAlgorithm> = items(text).map(|item| item.parse().ok()).collect::<Option<_>>()?;
        (!all.is_empty()).then_some(Self(all))
    }
}

/// Whether callers are told apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum AuthMode {
    /// Everybody on this computer is its operator.
    Open,
    /// Everybody proves who it is.
    Token,
}

impl Form for AuthMode {
    const EXPECTED: &'static str = "expected open or token";

    fn read(text: &str) -> Option<Self> {
        match text {
            "open" => Some(Self::Open),
            "token" => Some(Self::Token),
            _ => None,
        }
    }
}

/// How much is logged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Level(pub(crate) tracing::Level);

impl Form for Level {
    const EXPECTED: &'static str = "expected trace, debug, info, warning, error or critical";

    fn read(text: &str) -> Option<Self> {
        let level = match text.to_ascii_lowercase().as_str() {
            "trace" => tracing::Level::TRACE,
            "debug" => tracing::Level::DEBUG,
            "info" => tracing::Level::INFO,
            "warning" | "warn" => tracing::Level::WARN,
            "error" | "critical" | "fatal" => tracing::Level::ERROR,
            _ => return None,
        };
        Some(Self(level))
    }
}

/// What a log line looks like.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum LogFormat {
    /// For people.
    Text,
    /// One JSON object a line.
    Json,
}

impl Form for LogFormat {
    const EXPECTED: &'static str = "expected text or json";

    fn read(text: &str) -> Option<Self> {
        match text {
            "text" => Some(Self::Text),
            "json" => Some(Self::Json),
            _ => None,
        }
    }
}
