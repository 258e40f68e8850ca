//! Mastodon: `actor.json`, `outbox.json` and its companions, with media beside them; and tables.

use super::actor::{filter, profile};
use super::mentions::mentioned;
use super::{Wrapping, each_element, not_understood, shaped, small, tables, tell};
use crate::source::{Names, Source};
use crate::{ArchiveError, Audience, Item, Medium, OldPoll, Own, Post, Repost, Sink, Text, Version, dates};
use model::{Focus, QuotePolicy};
use serde::Deserialize;
use serde_json::Value;

/// Our own lists: of filters, of feeds, of packs.
const LIST: (Wrapping, &[&str]) = (Wrapping::Json, &[]);

const COLLECTION: (Wrapping, &[&str]) = (Wrapping::Json, &["orderedItems"]);

/// Everybody, as servers have written it.
const EVERYBODY: [&str; 3] = ["https://www.w3.org/ns/activitystreams#Public", "as:Public", "Public"];

/// What an address stands for.
type Make = fn(String) -> Item;

pub(super) fn read(source: &mut Source, sink: &mut Sink<'_>) -> Result<(), ArchiveError> {
    let names = source.names();
    if let Some(only) = source.only() {
        let head = source.bytes_at_most(&only, 64)?;
        return if head.strip_prefix(b"\xEF\xBB\xBF").unwrap_or(&head).trim_ascii_start().starts_with(b"{") {
            outbox(source, &only, &names, sink)
        } else {
            tables::read(source, false, sink)
        };
    }
    if let Some(actor) = small(source, names.ending("actor.json")) {
        let top = names.ending("actor.json").unwrap_or_default();
        let top = top.rsplit_once('/').map_or("", |(folder, _)| folder);
        tell(sink, profile(&actor, &names, top))?;
    }
    if let Some(file) = names.ending("outbox.json") {
        outbox(source, &file, &names, sink)?;
    }
    let piles: [(&str, Make); 2] = [("likes.json", Item::Like), ("bookmarks.json", Item::Bookmark)];
    for (end, make) in piles {
        let Some(file) = names.ending(end) else { continue };
        each_element(source, &file, COLLECTION, sink, &mut |_, value, items| {
            items.push(make(address(&value).ok_or("it names no post")?));
            Ok(())
        })?;
    }
    if let Some(file) = names.ending("filters.json") {
        each_element(source, &file, LIST, sink, &mut |_, value, items| {
            items.push(Item::Filter(Box::new(filter(value)?)));
            Ok(())
        })?;
    }
    if let Some(file) = names.ending("feeds.json") {
        each_element(source, &file, LIST, sink, &mut |_, value, items| {
            items.push(Item::Feed(Box::new(shaped(value)?)));
            Ok(())
        })?;
    }
    if let Some(file) = names.ending("packs.json") {
        each_element(source, &file, LIST, sink, &mut |_, value, items| {
            items.push(Item::Pack(Box::new(shaped(value)?)));
            Ok(())
        })?;
    }
    // Our own exports have the same bookmarks in a table too.
    tables::read(source, names.ending("bookmarks.json").is_some(), sink)
}

/// An id, or that of an object.
fn address(value: &Value) -> Option<String> {
    let id = value.as_str().or_else(|| value["id"].as_str())?;
    (!id.is_empty()).then(|| id.to_owned())
}

fn outbox(source: &mut Source, file: &str, names: &Names, sink: &mut Sink<'_>) -> Result<(), ArchiveError> {
    let top = file.rsplit_once('/').map_or("", |(folder, _)| folder).to_owned();
    each_element(source, file, COLLECTION, sink, &mut |_, value, items| activity(value, names, &top, items))
}

#[derive(Deserialize)]
struct Activity {
    #[serde(default)]
    id: String,
    r#type: String,
    #[serde(default)]
    published: String,
    #[serde(default)]
    to: Value,
    #[serde(default)]
    cc: Value,
    object: Value,
}

#[derive(Deserialize)]
struct Note {
    id: String,
    r#type: String,
    published: String,
    updated: Option<String>,
    summary: Option<String>,
    content: Option<String>,
    source: Option<Source0>,
    #[serde(rename = "contentMap", default)]
    content_map: Value,
    #[serde(rename = "inReplyTo", default)]
    in_reply_to: Value,
    #[serde(default, alias = "quoteUrl", alias = "quoteUri", alias = "_misskey_quote")]
    quote: Value,
    sensitive: Option<bool>,
    #[serde(default)]
    to: Value,
    #[serde(default)]
    cc: Value,
    #[serde(default)]
    tag: Value,
    #[serde(default)]
    attachment: Vec<Document>,
    #[serde(rename = "oneOf", default)]
    one_of: Vec<Answer>,
    #[serde(rename = "anyOf", default)]
    any_of: Vec<Answer>,
    #[serde(rename = "endTime")]
    end_time: Option<String>,
    #[serde(rename = "votersCount", default)]
    voters: i64,
    braise: Option<Ours>,
}

/// What our own archives say besides.
#[derive(Deserialize)]
#[serde(default, rename_all = "camelCase")]
#[derive(Default)]
struct Ours {
    pinned: Option<String>,
    local_only: bool,
    ai_generated: bool,
    quotes: Option<QuotePolicy>,
    hide_totals: bool,
    versions: Vec<OurVersion>,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct OurVersion {
    at: String,
    html: String,
    warning: String,
    sensitive: bool,
    media: Vec<(usize, String)>,
    answers: Vec<String>,
    quotes: bool,
}

/// The text as it was written.
#[derive(Deserialize)]
struct Source0 {
    content: String,
    #[serde(rename = "mediaType", default)]
    media_type: String,
}

#[derive(Deserialize)]
struct Document {
    url: Option<String>,
    name: Option<String>,
    #[serde(rename = "focalPoint")]
    focal_point: Option<[f64; 2]>,
    #[serde(default)]
    braise: OursOfMedium,
}

/// What our own archives say of a medium besides.
#[derive(Deserialize, Default)]
#[serde(default, rename_all = "camelCase")]
struct OursOfMedium {
    ai_generated: bool,
}

#[derive(Deserialize)]
struct Answer {
    name: String,
    #[serde(default)]
    replies: Value,
}

fn activity(value: Value, names: &Names, top: &str, items: &mut Vec<Item>) -> Result<(), String> {
    let activity: Activity = shaped(value)?;
    match activity.r#type.as_str() {
        "Create" => {}
        "Announce" => {
            items.push(Item::Repost(Box::new(Repost {
                of: address(&activity.object),
                at: dates::iso(&activity.published),
                audience: audience(&activity.to, &activity.cc),
                key: activity.id,
            })));
            return Ok(());
        }
        other => {
            return Err(format!("an activity {} is not known", other.chars().take(40).collect::<String>()));
        }
    }
    let note: Note = shaped(activity.object)?;
    if !matches!(note.r#type.as_str(), "Note" | "Question" | "Article" | "Page") {
        return Err(format!("an object {} is not known", note.r#type.chars().take(40).collect::<String>()));
    }
    let at = dates::iso(&note.published).ok_or("its date cannot be read")?;
    let media = media(&note, names, top, items);
    let languages = note.content_map.as_object();
    items.push(Item::Post(Box::new(Post {
        at,
        language: languages.filter(|map| map.len() == 1).and_then(|map| map.keys().next().cloned()),
        reply_to: address(&note.in_reply_to),
        quote: address(&note.quote),
        warning: note.summary.clone().unwrap_or_default(),
        sensitive: note.sensitive.unwrap_or(false),
        audience: audience(&note.to, &note.cc),
        media,
        mentioned: mentioned(&note.tag, note.content.as_deref().unwrap_or_default()),
        text: words(&note),
        own: own(&note).map(Box::new),
        key: note.id,
    })));
    Ok(())
}

/// What our own archives say, as far as it can be read.
fn own(note: &Note) -> Option<Own> {
    let ours = note.braise.as_ref()?;
    let time = |text: &Option<String>| dates::iso(text.as_deref()?);
    let answers: Vec<&Answer> = note.one_of.iter().chain(&note.any_of).collect();
    let count = |answer: &Answer| answer.replies["totalItems"].as_i64().unwrap_or(0).clamp(0, VOTES);
    let poll = OldPoll {
        answers: answers.iter().map(|answer| (answer.name.clone(), count(answer))).collect(),
        multiple: !note.any_of.is_empty(),
        hide_totals: ours.hide_totals,
        ends: time(&note.end_time),
        voters: note.voters.clamp(0, VOTES),
    };
    Some(Own {
        edited_at: time(&note.updated),
        pinned_at: time(&ours.pinned),
        local_only: ours.local_only,
        ai_generated: ours.ai_generated,
        quotes: ours.quotes,
        poll: Some(poll).filter(|poll| !poll.answers.is_empty()),
        versions: ours.versions.iter().filter_map(version).take(VERSIONS).collect(),
    })
}

/// More votes than anybody could have.
const VOTES: i64 = 10_000_000_000;
/// Versions of a post that are read.
const VERSIONS: usize = 500;

fn version(of: &OurVersion) -> Option<Version> {
    Some(Version {
        at: dates::iso(&of.at)?,
        html: of.html.clone(),
        warning: of.warning.clone(),
        sensitive: of.sensitive,
        media: of.media.clone(),
        answers: of.answers.clone(),
        quotes: of.quotes,
    })
}

/// The words. The answers of a poll from elsewhere are kept as words: it is over, and who voted there
/// is not known here.
fn words(note: &Note) -> Text {
    let answers = || note.one_of.iter().chain(&note.any_of).filter(|_| note.braise.is_none());
    match &note.source {
        Some(source) => {
            let lines: String = answers().map(|answer| format!("\n• {}", answer.name)).collect();
            let text = format!("{}{lines}", source.content);
            if source.media_type == "text/markdown" { Text::Markdown(text) } else { Text::Plain(text) }
        }
        None => {
            let escape = |text: &str| text.replace('&', "&amp;").replace('<', "&lt;");
            let lines: String =
                answers().map(|answer| format!("<p>• {}</p>", escape(&answer.name))).collect();
            Text::Html(format!("{}{lines}", note.content.as_deref().unwrap_or_default()))
        }
    }
}

fn audience(to: &Value, cc: &Value) -> Audience {
    let public = |value: &Value| addresses(value).iter().any(|address| EVERYBODY.contains(address));
    if public(to) {
        Audience::Public
    } else if public(cc) {
        Audience::Unlisted
    } else if addresses(to).iter().any(|address| address.ends_with("/followers")) {
        Audience::Followers
    } else {
        Audience::Direct
    }
}

fn addresses(value: &Value) -> Vec<&str> {
    match value {
        Value::String(one) => vec![one],
        Value::Array(many) => many.iter().filter_map(Value::as_str).collect(),
        _ => Vec::new(),
    }
}

fn media(note: &Note, names: &Names, top: &str, items: &mut Vec<Item>) -> Vec<Medium> {
    let mut found = Vec::new();
    for document in &note.attachment {
        let Some(url) = &document.url else { continue };
        let inside = |part: &f64| (-1.0..=1.0).contains(part);
        let focus =
            document.focal_point.filter(|point| point.iter().all(inside)).map(|[x, y]| Focus { x, y });
        match place_of(url, names, top) {
            Some(entry) => {
                found.push(Medium {
                    entry,
                    alt: document.name.clone().unwrap_or_default(),
                    focus,
                    ai_generated: document.braise.ai_generated,
                });
            }
            None => items.push(not_understood(
                url.chars().take(160).collect::<String>(),
                "the file of a picture or film is not in the archive",
            )),
        }
    }
    found
}

/// Where in the archive the file of an address is. The place is the last part of the address; a server
/// may put folders before it.
pub(super) fn place_of(url: &str, names: &Names, top: &str) -> Option<String> {
    let path = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = path.trim_start_matches('/');
    let inside = path.find("media_attachments/").map_or(path, |at| &path[at..]);
    let place = |path: &str| if top.is_empty() { path.to_owned() } else { format!("{top}/{path}") };
    [place(inside), place(path)].into_iter().find(|place| names.has(place))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn post(object: Value) -> Post {
        let mut items = Vec::new();
        activity(json!({ "type": "Create", "object": object }), &Names::default(), "", &mut items).unwrap();
        let Some(Item::Post(post)) = items.pop() else { panic!("no post") };
        *post
    }

    #[test]
    fn audiences_are_told_apart() {
        let public = "https://www.w3.org/ns/activitystreams#Public";
        let followers = "https://a.example/users/ada/followers";
        for (to, cc, expected) in [
            (json!([public]), json!([followers]), Audience::Public),
            (json!([followers]), json!([public]), Audience::Unlisted),
            (json!("as:Public"), json!(null), Audience::Public),
            (json!([followers]), json!([]), Audience::Followers),
            (json!(["https://a.example/users/bo"]), json!([]), Audience::Direct),
            (json!(null), json!(null), Audience::Direct),
        ] {
            let note =
                json!({ "id": "n", "type": "Note", "published": "2020-01-01T00:00:00Z", "to": to, "cc": cc });
            assert_eq!(post(note).audience, expected, "{to} {cc}");
        }
    }

    #[test]
    fn what_a_model_made_is_told_by_our_own_archives() {
        let note = |braise: Value| json!({ "id": "n", "type": "Note", "published": "2020-01-01T00:00:00Z", "braise": braise });
        assert!(post(note(json!({ "aiGenerated": true }))).own.unwrap().ai_generated);
        assert!(!post(note(json!({}))).own.unwrap().ai_generated);
        let document = json!({ "url": "/a.png", "braise": { "aiGenerated": true } });
        assert!(serde_json::from_value::<Document>(document).unwrap().braise.ai_generated);
        assert!(!serde_json::from_value::<Document>(json!({ "url": "/a.png" })).unwrap().braise.ai_generated);
    }

    #[test]
    fn a_question_keeps_its_answers_and_a_text_its_source() {
        let question = post(json!({
            "id": "q", "type": "Question", "published": "2020-01-01T00:00:00Z", "content": "<p>Tea?</p>",
            "contentMap": { "en": "<p>Tea?</p>" }, "oneOf": [{ "name": "yes" }, { "name": "a<b" }],
        }));
        assert_eq!(question.text, Text::Html("<p>Tea?</p><p>• yes</p><p>• a&lt;b</p>".to_owned()));
        assert_eq!(question.language.as_deref(), Some("en"));
        let source = json!({ "content": "**b**", "mediaType": "text/markdown" });
        let note =
            json!({ "id": "n", "type": "Note", "published": "2020-01-01T00:00:00Z", "source": source });
        assert_eq!(post(note).text, Text::Markdown("**b**".to_owned()));
    }
}
