//! `braise serve`.

use super::{app_config, inside, make_data_folder, start_log};
use crate::settings::Loaded;
use crate::{out, server};
use app::{App, SystemClock};
use model::AccountId;
use std::sync::Arc;

pub fn run(loaded: &Loaded) -> anyhow::Result<()> {
    start_log(&loaded.settings.log.0);
    loaded.models()?;
    loaded.painter()?;
    make_data_folder(loaded)?;
    server::runtime()?.block_on(serve(loaded))
}

async fn serve(loaded: &Loaded) -> anyhow::Result<()> {
    // The address first: another server on it is found out before anything is touched.
    let listener = server::Listener::bind(&loaded.settings).await?;
    let config = app_config(loaded, listener.url().to_owned(), node(loaded));
    let app = App::open(config, Arc::new(SystemClock)).await.map_err(inside)?;
    app.move_in_assistant().await.map_err(inside)?;
    app.start_jobs();
    app.start_search();
    let site = server::site(app.clone(), &loaded.settings);
    out::line(format!("Braise is listening on {}", listener.address()));
    if app.members_after(AccountId(0), 1).await.map_err(inside)?.is_empty() {
        tell_how_to_begin(loaded);
    }
    listener.serve(site).await;
    app.close().await;
    Ok(())
}

fn node(loaded: &Loaded) -> u8 {
    u8::try_from(loaded.settings.node.0).unwrap_or_default()
}

/// Nobody lives here yet: how the first one comes in.
fn tell_how_to_begin(loaded: &Loaded) {
    let mut command = format!("{} account create NAME --email YOU@EXAMPLE.ORG --admin", quoted(&program()));
    if loaded.is_set("data") {
        command.push_str(&format!(" --data {}", quoted(&loaded.data.display().to_string())));
    }
    if loaded.is_set("database") {
        command.push_str(" --database URL");
    }
    out::line("Nobody lives here yet. To become the administrator, run in another terminal:");
    out::line(format!("    {command}"));
}

/// The program as it was called, so that what is printed can be typed.
fn program() -> String {
    std::env::args().next().unwrap_or_else(|| "braise".to_owned())
}

/// A word as a shell reads it back.
fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-:\\".contains(letter);
    if word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}
