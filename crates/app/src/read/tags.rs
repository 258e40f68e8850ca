//! Tags with their last week, and as one viewer stands to them.

use crate::read::circles::Placed;
use crate::tags::named;
use crate::{App, Error, Result};
use model::post::Tag;
use model::visibility::Viewer;
use model::{AccountId, Page, Time};
use std::collections::{HashMap, HashSet};
use std::time::Duration;
use store::tags::Featured;

const DAY: i64 = 86_400_000;
/// Days told of a tag.
const WEEK: i64 = 7;

/// What happened on one day.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct DayOfUse {
    /// The day's first moment, UTC.
    pub day: Time,
    /// Public posts.
    pub posts: i64,
    /// Accounts that wrote them.
    pub accounts: i64,
}

/// A tag as it is shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagView {
    /// The tag.
    pub tag: Tag,
    /// The last seven days, today first.
    pub history: Vec<DayOfUse>,
    /// Whether the viewer follows it; none for nobody.
    pub following: Option<bool>,
    /// Whether the viewer shows it on the profile; none for nobody.
    pub featuring: Option<bool>,
}

impl App {
    /// A tag, used before or not. What cannot be a tag is not found.
    pub async fn tag(&self, name: &str, viewer: Viewer) -> Result<TagView> {
        let tag = named(name).map_err(|_| Error::NotFound)?;
        self.tag_views(vec![tag], viewer).await?.pop().ok_or(Error::NotFound)
    }

    /// Tags as they are shown, in their order.
    pub async fn tag_views(&self, tags: Vec<Tag>, viewer: Viewer) -> Result<Vec<TagView>> {
        if tags.is_empty() {
            return Ok(Vec::new());
        }
        let names: Vec<&str> = tags.iter().map(|tag| tag.name.as_str()).collect();
        let mut rows = self.read().await?;
        let known: HashMap<String, String> = store::tags::known(&mut rows, &names)
            .await?
            .into_iter()
            .map(|tag| (tag.name, tag.display))
            .collect();
        let first = self.first_day();
        let mut used: HashMap<(String, i64), (i64, i64)> = HashMap::new();
        for day in store::tags::history(&mut rows, &names, first).await? {
            used.insert((day.tag, day.day), (day.posts, day.accounts));
        }
        let marked = match viewer {
            Some(viewer) => Some(store::tags::marked(&mut rows, viewer, &names).await?),
            None => None,
        };
        let marked: Option<(HashSet<String>, HashSet<String>)> =
            marked.map(|(follows, shown)| (follows.into_iter().collect(), shown.into_iter().collect()));
        let view = |mut tag: Tag| {
            if let Some(display) = known.get(&tag.name) {
                tag.display.clone_from(display);
            }
            let history = week(first, |day| used.get(&(tag.name.clone(), day)).copied());
            TagView {
                history,
                following: marked.as_ref().map(|(follows, _)| follows.contains(&tag.name)),
                featuring: marked.as_ref().map(|(_, shown)| shown.contains(&tag.name)),
                tag,
            }
        };
        Ok(tags.into_iter().map(view).collect())
    }

    /// A page of the tags a member follows.
    pub async fn followed_tags(&self, me: AccountId, page: Page) -> Result<Placed<TagView>> {
        let followed = store::tags::followed(&mut self.read().await?, me, page).await?;
        let (places, tags): (Vec<i64>, Vec<Tag>) = followed.into_iter().unzip();
        Ok(places.into_iter().zip(self.tag_views(tags, Some(me)).await?).collect())
    }

    /// The tags an account shows on its profile, as far as it lets the viewer see it.
    pub async fn featured_tags(&self, of: AccountId, viewer: Viewer) -> Result<Vec<Featured>> {
        if !self.shows_itself(of, viewer).await? {
            return Ok(Vec::new());
        }
        Ok(store::tags::featured(&mut self.read().await?, of).await?)
    }

    /// Tags a member uses most and might show.
    pub async fn tags_to_feature(&self, me: AccountId) -> Result<Vec<TagView>> {
        let used = store::tags::most_used(&mut self.read().await?, me, 10).await?;
        self.tag_views(used, Some(me)).await
    }

    /// Whether an account is there for the viewer: not suspended, and not blocking them.
    pub(crate) async fn shows_itself(&self, of: AccountId, viewer: Viewer) -> Result<bool> {
        let mut rows = self.read().await?;
        let account = store::accounts::get(&mut rows, of).await?.ok_or(Error::NotFound)?;
        let blocked = match viewer {
            Some(viewer) => store::relations::blocks(&mut rows, of, viewer).await?,
            None => false,
        };
        Ok(account.suspended_at.is_none() && !blocked)
    }

    /// The first moment of the week that ends today.
    pub(crate) fn first_day(&self) -> Time {
        self.now().start_of_day().minus(Duration::from_secs(6 * 86_400))
    }
}

/// Seven days from `first` on, the last one first; `used` knows posts and accounts by the day's
/// number since 1970.
pub(crate) fn week(first: Time, used: impl Fn(i64) -> Option<(i64, i64)>) -> Vec<DayOfUse> {
    let number = first.millis().div_euclid(DAY);
    let day = |day: i64| {
        let (posts, accounts) = used(day).unwrap_or_default();
        DayOfUse { day: Time::from_millis(day * DAY), posts, accounts }
    };
    (number..number + WEEK).rev().map(day).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_week_has_seven_days_today_first() {
        let first = Time::parse("2026-11-14").unwrap();
        let today = Time::parse("2026-11-20").unwrap();
        let number = today.millis() / DAY;
        let week = week(first, |day| (day == number).then_some((3, 2)));
        assert_eq!(week.len(), 7);
        assert_eq!(week[0], DayOfUse { day: today, posts: 3, accounts: 2 });
        assert_eq!(week[6], DayOfUse { day: first, posts: 0, accounts: 0 });
    }
}
