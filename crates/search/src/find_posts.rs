//! Finding posts: the question and the searcher's reach become one query, newest first.

use crate::error::Error;
use crate::index::Index;
use crate::operator::{Place, Span};
use crate::question::{ME, Question, Wanted};
use crate::schema::{Fields, POST};
use crate::tokens;
use model::{AccountId, PostId};
use std::collections::HashMap;
use std::ops::Bound;
use tantivy::collector::TopDocs;
use tantivy::query::{BooleanQuery, EmptyQuery, Occur, PhraseQuery, Query, RangeQuery, TermQuery};
use tantivy::schema::{Field, IndexRecordOption};
use tantivy::{Order, Term};

/// Nobody reads on beyond this: a part of an answer that ends further down is empty, since finding
/// it would cost memory for all that comes before.
pub const DEEPEST: usize = 10_000;

/// Which part of the answer is wanted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Within {
    /// At most so many.
    pub limit: usize,
    /// Leaving out so many of the first.
    pub offset: usize,
    /// Older than this post.
    pub before: Option<PostId>,
    /// Newer than this post.
    pub after: Option<PostId>,
    /// Of this author only.
    pub author: Option<AccountId>,
}

impl Index {
    /// The posts that fit a question and that the searcher may find, newest first.
    ///
    /// `names` holds what [`Question::names`] asked to look up; a name that is not in it belongs to
    /// nobody. A question without any word or operator finds nothing.
    pub fn find_posts(
        &self,
        question: &Question,
        names: &HashMap<String, AccountId>,
        searcher: AccountId,
        within: Within,
    ) -> Result<Vec<PostId>, Error> {
        let asking = Asking { fields: &self.fields, names, searcher };
        let Some(mut query) = asking.question(question) else { return Ok(Vec::new()) };
        let Some(top) = part(within.limit, within.offset) else { return Ok(Vec::new()) };
        query.extend(asking.page(within));
        let found = self
            .reader
            .searcher()
            .search(&BooleanQuery::new(query), &top.order_by_fast_field::<i64>(POST, Order::Desc))?;
        Ok(found.into_iter().filter_map(|(id, _)| id.map(PostId)).collect())
    }
}

/// The collector of one part of an answer; none when the part is empty by its bounds.
pub(crate) fn part(limit: usize, offset: usize) -> Option<TopDocs> {
    let reachable = limit > 0 && limit.saturating_add(offset) <= DEEPEST;
    reachable.then(|| TopDocs::with_limit(limit).and_offset(offset))
}

type Part = (Occur, Box<dyn Query>);

struct Asking<'a> {
    fields: &'a Fields,
    names: &'a HashMap<String, AccountId>,
    searcher: AccountId,
}

impl Asking<'_> {
    /// The whole query; nothing when the question says nothing.
    fn question(&self, question: &Question) -> Option<Vec<Part>> {
        let mut parts = Vec::new();
        let (mut authors, mut languages) = (Vec::new(), Vec::new());
        for clause in &question.clauses {
            let Some(query) = self.wanted(&clause.wanted) else { continue };
            match (&clause.wanted, clause.excluded) {
                (_, true) => parts.push((Occur::MustNot, query)),
                (Wanted::From(_), false) => authors.push(query),
                (Wanted::Language(_), false) => languages.push(query),
                (_, false) => parts.push((Occur::Must, query)),
            }
        }
        for any_of in [authors, languages] {
            if !any_of.is_empty() {
                parts.push((Occur::Must, Box::new(BooleanQuery::union(any_of))));
            }
        }
        if parts.is_empty() {
            return None;
        }
        parts.push((Occur::Must, self.place(Place::All)));
        Some(parts)
    }

    /// What one clause demands; nothing when there is no word in it.
    fn wanted(&self, wanted: &Wanted) -> Option<Box<dyn Query>> {
        let fields = self.fields;
        Some(match wanted {
            Wanted::Word(text) | Wanted::Phrase(text) => return self.words(text),
            Wanted::From(name) => self.account(fields.author, name),
            Wanted::To(name) => self.account(fields.mention, name),
            Wanted::In(place) => self.place(*place),
            Wanted::Marked(mark) => exactly(Term::from_field_text(fields.mark, mark.term())),
            Wanted::Language(code) => exactly(Term::from_field_text(fields.language, code)),
            Wanted::Before(Span { start, .. }) => {
                self.created(Bound::Unbounded, Bound::Excluded(start.millis()))
            }
            Wanted::After(Span { end, .. }) => self.created(Bound::Included(end.millis()), Bound::Unbounded),
            Wanted::During(Span { start, end }) => {
                self.created(Bound::Included(start.millis()), Bound::Excluded(end.millis()))
            }
        })
    }

    fn words(&self, text: &str) -> Option<Box<dyn Query>> {
        let term = |word: String| Term::from_field_text(self.fields.text, &word);
        let mut terms: Vec<Term> = tokens::words(text).into_iter().map(term).collect();
        match terms.len() {
            0 | 1 => terms.pop().map(exactly),
            _ => Some(Box::new(PhraseQuery::new(terms))),
        }
    }

    fn account(&self, field: Field, name: &str) -> Box<dyn Query> {
        let account = if name == ME { Some(&self.searcher) } else { self.names.get(name) };
        match account {
            Some(account) => exactly(Term::from_field_i64(field, account.0)),
            None => Box::new(EmptyQuery),
        }
    }

    fn place(&self, place: Place) -> Box<dyn Query> {
        reach(self.fields, self.searcher, place)
    }

    fn page(&self, within: Within) -> Vec<Part> {
        let mut parts: Vec<Part> = Vec::new();
        if within.before.is_some() || within.after.is_some() {
            let bound = |id: Option<PostId>| id.map_or(Bound::Unbounded, |id| Bound::Excluded(id.0));
            parts.push((Occur::Must, range(self.fields.post, bound(within.after), bound(within.before))));
        }
        if let Some(author) = within.author {
            parts.push((Occur::Must, exactly(Term::from_field_i64(self.fields.author, author.0))));
        }
        parts
    }

    fn created(&self, from: Bound<i64>, to: Bound<i64>) -> Box<dyn Query> {
        range(self.fields.created, from, to)
    }
}

/// What a searcher may find in a place.
pub(crate) fn reach(fields: &Fields, searcher: AccountId, place: Place) -> Box<dyn Query> {
    let public = || exactly(Term::from_field_bool(fields.open, true));
    let library = || exactly(Term::from_field_i64(fields.library, searcher.0));
    match place {
        Place::All => Box::new(BooleanQuery::union(vec![public(), library()])),
        Place::Public => public(),
        Place::Library => library(),
    }
}

pub(crate) fn exactly(term: Term) -> Box<dyn Query> {
    Box::new(TermQuery::new(term, IndexRecordOption::Basic))
}

fn range(field: Field, from: Bound<i64>, to: Bound<i64>) -> Box<dyn Query> {
    let term = |value: i64| Term::from_field_i64(field, value);
    Box::new(RangeQuery::new(from.map(term), to.map(term)))
}
