//! Lists, in a browser without scripts.

use super::browser::{Browser, goes_to, press};
use super::id;
use crate::on_each_engine;
use serde_json::json;

#[tokio::test]
async fn somebody_is_put_into_lists_from_their_page() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let mut browser = Browser::inside(&server, "ada").await;
        let path = format!("/lists/with/{}", bo.id().await);
        let profile = browser.get("/@bo?lang=en").await;
        assert!(profile.text.contains(&format!("href=\"{path}\"")), "{}", profile.text);
        let none = browser.get(&path).await;
        assert!(none.status == 200 && none.text.contains("Make a list first"), "{}", none.text);
        for title in ["Bakers", "Millers"] {
            ada.post("/api/v1/lists").json(json!({ "title": title })).await.ok();
        }
        let lists = ada.get("/api/v1/lists").await.ok();
        let (bakers, millers) = (id(&lists[0]), id(&lists[1]));
        let ticked = |page: &str, list: &str| page.contains(&format!("value=\"{list}\" checked"));
        let page = browser.get(&path).await;
        assert!(page.text.contains("Lists with @bo") && !ticked(&page.text, &bakers));
        for (wanted, inside) in [
            (vec![&bakers, &millers], [true, true]),
            (vec![&millers], [false, true]),
            (vec![], [false, false]),
        ] {
            let fields: Vec<(&str, &str)> = wanted.iter().map(|list| ("list", list.as_str())).collect();
            goes_to(&browser.submit(&page, &path, &fields).await, "/@bo?told=saved");
            let page = browser.get(&path).await.text;
            assert_eq!([ticked(&page, &bakers), ticked(&page, &millers)], inside);
        }
        assert_eq!(browser.post(&path, &[("csrf", "x")]).await.status, 403);
        assert_eq!(browser.get("/lists/with/1").await.status, 404);
        assert_eq!(server.visitor().get(&path).await.status, 303, "visitors log in first");
    })
    .await;
}

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
