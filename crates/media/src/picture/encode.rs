//! Pixels to bytes: as a photograph or as a drawing, whichever it was.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::codecs::png::{CompressionType, FilterType, PngEncoder};
use image::codecs::webp::WebPEncoder;
use image::{DynamicImage, ExtendedColorType, ImageEncoder, RgbaImage};

use super::Encoded;
use crate::MediaError;
use crate::sniff::PictureFormat;

/// A kept photograph's quality.
pub(super) const QUALITY: u8 = 90;
/// A small picture's quality.
pub(super) const SMALL_QUALITY: u8 = 82;
/// A lossless file larger than this is a photograph in the wrong format.
const LOSSLESS_BYTES: usize = 2 * 1024 * 1024;

/// A picture as it is kept: photographs as JPEG, drawings without loss, anything transparent too.
pub(super) fn picture(image: &RgbaImage, from: PictureFormat) -> Result<Encoded, MediaError> {
    let opaque = is_opaque(image);
    let lossless = match from {
        PictureFormat::Jpeg if opaque => return jpeg(image, QUALITY),
        PictureFormat::WebP => webp(image, opaque)?,
        PictureFormat::Jpeg | PictureFormat::Png | PictureFormat::Gif => png(image, opaque)?,
    };
    if opaque && lossless.bytes.len() > LOSSLESS_BYTES { jpeg(image, QUALITY) } else { Ok(lossless) }
}

/// A small picture, in a format every browser and mail program shows.
pub(super) fn small(image: &RgbaImage) -> Result<Encoded, MediaError> {
    if is_opaque(image) { jpeg(image, SMALL_QUALITY) } else { png(image, false) }
}

/// The smallest picture there is as a JPEG: what stands before its pixels stands before all others.
pub(super) fn smallest_jpeg(quality: u8) -> Option<Vec<u8>> {
    jpeg(&RgbaImage::new(1, 1), quality).ok().map(|made| made.bytes)
}

/// A JPEG that is kept as it came, having been made here before.
pub(super) fn as_it_is(bytes: &[u8], image: &RgbaImage) -> Encoded {
    encoded(bytes.to_vec(), image, "image/jpeg", "jpg")
}

#[cfg(test)]
pub(super) fn kept_jpeg(image: &RgbaImage) -> Result<Encoded, MediaError> {
    jpeg(image, QUALITY)
}

fn is_opaque(image: &RgbaImage) -> bool {
    image.as_raw().chunks_exact(4).all(|pixel| pixel[3] == 255)
}

fn jpeg(image: &RgbaImage, quality: u8) -> Result<Encoded, MediaError> {
    let mut bytes = Vec::new();
    let rgb = DynamicImage::ImageRgba8(image.clone()).into_rgb8();
    JpegEncoder::new_with_quality(&mut bytes, quality).encode_image(&rgb)?;
    Ok(encoded(bytes, image, "image/jpeg", "jpg"))
}

fn png(image: &RgbaImage, opaque: bool) -> Result<Encoded, MediaError> {
    let mut bytes = Cursor::new(Vec::new());
    let encoder = PngEncoder::new_with_quality(&mut bytes, CompressionType::Default, FilterType::Adaptive);
    write(encoder, image, opaque)?;
    Ok(encoded(bytes.into_inner(), image, "image/png", "png"))
}

fn webp(image: &RgbaImage, opaque: bool) -> Result<Encoded, MediaError> {
    let mut bytes = Vec::new();
    write(WebPEncoder::new_lossless(&mut bytes), image, opaque)?;
    Ok(encoded(bytes, image, "image/webp", "webp"))
}

fn write(encoder: impl ImageEncoder, image: &RgbaImage, opaque: bool) -> Result<(), MediaError> {
    let (width, height) = image.dimensions();
    if opaque {
        let rgb = DynamicImage::ImageRgba8(image.clone()).into_rgb8();
        encoder.write_image(rgb.as_raw(), width, height, ExtendedColorType::Rgb8)?;
    } else {
        encoder.write_image(image.as_raw(), width, height, ExtendedColorType::Rgba8)?;
    }
    Ok(())
}

fn encoded(bytes: Vec<u8>, image: &RgbaImage, mime: &'static str, extension: &'static str) -> Encoded {
    Encoded { bytes, mime, extension, width: image.width(), height: image.height() }
}
