//! What a word being written may become: `GET /complete?q=` for `@names`, `#tags` and `:emoji`.

mod emoji;

use crate::Web;
use crate::problem::Result;
use crate::routing::get;
use crate::show::person::Person;
use crate::visit::{Guest, Visit};
use axum::extract::Query;
use axum::response::IntoResponse as _;
use axum::{Extension, Router};
use http::header;
use model::limits::SEARCH_CHARACTERS;
use serde::{Deserialize, Serialize};

/// Choices offered.
const CHOICES: usize = 6;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/complete", get(complete))
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Word {
    q: String,
}

/// One choice.
#[derive(Serialize, Default)]
struct Choice {
    /// What is written.
    put: String,
    /// What stands beside it.
    name: String,
    /// A picture.
    #[serde(skip_serializing_if = "Option::is_none")]
    image: Option<String>,
}

/// `GET /complete?q=`
async fn complete(Extension(visit): Guest, Query(word): Query<Word>) -> Result {
    visit.actor()?;
    let mut letters = word.q.chars();
    let kind = letters.next();
    let rest = letters.as_str().trim();
    let choices = match kind {
        _ if rest.is_empty() || rest.chars().count() > SEARCH_CHARACTERS => Vec::new(),
        Some('@') => people(&visit, rest).await?,
        Some('#') => tags(&visit, rest).await?,
        Some(':') => pictures(&visit, &rest.to_lowercase()).await?,
        _ => Vec::new(),
    };
    let body = serde_json::to_string(&choices).map_err(|_| crate::problem::Problem::Internal)?;
    Ok(([(header::CONTENT_TYPE, "application/json; charset=utf-8")], body).into_response())
}

async fn people(visit: &Visit, typed: &str) -> Result<Vec<Choice>> {
    let app = visit.app();
    let ids = app.find_accounts(visit.viewer(), typed, false, CHOICES, 0).await?;
    let accounts = app.accounts(&ids).await?;
    // In the order they were found.
    let found = ids.iter().filter_map(|id| accounts.iter().find(|account| account.id == *id));
    let choice =
        |person: Person| Choice { put: person.handle, name: person.name, image: Some(person.avatar) };
    Ok(found.map(Person::new).map(choice).collect())
}

async fn tags(visit: &Visit, typed: &str) -> Result<Vec<Choice>> {
    let tags = visit.app().find_tags(typed, CHOICES, 0).await?;
    Ok(tags.into_iter().map(|tag| Choice { put: format!("#{}", tag.display), ..Choice::default() }).collect())
}

/// This server's own emoji first, then those of everybody.
async fn pictures(visit: &Visit, typed: &str) -> Result<Vec<Choice>> {
    let own = visit.app().emoji_map().await?;
    let mut own: Vec<_> = own
        .values()
        .filter(|emoji| emoji.listed && emoji.shortcode.to_lowercase().starts_with(typed))
        .collect();
    own.sort_by(|one, other| one.shortcode.cmp(&other.shortcode));
    let own = own.into_iter().map(|emoji| Choice {
        put: format!(":{}:", emoji.shortcode),
        name: String::new(),
        image: Some(format!("/media/{}", emoji.still)),
    });
    let common = emoji::beginning(typed);
    let common =
        common.map(|(letter, name)| Choice { put: letter.to_owned(), name: name.to_owned(), image: None });
    Ok(own.chain(common).take(CHOICES).collect())
}
