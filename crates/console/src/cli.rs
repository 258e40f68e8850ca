//! What can be typed. The names are fixed; scripts rely on them.

mod eval;
mod radar;

pub use eval::{
    CascadesFlags, EvalCommand, FeedFlags, RecommendFlags, RecommendModel, SignalsFlags, TextFlags,
    TrendsFlags,
};
pub use radar::{RadarCommand, RadarTrainFlags, RadarWatchFlags, ReplayFlags};

use clap::{Args, Parser, Subcommand};
use model::Time;
use std::path::PathBuf;

/// Braise, a social network you host yourself
#[derive(Parser, Debug)]
#[command(name = "braise", version, disable_help_subcommand = true, args_conflicts_with_subcommands = false)]
pub struct Arguments {
    #[command(flatten)]
    pub places: Places,
    #[command(flatten)]
    pub serve: ServeFlags,
    #[command(subcommand)]
    pub command: Option<Command>,
}

/// Flags every command takes.
#[derive(Args, Debug, Default)]
pub struct Places {
    /// The folder for the database, media and keys
    #[arg(long, global = true, value_name = "DIR")]
    pub data: Option<PathBuf>,
    /// The settings file; braise.toml in the data folder when not given
    #[arg(long, global = true, value_name = "FILE")]
    pub config: Option<PathBuf>,
    /// The database: sqlite:PATH or postgres://USER@HOST/NAME
    #[arg(long, global = true, value_name = "URL")]
    pub database: Option<String>,
    /// Print the result as JSON, where it has structure
    #[arg(long, global = true)]
    pub json: bool,
}

/// Settings that `serve` also takes as flags. Checked with all other settings, so that a wrong
/// value is told in the same words wherever it comes from.
#[derive(Args, Debug, Default, Clone)]
pub struct ServeFlags {
    /// Where to listen; port 0 takes any free one
    #[arg(long, value_name = "ADDR:PORT")]
    pub listen: Option<String>,
    /// The address people reach the server at
    #[arg(long, value_name = "URL")]
    pub url: Option<String>,
    /// Who may join: open, approval or closed
    #[arg(long, value_name = "WHO")]
    pub registrations: Option<String>,
    /// Whether clients are held to an allowance of requests: on or off
    #[arg(long, value_name = "ON|OFF")]
    pub rate_limits: Option<String>,
    /// The certificate chain to speak HTTPS with, PEM
    #[arg(long, value_name = "FILE")]
    pub tls_cert: Option<String>,
    /// The key of that certificate, PEM
    #[arg(long, value_name = "FILE")]
    pub tls_key: Option<String>,
}

/// What to do; `serve` when nothing is said.
#[derive(Subcommand, Debug)]
pub enum Command {
    /// Run the server
    Serve(ServeFlags),
    /// Run the server on a fictional bilingual world
    Demo(DemoFlags),
    /// Make, list and look after accounts
    #[command(subcommand)]
    Account(AccountCommand),
    /// Make access tokens
    #[command(subcommand)]
    Token(TokenCommand),
    /// Custom emoji
    #[command(subcommand)]
    Emoji(EmojiCommand),
    /// What trends, and what may
    #[command(subcommand)]
    Trend(TrendCommand),
    /// The rules of the house
    #[command(subcommand)]
    Rule(RuleCommand),
    /// Announcements to all members
    #[command(subcommand)]
    Announcement(AnnouncementCommand),
    /// Datasets of what members consented to
    #[command(subcommand)]
    Dataset(DatasetCommand),
    /// What curators ask members for
    #[command(subcommand)]
    Ask(AskCommand),
    /// Bring what somebody wrote and followed elsewhere: an archive of X, Instagram, Threads, Facebook,
    /// Mastodon or Bluesky
    Import(ImportFlags),
    /// Write everything of somebody's into a folder, for other servers and for people to read
    Export(ExportFlags),
    /// Measure the learning parts on files, without a server
    #[command(subcommand)]
    Eval(EvalCommand),
    /// What is catching fire
    #[command(subcommand)]
    Radar(RadarCommand),
    /// Play recorded cascades with fictional members, as if they happened in the last weeks, to watch Radar on
    /// them
    Replay(ReplayFlags),
    /// Bring the database up to date
    Migrate,
    /// Show every setting: its value, where it came from, what it means
    Config,
    /// Check the database, the disk, the clock, the address and the mail server
    Doctor,
}

/// What is brought, for whom, and how.
#[derive(Args, Debug)]
pub struct ImportFlags {
    /// The archive as the network hands it out: a zip file, a folder, or one file out of it
    pub archive: PathBuf,
    /// Whose it is here
    #[arg(long, value_name = "NAME")]
    pub account: String,
    /// How far what was open to everybody reaches here
    #[arg(long, value_name = "HOW", default_value = "unlisted")]
    pub visibility: Reach,
    /// Leave out what was for followers, friends or those named in it
    #[arg(long)]
    pub public_only: bool,
}

/// Whose, and where to.
#[derive(Args, Debug)]
pub struct ExportFlags {
    /// Whose posts, pictures, follows and lists
    #[arg(long, value_name = "NAME")]
    pub account: String,
    /// The folder; it must be empty or not there yet
    #[arg(long, value_name = "DIR")]
    pub output: PathBuf,
}

/// How far old posts reach.
#[derive(clap::ValueEnum, Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reach {
    /// Everybody
    Public,
    /// Everybody who comes by the profile
    Unlisted,
    /// Followers
    Followers,
    /// Nobody but the member
    #[value(name = "self")]
    Myself,
}

/// How the world of the demo is made.
#[derive(Args, Debug)]
pub struct DemoFlags {
    /// Another seed, another world
    #[arg(long, default_value_t = 7)]
    pub seed: u64,
    /// How many members live there
    #[arg(long, default_value_t = demo::MEMBERS, value_name = "N")]
    pub members: usize,
    /// Nothing happens after the start
    #[arg(long)]
    pub still: bool,
    #[command(flatten)]
    pub serve: ServeFlags,
}

/// What can be done with accounts.
#[derive(Subcommand, Debug)]
pub enum AccountCommand {
    /// Make an account; without --password one is made up and printed
    Create {
        /// The name in its address
        name: String,
        /// Where its mail goes
        #[arg(long)]
        email: String,
        /// Its password
        #[arg(long)]
        password: Option<String>,
        /// It may administer the server
        #[arg(long)]
        admin: bool,
    },
    /// List the accounts of this server
    List,
    /// Let a waiting account in
    Approve {
        /// Whose
        name: String,
    },
    /// Suspend an account: its sessions end, its posts are hidden
    Suspend {
        /// Whose
        name: String,
    },
    /// Take a suspension back
    Restore {
        /// Whose
        name: String,
    },
    /// Erase an account and everything of it, for good; the running server does it within minutes
    Erase {
        /// Whose
        name: String,
        /// It is meant: there is no way back
        #[arg(long)]
        yes: bool,
    },
    /// Give an account a new password and end its sessions
    Password {
        /// Whose
        name: String,
        /// The new password; one is made up and printed when not given
        #[arg(long)]
        password: Option<String>,
    },
}

/// What can be done with tokens.
#[derive(Subcommand, Debug)]
pub enum TokenCommand {
    /// Make a token; the last line printed is the token
    Create {
        /// Whose
        name: String,
        /// What it may do, as in "read write follow push"
        #[arg(long, default_value = "read")]
        scopes: String,
    },
}

/// What can be done with trends.
#[derive(Subcommand, Debug)]
pub enum TrendCommand {
    /// List what trends, with what was said of it
    List {
        /// Of what
        of: TrendOf,
    },
    /// Let something trend
    Allow {
        /// Of what
        of: TrendOf,
        /// A tag, a page's address, or a post's id
        subject: String,
    },
    /// Let something trend no more
    Refuse {
        /// Of what
        of: TrendOf,
        /// A tag, a page's address, or a post's id
        subject: String,
    },
}

/// What trends.
#[derive(clap::ValueEnum, Debug, Clone, Copy)]
pub enum TrendOf {
    Tags,
    Links,
    Posts,
}

/// What can be done with custom emoji.
#[derive(Subcommand, Debug)]
pub enum EmojiCommand {
    /// Add an emoji, or give one another picture
    Add {
        /// What is written between colons
        shortcode: String,
        /// The picture: PNG, GIF, WebP or JPEG
        file: std::path::PathBuf,
        /// Where pickers file it
        #[arg(long)]
        category: Option<String>,
    },
    /// Take an emoji away
    Remove {
        /// What is written between colons
        shortcode: String,
    },
    /// List them
    List,
}

/// What can be done with rules.
#[derive(Subcommand, Debug)]
pub enum RuleCommand {
    /// Add a rule after the others
    Add {
        /// What it asks, in a sentence
        text: String,
        /// More about it
        #[arg(long, default_value = "")]
        hint: String,
    },
    /// Remove a rule
    Remove {
        /// Its id, as the list has it
        id: i64,
    },
    /// List them in order
    List,
}

/// What can be done with announcements.
#[derive(Subcommand, Debug)]
pub enum AnnouncementCommand {
    /// Tell all members something
    Add {
        /// The words, Markdown
        text: String,
        /// When what it announces begins: 2026-12-24 or 2026-12-24T18:00Z
        #[arg(long, value_name = "TIME", value_parser = moment)]
        starts: Option<Time>,
        /// When that ends, and the announcement with it
        #[arg(long, value_name = "TIME", value_parser = moment)]
        ends: Option<Time>,
        /// Only the days matter, not the hours
        #[arg(long)]
        all_day: bool,
    },
    /// Take an announcement down
    Remove {
        /// Its id, as the list has it
        id: i64,
    },
    /// List those that have not ended
    List,
}

/// What can be done with asks.
#[derive(Subcommand, Debug)]
pub enum AskCommand {
    /// Ask all members for the use of what they write
    Add {
        /// A title
        title: String,
        /// For what, as the ledger names it
        #[arg(long, value_name = "PURPOSE")]
        purpose: String,
        /// Under what the posts are given
        #[arg(long)]
        licence: String,
        /// What members get for it
        #[arg(long)]
        offer: String,
    },
    /// Ask nobody any more
    Close {
        /// Its id, as the list has it
        id: i64,
    },
    /// List them
    List,
}

/// What can be done with datasets.
#[derive(Subcommand, Debug)]
pub enum DatasetCommand {
    /// Make a signed release of what members consented to
    Build(DatasetBuild),
    /// Check a release: signature, files, rows
    Verify {
        /// Its folder, or its place in a store (s3://BUCKET/PREFIX)
        dir: PathBuf,
        /// The key it has to be signed by, in hexadecimal
        #[arg(long, value_name = "HEX")]
        key: Option<String>,
    },
    /// Look at every consent of a release again and sign the list of withdrawn rows
    Revoke {
        /// Its name
        release: String,
        /// The release's folder or place in a store, to put the list into
        #[arg(long, value_name = "PLACE")]
        output: Option<PathBuf>,
    },
    /// Say what one release has and another has not
    Diff {
        /// The older one's folder
        old: PathBuf,
        /// The newer one's
        new: PathBuf,
    },
    /// List the releases
    List,
}

/// What a release is to be.
#[derive(Args, Debug)]
pub struct DatasetBuild {
    /// Where it goes, which has to be empty: a folder, file:///FOLDER or s3://BUCKET/PREFIX (with the keys
    /// and the endpoint of the store in AWS_ACCESS_KEY_ID, AWS_SECRET_ACCESS_KEY, AWS_REGION, AWS_ENDPOINT_URL)
    #[arg(long, value_name = "PLACE")]
    pub output: PathBuf,
    /// Its name: small letters, digits and hyphens; by the moment when not given
    #[arg(long, value_name = "NAME")]
    pub release: Option<String>,
    /// A title for people
    #[arg(long)]
    pub title: Option<String>,
    /// For what, as the ledger names it; several when given several times. generative_training when not given
    #[arg(long, value_name = "PURPOSE")]
    pub purpose: Vec<String>,
    /// Only posts from then on: 2026-12-24 or 2026-12-24T18:00Z
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub since: Option<Time>,
    /// Only posts before
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub until: Option<Time>,
    /// Only this language (en, fr …); several when given several times
    #[arg(long, value_name = "CODE")]
    pub language: Vec<String>,
    /// Whether posts that are no threads, and short threads, are part of it
    #[arg(long, value_name = "on|off", default_value = "on")]
    pub single_posts: OnOff,
    /// Languages with fewer authors are left out
    #[arg(long, value_name = "N", default_value_t = dataset::thresholds::MIN_AUTHORS)]
    pub min_authors: usize,
    /// Under what the rows are given
    #[arg(long, default_value = "For the consented purposes only; withdrawn rows are left out")]
    pub licence: String,
    /// Only what was given in answer to this ask; several when given several times
    #[arg(long, value_name = "ID")]
    pub ask: Vec<i64>,
    /// Consent as it stood then, and still stands; now when not given
    #[arg(long, value_name = "TIME", value_parser = moment)]
    pub cutoff: Option<Time>,
}

/// A switch.
#[derive(clap::ValueEnum, Clone, Copy, PartialEq, Eq, Debug)]
pub enum OnOff {
    /// Yes.
    On,
    /// No.
    Off,
}

impl OnOff {
    /// Whether it is on.
    pub fn on(self) -> bool {
        self == Self::On
    }
}

fn moment(text: &str) -> Result<Time, String> {
    Time::parse(text)
        .ok_or_else(|| "a day such as 2026-12-24, or a moment such as 2026-12-24T18:00Z".to_owned())
}

#[cfg(test)]
mod tests {
    use super::Arguments;
    use clap::CommandFactory;

    #[test]
    fn help_begins_with_what_braise_is() {
        let mut command = Arguments::command();
        command.clone().debug_assert();
        let help = command.render_help().to_string();
        assert_eq!(help.lines().next(), Some("Braise, a social network you host yourself"));
    }
}
