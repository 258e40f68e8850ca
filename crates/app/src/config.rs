//! What the server is told about itself. Each has a default that works; the program's `settings`
//! table says where values come from.

use std::path::{Path, PathBuf};

/// Where the picture of accounts without one is. Clients know it by how this ends, and leave it out or show one of theirs.
pub const NO_AVATAR: &str = "/avatars/original/missing.png";
/// The wide picture likewise.
pub const NO_HEADER: &str = "/headers/original/missing.png";

/// Who may join.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Registrations {
    /// Everybody.
    #[default]
    Open,
    /// Those a moderator lets in.
    Approval,
    /// Nobody; the command line makes accounts.
    Closed,
}

/// A model of a provider, and what it may cost.
#[derive(Clone, Debug)]
pub struct ModelConfig {
    /// Whether its moderation is asked about reported posts.
    pub moderates: bool,
    /// What the provider calls the model that makes vectors of texts; none where words alone are looked for.
    pub embeddings: Option<String>,
    /// What members choose it by.
    pub name: String,
    /// Whom to ask, and how.
    pub settings: models::Settings,
    /// Tokens one member may use a day.
    pub member_tokens: i64,
    /// What one member's answers may cost a day, in millionths of the provider's currency; 0 where tokens alone count.
    pub member_cost: i64,
    /// Tokens all members together may use a day.
    pub all_tokens: i64,
    /// What a day may cost, in millionths of the provider's currency; 0 where tokens alone count.
    pub all_cost: i64,
    /// What a million tokens sent cost, in hundredths of the currency.
    pub price_sent: u32,
    /// The same of tokens that come.
    pub price_came: u32,
}

/// A model that makes pictures, and how many.
#[derive(Clone, Debug)]
pub struct PainterConfig {
    /// Whom to ask, and how.
    pub settings: models::Settings,
    /// Pictures one member may have made a day.
    pub member_pictures: i64,
    /// Pictures all members together may have made a day.
    pub all_pictures: i64,
}

/// Settings of the use cases.
#[derive(Clone, Debug)]
pub struct Config {
    /// Where the server is found from outside, without a slash at the end.
    pub url: String,
    /// The name in addresses: the host of `url`, with a port where it is not the usual one.
    pub domain: String,
    /// Folder for the database, media, index and keys.
    pub data: PathBuf,
    /// The database's address.
    pub database: String,
    /// Connections for reading.
    pub database_readers: u32,
    /// The network's name.
    pub title: String,
    /// What it is, in a sentence or two.
    pub description: String,
    /// Whom to write to.
    pub contact_email: String,
    /// The account of whoever runs it.
    pub contact_account: Option<String>,
    /// The version of the terms members are shown; it stands in the ledger beside what they say
    /// about the use of their words.
    pub terms_version: String,
    /// Languages spoken here, ISO 639.
    pub languages: Vec<String>,
    /// Who may join.
    pub registrations: Registrations,
    /// Whether apps may exchange a member's password for a token.
    pub password_grant: bool,
    /// Whether pages that posts link to are fetched for a preview, and those of profiles to see
    /// whether they link back.
    pub link_previews: bool,
    /// Whether a moderator has to allow what trends before it is shown.
    pub trends_need_review: bool,
    /// Whether forecasts move posts in "For you".
    pub forecasts_rank: bool,
    /// Whether outbound requests may reach this machine: for development and tests.
    pub allow_loopback: bool,
    /// Whether members may ask the assistant.
    pub assistant: bool,
    /// The model the assistant may ask; none where it only quotes.
    pub model: Option<ModelConfig>,
    /// Others that members may choose instead.
    pub further_models: Vec<ModelConfig>,
    /// The name of the account that answers where it is mentioned; none where there is none.
    pub assistant_account: Option<String>,
    /// Whether posts may be translated, where there is a model.
    pub translation: bool,
    /// Whether members may have pictures made.
    pub create: bool,
    /// The model that makes them; none where rules draw them all.
    pub painter: Option<PainterConfig>,
    /// Certificates of authorities that are trusted with content credentials, PEM.
    pub credentials_anchors: Option<String>,
    /// Argon2 memory in KiB; the default follows OWASP's advice of 19 MiB with two passes.
    pub password_memory_kib: u32,
    /// Where mail goes out and whom it is from; none where the server sends no mail.
    pub mail: Option<mail::Settings>,
    /// This node's number, 0 to 63, where several share a database.
    pub node: u8,
    /// The program's version.
    pub version: String,
}

impl Config {
    /// A server by itself: its database in its folder, open to everybody, without mail, models, translations and made
    /// pictures, and asking nothing of other servers.
    pub fn alone(url: &str, folder: &Path) -> Self {
        Self {
            url: url.to_owned(),
            domain: url.split_once("://").map_or(url, |(_, domain)| domain).to_owned(),
            data: folder.to_owned(),
            // As `braise serve` has it when only the folder is named.
            database: format!("sqlite:{}", folder.join("braise.db").display()),
            database_readers: 4,
            title: String::new(),
            description: String::new(),
            contact_email: String::new(),
            contact_account: None,
            terms_version: "1".to_owned(),
            languages: vec!["en".to_owned(), "fr".to_owned()],
            registrations: Registrations::Open,
            password_grant: false,
            link_previews: false,
            trends_need_review: false,
            forecasts_rank: false,
            allow_loopback: false,
            assistant: true,
            model: None,
            further_models: Vec::new(),
            assistant_account: None,
            translation: false,
            create: false,
            painter: None,
            credentials_anchors: None,
            password_memory_kib: 19_456,
            mail: None,
            node: 0,
            version: env!("CARGO_PKG_VERSION").to_owned(),
        }
    }

    /// Where media files are.
    pub fn media_folder(&self) -> PathBuf {
        self.data.join("media")
    }

    /// Where the search index is.
    pub fn search_folder(&self) -> PathBuf {
        self.data.join("search")
    }

    /// A path under the server's address.
    pub fn absolute(&self, path: &str) -> String {
        format!("{}{path}", self.url)
    }

    /// Where a tag's posts are read.
    pub fn tag_page(&self, name: &str) -> String {
        tag_page(&self.url, name)
    }

    /// Where a media file is fetched.
    pub fn media_url(&self, file: &str) -> String {
        format!("{}/media/{file}", self.url)
    }

    pub(crate) fn egress(&self) -> net::Config {
        net::Config {
            allow_loopback: self.allow_loopback,
            user_agent: format!("Braise/{} (+{})", self.version, self.url),
            ..net::Config::default()
        }
    }
}

/// Where a tag's posts are read on the server at `url`.
pub(crate) fn tag_page(url: &str, name: &str) -> String {
    format!("{url}/tags/{}", in_address(name))
}

/// A word as it stands in an address: letters outside ASCII are written in percents, since not every
/// program reads an address with them.
pub fn in_address(word: &str) -> String {
    url::form_urlencoded::byte_serialize(word.as_bytes()).collect()
}
