//! Tags: followed, shown, talked about.

use crate::on_each_engine;
use serde_json::json;

#[tokio::test]
async fn a_followed_tag_comes_home() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let unused = server.visitor().get("/api/v1/tags/Harbour").await.ok();
        assert_eq!((&unused["name"], unused["history"].as_array().unwrap().len()), (&json!("Harbour"), 7));
        assert!(unused.get("following").is_none());
        let followed = ada.post("/api/v1/tags/harbour/follow").await.ok();
        assert_eq!(followed["following"], true);
        ada.post("/api/v1/tags/été/follow").await.ok();
        ada.post("/api/v1/tags/été/follow").await.ok();
        ada.post("/api/v1/tags/2024/follow").await.refused(422);
        server.visitor().get("/api/v1/tags/a%20b").await.refused(404);
        let post = bo.post_status("Fog over the #Harbour").await;
        assert_eq!(ada.home_ids().await, [post["id"].as_str().unwrap()]);
        let page = ada.get("/api/v1/followed_tags?limit=1").await;
        let next = page.next().expect("a next page");
        assert_eq!(page.ok()[0]["name"], "été");
        let tag = &ada.get(&next).await.ok()[0];
        assert_eq!((&tag["history"][0]["uses"], &tag["history"][0]["accounts"]), (&json!("1"), &json!("1")));
        assert_eq!(ada.post("/api/v1/tags/HARBOUR/unfollow").await.ok()["following"], false);
        assert_eq!(ada.home_ids().await, Vec::<String>::new());
    })
    .await;
}

#[tokio::test]
async fn a_profile_shows_tags_with_their_counts() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        ada.post_status("#Bread at last").await;
        ada.post_with(json!({ "status": "#bread for friends", "visibility": "private" })).await;
        let suggested = ada.get("/api/v1/featured_tags/suggestions").await.ok();
        assert_eq!(suggested[0]["name"], "Bread");
        ada.post("/api/v1/featured_tags").json(json!({ "name": "" })).await.refused(422);
        let shown = ada.post("/api/v1/featured_tags").json(json!({ "name": "#bread" })).await.ok();
        assert_eq!(shown["statuses_count"], "1");
        assert_eq!(ada.post("/api/v1/tags/tea/feature").await.ok()["featuring"], true);
        let path = format!("/api/v1/accounts/{}/featured_tags", ada.id().await);
        assert_eq!(server.visitor().get(&path).await.ids().len(), 2);
        assert_eq!(ada.post("/api/v1/tags/tea/unfeature").await.ok()["featuring"], false);
        let at = format!("/api/v1/featured_tags/{}", shown["id"].as_str().unwrap());
        ada.delete(&at).await.ok();
        ada.delete(&at).await.refused(404);
        assert_eq!(ada.get("/api/v1/featured_tags").await.ids(), Vec::<String>::new());
        for number in 0..10 {
            ada.post(&format!("/api/v1/tags/tag{number}/feature")).await.ok();
        }
        ada.post("/api/v1/tags/one_more/feature").await.refused(422);
    })
    .await;
}

#[tokio::test]
async fn it_takes_two_to_be_talked_about() {
    on_each_engine(|server| async move {
        let (ada, bo, cy) = (server.member("ada"), server.member("bo"), server.member("cy"));
        for client in [&ada, &bo, &cy] {
            let found = json!({ "discoverable": true });
            client.patch("/api/v1/accounts/update_credentials").json(found).await.ok();
        }
        let post = ada.post_status("Snow tonight #weather #alone").await["id"].as_str().unwrap().to_owned();
        bo.post_status("Snow, they say #Weather").await;
        for client in [&bo, &cy] {
            client.post(&format!("/api/v1/statuses/{post}/favourite")).await.ok();
        }
        let tags = server.visitor().get("/api/v1/trends/tags").await.ok();
        assert_eq!((tags.as_array().unwrap().len(), &tags[0]["name"]), (1, &json!("weather")));
        assert_eq!(server.visitor().get("/api/v1/trends/statuses").await.ids(), [post.clone()]);
        assert_eq!(cy.get("/api/v1/trends/links").await.ok(), json!([]));
        cy.post(&format!("/api/v1/accounts/{}/mute", ada.id().await)).await.ok();
        assert_eq!(cy.get("/api/v1/trends/statuses").await.ids(), Vec::<String>::new());
    })
    .await;
}
