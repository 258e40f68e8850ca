//! Telling the moderators, in a browser without scripts.

use super::browser::{Browser, goes_to};
use super::id;
use crate::on_sqlite;

#[tokio::test]
async fn a_report_reaches_the_moderators() {
    let server = on_sqlite();
    let (ada, bo, judith) = (server.member("ada"), server.member("bo"), server.admin("judith"));
    let post = id(&bo.post_status("Buy my bread").await);
    let mut browser = Browser::inside(&server, "ada").await;
    let form = format!("/report/{}", bo.id().await);
    let page = browser.get(&format!("{form}?post={post}")).await;
    assert!(page.text.contains("Buy my bread") && page.text.contains("@bo"));
    let blank = browser.submit(&page, &form, &[("comment", "Why I write")]).await;
    assert!(blank.status == 422 && blank.text.contains("Why I write") && blank.text.contains("Buy my bread"));
    let fields = [("category", "spam"), ("comment", "Every day")];
    goes_to(&browser.submit(&page, &form, &fields).await, "/?told=reported");
    let told = judith.get("/api/v1/notifications").query(&[("types[]", "admin.report")]).await.ok();
    assert_eq!(told[0]["account"]["username"], "ada", "{told}");
    assert_eq!(
        browser.get(&format!("/report/{}", ada.id().await)).await.status,
        404,
        "nobody reports themself"
    );
    assert_eq!(browser.get("/report/1").await.status, 404);
}
