//! One worker's application: the routes inside the chain of things that may refuse a request.

use std::sync::Arc;

use actix_cors::Cors;
use actix_web::body::BoxBody;
use actix_web::dev::{ServiceFactory, ServiceRequest, ServiceResponse};
use actix_web::middleware::from_fn;
use actix_web::{App, Error, web};

use crate::api::{Access, ApiSettings, Shared};
use crate::docs::Rendered;
use crate::routes::{self, RouteTable};
use crate::{admission, frame, guard, identify, limits, rate_limits};

/// What all workers' applications are made from.
#[derive(Clone)]
pub(crate) struct Blueprint {
    pub(crate) shared: Shared,
    document: web::Data<Rendered>,
    table: web::Data<RouteTable>,
}

impl Blueprint {
    pub(crate) fn of(shared: Shared) -> Self {
        let table = web::Data::new(RouteTable::new());
        // Where callers are told apart, who works here is nothing for anybody.
        let house = matches!(shared.access, Access::Open).then(|| shared.tools.house.now());
        let document = web::Data::new(Rendered::new(&shared.settings.base_path, house));
        Self { shared, document, table }
    }

    /// Builds the application. A request passes, in this order: its frame (id, log, problem
    /// documents), CORS, the guard of open mode, the rate limit of its address, the look for a free slot, the
    /// question who asks with the rate limits of whoever that is, the receiving of its body, the taking of a slot.
    pub(crate) fn app(
        &self,
    ) -> App<
        impl ServiceFactory<
            ServiceRequest,
            Config = (),
            Response = ServiceResponse<BoxBody>,
            Error = Error,
            InitError = (),
        > + use<>,
    > {
        let (shared, table) = (self.shared.clone(), self.table.clone());
        let base = shared.settings.base_path.clone();
        App::new()
            .app_data(web::Data::new(shared.tools.clone()))
            .app_data(web::Data::new(shared.access.clone()))
            .app_data(web::Data::new(shared.hashing.clone()))
            .app_data(web::Data::new(shared.talk.clone()))
            .app_data(web::Data::new(shared.documents.clone()))
            .app_data(web::Data::new(shared.post.clone()))
            .app_data(web::Data::new(shared.links.clone()))
            .app_data(web::Data::new(shared.slots.clone()))
            .app_data(web::Data::new(shared.room.clone()))
            .app_data(web::Data::new(shared.lifecycle.clone()))
            .app_data(web::Data::new(Arc::clone(&shared.settings)))
            .app_data(self.document.clone())
            .app_data(table)
            .wrap(from_fn(admission::admit))
            .wrap(from_fn(limits::receive))
            .wrap(from_fn(identify::identify))
            .wrap(from_fn(admission::turn_away))
            .wrap(from_fn(rate_limits::limit))
            .wrap(from_fn(guard::guard))
            .wrap(cors(&shared.settings))
            .wrap(from_fn(frame::frame))
            .app_data(web::Data::new(shared))
            .service(web::scope(&base).configure(|config| {
                routes::undocumented(config);
                routes::explaining(config, &base);
            }))
            .default_service(web::to(routes::elsewhere))
    }
}

fn cors(settings: &ApiSettings) -> Cors {
    let cors = Cors::default()
        .allow_any_method()
        .allow_any_header()
        .supports_credentials()
        .expose_headers([
            "x-request-id",
            "retry-after",
            "ratelimit",
            "ratelimit-policy",
            "etag",
            "x-handover-visitor",
        ])
        .max_age(600);
    settings.cors_allowed_origins.iter().fold(cors, |cors, origin| cors.allowed_origin(origin))
}
