//! `braise config`.

use crate::cli::Places;
use crate::out;
use crate::settings::Loaded;
use serde_json::{Value, json};

pub fn run(loaded: &Loaded, places: &Places) -> anyhow::Result<()> {
    let rows = loaded
        .listing()
        .map(|(setting, text, source)| (setting, effective(loaded, setting.name, text), source));
    if places.json {
        let all: Vec<Value> = rows
            .map(|(setting, text, source)| {
                json!({
                    "name": setting.name, "value": text, "source": source.to_string(),
                    "default": setting.default, "expects": setting.expected, "meaning": setting.meaning,
                })
            })
            .collect();
        out::json(&Value::from(all));
        return Ok(());
    }
    for (setting, text, source) in rows {
        out::line(format!("{} = {text:?}  ({source})", setting.name));
        out::line(format!("    {}", setting.meaning));
    }
    Ok(())
}

/// What a setting that nobody set comes to, where it follows from others.
fn effective(loaded: &Loaded, name: &str, text: String) -> String {
    match name {
        "data" => loaded.data.display().to_string(),
        "database" if text.is_empty() => loaded.database(),
        "url" if text.is_empty() => crate::server::public_url(&loaded.settings, loaded.settings.listen),
        _ => text,
    }
}
