//! Hills behind hills: the far ones pale, the near ones dark, and a sun or a moon behind them.

use crate::canvas::Canvas;
use crate::colour::{Light, Ramp, between};
use crate::dice::Dice;
use crate::noise::Noise;
use crate::palette::Palette;

pub(crate) fn draw(canvas: &mut Canvas, palette: &Palette, dice: &mut Dice) {
    let last = palette.inks.len().saturating_sub(1);
    let (high, low) = if palette.dark {
        (palette.ground, between(palette.ground, palette.ink(last), 0.55))
    } else {
        (between(palette.ground, palette.ink(1), 0.5), palette.ground)
    };
    let clouds = Noise::new(dice.bits());
    let sky = Ramp::new(&[high, low]);
    canvas.each(|x, y, _| {
        let veil = clouds.sum(x * 1.6, y * 6.5, 4) * 0.14;
        sky.at(y * 1.5 + veil)
    });
    if palette.dark {
        stars(canvas, palette, dice);
    }
    let (sun_x, sun_y) = (dice.between(0.22, 0.78), dice.between(0.2, 0.42));
    let radius = dice.between(0.055, 0.12);
    let face = between(palette.accent, [1.0, 0.93, 0.8], if palette.dark { 0.62 } else { 0.2 });
    canvas.glow(sun_x, sun_y, radius * 7.0, face, if palette.dark { 0.16 } else { 0.12 });
    canvas.glow(sun_x, sun_y, radius * 2.6, face, if palette.dark { 0.22 } else { 0.12 });
    canvas.disc(sun_x, sun_y, radius, face, 0.96);
    let ranges = 5 + dice.below(3);
    for range in 0..ranges {
        hills(canvas, palette, dice, (range as f32 + 1.0) / ranges as f32, low);
    }
}

fn stars(canvas: &mut Canvas, palette: &Palette, dice: &mut Dice) {
    for _ in 0..130 {
        let (x, y) = (dice.unit(), dice.unit() * 0.6);
        let size = dice.between(0.0006, 0.0019);
        canvas.disc(x, y, size, palette.ink(4), dice.between(0.25, 0.9));
    }
}

/// One range; `near` goes from just above 0 to 1.
fn hills(canvas: &mut Canvas, palette: &Palette, dice: &mut Dice, near: f32, air: Light) {
    let ridge = Noise::new(dice.bits());
    let base = 0.40 + 0.52 * near.powf(1.15);
    let (height, scale) = (dice.between(0.10, 0.17) * (1.1 - 0.35 * near), dice.between(1.4, 2.9));
    let sharp = dice.chance(0.5);
    let deep = if palette.dark {
        palette.ground.map(|part| part * 0.35)
    } else {
        palette.ink(palette.inks.len().saturating_sub(1)).map(|part| part * 0.55)
    };
    let body = between(palette.ink(1 + (near * 2.4) as usize), deep, near.powf(1.4));
    let body = between(air, body, 0.22 + 0.78 * near);
    let line = move |x: f32| {
        let wave = ridge.sum(x * scale + near * 9.0, near * 5.0, 6);
        base - height * if sharp { 0.75 - 1.5 * wave.abs() } else { wave * 1.25 + 0.25 }
    };
    let misty = Ramp::new(&[body, air]);
    canvas.under(line, |below, there| {
        let cover = (below * 900.0 + 0.5).clamp(0.0, 1.0);
        if cover <= 0.0 {
            return there;
        }
        // Mist lies at the feet of each range.
        let mist = (below * (3.4 - 1.8 * near)).clamp(0.0, 1.0) * (0.55 - 0.5 * near).max(0.0);
        let colour = misty.at(mist);
        [0, 1, 2].map(|part| there[part] + (colour[part] - there[part]) * cover)
    });
}
