//! Posts in other languages, by the model: kept a version of the post and a language, for everybody who may
//! read the post. Only what its author lets a model read is translated.

use crate::publish::Names;
use crate::{Actor, App, Error, PostView, Result};
use assistant::translate::{self, Source};
use model::post::TextFormat;
use model::visibility::Viewer;
use model::{AccountId, MediaId, PollId, PostId};
use models::{Chat, Message};
use store::answers::Reading;
use store::talk::Translated;

/// Languages a post can be had in.
pub const TRANSLATION_LANGUAGES: [&str; 24] = [
    "ar", "bg", "cs", "da", "de", "el", "en", "es", "fi", "fr", "hu", "it", "ja", "ko", "nl", "no", "pl",
    "pt", "ro", "ru", "sv", "tr", "uk", "zh",
];
/// Posts of a thread that are translated together.
pub const TRANSLATED_TOGETHER: usize = 12;
/// Tokens a translation may have beside those of its text.
const SPARE_TOKENS: usize = 200;
/// Most tokens of a translation.
const MOST_TOKENS: usize = 8_000;

/// A post in another language.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Translation {
    /// Which post.
    pub post: PostId,
    /// Its text, as HTML that is safe to put in a page.
    pub html: String,
    /// Its content warning.
    pub spoiler: String,
    /// The language it is in now.
    pub language: String,
    /// The language it was written in; `und` where nobody can tell.
    pub detected: String,
    /// Its poll and the answers of that.
    pub poll: Option<(PollId, Vec<String>)>,
    /// Descriptions of its media.
    pub media: Vec<(MediaId, String)>,
    /// Who translated.
    pub provider: String,
    /// With which model.
    pub model: String,
}

/// What of a post is translated, in order.
struct Words {
    view: PostView,
    texts: Vec<String>,
    hash: String,
}

impl App {
    /// Whether posts can be translated here.
    pub fn translates(&self) -> bool {
        self.config().translation && self.has_model()
    }

    /// A post in another language, translated now if it was not before.
    pub async fn translate(&self, me: Actor, id: PostId, to: &str) -> Result<Translation> {
        let model = match self.model_of(me.account).await? {
            Some(model) if self.translates() => model,
            _ => return Err(Error::NotFound),
        };
        let words = self.words_to_translate(me.account, id, to).await?;
        if let Some(known) = self.translated_before(&words, to).await? {
            return Ok(known);
        }
        // Who asks for the same at the same time waits for it, and nobody pays twice.
        let _turn = self.inner.translating.mine((words.view.post.id, to.to_owned())).await;
        if let Some(known) = self.translated_before(&words, to).await? {
            return Ok(known);
        }
        let source = Source::new(&words.texts);
        if source.is_empty() {
            return Err(Error::Forbidden("There is nothing to translate in this post".to_owned()));
        }
        let messages = source.messages(to).into_iter().map(|(role, text)| Message { role, text }).collect();
        let most = (source.characters() + SPARE_TOKENS).min(MOST_TOKENS);
        let schema = Some(("translation", translate::schema()));
        let most_tokens = u32::try_from(most).unwrap_or(u32::MAX);
        let chat = Chat { messages, schema, most_tokens, ..Chat::default() };
        let spent = self.consult(&model, me.account, &chat, |_| {}).await;
        let (outcome, _) = spent.map_err(|error| match error {
            // What apps know: translating is not possible now.
            Error::TooMany(sentence) => Error::Unavailable(sentence),
            other => other,
        })?;
        let reply = outcome.map_err(|error| Error::unavailable("the model", error))?;
        let back = source.read(&reply.text).map_err(|error| Error::unavailable("the model", error))?;
        let view = &words.view;
        let detected = view.post.language.clone().or_else(|| text::language::detect(&view.post.text, &[]));
        let said = serde_json::to_string(&back.texts)
            .map_err(|error| Error::internal("a translation cannot be written", error))?;
        let row = Translated {
            source: words.hash.clone(),
            detected: detected.or(back.from).unwrap_or_else(|| "und".to_owned()),
            said,
            provider: model.provider().to_owned(),
            model: model.client.model().to_owned(),
        };
        let (kept, language, now) = (row.clone(), to.to_owned(), self.now());
        let post = view.post.id;
        self.write(move |tx| {
            Box::pin(async move { Ok(store::talk::keep_translated(tx, post, &language, &kept, now).await?) })
        })
        .await?;
        self.put_together(&words, to, row, back.texts).await
    }

    /// A post in another language, if it was translated as it stands now; nothing is asked of a model.
    pub async fn known_translation(
        &self,
        me: AccountId,
        id: PostId,
        to: &str,
    ) -> Result<Option<Translation>> {
        if !self.translates() {
            return Ok(None);
        }
        let words = match self.words_to_translate(me, id, to).await {
            Ok(words) => words,
            Err(Error::Forbidden(_) | Error::NotFound) => return Ok(None),
            Err(other) => return Err(other),
        };
        self.translated_before(&words, to).await
    }

    /// Those of some posts that `viewer` could have translated into a language, as far as that is cheap to tell.
    pub async fn translatable(&self, posts: &[PostId], viewer: Viewer) -> Result<Vec<PostId>> {
        let Some(me) = viewer.filter(|_| self.translates() && !posts.is_empty()) else {
            return Ok(Vec::new());
        };
        if self.model_of(me).await?.is_none() {
            return Ok(Vec::new());
        }
        let now = self.now();
        Ok(store::answers::readable(&mut self.read().await?, posts, viewer, Reading::Model, now).await?)
    }

    async fn words_to_translate(&self, me: AccountId, id: PostId, to: &str) -> Result<Words> {
        let post = self.post(id, Some(me)).await?;
        let post = match post.repost_of {
            Some(original) => self.post(original, Some(me)).await?,
            None => post,
        };
        let written_in = post.language.as_deref().unwrap_or_default();
        if !post.visibility.is_open() || written_in == to || !TRANSLATION_LANGUAGES.contains(&to) {
            return Err(Error::forbidden());
        }
        if self.translatable(&[post.id], Some(me)).await?.is_empty() {
            return Err(Error::Forbidden("Its author does not let a model read this post".to_owned()));
        }
        let view = self.post_views(&[post.id]).await?.pop().ok_or(Error::NotFound)?;
        let text = match post.format {
            TextFormat::Plain => post.text.clone(),
            TextFormat::Markdown => text::clean::text(&post.html),
        };
        let mut texts = vec![text, post.spoiler.clone()];
        texts.extend(view.poll.iter().flat_map(|poll| &poll.options).map(|option| option.title.clone()));
        texts.extend(view.media.iter().map(|medium| medium.alt.clone()));
        let hash = translate::hash(to, &texts);
        Ok(Words { view, texts, hash })
    }

    async fn translated_before(&self, words: &Words, to: &str) -> Result<Option<Translation>> {
        let known = store::talk::translated(&mut self.read().await?, words.view.post.id, to).await?;
        let Some(known) = known.filter(|known| known.source == words.hash) else { return Ok(None) };
        let texts: Vec<String> = serde_json::from_str(&known.said)
            .map_err(|error| Error::internal("a translation cannot be read", error))?;
        self.put_together(words, to, known, texts).await.map(Some)
    }

    async fn put_together(
        &self,
        words: &Words,
        to: &str,
        row: Translated,
        texts: Vec<String>,
    ) -> Result<Translation> {
        let mut texts = texts.into_iter();
        let mut next = || texts.next().unwrap_or_default();
        let (text, spoiler) = (next(), next());
        let names = Names::look_up(self, text::mentioned(&text, text::Format::Plain)).await?;
        let view = &words.view;
        let poll = view.poll.as_ref().map(|poll| (poll.id, poll.options.iter().map(|_| next()).collect()));
        let media = view.media.iter().map(|medium| (medium.id, next())).collect();
        Ok(Translation {
            post: view.post.id,
            html: text::render(&text, text::Format::Plain, &names).html,
            spoiler,
            language: to.to_owned(),
            detected: row.detected,
            poll,
            media,
            provider: row.provider,
            model: row.model,
        })
    }
}
