//! `braise migrate`. Opening the database brings it up to date; this does nothing else.

use super::with_app;
use crate::out;
use crate::settings::Loaded;

pub fn run(loaded: &Loaded) -> anyhow::Result<()> {
    with_app(loaded, |_app| async { Ok(()) })?;
    out::line("The database is up to date.");
    Ok(())
}
