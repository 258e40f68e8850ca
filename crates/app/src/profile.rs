//! Changing one's profile and preferences.

use crate::publish::{Names, check_language};
use crate::{Actor, App, Error, Result};
use model::account::{Field, Preferences};
use model::limits::{
    DISPLAY_NAME_CHARACTERS, FIELD_CHARACTERS, FIELDS, NOTE_CHARACTERS, PROFILE_IMAGE_BYTES,
};
use model::{Account, Event, QuotePolicy, Visibility};

/// What is to change; `None` stays.
#[derive(Clone, Debug, Default)]
pub struct ProfileChanges {
    /// The name shown.
    pub display_name: Option<String>,
    /// The note, as written.
    pub note: Option<String>,
    /// The picture: its bytes.
    pub avatar: Option<Vec<u8>>,
    /// The picture's description.
    pub avatar_alt: Option<String>,
    /// The wide picture: its bytes.
    pub header: Option<Vec<u8>>,
    /// The wide picture's description.
    pub header_alt: Option<String>,
    /// Whether the member is told how many people their posts are likely to reach.
    pub own_forecasts: Option<bool>,
    /// Whether others are told so too.
    pub forecasts_shown: Option<bool>,
    /// Takes the picture away.
    pub remove_avatar: bool,
    /// Takes the wide picture away.
    pub remove_header: bool,
    /// Follows need approval.
    pub locked: Option<bool>,
    /// Automated.
    pub bot: Option<bool>,
    /// Wants to be found.
    pub discoverable: Option<bool>,
    /// Lets public posts be found by search.
    pub indexable: Option<bool>,
    /// Hides follows and followers.
    pub hide_collections: Option<bool>,
    /// Names and values.
    pub fields: Option<Vec<(String, String)>>,
    /// Visibility of new posts.
    pub visibility: Option<Visibility>,
    /// Whether new media is covered.
    pub sensitive: Option<bool>,
    /// Language of new posts; empty for none.
    pub language: Option<String>,
    /// Who may quote new posts.
    pub quote_policy: Option<QuotePolicy>,
}

impl App {
    /// Changes the member's profile and the defaults of new posts.
    pub async fn change_profile(&self, me: Actor, changes: ProfileChanges) -> Result<()> {
        changes.language.as_deref().filter(|code| !code.is_empty()).map_or(Ok(()), check_language)?;
        let mut account = self.account(me.account).await?;
        let mut preferences = self.member(me.account).await?.preferences;
        self.change_words(&mut account, &changes).await?;
        let before = [account.avatar.clone(), account.header.clone()];
        self.change_pictures(&mut account, &changes).await?;
        let after = [account.avatar.clone(), account.header.clone()];
        let set = |slot: &mut bool, value: Option<bool>| *slot = value.unwrap_or(*slot);
        set(&mut account.locked, changes.locked);
        set(&mut account.bot, changes.bot);
        set(&mut account.discoverable, changes.discoverable);
        set(&mut account.indexable, changes.indexable);
        set(&mut account.hide_collections, changes.hide_collections);
        change_preferences(&mut preferences, &changes);
        let (app, now, links) = (self.clone(), self.now(), changes.fields.is_some());
        self.write(move |tx| {
            Box::pin(async move {
                store::accounts::update_profile(tx, &account).await?;
                if links {
                    app.verify_later(tx, &account, now).await?;
                    crate::arrive::declare(tx, &account).await?;
                }
                store::members::set_preferences(tx, account.id, &preferences).await?;
                tx.log(now, Event::AccountChanged { account: account.id });
                Ok(())
            })
        })
        .await?;
        // A picture that another one took the place of is in no row any more: nobody would find it later.
        let gone = before.into_iter().zip(after).filter(|(before, after)| before != after);
        for file in gone.filter_map(|(before, _)| before) {
            self.remove_profile_picture(&file).await;
        }
        Ok(())
    }

    /// Keeps the language a member reads the pages in.
    pub async fn set_locale(&self, me: Actor, locale: &str) -> Result<()> {
        let locale = locale.to_owned();
        self.write(move |tx| {
            Box::pin(async move { Ok(store::members::set_locale(tx, me.account, &locale).await?) })
        })
        .await
    }

    async fn change_words(&self, account: &mut Account, changes: &ProfileChanges) -> Result<()> {
        let too_long = |what: &str, most: usize| {
            Err(Error::invalid(format!(
                "Validation failed: {what} is too long (maximum is {most} characters)"
            )))
        };
        if let Some(name) = &changes.display_name {
            account.display_name = text::input::line(name).trim().to_owned();
            if text::count::characters(&account.display_name) > DISPLAY_NAME_CHARACTERS {
                return too_long("Display name", DISPLAY_NAME_CHARACTERS);
            }
        }
        if let Some(note) = &changes.note {
            account.note = text::input::lines(note).trim().to_owned();
            if text::count(&account.note, "") > NOTE_CHARACTERS {
                return too_long("Note", NOTE_CHARACTERS);
            }
            let names = Names::look_up(self, text::mentioned(&account.note, text::Format::Plain)).await?;
            account.note_html = text::profile::render_note(&account.note, &names);
        }
        if let Some(fields) = &changes.fields {
            account.fields = self.render_fields(fields, &account.fields).await?;
        }
        Ok(())
    }

    async fn render_fields(&self, fields: &[(String, String)], before: &[Field]) -> Result<Vec<Field>> {
        let mut rendered = Vec::new();
        for (name, value) in fields {
            let (name, value) =
                (text::input::line(name).trim().to_owned(), text::input::line(value).trim().to_owned());
            if name.is_empty() && value.is_empty() {
                continue;
            }
            if text::count::characters(&name).max(text::count::characters(&value)) > FIELD_CHARACTERS {
                return Err(Error::invalid(format!(
                    "Validation failed: Fields are at most {FIELD_CHARACTERS} characters"
                )));
            }
            let names = Names::look_up(self, text::mentioned(&value, text::Format::Plain)).await?;
            let html = text::profile::render_field(&value, &names);
            let verified_at = crate::verify::known(before, &value);
            rendered.push(Field { name, value, html, verified_at });
        }
        if rendered.len() > FIELDS {
            return Err(Error::invalid(format!("Validation failed: A profile has at most {FIELDS} fields")));
        }
        Ok(rendered)
    }

    async fn change_pictures(&self, account: &mut Account, changes: &ProfileChanges) -> Result<()> {
        let fits = |bytes: &Vec<u8>| bytes.len() <= PROFILE_IMAGE_BYTES;
        if !changes.avatar.iter().chain(&changes.header).all(fits) {
            let most = PROFILE_IMAGE_BYTES / 1024 / 1024;
            return Err(Error::invalid(format!("Validation failed: A profile picture is at most {most} MB")));
        }
        if changes.remove_avatar {
            account.avatar = None;
        }
        if changes.remove_header {
            account.header = None;
        }
        if let Some(bytes) = changes.avatar.clone().filter(|bytes| !bytes.is_empty()) {
            account.avatar = Some(self.keep_profile_picture("avatars", bytes, media::avatar).await?);
        }
        if let Some(bytes) = changes.header.clone().filter(|bytes| !bytes.is_empty()) {
            account.header = Some(self.keep_profile_picture("headers", bytes, media::header).await?);
        }
        let alt = |text: &String| text::clean::cut(&text::input::lines(text), model::limits::ALT_CHARACTERS);
        account.avatar_alt = changes.avatar_alt.as_ref().map_or(account.avatar_alt.clone(), alt);
        account.header_alt = changes.header_alt.as_ref().map_or(account.header_alt.clone(), alt);
        Ok(())
    }
}

fn change_preferences(preferences: &mut Preferences, changes: &ProfileChanges) {
    preferences.visibility = changes.visibility.unwrap_or(preferences.visibility);
    preferences.sensitive = changes.sensitive.unwrap_or(preferences.sensitive);
    preferences.quote_policy = changes.quote_policy.unwrap_or(preferences.quote_policy);
    preferences.own_forecasts = changes.own_forecasts.unwrap_or(preferences.own_forecasts);
    preferences.forecasts_shown = changes.forecasts_shown.unwrap_or(preferences.forecasts_shown);
    if let Some(language) = &changes.language {
        preferences.language = Some(language.clone()).filter(|language| !language.is_empty());
    }
}
