//! Sends a mail with a link to the owner of an account.

use handover_domain::{
    DeliveryAttempt, LINK_PREFIX, OutboxMessage, StoreResult, TokenHash, mint, renew_link,
};
use sha2::{Digest, Sha256};

use super::DeliveryWorker;
use super::delivery::{Delivery, Tried, still_to_get_it};
use crate::access::{AccessFacts, link};
use crate::mail::compose_link;
use crate::render::RenderError;

impl DeliveryWorker {
    /// Makes a link, writes the mail and sends it. A failure of the store is the only error.
    pub(super) async fn deliver_link(&self, row: &OutboxMessage) -> StoreResult<Delivery> {
        let notification = row.clone();
        let (facts, history) = self
            .read(move |view| {
                let history = view.delivery_attempts(notification.scope(), notification.id)?;
                Ok((AccessFacts::load(view, &notification)?, history))
            })
            .await?;
        let now = match facts {
            Some(facts) => self.try_link(facts, &history).await?,
            None => Tried::Void(RenderError::NoAccount.to_string()),
        };
        Ok(Delivery { history, now })
    }

    async fn try_link(&self, facts: AccessFacts, history: &[DeliveryAttempt]) -> StoreResult<Tried> {
        let Some(public_url) = self.settings.public_url.clone() else {
            return Ok(Tried::Nobody("PUBLIC_URL is not set, so no link can be made".to_owned()));
        };
        let to = match facts.addressee(&self.settings.recipients) {
            Ok(to) => to,
            Err(why) => return Ok(Tried::Nobody(why)),
        };
        let now = self.ports.clock.now();
        if facts.is_stale(now) {
            return Ok(Tried::Void("it was asked for too long ago".to_owned()));
        }
        let left = still_to_get_it(&facts.notification, std::slice::from_ref(&to), history);
        if left.is_empty() {
            // A newer link would take the place of the one that has arrived.
            return Ok(Tried::All(Vec::new()));
        }
        let token = mint(LINK_PREFIX, self.ports.ids.as_ref());
        let Some(hash) = TokenHash::new(Sha256::digest(token.as_bytes()).into()) else {
            return Ok(Tried::Unwritten("there is no link".to_owned()));
        };
        let (owner, purpose) = ((facts.notification.scope(), facts.account.id), facts.purpose);
        let renewed = self.write(move |tx| renew_link(tx, owner, (hash, purpose), now)).await?;
        let Some(account) = renewed else {
            return Ok(Tried::Void("the account does not wait for it any more".to_owned()));
        };
        let facts = AccessFacts { account, link: link(&public_url, &token), ..facts };
        let mail = self.write_mail(to, move |templates, addressing| {
            let rendered = templates.render_link(&facts)?;
            compose_link(&facts.notification, rendered, addressing)
        });
        Ok(match mail.await? {
            Ok(mail) => Tried::All(self.send_to_all(&mail, left).await),
            Err(error) => Tried::Unwritten(error.to_string()),
        })
    }
}
