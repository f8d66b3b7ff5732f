//! Waits for connections, serves each, and when told to stop lets what runs come to its end.

use std::convert::Infallible;
use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use axum::Router;
use axum::body::Body;
use axum::http::Request;
use axum::response::Response;
use hyper::body::Incoming;
use hyper::server::conn::http1;
use hyper::service::service_fn;
use hyper_util::rt::{TokioIo, TokioTimer};
use hyper_util::server::graceful::{GracefulShutdown, Watcher};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::{OwnedSemaphorePermit, Semaphore};
use tokio_io_timeout::TimeoutWriter;
use tower::ServiceExt;

use super::guard::Peer;
use super::limit::{Door, Doors};

/// Connections at once.
const CONNECTIONS: usize = 1_024;
/// How long the head of a request may take: a slow sender does not hold a connection.
const HEAD: Duration = Duration::from_secs(15);
/// How large it may be.
const LARGEST_HEAD: usize = 64 * 1024;
/// How long a reader may take nothing of an answer.
const READER: Duration = Duration::from_secs(20);
/// How long running requests may go on after a stop.
const DRAIN: Duration = Duration::from_secs(20);

/// Serves until `stop` is heard.
pub(crate) async fn listen(listener: TcpListener, router: Router, stop: impl Future<Output = ()>) {
    let graceful = GracefulShutdown::new();
    let (room, doors) = (Arc::new(Semaphore::new(CONNECTIONS)), Doors::default());
    tokio::pin!(stop);
    loop {
        let Ok(permit) = room.clone().acquire_owned().await else {
            break;
        };
        tokio::select! {
            () = &mut stop => break,
            accepted = listener.accept() => match accepted {
                Ok((stream, peer)) => {
                    // Who has too many connections gets no further one.
                    let Some(door) = doors.one_more(peer.ip()) else {
                        continue;
                    };
                    let held = (permit, door);
                    let served = serve(stream, peer, router.clone(), graceful.watcher(), held);
                    drop(tokio::spawn(served));
                }
                // No descriptor is left, or the other end went away: a moment later there may be one.
                Err(error) => {
                    tracing::warn!(%error, "a connection was not accepted");
                    tokio::time::sleep(Duration::from_millis(50)).await;
                }
            },
        }
    }
    drop(listener);
    if tokio::time::timeout(DRAIN, graceful.shutdown())
        .await
        .is_err()
    {
        tracing::warn!("some requests did not end in time");
    }
}

async fn serve(
    stream: TcpStream,
    peer: SocketAddr,
    router: Router,
    watcher: Watcher,
    held: (OwnedSemaphorePermit, Door),
) {
    // Answers are written whole; waiting for more only delays them.
    drop(stream.set_nodelay(true));
    let mut stream = TimeoutWriter::new(stream);
    stream.set_timeout(Some(READER));
    let service = service_fn(move |request| answer(router.clone(), peer, request));
    let connection = http1::Builder::new()
        .timer(TokioTimer::new())
        .header_read_timeout(HEAD)
        .max_buf_size(LARGEST_HEAD)
        .serve_connection(TokioIo::new(Box::pin(stream)), service);
    if let Err(error) = watcher.watch(connection).await {
        tracing::debug!(%error, "a connection broke");
    }
    drop(held);
}

async fn answer(
    router: Router,
    peer: SocketAddr,
    mut request: Request<Incoming>,
) -> Result<Response<Body>, Infallible> {
    request.extensions_mut().insert(Peer(peer.ip()));
    router.oneshot(request).await
}
