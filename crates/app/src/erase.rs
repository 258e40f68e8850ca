//! Erasing an account: everything it wrote and everything kept about it, with a receipt.
//!
//! At once it is gone from every page and stream, as when it is suspended. Two jobs do the rest: the
//! first deletes its posts and then every other row and file, the second, when every view and node has
//! read so, makes the log forget it and has the database and the index write their files anew. Both may
//! be interrupted at any time and go on where they were.
//!
//! What stays is what others wrote, also where it names the account, and a keyed hash of its name, so
//! that nobody can take it and be mistaken for who is gone. What the assistant wrote to it alone goes with it, and
//! nothing has to be taken out of others' pictures: what is made of a picture of somebody else never holds their
//! name or words ([`crate::signing`]).

use crate::jobs::{Job, later};
use crate::{App, Error, Result, secret};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::{Account, AccountId, Event, PostId, Role, Time};
use ring::hmac;
use std::time::Duration;
use store::Tx;
use store::erasing::{Counts, Erasure};

/// When every view of every node has read what the log says.
const EVERYBODY_KNOWS: Duration = Duration::from_secs(5);
/// Posts deleted in one transaction.
const POSTS: usize = 50;
/// The name under which the key is kept that hashes names.
const KEY: &str = "erased-names";
/// Tries to empty the write-ahead log while others read.
const SWEEPS: usize = 50;
/// Between two of them.
const PAUSE: Duration = Duration::from_millis(100);

impl App {
    /// Erases an account; answers the secret of its receipt ([`Self::erasure`]), shown this once.
    ///
    /// [`Error::Forbidden`] for the last administrator, without whom nobody could look after the server.
    pub async fn erase_account(&self, id: AccountId) -> Result<String> {
        let account = self.account(id).await?;
        let member = store::members::get(&mut self.read().await?, id).await?.ok_or(Error::NotFound)?;
        if account.role == Role::Admin && store::accounts::admins(&mut self.read().await?).await? < 2 {
            return Err(Error::Forbidden("The last administrator cannot go".to_owned()));
        }
        let name_hash = self.name_hash(&account.username).await?;
        self.begin_erasing(id, member.email, name_hash).await
    }

    /// Erases an account that was never confirmed. Nobody ever met it, so its name is free again.
    pub(crate) async fn erase_unconfirmed(&self, id: AccountId) -> Result<()> {
        let member = store::members::get(&mut self.read().await?, id).await?.ok_or(Error::NotFound)?;
        // The hash of no name at all.
        self.begin_erasing(id, member.email, secret::hash(&secret::random())).await.map(drop)
    }

    async fn begin_erasing(&self, id: AccountId, email: String, name_hash: String) -> Result<String> {
        let receipt = secret::random();
        let receipt_hash = secret::hash(&receipt);
        let (erasure, now): (i64, Time) = (self.id(), self.now());
        self.write(move |tx| {
            Box::pin(async move {
                let begun = store::erasing::begin(tx, erasure, &receipt_hash, &name_hash, now).await;
                begun.map_err(|error| match error {
                    store::Error::Taken(_) => Error::NotFound,
                    other => other.into(),
                })?;
                store::erasing::remove_letters(tx, &email).await?;
                store::accounts::set_suspended(tx, id, Some(now)).await?;
                tx.log(now, Event::AccountSuspended { account: id, suspended: true });
                later(tx, &Job::Erase { account: id, erasure }, Some(&format!("erase-{erasure}")), now).await
            })
        })
        .await?;
        Ok(receipt)
    }

    /// How far the erasure has come that a receipt is for.
    pub async fn erasure(&self, receipt: &str) -> Result<Erasure> {
        let hash = secret::hash(receipt);
        store::erasing::by_receipt(&mut self.read().await?, &hash).await?.ok_or(Error::NotFound)
    }

    /// Whether somebody who was erased bore a name.
    pub(crate) async fn name_of_somebody_erased(&self, username: &str) -> Result<bool> {
        let hash = self.name_hash(username).await?;
        Ok(store::erasing::was_taken(&mut self.read().await?, &hash).await?)
    }

    async fn name_hash(&self, username: &str) -> Result<String> {
        let key = secret::kept(&self.inner.store, KEY, || Ok(secret::random())).await?;
        let key = hmac::Key::new(hmac::HMAC_SHA256, key.as_bytes());
        Ok(URL_SAFE_NO_PAD.encode(hmac::sign(&key, username.to_lowercase().as_bytes())))
    }

    /// The first job: posts, files, rows.
    pub(crate) async fn erase(&self, id: AccountId, erasure: i64, job: i64) -> Result<()> {
        let account = store::accounts::get(&mut self.read().await?, id).await?;
        if let Some(account) = account {
            self.erase_posts(id, erasure).await?;
            self.erase_files(&account, erasure).await?;
            self.erase_rows(id, erasure, job).await?;
        }
        let at = self.now().plus(EVERYBODY_KNOWS);
        self.write(move |tx| {
            Box::pin(async move {
                store::erasing::advance(tx, erasure, None).await?;
                later(tx, &Job::Forget { account: id, erasure }, Some(&format!("forget-{erasure}")), at).await
            })
        })
        .await
    }

    async fn erase_posts(&self, id: AccountId, erasure: i64) -> Result<()> {
        loop {
            let some = store::erasing::some_posts(&mut self.read().await?, id, POSTS).await?;
            if some.is_empty() {
                return Ok(());
            }
            let now = self.now();
            self.write(move |tx| {
                Box::pin(async move {
                    let posts = some.len() as u64;
                    for post in some {
                        erase_post(tx, now, post).await?;
                    }
                    Ok(store::erasing::count(tx, erasure, &Counts { posts, ..Counts::default() }).await?)
                })
            })
            .await?;
        }
    }

    async fn erase_files(&self, account: &Account, erasure: i64) -> Result<()> {
        let media = store::attached::media_of(&mut self.read().await?, account.id).await?;
        let mut paths = Vec::new();
        for medium in &media {
            let files = [Some(&medium.file), medium.small.as_ref()];
            paths.extend(files.into_iter().flatten().filter_map(|file| self.media_path(file)));
            if !medium.ready {
                paths.push(self.config().data.join("uploads").join(&medium.file));
            }
        }
        let uploads = store::imports::files_of(&mut self.read().await?, account.id).await?;
        paths.extend(uploads.into_iter().map(|file| self.config().data.join("imports").join(file)));
        for file in [&account.avatar, &account.header].into_iter().flatten() {
            paths.extend(
                [self.media_path(file), self.media_path(&crate::still_of(file))].into_iter().flatten(),
            );
        }
        let mut files = 0;
        for path in paths {
            match tokio::fs::remove_file(&path).await {
                Ok(()) => files += 1,
                // Gone already, or shown still where it is the same.
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => {}
                Err(error) => return Err(Error::unavailable("the media folder", error)),
            }
        }
        self.write(move |tx| {
            Box::pin(async move {
                Ok(store::erasing::count(tx, erasure, &Counts { files, ..Counts::default() }).await?)
            })
        })
        .await
    }

    async fn erase_rows(&self, id: AccountId, erasure: i64, job: i64) -> Result<()> {
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                for post in store::erasing::uncount(tx, id).await? {
                    tx.log(now, Event::PostChanged { post });
                }
                crate::datasets::renew_later(tx, id, now).await?;
                store::datasets::withdraw_all(tx, id, now).await?;
                let rows = store::erasing::remove_rows(tx, id, job).await?;
                tx.log(now, Event::AccountChanged { account: id });
                Ok(store::erasing::count(tx, erasure, &Counts { rows, ..Counts::default() }).await?)
            })
        })
        .await
    }

    /// The second job: the log, the index, and the files of both and of the database.
    pub(crate) async fn forget(&self, id: AccountId, erasure: i64) -> Result<()> {
        let end = store::events::last(&mut self.read().await?).await?;
        self.index_reaches(end).await?;
        let mut seq = 0;
        while seq < end {
            let forgotten = self.write(move |tx| {
                Box::pin(async move {
                    let (upto, events) = store::erasing::forget_events(tx, id, seq, end).await?;
                    let counts = Counts { events, ..Counts::default() };
                    store::erasing::count(tx, erasure, &counts).await?;
                    Ok(upto)
                })
            });
            seq = forgotten.await?;
        }
        let tags = store::erasing::unused_tags(&mut self.read().await?).await?;
        self.purge_index(tags).await?;
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                store::erasing::remove_unused_tags(tx).await?;
                Ok(store::erasing::advance(tx, erasure, Some(now)).await?)
            })
        })
        .await?;
        for _ in 0..SWEEPS {
            if store::erasing::sweep(&mut self.read().await?).await? {
                return Ok(());
            }
            tokio::time::sleep(PAUSE).await;
        }
        Err(Error::unavailable("the write-ahead log", "somebody reads it all the time"))
    }
}

/// Deletes a post as its author would, with all that hangs on it.
async fn erase_post(tx: &mut Tx, now: Time, id: PostId) -> Result<()> {
    let Some(post) = store::posts::get(tx, id).await? else { return Ok(()) };
    store::erasing::remove_traces(tx, id).await?;
    let original = match post.repost_of {
        Some(original) => store::posts::get(tx, original).await?,
        None => None,
    };
    match original {
        Some(original) => crate::repost::remove_repost(tx, now, &post, &original).await,
        None => crate::delete::remove(tx, now, &post).await,
    }
}
