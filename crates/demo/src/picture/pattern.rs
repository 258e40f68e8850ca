//! Tiles.

use super::paint::{colours, mix, paint};
use crate::dice::Dice;
use image::RgbImage;

const SIDE: u32 = 512;
const TILES: usize = 8;

pub fn tiles(dice: &mut Dice) -> RgbImage {
    let [light, pale, mid, dark] = colours(dice);
    let turns: Vec<usize> = (0..TILES * TILES).map(|_| dice.below(4)).collect();
    let inner: Vec<bool> = (0..TILES * TILES).map(|_| dice.chance(0.4)).collect();
    paint(SIDE, SIDE, |x, y| {
        let (column, row) = ((x * TILES as f32) as usize, (y * TILES as f32) as usize);
        let tile = (row * TILES + column).min(turns.len() - 1);
        let (mut u, mut v) = ((x * TILES as f32).fract(), (y * TILES as f32).fract());
        if !(0.02..=0.98).contains(&u) || !(0.02..=0.98).contains(&v) {
            return mix(light, [128.0; 3], 0.25);
        }
        for _ in 0..turns[tile] {
            (u, v) = (1.0 - v, u);
        }
        let away = (u * u + v * v).sqrt();
        let ground = if (row + column) % 2 == 0 { light } else { pale };
        match away {
            _ if inner[tile] && away < 0.32 => dark,
            _ if away < 0.62 => mid,
            _ if away < 0.7 => light,
            _ => ground,
        }
    })
}
