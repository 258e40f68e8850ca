//! Pictures drawn by rules from words: the same words, the same picture, and no model.
//!
//! Words are turned into a number, and where they speak of night, sea or fire into colours of that mood
//! ([`moods`]). A [`Palette`] and one of a few [`Style`]s do the rest. Another `turn` gives another picture of the
//! same words; a picture somebody lends its colours ([`Palette::of`]) gives a remix. It is honest about what it is:
//! nothing was learned, and nothing of the words is understood beyond a list of some dozens.
//!
//! Pure: no clock, no dice but its own. To add a style: a file in `styles`, a variant of [`Style`].

mod canvas;
mod colour;
mod dice;
mod moods;
mod noise;
mod palette;
mod styles;

use canvas::Canvas;
use dice::Dice;
use sha2::{Digest as _, Sha256};

pub use palette::Palette;

/// How a picture is drawn.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Style {
    /// Threads carried by a wind.
    Flow,
    /// Hills behind hills, with a sun or a moon.
    Strata,
    /// Cut paper in a grid.
    Tiles,
    /// Broken rings around a glow.
    Orbits,
    /// Colours that run into each other.
    Wash,
}

impl Style {
    /// All of them.
    pub const ALL: [Self; 5] = [Self::Flow, Self::Strata, Self::Tiles, Self::Orbits, Self::Wash];

    /// Its name in rows and on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Flow => "flow",
            Self::Strata => "strata",
            Self::Tiles => "tiles",
            Self::Orbits => "orbits",
            Self::Wash => "wash",
        }
    }

    /// The style of a name.
    pub fn named(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|style| style.word() == word)
    }
}

/// What is to be drawn.
#[derive(Clone, Debug)]
pub struct Wish<'w> {
    /// The words.
    pub words: &'w str,
    /// How; by the words where nobody says.
    pub style: Option<Style>,
    /// Which of the pictures of these words.
    pub turn: u64,
    /// Colours of another picture, in place of those of the words.
    pub palette: Option<Palette>,
}

/// A drawing.
#[derive(Clone, Debug)]
pub struct Drawn {
    /// The file, a JPEG.
    pub jpeg: Vec<u8>,
    /// How it was drawn.
    pub style: Style,
}

/// Pixels of a side.
pub const SIDE: u32 = 1_024;

/// Draws. Keeps a processor busy for some tenths of a second.
pub fn draw(wish: &Wish<'_>) -> Result<Drawn, image::ImageError> {
    draw_sized(wish, SIDE)
}

fn draw_sized(wish: &Wish<'_>, side: u32) -> Result<Drawn, image::ImageError> {
    let words = folded(wish.words);
    let mut dice = Dice::new(seed(&words, wish.turn));
    let style = wish.style.unwrap_or_else(|| Style::ALL[dice.below(Style::ALL.len())]);
    let palette = wish.palette.clone().unwrap_or_else(|| Palette::of_words(&words, &mut dice));
    let mut canvas = Canvas::new(side, palette.ground);
    match style {
        Style::Flow => styles::flow::draw(&mut canvas, &palette, &mut dice),
        Style::Strata => styles::strata::draw(&mut canvas, &palette, &mut dice),
        Style::Tiles => styles::tiles::draw(&mut canvas, &palette, &mut dice),
        Style::Orbits => styles::orbits::draw(&mut canvas, &palette, &mut dice),
        Style::Wash => styles::wash::draw(&mut canvas, &palette, &mut dice),
    }
    Ok(Drawn { jpeg: canvas.jpeg(&mut dice)?, style })
}

/// Capital letters, signs and spaces make no other picture.
fn folded(words: &str) -> String {
    let letters = words.to_lowercase();
    let words: Vec<&str> =
        letters.split(|c: char| !c.is_alphanumeric()).filter(|word| !word.is_empty()).collect();
    words.join(" ")
}

fn seed(words: &str, turn: u64) -> u64 {
    let mut hash = Sha256::new();
    hash.update(words.as_bytes());
    hash.update(turn.to_le_bytes());
    let digest = hash.finalize();
    digest.iter().take(8).fold(0, |number, byte| number << 8 | u64::from(*byte))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn wish(words: &str, turn: u64) -> Wish<'_> {
        Wish { words, style: None, turn, palette: None }
    }

    #[test]
    fn the_same_words_give_the_same_picture_and_others_another() {
        let drawn = |words: &str, turn| draw_sized(&wish(words, turn), 96).unwrap().jpeg;
        assert_eq!(drawn("A quiet harbour", 0), drawn("  a QUIET harbour! ", 0));
        assert_ne!(drawn("A quiet harbour", 0), drawn("A quiet harbour", 1));
        assert_ne!(drawn("A quiet harbour", 0), drawn("A loud harbour", 0));
        assert!(!drawn("", 0).is_empty(), "no words are words too");
    }

    #[test]
    fn every_style_covers_its_canvas_with_more_than_one_colour() {
        for style in Style::ALL {
            assert_eq!(Style::named(style.word()), Some(style));
            for turn in 0..3 {
                let wish = Wish { style: Some(style), ..wish("embers", turn) };
                let image = image::load_from_memory(&draw_sized(&wish, 128).unwrap().jpeg).unwrap().to_rgb8();
                assert_eq!(image.dimensions(), (128, 128));
                let light = |at: &image::Rgb<u8>| at.0.iter().map(|value| u32::from(*value)).sum::<u32>();
                let (mut least, mut most) = (u32::MAX, 0);
                for pixel in image.pixels() {
                    (least, most) = (least.min(light(pixel)), most.max(light(pixel)));
                }
                assert!(most - least > 120, "{style:?} {turn} is flat: {least} to {most}");
            }
        }
    }
}
