//! The commands, a file each.

mod account;
mod ask;
mod board;
mod config;
mod dataset;
mod demo;
mod doctor;
mod emoji;
mod eval;
mod export;
mod import;
mod migrate;
mod radar;
mod replay;
mod serve;
mod token;
mod trend;

use crate::cli::{Arguments, Command, Places, RadarCommand, ServeFlags};
use crate::server::Answering;
use crate::settings::{Loaded, load};
use anyhow::Context as _;
use app::{App, Clock, Config, SystemClock};
use std::sync::Arc;

/// The node number of every command but those that serve, so that their ids are never a server's.
const COMMAND_NODE: u8 = 63;

/// Does what was typed.
pub fn run(arguments: Arguments, answering: Answering) -> anyhow::Result<()> {
    let Arguments { places, serve: flags, command } = arguments;
    match command {
        None => serve::run(&settings(&places, &flags)?, answering),
        Some(Command::Serve(flags)) => serve::run(&settings(&places, &flags)?, answering),
        Some(Command::Demo(flags)) => {
            demo::run(&settings(&places, &flags.serve)?, &places, &flags, answering)
        }
        Some(Command::Account(command)) => account::run(&plain(&places)?, &places, command),
        Some(Command::Token(command)) => token::run(&plain(&places)?, &places, command),
        Some(Command::Trend(command)) => trend::run(&plain(&places)?, &places, command),
        Some(Command::Emoji(command)) => emoji::run(&plain(&places)?, &places, command),
        Some(Command::Rule(command)) => board::rule(&plain(&places)?, &places, command),
        Some(Command::Announcement(command)) => board::announcement(&plain(&places)?, &places, command),
        Some(Command::Dataset(command)) => dataset::run(&plain(&places)?, &places, command),
        Some(Command::Ask(command)) => ask::run(&plain(&places)?, &places, command),
        Some(Command::Import(flags)) => import::run(&plain(&places)?, &places, &flags),
        Some(Command::Export(flags)) => export::run(&plain(&places)?, &places, &flags),
        Some(Command::Eval(command)) => eval::run(&places, command),
        Some(Command::Radar(RadarCommand::Train(flags))) => radar::train(&places, &flags),
        Some(Command::Radar(RadarCommand::Watch(flags))) => radar::watch(&plain(&places)?, &places, &flags),
        Some(Command::Replay(flags)) => replay::run(&plain(&places)?, &places, &flags),
        Some(Command::Migrate) => migrate::run(&plain(&places)?),
        Some(Command::Config) => config::run(&plain(&places)?, &places),
        Some(Command::Doctor) => doctor::run(&plain(&places)?, &places),
    }
}

fn plain(places: &Places) -> anyhow::Result<Loaded> {
    settings(places, &ServeFlags::default())
}

fn settings(places: &Places, flags: &ServeFlags) -> anyhow::Result<Loaded> {
    // Names and values that are not Unicode set nothing of ours.
    let environment = std::env::vars_os()
        .filter_map(|(name, value)| Some((name.into_string().ok()?, value.into_string().ok()?)));
    load(places, flags, environment)
}

/// The settings as the use cases want them; `url` is the address without a slash at the end.
fn app_config(loaded: &Loaded, url: String, node: u8) -> Config {
    let settings = loaded.settings.clone();
    let domain = url.split_once("://").map_or(url.clone(), |(_, host)| host.to_owned());
    let mail = loaded.mail();
    // Whoever asks one has looked at what may be wrong with them before.
    let mut models = loaded.models().unwrap_or_default().into_iter();
    Config {
        url,
        domain,
        data: loaded.data.clone(),
        database: loaded.database(),
        database_readers: settings.database_readers.0,
        title: settings.title,
        description: settings.description,
        terms_version: settings.terms_version.0,
        contact_email: settings.contact_email,
        contact_account: settings.contact_account,
        languages: settings.languages.0,
        registrations: settings.registrations,
        password_grant: settings.password_grant,
        link_previews: settings.link_previews,
        trends_need_review: settings.trends_need_review,
        forecasts_rank: settings.forecasts_rank,
        mail,
        assistant: settings.assistant,
        assistant_account: settings.assistant_account,
        translation: settings.translation,
        model: models.next(),
        further_models: models.collect(),
        create: settings.create,
        painter: loaded.painter().unwrap_or_default(),
        credentials_anchors: loaded.anchors(),
        allow_loopback: settings.allow_loopback,
        password_memory_kib: settings.password_memory_kib.0,
        node,
        version: env!("CARGO_PKG_VERSION").to_owned(),
    }
}

/// Runs a command that works on the data and ends, also while a server runs on them.
fn with_app<T, F>(loaded: &Loaded, work: impl FnOnce(App) -> F) -> anyhow::Result<T>
where
    F: Future<Output = anyhow::Result<T>>,
{
    with_clock(loaded, Arc::new(SystemClock), work)
}

/// The same by another clock.
fn with_clock<T, F>(loaded: &Loaded, clock: Arc<dyn Clock>, work: impl FnOnce(App) -> F) -> anyhow::Result<T>
where
    F: Future<Output = anyhow::Result<T>>,
{
    // What went well is said by the command's own words.
    start_log(if loaded.is_set("log") { &loaded.settings.log.0 } else { "warn" });
    make_data_folder(loaded)?;
    let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build()?;
    runtime.block_on(async {
        let url = crate::server::public_url(&loaded.settings, loaded.settings.listen);
        let config = app_config(loaded, url, COMMAND_NODE);
        let app = App::open_briefly(config, clock).await.map_err(inside)?;
        let outcome = work(app.clone()).await;
        app.close().await;
        outcome
    })
}

/// An error of the use cases for whoever runs the server: they may read the cause.
fn inside(error: app::Error) -> anyhow::Error {
    match error {
        app::Error::Unavailable(cause) | app::Error::Internal(cause) => anyhow::anyhow!(cause),
        other => other.into(),
    }
}

fn start_log(filter: &str) {
    use std::io::IsTerminal as _;
    let filter = tracing_subscriber::EnvFilter::try_new(filter).unwrap_or_default();
    tracing_subscriber::fmt()
        .with_env_filter(filter)
        .with_writer(std::io::stderr)
        .with_ansi(std::io::stderr().is_terminal())
        .init();
}

fn make_data_folder(loaded: &Loaded) -> anyhow::Result<()> {
    make_folder(&loaded.data)
}

/// Makes a folder, which only its owner may read.
fn make_folder(folder: &std::path::Path) -> anyhow::Result<()> {
    let mut builder = std::fs::DirBuilder::new();
    builder.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
    builder.create(folder).with_context(|| format!("the data folder {} cannot be made", folder.display()))
}

/// The account of a name typed on the command line.
async fn account_named(app: &App, name: &str) -> anyhow::Result<model::Account> {
    match app.account_named(name).await {
        Err(app::Error::NotFound) => anyhow::bail!("there is no account {name} here"),
        Err(other) => Err(inside(other)),
        Ok(account) if account.domain.is_some() => anyhow::bail!("{name} lives on another server"),
        Ok(account) => Ok(account),
    }
}
