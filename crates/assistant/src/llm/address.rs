//! Where the endpoint is.

use std::net::IpAddr;

use hyper::Uri;

/// Why an address cannot be the endpoint's.
#[derive(Debug, Clone, Copy, PartialEq, Eq, thiserror::Error)]
pub enum AddressError {
    /// It is no address.
    #[error("expected an address such as https://llm.example.com/v1")]
    Form,
    /// It holds a user name or a password.
    #[error("a login in the address would be shown in many places; the key has a setting of its own")]
    Login,
    /// It would send what users write unencrypted to another machine.
    #[error("plain http is for this machine; for another one set assistant.plain_http")]
    Plain,
}

/// The endpoint: what a connection needs, and what stands before each path.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) struct Address {
    pub(crate) encrypted: bool,
    /// A name or an address, without brackets.
    pub(crate) host: String,
    pub(crate) port: u16,
    /// As the `Host` header has it.
    pub(crate) authority: String,
    /// Without a slash at the end.
    pub(crate) path: String,
}

impl Address {
    pub(crate) fn parse(url: &str, plain_http: bool) -> Result<Self, AddressError> {
        let uri: Uri = url.parse().map_err(|_| AddressError::Form)?;
        let authority = uri.authority().ok_or(AddressError::Form)?;
        if authority.as_str().contains('@') {
            return Err(AddressError::Login);
        }
        if uri.query().is_some() || url.contains('#') || authority.host().is_empty() {
            return Err(AddressError::Form);
        }
        let host = authority.host().trim_start_matches('[').trim_end_matches(']').to_owned();
        let encrypted = match uri.scheme_str() {
            Some("https") => true,
            Some("http") if plain_http || is_this_machine(&host) => false,
            Some("http") => return Err(AddressError::Plain),
            _ => return Err(AddressError::Form),
        };
        Ok(Self {
            encrypted,
            port: authority.port_u16().unwrap_or(if encrypted { 443 } else { 80 }),
            authority: authority.as_str().to_owned(),
            path: uri.path().trim_end_matches('/').to_owned(),
            host,
        })
    }
}

fn is_this_machine(host: &str) -> bool {
    host == "localhost" || host.parse::<IpAddr>().is_ok_and(|address| address.is_loopback())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_is_kept_and_ports_are_known() {
        let address = Address::parse("https://llm.example.com/v1/", false).unwrap();
        assert_eq!((address.encrypted, address.port, address.path.as_str()), (true, 443, "/v1"));
        let local = Address::parse("http://[::1]:11434/v1", false).unwrap();
        assert_eq!((local.host.as_str(), local.port), ("::1", 11434));
        assert_eq!(local.authority, "[::1]:11434");
    }

    #[test]
    fn what_is_said_leaves_unencrypted_only_when_somebody_wants_it() {
        assert_eq!(Address::parse("http://ollama:11434/v1", false), Err(AddressError::Plain));
        assert!(Address::parse("http://ollama:11434/v1", true).is_ok());
        assert_eq!(Address::parse("https://u:p@llm.example.com", true), Err(AddressError::Login));
        for odd in
            ["", "llm.example.com", "ftp://llm.example.com", "https://", "https://h/v1?key=x", "https://h/#x"]
        {
            assert_eq!(Address::parse(odd, true), Err(AddressError::Form), "{odd}");
        }
    }
}
