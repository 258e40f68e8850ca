//! Starter packs: made, followed with one press, left for good.

use crate::on_each_engine;
use crate::pages::browser::{Browser, goes_to};
use serde_json::{Value, json};
use testkit::{Client, Server};

const PACKS: &str = "/api/braise/v1/starter_packs";

fn id(value: &Value) -> String {
    value["id"].as_str().expect("an id").to_owned()
}

fn ids(list: &Value) -> Vec<String> {
    list.as_array().unwrap().iter().map(id).collect()
}

async fn open_member(server: &Server, name: &str) -> Client {
    let member = server.member(name);
    member.patch("/api/v1/accounts/update_credentials").json(json!({ "discoverable": true })).await.ok();
    member
}

async fn follows(who: &Client) -> usize {
    let me = who.id().await;
    who.get(&format!("/api/v1/accounts/{me}/following")).await.ids().len()
}

#[tokio::test(flavor = "multi_thread")]
async fn a_pack_is_made_followed_and_left() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let (bo, cy, dee) = (
            open_member(&server, "bo").await,
            open_member(&server, "cy").await,
            open_member(&server, "dee").await,
        );
        let (shy, new) = (server.member("shy"), server.member("new"));
        let (bo_id, cy_id, dee_id) = (bo.id().await, cy.id().await, dee.id().await);
        let feed = json!({ "name": "Green", "shared": true, "sources": { "latest": true } });
        let feed = id(&ada.post("/api/braise/v1/feeds").json(feed).await.ok());
        let people = json!([bo_id, cy_id, dee_id]);
        for (wrong, says) in [
            (json!({ "account_ids": people }), "name can't be blank"),
            (json!({ "name": "x".repeat(61) }), "name is too long"),
            (json!({ "name": "x", "description": "x".repeat(301) }), "description is too long"),
            (json!({ "name": "x", "account_ids": ["99"] }), "accounts names 99"),
            (json!({ "name": "x", "account_ids": ["bo"] }), "account_ids has to be a list of ids"),
            (json!({ "name": "x", "account_ids": [shy.id().await] }), "who does not want to be found"),
            (json!({ "name": "x", "feed_ids": ["99"] }), "feeds names 99"),
            (json!({ "name": "x", "account_ids": vec![bo_id.clone(); 151] }), "accounts names too many"),
        ] {
            let refused = ada.post(PACKS).json(wrong.clone()).await.refused(422);
            assert!(refused.contains(says), "{wrong}: {refused}");
        }
        let pack = json!({ "name": "Gardeners", "account_ids": people, "feed_ids": [feed] });
        let pack = ada.post(PACKS).json(pack).await.ok();
        let path = format!("{PACKS}/{}", id(&pack));
        assert_eq!(ids(&pack["accounts"]), [bo_id.clone(), cy_id.clone(), dee_id.clone()]);
        assert_eq!((ids(&pack["feeds"]), &pack["accounts_count"]), (vec![feed], &json!(3)));
        new.get(&path).await.refused(404);
        assert_eq!(new.get(&format!("{PACKS}?scope=shared")).await.ok(), json!([]));
        ada.put(&path).json(json!({ "shared": true })).await.ok();
        assert_eq!(new.get(&format!("{PACKS}?scope=shared")).await.ids(), [id(&pack)]);
        new.put(&path).json(json!({ "name": "Mine" })).await.refused(404);
        new.delete(&path).await.refused(404);
        new.post(&format!("{path}/leave")).await.refused(404);

        // Whoever is in it is told, and leaves for good.
        assert_eq!(dee.get(&format!("{PACKS}?scope=within")).await.ids(), [id(&pack)]);
        dee.post(&format!("{path}/leave")).await.ok();
        assert_eq!(dee.get(&format!("{PACKS}?scope=within")).await.ok(), json!([]));
        let again = ada.put(&path).json(json!({ "account_ids": people })).await.ok();
        assert_eq!(ids(&again["accounts"]), [bo_id.clone(), cy_id.clone()]);
        // So is who blocks, and who does not want to be found any more.
        cy.post(&format!("/api/v1/accounts/{}/block", new.id().await)).await.ok();
        assert_eq!(ids(&new.get(&path).await.ok()["accounts"]), [bo_id.clone()]);
        cy.post(&format!("/api/v1/accounts/{}/unblock", new.id().await)).await.ok();
        cy.patch("/api/v1/accounts/update_credentials").json(json!({ "discoverable": false })).await.ok();
        assert_eq!(ids(&new.get(&path).await.ok()["accounts"]), [bo_id.clone()]);
        cy.patch("/api/v1/accounts/update_credentials").json(json!({ "discoverable": true })).await.ok();

        let some = json!({ "account_ids": [bo_id, dee_id] });
        assert_eq!(new.post(&format!("{path}/follow")).json(some).await.ok(), json!({ "followed": 1 }));
        assert_eq!(follows(&new).await, 1, "who is not in it is not followed by it");
        assert_eq!(new.post(&format!("{path}/follow")).await.ok(), json!({ "followed": 1 }));
        assert_eq!(follows(&new).await, 2);
        let reader = server.log_in("new", "read write:lists");
        reader.post(&format!("{path}/follow")).await.refused(403);
        ada.delete(&path).await.ok();
        new.get(&path).await.refused(404);
        assert_eq!(ada.get(PACKS).await.ok(), json!([]));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_newcomer_is_shown_packs_and_follows_whom_they_tick() {
    on_each_engine(|server| async move {
        let ada = open_member(&server, "ada").await;
        let (bo, cy) = (open_member(&server, "bo").await, open_member(&server, "cy").await);
        let mut browser = Browser::inside(&server, "ada").await;
        let page = browser.get("/packs/new?lang=en").await;
        let nameless = browser.submit(&page, "/packs/new", &[("people", "@bo")]).await;
        assert!(nameless.status == 422 && nameless.text.contains("Give it a name"), "{}", nameless.text);
        assert!(nameless.text.contains("value=\"@bo\"") || nameless.text.contains(">@bo</textarea>"));
        let unknown = browser.submit(&page, "/packs/new", &[("name", "x"), ("people", "@nobody")]).await;
        assert!(unknown.status == 422 && unknown.text.contains("not known here"), "{}", unknown.text);
        let fields = [("name", "Gardeners"), ("people", "@bo, @cy"), ("shared", "1")];
        let made = browser.submit(&page, "/packs/new", &fields).await;
        let pack = id(&ada.get(PACKS).await.ok()[0]);
        let path = format!("/packs/{pack}");
        goes_to(&made, &format!("{path}?told=saved"));

        let new = server.member("new");
        let mut other = Browser::inside(&server, "new").await;
        for place in ["/?lang=en", "/explore?show=people", "/packs"] {
            let page = other.get(place).await;
            assert!(page.text.contains(&path) && page.text.contains("Gardeners"), "{place}: {}", page.text);
        }
        let page = other.get(&path).await;
        let (bo_id, cy_id) = (bo.id().await, cy.id().await);
        for who in [&bo_id, &cy_id] {
            assert!(page.text.contains(&format!("value=\"{who}\" checked")), "{}", page.text);
        }
        let ticked = [("who", bo_id.as_str())];
        goes_to(
            &other.submit(&page, &format!("{path}/follow"), &ticked).await,
            &format!("{path}?told=saved"),
        );
        assert_eq!(follows(&new).await, 1);
        assert_eq!(other.get(&format!("{path}/edit")).await.status, 404);
        // Who is in it sees that in their own pages, and leaves.
        let mut theirs = Browser::inside(&server, "cy").await;
        let page = theirs.get("/packs?lang=fr").await;
        assert!(page.text.contains("Vous y figurez") && page.text.contains("Gardeners"), "{}", page.text);
        goes_to(&theirs.submit(&page, &format!("{path}/leave"), &[]).await, "/packs?told=removed");
        assert!(!other.get(&path).await.text.contains(&cy_id));
        let page = browser.get(&format!("{path}/edit")).await;
        let change = [("name", "Growers"), ("people", "@bo"), ("description", "All of them")];
        goes_to(
            &browser.submit(&page, &format!("{path}/edit"), &change).await,
            &format!("{path}?told=saved"),
        );
        assert_eq!(other.get(&path).await.status, 404, "not shared any more");
        let page = browser.get(&format!("{path}/edit")).await;
        goes_to(&browser.submit(&page, &format!("{path}/delete"), &[]).await, "/packs?told=removed");
        assert_eq!(server.visitor().get("/packs").await.status, 303);
    })
    .await;
}
