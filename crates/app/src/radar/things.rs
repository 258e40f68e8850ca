//! What a text speaks of that can rise: its tags, the pages it links to, those it names, and its phrases.

use std::collections::BTreeSet;
use std::hash::{DefaultHasher, Hash as _, Hasher as _};
use text::scan::{Kind, scan};

/// Something that can rise.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Thing {
    /// A tag, in small letters.
    Tag(String),
    /// A page, without what only counts clicks.
    Link(String),
    /// Somebody: `user` or `user@server`.
    Person(String),
    /// Two or three words that follow each other.
    Phrase(String),
}

impl Thing {
    /// Which kind it is, as the API says it.
    pub const fn kind(&self) -> &'static str {
        match self {
            Self::Tag(_) => "tag",
            Self::Link(_) => "link",
            Self::Person(_) => "account",
            Self::Phrase(_) => "phrase",
        }
    }

    /// What it is called: a tag without its sign, a page's address, an account's, the words.
    pub fn name(&self) -> &str {
        match self {
            Self::Tag(name) | Self::Link(name) | Self::Person(name) | Self::Phrase(name) => name,
        }
    }
}

impl Thing {
    /// A number that stands for it while the program runs.
    pub(super) fn key(&self) -> u64 {
        let mut hasher = DefaultHasher::new();
        (self.kind(), self.name()).hash(&mut hasher);
        hasher.finish()
    }
}

/// Letters of a word that may begin or end a phrase.
const LETTERS: usize = 3;
/// Things of one post that count; a list of tags is not a story.
const MOST: usize = 60;

/// The things of a text, each once. Phrases only where its author lets it be found by its words.
pub(super) fn things(text: &str, by_words: bool) -> BTreeSet<Thing> {
    let mut found = BTreeSet::new();
    let mut from = 0;
    for entity in scan(text) {
        if by_words {
            phrases(&text[from..entity.range.start], &mut found);
        }
        from = entity.range.end;
        match entity.kind {
            Kind::Tag(tag) => {
                found.insert(Thing::Tag(tag.to_lowercase()));
            }
            Kind::Link(address) => found.extend(page(address).map(Thing::Link)),
            Kind::Mention { user, host } => {
                let host = host.map(|host| format!("@{}", host.to_lowercase())).unwrap_or_default();
                found.insert(Thing::Person(format!("{}{host}", user.to_lowercase())));
            }
            Kind::Emoji(_) => {}
        }
    }
    if by_words {
        phrases(&text[from..], &mut found);
    }
    found.into_iter().take(MOST).collect()
}

/// An address as every link to the same page has it.
fn page(address: &str) -> Option<String> {
    let mut address = url::Url::parse(address).ok()?;
    address.set_fragment(None);
    let kept: Vec<(String, String)> = address
        .query_pairs()
        .filter(|(name, _)| !counts_clicks(name))
        .map(|(a, b)| (a.into(), b.into()))
        .collect();
    address.set_query(None);
    if !kept.is_empty() {
        address.query_pairs_mut().extend_pairs(kept);
    }
    Some(address.into())
}

fn counts_clicks(name: &str) -> bool {
    name.starts_with("utm_") || ["fbclid", "gclid", "mc_cid", "mc_eid", "igshid", "ref_src"].contains(&name)
}

/// Words that follow each other within a sentence, two and three at a time, and say something at both ends.
fn phrases(text: &str, found: &mut BTreeSet<Thing>) {
    for sentence in text.split(|c: char| ".,;:!?()[]«»“”\"\n…—–/".contains(c)) {
        let words: Vec<String> = sentence
            .split(|c: char| !(c.is_alphanumeric() || "'’-".contains(c)))
            .filter(|word| !word.is_empty())
            .map(str::to_lowercase)
            .collect();
        let telling: Vec<bool> = words.iter().map(|word| tells(word)).collect();
        for length in [2, 3] {
            for (at, phrase) in words.windows(length).enumerate() {
                if telling[at] && telling[at + length - 1] {
                    found.insert(Thing::Phrase(phrase.join(" ")));
                }
            }
        }
    }
}

fn tells(word: &str) -> bool {
    word.chars().filter(|c| c.is_alphanumeric()).count() >= LETTERS
        && !word.chars().all(|c| c.is_ascii_digit())
        && !SHORT.split(' ').any(|common| common == word)
        && !feed::words::is_common(word)
}

/// Common words too short for the list that texts are compared without.
const SHORT: &str = "the and for are was not but you all can had her his has him our out one two who why how its \
    any day did get got let may new now old see use way yes les des est une dans pas qui sur son ses ces mes tes \
    ton mon par que aux ils lui moi toi nos vos été ont eux peu dès car";

#[cfg(test)]
mod tests {
    use super::*;

    fn names(text: &str, by_words: bool) -> Vec<String> {
        things(text, by_words).iter().map(|thing| format!("{} {}", thing.kind(), thing.name())).collect()
    }

    #[test]
    fn a_text_speaks_of_its_tags_pages_people_and_phrases() {
        let text = "The Harbour Light is on #Tromso @Bo see https://a.example/x?utm_source=y&id=1#top";
        assert_eq!(
            names(text, true),
            ["tag tromso", "link https://a.example/x?id=1", "account bo", "phrase harbour light"]
        );
        assert_eq!(names(text, false).len(), 3, "words are not counted unless they may be found by");
    }

    #[test]
    fn phrases_stay_within_a_sentence_and_begin_and_end_with_something() {
        assert_eq!(
            names("Night of lights. Harbour wall", true),
            ["phrase harbour wall", "phrase night of lights"]
        );
        assert_eq!(names("les gens de la ville", true), ["phrase gens de la ville"; 0]);
        assert_eq!(names("Le musée de Lyon", true), ["phrase musée de lyon"]);
        assert!(names("that was about all of them", true).is_empty());
    }
}
