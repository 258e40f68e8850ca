//! A tag as one may search for it.

use crate::schema::Fields;
use crate::tokens::folded;
use tantivy::TantivyDocument;

/// A tag to be found. Adding it again replaces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TagDoc {
    /// Its name without the `#`, in the spelling to show.
    pub name: String,
    /// How often it is used, by whatever measure the owner prefers.
    pub uses: u64,
}

impl TagDoc {
    pub(crate) fn document(&self, fields: &Fields) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_text(fields.tag, &self.name);
        document.add_text(fields.tag_key, key(&self.name));
        document.add_text(fields.tag_search, folded(&self.name));
        document.add_u64(fields.weight, self.uses);
        document
    }
}

/// What two spellings of one tag share. Accents tell tags apart, although a search ignores them.
pub(crate) fn key(name: &str) -> String {
    name.trim_start_matches('#').to_lowercase()
}
