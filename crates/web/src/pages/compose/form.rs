//! The form as it is shown, with what it begins with.

use super::media;
use super::sent::{Kept, Sent};
use crate::problem::{Problem, Result};
use crate::show::post::Medium;
use crate::texts::Speech;
use crate::visit::Visit;
use app::{Actor, NewPost};
use model::limits::{POLL_OPTIONS, POST_CHARACTERS, THREAD_POSTS};
use model::post::TextFormat;
use model::{Focus, MediaId, PostId, Visibility};

/// Languages to choose from: their codes and what they call themselves. Those of the pages first.
const LANGUAGES: [(&str, &str); 24] = [
    ("en", "English"),
    ("fr", "Français"),
    ("ar", "العربية"),
    ("ca", "Català"),
    ("cs", "Čeština"),
    ("da", "Dansk"),
    ("de", "Deutsch"),
    ("el", "Ελληνικά"),
    ("eo", "Esperanto"),
    ("es", "Español"),
    ("fa", "فارسی"),
    ("fi", "Suomi"),
    ("he", "עברית"),
    ("it", "Italiano"),
    ("ja", "日本語"),
    ("ko", "한국어"),
    ("nl", "Nederlands"),
    ("no", "Norsk"),
    ("pl", "Polski"),
    ("pt", "Português"),
    ("ru", "Русский"),
    ("sv", "Svenska"),
    ("uk", "Українська"),
    ("zh", "中文"),
];

/// How long a poll may be open, in seconds, and what that is called.
const SPANS: [(i64, &str); 6] = [
    (3_600, "span-hour"),
    (21_600, "span-six-hours"),
    (86_400, "span-day"),
    (259_200, "span-three-days"),
    (604_800, "span-week"),
    (2_592_000, "span-month"),
];

/// A post being written.
#[derive(Default)]
pub(crate) struct Writing {
    pub(crate) text: String,
    /// What follows it in a thread.
    pub(crate) next: Vec<String>,
    pub(crate) spoiler: String,
    pub(crate) markdown: bool,
    pub(crate) sensitive: bool,
    pub(crate) local_only: bool,
    /// Made with a model.
    pub(crate) ai_generated: bool,
    /// Word, text, chosen.
    pub(crate) visibilities: Vec<(&'static str, &'static str, bool)>,
    /// Code, name, chosen.
    pub(crate) languages: Vec<(&'static str, &'static str, bool)>,
    pub(crate) options: Vec<String>,
    pub(crate) multiple: bool,
    /// Seconds, text, chosen.
    pub(crate) spans: Vec<(i64, &'static str, bool)>,
    pub(crate) at: String,
    pub(crate) reply: Option<PostId>,
    pub(crate) quote: Option<PostId>,
    pub(crate) edit: Option<PostId>,
    pub(crate) draft: Option<i64>,
    pub(crate) media: Vec<Attached>,
    pub(crate) most: usize,
    /// Posts a thread may have.
    pub(crate) most_posts: usize,
    /// Sent with the post, so that a second press publishes nothing twice.
    pub(crate) key: String,
    /// Stands beside a timeline.
    pub(crate) stay: bool,
    /// Whether a model can help with the words, and with pictures.
    pub(crate) helps: bool,
    pub(crate) sees: bool,
}

/// A file that is kept already.
pub(crate) struct Attached {
    pub(crate) id: MediaId,
    pub(crate) medium: Option<Medium>,
    pub(crate) alt: String,
    /// Made with a model.
    pub(crate) ai: bool,
    /// Where the point to keep in sight is, in hundredths from the left and from the top.
    pub(crate) across: i64,
    pub(crate) down: i64,
}

/// A point of a picture as the form counts it.
#[expect(clippy::cast_possible_truncation, reason = "between 0 and 100")]
pub(super) fn hundredths(focus: Focus) -> (i64, i64) {
    let place = |value: f64| (value.clamp(-1.0, 1.0).mul_add(50.0, 50.0)).round() as i64;
    (place(focus.x), place(-focus.y))
}

/// The form's word for who may see it.
pub(super) const fn word(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "public",
        Visibility::Unlisted => "unlisted",
        Visibility::Followers => "followers",
        Visibility::Direct => "direct",
    }
}

const fn text_of(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "reach-public",
        Visibility::Unlisted => "reach-unlisted",
        Visibility::Followers => "reach-followers",
        Visibility::Direct => "reach-direct",
    }
}

impl Writing {
    /// An empty form with what the member prefers.
    pub(crate) async fn blank(visit: &Visit) -> Result<Self> {
        let member = visit.member().ok_or(Problem::LogIn)?;
        let prefers = &member.private(visit.app()).await?.preferences;
        let language = prefers.language.as_deref().unwrap_or_else(|| visit.speech.code());
        Ok(Self { sensitive: prefers.sensitive, ..Self::empty(prefers.visibility, language, 86_400) })
    }

    fn empty(visibility: Visibility, language: &str, seconds: i64) -> Self {
        let visibilities = Visibility::ALL.into_iter();
        Self {
            visibilities: visibilities.map(|one| (word(one), text_of(one), one == visibility)).collect(),
            languages: LANGUAGES.into_iter().map(|(code, name)| (code, name, code == language)).collect(),
            spans: SPANS.into_iter().map(|(span, text)| (span, text, span == seconds)).collect(),
            options: vec![String::new(); POLL_OPTIONS / 2],
            most: POST_CHARACTERS,
            most_posts: THREAD_POSTS,
            key: crate::csrf::secret(),
            ..Self::default()
        }
    }

    /// A form that answers a post.
    pub(crate) async fn answering(visit: &Visit, id: PostId) -> Result<Self> {
        let mut writing = Self::blank(visit).await?;
        writing.answer(visit, visit.actor()?, id).await?;
        Ok(writing)
    }

    /// Makes it an answer: as narrow as what is answered, with everybody in it named.
    pub(super) async fn answer(&mut self, visit: &Visit, me: Actor, id: PostId) -> Result<()> {
        let app = visit.app();
        let post = app.post(id, visit.viewer()).await?;
        let author = app.account(post.author).await?;
        let views = app.post_views(&[id]).await?;
        let mut names = vec![author.acct()];
        for mention in views.iter().flat_map(|view| &view.mentions) {
            let server = mention.domain.as_ref().map(|domain| format!("@{domain}")).unwrap_or_default();
            names.push(format!("{}{server}", mention.username));
        }
        let own = app.account(me.account).await?.acct();
        names.retain(|name| *name != own);
        let mut named = Vec::new();
        for name in names {
            if !named.contains(&name) {
                named.push(name);
            }
        }
        self.text = named.iter().map(|name| format!("@{name} ")).collect();
        self.reply = Some(id);
        self.spoiler = post.spoiler;
        let chosen = Visibility::ALL.into_iter().rev().find(|one| {
            *one == post.visibility
                || self.visibilities.iter().any(|(name, _, chosen)| *chosen && *name == word(*one))
        });
        for (name, _, is_chosen) in &mut self.visibilities {
            *is_chosen = chosen.is_some_and(|one| word(one) == *name);
        }
        Ok(())
    }

    /// One of the member's posts, to be changed.
    pub(super) async fn of_post(visit: &Visit, me: Actor, id: PostId) -> Result<Self> {
        let post = visit.app().post(id, visit.viewer()).await?;
        if post.author != me.account || post.repost_of.is_some() {
            return Err(Problem::NotFound);
        }
        let views = visit.app().post_views(&[id]).await?;
        let view = views.into_iter().next().ok_or(Problem::NotFound)?;
        let kept = |medium: &model::Media| Kept::new(medium.id, medium.alt.clone(), medium.ai_generated);
        let files: Vec<Kept> = view.media.iter().map(kept).collect();
        let language = post.language.clone().unwrap_or_default();
        let mut writing = Self::empty(post.visibility, &language, 86_400);
        writing.media = media(visit, me, &files).await;
        if let Some(poll) = view.poll {
            writing.options = poll.options.into_iter().map(|option| option.title).collect();
            writing.multiple = poll.multiple;
        }
        Ok(Self {
            text: post.text,
            spoiler: post.spoiler,
            markdown: post.format == TextFormat::Markdown,
            sensitive: post.sensitive,
            local_only: post.local_only,
            ai_generated: post.ai_generated,
            edit: Some(id),
            ..writing
        })
    }

    /// One of the member's drafts.
    pub(super) async fn of_draft(visit: &Visit, me: Actor, id: i64) -> Result<Self> {
        let post = visit.app().draft(me, id).await?.post;
        let writing = Self::of_new(visit, me, &post).await;
        Ok(Self { draft: Some(id), ..writing })
    }

    async fn of_new(visit: &Visit, me: Actor, post: &NewPost) -> Self {
        let mut files = Vec::new();
        for id in &post.media {
            if let Ok(medium) = visit.app().own_media(me, *id).await {
                files.push(Kept::new(*id, medium.alt, medium.ai_generated));
            }
        }
        let language = post.language.clone().unwrap_or_default();
        let seconds = post.poll.as_ref().map_or(86_400, |poll| poll.seconds);
        let mut writing = Self::empty(post.visibility.unwrap_or_default(), &language, seconds);
        if let Some(poll) = &post.poll {
            writing.options.clone_from(&poll.options);
            writing.multiple = poll.multiple;
        }
        Self {
            text: post.text.clone(),
            spoiler: post.spoiler.clone(),
            markdown: post.format == TextFormat::Markdown,
            sensitive: post.sensitive.unwrap_or_default(),
            local_only: post.local_only,
            ai_generated: post.ai_generated,
            reply: post.reply_to,
            quote: post.quote_of,
            media: media(visit, me, &files).await,
            ..writing
        }
    }

    /// What was sent, to be mended.
    pub(super) async fn of_sent(visit: &Visit, me: Actor, sent: Sent) -> Result<Self> {
        let writing = Self::of_new(visit, me, &sent.post()).await;
        let mut options = sent.options.clone();
        options.resize(options.len().max(POLL_OPTIONS / 2), String::new());
        Ok(Self {
            media: media(visit, me, &sent.kept).await,
            options,
            next: sent.next.clone(),
            at: sent.typed_at().to_owned(),
            edit: sent.edit,
            draft: sent.draft,
            stay: sent.stay,
            ..writing
        })
    }

    /// Room left for files.
    pub(crate) fn may_add_files(&self) -> bool {
        self.media.len() < model::limits::POST_MEDIA
    }

    /// The posts after the first one, with their numbers in the thread.
    pub(crate) fn numbered_next(&self) -> impl Iterator<Item = (i64, &str)> {
        (2..).zip(self.next.iter().map(String::as_str))
    }

    /// Whether the thread may have another post.
    pub(crate) fn may_go_on(&self) -> bool {
        self.edit.is_none() && self.next.len() + 1 < self.most_posts
    }

    /// The answers of its poll, with their numbers from one.
    pub(crate) fn numbered_options(&self) -> impl Iterator<Item = (i64, &str)> {
        (1..).zip(self.options.iter().map(String::as_str))
    }

    /// Whether one of the folded parts has something in it.
    pub(crate) fn has_poll(&self) -> bool {
        self.options.iter().any(|option| !option.is_empty())
    }

    /// The text for the button that publishes.
    pub(crate) fn publish<'a>(&self, t: &Speech) -> &'a str {
        t.say(if self.edit.is_some() { "save" } else { "publish" })
    }
}
