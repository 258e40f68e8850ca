//! What archives hold, in our words.

use model::filter::{FilterAction, FilterContext};
use model::{Focus, QuotePolicy, Time, Visibility};
use serde::{Deserialize, Serialize};

/// Where an archive is from.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum Network {
    /// X, once Twitter.
    X,
    /// Instagram.
    Instagram,
    /// Threads.
    Threads,
    /// Facebook.
    Facebook,
    /// Mastodon, and what writes archives as it does: Braise too.
    Mastodon,
    /// Bluesky.
    Bluesky,
}

impl Network {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::X, Self::Instagram, Self::Threads, Self::Facebook, Self::Mastodon, Self::Bluesky];

    /// The word it is kept as.
    pub const fn word(self) -> &'static str {
        match self {
            Self::X => "x",
            Self::Instagram => "instagram",
            Self::Threads => "threads",
            Self::Facebook => "facebook",
            Self::Mastodon => "mastodon",
            Self::Bluesky => "bluesky",
        }
    }

    /// The network of a word.
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|network| network.word() == word)
    }

    /// What people call it.
    pub const fn name(self) -> &'static str {
        match self {
            Self::X => "X",
            Self::Instagram => "Instagram",
            Self::Threads => "Threads",
            Self::Facebook => "Facebook",
            Self::Mastodon => "Mastodon",
            Self::Bluesky => "Bluesky",
        }
    }
}

/// One thing of an archive.
#[derive(Clone, PartialEq, Debug)]
pub enum Item {
    /// Something its owner wrote.
    Post(Box<Post>),
    /// Somebody else's post that was passed on, or one of their own once more.
    Repost(Box<Repost>),
    /// Somebody they follow.
    Follow(Person),
    /// Somebody they follow, and how.
    FollowAs {
        /// Whom.
        person: Person,
        /// What they pass on, too.
        reposts: bool,
        /// With a notification of every post.
        notify: bool,
        /// Only these languages; none is all.
        languages: Vec<String>,
    },
    /// Somebody they block.
    Block(Person),
    /// Somebody they mute.
    Mute {
        /// Whom.
        person: Person,
        /// Their notifications too.
        notifications: bool,
    },
    /// A server they block.
    DomainBlock(String),
    /// A post they kept: its address.
    Bookmark(String),
    /// A post they like: its address.
    Like(String),
    /// Somebody in a list of theirs.
    ListMember {
        /// The list's name.
        list: String,
        /// Who is in it.
        person: Person,
    },
    /// Who they are there.
    Profile(Box<Profile>),
    /// Words they would rather not meet.
    Filter(Box<Filter>),
    /// A feed they made; only our own archives have any.
    Feed(Box<OwnFeed>),
    /// A starter pack they made, likewise.
    Pack(Box<OwnPack>),
    /// Something that was left out on purpose: an earlier version of a post, say.
    LeftOut {
        /// What kind of thing.
        what: &'static str,
    },
    /// Something that is in the archive but could not be read.
    NotUnderstood {
        /// The file, with the number of the item in it.
        place: String,
        /// What is wrong.
        why: String,
    },
}

/// Who somebody is on a network.
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Profile {
    /// Their name in addresses.
    pub handle: String,
    /// The name shown.
    pub name: String,
    /// What they say of themselves.
    pub note: Text,
    /// Names and values.
    pub fields: Vec<(String, Text)>,
    /// The picture.
    pub avatar: Option<Medium>,
    /// The wide picture.
    pub header: Option<Medium>,
    /// What they chose of how they are found; only archives of servers of this kind say.
    pub choices: Option<Choices>,
}

/// How somebody wants to be found and followed.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Choices {
    /// Follows need approval.
    pub locked: bool,
    /// Automated.
    pub bot: bool,
    /// Wants to be found.
    pub discoverable: bool,
    /// Lets posts be found by search.
    pub indexable: bool,
    /// Hides follows and followers.
    pub hide_collections: bool,
}

/// A post that was passed on.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Repost {
    /// What tells it from all others of its network.
    pub key: String,
    /// The address of what was passed on, where it is known.
    pub of: Option<String>,
    /// When, where that is known.
    pub at: Option<Time>,
    /// How far.
    pub audience: Audience,
}

/// Words somebody would rather not meet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Filter {
    /// Its name.
    pub title: String,
    /// Where it acts.
    pub contexts: Vec<FilterContext>,
    /// What it does.
    pub action: FilterAction,
    /// When it ends.
    pub ends: Option<Time>,
    /// The words, and whether they count only as a whole word.
    pub words: Vec<(String, bool)>,
}

/// A feed somebody made.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnFeed {
    /// Its name.
    pub name: String,
    /// What it is, in its owner's words.
    pub description: String,
    /// Whether others may read it.
    pub shared: bool,
    /// Whether its owner keeps it at hand.
    pub pinned: bool,
    /// Authors its posts come from: `name@server`.
    pub people: Vec<String>,
    /// What else it is made of, as the server that wrote it says it.
    pub recipe: serde_json::Value,
}

/// A starter pack somebody made.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
#[serde(default)]
pub struct OwnPack {
    /// Its name.
    pub name: String,
    /// What it is, in its owner's words.
    pub description: String,
    /// Whether others may see it.
    pub shared: bool,
    /// Who is in it: `name@server`.
    pub people: Vec<String>,
    /// The names of its owner's feeds in it.
    pub feeds: Vec<String>,
}

/// A post as it was there.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Post {
    /// What tells it from all others of its network, the same in every archive.
    pub key: String,
    /// When it was written.
    pub at: Time,
    /// The words.
    pub text: Text,
    /// ISO 639, where it is known.
    pub language: Option<String>,
    /// The key of what it answers, where that may be a post of the same archive.
    pub reply_to: Option<String>,
    /// The key of what it quotes, likewise.
    pub quote: Option<String>,
    /// The content warning.
    pub warning: String,
    /// Whether media is covered.
    pub sensitive: bool,
    /// How far it reached.
    pub audience: Audience,
    /// Its media, in order.
    pub media: Vec<Medium>,
    /// Whom it names, as far as the archive says who that is.
    #[serde(default)]
    pub mentioned: Vec<Mentioned>,
    /// What only archives of this program tell.
    pub own: Option<Box<Own>>,
}

/// Somebody a post names.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Mentioned {
    /// `user@server`.
    pub name: String,
    /// Their ActivityPub id.
    pub address: String,
    /// Their page, to which the name led.
    pub page: String,
}

/// What an archive written by this program tells of a post, and no other does.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Own {
    /// When it was last changed.
    pub edited_at: Option<Time>,
    /// When it was pinned to the profile.
    pub pinned_at: Option<Time>,
    /// Never left its server.
    pub local_only: bool,
    /// Made with a model, as its author said.
    pub ai_generated: bool,
    /// Who might quote it.
    pub quotes: Option<QuotePolicy>,
    /// Its poll, which is over.
    pub poll: Option<OldPoll>,
    /// What it was before, and is now, oldest first; nothing when it never changed.
    pub versions: Vec<Version>,
}

/// A poll that is over.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct OldPoll {
    /// The answers and how often each was chosen.
    pub answers: Vec<(String, i64)>,
    /// Several might be chosen.
    pub multiple: bool,
    /// Counts were hidden until the end.
    pub hide_totals: bool,
    /// When it ended.
    pub ends: Option<Time>,
    /// How many people voted.
    pub voters: i64,
}

/// A post as it was for a while.
#[derive(Clone, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub struct Version {
    /// From when on.
    pub at: Time,
    /// As HTML, not to be trusted.
    pub html: String,
    /// The content warning.
    pub warning: String,
    /// Whether media was covered.
    pub sensitive: bool,
    /// The media that are still there, by their place, with their descriptions of then.
    pub media: Vec<(usize, String)>,
    /// The poll's answers.
    pub answers: Vec<String>,
    /// Whether it quoted what it quotes now.
    pub quotes: bool,
}

/// How a text is written.
#[derive(Clone, PartialEq, Eq, Debug, Serialize, Deserialize)]
pub enum Text {
    /// As it is.
    Plain(String),
    /// With Markdown.
    Markdown(String),
    /// As HTML, not to be trusted.
    Html(String),
}

impl Default for Text {
    fn default() -> Self {
        Self::Plain(String::new())
    }
}

/// How far a post reached where it was.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default, Serialize, Deserialize)]
pub enum Audience {
    /// Everybody.
    #[default]
    Public,
    /// Everybody who came by.
    Unlisted,
    /// Followers or friends; also where the archive does not say.
    Followers,
    /// Those named in it.
    Direct,
}

impl Audience {
    /// The same in the words of this server.
    pub const fn visibility(self) -> Visibility {
        match self {
            Self::Public => Visibility::Public,
            Self::Unlisted => Visibility::Unlisted,
            Self::Followers => Visibility::Followers,
            Self::Direct => Visibility::Direct,
        }
    }
}

/// A picture, film or sound of a post.
#[derive(Clone, PartialEq, Debug, Default, Serialize, Deserialize)]
pub struct Medium {
    /// Where it is in the archive, for [`crate::Archive::medium`].
    pub entry: String,
    /// Its description.
    pub alt: String,
    /// The point that crops must keep.
    pub focus: Option<Focus>,
    /// Made with a model, as its owner said; only archives of servers of this kind say.
    pub ai_generated: bool,
}

/// Somebody on a network.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct Person {
    /// Which.
    pub network: Network,
    /// Their name there, in lower case: `name@server` on Mastodon; nothing where the archive tells
    /// only the number.
    pub handle: Option<String>,
    /// Their number or other identifier there.
    pub id: Option<String>,
}

impl Person {
    pub(crate) fn named(network: Network, handle: &str) -> Self {
        let handle = handle.trim().trim_start_matches('@').to_lowercase();
        Self { network, handle: Some(handle).filter(|handle| !handle.is_empty()), id: None }
    }

    /// The person whose page or address on a network this is.
    pub fn at(address: &str) -> Option<Self> {
        let address = address.trim();
        let Some((_, rest)) = address.split_once("://") else {
            // `@name@server`
            let (name, server) = address.strip_prefix('@')?.split_once('@')?;
            return Self::of_mastodon(name, server);
        };
        let mut parts = rest.split(['?', '#']).next()?.split('/').filter(|part| !part.is_empty());
        let host = parts.next()?.to_lowercase();
        let host = ["www.", "mobile.", "m."].iter().find_map(|way| host.strip_prefix(way)).unwrap_or(&host);
        let first = parts.next()?;
        let network = match host {
            "x.com" | "twitter.com" => Network::X,
            "instagram.com" => Network::Instagram,
            "threads.net" | "threads.com" => Network::Threads,
            "facebook.com" => Network::Facebook,
            "bsky.app" if first == "profile" => {
                let name = parts.next()?;
                let person = Self::named(Network::Bluesky, name);
                return if name.starts_with("did:") {
                    Some(Self { id: Some(name.to_lowercase()), handle: None, ..person })
                } else {
                    Some(person)
                };
            }
            _ if first == "users" => return Self::of_mastodon(parts.next()?, host),
            _ => return Self::of_mastodon(first.strip_prefix('@')?, host),
        };
        Some(Self::named(network, first))
    }

    fn of_mastodon(name: &str, server: &str) -> Option<Self> {
        let fits = |sign: char| sign.is_ascii_alphanumeric() || matches!(sign, '_' | '.' | '-');
        let plain = !name.is_empty() && name.chars().all(fits) && server.contains('.');
        plain.then(|| Self::named(Network::Mastodon, &format!("{name}@{server}")))
    }

    /// What they are kept and compared by: their name, else their number with a sign before it that no
    /// name has.
    pub fn key(&self) -> String {
        match (&self.handle, &self.id) {
            (Some(handle), _) => handle.clone(),
            (None, Some(id)) if id.starts_with("did:") => id.clone(),
            (None, Some(id)) => format!("#{id}"),
            (None, None) => String::new(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn people_are_known_by_their_pages() {
        for (address, network, key) in [
            ("https://x.com/Ada", Network::X, "ada"),
            ("https://www.twitter.com/Ada?lang=en", Network::X, "ada"),
            ("https://www.instagram.com/ada/", Network::Instagram, "ada"),
            ("https://www.threads.net/@ada", Network::Threads, "ada"),
            ("https://bsky.app/profile/ada.example", Network::Bluesky, "ada.example"),
            ("https://bsky.app/profile/did:plc:Abc", Network::Bluesky, "did:plc:abc"),
            ("https://old.example/@Ada", Network::Mastodon, "ada@old.example"),
            ("https://old.example/users/ada", Network::Mastodon, "ada@old.example"),
            ("@ada@old.example", Network::Mastodon, "ada@old.example"),
        ] {
            let person = Person::at(address).unwrap_or_else(|| panic!("{address}"));
            assert_eq!((person.network, person.key().as_str()), (network, key), "{address}");
        }
        for nobody in
            ["https://a.example/", "https://a.example/about", "ada", "https://x.com", "@a b@c.example"]
        {
            assert_eq!(Person::at(nobody), None, "{nobody}");
        }
    }
}
