//! Whether the server can do its work: for `braise doctor`.

use crate::{App, Error, Result};
use model::Time;

/// The state of the database.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DatabaseCheck {
    /// The version of its schema.
    pub version: i64,
    /// The version this program works with.
    pub newest: i64,
    /// Its own time, where it is a server with a clock.
    pub time: Option<Time>,
    /// When the last event in the log happened.
    pub last_event: Time,
}

impl App {
    /// Reads the database and writes to it, keeping nothing.
    pub async fn check_database(&self) -> Result<DatabaseCheck> {
        const DONE: &str = "the trial is over";
        let trial = self.write(|tx| {
            Box::pin(async move {
                store::check::probe(tx).await?;
                // Undoes what was written; the database did all the same work.
                Err::<(), _>(Error::Internal(DONE.to_owned()))
            })
        });
        match trial.await {
            Err(Error::Internal(said)) if said == DONE => {}
            Err(other) => return Err(other),
            Ok(()) => return Err(Error::Internal("the trial row was kept".to_owned())),
        }
        let mut rows = self.read().await?;
        let (version, newest) = store::check::version(&mut rows).await?;
        let time = store::check::time(&mut rows).await?;
        let last_event = store::check::last_event(&mut rows).await?;
        Ok(DatabaseCheck { version, newest, time, last_event })
    }
}

/// Whether film and sound can be taken on this machine: whether `ffmpeg` is installed.
pub fn can_transcode() -> bool {
    media::Tools::detect().is_ok()
}
