//! The models of the settings: the first stands among them, further ones in a file of their own.

use super::load::{Source, Values, first_line};
use super::table::Settings;
use super::value::{ModelUrl, Provider, Value};
use anyhow::Context as _;
use app::{ModelConfig, ModelProfile, ModelSettings, Secret};
use std::path::Path;
use std::time::Duration;
use toml::de::{DeTable, DeValue};

/// What a section of the file may hold.
const KEYS: [&str; 7] = ["provider", "url", "model", "key", "key_file", "price_sent", "price_came"];

/// Whether a setting is about models alone: a wrong one stands in nobody's way but theirs.
pub(super) fn is_about(name: &str) -> bool {
    name.starts_with("model")
}

/// The first model and the further ones, or what is wrong with the settings about them.
pub(super) fn read(settings: &Settings, chosen: &Values) -> anyhow::Result<Vec<ModelConfig>> {
    let at = |name: &str| chosen.get(name).map_or(Source::Default, |(_, source)| source.clone());
    let first = first(settings).with_context(|| at("model_provider").to_string());
    let mut models: Vec<ModelConfig> = first.map_err(in_one)?.into_iter().collect();
    let Some(file) = &settings.models_file else { return Ok(models) };
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("{}: the file {} cannot be read", at("models_file"), file.display()))
        .map_err(in_one)?;
    for model in further(settings, file, &text)? {
        anyhow::ensure!(
            models.iter().all(|known| known.name != model.name),
            "{}: the name {} stands for two models",
            file.display(),
            model.name
        );
        models.push(model);
    }
    Ok(models)
}

/// An error and its place as one sentence.
fn in_one(error: anyhow::Error) -> anyhow::Error {
    anyhow::anyhow!("{error:#}")
}

fn first(settings: &Settings) -> anyhow::Result<Option<ModelConfig>> {
    let Some(Provider(profile)) = settings.model_provider else { return Ok(None) };
    let model = settings.model_name.clone();
    let model = model.context("model_provider needs model_name: say which of its models to ask")?;
    let base = settings.model_url.as_ref().map_or_else(|| profile.base.to_owned(), |url| url.0.clone());
    anyhow::ensure!(!base.is_empty(), "model_provider other needs model_url: say where it is");
    let key = match (&settings.model_key, &settings.model_key_file) {
        (Some(_), Some(_)) => anyhow::bail!("model_key and model_key_file say the same: set one of them"),
        (None, Some(file)) => Some(first_line("model key", file)?),
        (key, None) => key.clone(),
    };
    let prices = (settings.model_price_sent.0, settings.model_price_came.0);
    Ok(Some(config(settings, profile.name.to_owned(), profile, base, model, key, prices)))
}

fn config(
    settings: &Settings,
    name: String,
    profile: ModelProfile,
    base: String,
    model: String,
    key: Option<Secret>,
    (price_sent, price_came): (u32, u32),
) -> ModelConfig {
    ModelConfig {
        moderates: settings.model_moderations,
        embeddings: settings.model_embeddings.clone(),
        name,
        settings: ModelSettings {
            profile,
            base,
            model,
            key: key.map(|key| key.reveal().to_owned()),
            private: settings.model_private,
            responses: settings.model_responses,
            patience: Duration::from_secs(u64::from(settings.model_seconds.0)),
            user_agent: String::new(),
        },
        member_tokens: i64::from(settings.model_tokens_member.0),
        member_cost: i64::from(settings.model_cost_member.0) * 10_000,
        all_tokens: i64::from(settings.model_tokens_all.0),
        all_cost: i64::from(settings.model_cost_all.0) * 10_000,
        price_sent,
        price_came,
    }
}

/// The models of a file: a section each, named as members choose it.
fn further(settings: &Settings, file: &Path, text: &str) -> anyhow::Result<Vec<ModelConfig>> {
    let place = |offset: usize| {
        let line = text.get(..offset).unwrap_or(text).matches('\n').count() + 1;
        format!("{}:{line}", file.display())
    };
    let table = DeTable::parse(text).map_err(|error| {
        let at = place(error.span().map_or(0, |span| span.start));
        anyhow::anyhow!("{at}: this is not TOML: {}", error.message())
    })?;
    let mut models = Vec::new();
    for (name, section) in table.get_ref() {
        let at = place(name.span().start);
        let name: &str = name.get_ref();
        anyhow::ensure!(!matches!(name, "default" | "none" | ""), "{at}: no model can be called {name:?}");
        let DeValue::Table(section) = section.get_ref() else {
            anyhow::bail!("{at}: {name} must be a section with provider and model");
        };
        let mut texts: Vec<(&str, String, String)> = Vec::new();
        for (key, value) in section {
            let (line, key) = (place(key.span().start), key.get_ref().as_ref());
            anyhow::ensure!(KEYS.contains(&key), "{line}: {key} must be one of {}", KEYS.join(", "));
            let value = match value.get_ref() {
                DeValue::String(text) => text.to_string(),
                DeValue::Integer(number) => number.as_str().replace('_', ""),
                _ => anyhow::bail!("{line}: {key} must be a text or a number"),
            };
            texts.push((key, value, line));
        }
        models.push(section_config(settings, file, name, &at, &texts)?);
    }
    Ok(models)
}

fn section_config(
    settings: &Settings,
    file: &Path,
    name: &str,
    at: &str,
    texts: &[(&str, String, String)],
) -> anyhow::Result<ModelConfig> {
    let of = |key: &str| texts.iter().find(|(name, ..)| *name == key);
    let text = |key: &str| of(key).map(|(_, text, _)| text.clone()).filter(|text| !text.is_empty());
    let line = |key: &str| of(key).map_or(at, |(.., line)| line.as_str());
    let provider = text("provider").with_context(|| format!("{at}: {name} needs provider"))?;
    let wrong = || format!("{}: provider must be {}", line("provider"), <Option<Provider>>::EXPECTED);
    let profile = ModelProfile::named(&provider).with_context(wrong)?;
    let base = match text("url") {
        None => profile.base.to_owned(),
        Some(url) => {
            let wrong = || format!("{}: url must be {}", line("url"), <Option<ModelUrl>>::EXPECTED);
            <Option<ModelUrl>>::read(&url).flatten().with_context(wrong)?.0
        }
    };
    anyhow::ensure!(!base.is_empty(), "{at}: {name} needs url: say where it is");
    let model = text("model").with_context(|| format!("{at}: {name} needs model"))?;
    let key = match (text("key"), text("key_file")) {
        (Some(_), Some(_)) => anyhow::bail!("{at}: key and key_file say the same: set one of them"),
        (None, Some(path)) => {
            let path = file.parent().unwrap_or(Path::new("")).join(path);
            Some(
                first_line("key", &path)
                    .map_err(|error| anyhow::anyhow!("{}: {error:#}", line("key_file")))?,
            )
        }
        (key, None) => key.map(|key| Secret::new(&key)),
    };
    let price = |key: &str| -> anyhow::Result<u32> {
        let Some(text) = text(key) else { return Ok(0) };
        let wrong = || format!("{}: {key} must be a whole number from 0 to 1000000", line(key));
        text.parse().ok().filter(|price| *price <= 1_000_000).with_context(wrong)
    };
    let prices = (price("price_sent")?, price("price_came")?);
    Ok(config(settings, name.to_owned(), profile, base, model, key, prices))
}
