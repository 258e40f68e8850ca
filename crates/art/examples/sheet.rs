//! Draws a sheet of each style, to look at: `cargo run -p braise-art --example sheet -- FOLDER`.

use braise_art::{Style, Wish, draw};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let folder = std::env::args().nth(1).unwrap_or_else(|| ".".to_owned());
    let words = ["a quiet harbour at dawn", "embers", "la forêt sous la neige", "midnight train"];
    for style in Style::ALL {
        let mut sheet = image::RgbImage::new(1_024, 1_024);
        for (place, words) in (0_i64..).zip(words) {
            let wish = Wish { words, style: Some(style), turn: 0, palette: None };
            let one = image::load_from_memory(&draw(&wish)?.jpeg)?.thumbnail(512, 512).to_rgb8();
            image::imageops::replace(&mut sheet, &one, place % 2 * 512, place / 2 * 512);
        }
        sheet.save(format!("{folder}/{}.png", style.word()))?;
    }
    Ok(())
}
