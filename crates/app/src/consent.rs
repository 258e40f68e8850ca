//! What members say about the use of their words, and whether something may be used.
//!
//! Only a member speaks for themself, about their account and what is their own: nothing here takes
//! another account to speak for, no default says yes, and neither whoever runs the server nor the
//! command line has a way in. What holds is kept in memory ([`kept`]), so that asking costs no query
//! where it was asked before.

pub(crate) mod kept;

use crate::{Actor, App, Error, Result};
use consent::{Broken, Choice, Choices, Entry, Head, Purpose, Said, Subject, chain};
use model::limits::CONSENT_REASON_CHARACTERS;
use model::{Page, Time};
use store::consent::Use;

/// Lines of a ledger read at once.
const CHUNK: usize = 500;

/// What a member says about one use.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saying {
    /// For which use.
    pub purpose: Purpose,
    /// What they say.
    pub choice: Choice,
    /// Why; may be empty.
    pub reason: String,
}

/// Which way a member came to say something.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Through {
    /// Our own pages.
    Pages,
    /// The API: an app, or a bare token of the command line.
    Api,
}

/// What a member has said of something, as it holds now.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Standing {
    /// Their choices.
    pub choices: Choices,
    /// The line of the ledger behind each they ever made, oldest first.
    pub lines: Vec<Entry>,
}

impl Standing {
    fn of(lines: Vec<Entry>) -> Self {
        Self { choices: store::consent::choices(&lines), lines }
    }

    /// The line behind the choice for a purpose.
    pub fn line(&self, purpose: Purpose) -> Option<&Entry> {
        self.lines.iter().rev().find(|entry| entry.said.purpose == purpose)
    }
}

/// What checking a whole ledger found.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct LedgerCheck {
    /// Where it ends, as far as it is whole.
    pub head: Option<Head>,
    /// Where it is not.
    pub broken: Option<Broken>,
}

impl App {
    /// What a member has said of their account, or of a post or picture of theirs.
    pub async fn standing(&self, me: Actor, subject: Subject) -> Result<Standing> {
        let mut rows = self.read().await?;
        check_own(&mut rows, me, subject).await?;
        Ok(Standing::of(store::consent::newest(&mut rows, me.account, subject).await?))
    }

    /// Writes into a member's ledger what they say about the use of what is theirs. Saying what holds
    /// already writes nothing, unless with another reason.
    pub async fn set_consent(
        &self,
        me: Actor,
        through: Through,
        subject: Subject,
        saying: Vec<Saying>,
    ) -> Result<Standing> {
        let now = self.now();
        let through = self.client_name(me, through).await?;
        let said = self.said(me, &through, subject, saying, now)?;
        self.write(move |tx| {
            Box::pin(async move {
                check_own(tx, me, subject).await?;
                let standing = Standing::of(store::consent::newest(tx, me.account, subject).await?);
                let news: Vec<Said> = said.into_iter().filter(|said| is_news(&standing, said)).collect();
                let mut lines = standing.lines;
                // Whoever says no, or nothing any more, may stand in a release.
                if news.iter().any(|said| said.choice != Choice::Yes) {
                    crate::datasets::renew_later(tx, me.account, now).await?;
                }
                lines.extend(store::consent::append(tx, now, news).await?);
                Ok(Standing::of(lines))
            })
        })
        .await
    }

    /// What a member says, with what the ledger keeps beside it. The last word on a purpose counts.
    fn said(
        &self,
        me: Actor,
        through: &str,
        subject: Subject,
        saying: Vec<Saying>,
        at: Time,
    ) -> Result<Vec<Said>> {
        let mut all: Vec<Said> = Vec::with_capacity(saying.len());
        for Saying { purpose, choice, reason } in saying {
            let reason = text::input::lines(reason.trim());
            if reason.chars().count() > CONSENT_REASON_CHARACTERS {
                return Err(Error::invalid(format!(
                    "Validation failed: A reason has at most {CONSENT_REASON_CHARACTERS} characters"
                )));
            }
            all.retain(|said| said.purpose != purpose);
            all.push(Said {
                account: me.account,
                subject,
                purpose,
                choice,
                reason,
                terms: self.config().terms_version.clone(),
                through: through.to_owned(),
                at,
            });
        }
        Ok(all)
    }

    /// What the ledger says a member spoke through: `web`, `app:` with the app's name, or `token`. An app
    /// may call itself what it likes, so its name never stands alone.
    async fn client_name(&self, me: Actor, through: Through) -> Result<String> {
        Ok(match (through, me.app) {
            (Through::Pages, _) => "web".to_owned(),
            (Through::Api, None) => "token".to_owned(),
            (Through::Api, Some(app)) => {
                let apps = store::auth::apps(&mut self.read().await?, &[app]).await?;
                let name = apps.into_iter().next().map(|app| app.name).unwrap_or_default();
                format!("app:{name}")
            }
        })
    }

    /// A page of a member's ledger, newest first; cursors are numbers of lines.
    pub async fn consent_ledger(&self, me: Actor, page: Page) -> Result<Vec<Entry>> {
        Ok(store::consent::page(&mut self.read().await?, me.account, page).await?)
    }

    /// The next lines of a member's ledger after number `seq`, oldest first; none at its end.
    pub async fn consent_ledger_after(&self, me: Actor, seq: i64) -> Result<Vec<Entry>> {
        Ok(store::consent::after(&mut self.read().await?, me.account, seq, CHUNK).await?)
    }

    /// Checks a member's whole ledger, line by line.
    pub async fn check_consent_ledger(&self, me: Actor) -> Result<LedgerCheck> {
        let mut check = chain::Check::default();
        loop {
            let seq = check.head().map_or(0, |head| head.seq);
            let lines = self.consent_ledger_after(me, seq).await?;
            if lines.is_empty() {
                return Ok(LedgerCheck { head: check.head(), broken: None });
            }
            if let Err(broken) = lines.iter().try_for_each(|line| check.follow(line)) {
                tracing::error!(account = me.account.0, %broken, "a ledger of consent is not whole");
                return Ok(LedgerCheck { head: check.head(), broken: Some(broken) });
            }
        }
    }

    /// Writes down who used members' words, for what and how often. Whoever uses them calls this in
    /// the same breath.
    pub async fn record_uses(&self, uses: Vec<Use>) -> Result<()> {
        self.write(move |tx| {
            Box::pin(async move {
                for used in &uses {
                    store::consent::record_use(tx, used).await?;
                }
                Ok(())
            })
        })
        .await
    }

    /// The last uses of a member's words, newest first.
    pub async fn consent_uses(&self, me: Actor, limit: usize) -> Result<Vec<Use>> {
        Ok(store::consent::uses(&mut self.read().await?, me.account, limit).await?)
    }
}

impl App {
    /// Names of up to `limit` members who say yes to a use of all they write, in the order they joined.
    pub async fn members_allowing(&self, purpose: Purpose, limit: usize) -> Result<Vec<String>> {
        Ok(store::consent::members_allowing(&mut self.read().await?, purpose, limit).await?)
    }
}

/// Whether saying this changes anything.
fn is_news(standing: &Standing, said: &Said) -> bool {
    let reasoned = || standing.line(said.purpose).is_some_and(|line| line.said.reason != said.reason);
    standing.choices.get(said.purpose) != said.choice
        || (said.choice != Choice::Unset && !said.reason.is_empty() && reasoned())
}

/// Refuses what is not the member's own, in the way of what is not there. A repost has no words of
/// its own: its original's author decides.
async fn check_own(rows: &mut store::Conn, me: Actor, subject: Subject) -> Result<()> {
    let own = match subject {
        Subject::Account => true,
        Subject::Post(post) => store::posts::get(rows, post)
            .await?
            .is_some_and(|post| post.author == me.account && post.repost_of.is_none()),
        Subject::Picture(picture) => store::attached::media_by_id(rows, &[picture])
            .await?
            .first()
            .is_some_and(|media| media.owner == me.account),
    };
    if own { Ok(()) } else { Err(Error::NotFound) }
}
