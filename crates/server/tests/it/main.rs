//! The `handover` binary from outside: starting, stopping, refusing, and every command.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot set its scene must fail"
)]

mod install;

mod backup;
mod delivery;
mod doctor;
mod evaluate;
mod outbox;
mod refusals;
mod serving;
mod terminal;
