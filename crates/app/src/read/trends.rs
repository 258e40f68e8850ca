//! What is talked about: counted plainly; ranking and forecasts come from other crates.

use crate::read::tags::{DayOfUse, TagView, week};
use crate::{App, Result};
use model::PostId;
use model::post::LinkCard;
use model::visibility::Viewer;

/// A page many link to, and how much in the last seven days, today first.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendingLink {
    /// The page.
    pub card: LinkCard,
    /// Its links.
    pub history: Vec<DayOfUse>,
}

impl App {
    /// Tags many accounts use.
    pub async fn trending_tags(&self, viewer: Viewer, offset: usize, limit: usize) -> Result<Vec<TagView>> {
        let tags = store::trends::tags(&mut self.read().await?, self.first_day(), offset, limit).await?;
        self.tag_views(tags, viewer).await
    }

    /// Posts that move many accounts, without those of accounts the viewer hides.
    pub async fn trending_posts(&self, viewer: Viewer, offset: usize, limit: usize) -> Result<Vec<PostId>> {
        let posts = store::trends::posts(&mut self.read().await?, self.first_day(), offset, limit).await?;
        let posts = self.visible_posts(&posts, viewer).await?;
        self.unhidden(posts, viewer).await
    }

    /// Pages many accounts link to.
    pub async fn trending_links(&self, offset: usize, limit: usize) -> Result<Vec<TrendingLink>> {
        let first = self.first_day();
        let links = store::trends::links(&mut self.read().await?, first, offset, limit).await?;
        let told = |(card, days): store::trends::LinkedPage| {
            let on = |day: i64| days.iter().find(|(of, _, _)| *of == day).map(|(_, posts, by)| (*posts, *by));
            TrendingLink { history: week(first, on), card }
        };
        Ok(links.into_iter().map(told).collect())
    }
}
