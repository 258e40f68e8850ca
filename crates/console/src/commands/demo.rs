//! `braise demo`.

use super::{app_config, inside, start_log};
use crate::cli::{DemoFlags, Places};
use crate::play::{PASSWORD, Stage, VISITOR, WorldClock};
use crate::server::Answering;
use crate::settings::Loaded;
use crate::{out, server};
use anyhow::Context as _;
use app::{App, Config};
use demo::World;
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

/// The file that says a folder holds a demo's data and nothing else, so that the next demo may
/// clear it.
const MARK: &str = "this-is-a-demo";

pub fn run(loaded: &Loaded, places: &Places, flags: &DemoFlags, answering: Answering) -> anyhow::Result<()> {
    anyhow::ensure!(
        places.database.is_none(),
        "the demo keeps its world in a database of its own; leave --database out"
    );
    start_log(&loaded.settings.log.0);
    loaded.models()?;
    loaded.painter()?;
    server::runtime()?.block_on(serve(loaded, flags, answering))
}

async fn serve(loaded: &Loaded, flags: &DemoFlags, answering: Answering) -> anyhow::Result<()> {
    let listener = server::Listener::bind(&loaded.settings).await?;
    // A folder a port: whoever has the port has the folder.
    let folder = loaded.data.join("demo").join(listener.port().to_string());
    clear(&folder)?;
    let config = demo_config(loaded, &folder, listener.url());
    let begun = Instant::now();
    let app = App::open(config, Arc::new(WorldClock)).await.map_err(inside)?;
    let world = World::grow(flags.seed, flags.members, app.now().millis());
    out::remark(format!("{} members are moving in.", world.members.len()));
    let stage = Stage::set(app.clone(), world).await.map_err(inside)?;
    tracing::info!(seconds = begun.elapsed().as_secs_f32(), "the past has been played");
    app.move_in_assistant().await.map_err(inside)?;
    app.start_jobs();
    app.start_search();
    let site = server::site(app.clone(), &loaded.settings, answering);
    out::line(format!("Braise is listening on {}", listener.address()));
    out::line(format!("Log in as {VISITOR}, with the password {PASSWORD}. Everybody else is made up."));
    out::line(format!("The next start begins anew; until then the data are in {}", folder.display()));
    let drawing = tokio::spawn(stage.easel().draw());
    let going_on = (!flags.still).then(|| tokio::spawn(stage.go_on()));
    listener.serve(site).await;
    drawing.abort();
    if let Some(going_on) = going_on {
        going_on.abort();
    }
    app.close().await;
    Ok(())
}

fn demo_config(loaded: &Loaded, folder: &Path, url: &str) -> Config {
    let config = app_config(loaded, url.to_owned(), 0);
    let or = |name, own: String, text: &str| if loaded.is_set(name) { own } else { text.to_owned() };
    Config {
        data: folder.to_owned(),
        database: format!("sqlite:{}", folder.join("braise.db").display()),
        title: or("title", config.title, "Port-Cendre"),
        description: or(
            "description",
            config.description,
            "A town that does not exist, to try Braise with. Une ville imaginaire, pour essayer Braise.",
        ),
        link_previews: false,
        assistant: true,
        mail: None,
        // Hundreds of accounts that nobody logs in to.
        password_memory_kib: 64,
        ..config
    }
}

/// An empty folder for the demo, cleared of the last one. Anything else in its place is left alone.
fn clear(folder: &PathBuf) -> anyhow::Result<()> {
    if folder.exists() {
        let empty = std::fs::read_dir(folder)?.next().is_none();
        anyhow::ensure!(
            empty || folder.join(MARK).exists(),
            "{} holds something that is not a demo; choose another folder with --data",
            folder.display()
        );
        std::fs::remove_dir_all(folder).with_context(|| format!("{} cannot be cleared", folder.display()))?;
    }
    super::make_folder(folder)?;
    std::fs::write(folder.join(MARK), "")
        .with_context(|| format!("{} cannot be written to", folder.display()))
}
