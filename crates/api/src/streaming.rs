//! Streaming: what happens, told as it happens, over server-sent events ([`sse`]) and WebSockets
//! ([`socket`]).
//!
//! A connection is a listener of channels ([`names`] reads what they are called). What it is told
//! waits in a queue of [`STREAM_BACKLOG`] messages: a reader who falls further behind is let go, and
//! so is one whose session ends. What a member is told of an event is written once, however many
//! connections they have ([`payload`]).
//!
//! To add a stream: a line in [`names`], its meaning in `app::Channel`.

mod names;
mod payload;
mod socket;
mod sse;

use crate::Api;
use crate::call::session;
use crate::error::{Error, Result};
use app::{Session, Subscription};
use axum::Router;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, StatusCode, Uri};
use axum::routing::get;
use model::AccountId;
use model::limits::STREAM_BACKLOG;
use names::Stream;
use payload::{Message, Payloads};
use std::ops::ControlFlow;
use std::sync::Arc;
use tokio::sync::mpsc;

/// What all connections share.
#[derive(Clone)]
struct Streaming {
    api: Api,
    payloads: Arc<Payloads>,
}

/// The routes of streams. They stand apart from the table of routes because they never finish;
/// every one of them checks the token and its scopes itself, through [`Listener::check`].
pub(crate) fn router(api: Api) -> Router {
    let state = Streaming { api, payloads: Arc::default() };
    let mut router = Router::new()
        .route("/api/v1/streaming", get(socket::open))
        .route("/api/v1/streaming/", get(socket::open))
        .route("/api/v1/streaming/health", get(|| async { "OK" }));
    for (path, name) in sse::PATHS {
        router = router.route(
            path,
            get(move |state: State<Streaming>, request: Request| sse::open(state, name, request)),
        );
    }
    router.with_state(state)
}

/// A member who listens.
struct Listener {
    shared: Streaming,
    me: AccountId,
    session: Arc<Session>,
    subscription: Subscription,
    streams: Vec<Stream>,
}

impl Streaming {
    /// Lets a member in, as long as they have a seat left.
    async fn admit(&self, headers: &HeaderMap, uri: &Uri) -> Result<Listener> {
        let session = session(&self.api, headers, uri).await?.ok_or(app::Error::LoggedOut)?;
        let me = session.account.ok_or(app::Error::LoggedOut)?;
        let subscription = self.api.app.listen(Some(me), Some(session.token))?;
        Ok(Listener { shared: self.clone(), me, session, subscription, streams: Vec::new() })
    }
}

impl Listener {
    /// Checks that the member may listen to a stream with this token.
    async fn check(&self, stream: &Stream) -> Result<()> {
        if stream.scope().is_some_and(|scope| !self.session.scopes.allows(scope)) {
            let sentence = "This action is outside the authorized scopes".to_owned();
            return Err(Error::Request(StatusCode::FORBIDDEN, sentence));
        }
        Ok(self.shared.api.app.check_channel(Some(self.me), &stream.channel).await?)
    }

    /// Puts what an event means for each stream into the queue. Breaks when the reader has fallen
    /// too far behind, or is gone.
    async fn tell(&mut self, logged: &model::Logged, queue: &mpsc::Sender<Message>) -> ControlFlow<()> {
        for stream in &self.streams {
            let Some(told) = self.subscription.told(&stream.channel, &logged.event).await else { continue };
            if !stream.may_tell(told, &self.session.scopes) || !stream.knows(&logged.event) {
                continue;
            }
            let Some(payload) =
                self.shared.payloads.get(&self.shared.api, self.me, logged.seq, &stream.channel, told).await
            else {
                continue;
            };
            let message = Message { stream: Arc::clone(&stream.label), payload };
            if queue.try_send(message).is_err() {
                return ControlFlow::Break(());
            }
        }
        ControlFlow::Continue(())
    }
}

/// A queue of what a connection is still to be told.
fn queue() -> (mpsc::Sender<Message>, mpsc::Receiver<Message>) {
    mpsc::channel(STREAM_BACKLOG)
}
