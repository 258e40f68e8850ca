//! The same picture with fewer pixels.

use fast_image_resize::images::TypedImage;
use fast_image_resize::pixels::U8x4;
use fast_image_resize::{ResizeOptions, Resizer};
use image::RgbaImage;

use crate::MediaError;

/// The largest size of the same shape with at most so many pixels; never larger than it was.
pub(super) fn within((width, height): (u32, u32), pixels: u64) -> (u32, u32) {
    let area = u64::from(width) * u64::from(height);
    if area <= pixels {
        return (width, height);
    }
    let scale = (pixels as f64 / area as f64).sqrt();
    let side = |length: u32| ((f64::from(length) * scale).floor() as u32).max(1);
    // A very long picture keeps one pixel of width; then its length alone must fit.
    let (width, height) = (side(width), side(height));
    let most = |other: u32| u32::try_from(pixels / u64::from(other)).unwrap_or(u32::MAX);
    (width.min(most(height.min(width))), height.min(most(width.min(height))))
}

/// The picture with at most so many pixels, itself if it has no more.
pub(super) fn shrink(mut image: RgbaImage, pixels: u64) -> Result<RgbaImage, MediaError> {
    let size = within(image.dimensions(), pixels);
    if size == image.dimensions() { Ok(image) } else { to(&mut image, size) }
}

/// The picture at a size.
pub(super) fn to(image: &mut RgbaImage, (width, height): (u32, u32)) -> Result<RgbaImage, MediaError> {
    if image.dimensions() == (width, height) {
        return Ok(image.clone());
    }
    run(image, width, height, &ResizeOptions::new())
}

/// The middle of the picture in another shape, filling it.
pub(super) fn cover(image: &mut RgbaImage, width: u32, height: u32) -> Result<RgbaImage, MediaError> {
    run(image, width, height, &ResizeOptions::new().fit_into_destination(None))
}

/// Makes it another size. What is read is the same type as what is written, for which it has to be borrowed mutably,
/// though nothing in it changes: the resizer has a copy of each of its loops for each type.
fn run(
    image: &mut RgbaImage,
    width: u32,
    height: u32,
    options: &ResizeOptions,
) -> Result<RgbaImage, MediaError> {
    let mut made = RgbaImage::new(width, height);
    let (from, mut into) = (pixels(image)?, pixels(&mut made)?);
    Resizer::new().resize_typed(&from, &mut into, options).map_err(|_| MediaError::Broken)?;
    Ok(made)
}

fn pixels(image: &mut RgbaImage) -> Result<TypedImage<'_, U8x4>, MediaError> {
    let (width, height) = image.dimensions();
    TypedImage::from_buffer(width, height, image).map_err(|_| MediaError::Broken)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn sizes_keep_their_shape_and_fit() {
        assert_eq!(within((640, 360), 230_400), (640, 360));
        assert_eq!(within((1_280, 720), 230_400), (640, 360));
        assert_eq!(within((100, 100), 230_400), (100, 100));
    }

    #[test]
    fn no_shape_escapes_the_limit_or_vanishes() {
        for size in [(32_768, 1), (1, 32_768), (30_000, 1_000), (7, 32_768), (5_000, 5_001)] {
            for pixels in [1, 100, 230_400] {
                let (width, height) = within(size, pixels);
                assert!(
                    width > 0 && height > 0 && u64::from(width) * u64::from(height) <= pixels,
                    "{size:?}"
                );
            }
        }
    }

    #[test]
    fn covering_cuts_to_the_middle() {
        let mut image = RgbaImage::from_pixel(300, 100, image::Rgba([255, 0, 0, 255]));
        for (x, _, pixel) in image.enumerate_pixels_mut() {
            if (100..200).contains(&x) {
                *pixel = image::Rgba([0, 255, 0, 255]);
            }
        }
        let square = cover(&mut image, 50, 50).unwrap();
        assert_eq!(square.get_pixel(25, 25).0, [0, 255, 0, 255]);
        assert_eq!(square.get_pixel(3, 3).0, [0, 255, 0, 255]);
    }
}
