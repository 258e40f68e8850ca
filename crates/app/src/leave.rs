//! Leaving: one archive with everything that is the member's own, for other servers to read
//! (Mastodon's format) and for people (pages that need no network).

mod activity;
mod csv;
mod feeds;
mod guide;
mod outbox;
mod page;
mod parquet;
mod tables;

use crate::{App, Error, Result};
use archive::Pack;
use bytes::Bytes;
use futures_util::StreamExt as _;
use futures_util::stream::{BoxStream, poll_fn};
use model::{Account, AccountId, Media, Page};
use serde_json::json;
use std::io::{self, Write};
use std::path::{Path, PathBuf};
use store::kept::Kept;
use tokio::sync::mpsc;

/// Rows read at once.
const CHUNK: usize = 100;
/// Pieces made ahead of what has been written.
const AHEAD: usize = 16;
/// Bytes sent together.
const TOGETHER: usize = 64 * 1024;

/// A piece of the archive.
enum Piece {
    /// The next file begins.
    File(String),
    /// Some of it.
    Bytes(Vec<u8>),
    /// A whole file, as it lies on our disk.
    Copy(String, PathBuf),
}

/// How much has been written.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Exported {
    /// Files.
    pub files: usize,
    /// Of them, pictures, films and sounds.
    pub media: usize,
}

impl App {
    /// Writes the archive into a folder, which must be empty or not there yet.
    pub async fn export(&self, me: AccountId, folder: &Path) -> Result<Exported> {
        let failed = |error| Error::unavailable("the folder of the export", error);
        tokio::fs::create_dir_all(folder).await.map_err(failed)?;
        let mut entries = tokio::fs::read_dir(folder).await.map_err(failed)?;
        if entries.next_entry().await.map_err(failed)?.is_some() {
            return Err(Error::invalid("The folder is not empty."));
        }
        let (sender, pieces) = mpsc::channel(AHEAD);
        let folder = folder.to_owned();
        let writer = tokio::task::spawn_blocking(move || write_folder(&folder, pieces));
        let made = self.pieces(me, &sender).await;
        drop(sender);
        let written = writer.await.map_err(|error| Error::internal("an export", error))?.map_err(failed)?;
        made.map(|()| written)
    }

    /// The archive as a zip file, made while it is read.
    pub fn export_stream(&self, me: AccountId) -> BoxStream<'static, io::Result<Bytes>> {
        let (sender, pieces) = mpsc::channel(AHEAD);
        let (to, mut from) = mpsc::channel::<io::Result<Bytes>>(AHEAD);
        let app = self.clone();
        let failures = to.clone();
        tokio::spawn(async move {
            let writer = tokio::task::spawn_blocking(move || write_zip(pieces, Parts::new(to)));
            let made = app.pieces(me, &sender).await;
            // Without this the zip file would look whole.
            if let Err(error) = made {
                tracing::warn!(%error, "an export ends early");
                failures.send(Err(io::Error::other("the export could not be finished"))).await.ok();
            }
            drop(sender);
            if let Ok(Err(error)) = writer.await {
                tracing::debug!(%error, "an export was not taken to its end");
            }
        });
        poll_fn(move |context| from.poll_recv(context)).boxed()
    }

    async fn pieces(&self, me: AccountId, to: &mpsc::Sender<Piece>) -> Result<()> {
        let account = self.account(me).await?;
        let send = Send { to };
        send.file("README.txt", guide::text()).await?;
        send.file("actor.json", actor(self, &account).to_string()).await?;
        for (name, file) in [("avatar", &account.avatar), ("header", &account.header)] {
            if let Some(file) = file {
                send.copy(self, picture(name, file), file).await?;
            }
        }
        send.begin("outbox.json").await?;
        let mut posts = outbox::outbox(self, me, true).await?;
        while let Some(text) = posts.next().await {
            send.bytes(text?).await?;
        }
        self.pile(me, "likes.json", Kept::Like, &send).await?;
        self.pile(me, "bookmarks.json", Kept::Bookmark, &send).await?;
        self.filters_of(me, &send).await?;
        send.file("feeds.json", feeds::feeds(self, me).await?).await?;
        send.file("packs.json", feeds::packs(self, me).await?).await?;
        for name in tables::NAMES {
            send.file(name, self.export_table(me, name).await?).await?;
        }
        self.ledger_of(me, &send).await?;
        page::pages(self, &account, &send).await?;
        parquet::posts(self, &account, &send).await?;
        self.media_of(me, &send).await
    }

    /// What the member said about the use of their words: every line with its hash, oldest first.
    async fn ledger_of(&self, me: AccountId, send: &Send<'_>) -> Result<()> {
        send.begin("consent.json").await?;
        send.bytes("[").await?;
        let mut seq = 0;
        loop {
            let lines = self.consent_ledger_after(me.into(), seq).await?;
            let Some(last) = lines.last().map(|line| line.seq) else { return send.bytes("]\n").await };
            for line in &lines {
                let comma = if line.seq == 1 { "\n" } else { ",\n" };
                send.bytes(format!("{comma}{}", line.json())).await?;
            }
            seq = last;
        }
    }

    /// The addresses of what a member liked or put aside, in that order, here or before.
    async fn pile(&self, me: AccountId, name: &str, kind: Kept, send: &Send<'_>) -> Result<()> {
        send.begin(name).await?;
        let head =
            "{\"@context\":\"https://www.w3.org/ns/activitystreams\",\"type\":\"OrderedCollection\",\"id\":";
        send.bytes(format!("{head}{},\"orderedItems\":[", json!(name))).await?;
        let (mut after, mut count) = (0, 0);
        loop {
            let (addresses, last) = outbox::piled(self, me, kind, after).await?;
            for address in addresses {
                send.bytes(format!("{}{}", if count == 0 { "" } else { "," }, json!(address))).await?;
                count += 1;
            }
            let Some(last) = last else { break };
            after = last;
        }
        send.bytes(format!("],\"totalItems\":{count}}}")).await
    }

    /// The member's filters, which no other program reads yet.
    async fn filters_of(&self, me: AccountId, send: &Send<'_>) -> Result<()> {
        let filter = |filter: &model::Filter| {
            let words = filter.keywords.iter().map(|word| json!([word.keyword, word.whole_word]));
            json!({
                "title": filter.title,
                "contexts": filter.contexts,
                "action": filter.action,
                "ends": filter.expires_at.map(model::Time::iso),
                "words": words.collect::<Vec<_>>(),
            })
        };
        let filters: Vec<_> = self.filters(me).await?.iter().map(filter).collect();
        send.file("filters.json", json!(filters).to_string()).await
    }

    async fn media_of(&self, me: AccountId, send: &Send<'_>) -> Result<()> {
        let mut next = Some(Page::first(CHUNK));
        while let Some(page) = next {
            let (views, after) = outbox::own_page(self, me, page).await?;
            next = after;
            let mine = |medium: &&Media| medium.owner == me && !medium.file.is_empty() && medium.ready;
            let posts = views.iter().filter(|view| view.post.repost_of.is_none());
            for medium in posts.flat_map(|view| &view.media).filter(mine) {
                send.copy(self, activity::place(&medium.file), &medium.file).await?;
            }
        }
        Ok(())
    }
}

/// The name of a profile's picture.
fn picture(name: &str, file: &str) -> String {
    format!("{name}.{}", file.rsplit('.').next().unwrap_or("bin"))
}

fn actor(app: &App, account: &Account) -> serde_json::Value {
    let config = app.config();
    let id = activity::actor(config, account);
    let image = |name: &str, file: &Option<String>, alt: &str| {
        file.as_ref().map(|file| json!({ "type": "Image", "url": picture(name, file), "name": alt }))
    };
    let source = |text: &str| json!({ "content": text, "mediaType": "text/plain" });
    let fields = account
        .fields
        .iter()
        .map(|field| json!({ "type": "PropertyValue", "name": field.name, "value": field.html, "source": source(&field.value) }));
    json!({
        "@context": ["https://www.w3.org/ns/activitystreams", { "PropertyValue": "http://schema.org/PropertyValue", "value": "http://schema.org/value", "toot": "http://joinmastodon.org/ns#", "discoverable": "toot:discoverable", "indexable": "toot:indexable" }],
        "id": id,
        "type": if account.bot { "Service" } else { "Person" },
        "preferredUsername": account.username,
        "name": account.display_name,
        "summary": account.note_html,
        "source": source(&account.note),
        "published": account.created_at.iso(),
        "url": config.absolute(&format!("/@{}", account.username)),
        "icon": image("avatar", &account.avatar, &account.avatar_alt),
        "image": image("header", &account.header, &account.header_alt),
        "attachment": fields.collect::<Vec<_>>(),
        "manuallyApprovesFollowers": account.locked,
        "discoverable": account.discoverable,
        "indexable": account.indexable,
        "hidesCollections": account.hide_collections,
        "outbox": "outbox.json",
        "likes": "likes.json",
        "bookmarks": "bookmarks.json",
    })
}

/// Hands pieces over. When nobody takes them any more, the export ends.
struct Send<'s> {
    to: &'s mpsc::Sender<Piece>,
}

impl Send<'_> {
    async fn piece(&self, piece: Piece) -> Result<()> {
        self.to.send(piece).await.map_err(|_| Error::unavailable("an export", "nobody takes it any more"))
    }

    async fn begin(&self, name: &str) -> Result<()> {
        self.piece(Piece::File(name.to_owned())).await
    }

    async fn bytes(&self, text: impl Into<Vec<u8>>) -> Result<()> {
        self.piece(Piece::Bytes(text.into())).await
    }

    async fn file(&self, name: &str, text: impl Into<Vec<u8>>) -> Result<()> {
        self.begin(name).await?;
        self.bytes(text).await
    }

    async fn copy(&self, app: &App, name: String, file: &str) -> Result<()> {
        match app.media_path(file) {
            Some(path) => self.piece(Piece::Copy(name, path)).await,
            None => Ok(()),
        }
    }
}

fn write_folder(folder: &Path, mut pieces: mpsc::Receiver<Piece>) -> io::Result<Exported> {
    let mut exported = Exported::default();
    let mut open: Option<io::BufWriter<std::fs::File>> = None;
    // Names are ours: none of them leads out of the folder.
    let place = |name: &str| -> io::Result<PathBuf> {
        let path = folder.join(name);
        std::fs::create_dir_all(path.parent().unwrap_or(folder))?;
        Ok(path)
    };
    while let Some(piece) = pieces.blocking_recv() {
        match piece {
            Piece::File(name) => {
                finish(open.take())?;
                open = Some(io::BufWriter::new(std::fs::File::create(place(&name)?)?));
                exported.files += 1;
            }
            Piece::Bytes(bytes) => {
                if let Some(file) = &mut open {
                    file.write_all(&bytes)?;
                }
            }
            Piece::Copy(name, path) => {
                // A file that was removed meanwhile is not there to be taken along.
                if path.exists() {
                    std::fs::copy(path, place(&name)?)?;
                    exported.files += 1;
                    exported.media += 1;
                }
            }
        }
    }
    finish(open)?;
    Ok(exported)
}

fn finish(file: Option<io::BufWriter<std::fs::File>>) -> io::Result<()> {
    file.map_or(Ok(()), |mut file| file.flush())
}

fn write_zip(mut pieces: mpsc::Receiver<Piece>, to: Parts) -> io::Result<()> {
    let mut pack = Pack::new(to);
    while let Some(piece) = pieces.blocking_recv() {
        match piece {
            Piece::File(name) => pack.file(&name, false).map_err(io::Error::other)?,
            Piece::Bytes(bytes) => pack.write_all(&bytes)?,
            Piece::Copy(name, path) => {
                if let Ok(file) = std::fs::File::open(path) {
                    pack.copy(&name, file).map_err(io::Error::other)?;
                }
            }
        }
    }
    pack.finish().map_err(io::Error::other)?.flush()
}

/// Sends what is written in parts.
struct Parts {
    to: mpsc::Sender<io::Result<Bytes>>,
    part: Vec<u8>,
}

impl Parts {
    fn new(to: mpsc::Sender<io::Result<Bytes>>) -> Self {
        Self { to, part: Vec::with_capacity(TOGETHER) }
    }
}

impl Write for Parts {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.part.extend_from_slice(bytes);
        if self.part.len() >= TOGETHER {
            self.flush()?;
        }
        Ok(bytes.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        if self.part.is_empty() {
            return Ok(());
        }
        let part = std::mem::replace(&mut self.part, Vec::with_capacity(TOGETHER));
        self.to.blocking_send(Ok(part.into())).map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))
    }
}
