//! Help with a member's own words, by the model they chose: made softer, drafted from notes, a picture
//! described, a wish put into words the feed's grammar understands. Nothing is published by it.

use super::offered::Model;
use crate::{Actor, App, Error, Result, Wish};
use assistant::help::Help as Kind;
use model::limits::{ALT_CHARACTERS, POST_CHARACTERS, WISH_CHARACTERS};
use model::{AccountId, Media, MediaId, MediaKind};
use models::{Chat, Message, Picture};
use std::sync::Arc;

/// Bytes of a picture that is sent to a model.
const PICTURE_BYTES: u64 = 6 << 20;
/// Tokens an answer may have beside those of its text.
const SPARE_TOKENS: usize = 300;

/// What a member wants help with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum WritingHelp {
    /// The same said kinder.
    Soften,
    /// A post from notes.
    Draft,
}

impl App {
    /// Whether a model can help this member: there is an assistant, and a model they did not do without.
    pub async fn helps(&self, me: AccountId) -> Result<bool> {
        Ok(self.has_assistant() && self.model_of(me).await?.is_some())
    }

    /// Whether it can look at pictures as well.
    pub async fn helps_with_pictures(&self, me: AccountId) -> Result<bool> {
        let model = if self.has_assistant() { self.model_of(me).await? } else { None };
        Ok(model.is_some_and(|model| model.client.profile().vision))
    }

    /// A member's own words, made softer or into a post.
    pub async fn help_to_write(
        &self,
        me: Actor,
        help: WritingHelp,
        words: &str,
        language: &str,
    ) -> Result<String> {
        let length = words.chars().count();
        if words.trim().is_empty() || length > POST_CHARACTERS {
            return Err(Error::invalid(format!(
                "Validation failed: text must have 1 to {POST_CHARACTERS} characters"
            )));
        }
        let kind = match help {
            WritingHelp::Soften => Kind::Soften,
            WritingHelp::Draft => Kind::Draft,
        };
        let model = self.helper(me.account).await?;
        self.help(&model, me.account, kind, words, language, None, POST_CHARACTERS).await
    }

    /// A description of one of the member's own pictures, to be changed and kept by them.
    pub async fn suggest_description(&self, me: Actor, id: MediaId, language: &str) -> Result<String> {
        let medium = self.own_media(me, id).await?;
        let model = self.helper(me.account).await?;
        if !model.client.profile().vision {
            return Err(Error::Forbidden("The model does not look at pictures".to_owned()));
        }
        let picture = self.picture_of(&medium).await?;
        self.help(&model, me.account, Kind::Describe, "", language, Some(picture), ALT_CHARACTERS).await
    }

    /// A wish in any words, read by a model; what it made of it, and that in words. The grammar is the judge:
    /// a wish it does not understand is none.
    pub async fn read_wish_freely(&self, me: Actor, text: &str) -> Result<(Vec<Wish>, String)> {
        if text.chars().count() > WISH_CHARACTERS {
            return Err(Error::invalid(format!("A wish has room for {WISH_CHARACTERS} characters.")));
        }
        let model = self.helper(me.account).await?;
        let words = self.help(&model, me.account, Kind::Wish, text, "", None, WISH_CHARACTERS).await?;
        let wishes = self.wishes_in(&words).await?;
        if wishes.is_empty() {
            return Err(Error::invalid("This was not understood."));
        }
        Ok((wishes, words))
    }

    async fn helper(&self, me: AccountId) -> Result<Arc<Model>> {
        self.assistant_is_on()?;
        let none = || Error::Forbidden("There is no model that could help".to_owned());
        self.model_of(me).await?.ok_or_else(none)
    }

    #[allow(clippy::too_many_arguments)] // one call, said in full
    async fn help(
        &self,
        model: &Model,
        me: AccountId,
        kind: Kind,
        words: &str,
        language: &str,
        picture: Option<Picture>,
        most: usize,
    ) -> Result<String> {
        let messages = kind.messages(language, words).into_iter();
        let messages = messages.map(|(role, text)| Message { role, text }).collect();
        let tokens = words.chars().count() + SPARE_TOKENS;
        let chat = Chat {
            messages,
            schema: Some(("help", kind.schema())),
            picture,
            most_tokens: u32::try_from(tokens).unwrap_or(u32::MAX),
            ..Chat::default()
        };
        let (outcome, _) = self.consult(model, me, &chat, |_| {}).await?;
        let reply = outcome.map_err(|error| Error::unavailable("the model", error))?;
        kind.read(&reply.text, words, most).map_err(|error| Error::unavailable("the model", error))
    }

    /// A picture's bytes, the smaller ones where the picture is large.
    async fn picture_of(&self, medium: &Media) -> Result<Picture> {
        if medium.kind != MediaKind::Image || !medium.ready {
            return Err(Error::invalid("Validation failed: only pictures can be described"));
        }
        for file in [Some(&medium.file), medium.small.as_ref()].into_iter().flatten() {
            let kind = match file.rsplit_once('.').map_or("", |(_, end)| end) {
                "png" => "image/png",
                "jpg" | "jpeg" => "image/jpeg",
                "webp" => "image/webp",
                "gif" => "image/gif",
                _ => continue,
            };
            let Some(path) = self.media_path(file) else { continue };
            let size = tokio::fs::metadata(&path).await.map(|about| about.len());
            if size.is_ok_and(|size| size <= PICTURE_BYTES) {
                let bytes = tokio::fs::read(&path).await;
                let bytes = bytes.map_err(|error| Error::unavailable("a picture", error))?;
                return Ok(Picture { kind, bytes });
            }
        }
        Err(Error::invalid("Validation failed: this picture is too large to be described"))
    }
}
