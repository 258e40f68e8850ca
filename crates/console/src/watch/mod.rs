//! Public streams of other networks, read into Radar and nothing else.
//!
//! [`mastodon`] and [`jetstream`] turn what a network says into what Radar hears. Here one is listened to, told of
//! a few times a minute, and called again when it breaks off.

mod jetstream;
mod mastodon;

use app::App;
use app::radar::{Heard, Watch};
use std::time::{Duration, Instant};
use tokio::sync::mpsc;

/// How often forecasts are put into the store.
const TELL: Duration = Duration::from_secs(2);
/// Waits between calls that failed, doubling up to the longest.
const AGAIN: (Duration, Duration) = (Duration::from_secs(2), Duration::from_secs(120));
/// What has been heard and not taken; a stream faster than that waits.
const AHEAD: usize = 10_000;

/// What is listened to.
#[derive(Clone, Debug)]
pub enum Stream {
    /// The public timeline of a Mastodon server, as far as it may be read with this token or none.
    Mastodon {
        /// The server's address.
        url: String,
        /// A bearer token of it.
        token: Option<String>,
    },
    /// A Jetstream of the Bluesky network: a `ws` or `wss` address.
    Jetstream {
        /// The address.
        url: String,
    },
}

/// How far it is.
#[derive(Clone, Copy, Debug, Default)]
pub struct Progress {
    /// What was heard.
    pub heard: u64,
    /// Posts that are passed on and followed.
    pub followed: usize,
    /// Forecasts put into the store.
    pub told: u64,
}

impl Stream {
    /// The network's host, by which it is shown.
    fn host(&self) -> String {
        let (Self::Mastodon { url, .. } | Self::Jetstream { url }) = self;
        let rest = url.split_once("://").map_or(url.as_str(), |(_, rest)| rest);
        rest.split(['/', ':', '?']).next().unwrap_or_default().to_owned()
    }
}

/// Listens until `long` is over, or for ever. `tell` hears how far it is.
pub async fn watch(
    app: &App,
    egress: net::Egress,
    stream: Stream,
    long: Option<Duration>,
    tell: &dyn Fn(&Progress, Option<&str>),
) -> anyhow::Result<Progress> {
    let mut watch = Watch::new(&stream.host());
    let (say, mut ear) = mpsc::channel::<Said>(AHEAD);
    let (ask, asked) = mpsc::channel::<Vec<String>>(1);
    let listening = tokio::spawn(listen(egress, stream, say, asked));
    let end = long.map(|long| Instant::now() + long);
    let mut progress = Progress::default();
    let mut timer = tokio::time::interval(TELL);
    let over = || end.is_some_and(|end| Instant::now() >= end);
    while !over() {
        let left = end.map_or(TELL, |end| end.saturating_duration_since(Instant::now()));
        tokio::select! {
            said = ear.recv() => match said {
                Some(Said::Heard(heard)) => {
                    progress.heard += 1;
                    watch.hear(heard);
                }
                Some(Said::Broken(why)) => tell(&progress, Some(&why)),
                Some(Said::Refused(why)) => anyhow::bail!(why),
                None => break,
            },
            _ = timer.tick() => {
                progress.told += app.tell_of_elsewhere(&mut watch).await? as u64;
                progress.followed = watch.len();
                tell(&progress, None);
                // Whoever listens may ask how those are doing; when it is busy it asks later.
                ask.try_send(watch.to_ask(mastodon::ASKED)).ok();
            }
            () = tokio::time::sleep(left), if end.is_some() => {}
        }
    }
    listening.abort();
    progress.told += app.tell_of_elsewhere(&mut watch).await? as u64;
    progress.followed = watch.len();
    Ok(progress)
}

/// What a listener has to say.
enum Said {
    Heard(Heard),
    /// It broke off; it is called again.
    Broken(String),
    /// It is of no use to call again.
    Refused(String),
}

/// Whether anybody still listens to the listener.
type Goes = Result<(), mpsc::error::SendError<Said>>;

async fn listen(
    egress: net::Egress,
    stream: Stream,
    say: mpsc::Sender<Said>,
    mut asked: mpsc::Receiver<Vec<String>>,
) {
    let mut wait = AGAIN.0;
    loop {
        let begun = Instant::now();
        let end = match &stream {
            Stream::Mastodon { url, token } => {
                mastodon::listen(&egress, url, token.as_deref(), &say, &mut asked).await
            }
            Stream::Jetstream { url } => jetstream::listen(&egress, url, &say).await,
        };
        let said = match end {
            Ok(()) => Said::Broken("the other side has ended".to_owned()),
            Err(net::NetError::Status(401 | 403)) => Said::Refused(
                "this server wants a token of one of its members in BRAISE_WATCH_TOKEN".to_owned(),
            ),
            Err(error) if error.is_temporary() => Said::Broken(error.to_string()),
            Err(net::NetError::Status(status)) if status >= 429 => {
                Said::Broken(format!("the answer is {status}"))
            }
            Err(error) => Said::Refused(error.to_string()),
        };
        if say.send(said).await.is_err() {
            return;
        }
        wait = if begun.elapsed() > AGAIN.1 { AGAIN.0 } else { (wait * 2).min(AGAIN.1) };
        tokio::time::sleep(wait).await;
    }
}

/// A number for a name: the first eight bytes of its hash.
fn person(name: &str) -> u64 {
    use std::hash::{DefaultHasher, Hash as _, Hasher as _};
    let mut hasher = DefaultHasher::new();
    name.hash(&mut hasher);
    hasher.finish()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_network_is_shown_by_its_host() {
        let host = |url: &str| Stream::Jetstream { url: url.to_owned() }.host();
        assert_eq!(host("wss://jetstream.example/subscribe?x=1"), "jetstream.example");
        assert_eq!(host("http://127.0.0.1:80"), "127.0.0.1");
    }
}
