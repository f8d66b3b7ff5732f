//! The PostgreSQL server that `xtask with-postgres` started: ended and started again.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::PathBuf;
use std::process::{Command, Stdio};

/// Its programs and its data.
#[derive(Debug)]
pub(crate) struct Cluster {
    bin: PathBuf,
    data: PathBuf,
}

impl Cluster {
    /// The one of the environment.
    pub(crate) fn of_environment() -> Result<Cluster, String> {
        let told = |name: &str| {
            let value = std::env::var_os(name).map(PathBuf::from);
            value.ok_or_else(|| format!("{name} is not set: run it by xtask with-postgres"))
        };
        Ok(Cluster {
            bin: told("JUNHENG_TEST_POSTGRES_BIN")?,
            data: told("JUNHENG_TEST_POSTGRES_DATA")?,
        })
    }

    /// Ends every process of it at once, as a machine does that loses its power.
    pub(crate) fn kill(&self) -> Result<(), String> {
        let file = fs::read_to_string(self.data.join("postmaster.pid"));
        let file = file.map_err(|why| format!("postmaster.pid: {why}"))?;
        let first = file.lines().next().unwrap_or_default().to_owned();
        let mut all = children(&first);
        all.insert(0, first);
        let sent = Command::new("kill").arg("-KILL").args(&all).status();
        sent.map_err(|why| format!("kill: {why}"))?;
        self.forget().map_err(|why| format!("locks: {why}"))
    }

    /// Takes its locks away: they name a process that has ended, but that the system may not have noticed yet.
    fn forget(&self) -> std::io::Result<()> {
        fs::remove_file(self.data.join("postmaster.pid"))?;
        let beside = fs::read_dir(self.data.with_file_name(""))?;
        let locks = beside.filter_map(|entry| Some(entry.ok()?.path()));
        let is_lock = |path: &PathBuf| path.extension().is_some_and(|ending| ending == "lock");
        locks.filter(is_lock).try_for_each(fs::remove_file)
    }

    /// Starts it, or ends it in an orderly way and starts it again; waits until it answers.
    pub(crate) fn restart(&self) -> Result<(), String> {
        let owner = fs::metadata(&self.data).map_err(|why| format!("data: {why}"))?;
        let mut command = Command::new("setpriv");
        command
            .arg(format!("--reuid={}", owner.uid()))
            .arg(format!("--regid={}", owner.gid()))
            .args(["--clear-groups", "--"])
            .arg(self.bin.join("pg_ctl"))
            .arg("-D")
            .arg(&self.data)
            .args(["-w", "-m", "fast", "-l"])
            .arg(self.data.with_file_name("log"))
            .arg("restart")
            .current_dir(&self.data)
            .stdout(Stdio::null())
            .stderr(Stdio::null());
        let status = command.status().map_err(|why| format!("pg_ctl: {why}"))?;
        match status.success() {
            true => Ok(()),
            false => Err(format!("pg_ctl restart: {status}")),
        }
    }
}

/// The processes that a process has started.
fn children(parent: &str) -> Vec<String> {
    let processes = fs::read_dir("/proc").into_iter().flatten().flatten();
    let numbers = processes.filter_map(|entry| entry.file_name().into_string().ok());
    let is_child = |number: &String| {
        let stat = fs::read_to_string(format!("/proc/{number}/stat")).unwrap_or_default();
        let after_name = stat.rsplit_once(')').map_or("", |(_, rest)| rest);
        after_name.split_whitespace().nth(1) == Some(parent)
    };
    numbers.filter(is_child).collect()
}
