//! What the API may know about mail: whether it is set up, what a waiting mail looks like, and how to
//! wake the worker.

use std::sync::OnceLock;

use handover_api::{MailPreview, MailView};
use handover_domain::{OutboxMessage, StoreResult, View};
use handover_notification::{Recipients, RenderError, Templates, WakeHandle, preview};

use crate::settings::Settings;

/// Mail as the API sees it.
pub(crate) struct MailDesk {
    recipients: Recipients,
    /// Whether a mail server is configured.
    configured: bool,
    /// Whether it is known where people reach the service.
    has_address: bool,
    /// The worker in this process, if there is one.
    worker: Option<WakeHandle>,
    /// Made at the first preview: where mail is configured nobody asks for one.
    templates: OnceLock<Option<Templates>>,
}

impl MailDesk {
    pub(crate) fn new(settings: &Settings, recipients: Recipients, worker: Option<WakeHandle>) -> Self {
        let configured = settings.mail.smtp.is_some();
        let has_address = settings.server.public_url.is_some();
        Self { recipients, configured, has_address, worker, templates: OnceLock::new() }
    }

    fn templates(&self) -> Option<&Templates> {
        let load = || match Templates::load() {
            Ok(templates) => Some(templates),
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
        self.configured
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
        self.configured && self.has_address
    }

    fn wake(&self) {
        if let Some(worker) = &self.worker {
            worker.wake();
        }
    }

    fn trouble(&self) -> Vec<String> {
        if self.configured && self.recipients.support().is_empty() {
            return vec!["nobody is named to get support mail".to_owned()];
        }
        Vec::new()
    }
}
