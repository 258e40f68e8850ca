//! The accounts that are not one person: the tram company, the observatory, the tide machine.

use crate::{DAY, Language, Member, PictureKind, PictureSpec};

/// How many there are; they stand at the end of the members.
pub const COUNT: usize = VOICES.len();

/// The one that posts tide tables.
pub const TIDES: &str = "harbour_tides";

type Voice = (&'static str, &'static str, &'static str);

const VOICES: &[Voice] = &[
    (
        "tramways",
        "Tramways de Port-Cendre",
        "Four lines, one hill. News of the lines. / Quatre lignes, une colline. Nouvelles du réseau.",
    ),
    (
        "golden_crust",
        "The Golden Crust",
        "A bread contest, every year under the covered market. / Un concours de pain, chaque année sous la halle.",
    ),
    (
        "observatory",
        "Observatoire de Morvane",
        "The sky above the harbour, explained. / Le ciel au-dessus du port, expliqué.",
    ),
    ("fanal", "Fanal", "Free firmware for lighthouses. / Un micrologiciel libre pour les phares."),
    (TIDES, "Harbour tides", "A machine that posts the tides. / Une machine qui publie les marées."),
];

pub fn members(start: i64) -> impl Iterator<Item = Member> {
    VOICES.iter().zip(0u8..).map(move |((username, display_name, bio), seed)| Member {
        username: (*username).to_owned(),
        display_name: (*display_name).to_owned(),
        bio: (*bio).to_owned(),
        fields: vec![("Island / Île".to_owned(), "Morvane".to_owned())],
        language: Language::Both,
        bot: *username == TIDES,
        locked: false,
        joined_at: start - i64::from(400 + 7 * i32::from(seed)) * DAY,
        avatar: PictureSpec::new(PictureKind::Crest, 16 + seed, bio),
        header: Some(PictureSpec::new(PictureKind::Sea, seed, display_name)),
        lists: Vec::new(),
        followed_tags: Vec::new(),
    })
}
