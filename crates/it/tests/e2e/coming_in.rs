//! Apps, tokens, sign-up, and what tokens may do.

use crate::on_each_engine;
use serde_json::{Value, json};
use testkit::server::PASSWORD;
use testkit::{Client, Server};

async fn register(visitor: &Client, scopes: &str) -> Value {
    let body = json!({ "client_name": "A test", "redirect_uris": ["urn:ietf:wg:oauth:2.0:oob", "myapp://back"], "scopes": scopes });
    visitor.post("/api/v1/apps").json(body).await.ok()
}

async fn app_token(server: &Server, scopes: &str) -> (Value, Client) {
    let app = register(&server.visitor(), scopes).await;
    let grant = json!({
        "grant_type": "client_credentials", "client_id": app["client_id"], "client_secret": app["client_secret"], "scope": scopes,
    });
    let token = server.visitor().post("/oauth/token").json(grant).await.ok();
    let client = server.visitor().with_token(token["access_token"].as_str().unwrap());
    (app, client)
}

#[tokio::test]
async fn somebody_joins_through_an_app_and_posts_at_once() {
    on_each_engine(|server| async move {
        let (_, app) = app_token(&server, "read write").await;
        app.get("/api/v1/apps/verify_credentials").await.ok();
        app.get("/api/v1/timelines/home").await.refused(422);
        let joining = json!({ "username": "newcomer", "email": "new@example.org", "password": PASSWORD, "agreement": true, "locale": "fr" });
        let token = app.post("/api/v1/accounts").json(joining.clone()).await.ok();
        let newcomer = server.visitor().with_token(token["access_token"].as_str().unwrap());
        newcomer.post_status("Bonjour").await;
        let taken = app.post("/api/v1/accounts").json(joining).await;
        assert_eq!(taken.status, 422);
        assert_eq!(taken.body["details"]["username"][0]["error"], "ERR_TAKEN");
        let poor = app.post("/api/v1/accounts").json(json!({ "username": "ok_name" })).await;
        assert_eq!(poor.body["details"]["email"][0]["error"], "ERR_BLANK");
        assert_eq!(poor.body["details"]["agreement"][0]["error"], "ERR_ACCEPTED");
    })
    .await;
}

#[tokio::test]
async fn closed_doors_stay_closed() {
    let server = Server::builder(testkit::Engine::Sqlite).set("BRAISE_REGISTRATIONS", "closed").start();
    let (_, app) = app_token(&server, "read write").await;
    let joining = json!({ "username": "newcomer", "email": "new@example.org", "password": PASSWORD, "agreement": true });
    app.post("/api/v1/accounts").json(joining).await.refused(403);
}

#[tokio::test]
async fn who_waits_for_approval_waits() {
    let server = Server::builder(testkit::Engine::Sqlite).set("BRAISE_REGISTRATIONS", "approval").start();
    let (_, app) = app_token(&server, "read write").await;
    let joining = json!({ "username": "newcomer", "email": "new@example.org", "password": PASSWORD, "agreement": true, "reason": "I bake" });
    let token = app.post("/api/v1/accounts").json(joining).await.ok();
    let newcomer = server.visitor().with_token(token["access_token"].as_str().unwrap());
    newcomer.get("/api/v1/timelines/home").await.refused(403);
    server.cli(&["account", "approve", "newcomer"]);
    testkit::wait_until("the approval shows", || async {
        (newcomer.get("/api/v1/timelines/home").await.status == 200).then_some(())
    })
    .await;
}

#[tokio::test]
async fn a_token_does_what_its_scopes_say_and_no_more() {
    on_each_engine(|server| async move {
        server.member("ada");
        let reader = server.log_in("ada", "read:statuses");
        reader.get("/api/v1/timelines/home").await.ok();
        for refused in [
            reader.post("/api/v1/statuses").json(json!({ "status": "no" })).await,
            reader.get("/api/v1/bookmarks").await,
            reader.get("/api/v1/accounts/verify_credentials").await,
            reader.get("/api/v1/lists").await,
        ] {
            assert_eq!(refused.refused(403), "This action is outside the authorized scopes");
        }
        let writer = server.log_in("ada", "write");
        writer.post_status("yes").await;
        writer.get("/api/v1/timelines/home").await.refused(403);
        let nobody = server.visitor().with_token("made up");
        assert_eq!(nobody.get("/api/v1/timelines/public").await.refused(401), "The access token is invalid");
    })
    .await;
}

#[tokio::test]
async fn a_token_that_was_revoked_is_dead_at_once() {
    on_each_engine(|server| async move {
        let (app, client) = app_token(&server, "read").await;
        let token = {
            let grant = json!({ "grant_type": "client_credentials", "client_id": app["client_id"], "client_secret": app["client_secret"] });
            server.visitor().post("/oauth/token").json(grant).await.ok()["access_token"].as_str().unwrap().to_owned()
        };
        let other = server.visitor().with_token(&token);
        other.get("/api/v1/apps/verify_credentials").await.ok();
        let wrong = json!({ "client_id": app["client_id"], "client_secret": "wrong", "token": token });
        assert_eq!(server.visitor().post("/oauth/revoke").json(wrong).await.status, 403);
        let right = json!({ "client_id": app["client_id"], "client_secret": app["client_secret"], "token": token });
        server.visitor().post("/oauth/revoke").json(right).await.ok();
        other.get("/api/v1/apps/verify_credentials").await.refused(401);
        client.get("/api/v1/apps/verify_credentials").await.ok();
    })
    .await;
}

#[tokio::test]
async fn the_password_grant_is_off_unless_it_is_on() {
    for (setting, status) in [("off", 400), ("on", 200)] {
        let server = Server::builder(testkit::Engine::Sqlite).set("BRAISE_PASSWORD_GRANT", setting).start();
        server.member("ada");
        let app = register(&server.visitor(), "read").await;
        let grant = json!({
            "grant_type": "password", "client_id": app["client_id"], "client_secret": app["client_secret"],
            "username": Server::email("ada"), "password": PASSWORD,
        });
        assert_eq!(server.visitor().post("/oauth/token").json(grant).await.status, status, "{setting}");
    }
}

#[tokio::test]
async fn a_suspended_member_is_out_and_unseen_until_restored() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        bo.follow(&ada).await;
        let post = ada.post_status("still here").await;
        let path = format!("/api/v1/statuses/{}", post["id"].as_str().unwrap());
        server.cli(&["account", "suspend", "ada"]);
        // The command line is another process: the server hears of it through the log.
        let status = |client: testkit::Client, path: String| async move { client.get(&path).await.status };
        let home = "/api/v1/timelines/home".to_owned();
        testkit::wait_until("the suspension", || async {
            (status(ada.clone(), home.clone()).await == 403).then_some(())
        })
        .await;
        bo.get(&path).await.refused(404);
        assert_eq!(bo.home_ids().await, Vec::<String>::new());
        server.cli(&["account", "restore", "ada"]);
        testkit::wait_until("the restoration", || async { (bo.home_ids().await.len() == 1).then_some(()) })
            .await;
        bo.get(&path).await.ok();
    })
    .await;
}

#[tokio::test]
async fn allowances_are_told_and_kept() {
    let server = Server::builder(testkit::Engine::Sqlite).set("BRAISE_RATE_LIMITS", "on").start();
    // Allowances for coming in refill slowly, so what is left falls however slow the machine is.
    let enter = || server.visitor().post("/api/v1/apps").json(json!({}));
    let (first, second) = (enter().await, enter().await);
    let number = |answer: &testkit::Answer, name: &str| answer.header(name).unwrap().parse::<u32>().unwrap();
    assert!(number(&second, "x-ratelimit-remaining") < number(&first, "x-ratelimit-remaining"));
    assert!(first.header("x-ratelimit-reset").unwrap().ends_with('Z'));
    let mut last = second;
    for _ in 0..number(&first, "x-ratelimit-limit") {
        last = enter().await;
    }
    assert!(number(&last, "retry-after") > 0);
    assert_eq!(last.refused(429), "Too many requests");
}
