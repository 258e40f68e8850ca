//! How posts and people look, in a browser without scripts.

use super::browser::Browser;
use super::id;
use crate::{on_each_engine, on_sqlite};
use serde_json::json;
use testkit::fixtures;

const VEIL: &str = "src=\"data:image/png;base64,";

#[tokio::test]
async fn pictures_come_over_their_colours_and_covered_ones_show_nothing_else() {
    let server = on_sqlite();
    let ada = server.member("ada");
    let picture = id(&ada.upload("a.png", "image/png", fixtures::png(640, 400)).await);
    let open = id(&ada.post_with(json!({ "status": "Seen", "media_ids": [picture] })).await);
    let picture = id(&ada.upload("a.png", "image/png", fixtures::png(640, 400)).await);
    let body = json!({ "status": "Not yet", "media_ids": [picture], "sensitive": true });
    let covered = id(&ada.post_with(body).await);
    let mut visitor = Browser::new(&server);

    let page = visitor.get(&format!("/@ada/{open}")).await.text;
    let media = page.split("<div class=\"media n1\">").nth(1).unwrap().split("</div>").next().unwrap();
    let (veil, picture) = media.split_once("<img class=\"fx").unwrap();
    assert!(veil.contains(&format!("<img class=\"veil\" {VEIL}")) && veil.contains("alt=\"\""), "{veil}");
    assert!(veil.len() < 400, "{} bytes of veil", veil.len());
    assert!(picture.contains(" width=\"") && picture.contains(" height=\""), "nothing moves: {picture}");
    assert!(!page.contains("veiled"));

    let page = visitor.get(&format!("/@ada/{covered}")).await.text;
    let cover = page.split("<details class=\"cover veiled\">").nth(1).unwrap();
    let (summary, rest) = cover.split_once("</summary>").unwrap();
    assert!(summary.contains(VEIL) && !summary.contains("/media/"), "only colours: {summary}");
    assert!(summary.contains(" width=\"") && rest.contains("src=\"/media/"), "{rest}");
}

#[tokio::test]
async fn emoji_of_the_house_are_seen_wherever_members_write() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        for (name, bytes) in [("loaf", fixtures::png(64, 64)), ("dance", fixtures::gif(32, 32, 3))] {
            let file = server.folder().join(name);
            std::fs::write(&file, bytes).expect("a file");
            server.cli(&["emoji", "add", name, file.to_str().unwrap()]);
        }
        let names = json!({ "display_name": "Ada :loaf:", "note": "Bakes :loaf: daily" });
        ada.patch("/api/v1/accounts/update_credentials").json(names).await.ok();
        let body = json!({
            "status": "Fresh :loaf: and :dance: but not :cake: <b>", "spoiler_text": "About :loaf:",
            "poll": { "options": ["more :loaf:", "less"], "expires_in": 3600 },
        });
        let post = id(&ada.post_with(body).await);
        let mut browser = Browser::inside(&server, "bo").await;
        let path = format!("/@ada/{post}?lang=en");
        let page = testkit::wait_until("the emoji", || async {
            let page = Browser::new(&server).get(&path).await.text;
            page.contains("alt=\":dance:\"").then_some(page)
        })
        .await;
        let loaf = |before: &str| format!("{before}<img class=\"emoji\" src=\"/media/emoji/");
        for before in ["<bdi>Ada ", "<p>Fresh ", "<span>About ", "<span dir=\"auto\">more "] {
            assert!(page.contains(&loaf(before)), "{before}: {page}");
        }
        assert!(page.contains("<source srcset=\"/media/emoji/") && page.contains("prefers-reduced-motion"));
        assert!(page.contains("but not :cake: &lt;b&gt;") && !page.contains("title=\"Ada <img"));
        bo.follow(&ada).await;
        ada.follow(&bo).await;
        for (place, before) in [("/@ada", "Bakes "), ("/notifications", "<bdi>Ada "), ("/", "<bdi>Ada ")] {
            let page = browser.get(place).await;
            assert!(page.text.contains(&loaf(before)), "{place}: {}", page.text);
        }
        for emoji in page.split("class=\"emoji\" src=\"").skip(1) {
            let file = emoji.split('"').next().unwrap();
            assert_eq!(server.visitor().get(file).await.status, 200, "{file}");
        }
    })
    .await;
}

#[tokio::test]
async fn a_card_says_who_somebody_is_and_how_to_follow_them() {
    on_each_engine(|server| async move {
        let (ada, _bo) = (server.member("ada"), server.member("bo"));
        let note = json!({ "display_name": "Ada <i>", "note": "Bakes daily", "locked": false });
        ada.patch("/api/v1/accounts/update_credentials").json(note).await.ok();
        let card = server.visitor().get("/@ada/card?lang=fr").await;
        assert!(card.status == 200 && card.text.trim_start().starts_with("<section class=\"hovercard\""));
        for part in ["lang=\"fr\"", "Bakes daily", "@ada", "0 publication", "0 abonné"] {
            assert!(card.text.contains(part), "{part}: {}", card.text);
        }
        assert!(!card.text.contains("<i>") && !card.text.contains("<button"), "visitors follow nobody");

        let mut browser = Browser::inside(&server, "bo").await;
        let follow = format!("formaction=\"/act/follow/{}\"", ada.id().await);
        let card = browser.get("/@ada/card").await;
        assert!(card.text.contains(&follow), "{}", card.text);
        assert_eq!(card.header("cache-control"), Some("private, no-store"));
        assert!(!browser.get("/@bo/card").await.text.contains("<button"), "nobody follows themself");
        assert_eq!(browser.get("/@nobody/card").await.status, 404);
        ada.patch("/api/v1/accounts/update_credentials").json(json!({ "hide_collections": true })).await.ok();
        assert!(!browser.get("/@ada/card?lang=en").await.text.contains("followers"));
    })
    .await;
}
