//! Finding tags: by their beginning, the exact one first, then the most used.

use crate::error::Error;
use crate::find_accounts::beginning;
use crate::find_posts::part;
use crate::index::Index;
use crate::schema::WEIGHT;
use crate::tokens::folded;
use tantivy::query::{BooleanQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::{IndexRecordOption, Value};
use tantivy::{DocAddress, DocId, Score, Searcher, SegmentReader, TantivyDocument, Term};

impl Index {
    /// The tags that begin with `text`, whatever accents and capitals, in their own spelling.
    pub fn find_tags(&self, text: &str, limit: usize, offset: usize) -> Result<Vec<String>, Error> {
        let text = folded(text.trim().trim_start_matches('#'));
        if text.is_empty() {
            return Ok(Vec::new());
        }
        let term = Term::from_field_text(self.fields.tag_search, &text);
        let searcher = self.reader.searcher();
        let mut tags = Vec::new();
        for place in self.weightiest(&searcher, beginning(term.clone()), term, limit, offset)? {
            let document: TantivyDocument = searcher.doc(place)?;
            let name = document.get_first(self.fields.tag).and_then(|name| name.as_str().map(str::to_owned));
            tags.extend(name);
        }
        Ok(tags)
    }

    /// Documents that fit a query: those with the exact term first, then by falling weight.
    pub(crate) fn weightiest(
        &self,
        searcher: &Searcher,
        query: Box<dyn Query>,
        exact: Term,
        limit: usize,
        offset: usize,
    ) -> Result<Vec<DocAddress>, Error> {
        let Some(part) = part(limit, offset) else { return Ok(Vec::new()) };
        // The score carries one bit: whether the exact term was there.
        let exact = Box::new(TermQuery::new(exact, IndexRecordOption::Basic));
        let query = BooleanQuery::new(vec![
            (Occur::Must, Box::new(ConstScoreQuery::new(query, 0.0))),
            (Occur::Should, Box::new(ConstScoreQuery::new(exact, 1.0))),
        ]);
        let by_weight = part.tweak_score(|segment: &SegmentReader| {
            let weights = segment.fast_fields().u64(WEIGHT).ok();
            move |document: DocId, score: Score| {
                let weight = weights.as_ref().and_then(|weights| weights.first(document)).unwrap_or(0);
                (weight >> 1) | (u64::from(score > 0.5) << 63)
            }
        });
        Ok(searcher.search(&query, &by_weight)?.into_iter().map(|(_, place)| place).collect())
    }
}
