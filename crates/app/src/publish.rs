//! Publishing: the one way a post comes to be.

mod names;
mod rules;

pub(crate) use names::Names;
pub(crate) use rules::{check_language, check_media, check_quote, check_shape, language};

use crate::arrive::Past;
use crate::jobs::{Job, later};
use crate::notify::{Telling, tell};
use crate::{Actor, App, Error, Result};
use model::account::Preferences;
use model::event::PostFacts;
use model::limits::IDEMPOTENCY_MILLIS;
use model::notification::NotificationKind;
use model::poll::PollOption;
use model::post::{Tag, TextFormat};
use model::{
    AccountId, Event, MediaId, Poll, PollId, Post, PostId, QuotePolicy, QuoteState, Time, Visibility,
};
use rules::check_old_media;
use serde::{Deserialize, Serialize};
use std::time::Duration;
use store::Tx;
use store::posts::Count;

/// A poll to ask.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct NewPoll {
    /// The answers.
    pub options: Vec<String>,
    /// How long it is open, in seconds.
    pub seconds: i64,
    /// Several answers may be chosen.
    pub multiple: bool,
    /// Counts are hidden until it ends.
    pub hide_totals: bool,
}

/// A post to publish, now or later. What is not said is as the member prefers.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(default)]
pub struct NewPost {
    /// The words.
    pub text: String,
    /// How they are written.
    pub format: TextFormat,
    /// The content warning.
    pub spoiler: String,
    /// Whether media is covered.
    pub sensitive: Option<bool>,
    /// How far it reaches.
    pub visibility: Option<Visibility>,
    /// Never leaves this server.
    pub local_only: bool,
    /// ISO 639; detected when not said.
    pub language: Option<String>,
    /// What it answers.
    pub reply_to: Option<PostId>,
    /// What it quotes.
    pub quote_of: Option<PostId>,
    /// Who may quote it.
    pub quote_policy: Option<QuotePolicy>,
    /// Its media, in order.
    pub media: Vec<MediaId>,
    /// Its poll.
    pub poll: Option<NewPoll>,
    /// It was made with a model.
    pub ai_generated: bool,
    /// Whoever sends the same key again within an hour gets the same post.
    pub idempotency: Option<String>,
}

/// What text became, ready to be kept.
#[derive(Clone, Debug, Default)]
pub(crate) struct Written {
    pub text: String,
    pub html: String,
    pub mentions: Vec<AccountId>,
    pub tags: Vec<Tag>,
    pub links: Vec<String>,
}

impl App {
    /// Publishes a post; answers its id.
    pub async fn publish(&self, me: Actor, new: NewPost) -> Result<PostId> {
        self.publish_at(me, new, self.now(), None).await
    }

    /// Publishes a post as of `at`, under `id` when it was promised one: scheduled posts, the demo
    /// world.
    pub async fn publish_at(&self, me: Actor, new: NewPost, at: Time, id: Option<PostId>) -> Result<PostId> {
        let preferences = self.member(me.account).await?.preferences;
        self.publish_with(me, new, at, id, preferences).await
    }

    /// The same for an account that may be no member's.
    pub(crate) async fn publish_with(
        &self,
        me: Actor,
        mut new: NewPost,
        at: Time,
        id: Option<PostId>,
        preferences: Preferences,
    ) -> Result<PostId> {
        check_shape(&new)?;
        let written = self.write_text(me.account, &new.text, new.format).await?;
        new.language = language(&new, &written, &preferences);
        let id = id.unwrap_or_else(|| self.id());
        let assistant = self.assistant_account();
        let poll = self.id();
        let redraft = self.inner.redrafts.find(me.account, &written.text, &new.media, self.now());
        let draft = Draft {
            id,
            poll,
            me,
            at,
            new,
            written,
            preferences,
            assistant,
            redraft,
            quiet: false,
            past: None,
        };
        let links = draft.written.links.clone();
        let id = self.write(move |tx| Box::pin(async move { draft.keep(tx).await })).await?;
        if let Some(old) = redraft {
            self.inner.redrafts.forget(me.account, old);
        }
        self.preview_later(id, &links);
        Ok(id)
    }

    /// What a text would look like, published by this member.
    pub async fn preview_text(&self, me: Actor, raw: &str, format: TextFormat) -> Result<String> {
        Ok(self.write_text(me.account, raw, format).await?.html)
    }

    /// Renders text, finding who and what it names.
    pub(crate) async fn write_text(
        &self,
        author: AccountId,
        raw: &str,
        format: TextFormat,
    ) -> Result<Written> {
        let raw = text::input::lines(raw);
        let names = Names::look_up(self, text::mentioned(&raw, format_of(format))).await?;
        let rendered = text::render(&raw, format_of(format), &names);
        let mut mentions: Vec<AccountId> =
            rendered.mentions.iter().filter_map(|mention| names.ids.get(&mention.acct).copied()).collect();
        mentions.retain(|account| *account != author || rendered.mentions.len() == 1);
        Ok(Written::new(raw, rendered, mentions))
    }

    /// A post of long ago, ready to be kept in silence: nobody is mentioned (a name in it may be
    /// somebody else's here, so it leads to whom the archive says it meant), told, or asked, and no page
    /// it links to is fetched.
    pub(crate) fn old_draft(
        &self,
        me: Actor,
        mut new: NewPost,
        at: Time,
        mentioned: &[archive::Mentioned],
        preferences: &Preferences,
    ) -> Result<Draft> {
        check_shape(&new)?;
        let raw = text::input::lines(&new.text);
        let format = format_of(new.format);
        let names = Names::of_old(self, text::mentioned(&raw, format), mentioned);
        let rendered = text::render(&raw, format, &names);
        let written = Written::new(raw, rendered, Vec::new());
        new.language = language(&new, &written, preferences);
        let preferences = preferences.clone();
        Ok(Draft {
            id: PostId::default(),
            poll: PollId::default(),
            me,
            at,
            new,
            written,
            preferences,
            assistant: None,
            redraft: None,
            quiet: true,
            past: None,
        })
    }
}

const fn format_of(format: TextFormat) -> text::Format {
    match format {
        TextFormat::Plain => text::Format::Plain,
        TextFormat::Markdown => text::Format::Markdown,
    }
}

impl Written {
    fn new(text: String, rendered: text::Rendered, mentions: Vec<AccountId>) -> Self {
        let tags = rendered.tags.into_iter().map(|tag| Tag { name: tag.name, display: tag.display });
        Self { text, html: rendered.html, mentions, tags: tags.collect(), links: rendered.links }
    }
}

/// A post about to be kept.
pub(crate) struct Draft {
    pub(crate) id: PostId,
    poll: PollId,
    me: Actor,
    pub(crate) at: Time,
    pub(crate) new: NewPost,
    written: Written,
    preferences: Preferences,
    /// Whom a mention asks for an answer.
    assistant: Option<AccountId>,
    /// The deleted post it stands for.
    redraft: Option<PostId>,
    /// It comes from an archive, with its own date.
    quiet: bool,
    /// What else the archive says of it.
    pub(crate) past: Option<Box<Past>>,
}

impl Draft {
    pub(crate) async fn keep(self, tx: &mut Tx) -> Result<PostId> {
        let me = self.me.account;
        let keys_since = Time::from_millis(self.at.millis() - IDEMPOTENCY_MILLIS);
        if let Some(key) = &self.new.idempotency
            && let Some(known) = store::reactions::idempotent(tx, me, key, keys_since).await?
        {
            return Ok(known);
        }
        let parent = self.parent(tx).await?;
        let (quoted, quote_state) = check_quote(tx, me, self.new.quote_of, self.visibility()).await?;
        if self.quiet {
            check_old_media(tx, me, &self.new.media).await?;
        } else {
            check_media(tx, me, &self.new.media, None).await?;
        }
        let post = self.post(parent.as_ref(), quoted.as_ref(), quote_state);
        store::posts::insert(tx, &post).await?;
        self.attach(tx, &post).await?;
        if let Some(past) = &self.past {
            past.keep(tx, &post, &self.new.media).await?;
        }
        if let Some(parent) = &parent {
            store::posts::count(tx, parent.id, Count::Replies, 1).await?;
        }
        if let (Some(quoted), Some(QuoteState::Accepted)) = (&quoted, quote_state) {
            store::posts::count(tx, quoted.id, Count::Quotes, 1).await?;
        }
        let counted = i64::from(post.visibility != Visibility::Direct);
        store::accounts::count_post(tx, me, counted, Some(self.at).filter(|_| !self.quiet)).await?;
        if let Some(key) = &self.new.idempotency {
            store::reactions::remember_key(tx, me, key, post.id, self.at, keys_since).await?;
        }
        let facts = facts(&post, &self.written, !self.new.media.is_empty());
        if self.quiet {
            tx.log(self.at, Event::Published(PostFacts { backdated: true, ..facts }));
            return Ok(post.id);
        }
        tx.log(self.at, Event::Published(facts));
        if let Some(old) = self.redraft {
            crate::redraft::keep_consent(tx, me, old, post.id, self.at).await?;
        }
        self.tell(tx, &post, quoted.as_ref()).await?;
        Ok(post.id)
    }

    fn visibility(&self) -> Visibility {
        self.new.visibility.unwrap_or(self.preferences.visibility)
    }

    /// What is answered, if the member may see it. A repost is answered as what it reposts.
    async fn parent(&self, tx: &mut Tx) -> Result<Option<Post>> {
        let Some(id) = self.new.reply_to else { return Ok(None) };
        let gone = || Error::invalid("The post you are trying to reply to does not appear to exist.");
        match crate::react::seen(tx, id, self.me.account).await {
            Ok(post) => Ok(Some(post)),
            Err(Error::NotFound) => Err(gone()),
            Err(other) => Err(other),
        }
    }

    fn post(&self, parent: Option<&Post>, quoted: Option<&Post>, quote_state: Option<QuoteState>) -> Post {
        let visibility = self.visibility();
        let spoiler = text::input::line(&self.new.spoiler);
        let narrow = matches!(visibility, Visibility::Followers | Visibility::Direct);
        Post {
            id: self.id,
            author: self.me.account,
            created_at: self.at,
            visibility,
            local_only: self.new.local_only || parent.is_some_and(|parent| parent.local_only),
            text: self.written.text.clone(),
            format: self.new.format,
            html: self.written.html.clone(),
            sensitive: self.new.sensitive.unwrap_or(self.preferences.sensitive && !self.new.media.is_empty())
                || (!spoiler.is_empty() && !self.new.media.is_empty()),
            spoiler,
            language: self.new.language.clone(),
            reply_to: parent.map(|parent| parent.id),
            reply_to_author: parent.map(|parent| parent.author),
            thread: parent.map_or(self.id, |parent| parent.thread),
            quote_of: quoted.map(|quoted| quoted.id),
            quote_state,
            quote_policy: if narrow {
                QuotePolicy::Nobody
            } else {
                self.new.quote_policy.unwrap_or(self.preferences.quote_policy)
            },
            poll: self.new.poll.as_ref().map(|_| self.poll),
            app: self.me.app.filter(|_| self.preferences.show_application),
            ai_generated: self.new.ai_generated,
            ..Post::default()
        }
    }

    async fn attach(&self, tx: &mut Tx, post: &Post) -> Result<()> {
        store::attached::set_mentions(tx, post.id, &self.written.mentions).await?;
        store::attached::set_tags(tx, post.id, post.author, &self.written.tags, self.at).await?;
        if !self.new.media.is_empty() {
            store::attached::set_media(tx, post.id, &self.new.media).await?;
        }
        if let Some(poll) = self.past.as_ref().and_then(|past| past.poll(self.poll, post)) {
            store::attached::put_poll(tx, &poll).await?;
        } else if let Some(poll) = &self.new.poll {
            store::attached::put_poll(tx, &new_poll(self.poll, post.id, poll, self.at)).await?;
            crate::polls::close_later(
                tx,
                self.poll,
                self.at.plus(Duration::from_secs(poll.seconds.unsigned_abs())),
            )
            .await?;
        }
        Ok(())
    }

    async fn tell(&self, tx: &mut Tx, post: &Post, quoted: Option<&Post>) -> Result<()> {
        let (now, from) = (self.at, post.author);
        for owner in &self.written.mentions {
            let telling = Telling {
                owner: *owner,
                kind: NotificationKind::Mention,
                from,
                post: Some(post),
                report: None,
            };
            tell(tx, now, telling).await?;
        }
        if self.assistant.is_some_and(|us| us != from && self.written.mentions.contains(&us)) {
            later(tx, &Job::AnswerMention { post: post.id }, None, now).await?;
        }
        if let Some(quoted) = quoted {
            let telling = Telling {
                owner: quoted.author,
                kind: NotificationKind::Quote,
                from,
                post: Some(post),
                report: None,
            };
            tell(tx, now, telling).await?;
        }
        if post.visibility == Visibility::Direct {
            crate::conversations::follow_on(tx, now, post, &self.written.mentions).await?;
        } else {
            crate::announce::tell_watchers_later(tx, now, post).await?;
        }
        Ok(())
    }
}

pub(crate) fn facts(post: &Post, written: &Written, media: bool) -> PostFacts {
    PostFacts {
        id: post.id,
        author: post.author,
        visibility: post.visibility,
        reply_to: post.reply_to,
        reply_to_author: post.reply_to_author,
        quote_of: post.quote_of,
        tags: written.tags.iter().map(|tag| tag.name.clone()).collect(),
        mentions: written.mentions.clone(),
        language: post.language.clone(),
        media,
        local: true,
        ..PostFacts::default()
    }
}

pub(crate) fn new_poll(id: PollId, post: PostId, poll: &NewPoll, at: Time) -> Poll {
    let option = |title: &String| PollOption { title: text::input::line(title), votes: 0 };
    Poll {
        id,
        post,
        expires_at: Some(at.plus(Duration::from_secs(poll.seconds.unsigned_abs()))),
        multiple: poll.multiple,
        hide_totals: poll.hide_totals,
        options: poll.options.iter().map(option).collect(),
        voters: 0,
    }
}
