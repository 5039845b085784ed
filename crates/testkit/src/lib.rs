//! What tests of Handover stand on: a clock to turn by hand, ids, a mail server and a language model that
//! misbehave on demand.
//!
//! A library like any other: the integration tests of every crate link it, and so may the tests of
//! a service that builds on Handover. Nothing in here sleeps to wait for something to happen.

pub mod llm;
pub mod process;
pub mod smtp;

mod certificate;
mod clock;
mod ids;

pub use clock::ManualClock;
pub use ids::{RandomIds, SeededIds};
