//! Serving on a socket until told to stop, and stopping without losing what was accepted.

use std::future::{Future, ready};
use std::io;
use std::net::TcpListener;
use std::sync::Arc;
use std::time::Duration;

use actix_http::error::DispatchError;
use actix_http::{HttpService, Protocol};
use actix_server::Server;
use actix_service::{IntoServiceFactory, ServiceFactoryExt, fn_service, map_config};
use actix_web::Error;
use actix_web::dev::{AppConfig, ServerHandle};
use actix_web::rt::net::TcpStream;
use actix_web::rt::time::timeout;
use futures_util::future::{Either, select};

use crate::api::{Api, Shared};
use crate::app::Blueprint;
use crate::connections::{Connection, Door};
use crate::live::keep_watch;

/// Serves `api` on `listener` until `shutdown` ends, then finishes what is being worked on and
/// returns. The socket accepts from the first moment on, so a caller may announce the address before.
///
/// # Errors
/// When the socket cannot be used.
pub async fn serve(api: Api, listener: TcpListener, shutdown: impl Future<Output = ()>) -> io::Result<()> {
    let blueprint = Blueprint::of(Shared::of(api));
    let (shared, settings) = (blueprint.shared.clone(), blueprint.shared.settings.clone());
    let workers = settings.workers.max(1);
    let server = Server::build()
        .workers(workers)
        .worker_max_blocking_threads(settings.blocking_threads.div_ceil(workers).max(1))
        .max_concurrent_connections(settings.max_connections.div_ceil(workers).max(1))
        .shutdown_timeout(for_the_rest(settings.stop_deadline).as_secs().max(1))
        .disable_signals();
    let (stopping, door) = (server.graceful_shutdown_signal(), Door::of(&settings, &shared.access));
    let (door, limits) = (Arc::new(door), Arc::clone(&settings));
    let server = server.listen("handover", listener, move || {
        let (stopping, door) = (stopping.clone(), Arc::clone(&door));
        let app = blueprint.app().into_factory().map_err(|error: Error| error.error_response());
        let http = HttpService::build()
            .graceful_shutdown_signal(move || {
                let stopping = stopping.clone();
                async move { stopping.notified().await }
            })
            .client_request_timeout(limits.header_deadline)
            .client_disconnect_timeout(Duration::from_secs(1))
            .keep_alive(limits.keep_alive)
            .on_connect_ext(|connection: &Connection, data| {
                data.insert(connection.pulse());
            })
            .finish(map_config(app, |()| AppConfig::default()));
        let admit = move |socket: TcpStream| {
            let admitted = door.admit(socket).map_err(DispatchError::Io);
            ready(admitted.map(|(connection, peer)| (connection, Protocol::Http1, peer)))
        };
        fn_service(admit).and_then(http)
    })?;
    // Whoever serves may do so on a runtime of any kind, which actix's own `spawn` does not.
    #[expect(clippy::disallowed_methods, reason = "the task ends with the server, a few lines below")]
    let watch = tokio::spawn(keep_watch(shared.tools.clone(), shared.tools.live.clone()));
    let server = server.run();
    let handle = server.handle();
    let (server, shutdown) = (std::pin::pin!(server), std::pin::pin!(shutdown));
    let ended = match select(server, shutdown).await {
        Either::Left((ended, _)) => ended,
        Either::Right(((), server)) => {
            let stopping = std::pin::pin!(stop(&shared, &handle, settings.stop_deadline));
            match select(server, stopping).await {
                Either::Left((ended, _)) => ended,
                Either::Right(((), server)) => server.await,
            }
        }
    };
    watch.abort();
    ended
}

/// The part of a stop that is kept for answers on their way, after the last turn was closed.
fn for_the_rest(deadline: Duration) -> Duration {
    deadline / 6
}

/// Takes on nothing new, lets every turn that was opened be closed, then stops the workers.
async fn stop(shared: &Shared, handle: &ServerHandle, deadline: Duration) {
    shared.lifecycle.stop();
    shared.tools.live.stop();
    handle.pause().await;
    // A turn whose client has gone is no longer a request, so the server would not wait for it.
    let turns = u32::try_from(shared.settings.max_in_flight).unwrap_or(u32::MAX);
    let for_turns = deadline.saturating_sub(for_the_rest(deadline));
    let begun = async {
        let _turns = shared.talk.running.acquire_many(turns).await;
        // What was promised by an answer that is gone already.
        shared.hashing.finish().await;
    };
    if timeout(for_turns, begun).await.is_err() {
        tracing::warn!("stopping although turns are still running");
    }
    handle.stop(true).await;
}
