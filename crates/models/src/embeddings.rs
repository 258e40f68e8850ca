//! Vectors of texts.

use crate::{Client, Error};
use serde_json::{Value, json};

/// Texts of one request.
pub const AT_ONCE: usize = 64;

impl Client {
    /// A vector for each text, all of one length. Vectors of different models say nothing to each other.
    pub async fn embed(
        &self,
        model: &str,
        texts: &[String],
        dice: impl Fn() -> f64 + Send + Sync,
    ) -> Result<Vec<Vec<f32>>, Error> {
        if !self.profile().embeddings {
            return Err(Error::Unable("vectors of texts"));
        }
        let body = json!({ "model": model, "input": texts, "encoding_format": "float" });
        read(&self.whole("embeddings", &body, &dice).await?, texts.len())
    }
}

fn read(body: &[u8], count: usize) -> Result<Vec<Vec<f32>>, Error> {
    let body: Value = serde_json::from_slice(body).map_err(|_| Error::Malformed("it is no JSON"))?;
    let data = body.get("data").and_then(Value::as_array).ok_or(Error::Malformed("it has no data"))?;
    let mut vectors: Vec<Vec<f32>> = vec![Vec::new(); count];
    for (place, one) in data.iter().enumerate() {
        let index = one.get("index").and_then(Value::as_u64).and_then(|index| usize::try_from(index).ok());
        let vector =
            one.get("embedding").and_then(Value::as_array).ok_or(Error::Malformed("a vector is none"))?;
        #[allow(clippy::cast_possible_truncation)] // that is the precision they have
        let numbers = vector.iter().map(|number| number.as_f64().map(|number| number as f32));
        let numbers: Option<Vec<f32>> = numbers.collect();
        let slot =
            vectors.get_mut(index.unwrap_or(place)).ok_or(Error::Malformed("it has too many vectors"))?;
        *slot = numbers.ok_or(Error::Malformed("a vector is none"))?;
    }
    let length = vectors.first().map_or(0, Vec::len);
    if length == 0 || vectors.iter().any(|vector| vector.len() != length) {
        return Err(Error::Malformed("its vectors do not belong together"));
    }
    Ok(vectors)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn vectors_are_read_by_their_number() {
        let body = br#"{"data":[{"index":1,"embedding":[0,1]},{"index":0,"embedding":[1.5,0]}]}"#;
        assert_eq!(read(body, 2).unwrap(), [vec![1.5, 0.0], vec![0.0, 1.0]]);
        assert_eq!(read(br#"{"data":[{"embedding":[1]}]}"#, 1).unwrap(), [vec![1.0]]);
        for bad in [
            "{}",
            r#"{"data":[]}"#,
            r#"{"data":[{"embedding":[1]}]}x"#,
            r#"{"data":[{"embedding":[1]},{"embedding":[1,2]}]}"#,
            r#"{"data":[{"index":9,"embedding":[1]}]}"#,
            r#"{"data":[{"embedding":["a"]}]}"#,
        ] {
            assert!(matches!(read(bad.as_bytes(), 2), Err(Error::Malformed(_))), "{bad}");
        }
    }
}
