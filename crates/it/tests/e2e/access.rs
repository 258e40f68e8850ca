//! Nobody is kept out: axe-core finds nothing to object to on any page, by day and by night.

use crate::chrome::{Chrome, Look};
use serde_json::{Value, json};
use testkit::server::PASSWORD;
use testkit::{Client, Engine, Server, fixtures};
use thirtyfour::Key;

/// The rules that are asked: WCAG 2.2 up to AA, and what is good practice besides.
const ASK: &str = "const done = arguments[arguments.length - 1]; \
    axe.run(document, { runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'] }) \
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

/// Pages of a member.
const INSIDE: [&str; 39] = [
    "/",
    "/?show=new",
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
    "/settings",
    "/settings/profile",
    "/settings/posting",
    "/settings/words",
    "/settings/words/post/POST",
    "/settings/words/picture/PICTURE",
    "/settings/words/ledger",
    "/settings/appearance",
    "/settings/account",
    "/settings/sessions",
    "/settings/filters",
    "/settings/hidden",
    "/settings/notifications",
    "/settings/follow-requests",
    "/settings/export",
];

async fn some_life(server: &Server) -> (Client, String) {
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    bo.follow(&ada).await;
    ada.follow(&bo).await;
    let picture = ada.upload("a.png", "image/png", fixtures::png(320, 200)).await;
    let body = json!({ "status": "In the #garden, at last", "media_ids": [picture["id"]] });
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
        .json(json!({ "status": "In the #garden, at last." }))
        .await
        .ok();
    let said = json!({ "generative_training": "no", "archive": "yes", "reason": "For whoever comes after" });
    ada.put("/api/braise/v1/consent").json(said).await.ok();
    ada.post("/api/v1/lists").json(json!({ "title": "near" })).await.ok();
    ada.post("/api/v2/filters").json(json!({ "title": "lamps", "context": ["home"] })).await.ok();
    (ada, post)
}

async fn objections(chrome: &Chrome, axe: &str) -> Vec<Value> {
    chrome.driver.execute(axe, Vec::new()).await.expect("axe is loaded");
    let found = chrome.driver.execute_async(ASK, Vec::new()).await.expect("axe answers");
    found.json().as_array().cloned().unwrap_or_default()
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

async fn check(phone: bool, scheme: &str) {
    let Some(axe) = std::env::var_os("BRAISE_TEST_AXE") else {
        testkit::leave_out("axe", "what axe-core objects to");
        return;
    };
    let axe = std::fs::read_to_string(axe).expect("axe-core can be read");
    let server = Server::builder(Engine::Sqlite)
        .set("BRAISE_MAIL_SERVER", "file:mail")
        .set("BRAISE_MAIL_FROM", "braise@example.test")
        .start();
    let (ada, post) = some_life(&server).await;
    let bo = ada.get("/api/v1/accounts/lookup?acct=bo").await.ok()["id"].as_str().unwrap().to_owned();
    let shown = ada.get(&format!("/api/v1/statuses/{post}")).await.ok();
    let picture = shown["media_attachments"][0]["id"].as_str().unwrap().to_owned();
    let look = Look { language: "en", phone, scripts: true };
    let Some(chrome) = Chrome::open(server.url(), look).await else { return };
    let media = json!({ "features": [{ "name": "prefers-color-scheme", "value": scheme }] });
    chrome.protocol("Emulation.setEmulatedMedia", media).await;
    let mut wrong: Vec<String> = Vec::new();
    for (inside, pages) in [(false, OPEN.as_slice()), (true, INSIDE.as_slice())] {
        if inside {
            chrome.go("/auth/sign_in").await;
            chrome.write("#username", "ada").await;
            chrome.write("#password", PASSWORD).await;
            chrome.press("main form .button").await;
            chrome.find(".rail").await;
        }
        for page in pages {
            let path = page.replace("POST", &post).replace("PICTURE", &picture).replace("BO", &bo);
            chrome.go(&path).await;
            let title = chrome.driver.title().await.expect("pages have titles");
            assert_eq!(title.starts_with("There is nothing here"), *page == "/nothing-here", "{path}");
            let name = if inside { "member" } else { "visitor" };
            let file = page.replace(['/', '?', '='], "_");
            chrome.photograph(&format!("axe-{name}{file}-{scheme}")).await;
            for objection in objections(&chrome, &axe).await {
                wrong.push(format!("{scheme} {name} {path}: {objection}"));
            }
        }
    }
    if !phone {
        point_at_a_name(&chrome).await;
        wrong.extend(objections(&chrome, &axe).await.iter().map(|one| format!("{scheme} card: {one}")));
        put_away(&chrome).await;
    }
    chrome.close().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread")]
async fn by_day_on_a_laptop() {
    check(false, "light").await;
}

#[tokio::test(flavor = "multi_thread")]
async fn by_night_on_a_phone() {
    check(true, "dark").await;
}
