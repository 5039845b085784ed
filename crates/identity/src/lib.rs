//! Proves who is asking: tokens of the host system, passwords, and secrets of our own.
//!
//! [`JwtVerifier`] believes a token only when everything about it is as the settings say; what it does
//! not know, it refuses. [`passwords`] and [`secrets`] make what people and programs show us, and check
//! it. None of them stores anything, and no secret appears in a `Debug` output or in an error.

mod claims;
mod jwks;
mod jwt;
mod key;
mod oidc;
pub mod passwords;
pub mod secrets;
mod settings;
mod ticket_links;
mod token;
mod unique_json;

pub use jwks::KeyStatus;
pub use jwt::JwtVerifier;
pub use oidc::{OidcProvider, OidcSettings};
pub use settings::{
    ClaimNames, JwksPace, JwksSettings, Keys, PublicAlgorithm, SettingsError, TokenSettings, UnknownAlgorithm,
};
pub use ticket_links::SignedTicketLinks;
