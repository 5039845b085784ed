//! How often may be asked: by an actor, from an address, in an organization.
//!
//! A limit is a bucket of a minute's requests that refills evenly: 60 at once, then one a second. Answers
//! tell what is left in the fields `RateLimit-Policy` and `RateLimit` of the IETF draft
//! `draft-ietf-httpapi-ratelimit-headers-10`. A refused request uses up no other bucket after the one that
//! refused it, and visitors have a bucket of the organization beside that of its users, staff and keys. Each
//! process counts for itself.

use std::hash::{BuildHasher, RandomState};
use std::num::NonZeroU32;
use std::time::Duration;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::http::Method;
use actix_web::http::header::{HeaderMap, HeaderName, HeaderValue, RETRY_AFTER};
use actix_web::middleware::Next;
use actix_web::{Error, HttpMessage, web};
use governor::clock::{Clock, MonotonicClock};
use governor::middleware::StateInformationMiddleware;
use governor::{Quota, RateLimiter};
use handover_domain::{Actor, Role};

use crate::admission::is_health;
use crate::api::{Access, Shared};
use crate::client_address::{client_of, place_of};
use crate::limits;
use crate::problem::{ApiError, Kind};

mod bounded;

use bounded::Bounded;

const POLICY: HeaderName = HeaderName::from_static("ratelimit-policy");
const STANDING: HeaderName = HeaderName::from_static("ratelimit");

/// The routes that say something or make somebody work; all are `POST`.
const CHATS: [&str; 15] = [
    "/api/ai/chat",
    "/api/ai/chat/step-feedback",
    "/api/ai/desk/mail/test",
    "/api/ai/judge",
    "/api/ai/sessions",
    "/api/ai/sessions/{session_id}/cancel-escalation",
    "/api/ai/sessions/{session_id}/messages",
    "/api/ai/sessions/{session_id}/messages/{message_id}/translation",
    "/api/ai/sessions/{session_id}/escalate",
    "/api/ai/sessions/{session_id}/evaluate-escalation",
    "/api/ai/tickets/{ticket}/hand-back",
    "/api/ai/tickets/{ticket}/merge",
    "/api/ai/tickets/{ticket}/messages",
    "/api/ai/tickets/{ticket}/notes",
    "/api/ai/tickets/{ticket}/take",
];

/// What is posted and makes nobody work: it counts like what is read.
#[cfg(test)]
const LIGHT: [&str; 8] = [
    "/api/ai/analytics/gaps/{id}/draft",
    "/api/ai/desk/api-keys",
    "/api/ai/desk/canned-answers",
    "/api/ai/desk/views",
    "/api/ai/expert-knowledge",
    "/api/ai/sessions/{session_id}/expert-feedback",
    "/api/ai/sessions/{session_id}/stop",
    "/api/ai/sessions/{session_id}/typing",
];

/// How many requests a minute are answered; `None` is any number. Nothing is counted in open mode.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct RateSettings {
    /// Chats of a user, a visitor or a member of the staff.
    pub chats_per_actor: Option<NonZeroU32>,
    /// Chats with one API key, which stands for many users. It counts in place of actor and address.
    pub chats_per_key: Option<NonZeroU32>,
    /// Chats from one address.
    pub chats_per_address: Option<NonZeroU32>,
    /// Chats in one organization.
    pub chats_per_organization: Option<NonZeroU32>,
    /// Requests of any kind by an actor who is no API key.
    pub requests_per_actor: Option<NonZeroU32>,
    /// Requests of any kind from one address, whoever makes them; health is left out.
    pub requests_per_address: Option<NonZeroU32>,
}

impl Default for RateSettings {
    fn default() -> Self {
        Self {
            chats_per_actor: NonZeroU32::new(60),
            chats_per_key: NonZeroU32::new(3_000),
            chats_per_address: NonZeroU32::new(600),
            chats_per_organization: NonZeroU32::new(6_000),
            requests_per_actor: NonZeroU32::new(600),
            requests_per_address: NonZeroU32::new(6_000),
        }
    }
}

/// The buckets.
pub(crate) struct Rates {
    chats_per_actor: Limit,
    chats_per_key: Limit,
    chats_per_address: Limit,
    chats_per_organization: Limit,
    requests_per_actor: Limit,
    requests_per_address: Limit,
    hash: RandomState,
}

impl Rates {
    pub(crate) fn of(settings: &RateSettings) -> Self {
        Self {
            chats_per_actor: Limit::new("chats-per-actor", settings.chats_per_actor, MonotonicClock),
            chats_per_key: Limit::new("chats-per-key", settings.chats_per_key, MonotonicClock),
            chats_per_address: Limit::new("chats-per-address", settings.chats_per_address, MonotonicClock),
            chats_per_organization: Limit::new(
                "chats-per-organization",
                settings.chats_per_organization,
                MonotonicClock,
            ),
            requests_per_actor: Limit::new("requests-per-actor", settings.requests_per_actor, MonotonicClock),
            requests_per_address: Limit::new(
                "requests-per-address",
                settings.requests_per_address,
                MonotonicClock,
            ),
            hash: RandomState::new(),
        }
    }

    /// Counts a request of `actor` on the route with the pattern `route`, which is given without the base
    /// path, and refuses it where it is one too many.
    pub(crate) fn count(&self, request: &ServiceRequest, route: &str, actor: &Actor) -> Result<(), ApiError> {
        let is_chat = request.method() == Method::POST && CHATS.contains(&route);
        let is_key = actor.role() == Role::Service;
        let organization = actor.scope().organization();
        // Anybody can be any number of visitors: together they have a bucket beside that of all others.
        let is_visitor = actor.role() == Role::Visitor;
        let (who, whole) =
            (self.key(&(organization, actor.to_string())), self.key(&(organization, is_visitor)));
        let from = self.key(&place_of(client_of(request.request()).address));
        let due: &[(&Limit, u64)] = match (is_chat, is_key) {
            (true, true) => &[(&self.chats_per_key, who), (&self.chats_per_organization, whole)],
            (true, false) => &[
                (&self.requests_per_actor, who),
                (&self.chats_per_actor, who),
                (&self.chats_per_address, from),
                (&self.chats_per_organization, whole),
            ],
            (false, true) => &[],
            (false, false) => &[(&self.requests_per_actor, who)],
        };
        due.iter().try_for_each(|(limit, key)| take(request, limit, *key))
    }

    fn key(&self, who: &impl std::hash::Hash) -> u64 {
        self.hash.hash_one(who)
    }
}

/// Refuses a request from an address that asks too often, before anybody looks at who makes it; and tells
/// in the answer to every other what is left of all limits that counted it.
pub(crate) async fn limit(
    shared: web::Data<Shared>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if matches!(shared.access, Access::Open) || is_health(&shared.settings, &request) {
        return Ok(next.call(request).await?.map_into_boxed_body());
    }
    request.extensions_mut().insert(Standings::default());
    let from = shared.rates.key(&place_of(client_of(request.request()).address));
    let mut response = match take(&request, &shared.rates.requests_per_address, from) {
        Ok(()) => next.call(request).await?.map_into_boxed_body(),
        Err(refused) => limits::refuse(request, refused),
    };
    let standings = response.request().extensions_mut().remove::<Standings>();
    tell(response.headers_mut(), &standings.unwrap_or_default().0);
    Ok(response)
}

fn take(request: &ServiceRequest, limit: &Limit, key: u64) -> Result<(), ApiError> {
    let Some(standing) = limit.take(key) else { return Ok(()) };
    let refused = standing.refusal();
    if let Some(standings) = request.extensions_mut().get_mut::<Standings>() {
        standings.0.push(standing);
    }
    refused.map_or(Ok(()), Err)
}

/// How a request stands with the limits that counted it.
#[derive(Default)]
struct Standings(Vec<Standing>);

/// How a request stands with one limit.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Standing {
    policy: &'static str,
    per_minute: u32,
    /// What is left; `None` for a request that found nothing left.
    left: Option<u32>,
    /// How long until there is one more, in whole seconds.
    more_in: u64,
}

impl Standing {
    fn refusal(&self) -> Option<ApiError> {
        if self.left.is_some() {
            return None;
        }
        let Self { policy, per_minute, more_in, .. } = self;
        let detail = format!("More than {per_minute} requests a minute ({policy}); try again in {more_in} s");
        Some(ApiError::new(Kind::RateLimited, detail).with_header(RETRY_AFTER, HeaderValue::from(*more_in)))
    }
}

/// Names every limit that counted the request, and what is left of the tightest one: what is left of the
/// others, which many share, is nobody's business.
fn tell(headers: &mut HeaderMap, standings: &[Standing]) {
    let Some(tightest) = standings.iter().min_by_key(|one| (one.left, std::cmp::Reverse(one.more_in))) else {
        return;
    };
    let policies = standings.iter().map(|one| format!("\"{}\";q={};w=60", one.policy, one.per_minute));
    let policies = policies.collect::<Vec<_>>().join(", ");
    let left =
        format!("\"{}\";r={};t={}", tightest.policy, tightest.left.unwrap_or_default(), tightest.more_in);
    for (name, value) in [(POLICY, policies), (STANDING, left)] {
        if let Ok(value) = HeaderValue::from_str(&value) {
            headers.insert(name, value);
        }
    }
}

/// One kind of bucket, one bucket for each key.
struct Limit<C: Clock = MonotonicClock> {
    policy: &'static str,
    buckets: Option<RateLimiter<u64, Bounded, C, StateInformationMiddleware>>,
    per_minute: u32,
}

impl<C: Clock> Limit<C> {
    fn new(policy: &'static str, per_minute: Option<NonZeroU32>, clock: C) -> Self {
        let buckets = per_minute.map(|n| RateLimiter::new(Quota::per_minute(n), Bounded::default(), clock));
        Self { policy, buckets, per_minute: per_minute.map_or(0, NonZeroU32::get) }
    }

    /// Takes one out of the bucket of `key`; `None` where nothing is counted.
    fn take(&self, key: u64) -> Option<Standing> {
        let (policy, per_minute, buckets) = (self.policy, self.per_minute, self.buckets.as_ref()?);
        let (left, wait) = match buckets.check_key(&key) {
            Ok(state) => (Some(state.remaining_burst_capacity()), state.quota().replenish_interval()),
            Err(until) => (None, until.wait_time_from(buckets.clock().now())),
        };
        Some(Standing { policy, per_minute, left, more_in: whole_seconds(wait) })
    }
}

/// Rounded up, and at least one: who comes back earlier is refused again.
fn whole_seconds(wait: Duration) -> u64 {
    (wait.as_secs() + u64::from(wait.subsec_nanos() > 0)).max(1)
}

#[cfg(test)]
mod tests;
