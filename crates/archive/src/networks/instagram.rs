//! Instagram: `media/posts_1.json` and further parts, and those one follows.

use super::meta::{self, MetaMedium};
use super::{Wrapping, each_element, shaped, small, tell, threads};
use crate::recognise::{is_instagram, is_threads};
use crate::source::{Names, Source};
use crate::{ArchiveError, Audience, Item, Network, Person, Post, Profile, Sink, Text, dates};
use serde::Deserialize;
use serde_json::Value;

const POSTS: (Wrapping, &[&str]) = (Wrapping::Json, &["ig_reels_media", "ig_archived_post_media"]);
const STORIES: (Wrapping, &[&str]) = (Wrapping::Json, &["ig_stories"]);
const PEOPLE: (Wrapping, &[&str]) = (
    Wrapping::Json,
    &[
        "relationships_following",
        "relationships_blocked_users",
        "text_post_app_text_post_app_following",
        "text_post_app_text_post_app_blocked_users",
    ],
);

/// What somebody is to the archive's owner.
type Make = fn(Person) -> Item;

pub(super) fn read(source: &mut Source, sink: &mut Sink<'_>) -> Result<(), ArchiveError> {
    let names = source.names();
    if let Some(profile) = profile(source, &names) {
        tell(sink, profile)?;
    }
    for file in posts(source, &names) {
        let top = meta::top(&file, "your_instagram_activity/");
        each_element(source, &file, POSTS, sink, &mut |_, value, items| {
            entry("instagram", value, &names, &top, items)
        })?;
    }
    for file in names.like(|name| name.ends_with("media/stories.json")) {
        let top = meta::top(&file, "your_instagram_activity/");
        each_element(source, &file, STORIES, sink, &mut |_, value, items| story(value, &names, &top, items))?;
    }
    if !names.like(is_threads).is_empty() {
        threads::posts(source, sink)?;
    }
    people(source, sink)
}

fn posts(source: &Source, names: &Names) -> Vec<String> {
    let reels = |name: &str| name.ends_with("media/reels.json");
    source.only().map_or_else(|| names.like(|name| is_instagram(name) || reels(name)), |only| vec![only])
}

/// Whom one follows and blocks, on Instagram and on Threads.
pub(super) fn people(source: &mut Source, sink: &mut Sink<'_>) -> Result<(), ArchiveError> {
    let names = source.names();
    let kinds: [(&str, Make); 4] = [
        ("followers_and_following/following.json", Item::Follow),
        ("followers_and_following/blocked_profiles.json", Item::Block),
        ("threads/following.json", Item::Follow),
        ("threads/blocked_profiles.json", Item::Block),
    ];
    for (end, make) in kinds {
        let Some(file) = names.ending(end) else { continue };
        let network = if end.starts_with("threads") { Network::Threads } else { Network::Instagram };
        each_element(source, &file, PEOPLE, sink, &mut |_, value, items| {
            // The name stands in one place or the other, depending on the year.
            let entry = &value["string_list_data"][0];
            let from_address =
                entry["href"].as_str().and_then(|href| href.trim_end_matches('/').rsplit('/').next());
            let handle = [entry["value"].as_str(), value["title"].as_str(), from_address];
            let handle =
                handle.into_iter().flatten().find(|handle| !handle.is_empty()).ok_or("it names nobody")?;
            items.push(make(Person::named(network, handle)));
            Ok(())
        })?;
    }
    Ok(())
}

fn profile(source: &mut Source, names: &Names) -> Option<Item> {
    let file = names.ending("personal_information/personal_information.json")?;
    let mut value = small(source, Some(file))?;
    meta::repair(&mut value);
    let told = &value["profile_user"][0]["string_map_data"];
    let text = |name: &str| told[name]["value"].as_str().unwrap_or_default().to_owned();
    let profile = Profile {
        handle: text("Username"),
        name: text("Name"),
        note: Text::Plain(text("Bio")),
        ..Profile::default()
    };
    Some(Item::Profile(Box::new(profile)))
}

#[derive(Deserialize)]
struct Entry {
    #[serde(default)]
    title: String,
    creation_timestamp: Option<i64>,
    #[serde(default)]
    media: Vec<MetaMedium>,
}

/// An entry; also of Threads. With one medium, its words and moment stand with the medium.
pub(super) fn entry(
    network: &str,
    mut value: Value,
    names: &Names,
    top: &str,
    items: &mut Vec<Item>,
) -> Result<(), String> {
    meta::repair(&mut value);
    let entry: Entry = shaped(value)?;
    let first = entry.media.first();
    let at = entry.creation_timestamp.or_else(|| first.and_then(|medium| medium.creation_timestamp));
    let seconds = at.ok_or("it has no date")?;
    let at = dates::seconds(seconds).ok_or("its date cannot be read")?;
    let text = if entry.title.is_empty() { first.map_or("", |medium| &medium.title) } else { &entry.title };
    let text = text.trim().to_owned();
    let key = meta::key(network, seconds, &text, &entry.media);
    let media = meta::media(names, top, &entry.media, items);
    if text.is_empty() && media.is_empty() {
        items.push(Item::LeftOut { what: "posts without words and media" });
        return Ok(());
    }
    let post =
        Post { key, at, text: Text::Plain(text), audience: Audience::Public, media, ..Post::default() };
    items.push(Item::Post(Box::new(post)));
    Ok(())
}

/// A story is one medium and was there for a day: it comes for followers, whoever could see it then.
fn story(mut value: Value, names: &Names, top: &str, items: &mut Vec<Item>) -> Result<(), String> {
    meta::repair(&mut value);
    let medium: MetaMedium = shaped(value)?;
    let seconds = medium.creation_timestamp.ok_or("it has no date")?;
    let at = dates::seconds(seconds).ok_or("its date cannot be read")?;
    let text = medium.title.trim().to_owned();
    let all = [medium];
    let key = meta::key("instagram-story", seconds, &text, &all);
    let media = meta::media(names, top, &all, items);
    // A story without its medium is nothing; that the file is missing has been told.
    if media.is_empty() {
        return Ok(());
    }
    let (text, audience) = (Text::Plain(text), Audience::Followers);
    items.push(Item::Post(Box::new(Post { key, at, text, audience, media, ..Post::default() })));
    Ok(())
}
