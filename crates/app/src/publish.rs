//! Publishing: the one way a post comes to be.

use crate::notify::{Telling, tell};
use crate::{Actor, App, Error, Result};
use model::account::Preferences;
use model::event::PostFacts;
use model::limits::{
    IDEMPOTENCY_KEY_CHARACTERS, IDEMPOTENCY_MILLIS, POLL_MAX_SECONDS, POLL_MIN_SECONDS,
    POLL_OPTION_CHARACTERS, POLL_OPTIONS, POST_CHARACTERS, POST_MEDIA,
};
use model::notification::NotificationKind;
use model::poll::PollOption;
use model::post::{Tag, TextFormat};
use model::{
    AccountId, Event, MediaId, MediaKind, Poll, PollId, Post, PostId, QuotePolicy, QuoteState, Time,
    Visibility,
};
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
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
    pub async fn publish_at(
        &self,
        me: Actor,
        mut new: NewPost,
        at: Time,
        id: Option<PostId>,
    ) -> Result<PostId> {
        check_shape(&new)?;
        let preferences = self.member(me.account).await?.preferences;
        let written = self.write_text(me.account, &new.text, new.format).await?;
        new.language = language(&new, &written, &preferences);
        let id = id.unwrap_or_else(|| self.id());
        let draft = Draft { id, poll: self.id(), me, at, new, written, preferences, quiet: false };
        let links = draft.written.links.clone();
        let id = self.write(move |tx| Box::pin(async move { draft.keep(tx).await })).await?;
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
    /// somebody else's here), told, or asked, and no page it links to is fetched.
    pub(crate) fn old_draft(
        &self,
        me: Actor,
        mut new: NewPost,
        at: Time,
        preferences: &Preferences,
    ) -> Result<Draft> {
        check_shape(&new)?;
        let raw = text::input::lines(&new.text);
        let nobody = Names { url: self.config().url.clone(), found: HashMap::new(), ids: HashMap::new() };
        let rendered = text::render(&raw, format_of(new.format), &nobody);
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
            quiet: true,
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

/// The accounts a text names, looked up beforehand.
pub(crate) struct Names {
    url: String,
    found: HashMap<(String, Option<String>), text::MentionTarget>,
    ids: HashMap<String, AccountId>,
}

impl Names {
    pub(crate) async fn look_up(app: &App, handles: Vec<text::Handle>) -> Result<Self> {
        let mut names = Self { url: app.config().url.clone(), found: HashMap::new(), ids: HashMap::new() };
        if handles.is_empty() {
            return Ok(names);
        }
        let mut rows = app.read().await?;
        for handle in handles {
            let domain =
                handle.host.as_deref().filter(|host| !host.eq_ignore_ascii_case(&app.config().domain));
            let Some(account) = store::accounts::by_name(&mut rows, &handle.user, domain).await? else {
                continue;
            };
            if account.suspended_at.is_some() {
                continue;
            }
            let acct = account.acct();
            let url = account.url.clone().unwrap_or_else(|| format!("{}/@{}", names.url, account.username));
            names.ids.insert(acct.clone(), account.id);
            names.found.insert(
                (handle.user, handle.host),
                text::MentionTarget { url, username: account.username, acct },
            );
        }
        Ok(names)
    }
}

impl text::Resolve for Names {
    fn mention(&self, user: &str, host: Option<&str>) -> Option<text::MentionTarget> {
        self.found.get(&(user.to_owned(), host.map(str::to_owned))).cloned()
    }

    fn tag(&self, name: &str) -> String {
        format!("{}/tags/{name}", self.url)
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
    /// It comes from an archive, with its own date.
    quiet: bool,
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
            ..Post::default()
        }
    }

    async fn attach(&self, tx: &mut Tx, post: &Post) -> Result<()> {
        store::attached::set_mentions(tx, post.id, &self.written.mentions).await?;
        store::attached::set_tags(tx, post.id, post.author, &self.written.tags, self.at).await?;
        if !self.new.media.is_empty() {
            store::attached::set_media(tx, post.id, &self.new.media).await?;
        }
        if let Some(poll) = &self.new.poll {
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

/// What can be told without asking the rows.
pub(crate) fn check_shape(new: &NewPost) -> Result<()> {
    let invalid = |sentence: String| Err(Error::Invalid(format!("Validation failed: {sentence}")));
    if new.text.trim().is_empty() && new.media.is_empty() && new.poll.is_none() && new.quote_of.is_none() {
        return invalid("Text can't be blank".to_owned());
    }
    if text::count(&new.text, &new.spoiler) > POST_CHARACTERS {
        return invalid(format!("Text character limit of {POST_CHARACTERS} exceeded"));
    }
    if new.media.len() > POST_MEDIA {
        return invalid(format!("Cannot attach more than {POST_MEDIA} files"));
    }
    if new.idempotency.as_ref().is_some_and(|key| key.chars().count() > IDEMPOTENCY_KEY_CHARACTERS) {
        return invalid(format!("The idempotency key is at most {IDEMPOTENCY_KEY_CHARACTERS} characters"));
    }
    if new.language.as_ref().is_some_and(|language| !is_language(language)) {
        return invalid("Language must be an ISO 639 code such as en or fr".to_owned());
    }
    if new.quote_of.is_some() && new.poll.is_some() {
        return invalid("A quote cannot have a poll".to_owned());
    }
    match &new.poll {
        Some(_) if !new.media.is_empty() => {
            invalid("Media attachments cannot be combined with a poll".to_owned())
        }
        Some(poll) => check_poll(poll),
        None => Ok(()),
    }
}

/// The sentences clients match on.
fn check_poll(poll: &NewPoll) -> Result<()> {
    let invalid = |sentence: &str| Err(Error::Invalid(format!("Validation failed: {sentence}")));
    let titles: Vec<String> = poll.options.iter().map(|title| text::input::line(title)).collect();
    if titles.len() < 2 {
        return invalid("Poll options must be more than one item");
    }
    if titles.len() > POLL_OPTIONS {
        return invalid(&format!("Poll options can't contain more than {POLL_OPTIONS} items"));
    }
    if titles.iter().any(|title| title.trim().is_empty()) {
        return invalid("Poll options can't be blank");
    }
    if titles.iter().any(|title| text::count::characters(title) > POLL_OPTION_CHARACTERS) {
        return invalid(&format!(
            "Poll options can't be longer than {POLL_OPTION_CHARACTERS} characters each"
        ));
    }
    if titles.iter().collect::<std::collections::HashSet<_>>().len() != titles.len() {
        return invalid("Poll options contain duplicate items");
    }
    if poll.seconds < POLL_MIN_SECONDS {
        return invalid("Expires at is too soon");
    }
    if poll.seconds > POLL_MAX_SECONDS {
        return invalid("Expires at is too far into the future");
    }
    Ok(())
}

/// A primary subtag of BCP 47, optionally with a region or script.
fn is_language(code: &str) -> bool {
    let mut parts = code.split(['-', '_']);
    let primary = parts.next().unwrap_or_default();
    matches!(primary.len(), 2 | 3)
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts
            .all(|part| matches!(part.len(), 2..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// As said; else as detected; else as preferred.
pub(crate) fn language(new: &NewPost, written: &Written, preferences: &Preferences) -> Option<String> {
    if new.language.is_some() {
        return new.language.clone();
    }
    let hints: Vec<&str> = preferences.language.as_deref().into_iter().collect();
    text::language::detect(&written.text, &hints).or_else(|| preferences.language.clone())
}

/// What is quoted, and whether its author lets that happen at once.
pub(crate) async fn check_quote(
    tx: &mut Tx,
    me: AccountId,
    quoted: Option<PostId>,
    visibility: Visibility,
) -> Result<(Option<Post>, Option<QuoteState>)> {
    let Some(id) = quoted else { return Ok((None, None)) };
    let invalid = |sentence: &str| Error::invalid(format!("Validation failed: {sentence}"));
    let quoted = match crate::react::seen(tx, id, me).await {
        Err(Error::NotFound) => return Err(invalid("Quoted post does not appear to exist")),
        other => other?,
    };
    let own = quoted.author == me;
    let allowed = match (quoted.visibility, quoted.quote_policy) {
        (Visibility::Direct, _) => false,
        (Visibility::Followers, _) => own && visibility >= Visibility::Followers,
        _ if own => true,
        (_, QuotePolicy::Everyone) => true,
        (_, QuotePolicy::Followers) => {
            store::relations::follow(tx, me, quoted.author).await?.is_some_and(|follow| follow.accepted)
        }
        (_, QuotePolicy::Nobody) => false,
    };
    if !allowed {
        return Err(invalid("You are not allowed to quote this post"));
    }
    Ok((Some(quoted), Some(QuoteState::Accepted)))
}

/// Old media must be the member's own and in no other post. Film may still be on its way.
async fn check_old_media(tx: &mut Tx, me: AccountId, media: &[MediaId]) -> Result<()> {
    if media.is_empty() {
        return Ok(());
    }
    let found = store::attached::media_by_id(tx, media).await?;
    let usable = found.iter().filter(|medium| medium.owner == me && medium.post.is_none()).count();
    if usable == media.len() { Ok(()) } else { Err(Error::invalid("A medium of the post is gone")) }
}

/// Media must be the member's own, ready, and in no other post; a film or sound stands alone.
pub(crate) async fn check_media(
    tx: &mut Tx,
    me: AccountId,
    media: &[MediaId],
    of: Option<PostId>,
) -> Result<()> {
    if media.is_empty() {
        return Ok(());
    }
    let invalid = |sentence: &str| Err(Error::invalid(format!("Validation failed: {sentence}")));
    let found = store::attached::media_by_id(tx, media).await?;
    let usable = |id: &MediaId| {
        found.iter().any(|medium| {
            medium.id == *id && medium.owner == me && (medium.post.is_none() || medium.post == of)
        })
    };
    if !media.iter().all(usable) {
        return invalid("Media attachments were not found, or belong to another post");
    }
    if found.iter().any(|medium| !medium.ready) {
        return Err(Error::invalid(
            "Cannot attach files that have not finished processing. Try again in a moment!",
        ));
    }
    let alone = |kind| matches!(kind, MediaKind::Video | MediaKind::Audio);
    if found.len() > 1 && found.iter().any(|medium| alone(medium.kind)) {
        return invalid("Cannot attach a video to a post that already contains images");
    }
    Ok(())
}
