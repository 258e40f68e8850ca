//! Models: the settings about them can be read, those that answer and the one that makes pictures.

use super::Finding;
use crate::settings::Loaded;

/// The one that makes pictures.
pub fn check_painter(loaded: &Loaded) -> Finding {
    match loaded.painter() {
        Ok(None) => Finding::well("pictures", "no model: they are drawn by rules"),
        Ok(Some(painter)) => Finding::well("pictures", format!("made by {}", painter.settings.model)),
        Err(error) => {
            Finding::failure("pictures", error.to_string(), "correct it: the server does not start with it")
        }
    }
}

/// Those that answer.
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
