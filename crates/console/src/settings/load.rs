//! Where values come from, and which of them wins.

use super::file::{self, Place};
use super::models;
use super::table::{Setting, Settings, TABLE, named};
use crate::cli::{Places, ServeFlags};
use anyhow::Context as _;
use app::{MailSettings, ModelConfig, PainterConfig, Secret};
use std::collections::BTreeMap;
use std::fmt;
use std::path::{Path, PathBuf};

/// Where a value came from.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Source {
    /// Nobody set it.
    Default,
    /// A line of the settings file.
    File(Place),
    /// A variable of the environment.
    Variable(String),
    /// A flag of the command.
    Flag(String),
}

impl fmt::Display for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Default => f.write_str("default"),
            Self::File(place) => place.fmt(f),
            Self::Variable(name) => f.write_str(name),
            Self::Flag(name) => f.write_str(name),
        }
    }
}

/// Values by the name of their setting, as texts.
pub(super) type Values = BTreeMap<&'static str, (String, Source)>;

/// All settings, with where they came from.
#[derive(Clone, Debug)]
pub struct Loaded {
    /// What they say.
    pub settings: Settings,
    /// How mail is sent, with the password wherever it stood; none where no mail is sent.
    mail: Option<MailSettings>,
    /// The models that are asked, with their keys wherever these stood; or what is wrong with them.
    models: Result<Vec<ModelConfig>, String>,
    /// The model that makes pictures, the same.
    painter: Result<Option<PainterConfig>, String>,
    /// Authorities whose credentials are trusted, PEM.
    anchors: Option<String>,
    /// The data folder.
    pub data: PathBuf,
    chosen: Values,
}

impl Loaded {
    /// The model that makes pictures, where there is one; or what is wrong with the settings about it.
    pub fn painter(&self) -> anyhow::Result<Option<PainterConfig>> {
        self.painter.clone().map_err(anyhow::Error::msg)
    }

    /// The certificates of authorities that are trusted with content credentials.
    pub fn anchors(&self) -> Option<String> {
        self.anchors.clone()
    }

    /// How mail is sent, where it is set up.
    pub fn mail(&self) -> Option<MailSettings> {
        self.mail.clone()
    }

    /// The models that are asked, the first first; or what is wrong with the settings about them. Only what
    /// asks one need mind.
    pub fn models(&self) -> anyhow::Result<Vec<ModelConfig>> {
        self.models.clone().map_err(anyhow::Error::msg)
    }

    /// Every setting with the text of its value, as far as it may be shown, and where it came from.
    pub fn listing(&self) -> impl Iterator<Item = (&'static Setting, String, Source)> {
        TABLE.iter().map(|setting| {
            let (text, source) = self
                .chosen
                .get(setting.name)
                .cloned()
                .unwrap_or((setting.default.to_owned(), Source::Default));
            (setting, shown(setting, &text), source)
        })
    }

    /// Whether somebody set it.
    pub fn is_set(&self, name: &str) -> bool {
        self.chosen.contains_key(name)
    }

    /// The database's address.
    pub fn database(&self) -> String {
        let beside = || format!("sqlite:{}", self.data.join("braise.db").display());
        self.settings.database.as_ref().map_or_else(beside, |database| database.0.clone())
    }
}

/// Reads the settings of the file, of `environment` and of the flags.
pub fn load(
    places: &Places,
    flags: &ServeFlags,
    environment: impl IntoIterator<Item = (String, String)>,
) -> anyhow::Result<Loaded> {
    let mut variables = Values::new();
    let mut config = places.config.clone();
    for (name, text) in environment {
        match name.strip_prefix("BRAISE_") {
            Some("CONFIG") => config = config.or_else(|| Some(PathBuf::from(text))),
            Some(short) => note_variable(&mut variables, &name, &short.to_lowercase(), text)?,
            None => {}
        }
    }
    let flags = flag_values(places, flags);
    let outside =
        |name: &str| flags.get(name).or_else(|| variables.get(name)).map(|(text, _)| PathBuf::from(text));

    let mut in_file = Values::new();
    let mut data = outside("data");
    let named_file = config.is_some();
    let folder = || data.clone().map_or_else(platform_folder, Ok);
    let path = config.map_or_else(|| folder().map(|folder| folder.join("braise.toml")), Ok)?;
    for entry in read_file(&path, named_file)? {
        anyhow::ensure!(
            named_file || entry.name != "data",
            "{}: data cannot be set in a file that is found in the data folder; use --data or BRAISE_DATA",
            entry.at
        );
        in_file.insert(entry.name, (entry.text, Source::File(entry.at)));
    }
    let mut chosen = Values::new();
    let mut wrong_model = Ok(());
    for values in [in_file, variables, flags] {
        // Wrong is wrong, also where a later source would win.
        check(&values, |name| !models::is_about(name))?;
        wrong_model = wrong_model.and_then(|()| check(&values, models::is_about));
        chosen.extend(values);
    }

    let text_of = |name: &str| {
        let setting = named(name);
        let default = || setting.map_or("", |setting| setting.default).to_owned();
        let fits = |text: &str| setting.is_some_and(|setting| (setting.fits)(text));
        chosen.get(name).filter(|(text, _)| fits(text)).map_or_else(default, |(text, _)| text.clone())
    };
    let settings =
        Settings::read(text_of).map_err(|name| anyhow::anyhow!("the setting {name} could not be read"))?;
    data = settings.data.clone();
    let data = data.map_or_else(platform_folder, Ok)?;
    anyhow::ensure!(
        settings.tls_cert.is_some() == settings.tls_key.is_some(),
        "tls_cert and tls_key only work together: set both or none"
    );
    let mail = mail(&settings)?;
    let models = wrong_model.and_then(|()| models::read(&settings, &chosen));
    let models = models.map_err(|error| error.to_string());
    let painter = super::painter::painter(&settings).map_err(|error| error.to_string());
    let anchors = settings.credentials_trust_file.as_ref().map(|file| {
        std::fs::read_to_string(file)
            .with_context(|| format!("credentials_trust_file {} cannot be read", file.display()))
    });
    let anchors = anchors.transpose()?;
    let data = std::path::absolute(&data).unwrap_or(data);
    Ok(Loaded { settings, mail, models, painter, anchors, data, chosen })
}

/// How mail is sent, from the settings about it.
fn mail(settings: &Settings) -> anyhow::Result<Option<MailSettings>> {
    let Some(server) = settings.mail_server.clone() else { return Ok(None) };
    let from = settings.mail_from.clone().context("mail_server needs mail_from: say whom mail is from")?;
    let password = match (&settings.mail_password, &settings.mail_password_file) {
        (Some(_), Some(_)) => {
            anyhow::bail!("mail_password and mail_password_file say the same: set one of them")
        }
        (None, Some(file)) => Some(first_line("mail password", file)?),
        (password, None) => password.clone(),
    };
    Ok(Some(MailSettings { server, from, password }))
}

pub(super) fn first_line(what: &str, file: &Path) -> anyhow::Result<Secret> {
    let text = std::fs::read_to_string(file)
        .with_context(|| format!("the {what} file {} cannot be read", file.display()))?;
    Ok(Secret::new(text.lines().next().unwrap_or_default().trim()))
}

/// A value as anybody may see it: without what is secret. Addresses may hold a password.
fn shown(setting: &Setting, text: &str) -> String {
    match url::Url::parse(text) {
        _ if setting.is_secret && !text.is_empty() => "…".to_owned(),
        Ok(mut url) if url.password().is_some() => {
            url.set_password(Some("…")).ok();
            url.to_string()
        }
        _ => text.to_owned(),
    }
}

/// Takes a variable that names a setting. A slip of the pen is an error; anything else that begins
/// like ours (other programs invent such names) is none of our business.
fn note_variable(variables: &mut Values, name: &str, short: &str, text: String) -> anyhow::Result<()> {
    match named(short) {
        Some(setting) => {
            variables.insert(setting.name, (text.trim().to_owned(), Source::Variable(name.to_owned())));
        }
        None if super::table::nearest(short).is_some() => {
            return Err(file::unknown("environment", short, |name| {
                format!("BRAISE_{}", name.to_uppercase())
            }));
        }
        None => {}
    }
    Ok(())
}

fn flag_values(places: &Places, flags: &ServeFlags) -> Values {
    let data = places.data.as_ref().map(|path| path.display().to_string());
    let given = [
        ("data", "--data", &data),
        ("database", "--database", &places.database),
        ("listen", "--listen", &flags.listen),
        ("url", "--url", &flags.url),
        ("registrations", "--registrations", &flags.registrations),
        ("rate_limits", "--rate-limits", &flags.rate_limits),
        ("tls_cert", "--tls-cert", &flags.tls_cert),
        ("tls_key", "--tls-key", &flags.tls_key),
    ];
    let value = |(name, flag, text): (_, &str, &Option<String>)| {
        Some((name, (text.clone()?, Source::Flag(flag.to_owned()))))
    };
    given.into_iter().filter_map(value).collect()
}

fn read_file(path: &Path, must_be_there: bool) -> anyhow::Result<Vec<file::Entry>> {
    match std::fs::read_to_string(path) {
        Ok(text) => file::read(path, &text),
        Err(error) if error.kind() == std::io::ErrorKind::NotFound && !must_be_there => Ok(Vec::new()),
        Err(error) => {
            Err(error).with_context(|| format!("the settings file {} cannot be read", path.display()))
        }
    }
}

fn check(values: &Values, which: impl Fn(&str) -> bool) -> anyhow::Result<()> {
    for setting in TABLE.iter().filter(|setting| which(setting.name)) {
        let Some((text, source)) = values.get(setting.name) else { continue };
        anyhow::ensure!(
            (setting.fits)(text),
            "{source}: {} must be {}, not \"{}\"",
            setting.name,
            setting.expected,
            shown(setting, text)
        );
    }
    Ok(())
}

/// Where programs keep their data on this platform.
fn platform_folder() -> anyhow::Result<PathBuf> {
    let from = |name: &str| std::env::var_os(name).filter(|value| !value.is_empty()).map(PathBuf::from);
    let folder = if cfg!(windows) {
        from("APPDATA").map(|roaming| roaming.join("Braise"))
    } else if cfg!(target_os = "macos") {
        from("HOME").map(|home| home.join("Library/Application Support/Braise"))
    } else {
        from("XDG_DATA_HOME")
            .or_else(|| from("HOME").map(|home| home.join(".local/share")))
            .map(|base| base.join("braise"))
    };
    folder.context("there is no home folder here; say with --data where the data should be")
}

#[cfg(test)]
mod tests;
