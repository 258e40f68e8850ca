//! The one public answer of a post: versioned, refusable, and written down in a log that only grows.

use super::{Answered, told};
use crate::{Actor, App, Error, Result};
use assistant::{Sentence, prompt};
use model::visibility::Viewer;
use model::{AccountId, PostId, Time};
use store::answers::{Kept, LogLine, Published};

pub use store::answers::LogLine as AnswerLogLine;

/// The public answer of a post, as somebody may read it.
#[derive(Clone, Debug, PartialEq)]
pub struct PublicAnswer {
    /// The answer, without what does not stand any more.
    pub told: Answered,
    /// Its version, from 1.
    pub version: i64,
    /// Who made it public.
    pub by: AccountId,
    /// When.
    pub at: Time,
    /// The versions before it that can still be read: version, question, when. Newest first.
    pub before: Vec<(i64, String, Time)>,
}

/// What an author refuses.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Refusal {
    /// Public answers to this post.
    pub post: bool,
    /// Public answers to any of theirs.
    pub always: bool,
}

impl App {
    /// Makes a member's answer the public one of its post.
    pub async fn publish_answer(&self, me: Actor, id: i64) -> Result<PublicAnswer> {
        self.assistant_is_on()?;
        let kept = store::answers::get(&mut self.read().await?, id).await?;
        let kept = kept.filter(|kept| kept.account == me.account).ok_or(Error::NotFound)?;
        let subject = kept.post.ok_or_else(|| {
            Error::invalid("Validation failed: Only an answer about a post can be made public")
        })?;
        let post = self.post(subject, None).await.map_err(|_| {
            Error::invalid("Validation failed: Only a post that everybody may read has a public answer")
        })?;
        let everybody = self.still_standing(&kept, None).await?;
        let mine: Vec<Sentence> = serde_json::from_str(&kept.said)
            .map_err(|error| Error::internal("an answer cannot be read", error))?;
        if mine.is_empty() || everybody.len() < mine.len() {
            return Err(Error::invalid(
                "Validation failed: It quotes what not everybody may read, or what is not there any more",
            ));
        }
        let now = self.now();
        let (row, by) = (kept.clone(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                if store::answers::refuses(tx, post.author, Some(subject)).await? {
                    return Err(Error::Forbidden(
                        "The author of this post wants no public answers".to_owned(),
                    ));
                }
                let standing = store::answers::published(tx, subject).await?;
                if standing.first().is_some_and(|newest| newest.answer.id == row.id) {
                    return Ok(());
                }
                let version = store::answers::publish(tx, subject, row.id, by, now).await?;
                let action = if version == 1 { "published" } else { "corrected" };
                log(tx, subject, version, action, Some(&row), now).await
            })
        })
        .await?;
        self.public_answer(subject, Some(by)).await?.ok_or(Error::NotFound)
    }

    /// The public answer of a post, as far as `viewer` may read what it quotes.
    pub async fn public_answer(&self, post: PostId, viewer: Viewer) -> Result<Option<PublicAnswer>> {
        if !self.has_assistant() {
            return Ok(None);
        }
        let versions = store::answers::published(&mut self.read().await?, post).await?;
        let mut versions = versions.into_iter();
        let Some(Published { answer, version, by, at }) = versions.next() else { return Ok(None) };
        let sentences = self.still_standing(&answer, viewer).await?;
        if sentences.is_empty() {
            return Ok(None);
        }
        let before = versions.map(|older| (older.version, older.answer.question, older.at)).collect();
        Ok(Some(PublicAnswer { told: told(answer, sentences, false), version, by, at, before }))
    }

    /// Takes a post's public answer back: whoever made it public may, and the post's author.
    pub async fn withdraw_answer(&self, me: Actor, post: PostId) -> Result<()> {
        let subject = self.post(post, Some(me.account)).await?;
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                let standing = store::answers::published(tx, post).await?;
                let newest = standing.first().ok_or(Error::NotFound)?;
                if newest.by != me.account && subject.author != me.account {
                    return Err(Error::forbidden());
                }
                store::answers::withdraw(tx, post, now).await?;
                log(tx, post, newest.version, "withdrawn", Some(&newest.answer), now).await
            })
        })
        .await
    }

    /// An author refuses public answers to one of their posts, or takes that back. Refusing withdraws what
    /// stands there.
    pub async fn refuse_answers(&self, me: Actor, post: PostId, refused: bool) -> Result<()> {
        let subject = self.post(post, Some(me.account)).await?;
        if subject.author != me.account {
            return Err(Error::forbidden());
        }
        self.set_refusal(me.account, Some(post), refused, vec![post]).await
    }

    /// An author refuses public answers to all their posts, or takes that back.
    pub async fn refuse_all_answers(&self, me: Actor, refused: bool) -> Result<()> {
        let answered = match refused {
            true => store::answers::answered_posts(&mut self.read().await?, me.account).await?,
            false => Vec::new(),
        };
        self.set_refusal(me.account, None, refused, answered).await
    }

    async fn set_refusal(
        &self,
        author: AccountId,
        post: Option<PostId>,
        refused: bool,
        withdrawn: Vec<PostId>,
    ) -> Result<()> {
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                store::answers::refuse(tx, author, post, refused, now).await?;
                for post in withdrawn.into_iter().filter(|_| refused) {
                    let standing = store::answers::published(tx, post).await?;
                    let Some(newest) = standing.first() else { continue };
                    store::answers::withdraw(tx, post, now).await?;
                    log(tx, post, newest.version, "refused", Some(&newest.answer), now).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// What the author of a post refuses.
    pub async fn refusal(&self, author: AccountId, post: PostId) -> Result<Refusal> {
        let mut rows = self.read().await?;
        let always = store::answers::refuses(&mut rows, author, None).await?;
        let either = store::answers::refuses(&mut rows, author, Some(post)).await?;
        Ok(Refusal { post: either && !always, always })
    }

    /// Lines of the public log below number `before`, newest first.
    pub async fn answer_log(&self, before: Option<i64>, limit: usize) -> Result<Vec<AnswerLogLine>> {
        let before = before.unwrap_or(i64::MAX);
        Ok(store::answers::log_page(&mut self.read().await?, before, limit).await?)
    }

    /// Whether an answer could be made public now, as far as that is cheap to tell.
    pub(super) async fn may_publish(&self, kept: &Kept, sentences: &[Sentence]) -> Result<bool> {
        let Some(subject) = kept.post.filter(|_| !sentences.is_empty()) else { return Ok(false) };
        let Ok(post) = self.post(subject, None).await else { return Ok(false) };
        if store::answers::refuses(&mut self.read().await?, post.author, Some(subject)).await? {
            return Ok(false);
        }
        Ok(self.still_standing(kept, None).await?.len() == sentences.len())
    }
}

async fn log(
    tx: &mut store::Tx,
    post: PostId,
    version: i64,
    action: &str,
    kept: Option<&Kept>,
    at: Time,
) -> Result<()> {
    let of = |field: fn(&Kept) -> &String| kept.map(field).cloned().unwrap_or_default();
    let line = LogLine {
        seq: 0,
        at,
        post,
        version,
        action: action.to_owned(),
        provider: of(|kept| &kept.provider),
        model: of(|kept| &kept.model),
        prompt_hash: of(|kept| &kept.prompt_hash),
        answer_hash: kept.map(|kept| prompt::hash_of(&[&kept.question, &kept.said])).unwrap_or_default(),
        hash: String::new(),
    };
    let hash_of = {
        let line = line.clone();
        move |before: &str, seq: i64| {
            let numbers = [seq, line.at.millis(), line.post.0, line.version].map(|number| number.to_string());
            let [seq, at, post, version] = &numbers;
            let texts = [&line.action, &line.provider, &line.model, &line.prompt_hash, &line.answer_hash];
            let [action, provider, model, prompt_hash, answer_hash] = texts;
            prompt::hash_of(&[
                before,
                seq,
                at,
                post,
                version,
                action,
                provider,
                model,
                prompt_hash,
                answer_hash,
            ])
        }
    };
    Ok(store::answers::log(tx, &line, hash_of).await?)
}
