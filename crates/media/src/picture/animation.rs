//! Animated GIFs, read and written frame by frame, so that one frame's pixels are all we ever hold.

use std::io::Cursor;

use gif::{DisposalMethod, Encoder, Repeat};
use image::codecs::gif::GifDecoder;
use image::metadata::LoopCount;
use image::{AnimationDecoder, ImageDecoder, RgbaImage};

use super::{Encoded, decode};
use crate::MediaError;

/// Frames an animation may have.
const FRAMES: usize = 1_000;
/// Pixels all its frames may have together, as they come in: a minute of a small screen.
const PIXELS: u64 = 250_000_000;
/// Haste of the colour search, from 1 (careful) to 30.
const HASTE: i32 = 15;

pub(super) struct Animation {
    pub(super) encoded: Encoded,
    /// Its first frame.
    pub(super) first: RgbaImage,
}

/// Writes an animation anew, each frame through `shape`, which must give all the same size.
pub(super) fn reencode(
    bytes: &[u8],
    shape: &dyn Fn(&mut RgbaImage) -> Result<RgbaImage, MediaError>,
) -> Result<Animation, MediaError> {
    let mut decoder = GifDecoder::new(Cursor::new(bytes))?;
    decode::check_dimensions(decoder.dimensions())?;
    decoder.set_limits(decode::limits_of_decoding())?;
    let repeat = repeat(decoder.loop_count());
    let (width, height) = decoder.dimensions();
    let mut budget = PIXELS;
    let mut writer: Option<Writer> = None;
    for (at, frame) in decoder.into_frames().enumerate() {
        let spent = u64::from(width) * u64::from(height);
        budget = budget.checked_sub(spent).filter(|_| at < FRAMES).ok_or(MediaError::TooManyFrames)?;
        let frame = match frame {
            Ok(frame) => frame,
            // Browsers play a file that breaks off as far as it goes; so do we.
            Err(_) if writer.is_some() => break,
            Err(error) => return Err(error.into()),
        };
        let (numerator, denominator) = frame.delay().numer_denom_ms();
        let delay = u16::try_from(numerator / denominator.max(1) / 10).unwrap_or(u16::MAX);
        let image = shape(&mut frame.into_buffer())?;
        match &mut writer {
            None => writer = Some(Writer::new(image, delay, repeat)?),
            Some(writer) => writer.push(image, delay)?,
        }
    }
    writer.ok_or(MediaError::Broken)?.finish()
}

fn repeat(count: LoopCount) -> Repeat {
    match count {
        LoopCount::Infinite => Repeat::Infinite,
        LoopCount::Finite(times) => Repeat::Finite(u16::try_from(times.get()).unwrap_or(u16::MAX)),
    }
}

/// Writes each frame as what changed since the one before. A frame waits until its successor is
/// known, because it is the earlier frame that says whether the canvas is cleared between them.
struct Writer {
    encoder: Encoder<Vec<u8>>,
    size: (u16, u16),
    first: RgbaImage,
    shown: RgbaImage,
    waiting: (RgbaImage, u16),
}

impl Writer {
    fn new(first: RgbaImage, delay: u16, repeat: Repeat) -> Result<Self, MediaError> {
        let side = |length: u32| u16::try_from(length).map_err(|_| MediaError::Broken);
        let size = (side(first.width())?, side(first.height())?);
        let mut encoder = Encoder::new(Vec::new(), size.0, size.1, &[]).map_err(|_| MediaError::Broken)?;
        encoder.set_repeat(repeat).map_err(|_| MediaError::Broken)?;
        Ok(Self { encoder, size, first: first.clone(), shown: first.clone(), waiting: (first, delay) })
    }

    fn push(&mut self, image: RgbaImage, delay: u16) -> Result<(), MediaError> {
        let clears = self.shown.pixels().zip(image.pixels()).any(|(old, new)| old[3] >= 128 && new[3] < 128);
        self.write_waiting(if clears { DisposalMethod::Background } else { DisposalMethod::Keep })?;
        let mut changed = image.clone();
        if !clears {
            for (new, old) in changed.pixels_mut().zip(self.shown.pixels()) {
                if new == old {
                    new.0 = [0; 4];
                }
            }
        }
        self.shown = image;
        self.waiting = (changed, delay);
        Ok(())
    }

    fn write_waiting(&mut self, dispose: DisposalMethod) -> Result<(), MediaError> {
        let (image, delay) = std::mem::replace(&mut self.waiting, (RgbaImage::new(0, 0), 0));
        let mut pixels = image.into_raw();
        // A GIF's pixel is there or not.
        for pixel in pixels.chunks_exact_mut(4) {
            pixel[3] = if pixel[3] < 128 { 0 } else { 255 };
        }
        let mut frame = gif::Frame::from_rgba_speed(self.size.0, self.size.1, &mut pixels, HASTE);
        frame.delay = delay;
        frame.dispose = dispose;
        self.encoder.write_frame(&frame).map_err(|_| MediaError::Broken)
    }

    fn finish(mut self) -> Result<Animation, MediaError> {
        self.write_waiting(DisposalMethod::Keep)?;
        let bytes = self.encoder.into_inner().map_err(|_| MediaError::Broken)?;
        let (width, height) = self.first.dimensions();
        let encoded = Encoded { bytes, mime: "image/gif", extension: "gif", width, height };
        Ok(Animation { encoded, first: self.first })
    }
}
