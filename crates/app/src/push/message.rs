//! What is told: the payload clients of the Mastodon API know, and how it may be treated on its way.

use super::words::{self, Language};
use crate::sessions::check_may_log_in;
use crate::{App, Error, PostView, Result, files};
use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use model::limits::PUSH_BODY_CHARACTERS;
use model::{Account, FilterAction, FilterContext, Notification, NotificationKind, PushSubscription};
use serde_json::{Value, json};
use sha2::{Digest as _, Sha256};
use std::time::Duration;

/// How long a push service keeps a message for a device that cannot be reached.
pub(super) const TTL: Duration = Duration::from_secs(48 * 3_600);

/// A message before it is encrypted.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Message {
    pub(super) payload: Vec<u8>,
    /// Whether a device that saves its battery is woken (RFC 8030, section 5.3).
    pub(super) urgency: &'static str,
    /// A later message on the same topic takes the place of one still waiting (section 5.4).
    pub(super) topic: String,
}

impl App {
    /// The message of a notification; none when there is nothing to tell (any more).
    pub(super) async fn push_message(
        &self,
        to: &PushSubscription,
        told: &Notification,
    ) -> Result<Option<Message>> {
        let mut rows = self.read().await?;
        let member = store::members::get(&mut rows, told.owner).await?.ok_or(Error::NotFound)?;
        check_may_log_in(&mut rows, told.owner).await?;
        let from = store::accounts::get(&mut rows, told.from).await?.ok_or(Error::NotFound)?;
        drop(rows);
        let language = Language::of(&member.locale);
        let Some(body) = self.push_body(language, told, &from).await? else { return Ok(None) };
        let own = told.owner == told.from;
        let mut payload = json!({
            "preferred_locale": language.code(),
            "notification_type": told.kind.word(),
            "icon": self.icon(&from),
            "title": words::title(language, told.kind, own, from.shown_name()),
            "body": body,
        });
        self.address(&mut payload, to, told);
        let topic = URL_SAFE_NO_PAD.encode(&Sha256::digest(&told.group)[..24]);
        Ok(Some(Message { payload: payload.to_string().into_bytes(), urgency: urgency(told.kind), topic }))
    }

    /// What differs between apps and browsers: an app knows by its token whose message it is, and
    /// reads the id as a number. A browser's numbers are too small for it, so it gets text.
    fn address(&self, payload: &mut Value, to: &PushSubscription, told: &Notification) {
        match &to.sealed_token {
            Some(sealed) => {
                let token = self.inner.pusher.seal.open_token(to.id, sealed);
                if token.is_none() {
                    tracing::warn!("a token for a push was sealed with the key of another data folder");
                }
                payload["access_token"] = json!(token.unwrap_or_default());
                payload["notification_id"] = json!(told.id.0);
            }
            None => payload["notification_id"] = json!(told.id.to_string()),
        }
    }

    fn icon(&self, account: &Account) -> String {
        match &account.avatar {
            Some(file) => self.config().media_url(&files::still_of(file)),
            None => self.config().absolute(crate::NO_AVATAR),
        }
    }

    /// What it is about, in a line or two: of a covered post what covers it, of a person what they
    /// say of themself. None when a filter of the member hides it.
    async fn push_body(
        &self,
        language: Language,
        told: &Notification,
        from: &Account,
    ) -> Result<Option<String>> {
        let Some(post) = told.post else {
            return Ok(Some(text::clean::excerpt(&from.note_html, PUSH_BODY_CHARACTERS)));
        };
        let view = self.post_views(&[post]).await?.pop().ok_or(Error::NotFound)?;
        if view.post.author != told.owner {
            let reader = self.reader(told.owner).await?;
            let words = view.plain_words();
            let met = reader.filters.matches(FilterContext::Notifications, self.now(), post, &words);
            if met.iter().any(|met| met.filter.action == FilterAction::Hide) {
                return Ok(None);
            }
            if let Some(met) = met.iter().find(|met| met.filter.action == FilterAction::Warn) {
                return Ok(Some(words::filtered(language, &met.filter.title)));
            }
        }
        Ok(Some(beginning(language, &view)))
    }
}

/// How a post begins; of a covered one, what covers it.
fn beginning(language: Language, view: &PostView) -> String {
    if !view.post.spoiler.is_empty() {
        return text::clean::cut(&view.post.spoiler, PUSH_BODY_CHARACTERS);
    }
    let words = text::clean::excerpt(&view.post.html, PUSH_BODY_CHARACTERS);
    if words.is_empty() { words::without_words(language, !view.media.is_empty()) } else { words }
}

/// What is said to somebody wakes a resting device; that something of theirs was liked can wait
/// until it is looked at.
const fn urgency(kind: NotificationKind) -> &'static str {
    match kind {
        NotificationKind::Mention
        | NotificationKind::Quote
        | NotificationKind::Follow
        | NotificationKind::FollowRequest
        | NotificationKind::Post
        | NotificationKind::Poll
        | NotificationKind::SignUp
        | NotificationKind::Report => "normal",
        NotificationKind::Like
        | NotificationKind::Repost
        | NotificationKind::Edit
        | NotificationKind::QuotedEdit
        | NotificationKind::ForecastUp
        | NotificationKind::ForecastDown
        | NotificationKind::ForecastPeaked => "low",
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{Media, Post};

    fn view(spoiler: &str, html: &str) -> PostView {
        let post = Post { spoiler: spoiler.to_owned(), html: html.to_owned(), ..Post::default() };
        PostView { post, media: vec![], mentions: vec![], tags: vec![], poll: None, card: None, app: None }
    }

    #[test]
    fn what_is_covered_stays_covered() {
        assert_eq!(beginning(Language::English, &view("Spiders", "<p>Eight legs</p>")), "Spiders");
        assert_eq!(beginning(Language::English, &view("", "<p>a &lt;b&gt;</p><p>c</p>")), "a <b> c");
        assert_eq!(beginning(Language::French, &view("", "")), "Une publication sans texte");
        let long = beginning(Language::English, &view("", &format!("<p>{}</p>", "word ".repeat(100))));
        assert!(long.chars().count() <= PUSH_BODY_CHARACTERS && long.ends_with('…'), "{long}");
    }

    #[test]
    fn a_picture_alone_is_said() {
        let with_picture = PostView { media: vec![Media::default()], ..view("", "") };
        assert_eq!(beginning(Language::English, &with_picture), "A post without words, with media");
    }
}
