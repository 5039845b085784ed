//! Turns facts into the text and HTML of a mail.

use handover_domain::{Language, NotificationKind, StoreError};
use minijinja::syntax::SyntaxConfig;
use minijinja::value::Serde;
use minijinja::{Environment, UndefinedBehavior};
use serde::Serialize;

use crate::access::AccessFacts;
use crate::clean::paragraphs;
use crate::facts::MailFacts;
use crate::report::ReportFacts;
use crate::words::Words;

mod access;
mod answered;
mod report;
mod summary;
mod support;
mod user;

const SUPPORT_OPENED: Source = Source {
    html: "support_ticket_opened.html",
    mjml: include_str!("../templates/support_ticket_opened.mjml"),
    text: "support_ticket_opened.txt",
    plain: include_str!("../templates/support_ticket_opened.txt"),
};
const SUPPORT_UPDATED: Source = Source {
    html: "support_ticket_updated.html",
    mjml: include_str!("../templates/support_ticket_updated.mjml"),
    text: "support_ticket_updated.txt",
    plain: include_str!("../templates/support_ticket_updated.txt"),
};
const USER_OPENED: Source = Source {
    html: "user_ticket_opened.html",
    mjml: include_str!("../templates/user_ticket_opened.mjml"),
    text: "user_ticket_opened.txt",
    plain: include_str!("../templates/user_ticket_opened.txt"),
};
const USER_ANSWERED: Source = Source {
    html: "user_expert_answered.html",
    mjml: include_str!("../templates/user_expert_answered.mjml"),
    text: "user_expert_answered.txt",
    plain: include_str!("../templates/user_expert_answered.txt"),
};

const ACCOUNT_LINK: Source = Source {
    html: "account_link.html",
    mjml: include_str!("../templates/account_link.mjml"),
    text: "account_link.txt",
    plain: include_str!("../templates/account_link.txt"),
};

const INSIGHT_REPORT: Source = Source {
    html: "insight_report.html",
    mjml: include_str!("../templates/insight_report.mjml"),
    text: "insight_report.txt",
    plain: include_str!("../templates/insight_report.txt"),
};

/// All of them.
const SOURCES: [&Source; 6] =
    [&SUPPORT_OPENED, &SUPPORT_UPDATED, &USER_OPENED, &USER_ANSWERED, &ACCOUNT_LINK, &INSIGHT_REPORT];

/// How many characters of one text a mail shows.
const TEXT_LIMIT: usize = 1 << 18;

struct Source {
    html: &'static str,
    mjml: &'static str,
    text: &'static str,
    plain: &'static str,
}

/// The templates of all mails, ready to be filled. Made once; cheap to share in an `Arc`.
#[derive(Debug)]
pub struct Templates {
    environment: Environment<'static>,
    /// The language of those who get the mails to support.
    support: Language,
}

/// A mail without its envelope: what it says, but not from whom or to whom.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RenderedMail {
    /// The subject: one line, free of control characters.
    pub subject: String,
    /// The plain text, lines ended by `\n`.
    pub text: String,
    /// The same as HTML.
    pub html: String,
}

/// Why a mail could not be written.
#[derive(Debug, thiserror::Error)]
pub enum RenderError {
    /// A shipped template is broken.
    #[error("the template {template} is broken: {reason}")]
    Template {
        /// Its file.
        template: &'static str,
        /// What is wrong with it.
        reason: String,
    },
    /// The ticket that the mail speaks of does not exist.
    #[error("its ticket does not exist")]
    NoTicket,
    /// The account that the mail speaks of does not exist.
    #[error("its account does not exist")]
    NoAccount,
    /// The picture could not be drawn.
    #[error("its picture could not be drawn: {0}")]
    Picture(#[source] png::EncodingError),
    /// The finished mail breaks a rule for mails.
    #[error("no mail can be made of it: {0}")]
    Compose(#[source] lettre::error::Error),
    /// The store could not be read.
    #[error("the store failed: {0}")]
    Store(#[from] StoreError),
}

fn tags_leave_no_blank_lines() -> Result<SyntaxConfig, minijinja::Error> {
    SyntaxConfig::builder().trim_blocks(true).lstrip_blocks(true).build()
}

impl Templates {
    /// Compiles the shipped templates.
    ///
    /// # Errors
    /// [`RenderError::Template`], which a test of this crate rules out.
    pub fn load() -> Result<Self, RenderError> {
        let mut environment = Environment::new();
        environment.set_undefined_behavior(UndefinedBehavior::Strict);
        environment.set_syntax(
            tags_leave_no_blank_lines()
                .map_err(|e| RenderError::Template { template: "syntax", reason: e.to_string() })?,
        );
        for source in SOURCES {
            let broken = |reason: String| RenderError::Template { template: source.html, reason };
            let page = mrml::parse(source.mjml).map_err(|e| broken(e.to_string()))?;
            let options = mrml::prelude::render::RenderOptions::default();
            let html = page.element.render(&options).map_err(|e| broken(e.to_string()))?;
            environment
                .add_template_owned(source.html, html)
                .and_then(|()| environment.add_template(source.text, source.plain))
                .map_err(|e| broken(e.to_string()))?;
        }
        Ok(Self { environment, support: Language::En })
    }

    /// The same with mails to support in `language`; before that they are in English.
    #[must_use]
    pub fn for_support_in(self, language: Language) -> Self {
        Self { support: language, ..self }
    }

    /// Writes the mail that the facts' notification asks for.
    ///
    /// # Errors
    /// [`RenderError::Template`], or [`RenderError::NoTicket`] for a notification about something else.
    pub fn render(&self, facts: &MailFacts) -> Result<RenderedMail, RenderError> {
        match facts.notification.kind {
            NotificationKind::SupportTicketOpened => {
                let page = support::Opened::new(facts, Words::of(self.support));
                self.fill(&SUPPORT_OPENED, page.subject.clone(), &page)
            }
            NotificationKind::SupportTicketUpdated => {
                let page = support::Updated::new(facts, Words::of(self.support));
                self.fill(&SUPPORT_UPDATED, page.subject.clone(), &page)
            }
            NotificationKind::UserTicketOpened => {
                let page = user::Opened::new(facts);
                self.fill(&USER_OPENED, page.subject.clone(), &page)
            }
            NotificationKind::UserExpertAnswered => {
                let page = answered::Answered::new(facts);
                self.fill(&USER_ANSWERED, page.subject.clone(), &page)
            }
            NotificationKind::AccountInvitation
            | NotificationKind::AccountReset
            | NotificationKind::InsightReport => Err(RenderError::NoTicket),
        }
    }

    /// Writes a mail to the owner of an account.
    pub(crate) fn render_link(&self, facts: &AccessFacts) -> Result<RenderedMail, RenderError> {
        let page = access::Link::new(facts);
        self.fill(&ACCOUNT_LINK, page.subject.clone(), &page)
    }

    /// Writes the weekly mail with the figures, whose picture is at the address `picture`.
    pub(crate) fn render_report(
        &self,
        facts: &ReportFacts,
        picture: &str,
    ) -> Result<RenderedMail, RenderError> {
        let page = report::Report::new(facts, picture);
        self.fill(&INSIGHT_REPORT, page.subject.clone(), &page)
    }

    fn fill<P: Serialize>(
        &self,
        source: &'static Source,
        subject: String,
        page: &P,
    ) -> Result<RenderedMail, RenderError> {
        let fill = |template: &'static str| {
            self.environment
                .get_template(template)
                .and_then(|compiled| compiled.render(Serde(page)))
                .map_err(|e| RenderError::Template { template, reason: e.to_string() })
        };
        Ok(RenderedMail { subject, text: fill(source.text)?, html: fill(source.html)? })
    }
}

/// A text of any length for a body, and in the mail's language how much of it is left out.
fn text(words: &Words, said: &str) -> String {
    let (mut clean, left) = paragraphs(said, TEXT_LIMIT);
    if left > 0 {
        clean.push('\n');
        clean.push_str(&words.say_with("mail-more", &[("count", &left.to_string())]));
    }
    clean
}
