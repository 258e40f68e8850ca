//! The world's past, played as fast as the network takes it.

use super::cast;
use super::clock::as_of;
use super::stage::{Slot, Stage, earlier_id};
use app::{Actor, App, FollowOptions, Joining, ListChanges, NewPost, Result};
use demo::{Happening, World};
use futures_util::{StreamExt as _, stream};
use model::{PostId, Role, Time};
use std::time::Duration;

/// Happenings under way at the same time. Writes that wait together share one commit, so the past
/// goes by the faster the more there are; each waits for what it answers or reacts to.
const AT_ONCE: usize = 192;
/// How often, in the world's time, what was put off (the end of a poll) is seen to.
const JOBS: Duration = Duration::from_secs(6 * 3_600);
/// Whom the visitor follows: those with the most followers.
const VISITOR_FOLLOWS: usize = 40;

/// What the visitor has said already.
const HELLO: &str = "Just moved to Port-Cendre. Which tram goes to the lighthouse? #portcendre";

impl Stage {
    /// Brings a world to an empty network.
    pub async fn set(app: App, world: World) -> Result<Self> {
        let accounts = cast::join(&app, &world).await?;
        tracing::debug!("everybody has joined");
        let stage = Self::new(app, world, accounts);
        let dressed = async {
            cast::dress(&stage.app, &stage.world, &stage.accounts).await?;
            tracing::debug!("everybody has pictures");
            Ok(())
        };
        let played = async {
            stage.befriend().await?;
            tracing::debug!("everybody has followed");
            stage.settle_in().await?;
            stage.play_past().await?;
            tracing::debug!("everything has happened");
            let visitor = stage.let_visitor_in().await?;
            stage.agree().await?;
            tracing::debug!("everybody has been asked");
            stage.share(visitor).await
        };
        futures_util::try_join!(dressed, played)?;
        stage.release().await;
        Ok(stage)
    }

    /// Who followed whom before the past begins.
    async fn befriend(&self) -> Result<()> {
        let start = self
            .world
            .happenings
            .first()
            .map_or_else(|| self.app.now(), |first| Time::from_millis(first.at()));
        let (waiting, granted): (Vec<_>, Vec<_>) = self
            .world
            .follows
            .iter()
            .copied()
            .partition(|(follower, followed)| self.waits(*follower, *followed));
        let account = |(follower, followed)| (self.actor(follower).account, self.actor(followed).account);
        let granted: Vec<_> = granted.into_iter().map(account).collect();
        self.app.bring_follows(&granted, start).await?;
        for (follower, followed) in waiting {
            as_of(start, self.follow(follower, followed)).await?;
        }
        Ok(())
    }

    /// The lists members keep and the tags they follow.
    async fn settle_in(&self) -> Result<()> {
        for (number, member) in self.world.members.iter().enumerate() {
            let me = self.actor(number);
            for list in &member.lists {
                let changes = ListChanges { title: Some(list.title.clone()), ..ListChanges::default() };
                let kept = self.app.create_list(me, changes).await?;
                let entries = list.members.iter().map(|member| self.actor(*member).account).collect();
                self.app.add_to_list(me, kept.id, entries).await?;
            }
            for tag in &member.followed_tags {
                self.app.follow_tag(me, tag).await?;
            }
        }
        Ok(())
    }

    async fn play_past(&self) -> Result<()> {
        let mut number = 0;
        let mut jobs_at = Time::default();
        let mut rest = self.world.happenings.as_slice();
        while let Some(first) = rest.first() {
            let until = Time::from_millis(first.at()).plus(JOBS);
            let (now, later) =
                rest.split_at(rest.partition_point(|happening| happening.at() < until.millis()));
            let cues: Vec<(&Happening, Option<&Slot>, PostId)> = now
                .iter()
                .map(|happening| {
                    let slot = matches!(happening, Happening::Post(_)).then(|| {
                        number += 1;
                        self.posts.get(number - 1)
                    });
                    (happening, slot.flatten(), self.post_id(Time::from_millis(happening.at())))
                })
                .collect();
            stream::iter(cues)
                .map(|(happening, slot, id)| self.play(happening, slot, id))
                .buffer_unordered(AT_ONCE)
                .collect::<()>()
                .await;
            jobs_at = jobs_at.max(Time::from_millis(now.last().unwrap_or(first).at()));
            as_of(jobs_at, self.app.do_due_jobs()).await?;
            rest = later;
        }
        Ok(())
    }

    /// Plays one happening. What the network refuses (an answer to somebody who blocks, say) is
    /// left out, with what depends on it.
    async fn play(&self, happening: &Happening, slot: Option<&Slot>, id: PostId) {
        let done = as_of(Time::from_millis(happening.at()), self.act(happening, id)).await;
        if let Err(error) = &done {
            tracing::debug!(%error, "something of the world was refused");
        }
        if let Some(slot) = slot {
            slot.set(done.ok().map(|()| id)).ok();
        }
    }

    /// An account to try the demo with: it follows many, so that its home is full.
    async fn let_visitor_in(&self) -> Result<Actor> {
        let joining = Joining {
            username: cast::VISITOR.to_owned(),
            email: format!("{}@port-cendre.example", cast::VISITOR),
            password: cast::PASSWORD.to_owned(),
            agreement: true,
            ..Joining::default()
        };
        let yesterday = self.app.now().minus(Duration::from_secs(24 * 3_600));
        let me = Actor::from(as_of(yesterday, self.app.make_account(joining, Role::Member)).await?);
        let mut known: Vec<usize> = (0..self.accounts.len()).collect();
        let followers =
            |member: &usize| self.world.follows.iter().filter(|(_, followed)| followed == member).count();
        known.sort_by_cached_key(|member| std::cmp::Reverse(followers(member)));
        for (number, member) in known.into_iter().take(VISITOR_FOLLOWS).enumerate() {
            let them = self.actor(member);
            self.app.follow(me, them.account, FollowOptions::default()).await?;
            if number % 3 == 0 {
                self.app.follow(them, me.account, FollowOptions::default()).await?;
            }
        }
        let hello = NewPost { text: HELLO.to_owned(), language: Some("en".to_owned()), ..NewPost::default() };
        let then = self.app.now().minus(Duration::from_secs(2 * 3_600));
        let hello = self.app.publish_at(me, hello, then, Some(earlier_id(then))).await?;
        for member in 0..5 {
            self.app.like(self.actor(member), hello).await?;
        }
        Ok(me)
    }
}
