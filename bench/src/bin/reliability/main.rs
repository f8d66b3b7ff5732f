//! `bench/reliability`: is anything lost when the power goes, the disk is full, the database is away?
//!
//! ```text
//! crew (a house, people who write) ─→ something happens ─→ what was cut off is asked again
//!                                  ─→ proof: all that was acknowledged is there, nothing is half-written
//! ```

#![allow(
    clippy::print_stdout,
    clippy::print_stderr,
    reason = "a command line tool"
)]

mod cluster;
mod crew;
mod disk;
mod load;
mod proof;

use std::error::Error;
use std::time::{Duration, Instant};

use bench::chance::Chance;
use bench::house::Engine;

use cluster::Cluster;
use crew::Crew;
use proof::prove;

type Done = Result<(), Box<dyn Error>>;

#[tokio::main]
async fn main() -> Done {
    let arguments: Vec<String> = std::env::args().skip(1).collect();
    let words: Vec<&str> = arguments.iter().map(String::as_str).collect();
    match words.as_slice() {
        ["kill", "sqlite", times] => kill(Engine::Sqlite, times.parse()?).await,
        ["kill", "postgres", times] => kill(Engine::Postgres, times.parse()?).await,
        ["postgres", "kill", times] => postgres(Way::Kill, times.parse()?).await,
        ["postgres", "restart", times] => postgres(Way::Restart, times.parse()?).await,
        ["full"] => disk::full().await,
        ["read-only"] => disk::read_only().await,
        _ => Err("usage: bench/reliability [times]".into()),
    }
}

/// `kill -9` of the server while people write.
async fn kill(engine: Engine, times: u64) -> Done {
    let mut crew = Crew::on(engine).await?;
    let (mut lines, mut slowest) = (0, Duration::ZERO);
    for time in 0..times {
        let work = crew.begin();
        let moment = Chance::of(7, time).whole(20, 900) as u64;
        tokio::time::sleep(Duration::from_millis(moment)).await;
        crew.house.program.kill();
        let begun = now();
        crew.house.start_again();
        slowest = slowest.max(begun.elapsed());
        crew.end(work).await?;
        lines = prove(&crew.scene, &crew.done).await?;
        eprint!(
            "\r{engine:?}: killed {} times, {} writes ",
            time + 1,
            crew.done.len()
        );
    }
    println!(
        "\rkill -9 of the server on {engine:?}: {times} times; {} acknowledged writes, all there, once; \
         {} cut off and asked again; log of {lines} lines whole; up again after at most {:.1} s",
        crew.done.len(),
        crew.again,
        slowest.as_secs_f64()
    );
    Ok(())
}

/// How the database goes away.
#[derive(Debug, Clone, Copy)]
enum Way {
    Kill,
    Restart,
}

/// PostgreSQL goes away and comes back while people write; the server stays.
async fn postgres(way: Way, times: u64) -> Done {
    let cluster = Cluster::of_environment()?;
    let mut crew = Crew::on(Engine::Postgres).await?;
    let (mut lines, mut slowest) = (0, Duration::ZERO);
    for time in 0..times {
        let work = crew.begin_for(Duration::from_secs(6));
        let moment = Chance::of(11, time).whole(100, 1_500) as u64;
        tokio::time::sleep(Duration::from_millis(moment)).await;
        let begun = now();
        if let Way::Kill = way {
            cluster.kill()?;
            tokio::time::sleep(Duration::from_millis(500)).await;
        }
        cluster.restart()?;
        while crew.admin.get("/readyz").await.status != 200 {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        slowest = slowest.max(begun.elapsed());
        crew.end(work).await?;
        lines = prove(&crew.scene, &crew.done).await?;
        eprint!(
            "\rPostgreSQL {way:?}: {} times, {} writes ",
            time + 1,
            crew.done.len()
        );
    }
    println!(
        "\rPostgreSQL {way:?}: {times} times under the same server; {} acknowledged writes, all there, once; \
         {} answers \"database-away\"; log of {lines} lines whole; ready again after at most {:.1} s",
        crew.done.len(),
        crew.away,
        slowest.as_secs_f64()
    );
    Ok(())
}

#[allow(clippy::disallowed_methods, reason = "a measurement asks the clock")]
fn now() -> Instant {
    Instant::now()
}
