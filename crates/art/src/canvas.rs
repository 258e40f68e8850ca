//! Where pictures are drawn: light, added up smoothly, and made a file at the end.

use crate::colour::{Encoder, Light};
use crate::dice::Dice;
use image::codecs::jpeg::JpegEncoder;
use image::{ExtendedColorType, ImageError};

/// How good the file is: as good as a server keeps photographs, so that it need not be made anew.
const QUALITY: u8 = 90;

/// Lengths are shares of the side, so that drawings are alike at every size.
pub(crate) struct Canvas {
    side: usize,
    pixels: Vec<Light>,
}

#[allow(clippy::cast_possible_truncation, clippy::cast_sign_loss, clippy::cast_precision_loss)]
impl Canvas {
    pub(crate) fn new(side: u32, ground: Light) -> Self {
        let side = side as usize;
        Self { side, pixels: vec![ground; side * side] }
    }

    /// Colours every pixel anew; `paint` gets its place and what is there.
    pub(crate) fn each(&mut self, mut paint: impl FnMut(f32, f32, Light) -> Light) {
        let scale = 1.0 / self.side as f32;
        for (at, pixel) in self.pixels.iter_mut().enumerate() {
            let (x, y) = ((at % self.side) as f32 + 0.5, (at / self.side) as f32 + 0.5);
            *pixel = paint(x * scale, y * scale, *pixel);
        }
    }

    /// Colours what lies under a line, which is asked for its height once a column; `paint` gets how far under it a
    /// pixel is, and what is there.
    pub(crate) fn under(&mut self, line: impl Fn(f32) -> f32, paint: impl Fn(f32, Light) -> Light) {
        let place = |at: usize| (at as f32 + 0.5) / self.side as f32;
        let heights: Vec<f32> = (0..self.side).map(|column| line(place(column))).collect();
        for (row, pixels) in self.pixels.chunks_mut(self.side).enumerate() {
            let y = (row as f32 + 0.5) / self.side as f32;
            for (pixel, height) in pixels.iter_mut().zip(&heights) {
                *pixel = paint(y - height, *pixel);
            }
        }
    }

    /// A shape by its distance: negative inside, in shares of the side. Only a box around the middle is looked at.
    pub(crate) fn shape(
        &mut self,
        (x, y, reach): (f32, f32, f32),
        colour: Light,
        strength: f32,
        distance: impl Fn(f32, f32) -> f32,
    ) {
        let side = self.side as f32;
        let span = |middle: f32| {
            let low = ((middle - reach) * side - 2.0).max(0.0) as usize;
            let high = ((middle + reach) * side + 2.0).clamp(0.0, side) as usize;
            low..high
        };
        for row in span(y) {
            for column in span(x) {
                let place = ((column as f32 + 0.5) / side, (row as f32 + 0.5) / side);
                let cover = (0.5 - distance(place.0, place.1) * side).clamp(0.0, 1.0) * strength;
                if cover > 0.0 {
                    self.blend(column, row, colour, cover);
                }
            }
        }
    }

    pub(crate) fn disc(&mut self, x: f32, y: f32, radius: f32, colour: Light, strength: f32) {
        self.shape((x, y, radius), colour, strength, |px, py| length(px - x, py - y) - radius);
    }

    /// A round light that fades to nothing at `radius`; it is added to what is there.
    pub(crate) fn glow(&mut self, x: f32, y: f32, radius: f32, colour: Light, strength: f32) {
        self.each(|px, py, there| {
            let far = ((px - x).powi(2) + (py - y).powi(2)) / radius.powi(2);
            if far >= 1.0 {
                return there;
            }
            let light = (1.0 - far).powi(3) * strength;
            [0, 1, 2].map(|part| there[part] + colour[part] * light)
        });
    }

    /// A line with round ends.
    pub(crate) fn line(
        &mut self,
        (ax, ay): (f32, f32),
        (bx, by): (f32, f32),
        width: f32,
        colour: Light,
        strength: f32,
    ) {
        let (dx, dy) = (bx - ax, by - ay);
        let long = (dx * dx + dy * dy).max(1e-12);
        let reach = dx.abs().max(dy.abs()) / 2.0 + width;
        let middle = (ax.midpoint(bx), ay.midpoint(by), reach);
        self.shape(middle, colour, strength, |px, py| {
            let along = (((px - ax) * dx + (py - ay) * dy) / long).clamp(0.0, 1.0);
            length(px - ax - dx * along, py - ay - dy * along) - width / 2.0
        });
    }

    fn blend(&mut self, column: usize, row: usize, colour: Light, cover: f32) {
        if let Some(pixel) = self.pixels.get_mut(row * self.side + column) {
            for part in 0..3 {
                pixel[part] += (colour[part] - pixel[part]) * cover;
            }
        }
    }

    /// The file: a little darker towards the corners, with a grain that keeps soft colours from showing steps.
    pub(crate) fn jpeg(mut self, dice: &mut Dice) -> Result<Vec<u8>, ImageError> {
        self.each(|x, y, there| {
            let corner = ((x - 0.5).powi(2) + (y - 0.5).powi(2)) * 0.22;
            there.map(|part| part * (1.0 - corner))
        });
        let encoder = Encoder::new();
        let mut bytes = Vec::with_capacity(self.pixels.len() * 3);
        for pixel in &self.pixels {
            let grain = (dice.unit() + dice.unit() - 1.0) * 2.6;
            // Rounded: a number is cut off where it becomes a byte, and held between 0 and 255.
            bytes.extend(pixel.map(|part| (encoder.value(part) + grain + 0.5) as u8));
        }
        let mut jpeg = Vec::new();
        let side = self.side as u32;
        let mut file = JpegEncoder::new_with_quality(&mut jpeg, QUALITY);
        file.encode(&bytes, side, side, ExtendedColorType::Rgb8)?;
        Ok(jpeg)
    }
}

/// Of an arrow. Not `hypot`, which is exact for lengths no canvas has, and much slower.
pub(crate) fn length(x: f32, y: f32) -> f32 {
    (x * x + y * y).sqrt()
}
