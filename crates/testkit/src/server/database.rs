//! The two engines, and a fresh database for each server.

use std::process::Command;
use std::sync::Once;
use std::sync::atomic::{AtomicU32, Ordering};
use std::time::{SystemTime, UNIX_EPOCH};

/// What the data are kept in.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Engine {
    /// The embedded default.
    Sqlite,
    /// A server of its own, named by `BRAISE_TEST_POSTGRES`.
    Postgres,
}

/// The engines to test on: SQLite always, PostgreSQL when `BRAISE_TEST_POSTGRES` names a server.
/// Where it does not, one line says so; with `BRAISE_TEST_REQUIRE=postgres` it is a failure.
pub fn engines() -> Vec<Engine> {
    static SAID: Once = Once::new();
    if postgres().is_some() {
        return vec![Engine::Sqlite, Engine::Postgres];
    }
    SAID.call_once(|| crate::leave_out("postgres", "the same on PostgreSQL"));
    vec![Engine::Sqlite]
}

/// Where one server keeps its rows.
pub enum Database {
    /// In its folder.
    Embedded,
    /// In a database made for it, dropped with it.
    Made {
        /// The server it is on.
        server: String,
        /// Its name there.
        name: String,
        /// Its address.
        url: String,
    },
}

impl Database {
    /// A fresh and empty one on an engine.
    pub fn create(engine: Engine) -> Self {
        Self::like(engine, None)
    }

    /// A fresh one in which the schema may be already: a copy of `BRAISE_TEST_TEMPLATE`, where that names a
    /// database, is made in a third of the time.
    pub fn ready(engine: Engine) -> Self {
        Self::like(engine, std::env::var("BRAISE_TEST_TEMPLATE").ok())
    }

    fn like(engine: Engine, template: Option<String>) -> Self {
        static MADE: AtomicU32 = AtomicU32::new(0);
        if engine == Engine::Sqlite {
            return Self::Embedded;
        }
        let server = postgres().expect("BRAISE_TEST_POSTGRES names a PostgreSQL server");
        let now = SystemTime::now().duration_since(UNIX_EPOCH).map_or(0, |since| since.as_millis());
        let name = format!("braise_{now}_{}_{}", std::process::id(), MADE.fetch_add(1, Ordering::Relaxed));
        let url = with_name(&server, &name);
        let template = template.map(|template| format!(" TEMPLATE {template}")).unwrap_or_default();
        let complaint = psql(&server, &format!("CREATE DATABASE {name}{template}"));
        assert!(complaint.is_none(), "the database cannot be created: {}", complaint.unwrap_or_default());
        Self::Made { server, name, url }
    }

    /// Its address; the embedded one has none but the folder's.
    pub fn url(&self) -> Option<&str> {
        match self {
            Self::Embedded => None,
            Self::Made { url, .. } => Some(url),
        }
    }
}

impl Drop for Database {
    fn drop(&mut self) {
        if let Self::Made { server, name, .. } = self
            && let Some(complaint) = psql(server, &format!("DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
        {
            eprintln!("The database {name} stays behind: {complaint}");
        }
    }
}

fn postgres() -> Option<String> {
    std::env::var("BRAISE_TEST_POSTGRES").ok().filter(|url| !url.is_empty())
}

/// The same server, another database.
fn with_name(server: &str, name: &str) -> String {
    let (address, parameters) = server.split_once('?').map_or((server, None), |(a, p)| (a, Some(p)));
    let host_end = address.find("://").map_or(0, |scheme| scheme + 3);
    let base = address[host_end..].find('/').map_or(address, |slash| &address[..host_end + slash]);
    parameters.map_or_else(|| format!("{base}/{name}"), |parameters| format!("{base}/{name}?{parameters}"))
}

/// Runs one statement; what went wrong, if anything did.
fn psql(server: &str, statement: &str) -> Option<String> {
    let output = Command::new("psql")
        .args(["--no-psqlrc", "--quiet", "--dbname", server, "--command", statement])
        .output();
    match output {
        Ok(output) if output.status.success() => None,
        Ok(output) => Some(String::from_utf8_lossy(&output.stderr).into_owned()),
        Err(error) => Some(format!("psql cannot be run: {error}")),
    }
}

#[cfg(test)]
mod tests {
    use super::with_name;

    #[test]
    fn the_database_in_an_address_is_replaced() {
        for (server, expected) in [
            ("postgres://u:p@h:5432/postgres", "postgres://u:p@h:5432/x"),
            ("postgres://h", "postgres://h/x"),
            ("postgres:///a?host=/run/pg", "postgres:///x?host=/run/pg"),
        ] {
            assert_eq!(with_name(server, "x"), expected);
        }
    }
}
