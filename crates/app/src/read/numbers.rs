//! How many are here.

use crate::{App, Result};
use std::time::Duration;

/// Who posted this recently counts as active: as on servers of this kind, a month.
const ACTIVE: Duration = Duration::from_secs(30 * 24 * 3_600);

impl App {
    /// Members, and those of them who posted in the last month.
    pub async fn head_count(&self) -> Result<(i64, i64)> {
        Ok(store::members::count(&mut self.read().await?, self.now().minus(ACTIVE)).await?)
    }
}
