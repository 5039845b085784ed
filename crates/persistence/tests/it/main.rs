//! What the store promises, tried on a SQLite file and on PostgreSQL.

mod conformance;
mod constraints;
mod guards;
mod harness;
mod migrations;
mod model;
mod races;
