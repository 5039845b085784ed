//! The whole product from outside: the real binary, both databases, a real mail conversation.

#![expect(clippy::expect_used, reason = "what a test cannot go on without")]
#![expect(clippy::indexing_slicing, reason = "a JSON object answers every key")]

mod answers;
mod apart;
mod canaries;
mod client;
mod crowd;
mod database;
mod defects;
mod demo;
mod documents;
mod full_disk;
mod kill;
mod llm;
mod mail;
mod main_job;
mod overtaken;
mod provider;
mod replay;
mod single_sign_on;
mod staff;
mod story;
mod streams;
mod tokens;
