//! What the crate promises, against real signatures and a real HTTP server.

#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    reason = "a test that cannot set its scene must fail"
)]

mod host;
mod local;
mod mutation;
mod published;
mod publisher;
mod settings;
mod ticket_links;
mod vectors;
