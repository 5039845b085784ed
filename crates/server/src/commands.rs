//! The commands, one file each.

pub(crate) mod chat;
pub(crate) mod config_show;
