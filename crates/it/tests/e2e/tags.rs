//! Tags: followed, shown, talked about.

use crate::on_each_engine;
use serde_json::json;
use testkit::{Client, Server, engines, wait_until};

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
        // Whoever joined a moment ago does not count yet.
        let tags = wait_until("something trends", || async {
            let tags = server.visitor().get("/api/v1/trends/tags").await.ok();
            (!tags.as_array().unwrap().is_empty()).then_some(tags)
        })
        .await;
        assert_eq!((tags.as_array().unwrap().len(), &tags[0]["name"]), (1, &json!("weather")));
        let trending = server.visitor().get("/api/v1/trends/statuses?limit=1").await;
        let next = trending.next().expect("apps read on by the link");
        assert!(next.ends_with("limit=1&offset=1"), "{next}");
        assert_eq!(trending.ids(), [post.clone()]);
        let last = server.visitor().get(&next).await;
        assert_eq!((last.next(), last.ids()), (None, Vec::new()));
        assert_eq!(cy.get("/api/v1/trends/links").await.ok(), json!([]));
        cy.post(&format!("/api/v1/accounts/{}/mute", ada.id().await)).await.ok();
        assert_eq!(cy.get("/api/v1/trends/statuses").await.ids(), Vec::<String>::new());
    })
    .await;
}

/// Members who want to be found.
async fn found(server: &Server, names: &[&str]) -> Vec<Client> {
    let mut members = Vec::new();
    for name in names {
        let member = server.member(name);
        let found = json!({ "discoverable": true });
        member.patch("/api/v1/accounts/update_credentials").json(found).await.ok();
        members.push(member);
    }
    members
}

async fn names_of(client: &Client, path: &str) -> Vec<String> {
    let tags = client.get(path).await.ok();
    tags.as_array().unwrap().iter().map(|tag| tag["name"].as_str().unwrap().to_lowercase()).collect()
}

#[tokio::test]
async fn a_clique_makes_no_trend_however_loud_it_is() {
    on_each_engine(|server| async move {
        let crowd = found(&server, &["a", "b", "c"]).await;
        let clique = found(&server, &["x1", "x2", "x3", "x4", "x5"]).await;
        for member in &clique {
            for tag in ["buy1", "buy2", "buy3", "buy4"] {
                member.post_status(&format!("Now #{tag}")).await;
            }
        }
        let post = clique[0].post_status("Everybody says so").await["id"].as_str().unwrap().to_owned();
        for member in &crowd {
            member.post_status("Snow tonight #snow").await;
        }
        for member in &clique[1..] {
            member.post(&format!("/api/v1/statuses/{post}/favourite")).await.ok();
        }
        // New for a tenth of the server's life, they count once they are not.
        let tags = wait_until("something trends", || async {
            let tags = names_of(&crowd[0], "/api/v1/trends/tags").await;
            (!tags.is_empty()).then_some(tags)
        })
        .await;
        assert_eq!(tags, ["snow"]);
    })
    .await;
}

#[tokio::test]
async fn moderators_say_what_may_trend() {
    on_each_engine(|server| async move {
        let warden = server.admin("warden");
        let crowd = found(&server, &["a", "b", "c"]).await;
        for member in &crowd {
            member.post_status("Snow tonight #Snow").await;
            member.post_status("And then #rain").await;
        }
        let post = crowd[0].post_status("The first flake").await["id"].as_str().unwrap().to_owned();
        for member in &crowd[1..] {
            member.post(&format!("/api/v1/statuses/{post}/favourite")).await.ok();
        }
        wait_until("both trend", || async {
            (names_of(&crowd[0], "/api/v1/trends/tags").await.len() == 2).then_some(())
        })
        .await;
        let admin = "/api/v1/admin/trends";
        let all = warden.get(&format!("{admin}/tags")).await.ok();
        let id = all.as_array().unwrap().iter().find(|tag| tag["name"] == "Snow").unwrap()["id"].clone();
        let id = id.as_str().unwrap();
        let refused = warden.post(&format!("{admin}/tags/{id}/reject")).await.ok();
        assert_eq!((&refused["trendable"], &refused["requires_review"]), (&json!(false), &json!(false)));
        assert_eq!(names_of(&crowd[0], "/api/v1/trends/tags").await, ["rain"]);
        warden.post(&format!("{admin}/tags/{id}/approve")).await.ok();
        assert_eq!(names_of(&crowd[0], "/api/v1/trends/tags").await.len(), 2);
        assert_eq!(warden.get(&format!("{admin}/statuses")).await.ids(), [post.clone()]);
        warden.post(&format!("{admin}/statuses/{post}/reject")).await.ok();
        assert_eq!(crowd[0].get("/api/v1/trends/statuses").await.ids(), Vec::<String>::new());
        assert_eq!(warden.get(&format!("{admin}/links")).await.ok(), json!([]));
        warden.post(&format!("{admin}/tags/nothing-of-the-kind/approve")).await.refused(404);
        // Nobody else does, whatever their token says.
        let curious = server.log_in("a", "admin:read admin:write");
        curious.get(&format!("{admin}/tags")).await.refused(403);
        curious.post(&format!("{admin}/tags/{id}/reject")).await.refused(403);
        crowd[0].get(&format!("{admin}/tags")).await.refused(403);
        // On the command line it is the same.
        server.cli(&["trend", "refuse", "tags", "#Rain"]);
        wait_until("it is refused", || async {
            (names_of(&crowd[0], "/api/v1/trends/tags").await == ["snow"]).then_some(())
        })
        .await;
        assert!(server.cli(&["trend", "list", "tags"]).contains("rain"));
    })
    .await;
}

#[tokio::test]
async fn where_review_is_needed_nothing_trends_before_it_is_allowed() {
    for engine in engines() {
        let server = Server::builder(engine).set("BRAISE_TRENDS_NEED_REVIEW", "on").start();
        let warden = server.admin("warden");
        let crowd = found(&server, &["a", "b"]).await;
        for member in &crowd {
            member.post_status("Snow tonight #snow").await;
        }
        let waiting = wait_until("it waits for review", || async {
            let all = warden.get("/api/v1/admin/trends/tags").await.ok();
            all.as_array().unwrap().first().cloned()
        })
        .await;
        assert_eq!((&waiting["requires_review"], &waiting["trendable"]), (&json!(true), &json!(false)));
        assert_eq!(names_of(&crowd[0], "/api/v1/trends/tags").await, Vec::<String>::new());
        warden.post("/api/v1/admin/trends/tags/snow/approve").await.ok();
        assert_eq!(names_of(&crowd[0], "/api/v1/trends/tags").await, ["snow"]);
    }
}

#[tokio::test]
async fn moderators_review_trends_on_a_page() {
    on_each_engine(|server| async move {
        server.admin("warden");
        let crowd = found(&server, &["a", "b", "c"]).await;
        for member in &crowd {
            member.post_status("Snow tonight #snow").await;
        }
        wait_until("it trends", || async {
            (names_of(&crowd[0], "/api/v1/trends/tags").await == ["snow"]).then_some(())
        })
        .await;
        let path = "/trends/review";
        let mut warden = crate::pages::browser::Browser::inside(&server, "warden").await;
        assert!(warden.get("/explore").await.text.contains(path));
        let page = warden.get(path).await;
        assert!(
            page.text.contains("#snow") && page.text.contains("nobody has looked at it"),
            "{}",
            page.text
        );
        let refuse = [("kind", "tags"), ("subject", "snow"), ("may", "no")];
        assert_eq!(warden.submit_other(&page, path, &refuse).await.status, 303);
        assert_eq!(names_of(&crowd[0], "/api/v1/trends/tags").await, Vec::<String>::new());
        let page = warden.get(path).await;
        assert!(page.text.contains("refused"), "{}", page.text);
        let allow = [("kind", "tags"), ("subject", "snow"), ("may", "yes")];
        warden.submit_other(&page, path, &allow).await;
        assert_eq!(names_of(&crowd[0], "/api/v1/trends/tags").await, ["snow"]);
        // Others are not told that there is such a page.
        let mut curious = crate::pages::browser::Browser::inside(&server, "a").await;
        assert_eq!(curious.get(path).await.status, 404);
        assert!(!curious.get("/explore").await.text.contains(path));
    })
    .await;
}

#[tokio::test]
async fn a_tags_address_is_one_every_program_reads() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let post = ada.post_status("Les grandes #marées").await;
        let page = format!("{}/tags/mar%C3%A9es", server.url());
        assert_eq!(post["tags"][0]["url"], page.as_str());
        let content = post["content"].as_str().unwrap();
        assert!(content.contains(&format!("href=\"{page}\"")), "{content}");
        assert_eq!(ada.get("/api/v1/tags/marées").await.ok()["url"], page.as_str());
    })
    .await;
}
