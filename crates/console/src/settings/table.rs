//! The table.

use super::value::{
    Database, Languages, LogFilter, ModelUrl, Networks, Number, Origin, Provider, TermsVersion, Value,
};
use app::{MailSender, MailServer, Registrations, Secret};
use std::net::SocketAddr;
use std::path::PathBuf;

/// A row of the table.
#[derive(Debug)]
pub struct Setting {
    /// Its name in the file; in the environment it is `BRAISE_` and the name in capitals.
    pub name: &'static str,
    /// Its value when nobody sets it; empty where it follows from others.
    pub default: &'static str,
    /// What it means, in plain words.
    pub meaning: &'static str,
    /// What is expected, to end the sentence "… must be".
    pub expected: &'static str,
    /// Whether it names a file.
    pub is_path: bool,
    /// Whether its value is shown to nobody.
    pub is_secret: bool,
    /// Whether a text is a value of it.
    pub fits: fn(&str) -> bool,
}

macro_rules! settings {
    ($($name:ident: $kind:ty = $default:literal, $meaning:literal;)*) => {
        /// Every setting, read.
        #[derive(Clone, Debug)]
        pub struct Settings {$(
            #[doc = $meaning]
            pub $name: $kind,
        )*}

        /// Every setting there is.
        pub const TABLE: &[Setting] = &[$(
            Setting {
                name: stringify!($name),
                default: $default,
                meaning: $meaning,
                expected: <$kind as Value>::EXPECTED,
                is_path: <$kind as Value>::IS_PATH,
                is_secret: <$kind as Value>::IS_SECRET,
                fits: |text| <$kind as Value>::read(text).is_some(),
            }
        ),*];

        impl Settings {
            /// Reads every setting from the text `of` has for its name; `None` names one that does
            /// not fit, which [`Setting::fits`] would have told.
            pub fn read(of: impl Fn(&str) -> String) -> Result<Self, &'static str> {
                Ok(Self {$(
                    $name: <$kind as Value>::read(&of(stringify!($name))).ok_or(stringify!($name))?,
                )*})
            }
        }
    };
}

settings! {
    listen: SocketAddr = "127.0.0.1:4000",
        "The address and port the server listens on; port 0 takes any free one.";
    url: Option<Origin> = "",
        "The address people reach the server at, as in https://social.example. It is part of every link and every member's name; without it, the address listened on.";
    data: Option<PathBuf> = "",
        "The folder for the database, media and keys; without it, the platform's data folder.";
    database: Option<Database> = "",
        "Where rows are kept: sqlite:PATH, or postgres://USER@HOST/NAME for a PostgreSQL server; without it, braise.db in the data folder.";
    database_readers: Number<1, 64> = "4",
        "Connections kept for reading the database.";
    title: String = "Braise",
        "The name of the network, as visitors see it.";
    description: String = "A small network of people, on a server of their own.",
        "What the network is, in a sentence or two.";
    terms_version: TermsVersion = "1",
        "The version of the terms members are shown. It is written into the ledger beside whatever they say about the use of their words; change it when the terms change.";
    contact_email: String = "",
        "The e-mail address of whoever runs the server, shown to everybody.";
    contact_account: Option<String> = "",
        "The name of the account of whoever runs the server, shown to everybody.";
    languages: Languages = "en, fr",
        "The languages spoken here, as ISO 639 codes.";
    registrations: Registrations = "open",
        "Who may join: open for everybody, approval for those a moderator lets in, closed for nobody (the command line still makes accounts).";
    password_grant: bool = "off",
        "Whether apps may trade a member's password for a token. Old scripts want it; it is safer off.";
    link_previews: bool = "on",
        "Whether the pages that posts and profiles link to are fetched: to show the title and picture of the ones, and to check that the others link back.";
    trends_need_review: bool = "off",
        "Whether what trends is shown only after somebody allowed it: with `braise trend allow`, or through the admin API. What was refused never is.";
    forecasts_rank: bool = "off",
        "Whether forecasts of Radar move posts up in For you. Off, no forecast helps itself to come true; on, the scoreboard says so.";
    mail_server: Option<MailServer> = "",
        "Where mail to members is handed in: smtps://USER@HOST:465, smtp://USER@HOST:587 (STARTTLS, required unless the server is on this machine), or file:FOLDER to look at it while developing. Without it, no mail is sent: forgotten passwords are then replaced with `braise account password NAME`.";
    mail_from: Option<MailSender> = "",
        "Whom mail is from, as in Braise <braise@social.example>; needed with mail_server.";
    mail_password: Option<Secret> = "",
        "The password of the mail server's user. It is not shown here.";
    mail_password_file: Option<PathBuf> = "",
        "A file whose first line is that password, where it should not stand among the settings.";
    rate_limits: bool = "on",
        "Whether each member and each visitor is held to an allowance of requests.";
    trusted_proxies: Networks = "",
        "The addresses or networks of your reverse proxies: what they say in X-Forwarded-For about who asks is believed, nobody else is.";
    tls_cert: Option<PathBuf> = "",
        "The certificate chain (PEM) to speak HTTPS with, where no proxy does it.";
    tls_key: Option<PathBuf> = "",
        "The private key (PEM) of that certificate.";
    assistant: bool = "off",
        "Whether members may ask questions that are answered from posts, with quotes. It quotes only what its authors allow, and needs no model.";
    assistant_account: Option<String> = "",
        "The name of an account that answers where it is mentioned, in private, as in assistant; without it, there is none. It is made when the server starts.";
    translation: bool = "on",
        "Whether the model may translate posts, where there is one and their authors allow that.";
    model_provider: Option<Provider> = "",
        "Whose model writes answers, from posts whose authors allow that: openai, xai, mistral, llama.cpp, ollama, vllm, or other for any address that speaks as OpenAI's does. Without it, answers are quotes alone.";
    model_url: Option<ModelUrl> = "",
        "Where the provider is, as in https://models.example/v1; without it, where such a provider usually is.";
    model_name: Option<String> = "",
        "Which of its models; needed with model_provider.";
    model_key: Option<Secret> = "",
        "What the provider knows us by. It is not shown here.";
    model_key_file: Option<PathBuf> = "",
        "A file whose first line is that key, where it should not stand among the settings.";
    model_embeddings: Option<String> = "",
        "Which of the first provider's models makes vectors of texts, to find posts that say the same in other words; without it, words alone are looked for. Posts of authors who let them be compared are sent to it.";
    model_moderations: bool = "off",
        "Whether public posts that are reported are shown to the first provider's moderation, where it has one; what it says is a hint beside the report, for moderators alone.";
    model_responses: bool = "off",
        "Whether the provider is asked through its Responses API, where it has one: openai, xai and llama.cpp do.";
    models_file: Option<PathBuf> = "",
        "A TOML file of further models that members may choose instead: a section each, named as they see it, with provider and model, and url, key or key_file, price_sent and price_came where needed.";
    model_private: bool = "off",
        "Whether the provider may be on this machine or in a private network, at any port. Nothing but that one address is reached.";
    model_seconds: Number<1, 120> = "20",
        "How long an answer of the model may take; after that, quotes are given.";
    model_tokens_member: Number<0, 100_000_000> = "100000",
        "Tokens a member may use a day.";
    model_tokens_all: Number<0, 2_000_000_000> = "2000000",
        "Tokens all members together may use a day.";
    model_price_sent: Number<0, 1_000_000> = "0",
        "What a million tokens sent to the model cost, in hundredths of the provider's currency.";
    model_price_came: Number<0, 1_000_000> = "0",
        "What a million tokens that come from it cost, in hundredths of the provider's currency.";
    model_cost_member: Number<0, 1_000_000> = "0",
        "What the answers of one member may cost a day, in hundredths of the provider's currency; 0 where tokens alone are counted.";
    model_cost_all: Number<0, 1_000_000> = "0",
        "What all answers of a day may cost, in hundredths of the provider's currency; 0 where tokens alone are counted.";
    create: bool = "on",
        "Whether members may have pictures made: drawn by rules, and by a model where image_provider names one.";
    image_provider: Option<Provider> = "",
        "Whose model makes pictures: openai, xai, or other for any address that speaks as OpenAI's images do. Without it, pictures are drawn by rules alone.";
    image_url: Option<ModelUrl> = "",
        "Where that provider is, as in https://models.example/v1; without it, where such a provider usually is.";
    image_model: Option<String> = "",
        "Which of its models; needed with image_provider.";
    image_key: Option<Secret> = "",
        "What the provider of pictures knows us by. It is not shown here.";
    image_key_file: Option<PathBuf> = "",
        "A file whose first line is that key, where it should not stand among the settings.";
    image_private: bool = "off",
        "Whether the provider of pictures may be on this machine or in a private network, at any port. Nothing but that one address is reached.";
    image_seconds: Number<1, 600> = "120",
        "How long one picture may take. Nobody waits for it with a page open.";
    image_member: Number<0, 1_000_000> = "20",
        "Pictures of the model a member may have made a day.";
    image_all: Number<0, 100_000_000> = "500",
        "Pictures of the model all members together may have made a day.";
    credentials_trust_file: Option<PathBuf> = "",
        "Certificates (PEM) of authorities whose content credentials are called trusted. Without it, signed pictures are called valid and no more.";
    allow_loopback: bool = "off",
        "Whether the server may fetch from this machine and from private networks. For development only.";
    password_memory_kib: Number<64, 1_048_576> = "19456",
        "Memory in KiB that hashing one password takes: the more, the harder stolen hashes are to guess.";
    node: Number<0, 62> = "0",
        "The number of this server among several that share a database, 0 to 62; 63 is the command line's.";
    log: LogFilter = "info",
        "What is written to the log: error, warn, info, debug or trace, or a list such as info,braise_store=debug.";
}

/// The setting of a name.
pub fn named(name: &str) -> Option<&'static Setting> {
    TABLE.iter().find(|setting| setting.name == name)
}

/// The known name nearest to a mistyped one, if any is near.
pub fn nearest(typed: &str) -> Option<&'static str> {
    let typed = typed.to_lowercase().replace('-', "_");
    let near = TABLE.iter().map(|setting| (distance(&typed, setting.name), setting.name)).min()?;
    (near.0 <= 1 + near.1.len() / 5).then_some(near.1)
}

/// How many letters must be added, left out or replaced to make one word of another.
fn distance(from: &str, to: &str) -> usize {
    let to: Vec<char> = to.chars().collect();
    let mut row: Vec<usize> = (0..=to.len()).collect();
    for (above, letter) in from.chars().enumerate() {
        let mut corner = std::mem::replace(&mut row[0], above + 1);
        for column in 1..row.len() {
            let replaced = corner + usize::from(letter != to[column - 1]);
            corner = row[column];
            row[column] = replaced.min(corner + 1).min(row[column - 1] + 1);
        }
    }
    row.last().copied().unwrap_or_default()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_default_fits_and_every_meaning_is_a_sentence() {
        for setting in TABLE {
            assert!((setting.fits)(setting.default), "{}", setting.name);
            assert!(setting.meaning.ends_with('.'), "{}", setting.name);
            assert_ne!(setting.expected, "a whole number in range", "{}", setting.name);
        }
    }

    #[test]
    fn typing_mistakes_are_understood() {
        assert_eq!(nearest("registration"), Some("registrations"));
        assert_eq!(nearest("rate-limit"), Some("rate_limits"));
        assert_eq!(nearest("URL"), Some("url"));
        assert_eq!(nearest("colour"), None);
    }
}
