//! Feeds that members make.

use crate::call::Call;
use crate::error::Result;
use app::Feed;
use app::ranking::Source;
use model::AccountId;
use serde_json::{Value, json};

/// Feeds with their owners; those whose owner is gone meanwhile are left out.
pub(crate) async fn feeds(call: &Call, feeds: &[Feed]) -> Result<Vec<Value>> {
    let mut owners: Vec<AccountId> = feeds.iter().map(|feed| feed.owner).collect();
    owners.sort_unstable();
    owners.dedup();
    let accounts = call.api.app.accounts(&owners).await?;
    let me = call.viewer();
    let entity = |feed: &Feed| {
        let owner = accounts.iter().find(|account| account.id == feed.owner)?;
        let (sources, filters) = (&feed.recipe.sources, &feed.recipe.filters);
        Some(json!({
            "id": feed.id.to_string(),
            "name": feed.name,
            "description": feed.description,
            "owner": { "id": owner.id.to_string(), "acct": owner.acct(), "display_name": owner.display_name },
            "mine": Some(feed.owner) == me,
            "shared": feed.shared,
            "likes_count": feed.likes,
            "liked": feed.liked,
            "pinned": feed.pinned,
            "url": call.api.app.config().absolute(&format!("/feeds/{}", feed.id)),
            "created_at": feed.created_at.iso(),
            "updated_at": feed.changed_at.iso(),
            "sources": {
                "for_you": sources.for_you.iter().map(|source| source.name()).collect::<Vec<_>>(),
                "latest": sources.latest,
                "tags": sources.tags,
                "accounts": sources.accounts.iter().map(ToString::to_string).collect::<Vec<_>>(),
                "words": sources.words,
            },
            "filters": filters,
            "weights": feed.recipe.weights,
            "order": feed.recipe.order.name(),
            "outside": {
                "generator": feed.recipe.outside.generator,
                "ranker": feed.recipe.outside.ranker,
            },
        }))
    };
    Ok(feeds.iter().filter_map(entity).collect())
}

/// The names of all sources of For you.
pub(crate) fn source_names() -> Vec<&'static str> {
    app::ranking::source::SOURCES.into_iter().map(Source::name).collect()
}
