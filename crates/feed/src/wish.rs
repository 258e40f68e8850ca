//! Wishes in plain words, English and French, without a model: "fewer sports until Monday, more physics,
//! nothing that shouts" – « moins de sport jusqu'à lundi, plus de physique, rien qui crie ».
//!
//! A text is cut into clauses; a clause is an amount, what it is about, and perhaps an end. What is not
//! understood is handed back word for word, so that it can be shown rather than guessed. Which topic a word
//! names is not known here: it stays a word.

mod time;

use crate::steering::{Marks, Measure, Target};

/// What a clause is about.
#[derive(Clone, Debug, PartialEq)]
pub enum Subject {
    /// A topic, a tone or a form, as ranking knows it; words in small letters.
    Posts(Target),
    /// An author, as `name` or `name@host`; who that is, is known elsewhere.
    Author(String),
}

/// A clause that was understood.
#[derive(Clone, Debug, PartialEq)]
pub struct Clause {
    /// How much.
    pub measure: Measure,
    /// Of what.
    pub subject: Subject,
    /// Until when, in milliseconds.
    pub until: Option<i64>,
}

/// What a text asks for.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Wishes {
    /// What was understood, in order.
    pub clauses: Vec<Clause>,
    /// What was not, as it was written.
    pub unclear: Vec<String>,
}

/// More clauses than this are not read.
const MOST: usize = 20;

/// Reads wishes. `now` is the time in milliseconds and `offset` how far the member's clock is ahead of UTC,
/// in milliseconds: "until Monday" ends when their Monday begins.
pub fn read(text: &str, now: i64, offset: i64) -> Wishes {
    let mut wishes = Wishes::default();
    let mut amount = None;
    for part in split(text).into_iter().take(MOST) {
        match clause(&part, amount, now, offset) {
            Some(clause) => {
                // "Less sport and politics": the amount holds on.
                amount = Some(clause.measure);
                wishes.clauses.push(clause);
            }
            None => wishes.unclear.push(part),
        }
    }
    wishes
}

/// The clauses of a text: parted by signs, and by "and".
fn split(text: &str) -> Vec<String> {
    let mut parts = vec![String::new()];
    for word in text.split_whitespace() {
        // A sign inside a word, as the dot of a host, ends nothing.
        let bare = word.trim_end_matches([',', ';', '.', '!', '?']);
        if matches!(bare.to_lowercase().as_str(), "and" | "et" | "but" | "mais") {
            parts.push(String::new());
            continue;
        }
        if let Some(part) = parts.last_mut() {
            if !part.is_empty() {
                part.push(' ');
            }
            part.push_str(bare);
        }
        if bare.len() < word.len() {
            parts.push(String::new());
        }
    }
    parts.retain(|part| !part.is_empty());
    parts
}

/// Phrases that begin a clause; longer ones first where one begins the other.
const AMOUNTS: [(&str, Measure); 26] = [
    ("nothing that", Measure::None),
    ("nothing about", Measure::None),
    ("no more", Measure::None),
    ("nothing", Measure::None),
    ("stop showing", Measure::None),
    ("hide", Measure::None),
    ("without", Measure::None),
    ("no", Measure::None),
    ("rien qui", Measure::None),
    ("rien sur", Measure::None),
    ("plus du tout de", Measure::None),
    ("pas de", Measure::None),
    ("aucun", Measure::None),
    ("aucune", Measure::None),
    ("sans", Measure::None),
    ("a lot less", Measure::Less),
    ("less", Measure::Less),
    ("fewer", Measure::Less),
    ("beaucoup moins", Measure::Less),
    ("moins", Measure::Less),
    ("much more", Measure::More),
    ("more", Measure::More),
    ("beaucoup plus", Measure::More),
    ("davantage", Measure::More),
    ("plus", Measure::More),
    ("show me", Measure::More),
];

/// Words before an amount that say nothing.
const POLITE: [&str; 10] = [
    "please",
    "i want",
    "i'd like",
    "show me",
    "give me",
    "s'il te plaît",
    "je veux",
    "je voudrais",
    "montre-moi",
    "donne-moi",
];

/// Words between an amount and what it is about.
const LINKS: [&str; 18] = [
    "of the",
    "of",
    "about",
    "posts about",
    "posts by",
    "posts from",
    "from",
    "by",
    "publications de",
    "de la",
    "de l'",
    "de",
    "des",
    "du",
    "d'",
    "sur",
    "posts",
    "publications",
];

/// Tones, by the words that name them, each as a word's beginning.
const TONES: [(&str, u8); 18] = [
    ("shout", Marks::LOUD),
    ("scream", Marks::LOUD),
    ("caps", Marks::LOUD),
    ("cri", Marks::LOUD),
    ("hurl", Marks::LOUD),
    ("majuscules", Marks::LOUD),
    ("insult", Marks::TOXIC),
    ("toxic", Marks::TOXIC),
    ("hate", Marks::TOXIC),
    ("hatred", Marks::TOXIC),
    ("haine", Marks::TOXIC),
    ("injur", Marks::TOXIC),
    ("bait", Marks::BAIT),
    ("clickbait", Marks::BAIT),
    ("putaclic", Marks::BAIT),
    ("pièges à clics", Marks::BAIT),
    ("spam", Marks::SPAM),
    ("publicité", Marks::SPAM),
];

/// Forms of posts, by the words that name them.
const FORMS: [(&[&str], Target); 2] = [
    (&["pictures", "photos", "videos", "films", "images", "vidéos"], Target::Media),
    (&["answers", "replies", "réponses"], Target::Conversations),
];

fn clause(part: &str, carried: Option<Measure>, now: i64, offset: i64) -> Option<Clause> {
    let small = part.to_lowercase().replace('’', "'");
    let mut rest = small.trim();
    let (body, until) = time::split_end(rest, now, offset)?;
    rest = body;
    while let Some(shorter) = POLITE.iter().find_map(|word| after(rest, word)) {
        // "Show me" by itself asks for more.
        if AMOUNTS.iter().all(|(phrase, _)| after(shorter, phrase).is_none())
            && after(rest, "show me").is_some()
        {
            break;
        }
        rest = shorter;
    }
    let found = AMOUNTS.iter().find_map(|(phrase, amount)| Some((after(rest, phrase)?, *amount)));
    let (rest, amount) = found.or_else(|| Some((rest, carried?)))?;
    Some(Clause { measure: amount, subject: subject(rest)?, until })
}

/// What follows a phrase, if a text begins with it as whole words.
fn after<'a>(text: &'a str, phrase: &str) -> Option<&'a str> {
    let rest = text.strip_prefix(phrase)?;
    let whole = phrase.ends_with('\'') || rest.is_empty() || rest.starts_with(char::is_whitespace);
    whole.then(|| rest.trim_start())
}

fn subject(rest: &str) -> Option<Subject> {
    let mut rest = rest.trim();
    while let Some(shorter) = LINKS.iter().find_map(|link| after(rest, link)) {
        rest = shorter;
    }
    let rest = rest.trim();
    if rest.is_empty() || rest.chars().count() > 60 {
        return None;
    }
    if let Some(name) = rest.strip_prefix('@') {
        let plain = |sign: char| sign.is_alphanumeric() || matches!(sign, '_' | '.' | '-' | '@');
        return (!name.is_empty() && name.chars().all(plain)).then(|| Subject::Author(name.to_owned()));
    }
    if let Some((_, tone)) = TONES.iter().find(|(start, _)| names_tone(rest, start)) {
        return Some(Subject::Posts(Target::Tone(*tone)));
    }
    if let Some((_, form)) = FORMS.iter().find(|(names, _)| names.contains(&rest)) {
        return Some(Subject::Posts(form.clone()));
    }
    // A topic is a few words; more is a sentence that was not understood.
    let topic = rest.strip_prefix('#').unwrap_or(rest);
    (topic.split_whitespace().count() <= 3).then(|| Subject::Posts(Target::Topic(vec![topic.to_owned()])))
}

/// Whether a text is the word a tone begins with, in one of its forms: "crie", "shouting".
fn names_tone(rest: &str, start: &str) -> bool {
    const ENDINGS: [&str; 14] =
        ["", "s", "e", "es", "ent", "ing", "er", "ers", "eux", "ful", "ity", "ité", "ed", "ant"];
    rest.strip_prefix(start).is_some_and(|form| ENDINGS.contains(&form))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;
    /// 1 January 1970 was a Thursday.
    const NOW: i64 = 12 * 3_600_000;

    fn topic(measure: Measure, topic: &str, until: Option<i64>) -> Clause {
        Clause { measure, subject: Subject::Posts(Target::Topic(vec![topic.into()])), until }
    }

    fn posts(measure: Measure, target: Target) -> Clause {
        Clause { measure, subject: Subject::Posts(target), until: None }
    }

    fn tone(measure: Measure, tone: u8) -> Clause {
        posts(measure, Target::Tone(tone))
    }

    #[test]
    fn wishes_are_read_in_both_languages() {
        use Measure::{Less, More, None as Nothing};
        let monday = Some(4 * DAY);
        let cases: [(&str, Vec<Clause>); 14] = [
            (
                "fewer sports until Monday, more physics, nothing that shouts",
                vec![topic(Less, "sports", monday), topic(More, "physics", None), tone(Nothing, Marks::LOUD)],
            ),
            (
                "moins de sport jusqu'à lundi, plus de physique, rien qui crie",
                vec![topic(Less, "sport", monday), topic(More, "physique", None), tone(Nothing, Marks::LOUD)],
            ),
            ("Less politics and crypto!", vec![topic(Less, "politics", None), topic(Less, "crypto", None)]),
            ("Pas de politique pendant 3 jours", vec![topic(Nothing, "politique", Some(NOW + 3 * DAY))]),
            (
                "no clickbait for a week",
                vec![Clause { until: Some(NOW + 7 * DAY), ..tone(Nothing, Marks::BAIT) }],
            ),
            (
                "more from @ada@a.example",
                vec![Clause { measure: More, subject: Subject::Author("ada@a.example".into()), until: None }],
            ),
            ("moins d’histoires de l’espace", vec![topic(Less, "histoires de l'espace", None)]),
            ("Je voudrais davantage de jardinage.", vec![topic(More, "jardinage", None)]),
            ("please show me more #rust", vec![topic(More, "rust", None)]),
            ("less football until tomorrow", vec![topic(Less, "football", Some(DAY))]),
            ("sans insultes", vec![tone(Nothing, Marks::TOXIC)]),
            ("plus du tout de foot", vec![topic(Nothing, "foot", None)]),
            ("less spam, more pictures", vec![tone(Less, Marks::SPAM), posts(More, Target::Media)]),
            ("moins de réponses", vec![posts(Less, Target::Conversations)]),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text, NOW, 0), Wishes { clauses: expected, unclear: vec![] }, "{text}");
        }
    }

    #[test]
    fn the_members_own_midnight_counts() {
        // An hour ahead of UTC their Monday begins an hour earlier.
        let read = |offset| read("less sport until monday", NOW, offset).clauses[0].until;
        assert_eq!(read(3_600_000), Some(4 * DAY - 3_600_000));
        assert_eq!(read(0), Some(4 * DAY));
    }

    #[test]
    fn what_is_not_understood_is_handed_back() {
        let wishes = read("more physics, the weather was lovely when we went out", NOW, 0);
        assert_eq!(wishes.clauses.len(), 1);
        assert_eq!(wishes.unclear, ["the weather was lovely when we went out"]);
        assert_eq!(read("less sport until the cows come home", NOW, 0).clauses, []);
        assert_eq!(read("", NOW, 0), Wishes::default());
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_read(text in ".{0,300}") {
            let wishes = read(&text, NOW, 0);
            assert!(wishes.clauses.len() + wishes.unclear.len() <= MOST);
        }
    }
}
