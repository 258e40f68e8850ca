//! Conversations: direct posts, gathered by thread and people.

use crate::on_each_engine;
use serde_json::{Value, json};

const ALL: &str = "/api/v1/conversations";

fn id(value: &Value) -> String {
    value["id"].as_str().expect("an id").to_owned()
}

#[tokio::test]
async fn a_conversation_is_one_line_for_each_of_its_people() {
    on_each_engine(|server| async move {
        let (ada, bo, cy) = (server.member("ada"), server.member("bo"), server.member("cy"));
        let first = ada.post_with(json!({ "status": "@bo are you awake?", "visibility": "direct" })).await;
        let answer =
            json!({ "status": "@ada barely", "visibility": "direct", "in_reply_to_id": first["id"] });
        let answer = bo.post_with(answer).await;
        let other = cy.post_with(json!({ "status": "@ada hello", "visibility": "direct" })).await;

        let found = ada.get(ALL).await.ok();
        assert_eq!(found.as_array().unwrap().len(), 2);
        assert_eq!(found[0]["last_status"]["id"], other["id"]);
        assert_eq!(found[1]["last_status"]["id"], answer["id"]);
        assert_eq!((&found[1]["unread"], &found[1]["accounts"][0]["username"]), (&json!(true), &json!("bo")));
        let theirs = bo.get(ALL).await.ok();
        assert_eq!((theirs.as_array().unwrap().len(), &theirs[0]["unread"]), (1, &json!(false)));

        let page = ada.get(ALL).query(&[("limit", 1)]).await;
        let next = ada.get(&page.next().expect("a next page")).await.ok();
        assert_eq!(next[0]["last_status"]["id"], answer["id"]);

        let read = ada.post(&format!("{ALL}/{}/read", id(&found[1]))).await.ok();
        assert_eq!((&read["id"], &read["unread"]), (&found[1]["id"], &json!(false)));
        bo.post(&format!("{ALL}/{}/read", id(&found[1]))).await.refused(404);
        assert_eq!(ada.delete(&format!("{ALL}/{}", id(&found[0]))).await.ok(), json!({}));
        ada.delete(&format!("{ALL}/{}", id(&found[0]))).await.refused(404);
        assert_eq!(ada.get(ALL).await.ids(), [id(&found[1])]);

        bo.delete(&format!("/api/v1/statuses/{}", id(&answer))).await.ok();
        assert_eq!(ada.get(ALL).await.ok()[0]["last_status"]["id"], first["id"]);
    })
    .await;
}
