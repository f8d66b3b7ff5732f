//! Which engine keeps it, and how is it opened?

use std::path::Path;
use std::time::Duration;

use sqlx::any::{AnyPoolOptions, install_default_drivers};
use sqlx::migrate::{MigrateError, Migrator};
use sqlx::{Any, AnyPool, Connection as _, Executor, Transaction};

use crate::write::Write;
use crate::{Connection, Millis, Result, StoreError};

static MIGRATIONS: Migrator = sqlx::migrate!("./migrations");

const ON_SQLITE: &str = include_str!("../engines/sqlite.sql");
const ON_POSTGRES: &str = include_str!("../engines/postgres.sql");

/// Acknowledged is on the disk: WAL with a sync a commit. Foreign keys are off by default in SQLite.
const SQLITE_SESSION: &str = "PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL; \
     PRAGMA foreign_keys = ON; PRAGMA busy_timeout = 10000; PRAGMA temp_store = MEMORY;";

/// All writers of all servers on one database take turns by this lock, and none waits for ever.
const POSTGRES_TURN: &str =
    "SET LOCAL lock_timeout = '10s'; SELECT pg_advisory_xact_lock(7201707);";

/// A server that vanished (its machine lost power, its network broke) must not keep the turn: its
/// connections are found dead within a minute, and a transaction that stands still ends.
const POSTGRES_SESSION: &str = "SET tcp_keepalives_idle = 30; SET tcp_keepalives_interval = 10; \
     SET tcp_keepalives_count = 3; SET idle_in_transaction_session_timeout = '10min';";

/// How long a request waits for a connection before it is told that the database is busy.
const PATIENCE: Duration = Duration::from_secs(15);

/// What keeps the data.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Engine {
    /// A file beside the program.
    Sqlite,
    /// A server.
    Postgres,
}

impl Engine {
    async fn begin_session(self, connection: &mut Connection) -> sqlx::Result<()> {
        let session = match self {
            Engine::Sqlite => SQLITE_SESSION,
            Engine::Postgres => POSTGRES_SESSION,
        };
        connection.execute(sqlx::raw_sql(session)).await?;
        Ok(())
    }
}

/// An open database.
#[derive(Debug, Clone)]
pub struct Store {
    pool: AnyPool,
    engine: Engine,
}

impl Store {
    /// Opens a database, makes it when it is a file that is not there, and brings it up to date.
    ///
    /// `address` is a file name, `sqlite:FILE`, or `postgres://user:password@host/name`.
    pub async fn open(address: &str) -> Result<Store> {
        install_default_drivers();
        let (engine, url) = engine_of(address)?;
        let options = AnyPoolOptions::new()
            .max_connections(match engine {
                Engine::Sqlite => 8,
                Engine::Postgres => 20,
            })
            .acquire_timeout(PATIENCE)
            // SQLite ends a transaction by itself when the disk is full; the connection still believes in it.
            .before_acquire(|connection, _| {
                let is_free = !connection.is_in_transaction();
                Box::pin(async move { Ok(is_free) })
            })
            .after_connect(move |connection, _| Box::pin(engine.begin_session(connection)));
        // A pool tries for long and then says no more than that it was in vain; one connection says why.
        let mut first = Connection::connect(&url).await?;
        engine.begin_session(&mut first).await?;
        first.close().await?;
        let pool = options.connect(&url).await?;
        let store = Store { pool, engine };
        store.bring_up_to_date().await?;
        Ok(store)
    }

    async fn bring_up_to_date(&self) -> Result<()> {
        MIGRATIONS.run(&self.pool).await.map_err(of_migration)?;
        let engine = match self.engine {
            Engine::Sqlite => ON_SQLITE,
            Engine::Postgres => ON_POSTGRES,
        };
        let mut turn = self.write(0).await?;
        turn.execute(sqlx::raw_sql(engine)).await?;
        turn.commit_quietly().await
    }

    /// Which engine it is.
    pub fn engine(&self) -> Engine {
        self.engine
    }

    /// A transaction that sees one moment and changes nothing; dropped when done.
    pub async fn read(&self) -> Result<Transaction<'static, Any>> {
        Ok(match self.engine {
            Engine::Sqlite => self.pool.begin().await?,
            Engine::Postgres => {
                let snapshot = "BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY";
                self.pool.begin_with(snapshot).await?
            }
        })
    }

    /// The turn to write, at a moment; changes are kept when it is committed, else forgotten.
    pub async fn write(&self, now: Millis) -> Result<Write> {
        let transaction = match self.engine {
            Engine::Sqlite => self.pool.begin_with("BEGIN IMMEDIATE").await?,
            Engine::Postgres => {
                let mut transaction = self.pool.begin().await?;
                transaction.execute(sqlx::raw_sql(POSTGRES_TURN)).await?;
                transaction
            }
        };
        Ok(Write::new(transaction, now))
    }

    /// A connection outside any transaction, for what cannot run inside one.
    pub async fn connection(&self) -> Result<sqlx::pool::PoolConnection<Any>> {
        Ok(self.pool.acquire().await?)
    }

    /// Writes everything into a new SQLite file while others go on working.
    pub async fn backup(&self, file: &Path) -> Result<()> {
        match self.engine {
            Engine::Sqlite => {
                let mut connection = self.pool.acquire().await?;
                let statement =
                    sqlx::query("VACUUM INTO $1").bind(file.to_string_lossy().into_owned());
                statement.execute(&mut *connection).await?;
            }
            Engine::Postgres => {
                let copy = Store::open(&file.to_string_lossy()).await?;
                crate::copy::copy(self, &copy).await?;
                copy.close().await;
            }
        }
        Ok(())
    }

    /// Lets running requests end and closes.
    pub async fn close(&self) {
        self.pool.close().await;
    }

    /// Whether the database answers.
    pub async fn ping(&self) -> Result<()> {
        self.pool.acquire().await?.execute("SELECT 1").await?;
        Ok(())
    }
}

fn engine_of(address: &str) -> Result<(Engine, String)> {
    if address.starts_with("postgres://") || address.starts_with("postgresql://") {
        return Ok((Engine::Postgres, address.to_owned()));
    }
    let file = address.strip_prefix("sqlite:").unwrap_or(address);
    let file = file.strip_prefix("//").unwrap_or(file);
    if file.is_empty() || file.contains("://") {
        return Err(StoreError::Address(address.to_owned()));
    }
    Ok((
        Engine::Sqlite,
        format!("sqlite://{}?mode=rwc", escaped(file)),
    ))
}

/// What has a meaning in an address stands for itself in a file name.
fn escaped(file: &str) -> String {
    file.replace('%', "%25")
        .replace('?', "%3F")
        .replace('#', "%23")
}

fn of_migration(error: MigrateError) -> StoreError {
    match error {
        MigrateError::Execute(error) => error.into(),
        MigrateError::VersionMissing(version) => StoreError::Newer(format!("migration {version}")),
        other => StoreError::Damaged(other.to_string()),
    }
}
