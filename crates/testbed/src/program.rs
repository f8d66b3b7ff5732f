//! The program itself, serving.

use std::ffi::OsStr;
use std::io::{BufRead, BufReader};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::{Arc, Mutex};

use crate::client::Client;

/// A server that was started and is up.
#[derive(Debug)]
pub struct Program {
    child: Child,
    /// Where it answers: `http://127.0.0.1:40123`.
    pub base: String,
    /// The administrator's one-time password, when there was none before.
    pub first: Option<String>,
    /// What it has written to its log.
    pub log: Arc<Mutex<String>>,
    /// Where its files lie, when it was started on a server's database.
    files: Option<tempfile::TempDir>,
}

impl Program {
    /// Starts a binary on a database and on a free port, and waits until it is up. Fails with what it
    /// said when it ends before.
    pub fn start(binary: impl AsRef<OsStr>, address: &str) -> Result<Program, String> {
        let mut command = Program::command(binary, address);
        // A database on a server has no folder of its own for files.
        let folder = tempfile::tempdir().map_err(|why| why.to_string())?;
        if address.starts_with("postgres") {
            command.arg("--files").arg(folder.path());
        }
        let mut program = Program::run(command)?;
        program.files = Some(folder);
        Ok(program)
    }

    /// How a binary is started on a database and on a free port, for those who add to it.
    pub fn command(binary: impl AsRef<OsStr>, address: &str) -> Command {
        let mut command = Command::new(binary);
        command
            .args(["serve", "--listen", "127.0.0.1:0", "--lang", "en"])
            .args(["--log", "json", "--name", "青禾市", "--code", "219900"])
            .args(["--data", address])
            .env_remove("JUNHENG_LOG");
        command
    }

    /// The same, by a command of one's own: around the program, or with other options.
    pub fn run(mut command: Command) -> Result<Program, String> {
        let child = command.stderr(Stdio::piped()).spawn();
        let mut child = child.map_err(|why| why.to_string())?;
        let mut lines = BufReader::new(child.stderr.take().unwrap()).lines();
        let (mut first, mut said) = (None, String::new());
        let base = loop {
            let Some(Ok(line)) = lines.next() else {
                drop(child.wait());
                return Err(said);
            };
            if let Some(password) = line.trim().strip_prefix("password ") {
                first = Some(password.to_owned());
            }
            if let Some((_, address)) = line.split_once("The platform is up: ") {
                break address.to_owned();
            }
            said.push_str(&format!("{line}\n"));
        };
        let log = Arc::new(Mutex::new(said));
        let kept = log.clone();
        // A log that nobody reads would fill its pipe.
        std::thread::spawn(move || {
            for line in lines.map_while(Result::ok) {
                kept.lock().unwrap().push_str(&format!("{line}\n"));
            }
        });
        Ok(Program {
            child,
            base,
            first,
            log,
            files: None,
        })
    }

    /// Somebody at a browser that shows its pages.
    pub fn client(&self) -> Client {
        Client::new(&self.base)
    }

    /// The number of its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Asks it to stop, and waits.
    pub fn stop(&mut self) -> ExitStatus {
        let pid = self.pid().to_string();
        let sent = Command::new("kill").args(["-TERM", &pid]).status().unwrap();
        assert!(sent.success());
        self.child.wait().unwrap()
    }

    /// Ends it at once, as a machine does that loses its power.
    pub fn kill(&mut self) {
        drop(self.child.kill());
        drop(self.child.wait());
    }
}

impl Drop for Program {
    fn drop(&mut self) {
        self.kill();
    }
}
