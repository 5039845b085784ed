//! The API over HTTP on a real port, over the store in memory.

mod chat;
mod client;
//defects
//docs
mod escalations;
//guard
//health
//idempotency
//limits
//problems
//refusals
mod running;
//sessions
mod talker;
//tickets
