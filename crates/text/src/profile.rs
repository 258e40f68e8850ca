//! The texts of a profile: its note and the values of its fields.

use crate::render::inline::Found;
use crate::render::{Format, Resolve, push_own_link, render};

/// A note as HTML.
pub fn render_note(text: &str, resolve: &dyn Resolve) -> String {
    render(text, Format::Plain, resolve).html
}

/// A field's value as HTML: one line. A value that is an address and nothing else is the author's
/// own page, which other sites can verify by linking back.
pub fn render_field(value: &str, resolve: &dyn Resolve) -> String {
    let value = crate::input::line(value);
    let mut html = String::new();
    if !push_own_link(&mut html, &value) {
        Found::new(resolve).push(&mut html, &value);
    }
    html
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::render::MentionTarget;

    struct Nobody;

    impl Resolve for Nobody {
        fn mention(&self, _: &str, _: Option<&str>) -> Option<MentionTarget> {
            None
        }

        fn tag(&self, name: &str) -> String {
            format!("/tags/{name}")
        }
    }

    #[test]
    fn an_address_alone_is_the_authors_page() {
        let html = render_field(" https://ada.example ", &Nobody);
        assert!(html.contains("rel=\"nofollow noopener noreferrer me\""), "{html}");
        assert!(!html.contains("<p>"));
    }

    #[test]
    fn an_address_among_words_is_a_link() {
        let html = render_field("see https://ada.example <b>", &Nobody);
        assert!(
            html.contains("rel=\"nofollow noopener noreferrer\"") && html.ends_with(" &lt;b&gt;"),
            "{html}"
        );
        assert_eq!(render_field("javascript:alert(1)", &Nobody), "javascript:alert(1)");
    }

    #[test]
    fn notes_are_paragraphs() {
        assert_eq!(render_note("a\n\nb", &Nobody), "<p>a</p><p>b</p>");
    }
}
