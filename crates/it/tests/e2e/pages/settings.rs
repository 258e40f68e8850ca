//! Settings, in a browser without scripts.

use super::browser::{Browser, goes_to, press, token};
use super::id;
use crate::{on_each_engine, on_sqlite};
use serde_json::json;
use testkit::fixtures;
use testkit::server::PASSWORD;

const PAGES: [&str; 17] = [
    "/settings",
    "/settings/profile",
    "/settings/posting",
    "/settings/words",
    "/settings/words/ledger",
    "/settings/appearance",
    "/settings/notifications",
    "/settings/filters",
    "/settings/filters/new",
    "/settings/hidden",
    "/settings/hidden?show=blocked",
    "/settings/hidden?show=servers",
    "/settings/follow-requests",
    "/settings/account",
    "/settings/sessions",
    "/settings/import",
    "/settings/export",
];

#[tokio::test]
async fn every_area_is_for_members_and_speaks_both_languages() {
    let server = on_sqlite();
    server.member("ada");
    let mut ada = Browser::inside(&server, "ada").await;
    for path in PAGES.iter().copied().chain(["/lists"]) {
        let refused = server.visitor().get(path).await;
        let place = refused.header("location").unwrap_or_default();
        assert!(refused.status == 303 && place.starts_with("/auth/sign_in?return="), "{path}: {place}");
        let mark = if path.contains('?') { '&' } else { '?' };
        let mut headings = Vec::new();
        for language in ["en", "fr"] {
            let page = ada.get(&format!("{path}{mark}lang={language}")).await;
            assert_eq!(page.status, 200, "{path}");
            assert!(
                page.text.contains(&format!("<html lang=\"{language}\"")) && page.text.contains("noindex")
            );
            assert!(!page.text.contains(" style=") && !page.text.contains("onclick"), "{path}");
            let heading = page.text.split("<h1").nth(1).and_then(|rest| rest.split("</h1>").next());
            headings.push(heading.unwrap_or_default().to_owned());
        }
        let same = headings[0] == headings[1];
        assert!(!same || headings[0].contains("Notifications"), "{path} says the same in both languages");
    }
    assert_eq!(ada.get("/settings/nothing").await.status, 404);
}

#[tokio::test]
async fn forms_from_elsewhere_change_nothing() {
    let server = on_sqlite();
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    let list = id(&ada.post("/api/v1/lists").json(json!({ "title": "Bakers" })).await.ok());
    let filter = json!({ "title": "Rye", "context": ["home"] });
    let filter = id(&ada.post("/api/v2/filters").json(filter).await.ok());
    let mut browser = Browser::inside(&server, "ada").await;
    for path in [
        "/settings/posting",
        "/settings/appearance",
        "/settings/notifications",
        "/settings/notifications/device",
        "/settings/notifications/device/off",
        "/settings/account",
        "/settings/sessions/end/1",
        "/settings/sessions/revoke/1",
        "/settings/filters/new",
        &format!("/settings/filters/{filter}"),
        &format!("/settings/filters/{filter}/delete"),
        "/settings/hidden/block-server",
        "/settings/hidden/unblock-server",
        "/lists",
        &format!("/lists/{list}"),
        &format!("/lists/{list}/add"),
        &format!("/lists/{list}/remove/1"),
        &format!("/lists/{list}/delete"),
        &format!("/report/{}", bo.id().await),
    ] {
        assert_eq!(browser.post(path, &[("csrf", "guessed")]).await.status, 403, "{path}");
    }
    let cookie = format!("session={}", browser.cookie("session").unwrap());
    let forged =
        server.visitor().post("/settings/profile").header("cookie", cookie).part("display_name", "Eve");
    assert_eq!(forged.await.status, 403);
    assert_eq!(ada.get("/api/v1/lists").await.ok()[0]["title"], "Bakers");
    assert_ne!(ada.me().await["display_name"], "Eve");
}

#[tokio::test]
async fn a_profile_is_worn_changed_and_taken_off() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let mut browser = Browser::inside(&server, "ada").await;
        let cookie = format!("session={}", browser.cookie("session").unwrap());
        let page = browser.get("/settings/profile").await;
        let form = || {
            let ask = server.visitor().post("/settings/profile").header("cookie", &cookie);
            ask.part("csrf", token(&page)).part("note", "Baker.\r\nSee #pain").part("avatar_alt", "A loaf")
        };
        let saved = form()
            .part("display_name", "Ada <3")
            .part("field_name", "Bakery")
            .part("field_value", "https://example.org")
            .part("locked", "1")
            .part("bot", "1")
            .file("avatar", "a.png", "image/png", fixtures::png(64, 64))
            .await;
        goes_to(&saved, "/settings/profile?told=saved");
        let me = ada.me().await;
        assert_eq!((me["display_name"].as_str(), me["locked"].as_bool()), (Some("Ada <3"), Some(true)));
        assert_eq!((me["bot"].as_bool(), me["discoverable"].as_bool()), (Some(true), Some(false)));
        assert_eq!(me["source"]["note"], "Baker.\nSee #pain");
        assert_eq!(me["fields"][0]["name"], "Bakery");
        let worn = browser.get("/settings/profile?told=saved&lang=en").await.text;
        assert!(
            worn.contains("Ada &#60;3") && worn.contains("alt=\"A loaf\"") && worn.contains("remove_avatar")
        );

        let long = "x".repeat(31);
        let refused =
            form().part("display_name", &long).part("field_name", "Kept").part("field_value", "").await;
        assert_eq!(refused.status, 422);
        assert!(refused.text.contains(&long) && refused.text.contains("value=\"Kept\""), "typed words stay");
        let broken = form().file("header", "a.png", "image/png", b"not a picture".to_vec()).await;
        assert!(broken.status == 422 && broken.text.contains("role=\"alert\""));

        goes_to(&form().part("remove_avatar", "1").await, "/settings/profile?told=saved");
        let bare = ada.me().await;
        assert!(
            bare["avatar"].as_str().unwrap().ends_with("/avatars/original/missing.png"),
            "{}",
            bare["avatar"]
        );
        assert_eq!(bare["locked"], false);
    })
    .await;
}

#[tokio::test]
async fn defaults_of_posts_and_the_look_of_pages_are_kept() {
    let server = on_sqlite();
    let ada = server.member("ada");
    let mut browser = Browser::inside(&server, "ada").await;
    let page = browser.get("/settings/posting").await;
    let wanted = [("visibility", "followers"), ("quote", "nobody"), ("language", "fr"), ("sensitive", "1")];
    goes_to(&browser.submit(&page, "/settings/posting", &wanted).await, "/settings/posting?told=saved");
    let prefers = ada.get("/api/v1/preferences").await.ok();
    assert_eq!(prefers["posting:default:visibility"], "private");
    assert_eq!(prefers["posting:default:language"], "fr");
    assert_eq!(prefers["posting:default:sensitive"], true);
    let odd = [("visibility", "followers"), ("quote", "nobody"), ("language", "klingon")];
    assert_eq!(browser.submit(&page, "/settings/posting", &odd).await.status, 400);

    let page = browser.get("/settings/appearance").await;
    let wanted = [("light", "dark"), ("language", "fr")];
    goes_to(&browser.submit(&page, "/settings/appearance", &wanted).await, "/settings/appearance?told=saved");
    let dark = browser.get("/settings/appearance").await.text;
    assert!(dark.contains("<html lang=\"fr\" data-theme=\"dark\">"), "{}", &dark[..200]);
    let elsewhere = Browser::inside(&server, "ada").await.get("/settings").await.text;
    assert!(
        elsewhere.contains("<html lang=\"fr\">"),
        "the language goes with the member, the light does not"
    );
    let wanted = [("light", "system"), ("language", "en")];
    goes_to(&browser.submit(&page, "/settings/appearance", &wanted).await, "/settings/appearance?told=saved");
    assert!(browser.get("/settings").await.text.contains("<html lang=\"en\">"));
}

#[tokio::test]
async fn a_password_is_changed_with_the_present_one() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let (mut here, mut there) =
            (Browser::inside(&server, "ada").await, Browser::inside(&server, "ada").await);
        let page = here.get("/settings/account?lang=en").await;
        assert!(page.text.contains("ada@example.test"), "the address is shown");
        let change = |present: &'static str, new: &'static str| [("present", present), ("password", new)];
        let wrong = here.submit(&page, "/settings/account", &change("a guess", "another good one")).await;
        assert!(wrong.status == 422 && wrong.text.contains("id=\"present-wrong\""));
        let short = here.submit(&page, "/settings/account", &change(PASSWORD, "short")).await;
        assert!(short.status == 422 && short.text.contains("id=\"password-wrong\""));
        let good = here.submit(&page, "/settings/account", &change(PASSWORD, "another good one")).await;
        goes_to(&good, "/settings/account?told=password");
        assert_eq!(here.get("/settings/account").await.status, 200, "this browser stays");
        assert_eq!(there.get("/settings/account").await.status, 303, "the other does not");
        ada.get("/api/v1/accounts/verify_credentials").await.refused(401);
        let mut again = Browser::new(&server);
        let page = again.get("/auth/sign_in").await;
        let fields = [("username", "ada"), ("password", "another good one")];
        assert_eq!(again.submit(&page, "/auth/sign_in", &fields).await.status, 303);
    })
    .await;
}

#[tokio::test]
async fn filters_are_made_changed_and_removed() {
    let server = on_sqlite();
    let ada = server.member("ada");
    let mut browser = Browser::inside(&server, "ada").await;
    let page = browser.get("/settings/filters/new").await;
    let nowhere = [("title", "Rye"), ("action", "hide"), ("word-new0", "seigle")];
    let refused = browser.submit(&page, "/settings/filters/new", &nowhere).await;
    assert!(refused.status == 422 && refused.text.contains("value=\"seigle\""), "{}", refused.text);
    let good = [
        ("title", "Rye"),
        ("action", "hide"),
        ("word-new0", "seigle"),
        ("word-new1", "rye"),
        ("whole-new1", "1"),
        ("context", "home"),
        ("context", "public"),
        ("lasting", "86400"),
    ];
    goes_to(&browser.submit(&page, "/settings/filters/new", &good).await, "/settings/filters?told=saved");
    let filter = ada.get("/api/v2/filters").await.ok()[0].clone();
    assert_eq!((&filter["filter_action"], &filter["context"]), (&json!("hide"), &json!(["home", "public"])));
    assert!(filter["expires_at"].is_string());
    let words: Vec<_> =
        filter["keywords"].as_array().unwrap().iter().map(|w| (w["keyword"].clone(), id(w))).collect();
    assert_eq!(words.len(), 2);
    assert!(browser.get("/settings/filters").await.text.contains("seigle, rye"));

    let path = format!("/settings/filters/{}", id(&filter));
    let page = browser.get(&path).await;
    let (first, second) = (format!("word-{}", words[0].1), format!("word-{}", words[1].1));
    let changed = [
        ("title", "Rye bread"),
        ("action", "warn"),
        ("context", "thread"),
        ("lasting", "stays"),
        (first.as_str(), ""),
        (second.as_str(), "rye loaf"),
        ("word-new0", "pumpernickel"),
    ];
    goes_to(&browser.submit(&page, &path, &changed).await, "/settings/filters?told=saved");
    let after = ada.get("/api/v2/filters").await.ok()[0].clone();
    let words: Vec<&str> =
        after["keywords"].as_array().unwrap().iter().filter_map(|w| w["keyword"].as_str()).collect();
    assert_eq!(words, ["rye loaf", "pumpernickel"]);
    assert_eq!(after["expires_at"], filter["expires_at"]);

    let delete = format!("{path}/delete");
    let page = browser.get(&path).await;
    server.member("bo");
    assert_eq!(Browser::inside(&server, "bo").await.get(&path).await.status, 404, "another's filter");
    goes_to(&press(&mut browser, &page, &delete, &[]).await, "/settings/filters?told=removed");
    assert_eq!(ada.get("/api/v2/filters").await.ok(), json!([]));
}

#[tokio::test]
async fn who_is_hidden_can_come_back() {
    let server = on_sqlite();
    let (ada, bo, cleo) = (server.member("ada"), server.member("bo"), server.member("cleo"));
    let (bo, cleo) = (bo.id().await, cleo.id().await);
    ada.post(&format!("/api/v1/accounts/{bo}/mute")).await.ok();
    ada.post(&format!("/api/v1/accounts/{cleo}/block")).await.ok();
    let mut browser = Browser::inside(&server, "ada").await;
    let page = browser.get("/settings/hidden").await;
    assert_eq!(press(&mut browser, &page, &format!("/act/unmute/{bo}"), &[]).await.status, 303);
    let page = browser.get("/settings/hidden?show=blocked").await;
    assert_eq!(press(&mut browser, &page, &format!("/act/unblock/{cleo}"), &[]).await.status, 303);
    assert_eq!(ada.get("/api/v1/mutes").await.ok(), json!([]));
    assert_eq!(ada.get("/api/v1/blocks").await.ok(), json!([]));

    let page = browser.get("/settings/hidden?show=servers").await;
    let wrong = browser.submit(&page, "/settings/hidden/block-server", &[("domain", "not a server")]).await;
    assert!(wrong.status == 422 && wrong.text.contains("value=\"not a server\""), "{}", wrong.text);
    let blocked =
        browser.submit(&page, "/settings/hidden/block-server", &[("domain", "Noise.example")]).await;
    goes_to(&blocked, "/settings/hidden?show=servers&told=saved");
    assert_eq!(ada.get("/api/v1/domain_blocks").await.ok(), json!(["noise.example"]));
    let page = browser.get("/settings/hidden?show=servers").await;
    let fields = [("domain", "noise.example")];
    press(&mut browser, &page, "/settings/hidden/unblock-server", &fields).await;
    assert_eq!(ada.get("/api/v1/domain_blocks").await.ok(), json!([]));
}

#[tokio::test]
async fn follow_requests_are_answered() {
    let server = on_sqlite();
    let (ada, bo, cleo) = (server.member("ada"), server.member("bo"), server.member("cleo"));
    ada.patch("/api/v1/accounts/update_credentials").json(json!({ "locked": true })).await.ok();
    bo.follow(&ada).await;
    cleo.follow(&ada).await;
    let mut browser = Browser::inside(&server, "ada").await;
    let page = browser.get("/settings/follow-requests").await;
    press(&mut browser, &page, &format!("/act/accept/{}", bo.id().await), &[]).await;
    press(&mut browser, &page, &format!("/act/reject/{}", cleo.id().await), &[]).await;
    let followers = ada.get(&format!("/api/v1/accounts/{}/followers", ada.id().await)).await.ok();
    assert_eq!((followers.as_array().unwrap().len(), &followers[0]["username"]), (1, &json!("bo")));
    assert!(browser.get("/settings/follow-requests?lang=en").await.text.contains("Nobody is waiting"));
}

#[tokio::test]
async fn the_policy_of_notifications_is_kept() {
    let server = on_sqlite();
    let ada = server.member("ada");
    let mut browser = Browser::inside(&server, "ada").await;
    let page = browser.get("/settings/notifications").await;
    let fields = [
        ("not_following", "filter"),
        ("not_followers", "accept"),
        ("new_accounts", "drop"),
        ("private_mentions", "accept"),
        ("limited_accounts", "drop"),
    ];
    let saved = browser.submit(&page, "/settings/notifications", &fields).await;
    goes_to(&saved, "/settings/notifications?told=saved");
    let policy = ada.get("/api/v2/notifications/policy").await.ok();
    assert_eq!(
        (&policy["for_not_following"], &policy["for_new_accounts"]),
        (&json!("filter"), &json!("drop"))
    );
    assert_eq!(policy["for_private_mentions"], "accept");
    assert_eq!(browser.submit(&page, "/settings/notifications", &fields[..4]).await.status, 400);
}
