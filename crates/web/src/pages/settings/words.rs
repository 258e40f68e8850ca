//! Your words: what a member says about the use of what they write and show, who used it, and the
//! ledger it stands in.

mod ledger;
pub(crate) mod purposes;

use super::{Area, around};
use crate::Web;
use crate::pages::{Frame, page};
use crate::problem::{Problem, Result};
use crate::routing::get_and_post;
use crate::sent::Sent;
use crate::show::when::When;
use crate::visit::{Guest, Visit, go};
use app::{Saying, Through};
use askama::Template;
use axum::extract::Path;
use axum::{Extension, Form, Router};
use consent::{Choice, Choices, Purpose, Subject};
use http::StatusCode;
use model::limits::CONSENT_REASON_CHARACTERS;
use model::{MediaKind, PostId};
use purposes::{Asked, asked};

/// Uses shown.
const USES: usize = 20;
/// Characters of a post that remind of it.
const REMINDER: usize = 200;

/// The routes of this file.
pub(super) fn routes() -> Router<Web> {
    Router::new()
        .route("/settings/words", get_and_post(of_account, say_of_account))
        .route("/settings/words/{kind}/{id}", get_and_post(of_one, say_of_one))
        .merge(ledger::routes())
}

#[derive(Template)]
#[template(path = "settings/words.html")]
struct Words {
    frame: Frame,
    areas: Vec<Area>,
    asked: Vec<Asked>,
    uses: Vec<Used>,
    /// Lines of the ledger.
    lines: i64,
    /// The hash it ends with.
    seal: String,
    /// It is not what it was; said plainly.
    broken: bool,
    reason_most: usize,
}

/// Who used what.
struct Used {
    /// Who, in words.
    by: String,
    about: String,
    /// Under which consent: the id of its title.
    purpose: &'static str,
    count: i64,
    when: When,
}

/// `GET /settings/words`
async fn of_account(Extension(visit): Guest) -> Result {
    let (me, app) = (visit.actor()?, visit.app());
    let standing = app.standing(me, Subject::Account).await?;
    let check = app.check_consent_ledger(me).await?;
    let uses = app.consent_uses(me, USES).await?;
    let (frame, areas) = around(&visit, "set-words");
    let words = Words {
        frame,
        areas,
        asked: asked(&visit, &standing, None),
        uses: uses.into_iter().map(|used| shown(&visit, used)).collect(),
        lines: check.head.map_or(0, |head| head.seq),
        seal: check.head.map(|head| head.hash.to_string()).unwrap_or_default(),
        broken: check.broken.is_some(),
        reason_most: CONSENT_REASON_CHARACTERS,
    };
    page(StatusCode::OK, &words)
}

fn shown(visit: &Visit, used: app::Use) -> Used {
    let by = match used.used_by.as_str() {
        "dataset" => visit.speech.say("used-by-dataset").to_owned(),
        "create" => visit.speech.say("used-by-create").to_owned(),
        "assistant" => visit.speech.say("used-by-assistant").to_owned(),
        _ => used.used_by,
    };
    Used {
        by,
        about: used.about,
        purpose: purposes::title(used.purpose),
        count: used.count,
        when: When::new(visit.speech, used.at, visit.app().now()),
    }
}

/// `POST /settings/words`
async fn say_of_account(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    visit.app().set_consent(visit.actor()?, Through::Pages, Subject::Account, saying(&sent)?).await?;
    go("/settings/words?told=saved")
}

#[derive(Template)]
#[template(path = "settings/words_one.html")]
struct One {
    frame: Frame,
    areas: Vec<Area>,
    action: String,
    /// The post, or what the picture is of.
    reminder: String,
    language: String,
    /// The picture, small.
    picture: Option<String>,
    /// The post's pictures: where to decide about each, and its description.
    pictures: Vec<(String, String, String)>,
    /// Where to go back to.
    post: Option<String>,
    asked: Vec<Asked>,
    reason_most: usize,
}

/// `GET /settings/words/{kind}/{id}`
async fn of_one(Extension(visit): Guest, Path((kind, id)): Path<(String, i64)>) -> Result {
    let (me, app) = (visit.actor()?, visit.app());
    let subject = subject(&kind, id)?;
    let standing = app.standing(me, subject).await?;
    let title = if subject.post().is_some() { "words-post" } else { "words-picture" };
    let (frame, areas) = around(&visit, title);
    let mut one = One {
        frame,
        areas,
        action: format!("/settings/words/{kind}/{id}"),
        reminder: String::new(),
        language: String::new(),
        picture: None,
        pictures: Vec::new(),
        post: None,
        asked: Vec::new(),
        reason_most: CONSENT_REASON_CHARACTERS,
    };
    let mut below = app.standing(me, Subject::Account).await?.choices;
    match subject {
        Subject::Post(post) => one.remind_of_post(&visit, post).await?,
        Subject::Picture(_) => below = one.remind_of_picture(&visit, subject, below).await?,
        Subject::Account => return Err(Problem::NotFound),
    }
    one.asked = asked(&visit, &standing, Some(&below));
    page(StatusCode::OK, &one)
}

impl One {
    async fn remind_of_post(&mut self, visit: &Visit, post: PostId) -> Result<()> {
        let view = visit.app().post_views(&[post]).await?.pop().ok_or(Problem::NotFound)?;
        let me = visit.member().ok_or(Problem::LogIn)?;
        self.reminder = reminder(&view.post);
        self.language = view.post.language.clone().unwrap_or_default();
        self.post = Some(format!("/@{}/{post}", me.account.acct()));
        let pictures = view.media.iter().filter(|medium| medium.ready && medium.kind != MediaKind::Audio);
        let picture = |medium: &model::Media| {
            let file = medium.small.as_ref().unwrap_or(&medium.file);
            (format!("/settings/words/picture/{}", medium.id), format!("/media/{file}"), medium.alt.clone())
        };
        self.pictures = pictures.map(picture).collect();
        Ok(())
    }

    /// Also answers what holds where nothing is said of the picture.
    async fn remind_of_picture(
        &mut self,
        visit: &Visit,
        subject: Subject,
        account: Choices,
    ) -> Result<Choices> {
        let me = visit.actor()?;
        let Some(id) = subject.picture() else { return Ok(account) };
        let found = visit.app().media_by_id(&[id], Some(me.account)).await?.pop().ok_or(Problem::NotFound)?;
        self.reminder = found.alt;
        self.picture = Some(format!("/media/{}", found.small.unwrap_or(found.file)));
        let Some(post) = found.post else { return Ok(account) };
        self.post = Some(format!("/settings/words/post/{post}"));
        Ok(visit.app().standing(me, Subject::Post(post)).await?.choices.or(&account))
    }
}

fn reminder(post: &model::Post) -> String {
    let words = if post.spoiler.is_empty() { &post.text } else { &post.spoiler };
    let mut letters = words.chars();
    let mut reminder: String = letters.by_ref().take(REMINDER).collect();
    if letters.next().is_some() {
        reminder.push('…');
    }
    reminder
}

/// `POST /settings/words/{kind}/{id}`
async fn say_of_one(
    Extension(visit): Guest,
    Path((kind, id)): Path<(String, i64)>,
    Form(sent): Form<Sent>,
) -> Result {
    visit.check_form(sent.token())?;
    visit.app().set_consent(visit.actor()?, Through::Pages, subject(&kind, id)?, saying(&sent)?).await?;
    go(&format!("/settings/words/{kind}/{id}?told=saved"))
}

fn subject(kind: &str, id: i64) -> Result<Subject> {
    Subject::from_row(kind, id)
        .filter(|subject| *subject != Subject::Account && id > 0)
        .ok_or(Problem::NotFound)
}

/// What the form says: a choice for each purpose, and reasons where there are any.
fn saying(sent: &Sent) -> Result<Vec<Saying>> {
    let mut all = Vec::new();
    for (word, choice) in sent.beginning("choice-") {
        let purpose: Purpose = word.parse().map_err(|_| Problem::Wrong)?;
        let choice = Choice::parse(choice).ok_or(Problem::Wrong)?;
        let reason = sent.of(&format!("reason-{word}")).replace("\r\n", "\n");
        all.push(Saying { purpose, choice, reason });
    }
    Ok(all)
}
