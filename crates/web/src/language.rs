//! The language of a page: asked for, remembered, set by the member, or preferred by the browser.

/// A language the pages are written in.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(crate) enum Language {
    #[default]
    English,
    French,
}

impl Language {
    pub(crate) const ALL: [Self; 2] = [Self::English, Self::French];

    /// ISO 639.
    pub(crate) const fn code(self) -> &'static str {
        match self {
            Self::English => "en",
            Self::French => "fr",
        }
    }

    /// What it calls itself.
    pub(crate) const fn own_name(self) -> &'static str {
        match self {
            Self::English => "English",
            Self::French => "Français",
        }
    }

    /// From a tag like `fr`, `fr-CA` or `fr_FR`.
    pub(crate) fn parse(tag: &str) -> Option<Self> {
        let primary = tag.trim().split(['-', '_']).next()?.to_ascii_lowercase();
        Self::ALL.into_iter().find(|language| language.code() == primary)
    }

    /// The one a browser likes best among ours (RFC 9110, section 12.5.4).
    pub(crate) fn accepted(header: &str) -> Option<Self> {
        let weighed = header.split(',').take(32).filter_map(|part| {
            let mut pieces = part.split(';');
            let language = Self::parse(pieces.next()?)?;
            let weight = pieces
                .find_map(|piece| piece.trim().strip_prefix("q=")?.trim().parse::<f32>().ok())
                .unwrap_or(1.0);
            (weight > 0.0).then_some((language, weight))
        });
        // The first of equals wins, so the best is replaced by better ones only.
        let best = weighed.fold(None, |best: Option<(Self, f32)>, next| match best {
            Some(best) if best.1 >= next.1 => Some(best),
            _ => Some(next),
        });
        best.map(|(language, _)| language)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_all_kinds_are_read() {
        for (tag, language) in [
            ("fr", Some(Language::French)),
            ("FR-ca", Some(Language::French)),
            ("en_GB", Some(Language::English)),
            ("de", None),
            ("", None),
            ("frr", None),
        ] {
            assert_eq!(Language::parse(tag), language, "{tag}");
        }
    }

    #[test]
    fn browsers_say_what_they_prefer() {
        for (header, language) in [
            ("fr-FR,fr;q=0.9,en;q=0.8", Some(Language::French)),
            ("en;q=0.5, fr;q=0.9", Some(Language::French)),
            ("de, en;q=0.7, fr;q=0.7", Some(Language::English)),
            ("de,*;q=0.5", None),
            ("fr;q=0, en", Some(Language::English)),
            ("", None),
        ] {
            assert_eq!(Language::accepted(header), language, "{header}");
        }
    }
}
