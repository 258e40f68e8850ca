//! Browsers and apps with access, and how it ends.

use super::browser::{Browser, goes_to, press, token};
use crate::on_each_engine;
use serde_json::json;
use testkit::client::Answer;
use testkit::{Client, Server};

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
        let (mut here, mut there) =
            (Browser::inside(&server, "ada").await, Browser::inside(&server, "ada").await);
        let mut bos = Browser::inside(&server, "bo").await;
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
