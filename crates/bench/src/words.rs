//! Dice, and texts made with them. The same seed gives the same texts.

/// A small generator of numbers that look random (SplitMix64).
#[derive(Clone, Debug)]
pub struct Dice(u64);

impl Dice {
    /// Dice that always fall the same way for a seed.
    pub const fn new(seed: u64) -> Self {
        Self(seed)
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9e37_79b9_7f4a_7c15);
        let mut mixed = self.0;
        mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
        mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
        mixed ^ (mixed >> 31)
    }

    /// A number below `end`; 0 where there is none.
    pub fn below(&mut self, end: usize) -> usize {
        usize::try_from(self.next() % (end.max(1) as u64)).unwrap_or(0)
    }

    /// A number below `end`, small ones much more often.
    pub fn low(&mut self, end: usize) -> usize {
        self.below(self.clone().below(end) + 1)
    }

    /// Whether a chance of so many in a hundred came true.
    pub fn percent(&mut self, chance: usize) -> bool {
        self.below(100) < chance
    }

    /// One of several.
    pub fn pick<'a, T: ?Sized>(&mut self, all: &[&'a T]) -> Option<&'a T> {
        all.get(self.below(all.len())).copied()
    }
}

/// Tags in use, the first ones most often.
pub const TAGS: [&str; 40] = [
    "garden",
    "bread",
    "photography",
    "rain",
    "musique",
    "lecture",
    "rust",
    "tram",
    "birds",
    "cuisine",
    "harbour",
    "linux",
    "football",
    "cinema",
    "velo",
    "knitting",
    "astronomy",
    "jardin",
    "tea",
    "maths",
    "history",
    "radio",
    "pottery",
    "swimming",
    "chess",
    "typography",
    "cats",
    "dogs",
    "forest",
    "mountains",
    "beach",
    "jazz",
    "poetry",
    "maps",
    "trains",
    "soup",
    "ceramics",
    "theatre",
    "repair",
    "seeds",
];

const NOUNS: &str = "lighthouse kettle bicycle neighbour library orchard timetable violin market window letter \
    storm comet recipe notebook platform bridge engine puzzle lantern garden harbour kitchen newspaper workshop \
    radio mountain river cathedral pigeon sandwich keyboard compass ladder telescope greenhouse ferry museum";
const ADJECTIVES: &str = "quiet green unlikely patient crooked bright forgotten generous late small old curious \
    careful distant warm broken honest early heavy golden narrow cheerful useful foggy";
const VERBS: &str = "opened repaired missed borrowed described painted followed measured carried promised found \
    remembered moved sold planted answered counted translated watched replaced";
const NOMS: &str = "phare vélo voisin bibliothèque marché fenêtre lettre orage comète recette cahier quai pont \
    moteur lanterne jardin port cuisine journal atelier montagne rivière pigeon clavier boussole échelle serre";
const ADJECTIFS: &str = "tranquille vert patient tordu clair oublié généreux petit vieux curieux lointain chaud \
    cassé honnête lourd étroit joyeux utile";
const VERBES: &str = "ouvre répare manque emprunte décrit peint suit mesure porte promet trouve garde déplace \
    plante répond compte traduit regarde remplace";

/// A text of 50 to 400 characters, in French when `french`.
pub fn text(dice: &mut Dice, french: bool) -> String {
    let least = 50 + dice.low(300);
    let mut text = String::new();
    while text.chars().count() < least {
        if !text.is_empty() {
            text.push_str(if dice.percent(12) { "\n\n" } else { " " });
        }
        text.push_str(&sentence(dice, french));
    }
    text.truncate(text.char_indices().nth(400).map_or(text.len(), |(place, _)| place));
    text
}

/// A sentence that means nothing much.
fn sentence(dice: &mut Dice, french: bool) -> String {
    let mut word = |list: &'static str| {
        let all: Vec<&str> = list.split_ascii_whitespace().collect();
        dice.pick(&all).unwrap_or_default()
    };
    if french {
        let (who, how, does, what) = (word(NOMS), word(ADJECTIFS), word(VERBES), word(NOMS));
        return format!("Le {who} {how} {does} le {what} de la rue d'à côté.");
    }
    let (who, how, did, what, like) =
        (word(NOUNS), word(ADJECTIVES), word(VERBS), word(NOUNS), word(ADJECTIVES));
    format!("The {how} {who} {did} a {like} {what} before anybody else in the street was up.")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_of_a_posts_length_and_always_the_same() {
        let texts = |seed| {
            let mut dice = Dice::new(seed);
            (0..200).map(|number| text(&mut dice, number % 3 == 0)).collect::<Vec<_>>()
        };
        assert_eq!(texts(1), texts(1));
        assert_ne!(texts(1), texts(2));
        assert!(texts(3).iter().all(|text| (50..=400).contains(&text.chars().count())));
    }

    #[test]
    fn low_numbers_are_more_frequent() {
        let mut dice = Dice::new(5);
        let low = (0..1_000).filter(|_| dice.low(100) < 25).count();
        assert!((400..900).contains(&low), "{low}");
    }
}
