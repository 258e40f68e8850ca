//! A member's own posts as a Parquet file: one row a post, for whoever wants to count or search them.

use crate::error::Result;
use parquet::basic::{Compression, ConvertedType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{ByteArray, ByteArrayType, Int64Type};
use parquet::file::properties::WriterProperties;
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::schema::types::{Type, TypePtr};
use std::io::Write;
use std::sync::{Arc, Mutex, PoisonError};

/// Rows in a group.
const GROUP_ROWS: usize = 2_000;
/// Bytes of text after which a group is closed earlier.
const GROUP_BYTES: usize = 8 << 20;
const ZSTD_LEVEL: i32 = 3;

/// A post as its author takes it along.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PostRow {
    /// Its address.
    pub id: String,
    /// When it was written, in milliseconds since 1970, UTC.
    pub created_at: i64,
    /// When it was last changed.
    pub edited_at: Option<i64>,
    /// `public`, `unlisted`, `private` or `direct`.
    pub visibility: String,
    /// ISO 639.
    pub language: Option<String>,
    /// As written.
    pub text: String,
    /// As shown.
    pub html: String,
    /// The content warning.
    pub content_warning: Option<String>,
    /// The address of what it answers.
    pub in_reply_to: Option<String>,
    /// The address of what it quotes.
    pub quote_of: Option<String>,
    /// Its tags, without their sign.
    pub tags: Vec<String>,
    /// Where its media lie in the archive.
    pub media: Vec<String>,
    /// Their descriptions, in the same order.
    pub media_descriptions: Vec<String>,
    /// Answers.
    pub replies: i64,
    /// Reposts.
    pub reposts: i64,
    /// Likes.
    pub likes: i64,
    /// Quotes.
    pub quotes: i64,
}

/// How a column is read out of a row.
#[derive(Clone, Copy)]
enum Column {
    Text(fn(&PostRow) -> &str),
    Maybe(fn(&PostRow) -> Option<&str>),
    Many(fn(&PostRow) -> &[String]),
    Time(fn(&PostRow) -> i64),
    MaybeTime(fn(&PostRow) -> Option<i64>),
    Count(fn(&PostRow) -> i64),
}

/// The columns with what they mean.
const COLUMNS: [(&str, Column, &str); 17] = [
    ("id", Column::Text(|row| &row.id), "address of the post"),
    ("created_at", Column::Time(|row| row.created_at), "when it was written, UTC"),
    ("edited_at", Column::MaybeTime(|row| row.edited_at), "when it was last changed, UTC"),
    ("visibility", Column::Text(|row| &row.visibility), "public, unlisted, private or direct"),
    ("language", Column::Maybe(|row| row.language.as_deref()), "ISO 639"),
    ("text", Column::Text(|row| &row.text), "as written"),
    ("html", Column::Text(|row| &row.html), "as shown"),
    ("content_warning", Column::Maybe(|row| row.content_warning.as_deref()), "content warning"),
    ("in_reply_to", Column::Maybe(|row| row.in_reply_to.as_deref()), "address of what it answers"),
    ("quote_of", Column::Maybe(|row| row.quote_of.as_deref()), "address of what it quotes"),
    ("tags", Column::Many(|row| &row.tags), "tags without their sign"),
    ("media", Column::Many(|row| &row.media), "places of its media in this archive"),
    ("media_descriptions", Column::Many(|row| &row.media_descriptions), "their descriptions, in that order"),
    ("replies", Column::Count(|row| row.replies), "answers"),
    ("reposts", Column::Count(|row| row.reposts), "reposts"),
    ("likes", Column::Count(|row| row.likes), "likes"),
    ("quotes", Column::Count(|row| row.quotes), "quotes"),
];

/// The columns and what they mean, for people.
pub fn columns() -> impl Iterator<Item = (&'static str, &'static str)> {
    COLUMNS.into_iter().map(|(name, _, means)| (name, means))
}

/// Writes the file, in pieces that are taken as they come.
pub struct PostTable {
    file: SerializedFileWriter<Shared>,
    written: Shared,
    rows: Vec<PostRow>,
    bytes: usize,
}

impl std::fmt::Debug for PostTable {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("PostTable").field("rows", &self.rows.len()).finish_non_exhaustive()
    }
}

impl PostTable {
    /// An empty table.
    pub fn new() -> Result<Self> {
        let properties = WriterProperties::builder()
            .set_created_by("braise".to_owned())
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(ZSTD_LEVEL)?))
            .build();
        let written = Shared::default();
        let file = SerializedFileWriter::new(written.clone(), schema()?, Arc::new(properties))?;
        Ok(Self { file, written, rows: Vec::new(), bytes: 0 })
    }

    /// Adds a post.
    pub fn add(&mut self, row: PostRow) -> Result<()> {
        self.bytes += row.text.len() + row.html.len();
        self.rows.push(row);
        if self.rows.len() >= GROUP_ROWS || self.bytes >= GROUP_BYTES { self.group() } else { Ok(()) }
    }

    /// What has been written since this was last asked.
    pub fn take(&mut self) -> Vec<u8> {
        self.written.take()
    }

    /// The end of the file.
    pub fn finish(mut self) -> Result<Vec<u8>> {
        if !self.rows.is_empty() {
            self.group()?;
        }
        self.file.finish()?;
        Ok(self.written.take())
    }

    fn group(&mut self) -> Result<()> {
        let rows = std::mem::take(&mut self.rows);
        self.bytes = 0;
        let mut group = self.file.next_row_group()?;
        let mut columns = COLUMNS.iter();
        while let (Some(mut column), Some((_, read, _))) = (group.next_column()?, columns.next()) {
            write_column(&mut column, *read, &rows)?;
            column.close()?;
        }
        group.close()?;
        Ok(())
    }
}

fn write_column(column: &mut SerializedColumnWriter<'_>, read: Column, rows: &[PostRow]) -> Result<()> {
    let text = |text: &str| ByteArray::from(text);
    match read {
        Column::Text(read) => {
            let values: Vec<ByteArray> = rows.iter().map(|row| text(read(row))).collect();
            column.typed::<ByteArrayType>().write_batch(&values, None, None)?;
        }
        Column::Maybe(read) => {
            let values: Vec<ByteArray> = rows.iter().filter_map(read).map(text).collect();
            let there: Vec<i16> = rows.iter().map(|row| i16::from(read(row).is_some())).collect();
            column.typed::<ByteArrayType>().write_batch(&values, Some(&there), None)?;
        }
        Column::Many(read) => {
            let values: Vec<ByteArray> = rows.iter().flat_map(read).map(|one| text(one)).collect();
            // An empty list is a place with nothing in it; what follows the first is said to go on.
            let places = |row| {
                (0..read(row).len().max(1))
                    .map(move |at| (i16::from(!read(row).is_empty()), i16::from(at > 0)))
            };
            let (there, goes_on): (Vec<i16>, Vec<i16>) = rows.iter().flat_map(places).unzip();
            column.typed::<ByteArrayType>().write_batch(&values, Some(&there), Some(&goes_on))?;
        }
        Column::Time(read) | Column::Count(read) => {
            let values: Vec<i64> = rows.iter().map(read).collect();
            column.typed::<Int64Type>().write_batch(&values, None, None)?;
        }
        Column::MaybeTime(read) => {
            let values: Vec<i64> = rows.iter().filter_map(read).collect();
            let there: Vec<i16> = rows.iter().map(|row| i16::from(read(row).is_some())).collect();
            column.typed::<Int64Type>().write_batch(&values, Some(&there), None)?;
        }
    }
    Ok(())
}

fn schema() -> Result<TypePtr> {
    let column = |(name, column, _): (&str, Column, &str)| {
        let (physical, converted, repetition) = match column {
            Column::Text(_) => (Physical::BYTE_ARRAY, ConvertedType::UTF8, Repetition::REQUIRED),
            Column::Maybe(_) => (Physical::BYTE_ARRAY, ConvertedType::UTF8, Repetition::OPTIONAL),
            Column::Many(_) => (Physical::BYTE_ARRAY, ConvertedType::UTF8, Repetition::REPEATED),
            Column::Time(_) => (Physical::INT64, ConvertedType::TIMESTAMP_MILLIS, Repetition::REQUIRED),
            Column::MaybeTime(_) => (Physical::INT64, ConvertedType::TIMESTAMP_MILLIS, Repetition::OPTIONAL),
            Column::Count(_) => (Physical::INT64, ConvertedType::NONE, Repetition::REQUIRED),
        };
        let builder = Type::primitive_type_builder(name, physical).with_repetition(repetition);
        Ok(Arc::new(builder.with_converted_type(converted).build()?))
    };
    let fields = COLUMNS.into_iter().map(column).collect::<Result<Vec<TypePtr>>>()?;
    Ok(Arc::new(Type::group_type_builder("post").with_fields(fields).build()?))
}

/// Bytes that are written here and taken there.
#[derive(Clone, Default)]
struct Shared(Arc<Mutex<Vec<u8>>>);

impl Shared {
    fn take(&self) -> Vec<u8> {
        std::mem::take(&mut *self.0.lock().unwrap_or_else(PoisonError::into_inner))
    }
}

impl Write for Shared {
    fn write(&mut self, bytes: &[u8]) -> std::io::Result<usize> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner).extend_from_slice(bytes);
        Ok(bytes.len())
    }

    fn flush(&mut self) -> std::io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use parquet::file::reader::{FileReader as _, SerializedFileReader};

    #[test]
    fn pieces_together_are_a_table() {
        let mut table = PostTable::new().unwrap();
        let mut bytes = table.take();
        for number in 0..5_000 {
            let tags = (0..number % 3).map(|tag| format!("tag{tag}")).collect();
            let edited_at = (number % 2 == 0).then_some(number);
            let text = format!("post {number}");
            table.add(PostRow { text, tags, edited_at, likes: number, ..PostRow::default() }).unwrap();
            bytes.extend(table.take());
        }
        let early = bytes.len();
        bytes.extend(table.finish().unwrap());
        assert!(early > 4 && early < bytes.len(), "groups are written as they are full");
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        let rows: Vec<_> = reader.get_row_iter(None).unwrap().map(|row| row.unwrap().to_string()).collect();
        assert_eq!(rows.len(), 5_000);
        assert!(
            rows[4_001].contains("post 4001") && rows[4_001].contains("[\"tag0\", \"tag1\"]"),
            "{}",
            rows[4_001]
        );
        assert!(rows[3].contains("edited_at: null") && rows[3].contains("tags: []"), "{}", rows[3]);
    }

    #[test]
    fn nobody_wrote_nothing_is_a_table_too() {
        let bytes = PostTable::new().unwrap().finish().unwrap();
        let reader = SerializedFileReader::new(bytes::Bytes::from(bytes)).unwrap();
        assert_eq!(reader.metadata().file_metadata().num_rows(), 0);
    }
}
