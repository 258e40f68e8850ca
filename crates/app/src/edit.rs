//! Editing a post, keeping what it was.

use crate::jobs::{Job, later};
use crate::notify::{Telling, tell};
use crate::publish::{Written, check_media, check_shape, facts, language, new_poll};
use crate::{Actor, App, Error, NewPost, Result};
use model::account::Preferences;
use model::notification::NotificationKind;
use model::post::{Revision, TextFormat};
use model::{
    AccountId, Event, Media, MediaDetails, MediaId, Poll, PollId, Post, PostId, QuotePolicy, Time, Visibility,
};
use store::Tx;

/// What an edit makes of a post. Media and poll are replaced as a whole; what is `None` stays.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Changes {
    /// The words.
    pub text: String,
    /// How they are written.
    pub format: TextFormat,
    /// The content warning.
    pub spoiler: String,
    /// Whether media is covered.
    pub sensitive: Option<bool>,
    /// ISO 639.
    pub language: Option<String>,
    /// Its media, in order.
    pub media: Vec<MediaId>,
    /// What is said of media, changed together with the post.
    pub media_details: Vec<(MediaId, MediaDetails)>,
    /// Its poll; none takes it away.
    pub poll: Option<crate::NewPoll>,
    /// Who may quote it.
    pub quote_policy: Option<QuotePolicy>,
    /// Whether it was made with a model.
    pub ai_generated: Option<bool>,
}

impl App {
    /// Edits one of the member's own posts.
    pub async fn edit(&self, me: Actor, id: PostId, changes: Changes) -> Result<()> {
        let post = self.post(id, Some(me.account)).await?;
        if post.author != me.account || post.repost_of.is_some() {
            return Err(Error::NotFound);
        }
        let new = NewPost {
            text: changes.text.clone(),
            format: changes.format,
            spoiler: changes.spoiler.clone(),
            language: changes.language.clone(),
            media: changes.media.clone(),
            poll: changes.poll.clone(),
            quote_of: post.quote_of,
            ..NewPost::default()
        };
        check_shape(&new)?;
        let preferences: Preferences = self.member(me.account).await?.preferences;
        let written = self.write_text(me.account, &changes.text, changes.format).await?;
        let language = language(&new, &written, &preferences);
        let links = written.links.clone();
        let edit = Edit {
            id,
            me: me.account,
            now: self.now(),
            changes,
            written,
            language,
            fresh_poll: self.id(),
            assistant: self.assistant_account(),
        };
        self.write(move |tx| Box::pin(async move { edit.keep(tx).await })).await?;
        self.preview_later(id, &links);
        Ok(())
    }
}

struct Edit {
    id: PostId,
    me: AccountId,
    now: Time,
    changes: Changes,
    written: Written,
    language: Option<String>,
    fresh_poll: PollId,
    /// Whom a mention asks for an answer.
    assistant: Option<AccountId>,
}

impl Edit {
    async fn keep(self, tx: &mut Tx) -> Result<()> {
        let before = store::posts::get(tx, self.id).await?.ok_or(Error::NotFound)?;
        let media = store::attached::media(tx, &[self.id]).await?;
        let poll = store::attached::polls(tx, &[self.id]).await?.pop();
        check_media(tx, self.me, &self.changes.media, Some(self.id)).await?;
        if store::attached::revisions(tx, self.id).await?.is_empty() {
            store::attached::insert_revision(tx, self.id, &revision(&before, &media, poll.as_ref())).await?;
        }
        let mut post = self.changed(before);
        self.describe_media(tx).await?;
        store::attached::set_media(tx, self.id, &self.changes.media).await?;
        post.poll = self.replace_poll(tx, poll).await?;
        store::posts::update(tx, &post).await?;
        self.call_assistant(tx).await?;
        store::attached::set_mentions(tx, self.id, &self.written.mentions).await?;
        store::attached::set_tags(tx, self.id, self.me, &self.written.tags, self.now).await?;
        store::attached::set_card(tx, self.id, None).await?;
        let media = store::attached::media(tx, &[self.id]).await?;
        let poll = store::attached::polls(tx, &[self.id]).await?.pop();
        store::attached::insert_revision(tx, self.id, &revision(&post, &media, poll.as_ref())).await?;
        crate::datasets::renew_later(tx, self.me, self.now).await?;
        store::embeddings::forget_post(tx, post.id).await?;
        tx.log(self.now, Event::Edited(facts(&post, &self.written, !media.is_empty())));
        self.tell(tx, &post).await
    }

    fn changed(&self, before: Post) -> Post {
        let spoiler = text::input::line(&self.changes.spoiler);
        let narrow = matches!(before.visibility, Visibility::Followers | Visibility::Direct);
        Post {
            edited_at: Some(self.now),
            text: self.written.text.clone(),
            format: self.changes.format,
            html: self.written.html.clone(),
            sensitive: self.changes.sensitive.unwrap_or(before.sensitive)
                || (!spoiler.is_empty() && !self.changes.media.is_empty()),
            spoiler,
            language: self.language.clone(),
            quote_policy: self.changes.quote_policy.filter(|_| !narrow).unwrap_or(before.quote_policy),
            ai_generated: self.changes.ai_generated.unwrap_or(before.ai_generated),
            ..before
        }
    }

    async fn describe_media(&self, tx: &mut Tx) -> Result<()> {
        for (id, details) in &self.changes.media_details {
            let Some(medium) = store::attached::media_by_id(tx, &[*id]).await?.pop() else { continue };
            if medium.owner == self.me {
                let medium = crate::files::described(medium, details.clone())?;
                store::attached::describe_media(tx, &medium).await?;
            }
        }
        Ok(())
    }

    /// Who writes the assistant's name into a post calls it as if it had stood there from the beginning, and once:
    /// a name that stays, or comes back, is no new question.
    async fn call_assistant(&self, tx: &mut Tx) -> Result<()> {
        let Some(us) = self.assistant.filter(|us| *us != self.me && self.written.mentions.contains(us))
        else {
            return Ok(());
        };
        let before = store::attached::mentions(tx, &[self.id]).await?;
        let known = before.iter().any(|(_, mention)| mention.id == us);
        if !known && !store::talk::took_mention(tx, self.id).await? {
            later(tx, &Job::AnswerMention { post: self.id }, None, self.now).await?;
        }
        Ok(())
    }

    /// Votes are kept only when the answers stay the same.
    async fn replace_poll(&self, tx: &mut Tx, known: Option<Poll>) -> Result<Option<PollId>> {
        let Some(wanted) = &self.changes.poll else {
            if let Some(poll) = known {
                store::attached::delete_poll(tx, poll.id).await?;
            }
            return Ok(None);
        };
        let fresh = new_poll(self.fresh_poll, self.id, wanted, self.now);
        let titles = |poll: &Poll| poll.options.iter().map(|option| option.title.clone()).collect::<Vec<_>>();
        let poll = match known {
            Some(known) if titles(&known) == titles(&fresh) && known.multiple == fresh.multiple => {
                Poll { expires_at: fresh.expires_at, hide_totals: fresh.hide_totals, ..known }
            }
            Some(known) => {
                store::attached::delete_poll(tx, known.id).await?;
                fresh
            }
            None => fresh,
        };
        store::attached::put_poll(tx, &poll).await?;
        if let Some(end) = poll.expires_at {
            crate::polls::close_later(tx, poll.id, end).await?;
        }
        Ok(Some(poll.id))
    }

    /// The newly mentioned hear of a mention; those who reposted or quoted hear of the change.
    async fn tell(&self, tx: &mut Tx, post: &Post) -> Result<()> {
        for owner in &self.written.mentions {
            if !store::notifications::told(tx, *owner, NotificationKind::Mention, post.id).await? {
                let telling = Telling {
                    owner: *owner,
                    kind: NotificationKind::Mention,
                    from: self.me,
                    post: Some(post),
                    report: None,
                };
                tell(tx, self.now, telling).await?;
            }
        }
        for repost in store::posts::reposts_of(tx, post.id).await? {
            let telling = Telling {
                owner: repost.author,
                kind: NotificationKind::Edit,
                from: self.me,
                post: Some(post),
                report: None,
            };
            tell(tx, self.now, telling).await?;
        }
        for quote in store::posts::accepted_quotes(tx, post.id).await? {
            let telling = Telling {
                owner: quote.author,
                kind: NotificationKind::QuotedEdit,
                from: self.me,
                post: Some(&quote),
                report: None,
            };
            tell(tx, self.now, telling).await?;
        }
        Ok(())
    }
}

fn revision(post: &Post, media: &[Media], poll: Option<&Poll>) -> Revision {
    Revision {
        at: post.edited_at.unwrap_or(post.created_at),
        html: post.html.clone(),
        spoiler: post.spoiler.clone(),
        sensitive: post.sensitive,
        media: media.iter().map(|medium| (medium.id, medium.alt.clone())).collect(),
        poll_options: poll
            .map(|poll| poll.options.iter().map(|option| option.title.clone()).collect())
            .unwrap_or_default(),
        quote_of: post.quote_of,
    }
}
