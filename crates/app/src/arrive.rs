//! Arriving: what a member wrote, kept and followed elsewhere comes along.
//!
//! Posts go the way of every post ([`crate::publish`]), as of their own date and in silence. Each is
//! remembered by the key it had elsewhere, so that bringing an archive twice, or going on after a
//! crash, adds nothing twice.

mod bring;
mod declared;
mod feeds;
mod kept;
mod known;
mod later;
mod parts;
mod past;
mod people;
mod report;
mod waiting;
mod who;

pub(crate) use declared::declare;
pub use later::{ImportState, Importing};
pub(crate) use past::Past;
pub use people::MetAgain;
pub use report::{Finding, ImportReport};

use crate::{Actor, App, Error, Result};
use archive::{Archive, ArchiveError, Item, Limits};
use bring::Bringing;
use model::Visibility;
use serde::{Deserialize, Serialize};
use std::ops::ControlFlow;
use std::path::Path;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::mpsc;

/// How an archive is brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct ImportOptions {
    /// How far what was open to everybody reaches here. What reached fewer never reaches more.
    pub public_as: Visibility,
    /// Whether what was for followers and friends, or for those named in it, comes along: for
    /// followers here, and for nobody but the member.
    pub private: bool,
}

impl Default for ImportOptions {
    fn default() -> Self {
        // Found by whoever looks at the profile, pushed in front of nobody.
        Self { public_as: Visibility::Unlisted, private: true }
    }
}

/// Told how far it is, each time something has been kept.
pub type Progress<'p> = dyn Fn(&ImportReport) + Send + Sync + 'p;

/// Items read ahead of what is being kept.
const AHEAD: usize = 512;

/// The archive, opened a second time for its media: they are read when their post is kept.
#[derive(Clone)]
pub(crate) struct MediaShelf(Arc<Mutex<Archive>>);

impl MediaShelf {
    async fn bytes(&self, entry: String, most: u64) -> Result<Vec<u8>, ArchiveError> {
        let shelf = Self(Arc::clone(&self.0));
        let read = move || shelf.0.lock().unwrap_or_else(PoisonError::into_inner).medium(&entry, most);
        tokio::task::spawn_blocking(read)
            .await
            .map_err(|error| ArchiveError::Io(std::io::Error::other(error)))?
    }
}

impl App {
    /// Brings an archive: a file or a folder, which was called `name` where it came from. Done again,
    /// it adds what is not here yet.
    pub async fn import(
        &self,
        me: Actor,
        path: &Path,
        name: Option<&str>,
        options: ImportOptions,
        progress: &Progress<'_>,
    ) -> Result<ImportReport> {
        self.bring(me, path, name, options, None, progress).await
    }

    /// The same, saying again and again that the job `lease` goes on.
    async fn bring(
        &self,
        me: Actor,
        path: &Path,
        name: Option<&str>,
        options: ImportOptions,
        lease: Option<i64>,
        progress: &Progress<'_>,
    ) -> Result<ImportReport> {
        let open = || {
            let (path, name) = (path.to_owned(), name.map(str::to_owned));
            blocking(move || Archive::open(&path, name.as_deref(), Limits::default()))
        };
        let archive = open().await?;
        let shelf = MediaShelf(Arc::new(Mutex::new(open().await?)));
        let network = archive.network();
        let mut bringing = Bringing::new(self.clone(), me, options, shelf, network, lease).await?;
        let (sender, mut items) = mpsc::channel(AHEAD);
        let reader = tokio::task::spawn_blocking(move || read_all(archive, &sender));
        while let Some(item) = items.recv().await {
            if bringing.take(item).await? {
                progress(&bringing.report);
            }
        }
        let read = reader.await.map_err(|error| Error::internal("reading an archive", error))?;
        bringing.finish(progress).await?;
        progress(&bringing.report);
        read.map_err(refused)?;
        Ok(bringing.report)
    }
}

fn read_all(mut archive: Archive, to: &mpsc::Sender<Item>) -> Result<(), ArchiveError> {
    // Nobody takes any more when the import has failed; then the reading ends too.
    archive.read(&mut |item| match to.blocking_send(item) {
        Ok(()) => ControlFlow::Continue(()),
        Err(_) => ControlFlow::Break(()),
    })
}

async fn blocking<T: Send + 'static>(
    work: impl FnOnce() -> Result<T, ArchiveError> + Send + 'static,
) -> Result<T> {
    let done = tokio::task::spawn_blocking(work).await;
    done.map_err(|error| Error::internal("opening an archive", error))?.map_err(refused)
}

/// What is wrong with an archive is for its owner to know; what is wrong with the disk is not.
fn refused(error: ArchiveError) -> Error {
    match error {
        ArchiveError::Io(error) if error.kind() == std::io::ErrorKind::NotFound => {
            Error::invalid("There is no such archive.")
        }
        ArchiveError::Io(error) => Error::unavailable("an archive", error),
        other => {
            let sentence = other.to_string();
            let mut signs = sentence.chars();
            let first = signs.next().map(|sign| sign.to_ascii_uppercase()).unwrap_or_default();
            Error::Invalid(format!("{first}{}.", signs.as_str()))
        }
    }
}
