//! Lines that are none, and what sites say about themselves (C4).

use super::{Reason, Verdict};
use crate::thresholds::{LINE_WORDS, WORDS_IN_LINES};
use crate::words::Words;
use aho_corasick::AhoCorasick;

/// Filler, and notices nobody wrote for a reader, in both languages; in lower case.
const BOILERPLATE: [&str; 12] = [
    "lorem ipsum",
    "terms of use",
    "privacy policy",
    "cookie policy",
    "use of cookies",
    "enable javascript",
    "javascript is disabled",
    "politique de confidentialité",
    "conditions générales d'utilisation",
    "politique de cookies",
    "accepter les cookies",
    "activer javascript",
];

/// From this many notices on the document is one (ours: people do speak of privacy policies).
const NOTICES: usize = 2;

/// The filter with its table of phrases.
#[derive(Debug)]
pub struct C4(Option<AhoCorasick>);

impl Default for C4 {
    fn default() -> Self {
        // The phrases are constants; a table of them that could not be made would find nothing.
        Self(AhoCorasick::builder().ascii_case_insensitive(true).build(BOILERPLATE).ok())
    }
}

impl C4 {
    /// The verdict.
    pub fn judge(&self, text: &str, words: &Words) -> Verdict {
        let in_lines: usize =
            words.lines.iter().map(ExactSizeIterator::len).filter(|len| *len >= LINE_WORDS).sum();
        Verdict::unless((in_lines as f64) < WORDS_IN_LINES * words.words.len() as f64, Reason::ShortLines)
            .then(|| Verdict::unless(self.is_boilerplate(text), Reason::Boilerplate))
    }

    fn is_boilerplate(&self, text: &str) -> bool {
        let Some(table) = &self.0 else { return false };
        let mut found = table.find_iter(text);
        let Some(first) = found.next() else { return false };
        first.pattern().as_usize() == 0
            || found.any(|next| next.pattern().as_usize() == 0)
            || table.find_iter(text).count() >= NOTICES
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(text: &str) -> Verdict {
        let mut words = Words::default();
        words.fill(text);
        C4::default().judge(text, &words)
    }

    #[test]
    fn lists_and_notices_are_left_out() {
        assert_eq!(verdict("eggs\nmilk\nbread\nbrown sugar\nflour"), Verdict::Removed(Reason::ShortLines));
        assert_eq!(verdict("Here goes Lorem Ipsum dolor sit"), Verdict::Removed(Reason::Boilerplate));
        let notice = "Please enable JavaScript. Read our Privacy Policy and more.";
        assert_eq!(verdict(notice), Verdict::Removed(Reason::Boilerplate));
    }

    #[test]
    fn people_may_speak_of_such_things() {
        assert_eq!(verdict("I read their privacy policy, all of it, twice."), Verdict::Kept);
        assert_eq!(verdict("Oui.\nmais il pleuvait encore ce soir-là"), Verdict::Kept);
    }
}
