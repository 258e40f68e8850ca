//! Threads carried by a wind that turns slowly: each follows a field of directions from where it begins.

use crate::canvas::{Canvas, length};
use crate::colour::between;
use crate::dice::Dice;
use crate::noise::Noise;
use crate::palette::Palette;

const THREADS: usize = 2_300;
const STEP: f32 = 0.0042;

pub(crate) fn draw(canvas: &mut Canvas, palette: &Palette, dice: &mut Dice) {
    let (wind, hues) = (Noise::new(dice.bits()), Noise::new(dice.bits()));
    let (scale, turns) = (dice.between(1.1, 2.4), dice.between(0.55, 1.15));
    let heading = dice.unit() * std::f32::consts::TAU;
    let (eye_x, eye_y) = (dice.between(0.25, 0.75), dice.between(0.25, 0.75));
    let pull = dice.between(0.3, 1.6) * if dice.chance(0.5) { 1.0 } else { -1.0 };
    // Two winds added as arrows: as angles they would break where an angle begins again.
    let direction = |x: f32, y: f32| {
        let angle = heading + wind.sum(x * scale, y * scale, 3) * turns * std::f32::consts::TAU;
        let (right, down) = (x - eye_x, y - eye_y);
        let near = (-(right * right + down * down) * 9.0).exp() * pull * 4.0;
        let (go_x, go_y) = (angle.cos() - down * near, angle.sin() + right * near);
        let long = length(go_x, go_y).max(1e-3);
        (go_x / long, go_y / long)
    };
    for thread in 0..THREADS {
        let (mut x, mut y) = (dice.between(-0.05, 1.05), dice.between(-0.05, 1.05));
        let late = thread as f32 / THREADS as f32;
        let warm = hues.at(x * 2.1, y * 2.1) * 0.5 + 0.5 + dice.between(-0.16, 0.16);
        let place = (warm.clamp(0.0, 0.999) * palette.inks.len() as f32).floor();
        let colour = if dice.chance(0.035) { palette.accent } else { palette.ink(place as usize) };
        let colour = between(palette.ground, colour, 0.55 + 0.45 * late);
        let width = dice.between(0.0009, 0.0042) * (0.5 + late);
        let steps = 14 + dice.below(58);
        for step in 0..steps {
            let (right, down) = direction(x, y);
            let next = (x + right * STEP, y + down * STEP);
            // Thin where it begins and ends.
            let swell = (step as f32 / steps as f32 * std::f32::consts::PI).sin();
            canvas.line((x, y), next, width * (0.3 + 0.7 * swell), colour, 0.75);
            (x, y) = next;
        }
    }
}
