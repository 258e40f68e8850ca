//! Who a token stands for.

use crate::lapsing::Lapsing;
use crate::views::Observer;
use crate::{Actor, App, Error, Result, secret};
use model::account::Member;
use model::{AccountId, AppId, Event, Logged, Scopes, Time, TokenId};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

/// Sessions kept in memory at most.
const SESSIONS: usize = 20_000;
/// How long one that nobody uses is kept there.
const IDLE: Duration = Duration::from_secs(3_600);

/// A live token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The token.
    pub token: TokenId,
    /// The member; none for an app on its own behalf.
    pub account: Option<AccountId>,
    /// The app; none for a browser.
    pub app: Option<AppId>,
    /// What it may do.
    pub scopes: Scopes,
    /// When it was made.
    pub created_at: Time,
    /// Whether the member's address waits to be confirmed: until then they are in, and may not act.
    pub unconfirmed: bool,
}

impl Session {
    /// The member who acts.
    pub fn actor(&self) -> Result<Actor> {
        if self.unconfirmed {
            return Err(Error::Unconfirmed);
        }
        let account =
            self.account.ok_or_else(|| Error::invalid("This method requires an authenticated user"))?;
        Ok(Actor { account, app: self.app })
    }
}

/// Sessions in use, by the hash of their token.
pub(crate) struct Sessions {
    live: Lapsing<String, Arc<Session>>,
    ended: AtomicU64,
}

impl Default for Sessions {
    fn default() -> Self {
        Self { live: Lapsing::when_idle(IDLE, SESSIONS), ended: AtomicU64::new(0) }
    }
}

impl Observer for Sessions {
    fn observe(&self, logged: &Logged) {
        // Endings are rare, so all sessions are looked up anew rather than the right ones found.
        if matches!(
            logged.event,
            Event::LoggedOut { .. } | Event::AccountSuspended { .. } | Event::AccountChanged { .. }
        ) {
            self.ended.fetch_add(1, Ordering::Relaxed);
            self.live.clear();
        }
    }
}

impl App {
    /// The session of a token; [`Error::LoggedOut`] when it has ended or never was,
    /// [`Error::Suspended`] or [`Error::Waiting`] when its member may not log in.
    pub async fn session(&self, token: &str) -> Result<Arc<Session>> {
        let hash = secret::hash(token);
        let sessions = &self.inner.sessions;
        if let Some(session) = sessions.live.get(&hash) {
            return Ok(session);
        }
        let ended = sessions.ended.load(Ordering::Relaxed);
        let session = Arc::new(self.load_session(&hash).await?);
        if sessions.ended.load(Ordering::Relaxed) == ended {
            sessions.live.insert(hash, Arc::clone(&session));
        }
        Ok(session)
    }

    async fn load_session(&self, hash: &str) -> Result<Session> {
        let mut rows = self.read().await?;
        let token = store::auth::token_by_hash(&mut rows, hash).await?.ok_or(Error::LoggedOut)?;
        let unconfirmed = match token.account {
            Some(account) => self.waits_for_mail(&check_may_log_in(&mut rows, account).await?),
            None => false,
        };
        let scopes =
            Scopes::parse(&token.scopes).map_err(|word| Error::internal("scopes of a token", word))?;
        Ok(Session {
            token: token.id,
            account: token.account,
            app: token.app,
            scopes,
            created_at: token.created_at,
            unconfirmed,
        })
    }

    /// Whether a member's address is to be confirmed. Nobody waits for a letter that is not sent.
    pub(crate) fn waits_for_mail(&self, member: &Member) -> bool {
        self.sends_mail() && member.confirmed_at.is_none()
    }
}

/// The member who logs in. Refuses the suspended and those not let in yet.
pub(crate) async fn check_may_log_in(rows: &mut store::Conn, account: AccountId) -> Result<Member> {
    let profile = store::accounts::get(rows, account).await?.ok_or(Error::LoggedOut)?;
    let member = store::members::get(rows, account).await?.ok_or(Error::LoggedOut)?;
    if profile.suspended_at.is_some() {
        return Err(Error::Suspended);
    }
    if !member.approved {
        return Err(Error::Waiting);
    }
    Ok(member)
}
