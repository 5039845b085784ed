//! The rules of the business, tested through the crate's public surface over the in-memory store.

mod store;
