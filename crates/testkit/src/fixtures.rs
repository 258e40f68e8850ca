//! Pictures, made in code so that no binary file stands in the tree.

mod exif;

use image::codecs::gif::GifEncoder;
use image::{DynamicImage, Frame, ImageFormat, Rgba, RgbaImage};
use std::io::Cursor;

/// A PNG of this size: a gradient, so that a thumbnail and a blurhash have something to show.
pub fn png(width: u32, height: u32) -> Vec<u8> {
    encode(gradient(width, height, 0), ImageFormat::Png)
}

/// A WebP of this size.
pub fn webp(width: u32, height: u32) -> Vec<u8> {
    encode(gradient(width, height, 90), ImageFormat::WebP)
}

/// A JPEG of this size.
pub fn jpeg(width: u32, height: u32) -> Vec<u8> {
    encode(DynamicImage::from(gradient(width, height, 40)).to_rgb8(), ImageFormat::Jpeg)
}

/// A JPEG as a phone takes it: held upright (orientation 6, so it is shown `height` wide and
/// `width` high) and with the place it was taken.
pub fn jpeg_with_place(width: u32, height: u32) -> Vec<u8> {
    exif::insert(&jpeg(width, height))
}

/// The bytes in [`jpeg_with_place`] that betray the place; no published file may contain them.
pub fn place_bytes() -> Vec<u8> {
    exif::latitude()
}

/// An animated GIF.
pub fn gif(width: u32, height: u32, frames: u8) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = GifEncoder::new(&mut bytes);
    for frame in 0..frames {
        encoder.encode_frame(Frame::new(gradient(width, height, frame.wrapping_mul(40)))).expect("a frame");
    }
    drop(encoder);
    bytes
}

/// A PNG of a few bytes that claims to be this large: decoding it in full would eat the memory.
pub fn png_claiming(width: u32, height: u32) -> Vec<u8> {
    let mut bytes = png(1, 1);
    bytes[16..20].copy_from_slice(&width.to_be_bytes());
    bytes[20..24].copy_from_slice(&height.to_be_bytes());
    let mut sum = flate2::Crc::new();
    sum.update(&bytes[12..29]);
    bytes[29..33].copy_from_slice(&sum.sum().to_be_bytes());
    bytes
}

fn gradient(width: u32, height: u32, shift: u8) -> RgbaImage {
    let part = |at: u32, of: u32| u8::try_from(at * 255 / of.max(1)).unwrap_or(u8::MAX);
    RgbaImage::from_fn(width, height, |x, y| {
        Rgba([part(x, width), part(y, height), 120u8.wrapping_add(shift), 255])
    })
}

fn encode(picture: impl Into<DynamicImage>, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    picture.into().write_to(&mut bytes, format).expect("a picture");
    bytes.into_inner()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_fixture_is_what_it_says() {
        for (bytes, format) in [
            (png(8, 6), ImageFormat::Png),
            (webp(8, 6), ImageFormat::WebP),
            (jpeg(8, 6), ImageFormat::Jpeg),
            (jpeg_with_place(8, 6), ImageFormat::Jpeg),
            (gif(8, 6, 3), ImageFormat::Gif),
        ] {
            assert_eq!(image::guess_format(&bytes).unwrap(), format);
            let picture = image::load_from_memory(&bytes).unwrap();
            assert_eq!((picture.width(), picture.height()), (8, 6));
        }
    }

    #[test]
    fn the_photograph_carries_its_orientation_and_place() {
        let bytes = jpeg_with_place(8, 6);
        let mut decoder = image::ImageReader::new(Cursor::new(&bytes))
            .with_guessed_format()
            .unwrap()
            .into_decoder()
            .unwrap();
        let orientation = image::ImageDecoder::orientation(&mut decoder).unwrap();
        assert_eq!(orientation, image::metadata::Orientation::Rotate90);
        assert!(bytes.windows(place_bytes().len()).any(|window| window == place_bytes()));
    }

    #[test]
    fn the_claim_is_read_before_the_pixels() {
        let bytes = png_claiming(60_000, 50_000);
        let size =
            image::ImageReader::new(Cursor::new(bytes)).with_guessed_format().unwrap().into_dimensions();
        assert_eq!(size.unwrap(), (60_000, 50_000));
    }
}
