//! What a stream of one session tells.

use actix_web::web::Bytes;
use handover_domain::{Report, SessionId, note_seen, report_of};

use super::place::{Place, Standing};
use super::{Batch, Head, Seat, Side, Source, sse};
use crate::api::Desk;
use crate::problem::ApiError;
use crate::queue_place::place_of;
use crate::session_events::{Greeting, Presence, TypingNews, frame_of};

/// How many events are read, and held for a reader, at a time.
const AT_ONCE: i64 = 16;

/// The events of one session after the number that its reader knows.
pub(crate) struct SessionSource {
    desk: Desk,
    session: SessionId,
    side: Side,
    seat: Seat<SessionId, Head>,
    cursor: i64,
    /// What was known at the last reading.
    version: i64,
    nudges: Option<u64>,
    presence: Option<Presence>,
    /// How often the other side had said that it types, when that was last told.
    typed: u64,
    place: Place,
    /// A message that the user waits for and that is on its way to them, by its number in the session.
    awaited: Option<i64>,
    is_greeted: bool,
    /// Whether its reader is counted among those who are there.
    is_there: bool,
}

impl SessionSource {
    /// The events after the number `after`, for somebody on `side`.
    pub(crate) fn new(desk: Desk, (session, after): (SessionId, i64), side: Side) -> Self {
        let seat = desk.live.watch(session);
        Self {
            desk,
            session,
            side,
            seat,
            cursor: after,
            version: 0,
            nudges: None,
            presence: None,
            typed: 0,
            place: Place::default(),
            awaited: None,
            is_greeted: false,
            is_there: false,
        }
    }

    fn has_news(&self, head: &Head) -> bool {
        self.nudges != Some(head.nudges) || self.version < head.version
    }

    async fn report(&self) -> Result<(Report, Standing), ApiError> {
        let (session, after) = (self.session, self.cursor);
        let reading = self.desk.read(move |view, scene| {
            let report = report_of(view, scene, session, (after, AT_ONCE))?;
            let place = match &report.picture.ticket {
                Some(_) => place_of(view, scene, &report.picture.session)?,
                None => None,
            };
            Ok((report, (place, scene.now)))
        });
        reading.await
    }

    fn frames(&mut self, report: &Report, standing: Standing) -> Vec<Bytes> {
        let mut frames = Vec::with_capacity(report.news.len() + 1);
        let organization = report.picture.session.organization_id;
        let moved = self.place.learn(&self.desk.live, organization, standing);
        let queue = standing.0.map(|(_, place)| place);
        if !self.is_greeted {
            frames.push(sse::event(None, "session", &Greeting::of(&report.picture, queue)));
        }
        frames.extend(report.news.iter().map(|news| frame_of(&report.picture, news)));
        if moved && self.is_greeted {
            frames.push(sse::event(None, "queue", &queue));
        }
        self.is_greeted = true;
        frames
    }
}

impl Source for SessionSource {
    fn delivered(&mut self) {
        let Some(sequence) = self.awaited.take() else { return };
        let (desk, session) = (self.desk.clone(), self.session);
        // If that fails the user gets a mail too many, which is better than one too few.
        actix_web::rt::spawn(async move {
            let noted = desk.write(move |tx, scene| Ok(note_seen(tx, scene, (session, sequence))?)).await;
            if let Err(error) = noted {
                tracing::debug!(%error, "it could not be noted that an answer was delivered");
            }
        });
    }

    async fn changed(&mut self) {
        loop {
            let head = self.seat.now();
            let typed = head.typing_of_others(self.side).times;
            if self.has_news(&head) || self.presence != Some(Presence::of(&head)) || self.typed != typed {
                return;
            }
            if self.place.has_news(self.desk.clock.now()) {
                return;
            }
            tokio::select! {
                () = self.seat.changed() => {}
                () = self.place.changed() => {}
            }
        }
    }

    async fn read(&mut self) -> Result<Batch, ApiError> {
        // Before the rows are read: whatever is told from now on makes for another reading.
        let head = self.seat.now();
        let mut batch = Batch::default();
        if self.has_news(&head) || !self.is_greeted || self.is_behind() {
            let (report, standing) = self.report().await?;
            if self.side == Side::User {
                self.awaited = self.awaited.max(report.awaited_answer(&self.desk.actor));
            }
            batch = Batch { frames: self.frames(&report, standing), is_part: report.is_part() };
            self.cursor = report.seen;
            self.nudges = Some(head.nudges);
            self.version = if batch.is_part { 0 } else { report.picture.session.version };
        }
        // Only now: whoever may not read the session is not there either.
        if !std::mem::replace(&mut self.is_there, true) {
            self.desk.live.came_or_went(&self.seat, (self.side, 1), self.desk.clock.now());
        }
        let head = self.seat.now();
        if let Some(place) = self.place.tell(self.desk.clock.now()) {
            batch.frames.push(sse::event(None, "queue", &place));
        }
        let presence = Presence::of(&head);
        if self.presence != Some(presence) {
            self.presence = Some(presence);
            batch.frames.push(sse::event(None, "presence", &presence));
        }
        let typing = head.typing_of_others(self.side);
        if self.typed != typing.times {
            // Who opens a stream in the middle of it is told with the next word.
            self.typed = typing.times;
            batch.frames.push(sse::event(None, "typing", &TypingNews::of(self.side, typing)));
        }
        Ok(batch)
    }
}

impl SessionSource {
    /// Whether the last reading left something for the next one.
    fn is_behind(&self) -> bool {
        self.version == 0
    }
}

impl Drop for SessionSource {
    fn drop(&mut self) {
        if self.is_there {
            self.desk.live.came_or_went(&self.seat, (self.side, -1), self.desk.clock.now());
        }
    }
}
