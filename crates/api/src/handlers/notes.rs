//! Context notes: ours, under `/api/braise/v1`.

use crate::call::Call;
use crate::error::{Error, Result};
use crate::reply::Reply;
use app::{Helpful, NoteStanding, NoteView};
use model::PostId;
use serde_json::{Value, json};

/// `POST /api/braise/v1/notes`
pub(crate) async fn write(call: Call) -> Result<Reply> {
    let post: PostId = call.params.parsed("status_id").ok_or_else(Error::not_found)?;
    let text = call.params.text("text").unwrap_or_default();
    let sources = call.params.texts("sources");
    let note = call.api.app.write_note(call.me()?, post, &text, &sources).await?;
    Reply::json(&entity(&note))
}

/// `GET /api/braise/v1/notes`: those that wait for the member's rating, those under their posts, and their own.
pub(crate) async fn for_me(call: Call) -> Result<Reply> {
    let found = call.api.app.notes_for(call.me()?.account).await?;
    let all = |notes: &[NoteView]| notes.iter().map(entity).collect::<Vec<_>>();
    Reply::json(&json!({
        "waiting": all(&found.waiting),
        "about_me": all(&found.about),
        "mine": all(&found.own),
    }))
}

/// `DELETE /api/braise/v1/notes/:id`
pub(crate) async fn remove(call: Call) -> Result<Reply> {
    call.api.app.remove_note(call.me()?, call.path("id")?).await?;
    Ok(Reply::empty())
}

/// `POST /api/braise/v1/notes/:id/ratings`
pub(crate) async fn rate(call: Call) -> Result<Reply> {
    let helpful = call.params.filled("helpful").and_then(|word| Helpful::named(&word));
    let helpful =
        helpful.ok_or_else(|| Error::invalid("Validation failed: helpful must be yes, somewhat or no"))?;
    let reasons = call.params.texts("reasons");
    let note = call.api.app.rate_note(call.me()?, call.path("id")?, helpful, &reasons).await?;
    Reply::json(&entity(&note))
}

/// `GET /api/braise/v1/statuses/:id/notes`
pub(crate) async fn under(call: Call) -> Result<Reply> {
    let found = call.api.app.notes_under(call.viewer(), call.path("id")?).await?;
    Reply::json(&found.notes.iter().map(entity).collect::<Vec<_>>())
}

fn entity(note: &NoteView) -> Value {
    let numbers = &note.numbers;
    let side = |(raters, share): &(i64, f64)| json!({ "raters": raters, "helpful_share": share });
    let given = note
        .given
        .as_ref()
        .map(|(helpful, reasons)| json!({ "helpful": helpful.word(), "reasons": reasons }));
    json!({
        "id": note.id.to_string(),
        "status_id": note.post.to_string(),
        "text": note.text,
        "sources": note.sources,
        "created_at": note.created_at.iso(),
        "status": word(note.standing),
        "since": note.since.iso(),
        "locked": note.locked,
        "numbers": {
            "helpfulness": numbers.helpful,
            "side": numbers.side,
            "ratings": note.ratings,
            "counted": numbers.counted,
            "sides": numbers.sides.iter().map(side).collect::<Vec<_>>(),
            "ratings_a_rater": numbers.fewest,
        },
        "mine": note.mine,
        "may_rate": note.may_rate,
        "my_rating": given,
    })
}

/// What became of it, as it is called.
const fn word(standing: NoteStanding) -> &'static str {
    match standing {
        NoteStanding::NeedsMore => "needs_more",
        NoteStanding::Helpful => "helpful",
        NoteStanding::NotHelpful => "not_helpful",
    }
}
