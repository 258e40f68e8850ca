//! Which path template a concrete path belongs to.

/// All templates, cut into segments.
pub struct Templates(Vec<(String, Vec<Segment>)>);

enum Segment {
    Fixed(String),
    Any,
}

impl Templates {
    pub fn new(templates: impl Iterator<Item = String>) -> Self {
        Self(
            templates
                .map(|template| (template.clone(), template.split('/').map(segment).collect()))
                .collect(),
        )
    }

    /// The template that fits; where several do (`/accounts/search` is also `/accounts/{id}`), the
    /// one with the most fixed segments.
    pub fn find(&self, path: &str) -> Option<&str> {
        let parts: Vec<&str> = path.trim_end_matches('/').split('/').collect();
        self.0
            .iter()
            .filter(|(_, segments)| segments.len() == parts.len())
            .filter(|(_, segments)| segments.iter().zip(&parts).all(|(segment, part)| segment.fits(part)))
            .max_by_key(|(_, segments)| segments.iter().filter(|s| matches!(s, Segment::Fixed(_))).count())
            .map(|(template, _)| template.as_str())
    }
}

impl Segment {
    fn fits(&self, part: &str) -> bool {
        match self {
            Self::Fixed(text) => text == part,
            Self::Any => !part.is_empty(),
        }
    }
}

fn segment(text: &str) -> Segment {
    if text.starts_with('{') { Segment::Any } else { Segment::Fixed(text.to_owned()) }
}
