//! Models: the settings about them can be read.

use super::Finding;
use crate::settings::Loaded;

pub fn check(loaded: &Loaded) -> Finding {
    match loaded.models() {
        Ok(models) if models.is_empty() => Finding::well("models", "none: answers are quotes alone"),
        Ok(models) => {
            let names: Vec<&str> = models.iter().map(|model| model.name.as_str()).collect();
            Finding::well("models", format!("members may ask {}", names.join(", ")))
        }
        Err(error) => {
            Finding::failure("models", error.to_string(), "correct it: the server does not start with it")
        }
    }
}
