//! The few colours that stand where a picture will be, as part of the page: nothing more is asked
//! for, and nothing moves when the picture comes.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use quick_cache::sync::Cache;
use std::sync::Arc;

/// Veils kept; one takes about 300 bytes.
const KEPT: usize = 4_000;

/// Letters of the longest blurhash there can be: nine waves by nine.
const LONGEST: usize = 166;

/// Veils by the blurhash they show.
pub(crate) struct Veils(Cache<String, Option<Arc<str>>>);

impl Default for Veils {
    fn default() -> Self {
        Self(Cache::new(KEPT))
    }
}

impl Veils {
    /// The address of a blurhash's picture, which is the picture itself; nothing where it cannot be read.
    pub(crate) fn of(&self, blurhash: &str) -> Option<Arc<str>> {
        if blurhash.len() > LONGEST {
            return None;
        }
        if let Some(kept) = self.0.get(blurhash) {
            return kept;
        }
        let veil = media::placeholder(blurhash).ok().map(|png| address(&png));
        self.0.insert(blurhash.to_owned(), veil.clone());
        veil
    }
}

fn address(png: &[u8]) -> Arc<str> {
    format!("data:image/png;base64,{}", STANDARD.encode(png)).into()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_veil_is_small_and_made_once() {
        let veils = Veils::default();
        let hash = "LEHV6nWB2yk8pyo0adR*.7kCMdnj";
        let first = veils.of(hash).unwrap();
        assert!(first.starts_with("data:image/png;base64,iVBOR") && first.len() < 300, "{first}");
        assert!(Arc::ptr_eq(&first, &veils.of(hash).unwrap()));
        assert_eq!(veils.of("nonsense"), None);
    }
}
