//! Nobody is kept out: axe-core finds nothing to object to on any page, by day and by night.

use crate::chrome::{Chrome, Look};
use serde_json::{Value, json};
use testkit::server::PASSWORD;
use testkit::{Client, Engine, Mailbox, Server, fixtures};
use thirtyfour::Key;

/// How axe is asked: by the rules of WCAG 2.2 up to AA, and of good practice besides.
const ASK: &str = "const done = arguments[arguments.length - 1]; axe.run(document, { resultTypes: ['violations'], \
    runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }) \
    .then(found => done(found.violations.map(one => [one.id, one.nodes.map(node => node.html).slice(0, 3)])));";

/// Pages of a visitor.
const OPEN: [&str; 13] = [
    "/",
    "/about",
    "/datasets",
    "/asks",
    "/transparency",
    "/auth/sign_in",
    "/auth/password",
    "/auth/sign_up",
    "/@ada",
    "/@ada/POST",
    "/tags/garden",
    "/explore",
    "/nothing-here",
];

/// What a member reads and writes.
const READING: [&str; 53] = [
    "/",
    "/?show=new",
    "/?show=for-you",
    "/why/POST",
    "/compose",
    "/compose?reply=POST",
    "/@ada",
    "/@ada?show=media",
    "/@ada?show=about",
    "/@ada/followers",
    "/@ada/POST",
    "/@ada/POST/history",
    "/explore",
    "/explore?show=people",
    "/explore?show=tags",
    "/explore?show=links",
    "/search?q=garden",
    "/notifications",
    "/notifications/requests",
    "/conversations",
    "/bookmarks",
    "/favourites",
    "/drafts",
    "/scheduled",
    "/lists",
    "/lists/with/BO",
    "/lists/LIST",
    "/@bo/followers",
    "/@bo/following",
    "/@ada/POST/likes",
    "/@ada/POST/reposts",
    "/report/BO",
    "/settings/filters/new",
    "/offline",
    "/feeds",
    "/feeds/new",
    "/feeds/FEED",
    "/feeds/FEED/edit",
    "/packs",
    "/packs/new",
    "/packs/PACK",
    "/packs/PACK/edit",
    "/ask",
    "/ask?post=POST",
    "/ask/log",
    "/radar",
    "/notes",
    "/radar/topics",
    "/radar/scoreboard",
    "/radar/elsewhere",
    "/radar/followed",
    "/radar?topic=garden&distance=near",
    "/radar/POST",
];

/// What a member can set.
const SETTINGS: [&str; 19] = [
    "/settings",
    "/settings/profile",
    "/settings/posting",
    "/settings/words",
    "/settings/words/post/POST",
    "/settings/words/picture/PICTURE",
    "/settings/words/ledger",
    "/settings/for-you",
    "/settings/for-you/known",
    "/settings/appearance",
    "/settings/account",
    "/settings/account/erase",
    "/settings/sessions",
    "/settings/filters",
    "/settings/hidden",
    "/settings/notifications",
    "/settings/follow-requests",
    "/settings/import",
    "/settings/export",
];

async fn some_life(server: &Server) -> (Client, String) {
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    bo.follow(&ada).await;
    ada.follow(&bo).await;
    let picture = ada.upload("a.png", "image/png", fixtures::png(320, 200)).await;
    let marked = json!({ "ai_generated": true });
    ada.put(&format!("/api/v1/media/{}", picture["id"].as_str().unwrap())).json(marked).await.ok();
    let body =
        json!({ "status": "In the #garden, at last", "ai_generated": true, "media_ids": [picture["id"]] });
    let post = ada.post_with(body).await["id"].as_str().unwrap().to_owned();
    let answer = json!({ "status": "@ada lovely", "in_reply_to_id": post });
    bo.post_with(answer).await;
    bo.post_with(json!({ "status": "Tea?", "poll": { "options": ["yes", "no"], "expires_in": 3600 } })).await;
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
    let said = json!({ "generative_training": "no", "archive": "yes", "reason": "For whoever comes after" });
    ada.put("/api/braise/v1/consent").json(said).await.ok();
    ada.post("/api/v1/lists").json(json!({ "title": "near" })).await.ok();
    ada.post("/api/v2/filters").json(json!({ "title": "lamps", "context": ["home"] })).await.ok();
    (ada, post)
}

async fn objections(chrome: &Chrome) -> Vec<Value> {
    let found = chrome.driver.execute_async(ASK, Vec::new()).await.expect("axe answers");
    found.json().as_array().cloned().unwrap_or_default()
}

/// Day or night. Nothing fades from one to the other, or colours on their way would be judged.
async fn shine(chrome: &Chrome, scheme: &str) {
    let feature = |name: &str, value: &str| json!({ "name": name, "value": value });
    let features = [feature("prefers-color-scheme", scheme), feature("prefers-reduced-motion", "reduce")];
    let media = json!({ "features": features });
    chrome.protocol("Emulation.setEmulatedMedia", media).await;
}

/// How every page is looked at: on a laptop by day, on a phone by night.
const LOOKS: [(bool, &str); 2] = [(false, "light"), (true, "dark")];

/// A tour: what is looked at, and all that was objected to.
struct Tour<'a> {
    chrome: &'a Chrome,
    wrong: Vec<String>,
}

impl Tour<'_> {
    /// Looks at the page at hand.
    async fn look(&mut self, name: &str) {
        let file = name.replace(['/', '?', '=', ' '], "_");
        for (phone, light) in LOOKS {
            self.chrome.resize(phone).await;
            shine(self.chrome, light).await;
            let place = if phone { "phone" } else { "laptop" };
            self.chrome.photograph(&format!("axe-{file}-{place}-{light}")).await;
            self.ask(&format!("{light} {place} {name}")).await;
        }
    }

    async fn ask(&mut self, what: &str) {
        for objection in objections(self.chrome).await {
            self.wrong.push(format!("{what}: {objection}"));
        }
    }

    /// Goes to pages and looks at each.
    async fn along(&mut self, pages: &[&str], who: &str, world: &World) {
        for page in pages {
            let path = world.fill(page);
            self.chrome.go(&path).await;
            let title = self.chrome.driver.title().await.expect("pages have titles");
            assert_eq!(title.starts_with("There is nothing here"), *page == "/nothing-here", "{path}");
            self.look(&format!("{who}{page}")).await;
        }
    }
}

/// Joining by a confirmed address, and a new password: the pages that letters lead to.
async fn follow_letters(tour: &mut Tour<'_>, mailbox: &Mailbox, base: &str) {
    let chrome = tour.chrome;
    chrome.go("/auth/sign_up?lang=en").await;
    for (field, value) in [("#username", "cleo"), ("#email", "cleo@example.test"), ("#password", PASSWORD)] {
        chrome.write(field, value).await;
    }
    chrome.press("[name=agreement]").await;
    chrome.press("main form .button").await;
    let letter = mailbox.letter_to("cleo@example.test", 1).await;
    tour.look("newcomer waiting").await;
    chrome.go(&letter.link(base, "/auth/email/")).await;
    tour.look("newcomer confirms").await;
    chrome.driver.delete_all_cookies().await.expect("cookies go");
    chrome.go("/auth/password").await;
    chrome.write("#email", "ada@example.test").await;
    chrome.press("main form .button").await;
    let letter = mailbox.letter_to("ada@example.test", 1).await;
    tour.look("password asked for").await;
    chrome.go(&letter.link(base, "/auth/password/")).await;
    tour.look("password anew").await;
}

/// Points at a name until the card with who that is has come, and at the card itself.
async fn point_at_a_name(chrome: &Chrome) {
    chrome.go("/?lang=en").await;
    for target in [".post .by .name", ".hovercard .about, .hovercard .counts"] {
        let target = chrome.find(target).await;
        let actions = chrome.driver.action_chain().move_to_element_center(&target);
        actions.perform().await.expect("the pointer moves");
        chrome.find(".hovercard .counts").await;
    }
}

/// The card goes at Escape, and Tab leads into it when it came by the keyboard.
async fn put_away(chrome: &Chrome) {
    let script = |script: &'static str| async move {
        chrome.driver.execute(script, Vec::new()).await.expect("a script runs").json().clone()
    };
    let keys = |key: Key| async move {
        chrome.driver.action_chain().send_keys(key).perform().await.expect("a key is pressed");
    };
    keys(Key::Escape).await;
    assert_eq!(script("return document.querySelectorAll('.hovercard').length").await, 0);
    script("document.querySelector('.posts .post .by .when').focus()").await;
    let back = chrome.driver.action_chain().key_down(Key::Shift).send_keys(Key::Tab).key_up(Key::Shift);
    back.perform().await.expect("keys are pressed");
    chrome.find(".hovercard").await;
    keys(Key::Tab).await;
    assert_eq!(script("return !!document.activeElement.closest('.hovercard')").await, true);
    keys(Key::Escape).await;
    assert_eq!(script("return document.activeElement.matches('.by .name')").await, true);
}

/// A server with some life on it, and what addresses of pages are made of.
struct World {
    server: Server,
    mailbox: Mailbox,
    post: String,
    bo: String,
    picture: String,
    feed: String,
    pack: String,
    list: String,
}

impl World {
    async fn begin() -> Self {
        let mailbox = Mailbox::open();
        let server = Server::builder(Engine::Sqlite)
            .set("BRAISE_MAIL_SERVER", mailbox.url())
            .set("BRAISE_MAIL_FROM", "braise@example.test")
            .set("BRAISE_ASSISTANT", "on")
            .start();
        let (ada, post) = some_life(&server).await;
        let id = |json: &Value| json["id"].as_str().unwrap().to_owned();
        let bo = id(&ada.get("/api/v1/accounts/lookup?acct=bo").await.ok());
        let shown = ada.get(&format!("/api/v1/statuses/{post}")).await.ok();
        let picture = id(&shown["media_attachments"][0]);
        let feed = json!({ "name": "Gardens", "description": "What grows", "sources": { "latest": true } });
        let feed = id(&ada.post("/api/braise/v1/feeds").json(feed).await.ok());
        ada.post(&format!("/api/braise/v1/feeds/{feed}/pin")).await.ok();
        let pack = json!({ "name": "Gardeners", "description": "Who grows things" });
        let pack = id(&ada.post("/api/braise/v1/starter_packs").json(pack).await.ok());
        let list = id(&ada.get("/api/v1/lists").await.ok()[0]);
        Self { server, mailbox, post, bo, picture, feed, pack, list }
    }

    fn fill(&self, page: &str) -> String {
        page.replace("POST", &self.post)
            .replace("FEED", &self.feed)
            .replace("PACK", &self.pack)
            .replace("LIST", &self.list)
            .replace("PICTURE", &self.picture)
            .replace("BO", &self.bo)
    }

    /// A browser on it, with axe in every page before its own scripts: handing it over for each would
    /// take longer than its answer.
    async fn open(&self) -> Option<Chrome> {
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

async fn log_in(chrome: &Chrome) {
    log_in_as(chrome, "ada").await;
}

async fn log_in_as(chrome: &Chrome, name: &str) {
    chrome.go("/auth/sign_in").await;
    chrome.write("#username", name).await;
    chrome.write("#password", PASSWORD).await;
    chrome.press("main form .button").await;
    chrome.find(".rail").await;
}

fn nothing(wrong: &[String]) {
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn what_visitors_see() {
    let world = World::begin().await;
    let Some(chrome) = world.open().await else { return };
    let mut tour = Tour { chrome: &chrome, wrong: Vec::new() };
    follow_letters(&mut tour, &world.mailbox, world.server.url()).await;
    tour.along(&OPEN, "visitor", &world).await;
    let wrong = tour.wrong;
    chrome.close().await;
    nothing(&wrong);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_members_read() {
    let world = World::begin().await;
    let Some(chrome) = world.open().await else { return };
    let mut tour = Tour { chrome: &chrome, wrong: Vec::new() };
    log_in(&chrome).await;
    tour.along(&READING, "member", &world).await;
    chrome.resize(false).await;
    point_at_a_name(&chrome).await;
    tour.ask("a name's card").await;
    put_away(&chrome).await;
    let wrong = tour.wrong;
    chrome.close().await;
    nothing(&wrong);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_moderators_see() {
    let world = World::begin().await;
    world.server.admin("warden");
    let other = world.server.log_in("bo", "read write");
    let found = json!({ "discoverable": true });
    for member in [&other, &world.server.log_in("ada", "read write")] {
        member.patch("/api/v1/accounts/update_credentials").json(found.clone()).await.ok();
        member.post_status("Snow in the #garden").await;
    }
    let Some(chrome) = world.open().await else { return };
    let mut tour = Tour { chrome: &chrome, wrong: Vec::new() };
    log_in_as(&chrome, "warden").await;
    tour.along(&["/explore", "/trends/review"], "moderator", &world).await;
    let wrong = tour.wrong;
    chrome.close().await;
    nothing(&wrong);
}

#[tokio::test(flavor = "multi_thread")]
async fn what_members_set() {
    let world = World::begin().await;
    let Some(chrome) = world.open().await else { return };
    let mut tour = Tour { chrome: &chrome, wrong: Vec::new() };
    log_in(&chrome).await;
    tour.along(&SETTINGS, "member", &world).await;
    let wrong = tour.wrong;
    chrome.close().await;
    nothing(&wrong);
}
