//! Search: who finds what, and how soon.

use crate::{on_each_engine, on_sqlite};
use serde_json::{Value, json};
use testkit::{Client, wait_until};

const SEARCH: &str = "/api/v2/search";

fn id(value: &Value) -> String {
    value["id"].as_str().expect("an id").to_owned()
}

async fn ids(client: &Client, kind: &str, question: &str) -> Vec<String> {
    let found = client.get(SEARCH).query(&[("q", question)]).await.ok();
    found[kind]
        .as_array()
        .expect("a list")
        .iter()
        .map(|one| one["id"].as_str().unwrap_or_default().to_owned())
        .collect()
}

/// Waits until the index has followed.
async fn until_found(client: &Client, question: &str, wanted: &[&str]) {
    wait_until(question, || async {
        let found = ids(client, "statuses", question).await;
        (found == wanted).then_some(())
    })
    .await;
}

async fn set_indexable(client: &Client, indexable: bool) {
    client.patch("/api/v1/accounts/update_credentials").form(&[("indexable", indexable)]).await.ok();
}

#[tokio::test]
async fn posts_are_found_by_those_who_may_find_them() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        set_indexable(&ada, false).await;
        let shy = id(&ada.post_status("Marmalade on toast").await);
        until_found(&ada, "marmalade", &[&shy]).await;
        // Not hers to find: its author does not let herself be found.
        assert!(ids(&bo, "statuses", "marmalade").await.is_empty());
        set_indexable(&ada, true).await;
        until_found(&bo, "marmalade", &[&shy]).await;
        let mine = id(&bo.post_status("Marmalade, thirty jars").await);
        bo.post_with(json!({ "status": "@ada secret marmalade", "visibility": "direct" })).await;
        until_found(&bo, "marmalade from:me -secret", &[&mine]).await;
        until_found(&ada, "marmalade from:ada", &[&shy]).await;
        assert!(!ids(&ada, "statuses", "marmalade in:library").await.contains(&mine));
        // What one likes is in one's library.
        ada.post(&format!("/api/v1/statuses/{mine}/favourite")).await.ok();
        until_found(&ada, "thirty in:library", &[&mine]).await;
        ada.delete(&format!("/api/v1/statuses/{shy}")).await.ok();
        until_found(&bo, "toast", &[]).await;
    })
    .await;
}

#[tokio::test]
async fn people_and_tags_are_found_by_how_they_begin() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let adam = server.member("adamant");
        bo.post_status("A day at the #harbour").await;
        let people = |found: Value| -> Vec<String> {
            found.as_array().unwrap().iter().map(|one| one["username"].as_str().unwrap().to_owned()).collect()
        };
        wait_until("adam", || async {
            let found = people(bo.get("/api/v1/accounts/search").query(&[("q", "ada")]).await.ok());
            (found == ["ada", "adamant"]).then_some(())
        })
        .await;
        bo.follow(&adam).await;
        let followed =
            bo.get("/api/v1/accounts/search").query(&[("q", "ada"), ("following", "true")]).await.ok();
        assert_eq!(people(followed), ["adamant"]);
        wait_until("the tag", || async {
            let found = ada.get(SEARCH).query(&[("q", "#harb"), ("type", "hashtags")]).await.ok();
            (found["hashtags"][0]["name"] == "harbour").then_some(())
        })
        .await;
        let visitor = server.visitor();
        let found = visitor.get(SEARCH).query(&[("q", "adamant")]).await.ok();
        assert_eq!((found["accounts"].as_array().unwrap().len(), &found["statuses"]), (1, &json!([])));
        visitor.get(SEARCH).query(&[("q", "ada"), ("offset", "5")]).await.refused(401);
        visitor.get(SEARCH).query(&[("q", "ada"), ("resolve", "true")]).await.refused(401);
        ada.get(SEARCH).unchecked().await.refused(400);
    })
    .await;
}

#[tokio::test]
async fn addresses_name_what_they_lead_to() {
    let server = on_sqlite();
    let (ada, bo) = (server.member("ada"), server.member("bo"));
    let post = ada.post_status("Find me by my address").await;
    let url = post["url"].as_str().unwrap();
    assert_eq!(ids(&bo, "statuses", url).await, [id(&post)]);
    let page = ada.me().await["url"].as_str().unwrap().to_owned();
    assert_eq!(ids(&bo, "accounts", &page).await, [ada.id().await]);
    let hidden = ada.post_with(json!({ "status": "Not you", "visibility": "private" })).await;
    assert!(ids(&bo, "statuses", hidden["url"].as_str().unwrap()).await.is_empty());
    let host = server.url().trim_start_matches("http://");
    assert_eq!(ids(&bo, "accounts", &format!("@ada@{host}")).await, [ada.id().await]);
}

#[tokio::test]
async fn a_restart_finds_what_was_written_before() {
    let mut server = on_sqlite();
    let ada = server.member("ada");
    let post = id(&ada.post_status("Quinces keep till spring").await);
    until_found(&ada, "quinces", &[&post]).await;
    server.restart();
    // Anew: the client's open connections went with the server.
    let ada = server.log_in("ada", testkit::server::SCOPES);
    until_found(&ada, "quinces", &[&post]).await;
    let second = id(&ada.post_status("More quinces").await);
    until_found(&ada, "quinces", &[&second, &post]).await;
}
