//! Bytes to pixels, after everything about them that can be checked has been.

use std::io::Cursor;

use image::codecs::gif::GifDecoder;
use image::{AnimationDecoder, DynamicImage, ImageDecoder, ImageFormat, ImageReader, Limits, RgbaImage};
use model::limits;

use crate::MediaError;
use crate::sniff::PictureFormat;

/// The longest side; nothing people look at is longer, and some decoders count in 16 bits.
const LONGEST_SIDE: u32 = 32_768;

pub(super) enum Decoded {
    /// One picture, upright.
    Still(RgbaImage),
    /// More than one frame, to be read one by one.
    Animated,
}

/// Decodes a picture of a known format.
pub(super) fn decode(bytes: &[u8], format: PictureFormat) -> Result<Decoded, MediaError> {
    let mut reader = ImageReader::with_format(Cursor::new(bytes), image_format(format));
    reader.limits(limits_of_decoding());
    let mut decoder = reader.into_decoder()?;
    check_dimensions(decoder.dimensions())?;
    if format == PictureFormat::Gif && is_animated(bytes)? {
        return Ok(Decoded::Animated);
    }
    // A picture whose orientation cannot be read is a picture all the same.
    let orientation = decoder.orientation().ok();
    let mut image = DynamicImage::from_decoder(decoder)?;
    if let Some(orientation) = orientation {
        image.apply_orientation(orientation);
    }
    Ok(Decoded::Still(image.into_rgba8()))
}

/// Refuses a picture by its announced size, before any room is made for it.
pub(super) fn check_dimensions((width, height): (u32, u32)) -> Result<(), MediaError> {
    if width == 0 || height == 0 {
        return Err(MediaError::Broken);
    }
    let too_long = width > LONGEST_SIDE || height > LONGEST_SIDE;
    if too_long || u64::from(width) * u64::from(height) > limits::IMAGE_PIXELS {
        return Err(MediaError::TooManyPixels { limit: limits::IMAGE_PIXELS });
    }
    Ok(())
}

pub(super) fn limits_of_decoding() -> Limits {
    let mut limits = Limits::default();
    limits.max_image_width = Some(LONGEST_SIDE);
    limits.max_image_height = Some(LONGEST_SIDE);
    // Four channels of sixteen bits, and room for the decoder's own tables.
    limits.max_alloc = Some(limits::IMAGE_PIXELS * 8 + 64 * 1024 * 1024);
    limits
}

fn is_animated(bytes: &[u8]) -> Result<bool, MediaError> {
    let mut decoder = GifDecoder::new(Cursor::new(bytes))?;
    decoder.set_limits(limits_of_decoding())?;
    Ok(decoder.into_frames().take(2).filter(Result::is_ok).count() == 2)
}

fn image_format(format: PictureFormat) -> ImageFormat {
    match format {
        PictureFormat::Jpeg => ImageFormat::Jpeg,
        PictureFormat::Png => ImageFormat::Png,
        PictureFormat::Gif => ImageFormat::Gif,
        PictureFormat::WebP => ImageFormat::WebP,
    }
}
