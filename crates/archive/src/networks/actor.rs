//! Who somebody is on a server of this kind (`actor.json`), and the filters of our own archives.

use super::mastodon::place_of;
use super::shaped;
use crate::source::Names;
use crate::{Choices, Filter, Item, Medium, Profile, Text, dates};
use model::filter::{FilterAction, FilterContext};
use serde::Deserialize;
use serde_json::Value;

pub(super) fn profile(actor: &Value, names: &Names, top: &str) -> Item {
    let text = |name: &str| actor[name].as_str().unwrap_or_default().to_owned();
    let yes = |name: &str| actor[name].as_bool().unwrap_or(false);
    let picture = |name: &str| {
        let entry = place_of(actor[name]["url"].as_str()?, names, top)?;
        let alt = actor[name]["name"].as_str().unwrap_or_default().to_owned();
        Some(Medium { entry, alt, focus: None })
    };
    let written = |of: &Value, html: &Value| match of["source"]["content"].as_str() {
        Some(text) => Text::Plain(text.to_owned()),
        None => Text::Html(html.as_str().unwrap_or_default().to_owned()),
    };
    let fields = actor["attachment"].as_array().map(Vec::as_slice).unwrap_or_default().iter();
    let fields = fields.filter(|field| field["type"] == "PropertyValue");
    let field = |field: &Value| Some((field["name"].as_str()?.to_owned(), written(field, &field["value"])));
    Item::Profile(Box::new(Profile {
        handle: text("preferredUsername"),
        name: text("name"),
        note: written(actor, &actor["summary"]),
        fields: fields.filter_map(field).take(FIELDS).collect(),
        avatar: picture("icon"),
        header: picture("image"),
        choices: Some(Choices {
            locked: yes("manuallyApprovesFollowers"),
            bot: actor["type"] == "Service",
            discoverable: yes("discoverable"),
            indexable: yes("indexable"),
            hide_collections: yes("hidesCollections"),
        }),
    }))
}

/// Fields of a profile that are read.
const FIELDS: usize = 64;

#[derive(Deserialize)]
struct OwnFilter {
    title: String,
    contexts: Vec<FilterContext>,
    action: FilterAction,
    ends: Option<String>,
    #[serde(default)]
    words: Vec<(String, bool)>,
}

pub(super) fn filter(value: Value) -> Result<Filter, String> {
    let OwnFilter { title, contexts, action, ends, words } = shaped(value)?;
    let ends = ends.map(|ends| dates::iso(&ends).ok_or("its end cannot be read")).transpose()?;
    Ok(Filter { title, contexts, action, ends, words })
}
