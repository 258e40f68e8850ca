//! Long arrays of JSON, an element at a time.

use crate::ArchiveError;
use serde::de::{DeserializeSeed, Error as _, IgnoredAny, MapAccess, SeqAccess, Visitor};
use serde_json::Value;
use std::cell::Cell;
use std::fmt;
use std::io::{self, BufReader, Read};
use std::ops::ControlFlow;
use std::rc::Rc;

/// What an element may weigh besides what is read ahead.
const AHEAD: usize = 64 * 1024;

/// How reading a file ended, when it did not end well.
pub(crate) enum Broken {
    /// The one who asked has had enough.
    Off,
    /// It is not JSON from here on: after so many elements, for this reason.
    After(usize, String),
}

/// Hands each element of the arrays in a document to `each`: of the document itself where it is an
/// array, or of its members named in `keys`, however deep they stand in objects. Elements are
/// bounded in size by `most` bytes.
pub(crate) fn elements(
    from: impl Read,
    keys: &[&str],
    most: u64,
    each: &mut dyn FnMut(&str, Value) -> ControlFlow<()>,
) -> Result<usize, Broken> {
    let left = Rc::new(Cell::new(most + AHEAD as u64));
    let reader = BufReader::with_capacity(AHEAD, Metered { inner: from, left: Rc::clone(&left) });
    let mut counted = Counted { each, left, most: most + AHEAD as u64, count: 0, off: false };
    let mut document = serde_json::Deserializer::from_reader(reader);
    let outcome = Inside { keys, key: "", to: &mut counted }.deserialize(&mut document);
    match outcome {
        _ if counted.off => Err(Broken::Off),
        Ok(()) => Ok(counted.count),
        Err(error) => Err(Broken::After(counted.count, error.to_string())),
    }
}

/// A small document, whole.
pub(crate) fn whole(from: impl Read, most: u64) -> Result<Value, String> {
    let mut bytes = Vec::new();
    from.take(most).read_to_end(&mut bytes).map_err(|error| error.to_string())?;
    serde_json::from_slice(&bytes).map_err(|error| error.to_string())
}

/// The script X wraps its arrays in is cut at the first bracket; nothing is evaluated.
pub(crate) fn skip_to_array<R: Read>(from: R) -> Result<impl Read, ArchiveError> {
    let mut reader = BufReader::new(from);
    let mut byte = [0];
    for _ in 0..4_096 {
        reader.read_exact(&mut byte).map_err(|_| ArchiveError::Damaged)?;
        if byte == *b"[" {
            return Ok(io::Cursor::new(*b"[").chain(reader));
        }
    }
    Err(ArchiveError::Damaged)
}

/// A reader that gives up when an element grows too large.
struct Metered<R> {
    inner: R,
    left: Rc<Cell<u64>>,
}

impl<R: Read> Read for Metered<R> {
    fn read(&mut self, into: &mut [u8]) -> io::Result<usize> {
        let read = self.inner.read(into)?;
        match self.left.get().checked_sub(read as u64) {
            Some(left) => self.left.set(left),
            None => return Err(io::Error::other("an item is larger than any may be")),
        }
        Ok(read)
    }
}

struct Counted<'e> {
    each: &'e mut dyn FnMut(&str, Value) -> ControlFlow<()>,
    left: Rc<Cell<u64>>,
    most: u64,
    count: usize,
    off: bool,
}

/// A value in which arrays are looked for.
struct Inside<'k, 'c, 'e> {
    keys: &'k [&'k str],
    key: &'k str,
    to: &'c mut Counted<'e>,
}

impl<'de> DeserializeSeed<'de> for Inside<'_, '_, '_> {
    type Value = ();

    fn deserialize<D: serde::Deserializer<'de>>(self, from: D) -> Result<(), D::Error> {
        from.deserialize_any(self)
    }
}

impl<'de> Visitor<'de> for Inside<'_, '_, '_> {
    type Value = ();

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("an array, or an object with one")
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut list: A) -> Result<(), A::Error> {
        while let Some(element) = list.next_element::<Value>()? {
            self.to.count += 1;
            self.to.left.set(self.to.most);
            if (self.to.each)(self.key, element).is_break() {
                self.to.off = true;
                return Err(A::Error::custom("broken off"));
            }
        }
        Ok(())
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<(), A::Error> {
        while let Some(key) = map.next_key::<String>()? {
            match self.keys.iter().find(|known| **known == key) {
                Some(key) => map.next_value_seed(Inside { keys: self.keys, key, to: &mut *self.to })?,
                None => {
                    map.next_value::<IgnoredAny>()?;
                    self.to.left.set(self.to.most);
                }
            }
        }
        Ok(())
    }

    fn visit_unit<E>(self) -> Result<(), E> {
        Ok(())
    }

    fn visit_str<E>(self, _: &str) -> Result<(), E> {
        Ok(())
    }

    fn visit_bool<E>(self, _: bool) -> Result<(), E> {
        Ok(())
    }

    fn visit_i64<E>(self, _: i64) -> Result<(), E> {
        Ok(())
    }

    fn visit_u64<E>(self, _: u64) -> Result<(), E> {
        Ok(())
    }

    fn visit_f64<E>(self, _: f64) -> Result<(), E> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn read(text: &str, keys: &[&str]) -> (Vec<String>, Option<usize>) {
        let mut found = Vec::new();
        let ended = elements(text.as_bytes(), keys, 1_000, &mut |key, value| {
            found.push(format!("{key}:{value}"));
            ControlFlow::Continue(())
        });
        (found, ended.err().map(|broken| if let Broken::After(count, _) = broken { count } else { 0 }))
    }

    #[test]
    fn arrays_are_found_where_they_stand() {
        assert_eq!(read("[1,{\"a\":2}]", &[]), (vec![":1".to_owned(), ":{\"a\":2}".to_owned()], None));
        let (found, ended) = read(
            "{\"x\":{\"deep\":[9]},\"items\":[1,2],\"n\":null,\"list\":{\"items\":[3]}}",
            &["items", "list"],
        );
        assert_eq!((found.join(" "), ended), ("items:1 items:2 items:3".to_owned(), None));
    }

    #[test]
    fn what_was_read_before_a_break_counts() {
        assert_eq!(read("[1,2,{\"a\":", &[]), (vec![":1".to_owned(), ":2".to_owned()], Some(2)));
        let deep = "[".repeat(100_000);
        assert_eq!(read(&deep, &[]).1, Some(0));
    }

    #[test]
    fn an_element_without_end_is_given_up() {
        let large = format!("[1,\"{}\"]", "x".repeat(10 * AHEAD));
        assert_eq!(read(&large, &[]), (vec![":1".to_owned()], Some(1)));
        let many = format!("[{}0]", "\"0123456789\",".repeat(100_000));
        assert_eq!(read(&many, &[]).0.len(), 100_001);
    }

    #[test]
    fn a_script_is_cut_at_its_array() {
        let mut text = String::new();
        skip_to_array(&b"window.YTD.tweets.part0 = [1]"[..]).unwrap().read_to_string(&mut text).unwrap();
        assert_eq!(text, "[1]");
        assert!(skip_to_array(&b"alert(1)"[..]).is_err());
    }
}
