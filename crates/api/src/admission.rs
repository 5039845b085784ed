//! How many requests are worked on at once; the next one is told to come back.

use std::sync::Arc;

use actix_web::body::{BoxBody, MessageBody};
use actix_web::dev::{ServiceRequest, ServiceResponse};
use actix_web::middleware::Next;
use actix_web::{Error, ResponseError, web};

use crate::api::{ApiSettings, Slots, overloaded};
use crate::limits;
use crate::routes::route_of;

/// Refuses a request that would find no slot, before its body is read.
pub(crate) async fn turn_away(
    slots: web::Data<Slots>,
    settings: web::Data<Arc<ApiSettings>>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    if slots.0.available_permits() == 0 && !is_health(&settings, &request) {
        return Ok(limits::refuse(request, overloaded()));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

/// Takes a slot for the request, or refuses it cheaply. Health answers need none: they are asked for
/// most when everything else is full.
pub(crate) async fn admit(
    slots: web::Data<Slots>,
    settings: web::Data<Arc<ApiSettings>>,
    request: ServiceRequest,
    next: Next<impl MessageBody + 'static>,
) -> Result<ServiceResponse<BoxBody>, Error> {
    let slot = slots.0.try_acquire();
    if slot.is_err() && !is_health(&settings, &request) {
        return Ok(request.into_response(overloaded().error_response()));
    }
    Ok(next.call(request).await?.map_into_boxed_body())
}

/// Whether a request asks how the service is.
pub(crate) fn is_health(settings: &ApiSettings, request: &ServiceRequest) -> bool {
    matches!(
        route_of(settings, request).as_deref(),
        Some("/health" | "/health/" | "/health/ready" | "/health/live")
    )
}
