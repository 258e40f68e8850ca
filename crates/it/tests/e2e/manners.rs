//! What odd requests are answered: other methods and origins, tokens that ended, numbers nobody has.

use crate::on_each_engine;
use serde_json::json;
use testkit::{Answer, Method};

/// What stands in a header, as a list.
fn listed(answer: &Answer, name: &str) -> Vec<String> {
    let text = answer.header(name).unwrap_or_default().to_lowercase();
    text.split(',').map(|word| word.trim().to_owned()).collect()
}

#[tokio::test]
async fn web_apps_of_other_origins_may_send_any_header() {
    on_each_engine(|server| async move {
        let visitor = server.visitor();
        for (path, method) in
            [("/api/v1/statuses", "POST"), ("/oauth/token", "POST"), ("/.well-known/nodeinfo", "GET")]
        {
            let answer = visitor
                .ask(Method::OPTIONS, path)
                .header("origin", "https://app.example")
                .header("access-control-request-method", method)
                .header("access-control-request-headers", "authorization,content-type,x-app-build")
                .unchecked()
                .await;
            assert_eq!(answer.status, 200, "{path}");
            assert_eq!(answer.header("access-control-allow-origin"), Some("*"), "{path}");
            let headers = listed(&answer, "access-control-allow-headers");
            for name in ["authorization", "content-type", "x-app-build"] {
                assert!(headers.iter().any(|header| header == name), "{path}: {name} is not in {headers:?}");
            }
        }
        let read = visitor.get("/api/v2/instance").header("origin", "https://app.example").await;
        assert!(listed(&read, "access-control-expose-headers").contains(&"link".to_owned()));
    })
    .await;
}

#[tokio::test]
async fn an_address_says_which_methods_it_takes() {
    on_each_engine(|server| async move {
        let visitor = server.visitor();
        for (method, path) in [
            (Method::PUT, "/api/v1/timelines/home"),
            (Method::POST, "/api/v1/streaming/user"),
            (Method::POST, "/.well-known/webfinger"),
            (Method::DELETE, "/nodeinfo/2.0"),
            (Method::POST, "/health"),
            (Method::GET, "/oauth/token"),
        ] {
            let answer = visitor.ask(method.clone(), path).unchecked().await;
            assert!(answer.header("allow").is_some(), "{method} {path}");
            assert!(!answer.refused(405).is_empty(), "{method} {path} says nothing");
        }
        let page = visitor.ask(Method::PUT, "/oauth/authorize").unchecked().await;
        assert_eq!(page.status, 405);
        assert!(page.text.contains("<html"), "a page, for whoever looks");
        visitor.get("/api/v1/nothing").unchecked().await.refused(404);
    })
    .await;
}

#[tokio::test]
async fn a_token_that_ended_closes_nothing_that_is_open() {
    on_each_engine(|server| async move {
        let stale = server.visitor().with_token("ended-long-ago");
        stale.get("/api/v2/instance").await.ok();
        stale.get("/api/v1/custom_emojis").await.ok();
        let app = json!({ "client_name": "Again", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob" });
        let app = stale.post("/api/v1/apps").json(app).await.ok();
        let wanted = json!({
            "grant_type": "client_credentials", "client_id": app["client_id"], "client_secret": app["client_secret"],
        });
        stale.post("/oauth/token").json(wanted).await.ok();
        // Where it matters who asks, the app has to hear that its member is logged out.
        stale.get("/api/v1/timelines/public").await.refused(401);
        stale.get("/api/v1/accounts/verify_credentials").await.refused(401);
    })
    .await;
}

#[tokio::test]
async fn a_number_beyond_every_id_is_an_id_beyond_every_other() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let post = ada.post_status("The kettle sings").await["id"].as_str().unwrap().to_owned();
        let public = "/api/v1/timelines/public";
        let huge = "99999999999999999999999";
        assert_eq!(ada.get(&format!("{public}?max_id={huge}")).await.ids(), [post.as_str()]);
        assert!(ada.get(&format!("{public}?since_id={huge}")).await.ids().is_empty());
        assert!(ada.get(&format!("{public}?min_id={huge}")).await.ids().is_empty());
        assert_eq!(ada.get(&format!("{public}?since_id=-{huge}")).await.ids(), [post.as_str()]);
        assert!(ada.get(&format!("{public}?max_id=-{huge}")).await.ids().is_empty());
        for wrong in ["undefined", "1e5", "--9", "9-"] {
            ada.get(&format!("{public}?max_id={wrong}")).await.refused(422);
        }
        ada.get(&format!("/api/v1/statuses/{huge}")).await.refused(404);
    })
    .await;
}

#[tokio::test]
async fn an_app_that_wants_what_nobody_grants_is_told_so_as_a_form_is() {
    on_each_engine(|server| async move {
        let wanted = json!({
            "client_name": "Odd", "redirect_uris": "urn:ietf:wg:oauth:2.0:oob", "scopes": "read everything",
        });
        let sentence = server.visitor().post("/api/v1/apps").json(wanted).await.refused(422);
        assert!(sentence.starts_with("Validation failed: Scopes"), "{sentence}");
    })
    .await;
}
