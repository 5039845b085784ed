//! The API over HTTP on a real port, over the store in memory.
#![expect(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::indexing_slicing,
    reason = "a test may fail by panicking, in the parts that its functions share too"
)]

mod canned_answers;
mod chat;
mod client;
mod defects;
mod desk_settings;
mod docs;
mod escalations;
mod guard;
mod headers;
mod health;
mod helping;
mod idempotency;
mod identify;
mod insight;
mod judge;
mod knowledge;
mod limits;
mod logs;
mod matrix;
mod merging;
mod problems;
mod profiles;
mod queue_places;
mod rate_limits;
mod ratings;
mod refusals;
mod running;
mod saved_views;
mod sessions;
mod slow;
mod staff;
mod stream;
mod streams;
mod talker;
mod ticket_link;
mod tickets;
mod translation;
mod turns;
