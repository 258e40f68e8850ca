//! What scripts ask for: streams, choices while writing, the parts of an installed app.

use super::browser::Browser;
use super::id;
use crate::{on_each_engine, on_sqlite};
use serde_json::{Value, json};
use testkit::client::Sse;
use testkit::{Client, Server};

async fn listen(server: &Server, name: &str, on: &str) -> Sse {
    let mut browser = Browser::new(server);
    browser.log_in(name).await;
    let cookie = format!("session={}", browser.cookie("session").unwrap());
    server.visitor().sse_with_cookie(&format!("/live?on={on}"), &cookie).await
}

async fn post(who: &Client, text: &str) -> String {
    id(&who.post_status(text).await)
}

#[tokio::test]
async fn an_open_page_hears_what_happens() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        ada.follow(&bo).await;
        let mut home = listen(&server, "ada", "home").await;
        let mut tag = listen(&server, "ada", "tag-Pain").await;
        let first = post(&bo, "@ada Warm #pain").await;
        assert_eq!(home.expect("post").await.payload, first);
        home.expect("told").await;
        assert_eq!(tag.expect("post").await.payload, first);
        bo.delete(&format!("/api/v1/statuses/{first}")).await.ok();
        assert_eq!(home.expect("gone").await.payload, first);
        let mut local = listen(&server, "ada", "local").await;
        let filter = json!({
            "title": "x", "context": ["home", "public"], "filter_action": "hide",
            "keywords_attributes": [{ "keyword": "mould" }],
        });
        ada.post("/api/v2/filters").json(filter).await.ok();
        post(&bo, "There is mould on it").await;
        let seen = post(&bo, "Fresh again").await;
        assert_eq!(local.expect("post").await.payload, seen);
    })
    .await;
}

#[tokio::test]
async fn a_stream_begins_with_what_is_unread() {
    let server = on_sqlite();
    let (_ada, bo) = (server.member("ada"), server.member("bo"));
    let mut page = listen(&server, "ada", "home").await;
    assert_eq!(page.expect("unread").await.payload, "0");
    let told = post(&bo, "@ada while your page was on its way").await;
    page.expect("told").await;
    let mut later = listen(&server, "ada", "home").await;
    assert_eq!(later.expect("unread").await.payload, "1");
    let mut browser = Browser::new(&server);
    browser.log_in("ada").await;
    assert!(browser.get("/notifications").await.text.contains(&told));
    let mut read = listen(&server, "ada", "home").await;
    assert_eq!(read.expect("unread").await.payload, "0", "what was opened is read");
}

#[tokio::test]
async fn streams_are_members_and_end_with_the_session() {
    let server = on_sqlite();
    let ada = server.member("ada");
    assert_eq!(server.visitor().get("/live?on=home").await.status, 303, "visitors log in first");
    let mut browser = Browser::new(&server);
    browser.log_in("ada").await;
    for unknown in ["everything", "list-1", "list-x"] {
        assert_eq!(browser.get(&format!("/live?on={unknown}")).await.status, 404, "{unknown}");
    }
    let cookie = format!("session={}", browser.cookie("session").unwrap());
    let mut stream = server.visitor().sse_with_cookie("/live", &cookie).await;
    let home = browser.get("/").await;
    post(&ada, "Nothing of this is told on a page without a timeline").await;
    let out = [("csrf", form_token(&home.text))];
    assert_eq!(browser.post("/auth/sign_out", &out).await.status, 303);
    stream.ended().await;
}

fn form_token(page: &str) -> &str {
    let (_, rest) = page.split_once("name=\"csrf\" value=\"").unwrap();
    rest.split('"').next().unwrap()
}

#[tokio::test]
async fn a_member_has_a_bounded_number_of_streams_and_a_stop_ends_them() {
    let mut server = on_sqlite();
    server.member("ada");
    let mut browser = Browser::new(&server);
    browser.log_in("ada").await;
    let cookie = format!("session={}", browser.cookie("session").unwrap());
    let mut held = Vec::new();
    for _ in 0..16 {
        held.push(server.visitor().sse_with_cookie("/live", &cookie).await);
    }
    assert_eq!(browser.get("/live").await.status, 429);
    let took = server.stop();
    assert!(took.as_secs() < 10, "a stop waits for no stream: {took:?}");
    for stream in &mut held {
        stream.ended().await;
    }
}

#[tokio::test]
async fn words_are_completed_for_members() {
    let server = on_sqlite();
    let ada = server.member("ada");
    server.member("adrien");
    post(&ada, "Bread #boulangerie").await;
    assert_eq!(server.visitor().get("/complete?q=@ad").unchecked().await.status, 303);
    let mut browser = Browser::new(&server);
    browser.log_in("ada").await;
    let mut found = Value::Null;
    for (typed, expected) in [("%40adr", "@adrien"), ("%23boul", "#boulangerie"), ("%3Abrais", "🔥")] {
        // The index follows a moment later.
        for _ in 0..100 {
            let answer = browser.get(&format!("/complete?q={typed}")).await;
            assert_eq!(answer.status, 200);
            found = serde_json::from_str(&answer.text).unwrap();
            if found[0]["put"] == expected {
                break;
            }
            tokio::time::sleep(std::time::Duration::from_millis(50)).await;
        }
        assert_eq!(found[0]["put"], expected, "{typed}");
    }
    assert_eq!(browser.get("/complete?q=").await.text, "[]");
}

#[tokio::test]
async fn scripts_and_the_app_on_a_device_have_what_they_need() {
    let server = on_sqlite();
    let visitor = server.visitor();
    let page = visitor.get("/about").await.text;
    let (_, rest) = page.split_once("<script type=\"module\" src=\"").unwrap();
    let script = rest.split('"').next().unwrap();
    let folder = script.trim_end_matches("app.js");
    let app = visitor.get(script).await;
    assert_eq!((app.status, app.header("content-type")), (200, Some("text/javascript; charset=utf-8")));
    assert_eq!(app.header("cache-control"), Some("public, max-age=31536000, immutable"));
    let (mut waiting, mut seen) = (vec!["app.js".to_owned()], Vec::<String>::new());
    while let Some(name) = waiting.pop() {
        let module = visitor.get(&format!("{folder}{name}")).await;
        assert_eq!(module.status, 200, "{name}");
        let imported = module.text.split("\"./").skip(1).filter_map(|rest| rest.split('"').next());
        let new: Vec<String> =
            imported.filter(|name| !seen.iter().any(|seen| seen == name)).map(str::to_owned).collect();
        waiting.extend(new);
        seen.push(name);
    }
    let worker = visitor.get("/sw.js").await;
    assert_eq!((worker.status, worker.header("cache-control")), (200, Some("no-cache")));
    assert!(worker.text.contains(script) && !worker.text.contains("\"FILES\""));
    let offline = visitor.get("/offline?lang=fr").await;
    assert!(offline.status == 200 && offline.text.contains("Vous êtes hors ligne"));
    let manifest = visitor.get("/manifest.webmanifest").header("accept-language", "fr").await;
    let manifest: Value = serde_json::from_str(&manifest.text).unwrap();
    assert_eq!((&manifest["display"], &manifest["lang"]), (&json!("standalone"), &json!("fr")));
    assert_eq!(manifest["share_target"]["action"], "/compose");
    for icon in manifest["icons"].as_array().unwrap() {
        assert_eq!(visitor.get(icon["src"].as_str().unwrap()).await.status, 200, "{icon}");
    }
}
