//! The settings file: TOML, one key a setting, each value with the line it stands on.

use super::table::{named, nearest};
use std::fmt;
use std::path::{Path, PathBuf};
use toml::de::{DeTable, DeValue};

/// A value in a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    pub name: &'static str,
    pub text: String,
    pub at: Place,
}

/// A line of a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    pub file: PathBuf,
    pub line: usize,
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}", self.file.display(), self.line)
    }
}

/// Reads a file's text.
pub fn read(file: &Path, text: &str) -> anyhow::Result<Vec<Entry>> {
    let place = |offset: usize| Place {
        file: file.to_owned(),
        line: text.get(..offset).unwrap_or(text).matches('\n').count() + 1,
    };
    let table = DeTable::parse(text).map_err(|error| {
        let at = place(error.span().map_or(0, |span| span.start));
        anyhow::anyhow!("{at}: this is not TOML: {}", error.message())
    })?;
    let mut entries = Vec::new();
    for (key, value) in table.get_ref() {
        let at = place(key.span().start);
        let name: &str = key.get_ref();
        let setting = named(name).ok_or_else(|| unknown(&at.to_string(), name, str::to_owned))?;
        let Some(mut text) = as_text(value.get_ref()) else {
            anyhow::bail!("{at}: {name} must be {}", setting.expected);
        };
        if setting.is_path && !text.is_empty() {
            // What a file names is found from the file, wherever the program was started.
            text = file.parent().unwrap_or(Path::new("")).join(&text).display().to_string();
        }
        entries.push(Entry { name: setting.name, text, at });
    }
    Ok(entries)
}

/// A name that is none, told with the one that may be meant.
pub fn unknown(place: &str, name: &str, as_typed: impl Fn(&str) -> String) -> anyhow::Error {
    match nearest(name) {
        Some(near) => {
            anyhow::anyhow!(
                "{place}: there is no setting {}; did you mean {}?",
                as_typed(name),
                as_typed(near)
            )
        }
        None => {
            anyhow::anyhow!("{place}: there is no setting {}; `braise config` lists them", as_typed(name))
        }
    }
}

fn as_text(value: &DeValue<'_>) -> Option<String> {
    match value {
        DeValue::String(text) => Some(text.to_string()),
        DeValue::Integer(number) => Some(number.as_str().replace('_', "")),
        DeValue::Boolean(yes) => Some(if *yes { "on" } else { "off" }.to_owned()),
        DeValue::Array(items) => items
            .iter()
            .map(|item| as_text(item.get_ref()))
            .collect::<Option<Vec<_>>>()
            .map(|items| items.join(", ")),
        _ => None,
    }
}
