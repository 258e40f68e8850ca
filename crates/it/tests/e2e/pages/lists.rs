//! Lists, in a browser without scripts.

use super::browser::{Browser, goes_to, press};
use super::id;
use crate::on_each_engine;
use serde_json::json;

#[tokio::test]
async fn lists_are_made_filled_and_removed() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let mut browser = Browser::inside(&server, "ada").await;
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
        assert_eq!(Browser::inside(&server, "bo").await.get(&path).await.status, 404, "another's list");
        goes_to(&press(&mut browser, &page, &format!("{path}/delete"), &[]).await, "/lists?told=removed");
        assert_eq!(ada.get("/api/v1/lists").await.ok(), json!([]));
    })
    .await;
}
