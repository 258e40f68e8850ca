//! `braise config`.

use crate::cli::Places;
use crate::out;
use crate::settings::Loaded;
use serde_json::{Value, json};

pub fn run(loaded: &Loaded, places: &Places) -> anyhow::Result<()> {
    let rows = loaded.listing().map(|(setting, text, source)| {
        (setting, without_password(&effective(loaded, setting.name, text)), source)
    });
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
        "database" => loaded.database(),
        "url" if text.is_empty() => crate::server::public_url(&loaded.settings, loaded.settings.listen),
        _ => text,
    }
}

/// A database's address may hold its password, which is nobody's to read over a shoulder.
fn without_password(text: &str) -> String {
    match url::Url::parse(text) {
        Ok(mut url) if url.password().is_some() => {
            url.set_password(Some("…")).ok();
            url.to_string()
        }
        _ => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::without_password;

    #[test]
    fn passwords_are_not_shown() {
        assert!(!without_password("postgres://ada:secret@db/braise").contains("secret"));
        assert_eq!(without_password("sqlite:/data/braise.db"), "sqlite:/data/braise.db");
    }
}
