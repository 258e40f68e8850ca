//! Cut paper in a grid: quarter circles, half circles, petals and rings, with the shadow paper throws.

use crate::canvas::{Canvas, length};
use crate::colour::{Light, between};
use crate::dice::Dice;
use crate::palette::Palette;

pub(crate) fn draw(canvas: &mut Canvas, palette: &Palette, dice: &mut Dice) {
    let count = 4 + dice.below(4);
    let edge = 0.055;
    let size = (1.0 - 2.0 * edge) / count as f32;
    // Half of a sheet often mirrors the other.
    let mirrored = dice.chance(0.55);
    let mut sheet: Vec<Vec<Tile>> =
        (0..count).map(|_| (0..count).map(|_| Tile::any(palette, dice)).collect()).collect();
    if mirrored {
        for row in &mut sheet {
            for column in 0..count / 2 {
                row[count - 1 - column] = row[column].mirrored();
            }
        }
    }
    for (row, tiles) in sheet.iter().enumerate() {
        for (column, tile) in tiles.iter().enumerate() {
            let corner = (edge + column as f32 * size, edge + row as f32 * size);
            tile.draw(canvas, corner, size, palette.dark);
        }
    }
}

#[derive(Clone, Copy)]
struct Tile {
    kind: usize,
    /// Which corner it grows from: right, bottom.
    corner: (bool, bool),
    back: Light,
    front: Light,
    third: Light,
}

impl Tile {
    fn any(palette: &Palette, dice: &mut Dice) -> Self {
        let count = palette.inks.len();
        let first = dice.below(count + 1);
        let second = first + 1 + dice.below(count.saturating_sub(1).max(1));
        let pick = |place: usize| {
            if place % (count + 1) == count { palette.ground } else { palette.ink(place % (count + 1)) }
        };
        let front = if dice.chance(0.13) { palette.accent } else { pick(second) };
        Self {
            kind: dice.below(8),
            corner: (dice.chance(0.5), dice.chance(0.5)),
            back: pick(first),
            front,
            third: pick(second + 1 + dice.below(2)),
        }
    }

    const fn mirrored(self) -> Self {
        Self { corner: (!self.corner.0, self.corner.1), ..self }
    }

    fn draw(&self, canvas: &mut Canvas, (left, top): (f32, f32), size: f32, dark: bool) {
        let (middle_x, middle_y, half) = (left + size / 2.0, top + size / 2.0, size / 2.0);
        let square = move |x: f32, y: f32| ((x - middle_x).abs() - half).max((y - middle_y).abs() - half);
        let around = (middle_x, middle_y, half);
        canvas.shape(around, self.back, 1.0, square);
        let x0 = if self.corner.0 { left + size } else { left };
        let y0 = if self.corner.1 { top + size } else { top };
        let (x1, y1) = (2.0 * middle_x - x0, 2.0 * middle_y - y0);
        let far = move |x: f32, y: f32| length(x - x0, y - y0);
        let other = move |x: f32, y: f32| length(x - x1, y - y1);
        let centre = move |x: f32, y: f32| length(x - middle_x, y - middle_y);
        let mut cut = |colour: Light, distance: &dyn Fn(f32, f32) -> f32| {
            let shade = if dark { 0.34 } else { 0.17 };
            let drop = size * 0.018;
            for step in [2.2_f32, 1.3, 0.6] {
                let shadow = |x: f32, y: f32| distance(x - drop * step, y - drop * step).max(square(x, y));
                canvas.shape(around, [0.0; 3], shade / 3.0, shadow);
            }
            canvas.shape(around, colour, 1.0, |x, y| distance(x, y).max(square(x, y)));
        };
        match self.kind {
            0 => cut(self.front, &|x, y| far(x, y) - size),
            1 => {
                cut(self.front, &|x, y| far(x, y) - size);
                cut(self.third, &|x, y| far(x, y) - size * 0.62);
                cut(between(self.back, self.front, 0.35), &|x, y| far(x, y) - size * 0.28);
            }
            2 => cut(self.front, &|x, y| (far(x, y) - size).max(other(x, y) - size)),
            3 => cut(self.front, &|x, y| centre(x, y) - size * 0.36),
            4 => {
                cut(self.front, &|x, y| (centre(x, y) - size * 0.33).abs() - size * 0.075);
                cut(self.third, &|x, y| centre(x, y) - size * 0.13);
            }
            5 => {
                let across = move |y: f32| if y0 > middle_y { middle_y - y } else { y - middle_y };
                cut(self.front, &|x, y| {
                    (length(x - middle_x, y - y0) - half).max(0.0 - half * 2.0).max(-across(y) - size)
                });
                cut(self.third, &|x, y| length(x - middle_x, y - y1) - half);
            }
            6 => cut(self.front, &|x, y| {
                let (along, up) = ((x - x0).abs(), (y - y0).abs());
                (along + up - size) * std::f32::consts::FRAC_1_SQRT_2
            }),
            _ => {
                for stripe in 0..3 {
                    let at = top + size * (0.2 + 0.3 * stripe as f32);
                    let colour = if stripe == 1 { self.third } else { self.front };
                    cut(colour, &|_, y| (y - at).abs() - size * 0.07);
                }
            }
        }
    }
}
