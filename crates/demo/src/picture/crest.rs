//! Avatars: a round sign on a plain ground.

use super::paint::{colours, disc, mix, paint};
use crate::dice::Dice;
use image::RgbImage;

const SIDE: u32 = 240;

pub fn crest(dice: &mut Dice) -> RgbImage {
    let [light, pale, mid, dark] = colours(dice);
    let petals = (3 + dice.below(5)) as f32;
    let turn = 6.3 * dice.unit() as f32;
    let depth = 0.05 + 0.1 * dice.unit() as f32;
    let off = (0.5, 0.5);
    paint(SIDE, SIDE, |x, y| {
        let angle = (y - 0.5).atan2(x - 0.5);
        let edge = 0.33 + depth * (petals * angle + turn).sin();
        let mut colour = mix(pale, light, y);
        colour = mix(colour, mid, disc(x, y, off, edge, 0.01));
        colour = mix(colour, light, disc(x, y, off, edge * 0.55, 0.01));
        mix(colour, dark, disc(x, y, off, edge * 0.3, 0.01))
    })
}
