//! JSON put together from values and from JSON that was written before.

use serde::Serialize;

/// An object under way.
pub(crate) struct Object(Vec<u8>);

impl Object {
    pub(crate) fn new() -> Self {
        Self(vec![b'{'])
    }

    /// With a value; one that cannot be written is null.
    pub(crate) fn with(mut self, name: &'static str, value: impl Serialize) -> Self {
        self.name(name);
        let start = self.0.len();
        if serde_json::to_writer(&mut self.0, &value).is_err() {
            self.0.truncate(start);
            self.0.extend_from_slice(b"null");
        }
        self
    }

    /// With JSON that was written before; without any, null.
    pub(crate) fn written(mut self, name: &'static str, json: Option<&[u8]>) -> Self {
        self.name(name);
        self.0.extend_from_slice(json.unwrap_or(b"null"));
        self
    }

    pub(crate) fn end(mut self) -> Vec<u8> {
        self.0.push(b'}');
        self.0
    }

    fn name(&mut self, name: &'static str) {
        if self.0.len() > 1 {
            self.0.push(b',');
        }
        self.0.push(b'"');
        self.0.extend_from_slice(name.as_bytes());
        self.0.extend_from_slice(b"\":");
    }
}

/// An array of JSON that was written before.
pub(crate) fn array<T: AsRef<[u8]>>(items: impl IntoIterator<Item = T>) -> Vec<u8> {
    let mut out = vec![b'['];
    for item in items {
        if out.len() > 1 {
            out.push(b',');
        }
        out.extend_from_slice(item.as_ref());
    }
    out.push(b']');
    out
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    #[test]
    fn what_is_put_together_is_what_serde_would_write() {
        let inner = Object::new().with("a", "quo\"te").with("b", None::<i64>).end();
        let whole = Object::new().with("id", 7).written("in", Some(&inner)).written("no", None).end();
        let value: Value = serde_json::from_slice(&whole).unwrap();
        assert_eq!(value, json!({ "id": 7, "in": { "a": "quo\"te", "b": null }, "no": null }));
        assert_eq!(array([b"1", b"2"]), b"[1,2]");
        assert_eq!((array::<Vec<u8>>([]), Object::new().end()), (b"[]".to_vec(), b"{}".to_vec()));
    }
}
