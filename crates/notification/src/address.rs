//! Mail addresses that are safe to put into a header and into an SMTP command.

use std::fmt;

use lettre::Address;
use lettre::message::Mailbox;

use crate::clean::one_line;

const NAME_LIMIT: usize = 100;

/// A mail address with an optional name, as in `AutoBoss Support <support@example.com>`.
///
/// The address is plain ASCII of the common form (RFC 5321 dot-string and domain), so it can never
/// break out of a header or a command. Two are equal when their addresses are, whatever the case.
#[derive(Debug, Clone)]
pub struct EmailAddress {
    name: Option<String>,
    address: Address,
}

/// The text is not a mail address that can be sent to.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
#[error("`{0}` is not a mail address")]
pub struct NotAnAddress(String);

impl EmailAddress {
    /// Reads `a@b` or `Name <a@b>`.
    ///
    /// # Errors
    /// [`NotAnAddress`] when there is none, or one that only few servers could take, such as one
    /// with letters beyond ASCII.
    pub fn parse(text: &str) -> Result<Self, NotAnAddress> {
        let refused = || NotAnAddress(one_line(text, 80));
        let text = text.trim();
        if text.contains(char::is_control) {
            return Err(refused());
        }
        let (name, bare) = match text.strip_suffix('>').and_then(|rest| rest.rsplit_once('<')) {
            // What holds an address itself is no name but an attempt to show one for another.
            Some((name, _)) if name.contains(['@', '<', '>']) => return Err(refused()),
            Some((name, bare)) => (name.trim().trim_matches('"'), bare),
            None => ("", text),
        };
        let (user, domain) = bare.rsplit_once('@').ok_or_else(refused)?;
        if !is_dot_string(user) || !is_domain(domain) {
            return Err(refused());
        }
        let address = Address::new(user, domain).map_err(|_| refused())?;
        Ok(Self { name: None, address }.named(name))
    }

    /// The same address with this name, cleaned; an empty one means none.
    pub fn named(mut self, name: &str) -> Self {
        let name = one_line(name, NAME_LIMIT);
        self.name = (!name.is_empty()).then_some(name);
        self
    }

    /// The address without the name.
    pub fn address(&self) -> &str {
        self.address.as_ref()
    }

    /// The name.
    pub fn name(&self) -> Option<&str> {
        self.name.as_deref()
    }

    /// The part after the `@`.
    pub fn domain(&self) -> &str {
        self.address.domain()
    }

    pub(crate) fn mailbox(&self) -> Mailbox {
        Mailbox::new(self.name.clone(), self.address.clone())
    }
}

impl PartialEq for EmailAddress {
    fn eq(&self, other: &Self) -> bool {
        self.address().eq_ignore_ascii_case(other.address())
    }
}

impl Eq for EmailAddress {}

impl fmt::Display for EmailAddress {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.name {
            Some(name) => write!(f, "{name} <{}>", self.address()),
            None => f.write_str(self.address()),
        }
    }
}

fn is_dot_string(user: &str) -> bool {
    let atom = |part: &str| {
        !part.is_empty()
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b"!#$%&'*+-/=?^_`{|}~".contains(&b))
    };
    user.len() <= 64 && user.split('.').all(atom)
}

fn is_domain(domain: &str) -> bool {
    let label = |part: &str| {
        (1..=63).contains(&part.len())
            && part.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'-')
            && !part.starts_with('-')
            && !part.ends_with('-')
    };
    domain.len() <= 253 && domain.split('.').all(label)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_addresses_with_and_without_a_name() {
        let plain = EmailAddress::parse(" ops+x@host.example ").unwrap();
        assert_eq!((plain.address(), plain.name()), ("ops+x@host.example", None));
        let named = EmailAddress::parse("\"Åse, N.\" <ase@localhost>").unwrap();
        assert_eq!((named.address(), named.name()), ("ase@localhost", Some("Åse, N.")));
        assert_eq!(EmailAddress::parse("A@B.example").unwrap(), EmailAddress::parse("a@b.example").unwrap());
    }

    #[test]
    fn refuses_what_could_leave_a_header_or_a_command() {
        let hostile = [
            "",
            "nobody",
            "@x.example",
            "a@",
            "a b@x.example",
            "a@x.example\r\nRCPT TO:<b@x.example>",
            "a@x.example>\r\nDATA",
            "a@x.example> SIZE=1",
            "<a@x.example",
            "a@x.example, b@x.example",
            "a..b@x.example",
            "a@-x.example",
            "a@x.example.",
            "\"a\"@x.example",
            "a@[127.0.0.1]",
            "ä@x.example",
            "a@bücher.example",
            "a\0@x.example",
        ];
        for text in hostile {
            assert!(EmailAddress::parse(text).is_err(), "{text:?}");
        }
    }
}
