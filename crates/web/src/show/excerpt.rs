//! The beginning of a text, in a line or two.

use super::post::Shown;
use crate::texts::Speech;

/// Letters of a post's beginning.
const LETTERS: usize = 160;

/// How a post begins; of a covered one, what covers it.
pub(crate) fn excerpt(speech: Speech, post: &Shown) -> String {
    if let Some(title) = &post.filtered_by {
        return speech.with("filtered-by", "title", title);
    }
    if !post.spoiler.is_empty() {
        return cut(&post.spoiler, LETTERS);
    }
    let words = cut(&plain(&post.html), LETTERS);
    match words.is_empty() {
        true if !post.media.is_empty() => speech.say("excerpt-media").to_owned(),
        true => speech.say("excerpt-empty").to_owned(),
        false => words,
    }
}

/// A text on one line, cut between words.
pub(crate) fn cut(text: &str, letters: usize) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    let Some((end, _)) = line.char_indices().nth(letters) else { return line };
    let kept = &line[..end];
    let kept = kept.rsplit_once(' ').map_or(kept, |(whole_words, _)| whole_words);
    format!("{}…", kept.trim_end_matches([',', ';', ':', '.', ' ']))
}

/// Our own sanitized HTML without its tags.
fn plain(html: &str) -> String {
    let mut words = String::with_capacity(html.len());
    for piece in html.split('<') {
        match piece.split_once('>') {
            Some((tag, text)) => {
                // Where a line ends, words must not run together.
                if tag.starts_with("br") || tag.starts_with("/p") || tag.starts_with("/li") {
                    words.push(' ');
                }
                words.push_str(text);
            }
            None => words.push_str(piece),
        }
    }
    let entities =
        [("&lt;", "<"), ("&gt;", ">"), ("&quot;", "\""), ("&#39;", "'"), ("&#x27;", "'"), ("&nbsp;", " ")];
    let words = entities.iter().fold(words, |words, (entity, letter)| words.replace(entity, letter));
    words.replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn texts_are_cut_between_words() {
        assert_eq!(cut("  one\ntwo  ", 20), "one two");
        assert_eq!(cut("Bread, and butter", 9), "Bread…");
        assert_eq!(cut("Unbreakable", 4), "Unbr…");
    }

    #[test]
    fn tags_go_and_letters_stay() {
        assert_eq!(plain("<p>a &lt;b&gt; &amp;amp;</p><p>c<br>d</p>"), "a <b> &amp; c d ");
    }
}
