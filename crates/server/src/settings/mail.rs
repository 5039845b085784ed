//! How mail leaves, and to whom support mail goes.

use std::time::Duration;

use handover_domain::{Contact, ContactBook, Language, Secret};
use handover_notification::{EmailAddress, Recipients, SmtpSettings, Timeouts, Tls};

use super::values::MailAddresses;
use super::{Reader, SettingsError};

/// The prototype's server, which counts only where somebody set a user name.
const USUAL_SERVER: &str = "smtp.gmail.com";
const SUBMISSION: u16 = 587;
const IMPLICIT_TLS: u16 = 465;

/// Everything about mail.
#[derive(Debug)]
pub(crate) struct Mail {
    /// `None` until an operator sets a server or a user name: a fresh install dials nobody.
    pub(crate) smtp: Option<SmtpSettings>,
    /// The language of those who get the mails to support.
    pub(crate) support_language: Language,
    support_to: Vec<EmailAddress>,
    support_to_source: String,
}

pub(super) fn read(reader: &Reader<'_>) -> Result<Mail, SettingsError> {
    let support_to = reader.required::<MailAddresses>("notification.support_to")?.0;
    let support_to_source = reader.0.given("notification.support_to").source;
    let support_language = reader.required("notification.support_language")?;
    let server: Option<String> = reader.optional("smtp.server")?;
    let username: Option<String> = reader.optional("smtp.username")?;
    // The others are checked even where they do not count: a typing error should not wait for later.
    let port: Option<u16> = reader.optional("smtp.port")?;
    let (tls, ssl): (bool, bool) = (reader.required("smtp.use_tls")?, reader.required("smtp.use_ssl")?);
    let from: Option<EmailAddress> = reader.optional("smtp.from_email")?;
    let command =
        reader.within("notification.command_timeout", Duration::from_millis(100), Duration::from_secs(45))?;
    let content =
        reader.within("notification.content_timeout", Duration::from_secs(1), Duration::from_secs(3_600))?;
    if server.is_none() && username.is_none() {
        return Ok(Mail { smtp: None, support_language, support_to, support_to_source });
    }
    let port = port.unwrap_or(if ssl { IMPLICIT_TLS } else { SUBMISSION });
    let tls = match (ssl || port == IMPLICIT_TLS, tls) {
        (true, _) => Tls::Implicit,
        (false, true) => Tls::StartTls,
        (false, false) => Tls::None,
    };
    let username = username.unwrap_or_default();
    let from = from.or_else(|| EmailAddress::parse(&username).ok()).ok_or_else(|| no_sender(reader))?;
    let smtp = SmtpSettings {
        host: server.unwrap_or_else(|| USUAL_SERVER.to_owned()),
        port,
        username,
        password: Secret::new(reader.required::<String>("smtp.password")?),
        tls,
        ca_file: reader.optional("smtp.ca_file")?,
        from,
        helo: None,
        timeouts: Timeouts { command, content, ..Timeouts::default() },
    };
    Ok(Mail { smtp: Some(smtp), support_language, support_to, support_to_source })
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
    pub(crate) fn recipients(&self, contacts: &ContactBook) -> Result<Recipients, SettingsError> {
        let address = |contact: &Contact| EmailAddress::parse(&contact.email).ok();
        let samples = if contacts.is_sample() { contacts.all() } else { &[] };
        let never: Vec<EmailAddress> = samples.iter().filter_map(address).collect();
        let named = !self.support_to.is_empty();
        let support = match &self.smtp {
            _ if named => self.support_to.clone(),
            _ if !contacts.is_sample() => address(contacts.general()).into_iter().collect(),
            Some(smtp) => vec![smtp.from.clone()],
            None => Vec::new(),
        };
        match support.iter().find(|address| never.contains(address)) {
            None => Ok(Recipients::new(support, never)),
            Some(sample) => Err(SettingsError::Invalid {
                key: if named { "notification.support_to" } else { "smtp.from_email" },
                value: sample.address().to_owned(),
                source_name: if named { self.support_to_source.clone() } else { "the sender".to_owned() },
                expected:
                    "this is an address of the sample contacts, to which nothing may be sent; put your own \
                           contacts into the contacts file and remove `sample = true`"
                        .to_owned(),
            }),
        }
    }
}
