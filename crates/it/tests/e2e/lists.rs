//! Lists and filters.

use crate::on_each_engine;
use serde_json::{Value, json};

fn id(value: &Value) -> String {
    value["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn a_list_is_made_filled_read_and_removed() {
    on_each_engine(|server| async move {
        let (ada, bo, cy) = (server.member("ada"), server.member("bo"), server.member("cy"));
        let refused = ada.post("/api/v1/lists").json(json!({ "title": " " })).await.refused(422);
        assert_eq!(refused, "Validation failed: Title can't be blank");
        let bad = json!({ "title": "x", "replies_policy": "all" });
        ada.post("/api/v1/lists").json(bad).await.refused(422);
        let list = id(&ada.post("/api/v1/lists").json(json!({ "title": "Harbour" })).await.ok());
        let path = format!("/api/v1/lists/{list}");
        let changed = ada.put(&path).form(&[("exclusive", "true"), ("replies_policy", "none")]).await.ok();
        assert_eq!((&changed["title"], &changed["exclusive"]), (&json!("Harbour"), &json!(true)));
        ada.follow(&bo).await;
        let (bo_id, cy_id) = (bo.id().await, cy.id().await);
        let both = [("account_ids[]", &bo_id), ("account_ids[]", &cy_id)];
        ada.post(&format!("{path}/accounts")).form(&both).await.ok();
        ada.post(&format!("{path}/accounts")).form(&both[..1]).await.refused(422);
        let page = ada.get(&format!("{path}/accounts?limit=1")).await;
        let next = page.next().expect("a next page");
        assert_eq!(page.ids(), [cy_id.clone()]);
        assert_eq!(ada.get(&next).await.ids(), [bo_id.clone()]);
        assert_eq!(ada.get(&format!("{path}/accounts?limit=0")).await.ids().len(), 2);
        // An exclusive list takes its accounts out of home; one not followed shows what is open.
        let open = id(&cy.post_status("the tide is out").await);
        cy.post_with(json!({ "status": "for my own", "visibility": "private" })).await;
        let post = id(&bo.post_status("nets are mended").await);
        assert_eq!(ada.get(&format!("/api/v1/timelines/list/{list}")).await.ids(), [post, open]);
        assert_eq!(ada.home_ids().await, Vec::<String>::new());
        let holding = ada.get(&format!("/api/v1/accounts/{bo_id}/lists")).await.ids();
        assert_eq!(holding, [list.clone()]);
        ada.delete(&format!("{path}/accounts")).form(&both[..1]).await.ok();
        assert_eq!(ada.get(&format!("{path}/accounts")).await.ids(), [cy_id]);
        bo.get(&path).await.refused(404);
        bo.delete(&path).await.refused(404);
        ada.delete(&path).await.ok();
        assert_eq!(ada.get("/api/v1/lists").await.ids(), Vec::<String>::new());
        assert_eq!(ada.home_ids().await.len(), 1);
    })
    .await;
}

#[tokio::test]
async fn a_filter_says_what_it_found_until_it_is_gone() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        ada.follow(&bo).await;
        let nothing = ada.post("/api/v2/filters").json(json!({})).await.refused(422);
        assert!(nothing.contains("Title can't be blank, Context can't be blank"), "{nothing}");
        let new = json!({
            "title": "Ferries",
            "context": ["home", "thread"],
            "filter_action": "hide",
            "expires_in": 3600,
            "keywords_attributes": [{ "keyword": "ferry", "whole_word": true }, { "keyword": "boat" }],
        });
        let filter = ada.post("/api/v2/filters").json(new).await.ok();
        let path = format!("/api/v2/filters/{}", id(&filter));
        assert_eq!(filter["keywords"].as_array().unwrap().len(), 2);
        assert!(filter["expires_at"].is_string());
        let post = id(&bo.post_status("The FERRY is late; ferryman, too").await);
        let other = id(&bo.post_status("The ferryman sleeps").await);
        let home = ada.get("/api/v1/timelines/home").await.ok();
        assert_eq!(home[1]["filtered"][0]["keyword_matches"], json!(["ferry"]));
        assert_eq!(home[0]["filtered"], json!([]));
        // A post named, a word changed, a word removed.
        let named = json!({ "status_id": other });
        let entry = ada.post(&format!("{path}/statuses")).json(named.clone()).await.ok();
        assert_eq!(entry["status_id"], json!(other));
        ada.post(&format!("{path}/statuses")).json(named).await.refused(422);
        let home = ada.get("/api/v1/timelines/home").await.ok();
        assert_eq!(home[0]["filtered"][0]["status_matches"], json!([other]));
        let word = id(&filter["keywords"][0]);
        let changes = json!({
            "expires_in": "",
            "keywords_attributes": [{ "id": word, "_destroy": true }, { "keyword": "late" }],
        });
        let filter = ada.put(&path).json(changes).await.ok();
        assert!(filter["expires_at"].is_null(), "{filter}");
        let words: Vec<&Value> =
            filter["keywords"].as_array().unwrap().iter().map(|word| &word["keyword"]).collect();
        assert_eq!(words, [&json!("boat"), &json!("late")]);
        let added = ada.post(&format!("{path}/keywords")).json(json!({ "keyword": "tide" })).await.ok();
        let at = format!("/api/v2/filters/keywords/{}", id(&added));
        let changed = ada.put(&at).json(json!({ "keyword": "tides", "whole_word": false })).await.ok();
        assert_eq!((&changed["keyword"], &changed["whole_word"]), (&json!("tides"), &json!(false)));
        bo.get(&at).await.refused(404);
        ada.delete(&at).await.ok();
        ada.get(&at).await.refused(404);
        ada.delete(&format!("/api/v2/filters/statuses/{}", id(&entry))).await.ok();
        assert_eq!(ada.get(&format!("{path}/keywords")).await.ids().len(), 2);
        let context = ada.get(&format!("/api/v1/statuses/{post}")).await.ok();
        assert_eq!(context["filtered"].as_array().unwrap().len(), 1);
        bo.get(&path).await.refused(404);
        ada.delete(&path).await.ok();
        let home = ada.get("/api/v1/timelines/home").await.ok();
        assert_eq!(home[1]["filtered"], json!([]));
    })
    .await;
}

#[tokio::test]
async fn old_clients_see_one_filter_a_word() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let new = json!({ "phrase": "spoiler", "context": ["home"], "irreversible": true });
        let old = ada.post("/api/v1/filters").json(new).await.ok();
        let path = format!("/api/v1/filters/{}", id(&old));
        assert_eq!((&old["irreversible"], &old["whole_word"]), (&json!(true), &json!(true)));
        let new = ada.get("/api/v2/filters").await.ok();
        assert_eq!((&new[0]["filter_action"], &new[0]["title"]), (&json!("hide"), &json!("spoiler")));
        let put = json!({ "phrase": "ending", "context": ["home", "public"] });
        assert_eq!(ada.put(&path).json(put).await.ok()["phrase"], "ending");
        ada.delete(&path).await.ok();
        assert_eq!(ada.get("/api/v2/filters").await.ids(), Vec::<String>::new());
    })
    .await;
}
