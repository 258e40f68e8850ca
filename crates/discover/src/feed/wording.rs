//! Wishes in plain words, English and French, without a model: "fewer sports until Monday, more physics,
//! nothing that shouts" – « moins de sport jusqu'à lundi, plus de physique, rien qui crie ».
//!
//! A text is cut into clauses; a clause is an amount, what it is about, and perhaps an end. What is not
//! understood is handed back word for word, so that it can be shown rather than guessed. Which topic a word
//! names is not known here: it stays a word.

mod time;

/// How much more or less.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Amount {
    /// As good as none.
    None,
    /// Less.
    Less,
    /// More.
    More,
}

impl Amount {
    /// As the strength of a wish.
    pub fn strength(self) -> f32 {
        match self {
            Self::None => -1.0,
            Self::Less => -0.8,
            Self::More => 0.5,
        }
    }
}

/// What a clause is about.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Subject {
    /// A topic or tag, in small letters.
    Topic(String),
    /// An author, as `name` or `name@host`.
    Author(String),
    /// Insults.
    Insults,
    /// Shouting.
    Shouting,
    /// Bait.
    Bait,
}

/// A clause that was understood.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Clause {
    /// How much.
    pub amount: Amount,
    /// Of what.
    pub subject: Subject,
    /// Until when, in milliseconds.
    pub until: Option<i64>,
}

/// What a text asks for.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Policy {
    /// What was understood, in order.
    pub clauses: Vec<Clause>,
    /// What was not, as it was written.
    pub unclear: Vec<String>,
}

/// More clauses than this are not read.
const MOST: usize = 20;

/// Reads wishes. `now` is the time in milliseconds and `offset` how far the member's clock is ahead of UTC,
/// in milliseconds: "until Monday" ends when their Monday begins.
pub fn read(text: &str, now: i64, offset: i64) -> Policy {
    let mut policy = Policy::default();
    let mut amount = None;
    for part in split(text).into_iter().take(MOST) {
        match clause(&part, amount, now, offset) {
            Some(clause) => {
                // "Less sport and politics": the amount holds on.
                amount = Some(clause.amount);
                policy.clauses.push(clause);
            }
            None => policy.unclear.push(part),
        }
    }
    policy
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
const AMOUNTS: [(&str, Amount); 26] = [
    ("nothing that", Amount::None),
    ("nothing about", Amount::None),
    ("no more", Amount::None),
    ("nothing", Amount::None),
    ("stop showing", Amount::None),
    ("hide", Amount::None),
    ("without", Amount::None),
    ("no", Amount::None),
    ("rien qui", Amount::None),
    ("rien sur", Amount::None),
    ("plus du tout de", Amount::None),
    ("pas de", Amount::None),
    ("aucun", Amount::None),
    ("aucune", Amount::None),
    ("sans", Amount::None),
    ("a lot less", Amount::Less),
    ("less", Amount::Less),
    ("fewer", Amount::Less),
    ("beaucoup moins", Amount::Less),
    ("moins", Amount::Less),
    ("much more", Amount::More),
    ("more", Amount::More),
    ("beaucoup plus", Amount::More),
    ("davantage", Amount::More),
    ("plus", Amount::More),
    ("show me", Amount::More),
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
const TONES: [(&str, Subject); 16] = [
    ("shout", Subject::Shouting),
    ("scream", Subject::Shouting),
    ("caps", Subject::Shouting),
    ("cri", Subject::Shouting),
    ("hurl", Subject::Shouting),
    ("majuscules", Subject::Shouting),
    ("insult", Subject::Insults),
    ("toxic", Subject::Insults),
    ("hate", Subject::Insults),
    ("hatred", Subject::Insults),
    ("haine", Subject::Insults),
    ("injur", Subject::Insults),
    ("bait", Subject::Bait),
    ("clickbait", Subject::Bait),
    ("putaclic", Subject::Bait),
    ("pièges à clics", Subject::Bait),
];

fn clause(part: &str, carried: Option<Amount>, now: i64, offset: i64) -> Option<Clause> {
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
    Some(Clause { amount, subject: subject(rest)?, until })
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
        return Some(tone.clone());
    }
    // A topic is a few words; more is a sentence that was not understood.
    let topic = rest.strip_prefix('#').unwrap_or(rest);
    (topic.split_whitespace().count() <= 3).then(|| Subject::Topic(topic.to_owned()))
}

/// Whether a text is the word a tone begins with, in one of its forms: "crie", "shouting".
fn names_tone(rest: &str, start: &str) -> bool {
    const FORMS: [&str; 14] =
        ["", "s", "e", "es", "ent", "ing", "er", "ers", "eux", "ful", "ity", "ité", "ed", "ant"];
    rest.strip_prefix(start).is_some_and(|form| FORMS.contains(&form))
}

#[cfg(test)]
mod tests {
    use super::*;

    const DAY: i64 = 86_400_000;
    /// 1 January 1970 was a Thursday.
    const NOW: i64 = 12 * 3_600_000;

    fn topic(amount: Amount, topic: &str, until: Option<i64>) -> Clause {
        Clause { amount, subject: Subject::Topic(topic.into()), until }
    }

    fn tone(amount: Amount, subject: Subject) -> Clause {
        Clause { amount, subject, until: None }
    }

    #[test]
    fn wishes_are_read_in_both_languages() {
        use Amount::{Less, More, None as Nothing};
        let monday = Some(4 * DAY);
        let cases: [(&str, Vec<Clause>); 12] = [
            (
                "fewer sports until Monday, more physics, nothing that shouts",
                vec![
                    topic(Less, "sports", monday),
                    topic(More, "physics", None),
                    tone(Nothing, Subject::Shouting),
                ],
            ),
            (
                "moins de sport jusqu'à lundi, plus de physique, rien qui crie",
                vec![
                    topic(Less, "sport", monday),
                    topic(More, "physique", None),
                    tone(Nothing, Subject::Shouting),
                ],
            ),
            ("Less politics and crypto!", vec![topic(Less, "politics", None), topic(Less, "crypto", None)]),
            ("Pas de politique pendant 3 jours", vec![topic(Nothing, "politique", Some(NOW + 3 * DAY))]),
            (
                "no clickbait for a week",
                vec![Clause { until: Some(NOW + 7 * DAY), ..tone(Nothing, Subject::Bait) }],
            ),
            (
                "more from @ada@a.example",
                vec![Clause { amount: More, subject: Subject::Author("ada@a.example".into()), until: None }],
            ),
            ("moins d’histoires de l’espace", vec![topic(Less, "histoires de l'espace", None)]),
            ("Je voudrais davantage de jardinage.", vec![topic(More, "jardinage", None)]),
            ("please show me more #rust", vec![topic(More, "rust", None)]),
            ("less football until tomorrow", vec![topic(Less, "football", Some(DAY))]),
            ("sans insultes", vec![tone(Nothing, Subject::Insults)]),
            ("plus du tout de foot", vec![topic(Nothing, "foot", None)]),
        ];
        for (text, expected) in cases {
            assert_eq!(read(text, NOW, 0), Policy { clauses: expected, unclear: vec![] }, "{text}");
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
        let policy = read("more physics, the weather was lovely when we went out", NOW, 0);
        assert_eq!(policy.clauses.len(), 1);
        assert_eq!(policy.unclear, ["the weather was lovely when we went out"]);
        assert_eq!(read("less sport until the cows come home", NOW, 0).clauses, []);
        assert_eq!(read("", NOW, 0), Policy::default());
    }

    proptest::proptest! {
        #[test]
        fn any_text_can_be_read(text in ".{0,300}") {
            let policy = read(&text, NOW, 0);
            assert!(policy.clauses.len() + policy.unclear.len() <= MOST);
        }
    }
}
