//! A form as it came: names with their values, some more than once.

use crate::problem::{Problem, Result};
use axum::extract::Multipart;
use model::limits::REQUEST_ITEMS;
use serde::Deserialize;

/// What was sent.
#[derive(Deserialize, Default)]
#[serde(transparent)]
pub(crate) struct Sent(Vec<(String, String)>);

impl Sent {
    /// The first value of a field, or nothing.
    pub(crate) fn of(&self, name: &str) -> &str {
        self.0.iter().find(|(key, _)| key == name).map_or("", |(_, value)| value)
    }

    /// Whether a box was ticked.
    pub(crate) fn has(&self, name: &str) -> bool {
        self.0.iter().any(|(key, _)| key == name)
    }

    /// All values of a field.
    pub(crate) fn all<'s>(&'s self, name: &'s str) -> impl Iterator<Item = &'s str> {
        self.0.iter().filter(move |(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// Fields whose name begins with `start`: the rest of the name, and the value.
    pub(crate) fn beginning<'s>(&'s self, start: &'s str) -> impl Iterator<Item = (&'s str, &'s str)> {
        self.0.iter().filter_map(move |(key, value)| Some((key.strip_prefix(start)?, value.as_str())))
    }

    /// All fields in their order.
    pub(crate) fn into_pairs(self) -> impl Iterator<Item = (String, String)> {
        self.0.into_iter()
    }

    /// The proof that the form is from a page of ours.
    pub(crate) fn token(&self) -> &str {
        self.of("csrf")
    }

    /// A form with files: its fields, and the bytes of each file that was chosen.
    pub(crate) async fn with_files(
        mut form: Multipart,
        files: &[&str],
    ) -> Result<(Self, Vec<(String, Vec<u8>)>)> {
        let (mut sent, mut found) = (Self::default(), Vec::new());
        while let Some(field) = form.next_field().await? {
            let name = field.name().unwrap_or_default().to_owned();
            if sent.0.len() + found.len() >= REQUEST_ITEMS {
                return Err(Problem::Wrong);
            }
            if files.contains(&name.as_str()) {
                let bytes = field.bytes().await?;
                if !bytes.is_empty() {
                    found.push((name, bytes.to_vec()));
                }
            } else {
                sent.0.push((name, lines(&field.text().await?)));
            }
        }
        Ok((sent, found))
    }
}

impl FromIterator<(String, String)> for Sent {
    fn from_iter<I: IntoIterator<Item = (String, String)>>(pairs: I) -> Self {
        Self(pairs.into_iter().collect())
    }
}

/// Browsers end lines with two characters; here one is enough.
fn lines(text: &str) -> String {
    text.replace("\r\n", "\n")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_found_by_name() {
        let sent: Sent = serde_urlencoded::from_str("a=1&b=&a=2&word-7=x").unwrap();
        assert_eq!((sent.of("a"), sent.of("c")), ("1", ""));
        assert!(sent.has("b") && !sent.has("c"));
        assert_eq!(sent.all("a").collect::<Vec<_>>(), ["1", "2"]);
        assert_eq!(lines("a\r\nb\n"), "a\nb\n");
        assert_eq!(sent.beginning("word-").collect::<Vec<_>>(), [("7", "x")]);
    }
}
