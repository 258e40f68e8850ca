//! Whether a feed can be as somebody wants it. What is wrong is named by its field.

use super::{Feed, FeedChanges};
use crate::{Error, Result};
use feed::Recipe;
use feed::recipe::{Filters, Sources};
use feed::steering::FURTHEST;
use model::limits::{
    FEED_DESCRIPTION_CHARACTERS, FEED_MAX_AGE_HOURS, FEED_MIN_CHARACTERS, FEED_NAME_CHARACTERS, FEED_NAMED,
    FEED_WORD_CHARACTERS,
};

/// The feed with changes.
pub(super) fn changed(mut feed: Feed, changes: FeedChanges) -> Result<Feed> {
    if let Some(name) = changes.name {
        feed.name = text::input::line(&name).trim().to_owned();
    }
    if let Some(description) = changes.description {
        feed.description = text::input::line(&description).trim().to_owned();
    }
    feed.shared = changes.shared.unwrap_or(feed.shared);
    let recipe = &mut feed.recipe;
    if let Some(sources) = changes.sources {
        recipe.sources = tidy_sources(sources);
    }
    if let Some(filters) = changes.filters {
        recipe.filters = tidy_filters(filters);
    }
    if let Some(weights) = changes.weights {
        recipe.weights = weights;
    }
    recipe.order = changes.order.unwrap_or(recipe.order);
    if let Some(outside) = changes.outside {
        recipe.outside = outside;
    }
    check(&feed)?;
    // What counts as usual need not be kept.
    feed.recipe.weights.retain(|_, weight| (*weight - 1.0).abs() > 1e-9);
    Ok(feed)
}

/// A field that is wrong: which, what kind of wrong, and what to say after its name.
pub(super) fn refused(field: &'static str, kind: &'static str, says: impl std::fmt::Display) -> Error {
    Error::Fields(vec![(field, kind, format!("{field} {says}"))])
}

fn check(feed: &Feed) -> Result<()> {
    if feed.name.is_empty() {
        return Err(refused("name", "blank", "can't be blank"));
    }
    long("name", &feed.name, FEED_NAME_CHARACTERS)?;
    long("description", &feed.description, FEED_DESCRIPTION_CHARACTERS)?;
    check_recipe(&feed.recipe)
}

fn check_recipe(recipe: &Recipe) -> Result<()> {
    let Recipe { sources, filters, .. } = recipe;
    for (field, texts) in [
        ("sources.tags", &sources.tags),
        ("sources.words", &sources.words),
        ("filters.languages", &filters.languages),
        ("filters.without_words", &filters.without_words),
    ] {
        many(field, texts.len())?;
        texts.iter().try_for_each(|text| long(field, text, FEED_WORD_CHARACTERS))?;
        if texts.iter().any(|text| !text.chars().any(char::is_alphanumeric)) {
            return Err(refused(field, "invalid", "has to be words"));
        }
    }
    many("sources.accounts", sources.accounts.len())?;
    if *sources == Sources::default() && recipe.outside.generator.is_none() {
        return Err(refused("sources", "blank", "has to name where posts come from"));
    }
    if filters.min_characters > FEED_MIN_CHARACTERS {
        let says = format!("has to be at most {FEED_MIN_CHARACTERS}");
        return Err(refused("filters.min_characters", "too_large", says));
    }
    if filters.max_age_hours > FEED_MAX_AGE_HOURS {
        let says = format!("has to be at most {FEED_MAX_AGE_HOURS}");
        return Err(refused("filters.max_age_hours", "too_large", says));
    }
    match recipe.wrong_weight() {
        Some(term) => {
            Err(refused("weights", "invalid", format!("of {} has to be from 0 to {FURTHEST}", term.name())))
        }
        None => Ok(()),
    }
}

pub(super) fn long(field: &'static str, text: &str, most: usize) -> Result<()> {
    if text.chars().count() > most {
        return Err(refused(field, "too_long", format!("is too long (maximum is {most} characters)")));
    }
    Ok(())
}

fn many(field: &'static str, count: usize) -> Result<()> {
    if count > FEED_NAMED {
        return Err(refused(field, "too_many", format!("names too many (maximum is {FEED_NAMED})")));
    }
    Ok(())
}

fn tidy_sources(mut sources: Sources) -> Sources {
    sources.tags = tidy(sources.tags, |tag| text::tag::normalize(tag.trim_start_matches('#')));
    sources.words = tidy(sources.words, str::to_owned);
    sources.for_you.sort_unstable();
    sources.for_you.dedup();
    sources.accounts.sort_unstable();
    sources.accounts.dedup();
    sources
}

fn tidy_filters(mut filters: Filters) -> Filters {
    filters.languages = tidy(filters.languages, str::to_lowercase);
    filters.without_words = tidy(filters.without_words, str::to_owned);
    filters
}

/// Without empty ones and repetitions, in the order they came.
fn tidy(texts: Vec<String>, form: impl Fn(&str) -> String) -> Vec<String> {
    let mut tidy: Vec<String> = Vec::with_capacity(texts.len());
    for text in texts {
        let text = form(text::input::line(&text).trim());
        if !text.is_empty() && !tidy.contains(&text) {
            tidy.push(text);
        }
    }
    tidy
}
