//! The model that makes pictures, from the settings about it.

use super::load::first_line;
use super::table::Settings;
use super::value::Provider;
use anyhow::Context as _;
use app::{ModelSettings, PAINTERS, PainterConfig};
use std::time::Duration;

/// The model that makes pictures; none where rules draw them.
pub(super) fn painter(settings: &Settings) -> anyhow::Result<Option<PainterConfig>> {
    let Some(Provider(profile)) = settings.image_provider else { return Ok(None) };
    let known = PAINTERS.map(|painter| painter.profile);
    anyhow::ensure!(
        known.contains(&profile.name),
        "image_provider {} makes no pictures; those that do are {}",
        profile.name,
        known.join(", ")
    );
    let model = settings.image_model.clone();
    let model = model.context("image_provider needs image_model: say which of its models to ask")?;
    let base = match &settings.image_url {
        Some(url) => url.0.clone(),
        None => profile.base.to_owned(),
    };
    anyhow::ensure!(!base.is_empty(), "image_provider other needs image_url: say where it is");
    let key = match (&settings.image_key, &settings.image_key_file) {
        (Some(_), Some(_)) => anyhow::bail!("image_key and image_key_file say the same: set one of them"),
        (None, Some(file)) => Some(first_line("image key", file)?),
        (key, None) => key.clone(),
    };
    Ok(Some(PainterConfig {
        settings: ModelSettings {
            profile,
            base,
            model,
            key: key.map(|key| key.reveal().to_owned()),
            private: settings.image_private,
            patience: Duration::from_secs(u64::from(settings.image_seconds.0)),
            responses: false,
            user_agent: String::new(),
        },
        member_pictures: i64::from(settings.image_member.0),
        all_pictures: i64::from(settings.image_all.0),
    }))
}
