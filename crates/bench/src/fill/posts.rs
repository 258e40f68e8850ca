//! What is said: posts, answers, quotes, polls, reposts and likes, in batches of a thousand. What a
//! batch answers, quotes or likes was said in one before it, so that a batch can be written with
//! many posts in flight.

use super::people::People;
use super::{BATCH, together};
use crate::words::{self, Dice, TAGS};
use app::{Actor, App, NewPoll, NewPost};
use model::{AccountId, IdGenerator, PostId, Time, Visibility};

/// Posts that can be answered: the newest ones are answered most.
const REMEMBERED: usize = 4_000;

/// Writes posts batch by batch.
pub struct Writer<'a> {
    app: &'a App,
    people: &'a People,
    dice: Dice,
    ids: IdGenerator,
    /// Public posts and who wrote them, newest last.
    pub said: Vec<(PostId, usize)>,
    /// Posts much talked about: each was answered by a good part of a batch.
    pub talks: Vec<PostId>,
}

/// A post to be written.
struct Draft {
    author: usize,
    id: PostId,
    at: Time,
    new: NewPost,
}

impl<'a> Writer<'a> {
    /// A writer whose ids are not those of the app.
    pub fn new(app: &'a App, people: &'a People) -> Self {
        let (said, talks) = (Vec::new(), Vec::new());
        Self { app, people, dice: Dice::new(42), ids: IdGenerator::new(1), said, talks }
    }

    /// Writes `count` posts from `start` on, `step` milliseconds apart; an eighth are reposts. Then
    /// some of what was said before is liked.
    pub async fn batch(&mut self, count: usize, start: i64, step: i64) -> anyhow::Result<()> {
        let talk = self.said.last().copied();
        let reposts = if self.said.is_empty() { 0 } else { count / 8 };
        let drafts: Vec<Draft> =
            (0..count - reposts).map(|number| self.draft(start + step * number as i64, talk)).collect();
        let public = drafts.iter().filter(|draft| draft.new.visibility == Some(Visibility::Public));
        let mut said: Vec<(PostId, usize)> = public.map(|draft| (draft.id, draft.author)).collect();
        let app = self.app;
        together(drafts.into_iter().map(|draft| {
            let me = Actor::from(self.account(draft.author));
            async move { Ok(app.publish_at(me, draft.new, draft.at, Some(draft.id)).await?) }
        }))
        .await?;
        let pairs: Vec<_> = (0..reposts).filter_map(|_| self.reaction()).collect();
        let again = together(
            pairs.into_iter().map(|(me, post)| async move { Ok(app.repost(me, post, None).await?) }),
        );
        again.await?;
        let pairs: Vec<_> = (0..count * 6 / 10).filter_map(|_| self.reaction()).collect();
        together(pairs.into_iter().map(|(me, post)| async move { Ok(app.like(me, post).await?) })).await?;
        self.talks.extend(talk.map(|(post, _)| post));
        self.said.append(&mut said);
        self.said.drain(..self.said.len().saturating_sub(REMEMBERED));
        Ok(())
    }

    /// Somebody, and something they react to. The reader reacts too.
    fn reaction(&mut self) -> Option<(Actor, PostId)> {
        let who = self.dice.below(self.people.authors.len() + 10);
        let newest = self.said.len().min(BATCH * 2);
        let place = self.said.len().checked_sub(1 + self.dice.low(newest))?;
        Some((Actor::from(self.account(who)), self.said.get(place)?.0))
    }

    /// The account of an author; beyond them, the reader's.
    fn account(&self, number: usize) -> AccountId {
        self.people.authors.get(number).map_or(self.people.reader.id, |author| author.id)
    }

    fn draft(&mut self, at: i64, talk: Option<(PostId, usize)>) -> Draft {
        let dice = &mut self.dice;
        let author = if dice.percent(1) { usize::MAX } else { dice.low(self.people.authors.len() + 150) };
        let author = if author == usize::MAX { author } else { author % self.people.authors.len() };
        let french = dice.percent(40);
        let mut new = NewPost {
            text: words::text(dice, french),
            language: Some(if french { "fr" } else { "en" }.to_owned()),
            visibility: Some(match dice.below(100) {
                0..4 => Visibility::Followers,
                4..10 => Visibility::Unlisted,
                _ => Visibility::Public,
            }),
            ..NewPost::default()
        };
        if dice.percent(3) {
            new.spoiler = "Something to be warned of".to_owned();
        }
        if dice.percent(30) {
            for _ in 0..=dice.below(2) {
                new.text.push_str(&format!(" #{}", TAGS.get(dice.low(TAGS.len())).unwrap_or(&"bench")));
            }
        }
        if dice.percent(8) {
            new.text.push_str(&format!(" https://example.org/articles/{}", dice.below(5_000)));
        }
        self.relate(&mut new, author, talk);
        let at = Time::from_millis(at);
        Draft { author, id: PostId(self.ids.next(at)), at, new }
    }

    /// Lets a post answer or quote another, mention the reader or ask something.
    fn relate(&mut self, new: &mut NewPost, author: usize, talk: Option<(PostId, usize)>) {
        let kind = self.dice.below(1_000);
        let newest = self.said.len().min(BATCH);
        let place = self.said.len().checked_sub(1 + self.dice.low(newest));
        let other = place.and_then(|place| self.said.get(place).copied());
        match (kind, talk, other) {
            (0..40, Some((post, by)), _) | (40..220, _, Some((post, by))) => {
                new.reply_to = Some(post);
                let name = self.people.authors.get(by).map_or("reader", |author| author.name.as_str());
                new.text = format!("@{name} {}", new.text);
            }
            (220..235, _, Some((post, _))) => new.quote_of = Some(post),
            (235..245, ..) if author != usize::MAX => new.text = format!("@reader {}", new.text),
            (245..250, ..) => {
                new.poll = Some(NewPoll {
                    options: vec!["yes".to_owned(), "no".to_owned(), "it depends".to_owned()],
                    seconds: 3 * 86_400,
                    ..NewPoll::default()
                });
            }
            _ => {}
        }
    }
}
