//! What curators ask for, and what members answer.

use super::{build, numbers, say, sentence};
use crate::on_each_engine;
use crate::pages::browser::{Browser, goes_to};

#[tokio::test]
async fn an_ask_is_answered_by_each_for_themself() {
    on_each_engine(|server| async move {
        let (ada, bo) = (server.member("ada"), server.member("bo"));
        let ask =
            ["ask", "add", "A harbour model", "--purpose", "generative_training", "--licence", "CC BY 4.0"];
        let id = server.cli(&[&ask[..], &["--offer", "The model, open to all"]].concat()).trim().to_owned();
        ada.post_status(&sentence(1)).await;
        bo.post_status(&sentence(2)).await;
        say(&bo, "yes").await;
        assert!(Browser::new(&server).get("/asks").await.text.contains("A harbour model"));
        let mut browser = Browser::inside(&server, "ada").await;
        let page = browser.get("/asks").await;
        let path = format!("/asks/{id}/answer");
        assert_eq!(browser.post(&path, &[("csrf", "x"), ("answer", "yes")]).await.status, 403);
        goes_to(&browser.submit(&page, &path, &[("answer", "yes")]).await, "/asks?told=saved");
        assert!(browser.get("/asks").await.text.contains("Your ledger has the entry"));
        assert_eq!(ada.get("/api/braise/v1/consent").await.ok()["generative_training"], "yes");
        let line = &ada.get("/api/braise/v1/consent/ledger").await.ok()[0];
        assert_eq!(line["reason"], format!("ask:{id} A harbour model"));
        let built = build(&server, "asked", &["--min-authors", "1", "--ask", &id]);
        let found: Vec<usize> = built.rows.iter().flat_map(|row| numbers(&row.text)).collect();
        assert_eq!(found, [1], "bo was not asked");
        assert_eq!(built.manifest.asks[0].title, "A harbour model");
        for (path, wanted) in [
            ("/datasets", "/datasets/asked"),
            ("/datasets/asked", "/datasets/asked/mine"),
            ("/datasets/asked/mine", built.rows[0].id.as_str()),
            (&format!("/datasets/asked/rows/{}", built.rows[0].id), "Nobody has withdrawn it"),
            ("/transparency", "Summary of training content"),
        ] {
            let page = browser.get(path).await;
            assert!(page.status == 200 && page.text.contains(wanted), "{path}: {}", page.text);
        }
        server.cli(&["ask", "close", &id]);
        assert_eq!(server.run_cli(&["ask", "close", &id]).status.code(), Some(1), "it is closed already");
        assert!(browser.get("/asks").await.text.contains("This ask is closed"));
    })
    .await;
}
