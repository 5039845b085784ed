//! The rules of the business, tested through the crate's public surface over the in-memory store.

#![expect(clippy::expect_used, reason = "what a test cannot go on without")]

mod access;
mod assignment;
mod conversation;
mod experts;
mod insight;
mod merging;
mod profiles;
mod scope;
mod states;
mod store;
mod tickets;
