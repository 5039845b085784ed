//! What the API may know about mail: whether it is set up, what a waiting mail looks like, and how to
//! wake the worker.

use std::sync::OnceLock;

use handover_api::{MailPreview, MailTest, MailTestFailure, MailView};
use handover_domain::{Language, OutboxMessage, StoreResult, View};
use handover_notification::{
    EmailAddress, Recipients, RenderError, SmtpSettings, Templates, TestFailure, WakeHandle, preview,
    send_test,
};

use crate::settings::Settings;
use crate::world::{RandomIds, SystemClock};

/// Mail as the API sees it.
pub(crate) struct MailDesk {
    recipients: Recipients,
    /// The mail server, where one is configured.
    smtp: Option<SmtpSettings>,
    /// The language of those who get the mails to support.
    support_language: Language,
    /// Whether it is known where people reach the service.
    has_address: bool,
    /// The worker in this process, if there is one.
    worker: Option<WakeHandle>,
    /// Made at the first preview: where mail is configured nobody asks for one.
    templates: OnceLock<Option<Templates>>,
}

impl MailDesk {
    pub(crate) fn new(settings: &Settings, recipients: Recipients, worker: Option<WakeHandle>) -> Self {
        let smtp = settings.mail.smtp.clone();
        let has_address = settings.server.public_url.is_some();
        let support_language = settings.mail.support_language;
        Self { recipients, smtp, support_language, has_address, worker, templates: OnceLock::new() }
    }

    fn templates(&self) -> Option<&Templates> {
        let load = || match Templates::load() {
            Ok(templates) => Some(templates.for_support_in(self.support_language)),
            Err(error) => {
                tracing::error!(%error, "the mail templates cannot be used");
                None
            }
        };
        self.templates.get_or_init(load).as_ref()
    }
}

impl MailView for MailDesk {
    fn is_configured(&self) -> bool {
        self.smtp.is_some()
    }

    fn preview(&self, view: &mut dyn View, message: &OutboxMessage) -> StoreResult<Option<MailPreview>> {
        let Some(templates) = self.templates() else { return Ok(None) };
        match preview(view, templates, &self.recipients, message) {
            Ok(mail) => Ok(Some(MailPreview {
                recipients: mail.to.iter().map(|address| address.address().to_owned()).collect(),
                subject: mail.subject,
                text: mail.text,
                html: mail.html,
            })),
            Err(RenderError::Store(error)) => Err(error),
            Err(error) => {
                tracing::warn!(outbox = %message.id, %error, "a mail cannot be shown");
                Ok(None)
            }
        }
    }

    fn can_send_links(&self) -> bool {
        self.smtp.is_some() && self.has_address
    }

    fn send_test<'a>(&'a self, to: &'a str) -> MailTest<'a> {
        Box::pin(async move {
            let failed = |stage, detail: String| MailTestFailure { stage, detail };
            let Some(smtp) = &self.smtp else {
                return Err(failed("settings", "no mail server is configured".to_owned()));
            };
            let address = EmailAddress::parse(to).map_err(|error| failed("address", error.to_string()))?;
            if !self.recipients.permits(&address) {
                return Err(failed("address", format!("{} must never get mail", address.address())));
            }
            match send_test(smtp, &address, &SystemClock, &RandomIds).await {
                Ok(_) => Ok(()),
                Err(error @ TestFailure::Tls(_)) => Err(failed("tls", error.to_string())),
                Err(error @ TestFailure::Mail(_)) => Err(failed("address", error.to_string())),
                Err(error @ TestFailure::Smtp(_)) => Err(failed("server", error.to_string())),
            }
        })
    }

    fn wake(&self) {
        if let Some(worker) = &self.worker {
            worker.wake();
        }
    }

    fn trouble(&self) -> Vec<String> {
        if self.smtp.is_some() && self.recipients.support().is_empty() {
            return vec!["nobody is named to get support mail".to_owned()];
        }
        Vec::new()
    }
}
