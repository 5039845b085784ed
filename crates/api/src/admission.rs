//! How many requests are worked on at once; the next one is told to come back.

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, ResponseError, web};

use crate::api::{Slots, overloaded};

/// Takes a slot for the request, or refuses it cheaply. Health answers need none: they are asked for
/// most when everything else is full.
pub(crate) async fn admit(
    slots: web::Data<Slots>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let slot = slots.0.try_acquire();
    if slot.is_err() && !is_health(request.path()) {
        return Ok(request.into_response(overloaded().error_response()));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

fn is_health(path: &str) -> bool {
    ["/health", "/health/", "/health/ready", "/health/live"].iter().any(|health| path.ends_with(health))
}
