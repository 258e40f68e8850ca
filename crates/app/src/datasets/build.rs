//! Making a release.

use super::default_release;
use super::threads::{Threads, ask_of};
use crate::{App, Error, Result};
use consent::{Purpose, Purposes};
use dataset::files::Files;
use dataset::intake::{Gathered, Waiting, clear, waiting};
use dataset::near::Marked;
use dataset::release::{Ask, MANIFEST, MEMBERS, Manifest, Member, Terms, Written, members, write};
use dataset::{Intake, Report, Wanted};
use model::{AccountId, PostId, Time};
use std::collections::{BTreeMap, HashMap};
use std::io::Write as _;
use store::consent::Wanted as Consented;
use store::datasets::{NewRow, Place, Release, Still, Usable};

/// Posts read at once.
const PAGE: usize = 1_000;
/// Posts asked about, and rows written, at once.
const CHUNK: usize = 500;
/// How often a release is written anew because a consent ended meanwhile, before it is given up.
const TRIES: usize = 5;

/// What a release is to be.
#[derive(Clone, Debug)]
pub struct DatasetOrder {
    /// Its name; by the moment when nobody chose one.
    pub release: Option<String>,
    /// A title for people.
    pub title: Option<String>,
    /// For what; each has to be allowed by every author.
    pub purposes: Purposes,
    /// Only posts from this moment on.
    pub since: Option<Time>,
    /// Only posts before this one.
    pub until: Option<Time>,
    /// Only these languages; all when empty.
    pub languages: Vec<String>,
    /// Whether posts alone are part of it.
    pub single_posts: bool,
    /// Languages with fewer authors are left out.
    pub min_authors: usize,
    /// Under what the rows are given.
    pub licence: String,
    /// Only posts given in answer to one of these asks; all when empty.
    pub asks: Vec<i64>,
    /// Consent as it stood at this moment, and still stands; now when nobody chose one.
    pub cutoff: Option<Time>,
}

/// How far a build is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DatasetProgress {
    /// So many posts have been read.
    Reading(u64),
    /// Near-duplicates are looked for among so many documents.
    Comparing(u64),
    /// Consent is asked again, and files are written.
    Writing,
    /// A consent ended meanwhile: the files are written once more.
    Again,
}

/// A release that was made.
#[derive(Clone, Debug)]
pub struct BuiltDataset {
    /// Its signed manifest.
    pub manifest: Manifest,
    /// Its numbers.
    pub report: Report,
}

impl App {
    /// Makes a release into `out`; `room` is for what it puts aside meanwhile. Nothing is a release before
    /// its manifest is there.
    pub async fn build_dataset(
        &self,
        order: DatasetOrder,
        room: &dyn Files,
        out: &dyn Files,
        mut progress: impl FnMut(DatasetProgress) + Send,
    ) -> Result<BuiltDataset> {
        let now = self.now();
        let release = self.checked_name(&order, now).await?;
        let consented = Consented {
            purposes: order.purposes,
            cutoff: order.cutoff.unwrap_or(now),
            since: order.since,
            until: order.until,
        };
        let gathered = self.gather(&order, &consented, room, &mut progress).await?;
        progress(DatasetProgress::Writing);
        let outcome =
            self.write_and_sign(&order, &release, &consented, &gathered, room, out, &mut progress).await;
        clear(room)?;
        room.remove(MEMBERS).map_err(|error| Error::unavailable("the working files", error))?;
        outcome
    }

    async fn checked_name(&self, order: &DatasetOrder, now: Time) -> Result<String> {
        let release = order.release.clone().unwrap_or_else(|| default_release(now));
        let allowed = |char: char| char.is_ascii_lowercase() || char.is_ascii_digit() || char == '-';
        if release.is_empty() || release.len() > 64 || !release.chars().all(allowed) {
            return Err(Error::invalid("A release's name is 1 to 64 small letters, digits and hyphens."));
        }
        if store::datasets::named(&mut self.read().await?, &release).await?.is_some() {
            return Err(Error::invalid(format!("There is a release {release} already.")));
        }
        if order.cutoff.is_some_and(|cutoff| cutoff > now) {
            return Err(Error::invalid("The cutoff cannot lie in the future."));
        }
        Ok(release)
    }

    /// Reads what may be used, through the filters.
    async fn gather(
        &self,
        order: &DatasetOrder,
        consented: &Consented,
        room: &dyn Files,
        progress: &mut (impl FnMut(DatasetProgress) + Send),
    ) -> Result<Gathered> {
        let wanted = Wanted { languages: order.languages.clone(), single_posts: order.single_posts };
        let mut intake = Intake::new(wanted, room)?;
        let mut threads = Threads::default();
        let (mut place, mut read) = (Place::default(), 0);
        loop {
            let page = store::datasets::usable(&mut self.read().await?, consented, place, PAGE).await?;
            let Some(last) = page.last() else { break };
            place = Place { thread: last.thread, post: last.id.0 };
            read += page.len() as u64;
            for post in page.into_iter().filter(|post| order.asks.is_empty() || answers(post, &order.asks)) {
                for document in threads.take(post) {
                    intake.take(document)?;
                }
            }
            progress(DatasetProgress::Reading(read));
        }
        for document in threads.finish() {
            intake.take(document)?;
        }
        progress(DatasetProgress::Comparing(read));
        Ok(intake.finish()?)
    }

    /// Writes the files, asks about every consent once more, and signs when nothing has changed.
    #[allow(clippy::too_many_arguments)]
    async fn write_and_sign(
        &self,
        order: &DatasetOrder,
        release: &str,
        consented: &Consented,
        gathered: &Gathered,
        room: &dyn Files,
        out: &dyn Files,
        progress: &mut (impl FnMut(DatasetProgress) + Send),
    ) -> Result<BuiltDataset> {
        let names = self.dataset_names(release)?;
        let (mut withdrawn, mut asked_at) = self.withdrawn(consented, room).await?;
        for _ in 0..TRIES {
            let terms = self.terms(order, release, order.cutoff.unwrap_or(asked_at)).await?;
            let written = write(gathered, &withdrawn, room, out, &names, &terms)?;
            let (since, at) = self.withdrawn(consented, room).await?;
            if since == withdrawn {
                return self.publish_dataset(written, &terms, room, out).await;
            }
            progress(DatasetProgress::Again);
            // There may be fewer files this time.
            for file in &written.manifest.files {
                out.remove(&file.name).map_err(|error| Error::unavailable("the release's files", error))?;
            }
            (withdrawn, asked_at) = (since, at);
        }
        Err(Error::Unavailable(
            "members keep changing what the release is made of; try again later".to_owned(),
        ))
    }

    async fn terms(&self, order: &DatasetOrder, release: &str, cutoff: Time) -> Result<Terms> {
        let mut asks = Vec::new();
        for id in &order.asks {
            let ask = store::asks::one(&mut self.read().await?, *id).await?;
            let ask = ask.ok_or_else(|| Error::invalid(format!("There is no ask {id}.")))?;
            asks.push(Ask {
                id: ask.id.to_string(),
                title: ask.title,
                purpose: ask.purpose.word().to_owned(),
                licence: ask.licence,
                offer: ask.offer,
            });
        }
        let config = self.config();
        let title =
            order.title.clone().unwrap_or_else(|| format!("{}: consented posts, {release}", config.title));
        Ok(Terms {
            release: release.to_owned(),
            title,
            server: config.url.clone(),
            cutoff,
            purposes: order.purposes.iter().map(|purpose| purpose.word().to_owned()).collect(),
            since: order.since,
            until: order.until,
            languages: order.languages.clone(),
            single_posts: order.single_posts,
            min_authors: order.min_authors,
            licence: order.licence.clone(),
            asks,
        })
    }

    /// Which of the documents that wait hold a post that may no longer be used as it was, and when that was asked.
    async fn withdrawn(&self, consented: &Consented, room: &dyn Files) -> Result<(Marked, Time)> {
        let at = self.now();
        let now = Consented { cutoff: at, ..*consented };
        let mut marked = Marked::default();
        let mut chunk: Vec<Waiting> = Vec::new();
        for one in waiting(room)? {
            chunk.push(one?);
            if chunk.iter().map(|one| one.document.turns.len()).sum::<usize>() >= CHUNK {
                self.mark_withdrawn(&now, &chunk, &mut marked).await?;
                chunk.clear();
            }
        }
        self.mark_withdrawn(&now, &chunk, &mut marked).await?;
        Ok((marked, at))
    }

    async fn mark_withdrawn(&self, now: &Consented, chunk: &[Waiting], marked: &mut Marked) -> Result<()> {
        let turns =
            |one: &Waiting| one.document.turns.iter().map(|turn| PostId(turn.post)).collect::<Vec<_>>();
        let posts: Vec<PostId> = chunk.iter().flat_map(turns).collect();
        let still = store::datasets::still(&mut self.read().await?, now, &posts).await?;
        let still: HashMap<i64, Still> = still.into_iter().map(|one| (one.id.0, one)).collect();
        let stands = |turn: &dataset::Turn| {
            still.get(&turn.post).is_some_and(|one| {
                one.edited_at.map_or(0, Time::millis) == turn.version
                    && !(turn.reply_to.is_some() && one.parted)
            })
        };
        for one in chunk.iter().filter(|one| !one.document.turns.iter().all(stands)) {
            marked.mark(one.number);
        }
        Ok(())
    }

    /// Keeps what "am I in it?" needs, tells members that their words were used, signs.
    async fn publish_dataset(
        &self,
        written: Written,
        terms: &Terms,
        room: &dyn Files,
        out: &dyn Files,
    ) -> Result<BuiltDataset> {
        let Written { mut manifest, report } = written;
        manifest.sign(&self.dataset_signer()?)?;
        let id: i64 = self.id();
        if let Err(error) = self.keep_rows(id, terms, room).await {
            self.write(move |tx| Box::pin(async move { Ok(store::datasets::clear_rows(tx, id).await?) }))
                .await?;
            return Err(error);
        }
        let json =
            |value: serde_json::Result<String>| value.map_err(|error| Error::internal("a manifest", error));
        let release = Release {
            id,
            release: terms.release.clone(),
            title: terms.title.clone(),
            purposes: terms.purposes.join(","),
            cutoff: terms.cutoff,
            created_at: self.now(),
            rows: i64::try_from(manifest.rows).unwrap_or(i64::MAX),
            manifest: json(serde_json::to_string(&manifest))?,
            report: json(serde_json::to_string(&report))?,
            revocations: None,
            withdrawn: 0,
        };
        let text = json(serde_json::to_string_pretty(&manifest))?;
        self.write(move |tx| Box::pin(async move { Ok(store::datasets::add(tx, &release).await?) })).await?;
        let mut file = out.create(MANIFEST).map_err(|error| Error::unavailable("the manifest", error))?;
        file.write_all(text.as_bytes())
            .and_then(|()| file.flush())
            .map_err(|error| Error::unavailable("the manifest", error))?;
        Ok(BuiltDataset { manifest, report })
    }

    async fn keep_rows(&self, id: i64, terms: &Terms, room: &dyn Files) -> Result<()> {
        let mut used: BTreeMap<i64, i64> = BTreeMap::new();
        let mut chunk: Vec<NewRow> = Vec::new();
        for member in members(room)? {
            let member = member?;
            *used.entry(member.account).or_default() += 1;
            chunk.push(new_row(member));
            if chunk.len() >= CHUNK {
                self.add_dataset_rows(id, std::mem::take(&mut chunk)).await?;
            }
        }
        self.add_dataset_rows(id, chunk).await?;
        let purposes: Vec<Purpose> = terms.purposes.iter().filter_map(|word| word.parse().ok()).collect();
        let used: Vec<(i64, i64)> = used.into_iter().collect();
        for chunk in used.chunks(CHUNK) {
            let (at, about) = (self.now(), terms.release.clone());
            let uses: Vec<store::consent::Use> = chunk
                .iter()
                .flat_map(|(account, count)| purposes.iter().map(move |purpose| (*account, *count, *purpose)))
                .map(|(account, count, purpose)| store::consent::Use {
                    account: AccountId(account),
                    used_by: "dataset".to_owned(),
                    about: about.clone(),
                    purpose,
                    count,
                    at,
                })
                .collect();
            self.write(move |tx| {
                Box::pin(async move {
                    for used in &uses {
                        store::consent::record_use(tx, used).await?;
                    }
                    Ok(())
                })
            })
            .await?;
        }
        Ok(())
    }
}

impl App {
    async fn add_dataset_rows(&self, id: i64, rows: Vec<NewRow>) -> Result<()> {
        self.write(move |tx| Box::pin(async move { Ok(store::datasets::add_rows(tx, id, &rows).await?) }))
            .await
    }
}

/// Whether a post was given in answer to one of some asks, for each purpose.
fn answers(post: &Usable, asks: &[i64]) -> bool {
    post.lines.iter().all(|line| ask_of(&line.reason).is_some_and(|ask| asks.contains(&ask)))
}

fn new_row(member: Member) -> NewRow {
    NewRow {
        post: PostId(member.post),
        version: member.version,
        account: AccountId(member.account),
        row: member.row,
        leaf: member.leaf,
    }
}
