//! What the index holds of each document.

use crate::tokens;
use tantivy::schema::{
    FAST, Field, INDEXED, IndexRecordOption, STORED, Schema, TextFieldIndexing, TextOptions,
};
use tantivy::{Index, schema::SchemaBuilder};

/// Raise it when fields, words or marks change their meaning: an index of another version is
/// emptied when it is opened, and its owner fills it again.
pub const VERSION: u32 = 1;

/// The fields, by what they mean. Posts, accounts and tags share one index and one commit; each
/// document has the fields of its kind only.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Fields {
    pub post: Field,
    pub author: Field,
    pub created: Field,
    pub language: Field,
    pub text: Field,
    /// Whether everyone may find the post.
    pub open: Field,
    /// Who may find it besides.
    pub library: Field,
    pub mention: Field,
    pub mark: Field,
    pub account: Field,
    pub handle: Field,
    pub name: Field,
    pub tag: Field,
    pub tag_key: Field,
    pub tag_search: Field,
    /// Followers of an account, uses of a tag.
    pub weight: Field,
}

/// Fast fields are read by name.
pub(crate) const POST: &str = "post";
pub(crate) const ACCOUNT: &str = "account";
pub(crate) const WEIGHT: &str = "weight";

/// The schema of a version, which carries it: schemas of two versions are never equal.
pub(crate) fn build(version: u32) -> (Schema, Fields) {
    let mut schema = SchemaBuilder::default();
    let words = text(&analyser_name(version), IndexRecordOption::WithFreqsAndPositions);
    let names = text(&analyser_name(version), IndexRecordOption::Basic);
    let exact = text("raw", IndexRecordOption::Basic);
    let fields = Fields {
        post: schema.add_i64_field(POST, INDEXED | FAST),
        author: schema.add_i64_field("author", INDEXED),
        created: schema.add_i64_field("created", FAST),
        language: schema.add_text_field("language", exact.clone()),
        text: schema.add_text_field("text", words),
        open: schema.add_bool_field("open", INDEXED),
        library: schema.add_i64_field("library", INDEXED),
        mention: schema.add_i64_field("mention", INDEXED),
        mark: schema.add_text_field("mark", exact.clone()),
        account: schema.add_i64_field(ACCOUNT, INDEXED | FAST),
        handle: schema.add_text_field("handle", exact.clone()),
        name: schema.add_text_field("name", names),
        tag: schema.add_text_field("tag", STORED),
        tag_key: schema.add_text_field("tag_key", exact.clone()),
        tag_search: schema.add_text_field("tag_search", exact),
        weight: schema.add_u64_field(WEIGHT, FAST),
    };
    (schema.build(), fields)
}

/// Teaches an opened index our words.
pub(crate) fn register(index: &Index, version: u32) {
    index.tokenizers().register(&analyser_name(version), tokens::analyser());
}

fn analyser_name(version: u32) -> String {
    format!("words-{version}")
}

fn text(analyser: &str, records: IndexRecordOption) -> TextOptions {
    let indexing = TextFieldIndexing::default().set_tokenizer(analyser).set_index_option(records);
    TextOptions::default().set_indexing_options(indexing.set_fieldnorms(false))
}
