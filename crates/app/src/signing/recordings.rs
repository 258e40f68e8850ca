//! Credentials of films and sounds. They stay on disk: the one that is kept is signed with the one that was brought as
//! its ingredient, by the rules of pictures.

use super::{MOST, Saying};
use crate::{App, Result};
use ::credentials::{Authority, Carried, Content, Error as SigningError, Found, Parent, Story};
use consent::Choices;
use std::path::{Path, PathBuf};

/// A film or sound on disk.
#[derive(Clone, Debug)]
pub(crate) struct OnDisk {
    pub(crate) path: PathBuf,
    /// Its media type.
    pub(crate) mime: &'static str,
}

/// A film or sound as it came, and what is served in its place.
#[derive(Clone, Debug)]
pub(crate) struct Recording {
    /// What was brought.
    pub(crate) brought: OnDisk,
    /// What it says of itself.
    pub(crate) found: Option<Found>,
    /// What was made of it.
    pub(crate) made: OnDisk,
    /// Whom it is signed for, as theirs.
    pub(crate) author: Option<String>,
}

impl App {
    /// Writes what is served once more, with its credentials, and says where; nothing where it has none to carry or
    /// its kind of file cannot carry any.
    pub(crate) async fn signed_recording(
        &self,
        recording: Recording,
        allows: Option<Choices>,
    ) -> Result<Option<PathBuf>> {
        let wanted = recording.found.is_some() || recording.author.is_some();
        let Some(authority) = self.inner.signing.authority.clone().filter(|_| wanted) else {
            return Ok(None);
        };
        let saying = self.saying(allows);
        let _room = self.signing_room().await?;
        let done = tokio::task::spawn_blocking(move || sign(&authority, &recording, &saying)).await;
        Ok(match done {
            Ok(Ok(signed)) => Some(signed),
            Ok(Err(error)) => {
                tracing::warn!(%error, "a recording is kept without content credentials");
                None
            }
            Err(error) => {
                tracing::warn!(%error, "a recording is kept without content credentials");
                None
            }
        })
    }
}

fn sign(authority: &Authority, recording: &Recording, saying: &Saying) -> Result<PathBuf, SigningError> {
    let (brought, made) = (&recording.brought, &recording.made);
    let kept = |name: &str, from: &OnDisk, source: Option<String>| {
        let to = made.path.with_extension(name);
        let from = Parent {
            content: Content::File(&from.path),
            mime: from.mime,
            title: "The recording as it came",
            carried: Carried::Whole,
        };
        let mut said = saying.statement(Story::Kept { from, resized: false, source });
        said.author.clone_from(&recording.author);
        authority.sign_file(&made.path, &to, made.mime, &said).map(|()| to)
    };
    if recording.found.as_ref().is_some_and(|found| !found.says_where) {
        let whole = kept("whole", brought, None)?;
        if bytes(&whole)? <= bytes(&made.path)? + MOST as u64 {
            return Ok(whole);
        }
    }
    // What was made stands for what came, where that would say too much, weigh too much, or says nothing.
    let source = recording.found.as_ref().and_then(Found::source).map(str::to_owned);
    kept("stripped", made, source)
}

fn bytes(path: &Path) -> Result<u64, SigningError> {
    let about = std::fs::metadata(path);
    about.map(|about| about.len()).map_err(|error| SigningError::Sign(error.to_string()))
}
