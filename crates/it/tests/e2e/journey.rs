//! A member's first day on the pages, in a real browser: with and without scripts, in both languages,
//! on a phone and on a laptop.

use crate::chrome::{Chrome, Look};
use crate::on_sqlite;
use serde_json::json;
use testkit::server::PASSWORD;
use testkit::{Server, fixtures};

/// What buttons and pages say in a language.
struct Words {
    save: &'static str,
    published: &'static str,
}

fn words(look: Look) -> Words {
    match look.language {
        "fr" => Words { save: "Enregistrer", published: "Publié." },
        _ => Words { save: "Save", published: "Published." },
    }
}

async fn first_day(look: Look) {
    let server = on_sqlite();
    let bo = server.member("bo");
    bo.patch("/api/v1/accounts/update_credentials").json(json!({ "discoverable": true })).await.ok();
    bo.post_status("The kettle sings in #tromso").await;
    let Some(chrome) = Chrome::open(server.url(), look).await else { return };
    join(&chrome, look).await;
    follow_somebody(&chrome, look).await;
    let post = publish_a_picture(&chrome, &server, look).await;
    answer(&chrome, &bo, look).await;
    be_told(&chrome, &bo, &post, look).await;
    quote_and_edit(&chrome, look).await;
    search_and_mute(&chrome, look).await;
    take_out_and_leave(&chrome, look).await;
    chrome.close().await;
}

async fn join(chrome: &Chrome, look: Look) {
    chrome.go("/").await;
    chrome.photograph("01-welcome").await;
    chrome.go("/auth/sign_up").await;
    chrome.write("#username", "ada").await;
    chrome.write("#email", "ada@example.org").await;
    chrome.write("#password", PASSWORD).await;
    chrome.press("[name=agreement]").await;
    chrome.photograph("02-join").await;
    chrome.press("main form .button").await;
    chrome.find(".rail").await;
    assert_eq!(chrome.find("html").await.attr("lang").await.unwrap().as_deref(), Some(look.language));
    chrome.photograph("03-empty-home").await;
}

async fn follow_somebody(chrome: &Chrome, _: Look) {
    chrome.go("/explore?show=people").await;
    chrome.photograph("04-people").await;
    chrome.press("button[formaction^='/act/follow/']").await;
    // Going on at once would take the form back; who is followed is suggested no more.
    chrome.loses("button[formaction^='/act/follow/']").await;
    testkit::wait_until("the home shows whom she follows", || async {
        chrome.go("/").await;
        chrome.says("The kettle sings").await.then_some(())
    })
    .await;
    chrome.photograph("05-home").await;
}

async fn publish_a_picture(chrome: &Chrome, server: &Server, look: Look) -> String {
    let picture = server.folder().join("garden.png");
    std::fs::write(&picture, fixtures::png(640, 360)).unwrap();
    chrome.go("/compose").await;
    chrome.write("#text", "Look what grew overnight #garden").await;
    chrome.press(".extras details:has(#files) > summary").await;
    chrome.write("#files", picture.to_str().unwrap()).await;
    chrome.write("[name=alt]", "A small green square").await;
    chrome.photograph("06-writing").await;
    chrome.press("button[value=publish]").await;
    chrome.waits_for(words(look).published).await;
    assert_eq!(
        chrome.find(".subject .media img:not(.veil)").await.attr("alt").await.unwrap().as_deref(),
        Some("A small green square")
    );
    chrome.photograph("07-published").await;
    chrome.place().await.split('?').next().unwrap().rsplit('/').next().unwrap().to_owned()
}

async fn answer(chrome: &Chrome, bo: &testkit::Client, look: Look) {
    let post = bo.post_status("Who brings bread?").await;
    chrome.go(&format!("/@bo/{}", post["id"].as_str().unwrap())).await;
    chrome.press(".answer > summary").await;
    chrome.write(".answer #text", "I do, at eight").await;
    chrome.press(".answer button[value=publish]").await;
    chrome.waits_for(words(look).published).await;
    assert!(chrome.says("Who brings bread?").await && chrome.says("I do, at eight").await);
    chrome.photograph("08-thread").await;
}

async fn be_told(chrome: &Chrome, bo: &testkit::Client, post: &str, look: Look) {
    chrome.go("/").await;
    let first = chrome.second_window().await;
    chrome.go("/explore").await;
    bo.post(&format!("/api/v1/statuses/{post}/favourite")).await.ok();
    if look.scripts {
        // Nobody reloads this page, nor the one in the first window.
        chrome.find(".go[href='/notifications'] .badge").await;
        chrome.photograph("09-told-in-a-second-window").await;
    }
    chrome.back_to(first).await;
    if look.scripts {
        chrome.find(".go[href='/notifications'] .badge").await;
    }
    chrome.go("/notifications").await;
    chrome.waits_for("bo").await;
    assert!(chrome.says("Look what grew overnight").await);
    chrome.photograph("09-notifications").await;
}

async fn quote_and_edit(chrome: &Chrome, look: Look) {
    chrome.go("/@bo").await;
    chrome.photograph("10-profile").await;
    chrome.press(".post .more > summary").await;
    chrome.press(".post .more[open] a[href^='/compose?quote=']").await;
    chrome.write("#text", "This, every mornin").await;
    chrome.press("button[value=publish]").await;
    chrome.waits_for(words(look).published).await;
    chrome.find(".subject .quote").await;
    chrome.press(".subject .more > summary").await;
    chrome.photograph("11-menu").await;
    chrome.press(".subject .more[open] a[href^='/compose?edit=']").await;
    chrome.write("#text", "g").await;
    assert_eq!(chrome.find("button[value=publish]").await.text().await.unwrap(), words(look).save);
    chrome.press("button[value=publish]").await;
    chrome.waits_for("This, every morning").await;
    chrome.find(".subject .facts a[href$='/history']").await;
    chrome.photograph("12-edited").await;
}

async fn search_and_mute(chrome: &Chrome, _: Look) {
    testkit::wait_until("the index has taken the post in", || async {
        chrome.go("/search?q=grew+overnight").await;
        chrome.says("Look what grew overnight").await.then_some(())
    })
    .await;
    chrome.photograph("13-search").await;
    chrome.go("/@bo").await;
    chrome.press(".post .more > summary").await;
    chrome.press(".post .more[open] button[formaction^='/act/mute/']").await;
    chrome.find(".profile button[formaction^='/act/unmute/']").await;
    testkit::wait_until("the muted are not at home", || async {
        chrome.go("/").await;
        (!chrome.says("The kettle sings").await).then_some(())
    })
    .await;
    chrome.go("/settings/hidden").await;
    chrome.waits_for("@bo").await;
    chrome.photograph("14-hidden").await;
}

async fn take_out_and_leave(chrome: &Chrome, _: Look) {
    chrome.go("/settings/export").await;
    chrome.find("a[href='/settings/export/posts.json']").await;
    chrome.photograph("15-export").await;
    chrome.press(".foot button").await;
    chrome.find("a[href='/auth/sign_in']").await;
    chrome.go("/settings").await;
    assert!(chrome.place().await.starts_with("/auth/sign_in?return=%2Fsettings"));
    chrome.photograph("16-left").await;
}

macro_rules! looks {
    ($($name:ident: $language:literal, $phone:literal, $scripts:literal;)*) => {$(
        #[tokio::test(flavor = "multi_thread")]
        async fn $name() {
            first_day(Look { language: $language, phone: $phone, scripts: $scripts }).await;
        }
    )*};
}

looks! {
    in_english_on_a_laptop: "en", false, true;
    in_english_on_a_laptop_without_scripts: "en", false, false;
    in_english_on_a_phone: "en", true, true;
    in_english_on_a_phone_without_scripts: "en", true, false;
    in_french_on_a_laptop: "fr", false, true;
    in_french_on_a_laptop_without_scripts: "fr", false, false;
    in_french_on_a_phone: "fr", true, true;
    in_french_on_a_phone_without_scripts: "fr", true, false;
}
