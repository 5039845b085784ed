//! What the store promises, tried on a SQLite file and on PostgreSQL.

#![expect(clippy::expect_used, reason = "a harness that cannot set up its database fails the test")]

mod access_races;
mod assignment_races;
mod backup;
mod conformance;
mod constraints;
mod growth;
mod guards;
mod harness;
mod insight;
mod merge_races;
mod migrations;
mod model;
mod optimistic;
mod queue;
mod races;
mod round_trip;
mod search;
mod view_plans;
mod writer;
