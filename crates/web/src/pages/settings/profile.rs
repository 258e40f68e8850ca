//! How the member looks to others.

use super::{Area, around};
use crate::Web;
use crate::pages::{Frame, page};
use crate::problem::{Problem, Result};
use crate::routing::get_and_post;
use crate::sent::Sent;
use crate::visit::{Guest, Visit, go};
use app::{Error, ProfileChanges};
use askama::Template;
use axum::extract::{DefaultBodyLimit, Multipart};
use axum::{Extension, Router};
use http::StatusCode;
use model::Account;
use model::limits::{
    DISPLAY_NAME_CHARACTERS, FIELD_CHARACTERS, FIELDS, NOTE_CHARACTERS, PROFILE_IMAGE_BYTES,
};

/// Bytes of the form: room for pictures too large, so that this can be said kindly.
const FORM_BYTES: usize = 4 * PROFILE_IMAGE_BYTES;

/// The boxes to tick: name, text, what it means.
const FLAGS: [(&str, &str, &str); 5] = [
    ("locked", "profile-locked", "profile-locked-means"),
    ("discoverable", "profile-discoverable", "profile-discoverable-means"),
    ("indexable", "profile-indexable", "profile-indexable-means"),
    ("hide_collections", "profile-hide", "profile-hide-means"),
    ("bot", "profile-bot", "profile-bot-means"),
];

/// The routes of this file.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/settings/profile", get_and_post(show, save))
        .layer(DefaultBodyLimit::max(FORM_BYTES))
}

#[derive(Template)]
#[template(path = "settings/profile.html")]
struct Profile {
    frame: Frame,
    areas: Vec<Area>,
    wrong: Option<String>,
    display_name: String,
    note: String,
    pictures: [Picture; 2],
    fields: Vec<(String, String)>,
    /// What a page of the member's links back with.
    own_link: String,
    /// Name, text, what it means, ticked.
    flags: Vec<(&'static str, &'static str, &'static str, bool)>,
}

/// One of the two pictures.
struct Picture {
    name: &'static str,
    text: &'static str,
    hint: &'static str,
    /// What is worn now; without one, what those without one wear.
    shown: String,
    worn: bool,
    alt: String,
}

impl Profile {
    fn new(visit: &Visit, account: &Account) -> Self {
        let (frame, areas) = around(visit, "set-profile");
        let mut fields: Vec<(String, String)> =
            account.fields.iter().map(|field| (field.name.clone(), field.value.clone())).collect();
        fields.resize(FIELDS.max(fields.len()), Default::default());
        let set = |name: &str| match name {
            "locked" => account.locked,
            "discoverable" => account.discoverable,
            "indexable" => account.indexable,
            "hide_collections" => account.hide_collections,
            _ => account.bot,
        };
        let shown = |file: &Option<String>, default: &str| match file {
            Some(file) => format!("/media/{}", app::still_of(file)),
            None => default.to_owned(),
        };
        Self {
            frame,
            areas,
            wrong: None,
            display_name: account.display_name.clone(),
            note: account.note.clone(),
            pictures: [
                Picture {
                    name: "avatar",
                    text: "profile-avatar",
                    hint: "profile-avatar-hint",
                    shown: shown(&account.avatar, "/static/avatar.png"),
                    worn: account.avatar.is_some(),
                    alt: account.avatar_alt.clone(),
                },
                Picture {
                    name: "header",
                    text: "profile-header",
                    hint: "profile-header-hint",
                    shown: shown(&account.header, "/static/header.png"),
                    worn: account.header.is_some(),
                    alt: account.header_alt.clone(),
                },
            ],
            fields,
            own_link: format!(
                "<a rel=\"me\" href=\"{}\">{}</a>",
                visit.app().config().absolute(&format!("/@{}", account.username)),
                visit.app().config().title,
            ),
            flags: FLAGS.into_iter().map(|(name, text, means)| (name, text, means, set(name))).collect(),
        }
    }

    /// The same with what was sent, to be mended.
    fn with(mut self, sent: &Sent) -> Self {
        sent.of("display_name").clone_into(&mut self.display_name);
        sent.of("note").clone_into(&mut self.note);
        for picture in &mut self.pictures {
            sent.of(&format!("{}_alt", picture.name)).clone_into(&mut picture.alt);
        }
        self.fields = fields(sent);
        self.fields.resize(FIELDS.max(self.fields.len()), Default::default());
        for (name, _, _, set) in &mut self.flags {
            *set = sent.has(name);
        }
        self
    }

    /// The fields of the profile, numbered from one.
    fn numbered(&self) -> impl Iterator<Item = (i64, &(String, String))> {
        (1..).zip(&self.fields)
    }
}

/// `GET /settings/profile`
async fn show(Extension(visit): Guest) -> Result {
    let account = visit.app().account(visit.actor()?.account).await?;
    page(StatusCode::OK, &Profile::new(&visit, &account))
}

/// `POST /settings/profile`
async fn save(Extension(visit): Guest, form: Multipart) -> Result {
    let (sent, files) = Sent::with_files(form, &["avatar", "header"]).await?;
    visit.check_form(sent.token())?;
    let me = visit.actor()?;
    match visit.app().change_profile(me, changes(&sent, files)).await {
        Ok(()) => go("/settings/profile?told=saved"),
        Err(Error::Invalid(sentence)) => {
            let account = visit.app().account(me.account).await?;
            let (id, most) = mistake(&sentence);
            let wrong = Some(visit.speech.count(id, i64::try_from(most).unwrap_or_default()));
            let again = Profile { wrong, ..Profile::new(&visit, &account).with(&sent) };
            page(StatusCode::UNPROCESSABLE_ENTITY, &again)
        }
        Err(error) => Err(Problem::from(error)),
    }
}

fn fields(sent: &Sent) -> Vec<(String, String)> {
    let pairs = sent.all("field_name").zip(sent.all("field_value"));
    pairs.map(|(name, value)| (name.to_owned(), value.to_owned())).collect()
}

fn changes(sent: &Sent, files: Vec<(String, Vec<u8>)>) -> ProfileChanges {
    let (mut avatar, mut header) = (None, None);
    for (name, bytes) in files {
        if name == "avatar" { avatar = Some(bytes) } else { header = Some(bytes) }
    }
    let text = |name: &str| Some(sent.of(name).to_owned());
    let flag = |name: &str| Some(sent.has(name));
    ProfileChanges {
        display_name: text("display_name"),
        note: text("note"),
        avatar_alt: text("avatar_alt"),
        header_alt: text("header_alt"),
        remove_avatar: sent.has("remove_avatar") && avatar.is_none(),
        remove_header: sent.has("remove_header") && header.is_none(),
        avatar,
        header,
        locked: flag("locked"),
        bot: flag("bot"),
        discoverable: flag("discoverable"),
        indexable: flag("indexable"),
        hide_collections: flag("hide_collections"),
        fields: Some(fields(sent)),
        ..ProfileChanges::default()
    }
}

/// What is wrong, in the words of the pages: the text, and the most there may be.
fn mistake(sentence: &str) -> (&'static str, usize) {
    match sentence {
        sentence if sentence.contains("Display name") => ("profile-name-long", DISPLAY_NAME_CHARACTERS),
        sentence if sentence.contains("Note") => ("profile-note-long", NOTE_CHARACTERS),
        sentence if sentence.contains("fields") => ("profile-many-fields", FIELDS),
        sentence if sentence.contains("Fields") => ("profile-field-long", FIELD_CHARACTERS),
        _ => ("profile-bad-picture", PROFILE_IMAGE_BYTES / 1024 / 1024),
    }
}
