//! What hangs on the server's notice board: announcements, emoji, other servers, its weeks in numbers.

use crate::{Actor, App, Error, Result};
use model::{AccountId, Time};
use std::time::Duration;

pub use store::board::{Activity, Announcement, Emoji};

const WEEK: Duration = Duration::from_secs(7 * 86_400);
/// Weeks told of.
const WEEKS: usize = 12;
/// How long the weeks in numbers are kept: they cost a walk over the posts of three months.
const KEPT: Duration = Duration::from_secs(15 * 60);

/// The weeks in numbers, and when they were counted.
pub(crate) type Counted = Option<(Time, Vec<(Time, Activity)>)>;

impl App {
    /// Announcements a member has not dismissed, or all that have not ended.
    pub async fn announcements(&self, me: Actor, dismissed_too: bool) -> Result<Vec<Announcement>> {
        let all = store::board::announcements(&mut self.read().await?, me.account, self.now()).await?;
        Ok(all.into_iter().filter(|announcement| dismissed_too || !announcement.read).collect())
    }

    /// One announcement, as a member sees it.
    pub async fn announcement(&self, me: AccountId, id: i64) -> Result<Announcement> {
        store::board::announcement_for(&mut self.read().await?, me, id).await?.ok_or(Error::NotFound)
    }

    /// All announcements that have not ended, as nobody in particular sees them.
    pub async fn all_announcements(&self) -> Result<Vec<Announcement>> {
        Ok(store::board::announcements(&mut self.read().await?, AccountId(0), self.now()).await?)
    }

    /// Dismisses an announcement.
    pub async fn dismiss_announcement(&self, me: Actor, announcement: i64) -> Result<()> {
        let me = me.account;
        let found = self
            .write(move |tx| Box::pin(async move { Ok(store::board::dismiss(tx, me, announcement).await?) }))
            .await?;
        if found { Ok(()) } else { Err(Error::NotFound) }
    }

    /// All emoji.
    pub async fn emojis(&self) -> Result<Vec<Emoji>> {
        Ok(store::board::emojis(&mut self.read().await?).await?)
    }

    /// Other servers that accounts are known of.
    pub async fn peers(&self) -> Result<Vec<String>> {
        Ok(store::board::peers(&mut self.read().await?).await?)
    }

    /// The last weeks in numbers, this one first: each with the first moment of its Monday.
    pub async fn activity(&self) -> Result<Vec<(Time, Activity)>> {
        let now = self.now();
        if let Some((at, weeks)) = &*self.inner.activity.lock()
            && now.since(*at) < KEPT
        {
            return Ok(weeks.clone());
        }
        let mut rows = self.read().await?;
        let mut weeks = Vec::with_capacity(WEEKS);
        let mut monday = monday(now);
        for _ in 0..WEEKS {
            weeks.push((monday, store::board::activity(&mut rows, monday, monday.plus(WEEK)).await?));
            monday = monday.minus(WEEK);
        }
        *self.inner.activity.lock() = Some((now, weeks.clone()));
        Ok(weeks)
    }
}

/// The first moment of the week a moment lies in. 1970 began on a Thursday.
fn monday(at: Time) -> Time {
    let today = at.start_of_day();
    let days = today.millis().div_euclid(86_400_000) + 3;
    today.minus(Duration::from_secs(days.rem_euclid(7).unsigned_abs() * 86_400))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn weeks_begin_on_monday() {
        for (day, first) in
            [("2026-11-20T12:00", "2026-11-16"), ("2026-11-16", "2026-11-16"), ("2026-11-15", "2026-11-09")]
        {
            assert_eq!(monday(Time::parse(day).unwrap()), Time::parse(first).unwrap(), "{day}");
        }
    }
}
