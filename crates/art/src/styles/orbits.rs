//! Broken rings around a glow, with beads on them: the sign of this house, let loose.

use crate::canvas::{Canvas, length};
use crate::colour::{Ramp, between};
use crate::dice::Dice;
use crate::noise::Noise;
use crate::palette::Palette;
use std::f32::consts::{PI, TAU};

pub(crate) fn draw(canvas: &mut Canvas, palette: &Palette, dice: &mut Dice) {
    let haze = Noise::new(dice.bits());
    let (far, near) = (palette.ground, between(palette.ground, palette.ink(1), 0.42));
    let (x, y) = (dice.between(0.34, 0.66), dice.between(0.34, 0.66));
    let ramp = Ramp::new(&[near, far]);
    canvas.each(|px, py, _| {
        let away = length(px - x, py - y);
        let drift = haze.sum(px * 2.2, py * 2.2, 4) * 0.3;
        ramp.at(away * 1.55 + drift)
    });
    canvas.glow(x, y, 0.5, palette.accent, if palette.dark { 0.2 } else { 0.1 });
    let core = dice.between(0.045, 0.085);
    let rings = 10 + dice.below(9);
    let tilt = dice.between(0.52, 1.0);
    let lean = dice.between(0.0, PI);
    let mut radius = core + 0.03;
    for ring in 0..rings {
        radius += dice.between(0.016, 0.052);
        let width = dice.between(0.0016, 0.011) * if dice.chance(0.16) { 2.2 } else { 1.0 };
        let colour = if dice.chance(0.12) { palette.accent } else { palette.ink(ring + dice.below(3)) };
        let (start, gap) = (dice.unit() * TAU, dice.between(0.35, 3.6));
        arc(canvas, Arc { x, y, radius, width, start, gap, tilt, lean }, colour);
        for _ in 0..dice.below(4) {
            let angle = start + gap + dice.unit() * (TAU - gap);
            let (bx, by) = place(x, y, radius, angle, tilt, lean);
            let bead = dice.between(0.004, 0.017);
            canvas.disc(bx, by, bead * 1.5, palette.ground, 0.9);
            canvas.disc(
                bx,
                by,
                bead,
                if dice.chance(0.3) { palette.accent } else { palette.ink(ring + 2) },
                1.0,
            );
        }
    }
    let heart = between(palette.accent, [1.0, 0.95, 0.86], if palette.dark { 0.5 } else { 0.1 });
    canvas.glow(x, y, core * 3.0, palette.accent, if palette.dark { 0.55 } else { 0.15 });
    canvas.disc(x, y, core, heart, 1.0);
}

#[derive(Clone, Copy)]
struct Arc {
    x: f32,
    y: f32,
    radius: f32,
    width: f32,
    /// Where the gap begins, and how long it is.
    start: f32,
    gap: f32,
    /// How much rings are seen from the side, and which way that leans.
    tilt: f32,
    lean: f32,
}

fn place(x: f32, y: f32, radius: f32, angle: f32, tilt: f32, lean: f32) -> (f32, f32) {
    let (along, across) = (angle.cos() * radius, angle.sin() * radius * tilt);
    (x + along * lean.cos() - across * lean.sin(), y + along * lean.sin() + across * lean.cos())
}

fn arc(canvas: &mut Canvas, arc: Arc, colour: crate::colour::Light) {
    let whole = TAU - arc.gap;
    let steps = (whole * arc.radius * 420.0).max(24.0) as usize;
    let at = |step: usize| {
        let angle = arc.start + arc.gap + whole * step as f32 / steps as f32;
        place(arc.x, arc.y, arc.radius, angle, arc.tilt, arc.lean)
    };
    for step in 0..steps {
        // Rings fade in and swell.
        let along = (step as f32 / steps as f32 * PI).sin();
        canvas.line(at(step), at(step + 1), arc.width * (0.45 + 0.55 * along), colour, 0.95);
    }
}
