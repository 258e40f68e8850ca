//! The palette and the brushes.

use crate::dice::Dice;
use image::{Rgb, RgbImage};

pub const WIDTH: u32 = 600;
pub const HEIGHT: u32 = 375;
/// How many heights fit into the width.
pub const RATIO: f32 = WIDTH as f32 / HEIGHT as f32;

pub type Colour = [f32; 3];

/// Warm to cool sets of four, light to dark.
const SETS: [[Colour; 4]; 5] = [
    [[251.0, 236.0, 214.0], [240.0, 180.0, 130.0], [194.0, 95.0, 60.0], [74.0, 44.0, 42.0]],
    [[236.0, 240.0, 232.0], [168.0, 190.0, 160.0], [96.0, 130.0, 110.0], [38.0, 58.0, 56.0]],
    [[228.0, 238.0, 242.0], [140.0, 180.0, 196.0], [60.0, 112.0, 140.0], [24.0, 46.0, 70.0]],
    [[246.0, 230.0, 236.0], [214.0, 160.0, 170.0], [140.0, 90.0, 120.0], [52.0, 36.0, 64.0]],
    [[250.0, 242.0, 205.0], [228.0, 196.0, 110.0], [150.0, 128.0, 70.0], [56.0, 56.0, 40.0]],
];

pub fn colours(dice: &mut Dice) -> [Colour; 4] {
    SETS[dice.below(SETS.len())]
}

pub fn mix(from: Colour, to: Colour, part: f32) -> Colour {
    let part = part.clamp(0.0, 1.0);
    [0, 1, 2].map(|channel| from[channel] + (to[channel] - from[channel]) * part)
}

/// A picture from a rule for each point; `x` and `y` go from 0 to 1.
pub fn paint(width: u32, height: u32, rule: impl Fn(f32, f32) -> Colour) -> RgbImage {
    RgbImage::from_fn(width, height, |x, y| {
        let colour = rule(x as f32 / width as f32, y as f32 / height as f32);
        Rgb(colour.map(|channel| channel.clamp(0.0, 255.0) as u8))
    })
}

/// Lays a soft disc over a picture, touching only the points near it. `x` of `at` goes to [`RATIO`].
pub fn stamp(picture: &mut RgbImage, at: (f32, f32), radius: f32, soft: f32, colour: Colour, strength: f32) {
    let scale = picture.height() as f32;
    let reach = radius + soft;
    let range = |middle: f32, end: u32| {
        let from = ((middle - reach) * scale).max(0.0) as u32;
        from..(((middle + reach) * scale).max(0.0) as u32 + 1).min(end)
    };
    for y in range(at.1, picture.height()) {
        for x in range(at.0, picture.width()) {
            let cover = disc(x as f32 / scale, y as f32 / scale, at, radius, soft) * strength;
            let point = picture.get_pixel_mut(x, y);
            point.0 =
                mix(point.0.map(f32::from), colour, cover).map(|channel| channel.clamp(0.0, 255.0) as u8);
        }
    }
}

/// How much a disc of this radius covers the point, with a soft edge.
pub fn disc(x: f32, y: f32, at: (f32, f32), radius: f32, soft: f32) -> f32 {
    let away = ((x - at.0).powi(2) + (y - at.1).powi(2)).sqrt();
    ((radius - away) / soft + 0.5).clamp(0.0, 1.0)
}
