//! How mail leaves, and to whom support mail goes.

use std::path::PathBuf;

use handover_domain::ContactBook;

use super::values::{MailAddress, MailAddresses};
use super::{Reader, Secret, SettingsError, mail_address};

/// The prototype's server, which counts only where somebody set a user name.
const USUAL_SERVER: &str = "smtp.gmail.com";
const SUBMISSION: u16 = 587;
const IMPLICIT_TLS: u16 = 465;

/// Everything about mail.
#[derive(Debug)]
pub(crate) struct Mail {
    /// `None` until an operator sets a server or a user name: a fresh install dials nobody.
    pub(crate) smtp: Option<Smtp>,
    support_to: Vec<MailAddress>,
    support_to_source: String,
}

/// How to reach the mail server.
#[derive(Debug)]
pub(crate) struct Smtp {
    pub(crate) server: String,
    pub(crate) port: u16,
    pub(crate) security: Security,
    /// Without one there is no AUTH.
    pub(crate) username: Option<String>,
    pub(crate) password: Secret,
    pub(crate) from: MailAddress,
    pub(crate) ca_file: Option<PathBuf>,
}

/// What protects the connection.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Security {
    /// TLS from the first byte.
    Implicit,
    /// TLS after STARTTLS, or nothing is sent.
    StartTls,
    /// None.
    Plain,
}

pub(super) fn read(reader: &Reader<'_>) -> Result<Mail, SettingsError> {
    let support_to = reader.required::<MailAddresses>("notification.support_to")?.0;
    let support_to_source = reader.0.given("notification.support_to").source;
    let server: Option<String> = reader.optional("smtp.server")?;
    let username: Option<String> = reader.optional("smtp.username")?;
    // The others are checked even where they do not count: a typing error should not wait for later.
    let port: Option<u16> = reader.optional("smtp.port")?;
    let (tls, ssl): (bool, bool) = (reader.required("smtp.use_tls")?, reader.required("smtp.use_ssl")?);
    let from: Option<MailAddress> = reader.optional("smtp.from_email")?;
    if server.is_none() && username.is_none() {
        return Ok(Mail { smtp: None, support_to, support_to_source });
    }
    let port = port.unwrap_or(if ssl { IMPLICIT_TLS } else { SUBMISSION });
    let security = match (ssl || port == IMPLICIT_TLS, tls) {
        (true, _) => Security::Implicit,
        (false, true) => Security::StartTls,
        (false, false) => Security::Plain,
    };
    let from = match (from, &username) {
        (Some(from), _) => from,
        (None, Some(username)) => mail_address(username).ok_or_else(|| no_sender(reader))?,
        (None, None) => return Err(no_sender(reader)),
    };
    let smtp = Smtp {
        server: server.unwrap_or_else(|| USUAL_SERVER.to_owned()),
        port,
        security,
        username,
        password: Secret::new(reader.required("smtp.password")?),
        from,
        ca_file: reader.optional("smtp.ca_file")?,
    };
    Ok(Mail { smtp: Some(smtp), support_to, support_to_source })
}

fn no_sender(reader: &Reader<'_>) -> SettingsError {
    let expected = "mail needs a sender: set FROM_EMAIL, because the user name is not a mail address";
    reader.invalid("smtp.from_email", expected)
}

impl Mail {
    /// Who gets support mail: those an operator named, else the general contact, or the sender as
    /// long as the contacts are samples. Nobody while mail is not set up and nobody is named.
    ///
    /// # Errors
    /// When the result is an address of the sample contacts: it belongs to somebody else.
    pub(crate) fn support_recipients(
        &self,
        contacts: &ContactBook,
    ) -> Result<Vec<MailAddress>, SettingsError> {
        let named = !self.support_to.is_empty();
        let general = contacts.general().email.as_str();
        let recipients = match &self.smtp {
            _ if named => self.support_to.clone(),
            _ if !contacts.is_sample() => mail_address(general).into_iter().collect(),
            Some(smtp) => vec![smtp.from.clone()],
            None => Vec::new(),
        };
        let is_sample = |recipient: &&MailAddress| {
            contacts.is_sample()
                && contacts
                    .all()
                    .iter()
                    .any(|contact| contact.email.eq_ignore_ascii_case(recipient.address()))
        };
        match recipients.iter().find(is_sample) {
            None => Ok(recipients),
            Some(sample) => Err(SettingsError::Invalid {
                key: if named { "notification.support_to" } else { "smtp.from_email" },
                value: sample.as_str().to_owned(),
                source_name: if named { self.support_to_source.clone() } else { "FROM_EMAIL".to_owned() },
                expected: "this is an address of the sample contacts, to which nothing may be sent; \
                           put your own contacts into config/contacts.toml and remove `sample = true`"
                    .to_owned(),
            }),
        }
    }
}
