//! A feed as a client describes it. A name that means nothing, and a value of another kind, is refused by its
//! name: what is passed over in silence would be taken for done.

use crate::error::{Error, Result};
use crate::params::Params;
use app::FeedChanges;
use app::ranking::recipe::{Filters, Generator, Order, Outside, Sources};
use app::ranking::{Source, Term};
use std::collections::BTreeMap;

const SOURCES: [&str; 5] = ["for_you", "latest", "tags", "accounts", "words"];
const OUTSIDE: [&str; 2] = ["generator", "ranker"];
const FILTERS: [&str; 8] = [
    "languages",
    "local",
    "media",
    "min_characters",
    "no_replies",
    "no_ai",
    "without_words",
    "max_age_hours",
];

/// What is to change.
pub(super) fn changes(params: &Params) -> Result<FeedChanges> {
    let tree = |name: &'static str, known: &[&str]| match params.child(name) {
        Some(tree) => {
            let unknown = tree.names().find(|field| !known.is_empty() && !known.contains(field));
            match unknown {
                Some(field) => Err(wrong(&format!("{name}.{field}"), "is not known")),
                None => Ok(Some(tree)),
            }
        }
        None if params.given(name) && params.count(name) > 0 => Err(wrong(name, "has to be an object")),
        None => Ok(None),
    };
    let order = params
        .filled("order")
        .map(|word| Order::named(&word).ok_or_else(|| wrong("order", "has to be ranked or newest")));
    Ok(FeedChanges {
        name: params.text("name"),
        description: params.text("description"),
        shared: flag(params, "", "shared")?,
        sources: tree("sources", &SOURCES)?.map(|tree| sources(&tree)).transpose()?,
        filters: tree("filters", &FILTERS)?.map(|tree| filters(&tree)).transpose()?,
        weights: tree("weights", &[])?.map(|tree| weights(&tree)).transpose()?,
        order: order.transpose()?,
        outside: tree("outside", &OUTSIDE)?.map(|tree| outside(&tree)).transpose()?,
    })
}

fn sources(tree: &Params) -> Result<Sources> {
    let for_you = texts(tree, "sources", "for_you")?;
    let named = |name: &String| {
        Source::named(name).ok_or_else(|| wrong("sources.for_you", format!("has no \"{name}\"")))
    };
    let accounts = texts(tree, "sources", "accounts")?;
    let id = |text: &String| {
        let id = text.trim().parse::<model::AccountId>();
        id.map(|id| id.0).map_err(|_| wrong("sources.accounts", format!("has \"{text}\", which is no id")))
    };
    Ok(Sources {
        for_you: for_you.iter().map(named).collect::<Result<_>>()?,
        latest: flag(tree, "sources", "latest")?.unwrap_or(false),
        tags: texts(tree, "sources", "tags")?,
        accounts: accounts.iter().map(id).collect::<Result<_>>()?,
        words: texts(tree, "sources", "words")?,
    })
}

fn filters(tree: &Params) -> Result<Filters> {
    let on = |name: &str| Ok::<_, Error>(flag(tree, "filters", name)?.unwrap_or(false));
    Ok(Filters {
        languages: texts(tree, "filters", "languages")?,
        local: on("local")?,
        media: on("media")?,
        min_characters: number(tree, "filters", "min_characters")?,
        no_replies: on("no_replies")?,
        no_ai: on("no_ai")?,
        without_words: texts(tree, "filters", "without_words")?,
        max_age_hours: number(tree, "filters", "max_age_hours")?,
    })
}

fn outside(tree: &Params) -> Result<Outside> {
    let text = |tree: &Params, field: &str, name: &str| {
        tree.text(name).ok_or_else(|| wrong(field, "has to be a text"))
    };
    let generator = match tree.child("generator") {
        Some(generator) => Some(Generator {
            url: text(&generator, "outside.generator.url", "url")?,
            feed: text(&generator, "outside.generator.feed", "feed")?,
        }),
        None if tree.given("generator") => {
            return Err(wrong("outside.generator", "has to be an object with url and feed"));
        }
        None => None,
    };
    let ranker = match tree.given("ranker") {
        true => Some(text(tree, "outside.ranker", "ranker")?).filter(|url| !url.trim().is_empty()),
        false => None,
    };
    Ok(Outside { generator, ranker })
}

fn weights(tree: &Params) -> Result<BTreeMap<Term, f64>> {
    let weight = |name: &str| {
        let term = Term::named(name).ok_or_else(|| wrong(&format!("weights.{name}"), "is not known"))?;
        let weight = tree.parsed::<f64>(name);
        Ok((term, weight.ok_or_else(|| wrong(&format!("weights.{name}"), "has to be a number"))?))
    };
    tree.names().map(weight).collect()
}

fn texts(tree: &Params, within: &str, name: &str) -> Result<Vec<String>> {
    let texts = tree.texts(name);
    if tree.given(name) && texts.len() != tree.count(name) {
        return Err(wrong(&format!("{within}.{name}"), "has to be a list of texts"));
    }
    Ok(texts)
}

fn flag(tree: &Params, within: &str, name: &str) -> Result<Option<bool>> {
    match tree.text(name).as_deref().map(str::trim) {
        None if tree.given(name) => Err(wrong(&path(within, name), "has to be true or false")),
        None | Some("") => Ok(None),
        Some("true" | "1" | "on") => Ok(Some(true)),
        Some("false" | "0" | "off") => Ok(Some(false)),
        Some(_) => Err(wrong(&path(within, name), "has to be true or false")),
    }
}

fn number(tree: &Params, within: &str, name: &str) -> Result<u32> {
    let sent = tree.given(name) && tree.text(name).is_none_or(|text| !text.trim().is_empty());
    let number = tree.parsed(name);
    match number {
        None if sent => Err(wrong(&path(within, name), "has to be a whole number from 0")),
        number => Ok(number.unwrap_or(0)),
    }
}

fn path(within: &str, name: &str) -> String {
    if within.is_empty() { name.to_owned() } else { format!("{within}.{name}") }
}

fn wrong(field: &str, says: impl std::fmt::Display) -> Error {
    Error::invalid(format!("Validation failed: {field} {says}"))
}
