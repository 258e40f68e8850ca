//! Help of a model with what is being written: the form comes back with its words in it, and the member goes
//! on from there.

use super::form::Writing;
use super::sent::{Sent, media_id};
use super::{again, shown};
use crate::problem::Result;
use crate::visit::Visit;
use app::{Actor, WritingHelp};
use http::StatusCode;

/// What stands before the id of a picture to describe.
const DESCRIBE: &str = "describe-";

/// Whether a button asks for help.
pub(super) fn is_wished(wish: &str) -> bool {
    matches!(wish, "soften" | "notes") || wish.starts_with(DESCRIBE)
}

/// The form with what a model made of it, or with what kept it from that.
pub(super) async fn give(visit: &Visit, me: Actor, mut sent: Sent) -> Result {
    match help(visit, me, &mut sent).await {
        Ok(()) => {
            let writing = Writing::of_sent(visit, me, sent).await?;
            shown(visit, StatusCode::OK, writing, Vec::new(), None, false).await
        }
        Err(error @ (app::Error::LoggedOut | app::Error::Suspended)) => Err(error.into()),
        Err(error) => {
            // It is in our words.
            tracing::info!(?error, "a model did not help");
            again(visit, me, sent, ("compose-no-help", 0)).await
        }
    }
}

async fn help(visit: &Visit, me: Actor, sent: &mut Sent) -> app::Result<()> {
    let (app, page) = (visit.app(), visit.speech.0.code());
    if let Some(id) = sent.wish.strip_prefix(DESCRIBE) {
        let id = media_id(id);
        let words = app.suggest_description(me, id, page).await?;
        if let Some(kept) = sent.kept.iter_mut().find(|kept| kept.id == id) {
            kept.alt = words;
        }
        return Ok(());
    }
    let help = if sent.wish == "soften" { WritingHelp::Soften } else { WritingHelp::Draft };
    let language = if sent.language.is_empty() { page } else { &sent.language };
    sent.text = app.help_to_write(me, help, &sent.text, language).await?;
    // Its author can say otherwise.
    sent.ai_generated = true;
    Ok(())
}
