//! What the server knows of itself.

use crate::{App, Result};
use std::time::Duration;

pub use store::server::Rule;

/// How much there is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Numbers {
    /// Members let in.
    pub members: i64,
    /// Members who posted within thirty days.
    pub active_month: i64,
    /// Members who posted within half a year.
    pub active_half_year: i64,
    /// Posts of members.
    pub posts: i64,
}

impl App {
    /// How much there is.
    pub async fn numbers(&self) -> Result<Numbers> {
        let day = Duration::from_secs(24 * 3_600);
        let mut rows = self.read().await?;
        let (members, active_month) = store::members::count(&mut rows, self.now().minus(day * 30)).await?;
        let (_, active_half_year) = store::members::count(&mut rows, self.now().minus(day * 182)).await?;
        let posts = store::server::local_posts(&mut rows).await?;
        Ok(Numbers { members, active_month, active_half_year, posts })
    }

    /// The rules of the house, in order.
    pub async fn rules(&self) -> Result<Vec<Rule>> {
        Ok(store::server::rules(&mut self.read().await?).await?)
    }
}
