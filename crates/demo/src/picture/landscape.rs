//! Hills and sea.

use super::paint::{Colour, HEIGHT, RATIO, WIDTH, colours, disc, mix, paint};
use crate::dice::Dice;
use image::RgbImage;

pub fn hills(dice: &mut Dice) -> RgbImage {
    let [light, pale, mid, dark] = colours(dice);
    let rows: Vec<[f32; 5]> = (0..5).map(|_| std::array::from_fn(|_| dice.unit() as f32)).collect();
    let sun = (0.2 + 0.6 * dice.unit() as f32, 0.3 + 0.12 * dice.unit() as f32);
    let crest = |row: usize, x: f32| {
        let [a, b, c, d, e] = rows[row];
        0.42 + 0.12 * row as f32
            + 0.06 * (x * (3.0 + 4.0 * a) + 6.3 * b).sin()
            + 0.03 * (x * (9.0 + 6.0 * c) + 6.3 * d).sin()
            + 0.01 * (x * 31.0 + 6.3 * e).sin()
    };
    // A crest depends on the column alone.
    let columns: Vec<[f32; 5]> =
        (0..=WIDTH).map(|x| std::array::from_fn(|row| crest(row, x as f32 / WIDTH as f32))).collect();
    paint(WIDTH, HEIGHT, |x, y| {
        let mut colour = mix(light, pale, y * 1.4);
        colour = mix(colour, [255.0, 250.0, 238.0], disc(x * RATIO, y, (sun.0 * RATIO, sun.1), 0.07, 0.006));
        for (index, crest) in columns[(x * WIDTH as f32).round() as usize].iter().enumerate() {
            let depth = (index as f32 + 1.0) / 5.0;
            colour = mix(colour, mix(pale, if depth > 0.6 { dark } else { mid }, depth), (y - crest) * 400.0);
        }
        colour
    })
}

pub fn sea(dice: &mut Dice) -> RgbImage {
    let [light, pale, mid, dark]: [Colour; 4] = colours(dice);
    let horizon = 0.36 + 0.14 * dice.unit() as f32;
    let sail = 0.15 + 0.7 * dice.unit() as f32;
    let waves = 9.0 + dice.below(8) as f32;
    let phase = 6.3 * dice.unit() as f32;
    paint(WIDTH, HEIGHT, |x, y| {
        if y < horizon {
            let left = (x - sail) * RATIO;
            let tall = horizon - 0.15;
            let reach = (y - tall) * 0.5;
            let boat = y > tall && left > 0.0 && left < reach;
            return if boat { [252.0, 250.0, 244.0] } else { mix(light, pale, y / horizon) };
        }
        let deep = (y - horizon) / (1.0 - horizon);
        let band =
            (deep.sqrt() * waves + 0.35 * (x * 9.0 * (1.0 - 0.5 * deep) + phase + deep * 20.0).sin()).floor();
        let ground = mix(pale, if deep > 0.5 { dark } else { mid }, 0.35 + deep * 0.6);
        if band as i32 % 2 == 0 { ground } else { mix(ground, light, 0.16) }
    })
}
