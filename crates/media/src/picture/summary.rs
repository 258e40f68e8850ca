//! A picture in a few bytes.

use image::RgbaImage;

use super::resize;
use crate::MediaError;

/// Pixels the summary is made from; it shows no more than a dozen shades of them.
const PIXELS: u64 = 32 * 32;

pub(super) struct Summary {
    pub(super) blurhash: String,
    pub(super) colour: [u8; 3],
}

/// The summary of a picture, on white where it is transparent.
pub(super) fn summary(image: &mut RgbaImage) -> Result<Summary, MediaError> {
    let size = resize::within(image.dimensions(), PIXELS);
    let mut tiny = resize::to(image, size)?;
    for pixel in tiny.pixels_mut() {
        let alpha = u16::from(pixel[3]);
        for channel in 0..3 {
            let mixed = (u16::from(pixel[channel]) * alpha + 255 * (255 - alpha)) / 255;
            pixel[channel] = u8::try_from(mixed).unwrap_or(255);
        }
        pixel[3] = 255;
    }
    let (width, height) = tiny.dimensions();
    let blurhash = blurhash::encode(4, 3, width, height, tiny.as_raw()).map_err(|_| MediaError::Broken)?;
    Ok(Summary { blurhash, colour: mean(&tiny) })
}

fn mean(image: &RgbaImage) -> [u8; 3] {
    let count = u64::from(image.width()) * u64::from(image.height());
    let mut sums = [0_u64; 3];
    for pixel in image.pixels() {
        for (sum, value) in sums.iter_mut().zip(pixel.0) {
            *sum += u64::from(value);
        }
    }
    sums.map(|sum| u8::try_from(sum / count.max(1)).unwrap_or(255))
}
