//! Pictures made here, sent through.

use std::io::Cursor;

use image::codecs::jpeg::JpegEncoder;
use image::{DynamicImage, ImageEncoder, ImageFormat, Rgba, RgbaImage};

use super::*;

fn drawing(width: u32, height: u32) -> RgbaImage {
    RgbaImage::from_fn(width, height, |x, y| Rgba([(x % 256) as u8, (y % 256) as u8, 128, 255]))
}

fn file(image: &RgbaImage, format: ImageFormat) -> Vec<u8> {
    let mut bytes = Cursor::new(Vec::new());
    let image = DynamicImage::ImageRgba8(image.clone());
    let image = if format == ImageFormat::Jpeg { DynamicImage::ImageRgb8(image.into_rgb8()) } else { image };
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn size_of(encoded: &Encoded) -> (u32, u32) {
    let image = image::load_from_memory(&encoded.bytes).unwrap();
    assert_eq!((image.width(), image.height()), (encoded.width, encoded.height));
    (encoded.width, encoded.height)
}

/// An animation of a square that moves over a transparent or solid ground.
fn animation(frames: u32, ground: [u8; 4]) -> Vec<u8> {
    let mut bytes = Vec::new();
    let mut encoder = image::codecs::gif::GifEncoder::new_with_speed(&mut bytes, 10);
    encoder.set_repeat(image::codecs::gif::Repeat::Infinite).unwrap();
    for at in 0..frames {
        let image = RgbaImage::from_fn(64, 48, |x, y| {
            let inside = (at..at + 8).contains(&x) && (10..18).contains(&y);
            Rgba(if inside { [200, 30, 30, 255] } else { ground })
        });
        let delay = image::Delay::from_numer_denom_ms(70, 1);
        encoder.encode_frame(image::Frame::from_parts(image, 0, 0, delay)).unwrap();
    }
    drop(encoder);
    bytes
}

fn frames(bytes: &[u8]) -> Vec<image::Frame> {
    use image::AnimationDecoder;
    let decoder = image::codecs::gif::GifDecoder::new(Cursor::new(bytes)).unwrap();
    decoder.into_frames().collect_frames().unwrap()
}

#[test]
fn a_photograph_stays_one_and_gets_a_small_one() {
    let picture = picture(&file(&drawing(1_600, 900), ImageFormat::Jpeg)).unwrap();
    assert_eq!((picture.original.mime, size_of(&picture.original)), ("image/jpeg", (1_600, 900)));
    assert_eq!(size_of(&picture.small), (640, 360));
    assert!(picture.blurhash.len() == 28 && !picture.animated, "{}", picture.blurhash);
    assert!(picture.colour[2].abs_diff(128) < 4, "{:?}", picture.colour);
}

#[test]
fn drawings_and_transparency_lose_nothing() {
    let mut image = drawing(60, 40);
    assert_eq!(picture(&file(&image, ImageFormat::Png)).unwrap().original.mime, "image/png");
    image.put_pixel(3, 3, Rgba([1, 2, 3, 40]));
    for (format, mime) in [(ImageFormat::Png, "image/png"), (ImageFormat::WebP, "image/webp")] {
        let picture = picture(&file(&image, format)).unwrap();
        assert_eq!(picture.original.mime, mime);
        assert_eq!(image::load_from_memory(&picture.original.bytes).unwrap().into_rgba8(), image);
        assert_eq!(picture.small.mime, "image/png");
    }
}

#[test]
fn a_large_picture_is_made_smaller() {
    let picture = picture(&file(&drawing(5_000, 3_000), ImageFormat::Jpeg)).unwrap();
    let (width, height) = size_of(&picture.original);
    assert!(u64::from(width) * u64::from(height) <= KEPT_PIXELS && width > 3_600, "{width}×{height}");
}

#[test]
fn it_is_turned_upright_and_tells_nothing_about_its_maker() {
    // A TIFF header with one entry: orientation 6, to be turned a quarter clockwise.
    let exif = b"II*\0\x08\0\0\0\x01\0\x12\x01\x03\0\x01\0\0\0\x06\0\0\0\0\0\0\0SECRETCAMERA".to_vec();
    let mut bytes = Vec::new();
    let mut encoder = JpegEncoder::new_with_quality(&mut bytes, 90);
    encoder.set_exif_metadata(exif).unwrap();
    encoder.encode_image(&DynamicImage::ImageRgba8(drawing(80, 40)).into_rgb8()).unwrap();
    let has = |bytes: &[u8], what: &[u8]| bytes.windows(what.len()).any(|window| window == what);
    assert!(has(&bytes, b"SECRETCAMERA"));
    let picture = picture(&bytes).unwrap();
    assert_eq!(size_of(&picture.original), (40, 80));
    assert!(!has(&picture.original.bytes, b"SECRETCAMERA") && !has(&picture.original.bytes, b"Exif"));
}

#[test]
fn what_follows_a_picture_is_left_behind() {
    let mut bytes = file(&drawing(20, 20), ImageFormat::Png);
    bytes.extend_from_slice(b"PK\x03\x04 second file");
    let picture = picture(&bytes).unwrap();
    assert!(!picture.original.bytes.ends_with(b"second file"));
}

#[test]
fn a_bomb_is_refused_by_its_header() {
    let mut bytes = file(&drawing(8, 8), ImageFormat::Png);
    bytes[16..24].copy_from_slice(&[0, 0, 0x75, 0x30, 0, 0, 0x75, 0x30]);
    let code = picture(&bytes).unwrap_err().code();
    assert!(matches!(code, "media_too_many_pixels" | "media_broken"), "{code}");
    let mut gif = animation(2, [255; 4]);
    gif[6..10].copy_from_slice(&[0xFF, 0xFF, 0xFF, 0xFF]);
    assert_eq!(picture(&gif).unwrap_err().code(), "media_too_many_pixels");
    assert_eq!(picture(&vec![0xFF; limits::IMAGE_BYTES + 1]).unwrap_err().code(), "media_too_many_bytes");
}

#[test]
fn broken_and_foreign_files_are_refused() {
    assert_eq!(picture(b"\x89PNG\r\n\x1A\n").unwrap_err().code(), "media_broken");
    assert_eq!(picture(b"GIF89a").unwrap_err().code(), "media_broken");
    assert_eq!(picture(b"<svg/>").unwrap_err().code(), "media_unsupported");
    assert_eq!(picture(b"OggS\0").unwrap_err().code(), "media_unsupported");
    let whole = file(&drawing(50, 50), ImageFormat::WebP);
    assert_eq!(picture(&whole[..whole.len() / 2]).unwrap_err().code(), "media_broken");
}

#[test]
fn an_animation_goes_on_moving_as_it_did() {
    for ground in [[250, 250, 250, 255], [0, 0, 0, 0]] {
        let bytes = animation(12, ground);
        let picture = picture(&bytes).unwrap();
        assert!(picture.animated && picture.original.mime == "image/gif");
        let (before, after) = (frames(&bytes), frames(&picture.original.bytes));
        assert_eq!(before.len(), after.len());
        for (old, new) in before.iter().zip(&after) {
            assert_eq!(old.delay(), new.delay());
            for (old, new) in old.buffer().pixels().zip(new.buffer().pixels()) {
                assert_eq!(old[3], new[3]);
                assert!(old[3] == 0 || (0..3).all(|at| old[at].abs_diff(new[at]) < 12), "{old:?} {new:?}");
            }
        }
    }
}

#[test]
fn an_animation_of_too_many_frames_is_refused() {
    assert_eq!(picture(&animation(1_001, [9, 9, 9, 255])).unwrap_err().code(), "media_too_many_frames");
}

#[test]
fn a_gif_of_one_frame_is_a_drawing() {
    let picture = picture(&animation(1, [9, 9, 9, 255])).unwrap();
    assert_eq!((picture.original.mime, picture.animated), ("image/png", false));
}

#[test]
fn profile_pictures_have_one_size() {
    let bytes = file(&drawing(300, 900), ImageFormat::Jpeg);
    let plain = avatar(&bytes).unwrap();
    assert_eq!(size_of(&plain.picture), (400, 400));
    assert!(plain.still.is_none());
    assert_eq!(size_of(&header(&bytes).unwrap().picture), (1_500, 500));
    let moving = avatar(&animation(3, [0, 0, 0, 255])).unwrap();
    assert_eq!(moving.picture.mime, "image/gif");
    assert_eq!(size_of(&moving.still.unwrap()), (400, 400));
}

#[test]
fn a_picture_lends_some_hundred_of_its_colours() {
    for bytes in [file(&drawing(640, 480), ImageFormat::Png), animation(2, [9, 200, 9, 255])] {
        let found = colours(&bytes).unwrap();
        assert!((100..=1_100).contains(&found.len()), "{}", found.len());
    }
    assert!(colours(b"no picture").is_err());
}
