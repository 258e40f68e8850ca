//! Pictures made by rule: a kind and a small number give the same bytes everywhere.

mod crest;
mod landscape;
mod paint;
mod pattern;
mod sky;

use crate::dice::Dice;
use image::codecs::jpeg::JpegEncoder;
use image::{ImageFormat, RgbImage};
use std::io::Cursor;

/// How good photographs are: as good as a server keeps them, which then need not be made anew.
const QUALITY: u8 = 90;

/// Which picture, and what it shows in words.
#[derive(Clone, PartialEq, Eq, Hash, Debug)]
pub struct PictureSpec {
    /// The motif.
    pub kind: PictureKind,
    /// Below 10 for posts, below 32 for avatars: few distinct pictures, shown often.
    pub seed: u8,
    /// Alternative text.
    pub alt: String,
}

/// A motif.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, Default)]
pub enum PictureKind {
    /// Rows of hills under a low sun.
    Hills,
    /// A fire almost out.
    Embers,
    /// Floor tiles with quarter circles.
    Tiles,
    /// Bands of sea and a sail.
    Sea,
    /// Stars and a comet.
    Night,
    /// An evening sky and a lamp.
    #[default]
    Dusk,
    /// An avatar: a round sign.
    Crest,
}

impl PictureSpec {
    pub(crate) fn new(kind: PictureKind, seed: u8, alt: &str) -> Self {
        Self { kind, seed, alt: alt.to_owned() }
    }

    /// Whether whoever shows it in a post says that a model made it: one of ten.
    pub const fn ai_generated(&self) -> bool {
        self.seed == 3
    }

    /// Some picture, without words.
    pub(crate) fn any(dice: &mut Dice) -> Self {
        use PictureKind::{Dusk, Embers, Hills, Night, Sea, Tiles};
        let kind = [Hills, Embers, Tiles, Sea, Night, Dusk][dice.below(6)];
        Self::new(kind, dice.below(10) as u8, "")
    }
}

impl PictureKind {
    pub(crate) fn named(name: &str) -> Self {
        match name {
            "hills" => Self::Hills,
            "embers" => Self::Embers,
            "tiles" => Self::Tiles,
            "sea" => Self::Sea,
            "night" => Self::Night,
            _ => Self::Dusk,
        }
    }

    /// Where the words for it stand among the common ones.
    pub(crate) fn alt(self) -> &'static str {
        match self {
            Self::Hills => "alt.hills",
            Self::Embers => "alt.embers",
            Self::Tiles => "alt.tiles",
            Self::Sea => "alt.sea",
            Self::Night => "alt.night",
            Self::Dusk | Self::Crest => "alt.dusk",
        }
    }
}

/// The file: PNG for flat motifs, JPEG for the others; [`is_png`] tells which.
pub fn picture(spec: &PictureSpec) -> Vec<u8> {
    let mut dice = Dice::new(u64::from(spec.seed) * 7919 + spec.kind as u64);
    let pixels = match spec.kind {
        PictureKind::Hills => landscape::hills(&mut dice),
        PictureKind::Sea => landscape::sea(&mut dice),
        PictureKind::Embers => sky::embers(&mut dice),
        PictureKind::Night => sky::night(&mut dice),
        PictureKind::Dusk => sky::dusk(&mut dice),
        PictureKind::Tiles => pattern::tiles(&mut dice),
        PictureKind::Crest => crest::crest(&mut dice),
    };
    encode(&pixels, is_png(spec.kind))
}

/// Is the file of this kind a PNG? Otherwise it is a JPEG.
pub fn is_png(kind: PictureKind) -> bool {
    matches!(kind, PictureKind::Tiles | PictureKind::Crest)
}

fn encode(pixels: &RgbImage, png: bool) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    // Writing to memory fails for no size used here.
    let written = if png {
        pixels.write_to(&mut bytes, ImageFormat::Png)
    } else {
        pixels.write_with_encoder(JpegEncoder::new_with_quality(&mut bytes, QUALITY))
    };
    written.map_or_else(|_| Vec::new(), |()| bytes.into_inner())
}
