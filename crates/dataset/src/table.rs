//! Rows as Parquet: columns in the order of [`Row`], zstd, the same bytes for the same rows.

use crate::error::{Error, Result};
use crate::files::Reading;
use crate::row::Row;
use parquet::basic::{Compression, ConvertedType, Repetition, Type as Physical, ZstdLevel};
use parquet::data_type::{BoolType, ByteArray, ByteArrayType, DoubleType, Int64Type};
use parquet::file::properties::{EnabledStatistics, WriterProperties};
use parquet::file::reader::{FileReader as _, SerializedFileReader};
use parquet::file::writer::{SerializedColumnWriter, SerializedFileWriter};
use parquet::record::RowAccessor as _;
use parquet::schema::types::{Type, TypePtr};
use std::io::{Read as _, Write};
use std::sync::Arc;

/// Rows in a group: what a reader has to hold, and the writer.
pub const GROUP_ROWS: usize = 10_000;
/// Bytes of text after which a group is closed earlier.
pub const GROUP_BYTES: usize = 32 << 20;
const ZSTD_LEVEL: i32 = 3;

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Column {
    /// UTF-8.
    Text,
    /// 64 bits.
    Integer,
    /// 64 bits.
    Number,
    /// Yes or no.
    Flag,
}

/// The columns.
pub const COLUMNS: [(&str, Column, &str); 15] = [
    ("id", Column::Text, "Name of the row, unique within this release"),
    (
        "text",
        Column::Text,
        "The texts of the thread or post, an empty line between two, personal data replaced",
    ),
    ("url", Column::Text, "Where the server says whether the row still stands or was withdrawn"),
    ("date", Column::Text, "Day of the first post, UTC"),
    ("language", Column::Text, "Language, ISO 639-1"),
    ("language_score", Column::Number, "How sure the language is, 0 to 1"),
    ("token_count", Column::Integer, "Words and marks of punctuation, about as many as a tokenizer makes"),
    ("kind", Column::Text, "thread or post"),
    ("author", Column::Text, "Pseudonym of the first author, valid in this release only"),
    ("authors", Column::Integer, "How many people wrote the row"),
    (
        "turns",
        Column::Text,
        "JSON: pseudonym, answered turn, place in the text (characters) and AI flag of each post",
    ),
    ("ai_generated", Column::Flag, "Whether a model wrote some of it, as its authors say"),
    ("licence", Column::Text, "Under what the row is given"),
    ("consent_version", Column::Text, "Versions of the terms the authors agreed under"),
    ("consent", Column::Text, "SHA-256 over the hashes of the consent ledger's entries"),
];

/// Writes one file of rows.
pub struct TableWriter<W: Write + Send> {
    file: SerializedFileWriter<W>,
    rows: Vec<Row>,
    bytes: usize,
}

impl<W: Write + Send> std::fmt::Debug for TableWriter<W> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("TableWriter").field("rows", &self.rows.len()).finish_non_exhaustive()
    }
}

impl<W: Write + Send> TableWriter<W> {
    /// Into `to`.
    pub fn new(to: W) -> Result<Self> {
        let properties = WriterProperties::builder()
            // Else the writer's version would be part of the bytes.
            .set_created_by("braise".to_owned())
            .set_compression(Compression::ZSTD(ZstdLevel::try_new(ZSTD_LEVEL)?))
            .set_statistics_enabled(EnabledStatistics::Chunk)
            .build();
        let file = SerializedFileWriter::new(to, schema()?, Arc::new(properties))?;
        Ok(Self { file, rows: Vec::new(), bytes: 0 })
    }

    /// Adds a row.
    pub fn add(&mut self, row: Row) -> Result<()> {
        self.bytes += row.text.len();
        self.rows.push(row);
        if self.rows.len() >= GROUP_ROWS || self.bytes >= GROUP_BYTES {
            self.group()?;
        }
        Ok(())
    }

    /// Writes what waits, and the end of the file; gives back what was written into.
    pub fn finish(mut self) -> Result<W> {
        if !self.rows.is_empty() {
            self.group()?;
        }
        Ok(self.file.into_inner()?)
    }

    fn group(&mut self) -> Result<()> {
        let rows = std::mem::take(&mut self.rows);
        self.bytes = 0;
        let mut group = self.file.next_row_group()?;
        let mut at = 0;
        while let Some(mut column) = group.next_column()? {
            write_column(&mut column, at, &rows)?;
            column.close()?;
            at += 1;
        }
        group.close()?;
        Ok(())
    }
}

fn write_column(column: &mut SerializedColumnWriter<'_>, at: usize, rows: &[Row]) -> Result<()> {
    match COLUMNS[at].1 {
        Column::Text => {
            let values: Vec<ByteArray> = rows.iter().map(|row| ByteArray::from(text_of(row, at))).collect();
            column.typed::<ByteArrayType>().write_batch(&values, None, None)?;
        }
        Column::Integer => {
            let pick = |row: &Row| if at == 6 { row.token_count } else { row.authors };
            let values: Vec<i64> = rows.iter().map(pick).collect();
            column.typed::<Int64Type>().write_batch(&values, None, None)?;
        }
        Column::Number => {
            let values: Vec<f64> = rows.iter().map(|row| row.language_score).collect();
            column.typed::<DoubleType>().write_batch(&values, None, None)?;
        }
        Column::Flag => {
            let values: Vec<bool> = rows.iter().map(|row| row.ai_generated).collect();
            column.typed::<BoolType>().write_batch(&values, None, None)?;
        }
    }
    Ok(())
}

fn text_of(row: &Row, at: usize) -> &str {
    match at {
        0 => &row.id,
        1 => &row.text,
        2 => &row.url,
        3 => &row.date,
        4 => &row.language,
        7 => &row.kind,
        8 => &row.author,
        10 => &row.turns,
        12 => &row.licence,
        13 => &row.consent_version,
        _ => &row.consent,
    }
}

fn schema() -> Result<TypePtr> {
    let column = |(name, column, _): (&str, Column, &str)| {
        let (physical, converted) = match column {
            Column::Text => (Physical::BYTE_ARRAY, ConvertedType::UTF8),
            Column::Integer => (Physical::INT64, ConvertedType::NONE),
            Column::Number => (Physical::DOUBLE, ConvertedType::NONE),
            Column::Flag => (Physical::BOOLEAN, ConvertedType::NONE),
        };
        let builder = Type::primitive_type_builder(name, physical).with_repetition(Repetition::REQUIRED);
        Ok(Arc::new(builder.with_converted_type(converted).build()?))
    };
    let fields = COLUMNS.into_iter().map(column).collect::<Result<Vec<TypePtr>>>()?;
    Ok(Arc::new(Type::group_type_builder("row").with_fields(fields).build()?))
}

/// Shows each row of a file, in order. The file, compressed as it is, is held in memory.
pub fn read(mut file: Reading, mut to: impl FnMut(Row) -> Result<()>) -> Result<()> {
    let mut bytes = Vec::new();
    file.read_to_end(&mut bytes)?;
    let reader = SerializedFileReader::new(parquet_bytes(bytes))?;
    for row in reader.get_row_iter(None)? {
        to(from_record(&row?)?)?;
    }
    Ok(())
}

fn parquet_bytes(bytes: Vec<u8>) -> bytes::Bytes {
    bytes.into()
}

fn from_record(record: &parquet::record::Row) -> Result<Row> {
    let names: Vec<&str> = record.get_column_iter().map(|(name, _)| name.as_str()).collect();
    if names != COLUMNS.map(|(name, ..)| name) {
        return Err(Error::Wrong("a Parquet file has other columns than this version writes".to_owned()));
    }
    let text = |at: usize| record.get_string(at).cloned();
    Ok(Row {
        id: text(0)?,
        text: text(1)?,
        url: text(2)?,
        date: text(3)?,
        language: text(4)?,
        language_score: record.get_double(5)?,
        token_count: record.get_long(6)?,
        kind: text(7)?,
        author: text(8)?,
        authors: record.get_long(9)?,
        turns: text(10)?,
        ai_generated: record.get_bool(11)?,
        licence: text(12)?,
        consent_version: text(13)?,
        consent: text(14)?,
    })
}
