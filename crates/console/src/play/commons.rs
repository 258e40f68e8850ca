//! What the town makes beside its posts: notes, feeds, packs, drawings and questions, each as its maker would.

use super::clock::as_of;
use super::stage::{Stage, earlier_id};
use app::ranking::recipe::{Filters, Order, Sources};
use app::{Actor, App, AskScope, FeedChanges, Helpful, NewCreation, NewPost, NewQuestion, PackChanges};
use app::{Result, Saying, Through};
use consent::{Choice, Purpose, Subject};
use demo::{Commons, Drawing, Feed, Note, Pack, Question};
use futures_util::{StreamExt as _, future, stream};
use model::{AccountId, FeedId, MediaDetails, MediaId, Time};

/// Things done at the same time.
const AT_ONCE: usize = 32;
/// Feeds the visitor keeps at hand.
const VISITOR_PINS: usize = 2;

impl Stage {
    /// Makes all of it but the drawings. What the network refuses is left out, as in the two weeks.
    pub(super) async fn share(&self, visitor: Actor) -> Result<()> {
        let commons = self.world.commons();
        future::join3(
            self.share_notes(&commons),
            self.share_feeds(&commons, visitor),
            self.ask_questions(&commons, visitor),
        )
        .await;
        tracing::debug!("everything else was made");
        // What becomes of notes is reckoned by now.
        self.app.do_due_jobs().await
    }

    async fn share_notes(&self, commons: &Commons) {
        let each = commons.notes.iter().map(|note| tried("a note", self.share_note(note)));
        stream::iter(each).buffer_unordered(AT_ONCE).collect::<Vec<_>>().await;
    }

    async fn share_note(&self, note: &Note) -> Result<()> {
        let Some(post) = self.post(note.post).await else { return Ok(()) };
        let written = self.app.write_note(self.actor(note.author), post, &note.text, &note.sources);
        let written = as_of(Time::from_millis(note.at), written).await?.id;
        let each = note.ratings.iter().map(|rating| async move {
            let helpful = if rating.helpful { Helpful::Yes } else { Helpful::No };
            let reasons = [rating.reason.to_owned()];
            let rated = self.app.rate_note(self.actor(rating.member), written, helpful, &reasons);
            tried("a rating", as_of(Time::from_millis(rating.at), rated)).await;
        });
        stream::iter(each).buffer_unordered(AT_ONCE).collect::<()>().await;
        Ok(())
    }

    /// Feeds, and the packs that recommend them.
    async fn share_feeds(&self, commons: &Commons, visitor: Actor) {
        let each = commons.feeds.iter().map(|feed| tried("a feed", self.share_feed(feed)));
        let made: Vec<Option<FeedId>> = stream::iter(each).buffered(AT_ONCE).collect().await;
        for feed in made.iter().copied().flatten().take(VISITOR_PINS) {
            tried("a pin", self.app.set_feed_pinned(visitor, feed, true)).await;
            tried("a like", self.app.set_feed_liked(visitor, feed, true)).await;
        }
        let each = commons.packs.iter().map(|pack| tried("a pack", self.share_pack(pack, &made)));
        stream::iter(each).buffered(AT_ONCE).collect::<Vec<_>>().await;
    }

    async fn share_feed(&self, feed: &Feed) -> Result<FeedId> {
        let then = Time::from_millis(feed.at);
        let changes = FeedChanges {
            name: Some(feed.name.clone()),
            description: Some(feed.description.clone()),
            shared: Some(true),
            sources: Some(Sources {
                latest: feed.tags.is_empty(),
                tags: feed.tags.clone(),
                ..Sources::default()
            }),
            filters: Some(Filters {
                media: feed.pictures,
                no_replies: feed.no_replies,
                ..Filters::default()
            }),
            order: Some(if feed.newest { Order::Newest } else { Order::Ranked }),
            ..FeedChanges::default()
        };
        let made = as_of(then, self.app.create_feed(self.actor(feed.owner), changes)).await?.id;
        let likes = feed.likes.iter().map(|member| async move {
            tried("a like", as_of(then, self.app.set_feed_liked(self.actor(*member), made, true))).await;
            if feed.pins.contains(member) {
                tried("a pin", as_of(then, self.app.set_feed_pinned(self.actor(*member), made, true))).await;
            }
        });
        stream::iter(likes).buffer_unordered(AT_ONCE).collect::<()>().await;
        Ok(made)
    }

    async fn share_pack(&self, pack: &Pack, feeds: &[Option<FeedId>]) -> Result<()> {
        let changes = PackChanges {
            name: Some(pack.name.clone()),
            description: Some(pack.description.clone()),
            shared: Some(true),
            people: Some(pack.people.iter().map(|member| self.actor(*member).account).collect()),
            feeds: Some(pack.feeds.iter().filter_map(|feed| *feeds.get(*feed)?).collect()),
        };
        let made = self.app.create_pack(self.actor(pack.owner), changes);
        as_of(Time::from_millis(pack.at), made).await.map(drop)
    }

    /// The drawings that are still to be made.
    pub fn easel(&self) -> Easel {
        let drawings = self.world.commons().drawings;
        Easel { app: self.app.clone(), accounts: self.accounts.clone(), drawings }
    }

    /// What members asked about posts, and the last of it again by the visitor, who finds it under their questions.
    async fn ask_questions(&self, commons: &Commons, visitor: Actor) {
        let each = commons.questions.iter().map(|question| {
            let (member, then) = (self.actor(question.member), Time::from_millis(question.at));
            tried("a question", as_of(then, self.ask(question, member)))
        });
        stream::iter(each).buffer_unordered(AT_ONCE).collect::<Vec<_>>().await;
        if let Some(question) = commons.questions.iter().rev().find(|question| !question.public) {
            tried("a question", self.ask(question, visitor)).await;
        }
    }

    async fn ask(&self, question: &Question, me: Actor) -> Result<()> {
        let Some(post) = self.post(question.post).await else { return Ok(()) };
        let new = NewQuestion {
            text: question.text.clone(),
            post: Some(post),
            account: None,
            topic: None,
            scope: AskScope::Post,
            language: Some(question.language.code().to_owned()),
        };
        let answered = self.app.ask_assistant(me, new).await?;
        if question.public {
            self.app.publish_answer(me, answered.id).await?;
        }
        Ok(())
    }
}

/// Drawings to be made while the network is open already: signing them takes longer than all else.
pub struct Easel {
    app: App,
    accounts: Vec<AccountId>,
    drawings: Vec<Drawing>,
}

impl Easel {
    /// Makes one after another, as a later one may be made of an earlier one.
    pub async fn draw(self) {
        let mut shown: Vec<Option<MediaId>> = Vec::with_capacity(self.drawings.len());
        for (number, drawing) in self.drawings.iter().enumerate() {
            let lends = self.drawings.iter().any(|later| later.after == Some(number));
            let from = drawing.after.and_then(|before| shown.get(before).copied().flatten());
            if drawing.after.is_some() && from.is_none() {
                // What it would be made of was refused.
                shown.push(None);
                continue;
            }
            shown.push(tried("a drawing", self.show(drawing, from, lends)).await);
        }
        tracing::debug!("the drawings are there");
    }

    /// Makes one now, as pictures of long ago that no post shows are swept away, and posts it as of then; `lends` when
    /// somebody makes something of it later.
    async fn show(&self, drawing: &Drawing, from: Option<MediaId>, lends: bool) -> Result<MediaId> {
        let me = Actor::from(self.accounts.get(drawing.author).copied().unwrap_or_default());
        let then = Time::from_millis(drawing.at);
        let wish = NewCreation {
            words: drawing.words.clone(),
            from,
            style: Some(drawing.style.to_owned()),
            by_rules: true,
            shared: drawing.shared,
            ..NewCreation::default()
        };
        let made = self.app.create(me, wish).await?.media.ok_or(app::Error::NotFound)?.id;
        self.app.describe_media(me, made, MediaDetails::described(drawing.alt.clone())).await?;
        if lends {
            let yes =
                Saying { purpose: Purpose::SyntheticContent, choice: Choice::Yes, reason: String::new() };
            self.app.set_consent(me, Through::Pages, Subject::Picture(made), vec![yes]).await?;
        }
        let post = NewPost {
            text: drawing.text.clone(),
            language: Some(drawing.language.code().to_owned()),
            media: vec![made],
            ..NewPost::default()
        };
        self.app.publish_at(me, post, then, Some(earlier_id(then))).await?;
        Ok(made)
    }
}

/// Something the network may refuse.
async fn tried<T>(what: &str, work: impl Future<Output = Result<T>>) -> Option<T> {
    let done = work.await;
    if let Err(error) = &done {
        tracing::debug!(%error, what, "something of the world was refused");
    }
    done.ok()
}
