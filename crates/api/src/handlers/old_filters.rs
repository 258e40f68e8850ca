//! Filters as clients knew them before a filter had several words: each word is one filter.

use crate::call::Call;
use crate::error::{Error, Result};
use crate::handlers::filters::lasting;
use crate::reply::Reply;
use app::{FilterChanges, KeywordChanges};
use model::filter::Keyword;
use model::{Filter, FilterAction, FilterId, Time};
use serde_json::{Value, json};

/// `GET /api/v1/filters`
pub(crate) async fn all(call: Call) -> Result<Reply> {
    let filters = call.api.app.filters(call.me()?.account).await?;
    let each = filters.iter().flat_map(|filter| filter.keywords.iter().map(move |word| entity(filter, word)));
    Reply::json(&each.collect::<Vec<Value>>())
}

/// `GET /api/v1/filters/:id`
pub(crate) async fn show(call: Call) -> Result<Reply> {
    let (filter, word) = named(&call).await?;
    Reply::json(&entity(&filter, &word))
}

/// `POST /api/v1/filters`
pub(crate) async fn create(call: Call) -> Result<Reply> {
    let phrase = call.params.text("phrase").unwrap_or_default();
    let whole_word = call.params.flag("whole_word").unwrap_or(true);
    let new =
        KeywordChanges { keyword: Some(phrase.clone()), whole_word: Some(whole_word), ..Default::default() };
    let changes = FilterChanges {
        title: Some(phrase.chars().take(model::limits::FILTER_TITLE_CHARACTERS).collect()),
        keywords: vec![new],
        ..frame(&call)
    };
    let filter = call.api.app.create_filter(call.me()?, changes).await?;
    Reply::json(&entity(&filter, filter.keywords.first().ok_or_else(Error::not_found)?))
}

/// `PUT /api/v1/filters/:id`: what more than one word shares can only be changed for all of them,
/// which a client that knows single words does not mean.
pub(crate) async fn update(call: Call) -> Result<Reply> {
    let (filter, word) = named(&call).await?;
    let mut changes = frame(&call);
    if filter.keywords.len() > 1 {
        let same = changes.contexts.as_ref().is_none_or(|words| words.len() == filter.contexts.len())
            && changes.action.as_deref().is_none_or(|action| action == filter.action.word())
            && changes.lasting.is_none();
        if !same {
            return Err(Error::invalid(
                "This filter has several keywords. Change where and how it acts with an app that shows them all.",
            ));
        }
        changes = FilterChanges::default();
    }
    let phrase = call.params.text("phrase");
    let whole_word = call.params.flag("whole_word");
    changes.keywords = vec![KeywordChanges { id: Some(word.id), keyword: phrase, whole_word, remove: false }];
    let filter = call.api.app.change_filter(call.me()?, filter.id, changes).await?;
    let word = filter.keywords.iter().find(|known| known.id == word.id).ok_or_else(Error::not_found)?;
    Reply::json(&entity(&filter, word))
}

/// `DELETE /api/v1/filters/:id`
pub(crate) async fn delete(call: Call) -> Result<Reply> {
    let (filter, word) = named(&call).await?;
    if filter.keywords.len() == 1 && filter.posts.is_empty() {
        call.api.app.delete_filter(call.me()?, filter.id).await?;
    } else {
        call.api.app.delete_keyword(call.me()?, word.id).await?;
    }
    Ok(Reply::empty())
}

async fn named(call: &Call) -> Result<(Filter, Keyword)> {
    let id: FilterId = call.path("id")?;
    for filter in call.api.app.filters(call.me()?.account).await? {
        if let Some(word) = filter.keywords.iter().find(|word| word.id == id).cloned() {
            return Ok((filter, word));
        }
    }
    Err(Error::not_found())
}

fn frame(call: &Call) -> FilterChanges {
    let action = |irreversible| if irreversible { FilterAction::Hide } else { FilterAction::Warn };
    FilterChanges {
        contexts: call.params.has("context").then(|| call.params.texts("context")),
        action: call.params.flag("irreversible").map(|hide| action(hide).word().to_owned()),
        lasting: lasting(&call.params),
        ..FilterChanges::default()
    }
}

fn entity(filter: &Filter, word: &Keyword) -> Value {
    json!({
        "id": word.id.to_string(),
        "phrase": word.keyword,
        "context": filter.contexts.iter().map(|context| context.word()).collect::<Vec<_>>(),
        "whole_word": word.whole_word,
        "expires_at": filter.expires_at.map(Time::iso),
        "irreversible": filter.action == FilterAction::Hide,
    })
}
