//! The guard of open mode: only requests made on this computer come in.
//!
//! Everybody who can reach the service is trusted in open mode, so a proxy would forward the world,
//! and a page on the internet could reach it by a name that resolves to 127.0.0.1.

use std::net::{Ipv4Addr, Ipv6Addr};
use std::sync::Arc;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::header::{self, HeaderMap};
use actix_web::http::uri::Authority;
use actix_web::middleware::Next;
use actix_web::{Error, web};

use crate::api::{Access, ApiSettings};
use crate::limits;
use crate::problem::{ApiError, Kind};

/// Refuses what does not come from this computer.
pub(crate) async fn guard(
    settings: web::Data<Arc<ApiSettings>>,
    access: web::Data<Access>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let refused = matches!(**access, Access::Open).then(|| {
        refusal(request.headers(), request.uri().authority()).or_else(|| {
            let writes = !request.method().is_safe();
            writes.then(|| foreign_page(request.headers(), &settings.cors_allowed_origins)).flatten()
        })
    });
    if let Some(why) = refused.flatten() {
        return Ok(limits::refuse(request, ApiError::new(Kind::OpenMode, why)));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

fn refusal(headers: &HeaderMap, authority: Option<&Authority>) -> Option<&'static str> {
    let forwarded = headers.keys().any(|name| {
        let name = name.as_str();
        name == "forwarded" || name == "via" || name == "x-real-ip" || name.starts_with("x-forwarded-")
    });
    if forwarded {
        return Some("This service runs in open mode and does not answer requests that a proxy forwards");
    }
    let hosts = headers.get_all(header::HOST).map(|host| host.to_str().unwrap_or_default());
    let foreign = hosts.chain(authority.map(Authority::as_str)).any(|host| !is_loopback(host));
    foreign.then_some("This service runs in open mode and answers only to localhost, 127.0.0.0/8 and [::1]")
}

/// A browser sends simple requests of any page here without asking first, and names the page.
fn foreign_page(headers: &HeaderMap, allowed: &[String]) -> Option<&'static str> {
    let origin = headers.get(header::ORIGIN)?.to_str().unwrap_or("null");
    let host = headers.get(header::HOST).and_then(|host| host.to_str().ok()).unwrap_or_default();
    let own = origin.strip_prefix("http://").or_else(|| origin.strip_prefix("https://"));
    let welcome =
        own.is_some_and(|own| own.eq_ignore_ascii_case(host)) || allowed.iter().any(|one| one == origin);
    (!welcome).then_some("This service runs in open mode and takes nothing from pages of other origins")
}

fn is_loopback(host: &str) -> bool {
    if let Some(rest) = host.strip_prefix('[') {
        let Some((address, port)) = rest.split_once(']') else { return false };
        return is_port(port) && address.parse::<Ipv6Addr>().is_ok_and(|address| address.is_loopback());
    }
    let (name, port) = host.find(':').map_or((host, ""), |at| host.split_at(at));
    is_port(port)
        && (name.eq_ignore_ascii_case("localhost")
            || name.parse::<Ipv4Addr>().is_ok_and(|address| address.is_loopback()))
}

fn is_port(text: &str) -> bool {
    text.is_empty() || text.strip_prefix(':').is_some_and(|port| port.bytes().all(|b| b.is_ascii_digit()))
}

#[cfg(test)]
mod tests;
