//! Which of a member's filters a post meets.
//!
//! All keywords of all filters are looked for in one walk over the text, without regard to case; a
//! whole word is then one that no letter continues.

use aho_corasick::{AhoCorasick, AhoCorasickKind};
use model::{Filter, FilterContext, PostId, Time};
use std::collections::BTreeMap;
use unicode_normalization::UnicodeNormalization;
use unicode_normalization::char::is_combining_mark;

/// A member's filters, ready to be held against posts.
#[derive(Debug, Default)]
pub struct Filters {
    filters: Vec<Filter>,
    /// Keyword by keyword: whose it is (places in `filters` and its keywords), and which ends must
    /// be ends of a word.
    words: Vec<Word>,
    finder: Option<AhoCorasick>,
}

/// A filter that a post meets, and why.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct FilterMatch<'f> {
    /// The filter.
    pub filter: &'f Filter,
    /// Its keywords that the text holds, as the member wrote them.
    pub keywords: Vec<&'f str>,
    /// The post, where the filter names it.
    pub posts: Vec<PostId>,
}

#[derive(Debug)]
struct Word {
    filter: usize,
    keyword: usize,
    begins_word: bool,
    ends_word: bool,
}

impl Filters {
    /// Prepares filters; expired ones too, time is looked at when a post is.
    pub fn new(filters: Vec<Filter>) -> Self {
        let mut words = Vec::new();
        let mut folded = Vec::new();
        for (filter, place) in filters.iter().zip(0..) {
            for (keyword, at) in filter.keywords.iter().zip(0..) {
                let text = fold(keyword.keyword.trim());
                if text.is_empty() {
                    continue;
                }
                words.push(Word {
                    filter: place,
                    keyword: at,
                    begins_word: keyword.whole_word && text.chars().next().is_some_and(in_word),
                    ends_word: keyword.whole_word && text.chars().next_back().is_some_and(in_word),
                });
                folded.push(text);
            }
        }
        // The kind is fixed because the quickest one takes memory by the square for long lists. It
        // fails to build only beyond four gigabytes, which the limits on keywords exclude.
        let mut builder = AhoCorasick::builder();
        let builder = builder.kind(Some(AhoCorasickKind::ContiguousNFA));
        let finder = if folded.is_empty() { None } else { builder.build(&folded).ok() };
        Self { filters, words, finder }
    }

    /// All of them, expired ones too.
    pub fn all(&self) -> &[Filter] {
        &self.filters
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.filters.is_empty()
    }

    /// The filters that act in `context` at `now` and that the post meets, in the member's order.
    /// `text` is everything of the post that can be read: warning, text without mark-up, descriptions
    /// of media, choices of a poll.
    pub fn matches(
        &self,
        context: FilterContext,
        now: Time,
        post: PostId,
        text: &str,
    ) -> Vec<FilterMatch<'_>> {
        let acts = |filter: &Filter| {
            filter.contexts.contains(&context) && filter.expires_at.is_none_or(|end| end > now)
        };
        if !self.filters.iter().any(acts) {
            return Vec::new();
        }
        let mut found: BTreeMap<usize, Vec<usize>> = self.find(text);
        for (filter, place) in self.filters.iter().zip(0..) {
            if filter.posts.iter().any(|(_, named)| *named == post) {
                found.entry(place).or_default();
            }
        }
        let told = |(place, keywords): (usize, Vec<usize>)| {
            let filter = self.filters.get(place).filter(|filter| acts(filter))?;
            Some(FilterMatch {
                filter,
                keywords: keywords
                    .iter()
                    .filter_map(|at| Some(filter.keywords.get(*at)?.keyword.as_str()))
                    .collect(),
                posts: filter.posts.iter().map(|(_, named)| *named).filter(|named| *named == post).collect(),
            })
        };
        found.into_iter().filter_map(told).collect()
    }

    /// Which keywords of which filters stand in the text, each once.
    fn find(&self, text: &str) -> BTreeMap<usize, Vec<usize>> {
        let mut found: BTreeMap<usize, Vec<usize>> = BTreeMap::new();
        let Some(finder) = &self.finder else { return found };
        let text = fold(text);
        for hit in finder.find_overlapping_iter(&text) {
            let Some(word) = self.words.get(hit.pattern().as_usize()) else { continue };
            let continued = (word.begins_word
                && text[..hit.start()].chars().next_back().is_some_and(in_word))
                || (word.ends_word && text[hit.end()..].chars().next().is_some_and(in_word));
            if !continued {
                let keywords = found.entry(word.filter).or_default();
                if !keywords.contains(&word.keyword) {
                    keywords.push(word.keyword);
                }
            }
        }
        found.values_mut().for_each(|keywords| keywords.sort_unstable());
        found
    }
}

/// One case and one spelling, accents kept.
fn fold(text: &str) -> String {
    let lower: String = text.nfc().flat_map(char::to_lowercase).collect();
    lower.nfc().collect()
}

fn in_word(c: char) -> bool {
    c.is_alphanumeric() || c == '_' || is_combining_mark(c)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::filter::Keyword;
    use model::{AccountId, FilterAction, FilterId};

    const NOW: Time = Time::from_millis(1_000);

    fn filter(keywords: &[(&str, bool)]) -> Filter {
        let keyword = |(keyword, whole_word): &(&str, bool)| Keyword {
            id: FilterId(1),
            keyword: (*keyword).to_owned(),
            whole_word: *whole_word,
        };
        Filter {
            id: FilterId(1),
            owner: AccountId(1),
            title: String::new(),
            contexts: vec![FilterContext::Home],
            action: FilterAction::Warn,
            expires_at: None,
            keywords: keywords.iter().map(keyword).collect(),
            posts: Vec::new(),
        }
    }

    fn hits(keywords: &[(&str, bool)], text: &str) -> Vec<String> {
        let filters = Filters::new(vec![filter(keywords)]);
        let found = filters.matches(FilterContext::Home, NOW, PostId(9), text);
        found.iter().flat_map(|found| found.keywords.iter().map(|word| (*word).to_owned())).collect()
    }

    #[test]
    fn whole_words_are_not_found_inside_others() {
        assert_eq!(hits(&[("cat", true)], "A Cat sat."), ["cat"]);
        assert!(hits(&[("cat", true)], "concatenate, cats, cat_1").is_empty());
        assert_eq!(hits(&[("cat", false)], "concatenate"), ["cat"]);
        assert!(hits(&[("café", true)], "cafés").is_empty());
        assert_eq!(hits(&[("CAFE\u{301}", true)], "un café !"), ["CAFE\u{301}"]);
    }

    #[test]
    fn only_ends_made_of_letters_are_ends_of_words() {
        assert_eq!(hits(&[("#rust", true)], "learn#rust now"), ["#rust"]);
        assert!(hits(&[("#rust", true)], "#rustlang").is_empty());
        assert_eq!(hits(&[("🔥", true)], "so🔥hot"), ["🔥"]);
    }

    #[test]
    fn keywords_inside_keywords_are_all_found() {
        let words = [("big fire", false), ("fire", true), ("ire", true), ("g f", false)];
        assert_eq!(hits(&words, "A BIG FIRE"), ["big fire", "fire", "g f"]);
        assert_eq!(hits(&[("a.c", false)], "abc"), Vec::<String>::new());
    }

    #[test]
    fn context_time_and_named_posts_decide_too() {
        let mut ended = filter(&[("spoiler", true)]);
        ended.expires_at = Some(NOW);
        let mut named = filter(&[]);
        named.posts = vec![(FilterId(3), PostId(7)), (FilterId(4), PostId(8))];
        let filters = Filters::new(vec![ended, named]);
        let found = filters.matches(FilterContext::Home, NOW, PostId(7), "a spoiler");
        assert_eq!(found.len(), 1);
        assert_eq!((found[0].posts.as_slice(), found[0].keywords.len()), (&[PostId(7)][..], 0));
        assert!(filters.matches(FilterContext::Public, NOW, PostId(7), "").is_empty());
        let before = Time::from_millis(999);
        assert_eq!(filters.matches(FilterContext::Home, before, PostId(1), "a spoiler").len(), 1);
    }
}
