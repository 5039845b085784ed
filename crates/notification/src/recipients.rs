//! Who gets mail, read when a mail is sent and not when it was promised.

use crate::address::EmailAddress;

/// The support desk's addresses, and the addresses that never get anything.
#[derive(Debug, Clone, Default)]
pub struct Recipients {
    support: Vec<EmailAddress>,
    never: Vec<EmailAddress>,
}

impl Recipients {
    /// `support` gets the mails to support, in this order and each once; nothing is ever sent to an
    /// address in `never`, whether it stands in `support` or is said to be a user's.
    pub fn new(support: Vec<EmailAddress>, never: Vec<EmailAddress>) -> Self {
        let mut unique: Vec<EmailAddress> = Vec::with_capacity(support.len());
        for address in support {
            if !never.contains(&address) && !unique.contains(&address) {
                unique.push(address);
            }
        }
        Self { support: unique, never }
    }

    /// The support desk, without what may never get mail.
    pub fn support(&self) -> &[EmailAddress] {
        &self.support
    }

    /// Whether this address may get mail at all.
    pub fn permits(&self, address: &EmailAddress) -> bool {
        !self.never.contains(address)
    }
}
