//! Opening what lies in the index's folder, or starting afresh.

use crate::error::Error;
use crate::schema;
use std::fs;
use std::path::Path;
use tantivy::directory::{Directory, INDEX_WRITER_LOCK, MmapDirectory};
use tantivy::schema::Schema;
use tantivy::{Index, IndexSettings};

/// The index in `folder`; a new, empty one when there is none, or one that cannot be used: of
/// another version, or damaged. It is a view, so nothing is lost.
pub(crate) fn open(folder: &Path, schema: &Schema, version: u32) -> Result<Index, Error> {
    let out_of_reach = |source| Error::Folder { folder: folder.to_owned(), source };
    fs::create_dir_all(folder).map_err(out_of_reach)?;
    if let Some(index) = usable(folder, schema)? {
        schema::register(&index, version);
        return Ok(index);
    }
    {
        // Whoever still writes to the old one keeps it.
        let _lock = directory(folder)?.acquire_lock(&INDEX_WRITER_LOCK).map_err(|_| Error::Busy)?;
        empty(folder).map_err(out_of_reach)?;
    }
    let index = Index::create(directory(folder)?, schema.clone(), IndexSettings::default())?;
    schema::register(&index, version);
    Ok(index)
}

fn usable(folder: &Path, schema: &Schema) -> Result<Option<Index>, Error> {
    if !Index::exists(&directory(folder)?).unwrap_or(false) {
        return Ok(None);
    }
    match Index::open(directory(folder)?) {
        Ok(index) if index.schema() == *schema && complete(&index) => Ok(Some(index)),
        Ok(_) => {
            tracing::info!(folder = %folder.display(), "search index of another version, starting afresh");
            Ok(None)
        }
        Err(error) => {
            tracing::warn!(folder = %folder.display(), %error, "damaged search index, starting afresh");
            Ok(None)
        }
    }
}

/// Whether every file the index names is there.
fn complete(index: &Index) -> bool {
    index
        .searchable_segments()
        .is_ok_and(|segments| segments.iter().all(|segment| tantivy::SegmentReader::open(segment).is_ok()))
}

fn directory(folder: &Path) -> Result<MmapDirectory, Error> {
    MmapDirectory::open(folder).map_err(|error| Error::from(tantivy::TantivyError::from(error)))
}

/// Removes the engine's files but for the lock we hold, and no folder someone may have put there.
fn empty(folder: &Path) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let lock = Path::new(&entry.file_name()) == INDEX_WRITER_LOCK.filepath;
        if !lock && entry.file_type()?.is_file() {
            fs::remove_file(entry.path())?;
        }
    }
    Ok(())
}
