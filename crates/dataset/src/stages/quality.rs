//! Whether it reads like language (Gopher), with scaled rules for what is shorter than a page.

use super::stop_words::{Listed, table};
use super::{Reason, Verdict};
use crate::thresholds::{ALPHABETIC_WORDS, GOPHER_WORDS, MEAN_WORD, SHORT, STOP_WORDS, SYMBOLS_A_WORD};
use crate::words::Words;

/// The verdict; `short_allowed` lets documents below Gopher's floor in by the scaled rules.
pub fn judge(words: &Words, language: &str, short_allowed: bool) -> Verdict {
    let count = words.words.len();
    let short = count < GOPHER_WORDS.0;
    if (short && !short_allowed) || count < SHORT.words {
        return Verdict::Removed(Reason::TooShort);
    }
    let pick = |of_short: f64, of_pages: f64| if short { of_short } else { of_pages };
    let all = count as f64;
    let mean = words.characters as f64 / all;
    let (least, most) = if short { SHORT.mean_word } else { MEAN_WORD };
    let symbols = pick(SHORT.symbols_a_word, SYMBOLS_A_WORD) * all;
    let alphabetic = words.words.iter().filter(|word| word.alphabetic).count() as f64;
    Verdict::unless(count > GOPHER_WORDS.1, Reason::TooLong)
        .then(|| Verdict::unless(mean < least || mean > most, Reason::MeanWord))
        .then(|| Verdict::unless(words.hashes as f64 > symbols, Reason::HashSigns))
        .then(|| Verdict::unless(words.ellipses as f64 > symbols, Reason::Ellipses))
        .then(|| {
            let wanted = pick(SHORT.alphabetic_words, ALPHABETIC_WORDS) * all;
            Verdict::unless(alphabetic < wanted, Reason::NotAlphabetic)
        })
        .then(|| Verdict::unless(!enough_stop_words(words, language, short), Reason::NoStopWords))
}

/// Languages without a list are not held to one.
fn enough_stop_words(words: &Words, language: &str, short: bool) -> bool {
    let Some(listed) = Listed::of(language) else { return true };
    let (mut eight, mut common) = (0_u8, 0);
    for word in &words.words {
        let kind = table().kind(word.hash);
        eight |= kind.eight[listed as usize];
        common += usize::from(kind.common[listed as usize]);
    }
    if short { common >= SHORT.stop_words } else { eight.count_ones() as usize >= STOP_WORDS }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn verdict(text: &str) -> Verdict {
        let mut words = Words::default();
        words.fill(text);
        judge(&words, "en", true)
    }

    #[test]
    fn each_rule_has_its_say() {
        let page = "the cat and the dog went with the bird to see whether that tree would have any fruit ";
        assert_eq!(verdict(&page.repeat(4)), Verdict::Kept);
        let cases = [
            ("one two three four five".to_owned(), Reason::TooShort),
            (page.repeat(6_000), Reason::TooLong),
            ("a b c d e f g h".to_owned(), Reason::MeanWord),
            ("the extraordinarily incomprehensibilities misinterpretations counterrevolutionary internationalization".to_owned(), Reason::MeanWord),
            ("#the #cat #and #the #dog went home".to_owned(), Reason::HashSigns),
            ("the... cat... and... the dog went".to_owned(), Reason::Ellipses),
            ("the 1234 5678 9012 3456 7890 1234 cat".to_owned(), Reason::NotAlphabetic),
            ("cats dogs birds trees fruits stones rivers".to_owned(), Reason::NoStopWords),
            ("cats dogs birds trees fruits stones the ".repeat(8), Reason::NoStopWords),
        ];
        for (text, reason) in cases {
            let start: String = text.chars().take(40).collect();
            assert_eq!(verdict(&text), Verdict::Removed(reason), "{start}");
        }
    }

    #[test]
    fn short_ones_come_in_only_where_they_may() {
        let mut words = Words::default();
        words.fill("we walked through the hills all day long");
        assert_eq!(judge(&words, "en", true), Verdict::Kept);
        assert_eq!(judge(&words, "en", false), Verdict::Removed(Reason::TooShort));
    }

    #[test]
    fn other_languages_need_no_stop_words() {
        let mut words = Words::default();
        words.fill("dzisiaj jest bardzo ładna pogoda prawda kochani");
        assert_eq!(judge(&words, "pl", true), Verdict::Kept);
    }
}
