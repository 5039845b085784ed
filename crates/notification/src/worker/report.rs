//! Sends the weekly mail with the figures to somebody who leads.

use handover_domain::{DeliveryAttempt, OutboxMessage, StoreResult};

use super::DeliveryWorker;
use super::delivery::{Delivery, Tried, still_to_get_it};
use crate::access::owner_address;
use crate::mail::compose_report;
use crate::report::ReportFacts;

impl DeliveryWorker {
    /// Reads, writes and sends a report. A failure of the store is the only error.
    pub(super) async fn deliver_report(&self, row: &OutboxMessage) -> StoreResult<Delivery> {
        let notification = row.clone();
        let (facts, history) = self
            .read(move |view| {
                let history = view.delivery_attempts(notification.scope(), notification.id)?;
                Ok((ReportFacts::load(view, &notification)?, history))
            })
            .await?;
        let now = match facts {
            Some(facts) => self.try_report(facts, &history).await?,
            None => Tried::Void("the account is gone, or may not have the figures any more".to_owned()),
        };
        Ok(Delivery { history, now })
    }

    async fn try_report(&self, mut facts: ReportFacts, history: &[DeliveryAttempt]) -> StoreResult<Tried> {
        if facts.is_stale(self.ports.clock.now()) {
            return Ok(Tried::Void("it was owed too long ago; the next one is due".to_owned()));
        }
        let to = match owner_address(&facts.account, &self.settings.recipients) {
            Ok(to) => to,
            Err(why) => return Ok(Tried::Nobody(why)),
        };
        facts.public_url.clone_from(&self.settings.public_url);
        let left = still_to_get_it(&facts.notification, std::slice::from_ref(&to), history);
        let mail =
            self.write_mail(to, move |templates, addressing| compose_report(templates, &facts, addressing));
        Ok(match mail.await? {
            Ok(mail) => Tried::All(self.send_to_all(&mail, left).await),
            Err(error) => Tried::Unwritten(error.to_string()),
        })
    }
}
