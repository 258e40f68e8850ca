//! What one release has and another has not. Names differ from release to release, so rows are told by
//! their texts.

use super::verify::manifest;
use crate::error::Result;
use crate::files::Files;
use crate::hash::sha256;
use crate::table;
use serde::Serialize;
use std::collections::HashMap;

/// What has changed.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Diff {
    /// The names, in the older release, of rows the newer one has not.
    pub removed: Vec<String>,
    /// The names, in the newer release, of rows the older one had not.
    pub added: Vec<String>,
    /// Rows in both.
    pub same: u64,
}

/// From `old` to `new`. Sixteen bytes and a name of each row are held in memory.
pub fn diff(old: &dyn Files, new: &dyn Files) -> Result<Diff> {
    let mut before: HashMap<[u8; 16], (String, bool)> = HashMap::new();
    each(old, |key, id| {
        before.insert(key, (id, false));
    })?;
    let mut diff = Diff::default();
    each(new, |key, id| match before.get_mut(&key) {
        Some((_, found)) => {
            *found = true;
            diff.same += 1;
        }
        None => diff.added.push(id),
    })?;
    diff.removed = before.into_values().filter(|(_, found)| !found).map(|(id, _)| id).collect();
    diff.removed.sort();
    diff.added.sort();
    Ok(diff)
}

fn each(files: &dyn Files, mut to: impl FnMut([u8; 16], String)) -> Result<()> {
    for file in manifest(files)?.files.iter().filter(|file| file.name.ends_with(".parquet")) {
        table::read(files.open(&file.name)?, |row| {
            let hash = sha256(&[row.text.as_bytes()]);
            let mut key = [0; 16];
            key.copy_from_slice(&hash[..16]);
            to(key, row.id);
            Ok(())
        })?;
    }
    Ok(())
}
