//! A server on which every page has something to show.

use crate::chrome::{Chrome, Look};
use crate::pages::browser::Browser;
use serde_json::{Value, json};
use testkit::{Client, Engine, Mailbox, Server, fixtures};

/// A server with some life on it, and what addresses of pages are made of.
pub(super) struct World {
    pub(super) server: Server,
    pub(super) mailbox: Mailbox,
    /// What stands for what in a page's address.
    names: Vec<(&'static str, String)>,
}

impl World {
    /// Starts it and lets things happen.
    pub(super) async fn begin() -> Self {
        let mailbox = Mailbox::open();
        let server = Server::builder(Engine::Sqlite)
            .set("BRAISE_MAIL_SERVER", mailbox.url())
            .set("BRAISE_MAIL_FROM", "braise@example.test")
            .set("BRAISE_ASSISTANT", "on")
            .set("BRAISE_ASSISTANT_ACCOUNT", "assistant")
            // Nobody asks it: what it could do is offered.
            .set("BRAISE_MODEL_PROVIDER", "openai")
            .set("BRAISE_MODEL_NAME", "small")
            .start();
        let ada = server.member("ada");
        let bo = server.member("bo");
        let mut names = some_life(&ada, &bo).await;
        names.extend(things(&ada).await);
        names.push(("BO", id(&ada.get("/api/v1/accounts/lookup?acct=bo").await.ok())));
        names.push(("APP", app(&server).await));
        names.push(("ROW", release(&server, &ada).await));
        names.push(("RECEIPT", receipt(&server)));
        names.push(("ANSWER", answer(&server).await));
        Self { server, mailbox, names }
    }

    /// The address of a page with what stands in it filled in. What is filled in is not looked at again: a receipt
    /// may have any letters.
    pub(super) fn fill(&self, page: &str) -> String {
        let between = ['/', '?', '='];
        let fill = |part: &str| {
            let name = part.trim_end_matches(between);
            let value = self.names.iter().find(|(known, _)| *known == name).map_or(name, |(_, value)| value);
            format!("{value}{}", &part[name.len()..])
        };
        page.split_inclusive(between).map(fill).collect()
    }

    /// A browser on it, with axe in every page before its own scripts: handing it over for each would
    /// take longer than its answer.
    pub(super) async fn open(&self) -> Option<Chrome> {
        let Some(axe) = std::env::var_os("BRAISE_TEST_AXE") else {
            testkit::leave_out("axe", "what axe-core objects to");
            return None;
        };
        let axe = std::fs::read_to_string(axe).expect("axe-core can be read");
        let look = Look { language: "en", phone: false, scripts: true };
        let chrome = Chrome::open(self.server.url(), look).await?;
        chrome.protocol("Page.addScriptToEvaluateOnNewDocument", json!({ "source": axe })).await;
        Some(chrome)
    }
}

fn id(json: &Value) -> String {
    json["id"].as_str().unwrap().to_owned()
}

/// Posts, answers, reactions and choices: what happens in a day.
async fn some_life(ada: &Client, bo: &Client) -> Vec<(&'static str, String)> {
    bo.follow(ada).await;
    ada.follow(bo).await;
    let picture = ada.upload("a.png", "image/png", fixtures::png(320, 200)).await;
    let marked = json!({ "ai_generated": true });
    ada.put(&format!("/api/v1/media/{}", picture["id"].as_str().unwrap())).json(marked).await.ok();
    let body =
        json!({ "status": "In the #garden, at last", "ai_generated": true, "media_ids": [picture["id"]] });
    let post = id(&ada.post_with(body).await);
    let answer = json!({ "status": "@ada charmant", "language": "fr", "in_reply_to_id": post });
    bo.post_with(answer).await;
    let tea = json!({ "status": "Tea?", "poll": { "options": ["yes", "no"], "expires_in": 3600 } });
    let theirs = id(&bo.post_with(tea).await);
    bo.post_with(json!({ "status": "behind it", "spoiler_text": "A riddle" })).await;
    bo.post_with(json!({ "status": "@ada just us", "visibility": "direct" })).await;
    for verb in ["favourite", "reblog"] {
        bo.post(&format!("/api/v1/statuses/{post}/{verb}")).await.ok();
    }
    ada.post(&format!("/api/v1/statuses/{post}/bookmark")).await.ok();
    ada.put(&format!("/api/v1/statuses/{post}"))
        .json(json!({ "status": "In the #garden, at last.", "media_ids": [picture["id"]] }))
        .await
        .ok();
    bo.put("/api/braise/v1/consent").json(json!({ "assistant_context": "yes" })).await.ok();
    let said = json!({ "generative_training": "no", "archive": "yes", "reason": "For whoever comes after" });
    ada.put("/api/braise/v1/consent").json(said).await.ok();
    vec![("POST", post), ("PICTURE", id(&picture)), ("THEIRS", theirs)]
}

/// Things a member made: a feed, a pack, a list, a filter.
async fn things(ada: &Client) -> Vec<(&'static str, String)> {
    let made = |path: &'static str, body: Value| async move { id(&ada.post(path).json(body).await.ok()) };
    let feed = json!({ "name": "Gardens", "description": "What grows", "sources": { "latest": true } });
    let feed = made("/api/braise/v1/feeds", feed).await;
    ada.post(&format!("/api/braise/v1/feeds/{feed}/pin")).await.ok();
    let pack = json!({ "name": "Gardeners", "description": "Who grows things" });
    let filter = json!({ "title": "lamps", "context": ["home"] });
    vec![
        ("DRAWN", made("/api/braise/v1/create", json!({ "prompt": "embers" })).await),
        ("FEED", feed),
        ("PACK", made("/api/braise/v1/starter_packs", pack).await),
        ("LIST", made("/api/v1/lists", json!({ "title": "near" })).await),
        ("FILTER", made("/api/v2/filters", filter).await),
    ]
}

/// What an app says to be let in.
async fn app(server: &Server) -> String {
    let body = json!({ "client_name": "Lantern", "redirect_uris": BACK, "scopes": "read write" });
    let app = server.visitor().post("/api/v1/apps").json(body).await.ok();
    let client = app["client_id"].as_str().unwrap();
    format!("client_id={client}&redirect_uri={BACK}&response_type=code&scope=read+write")
}

const BACK: &str = "urn:ietf:wg:oauth:2.0:oob";
/// Long enough to be kept by the filters of a release.
const GIVEN: &str = "When the winter was over we took our letters to the kitchen and found that this garden \
    had been there before the violin of the neighbour, and that nobody had told them about the ferry.";

/// The row of a release with a post of hers in it.
async fn release(server: &Server, ada: &Client) -> String {
    let given = id(&ada.post_status(GIVEN).await);
    let path = format!("/api/braise/v1/consent/statuses/{given}");
    ada.put(&path).json(json!({ "generative_training": "yes" })).await.ok();
    let folder = server.folder().join("release");
    let folder = folder.to_str().unwrap();
    server.cli(&["dataset", "build", "--output", folder, "--release", "first", "--min-authors", "1"]);
    let page = Browser::inside(server, "ada").await.get("/datasets/first/mine").await;
    let (_, row) = page.text.split_once("/rows/").expect("a row of hers");
    row.split('"').next().unwrap().to_owned()
}

/// The receipt of somebody who left.
fn receipt(server: &Server) -> String {
    server.member("eve");
    let printed = server.cli(&["account", "erase", "eve", "--yes"]);
    let (_, receipt) = printed.split_once("/erased/").expect("a receipt");
    receipt.trim().to_owned()
}

/// An answer of the assistant to a question of hers.
async fn answer(server: &Server) -> String {
    let mut browser = Browser::inside(server, "ada").await;
    let page = browser.get("/settings/assistant").await;
    browser.submit(&page, "/settings/assistant", &[("model", "none"), ("context", "on")]).await;
    let page = browser.get("/ask").await;
    let asked = browser.submit(&page, "/ask", &[("question", "What was found in the kitchen?")]).await;
    let place = asked.header("location").expect("an answer").to_owned();
    place.strip_prefix("/ask/").expect("an answer's page").to_owned()
}
