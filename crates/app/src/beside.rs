//! Work that keeps a processor busy runs beside the requests, not among them.

use std::panic::resume_unwind;

/// Runs long work on a thread of its own and waits for it. Where the work panics, so does whoever waits.
pub async fn beside<T: Send + 'static>(work: impl FnOnce() -> T + Send + 'static) -> T {
    match tokio::task::spawn_blocking(work).await {
        Ok(done) => done,
        Err(failed) => match failed.try_into_panic() {
            Ok(panic) => resume_unwind(panic),
            // The house is closing: nobody waits for an answer any more.
            Err(_) => std::future::pending().await,
        },
    }
}
