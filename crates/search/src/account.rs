//! An account as one may search for it.

use crate::schema::Fields;
use crate::tokens::folded;
use model::AccountId;
use tantivy::TantivyDocument;

/// An account to be found. Adding it again replaces it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AccountDoc {
    /// Which account.
    pub id: AccountId,
    /// `alice`, or `alice@example.org` when it lives elsewhere.
    pub handle: String,
    /// The name it shows.
    pub display_name: String,
    /// How many follow it; among equals the better known comes first.
    pub followers: u64,
}

impl AccountDoc {
    pub(crate) fn document(&self, fields: &Fields) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        let handle = folded(&self.handle);
        let user = handle.split('@').next().unwrap_or_default();
        document.add_i64(fields.account, self.id.0);
        document.add_text(fields.handle, user);
        if user != handle {
            document.add_text(fields.handle, &handle);
        }
        document.add_text(fields.name, user);
        document.add_text(fields.name, &self.display_name);
        document.add_u64(fields.weight, self.followers);
        document
    }
}
