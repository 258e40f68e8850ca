//! The use cases: every way something happens on the network, one verb a file.
//!
//! A use case checks who acts, checks what they ask, writes rows and events in one transaction, and
//! answers once its own views have followed. Federation, imports, the Mastodon API, the pages and
//! the command line all come through here; there is no second way to publish.
//!
//! Reading is here too, in [`read`]: timelines from memory, everything else from the rows, always
//! through the one visibility rule.
//!
//! This crate knows no HTTP and no SQL. To add a verb: a file named after it with an
//! `impl App { pub async fn … }`, limits from `model::limits`, failures as [`Error`].

mod access;
mod announce;
mod arrive;
mod asks;
mod assistant;
pub mod authorize;
mod block;
mod board;
mod bring;
mod check;
mod clock;
mod config;
mod consent;
mod conversations;
mod copies;
mod create;
mod datasets;
mod delete;
mod dismiss;
mod domains;
mod draft;
mod edit;
mod email;
mod emoji;
mod erase;
mod error;
mod feeds;
mod files;
mod filters;
mod find;
mod follow;
pub mod for_you;
pub mod fresh;
mod handle;
mod jobs;
mod join;
pub mod lapsing;
mod leave;
mod let_through;
mod letters;
mod lists;
mod log_in;
mod markers;
mod mute;
pub mod notes;
mod notify;
mod packs;
mod password;
mod polls;
mod preview;
mod profile;
mod publish;
mod push;
mod quote;
pub mod radar;
mod react;
mod redraft;
mod remote;
mod report;
mod repost;
mod reset_password;
mod schedule;
mod seats;
mod secret;
mod secret_file;
mod sessions;
mod signing;
mod stream;
mod tags;
mod turns;
mod unconfirmed;
mod verify;
mod views;

pub mod read;

use model::{AccountId, Time};
use parking_lot::{Mutex, RwLock};
use std::sync::{Arc, OnceLock};
use store::Store;

pub use self::assistant::{
    AnswerLogLine, Answered, AskScope, AskStep, AssistantChoices, Citation, Flag, Missed, NewQuestion,
    OURSELVES, OfferedModel, PublicAnswer, Refusal, ReportHint, Sentence, TRANSLATED_TOGETHER,
    TRANSLATION_LANGUAGES, Translation, WritingHelp,
};
pub use self::consent::kept::Used;
pub use self::consent::{LedgerCheck, Saying, Standing, Through};
pub use ::credentials::{Found as FoundCredentials, State as CredentialState};
pub use access::Access;
pub use archive::Network;
pub use arrive::{Finding, ImportOptions, ImportReport, ImportState, Importing, MetAgain};
pub use art::Style as DrawingStyle;
pub use asks::NewAsk;
pub use authorize::{Grant, NewApp, TokenRequest};
pub use board::Announcing;
pub use check::{DatabaseCheck, can_transcode};
pub use clock::{Calendar, Clock, SystemClock};
pub use config::{Config, ModelConfig, NO_AVATAR, NO_HEADER, PainterConfig, Registrations, in_address};
pub use create::{Created, HowMade, MadeFrom, NewCreation};
pub use datasets::place as dataset_place;
pub use datasets::{
    BuiltDataset, DatasetFolder, DatasetOrder, DatasetProgress, DatasetRelease, DatasetReport, DatasetRow,
    DatasetStanding,
};
pub use delete::Removed;
pub use draft::Draft;
pub use edit::Changes;
pub use email::EmailChange;
pub use emoji::{EmojiMap, EmojiPiece, emoji_in, emoji_pieces};
pub use error::{Error, Result};
pub use feeds::{FOR_YOU_LIST, Feed, FeedChanges, FeedNote, FeedPage};
pub use files::still_of;
pub use filters::{FilterChanges, KeywordChanges};
pub use find::{Found, PostSearch};
pub use follow::FollowOptions;
pub use for_you::{ForYou, Known, Opinion, Receipt, Recommended, Travelled, Wish, WishMade, ranking};
pub use handle::Handle;
pub use join::Joining;
pub use leave::Exported;
pub use let_through::PolicyChanges;
pub use letters::check_mail;
pub use lists::ListChanges;
pub use mail::{MailError, Secret, Sender as MailSender, Server as MailServer, Settings as MailSettings};
pub use markers::MARKED;
pub use models::images::ABILITIES as PAINTERS;
pub use models::{Profile as ModelProfile, Settings as ModelSettings, profile::PROFILES as MODEL_PROFILES};
pub use notes::{Helpful, NoteStanding, NoteView, NotesFor, NotesUnder, ShownNote};
pub use packs::PackChanges;
pub use profile::ProfileChanges;
pub use publish::{NewPoll, NewPost};
pub use push::NewPush;
pub use quote::Quotable;
pub use read::conversations::Conversation;
pub use read::notifications::{Group, GroupPage, NotificationFilter};
pub use read::posts::PostView;
pub use read::readers::{CreatedCap, ReaderState};
pub use read::server::{Numbers, Rule};
pub use report::NewReport;
pub use schedule::Scheduled;
pub use secret::made_up_password;
pub use sessions::Session;
pub use store::asks::Ask;
pub use store::auth::App as ClientApp;
pub use store::board::Emoji;
pub use store::consent::Use;
pub use store::creations::Creation;
pub use store::markers::Marker;
pub use store::packs::{Pack, Scope as PackScope};
pub use store::recipes::Scope as FeedScope;
pub use store::reports::Report;
pub use store::tags::Featured;
pub use stream::{Channel, Subscription, Told};
pub use text::filtering::FilterMatch;
pub use views::Observer;

/// The network. Cheap to clone; all clones are one.
#[derive(Clone)]
pub struct App {
    inner: Handle<Inner>,
}

struct Inner {
    config: Config,
    clock: Arc<dyn Clock>,
    store: Store,
    views: Arc<views::Views>,
    readers: Arc<read::readers::Readers>,
    sessions: Arc<sessions::Sessions>,
    emoji: Arc<emoji::Kept>,
    board: Arc<board::Board>,
    consents: Arc<self::consent::kept::Kept>,
    redrafts: redraft::Redrafts,
    finder: find::Finder,
    world: Arc<for_you::world::World>,
    sittings: Arc<for_you::Sittings>,
    feed_sittings: self::feeds::Sittings,
    outside: self::feeds::Outsiders,
    radar: Arc<radar::Live>,
    notes: Arc<notes::ShownNotes>,
    trends: read::trends::Reckoned,
    asked: for_you::AskedAbout,
    seats: Arc<seats::Seats>,
    /// Translations under way: of which post, into which language.
    translating: turns::Turns<(model::PostId, String)>,
    egress: net::Egress,
    pusher: push::Pusher,
    remote: remote::Remote,
    /// The last weeks in numbers, kept for a while.
    activity: Mutex<read::board::Counted>,
    /// None where `ffmpeg` is not installed: then film and sound are refused.
    media_tools: Option<media::Tools>,
    /// None where mail is not set up.
    mailer: Option<mail::Mailer>,
    mail_rest: letters::Rest,
    /// The models members may ask, the server's first first.
    models: Vec<Arc<self::assistant::Model>>,
    /// What posts say, where a model made vectors of that.
    vectors: Arc<self::assistant::Vectors>,
    learned: Arc<self::assistant::Learned>,
    /// The account that answers where it is mentioned, once it has moved in.
    assistant: OnceLock<AccountId>,
    /// The model that makes pictures.
    painter: Option<Arc<models::Painter>>,
    signing: signing::Signing,
}

impl App {
    /// Opens the store, brings it up to date, fills the views and starts following the log.
    pub async fn open(config: Config, clock: Arc<dyn Clock>) -> Result<Self> {
        Self::open_with(config, clock, true).await
    }

    /// Opens the store for a command that does one thing and ends. Timelines stay empty, so that it
    /// begins at once however much there is.
    pub async fn open_briefly(config: Config, clock: Arc<dyn Clock>) -> Result<Self> {
        Self::open_with(config, clock, false).await
    }

    async fn open_with(config: Config, clock: Arc<dyn Clock>, with_timelines: bool) -> Result<Self> {
        std::fs::create_dir_all(config.media_folder())
            .map_err(|error| Error::unavailable("the media folder", error))?;
        let views = Arc::new(views::Views::new());
        let listener = {
            let views = Arc::clone(&views);
            Arc::new(move |events| views.follow(events))
        };
        let options = store::Options {
            url: config.database.clone(),
            readers: config.database_readers,
            migrate: true,
            node: config.node,
        };
        let store = Store::open(&options, listener).await?;
        let readers = Arc::new(read::readers::Readers::default());
        let sessions = Arc::new(sessions::Sessions::default());
        let emoji = Arc::new(emoji::Kept::default());
        views.observe(Arc::clone(&emoji) as Arc<dyn Observer>);
        let board = Arc::new(board::Board::default());
        views.observe(Arc::clone(&board) as Arc<dyn Observer>);
        let consents = Arc::new(self::consent::kept::Kept::default());
        views.observe(Arc::clone(&consents) as Arc<dyn Observer>);
        views.observe(Arc::clone(&readers) as Arc<dyn Observer>);
        views.observe(Arc::clone(&sessions) as Arc<dyn Observer>);
        if with_timelines {
            views.fill(&store).await?;
        } else {
            views.begin_at_the_end(&store).await?;
        }
        views.keep_up(store.clone());
        let egress = net::Egress::new(config.egress())
            .map_err(|error| Error::unavailable("the outbound client", error))?;
        let pusher = push::Pusher::open(&config, &store).await?;
        let remote = remote::Remote::open(&store).await?;
        let media_tools = media::Tools::detect().ok();
        let mailer = letters::mailer(&config).transpose();
        let mailer = mailer.map_err(|error| Error::unavailable("mail", error))?;
        // A command that ends at once asks nobody: a wrong model is not in its way.
        let models = if with_timelines { self::assistant::Model::open_all(&config)? } else { Vec::new() };

        let painter = create::painter(&config)?;
        let signing = signing::Signing::open(&config, clock.now())?;
        let finder = find::Finder::default();
        let world = Arc::new(for_you::world::World::default());
        views.observe(Arc::clone(&world) as Arc<dyn Observer>);
        let sittings = Arc::new(for_you::Sittings::default());
        views.observe(Arc::clone(&sittings) as Arc<dyn Observer>);
        let radar = Arc::new(radar::Live::default());
        views.observe(Arc::clone(&radar) as Arc<dyn Observer>);
        let notes = Arc::new(notes::ShownNotes::default());
        views.observe(Arc::clone(&notes) as Arc<dyn Observer>);
        let vectors = Arc::new(self::assistant::Vectors::default());
        views.observe(Arc::clone(&vectors) as Arc<dyn Observer>);
        let learned = Arc::new(self::assistant::Learned::default());
        views.observe(Arc::clone(&learned) as Arc<dyn Observer>);
        let inner = Inner {
            config,
            clock,
            store,
            views,
            readers,
            sessions,
            emoji,
            board,
            consents,
            finder,
            world,
            sittings,
            feed_sittings: self::feeds::Sittings::default(),
            outside: self::feeds::Outsiders::default(),
            radar,
            notes,
            trends: read::trends::Reckoned::default(),
            asked: for_you::AskedAbout::default(),
            seats: Arc::default(),
            translating: turns::Turns::default(),
            egress,
            pusher,
            remote,
            activity: Mutex::default(),
            media_tools,
            mailer,
            mail_rest: letters::Rest::default(),
            redrafts: redraft::Redrafts::default(),
            models,
            vectors,
            learned,
            assistant: OnceLock::new(),

            painter,
            signing,
        };
        Ok(Self { inner: Handle::new(inner) })
    }

    /// The settings.
    pub fn config(&self) -> &Config {
        &self.inner.config
    }

    /// The moment.
    pub fn now(&self) -> Time {
        self.inner.clock.now()
    }

    /// Tells `observer` every event from now on, in order, before those who wrote are answered.
    pub fn observe(&self, observer: Arc<dyn Observer>) {
        self.inner.views.observe(observer);
    }

    /// The number of the last event the views have followed.
    pub fn position(&self) -> i64 {
        self.inner.views.position()
    }

    /// Waits for writes under way and closes the store.
    pub async fn close(&self) {
        self.inner.store.close().await;
    }

    /// The one client that goes out.
    pub fn egress(&self) -> &net::Egress {
        &self.inner.egress
    }

    /// A new id.
    fn id<T: From<i64>>(&self) -> T {
        T::from(self.inner.store.new_id(self.now()))
    }

    async fn read(&self) -> Result<store::Conn> {
        Ok(self.inner.store.read().await?)
    }

    fn feeds(&self) -> &RwLock<timeline::Feeds> {
        self.inner.views.feeds()
    }

    /// Runs a write, waits until it is durable and until the views have followed it.
    fn write<T, F>(&self, work: F) -> impl Future<Output = Result<T>> + Send
    where
        F: for<'a> FnOnce(&'a mut store::Tx) -> store::Work<'a, T, Error> + Send + 'static,
        T: Send + 'static,
    {
        self.write_boxed(Box::new(work))
    }

    async fn write_boxed<T: Send + 'static>(&self, work: store::BoxWork<T, Error>) -> Result<T> {
        let done = self.inner.store.write_boxed(work).await?;
        self.inner.views.wait(done.seq).await;
        Ok(done.value)
    }
}

/// How long a post is, as its limit counts: links count alike, mentions without their server.
pub fn post_length(text: &str, spoiler: &str) -> usize {
    text::count(text, spoiler)
}

/// What a tag is filed and compared by.
pub fn fold_tag(tag: &str) -> String {
    text::tag::normalize(tag.trim().trim_start_matches('#'))
}

/// Who acts: a member, with the app they act through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Actor {
    /// The member.
    pub account: AccountId,
    /// The app.
    pub app: Option<model::AppId>,
}

impl From<AccountId> for Actor {
    fn from(account: AccountId) -> Self {
        Self { account, app: None }
    }
}
