//! For tests of this crate and of those who link it: a store in memory, a world to act in, and the
//! promises that every store must keep.

mod access;
mod answers;
mod conformance;
mod deliveries;
mod demo;
mod desk;
mod guesses;
mod insight;
mod keys;
mod knowledge;
mod links;
mod live_signs;
mod memory;
mod profiles;
mod queue;
mod ratings;
mod reports;
mod roster;
mod round_trip;
mod script;
mod search;
mod waiting;
mod world;

pub use conformance::{Promise, promises};
pub use insight::{catch_up, rebuild, recount};
pub use memory::MemoryStore;
pub use script::{Action, Player};
pub use world::{CountingIds, World, a_step, an_answer, an_instant};
