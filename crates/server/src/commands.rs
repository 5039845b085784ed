//! The commands, one file each.

pub(crate) mod backup;
pub(crate) mod chat;
pub(crate) mod config_show;
pub(crate) mod demo;
pub(crate) mod doctor;
pub(crate) mod evaluate;
pub(crate) mod insight;
pub(crate) mod key;
pub(crate) mod knowledge;
pub(crate) mod migrate;
pub(crate) mod organization;
pub(crate) mod outbox;
pub(crate) mod replay;
pub(crate) mod report;
pub(crate) mod rules;
pub(crate) mod serve;
pub(crate) mod user;
pub(crate) mod worker;
