//! A session's place in the queue, as its streams tell it.
//!
//! It is looked up for the session alone whenever the session changes; in between, one look at the whole queue
//! every two seconds serves all streams of an organization in this process.

use std::sync::Arc;

use chrono::{DateTime, Utc};
use handover_domain::{OrganizationId, QueueKey, QueueLine};

use super::{Live, Seat};
use crate::queue_place::QueueView;

/// The queue of an organization, as of the last look.
#[derive(Debug, Clone, Default)]
pub(super) struct Line(pub(super) Option<Arc<QueueLine>>);

/// Where a session's ticket stands in the queue, and as what; and as of when.
pub(super) type Standing = (Option<(QueueKey, QueueView)>, DateTime<Utc>);

/// What one stream knows of its session's place.
#[derive(Default)]
pub(super) struct Place {
    /// Where the ticket stands, and where the queue is seen, while it is in it.
    waits: Option<(QueueKey, Seat<OrganizationId, Line>)>,
    /// When the place was last looked up for the session alone; an older queue says nothing new.
    as_of: Option<DateTime<Utc>>,
    told: Option<QueueView>,
}

impl Place {
    /// The place of the session's ticket was read. Whether that is another place than was told last.
    pub(super) fn learn(
        &mut self,
        live: &Live,
        organization: OrganizationId,
        (place, now): Standing,
    ) -> bool {
        self.as_of = Some(now);
        let (key, view) = place.unzip();
        self.waits = key.map(|key| {
            let seat = self.waits.take().map(|(_, seat)| seat);
            (key, seat.unwrap_or_else(|| live.watch_line(organization)))
        });
        let differs = self.told != view;
        self.told = view;
        differs
    }

    /// The place by the newest look at the queue, if that is another than was told last.
    fn newer(&mut self, now: DateTime<Utc>) -> Option<QueueView> {
        let (key, seat) = self.waits.as_mut()?;
        let line = seat.now().0?;
        if self.as_of.is_some_and(|as_of| line.at < as_of) {
            return None;
        }
        let view = QueueView::from(line.place(*key, now));
        (self.told != Some(view)).then_some(view)
    }

    /// Whether there is something to tell.
    pub(super) fn has_news(&mut self, now: DateTime<Utc>) -> bool {
        self.newer(now).is_some()
    }

    /// What there is to tell, which is told by that.
    pub(super) fn tell(&mut self, now: DateTime<Utc>) -> Option<QueueView> {
        let news = self.newer(now)?;
        self.told = Some(news);
        Some(news)
    }

    /// Waits for another look at the queue; for ever when the session is not in it.
    pub(super) async fn changed(&mut self) {
        match &mut self.waits {
            Some((_, seat)) => seat.changed().await,
            None => std::future::pending().await,
        }
    }
}
