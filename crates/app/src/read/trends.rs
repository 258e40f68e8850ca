//! What trends: tags, pages and posts that more different people than usual use, reckoned from rows.
//!
//! People who count are in good standing, want to be found and are not new; those who act together again and again are one
//! voice. How many it takes grows with how many post here ([`radar::trend`]). What was reckoned is used for as long as reckoning
//! it took ten times over, so that it never takes more than a small part of the machine.

use crate::read::tags::{DayOfUse, TagView, week};
use crate::{App, Error, Result};
use ::radar::burst::Mention;
use ::radar::trend::{self, Trend, Voices};
use model::post::{LinkCard, Tag};
use model::visibility::Viewer;
use model::{AccountId, Page, PostId, Time};
use parking_lot::Mutex;
use std::collections::{BTreeMap, HashMap, HashSet};
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use store::trends::Kind as TrendKind;

/// A day in milliseconds.
const DAY: i64 = 86_400_000;
/// What may trend, looked at closely.
const CANDIDATES: usize = 200;
/// After how many seconds what is left of a peak is half: a tag's, a page's, a post's from when it was written.
const TAGS_FADE: i64 = 4 * 3_600;
const LINKS_FADE: i64 = 8 * 3_600;
const POSTS_FADE: i64 = 4 * 3_600;
/// For how many times as long as it took to reckon it is used.
const USED_FOR: u32 = 10;
/// How long at most.
const AT_MOST: Duration = Duration::from_secs(300);
/// Posts shown under a page.
const UNDER: usize = 2;

/// A page many link to, and how much in the last seven days, today first.
#[derive(Clone, Debug, PartialEq)]
pub struct TrendingLink {
    /// Its address, as it was posted.
    pub url: String,
    /// The page.
    pub card: LinkCard,
    /// Its links.
    pub history: Vec<DayOfUse>,
}

/// Something that may trend, as moderators see it.
#[derive(Clone, Debug, PartialEq)]
pub struct Trending {
    /// What: a tag (folded), a page's address, a post's id.
    pub subject: String,
    /// How it trends.
    pub trend: Trend,
    /// What a moderator said of it.
    pub allowed: Option<bool>,
}

/// What was reckoned, and until when it is used.
#[derive(Default)]
pub(crate) struct Reckoned(Mutex<HashMap<TrendKind, Until>>);

type Until = (Instant, Arc<Vec<Trending>>);

impl App {
    /// Tags that trend.
    pub async fn trending_tags(&self, viewer: Viewer, offset: usize, limit: usize) -> Result<Vec<TagView>> {
        let names = self.trending(TrendKind::Tags, offset, limit).await?;
        let tag = |name: String| Tag { display: name.clone(), name };
        self.tag_views(names.into_iter().map(tag).collect(), viewer).await
    }

    /// Posts that trend, without those of accounts the viewer hides.
    pub async fn trending_posts(&self, viewer: Viewer, offset: usize, limit: usize) -> Result<Vec<PostId>> {
        let posts = self.trending(TrendKind::Posts, offset, limit).await?;
        let posts: Vec<PostId> = posts.iter().filter_map(|post| post.parse().ok()).collect();
        let posts = self.visible_posts(&posts, viewer).await?;
        self.unhidden(posts, viewer).await
    }

    /// Pages that trend.
    pub async fn trending_links(&self, offset: usize, limit: usize) -> Result<Vec<TrendingLink>> {
        let urls = self.trending(TrendKind::Links, offset, limit).await?;
        self.linked_pages(&urls).await
    }

    /// Pages of these addresses, in their order.
    pub async fn linked_pages(&self, urls: &[String]) -> Result<Vec<TrendingLink>> {
        if urls.is_empty() {
            return Ok(Vec::new());
        }
        let first = self.first_day();
        let urls: Vec<&str> = urls.iter().map(String::as_str).collect();
        let mut pages = store::trends::pages(&mut self.read().await?, &urls, first).await?;
        pages.sort_by_key(|page| urls.iter().position(|url| *url == page.0));
        let told = |(url, card, days): store::trends::LinkedPage| {
            let on = |day: i64| days.iter().find(|(of, _, _)| *of == day).map(|(_, posts, by)| (*posts, *by));
            TrendingLink { history: week(first, on), card, url }
        };
        Ok(pages.into_iter().map(told).collect())
    }

    /// The conversation behind pages that trend: of each, the posts that moved most, without those of accounts the
    /// viewer hides.
    pub async fn posts_linking(
        &self,
        viewer: Viewer,
        links: &[TrendingLink],
    ) -> Result<Vec<(String, Vec<PostId>)>> {
        let urls: Vec<&str> = links.iter().map(|link| link.url.as_str()).collect();
        let since = before(self.now(), 7);
        let found =
            store::trends::conversation(&mut self.read().await?, &urls, since, viewer, CANDIDATES).await?;
        let shown = self.unhidden(found.iter().map(|(_, post)| *post).collect::<Vec<_>>(), viewer).await?;
        let of = |url: &&str| {
            let posts = found.iter().filter(|(to, post)| to == url && shown.contains(post));
            ((*url).to_owned(), posts.map(|(_, post)| *post).take(UNDER).collect())
        };
        Ok(urls.iter().map(of).collect())
    }

    /// A page of what is said about a page that trends, the newest first, without posts of accounts the viewer hides.
    pub async fn link_timeline(&self, viewer: Viewer, url: &str, page: Page) -> Result<Vec<PostId>> {
        let trending = self.trending_links(0, CANDIDATES).await?;
        // Apps know a trending page by what its card says.
        let link = trending.iter().find(|link| link.url == url || link.card.url == url);
        let link = link.ok_or(Error::NotFound)?;
        let posts = store::trends::linking(&mut self.read().await?, &link.url, viewer, page).await?;
        self.unhidden(posts, viewer).await
    }

    /// What may be shown, by what it is called.
    async fn trending(&self, kind: TrendKind, offset: usize, limit: usize) -> Result<Vec<String>> {
        let reckoned = self.trends_of(kind).await?;
        let needed = self.config().trends_need_review;
        let may = reckoned.iter().filter(|trend| trend.allowed.unwrap_or(!needed));
        Ok(may.skip(offset).take(limit).map(|trend| trend.subject.clone()).collect())
    }

    /// Everything that trends, with what moderators said of it, the most surprising first.
    pub async fn trends_of(&self, kind: TrendKind) -> Result<Arc<Vec<Trending>>> {
        if let Some((until, kept)) = self.inner.trends.0.lock().get(&kind)
            && *until > Instant::now()
        {
            return Ok(Arc::clone(kept));
        }
        let begun = Instant::now();
        let reckoned = Arc::new(match kind {
            TrendKind::Posts => self.reckon_posts().await?,
            _ => self.reckon_uses(kind).await?,
        });
        let until = Instant::now() + (begun.elapsed() * USED_FOR).min(AT_MOST);
        self.inner.trends.0.lock().insert(kind, (until, Arc::clone(&reckoned)));
        Ok(reckoned)
    }

    /// A moderator says whether something may trend. Posts go by their id, tags by their name, pages by their address.
    pub async fn review_trend(&self, kind: TrendKind, subject: &str, allowed: bool) -> Result<()> {
        let subject = match kind {
            TrendKind::Tags => crate::fold_tag(subject),
            TrendKind::Links => subject.trim().to_owned(),
            TrendKind::Posts => subject.trim().parse::<PostId>().map_err(|_| Error::NotFound)?.to_string(),
        };
        if subject.is_empty() || subject.chars().count() > model::limits::TREND_SUBJECT_CHARACTERS {
            return Err(Error::NotFound);
        }
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                if let (TrendKind::Posts, Ok(post)) = (kind, subject.parse::<PostId>()) {
                    store::posts::get(tx, post).await?.ok_or(Error::NotFound)?;
                }
                Ok(store::trends::review(tx, kind, &subject, allowed, now).await?)
            })
        })
        .await?;
        self.inner.trends.0.lock().remove(&kind);
        Ok(())
    }

    async fn reckon_uses(&self, kind: TrendKind) -> Result<Vec<Trending>> {
        let (mut rows, now) = (self.read().await?, self.now());
        let (joined_before, _) = self.established_before(&mut rows).await?;
        let fewest = self.fewest_voices(&mut rows, joined_before).await?;
        let lately = before(now, 2);
        let found =
            store::trends::candidates(&mut rows, kind, lately, joined_before, fewest, CANDIDATES).await?;
        if found.is_empty() {
            return Ok(Vec::new());
        }
        let names: Vec<&str> = found.iter().map(String::as_str).collect();
        let mut acts: BTreeMap<String, Vec<Mention>> = BTreeMap::new();
        // Who wrote one post with many tags did one thing.
        let (mut things, mut seen) = (BTreeMap::<String, Vec<Mention>>::new(), HashSet::new());
        for (what, who, at, post) in
            store::trends::uses(&mut rows, kind, &names, lately, joined_before).await?
        {
            if seen.insert(post) {
                things.entry(what.clone()).or_default().push(act(who, at));
            }
            acts.entry(what).or_default().push(act(who, at));
        }
        let mut days: HashMap<String, Vec<trend::Day>> = HashMap::new();
        let since = before(now, trend::BACK);
        for (what, ago, people) in store::trends::days(&mut rows, kind, &names, since, now).await? {
            days.entry(what).or_default().push((ago, people));
        }
        let known = store::notes::first_joined(&mut rows)
            .await?
            .map_or(0, |first| (now.millis() - first.millis()) / DAY);
        let voices = Voices::of(things.values().map(Vec::as_slice));
        let fades = if kind == TrendKind::Tags { TAGS_FADE } else { LINKS_FADE };
        let trends = acts.iter().map(|(what, acts)| {
            let expected = trend::expected(days.get(what).map_or(&[], Vec::as_slice), known);
            (what.clone(), trend::trend(acts, &voices, expected, now.millis() / 1_000, fades))
        });
        let trends = trends.filter(|(_, trend)| trend.voices >= fewest && trend.score > 0.0).collect();
        reviewed(&mut rows, kind, trends).await
    }

    /// Posts are new: nothing is usual for them but one voice.
    async fn reckon_posts(&self) -> Result<Vec<Trending>> {
        let (mut rows, now) = (self.read().await?, self.now());
        let (joined_before, _) = self.established_before(&mut rows).await?;
        let fewest = self.fewest_voices(&mut rows, joined_before).await?;
        let found =
            store::trends::posts(&mut rows, before(now, 7), joined_before, fewest, CANDIDATES).await?;
        let ids: Vec<PostId> = found.iter().map(|(post, _)| *post).collect();
        let mut acts: BTreeMap<PostId, Vec<Mention>> = BTreeMap::new();
        for (post, who, at) in store::trends::moved(&mut rows, &ids, joined_before).await? {
            acts.entry(post).or_default().push(act(who, at));
        }
        let voices = Voices::of(acts.values().map(Vec::as_slice));
        let written: HashMap<PostId, Time> = found.into_iter().collect();
        let now = now.millis() / 1_000;
        let mut trends = Vec::new();
        for (post, acts) in &acts {
            let at = written.get(post).map_or(now, |at| at.millis() / 1_000);
            let heard = voices.count(acts);
            let score = trend::of_new(heard, now - at, POSTS_FADE);
            if heard >= fewest {
                trends.push((post.to_string(), Trend { score, voices: heard, expected: 1.0, peak: at }));
            }
        }
        reviewed(&mut rows, TrendKind::Posts, trends).await
    }

    async fn fewest_voices(&self, rows: &mut store::Conn, joined_before: Time) -> Result<usize> {
        Ok(trend::fewest(store::trends::active(rows, before(self.now(), 7), joined_before).await?))
    }
}

async fn reviewed(
    rows: &mut store::Conn,
    kind: TrendKind,
    mut trends: Vec<(String, Trend)>,
) -> Result<Vec<Trending>> {
    trends.sort_by(|a, b| b.1.score.total_cmp(&a.1.score).then_with(|| a.0.cmp(&b.0)));
    let names: Vec<&str> = trends.iter().map(|(what, _)| what.as_str()).collect();
    let said: HashMap<String, bool> = store::trends::reviews(rows, kind, &names).await?.into_iter().collect();
    let told =
        |(subject, trend): (String, Trend)| Trending { allowed: said.get(&subject).copied(), subject, trend };
    Ok(trends.into_iter().map(told).collect())
}

fn act(who: AccountId, at: Time) -> Mention {
    Mention { post: 0, account: who.0.unsigned_abs(), at: at.millis() / 1_000 }
}

fn before(now: Time, days: i64) -> Time {
    Time::from_millis(now.millis() - days * DAY)
}
