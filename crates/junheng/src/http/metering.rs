//! What is counted for `/metrics`: requests by route and status, and how long they took.

use std::time::Duration;

use axum::http::Method;
use metrics::{counter, describe_counter, describe_histogram, histogram};
use metrics_exporter_prometheus::{PrometheusBuilder, PrometheusHandle};

const REQUESTS: &str = "junheng_requests_total";
const SECONDS: &str = "junheng_request_seconds";
/// Upper bounds of the histogram, in seconds.
const BOUNDS: [f64; 11] = [
    0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1.0, 5.0,
];

/// Begins to count; a process counts once.
pub(crate) fn begin() -> PrometheusHandle {
    let builder = PrometheusBuilder::new();
    let builder = builder.set_buckets(&BOUNDS).unwrap_or_default();
    let recorder = builder.build_recorder();
    let handle = recorder.handle();
    // A second recorder of a process (in tests) counts nothing, and harms nobody.
    drop(metrics::set_global_recorder(recorder));
    describe_counter!(REQUESTS, "Requests by route and status");
    describe_histogram!(SECONDS, "How long requests took, in seconds");
    handle
}

/// Counts a request.
pub(crate) fn count(method: &Method, route: &str, status: u16, took: Duration) {
    let method = match *method {
        Method::GET => "GET",
        Method::HEAD => "HEAD",
        Method::POST => "POST",
        Method::PATCH => "PATCH",
        Method::DELETE => "DELETE",
        _ => "other",
    };
    let (route, status) = (route.to_owned(), status.to_string());
    counter!(REQUESTS, "method" => method, "route" => route.clone(), "status" => status)
        .increment(1);
    histogram!(SECONDS, "method" => method, "route" => route).record(took.as_secs_f64());
}
