//! What came with the form.

use crate::problem::Result;
use crate::sent::Sent as Fields;
use app::{NewPoll, NewPost};
use axum::extract::Multipart;
use model::limits::{POLL_OPTION_CHARACTERS, POLL_OPTIONS, POST_CHARACTERS, THREAD_POSTS};
use model::post::TextFormat;
use model::{Focus, MediaDetails, MediaId, PostId, Time, Visibility};

/// A form, read.
#[derive(Default)]
pub(super) struct Sent {
    pub token: String,
    /// `publish`, `draft`, `preview`, `more`: one box more; or what a model is to help with: `soften`, `notes`,
    /// `describe-` and a file.
    pub wish: String,
    pub text: String,
    /// What follows it in a thread, a post a text.
    pub next: Vec<String>,
    pub spoiler: String,
    pub visibility: String,
    pub language: String,
    pub markdown: bool,
    pub sensitive: bool,
    pub local_only: bool,
    /// Made with a model.
    pub ai_generated: bool,
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
    /// Files that were uploaded before.
    pub kept: Vec<Kept>,
    /// Descriptions of the files sent now, and what is to stay in sight of them.
    pub alts: Vec<String>,
    pub across: Vec<f64>,
    pub down: Vec<f64>,
    /// Which of them, from 0, were made with a model: a box that is not ticked is not sent.
    pub ai: Vec<usize>,
    pub files: Vec<Vec<u8>>,
    /// Written beside a timeline, which is returned to.
    pub stay: bool,
    key: String,
}

/// A file that was uploaded before, as the form describes it.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Kept {
    pub id: MediaId,
    pub alt: String,
    /// Hundredths from the left and from the top; nothing where the form does not ask.
    pub across: Option<f64>,
    pub down: Option<f64>,
    /// Made with a model.
    pub ai: bool,
}

impl Kept {
    pub(super) const fn new(id: MediaId, alt: String, ai: bool) -> Self {
        Self { id, alt, across: None, down: None, ai }
    }

    /// All that the form says of it.
    pub(super) fn details(&self) -> MediaDetails {
        MediaDetails {
            alt: Some(self.alt.clone()),
            focus: self.focus(),
            ai_generated: Some(self.ai),
            sign: None,
        }
    }

    /// The point that crops must keep.
    pub(super) fn focus(&self) -> Option<Focus> {
        focus(self.across, self.down)
    }
}

/// From hundredths of a picture, as the form counts, to a point of it.
pub(super) fn focus(across: Option<f64>, down: Option<f64>) -> Option<Focus> {
    let place = |hundredths: f64| hundredths.clamp(0.0, 100.0) / 50.0 - 1.0;
    Some(Focus { x: place(across?), y: -place(down?) })
}

/// What keeps a form from being published: the text that says so, and the number it is about.
pub(super) type Mistake = (&'static str, usize);

impl Sent {
    pub(super) async fn read(form: Multipart) -> Result<Self> {
        let (fields, files) = Fields::with_files(form, &["files"]).await?;
        let files = files.into_iter().map(|(_, bytes)| bytes).collect();
        let (mut sent, mut dropped) = (Self { files, ..Self::default() }, Vec::new());
        for (name, value) in fields.into_pairs() {
            match name.split_once('-') {
                Some(("alt", id)) => sent.kept.push(Kept::new(media_id(id), value, false)),
                Some(("drop", id)) => dropped.push(media_id(id)),
                Some(("across", id)) => sent.said_of(id, |kept| kept.across = value.parse().ok()),
                Some(("down", id)) => sent.said_of(id, |kept| kept.down = value.parse().ok()),
                Some(("ai", id)) => sent.said_of(id, |kept| kept.ai = true),
                _ => sent.take(&name, value),
            }
        }
        sent.kept.retain(|kept| !dropped.contains(&kept.id));
        Ok(sent)
    }

    /// What else is said of a file; the fields follow its description.
    fn said_of(&mut self, id: &str, say: impl FnOnce(&mut Kept)) {
        let id = media_id(id);
        if let Some(kept) = self.kept.iter_mut().find(|kept| kept.id == id) {
            say(kept);
        }
    }

    fn take(&mut self, name: &str, value: String) {
        match name {
            "csrf" => self.token = value,
            "wish" => self.wish = value,
            "text" => self.text = value,
            "next" if self.next.len() + 1 < THREAD_POSTS => self.next.push(value),
            "spoiler" => self.spoiler = value,
            "visibility" => self.visibility = value,
            "language" => self.language = value,
            "markdown" => self.markdown = true,
            "sensitive" => self.sensitive = true,
            "local" => self.local_only = true,
            "ai_generated" => self.ai_generated = true,
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
            "across" => self.across.push(value.parse().unwrap_or(50.0)),
            "down" => self.down.push(value.parse().unwrap_or(50.0)),
            "ai" => self.ai.extend(value.parse::<usize>()),
            "stay" => self.stay = true,
            "key" => self.key = value,
            _ => {}
        }
    }

    /// What is wrong with it, as far as that shows.
    pub(super) fn mistake(&self) -> Option<Mistake> {
        match self.wish.as_str() {
            "more" => None,
            "soften" | "notes" => self.text.trim().is_empty().then_some(("compose-empty", 0)),
            wish if wish.starts_with("describe-") => None,
            "draft" => self.unkept().map(|id| (id, 0)),
            wish => self.unpublished(wish == "preview"),
        }
    }

    /// Why it cannot be a draft.
    fn unkept(&self) -> Option<&'static str> {
        let empty = self.is_empty() && self.spoiler.is_empty();
        match self.following().next() {
            Some(_) => Some("compose-thread-draft"),
            None => empty.then_some("compose-empty"),
        }
    }

    fn unpublished(&self, preview: bool) -> Option<Mistake> {
        let plain = |id| Some((id, 0));
        if self.is_empty() && !preview {
            return plain("compose-empty");
        }
        if app::post_length(&self.text, &self.spoiler) > POST_CHARACTERS {
            return Some(("compose-too-long", POST_CHARACTERS));
        }
        let long = |(_, text): &(usize, &str)| app::post_length(text, &self.spoiler) > POST_CHARACTERS;
        if let Some((place, _)) = self.following().find(long) {
            return Some(("compose-next-too-long", place));
        }
        if self.at().is_some() && self.following().next().is_some() {
            return plain("compose-thread-later");
        }
        let options = self.filled_options();
        match options.len() {
            0 => None,
            1 => plain("compose-one-option"),
            _ if !self.kept.is_empty() => plain("compose-poll-and-files"),
            _ if options.iter().any(|option| option.chars().count() > POLL_OPTION_CHARACTERS) => {
                plain("compose-option-long")
            }
            _ => None,
        }
    }

    fn is_empty(&self) -> bool {
        self.text.trim().is_empty() && self.kept.is_empty()
    }

    /// What follows the first post, without empty boxes, each with its place in the form: 2 is the
    /// second.
    pub(super) fn following(&self) -> impl Iterator<Item = (usize, &str)> {
        let texts = (2..).zip(self.next.iter().map(String::as_str));
        texts.filter(|(_, text)| !text.trim().is_empty())
    }

    /// A post of the thread after the first one, below `above`. How it is covered, who sees it and
    /// its language are those of the first.
    pub(super) fn post_below(&self, place: usize, text: &str, above: PostId) -> NewPost {
        NewPost {
            text: text.to_owned(),
            reply_to: Some(above),
            quote_of: None,
            media: Vec::new(),
            poll: None,
            idempotency: Some(format!("{}-{place}", self.key)).filter(|_| !self.key.is_empty()),
            ..self.post()
        }
    }

    /// What is left to publish when the thread broke off before `place`, below `above`.
    pub(super) fn rest(self, place: usize, above: PostId) -> Self {
        let mut rest = self.next.into_iter().skip(place.saturating_sub(2));
        Self {
            text: rest.next().unwrap_or_default(),
            next: rest.collect(),
            reply: Some(above),
            quote: None,
            draft: None,
            options: Vec::new(),
            kept: Vec::new(),
            at: String::new(),
            key: crate::csrf::secret(),
            ..self
        }
    }

    pub(super) fn format(&self) -> TextFormat {
        if self.markdown { TextFormat::Markdown } else { TextFormat::Plain }
    }

    /// When it is to be published, if not now.
    pub(super) fn at(&self) -> Option<Time> {
        crate::show::when::typed(&self.at, self.zone)
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
            ai_generated: self.ai_generated,
            language: Some(self.language.clone()).filter(|language| !language.is_empty()),
            reply_to: self.reply,
            quote_of: self.quote,
            quote_policy: None,
            media: self.kept.iter().map(|kept| kept.id).collect(),
            poll,
            idempotency: Some(self.key.clone()).filter(|key| !key.is_empty()),
        }
    }
}

pub(super) fn media_id(id: &str) -> MediaId {
    MediaId(id.parse().unwrap_or_default())
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
        let long = "a".repeat(POST_CHARACTERS + 1);
        let longest = &long[1..];
        let later = ("at", "2999-01-01T08:30");
        for (pairs, mistake) in [
            (vec![("text", "  ")], Some(("compose-empty", 0))),
            (vec![("text", "a"), ("option", "yes"), ("option", " ")], Some(("compose-one-option", 0))),
            (vec![("text", &long)], Some(("compose-too-long", POST_CHARACTERS))),
            (vec![("text", longest), ("next", longest), ("next", "c")], None),
            (vec![("text", "a"), ("next", ""), ("next", &long)], Some(("compose-next-too-long", 3))),
            (vec![("text", "a"), ("next", "b"), later], Some(("compose-thread-later", 0))),
            (vec![("text", "a"), ("next", " "), later], None),
            (vec![("wish", "draft"), ("text", "a"), ("next", "b")], Some(("compose-thread-draft", 0))),
            (vec![("wish", "draft"), ("text", "a"), ("next", "")], None),
            (vec![("wish", "more")], None),
        ] {
            assert_eq!(sent(&pairs).mistake(), mistake, "{pairs:?}");
        }
        let fine = sent(&[("text", "a\nb"), ("option", "yes"), ("option", "no"), ("visibility", "direct")]);
        assert_eq!(fine.mistake(), None);
        let post = fine.post();
        assert_eq!((post.text.as_str(), post.visibility), ("a\nb", Some(Visibility::Direct)));
        assert_eq!(post.poll.unwrap().options, ["yes", "no"]);
    }

    #[test]
    fn a_thread_has_as_many_posts_as_it_may() {
        let mut sent = sent(&[("text", "1")]);
        (0..THREAD_POSTS).for_each(|_| sent.take("next", "more".to_owned()));
        assert_eq!(sent.next.len() + 1, THREAD_POSTS);
    }

    #[test]
    fn what_breaks_off_leaves_the_rest() {
        let sent =
            sent(&[("text", "1"), ("next", "2"), ("next", ""), ("next", "4"), ("visibility", "direct")]);
        assert_eq!(sent.following().collect::<Vec<_>>(), [(2, "2"), (4, "4")]);
        let rest = sent.rest(4, PostId(7));
        assert_eq!((rest.text.as_str(), rest.next.len(), rest.reply), ("4", 0, Some(PostId(7))));
        assert_eq!(rest.visibility, "direct");
    }

    #[test]
    fn hundredths_of_a_picture_are_a_point_of_it() {
        assert_eq!(focus(Some(50.0), Some(50.0)), Some(Focus { x: 0.0, y: -0.0 }));
        assert_eq!(focus(Some(0.0), Some(100.0)), Some(Focus { x: -1.0, y: -1.0 }));
        assert_eq!(focus(Some(900.0), Some(0.0)), Some(Focus { x: 1.0, y: 1.0 }));
        assert_eq!(focus(None, Some(5.0)), None);
    }
}
