//! Reading and finding: notifications, profiles, search, exploring, what is kept, threads.

use super::browser::{Browser, token};
use super::id;
use crate::on_sqlite;
use serde_json::json;
use testkit::client::Answer;
use testkit::{Client, wait_until};

fn told(page: &Answer, words: &str) {
    assert!(page.status == 200 && page.text.contains(words), "{words} is not in {}", page.text);
}

fn silent(page: &Answer, words: &str) {
    assert!(!page.text.contains(words), "{words} is in {}", page.text);
}

/// Presses a button of the page that leads to `action`.
async fn press(browser: &mut Browser, page: &Answer, action: &str) -> Answer {
    let on_page = page.text.contains(&format!("formaction=\"{action}\""));
    assert!(on_page || page.text.contains(&format!("action=\"{action}\"")), "{action} is not on the page");
    let pressed = browser.post(action, &[("csrf", &token(page))]).await;
    assert_eq!(pressed.status, 303, "{}", pressed.text);
    pressed
}

async fn react(client: &Client, status: &str, verb: &str) {
    client.post(&format!("/api/v1/statuses/{status}/{verb}")).await.ok();
}

#[tokio::test]
async fn notifications_say_who_did_what_and_are_read_once_seen() {
    let server = on_sqlite();
    let (ada, bo, cy) = (server.member("ada"), server.member("bo"), server.member("cy"));
    let post = id(&ada.post_status("The kettle sings").await);
    for other in [&bo, &cy] {
        react(other, &post, "favourite").await;
    }
    bo.follow(&ada).await;
    cy.post_status("@ada it does, loudly").await;
    let mut browser = Browser::inside(&server, "ada").await;
    let page = browser.get("/notifications?lang=en").await;
    told(&page, "and one other liked your post");
    told(&page, "The kettle sings");
    told(&page, "mentioned you");
    told(&page, "follows you now");
    told(&page, "Follow back");
    assert_eq!(page.text.matches("told-one fresh").count(), 3, "all of it is new");
    let again = browser.get("/notifications?lang=fr").await;
    assert_eq!(again.text.matches("told-one fresh").count(), 0, "it was seen");
    told(&again, "et une autre personne ont aimé votre publication");
    silent(&again, "class=\"badge\"");
    let mentions = browser.get("/notifications?show=mentions&lang=en").await;
    told(&mentions, "it does, loudly");
    silent(&mentions, "liked your post");

    assert_eq!(browser.post("/notifications/clear", &[("csrf", "no")]).await.status, 403);
    let cleared = press(&mut browser, &page, "/notifications/clear").await;
    assert_eq!(cleared.header("location"), Some("/notifications"));
    told(&browser.get("/notifications").await, "Nothing yet");
    let visitor = Browser::new(&server).get("/notifications").await;
    assert!(visitor.header("location").unwrap().starts_with("/auth/sign_in?return="));
}

#[tokio::test]
async fn who_asks_to_follow_is_answered_on_the_page() {
    let server = on_sqlite();
    let (ada, bo, cy) = (server.member("ada"), server.member("bo"), server.member("cy"));
    ada.patch("/api/v1/accounts/update_credentials").json(json!({ "locked": true })).await.ok();
    for other in [&bo, &cy] {
        other.follow(&ada).await;
    }
    let mut browser = Browser::inside(&server, "ada").await;
    let page = browser.get("/notifications?lang=en").await;
    told(&page, "Asking to follow you");
    press(&mut browser, &page, &format!("/act/accept/{}", bo.id().await)).await;
    press(&mut browser, &page, &format!("/act/reject/{}", cy.id().await)).await;
    silent(&browser.get("/notifications").await, "Asking to follow you");
    let followers = browser.get("/@ada/followers").await;
    told(&followers, "@bo");
    silent(&followers, "@cy");
}

#[tokio::test]
async fn what_is_held_back_is_let_through_or_dismissed() {
    let server = on_sqlite();
    let (ada, bo, cy) = (server.member("ada"), server.member("bo"), server.member("cy"));
    let policy = json!({ "for_not_following": "filter" });
    ada.patch("/api/v2/notifications/policy").json(policy).await.ok();
    bo.post_status("@ada do you bake?").await;
    cy.post_status("@ada buy my book").await;
    let mut browser = Browser::inside(&server, "ada").await;
    let page = browser.get("/notifications?lang=en").await;
    told(&page, "Notifications of 2 people are held back");
    silent(&page, "buy my book");
    let requests = browser.get("/notifications/requests").await;
    told(&requests, "buy my book");
    let (bo, cy) = (bo.id().await, cy.id().await);
    told(&browser.get(&format!("/notifications?from={bo}")).await, "do you bake?");
    let answer = |id: &str| format!("/notifications/requests/{id}");
    assert_eq!(browser.post(&answer(&bo), &[("answer", "accept"), ("csrf", "")]).await.status, 403);
    assert_eq!(browser.submit(&requests, &answer(&bo), &[("answer", "accept")]).await.status, 303);
    assert_eq!(browser.submit(&requests, &answer(&cy), &[("answer", "dismiss")]).await.status, 303);
    told(&browser.get("/notifications/requests").await, "Nobody is waiting to be let through");
    let page = browser.get("/notifications").await;
    told(&page, "do you bake?");
    silent(&page, "buy my book");
}

#[tokio::test]
async fn a_profile_is_followed_and_left_and_tells_of_its_circle() {
    let server = on_sqlite();
    let (ada, bo, cy) = (server.member("ada"), server.member("bo"), server.member("cy"));
    bo.follow(&ada).await;
    cy.follow(&bo).await;
    ada.follow(&cy).await;
    let bo_id = bo.id().await;
    let mut browser = Browser::inside(&server, "ada").await;
    let page = browser.get("/@bo?lang=en").await;
    told(&page, "follows you");
    told(&page, "Followed by people you know");
    press(&mut browser, &page, &format!("/act/follow/{bo_id}")).await;
    let page = browser.get("/@bo").await;
    for action in ["unfollow", "tell-me", "mute", "remove-follower"] {
        told(&page, &format!("/act/{action}/{bo_id}"));
    }
    told(&page, &format!("/ask/block/{bo_id}"));
    told(&page, &format!("/report/{bo_id}"));
    told(&browser.get("/@bo/followers").await, "@cy");
    told(&browser.get("/@bo/following?lang=fr").await, "Les abonnements de bo");
    bo.patch("/api/v1/accounts/update_credentials").json(json!({ "hide_collections": true })).await.ok();
    let hidden = browser.get("/@bo/followers?lang=en").await;
    told(&hidden, "keeps to themself");
    silent(&hidden, "@cy");
    let own = browser.get("/@ada").await;
    told(&own, "href=\"/settings/profile\"");
    silent(&own, "/report/");
    let fields = json!({ "fields_attributes": [{ "name": "Oven", "value": "wood-fired" }] });
    bo.patch("/api/v1/accounts/update_credentials").json(fields).await.ok();
    told(&Browser::new(&server).get("/@bo?show=about").await, "wood-fired");
    silent(&Browser::new(&server).get("/@bo").await, "/act/");
}

#[tokio::test]
async fn members_find_posts_people_and_tags_and_visitors_some_of_it() {
    let server = on_sqlite();
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    bo.patch("/api/v1/accounts/update_credentials").form(&[("indexable", true)]).await.ok();
    let post = id(&bo.post_status("Marmalade, thirty jars #preserves").await);
    let mut browser = Browser::inside(&server, "ada").await;
    wait_until("the post is found", || {
        let asked = ada.get("/api/v2/search").query(&[("q", "marmalade")]);
        async move { (!asked.await.ok()["statuses"].as_array()?.is_empty()).then_some(()) }
    })
    .await;
    told(&browser.get("/search?q=marmalade&lang=en").await, "thirty jars");
    told(&browser.get("/search?q=marmalade+-thirty").await, "Nothing found for marmalade -thirty");
    told(&browser.get("/search?q=preserv&kind=tags").await, "/tags/preserves");
    told(&browser.get("/search?q=bo&kind=people").await, "href=\"/@bo\"");
    let pasted = browser.get(&format!("/search?q={}/@bo/{post}", server.url().replace(':', "%3A"))).await;
    assert_eq!((pasted.status, pasted.header("location")), (303, Some(format!("/@bo/{post}").as_str())));
    told(&browser.get("/search").await, "has:image");
    told(&browser.get("/search?lang=fr").await, "écrit par cette personne");

    let mut visitor = Browser::new(&server);
    let page = visitor.get("/search?q=marmalade&lang=en").await;
    told(&page, "Only members search posts");
    silent(&page, "thirty jars");
    told(&visitor.get("/search?q=bo").await, "href=\"/@bo\"");
    let odd = visitor.get("/search?q=%22%3E%3Cimg+src%3Dx%3E").await;
    silent(&odd, "<img src=x");
}

#[tokio::test]
async fn exploring_shows_how_each_list_is_chosen() {
    let server = on_sqlite();
    let (ada, bo, cy) = (server.member("ada"), server.member("bo"), server.member("cy"));
    for client in [&ada, &bo] {
        let found = json!({ "discoverable": true });
        client.patch("/api/v1/accounts/update_credentials").json(found).await.ok();
    }
    let post = id(&bo.post_status("Everybody talks of #bread").await);
    ada.post_status("So do I, of #bread").await;
    for other in [&ada, &cy] {
        react(other, &post, "favourite").await;
    }
    let mut visitor = Browser::new(&server);
    for (path, words) in [
        ("/explore?lang=en", "Counted, nothing else"),
        ("/explore?show=people", "want to be found"),
        ("/explore?show=tags", "most different people use"),
        ("/explore?show=links", "link to"),
    ] {
        let page = visitor.get(path).await;
        told(&page, words);
        silent(&page, "/act/");
        silent(&page, " style=");
    }
    told(&visitor.get("/explore?show=tags").await, "#bread");
    told(&visitor.get("/explore?show=people").await, "@bo");
    let mut browser = Browser::inside(&server, "cy").await;
    let page = browser.get("/explore?show=people&lang=fr").await;
    told(&page, "Personne ne paie");
    let dismiss = format!("/act/dismiss-suggestion/{}", bo.id().await);
    press(&mut browser, &page, &dismiss).await;
    silent(&browser.get("/explore?show=people").await, &dismiss);
}

#[tokio::test]
async fn a_tag_is_followed_and_left() {
    let server = on_sqlite();
    let ada = server.member("ada");
    ada.post_status("First #été").await;
    let mut browser = Browser::inside(&server, "ada").await;
    let page = browser.get("/tags/%C3%A9t%C3%A9?lang=en").await;
    told(&page, "One post in seven days");
    let action = page.text.split("action=\"/tags/").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    let action = format!("/tags/{action}");
    assert_eq!(browser.post(&action, &[("follow", "1"), ("csrf", "x")]).await.status, 403);
    let followed = browser.submit(&page, &action, &[("follow", "1")]).await;
    told(&browser.get(followed.header("location").unwrap()).await, "Following this tag");
    assert_eq!(ada.get("/api/v1/followed_tags").await.ok().as_array().unwrap().len(), 1);
    browser.submit(&page, &action, &[("follow", "0")]).await;
    assert_eq!(ada.get("/api/v1/followed_tags").await.ok(), json!([]));
}

#[tokio::test]
async fn what_is_kept_is_found_again() {
    let server = on_sqlite();
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    let post = id(&bo.post_status("Worth keeping").await);
    let mut browser = Browser::inside(&server, "ada").await;
    told(&browser.get("/bookmarks?lang=en").await, "Nobody else sees it");
    react(&ada, &post, "bookmark").await;
    told(&browser.get("/bookmarks").await, "Worth keeping");
    told(&browser.get("/favourites").await, "gathered here");
    react(&ada, &post, "favourite").await;
    told(&browser.get("/favourites").await, "Worth keeping");

    told(&browser.get("/scheduled").await, "Nothing waits for its hour");
    let later = json!({ "status": "For later", "scheduled_at": "2999-01-01T10:00:00Z" });
    let scheduled = id(&ada.post("/api/v1/statuses").json(later).await.ok());
    let page = browser.get("/scheduled").await;
    told(&page, "1 January 2999, 10:00 UTC");
    let shift = format!("/scheduled/{scheduled}/move");
    let soon = browser.submit(&page, &shift, &[("at", "2001-01-01T10:00")]).await;
    assert!(soon.status == 422 && soon.text.contains("That is too soon"), "{}", soon.text);
    let never = browser.submit(&page, &shift, &[("at", "noon")]).await;
    assert!(never.status == 422 && never.text.contains("That is not a time"), "{}", never.text);
    let moved = browser.submit(&page, &shift, &[("at", "2999-02-01T11:30")]).await;
    assert_eq!(moved.header("location"), Some("/scheduled?told=saved"));
    told(&browser.get("/scheduled").await, "1 February 2999, 11:30 UTC");
    // Scripts tell the reader's own hour, and how far it is from UTC.
    told(&page, "<time datetime=\"2999-01-01T10:00:00.000Z\" data-local>");
    let east = [("at", "2999-03-01T11:30"), ("zone", "-90")];
    assert_eq!(browser.submit_other(&page, &shift, &east).await.status, 303);
    told(&browser.get("/scheduled").await, "1 March 2999, 10:00 UTC");
    let delete = format!("/scheduled/{scheduled}/delete");
    assert_eq!(browser.post(&delete, &[("csrf", "")]).await.status, 403);
    assert_eq!(browser.submit(&page, &delete, &[]).await.status, 303);
    told(&browser.get("/scheduled").await, "Nothing waits for its hour");
}

#[tokio::test]
async fn drafts_are_listed_opened_and_thrown_away() {
    let server = on_sqlite();
    let ada = server.member("ada");
    let mut browser = Browser::inside(&server, "ada").await;
    told(&browser.get("/drafts?lang=en").await, "No drafts");
    ada.post("/api/braise/v1/drafts").json(json!({ "status": "Half a thought" })).unchecked().await.ok();
    let page = browser.get("/drafts").await;
    told(&page, "Half a thought");
    let draft = page.text.split("/compose?draft=").nth(1).and_then(|rest| rest.split('"').next()).unwrap();
    told(&browser.get(&format!("/compose?draft={draft}")).await, "Half a thought");
    let delete = format!("/drafts/{draft}/delete");
    assert_eq!(browser.post(&delete, &[("csrf", "")]).await.status, 403);
    assert_eq!(browser.submit(&page, &delete, &[]).await.status, 303);
    assert_eq!(browser.submit(&page, &delete, &[]).await.status, 303, "twice is no mistake");
    told(&browser.get("/drafts").await, "No drafts");
}

#[tokio::test]
async fn conversations_show_their_last_words_and_go_when_told() {
    let server = on_sqlite();
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    let post = id(&bo.post_with(json!({ "status": "@ada between us", "visibility": "direct" })).await);
    let mut browser = Browser::inside(&server, "ada").await;
    let page = browser.get("/conversations?lang=en").await;
    told(&page, "between us");
    told(&page, &format!("/@bo/{post}"));
    told(&page, "talk fresh");
    let talk = id(&ada.get("/api/v1/conversations").await.ok()[0]);
    let at = |verb: &str| format!("/conversations/{talk}/{verb}");
    assert_eq!(browser.post(&at("read"), &[("csrf", "")]).await.status, 403);
    press(&mut browser, &page, &at("read")).await;
    silent(&browser.get("/conversations").await, "talk fresh");
    assert_eq!(browser.post(&at("burn"), &[("csrf", &token(&page))]).await.status, 404);
    let mut other = Browser::inside(&server, "bo").await;
    let theirs = other.get("/conversations").await;
    other.post(&at("remove"), &[("csrf", &token(&theirs))]).await;
    told(&browser.get("/conversations").await, "between us");
    press(&mut browser, &page, &at("remove")).await;
    told(&browser.get("/conversations").await, "No conversations yet");
}

#[tokio::test]
async fn a_post_tells_who_liked_it_and_what_it_said_before() {
    let server = on_sqlite();
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    let post = id(&ada.post_status("The first words").await);
    ada.put(&format!("/api/v1/statuses/{post}")).json(json!({ "status": "Better words" })).await.ok();
    react(&bo, &post, "favourite").await;
    react(&bo, &post, "reblog").await;
    let mut visitor = Browser::new(&server);
    let history = visitor.get(&format!("/@ada/{post}/history?lang=en")).await;
    let at = |words: &str| history.text.find(words).unwrap_or_else(|| panic!("{words} is not there"));
    assert!(at("Better words") < at("The first words"), "the newest first");
    told(&history, "first version");
    for which in ["likes", "reposts"] {
        told(&visitor.get(&format!("/@ada/{post}/{which}")).await, "@bo");
        assert_eq!(visitor.get(&format!("/@bo/{post}/{which}")).await.status, 404);
    }
    let closed = id(&ada.post_with(json!({ "status": "Closed", "visibility": "private" })).await);
    for page in ["likes", "reposts", "history"] {
        assert_eq!(visitor.get(&format!("/@ada/{closed}/{page}")).await.status, 404, "{page}");
    }
}

#[tokio::test]
async fn long_branches_of_a_thread_are_folded_in_their_order() {
    let server = on_sqlite();
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    let root = id(&ada.post_status("Who bakes?").await);
    let mut last = root.clone();
    for (number, client) in [&bo, &ada, &bo, &ada, &bo, &ada, &bo].into_iter().enumerate() {
        let reply = json!({ "status": format!("Answer {number}"), "in_reply_to_id": last });
        last = id(&client.post_with(reply).await);
    }
    let reply = json!({ "status": "Another branch", "in_reply_to_id": root });
    bo.post_with(reply).await;
    let page = server.visitor().get(&format!("/@ada/{root}?lang=en")).await;
    told(&page, "4 more replies");
    told(&page, "In this conversation:");
    let at = |words: &str| page.text.find(words).unwrap_or_else(|| panic!("{words} is not there"));
    for number in 0..6 {
        assert!(at(&format!("Answer {number}<")) < at(&format!("Answer {}<", number + 1)));
    }
    assert!(at("Answer 2<") < at("4 more replies") && at("4 more replies") < at("Answer 3<"));
    assert_eq!(page.text.matches("<details").count(), page.text.matches("</details>").count());
    assert_eq!(page.text.matches("<section").count(), page.text.matches("</section>").count());
    let french = server.visitor().get(&format!("/@ada/{root}?lang=fr")).await;
    told(&french, "4 autres réponses");
}

#[tokio::test]
async fn an_announcement_stands_at_home_until_it_is_dismissed() {
    let server = on_sqlite();
    server.member("ada");
    let mut browser = Browser::inside(&server, "ada").await;
    assert!(!browser.get("/").await.text.contains("Closed on"));
    let id = server.cli(&["announcement", "add", "Closed on Sunday"]);
    let home = testkit::wait_until("the announcement shows", || async {
        let home = Browser::inside(&server, "ada").await.get("/").await;
        home.text.contains("Closed on Sunday").then_some(home)
    })
    .await;
    assert!(home.text.contains("Got it"));
    let page = browser.get("/").await;
    press(&mut browser, &page, &format!("/act/dismiss-announcement/{}", id.trim())).await;
    assert!(!browser.get("/").await.text.contains("Closed on Sunday"));
}
