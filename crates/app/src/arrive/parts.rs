//! A post from elsewhere as posts of ours: longer ones, and those with more pictures than fit, go on
//! in answers to themselves.

use archive::{Medium, Text};
use model::limits::{POST_CHARACTERS, POST_MEDIA};
use model::post::TextFormat;

/// A piece of a post.
#[derive(Debug, PartialEq)]
pub(super) struct Part {
    pub(super) text: String,
    pub(super) format: TextFormat,
    pub(super) media: Vec<Medium>,
}

/// The pieces, in their order; none where there is nothing in it.
pub(super) fn parts(text: &Text, warning: &str, media: Vec<Medium>) -> Vec<Part> {
    let (text, format) = match text {
        Text::Plain(text) => (text.clone(), TextFormat::Plain),
        Text::Markdown(text) => (text.clone(), TextFormat::Markdown),
        Text::Html(html) => (text::clean::text(html), TextFormat::Plain),
    };
    let room = POST_CHARACTERS.saturating_sub(text::count::characters(warning)).max(POST_CHARACTERS / 2);
    let mut texts = cut(text, room).into_iter();
    let mut media = pages(media).into_iter();
    let mut parts = Vec::new();
    loop {
        let (text, media) = (texts.next(), media.next());
        if text.is_none() && media.is_none() {
            return parts;
        }
        parts.push(Part { text: text.unwrap_or_default(), format, media: media.unwrap_or_default() });
    }
}

/// As many to a post as fit; film and sound stand alone, which is told by their names.
fn pages(media: Vec<Medium>) -> Vec<Vec<Medium>> {
    let mut pages: Vec<Vec<Medium>> = Vec::new();
    for medium in media {
        let fits = |page: &Vec<Medium>| page.len() < POST_MEDIA && !page.iter().any(alone);
        match pages.last_mut().filter(|page| fits(page) && !alone(&medium)) {
            Some(page) => page.push(medium),
            None => pages.push(vec![medium]),
        }
    }
    pages
}

fn alone(medium: &Medium) -> bool {
    let ending = medium.entry.rsplit('.').next().unwrap_or_default().to_lowercase();
    matches!(
        ending.as_str(),
        "mp4" | "mov" | "webm" | "mkv" | "m4v" | "mp3" | "ogg" | "oga" | "wav" | "flac" | "m4a"
    )
}

/// A text in pieces that fit, cut between paragraphs, lines or words where that is possible.
fn cut(text: String, room: usize) -> Vec<String> {
    if text.trim().is_empty() {
        return Vec::new();
    }
    if text::count(&text, "") <= room {
        return vec![text];
    }
    let (mut pieces, mut rest) = (Vec::new(), text.as_str());
    while !rest.trim().is_empty() {
        let end = fitting(rest, room);
        let (piece, after) = rest.split_at(end);
        pieces.push(piece.trim().to_owned());
        rest = after;
    }
    pieces.retain(|piece| !piece.is_empty());
    pieces
}

/// Where a piece that fits ends, in bytes. A sign is at least a byte, and a link never counts for more
/// than its signs but where it is shorter than all links count.
fn fitting(text: &str, room: usize) -> usize {
    if text::count(text, "") <= room {
        return text.len();
    }
    let mut end = text.char_indices().nth(room).map_or(text.len(), |(at, _)| at);
    loop {
        let piece = &text[..end];
        let border =
            ["\n\n", "\n", " "].iter().find_map(|border| piece.rfind(border).filter(|at| *at > end / 2));
        let at = border.unwrap_or(end);
        if text::count(&text[..at], "") <= room {
            return at.max(1);
        }
        end = text[..end].char_indices().nth(end * 3 / 4).map_or(end * 3 / 4, |(at, _)| at);
        while !text.is_char_boundary(end) {
            end -= 1;
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn medium(name: &str) -> Medium {
        Medium { entry: name.to_owned(), ..Medium::default() }
    }

    #[test]
    fn a_long_text_goes_on_and_loses_nothing() {
        let paragraph = "word ".repeat(700).trim().to_owned();
        let text = [paragraph.as_str(); 4].join("\n\n");
        let pieces = parts(&Text::Plain(text.clone()), "", Vec::new());
        assert!(
            pieces.len() >= 3 && pieces.iter().all(|part| text::count(&part.text, "") <= POST_CHARACTERS)
        );
        let words = |text: &str| text.split_whitespace().count();
        assert_eq!(pieces.iter().map(|part| words(&part.text)).sum::<usize>(), words(&text));
        let endless = parts(&Text::Plain("é".repeat(12_001)), "", Vec::new());
        assert_eq!(endless.iter().map(|part| part.text.chars().count()).sum::<usize>(), 12_001);
        let links = parts(&Text::Plain("http://a.b ".repeat(3_000)), "", Vec::new());
        assert!(links.iter().all(|part| text::count(&part.text, "") <= POST_CHARACTERS));
    }

    #[test]
    fn many_pictures_go_on_and_films_stand_alone() {
        let names = ["1.jpg", "2.jpg", "3.jpg", "4.jpg", "5.jpg", "6.mp4", "7.jpg"];
        let pieces = parts(&Text::Plain("x".to_owned()), "", names.into_iter().map(medium).collect());
        let counts: Vec<usize> = pieces.iter().map(|part| part.media.len()).collect();
        assert_eq!(counts, [4, 1, 1, 1]);
        assert_eq!(pieces.iter().filter(|part| part.text.is_empty()).count(), 3);
        assert!(parts(&Text::Html("<p> </p>".to_owned()), "", Vec::new()).is_empty());
    }
}
