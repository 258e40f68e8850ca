//! The database: it opens, takes a write, and is at this program's version.

use super::{Finding, app_config};
use crate::settings::Loaded;
use app::{App, Clock as _, DatabaseCheck, SystemClock};
use std::sync::Arc;
use std::time::Duration;

/// A difference between two clocks that does no harm.
const FINE: Duration = Duration::from_secs(2);
/// How long the database may take to answer.
const PATIENCE: Duration = Duration::from_secs(15);

pub fn check(loaded: &Loaded) -> Vec<Finding> {
    let embedded = loaded.database().starts_with("sqlite:");
    if embedded && !loaded.data.exists() {
        return Vec::new();
    }
    match open_and_try(loaded) {
        Ok(check) => tell(check, embedded),
        Err(failure) => vec![Finding::failure(
            "database",
            failure,
            if embedded {
                "look at the file's owner and the disk; restore a backup if the file is damaged"
            } else {
                "look whether the server runs, and at the address, user and password in the database setting"
            },
        )],
    }
}

fn open_and_try(loaded: &Loaded) -> Result<DatabaseCheck, String> {
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
    let runtime = runtime.map_err(|error| error.to_string())?;
    let work = async {
        let url = crate::server::public_url(&loaded.settings, loaded.settings.listen);
        let config = app_config(loaded, url, super::super::COMMAND_NODE);
        let app = App::open_briefly(config, Arc::new(SystemClock)).await?;
        let check = app.check_database().await;
        app.close().await;
        check
    };
    match runtime.block_on(async { tokio::time::timeout(PATIENCE, work).await }) {
        Ok(Ok(check)) => Ok(check),
        Ok(Err(error)) => Err(super::super::inside(error).to_string()),
        Err(_) => Err(format!("it does not answer within {} seconds", PATIENCE.as_secs())),
    }
}

fn tell(check: DatabaseCheck, embedded: bool) -> Vec<Finding> {
    let engine = if embedded { "SQLite" } else { "PostgreSQL" };
    let mut findings = vec![Finding::well(
        "database",
        format!("{engine} takes writes; its schema is at version {}", check.version),
    )];
    let now = SystemClock.now();
    if let Some(its) = check.time {
        let apart = now.since(its).max(its.since(now));
        if apart > FINE {
            findings.push(Finding::warning(
                "clock",
                format!("the database's clock and this machine's are {} seconds apart", apart.as_secs()),
                "set both from the same time server (NTP)",
            ));
        }
    }
    let ahead = check.last_event.since(now);
    if ahead > FINE {
        findings.push(Finding::warning(
            "clock",
            format!("the last event lies {} seconds in the future: the clock was set back", ahead.as_secs()),
            "set the clock from a time server (NTP)",
        ));
    }
    findings
}
