//! Where a request comes from: one answer for everybody who counts, limits or decides by it.
//!
//! A proxy stands between us and the client, so only what a proxy of `server.trusted_proxies` says about the
//! client is believed. Everybody may write `X-Forwarded-For`, and proxies append to it what they saw: hence it
//! is read from the right, as far as the hops are trusted, and what stands left of the first other address is
//! only what that one claims. `Forwarded`, `X-Real-IP` and the rest are not read, because a proxy that writes
//! one of them passes the others on as the client sent them.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::sync::Arc;

use actix_web::http::header::HeaderMap;
use actix_web::{HttpRequest, web};
use ipnet::IpNet;

use crate::api::ApiSettings;

/// Where a request comes from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Client {
    /// The address; an IPv4 address is never written as IPv6.
    pub(crate) address: IpAddr,
    /// Whether a trusted proxy says that it came over TLS. The service itself speaks none.
    pub(crate) is_secure: bool,
}

/// Where `request` comes from.
pub(crate) fn client_of(request: &HttpRequest) -> Client {
    let settings = request.app_data::<web::Data<Arc<ApiSettings>>>();
    let trusted = settings.map_or(&[][..], |settings| settings.trusted_proxies.as_slice());
    let peer = request.peer_addr().map_or(IpAddr::V4(Ipv4Addr::UNSPECIFIED), |peer| peer.ip());
    behind(peer, request.headers(), trusted)
}

/// Whether `address` is that of a proxy whose word counts.
pub(crate) fn is_trusted(address: IpAddr, trusted: &[IpNet]) -> bool {
    trusted.iter().any(|network| network.contains(&address))
}

/// What counts as one client where clients are counted. An IPv6 customer has a whole /64 to choose from.
pub(crate) fn place_of(address: IpAddr) -> u128 {
    match address {
        IpAddr::V4(address) => address.to_bits().into(),
        // No IPv4 address is one of these numbers.
        IpAddr::V6(address) => (address.to_bits() >> 64) << 64,
    }
}

fn behind(peer: IpAddr, headers: &HeaderMap, trusted: &[IpNet]) -> Client {
    let mut address = peer.to_canonical();
    if !is_trusted(address, trusted) {
        return Client { address, is_secure: false };
    }
    for hop in values(headers, "x-forwarded-for").into_iter().rev() {
        // A hop that is no address was written by somebody who is not trusted, or says that it is nobody's.
        let Some(hop) = parsed(hop) else { break };
        address = hop;
        if !is_trusted(hop, trusted) {
            break;
        }
    }
    // The last word is that of the proxy next to us; others may have been the client's own.
    let scheme = values(headers, "x-forwarded-proto").pop();
    Client { address, is_secure: scheme.is_some_and(|scheme| scheme.eq_ignore_ascii_case("https")) }
}

/// The items of a header that is a list, from left to right, over all its lines. An item that is no text
/// does not spoil those that a proxy put beside it.
fn values<'a>(headers: &'a HeaderMap, name: &str) -> Vec<&'a str> {
    let items = headers.get_all(name).flat_map(|line| line.as_bytes().split(|byte| *byte == b','));
    items.map(|item| str::from_utf8(item).unwrap_or_default().trim()).collect()
}

/// An address, with or without a port.
fn parsed(hop: &str) -> Option<IpAddr> {
    let address = hop.parse::<IpAddr>().or_else(|_| hop.parse::<SocketAddr>().map(|socket| socket.ip()));
    let address = address.ok().or_else(|| hop.strip_prefix('[')?.strip_suffix(']')?.parse().ok())?;
    Some(address.to_canonical())
}

#[cfg(test)]
mod tests;
