//! What some words have for colours. A list, no understanding: words that are not on it are left to chance.

/// A mood of colours.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mood {
    /// In turns: 0.08 is ember, 0.39 leaf, 0.69 sea.
    pub(crate) hue: f32,
    pub(crate) chroma: f32,
    /// Whether the ground is dark, where the word says so.
    pub(crate) dark: Option<bool>,
}

const fn mood(hue: f32, chroma: f32, dark: Option<bool>) -> Mood {
    Mood { hue, chroma, dark }
}

/// Words in English and French, by how they begin.
const MOODS: &[(&[&str], Mood)] = &[
    (
        &["ember", "brais", "fire", "feu", "flam", "lava", "lave", "burn", "incend"],
        mood(0.09, 0.17, Some(true)),
    ),
    (
        &["night", "nuit", "midnight", "minuit", "moon", "lune", "star", "etoil", "étoil", "galax"],
        mood(0.76, 0.11, Some(true)),
    ),
    (
        &[
            "sea", "mer", "ocean", "océan", "wave", "vague", "harbour", "harbor", "port", "lake", "lac",
            "river", "fleuv", "rivi", "water", "eau", "blue", "bleu",
        ],
        mood(0.66, 0.12, None),
    ),
    (
        &[
            "forest", "forêt", "foret", "wood", "bois", "leaf", "leaves", "feuill", "garden", "jardin",
            "moss", "mousse", "green", "vert",
        ],
        mood(0.39, 0.12, None),
    ),
    (
        &["snow", "neige", "winter", "hiver", "ice", "glac", "frost", "givre", "cold", "froid"],
        mood(0.64, 0.05, Some(false)),
    ),
    (
        &[
            "sun", "solei", "summer", "été", "desert", "désert", "sand", "sable", "gold", "yellow", "jaune",
            "honey", "miel",
        ],
        mood(0.21, 0.14, Some(false)),
    ),
    (
        &[
            "dawn",
            "aube",
            "rose",
            "sunset",
            "dusk",
            "couchant",
            "pink",
            "spring",
            "printemps",
            "blossom",
            "flower",
            "fleur",
        ],
        mood(0.02, 0.13, None),
    ),
    (
        &["autumn", "automne", "rust", "rouille", "orange", "brick", "brique", "red", "rouge"],
        mood(0.10, 0.15, None),
    ),
    (
        &["violet", "lilac", "lilas", "purple", "lavend", "dream", "rêve", "reve", "magic", "magi"],
        mood(0.83, 0.13, None),
    ),
    (
        &[
            "fog", "brume", "mist", "rain", "pluie", "stone", "pierre", "grey", "gray", "gris", "silen",
            "quiet", "calm",
        ],
        mood(0.62, 0.035, None),
    ),
];

/// The mood of the first word that has one.
pub(crate) fn of(words: &str) -> Option<Mood> {
    words.split(' ').find_map(|word| {
        let fits =
            |start: &&str| if start.chars().count() <= 3 { word == *start } else { word.starts_with(*start) };
        MOODS.iter().find(|(starts, _)| starts.iter().any(&fits)).map(|(_, mood)| *mood)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_of_both_languages_have_moods() {
        let same = |a: &str, b: &str| (of(a).unwrap().hue - of(b).unwrap().hue).abs() < f32::EPSILON;
        assert!(same("a night train", "la nuit"));
        assert!(same("embers", "braises"));
        assert!(same("the sea", "la mer"));
        assert!(of("merci").is_none(), "a word of three letters is only itself");
        assert!(of("").is_none());
    }
}
