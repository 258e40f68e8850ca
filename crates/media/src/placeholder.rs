//! What stands where a picture will be: a few soft colours, small enough to come with the page.

use std::io::Cursor;

use image::codecs::png::PngEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, RgbaImage};

use crate::MediaError;

/// Pixels across and down. A blurhash of ours has four waves by three; this many samples show them,
/// and browsers smooth what lies between.
const SIZE: (u32, u32) = (6, 4);

/// A PNG of about 150 bytes that shows a blurhash (<https://blurha.sh>). One that came from
/// elsewhere and cannot be read is [`MediaError::Broken`].
pub fn placeholder(blurhash: &str) -> Result<Vec<u8>, MediaError> {
    let (width, height) = SIZE;
    let pixels = blurhash::decode(blurhash, width, height, 1.0).map_err(|_| MediaError::Broken)?;
    let image = RgbaImage::from_raw(width, height, pixels).ok_or(MediaError::Broken)?;
    let mut png = Cursor::new(Vec::with_capacity(192));
    let rgb = DynamicImage::ImageRgba8(image).into_rgb8();
    PngEncoder::new(&mut png).write_image(rgb.as_raw(), width, height, ExtendedColorType::Rgb8)?;
    Ok(png.into_inner())
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A picture that is red at its left and blue at its right.
    fn two_colours() -> String {
        let image = RgbaImage::from_fn(32, 24, |x, _| {
            if x < 16 { image::Rgba([200, 20, 20, 255]) } else { image::Rgba([20, 20, 200, 255]) }
        });
        blurhash::encode(4, 3, 32, 24, image.as_raw()).unwrap()
    }

    #[test]
    fn the_colours_stand_where_they_stood() {
        let png = placeholder(&two_colours()).unwrap();
        assert!(png.len() < 192, "{} bytes", png.len());
        let seen = image::load_from_memory(&png).unwrap().into_rgb8();
        assert_eq!(seen.dimensions(), SIZE);
        let (left, right) = (seen.get_pixel(0, 2), seen.get_pixel(5, 2));
        assert!(left[0] > left[2] + 60 && right[2] > right[0] + 60, "{left:?} {right:?}");
    }

    #[test]
    fn what_is_no_blurhash_is_refused() {
        for wrong in ["", "L", "LEHV6n", "😀😀😀😀", "\"><img src=x>"] {
            assert!(placeholder(wrong).is_err(), "{wrong}");
        }
    }
}
