//! Pictures: what a member sends becomes a clean picture, a small one, and a blur to show before.

mod animation;
mod decode;
mod encode;
mod ours;
mod resize;
mod summary;

use image::RgbaImage;
use model::limits;

use crate::sniff::{Kind, PictureFormat, sniff};
use crate::{MediaError, picture::decode::Decoded};

/// Pixels of a picture as it is kept: the area of a 3840×2160 screen.
const KEPT_PIXELS: u64 = 3_840 * 2_160;
/// Pixels of an animation as it is kept; every frame costs.
const KEPT_ANIMATION_PIXELS: u64 = 1_280 * 720;
/// Pixels of the small picture in timelines.
const SMALL_PIXELS: u64 = 640 * 360;

/// A file we made.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Encoded {
    /// Its bytes.
    pub bytes: Vec<u8>,
    /// Its media type.
    pub mime: &'static str,
    /// The usual ending of its name, without a dot.
    pub extension: &'static str,
    /// Its width in pixels.
    pub width: u32,
    /// Its height in pixels.
    pub height: u32,
}

/// A picture of a post.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Picture {
    /// The picture, upright and without metadata.
    pub original: Encoded,
    /// A small one for timelines; of an animation, its first frame.
    pub small: Encoded,
    /// A few colours to show until it has loaded.
    pub blurhash: String,
    /// Its mean colour: red, green, blue.
    pub colour: [u8; 3],
    /// Whether `original` moves.
    pub animated: bool,
}

/// A picture of a profile.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct ProfilePicture {
    /// The picture in its one size; it may move.
    pub picture: Encoded,
    /// The same standing still, or none if `picture` stands still itself.
    pub still: Option<Encoded>,
    /// A few colours to show until it has loaded.
    pub blurhash: String,
}

/// Makes a post's picture. Blocks while it works.
pub fn picture(bytes: &[u8]) -> Result<Picture, MediaError> {
    let format = check(bytes, limits::IMAGE_BYTES)?;
    let shape = |size| resize::within(size, KEPT_ANIMATION_PIXELS);
    let (original, mut still, animated) = match decode::decode(bytes, format)? {
        Decoded::Still(image) => {
            let size = image.dimensions();
            let image = resize::shrink(image, KEPT_PIXELS)?;
            let ours = format == PictureFormat::Jpeg
                && image.dimensions() == size
                && ours::is_ours(bytes, size, encode::QUALITY);
            let kept = if ours { encode::as_it_is(bytes, &image) } else { encode::picture(&image, format)? };
            (kept, image, false)
        }
        Decoded::Animated => {
            let animation =
                animation::reencode(bytes, &|image| resize::to(image, shape(image.dimensions())))?;
            (animation.encoded, animation.first, true)
        }
    };
    let small = small(&mut still)?;
    let summary = summary::summary(&mut still)?;
    Ok(Picture { original, small, blurhash: summary.blurhash, colour: summary.colour, animated })
}

/// Some hundred pixels of a picture, from all over it: red, green, blue. Blocks while it works.
pub fn colours(bytes: &[u8]) -> Result<Vec<[u8; 3]>, MediaError> {
    const PIXELS: u64 = 32 * 32;
    let mut still = match decode::decode(bytes, check(bytes, limits::IMAGE_BYTES)?)? {
        Decoded::Still(image) => image,
        Decoded::Animated => {
            animation::reencode(bytes, &|image| resize::to(image, image.dimensions()))?.first
        }
    };
    let size = resize::within(still.dimensions(), PIXELS);
    let tiny = resize::to(&mut still, size)?;
    Ok(tiny.pixels().filter(|pixel| pixel[3] > 0).map(|pixel| [pixel[0], pixel[1], pixel[2]]).collect())
}

/// Makes an avatar: 400×400, cut to the middle square. Blocks while it works.
pub fn avatar(bytes: &[u8]) -> Result<ProfilePicture, MediaError> {
    profile(bytes, 400, 400)
}

/// Makes a profile's header: 1500×500, cut to its middle. Blocks while it works.
pub fn header(bytes: &[u8]) -> Result<ProfilePicture, MediaError> {
    profile(bytes, 1_500, 500)
}

/// The small picture of a timeline.
fn small(image: &mut RgbaImage) -> Result<Encoded, MediaError> {
    let size = resize::within(image.dimensions(), SMALL_PIXELS);
    encode::small(&resize::to(image, size)?)
}

/// The poster of a film: a small picture of a frame, with its summary.
pub(crate) fn poster(png: &[u8]) -> Result<(Encoded, String), MediaError> {
    let Decoded::Still(mut image) = decode::decode(png, PictureFormat::Png)? else {
        return Err(MediaError::Broken);
    };
    Ok((small(&mut image)?, summary::summary(&mut image)?.blurhash))
}

fn profile(bytes: &[u8], width: u32, height: u32) -> Result<ProfilePicture, MediaError> {
    let format = check(bytes, limits::PROFILE_IMAGE_BYTES)?;
    let cut = |image: &mut RgbaImage| resize::cover(image, width, height);
    match decode::decode(bytes, format)? {
        Decoded::Still(mut image) => {
            let ours = format == PictureFormat::Jpeg
                && image.dimensions() == (width, height)
                && ours::is_ours(bytes, (width, height), encode::SMALL_QUALITY);
            let mut image = cut(&mut image)?;
            let blurhash = summary::summary(&mut image)?.blurhash;
            let picture = if ours { encode::as_it_is(bytes, &image) } else { encode::small(&image)? };
            Ok(ProfilePicture { picture, still: None, blurhash })
        }
        Decoded::Animated => {
            let mut animation = animation::reencode(bytes, &cut)?;
            let blurhash = summary::summary(&mut animation.first)?.blurhash;
            let still = Some(encode::small(&animation.first)?);
            Ok(ProfilePicture { picture: animation.encoded, still, blurhash })
        }
    }
}

/// Whether this is a picture of an allowed weight, and of which format.
fn check(bytes: &[u8], limit: usize) -> Result<PictureFormat, MediaError> {
    if bytes.len() > limit {
        return Err(MediaError::TooManyBytes { limit });
    }
    match sniff(bytes)? {
        Kind::Picture(format) => Ok(format),
        Kind::Film(_) | Kind::Sound(_) => Err(MediaError::Unsupported),
    }
}

#[cfg(test)]
mod tests;
