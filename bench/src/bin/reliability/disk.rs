//! A disk that is full, and one that may only be read: clear answers, and work goes on afterwards.

use std::error::Error;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

use bench::house::{Answer, Client, House, Program, binary, fill};
use serde_json::{Value, json};

use crate::Done;
use crate::crew::Crew;
use crate::load::FIELD;
use crate::proof::prove;

/// A small file system of its own, in memory.
struct Disk(PathBuf);

impl Disk {
    fn mounted() -> Result<Disk, Box<dyn Error>> {
        let folder = tempfile::tempdir()?.keep();
        let disk = Disk(folder);
        run(
            "mount",
            &[
                "-t",
                "tmpfs",
                "-o",
                "size=24m,mode=700",
                "junheng",
                &disk.path(),
            ],
        )
        .map_err(|why| format!("{why}: a disk can only be mounted as root"))?;
        Ok(disk)
    }

    fn path(&self) -> String {
        self.0.to_string_lossy().into_owned()
    }

    /// Takes all the room there is, but for so many kilobytes.
    fn fill(&self, left: u64) -> Result<(), Box<dyn Error>> {
        let filler = self.filler();
        let mut size = 24 << 20;
        let mut held = Vec::new();
        while size >= 4096 {
            held.resize(held.len() + size, 0);
            if fs::write(&filler, &held).is_err() {
                held.truncate(held.len() - size);
                fs::write(&filler, &held)?;
                size /= 2;
            }
        }
        let file = fs::OpenOptions::new().write(true).open(&filler)?;
        Ok(file.set_len((held.len() as u64).saturating_sub(left * 1024))?)
    }

    fn filler(&self) -> PathBuf {
        self.0.join("filler")
    }

    fn set_read_only(&self, yes: bool) -> Result<(), String> {
        let mode = if yes { "remount,ro" } else { "remount,rw" };
        run("mount", &["-o", mode, &self.path()])
    }
}

impl Drop for Disk {
    fn drop(&mut self) {
        // What is still mounted is told by the system.
        drop(run("umount", &["-l", &self.path()]));
        drop(fs::remove_dir(&self.0));
    }
}

fn run(program: &str, arguments: &[&str]) -> Result<(), String> {
    let status = Command::new(program).args(arguments).status();
    match status.map_err(|why| format!("{program}: {why}"))? {
        status if status.success() => Ok(()),
        status => Err(format!("{program}: {status}")),
    }
}

/// A return that is written to, as one person sees it.
struct Own<'a> {
    client: &'a Client,
    id: &'a str,
    version: i64,
}

impl Own<'_> {
    /// Saves figures; the last answer, and how many were saved before it.
    async fn save(&mut self, times: i64) -> Result<(i64, Answer), Box<dyn Error>> {
        for saved in 0.. {
            let cells = json!({ FIELD: { "value": saved.to_string() } });
            let answer = fill(self.client, self.id, self.version, &cells).await?;
            if !answer.is_good() {
                return Ok((saved, answer));
            }
            self.version += 1;
            if saved + 1 == times {
                return Ok((times, answer));
            }
        }
        Err("nothing was saved".into())
    }
}

/// The disk fills up while people work.
pub(crate) async fn full() -> Done {
    let disk = Disk::mounted()?;
    let address = disk.0.join("data").join("junheng.db");
    let crew = Crew::of(House::sample_at(&address.to_string_lossy(), 30)).await?;
    let mut own = own_return(&crew).await;
    own.save(3).await?;
    disk.fill(0)?;
    let (saved, answer) = own.save(100_000).await?;
    expect(&answer, 503, "disk-full")?;
    let told = answer.json()["title"].clone();
    reads_go_on(&crew).await?;
    fs::remove_file(disk.filler())?;
    let now = crew
        .admin
        .get(&format!("/api/returns/{}", own.id))
        .await
        .good();
    if now["version"] != own.version {
        return Err(format!("version {} after {}", now["version"], own.version).into());
    }
    let (_, answer) = own.save(3).await?;
    if !answer.is_good() {
        let log = crew.house.program.log.lock().map(|log| log.clone());
        return Err(format!("with room again: {answer:?}\n{}", log.unwrap_or_default()).into());
    }
    prove(&crew.scene, &[]).await?;
    println!(
        "full disk: {saved} more writes found room, then 503 disk-full ({told}); reading went on; with room \
         again writing went on, nothing half-written, log whole"
    );
    full_at_start(&disk, crew, &address).await
}

/// Started while the disk is full.
async fn full_at_start(disk: &Disk, mut crew: Crew, address: &Path) -> Done {
    crew.house.program.kill();
    disk.fill(0)?;
    match Program::start(binary(), &address.to_string_lossy()) {
        Ok(_) => println!("started on a full disk: it serves"),
        Err(said) => println!("started on a full disk: {}", one_line(&said)),
    }
    fs::remove_file(disk.filler())?;
    crew.house.start_again();
    prove(&crew.scene, &[]).await?;
    Ok(())
}

/// The disk may only be read, at the start and while people work.
pub(crate) async fn read_only() -> Done {
    let disk = Disk::mounted()?;
    let address = disk.0.join("data").join("junheng.db");
    let mut crew = Crew::of(House::sample_at(&address.to_string_lossy(), 30)).await?;
    crew.house.program.stop();
    disk.set_read_only(true)?;
    match Program::start(binary(), &address.to_string_lossy()) {
        Ok(_) => return Err("it started on a disk that may only be read".into()),
        Err(said) => println!("started on a read-only disk: {}", one_line(&said)),
    }
    disk.set_read_only(false)?;
    crew.house.start_again();
    prove(&crew.scene, &[]).await?;
    println!("with writing allowed again it starts, nothing half-written, log whole");
    Ok(())
}

fn one_line(said: &str) -> String {
    said.split_whitespace().collect::<Vec<_>>().join(" ")
}

async fn own_return(crew: &Crew) -> Own<'_> {
    let (client, id) = &crew.clerk;
    let own: Value = client.get(&format!("/api/returns/{id}")).await.good();
    Own {
        client,
        id,
        version: own["version"].as_i64().unwrap_or_default(),
    }
}

async fn reads_go_on(crew: &Crew) -> Done {
    for path in ["/api/session", "/api/orgs", "/api/rounds", "/healthz", "/"] {
        let answer = crew.admin.get(path).await;
        if !answer.is_good() {
            return Err(format!("{path} on a full disk: {answer:?}").into());
        }
    }
    Ok(())
}

fn expect(answer: &Answer, status: u16, code: &str) -> Result<(), String> {
    match answer.status == status && answer.code() == code {
        true => Ok(()),
        false => Err(format!("expected {status} {code}: {answer:?}")),
    }
}
