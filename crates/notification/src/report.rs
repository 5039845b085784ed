//! The weekly mail with the figures: what it needs to know, and its picture.

use chrono::{DateTime, Utc};
use handover_domain::{
    About, Account, Language, NotificationKind, OutboxMessage, REPORT_LIFE, ReportDay, StoreResult, View,
    WeeklyReport, weekly_report,
};

use crate::render::RenderError;

/// Everything that such a mail needs to know.
#[derive(Debug)]
pub(crate) struct ReportFacts {
    /// The promise to be kept.
    pub(crate) notification: OutboxMessage,
    /// To whom.
    pub(crate) account: Account,
    /// The figures.
    pub(crate) report: WeeklyReport,
    /// Where people can reach the service, if they can.
    pub(crate) public_url: Option<String>,
}

impl ReportFacts {
    /// Reads them; `None` when the account is gone or may not have the figures any more, or when the notification is none
    /// of a report.
    pub(crate) fn load(view: &mut dyn View, notification: &OutboxMessage) -> StoreResult<Option<Self>> {
        let About::Account(id) = notification.about else { return Ok(None) };
        if notification.kind != NotificationKind::InsightReport {
            return Ok(None);
        }
        let Some(account) = view.account(notification.scope(), id)? else { return Ok(None) };
        let report = weekly_report(view, &account, notification.created_at)?;
        let notification = notification.clone();
        Ok(report.map(|report| Self { notification, account, report, public_url: None }))
    }

    /// Whether it has waited for so long that the next one is due.
    pub(crate) fn is_stale(&self, now: DateTime<Utc>) -> bool {
        now >= self.notification.renewed_at + REPORT_LIFE
    }

    /// The picture of the days, as a PNG.
    ///
    /// # Errors
    /// [`RenderError::Picture`], which a test rules out.
    pub(crate) fn picture(&self) -> Result<Vec<u8>, RenderError> {
        draw(&self.report.days, self.account.language == Language::Ar).map_err(RenderError::Picture)
    }
}

/// In pixels; shown at half the size, so that it is sharp on screens with small ones.
pub(crate) const WIDTH: usize = 1120;
pub(crate) const HEIGHT: usize = 320;

/// What a pixel holds: its place in the palette.
const PAPER: u8 = 0;
const LINE: u8 = 1;
const BEFORE: u8 = 2;
const ALONE: u8 = 3;
const PERSON: u8 = 4;
const PALETTE: [[u8; 3]; 5] =
    [[0xFF, 0xFF, 0xFF], [0xE2, 0xE6, 0xEB], [0xC3, 0xC9, 0xD1], [0x6F, 0xA3, 0xD8], [0x1F, 0x3A, 0x5F]];

/// The bars of a day, as shares of its room: the week before, and this week's.
const BARS: [(usize, usize); 2] = [(20, 48), (52, 80)];

/// Pairs of bars, one pair a day: the week before, and this week with those of its sessions below that came to a person.
/// Text stands in the mail and not in the picture. Days run from the right where the text does.
fn draw(days: &[ReportDay], from_right: bool) -> Result<Vec<u8>, png::EncodingError> {
    let highest = days.iter().map(|day| day.now.0.max(day.before.0)).max().unwrap_or(0).max(1);
    let height = |count: u64| -> usize {
        let room = u64::try_from(HEIGHT - 4).unwrap_or_default();
        usize::try_from(count.saturating_mul(room) / highest).unwrap_or(0)
    };
    let mut pixels = vec![PAPER; WIDTH * HEIGHT];
    let mut fill = |(left, right): (usize, usize), (top, bottom): (usize, usize), colour: u8| {
        for row in pixels.chunks_exact_mut(WIDTH).take(bottom).skip(top) {
            row.iter_mut().take(right).skip(left).for_each(|pixel| *pixel = colour);
        }
    };
    for quarter in 0..4 {
        let top = 2 + quarter * (HEIGHT - 4) / 4;
        fill((0, WIDTH), (top, top + 1), LINE);
    }
    let room = WIDTH / days.len().max(1);
    for (index, day) in days.iter().enumerate() {
        let bar = |(from, to): (usize, usize)| {
            let (left, right) = (index * room + room * from / 100, index * room + room * to / 100);
            if from_right { (WIDTH - right, WIDTH - left) } else { (left, right) }
        };
        let [before, now] = BARS.map(bar);
        let floor = HEIGHT - 2;
        fill(before, (floor - height(day.before.0), floor), BEFORE);
        fill(now, (floor - height(day.now.0), floor), ALONE);
        fill(now, (floor - height(day.now.1.min(day.now.0)), floor), PERSON);
    }
    fill((0, WIDTH), (HEIGHT - 2, HEIGHT), LINE);
    encoded(&pixels)
}

fn encoded(pixels: &[u8]) -> Result<Vec<u8>, png::EncodingError> {
    let mut file = Vec::new();
    let (width, height) = (u32::try_from(WIDTH), u32::try_from(HEIGHT));
    let mut encoder = png::Encoder::new(&mut file, width.unwrap_or_default(), height.unwrap_or_default());
    encoder.set_color(png::ColorType::Indexed);
    encoder.set_depth(png::BitDepth::Eight);
    encoder.set_palette(PALETTE.concat());
    let mut writer = encoder.write_header()?;
    writer.write_image_data(pixels)?;
    writer.finish()?;
    Ok(file)
}
