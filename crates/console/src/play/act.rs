//! One happening, as the use case it is.

use super::stage::Stage;
use app::{Changes, FollowOptions, NewPoll, NewPost, Result};
use demo::{Edit, Happening, Post, Reaction, Vote};
use model::{PostId, Time};

impl Stage {
    /// Does what happens, as of when it happens. `id` is the id of a post that is written.
    pub(super) async fn act(&self, happening: &Happening, id: PostId) -> Result<()> {
        match happening {
            Happening::Post(post) => self.write(post, id).await,
            Happening::Like(like) => {
                let Some((me, post)) = self.reacts(like).await else { return Ok(()) };
                self.app.like(me, post).await
            }
            Happening::Repost(repost) => {
                let Some((me, post)) = self.reacts(repost).await else { return Ok(()) };
                self.app.repost(me, post, None).await.map(|_| ())
            }
            Happening::Bookmark(bookmark) => {
                let Some((me, post)) = self.reacts(bookmark).await else { return Ok(()) };
                self.app.set_bookmarked(me, post, true).await
            }
            Happening::Vote(vote) => self.vote(vote).await,
            Happening::Edit(edit) => self.edit(edit).await,
            Happening::Follow(follow) => self.follow(follow.follower, follow.followed).await,
        }
    }

    async fn reacts(&self, reaction: &Reaction) -> Option<(app::Actor, PostId)> {
        Some((self.actor(reaction.member), self.post(reaction.post).await?))
    }

    /// Follows somebody; who is locked lets all but a few in at once.
    pub(super) async fn follow(&self, follower: usize, followed: usize) -> Result<()> {
        let (me, them) = (self.actor(follower), self.actor(followed));
        self.app.follow(me, them.account, FollowOptions::default()).await?;
        let locked = self.world.members.get(followed).is_some_and(|member| member.locked);
        if locked && !self.waits(follower, followed) {
            self.app.answer_follow_request(them, me.account, true).await?;
        }
        Ok(())
    }

    /// Whether somebody locked has left a request to follow them lying.
    pub(super) fn waits(&self, follower: usize, followed: usize) -> bool {
        follower.is_multiple_of(11) && self.world.members.get(followed).is_some_and(|member| member.locked)
    }

    async fn write(&self, post: &Post, id: PostId) -> Result<()> {
        let me = self.actor(post.author);
        let mut new = NewPost {
            text: post.text.clone(),
            spoiler: post.spoiler.clone().unwrap_or_default(),
            sensitive: Some(post.sensitive),
            ai_generated: post.ai_generated,
            visibility: Some(visibility(post.visibility)),
            language: Some(post.language.code().to_owned()),
            poll: post.poll.as_ref().map(|poll| NewPoll {
                options: poll.options.clone(),
                seconds: poll.seconds,
                multiple: poll.multiple,
                hide_totals: false,
            }),
            ..NewPost::default()
        };
        for picture in &post.pictures {
            new.media.push(self.pictures.upload(&self.app, me, picture).await?.id);
        }
        if let Some(number) = post.reply_to {
            // An answer to what is not there is not given.
            let Some(parent) = self.post(number).await else { return Err(app::Error::NotFound) };
            new.reply_to = Some(parent);
        }
        if let Some(number) = post.quote_of {
            new.quote_of = self.post(number).await;
        }
        self.app.publish_at(me, new, Time::from_millis(post.at), Some(id)).await?;
        if post.pinned {
            self.app.set_pinned(me, id, true).await?;
        }
        Ok(())
    }

    async fn vote(&self, vote: &Vote) -> Result<()> {
        let me = self.actor(vote.member);
        let Some(post) = self.post(vote.post).await else { return Ok(()) };
        let post = self.app.post(post, Some(me.account)).await?;
        let Some(poll) = post.poll else { return Ok(()) };
        let choices = vote.choices.iter().filter_map(|choice| u8::try_from(*choice).ok()).collect();
        self.app.vote(me, poll, choices).await
    }

    async fn edit(&self, edit: &Edit) -> Result<()> {
        let Some(id) = self.post(edit.post).await else { return Ok(()) };
        let Some(view) = self.app.post_views(&[id]).await?.pop() else { return Ok(()) };
        let author = view.post.author;
        let left =
            |ends: Time| i64::try_from(ends.since(Time::from_millis(edit.at)).as_secs()).unwrap_or_default();
        let changes = Changes {
            text: edit.text.clone(),
            format: view.post.format,
            spoiler: view.post.spoiler,
            sensitive: Some(view.post.sensitive),
            language: view.post.language,
            media: view.media.iter().map(|medium| medium.id).collect(),
            poll: view.poll.map(|poll| NewPoll {
                options: poll.options.iter().map(|option| option.title.clone()).collect(),
                seconds: poll.expires_at.map(left).unwrap_or_default(),
                multiple: poll.multiple,
                hide_totals: poll.hide_totals,
            }),
            ..Changes::default()
        };
        self.app.edit(author.into(), id, changes).await
    }
}

fn visibility(visibility: demo::Visibility) -> model::Visibility {
    match visibility {
        demo::Visibility::Public => model::Visibility::Public,
        demo::Visibility::Unlisted => model::Visibility::Unlisted,
        demo::Visibility::Followers => model::Visibility::Followers,
        demo::Visibility::Direct => model::Visibility::Direct,
    }
}
