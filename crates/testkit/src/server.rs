//! The real server, in a folder (and, on PostgreSQL, a database) of its own.

mod binary;
mod database;
mod output;

use crate::Client;
use output::Log;
use std::process::{Child, Command, Output, Stdio};
use std::sync::Arc;
use std::time::{Duration, Instant};
use tempfile::TempDir;

pub use binary::binary;
pub use database::{Database, Engine, engines};

/// The password of every account the tests make.
pub const PASSWORD: &str = "a lamp in the window";
/// What [`Server::member`] asks for its token.
pub const SCOPES: &str = "read write follow push";

/// A running `braise`. Dropped, it is killed and its data go; when the test failed, what it printed
/// is shown first.
pub struct Server {
    folder: TempDir,
    database: Database,
    settings: Vec<(String, String)>,
    command: Vec<String>,
    log: Arc<Log>,
    child: Option<Child>,
    url: String,
}

/// A server about to start.
pub struct Builder {
    engine: Engine,
    settings: Vec<(String, String)>,
    command: Vec<String>,
}

impl Builder {
    /// One more setting, by the name it has in the environment: `BRAISE_REGISTRATIONS`, `closed`.
    pub fn set(mut self, name: &str, value: impl ToString) -> Self {
        self.settings.push((name.to_owned(), value.to_string()));
        self
    }

    /// Another command that serves: `demo --members 20`.
    pub fn running(mut self, command: &[&str]) -> Self {
        self.command = command.iter().map(ToString::to_string).collect();
        self
    }

    /// Starts it and waits until it answers.
    pub fn start(self) -> Server {
        let mut server = Server {
            folder: TempDir::with_prefix("braise-test-").expect("a temporary folder"),
            database: Database::ready(self.engine),
            settings: self.settings,
            command: self.command,
            log: Arc::default(),
            child: None,
            url: String::new(),
        };
        server.launch("127.0.0.1:0");
        server
    }
}

impl Server {
    /// A server with open registrations, no rate limits, and passwords that are quick to check.
    pub fn start(engine: Engine) -> Self {
        Self::builder(engine).start()
    }

    /// The same, to be given more settings first; a later value for a name wins.
    pub fn builder(engine: Engine) -> Builder {
        let open = [
            ("BRAISE_REGISTRATIONS", "open"),
            ("BRAISE_RATE_LIMITS", "off"),
            ("BRAISE_PASSWORD_MEMORY_KIB", "64"),
        ];
        let command = vec!["serve".to_owned()];
        Builder {
            engine,
            command,
            settings: open.map(|(name, value)| (name.to_owned(), value.to_owned())).to_vec(),
        }
    }

    /// `http://127.0.0.1:PORT`; stays the same over a restart.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// The data folder.
    pub fn folder(&self) -> &std::path::Path {
        self.folder.path()
    }

    /// The server's process, for measuring it.
    pub fn process_id(&self) -> Option<u32> {
        self.child.as_ref().map(Child::id)
    }

    /// Everything printed so far, both streams in the order they arrived.
    pub fn printed(&self) -> String {
        self.log.text()
    }

    /// Ends it without warning, as a power cut would (SIGKILL).
    pub fn kill_hard(&mut self) {
        if let Some(mut child) = self.child.take() {
            child.kill().expect("the server can be killed");
            child.wait().expect("the server ended");
        }
    }

    /// Asks it to end (SIGTERM), as an operator does, and waits until it has; how long that took.
    /// Panics when it ends with a failure.
    pub fn stop(&mut self) -> Duration {
        let begun = Instant::now();
        let mut child = self.child.take().expect("the server runs");
        let asked = Command::new("kill").args(["-TERM", &child.id().to_string()]).status();
        assert!(asked.is_ok_and(|status| status.success()), "the server can be asked to end");
        let status = child.wait().expect("the server ended");
        assert!(status.success(), "the server ended with {status}");
        begun.elapsed()
    }

    /// Starts it again on the same data and port; kills it first when it still runs.
    pub fn restart(&mut self) {
        self.kill_hard();
        let address = self.url.trim_start_matches("http://").to_owned();
        self.launch(&address);
    }

    /// Runs another command on the same data: `server.run_cli(&["doctor"])`.
    pub fn run_cli(&self, arguments: &[&str]) -> Output {
        self.command(arguments).stdin(Stdio::null()).output().expect("the command can be run")
    }

    /// Begins a command and does not wait for it.
    pub fn spawn_cli(&self, arguments: &[&str]) -> std::process::Child {
        let mut command = self.command(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        command.spawn().expect("the command can be run")
    }

    /// The same, with what it says on standard error for whoever reads it.
    pub fn begin_cli(&self, arguments: &[&str]) -> std::process::Child {
        let mut command = self.command(arguments);
        command.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::piped());
        command.spawn().expect("the command can be run")
    }

    /// Like [`Server::run_cli`], but the command must succeed; what it printed to standard output.
    pub fn cli(&self, arguments: &[&str]) -> String {
        let output = self.run_cli(arguments);
        let complaint = String::from_utf8_lossy(&output.stderr);
        assert!(output.status.success(), "braise {arguments:?} ended with {}: {complaint}", output.status);
        String::from_utf8(output.stdout).expect("output is UTF-8")
    }

    /// Makes an account and logs it in.
    pub fn member(&self, name: &str) -> Client {
        self.account(name, &[]);
        self.log_in(name, SCOPES)
    }

    /// Makes an account that may administer and logs it in.
    pub fn admin(&self, name: &str) -> Client {
        self.account(name, &["--admin"]);
        self.log_in(name, &format!("{SCOPES} admin:read admin:write"))
    }

    /// A client for an account that exists, with a new token of these scopes.
    pub fn log_in(&self, name: &str, scopes: &str) -> Client {
        let printed = self.cli(&["token", "create", name, "--scopes", scopes]);
        let token = printed.lines().last().map(str::trim).filter(|line| !line.is_empty());
        Client::new(self.url()).named(name).with_token(token.expect("the last line is the token"))
    }

    /// A client that is not logged in.
    pub fn visitor(&self) -> Client {
        Client::new(self.url())
    }

    /// The address the account's mail goes to.
    pub fn email(name: &str) -> String {
        format!("{name}@example.test")
    }

    fn account(&self, name: &str, more: &[&str]) {
        let email = Self::email(name);
        let mut arguments = vec!["account", "create", name, "--email", &email, "--password", PASSWORD];
        arguments.extend(more);
        self.cli(&arguments);
    }

    fn launch(&mut self, address: &str) {
        let mut child = self
            .command(
                &self.command.iter().map(String::as_str).chain(["--listen", address]).collect::<Vec<_>>(),
            )
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .expect("the server can be started");
        self.url = self.log.follow(&mut child);
        self.child = Some(child);
    }

    fn command(&self, arguments: &[&str]) -> Command {
        let mut command = Command::new(binary());
        // A developer's own settings must not reach the tests.
        for (name, _) in std::env::vars_os() {
            if name.to_string_lossy().starts_with("BRAISE_") {
                command.env_remove(name);
            }
        }
        command.args(arguments).arg("--data").arg(self.folder.path());
        if let Some(url) = self.database.url() {
            command.args(["--database", url]);
        }
        command.envs(self.settings.iter().map(|(name, value)| (name, value)));
        command
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        if let Some(mut child) = self.child.take() {
            // It may have ended by itself; there is nothing left to do then.
            let _ = child.kill();
            let _ = child.wait();
        }
        if std::thread::panicking() {
            eprintln!("--- the server at {} printed ---\n{}---", self.url, self.log.text());
        }
    }
}
