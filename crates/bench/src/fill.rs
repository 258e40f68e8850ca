//! Making the data set: through the use cases, as members would, on a clock of its own.
//!
//! 500 authors, 100,000 posts over a hundred days, and ten thousand who only follow; or ten times as much
//! of each ([`LARGE`]). One reader follows 500 of the authors. Nothing here is random: the same version
//! makes the same world.

mod people;
mod posts;

use crate::out;
use anyhow::Context as _;
use app::{App, Calendar, Clock as _, Config, PostSearch, SystemClock};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use model::{AccountId, PostId};
use serde::{Deserialize, Serialize};
use std::path::Path;
use std::sync::Arc;
use std::time::{Duration, Instant};

/// The address the network believes to have: part of every link, and so of every answer's size.
pub const URL: &str = "https://bench.example";
/// How much of everything there is.
#[derive(Clone, Copy, Debug)]
pub struct Size {
    /// What a kept folder of this size is called.
    pub name: &'static str,
    /// Those who write.
    pub authors: usize,
    /// Posts, reposts among them.
    pub posts: usize,
    /// Followers of the author many follow.
    pub followers: usize,
}

/// What is compared from version to version.
pub const USUAL: Size = Size { name: "usual", authors: 500, posts: 100_000, followers: 10_000 };
/// A town: a hundred thousand members and a million posts.
pub const LARGE: Size = Size { name: "large", authors: 5_000, posts: 1_000_000, followers: 95_000 };
/// Whom the reader follows.
const FOLLOWED: usize = 500;
/// Authors whose own pages are asked for.
const READERS: usize = 100;
/// Followers of the author few follow.
pub const FEW: usize = 10;

/// Posts written with one turn of the clock.
const BATCH: usize = 1_000;
/// Writes in flight: enough that the writer can group them.
const IN_FLIGHT: usize = 128;
/// How far back the first post lies.
const DAYS: i64 = 100;
const DAY: i64 = 86_400_000;

/// A member of the data set.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Member {
    /// Their account.
    pub id: AccountId,
    /// Their name.
    pub name: String,
}

/// What has to be known of a filled folder to ask it something.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct World {
    /// Tokens of the reader, of the author few follow and of the one many follow.
    pub tokens: [String; 3],
    /// Tokens of authors, each with follows and likes of their own.
    pub readers: Vec<String>,
    /// A browser's session of the reader.
    pub session: String,
    /// Authors, the busiest first.
    pub authors: Vec<Member>,
    /// Public posts of the last days, newest last.
    pub posts: Vec<PostId>,
    /// Posts answered by many.
    pub talks: Vec<PostId>,
    /// When the first and the last post were written, in milliseconds.
    pub span: (i64, i64),
    /// How long filling took, in seconds, and how many writes it was.
    pub filled: (f64, usize),
}

impl World {
    /// The token of one reader after the other; nothing where there are none.
    pub fn reader(&self, number: usize) -> &str {
        self.readers.get(number % self.readers.len().max(1)).map_or("", String::as_str)
    }
}

/// Fills an empty folder.
pub async fn fill(folder: &Path, size: Size) -> anyhow::Result<World> {
    let (end, started) = (SystemClock.now().millis(), Instant::now());
    let start = end - DAYS * DAY;
    let calendar = Arc::new(Calendar::at(start - DAY));
    let app = App::open(config(folder), Arc::clone(&calendar) as Arc<dyn app::Clock>).await?;
    let people = people::settle(&app, size).await?;
    out::remark(format!(
        "  {} accounts and who follows whom: {:.0} s",
        size.authors + size.followers,
        secs(started)
    ));
    let mut writer = posts::Writer::new(&app, &people);
    let (batches, now) = (size.posts / BATCH, Instant::now());
    let stretch = (end - start) / batches as i64;
    for batch in 0..batches {
        let from = start + stretch * batch as i64;
        calendar.turn(from + stretch - 1);
        writer.batch(BATCH, from, stretch / BATCH as i64).await?;
        if (batch + 1) % (batches / 4) == 0 {
            let posts = (batch + 1) * BATCH;
            out::remark(format!("  {posts} posts: {:.0} a second", posts as f64 / secs(now)));
        }
    }
    let (said, talks) = (writer.said.iter().map(|(post, _)| *post).collect(), writer.talks);
    calendar.turn(end);
    app.do_due_jobs().await?;
    let mut tokens = [String::new(), String::new(), String::new()];
    let owners = [Some(&people.reader), people.few(), people.many()];
    for (token, owner) in tokens.iter_mut().zip(owners) {
        let owner = owner.context("somebody is missing")?;
        *token = app.token_for(owner.id, "read write follow push").await?;
    }
    let step = people.authors.len() / READERS;
    let some = people.authors.iter().step_by(step).map(|author| app.token_for(author.id, "read"));
    let readers = together(some.map(|token| async { Ok(token.await?) })).await?;
    let session = app.start_browser_session(people.reader.id, "braise-bench").await?;
    index(&app, people.reader.id).await?;
    let writes = usize::try_from(app.position()).unwrap_or_default();
    app.close().await;
    let filled = (secs(started), writes);
    let (authors, span) = (people.authors, (start, end));
    Ok(World { tokens, readers, session, authors, posts: said, talks, span, filled })
}

/// Lets the search index take in everything, so that a server does not begin with it.
async fn index(app: &App, reader: AccountId) -> anyhow::Result<()> {
    let started = Instant::now();
    app.start_search();
    let search = PostSearch { text: "street".to_owned(), limit: 1, ..PostSearch::default() };
    while app.find_posts(reader, search.clone()).await?.is_empty() || !settled(app, &search, reader).await? {
        anyhow::ensure!(started.elapsed() < Duration::from_secs(1_800), "the search index is not filled");
    }
    out::remark(format!("  search index: {:.0} s", secs(started)));
    Ok(())
}

/// Whether the newest post that is found stays the same for a while.
async fn settled(app: &App, search: &PostSearch, reader: AccountId) -> anyhow::Result<bool> {
    let before = app.find_posts(reader, search.clone()).await?;
    tokio::time::sleep(Duration::from_secs(8)).await;
    Ok(app.find_posts(reader, search.clone()).await? == before)
}

/// Does all of this, many at a time; answers in any order.
async fn together<T>(
    work: impl Iterator<Item = impl Future<Output = anyhow::Result<T>>>,
) -> anyhow::Result<Vec<T>> {
    stream::iter(work).buffered(IN_FLIGHT).try_collect().await
}

fn secs(since: Instant) -> f64 {
    since.elapsed().as_secs_f64()
}

fn config(folder: &Path) -> Config {
    Config {
        title: "Bench".to_owned(),
        // Ten thousand passwords that nobody ever types.
        password_memory_kib: 64,
        ..Config::alone(URL, folder)
    }
}
