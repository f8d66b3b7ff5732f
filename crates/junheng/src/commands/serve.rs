//! `serve`: the house for browsers.

use std::sync::Arc;

use app::App;
use tokio::net::TcpListener;
use tokio::signal;
use tracing_subscriber::EnvFilter;

use crate::cli::{LogForm, Place, ServeArgs};
use crate::desk::Desk;
use crate::failure::{Exit, Failure};
use crate::http::{Rim, listen, router};
use crate::keeping;
use crate::words::tell;

pub(crate) fn run(desk: &Desk, args: &ServeArgs) -> Result<Exit, Failure> {
    begin_log(args.log);
    keeping::runtime()?.block_on(serve(desk, args))
}

async fn serve(desk: &Desk, args: &ServeArgs) -> Result<Exit, Failure> {
    let shelf = desk.shelf()?;
    let at = args.listen.to_string();
    let bound = TcpListener::bind(args.listen).await;
    let listener = bound.map_err(|said| Failure::CannotListen { at, said })?;
    let store = keeping::open_or_make(&args.data).await?;
    let files = keeping::files(&args.data, args.files.as_deref()).await?;
    let rim = Rim::new(store.clone(), files, &shelf)?;
    first(desk, &rim.app, args).await?;
    let at = listener.local_addr().map_err(Failure::Screen)?;
    let address = format!("http://{at}");
    desk.say(&tell!(desk.words, "serve-address", address = address));
    listen(listener, router(Arc::new(rim)), stopped()).await;
    store.close().await;
    desk.note(&tell!(desk.words, "serve-stopped"));
    Ok(Exit::Done)
}

/// An empty house gets its first administrator, whose password is told here and nowhere else.
async fn first(desk: &Desk, app: &App, args: &ServeArgs) -> Result<(), Failure> {
    let kind = match args.kind {
        Place::Province => "province",
        Place::City => "city",
        Place::County => "county",
    };
    let code = args.code.as_deref().unwrap_or_default();
    let made = app.first_administrator(kind, code, &args.name).await?;
    if let Some(first) = made {
        desk.say(&tell!(
            desk.words,
            "serve-first",
            login = first.login,
            password = first.password
        ));
    }
    Ok(())
}

/// Ctrl-C, or the word of whoever runs services on this machine.
async fn stopped() {
    #[cfg(unix)]
    {
        use signal::unix::{SignalKind, signal as on};
        if let Ok(mut term) = on(SignalKind::terminate()) {
            tokio::select! {
                _ = signal::ctrl_c() => {}
                _ = term.recv() => {}
            }
            return;
        }
    }
    drop(signal::ctrl_c().await);
}

/// The log goes to the standard error; `JUNHENG_LOG` says how much of it.
fn begin_log(form: LogForm) {
    // Whoever asks for JSON collects lines; on a terminal only what went wrong is worth one.
    let usual = match form {
        LogForm::Text => "warn",
        LogForm::Json => "info",
    };
    let filter = EnvFilter::try_from_env("JUNHENG_LOG").unwrap_or_else(|_| EnvFilter::new(usual));
    let log = tracing_subscriber::fmt()
        .with_env_filter(filter)
        // A terminal that was closed takes no more lines; people are served all the same.
        .log_internal_errors(false)
        .with_writer(std::io::stderr);
    // A second log of a process is not begun.
    drop(match form {
        LogForm::Text => log.try_init(),
        LogForm::Json => log.json().try_init(),
    });
}
