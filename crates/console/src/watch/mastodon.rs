//! A Mastodon server's public timeline as it is streamed. It says what is written; how often something is
//! boosted and answered it says only when asked, so some posts are asked for again and again, slowly.

use super::{Goes, Said, person};
use app::radar::{Appeared, Heard};
use net::{Egress, NetError, Request};
use radar::cascade::Root;
use serde_json::Value;
use std::collections::HashMap;
use std::time::Duration;
use tokio::sync::mpsc::{Receiver, Sender};
use tokio::time::Instant;

/// Bytes of a line: a status with everything around it.
const LINE: usize = 1 << 20;
/// Posts asked for.
pub(super) const ASKED: usize = 40;
/// Between two questions: sixty a minute are what a server grants a visitor.
const PAUSE: Duration = Duration::from_millis(1_500);

/// What is known of the statuses of a server, by their ids there.
#[derive(Default)]
struct Ids {
    /// The id by which a post is asked for, by its address.
    of: HashMap<String, String>,
    /// Boosts and answers that were told already.
    told: HashMap<String, [u64; 2]>,
}

/// Statuses remembered; then all are forgotten, and begun anew.
const REMEMBERED: usize = 300_000;

pub(super) async fn listen(
    egress: &Egress,
    url: &str,
    token: Option<&str>,
    say: &Sender<Said>,
    asked: &mut Receiver<Vec<String>>,
) -> Result<(), NetError> {
    let url = url.trim_end_matches('/');
    let request = with_token(Request::get(format!("{url}/api/v1/streaming/public"), LINE), token)?;
    let mut lines = egress.lines(request.accept("text/event-stream")?).await?;
    let (mut ids, mut kind, mut list) = (Ids::default(), String::new(), Vec::new());
    let mut next = Instant::now() + PAUSE;
    loop {
        tokio::select! {
            line = lines.next() => {
                let Some(line) = line? else { return Ok(()) };
                if let Some(name) = line.strip_prefix("event:") {
                    name.trim().clone_into(&mut kind);
                } else if let Some(data) = line.strip_prefix("data:") {
                    let Some(heard) = ids.heard(&kind, data.trim()) else { continue };
                    let sent: Goes = say.send(Said::Heard(heard)).await;
                    if sent.is_err() {
                        return Ok(());
                    }
                }
            }
            Some(wanted) = asked.recv() => {
                if list.is_empty() {
                    list = wanted;
                }
            }
            () = tokio::time::sleep_until(next), if !list.is_empty() => {
                next = Instant::now() + PAUSE;
                let Some(address) = list.pop() else { continue };
                for heard in ids.ask(egress, url, token, &address).await {
                    if say.send(Said::Heard(heard)).await.is_err() {
                        return Ok(());
                    }
                }
            }
        }
    }
}

fn with_token(request: Request, token: Option<&str>) -> Result<Request, NetError> {
    match token {
        Some(token) => request.header("authorization", &format!("Bearer {token}")),
        None => Ok(request),
    }
}

impl Ids {
    /// What an event of the stream means to Radar.
    fn heard(&mut self, kind: &str, data: &str) -> Option<Heard> {
        match kind {
            "delete" => {
                let address =
                    self.of.iter().find(|(_, id)| *id == data).map(|(address, _)| address.clone())?;
                Some(Heard::Gone(address))
            }
            "update" => self.written(&serde_json::from_str(data).ok()?),
            _ => None,
        }
    }

    fn written(&mut self, status: &Value) -> Option<Heard> {
        if self.of.len() > REMEMBERED {
            *self = Self::default();
        }
        let (id, address) = (status["id"].as_str()?, status["uri"].as_str()?);
        // Answers count for what they answer, when that is asked for.
        if !status["reblog"].is_null() || !status["in_reply_to_id"].is_null() {
            return None;
        }
        let at = model::Time::parse(status["created_at"].as_str()?)?.millis();
        self.of.insert(address.to_owned(), id.to_owned());
        Some(Heard::Post(appeared(address, status, at)))
    }

    /// How often a post has been boosted and answered since it was last asked for. Who did is not asked.
    async fn ask(&mut self, egress: &Egress, url: &str, token: Option<&str>, address: &str) -> Vec<Heard> {
        let Some(id) = self.of.get(address) else { return Vec::new() };
        let request = with_token(Request::get(format!("{url}/api/v1/statuses/{id}"), LINE), token);
        let Ok(request) = request else { return Vec::new() };
        // What cannot be asked now is asked later; the stream is what counts.
        let Ok(fetched) = egress.send(request).await else { return Vec::new() };
        if fetched.status == http::StatusCode::NOT_FOUND {
            return vec![Heard::Gone(address.to_owned())];
        }
        let Ok(status) = serde_json::from_slice::<Value>(&fetched.bytes) else { return Vec::new() };
        let counts = ["reblogs_count", "replies_count"].map(|name| status[name].as_u64().unwrap_or_default());
        self.counted(address, counts, now())
    }

    fn counted(&mut self, address: &str, counts: [u64; 2], at: i64) -> Vec<Heard> {
        let told = self.told.entry(address.to_owned()).or_default();
        let mut steps = Vec::new();
        for (kind, reply) in [false, true].into_iter().enumerate() {
            let until = counts[kind].min(told[kind] + 10_000);
            steps.extend((told[kind]..until).map(|number| Heard::Step {
                address: address.to_owned(),
                at,
                person: person(&format!("{address} {kind} {number}")),
                reply,
                followers: None,
            }));
            told[kind] = told[kind].max(until);
        }
        steps
    }
}

fn now() -> i64 {
    use app::Clock as _;
    app::SystemClock.now().millis()
}

fn appeared(address: &str, status: &Value, at: i64) -> Appeared {
    let text = status["content"].as_str().unwrap_or_default();
    let author = &status["account"];
    let count = |of: &str| author[of].as_u64().map(|count| count as f32);
    let list = |of: &str| status[of].as_array().map(|list| list.len().min(1_000) as f32);
    let page =
        status["url"].as_str().filter(|page| page.starts_with("https://") || page.starts_with("http://"));
    Appeared {
        page: page.unwrap_or(address).to_owned(),
        address: address.to_owned(),
        language: status["language"].as_str().map(|tag| tag.split('-').next().unwrap_or(tag).to_lowercase()),
        root: Root {
            at: at / 1_000,
            followers: count("followers_count"),
            following: count("following_count"),
            posts: count("statuses_count"),
            verified: None,
            chars: Some(plain(text).min(100_000) as f32),
            has_url: Some(!status["card"].is_null()),
            hashtags: list("tags"),
            mentions: list("mentions"),
        },
    }
}

/// Characters outside of tags.
fn plain(html: &str) -> usize {
    html.split('<').map(|part| part.split_once('>').map_or(part, |(_, text)| text).chars().count()).sum()
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::json;

    fn status(id: &str, answers: Option<&str>) -> String {
        json!({
            "id": id, "uri": format!("https://m.example/{id}"), "url": format!("https://m.example/@a/{id}"),
            "created_at": "2026-11-20T10:00:00.000Z", "content": "<p>Hello <b>you</b></p>", "language": "en",
            "in_reply_to_id": answers, "in_reply_to_account_id": answers.map(|_| "1"), "reblog": null,
            "account": { "id": if answers.is_some() { "2" } else { "1" }, "acct": "a", "followers_count": 7 },
            "tags": [], "mentions": [], "card": null,
        })
        .to_string()
    }

    #[test]
    fn posts_appear_and_answers_do_not() {
        let mut ids = Ids::default();
        let Some(Heard::Post(post)) = ids.heard("update", &status("1", None)) else { panic!("a post") };
        assert_eq!((post.root.chars, post.root.followers), (Some(9.0), Some(7.0)));
        assert_eq!(post.page, "https://m.example/@a/1");
        assert_eq!(ids.heard("update", &status("2", Some("1"))), None);
        assert_eq!(ids.heard("delete", "1"), Some(Heard::Gone(post.address)));
        assert_eq!(ids.heard("update", "{"), None);
    }

    #[test]
    fn boosts_and_answers_count_once() {
        let mut ids = Ids::default();
        assert_eq!(ids.counted("a", [3, 1], 0).len(), 4);
        assert_eq!(ids.counted("a", [5, 1], 0).len(), 2);
        assert_eq!(ids.counted("a", [4, 0], 0).len(), 0);
        assert_eq!(ids.counted("a", [5, 2], 0).len(), 1);
    }
}
