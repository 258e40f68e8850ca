//! X: scripts that each set one array of a page that comes with the archive.

use super::notes::Notes;
use super::{Wrapping, each_element, shaped, tell};
use crate::recognise::{is_tweets, is_x};
use crate::source::{Names, Source};
use crate::{
    ArchiveError, Audience, Item, Medium, Network, Person, Post, Profile, Repost, Sink, Text, dates, json,
};
use serde::Deserialize;
use serde_json::Value;
use std::collections::HashMap;

/// People whose number a mention gives a name to, at most so many.
const NAMES: usize = 200_000;

pub(super) const SCRIPT: (Wrapping, &[&str]) = (Wrapping::Script, &[]);

pub(super) fn read(source: &mut Source, sink: &mut Sink<'_>) -> Result<(), ArchiveError> {
    let names = source.names();
    let owner = owner(source, &names);
    if let Some((handle, name)) = owner.as_ref().map(|owner| (owner.username.clone(), owner.name.clone())) {
        let note = Text::Plain(note(source, &names));
        tell(sink, Item::Profile(Box::new(Profile { handle, name, note, ..Profile::default() })))?;
    }
    let notes = Notes::read(source, sink)?;
    let mut met = HashMap::new();
    let folder = MediaFolders::new(&names);
    let tweets = match source.only() {
        Some(only) => vec![only],
        None => names.like(|name| is_x(name) && is_tweets(name.rsplit('/').next().unwrap_or_default())),
    };
    for file in tweets {
        let own = owner.as_ref().map(|owner| owner.id.as_str());
        each_element(source, &file, SCRIPT, sink, &mut |_, value, items| {
            tweet(value, own, &folder, &notes, &mut met, items)
        })?;
    }
    for (file, of) in OTHERS {
        for file in names.like(|name| part_of(name, file)) {
            each_element(source, &file, SCRIPT, sink, &mut |_, value, items| {
                items.push(other(value, of, &met)?);
                Ok(())
            })?;
        }
    }
    Ok(())
}

/// Scripts that are not of posts, and the member of each element that holds it.
const OTHERS: [(&str, Other); 4] = [
    ("following", Other::Following),
    ("block", Other::Blocking),
    ("mute", Other::Muting),
    ("like", Other::Like),
];

#[derive(Clone, Copy)]
enum Other {
    Following,
    Blocking,
    Muting,
    Like,
}

/// `data/like.js`, `data/like-part1.js`.
pub(super) fn part_of(name: &str, stem: &str) -> bool {
    let Some(file) = name.rsplit_once("data/").map(|(_, file)| file) else { return false };
    let rest = file.strip_suffix(".js").and_then(|file| file.strip_prefix(stem));
    rest.is_some_and(|rest| rest.is_empty() || rest.starts_with("-part"))
}

struct Owner {
    id: String,
    username: String,
    name: String,
}

fn first(source: &mut Source, name: Option<String>) -> Option<Value> {
    let most = source.limits.item;
    let array = json::skip_to_array(source.file(&name?).ok()?).ok()?;
    json::whole(array, most).ok()?.as_array_mut()?.first_mut().map(Value::take)
}

fn owner(source: &mut Source, names: &Names) -> Option<Owner> {
    let account = first(source, names.ending("data/account.js"))?;
    let text = |name: &str| account["account"][name].as_str().unwrap_or_default().to_owned();
    Some(Owner { id: text("accountId"), username: text("username"), name: text("accountDisplayName") })
}

fn note(source: &mut Source, names: &Names) -> String {
    let profile = first(source, names.ending("data/profile.js")).unwrap_or_default();
    unescape(profile["profile"]["description"]["bio"].as_str().unwrap_or_default())
}

#[derive(Deserialize)]
struct Wrapped {
    tweet: Tweet,
}

#[derive(Deserialize)]
struct Tweet {
    id_str: String,
    #[serde(alias = "text")]
    full_text: String,
    created_at: String,
    #[serde(default)]
    entities: Entities,
    #[serde(default)]
    extended_entities: Entities,
    in_reply_to_status_id_str: Option<String>,
    in_reply_to_user_id_str: Option<String>,
    lang: Option<String>,
    #[serde(default)]
    possibly_sensitive: bool,
    #[serde(default)]
    edit_info: Value,
}

#[derive(Deserialize, Default)]
struct Entities {
    #[serde(default)]
    urls: Vec<Address>,
    #[serde(default)]
    media: Vec<TweetMedium>,
    #[serde(default)]
    user_mentions: Vec<Mentioned>,
}

#[derive(Deserialize)]
struct Address {
    url: String,
    expanded_url: Option<String>,
}

#[derive(Deserialize)]
struct TweetMedium {
    url: Option<String>,
    media_url: Option<String>,
    media_url_https: Option<String>,
    #[serde(default)]
    video_info: Film,
    #[serde(alias = "altText")]
    ext_alt_text: Option<String>,
}

#[derive(Deserialize, Default)]
struct Film {
    #[serde(default)]
    variants: Vec<Variant>,
}

#[derive(Deserialize)]
struct Variant {
    url: String,
    /// A number in quotation marks.
    bitrate: Option<Value>,
}

#[derive(Deserialize)]
struct Mentioned {
    id_str: Option<String>,
    screen_name: String,
}

/// Where media may lie, by the names it has had.
struct MediaFolders<'n> {
    names: &'n Names,
    folders: Vec<String>,
}

impl<'n> MediaFolders<'n> {
    fn new(names: &'n Names) -> Self {
        let mut folders = Vec::new();
        let top =
            names.like(is_x).first().and_then(|name| name.rfind("data/").map(|at| name[..at].to_owned()));
        for folder in ["tweets_media", "tweet_media"] {
            folders.push(format!("{}data/{folder}", top.as_deref().unwrap_or_default()));
        }
        Self { names, folders }
    }

    fn find(&self, tweet: &str, file: &str) -> Option<String> {
        let place = |folder: &String| format!("{folder}/{tweet}-{file}");
        self.folders.iter().map(place).find(|place| self.names.has(place))
    }
}

fn tweet(
    value: Value,
    own: Option<&str>,
    folder: &MediaFolders<'_>,
    notes: &Notes,
    met: &mut HashMap<String, String>,
    items: &mut Vec<Item>,
) -> Result<(), String> {
    // Old archives have no wrapping.
    let tweet = if value.get("tweet").is_some() { shaped::<Wrapped>(value)?.tweet } else { shaped(value)? };
    for mentioned in &tweet.entities.user_mentions {
        if let Some(id) = mentioned.id_str.as_ref().filter(|_| met.len() < NAMES) {
            met.insert(id.clone(), mentioned.screen_name.clone());
        }
    }
    if superseded(&tweet) {
        items.push(Item::LeftOut { what: "earlier versions of edited posts" });
        return Ok(());
    }
    if tweet.full_text.starts_with("RT @") {
        // The archive does not say what was passed on, only how it began.
        items
            .push(Item::Repost(Box::new(Repost { key: format!("x:{}", tweet.id_str), ..Repost::default() })));
        return Ok(());
    }
    let at = dates::x(&tweet.created_at).ok_or("its date cannot be read")?;
    let media = media(&tweet, folder, items);
    let to_self = match (&tweet.in_reply_to_user_id_str, own) {
        (Some(to), Some(own)) => to == own,
        _ => true,
    };
    let key = |id: &String| format!("x:{id}");
    items.push(Item::Post(Box::new(Post {
        key: key(&tweet.id_str),
        at,
        text: Text::Plain(notes.whole(&tweet.full_text, at).map_or_else(|| words(&tweet), str::to_owned)),
        language: tweet.lang.as_deref().and_then(language),
        reply_to: tweet.in_reply_to_status_id_str.as_ref().filter(|_| to_self).map(key),
        quote: quoted(&tweet),
        warning: String::new(),
        sensitive: tweet.possibly_sensitive,
        audience: Audience::Public,
        media,
        mentioned: Vec::new(),
        own: None,
    })));
    Ok(())
}

/// Whether a later version of it is in the archive too.
fn superseded(tweet: &Tweet) -> bool {
    let versions = [&tweet.edit_info["edit"], &tweet.edit_info["initial"]]
        .into_iter()
        .filter_map(|info| info.get("editTweetIds").or_else(|| info.get("edit_tweet_ids")))
        .find_map(Value::as_array);
    let last = versions.and_then(|ids| ids.last()).and_then(Value::as_str);
    last.is_some_and(|last| last != tweet.id_str)
}

/// The words with addresses as they were before X shortened them, and without those of the media.
fn words(tweet: &Tweet) -> String {
    let mut text = unescape(&tweet.full_text);
    for address in &tweet.entities.urls {
        if let Some(long) = address.expanded_url.as_ref().filter(|_| !address.url.is_empty()) {
            text = text.replace(&address.url, long);
        }
    }
    for medium in tweet.entities.media.iter().chain(&tweet.extended_entities.media) {
        if let Some(short) = medium.url.as_ref().filter(|short| !short.is_empty()) {
            text = text.replace(short.as_str(), "");
        }
    }
    text.trim().to_owned()
}

/// X escapes these and no others.
pub(super) fn unescape(text: &str) -> String {
    text.replace("&lt;", "<")
        .replace("&gt;", ">")
        .replace("&quot;", "\"")
        .replace("&#39;", "'")
        .replace("&amp;", "&")
}

/// X's codes for languages, some of them old, some for none.
fn language(code: &str) -> Option<String> {
    match code {
        "in" => Some("id".to_owned()),
        "iw" => Some("he".to_owned()),
        _ => (code.len() == 2 && code.bytes().all(|byte| byte.is_ascii_lowercase())).then(|| code.to_owned()),
    }
}

/// The post that is quoted, told from the address that stands for it.
fn quoted(tweet: &Tweet) -> Option<String> {
    let last = tweet.entities.urls.last()?.expanded_url.as_ref()?;
    let rest = last.strip_prefix("https://")?;
    let rest = rest.strip_prefix("twitter.com/").or_else(|| rest.strip_prefix("x.com/"))?;
    let (_, id) = rest.split_once("/status/")?;
    let id: String = id.chars().take_while(char::is_ascii_digit).collect();
    (!id.is_empty()).then(|| format!("x:{id}"))
}

fn media(tweet: &Tweet, folder: &MediaFolders<'_>, items: &mut Vec<Item>) -> Vec<Medium> {
    let all = if tweet.extended_entities.media.is_empty() {
        &tweet.entities.media
    } else {
        &tweet.extended_entities.media
    };
    let mut found = Vec::new();
    for medium in all {
        let Some(file) = medium.file() else { continue };
        match folder.find(&tweet.id_str, &file) {
            Some(entry) => {
                let alt = medium.ext_alt_text.clone().unwrap_or_default();
                found.push(Medium { entry, alt, ..Medium::default() });
            }
            None => items.push(super::not_understood(
                format!("{}-{file}", tweet.id_str),
                "the file of a picture or film is not in the archive",
            )),
        }
    }
    found
}

impl TweetMedium {
    /// The name its file ends with: of a film, of its best version.
    fn file(&self) -> Option<String> {
        let rate = |variant: &&Variant| match &variant.bitrate {
            Some(Value::String(rate)) => rate.parse().unwrap_or(0),
            Some(Value::Number(rate)) => rate.as_u64().unwrap_or(0),
            _ => 0,
        };
        let film =
            self.video_info.variants.iter().filter(|variant| variant.bitrate.is_some()).max_by_key(rate);
        let address = film
            .map(|variant| variant.url.as_str())
            .or(self.media_url_https.as_deref())
            .or(self.media_url.as_deref())?;
        let file = address.split(['?', '#']).next()?.rsplit('/').next()?;
        (!file.is_empty()).then(|| file.to_owned())
    }
}

fn other(value: Value, of: Other, met: &HashMap<String, String>) -> Result<Item, String> {
    let (member, make): (_, fn(Person) -> Item) = match of {
        Other::Following => ("following", Item::Follow),
        Other::Blocking => ("blocking", Item::Block),
        Other::Muting => ("muting", |person| Item::Mute { person, notifications: true }),
        Other::Like => {
            let id = value["like"]["tweetId"].as_str().ok_or("it names no post")?;
            let address = value["like"]["expandedUrl"].as_str();
            return Ok(Item::Like(address.map_or_else(|| format!("x:{id}"), str::to_owned)));
        }
    };
    let id = value[member]["accountId"].as_str().ok_or("it names nobody")?;
    let handle = met.get(id).map(|handle| handle.to_lowercase());
    Ok(make(Person { network: Network::X, handle, id: Some(id.to_owned()) }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn read(value: Value) -> Vec<Item> {
        let names = Names::default();
        let mut items = Vec::new();
        let folders = MediaFolders::new(&names);
        tweet(value, Some("1"), &folders, &Notes::default(), &mut HashMap::new(), &mut items).unwrap();
        items
    }

    fn post(value: Value) -> Post {
        let Some(Item::Post(post)) = read(value).pop() else { panic!("no post") };
        *post
    }

    #[test]
    fn addresses_are_long_again_and_signs_are_themselves() {
        let post = post(json!({ "tweet": {
            "id_str": "20", "created_at": "Wed Oct 10 20:19:24 +0000 2018", "lang": "in",
            "full_text": "1 &lt; 2 &amp;amp; see https://t.co/a https://t.co/b",
            "entities": {
                "urls": [{ "url": "https://t.co/a", "expanded_url": "https://a.example/?x=1&lt=2" }],
                "media": [{ "url": "https://t.co/b", "media_url_https": "https://p.example/b.jpg" }],
            },
            "in_reply_to_status_id_str": "19", "in_reply_to_user_id_str": "1",
        }}));
        assert_eq!(post.text, Text::Plain("1 < 2 &amp; see https://a.example/?x=1&lt=2".to_owned()));
        assert_eq!((post.key.as_str(), post.reply_to.as_deref()), ("x:20", Some("x:19")));
        assert_eq!(post.language.as_deref(), Some("id"));
    }

    #[test]
    fn what_others_wrote_and_old_versions_are_no_posts() {
        let base = |text: &str| json!({ "tweet": { "id_str": "20", "created_at": "Wed Oct 10 20:19:24 +0000 2018", "full_text": text } });
        assert!(matches!(&read(base("RT @bo: hi"))[..], [Item::Repost(repost)] if repost.of.is_none()));
        let mut edited = base("hi");
        edited["tweet"]["edit_info"] = json!({ "initial": { "editTweetIds": ["20", "21"] } });
        assert!(matches!(read(edited.clone())[..], [Item::LeftOut { .. }]));
        edited["tweet"]["edit_info"] = json!({ "edit": { "editTweetIds": ["19", "20"] } });
        assert!(matches!(read(edited)[..], [Item::Post(_)]));
        let mut reply = base("@bo hi");
        reply["tweet"]["in_reply_to_status_id_str"] = json!("7");
        reply["tweet"]["in_reply_to_user_id_str"] = json!("2");
        assert_eq!(post(reply).reply_to, None);
    }

    #[test]
    fn the_best_version_of_a_film_is_looked_for() {
        let film: TweetMedium = shaped(json!({
            "media_url_https": "https://p.example/still.jpg",
            "video_info": { "variants": [
                { "url": "https://v.example/low.mp4?tag=1", "bitrate": "256000" },
                { "url": "https://v.example/high.mp4?tag=1", "bitrate": "2176000" },
                { "url": "https://v.example/list.m3u8" },
            ]},
        }))
        .unwrap();
        assert_eq!(film.file().as_deref(), Some("high.mp4"));
    }
}
