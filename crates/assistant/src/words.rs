//! Words as they are compared: small letters without accents, without the endings of plurals and the
//! commonest forms of verbs, in English and French alike.

use std::collections::HashSet;
use std::ops::Range;
use std::sync::LazyLock;
use unicode_normalization::UnicodeNormalization as _;

/// Words every sentence has, folded, and the words questions are made of. Numbers are not among them:
/// what is asked is often how many.
const COMMON: &str = "a an and any are as at be been being but by can could did do does doing for from get \
    had has have having he her hers him his how i if in into is isn it its just like many me more most much my no \
    nor not of off on one or our ours out over own please she should so some such than that the their them \
    then there these they this those through to too under until up us very was we were what when where \
    which while who whom whose why will with would you your yours about after again all also am because \
    before between both down during each few here only other same don doesn didn s t ve re ll d m \
    tell explain know say said says happen happened happening anybody anyone somebody someone something \
    anything currently really ever today now \
    au aux avec avez avons ce ceci cela ces cet cette ceux celle celui chez ci comme comment dans de des du elle \
    elles en entre es est et etaient etait etant ete etes etre eu eux fait faire faut furent fut il ils j je l la \
    le les leur leurs lui ma mais me meme mes moi mon n ne nos notre nous on ont ou par pas pour pourquoi plus qu \
    quand que quel quelle quelles quels qui quoi sa sans se sera seront ses si soit son sont sous suis sur ta te \
    tes toi ton tu un une vos votre vous y c d s t m ai as avait avaient avoir combien quelqu quelque quelques \
    passe passer dire dit dites explique expliquer savoir sait cela ca est-ce lequel laquelle tout tous toute \
    toutes aussi tres deja encore alors donc car peut peux peuvent aujourd hui actuellement vraiment";

/// Forms no rule leads back.
const IRREGULAR: [(&str, &str); 38] = [
    ("oldest", "old"),
    ("older", "old"),
    ("newest", "new"),
    ("longest", "long"),
    ("won", "win"),
    ("winner", "win"),
    ("loaves", "loaf"),
    ("lost", "lose"),
    ("went", "go"),
    ("goes", "go"),
    ("gone", "go"),
    ("broke", "break"),
    ("broken", "break"),
    ("began", "begin"),
    ("begun", "begin"),
    ("wrote", "write"),
    ("written", "write"),
    ("held", "hold"),
    ("ran", "run"),
    ("seen", "see"),
    ("saw", "see"),
    ("built", "build"),
    ("made", "make"),
    ("took", "take"),
    ("found", "find"),
    ("paid", "pay"),
    ("sold", "sell"),
    ("bought", "buy"),
    ("brought", "bring"),
    ("lent", "lend"),
    ("teeth", "tooth"),
    ("people", "person"),
    ("children", "child"),
    ("women", "woman"),
    ("men", "man"),
    ("feet", "foot"),
    ("yeux", "oeil"),
    ("chevaux", "cheval"),
];

/// Endings that go, the longer before the shorter; what stays has four letters or more.
const ENDINGS: [&str; 10] = ["issement", "ement", "ation", "aient", "ing", "ait", "ant", "ed", "er", "ez"];

/// A word of a text: where it stands, and its stem.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Word {
    /// Its bytes.
    pub range: Range<usize>,
    /// What it is compared by.
    pub stem: String,
    /// Folded, as written otherwise.
    pub folded: String,
}

/// All words of a text, in order. A tag of several (`#GoldenCrust`) is several.
pub fn words(text: &str) -> Vec<Word> {
    let mut words = Vec::new();
    let mut start = None;
    let mut small = false;
    for (at, letter) in text.char_indices().chain([(text.len(), ' ')]) {
        let inside = letter.is_alphanumeric() || ('\u{300}'..='\u{36f}').contains(&letter);
        if let Some(from) = start.filter(|_| !inside || (small && letter.is_uppercase())) {
            let folded = fold(&text[from..at]);
            words.push(Word { range: from..at, stem: stem(&folded), folded });
            start = None;
        }
        if inside {
            start = start.or(Some(at));
        }
        small = letter.is_lowercase();
    }
    words
}

/// The words of a text that carry its meaning.
pub fn content(text: &str) -> Vec<Word> {
    words(text).into_iter().filter(|word| !is_common(&word.folded)).collect()
}

/// Whether a folded word says nothing about what a text is about.
pub fn is_common(folded: &str) -> bool {
    static WORDS: LazyLock<HashSet<&str>> = LazyLock::new(|| COMMON.split_whitespace().collect());
    WORDS.contains(folded) || (folded.len() < 2 && !folded.bytes().all(|b| b.is_ascii_digit()))
}

/// Small letters, without accents.
pub fn fold(word: &str) -> String {
    let mut folded = String::with_capacity(word.len());
    for letter in word.nfd().filter(|c| !('\u{300}'..='\u{36f}').contains(c)).flat_map(char::to_lowercase) {
        match letter {
            'œ' => folded.push_str("oe"),
            'æ' => folded.push_str("ae"),
            'ß' => folded.push_str("ss"),
            other => folded.push(other),
        }
    }
    folded
}

/// Forms of a stem that do not begin with it.
pub fn irregular(stem: &str) -> impl Iterator<Item = &'static str> {
    IRREGULAR.iter().filter(move |(_, root)| *root == stem).map(|(form, _)| *form)
}

/// What a folded word is compared by.
pub fn stem(folded: &str) -> String {
    if let Some((_, root)) = IRREGULAR.iter().find(|(form, _)| *form == folded) {
        return (*root).to_owned();
    }
    if folded.len() < 4 || folded.bytes().any(|b| b.is_ascii_digit()) {
        return folded.to_owned();
    }
    if let Some(root) = folded.strip_suffix("aux").filter(|root| root.len() >= 3) {
        return format!("{root}al");
    }
    if let Some(root) = folded.strip_suffix("ies").filter(|root| root.len() >= 3) {
        return root.to_owned();
    }
    let longer = |root: &&str| root.chars().count() >= 4;
    let root = folded.strip_suffix(['s', 'x']).filter(|_| !folded.ends_with("ss")).unwrap_or(folded);
    for ending in ENDINGS {
        let Some(root) = root.strip_suffix(ending).filter(longer) else { continue };
        return undoubled(root).to_owned();
    }
    let root = root.strip_suffix("ee").filter(longer).unwrap_or(root);
    let root = root.strip_suffix(['e', 'y']).filter(|root| root.len() >= 3).unwrap_or(root);
    undoubled(root).to_owned()
}

/// `runn` is `run`; `call` and `pass` stay.
fn undoubled(root: &str) -> &str {
    let mut last = root.chars().rev();
    match (last.next(), last.next()) {
        (Some(a), Some(b)) if a == b && !matches!(a, 'l' | 's' | 'e') => &root[..root.len() - a.len_utf8()],
        _ => root,
    }
}

/// Which of the two languages a text is in, by the words no sentence does without.
pub fn language(text: &str) -> Option<&'static str> {
    const ENGLISH: [&str; 30] = [
        "the", "of", "and", "to", "is", "are", "was", "were", "in", "it", "that", "for", "with", "who",
        "what", "when", "where", "how", "does", "did", "has", "have", "at", "they", "will", "which", "why",
        "this", "by", "not",
    ];
    const FRENCH: [&str; 36] = [
        "le", "la", "les", "des", "du", "et", "est", "sont", "une", "un", "dans", "pour", "que", "qui",
        "quand", "ou", "combien", "avec", "il", "elle", "au", "aux", "sur", "pas", "ne", "quel", "quelle",
        "pourquoi", "comment", "ce", "cette", "sous", "par", "son", "se", "nous",
    ];
    let (mut english, mut french) = (0, 0);
    for word in words(text) {
        english += usize::from(ENGLISH.contains(&word.folded.as_str()));
        french += usize::from(FRENCH.contains(&word.folded.as_str()));
        french += usize::from(text[word.range].chars().any(|c| "éèêàçùœîôâ".contains(c)));
    }
    match english.cmp(&french) {
        std::cmp::Ordering::Greater => Some("en"),
        std::cmp::Ordering::Less => Some("fr"),
        std::cmp::Ordering::Equal => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn forms_of_a_word_meet() {
        for (one, other) in [
            ("tickets", "ticket"),
            ("bicycles", "bicycle"),
            ("cooling", "cools"),
            ("running", "runs"),
            ("interrupted", "interrupt"),
            ("loaves", "loaf"),
            ("engrenages", "engrenage"),
            ("recette", "recettes"),
            ("cities", "city"),
            ("journaux", "journal"),
            ("réparée", "réparer"),
            ("won", "wins"),
        ] {
            assert_eq!(stem(&fold(one)), stem(&fold(other)), "{one} {other}");
        }
        assert_ne!(stem("lamp"), stem("lamb"));
    }

    #[test]
    fn what_says_nothing_is_left_out() {
        let stems = |text: &str| content(text).into_iter().map(|word| word.stem).collect::<Vec<_>>();
        assert_eq!(stems("Who won the Golden Crust?"), ["win", "golden", "crust"]);
        assert_eq!(stems("Combien de vélos l'école prête-t-elle ?"), ["velo", "ecol", "pret"]);
        assert_eq!(stems("What is this about?"), Vec::<String>::new());
    }

    #[test]
    fn the_language_is_told_by_small_words() {
        assert_eq!(language("When does Line Two run again?"), Some("en"));
        assert_eq!(language("Quand la ligne Deux roule-t-elle de nouveau ?"), Some("fr"));
        assert_eq!(language("Quillane 2026"), None);
    }
}
