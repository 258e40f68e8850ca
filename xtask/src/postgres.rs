//! A throw-away PostgreSQL: made for one run of the tests, gone with it.
//!
//! The server is started by a small shell guard in a process group of its own. The guard waits on a
//! pipe from us: when we finish, are interrupted or killed, the pipe closes, and the guard stops the
//! server and removes its files. So nothing stays behind, and no signal has to be caught.

use anyhow::{Context, Result, bail};
use std::fs;
use std::net::TcpListener;
use std::os::unix::fs::{PermissionsExt, chown};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::time::{Duration, Instant};

use crate::shell;

/// Words: `$1` the folder, the rest the server's command line.
const GUARD: &str = r#"
folder=$1; shift
"$@" >"$folder/log" 2>&1 &
server=$!
read -r _ || true
kill -INT "$server" 2>/dev/null
wait "$server"
rm -rf "$folder"
"#;

/// What the databases of tests take at most, in KiB.
const ROOM: u64 = 2 << 20;

const PATIENCE: Duration = Duration::from_secs(60);

/// The folder with PostgreSQL's programs: from the PATH, else the newest Debian has.
pub fn find() -> Option<PathBuf> {
    let complete = |folder: &Path| folder.join("initdb").is_file() && folder.join("postgres").is_file();
    let on_path = shell::find("initdb").and_then(|file| fs::canonicalize(file).ok());
    if let Some(folder) = on_path.as_deref().and_then(Path::parent).filter(|folder| complete(folder)) {
        return Some(folder.to_owned());
    }
    let versions = fs::read_dir("/usr/lib/postgresql").ok()?.flatten();
    let mut folders: Vec<(u32, PathBuf)> = versions
        .filter_map(|entry| Some((entry.file_name().to_str()?.parse().ok()?, entry.path().join("bin"))))
        .filter(|(_, folder): &(u32, PathBuf)| complete(folder))
        .collect();
    folders.sort();
    folders.pop().map(|(_, folder)| folder)
}

/// A running server. Dropping it stops it and waits until its files are gone.
pub struct Postgres {
    guard: Child,
    /// The folder with its programs.
    pub programs: PathBuf,
    /// Where tests reach it: a superuser that needs no password, on loopback.
    pub url: String,
    /// A database with our schema in it, of which copies are made.
    pub template: Option<String>,
}

impl Postgres {
    /// Makes a cluster in a temporary folder and starts it on a free loopback port.
    pub fn start(programs: &Path) -> Result<Self> {
        let folder = room().join(format!("braise-postgres-{}", std::process::id()));
        fs::create_dir(&folder).with_context(|| format!("cannot make {}", folder.display()))?;
        fs::set_permissions(&folder, fs::Permissions::from_mode(0o700))?;
        let someone = if shell::is_root() { Some(not_root()?) } else { None };
        if let Some((user, group)) = someone {
            chown(&folder, Some(user), Some(group))?;
        }
        let started = Self::start_in(programs, &folder, someone);
        if started.is_err() {
            // The guard may have been first; either way nothing must stay.
            let _ = fs::remove_dir_all(&folder);
        }
        started
    }

    fn start_in(programs: &Path, folder: &Path, someone: Option<(u32, u32)>) -> Result<Self> {
        let data = folder.join("data");
        let as_someone = |program: &Path| {
            let mut command = Command::new(program);
            if let Some((user, group)) = someone {
                command.uid(user).gid(group);
            }
            command.current_dir(folder);
            command
        };
        shell::output(
            as_someone(&programs.join("initdb"))
                .args([
                    "--auth=trust",
                    "--username=braise",
                    "--encoding=UTF8",
                    "--locale=C",
                    "--no-sync",
                    "-D",
                ])
                .arg(&data),
        )?;
        let port = TcpListener::bind(("127.0.0.1", 0))?.local_addr()?.port();
        let mut command = as_someone(Path::new("/bin/sh"));
        command.args(["-c", GUARD, "guard"]).arg(folder).arg(programs.join("postgres")).arg("-D").arg(&data);
        // Durability is tested on SQLite by killing the server; here only speed counts.
        for setting in [
            "listen_addresses=127.0.0.1",
            &format!("port={port}"),
            "unix_socket_directories=",
            "fsync=off",
            "synchronous_commit=off",
            "full_page_writes=off",
            "max_connections=300",
            "shared_buffers=64MB",
        ] {
            command.args(["-c", setting]);
        }
        let guard =
            command.process_group(0).stdin(Stdio::piped()).spawn().context("cannot start PostgreSQL")?;
        let programs = programs.to_owned();
        let url = format!("postgres://braise@127.0.0.1:{port}/postgres");
        let server = Self { guard, programs, url, template: None };
        wait_for(&folder.join("log"))?;
        Ok(server)
    }
}

impl Postgres {
    /// Makes [`Self::template`] with the program that is tested.
    pub fn make_template(&mut self, braise: &Path) -> Result<()> {
        let name = "braise_template";
        let create = format!("CREATE DATABASE {name}");
        shell::output(Command::new(self.programs.join("psql")).args(["-qXd", &self.url, "-c", &create]))?;
        let server = self.url.strip_suffix("/postgres").unwrap_or(&self.url);
        let url = format!("{server}/{name}");
        let folder = room().join(format!("braise-template-{}", std::process::id()));
        let made =
            shell::output(Command::new(braise).args(["migrate", "--database", &url, "--data"]).arg(&folder));
        let _ = fs::remove_dir_all(&folder);
        made?;
        self.template = Some(name.to_owned());
        Ok(())
    }
}

impl Drop for Postgres {
    fn drop(&mut self) {
        drop(self.guard.stdin.take());
        let _ = self.guard.wait();
    }
}

/// Where its files go: in memory where there is room, since each test makes and drops a database.
fn room() -> PathBuf {
    let memory = Path::new("/dev/shm");
    let told = shell::output(Command::new("df").args(["--output=avail", "-k"]).arg(memory)).ok();
    let free = told.and_then(|told| told.lines().last()?.trim().parse().ok()).unwrap_or(0_u64);
    if free >= ROOM { memory.to_owned() } else { std::env::temp_dir() }
}

fn wait_for(log: &Path) -> Result<()> {
    let started = Instant::now();
    loop {
        let said = fs::read_to_string(log).unwrap_or_default();
        if said.contains("ready to accept connections") {
            return Ok(());
        }
        if started.elapsed() > PATIENCE || said.contains("FATAL") {
            bail!("PostgreSQL did not start: {}", said.lines().last().unwrap_or("no word from it"));
        }
        std::thread::sleep(Duration::from_millis(50));
    }
}

/// User and group to run as, since PostgreSQL refuses root.
fn not_root() -> Result<(u32, u32)> {
    let users = fs::read_to_string("/etc/passwd").context("cannot read the list of users")?;
    let ids = |wanted: &str| {
        let line = users.lines().find(|line| line.split(':').next() == Some(wanted))?;
        let mut parts = line.split(':').skip(2);
        Some((parts.next()?.parse().ok()?, parts.next()?.parse().ok()?))
    };
    ids("postgres")
        .or_else(|| ids("nobody"))
        .context("neither a postgres nor a nobody user to run PostgreSQL as")
}
