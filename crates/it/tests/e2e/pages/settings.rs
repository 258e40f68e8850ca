//! Settings, lists, reports and exports, in a browser without scripts.

use super::browser::Browser;
use crate::{on_each_engine, on_sqlite};
use serde_json::{Value, json};
use testkit::client::Answer;
use testkit::server::PASSWORD;
use testkit::{Client, Server, fixtures};

const PAGES: [&str; 14] = [
    "/settings",
    "/settings/profile",
    "/settings/posting",
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
    "/settings/export",
];

fn id(value: &Value) -> String {
    value["id"].as_str().expect("an id").to_owned()
}

async fn logged_in(server: &Server, name: &str) -> Browser {
    let mut browser = Browser::new(server);
    browser.log_in(name).await;
    browser
}

/// The proof in a page's forms.
fn token(page: &Answer) -> String {
    let (_, rest) = page.text.split_once("name=\"csrf\" value=\"").expect("a form");
    rest.split('"').next().unwrap_or_default().to_owned()
}

/// Presses a button of a page.
async fn press(browser: &mut Browser, page: &Answer, path: &str, fields: &[(&str, &str)]) -> Answer {
    assert!(page.text.contains(&format!("formaction=\"{path}\"")), "no button for {path}: {}", page.text);
    let proof = token(page);
    let mut all = vec![("csrf", proof.as_str()), ("return", "/settings")];
    all.extend_from_slice(fields);
    browser.post(path, &all).await
}

#[track_caller]
fn goes_to(answer: &Answer, place: &str) {
    assert_eq!((answer.status, answer.header("location")), (303, Some(place)), "{}", answer.text);
}

/// Reads a file the member takes along.
async fn take(server: &Server, browser: &Browser, file: &str) -> Answer {
    let cookie = format!("session={}", browser.cookie("session").expect("a session"));
    let path = format!("/settings/export/{file}");
    let answer = server.visitor().get(&path).header("cookie", cookie).unchecked().await;
    let attached = answer.header("content-disposition").unwrap_or_default();
    assert_eq!((answer.status, attached), (200, format!("attachment; filename=\"{file}\"").as_str()));
    answer
}

#[tokio::test]
async fn every_area_is_for_members_and_speaks_both_languages() {
    let server = on_sqlite();
    server.member("ada");
    let mut ada = logged_in(&server, "ada").await;
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
    let mut browser = logged_in(&server, "ada").await;
    for path in [
        "/settings/posting",
        "/settings/appearance",
        "/settings/notifications",
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
        let mut browser = logged_in(&server, "ada").await;
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
        assert!(bare["avatar"].as_str().unwrap().ends_with("avatar.png"), "{}", bare["avatar"]);
        assert_eq!(bare["locked"], false);
    })
    .await;
}

#[tokio::test]
async fn defaults_of_posts_and_the_look_of_pages_are_kept() {
    let server = on_sqlite();
    let ada = server.member("ada");
    let mut browser = logged_in(&server, "ada").await;
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
    let elsewhere = logged_in(&server, "ada").await.get("/settings").await.text;
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
        let (mut here, mut there) = (logged_in(&server, "ada").await, logged_in(&server, "ada").await);
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

/// Lets an app in on the pages; answers a client that holds its token.
async fn let_app_in(server: &Server, browser: &mut Browser) -> Client {
    let back = "urn:ietf:wg:oauth:2.0:oob";
    let app = json!({ "client_name": "Oven", "redirect_uris": back, "scopes": "read" });
    let app = server.visitor().post("/api/v1/apps").json(app).await.ok();
    let client = app["client_id"].as_str().expect("a client");
    let asked =
        format!("/oauth/authorize?response_type=code&client_id={client}&redirect_uri={back}&scope=read");
    let page = browser.get(&asked).await;
    let approved = browser.submit(&page, "/oauth/authorize", &[("decision", "approve")]).await;
    let (_, code) = approved.header("location").and_then(|to| to.split_once("code=")).expect("a code");
    let grant = json!({
        "grant_type": "authorization_code", "client_id": client, "client_secret": app["client_secret"],
        "code": code, "redirect_uri": back,
    });
    let token = server.visitor().post("/oauth/token").json(grant).await.ok();
    server.visitor().with_token(token["access_token"].as_str().expect("a token"))
}

/// The addresses of a page's buttons that begin so.
fn buttons(page: &Answer, start: &str) -> Vec<String> {
    let all = page.text.split("formaction=\"").skip(1).filter_map(|rest| rest.split('"').next());
    all.filter(|address| address.starts_with(start)).map(str::to_owned).collect()
}

#[tokio::test]
async fn access_is_shown_and_can_be_ended() {
    on_each_engine(|server| async move {
        server.member("ada");
        let bo = server.member("bo");
        let (mut here, mut there) = (logged_in(&server, "ada").await, logged_in(&server, "ada").await);
        let mut bos = logged_in(&server, "bo").await;
        let oven = let_app_in(&server, &mut here).await;
        let mut stream = oven.sse("/api/v1/streaming/user").await;
        let page = here.get("/settings/sessions?lang=en").await;
        let (browsers, apps) =
            (buttons(&page, "/settings/sessions/end/"), buttons(&page, "/settings/sessions/revoke/"));
        assert_eq!(page.text.matches("this one").count(), 1, "{}", page.text);
        assert!(page.text.contains("Oven") && apps.len() == 1, "{}", page.text);

        let proof = token(&bos.get("/settings/sessions").await);
        for path in browsers.iter().chain(&apps) {
            bos.post(path, &[("csrf", &proof)]).await;
        }
        assert_eq!(there.get("/settings").await.status, 200, "others end nothing");
        oven.get("/api/v1/accounts/verify_credentials").await.ok();
        for path in &browsers {
            goes_to(&press(&mut here, &page, path, &[]).await, "/settings/sessions?told=ended");
        }
        assert_eq!(there.get("/settings").await.status, 303);
        goes_to(&press(&mut here, &page, &apps[0], &[]).await, "/settings/sessions?told=ended");
        stream.ended().await;
        oven.get("/api/v1/accounts/verify_credentials").await.refused(401);
        bo.get("/api/v1/accounts/verify_credentials").await.ok();
        let page = here.get("/settings/sessions").await;
        assert!(buttons(&page, "/settings/sessions/").is_empty(), "{}", page.text);
    })
    .await;
}

#[tokio::test]
async fn filters_are_made_changed_and_removed() {
    let server = on_sqlite();
    let ada = server.member("ada");
    let mut browser = logged_in(&server, "ada").await;
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
    assert_eq!(logged_in(&server, "bo").await.get(&path).await.status, 404, "another's filter");
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
    let mut browser = logged_in(&server, "ada").await;
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
    let mut browser = logged_in(&server, "ada").await;
    let page = browser.get("/settings/follow-requests").await;
    press(&mut browser, &page, &format!("/act/accept/{}", bo.id().await), &[]).await;
    press(&mut browser, &page, &format!("/act/reject/{}", cleo.id().await), &[]).await;
    let followers = ada.get(&format!("/api/v1/accounts/{}/followers", ada.id().await)).await.ok();
    assert_eq!((followers.as_array().unwrap().len(), &followers[0]["username"]), (1, &json!("bo")));
    assert!(browser.get("/settings/follow-requests?lang=en").await.text.contains("Nobody is waiting"));
}

#[tokio::test]
async fn lists_are_made_filled_and_removed() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let mut browser = logged_in(&server, "ada").await;
        let page = browser.get("/lists?lang=en").await;
        let blank = browser.submit(&page, "/lists", &[("title", " "), ("replies", "none")]).await;
        assert!(blank.status == 422 && blank.text.contains("role=\"alert\""));
        let fields = [("title", "Bakers"), ("replies", "none"), ("exclusive", "1")];
        let made = browser.submit(&page, "/lists", &fields).await;
        let list = ada.get("/api/v1/lists").await.ok()[0].clone();
        let path = format!("/lists/{}", id(&list));
        goes_to(&made, &format!("{path}?told=saved"));
        assert_eq!((&list["replies_policy"], &list["exclusive"]), (&json!("none"), &json!(true)));

        let page = browser.get(&path).await;
        let add = format!("{path}/add");
        let unknown = browser.submit(&page, &add, &[("name", "@nobody")]).await;
        assert!(unknown.status == 422 && unknown.text.contains("value=\"@nobody\""));
        goes_to(&browser.submit(&page, &add, &[("name", "@bo")]).await, &format!("{path}?told=saved"));
        let twice = browser.submit(&page, &add, &[("name", "bo")]).await;
        assert!(twice.status == 422 && twice.text.contains("in the list already"), "{}", twice.text);
        let page = browser.get(&path).await;
        let remove = format!("{path}/remove/{}", bo.id().await);
        goes_to(&press(&mut browser, &page, &remove, &[]).await, &format!("{path}?told=removed"));
        let renamed = browser.submit(&page, &path, &[("title", "Millers"), ("replies", "list")]).await;
        goes_to(&renamed, &format!("{path}?told=saved"));
        let list = ada.get("/api/v1/lists").await.ok()[0].clone();
        assert_eq!((&list["title"], &list["exclusive"]), (&json!("Millers"), &json!(false)));
        assert_eq!(logged_in(&server, "bo").await.get(&path).await.status, 404, "another's list");
        goes_to(&press(&mut browser, &page, &format!("{path}/delete"), &[]).await, "/lists?told=removed");
        assert_eq!(ada.get("/api/v1/lists").await.ok(), json!([]));
    })
    .await;
}

#[tokio::test]
async fn the_policy_of_notifications_is_kept() {
    let server = on_sqlite();
    let ada = server.member("ada");
    let mut browser = logged_in(&server, "ada").await;
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

#[tokio::test]
async fn a_report_reaches_the_moderators() {
    let server = on_sqlite();
    let (ada, bo, judith) = (server.member("ada"), server.member("bo"), server.admin("judith"));
    let post = id(&bo.post_status("Buy my bread").await);
    let mut browser = logged_in(&server, "ada").await;
    let form = format!("/report/{}", bo.id().await);
    let page = browser.get(&format!("{form}?post={post}")).await;
    assert!(page.text.contains("Buy my bread") && page.text.contains("@bo"));
    let blank = browser.submit(&page, &form, &[("comment", "Why I write")]).await;
    assert!(blank.status == 422 && blank.text.contains("Why I write") && blank.text.contains("Buy my bread"));
    let fields = [("category", "spam"), ("comment", "Every day")];
    goes_to(&browser.submit(&page, &form, &fields).await, "/?told=reported");
    let told = judith.get("/api/v1/notifications").query(&[("types[]", "admin.report")]).await.ok();
    assert_eq!(told[0]["report"]["comment"], "Every day", "{told}");
    assert_eq!(told[0]["report"]["status_ids"], json!([post]));
    assert_eq!(
        browser.get(&format!("/report/{}", ada.id().await)).await.status,
        404,
        "nobody reports themself"
    );
    assert_eq!(browser.get("/report/1").await.status, 404);
}

#[tokio::test]
async fn what_is_the_members_can_be_taken_along() {
    on_each_engine(|server| async move {
        let (ada, bo, cleo) = (server.member("ada"), server.member("bo"), server.member("cleo"));
        let (bo_id, cleo_id) = (bo.id().await, cleo.id().await);
        let follow = json!({ "notify": true, "reblogs": false, "languages": ["fr", "en"] });
        ada.post(&format!("/api/v1/accounts/{bo_id}/follow")).json(follow).await.ok();
        let mute = json!({ "notifications": true });
        ada.post(&format!("/api/v1/accounts/{cleo_id}/mute")).json(mute).await.ok();
        let list = id(&ada.post("/api/v1/lists").json(json!({ "title": "Bread, etc." })).await.ok());
        let who = json!({ "account_ids": [bo_id] });
        ada.post(&format!("/api/v1/lists/{list}/accounts")).json(who).await.ok();
        ada.post("/api/v1/domain_blocks").json(json!({ "domain": "noise.example" })).await.ok();
        let bos = bo.post_status("A loaf").await;
        ada.post(&format!("/api/v1/statuses/{}/bookmark", id(&bos))).await.ok();
        let mut posts = Vec::new();
        for number in 0..3 {
            posts.push(ada.post_status(&format!("Loaf {number} #pain")).await["uri"].clone());
        }
        let private = json!({ "status": "@bo A word", "visibility": "direct" });
        ada.post("/api/v1/statuses").json(private).await.ok();
        ada.post(&format!("/api/v1/statuses/{}/reblog", id(&bos))).await.ok();

        let browser = logged_in(&server, "ada").await;
        let table = take(&server, &browser, "following_accounts.csv").await.text;
        let mut lines = table.lines();
        assert_eq!(lines.next(), Some("Account address,Show boosts,Notify on new posts,Languages"));
        let row = lines.next().unwrap();
        assert!(row.starts_with("bo@") && row.ends_with(",false,true,\"fr, en\""), "{row}");
        let table = take(&server, &browser, "muted_accounts.csv").await.text;
        assert!(table.starts_with("Account address,Hide notifications\ncleo@") && table.ends_with(",true\n"));
        let table = take(&server, &browser, "lists.csv").await.text;
        assert!(table.starts_with("\"Bread, etc.\",bo@"), "{table}");
        assert_eq!(take(&server, &browser, "blocked_accounts.csv").await.text, "");
        assert_eq!(take(&server, &browser, "blocked_domains.csv").await.text, "noise.example\n");
        let table = take(&server, &browser, "bookmarks.csv").await;
        assert_eq!(table.text.trim(), bos["uri"]);
        assert_eq!(table.header("content-type"), Some("text/csv; charset=utf-8"));
        assert_eq!(table.header("cache-control"), Some("private, no-store"));

        let outbox = take(&server, &browser, "posts.json").await.body;
        assert_eq!((&outbox["type"], &outbox["totalItems"]), (&json!("OrderedCollection"), &json!(5)));
        let items = outbox["orderedItems"].as_array().unwrap();
        assert_eq!((&items[0]["type"], &items[0]["object"]), (&json!("Announce"), &bos["uri"]));
        assert_eq!(items[1]["cc"], json!([]), "private words stay private");
        let notes: Vec<_> = items[2..].iter().map(|item| item["object"]["id"].clone()).collect();
        posts.reverse();
        assert_eq!(notes, posts, "newest first");
        assert_eq!(items[2]["object"]["tag"][0]["name"], "#pain");
        let refused = server.visitor().get("/settings/export/posts.json").unchecked().await;
        assert_eq!(refused.status, 303);
    })
    .await;
}

#[tokio::test]
async fn an_export_longer_than_a_page_is_whole() {
    let server = on_sqlite();
    let ada = server.member("ada");
    for number in 0..205 {
        ada.post_status(&format!("Loaf {number}")).await;
    }
    let browser = logged_in(&server, "ada").await;
    let outbox = take(&server, &browser, "posts.json").await.body;
    let items = outbox["orderedItems"].as_array().unwrap();
    let ids: std::collections::HashSet<_> = items.iter().map(|item| item["id"].to_string()).collect();
    assert_eq!((items.len(), ids.len(), &outbox["totalItems"]), (205, 205, &json!(205)));
}
