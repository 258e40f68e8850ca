//! Context notes: what members add for readers of a public post, rated by others, and shown under it once people who
//! usually disagree both find it helpful.
//!
//! Notes are shown without their author's name: what counts is what they say. What becomes of them is reckoned
//! later ([`judge`]); those that are shown are kept in memory ([`shown`]), so that pages ask for nothing.

mod judge;
mod shown;

use crate::jobs::{Job, later};
use crate::{Actor, App, Error, Result};
use model::limits::{
    NOTE_RATINGS_A_DAY, NOTE_SOURCE_CHARACTERS, NOTE_SOURCES, NOTE_TEXT_CHARACTERS, NOTES_A_DAY, NOTES_A_POST,
};
use model::visibility::Viewer;
use model::{AccountId, Event, NoteId, Post, PostId, Role, Time, Visibility};
use std::collections::HashMap;
use std::time::Duration;
use store::Tx;
use store::notes::{Given, Note, Numbers, Standing};

pub use shown::ShownNote;
pub(crate) use shown::ShownNotes;
pub use store::notes::{Numbers as NoteNumbers, Standing as NoteStanding};

/// How long daily allowances look back.
const DAY: Duration = Duration::from_secs(86_400);
/// How long what is rated now waits to be judged together with what is rated meanwhile.
const GATHER: Duration = Duration::from_millis(500);
/// Under which key judging waits.
const KEY: &str = "judge-notes";
/// Notes on a page at most.
pub const NOTES_PAGE: usize = 40;

/// What somebody makes of a note.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Helpful {
    /// It helps.
    Yes,
    /// Somewhat.
    Somewhat,
    /// It does not.
    No,
}

/// All of them, the first ones first on a form.
pub const HELPFUL: [Helpful; 3] = [Helpful::Yes, Helpful::Somewhat, Helpful::No];

/// Why somebody finds a note helpful, and why not: the words that are kept. Others are passed over, so that an app
/// that knows more than this server can rate too.
pub const REASONS: [(&str, bool); 9] = [
    ("clear", true),
    ("good_sources", true),
    ("important_context", true),
    ("fair", true),
    ("wrong", false),
    ("no_sources", false),
    ("unfair", false),
    ("off_topic", false),
    ("not_needed", false),
];

impl Helpful {
    /// What a word means.
    pub fn named(word: &str) -> Option<Self> {
        HELPFUL.into_iter().find(|helpful| helpful.word() == word)
    }

    /// The word for it.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::Somewhat => "somewhat",
            Self::No => "no",
        }
    }

    const fn value(self) -> i64 {
        match self {
            Self::Yes => 2,
            Self::Somewhat => 1,
            Self::No => 0,
        }
    }

    const fn of_value(value: i64) -> Self {
        match value {
            0 => Self::No,
            1 => Self::Somewhat,
            _ => Self::Yes,
        }
    }
}

/// A note as somebody sees it.
#[derive(Clone, Debug, PartialEq)]
pub struct NoteView {
    /// Its id.
    pub id: NoteId,
    /// The post it is under.
    pub post: PostId,
    /// What it says.
    pub text: String,
    /// Where that can be looked up.
    pub sources: Vec<String>,
    /// When it was written.
    pub created_at: Time,
    /// What became of it, and since when.
    pub standing: Standing,
    /// Since when.
    pub since: Time,
    /// Whether that stays, and ratings change nothing any more.
    pub locked: bool,
    /// What it rests on.
    pub numbers: Numbers,
    /// How many rated it, counted or not.
    pub ratings: i64,
    /// Whether the viewer wrote it.
    pub mine: bool,
    /// Whether the viewer may rate it now.
    pub may_rate: bool,
    /// What the viewer made of it, and why.
    pub given: Option<(Helpful, Vec<String>)>,
}

/// What is under a post.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NotesUnder {
    /// The notes, those that are shown first.
    pub notes: Vec<NoteView>,
    /// Whether the viewer may add one.
    pub may_write: bool,
}

/// Notes of interest to a member.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NotesFor {
    /// Those that wait for ratings.
    pub waiting: Vec<NoteView>,
    /// Those under the member's own posts.
    pub about: Vec<NoteView>,
    /// Those the member wrote.
    pub own: Vec<NoteView>,
}

impl App {
    /// Adds a note under a public post of somebody else. Each member has one under a post.
    pub async fn write_note(
        &self,
        me: Actor,
        post: PostId,
        text: &str,
        sources: &[String],
    ) -> Result<NoteView> {
        let (text, sources) = (checked_text(text)?, checked_sources(sources)?);
        let (id, now, author) = (self.id::<NoteId>(), self.now(), me.account);
        let note = self
            .write(move |tx| {
                Box::pin(async move {
                    let post = noted(tx, post, author).await?;
                    check_may_write(tx, &post, author, now).await?;
                    let standing = Standing::default();
                    let numbers = Numbers::default();
                    let note = Note {
                        id,
                        post: post.id,
                        author,
                        text,
                        sources,
                        created_at: now,
                        standing,
                        since: now,
                        numbers,
                    };
                    match store::notes::insert(tx, &note).await {
                        Err(store::Error::Taken(_)) => {
                            Err(Error::invalid("Validation failed: You have a note under this post already"))
                        }
                        other => Ok(other.map(|()| note)?),
                    }
                })
            })
            .await?;
        self.note_view(note.id, Some(author)).await
    }

    /// Takes a note away: whoever wrote it, or a moderator.
    pub async fn remove_note(&self, me: Actor, id: NoteId) -> Result<()> {
        let account = self.account(me.account).await?;
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                let note = store::notes::get(tx, id).await?.ok_or(Error::NotFound)?;
                if note.author != account.id && account.role == Role::Member {
                    return Err(Error::NotFound);
                }
                store::notes::delete(tx, id).await?;
                tx.log(now, Event::NoteChanged { post: note.post });
                Ok(())
            })
        })
        .await
    }

    /// Says what a member makes of a note, or says it anew. Nobody rates their own, or one under their own post.
    pub async fn rate_note(
        &self,
        me: Actor,
        id: NoteId,
        helpful: Helpful,
        reasons: &[String],
    ) -> Result<NoteView> {
        let known = REASONS.iter().filter(|(_, good)| match helpful {
            Helpful::Yes => *good,
            Helpful::Somewhat => true,
            Helpful::No => !*good,
        });
        let reasons =
            known.map(|(word, _)| (*word).to_owned()).filter(|word| reasons.contains(word)).collect();
        let given = Given { value: helpful.value(), reasons };
        let (now, rater) = (self.now(), me.account);
        self.write(move |tx| {
            Box::pin(async move {
                if !store::notes::may_see(tx, id, Some(rater)).await? {
                    return Err(Error::NotFound);
                }
                let note = store::notes::get(tx, id).await?.ok_or(Error::NotFound)?;
                let post = store::posts::get(tx, note.post).await?.ok_or(Error::NotFound)?;
                if note.author == rater || post.author == rater {
                    return Err(Error::Forbidden(
                        "Nobody rates their own notes, or notes under their own posts".to_owned(),
                    ));
                }
                if locked(&note, now) {
                    return Err(Error::invalid("Validation failed: What became of this note is settled"));
                }
                let today = store::notes::rated_since(tx, rater, before(now, DAY)).await?;
                if today >= most(NOTE_RATINGS_A_DAY) {
                    return Err(Error::TooMany(format!("{NOTE_RATINGS_A_DAY} ratings a day are enough")));
                }
                store::notes::rate(tx, id, rater, &given, now).await?;
                later(tx, &Job::JudgeNotes, Some(KEY), now.plus(GATHER)).await
            })
        })
        .await?;
        self.note_view(id, Some(rater)).await
    }

    /// The notes under a post the viewer may see.
    pub async fn notes_under(&self, viewer: Viewer, id: PostId) -> Result<NotesUnder> {
        let mut rows = self.read().await?;
        let post = store::posts::visible_to(&mut rows, id, viewer).await?.ok_or(Error::NotFound)?;
        let post = match post.repost_of {
            Some(of) => store::posts::visible_to(&mut rows, of, viewer).await?.ok_or(Error::NotFound)?,
            None => post,
        };
        let notes = store::notes::of_post(&mut rows, post.id).await?;
        let may_write = viewer.is_some_and(|me| {
            bears_notes(&post) && post.author != me && notes.iter().all(|note| note.author != me)
        });
        let mut notes = views(&mut rows, self.now(), notes, viewer).await?;
        notes.sort_by_key(|note| (note.standing != Standing::Helpful, note.id));
        Ok(NotesUnder { notes, may_write })
    }

    /// Notes a member may want to rate, or to know of.
    pub async fn notes_for(&self, me: AccountId) -> Result<NotesFor> {
        let (mut rows, now) = (self.read().await?, self.now());
        let waiting = store::notes::waiting(&mut rows, me, NOTES_PAGE).await?;
        let about = store::notes::about(&mut rows, me, NOTES_PAGE).await?;
        let own = store::notes::of_author(&mut rows, me, NOTES_PAGE).await?;
        Ok(NotesFor {
            waiting: views(&mut rows, now, waiting, Some(me)).await?,
            about: views(&mut rows, now, about, Some(me)).await?,
            own: views(&mut rows, now, own, Some(me)).await?,
        })
    }

    async fn note_view(&self, id: NoteId, viewer: Viewer) -> Result<NoteView> {
        let mut rows = self.read().await?;
        let note = store::notes::get(&mut rows, id).await?.ok_or(Error::NotFound)?;
        views(&mut rows, self.now(), vec![note], viewer).await?.pop().ok_or(Error::NotFound)
    }
}

/// The post a note is to be under: public, and there to be seen.
async fn noted(tx: &mut Tx, post: PostId, me: AccountId) -> Result<Post> {
    let post = crate::react::seen(tx, post, me).await?;
    if !bears_notes(&post) {
        return Err(Error::invalid("Validation failed: Only public posts have notes"));
    }
    Ok(post)
}

fn bears_notes(post: &Post) -> bool {
    post.visibility == Visibility::Public && !post.local_only && post.repost_of.is_none()
}

async fn check_may_write(tx: &mut Tx, post: &Post, me: AccountId, now: Time) -> Result<()> {
    if post.author == me {
        return Err(Error::Forbidden(
            "Your own posts you can edit: notes are for those of others".to_owned(),
        ));
    }
    let account = store::accounts::get(tx, me).await?.ok_or(Error::NotFound)?;
    if account.limited_at.is_some() {
        return Err(Error::forbidden());
    }
    if store::notes::count(tx, post.id).await? >= most(NOTES_A_POST) {
        return Err(Error::invalid(format!("Validation failed: A post has {NOTES_A_POST} notes at most")));
    }
    if store::notes::written_since(tx, me, before(now, DAY)).await? >= most(NOTES_A_DAY) {
        return Err(Error::TooMany(format!("{NOTES_A_DAY} notes a day are enough")));
    }
    Ok(())
}

fn checked_text(text: &str) -> Result<String> {
    let text = text::input::lines(text).trim().to_owned();
    if text.is_empty() {
        return Err(Error::invalid("Validation failed: Text can't be blank"));
    }
    if text.chars().count() > NOTE_TEXT_CHARACTERS {
        return Err(Error::invalid(format!(
            "Validation failed: Text is too long (maximum is {NOTE_TEXT_CHARACTERS} characters)"
        )));
    }
    Ok(text)
}

/// Addresses of the web, each once.
fn checked_sources(sources: &[String]) -> Result<Vec<String>> {
    let mut checked: Vec<String> = Vec::new();
    for source in sources.iter().map(|source| source.trim()).filter(|source| !source.is_empty()) {
        let wrong = || Error::invalid("Validation failed: Sources must be addresses of the web (https://…)");
        if source.chars().count() > NOTE_SOURCE_CHARACTERS {
            return Err(wrong());
        }
        let address = url::Url::parse(source).map_err(|_| wrong())?;
        let plain = address.username().is_empty() && address.password().is_none();
        if !matches!(address.scheme(), "https" | "http") || !address.has_host() || !plain {
            return Err(wrong());
        }
        let address = address.to_string();
        if !checked.contains(&address) {
            checked.push(address);
        }
    }
    if checked.len() > NOTE_SOURCES {
        return Err(Error::invalid(format!(
            "Validation failed: A note names {NOTE_SOURCES} sources at most"
        )));
    }
    Ok(checked)
}

/// Whether what became of a note stays as it is.
fn locked(note: &Note, now: Time) -> bool {
    note.standing != Standing::NeedsMore && age(note, now) >= feed::bridging::LOCKED_AFTER
}

/// In milliseconds.
fn age(note: &Note, now: Time) -> i64 {
    now.millis() - note.created_at.millis()
}

async fn views(rows: &mut store::Conn, now: Time, notes: Vec<Note>, viewer: Viewer) -> Result<Vec<NoteView>> {
    if notes.is_empty() {
        return Ok(Vec::new());
    }
    let ids: Vec<NoteId> = notes.iter().map(|note| note.id).collect();
    let posts: Vec<PostId> = notes.iter().map(|note| note.post).collect();
    let ratings: HashMap<NoteId, i64> = store::notes::ratings_of(rows, &ids).await?.into_iter().collect();
    let authors: HashMap<PostId, AccountId> =
        store::posts::authors(rows, &posts).await?.into_iter().collect();
    let mut given: HashMap<NoteId, Given> = match viewer {
        Some(me) => store::notes::given(rows, me, &ids).await?.into_iter().collect(),
        None => HashMap::new(),
    };
    let view = |note: Note| {
        let locked = locked(&note, now);
        let mine = viewer == Some(note.author);
        let own_post = viewer.is_some() && authors.get(&note.post).copied() == viewer;
        NoteView {
            locked,
            mine,
            may_rate: viewer.is_some() && !mine && !own_post && !locked,
            ratings: ratings.get(&note.id).copied().unwrap_or(0),
            given: given.remove(&note.id).map(|given| (Helpful::of_value(given.value), given.reasons)),
            id: note.id,
            post: note.post,
            text: note.text,
            sources: note.sources,
            created_at: note.created_at,
            standing: note.standing,
            since: note.since,
            numbers: note.numbers,
        }
    };
    Ok(notes.into_iter().map(view).collect())
}

fn most(limit: usize) -> i64 {
    i64::try_from(limit).unwrap_or(i64::MAX)
}

fn before(now: Time, ago: Duration) -> Time {
    Time::from_millis(now.millis() - i64::try_from(ago.as_millis()).unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn sources(sources: &[&str]) -> Result<Vec<String>> {
        checked_sources(&sources.iter().map(ToString::to_string).collect::<Vec<_>>())
    }

    #[test]
    fn sources_lead_to_the_web_and_nowhere_else() {
        let once = sources(&["https://a.example/x", " https://a.example/x ", ""]).unwrap();
        assert_eq!(once, ["https://a.example/x"]);
        for wrong in ["javascript:alert(1)", "ftp://a.example", "a.example", "https://me:pass@a.example/"] {
            assert!(sources(&[wrong]).is_err(), "{wrong}");
        }
        assert!(sources(&[&format!("https://a.example/{}", "x".repeat(NOTE_SOURCE_CHARACTERS))]).is_err());
        let many: Vec<String> = (0..=NOTE_SOURCES).map(|n| format!("https://a.example/{n}")).collect();
        assert!(checked_sources(&many).is_err());
        assert!(checked_sources(&many[1..]).is_ok());
    }

    #[test]
    fn a_note_says_something_and_not_too_much() {
        assert!(checked_text(" \n ").is_err());
        assert!(checked_text(&"é".repeat(NOTE_TEXT_CHARACTERS)).is_ok());
        assert!(checked_text(&"é".repeat(NOTE_TEXT_CHARACTERS + 1)).is_err());
    }
}
