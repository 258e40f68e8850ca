//! What a post is about, as numbers: the words and tags that carry its meaning.
//!
//! A word is folded to small letters without accents, loses the endings of plurals, and becomes 32 bits
//! of its hash. Words that every text has are left out. Two texts are near when they share many of the rest.

use crate::Set;
use std::hash::{BuildHasher as _, Hasher as _};
use std::sync::LazyLock;

/// Words kept of one post.
pub const MOST: usize = 16;
/// Words of one post that are known at all.
pub const LONGEST: usize = 400;
/// Shorter words rarely say what a text is about.
const SHORTEST: usize = 4;

/// Frequent words of four letters and more, without accents, in English and French.
const COMMON: &str = "about after again against also always another anything around because been before being \
below between both came cannot come could days didn does doesn doing done down during each even ever every \
everything from gets getting give goes going gone good have haven having hers here himself into isn itself just \
keep know last least less like little long look made make many maybe might more most much must myself need never \
next nothing once only other ours over people perhaps quite rather really right said same says seen shall should \
since some somebody someone something sometimes soon still such take than that their them themselves then there \
these they thing things think this those though through time today tomorrow tonight under until upon very want \
wasn well went were weren what when where which while whom whose will with within without would year years \
yesterday your yours yourself \
ainsi alors apres assez aucun aujourd aussi autre autres avant avec avez avoir avons beaucoup bien bientot bonne \
cela celle celles celui cependant ceux chaque chez chose choses comme comment contre dans deja demain depuis \
dernier deux devant dire dois donc dont elle elles encore enfin entre etaient etait etes etre fait faire fois \
font hier homme jamais jour jours juste leur leurs lors lorsque lui mais malgre meme memes mieux moins monde \
notre nous parce parfois parmi pendant personne peut peux plus plusieurs plutot pour pourquoi presque quand que \
quel quelle quelles quelque quelques quels qui quoi rien sans sauf sera serait seront seul seulement ses soit \
sommes sont sous souvent suis sujet surtout tandis tant tard tellement temps toujours tous tout toute toutes \
tres trois trop vers voici voila voir vont votre vous vraiment";

/// The words of a text and its tags, sorted, each once. Tags come first where there are too many.
pub fn of<'a>(text: &str, tags: impl IntoIterator<Item = &'a str>) -> Vec<u32> {
    let mut words: Vec<u32> = Vec::with_capacity(MOST);
    let mut add = |word: u32| {
        if words.len() < MOST && !words.contains(&word) {
            words.push(word);
        }
    };
    tags.into_iter().for_each(|tag| add(one(tag)));
    let mut folded = String::new();
    for piece in text.split_whitespace().filter(|piece| !is_address(piece)) {
        for word in piece.split(|c: char| !c.is_alphanumeric()) {
            fold(word, &mut folded);
            if folded.chars().count() >= SHORTEST && !is_common(&folded) {
                add(hash(stem(&folded)));
            }
        }
    }
    words.sort_unstable();
    words
}

/// All words of a text, however short or frequent, sorted, each once: to be asked whether one is among them.
pub fn all(text: &str) -> Vec<u32> {
    let pieces = text.split_whitespace().filter(|piece| !is_address(piece));
    let spoken = pieces.flat_map(|piece| piece.split(|c: char| !c.is_alphanumeric()));
    let mut words: Vec<u32> = spoken.filter(|word| !word.is_empty()).take(LONGEST).map(one).collect();
    words.sort_unstable();
    words.dedup();
    words
}

/// The number of one word or tag.
pub fn one(word: &str) -> u32 {
    let mut folded = String::new();
    fold(word.trim_start_matches('#'), &mut folded);
    hash(stem(&folded))
}

/// How near two lists are: shared words by the geometric mean of their lengths (0 to 1).
pub fn nearness(one: &[u32], other: &[u32]) -> f64 {
    if one.is_empty() || other.is_empty() {
        return 0.0;
    }
    let (mut a, mut b, mut shared) = (0, 0, 0u32);
    // Without branches: which list goes on is as good as random.
    while a < one.len() && b < other.len() {
        let (left, right) = (one[a], other[b]);
        a += usize::from(left <= right);
        b += usize::from(right <= left);
        shared += u32::from(left == right);
    }
    #[allow(clippy::cast_precision_loss)] // a few words
    let length = ((one.len() * other.len()) as f64).sqrt();
    f64::from(shared) / length
}

fn is_address(piece: &str) -> bool {
    piece.contains("://") || piece.starts_with('@')
}

/// Whether a word, folded, is one that every text has.
pub fn is_common(word: &str) -> bool {
    static WORDS: LazyLock<Set<&str>> = LazyLock::new(|| COMMON.split_whitespace().collect());
    WORDS.contains(word)
}

fn fold(word: &str, folded: &mut String) {
    folded.clear();
    for letter in word.chars().flat_map(char::to_lowercase) {
        match plain(letter) {
            Some(plain) => folded.push_str(plain),
            None => folded.push(letter),
        }
    }
}

/// A Latin letter without its accent.
fn plain(letter: char) -> Option<&'static str> {
    Some(match letter {
        'à' | 'á' | 'â' | 'ã' | 'ä' | 'å' => "a",
        'ç' => "c",
        'è' | 'é' | 'ê' | 'ë' => "e",
        'ì' | 'í' | 'î' | 'ï' => "i",
        'ñ' => "n",
        'ò' | 'ó' | 'ô' | 'õ' | 'ö' => "o",
        'ù' | 'ú' | 'û' | 'ü' => "u",
        'ÿ' => "y",
        'œ' => "oe",
        'æ' => "ae",
        'ß' => "ss",
        _ => return None,
    })
}

/// Without the ending of a plural, as English and French form most of them.
fn stem(word: &str) -> &str {
    if word.len() <= SHORTEST || word.ends_with("ss") || word.ends_with("us") || word.ends_with("is") {
        return word;
    }
    word.strip_suffix('s')
        .or_else(|| word.strip_suffix("aux"))
        .or_else(|| word.strip_suffix('x'))
        .unwrap_or(word)
}

fn hash(word: &str) -> u32 {
    let mut hasher = foldhash::quality::FixedState::default().build_hasher();
    hasher.write(word.as_bytes());
    #[allow(clippy::cast_possible_truncation)] // half of it will do
    let short = hasher.finish() as u32;
    short
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn plurals_accents_and_tags_meet() {
        assert_eq!(one("#Étoiles"), one("etoile"));
        assert_eq!(one("gardens"), one("Garden"));
        let post = of("The gardens near the old bridge, at https://example.org/bridge", ["tromso"]);
        assert!(
            post.contains(&one("garden")) && post.contains(&one("bridge")) && post.contains(&one("#tromso"))
        );
        assert_eq!(post.len(), 4, "near, garden, bridge and the tag");
    }

    #[test]
    fn what_every_text_has_says_nothing() {
        assert!(of("There should always be something with them", []).is_empty());
        assert!(of("Pourquoi pas toujours avec vous", []).is_empty());
    }

    #[test]
    fn all_words_are_known_short_and_frequent_ones_too() {
        let all = all("The AI said: never again, see https://example.org/ai");
        for word in ["ai", "never", "THE"] {
            assert!(all.binary_search(&one(word)).is_ok(), "{word}");
        }
        assert!(all.binary_search(&one("example")).is_err());
    }

    #[test]
    fn nearness_is_between_none_and_the_same() {
        let (a, b) = (of("slow bread with rye flour", []), of("rye bread takes long", []));
        assert!(nearness(&a, &a) > 0.999);
        assert!(nearness(&a, &b) > 0.3 && nearness(&a, &b) < 0.9);
        assert!(nearness(&a, &of("telescope mirror", [])) < f64::EPSILON);
        assert!(nearness(&[], &a) < f64::EPSILON);
    }
}
