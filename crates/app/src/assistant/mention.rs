//! The assistant in a thread: an account like any other, labelled, to be blocked like any other. Whoever
//! mentions it is answered in private; making an answer public is their own, separate act.
//!
//! It answers members alone, never itself or another automated account, and only so often in a thread and
//! for a member. Whose post is asked about may refuse that, or block it.

use super::words::Words;
use super::{Answered, AskScope, NewQuestion, OURSELVES};
use crate::{Actor, App, Error, NewPost, Result};
use assistant::clean;
use model::account::Preferences;
use model::limits::{
    MENTIONS_ANSWERED_MEMBER_HOUR, MENTIONS_ANSWERED_THREAD_DAY, POST_CHARACTERS, QUESTION_CHARACTERS,
};
use model::{Account, AccountId, Event, Post, PostId, Visibility};
use std::time::Duration;
use text::scan::{Kind, scan};
use text::username::UsernameError;

const HOUR: Duration = Duration::from_secs(3_600);
const DAY: Duration = Duration::from_secs(24 * 3_600);

impl App {
    /// The account that answers where it is mentioned.
    pub fn assistant_account(&self) -> Option<AccountId> {
        self.inner.assistant.get().copied()
    }

    /// Makes the assistant's account where the settings name one and it is not there yet.
    pub async fn move_in_assistant(&self) -> Result<()> {
        let Some(name) = self.config().assistant_account.clone().filter(|_| self.has_assistant()) else {
            return Ok(());
        };
        match text::username::check_new(&name) {
            // What stands for the server is kept for this.
            Ok(_) | Err(UsernameError::Reserved) => {}
            Err(error) => return Err(Error::invalid(format!("assistant_account: {error}"))),
        }
        let now = self.now();
        let account = Account {
            id: self.id(),
            display_name: name.clone(),
            username: name,
            note_html: format!("<p>{}</p>", Words::NOTE),
            note: Words::NOTE.to_owned(),
            bot: true,
            created_at: now,
            ..Account::default()
        };
        let id = self
            .write(move |tx| {
                Box::pin(async move {
                    if let Some(known) = store::accounts::by_name(tx, &account.username, None).await? {
                        if store::talk::is_assistant(tx, known.id).await? {
                            return Ok(known.id);
                        }
                        return Err(Error::invalid(format!(
                            "assistant_account: {} is the name of a member",
                            account.username
                        )));
                    }
                    store::accounts::insert(tx, &account).await?;
                    store::talk::add_assistant(tx, account.id, now).await?;
                    tx.log(now, Event::AccountCreated { account: account.id });
                    Ok(account.id)
                })
            })
            .await?;
        // Nobody else sets it.
        self.inner.assistant.set(id).ok();
        Ok(())
    }

    /// Answers a post that mentions the assistant, in private.
    pub(crate) async fn answer_mention(&self, id: PostId) -> Result<()> {
        let Some(us) = self.assistant_account() else { return Ok(()) };
        // What it may not see, as it is blocked, it knows nothing of.
        let post = self.post(id, Some(us)).await?;
        let (asker, account) = (self.account(post.author).await?, self.account(us).await?);
        let ours = asker.domain.is_none() && asker.id != us && !asker.bot && asker.suspended_at.is_none();
        if !ours || account.suspended_at.is_some() || !self.take_mention(&post).await? {
            return Ok(());
        }
        let words = Words::of(&self.member(asker.id).await?.locale);
        let (text, by_model, answer) = match self.answer_to(us, &asker, &post, words).await {
            Ok(said) => said,
            // It stays silent where it has nothing to say.
            Err(Error::NotFound | Error::Forbidden(_)) => return Ok(()),
            Err(other) => return Err(other),
        };
        let new = NewPost {
            text,
            visibility: Some(Visibility::Direct),
            reply_to: Some(post.id),
            ai_generated: by_model,
            language: Some(words.code().to_owned()),
            idempotency: Some(format!("mention-{id}")),
            ..NewPost::default()
        };
        let now = self.now();
        let reply = self.publish_with(Actor::from(us), new, now, None, Preferences::default()).await?;
        let Some(answer) = answer else { return Ok(()) };
        self.write(move |tx| {
            Box::pin(async move {
                store::talk::note_reply(tx, id, answer, reply).await?;
                // A post it quotes may have gone while it was put into words.
                let stands = store::answers::get(tx, answer).await?.is_some();
                match store::posts::get(tx, reply).await? {
                    Some(reply) if !stands => crate::delete::remove(tx, now, &reply).await,
                    _ => Ok(()),
                }
            })
        })
        .await
    }

    /// Whether a mention is to be answered: nobody and no thread is flooded.
    async fn take_mention(&self, post: &Post) -> Result<bool> {
        let now = self.now();
        let (id, account, thread) = (post.id, post.author, post.thread);
        self.write(move |tx| {
            Box::pin(async move {
                let hour = model::Time::from_millis(now.millis() - millis(HOUR));
                let day = model::Time::from_millis(now.millis() - millis(DAY));
                let (mine, _) = store::talk::mentions_since(tx, account, thread, hour).await?;
                let (_, here) = store::talk::mentions_since(tx, account, thread, day).await?;
                if mine >= MENTIONS_ANSWERED_MEMBER_HOUR || here >= MENTIONS_ANSWERED_THREAD_DAY {
                    return Ok(false);
                }
                // One that is taken was begun before: its answer is kept once, by its key.
                store::talk::take_mention(tx, id, account, thread, now).await?;
                Ok(true)
            })
        })
        .await
    }

    /// What is said to whoever asked, whether a model said it, and which answer it is.
    async fn answer_to(
        &self,
        us: AccountId,
        asker: &Account,
        post: &Post,
        words: Words,
    ) -> Result<(String, bool, Option<i64>)> {
        let to = format!("@{}", asker.username);
        let subject = self.mention_subject(us, asker.id, post).await?;
        if let Some(subject) = &subject {
            let mut rows = self.read().await?;
            let refused = store::answers::refuses(&mut rows, subject.author, Some(subject.id)).await?;
            drop(rows);
            let blocked = self.post(subject.id, Some(us)).await.is_err();
            if subject.author != asker.id && (refused || blocked) {
                return Ok((format!("{to} {}", words.refused()), false, None));
            }
        }
        let mut text = without_mentions(&post.text);
        if text.is_empty() {
            text = words.summarise().to_owned();
        }
        let scope = if subject.is_some() { AskScope::Thread } else { AskScope::Network };
        let question = NewQuestion {
            text,
            post: subject.map(|post| post.id),
            account: None,
            topic: None,
            scope,
            language: None,
        };
        let answered = self.ask_assistant(Actor::from(asker.id), question).await?;
        let by_model = answered.provider != OURSELVES;
        Ok((self.in_words(&to, &answered, words).await?, by_model, Some(answered.id)))
    }

    /// The post a mention is about: the one it answers; where that is the assistant's own, what the thread
    /// began with.
    async fn mention_subject(&self, us: AccountId, asker: AccountId, post: &Post) -> Result<Option<Post>> {
        let Some(parent) = post.reply_to else { return Ok(None) };
        let visible = |id| async move {
            match self.post(id, Some(asker)).await {
                Ok(post) => Ok(Some(post)),
                Err(Error::NotFound) => Ok(None),
                Err(other) => Err(other),
            }
        };
        let parent = visible(parent).await?;
        if parent.as_ref().is_some_and(|parent| parent.author != us) {
            return Ok(parent);
        }
        Ok(visible(post.thread).await?.filter(|root| root.author != us && root.id != post.id))
    }

    /// An answer as a post: its sentences, each with the way to what it rests on, and the way to all of it.
    async fn in_words(&self, to: &str, answered: &Answered, words: Words) -> Result<String> {
        let way = self.config().absolute(&format!("/ask/{}", answered.id));
        let end = if answered.publishable { words.publish() } else { words.whole() };
        let mut text = to.to_owned();
        if answered.abstained() {
            text.push_str(&format!(" {}", words.unknown()));
        }
        for sentence in &answered.sentences {
            let mut line = format!("\n{}", clean(&sentence.text).replace('#', ""));
            for citation in &sentence.citations {
                let post = self.post(citation.post, None).await;
                let Ok(post) = post else { continue };
                let author = self.account(post.author).await?;
                line.push_str(&format!(
                    "\n{}",
                    self.config().absolute(&format!("/@{}/{}", author.acct(), post.id))
                ));
            }
            line.push('\n');
            if text.chars().count() + line.chars().count() + end.len() + way.len() + 8 > POST_CHARACTERS {
                break;
            }
            text.push_str(&line);
        }
        text.push_str(&format!("\n{end} {way}"));
        Ok(text)
    }
}

fn millis(duration: Duration) -> i64 {
    i64::try_from(duration.as_millis()).unwrap_or(i64::MAX)
}

/// What is asked, without whom.
fn without_mentions(text: &str) -> String {
    let (mut out, mut at) = (String::new(), 0);
    for entity in scan(text) {
        if let Kind::Mention { .. } = entity.kind {
            out.push_str(&text[at..entity.range.start]);
            at = entity.range.end;
        }
    }
    out.push_str(&text[at..]);
    let out = out.split_whitespace().collect::<Vec<_>>().join(" ");
    let worded = out.chars().any(char::is_alphanumeric);
    if worded { out.chars().take(QUESTION_CHARACTERS).collect() } else { String::new() }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_question_is_what_is_left_without_names() {
        for (text, question) in [
            ("@assistant when does it open?", "when does it open?"),
            ("Is this true, @assistant@here.example ?", "Is this true, ?"),
            ("@assistant @ada", ""),
            ("@assistant ?!", ""),
        ] {
            assert_eq!(without_mentions(text), question, "{text}");
        }
        assert_eq!(without_mentions(&"x".repeat(9_000)).len(), QUESTION_CHARACTERS);
    }
}
