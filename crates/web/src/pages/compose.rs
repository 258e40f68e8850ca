//! Writing: a new post, an answer, a quote, an edit, a draft.

mod form;
mod help;
mod sent;

use super::{Frame, page};
use crate::Web;
use crate::problem::{Problem, Result};
use crate::routing::get_and_post;
use crate::show::load::posts;
use crate::show::post::{Medium, Shown};
use crate::visit::{Guest, Visit, go};
use app::{Actor, Changes};
use askama::Template;
use axum::extract::{DefaultBodyLimit, Multipart, Query};
use axum::{Extension, Router};
pub(crate) use form::Writing;
use form::{Attached, hundredths};
use http::StatusCode;
use model::limits::{ALT_CHARACTERS, IMAGE_BYTES, POST_MEDIA, VIDEO_BYTES};
use model::{MediaDetails, MediaId, PostId};
use sent::{Kept, Mistake, Sent, focus};
use serde::Deserialize;

/// Bytes of a form with its files: all pictures a post may have, or one film with some.
const FORM_BYTES: usize = VIDEO_BYTES + POST_MEDIA * IMAGE_BYTES;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/compose", get_and_post(show, send)).layer(DefaultBodyLimit::max(FORM_BYTES))
}

/// What the page is asked to begin with.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Begin {
    reply: Option<PostId>,
    quote: Option<PostId>,
    edit: Option<PostId>,
    draft: Option<i64>,
    /// A picture of the member's own that is kept already.
    media: Option<MediaId>,
    to: String,
    /// What another app shares.
    title: String,
    text: String,
    url: String,
}

#[derive(Template)]
#[template(path = "compose.html")]
struct Compose {
    frame: Frame,
    writing: Writing,
    /// What is answered or quoted.
    about: Vec<Shown>,
    /// How its posts will look.
    previews: Vec<String>,
    wrong: Option<String>,
    /// A part of what was sent is published: browsers need not keep it.
    partly: bool,
}

/// `GET /compose`
async fn show(Extension(visit): Guest, Query(begin): Query<Begin>) -> Result {
    let me = visit.actor()?;
    let writing = begun(&visit, me, begin).await?;
    shown(&visit, StatusCode::OK, writing, Vec::new(), None, false).await
}

async fn begun(visit: &Visit, me: Actor, begin: Begin) -> Result<Writing> {
    if let Some(id) = begin.edit {
        return Writing::of_post(visit, me, id).await;
    }
    if let Some(id) = begin.draft {
        return Writing::of_draft(visit, me, id).await;
    }
    let mut writing = Writing::blank(visit).await?;
    writing.quote = begin.quote;
    if let Some(id) = begin.media {
        let medium = visit.app().own_media(me, id).await?;
        writing.media = media(visit, me, &[Kept::new(id, medium.alt, medium.ai_generated)]).await;
    }
    if let Some(id) = begin.reply {
        writing.answer(visit, me, id).await?;
    }
    let shared = [begin.to, begin.title, begin.text, begin.url];
    let shared: Vec<String> = shared.into_iter().filter(|part| !part.trim().is_empty()).collect();
    if !shared.is_empty() {
        writing.text = format!("{}{}", writing.text, shared.join("\n"));
    }
    Ok(writing)
}

async fn shown(
    visit: &Visit,
    status: StatusCode,
    mut writing: Writing,
    previews: Vec<String>,
    wrong: Option<String>,
    partly: bool,
) -> Result {
    let about: Vec<PostId> = [writing.reply, writing.quote].into_iter().flatten().collect();
    let about = visit.app().visible_posts(&about, visit.viewer()).await?;
    let about = posts(visit, &about).await?;
    let title = visit.speech.say(if writing.edit.is_some() { "compose-edit-title" } else { "compose-title" });
    let frame = Frame { index: false, ..Frame::new(visit, title.to_owned()) };
    let me = visit.actor()?.account;
    writing.helps = visit.app().helps(me).await?;
    writing.sees = writing.helps && visit.app().helps_with_pictures(me).await?;
    page(status, &Compose { frame, writing, about, previews, wrong, partly })
}

/// `POST /compose`
async fn send(Extension(visit): Guest, form: Multipart) -> Result {
    let mut sent = Sent::read(form).await?;
    visit.check_form(&sent.token)?;
    let me = visit.actor()?;
    let wrong = match take_files(&visit, me, &mut sent).await {
        Ok(()) => sent.mistake(),
        Err(sentence) => Some((sentence, 0)),
    };
    if let Some(mistake) = wrong {
        return again(&visit, me, sent, mistake).await;
    }
    match sent.wish.as_str() {
        "preview" => {
            let mut previews = vec![visit.app().preview_text(me, &sent.text, sent.format()).await?];
            for (_, text) in sent.following() {
                previews.push(visit.app().preview_text(me, text, sent.format()).await?);
            }
            let writing = Writing::of_sent(&visit, me, sent).await?;
            shown(&visit, StatusCode::OK, writing, previews, None, false).await
        }
        "more" => {
            let mut writing = Writing::of_sent(&visit, me, sent).await?;
            if writing.may_go_on() {
                writing.next.push(String::new());
            }
            // The form has moved to a page of its own.
            writing.stay = false;
            shown(&visit, StatusCode::OK, writing, Vec::new(), None, false).await
        }
        wish if help::is_wished(wish) => help::give(&visit, me, sent).await,
        "draft" => {
            visit.app().keep_draft(me, sent.draft, sent.post()).await?;
            go("/drafts?told=draft-kept")
        }
        _ => publish(&visit, me, sent).await,
    }
}

async fn publish(visit: &Visit, me: Actor, sent: Sent) -> Result {
    let app = visit.app();
    let done = match (sent.edit, sent.at()) {
        (Some(id), _) => app.edit(me, id, changes(&sent)).await.map(|()| Some(id)),
        (None, Some(at)) => app.schedule(me, sent.post(), at).await.map(|_| None),
        (None, None) => app.publish(me, sent.post()).await.map(Some),
    };
    let id = match done {
        Ok(id) => id,
        Err(app::Error::Invalid(_) | app::Error::Forbidden(_) | app::Error::NotFound) => {
            return again(visit, me, sent, ("compose-wrong", 0)).await;
        }
        Err(error) => return Err(error.into()),
    };
    if let Some(draft) = sent.draft {
        app.delete_draft(me, draft).await?;
    }
    if let Some(first) = id.filter(|_| sent.edit.is_none())
        && let Err(broken) = go_on(visit, me, &sent, first).await
    {
        return broken_off(visit, me, sent, broken).await;
    }
    match id {
        None => go("/scheduled?told=scheduled-kept"),
        // Who wrote at the top of a timeline goes on reading there.
        Some(_) if sent.stay && sent.reply.is_none() => go("/?told=published"),
        Some(id) => {
            let name = app.account(me.account).await?.acct();
            go(&format!("/@{name}/{id}?told=published"))
        }
    }
}

/// Where a thread broke off.
struct Broken {
    /// How many of its posts are published.
    published: usize,
    /// The last of them.
    last: PostId,
    /// The box of the one that is not.
    place: usize,
}

/// Publishes what follows the first post of a thread, each below the one before.
async fn go_on(visit: &Visit, me: Actor, sent: &Sent, first: PostId) -> std::result::Result<(), Broken> {
    let mut last = first;
    for (before, (place, text)) in sent.following().enumerate() {
        last = match visit.app().publish(me, sent.post_below(place, text, last)).await {
            Ok(id) => id,
            Err(error) => {
                tracing::warn!(%error, "a thread broke off");
                return Err(Broken { published: before + 1, last, place });
            }
        };
    }
    Ok(())
}

/// Says how far a thread came, with the rest of it in the form.
async fn broken_off(visit: &Visit, me: Actor, sent: Sent, broken: Broken) -> Result {
    let published = i64::try_from(broken.published).unwrap_or_default();
    let wrong = visit.speech.count("compose-thread-broken", published);
    let writing = Writing::of_sent(visit, me, sent.rest(broken.place, broken.last)).await?;
    shown(visit, StatusCode::UNPROCESSABLE_ENTITY, writing, Vec::new(), Some(wrong), true).await
}

fn changes(sent: &Sent) -> Changes {
    let post = sent.post();
    Changes {
        text: post.text,
        format: post.format,
        spoiler: post.spoiler,
        sensitive: post.sensitive,
        language: post.language,
        media: post.media,
        media_details: sent.kept.iter().map(|kept| (kept.id, kept.details())).collect(),
        poll: post.poll,
        quote_policy: post.quote_policy,
        ai_generated: Some(post.ai_generated),
    }
}

/// Uploads the files, so that they are kept whatever else is wrong with the form.
async fn take_files(visit: &Visit, me: Actor, sent: &mut Sent) -> std::result::Result<(), &'static str> {
    let files = std::mem::take(&mut sent.files);
    if files.len() + sent.kept.len() > POST_MEDIA {
        return Err("compose-too-many-files");
    }
    for (place, bytes) in files.into_iter().enumerate() {
        let alt = sent.alts.get(place).cloned().unwrap_or_default();
        let aim = focus(sent.across.get(place).copied(), sent.down.get(place).copied());
        // A description that is too long is found out below, when its file is safe.
        let described = if alt.chars().count() > ALT_CHARACTERS { String::new() } else { alt.clone() };
        let ai = sent.ai.contains(&place);
        let details = MediaDetails { alt: Some(described), focus: aim, ai_generated: Some(ai), sign: None };
        match visit.app().upload(me, bytes, details).await {
            Ok(medium) => sent.kept.push(Kept::new(medium.id, alt, ai)),
            Err(app::Error::Invalid(_)) => return Err("compose-bad-file"),
            Err(_) => return Err("compose-file-later"),
        }
    }
    if sent.edit.is_none() {
        for kept in &sent.kept {
            match visit.app().describe_media(me, kept.id, kept.details()).await {
                // Somebody else's file, or one that is gone, is found out when the post is published.
                Ok(_) | Err(app::Error::NotFound) => {}
                Err(app::Error::Invalid(_)) => return Err("compose-alt-too-long"),
                Err(_) => return Err("compose-file-later"),
            }
        }
    }
    Ok(())
}

async fn again(visit: &Visit, me: Actor, sent: Sent, (id, number): Mistake) -> Result {
    let wrong = visit.speech.count(id, i64::try_from(number).unwrap_or_default());
    let writing = Writing::of_sent(visit, me, sent).await?;
    shown(visit, StatusCode::UNPROCESSABLE_ENTITY, writing, Vec::new(), Some(wrong), false).await
}

/// Files of a form, as they are shown in it.
async fn media(visit: &Visit, me: Actor, kept: &[Kept]) -> Vec<Attached> {
    let mut found = Vec::new();
    for kept in kept {
        let Ok(mut medium) = visit.app().own_media(me, kept.id).await else { continue };
        // What is being changed in a published post is not in its file yet.
        medium.focus = kept.focus().or(medium.focus);
        let (across, down) = hundredths(medium.focus.unwrap_or_default());
        let shown = Medium::new(&medium, &visit.shelf().veils);
        let (id, alt, ai) = (kept.id, kept.alt.clone(), kept.ai);
        found.push(Attached { id, medium: shown, alt, ai, across, down });
    }
    found
}

impl From<axum::extract::multipart::MultipartError> for Problem {
    fn from(error: axum::extract::multipart::MultipartError) -> Self {
        Self::of_status(error.status())
    }
}
