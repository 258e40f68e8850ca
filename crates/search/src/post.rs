//! A post as one may search for it.

use crate::operator::Mark;
use crate::schema::Fields;
use model::{AccountId, PostId, Time};
use tantivy::TantivyDocument;

/// A post to be found. Adding it again replaces it, which is how an edit, and a person who does
/// something with it, get in.
///
/// Who may find it: everyone, when it is public *and* its author lets himself be found; otherwise,
/// and also then, the people it belongs to the library of: its author, who is mentioned in it, and
/// who liked, reposted, bookmarked or answered it or voted in its poll.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PostDoc {
    /// Which post.
    pub id: PostId,
    /// Who wrote it.
    pub author: AccountId,
    /// When.
    pub created: Time,
    /// Its language's code, when it is known.
    pub language: Option<String>,
    /// The plain text: warning, text, choices of the poll, descriptions of the media.
    pub text: String,
    /// Whether anyone may see it, unlisted posts excluded.
    pub public: bool,
    /// Whether its author lets others find his posts.
    pub author_indexable: bool,
    /// Who is mentioned.
    pub mentions: Vec<AccountId>,
    /// Who did something with it; only accounts of this server matter, others never search here.
    pub participants: Vec<AccountId>,
    /// What it has and is. A picture, film or sound makes it have [`Mark::Media`] by itself.
    pub marks: Vec<Mark>,
}

impl PostDoc {
    pub(crate) fn document(&self, fields: &Fields) -> TantivyDocument {
        let mut document = TantivyDocument::new();
        document.add_i64(fields.post, self.id.0);
        document.add_i64(fields.author, self.author.0);
        document.add_i64(fields.created, self.created.millis());
        document.add_text(fields.text, &self.text);
        document.add_bool(fields.open, self.public && self.author_indexable);
        if let Some(language) = &self.language {
            document.add_text(fields.language, language.to_lowercase());
        }
        for account in &self.mentions {
            document.add_i64(fields.mention, account.0);
        }
        for account in self.library() {
            document.add_i64(fields.library, account.0);
        }
        for mark in self.all_marks() {
            document.add_text(fields.mark, mark.term());
        }
        document
    }

    fn library(&self) -> Vec<AccountId> {
        let mut library = vec![self.author];
        library.extend(&self.mentions);
        library.extend(&self.participants);
        library.sort_unstable();
        library.dedup();
        library
    }

    fn all_marks(&self) -> Vec<Mark> {
        let mut marks = self.marks.clone();
        if marks.iter().any(|mark| matches!(mark, Mark::Image | Mark::Video | Mark::Audio)) {
            marks.push(Mark::Media);
        }
        marks.sort_unstable();
        marks.dedup();
        marks
    }
}
