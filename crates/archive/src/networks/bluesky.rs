//! Bluesky: a repository of records, with or without its pictures in `blobs` beside it.

use super::car::Repository;
use super::{not_understood, tell};
use crate::source::{Names, Source};
use crate::{
    ArchiveError, Audience, Item, Medium, Network, Person, Post, Profile, Repost, Sink, Text, dates,
};
use ipld_core::cid::Cid;
use ipld_core::ipld::Ipld;
use std::ops::ControlFlow;

/// What authors say of pictures that are better covered.
const COVERED: [&str; 5] = ["porn", "sexual", "nudity", "graphic-media", "gore"];

pub(super) fn read(source: &mut Source, sink: &mut Sink<'_>) -> Result<(), ArchiveError> {
    let names = source.names();
    let files = source.only().map_or_else(|| names.like(|name| name.ends_with(".car")), |only| vec![only]);
    for file in files {
        let seekable = match source.seekable(&file) {
            Ok(seekable) => seekable,
            Err(error) => {
                tell(sink, not_understood(&file, error))?;
                continue;
            }
        };
        match Repository::open(seekable, &source.limits) {
            Ok(mut repository) => records(&mut repository, &file, &names, sink)?,
            Err(ArchiveError::Damaged) => {
                tell(sink, not_understood(&file, "it is no repository of Bluesky"))?;
            }
            Err(error) => return Err(error),
        }
    }
    Ok(())
}

fn records(
    repository: &mut Repository,
    file: &str,
    names: &Names,
    sink: &mut Sink<'_>,
) -> Result<(), ArchiveError> {
    let commit = match repository.commit() {
        Ok(commit) => commit,
        Err(why) => return tell(sink, not_understood(file, format!("its newest state: {why}"))),
    };
    if repository.broken > 0 {
        tell(sink, not_understood(file, format!("{} blocks are damaged", repository.broken)))?;
    }
    if let Some(why) = repository.cut.take() {
        tell(sink, not_understood(file, why))?;
    }
    let top = file.rsplit_once('/').map_or(String::new(), |(folder, _)| format!("{folder}/"));
    let around = Around { did: commit.did.clone(), names, top };
    let flow = repository.records(&commit, &mut |repository, found| {
        let mut items = Vec::new();
        match found {
            Err(why) => items.push(not_understood(file, why)),
            Ok((key, cid)) => {
                let key = key.to_owned();
                let understood =
                    repository.block(&cid).and_then(|value| around.record(&key, &value, &mut items));
                if let Err(why) = understood {
                    items.push(not_understood(key.chars().take(200).collect::<String>(), why));
                }
            }
        }
        items.into_iter().try_for_each(&mut *sink)
    });
    if flow == ControlFlow::Break(()) { Err(ArchiveError::BrokenOff) } else { Ok(()) }
}

struct Around<'n> {
    did: String,
    names: &'n Names,
    top: String,
}

/// A member of a record.
fn member<'v>(value: &'v Ipld, name: &str) -> Option<&'v Ipld> {
    match value {
        Ipld::Map(members) => members.get(name),
        _ => None,
    }
}

fn text<'v>(value: &'v Ipld, path: &[&str]) -> Option<&'v str> {
    match at(value, path)? {
        Ipld::String(text) => Some(text),
        _ => None,
    }
}

fn at<'v>(value: &'v Ipld, path: &[&str]) -> Option<&'v Ipld> {
    path.iter().try_fold(value, |value, name| member(value, name))
}

fn list<'v>(value: &'v Ipld, path: &[&str]) -> &'v [Ipld] {
    match at(value, path) {
        Some(Ipld::List(values)) => values,
        _ => &[],
    }
}

fn repost(key: &str, value: &Ipld, of: String) -> Repost {
    let at = text(value, &["createdAt"]).and_then(dates::iso);
    Repost { key: key.to_owned(), of: Some(of), at, audience: Audience::Public }
}

impl Around<'_> {
    fn record(&self, key: &str, value: &Ipld, items: &mut Vec<Item>) -> Result<(), String> {
        let (collection, _) = key.split_once('/').ok_or("its key has no collection")?;
        let subject = || text(value, &["subject"]).map(person).ok_or_else(|| "it names nobody".to_owned());
        let post = || {
            let uri = text(value, &["subject", "uri"]).ok_or_else(|| "it names no post".to_owned())?;
            Ok::<_, String>(uri.to_owned())
        };
        match collection {
            "app.bsky.feed.post" => return self.post(key, value, items),
            "app.bsky.graph.follow" => items.push(Item::Follow(subject()?)),
            "app.bsky.graph.block" => items.push(Item::Block(subject()?)),
            "app.bsky.feed.like" => items.push(Item::Like(post()?)),
            "app.bsky.feed.repost" => items.push(Item::Repost(Box::new(repost(key, value, post()?)))),
            "app.bsky.actor.profile" => items.push(Item::Profile(Box::new(Profile {
                handle: self.did.clone(),
                name: text(value, &["displayName"]).unwrap_or_default().to_owned(),
                note: Text::Plain(text(value, &["description"]).unwrap_or_default().to_owned()),
                ..Profile::default()
            }))),
            // Settings of the network, which have nothing to be compared with here.
            _ => items.push(Item::LeftOut { what: "records of Bluesky that have no counterpart here" }),
        }
        Ok(())
    }

    fn post(&self, key: &str, value: &Ipld, items: &mut Vec<Item>) -> Result<(), String> {
        let at = text(value, &["createdAt"]).and_then(dates::iso).ok_or("its date cannot be read")?;
        let mut words = long_links(text(value, &["text"]).unwrap_or_default(), list(value, &["facets"]));
        let embed = member(value, "embed");
        let media = embed.map(|embed| self.media(embed, items)).unwrap_or_default();
        if let Some(page) = embed.and_then(|embed| {
            text(embed, &["external", "uri"]).or_else(|| text(embed, &["media", "external", "uri"]))
        }) && !words.contains(page)
        {
            words = format!("{words}\n\n{page}");
        }
        let quoted = embed.and_then(|embed| {
            text(embed, &["record", "uri"]).or_else(|| text(embed, &["record", "record", "uri"]))
        });
        let own = |uri: &&str| uri.starts_with(&format!("at://{}/app.bsky.feed.post/", self.did));
        if let Some(page) = quoted.filter(|uri| !own(uri)).and_then(page_of) {
            words = format!("{words}\n\n{page}");
        }
        let covered = list(value, &["labels", "values"])
            .iter()
            .any(|label| text(label, &["val"]).is_some_and(|label| COVERED.contains(&label)));
        let language = match list(value, &["langs"]) {
            [Ipld::String(language)] => Some(language.split('-').next().unwrap_or_default().to_lowercase()),
            _ => None,
        };
        items.push(Item::Post(Box::new(Post {
            key: format!("at://{}/{key}", self.did),
            at,
            text: Text::Plain(words.trim().to_owned()),
            language: language.filter(|language| matches!(language.len(), 2 | 3)),
            reply_to: text(value, &["reply", "parent", "uri"]).filter(own).map(str::to_owned),
            quote: quoted.filter(own).map(str::to_owned),
            warning: String::new(),
            sensitive: covered,
            audience: Audience::Public,
            media,
            mentioned: Vec::new(),
            own: None,
        })));
        Ok(())
    }

    fn media(&self, embed: &Ipld, items: &mut Vec<Item>) -> Vec<Medium> {
        let inner = member(embed, "media").unwrap_or(embed);
        let pictures =
            list(inner, &["images"]).iter().map(|one| (at(one, &["image", "ref"]), text(one, &["alt"])));
        let film = member(inner, "video").map(|film| (member(film, "ref"), text(inner, &["alt"])));
        let mut found = Vec::new();
        for (blob, alt) in pictures.chain(film) {
            let Some(Ipld::Link(cid)) = blob else { continue };
            match self.blob(cid) {
                Some(entry) => {
                    found.push(Medium {
                        entry,
                        alt: alt.unwrap_or_default().to_owned(),
                        ..Medium::default()
                    });
                }
                None => items.push(not_understood(
                    format!("blobs/{cid}"),
                    "the file of a picture or film is not in the archive",
                )),
            }
        }
        found
    }

    /// Where a picture lies, by the names tools give it.
    fn blob(&self, cid: &Cid) -> Option<String> {
        let endings = ["", ".jpg", ".jpeg", ".png", ".webp", ".gif", ".mp4"];
        let places = endings.iter().map(|ending| format!("{}blobs/{cid}{ending}", self.top));
        places.into_iter().find(|place| self.names.has(place))
    }
}

fn person(did: &str) -> Person {
    Person { network: Network::Bluesky, handle: None, id: Some(did.to_lowercase()) }
}

/// The web page of a post.
fn page_of(uri: &str) -> Option<String> {
    let (did, key) = uri.strip_prefix("at://")?.split_once("/app.bsky.feed.post/")?;
    Some(format!("https://bsky.app/profile/{did}/post/{key}"))
}

/// Links are shown shortened; here they stand in full.
fn long_links(words: &str, facets: &[Ipld]) -> String {
    let number = |value: &Ipld, name: &str| match at(value, &["index", name]) {
        Some(Ipld::Integer(number)) => usize::try_from(*number).ok(),
        _ => None,
    };
    let mut links: Vec<(usize, usize, &str)> = facets
        .iter()
        .filter_map(|facet| {
            let uri = list(facet, &["features"]).iter().find_map(|feature| text(feature, &["uri"]))?;
            Some((number(facet, "byteStart")?, number(facet, "byteEnd")?, uri))
        })
        .collect();
    links.sort_unstable();
    let (mut out, mut done) = (String::new(), 0);
    for (start, end, uri) in links {
        let (Some(before), Some(shown)) = (words.get(done..start), words.get(start..end)) else { continue };
        out.push_str(before);
        let short = shown.trim_end_matches(['.', '…']);
        let is_short =
            uri.split_once("://").is_some_and(|(_, rest)| rest.starts_with(short)) || uri.starts_with(short);
        // A link under other words keeps its words.
        if is_short {
            out.push_str(uri);
        } else {
            out.push_str(&format!("{shown} ({uri})"));
        }
        done = end;
    }
    out.push_str(words.get(done..).unwrap_or_default());
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeMap;

    fn map(members: &[(&str, Ipld)]) -> Ipld {
        Ipld::Map(
            members
                .iter()
                .map(|(name, value)| ((*name).to_owned(), value.clone()))
                .collect::<BTreeMap<_, _>>(),
        )
    }

    fn link(start: i128, end: i128, uri: &str) -> Ipld {
        map(&[
            ("index", map(&[("byteStart", Ipld::Integer(start)), ("byteEnd", Ipld::Integer(end))])),
            ("features", Ipld::List(vec![map(&[("uri", Ipld::String(uri.to_owned()))])])),
        ])
    }

    #[test]
    fn shortened_links_stand_in_full() {
        let words = "é a.example/lon... and here";
        let facets = [link(3, 19, "https://a.example/long/way"), link(24, 28, "https://b.example/")];
        assert_eq!(long_links(words, &facets), "é https://a.example/long/way and here (https://b.example/)");
        // In the middle of a character, beyond the end, or over each other.
        for facets in [
            [link(1, 9, "https://x"), link(2, 900, "https://y")],
            [link(3, 9, "https://x"), link(5, 9, "https://y")],
        ] {
            assert!(!long_links(words, &facets).is_empty());
        }
    }
}
