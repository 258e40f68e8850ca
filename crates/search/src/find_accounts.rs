//! Finding accounts: beginnings of names, the exact name first, then who is followed most.

use crate::error::Error;
use crate::index::Index;
use crate::schema::{ACCOUNT, Fields};
use crate::tokens::{folded, words};
use model::AccountId;
use tantivy::Term;
use tantivy::query::{BooleanQuery, FuzzyTermQuery, Query};

/// Nobody's name has more words worth comparing, and each one costs a walk through all names.
const WORDS: usize = 8;

impl Index {
    /// The accounts whose user name or display name has words beginning with those of `text`; with a
    /// host (`al@exa`), whose whole handle begins so.
    pub fn find_accounts(&self, text: &str, limit: usize, offset: usize) -> Result<Vec<AccountId>, Error> {
        let text = folded(text.trim().trim_start_matches('@'));
        let Some(query) = query(&self.fields, &text) else { return Ok(Vec::new()) };
        let exact = Term::from_field_text(self.fields.handle, &text);
        let searcher = self.reader.searcher();
        let mut accounts = Vec::new();
        for place in self.weightiest(&searcher, query, exact, limit, offset)? {
            let ids = searcher.segment_reader(place.segment_ord).fast_fields().i64(ACCOUNT)?;
            accounts.extend(ids.first(place.doc_id).map(AccountId));
        }
        Ok(accounts)
    }
}

fn query(fields: &Fields, text: &str) -> Option<Box<dyn Query>> {
    if text.contains('@') {
        return Some(beginning(Term::from_field_text(fields.handle, text)));
    }
    let words = words(text);
    let beginnings = words.iter().take(WORDS).map(|word| beginning(Term::from_field_text(fields.name, word)));
    let all: Vec<_> = beginnings.collect();
    (!all.is_empty()).then(|| Box::new(BooleanQuery::intersection(all)) as Box<dyn Query>)
}

/// Everything that begins with a term.
pub(crate) fn beginning(term: Term) -> Box<dyn Query> {
    Box::new(FuzzyTermQuery::new_prefix(term, 0, true))
}
