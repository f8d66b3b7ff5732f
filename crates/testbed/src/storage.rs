//! S3-compatible storage of its own for one test, over a folder.

use std::io;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use hyper_util::rt::TokioIo;
use s3s::auth::SimpleAuth;
use s3s::service::{S3Service, S3ServiceBuilder};
use s3s::{Body, HttpError, HttpResponse};
use tokio::net::{TcpListener, TcpStream};
use tokio::runtime::{Builder, Runtime};

/// Its only bucket.
const BUCKET: &str = "papers";
/// Its only account.
const KEY: (&str, &str) = ("testbed", "only-the-storage-knows");

/// A storage that is up until it is dropped.
#[derive(Debug)]
pub struct Storage {
    /// Where it answers: `http://127.0.0.1:40123`.
    pub endpoint: String,
    folder: tempfile::TempDir,
    breaks: Arc<AtomicBool>,
    runtime: Option<Runtime>,
}

impl Storage {
    /// Starts one on a free port.
    pub fn start() -> Storage {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir(folder.path().join(BUCKET)).unwrap();
        let mut service = S3ServiceBuilder::new(s3s_fs::FileSystem::new(folder.path()).unwrap());
        service.set_auth(SimpleAuth::from_single(KEY.0, KEY.1));
        let breaks = Arc::new(AtomicBool::new(false));
        let runtime = Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()
            .unwrap();
        let listener = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
        listener.set_nonblocking(true).unwrap();
        let endpoint = format!("http://{}", listener.local_addr().unwrap());
        runtime.spawn(listen(listener, service.build(), breaks.clone()));
        Storage {
            endpoint,
            folder,
            breaks,
            runtime: Some(runtime),
        }
    }

    /// A place in its bucket, for `--files`.
    pub fn place(&self) -> String {
        format!("s3://{BUCKET}/县/2026")
    }

    /// The folder where the files of that place lie.
    pub fn folder(&self) -> PathBuf {
        self.folder.path().join(BUCKET).join("县/2026")
    }

    /// The folder where everything lies: what it notes for itself too.
    pub fn whole(&self) -> &Path {
        self.folder.path()
    }

    /// Who knows these may come in.
    pub fn settings(&self) -> Vec<(String, String)> {
        let all = [
            ("AWS_ENDPOINT_URL", &*self.endpoint),
            ("AWS_ALLOW_HTTP", "true"),
            ("AWS_REGION", "cn-test-1"),
            ("AWS_ACCESS_KEY_ID", KEY.0),
            ("AWS_SECRET_ACCESS_KEY", KEY.1),
        ];
        let owned = all.map(|(name, value)| (name.to_owned(), value.to_owned()));
        owned.into()
    }

    /// From now on it denies having taken the second part of a large file.
    pub fn break_off(&self) {
        self.breaks.store(true, Ordering::Relaxed);
    }
}

impl Drop for Storage {
    fn drop(&mut self) {
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}

async fn listen(listener: std::net::TcpListener, service: S3Service, breaks: Arc<AtomicBool>) {
    let listener = TcpListener::from_std(listener).unwrap();
    while let Ok((stream, _)) = listener.accept().await {
        tokio::spawn(serve(stream, service.clone(), breaks.clone()));
    }
}

async fn serve(stream: TcpStream, service: S3Service, breaks: Arc<AtomicBool>) {
    let answer = hyper::service::service_fn(move |request: hyper::Request<_>| {
        let query = request.uri().query().unwrap_or_default();
        let broken = query.contains("partNumber=2") && breaks.load(Ordering::Relaxed);
        let answer = hyper::service::Service::call(&service, request);
        async move {
            let answer = answer.await?;
            if broken { refusal() } else { Ok(answer) }
        }
    });
    let http = hyper::server::conn::http1::Builder::new();
    // Whoever asks may go away.
    drop(http.serve_connection(TokioIo::new(stream), answer).await);
}

fn refusal() -> Result<HttpResponse, HttpError> {
    let body = Body::from("<Error><Code>AccessDenied</Code></Error>".to_owned());
    let answer = hyper::Response::builder().status(403).body(body);
    answer.map_err(|_| HttpError::new(Box::new(io::Error::other("no answer"))))
}
