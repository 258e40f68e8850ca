//! Colours that run into each other: noise that is moved by noise, read as depth.

use crate::canvas::Canvas;
use crate::colour::Ramp;
use crate::dice::Dice;
use crate::noise::Noise;
use crate::palette::Palette;

pub(crate) fn draw(canvas: &mut Canvas, palette: &Palette, dice: &mut Dice) {
    let (first, second, third) = (Noise::new(dice.bits()), Noise::new(dice.bits()), Noise::new(dice.bits()));
    let scale = dice.between(1.0, 1.9);
    let (pull, swirl) = (dice.between(0.9, 1.9), dice.between(0.6, 1.5));
    let stretch = dice.between(0.7, 1.6);
    let mut stops = vec![palette.ground];
    stops.extend(palette.inks.iter().copied());
    stops.insert(stops.len() / 2 + 1, palette.accent);
    let spans = stops.len() - 1;
    let ramp = Ramp::new(&stops);
    canvas.each(|x, y, _| {
        let (x, y) = (x * scale, y * scale * stretch);
        let (a, b) = (first.sum(x, y, 3), second.sum(x + 5.2, y + 1.3, 3));
        let (c, d) = (
            second.sum(x + pull * a + 1.7, y + pull * b + 9.2, 3),
            first.sum(x + pull * a + 8.3, y + pull * b + 2.8, 3),
        );
        let depth = third.sum(x + swirl * c, y + swirl * d, 5);
        let depth = (depth * 0.95 + 0.42 + 0.28 * c).clamp(0.0, 1.0);
        // Pigment gathers where colours meet.
        let edge = ((depth * spans as f32).fract() - 0.5).abs();
        let gathered = if edge > 0.44 { 1.0 - (edge - 0.44) * 1.6 } else { 1.0 };
        let light = (a - b) * 0.13 + 1.0;
        ramp.at(depth).map(|part| part * gathered * light)
    });
}
