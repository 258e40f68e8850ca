//! What came with the form.

use crate::problem::Result;
use crate::sent::Sent as Fields;
use app::{NewPoll, NewPost};
use axum::extract::Multipart;
use model::limits::{POLL_OPTION_CHARACTERS, POLL_OPTIONS, POST_CHARACTERS};
use model::post::TextFormat;
use model::{MediaId, PostId, Time, Visibility};

/// A form, read.
#[derive(Default)]
pub(super) struct Sent {
    pub token: String,
    /// `publish`, `draft` or `preview`.
    pub wish: String,
    pub text: String,
    pub spoiler: String,
    pub visibility: String,
    pub language: String,
    pub markdown: bool,
    pub sensitive: bool,
    pub local_only: bool,
    pub options: Vec<String>,
    pub multiple: bool,
    pub poll_seconds: i64,
    at: String,
    /// Minutes the browser's clock is behind UTC.
    zone: i64,
    pub reply: Option<PostId>,
    pub quote: Option<PostId>,
    pub edit: Option<PostId>,
    pub draft: Option<i64>,
    /// Files that were uploaded before, with their descriptions.
    pub kept: Vec<(MediaId, String)>,
    /// Descriptions of the files sent now.
    pub alts: Vec<String>,
    pub files: Vec<Vec<u8>>,
    /// Written beside a timeline, which is returned to.
    pub stay: bool,
    key: String,
}

impl Sent {
    pub(super) async fn read(form: Multipart) -> Result<Self> {
        let (fields, files) = Fields::with_files(form, &["files"]).await?;
        let files = files.into_iter().map(|(_, bytes)| bytes).collect();
        let (mut sent, mut dropped) = (Self { files, ..Self::default() }, Vec::new());
        for (name, value) in fields.into_pairs() {
            match name.split_once('-') {
                Some(("alt", id)) => sent.kept.push((MediaId(id.parse().unwrap_or_default()), value)),
                Some(("drop", id)) => dropped.push(MediaId(id.parse().unwrap_or_default())),
                _ => sent.take(&name, value),
            }
        }
        sent.kept.retain(|(id, _)| !dropped.contains(id));
        Ok(sent)
    }

    fn take(&mut self, name: &str, value: String) {
        match name {
            "csrf" => self.token = value,
            "wish" => self.wish = value,
            "text" => self.text = value,
            "spoiler" => self.spoiler = value,
            "visibility" => self.visibility = value,
            "language" => self.language = value,
            "markdown" => self.markdown = true,
            "sensitive" => self.sensitive = true,
            "local" => self.local_only = true,
            "option" if self.options.len() < POLL_OPTIONS => self.options.push(value),
            "multiple" => self.multiple = true,
            "poll_seconds" => self.poll_seconds = value.parse().unwrap_or_default(),
            "at" => self.at = value,
            "zone" => self.zone = value.parse().unwrap_or_default(),
            "reply" => self.reply = value.parse().ok(),
            "quote" => self.quote = value.parse().ok(),
            "edit" => self.edit = value.parse().ok(),
            "draft" => self.draft = value.parse().ok(),
            "alt" => self.alts.push(value),
            "stay" => self.stay = true,
            "key" => self.key = value,
            _ => {}
        }
    }

    /// What is wrong with it, as far as that shows: the text that says so.
    pub(super) fn mistake(&self) -> Option<&'static str> {
        let options = self.filled_options();
        let empty = self.text.trim().is_empty() && self.kept.is_empty();
        if self.wish == "draft" {
            return (empty && self.spoiler.is_empty()).then_some("compose-empty");
        }
        if empty && self.wish != "preview" {
            return Some("compose-empty");
        }
        if app::post_length(&self.text, &self.spoiler) > POST_CHARACTERS {
            return Some("compose-too-long");
        }
        match options.len() {
            0 => None,
            1 => Some("compose-one-option"),
            _ if !self.kept.is_empty() => Some("compose-poll-and-files"),
            _ if options.iter().any(|option| option.chars().count() > POLL_OPTION_CHARACTERS) => {
                Some("compose-option-long")
            }
            _ => None,
        }
    }

    pub(super) fn format(&self) -> TextFormat {
        if self.markdown { TextFormat::Markdown } else { TextFormat::Plain }
    }

    /// When it is to be published, if not now.
    pub(super) fn at(&self) -> Option<Time> {
        let local = Time::parse(&format!("{}:00Z", self.at.trim().get(..16)?))?;
        let minutes = self.zone.clamp(-1_440, 1_440);
        Some(Time::from_millis(local.millis() + minutes * 60_000))
    }

    /// As it was typed.
    pub(super) fn typed_at(&self) -> &str {
        &self.at
    }

    fn filled_options(&self) -> Vec<String> {
        let options = self.options.iter().map(|option| option.trim().to_owned());
        options.filter(|option| !option.is_empty()).collect()
    }

    /// The post it asks for.
    pub(super) fn post(&self) -> NewPost {
        let options = self.filled_options();
        let poll = (options.len() > 1).then_some(NewPoll {
            options,
            seconds: if self.poll_seconds > 0 { self.poll_seconds } else { 86_400 },
            multiple: self.multiple,
            hide_totals: false,
        });
        NewPost {
            text: self.text.clone(),
            format: self.format(),
            spoiler: self.spoiler.trim().to_owned(),
            sensitive: Some(self.sensitive),
            visibility: visibility(&self.visibility),
            local_only: self.local_only,
            language: Some(self.language.clone()).filter(|language| !language.is_empty()),
            reply_to: self.reply,
            quote_of: self.quote,
            quote_policy: None,
            media: self.kept.iter().map(|(id, _)| *id).collect(),
            poll,
            idempotency: Some(self.key.clone()).filter(|key| !key.is_empty()),
        }
    }
}

/// From the form's word.
pub(super) fn visibility(word: &str) -> Option<Visibility> {
    Visibility::ALL.into_iter().find(|visibility| super::form::word(*visibility) == word)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sent(pairs: &[(&str, &str)]) -> Sent {
        let mut sent = Sent::default();
        pairs.iter().for_each(|(name, value)| sent.take(name, (*value).to_owned()));
        sent
    }

    #[test]
    fn local_time_becomes_the_moment_it_names() {
        let at = sent(&[("at", "2026-12-01T08:30"), ("zone", "-60")]).at().unwrap();
        assert_eq!(at, Time::parse("2026-12-01T07:30:00Z").unwrap());
        assert_eq!(sent(&[("at", "")]).at(), None);
        assert_eq!(sent(&[("at", "tomorrow, perhaps")]).at(), None);
    }

    #[test]
    fn what_cannot_be_published_is_told() {
        assert_eq!(sent(&[("text", "  ")]).mistake(), Some("compose-empty"));
        assert_eq!(
            sent(&[("text", "a"), ("option", "yes"), ("option", " ")]).mistake(),
            Some("compose-one-option")
        );
        assert_eq!(sent(&[("text", &"a".repeat(POST_CHARACTERS + 1))]).mistake(), Some("compose-too-long"));
        let fine = sent(&[("text", "a\nb"), ("option", "yes"), ("option", "no"), ("visibility", "direct")]);
        assert_eq!(fine.mistake(), None);
        let post = fine.post();
        assert_eq!((post.text.as_str(), post.visibility), ("a\nb", Some(Visibility::Direct)));
        assert_eq!(post.poll.unwrap().options, ["yes", "no"]);
    }
}
