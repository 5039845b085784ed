//! What is planted in the month, for whoever wants to see whether it can be found.

use chrono::Weekday;
use handover_domain::Language;

/// The problem of which one step fails far more often than any other: the document's id without the language.
pub const FAILING_PROBLEM: &str = "autoboss/pressure-loss";
/// That step, counted from 1.
pub const FAILING_STEP: u32 = 3;
/// In so many of a hundred tries it fails. No other step that is tried 20 times fails in more than
/// [`OTHER_STEPS_FAIL`].
pub const FAILING_PERCENT: u32 = 62;
/// What the failing step is far away from.
pub const OTHER_STEPS_FAIL: u32 = 48;

/// The rule that fires often although most of those it offers a person to go on and solve it themselves.
pub const NEEDLESS_RULE: &str = "policy.expert_category";

/// The language whose users wait longest for their first answer from a person: three times as long as any other at
/// least, by the median.
pub const SLOW_LANGUAGE: Language = Language::El;

/// A word of each language that the questions of the knowledge gap have in common: renewable diesel, about which the
/// knowledge says nothing.
pub const GAP_WORD: &str = "HVO";

/// The site whose machines are busiest at the weekend, when the others rest.
pub const WEEKEND_SITE: &str = "Skjervøy";
/// The days of that.
pub const WEEKEND: [Weekday; 2] = [Weekday::Sat, Weekday::Sun];
