//! Mails to the owners of accounts: a link by which they choose a password.
//!
//! The link is made when the mail is sent, so that it is stored nowhere but as a hash, and so that a mail
//! that had to wait holds one that is still good.

use chrono::{DateTime, TimeDelta, Utc};
use handover_domain::{
    About, Account, INVITATION_LIFE, NotificationKind, OutboxMessage, StoreResult, TokenPurpose, View,
};

use crate::address::EmailAddress;
use crate::recipients::Recipients;

/// A reset that could not be mailed for so long is not wanted any more.
const RESET_WAITS: TimeDelta = TimeDelta::days(1);

/// What stands in a preview instead of the link.
pub(crate) const NO_LINK: &str = "https://…";

/// Everything that such a mail needs to know.
#[derive(Debug)]
pub(crate) struct AccessFacts {
    /// The promise to be kept.
    pub(crate) notification: OutboxMessage,
    /// To whom.
    pub(crate) account: Account,
    /// What the link is good for.
    pub(crate) purpose: TokenPurpose,
    /// The link.
    pub(crate) link: String,
}

impl AccessFacts {
    /// Reads them, all but the link; `None` when the account is gone, or when the notification speaks of
    /// none.
    pub(crate) fn load(view: &mut dyn View, notification: &OutboxMessage) -> StoreResult<Option<Self>> {
        let (About::Account(id), Some(purpose)) = (notification.about, purpose_of(notification.kind)) else {
            return Ok(None);
        };
        let account = view.account(notification.scope(), id)?;
        let notification = notification.clone();
        Ok(account.map(|account| Self { notification, account, purpose, link: NO_LINK.to_owned() }))
    }

    /// The address of the owner, or why it cannot get mail.
    pub(crate) fn addressee(&self, recipients: &Recipients) -> Result<EmailAddress, String> {
        owner_address(&self.account, recipients)
    }

    /// Whether it has waited for so long that nobody expects it any more.
    pub(crate) fn is_stale(&self, now: DateTime<Utc>) -> bool {
        let waits = match self.purpose {
            TokenPurpose::Invite => INVITATION_LIFE,
            TokenPurpose::Reset => RESET_WAITS,
        };
        now >= self.notification.renewed_at + waits
    }
}

/// The address of the owner of an account, or why it cannot get mail.
pub(crate) fn owner_address(account: &Account, recipients: &Recipients) -> Result<EmailAddress, String> {
    let address = EmailAddress::parse(account.email.as_str())
        .map_err(|refused| format!("the address of the account: {refused}"))?;
    if recipients.permits(&address) {
        Ok(address.named(&account.name))
    } else {
        Err(format!("{} must never get mail", address.address()))
    }
}

/// What the link of such a mail is good for; `None` for mails without one.
pub(crate) fn purpose_of(kind: NotificationKind) -> Option<TokenPurpose> {
    match kind {
        NotificationKind::AccountInvitation => Some(TokenPurpose::Invite),
        NotificationKind::AccountReset => Some(TokenPurpose::Reset),
        NotificationKind::SupportTicketOpened
        | NotificationKind::SupportTicketUpdated
        | NotificationKind::UserTicketOpened
        | NotificationKind::UserExpertAnswered
        | NotificationKind::InsightReport => None,
    }
}

/// The address of the page on which a password is chosen. What is behind the `#` goes to no server.
pub(crate) fn link(public_url: &str, token: &str) -> String {
    format!("{}/account.html#link={token}", public_url.trim_end_matches('/'))
}
