//! Posts in the language of the page: one, or those of a thread that are in others.

use crate::Web;
use crate::problem::Result;
use crate::routing::post;
use crate::sent::Sent;
use crate::show::load::posts;
use crate::show::post::Shown;
use crate::show::translated::Translated;
use crate::visit::{Guest, Visit, go};
use app::TRANSLATED_TOGETHER;
use axum::extract::Path;
use axum::{Extension, Form, Router};
use futures_util::future::join_all;
use model::PostId;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/translate/{post}", post(one)).route("/translate/thread/{post}", post(thread))
}

/// `POST /translate/{post}`
async fn one(Extension(visit): Guest, Path(id): Path<PostId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    translated(&visit, id, &[id]).await
}

/// `POST /translate/thread/{post}`: what of it is in another language and can be translated.
async fn thread(Extension(visit): Guest, Path(id): Path<PostId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let thread = visit.app().thread(id, visit.viewer()).await?;
    let ids: Vec<PostId> = thread.above.into_iter().chain([id]).chain(thread.below).collect();
    let foreign = posts(&visit, &ids).await?.into_iter().filter(|post| post.translatable);
    let ids: Vec<PostId> = foreign.map(|post| post.id).take(TRANSLATED_TOGETHER).collect();
    translated(&visit, id, &ids).await
}

/// Has posts translated; back to the thread of the first, which shows what came of it.
async fn translated(visit: &Visit, subject: PostId, ids: &[PostId]) -> Result {
    let (app, me) = (visit.app(), visit.actor()?);
    let post = app.post(subject, visit.viewer()).await?;
    let author = app.account(post.author).await?;
    let to = visit.speech.0.code();
    let all = join_all(ids.iter().map(|id| app.translate(me, *id, to))).await;
    let failed = !all.is_empty() && all.iter().all(std::result::Result::is_err);
    for error in all.iter().filter_map(|one| one.as_ref().err()) {
        // It is in our words.
        tracing::info!(?error, "a post was not translated");
    }
    let told = if failed { "told=not-translated&" } else { "" };
    go(&format!("/@{}/{subject}?{told}translated=1#p{subject}", author.acct()))
}

/// Puts a translation that is there already beside its post.
pub(crate) async fn show_known(visit: &Visit, shown: &mut Shown) -> Result<()> {
    let Some(me) = visit.viewer().filter(|_| shown.translatable) else { return Ok(()) };
    let known = visit.app().known_translation(me, shown.id, visit.speech.0.code()).await?;
    shown.translated = known.map(|known| Box::new(Translated::new(visit, known)));
    Ok(())
}
