//! Who the member was: a profile that is still empty here is filled with what it was there. What the
//! member has said here stays.

use super::bring::Bringing;
use crate::filters::{FilterChanges, KeywordChanges};
use crate::{Error, ProfileChanges, Result};
use archive::{Filter, Medium, Profile, Text};
use model::limits::{
    DISPLAY_NAME_CHARACTERS, FIELD_CHARACTERS, FIELDS, FILTER_TITLE_CHARACTERS, KEYWORD_CHARACTERS,
    NOTE_CHARACTERS, PROFILE_IMAGE_BYTES,
};
use model::{Account, Time};
use std::time::Duration;

impl Bringing {
    pub(super) async fn take_profile(&mut self, profile: Profile) -> Result<()> {
        // Other networks' profiles are written for other networks.
        let Some(choices) = profile.choices else { return Ok(()) };
        let account = self.app.account(self.me.account).await?;
        let mut changes = self.missing(&account, profile).await;
        if blank(&account) {
            changes.locked = Some(choices.locked);
            changes.bot = Some(choices.bot);
            changes.discoverable = Some(choices.discoverable);
            changes.indexable = Some(choices.indexable);
            changes.hide_collections = Some(choices.hide_collections);
        }
        match self.app.change_profile(self.me, changes).await {
            Err(Error::Invalid(why)) => self.report.find("actor.json", why),
            other => other?,
        }
        Ok(())
    }

    /// What the profile here does not say yet.
    async fn missing(&mut self, account: &Account, profile: Profile) -> ProfileChanges {
        let mut changes = ProfileChanges::default();
        let said = |text: String| Some(text).filter(|text| !text.trim().is_empty());
        if account.display_name.is_empty() {
            changes.display_name =
                said(text::clean::cut(&text::input::line(&profile.name), DISPLAY_NAME_CHARACTERS));
        }
        if account.note.is_empty() {
            changes.note = said(words(profile.note, NOTE_CHARACTERS));
        }
        if account.fields.is_empty() && !profile.fields.is_empty() {
            let field = |(name, value): (String, Text)| {
                let name = text::clean::cut(&text::input::line(&name), FIELD_CHARACTERS);
                (name, text::input::line(&words(value, FIELD_CHARACTERS)))
            };
            changes.fields = Some(profile.fields.into_iter().take(FIELDS).map(field).collect());
        }
        if account.avatar.is_none()
            && let Some((bytes, alt)) = self.picture(profile.avatar).await
        {
            (changes.avatar, changes.avatar_alt) = (Some(bytes), Some(alt));
        }
        if account.header.is_none()
            && let Some((bytes, alt)) = self.picture(profile.header).await
        {
            (changes.header, changes.header_alt) = (Some(bytes), Some(alt));
        }
        changes
    }

    async fn picture(&mut self, medium: Option<Medium>) -> Option<(Vec<u8>, String)> {
        let medium = medium?;
        match self.shelf.bytes(medium.entry.clone(), PROFILE_IMAGE_BYTES as u64).await {
            Ok(bytes) => Some((bytes, medium.alt)),
            Err(error) => {
                self.report.find(medium.entry, error.to_string());
                None
            }
        }
    }

    /// Makes a filter, unless there is one of its name.
    pub(super) async fn take_filter(&mut self, filter: Filter) -> Result<()> {
        let title = text::clean::cut(&text::input::line(&filter.title), FILTER_TITLE_CHARACTERS);
        let now = self.app.now();
        let over = filter.ends.is_some_and(|ends| ends <= now);
        let known = self.app.filters(self.me.account).await?.iter().any(|known| known.title == title);
        if known || over {
            return Ok(());
        }
        let words = filter.words.iter().filter(|(word, _)| !word.trim().is_empty());
        let word = |(word, whole): &(String, bool)| KeywordChanges {
            keyword: Some(text::clean::cut(&text::input::line(word), KEYWORD_CHARACTERS)),
            whole_word: Some(*whole),
            ..KeywordChanges::default()
        };
        let changes = FilterChanges {
            title: Some(title.clone()),
            contexts: Some(filter.contexts.iter().map(|context| context.word().to_owned()).collect()),
            action: Some(filter.action.word().to_owned()),
            lasting: Some(filter.ends.map(|ends| between(now, ends))),
            keywords: words.map(word).collect(),
        };
        match self.app.create_filter(self.me, changes).await {
            Ok(_) => self.report.filters += 1,
            Err(Error::Invalid(why)) => self.report.find(title, why),
            Err(error) => return Err(error),
        }
        Ok(())
    }
}

/// Whether nothing has been said here yet.
fn blank(account: &Account) -> bool {
    let unsaid = account.display_name.is_empty() && account.note.is_empty() && account.fields.is_empty();
    unsaid && account.avatar.is_none() && account.header.is_none()
}

fn words(text: Text, most: usize) -> String {
    let text = match text {
        Text::Plain(text) | Text::Markdown(text) => text,
        Text::Html(html) => text::clean::text(&html),
    };
    text::clean::cut(&text, most)
}

fn between(now: Time, end: Time) -> Duration {
    Duration::from_millis(u64::try_from(end.millis() - now.millis()).unwrap_or(0))
}
