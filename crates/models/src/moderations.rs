//! What a provider's moderation says of a text: a hint for people, never a verdict.

use crate::{Client, Error};
use serde_json::{Value, json};

/// A hint about a text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Moderation {
    /// Whether the provider would object.
    pub flagged: bool,
    /// How sure it is of what, 0 to 1, the surest first.
    pub scores: Vec<(String, f64)>,
}

impl Client {
    /// What the provider's moderation says of a text.
    pub async fn moderate(
        &self,
        text: &str,
        dice: impl Fn() -> f64 + Send + Sync,
    ) -> Result<Moderation, Error> {
        if !self.profile().moderations {
            return Err(Error::Unable("moderation"));
        }
        read(&self.whole("moderations", &json!({ "input": text }), &dice).await?)
    }
}

fn read(body: &[u8]) -> Result<Moderation, Error> {
    let body: Value = serde_json::from_slice(body).map_err(|_| Error::Malformed("it is no JSON"))?;
    let result = body.pointer("/results/0").ok_or(Error::Malformed("it has no results"))?;
    let scores = result.get("category_scores").and_then(Value::as_object);
    let scores =
        scores.into_iter().flatten().filter_map(|(name, score)| Some((name.clone(), score.as_f64()?)));
    let mut scores: Vec<(String, f64)> = scores.filter(|(_, score)| (0.0..=1.0).contains(score)).collect();
    scores.sort_by(|one, other| other.1.total_cmp(&one.1));
    Ok(Moderation { flagged: result.get("flagged").and_then(Value::as_bool).unwrap_or(false), scores })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hints_are_read_the_surest_first() {
        let body = br#"{"results":[{"flagged":true,"category_scores":{"a":0.1,"b":0.9,"c":"x","d":7}}]}"#;
        let read = read(body).unwrap();
        assert!(read.flagged);
        assert_eq!(read.scores, [("b".to_owned(), 0.9), ("a".to_owned(), 0.1)]);
        assert_eq!(super::read(br#"{"results":[{}]}"#).unwrap(), Moderation::default());
        assert!(super::read(br#"{"results":[]}"#).is_err());
    }
}
