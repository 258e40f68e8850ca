//! Fire, night and evening.

use super::paint::{HEIGHT, RATIO, WIDTH, disc, mix, paint, stamp};
use crate::dice::Dice;
use image::RgbImage;

/// Points strewn over the picture: place and size.
fn strewn(dice: &mut Dice, count: usize, from: f32, until: f32) -> Vec<(f32, f32, f32)> {
    let between = |dice: &mut Dice| from + (until - from) * dice.unit() as f32;
    (0..count).map(|_| (RATIO * dice.unit() as f32, between(dice), dice.unit() as f32)).collect()
}

pub fn embers(dice: &mut Dice) -> RgbImage {
    let coals = strewn(dice, 46, 0.45, 1.05);
    let sparks = strewn(dice, 40, 0.05, 0.6);
    let mut picture = paint(WIDTH, HEIGHT, |_, y| mix([16.0, 12.0, 11.0], [44.0, 24.0, 18.0], y));
    for (x, y, heat) in coals {
        let hot = mix([140.0, 40.0, 16.0], [255.0, 150.0, 70.0], heat);
        stamp(&mut picture, (x, y), 0.02 + 0.05 * heat, 0.09, hot, 0.35 + 0.5 * heat);
    }
    for (x, y, size) in sparks {
        stamp(&mut picture, (x, y), 0.0012 + 0.003 * size, 0.003, [255.0, 190.0, 120.0], 1.0 - y);
    }
    picture
}

pub fn night(dice: &mut Dice) -> RgbImage {
    let stars = strewn(dice, 130, 0.0, 0.82);
    let head = (RATIO * (0.45 + 0.35 * dice.unit() as f32), 0.4 + 0.2 * dice.unit() as f32);
    let lean = 0.5 + 0.35 * dice.unit() as f32;
    let length = 0.3 + 0.25 * dice.unit() as f32;
    let wave = 6.3 * dice.unit() as f32;
    let mut picture = paint(WIDTH, HEIGHT, |x, y| {
        let wide = x * RATIO;
        let ground = 0.86 + 0.02 * (x * 7.0 + wave).sin() + 0.01 * (x * 23.0).sin();
        if y > ground {
            return [10.0, 11.0, 17.0];
        }
        let colour = mix([14.0, 18.0, 38.0], [56.0, 60.0, 92.0], y * y);
        // Along the tail and across it.
        let (dx, dy) = (head.0 - wide, head.1 - y);
        let along = dx * lean.cos() + dy * lean.sin();
        let across = (dy * lean.cos() - dx * lean.sin()).abs();
        if along < 0.0 || along > length {
            return colour;
        }
        let fade = 1.0 - along / length;
        let width = 0.008 + along * 0.12;
        mix(colour, [206.0, 222.0, 228.0], fade * fade * (1.0 - across / width).max(0.0) * 0.85)
    });
    for (x, y, size) in stars {
        stamp(&mut picture, (x, y), 0.0014 + 0.002 * size, 0.002, [240.0, 236.0, 220.0], 1.0);
    }
    stamp(&mut picture, head, 0.008, 0.012, [255.0, 250.0, 240.0], 1.0);
    picture
}

pub fn dusk(dice: &mut Dice) -> RgbImage {
    let turn = dice.unit() as f32;
    let lamp = (RATIO * (0.15 + 0.7 * dice.unit() as f32), 0.72 + 0.08 * dice.unit() as f32);
    let roofs: Vec<f32> = (0..14).map(|_| 0.78 + 0.1 * dice.unit() as f32).collect();
    let top = mix([70.0, 60.0, 110.0], [40.0, 72.0, 104.0], turn);
    let low = mix([248.0, 186.0, 136.0], [240.0, 160.0, 150.0], turn);
    paint(WIDTH, HEIGHT, |x, y| {
        let roof = roofs[((x * roofs.len() as f32) as usize).min(roofs.len() - 1)];
        let mut colour =
            if y > roof { mix(top, [20.0, 18.0, 28.0], 0.75) } else { mix(top, low, (y * 1.25).powf(1.5)) };
        let near = disc(x * RATIO, y, lamp, 0.02, 0.28);
        colour = mix(colour, [255.0, 214.0, 150.0], near * near * 0.7);
        mix(colour, [255.0, 244.0, 214.0], disc(x * RATIO, y, lamp, 0.012, 0.006))
    })
}
