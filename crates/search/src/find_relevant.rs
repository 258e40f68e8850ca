//! Finding posts by how well they fit: any of some words, the rare ones counting most (BM25).

use crate::error::Error;
use crate::find_posts::{DEEPEST, exactly, reach};
use crate::index::Index;
use crate::operator::Place;
use crate::schema::POST;
use model::{AccountId, PostId};
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, BoostQuery, ConstScoreQuery, Occur, Query, TermQuery};
use tantivy::schema::IndexRecordOption;
use tantivy::{Score, Term};

/// A word to look for, as [`crate::tokens::words`] spells it, and how much it counts.
#[derive(Clone, Debug, PartialEq)]
pub struct Wording {
    /// The word.
    pub word: String,
    /// 1 for a word itself, less for one that says much the same.
    pub boost: Score,
}

/// Words looked for at once; further ones are left out.
const WORDS: usize = 200;

impl Index {
    /// The posts that have any of some words and that the searcher may find, best first.
    pub fn find_relevant(
        &self,
        words: &[Wording],
        searcher: AccountId,
        author: Option<AccountId>,
        limit: usize,
    ) -> Result<Vec<PostId>, Error> {
        if words.is_empty() || limit == 0 {
            return Ok(Vec::new());
        }
        let any: Vec<Box<dyn Query>> = words.iter().take(WORDS).map(|word| self.scored(word)).collect();
        // Who may find a post says nothing about how well it fits.
        let unscored = |query| -> Box<dyn Query> { Box::new(ConstScoreQuery::new(query, 0.0)) };
        let mut all: Vec<(Occur, Box<dyn Query>)> = vec![
            (Occur::Must, Box::new(BooleanQuery::union(any))),
            (Occur::Must, unscored(reach(&self.fields, searcher, Place::All))),
        ];
        if let Some(author) = author {
            all.push((Occur::Must, unscored(exactly(Term::from_field_i64(self.fields.author, author.0)))));
        }
        let searcher = self.reader.searcher();
        let top = TopDocs::with_limit(limit.min(DEEPEST)).order_by_score();
        let found = searcher.search(&BooleanQuery::new(all), &top)?;
        let mut posts = Vec::with_capacity(found.len());
        for (_, address) in found {
            let ids = searcher.segment_reader(address.segment_ord).fast_fields().i64(POST)?;
            posts.extend(ids.first(address.doc_id).map(PostId));
        }
        Ok(posts)
    }

    /// Words of posts that begin with `prefix`, each with how many posts have it; the first `limit`.
    pub fn words_from(&self, prefix: &str, limit: usize) -> Result<Vec<(String, u64)>, Error> {
        let mut found: Vec<(String, u64)> = Vec::new();
        for segment in self.reader.searcher().segment_readers() {
            let inverted = segment.inverted_index(self.fields.text)?;
            let mut words = inverted
                .terms()
                .range()
                .ge(prefix.as_bytes())
                .into_stream()
                .map_err(tantivy::TantivyError::from)?;
            let mut seen = 0;
            while seen < limit && words.advance() && words.key().starts_with(prefix.as_bytes()) {
                seen += 1;
                let Ok(word) = std::str::from_utf8(words.key()) else { continue };
                let posts = u64::from(words.value().doc_freq);
                match found.iter_mut().find(|(known, _)| known == word) {
                    Some((_, count)) => *count += posts,
                    None => found.push((word.to_owned(), posts)),
                }
            }
        }
        Ok(found)
    }

    /// How many documents there are: posts, and few beside them.
    pub fn documents(&self) -> u64 {
        self.reader.searcher().num_docs()
    }

    fn scored(&self, word: &Wording) -> Box<dyn Query> {
        let term = Term::from_field_text(self.fields.text, &word.word);
        let query: Box<dyn Query> = Box::new(TermQuery::new(term, IndexRecordOption::WithFreqs));
        Box::new(BoostQuery::new(query, word.boost))
    }
}
