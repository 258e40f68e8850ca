//! A few colours that go together.

use crate::colour::{Light, decoded, from_oklab, oklab, oklch};
use crate::dice::Dice;
use crate::moods::{self, Mood};

/// The ground and what is drawn on it.
#[derive(Clone, Debug)]
pub struct Palette {
    pub(crate) ground: Light,
    /// From what is nearest to the ground to what stands out.
    pub(crate) inks: Vec<Light>,
    /// The one that is used sparingly.
    pub(crate) accent: Light,
    pub(crate) dark: bool,
}

/// Colours beside the ground and the accent.
const INKS: usize = 5;
/// Times the colours of a picture are gathered anew.
const ROUNDS: usize = 12;

impl Palette {
    pub(crate) fn of_words(words: &str, dice: &mut Dice) -> Self {
        let mood = moods::of(words);
        let hue = match mood {
            Some(mood) => mood.hue + dice.between(-0.03, 0.03),
            None => dice.unit(),
        };
        let dark = mood.and_then(|mood| mood.dark).unwrap_or_else(|| dice.chance(0.5));
        let colourful = mood.map_or(0.13, |mood: Mood| mood.chroma);
        // Beside each other, across, or a triangle: the old ways of going together.
        let reach = [0.09, 0.16, 0.28][dice.below(3)];
        let accent_hue = (hue + [0.5, 0.11, -0.11, 0.58][dice.below(4)]).rem_euclid(1.0);
        let ground = if dark {
            oklch(dice.between(0.17, 0.23), 0.025, hue + 0.02)
        } else {
            oklch(dice.between(0.94, 0.97), 0.018, hue + 0.06)
        };
        let inks = (0..INKS).map(|step| {
            let along = step as f32 / (INKS - 1) as f32;
            let lightness = if dark { 0.38 + 0.44 * along } else { 0.84 - 0.50 * along };
            let chroma = colourful * (0.7 + 0.5 * (along * std::f32::consts::PI).sin());
            oklch(lightness, chroma, hue - reach / 2.0 + reach * along)
        });
        let inks = inks.collect();
        // Yellows and greens are only beautiful when they are bright.
        let bright = if (0.2..0.4).contains(&accent_hue) { 0.09 } else { 0.0 };
        let accent = oklch(if dark { 0.76 } else { 0.62 } + bright, 0.165, accent_hue);
        Self { ground, inks, accent, dark }
    }

    /// The colours of a picture: red, green and blue of its pixels. Some hundreds of pixels are enough.
    pub fn of(pixels: &[[u8; 3]]) -> Option<Self> {
        let labs: Vec<[f32; 3]> = pixels.iter().map(|pixel| oklab(pixel.map(decoded))).collect();
        let mut centres = spread(&labs, INKS + 2)?;
        for _ in 0..ROUNDS {
            let mut sums = vec![([0.0_f32; 3], 0_u32); centres.len()];
            for lab in &labs {
                let (sum, count) = &mut sums[nearest(&centres, *lab)];
                (0..3).for_each(|axis| sum[axis] += lab[axis]);
                *count += 1;
            }
            for (centre, (sum, count)) in centres.iter_mut().zip(&sums) {
                if *count > 0 {
                    *centre = sum.map(|value| value / *count as f32);
                }
            }
        }
        let mean = labs.iter().map(|lab| lab[0]).sum::<f32>() / labs.len() as f32;
        let dark = mean < 0.55;
        centres.sort_by(|a, b| if dark { a[0].total_cmp(&b[0]) } else { b[0].total_cmp(&a[0]) });
        let most = |lab: &[f32; 3]| lab[1].hypot(lab[2]);
        let accent = centres.iter().copied().max_by(|a, b| most(a).total_cmp(&most(b)))?;
        let ground = centres.first().copied()?;
        centres.remove(0);
        if let Some(at) = centres.iter().position(|lab| *lab == accent) {
            centres.remove(at);
        }
        let mut inks = centres;
        inks.truncate(INKS);
        // A picture of one colour still gives something to see.
        for (step, ink) in inks.iter_mut().enumerate() {
            let least = 0.1 + 0.07 * step as f32;
            if (ink[0] - ground[0]).abs() < least {
                ink[0] = (ground[0] + if dark { least } else { -least }).clamp(0.05, 0.97);
            }
        }
        let mut accent = accent;
        if (accent[0] - ground[0]).abs() < 0.2 {
            accent[0] = (ground[0] + if dark { 0.35 } else { -0.3 }).clamp(0.05, 0.97);
        }
        Some(Self {
            ground: from_oklab(ground),
            inks: inks.into_iter().map(from_oklab).collect(),
            accent: from_oklab(accent),
            dark,
        })
    }

    /// An ink by its place; places go around.
    pub(crate) fn ink(&self, place: usize) -> Light {
        self.inks.get(place % self.inks.len().max(1)).copied().unwrap_or(self.accent)
    }
}

/// Colours as far from each other as there are (the farthest first traversal), beginning with the first pixel.
fn spread(labs: &[[f32; 3]], count: usize) -> Option<Vec<[f32; 3]>> {
    let mut chosen = vec![*labs.first()?];
    while chosen.len() < count {
        let far = |lab: &&[f32; 3]| distance(chosen[nearest(&chosen, **lab)], **lab);
        let next = labs.iter().max_by(|a, b| far(a).total_cmp(&far(b))).copied()?;
        chosen.push(next);
    }
    Some(chosen)
}

fn nearest(centres: &[[f32; 3]], lab: [f32; 3]) -> usize {
    let order = |(_, a): &(usize, &[f32; 3]), (_, b): &(usize, &[f32; 3])| {
        distance(**a, lab).total_cmp(&distance(**b, lab))
    };
    centres.iter().enumerate().min_by(order).map_or(0, |(place, _)| place)
}

fn distance(a: [f32; 3], b: [f32; 3]) -> f32 {
    (0..3).map(|axis| (a[axis] - b[axis]).powi(2)).sum()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_picture_lends_its_colours() {
        let pixels: Vec<[u8; 3]> =
            (0..600).map(|at| if at % 3 == 0 { [200, 40, 30] } else { [20, 30, 60] }).collect();
        let palette = Palette::of(&pixels).unwrap();
        assert!(palette.dark && !palette.inks.is_empty());
        assert!(palette.accent[0] > palette.accent[2], "the red stands out");
        assert!(Palette::of(&[]).is_none());
        assert!(Palette::of(&[[255; 3]]).is_some(), "one colour is enough");
    }
}
