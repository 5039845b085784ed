//! The HTTP surface of Handover.
//!
//! It reads requests, calls one use case each, and writes answers in the words of the inherited wire
//! contract; every limit and every refusal at the edge lives here too. It knows neither the database
//! nor the assistant nor the mails: the `server` crate introduces them as an [`Api`].

mod account;
mod admission;
mod api;
mod api_keys;
mod app;
mod beside;
mod body;
mod canned_answers;
mod chat;
mod chat_stream;
mod client_address;
mod connections;
mod cookie;
mod desk_settings;
mod docs;
mod escalations;
mod evaluations;
mod evidence;
mod expertise;
mod field;
mod frame;
mod greeted;
mod guard;
mod hall;
mod hashing;
mod health;
mod help_wanted;
mod helping;
mod idempotency;
mod identify;
mod info;
mod insight;
mod job;
mod judge;
mod knowledge;
mod limits;
mod live;
mod machines;
mod merging;
mod messages;
mod pages;
mod paging;
mod parameters;
mod problem;
mod profiles;
mod queue_counts;
mod queue_events;
mod queue_place;
mod queue_query;
mod rate_limits;
mod ratings;
mod report_mail;
mod roster;
mod routes;
mod saved_views;
mod serve;
mod session_events;
mod sessions;
mod setting_changes;
mod sign_in;
mod single_sign_on;
mod step_feedback;
mod tenants;
mod ticket_cards;
mod ticket_link;
mod ticket_pages;
mod tickets;
mod translation;
mod turns;
mod typing;
mod users;
mod words;

pub use api::{
    Access, Api, ApiSettings, MailPreview, MailTest, MailTestFailure, MailView, SignOn, TokenAccess,
};
pub use docs::openapi;
pub use pages::{NoPages, Page, Pages};
pub use rate_limits::RateSettings;
pub use serve::serve;
