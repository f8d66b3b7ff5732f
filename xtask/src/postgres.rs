//! A throw-away PostgreSQL for the tests of one command.
//!
//! ```text
//! cargo run -p xtask -- with-postgres cargo nextest run --workspace
//! ```
//!
//! makes a cluster in a temporary folder, starts it on a free port of this machine, runs the command
//! with its address in `JUNHENG_TEST_POSTGRES`, and takes everything away again. The server refuses to
//! run as root, so root runs it as the user `postgres` of the package.

use std::ffi::OsString;
use std::net::TcpListener;
use std::path::{Path, PathBuf};
use std::process::{Command, ExitStatus, Stdio};

/// Where tests find the server.
const ADDRESS: &str = "JUNHENG_TEST_POSTGRES";
/// Where its programs are, for those who end it and start it again.
const BIN: &str = "JUNHENG_TEST_POSTGRES_BIN";
/// Where its data are.
const DATA: &str = "JUNHENG_TEST_POSTGRES_DATA";

/// Runs a command beside a server.
pub(crate) fn run(command: &[OsString]) -> Result<ExitStatus, String> {
    let (program, arguments) = command.split_first().ok_or("which command?")?;
    let server = Server::start()?;
    Command::new(program)
        .args(arguments)
        .env(ADDRESS, format!("postgres://app@127.0.0.1:{}", server.port))
        .env(BIN, &server.bin)
        .env(DATA, server.data())
        .status()
        .map_err(|why| format!("{}: {why}", program.display()))
}

struct Server {
    folder: PathBuf,
    bin: PathBuf,
    port: u16,
}

impl Server {
    fn start() -> Result<Server, String> {
        let bin = binaries()?;
        let folder = std::env::temp_dir().join(format!("junheng-postgres-{}", std::process::id()));
        std::fs::create_dir_all(&folder).map_err(|why| format!("{}: {why}", folder.display()))?;
        let server = Server {
            folder,
            bin,
            port: free_port()?,
        };
        if is_root() {
            server.run("chown", ["postgres:", &server.folder.to_string_lossy()])?;
        }
        let data = server.data();
        server.run(
            &server.bin.join("initdb").to_string_lossy(),
            [
                "-D",
                &data,
                "-U",
                "app",
                "-A",
                "trust",
                "-E",
                "UTF8",
                "--locale=C.UTF-8",
            ],
        )?;
        let options = format!(
            "-p {} -k {} -c listen_addresses=127.0.0.1 -c max_connections=200",
            server.port,
            server.folder.display()
        );
        let log = server.folder.join("log");
        server.run(
            &server.bin.join("pg_ctl").to_string_lossy(),
            [
                "-D",
                &data,
                "-w",
                "-l",
                &log.to_string_lossy(),
                "-o",
                &options,
                "start",
            ],
        )?;
        Ok(server)
    }

    fn data(&self) -> String {
        self.folder.join("data").to_string_lossy().into_owned()
    }

    /// Runs one of the server's programs, as root by way of the user `postgres`.
    fn run<'a>(
        &self,
        program: &str,
        arguments: impl IntoIterator<Item = &'a str>,
    ) -> Result<(), String> {
        let owns = program == "chown";
        let mut command = if is_root() && !owns {
            let mut command = Command::new("setpriv");
            command.args([
                "--reuid=postgres",
                "--regid=postgres",
                "--init-groups",
                "--",
                program,
            ]);
            command
        } else {
            Command::new(program)
        };
        let status = command
            .args(arguments)
            .current_dir(&self.folder)
            .stdout(Stdio::null())
            .status()
            .map_err(|why| format!("{program}: {why}"))?;
        if status.success() {
            Ok(())
        } else {
            Err(format!("{program}: {status}"))
        }
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let stop = self.bin.join("pg_ctl").to_string_lossy().into_owned();
        let data = self.data();
        // Nothing can be done about a server that does not stop; its folder tells of it.
        if self
            .run(&stop, ["-D", &data, "-m", "immediate", "stop"])
            .is_ok()
        {
            drop(std::fs::remove_dir_all(&self.folder));
        }
    }
}

/// Debian keeps each version's programs in a folder of its own; the newest is taken.
fn binaries() -> Result<PathBuf, String> {
    let versions = std::fs::read_dir("/usr/lib/postgresql")
        .into_iter()
        .flatten()
        .flatten();
    let mut found: Vec<(u32, PathBuf)> = versions
        .filter_map(|version| {
            let bin = version.path().join("bin");
            let number = version.file_name().to_str()?.parse().ok()?;
            bin.join("initdb").exists().then_some((number, bin))
        })
        .collect();
    found.sort();
    found.pop().map(|(_, bin)| bin).ok_or_else(|| {
        "no PostgreSQL server here; on Debian: apt-get install postgresql".to_owned()
    })
}

fn free_port() -> Result<u16, String> {
    let free = TcpListener::bind("127.0.0.1:0").and_then(|listener| listener.local_addr());
    free.map(|address| address.port())
        .map_err(|why| why.to_string())
}

fn is_root() -> bool {
    let own = Path::new("/proc/self");
    std::fs::metadata(own).is_ok_and(|own| std::os::unix::fs::MetadataExt::uid(&own) == 0)
}
