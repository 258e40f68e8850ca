//! What is said about a topic: a tag, a page that trends, words that Radar sees rise.

use super::AskScope;
use super::retrieve::Place;
use crate::find::PostSearch;
use crate::radar::Thing;
use crate::read::timelines::{Show, Tags};
use crate::{App, Error, Result};
use assistant::{Asked, Sentence};
use model::{AccountId, Page, PostId};
use store::answers::Reading;

/// Posts looked at of each name of a topic, the newest.
const POSTS: usize = 200;
/// Names of one topic.
const NAMES: usize = 6;

impl App {
    /// What is said about a topic, in a few sentences of several people; nothing where too little is, or there is
    /// no assistant here.
    pub async fn trend_in_short(&self, me: AccountId, topic: &str, language: &str) -> Result<Vec<Sentence>> {
        if !self.has_assistant() {
            return Ok(Vec::new());
        }
        let asked = Asked::read("", Some(language));
        let place = Place {
            scope: AskScope::Trend,
            subject: None,
            author: None,
            topic: Some(topic),
            question: "",
            checks: false,
        };
        let found = self.passages(me, place, &asked, Reading::Quoting).await?;
        let summing = AskScope::Trend.summing();
        Ok(assistant::extract(&asked, &found.frequencies, &found.passages, summing).sentences)
    }

    /// The posts about a topic, newest first. Where Radar knows it as a story of several names, those of all of
    /// them.
    pub(super) async fn posts_about(&self, me: AccountId, topic: &str) -> Result<Vec<PostId>> {
        let mut names = named(topic);
        for story in self.rising_topics(usize::MAX).await? {
            if story.things.iter().any(|thing| names.contains(thing)) {
                let others = story.things.into_iter().filter(|thing| !names.contains(thing));
                let others: Vec<Thing> = others.collect();
                names.extend(others);
            }
        }
        let mut found = Vec::new();
        for name in names.iter().take(NAMES) {
            found.extend(self.posts_with(me, name).await?);
        }
        found.sort_unstable_by(|one, other| other.cmp(one));
        found.dedup();
        found.truncate(POSTS);
        Ok(found)
    }

    async fn posts_with(&self, me: AccountId, thing: &Thing) -> Result<Vec<PostId>> {
        let page = Page::first(POSTS);
        let words = match thing {
            Thing::Tag(tag) => {
                let wanted = Tags { any: vec![crate::fold_tag(tag)], ..Tags::default() };
                return self.tag_timeline(Some(me), &wanted, &Show::default(), page).await;
            }
            Thing::Link(address) => {
                return match self.link_timeline(Some(me), address, page).await {
                    Err(Error::NotFound) => Ok(Vec::new()),
                    other => other,
                };
            }
            Thing::Person(words) | Thing::Phrase(words) => words,
        };
        let text = format!("\"{}\"", words.replace('"', " "));
        self.find_posts(me, PostSearch { text, limit: POSTS, ..PostSearch::default() }).await
    }
}

/// What somebody may mean who says so.
fn named(topic: &str) -> Vec<Thing> {
    let topic = topic.trim();
    let name = topic.to_lowercase();
    if let Some(tag) = name.strip_prefix('#') {
        return vec![Thing::Tag(tag.to_owned())];
    }
    if let Some(person) = name.strip_prefix('@') {
        return vec![Thing::Person(person.to_owned())];
    }
    if name.starts_with("https://") || name.starts_with("http://") {
        return vec![Thing::Link(topic.to_owned())];
    }
    let phrase = Thing::Phrase(name.clone());
    if name.contains(char::is_whitespace) { vec![phrase] } else { vec![Thing::Tag(name), phrase] }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_topic_is_what_it_looks_like() {
        assert_eq!(named(" #Comète "), [Thing::Tag("comète".into())]);
        assert_eq!(named("@ada@Braise.example"), [Thing::Person("ada@braise.example".into())]);
        assert_eq!(named("https://news.example/A"), [Thing::Link("https://news.example/A".into())]);
        assert_eq!(named("harbour wall"), [Thing::Phrase("harbour wall".into())]);
        assert_eq!(named("Comet"), [Thing::Tag("comet".into()), Thing::Phrase("comet".into())]);
    }
}
