//! Content credentials of pictures, films and sounds: what uploads bring along is read and kept, and what is made or signed here gets
//! its own.
//!
//! Making a picture smaller takes its credentials away, so the smaller one is signed anew with the one before as
//! its ingredient. Three things are left out: what would make a small picture heavy, credentials that say where
//! a picture was taken, which we never pass on, and what somebody else's picture says of itself when a new one is
//! made of it. Of that only a number and what it was made with goes along ([`Carried::Source`]): names and words
//! stay in files that go when their owner erases them, so that nobody else's has to be written anew.

mod recordings;

pub(crate) use recordings::{OnDisk, Recording};

use crate::{App, Config, Error, Result, secret_file};
use ::credentials::{
    Authority, Carried, Content, Error as SigningError, Found, Keys, Maker, Parent, Statement, Story,
};
use consent::Choices;
use consent::projection::cawg;
use media::{Encoded, Picture};
use model::Time;
use std::io::ErrorKind;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::sync::Semaphore;

/// Bytes of credentials a picture of a post may carry.
const MOST: usize = 1 << 20;
/// Bytes of them in a small picture of a timeline.
const SMALL_MOST: usize = 20 * 1_024;
/// How long reading a picture's credentials may take.
const PATIENCE: Duration = Duration::from_secs(4);
/// How long reading those of a film or sound may take, of up to a hundred megabytes.
const FILE_PATIENCE: Duration = Duration::from_secs(20);
/// Pictures read or signed at the same time.
const AT_ONCE: usize = 2;
/// The files of keys.
const LEAF: &str = "content-credentials.pem";
const AUTHORITY: &str = "content-credentials-authority.pem";

/// Who signs here.
pub(crate) struct Signing {
    /// None where the program was built without content credentials.
    authority: Option<Arc<Authority>>,
    room: Semaphore,
}

impl Signing {
    /// With the keys of the data folder, made when there are none yet.
    pub(crate) fn open(config: &Config, now: Time) -> Result<Self> {
        let authority = match keys(config, now) {
            Ok(keys) => {
                let authority = Authority::open(&keys)
                    .map_err(|error| Error::Internal(format!("keys/{LEAF}: {error}")))?;
                Some(Arc::new(authority.trusting(config.credentials_anchors.clone())))
            }
            Err(KeysError::Without) => None,
            Err(KeysError::Failed(error)) => return Err(error),
        };
        Ok(Self { authority, room: Semaphore::new(AT_ONCE) })
    }
}

enum KeysError {
    Without,
    Failed(Error),
}

/// The keys of the data folder. Of two processes that make them at once the first one's stay.
fn keys(config: &Config, now: Time) -> Result<Keys, KeysError> {
    let folder = config.data.join("keys");
    let failed = |error: std::io::Error| KeysError::Failed(Error::unavailable("the folder of keys", error));
    let (leaf, authority) = (folder.join(LEAF), folder.join(AUTHORITY));
    match std::fs::read_to_string(&leaf) {
        Ok(leaf) => return Ok(Keys { authority: String::new(), leaf }),
        Err(error) if error.kind() == ErrorKind::NotFound => {}
        Err(error) => return Err(failed(error)),
    }
    let keys =
        ::credentials::make(&config.title, &config.domain, now.year()).map_err(|error| match error {
            SigningError::Without => KeysError::Without,
            error => KeysError::Failed(Error::internal("keys for content credentials", error)),
        })?;
    std::fs::create_dir_all(&folder).map_err(failed)?;
    if secret_file::keep(&leaf, keys.leaf.as_bytes()).map_err(failed)? {
        secret_file::keep(&authority, keys.authority.as_bytes()).map_err(failed)?;
    }
    let leaf = std::fs::read_to_string(&leaf).map_err(failed)?;
    Ok(Keys { leaf, ..keys })
}

/// A picture another one comes from.
#[derive(Clone, Debug)]
pub(crate) struct Before {
    pub(crate) bytes: Vec<u8>,
    pub(crate) mime: String,
    pub(crate) title: String,
    pub(crate) whose: Whose,
}

/// Whose a picture is that another one comes from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) enum Whose {
    /// Of whoever the new one is made for: everything it says of itself may go along.
    Own,
    /// Somebody else's, with what it was made with, where it says so.
    Theirs(Option<String>),
}

/// How a picture came to be, for its credentials.
#[derive(Clone, Debug)]
#[expect(clippy::large_enum_variant, reason = "one at a time, while its picture is signed")]
pub(crate) enum Origin {
    /// Somebody brought it.
    Brought {
        before: Before,
        /// What it says of itself.
        found: Option<Found>,
        /// Whom it is signed for, as theirs.
        author: Option<String>,
    },
    /// It was made here.
    Made { maker: Maker, from: Option<Before>, prompt: Option<String> },
}

/// What is said in credentials besides.
#[derive(Clone, Debug)]
pub(crate) struct Saying {
    pub(crate) when: Time,
    pub(crate) title: String,
    pub(crate) version: String,
    /// What its author allows.
    pub(crate) allows: Option<Choices>,
}

impl Saying {
    fn statement<'s>(&'s self, story: Story<'s>) -> Statement<'s> {
        Statement {
            story,
            when: self.when.iso(),
            by: (&self.title, &self.version),
            training: self.allows.as_ref().map(cawg::write),
            author: None,
            prompt: None,
        }
    }
}

/// A file whose credentials are read.
#[derive(Clone, Debug)]
pub(crate) enum Held {
    /// In memory, as pictures are.
    Memory(Vec<u8>),
    /// On disk, as films and sounds are.
    File(PathBuf),
}

impl Held {
    fn content(&self) -> Content<'_> {
        match self {
            Self::Memory(bytes) => Content::Memory(bytes),
            Self::File(path) => Content::File(path),
        }
    }

    /// How long reading its credentials may take: what is signed with them has to be read as a whole.
    fn patience(&self) -> Duration {
        match self {
            Self::Memory(_) => PATIENCE,
            Self::File(_) => FILE_PATIENCE,
        }
    }
}

impl App {
    /// What a file says of itself; nothing where it says nothing.
    pub(crate) async fn credentials_in(&self, held: Held, mime: &str) -> Result<Option<Found>> {
        if matches!(held, Held::Memory(_)) && !held.content().may_have() {
            return Ok(None);
        }
        let (authority, mime) = (self.inner.signing.authority.clone(), mime.to_owned());
        let _room = self.signing_room().await?;
        let until = Instant::now() + held.patience();
        let on = move || Instant::now() < until;
        let read = tokio::task::spawn_blocking(move || {
            ::credentials::read(held.content(), &mime, authority.as_deref(), on)
        });
        // A library that falls over a stranger's bytes has found nothing in them.
        Ok(read.await.unwrap_or_else(|error| {
            tracing::warn!(%error, "the credentials of a file could not be read");
            None
        }))
    }

    /// Whether pictures can be signed here.
    pub fn signs_pictures(&self) -> bool {
        self.inner.signing.authority.is_some()
    }

    /// The picture with its credentials, where it has any to carry: that was made here, is signed for its author, or
    /// brought some along. The other answer is whether it carries any.
    pub(crate) async fn signed(
        &self,
        picture: Picture,
        origin: Origin,
        allows: Option<Choices>,
    ) -> Result<(Picture, bool)> {
        let wanted = match &origin {
            Origin::Made { .. } => true,
            Origin::Brought { found, author, .. } => found.is_some() || author.is_some(),
        };
        let Some(authority) = self.inner.signing.authority.clone().filter(|_| wanted) else {
            return Ok((picture, false));
        };
        let saying = self.saying(allows);
        let _room = self.signing_room().await?;
        let kept = picture.clone();
        let done = tokio::task::spawn_blocking(move || sign(&authority, picture, &origin, &saying)).await;
        match done {
            Ok(Ok(picture)) => Ok((picture, true)),
            Ok(Err(error)) => {
                tracing::warn!(%error, "a picture is kept without content credentials");
                Ok((kept, false))
            }
            Err(error) => {
                tracing::warn!(%error, "a picture is kept without content credentials");
                Ok((kept, false))
            }
        }
    }

    fn saying(&self, allows: Option<Choices>) -> Saying {
        Saying {
            when: self.now(),
            title: self.config().title.clone(),
            version: self.config().version.clone(),
            allows,
        }
    }

    async fn signing_room(&self) -> Result<tokio::sync::SemaphorePermit<'_>> {
        let room = self.inner.signing.room.acquire().await;
        room.map_err(|error| Error::internal("signing pictures", error))
    }
}

fn sign(
    authority: &Authority,
    picture: Picture,
    origin: &Origin,
    saying: &Saying,
) -> Result<Picture, SigningError> {
    let plain = picture.original.clone();
    let source = match origin {
        Origin::Brought { found, .. } => found.as_ref().and_then(|found| found.source()).map(str::to_owned),
        Origin::Made { .. } => None,
    };
    let bytes = match origin {
        Origin::Made { maker, from, prompt } => {
            let story = match from {
                None => Story::Created(maker.clone()),
                Some(from) => Story::Remixed(maker.clone(), parent(from)),
            };
            let said = Statement { prompt: prompt.clone(), ..saying.statement(story) };
            authority.sign(&plain.bytes, plain.mime, &said)?
        }
        Origin::Brought { before, found, author } => {
            let kept = |from: Parent<'_>, source: Option<String>| {
                let story = Story::Kept { from, resized: false, source };
                let said = Statement { author: author.clone(), ..saying.statement(story) };
                authority.sign(&plain.bytes, plain.mime, &said)
            };
            let places = found.as_ref().is_some_and(|found| found.says_where);
            let whole = if places { None } else { Some(kept(parent(before), None)?) };
            match whole.filter(|whole| whole.len() <= plain.bytes.len() + MOST) {
                Some(whole) => whole,
                None => kept(stripped(&plain, &before.title), source.clone())?,
            }
        }
    };
    let original = Encoded { bytes, ..plain.clone() };
    let shrunk = |from: Parent<'_>, source: Option<String>| {
        let said = saying.statement(Story::Kept { from, resized: true, source });
        authority.sign(&picture.small.bytes, picture.small.mime, &said)
    };
    let title = "The picture in its full size";
    let full = Parent {
        content: Content::Memory(&original.bytes),
        mime: original.mime,
        title,
        carried: Carried::Whole,
    };
    let small = shrunk(full, None)?;
    let small = if small.len() <= picture.small.bytes.len() + SMALL_MOST {
        small
    } else {
        let made = match origin {
            Origin::Made { maker: Maker::Model(_), .. } => {
                Some(::credentials::Source::Trained.uri().to_owned())
            }
            Origin::Made { maker: Maker::Rules(_), .. } => {
                Some(::credentials::Source::Algorithmic.uri().to_owned())
            }
            Origin::Brought { .. } => source,
        };
        shrunk(stripped(&plain, title), made)?
    };
    let small = Encoded { bytes: small, ..picture.small.clone() };
    Ok(Picture { original, small, ..picture })
}

fn parent(before: &Before) -> Parent<'_> {
    let carried = match &before.whose {
        Whose::Own => Carried::Whole,
        Whose::Theirs(source) => Carried::Source(source.as_deref()),
    };
    Parent { content: Content::Memory(&before.bytes), mime: &before.mime, title: &before.title, carried }
}

/// The picture itself in place of what it came from, where that would say too much or weigh too much.
fn stripped<'p>(plain: &'p Encoded, title: &'p str) -> Parent<'p> {
    Parent { content: Content::Memory(&plain.bytes), mime: plain.mime, title, carried: Carried::Whole }
}
