//! All tables, read once.

use super::{Pair, Topic, parse};
use std::collections::BTreeMap;
use std::sync::OnceLock;

/// Everything that can be said.
#[derive(Debug)]
pub struct Library {
    pub topics: Vec<Topic>,
    common: BTreeMap<String, Vec<Pair>>,
}

/// The subjects. Their order is part of what a seed means: add at the end.
const TOPICS: [&str; 12] = [
    include_str!("../../words/days.txt"),
    include_str!("../../words/bread.txt"),
    include_str!("../../words/tram.txt"),
    include_str!("../../words/comet.txt"),
    include_str!("../../words/fanal.txt"),
    include_str!("../../words/sea.txt"),
    include_str!("../../words/garden.txt"),
    include_str!("../../words/books.txt"),
    include_str!("../../words/music.txt"),
    include_str!("../../words/animals.txt"),
    include_str!("../../words/repair.txt"),
    include_str!("../../words/words.txt"),
];

pub fn library() -> &'static Library {
    static LIBRARY: OnceLock<Library> = OnceLock::new();
    LIBRARY.get_or_init(|| Library {
        topics: TOPICS.iter().map(|text| parse::topic(text)).collect(),
        common: parse::common(include_str!("../../words/common.txt")),
    })
}

impl Library {
    /// A list that belongs to no subject; empty when there is none of that name.
    pub fn common(&self, name: &str) -> &[Pair] {
        self.common.get(name).map_or(&[], Vec::as_slice)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_topic_can_carry_a_conversation() {
        for topic in &library().topics {
            for kind in ["say", "show", "ask", "answer", "agree", "doubt", "wonder", "reply", "poll"] {
                let lines = topic.lines(kind);
                assert!(!lines.is_empty(), "{:?} has no {kind}", topic.tags);
                assert!(
                    !["agree", "doubt", "wonder", "reply", "answer"].contains(&kind)
                        || lines.iter().any(|line| line.needs.is_empty()),
                    "{:?}: every {kind} needs something said before",
                    topic.tags
                );
            }
            if topic.story.is_some() {
                assert!(topic.lines("news").len() > 3 && topic.voice.is_some());
            }
        }
    }

    #[test]
    fn both_languages_say_something_and_use_the_same_words() {
        for topic in &library().topics {
            for line in topic.lines.values().flatten() {
                let [english, french] = &line.text;
                assert!(!english.is_empty() && !french.is_empty(), "{line:?}");
                assert_eq!(names(english), names(french), "{english}");
                for name in names(english) {
                    assert!(topic.slot(&name).is_some(), "no list for {name} in {english}");
                }
                assert!(!english.contains('!') && !french.contains('!'), "{english}");
            }
            for (name, entries) in &topic.slots {
                assert!(entries.len() > 3, "{name}");
                assert!(entries.iter().all(|[en, fr]| !en.is_empty() && !fr.is_empty()), "{name}");
            }
        }
        for entries in library().common.values() {
            assert!(entries.iter().all(|[en, fr]| !en.is_empty() && !fr.is_empty()), "{entries:?}");
        }
    }

    fn names(text: &str) -> std::collections::BTreeSet<String> {
        let pieces = text.split('{').skip(1).filter_map(|piece| piece.split_once('}'));
        pieces.map(|(name, _)| name.trim_start_matches('=').to_lowercase()).collect()
    }
}
