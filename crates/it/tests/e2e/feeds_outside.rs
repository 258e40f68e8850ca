//! Feeds and other servers: lists made elsewhere, orders made elsewhere, and what is given out here.

use serde_json::{Value, json};
use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpListener;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use testkit::{Client, Server, engines};

const FEEDS: &str = "/api/braise/v1/feeds";

/// How another server answers: status and body, to the first line of a request and what was sent.
type Answer = Box<dyn Fn(&str, &Value) -> (u16, String) + Send>;

/// A server on this machine that says what a test tells it to.
struct Elsewhere {
    url: String,
    answer: Arc<Mutex<Answer>>,
    /// First lines, and what was sent.
    heard: Arc<Mutex<Vec<(String, Value)>>>,
}

impl Elsewhere {
    fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").unwrap();
        let url = format!("http://{}", listener.local_addr().unwrap());
        let answer: Arc<Mutex<Answer>> = Arc::new(Mutex::new(Box::new(|_, _| (404, String::new()))));
        let heard = Arc::<Mutex<Vec<(String, Value)>>>::default();
        let (says, notes) = (Arc::clone(&answer), Arc::clone(&heard));
        std::thread::spawn(move || {
            for mut stream in listener.incoming().flatten() {
                let (says, notes) = (Arc::clone(&says), Arc::clone(&notes));
                std::thread::spawn(move || {
                    let mut reader = BufReader::new(&stream);
                    let (mut first, mut length) = (String::new(), 0);
                    reader.read_line(&mut first).ok();
                    loop {
                        let mut line = String::new();
                        reader.read_line(&mut line).ok();
                        if let Some(count) = line.to_ascii_lowercase().strip_prefix("content-length:") {
                            length = count.trim().parse().unwrap();
                        }
                        if line.trim().is_empty() {
                            break;
                        }
                    }
                    let mut body = vec![0; length];
                    reader.read_exact(&mut body).ok();
                    let body = serde_json::from_slice(&body).unwrap_or(Value::Null);
                    let (status, text) = (says.lock().unwrap())(&first, &body);
                    notes.lock().unwrap().push((first, body));
                    let head = format!(
                        "HTTP/1.1 {status} OK\r\nContent-Type: application/json\r\nConnection: close\r\n"
                    );
                    write!(stream, "{head}Content-Length: {}\r\n\r\n{text}", text.len()).ok();
                });
            }
        });
        Self { url, answer, heard }
    }

    fn says(&self, answer: impl Fn(&str, &Value) -> (u16, String) + Send + 'static) {
        *self.answer.lock().unwrap() = Box::new(answer);
    }

    fn heard(&self) -> Vec<(String, Value)> {
        self.heard.lock().unwrap().clone()
    }
}

fn id(value: &Value) -> String {
    value["id"].as_str().expect("an id").to_owned()
}

fn shown(page: &Value) -> Vec<String> {
    page["items"].as_array().unwrap().iter().map(|item| id(&item["status"])).collect()
}

fn sums_are_scores(page: &Value) {
    for item in page["items"].as_array().unwrap() {
        let terms = item["terms"].as_array().unwrap();
        let sum: f64 = terms.iter().map(|term| term["delta"].as_f64().unwrap()).sum();
        assert!((sum - item["score"].as_f64().unwrap()).abs() < 1e-6, "{item}");
    }
    let scores: Vec<f64> =
        page["items"].as_array().unwrap().iter().map(|item| item["score"].as_f64().unwrap()).collect();
    assert!(scores.is_sorted_by(|a, b| a >= b), "{scores:?}");
}

/// Ada, who reads; Bo, whose words may be compared, with six posts, oldest first; Cy, whose may not, with one.
async fn town(server: &Server) -> (Client, Client, Vec<String>, String) {
    let (ada, bo, cy) = (server.member("ada"), server.member("bo"), server.member("cy"));
    for who in [&bo, &cy] {
        who.patch("/api/v1/accounts/update_credentials").json(json!({ "discoverable": true })).await.ok();
    }
    bo.put("/api/braise/v1/consent").json(json!({ "embeddings_search": "yes" })).await.ok();
    let mut posts = Vec::new();
    for n in 0..6 {
        posts.push(id(&bo.post_status(&format!("Story number{n} of thing{n} and matter{}", n * 3)).await));
    }
    let kept = id(&cy.post_status("Nobody compares these words of mine").await);
    (ada, bo, posts, kept)
}

fn open(engine: testkit::Engine) -> Server {
    Server::builder(engine).set("BRAISE_ALLOW_LOOPBACK", "on").start()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_list_made_elsewhere_is_shown_in_its_order_through_all_filters() {
    for engine in engines() {
        let server = open(engine);
        let (ada, bo, posts, _) = town(&server).await;
        let hidden = server.member("dee");
        hidden.patch("/api/v1/accounts/update_credentials").json(json!({ "discoverable": true })).await.ok();
        let muted = id(&hidden.post_status("not for ada").await);
        ada.post(&format!("/api/v1/accounts/{}/mute", hidden.id().await)).await.ok();
        let private = id(&bo.post_with(json!({ "status": "friends", "visibility": "private" })).await);
        let elsewhere = Elsewhere::open();
        let did = format!("did:web:{}", server.url().trim_start_matches("http://").replace(':', "%3A"));
        let uris = vec![
            format!("{}/@bo/{}", server.url(), posts[2]),
            "at://did:plc:somebody/app.bsky.feed.post/3k44".to_owned(),
            format!("at://{did}/app.bsky.feed.post/{}", posts[0]),
            format!("{}/@dee/{muted}", server.url()),
            format!("{}/@bo/{private}", server.url()),
            format!("at://did:web:other.example/app.bsky.feed.post/{}", posts[5]),
            format!("{}/users/bo/statuses/{}", server.url(), posts[4]),
            format!("{}/@bo/{}", server.url(), posts[2]),
        ];
        let second = format!("{}/@bo/{}", server.url(), posts[1]);
        elsewhere.says(move |first, _| {
            let feed = if first.contains("cursor=on") { vec![second.clone()] } else { uris.clone() };
            let feed: Vec<Value> = feed.iter().map(|post| json!({ "post": post })).collect();
            let mut answer = json!({ "feed": feed });
            if !first.contains("cursor=") {
                answer["cursor"] = json!("on");
            }
            (200, answer.to_string())
        });
        let outside =
            json!({ "generator": { "url": elsewhere.url, "feed": "at://x/app.bsky.feed.generator/best" } });
        let made = ada.post(FEEDS).json(json!({ "name": "Best", "outside": outside })).await.ok();
        let path = format!("{FEEDS}/{}", id(&made));
        let page = ada.get(&format!("{path}/items?limit=10")).await.ok();
        assert_eq!(shown(&page), [posts[2].clone(), posts[0].clone(), posts[4].clone()], "{page}");
        assert_eq!(page["notice"], Value::Null);
        sums_are_scores(&page);
        assert_eq!(page["items"][0]["terms"][0]["term"], "given");
        let cursor = page["cursor"].as_str().expect("there is more");
        let next = ada.get(&format!("{path}/items?limit=10&cursor={cursor}")).await.ok();
        assert_eq!((shown(&next), &next["cursor"]), (vec![posts[1].clone()], &Value::Null));
        assert!(next["items"][0]["score"].as_f64() < page["items"][2]["score"].as_f64());
        let heard = elsewhere.heard();
        assert_eq!(heard.len(), 2);
        assert!(
            heard[0].0.starts_with("GET /xrpc/app.bsky.feed.getFeedSkeleton?feed=at%3A%2F%2Fx"),
            "{heard:?}"
        );
        let why = ada.get(&format!("/api/braise/v1/why/{}?feed={}", posts[0], id(&made))).await.ok();
        assert_eq!((&why["rank"], &why["terms"][0]["term"]), (&json!(2), &json!("given")));
        assert_eq!(elsewhere.heard().len(), 2, "why asks nobody again");
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn who_does_not_answer_is_done_without_and_left_alone() {
    for engine in engines() {
        let server = open(engine);
        let (ada, _, posts, kept) = town(&server).await;
        let elsewhere = Elsewhere::open();
        let feed = json!({
            "name": "Best",
            "sources": { "latest": true },
            "order": "newest",
            "outside": { "generator": { "url": elsewhere.url, "feed": "best" } },
        });
        let path = format!("{FEEDS}/{}", id(&ada.post(FEEDS).json(feed).await.ok()));
        let newest: Vec<String> = std::iter::once(kept).chain(posts.iter().rev().cloned()).collect();
        let long = format!("{{\"feed\":[{{\"post\":\"{}\"}}]}}", "x".repeat(300_000));
        let answers: [Answer; 3] = [
            Box::new(|_, _| (500, "{}".to_owned())),
            Box::new(|_, _| (200, "{\"feed\": 7}".to_owned())),
            Box::new(move |_, _| (200, long.clone())),
        ];
        for answer in answers {
            elsewhere.says(answer);
            let page = ada.get(&format!("{path}/items")).await.ok();
            assert_eq!(shown(&page), newest);
            assert_eq!(page["notice"]["reason"], "generator_failed");
            assert!(!page["notice"]["detail"].as_str().unwrap().is_empty());
        }
        // After three failures nobody is asked for a while, even one that would answer.
        elsewhere.says(|_, _| (200, json!({ "feed": [] }).to_string()));
        let page = ada.get(&format!("{path}/items")).await.ok();
        assert_eq!(
            (page["notice"]["reason"].as_str(), elsewhere.heard().len()),
            (Some("generator_failed"), 3)
        );
        // One that is slow holds nobody up for long.
        let slow = Elsewhere::open();
        slow.says(|_, _| {
            std::thread::sleep(Duration::from_secs(8));
            (200, json!({ "feed": [] }).to_string())
        });
        let outside = json!({ "outside": { "generator": { "url": slow.url, "feed": "best" } } });
        ada.put(&path).json(outside).await.ok();
        let begun = std::time::Instant::now();
        let page = ada.get(&format!("{path}/items")).await.ok();
        assert_eq!(page["notice"]["reason"], "generator_failed");
        assert!(begun.elapsed() < Duration::from_secs(5), "{:?}", begun.elapsed());
    }
}

#[tokio::test(flavor = "multi_thread")]
async fn a_ranker_elsewhere_is_asked_only_for_those_who_let_it() {
    for engine in engines() {
        let server = open(engine);
        let (ada, bo, posts, kept) = town(&server).await;
        let elsewhere = Elsewhere::open();
        // Oldest first, with something of its own, and without the newest.
        elsewhere.says(|_, body| {
            let mut ids: Vec<Value> =
                body["items"].as_array().unwrap().iter().map(|item| item["id"].clone()).collect();
            ids.reverse();
            ids.pop();
            ids.push(json!("made-up"));
            let new = json!([{ "id": "made-up", "url": "https://elsewhere.example/1" }]);
            (200, json!({ "ranked_ids": ids, "new_items": new }).to_string())
        });
        let feed = json!({
            "name": "Calm",
            "shared": true,
            "sources": { "latest": true },
            "order": "newest",
            "outside": { "ranker": format!("{}/calm/", elsewhere.url) },
        });
        let feed = id(&ada.post(FEEDS).json(feed).await.ok());
        let path = format!("{FEEDS}/{feed}");
        let newest: Vec<String> = std::iter::once(kept.clone()).chain(posts.iter().rev().cloned()).collect();
        let page = ada.get(&format!("{path}/items")).await.ok();
        assert_eq!(shown(&page), newest);
        assert_eq!(page["notice"]["reason"], "ranker_not_allowed");
        assert!(elsewhere.heard().is_empty(), "nobody said it may");

        let let_it = json!({ "allowed": true });
        assert_eq!(ada.put(&format!("{path}/ranker")).json(let_it.clone()).await.ok()["allowed"], true);
        let page = ada.get(&format!("{path}/items")).await.ok();
        assert_eq!(page["notice"], Value::Null);
        // What was not sent stands where it stood; what it left out comes last of the others.
        let mut wanted = vec![kept.clone()];
        wanted.extend(posts[..5].iter().cloned());
        wanted.push(posts[5].clone());
        assert_eq!(shown(&page), wanted);
        sums_are_scores(&page);
        let terms = |item: &Value| {
            let terms = item["terms"].as_array().unwrap().clone();
            terms.iter().map(|term| term["term"].as_str().unwrap().to_owned()).collect::<Vec<_>>()
        };
        assert!(terms(&page["items"][1]).contains(&"outside".to_owned()));
        assert!(!terms(&page["items"][0]).contains(&"outside".to_owned()));
        let why = ada.get(&format!("/api/braise/v1/why/{}?feed={feed}", posts[0])).await.ok();
        assert_eq!((&why["rank"], &why["shown"]), (&json!(2), &json!(true)), "{why}");
        assert_eq!(why["terms"], page["items"][1]["terms"]);

        // What was sent: words that may be, and nobody's name.
        let (first, body) = elsewhere.heard().remove(0);
        assert!(first.starts_with("POST /calm/rank "), "{first}");
        let sent = body.to_string();
        assert_eq!(body["items"].as_array().unwrap().len(), 6);
        assert!(!sent.contains("Nobody compares") && sent.contains("Story number3"));
        for who in [&ada, &bo] {
            assert!(!sent.contains(&who.id().await), "{sent}");
        }
        assert!(!sent.contains("\"ada\"") && !sent.contains("\"bo\"") && body.get("survey").is_none());
        let name = body["session"]["user_id"].clone();

        // Each reader is asked for themself, and has a name of their own there.
        assert_eq!(bo.get(&format!("{path}/items")).await.ok()["notice"]["reason"], "ranker_not_allowed");
        bo.put(&format!("{path}/ranker")).json(let_it.clone()).await.ok();
        bo.get(&format!("{path}/items")).await.ok();
        let (_, theirs) = elsewhere.heard().pop().unwrap();
        assert_ne!(theirs["session"]["user_id"], name);
        assert_ne!(theirs["items"][0]["author_name_hash"], body["items"][0]["author_name_hash"]);

        // No answer is no harm.
        elsewhere.says(|_, _| (500, String::new()));
        let page = ada.get(&format!("{path}/items")).await.ok();
        assert_eq!((shown(&page), page["notice"]["reason"].as_str()), (newest, Some("ranker_failed")));
        let heard = elsewhere.heard().len();
        // Who takes it back is forgotten there, and another ranker asks again.
        bo.put(&format!("{path}/ranker")).json(json!({ "allowed": false })).await.ok();
        ada.put(&path).json(json!({ "outside": { "ranker": elsewhere.url } })).await.ok();
        for who in [&ada, &bo] {
            assert_eq!(
                who.get(&format!("{path}/items")).await.ok()["notice"]["reason"],
                "ranker_not_allowed"
            );
        }
        assert_eq!(elsewhere.heard().len(), heard);
    }
}

#[tokio::test]
async fn addresses_that_lead_inside_are_refused() {
    let server = Server::start(testkit::Engine::Sqlite);
    let ada = server.member("ada");
    for url in [
        "http://feeds.example",
        "https://127.0.0.1",
        "https://[::1]/",
        "https://10.0.0.1/list",
        "https://169.254.169.254/latest",
        "https://user:secret@feeds.example",
        "https://feeds.example/?a=b",
        "https://feeds.example:22",
        "file:///etc/passwd",
        "feeds.example",
    ] {
        let generator = json!({ "generator": { "url": url, "feed": "best" } });
        let refused = ada.post(FEEDS).json(json!({ "name": "x", "outside": generator })).await.refused(422);
        assert!(refused.contains("outside.generator.url"), "{url}: {refused}");
        let feed = json!({ "name": "x", "sources": { "latest": true }, "outside": { "ranker": url } });
        let refused = ada.post(FEEDS).json(feed).await.refused(422);
        assert!(refused.contains("outside.ranker"), "{url}: {refused}");
    }
    let nameless = json!({ "generator": { "url": "https://feeds.example", "feed": " " } });
    let refused = ada.post(FEEDS).json(json!({ "name": "x", "outside": nameless })).await.refused(422);
    assert!(refused.contains("outside.generator.feed"), "{refused}");
}

#[tokio::test(flavor = "multi_thread")]
async fn shared_feeds_are_given_out_to_other_servers() {
    for engine in engines() {
        let server = open(engine);
        let (ada, _, posts, kept) = town(&server).await;
        ada.post_with(json!({ "status": "from ada, who is not to be found", "visibility": "public" })).await;
        let feed = json!({ "name": "New", "sources": { "latest": true }, "order": "newest" });
        let feed = id(&ada.post(FEEDS).json(feed).await.ok());
        let visitor = server.visitor();
        let skeleton = "/xrpc/app.bsky.feed.getFeedSkeleton";
        let refused = visitor.get(&format!("{skeleton}?feed={feed}")).await;
        assert_eq!(refused.status, 400, "what is not shared is nobody's business");
        ada.put(&format!("{FEEDS}/{feed}")).json(json!({ "shared": true })).await.ok();
        let described = visitor.get("/xrpc/app.bsky.feed.describeFeedGenerator").await.ok();
        let did = described["did"].as_str().unwrap().to_owned();
        assert!(did.starts_with("did:web:127.0.0.1%3A"), "{did}");
        let uri = format!("at://{did}/app.bsky.feed.generator/{feed}");
        assert_eq!(described["feeds"], json!([{ "uri": uri }]));
        assert_eq!(visitor.get("/.well-known/did.json").await.ok()["id"], did);
        let asked = uri.replace('%', "%25");
        let first = visitor.get(&format!("{skeleton}?feed={asked}&limit=3")).await.ok();
        let named = |page: &Value| {
            let posts = page["feed"].as_array().unwrap().clone();
            let last = |one: &Value| one["post"].as_str().unwrap().rsplit('/').next().unwrap().to_owned();
            posts.iter().map(last).collect::<Vec<_>>()
        };
        assert_eq!(
            named(&first),
            [kept, posts[5].clone(), posts[4].clone()],
            "who wants to be found, newest first"
        );
        let cursor = first["cursor"].as_str().unwrap();
        let next = visitor.get(&format!("{skeleton}?feed={feed}&limit=50&cursor={cursor}")).await.ok();
        assert_eq!((named(&next).len(), next.get("cursor")), (4, None));
        for wrong in ["", "?feed=99", "?feed=nonsense", &format!("?feed={feed}&cursor=nonsense")] {
            assert_eq!(visitor.get(&format!("{skeleton}{wrong}")).await.status, 400, "{wrong}");
        }
        // One of ours reads another of ours: what is given out asks nobody in turn.
        let outside = json!({ "generator": { "url": server.url(), "feed": feed } });
        let mirror = ada.post(FEEDS).json(json!({ "name": "Mirror", "outside": outside })).await.ok();
        let page = ada.get(&format!("{FEEDS}/{}/items", id(&mirror))).await.ok();
        assert_eq!(shown(&page).len(), 7, "{page}");
    }
}
