//! The words with a colon: `has:image`, `is:reply`, `in:library`, `during:2026-11`.

use model::Time;

/// A property of a post one can ask for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Mark {
    /// Any attachment; follows from the three below.
    Media,
    /// A picture.
    Image,
    /// A film or a moving picture.
    Video,
    /// Sound.
    Audio,
    /// A poll.
    Poll,
    /// A link to somewhere else.
    Link,
    /// A preview that plays or shows something of another site.
    Embed,
    /// An answer to a post.
    Reply,
    /// Behind a content warning.
    Sensitive,
    /// A post that quotes another.
    Quote,
    /// Written by a bot.
    Bot,
}

/// Every mark with the operator and the value that ask for it.
pub const MARKS: [(&str, &str, Mark); 11] = [
    ("has", "media", Mark::Media),
    ("has", "image", Mark::Image),
    ("has", "video", Mark::Video),
    ("has", "audio", Mark::Audio),
    ("has", "poll", Mark::Poll),
    ("has", "link", Mark::Link),
    ("has", "embed", Mark::Embed),
    ("is", "reply", Mark::Reply),
    ("is", "sensitive", Mark::Sensitive),
    ("is", "quote", Mark::Quote),
    ("is", "bot", Mark::Bot),
];

impl Mark {
    /// The mark an operator and its value ask for.
    pub fn named(operator: &str, value: &str) -> Option<Self> {
        MARKS.iter().find(|(o, v, _)| *o == operator && *v == value).map(|(_, _, mark)| *mark)
    }

    /// How the index spells it.
    pub(crate) fn term(self) -> &'static str {
        MARKS.iter().find(|(_, _, mark)| *mark == self).map_or("", |(_, value, _)| value)
    }
}

/// Where to look.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Place {
    /// Everywhere the searcher may look.
    All,
    /// What the searcher wrote, was mentioned in, or did something with.
    Library,
    /// What everyone may find.
    Public,
}

impl Place {
    /// Reads the value of `in:`.
    pub fn named(value: &str) -> Option<Self> {
        match value {
            "all" => Some(Self::All),
            "library" => Some(Self::Library),
            "public" => Some(Self::Public),
            _ => None,
        }
    }
}

/// A stretch of time: its first moment and the first moment after it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Span {
    /// The first moment in it.
    pub start: Time,
    /// The first moment after it.
    pub end: Time,
}

impl Span {
    /// Reads `2026`, `2026-11`, `2026-11-20` (UTC), or an exact RFC 3339 moment.
    pub fn parse(value: &str) -> Option<Self> {
        let digits = |text: &str, length| text.len() == length && text.bytes().all(|b| b.is_ascii_digit());
        let mut parts = value.split('-');
        let span = match (parts.next(), parts.next(), parts.next(), parts.next()) {
            (Some(year), None, ..) if digits(year, 4) => {
                let next: u32 = year.parse::<u32>().ok()? + 1;
                Self { start: first_of(year, "01")?, end: first_of(&format!("{next:04}"), "01")? }
            }
            (Some(year), Some(month), None, _) if digits(year, 4) && digits(month, 2) => {
                let start = first_of(year, month)?;
                // 32 days after the first of a month lie in the next one.
                let inside = start.plus(days(32)).iso_date();
                Self { start, end: first_of(inside.get(..4)?, inside.get(5..7)?)? }
            }
            (Some(year), Some(month), Some(day), None)
                if digits(year, 4) && digits(month, 2) && digits(day, 2) =>
            {
                let start = Time::parse(value)?;
                Self { start, end: start.plus(days(1)) }
            }
            _ if value.contains(['T', 't']) => {
                let start = Time::parse(value)?;
                Self { start, end: start.plus(std::time::Duration::from_millis(1)) }
            }
            _ => return None,
        };
        (span.start < span.end).then_some(span)
    }
}

fn first_of(year: &str, month: &str) -> Option<Time> {
    Time::parse(&format!("{year}-{month}-01"))
}

fn days(count: u64) -> std::time::Duration {
    std::time::Duration::from_secs(count * 86_400)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn spans_end_where_the_next_begins() {
        let check = |value: &str, start: &str, end: &str| {
            let span = Span::parse(value).unwrap();
            assert_eq!(
                (span.start.iso_date().as_str(), span.end.iso_date().as_str()),
                (start, end),
                "{value}"
            );
        };
        check("2026", "2026-01-01", "2027-01-01");
        check("2026-12", "2026-12-01", "2027-01-01");
        check("2024-02", "2024-02-01", "2024-03-01");
        check("2024-02-29", "2024-02-29", "2024-03-01");
    }

    #[test]
    fn what_is_no_date_is_no_span() {
        for wrong in
            ["", "26", "2026-13", "2026-02-30", "yesterday", "2026-1-2", "9999", "2026-11-20-1", "é026"]
        {
            assert_eq!(Span::parse(wrong), None, "{wrong}");
        }
    }

    #[test]
    fn every_mark_has_one_name() {
        for (operator, value, mark) in MARKS {
            assert_eq!(Mark::named(operator, value), Some(mark));
            assert_eq!(mark.term(), value);
        }
        assert_eq!(Mark::named("is", "image"), None);
    }
}
