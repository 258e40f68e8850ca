//! Queries on hot paths use their indexes.

use crate::on_each_engine;
use crate::store::engine::Engine;
use crate::store::visibility::visible;
use crate::store::{Arg, args};

/// Nothing in these plans reads a whole table that grows with the network.
#[tokio::test(flavor = "multi_thread")]
async fn hot_queries_search_and_do_not_scan() {
    let by_id = format!("select p.id from posts p where p.id = $1 and {}", visible("p", "$2"));
    let replies = "select id, reply_to from posts where reply_to = $1";
    let of_account = format!(
        "select p.id from posts p where p.author_id = $1 and p.id < $3 and p.id > $4 and {} order by p.id desc limit $5",
        visible("p", "$2")
    );
    let hot: Vec<(&str, String, Vec<Arg>)> = vec![
        ("a token", "select id from tokens where token_hash = $1".to_owned(), args!["x"]),
        ("a name", "select id from accounts where name_key = $1".to_owned(), args!["x"]),
        ("a post", by_id, args![1_i64, 2_i64]),
        ("replies", replies.to_owned(), args![1_i64]),
        ("an account's posts", of_account, args![1_i64, 2_i64, 9_i64, 0_i64, 20_i64]),
        ("likes of a post", "select account_id from likes where post_id = $1 and id < $2".to_owned(), args![1_i64, 2_i64]),
        ("a member's likes", "select post_id from likes where account_id = $1".to_owned(), args![1_i64]),
        ("followers", "select source_id from follows where target_id = $1 and accepted = 1 order by id desc".to_owned(), args![1_i64]),
        ("follows", "select target_id from follows where source_id = $1 and accepted = 1".to_owned(), args![1_i64]),
        ("notifications", "select id from notifications where owner_id = $1 and filtered = 0 and id < $2 order by id desc limit 20".to_owned(), args![1_i64, 9_i64]),
        ("the log's tail", "select seq from events where seq > $1 order by seq limit 100".to_owned(), args![1_i64]),
        ("watchers", "select 1 from follows where target_id = $1 and notify = 1 and +accepted = 1 limit 1".to_owned(), args![1_i64]),
        ("subscriptions", "select id from push_subscriptions where account_id = $1 order by id".to_owned(), args![1_i64]),
        ("a log-in's subscription", "select id from push_subscriptions where token_id = $1".to_owned(), args![1_i64]),
        ("what was said of a post", "select choice from consent_entries where subject_id = $1 and kind = 'post' and account_id = $2 and purpose = $3 and at <= $4 order by seq desc limit 1".to_owned(), args![1_i64, 2_i64, "archive", 9_i64]),
        ("a ledger", "select seq from consent_entries where account_id = $1 and seq < $2 order by seq desc limit 20".to_owned(), args![1_i64, 9_i64]),
        ("jobs", "select id from jobs where queue = 'main' and run_at <= $1 order by run_at limit 2".to_owned(), args![1_i64]),
    ];
    on_each_engine(|fixture| {
        let hot = hot.clone();
        async move {
            let mut rows = fixture.store.read().await.unwrap();
            if rows.engine() == Engine::Postgres {
                // Small tables are always read whole there; with that put aside the plan shows
                // whether an index could serve.
                rows.execute("set enable_seqscan = off", vec![]).await.unwrap();
            }
            for (what, sql, args) in hot {
                let plan = rows.plan(&sql, args).await.unwrap();
                let whole = |line: &&str| {
                    let line = line.trim();
                    (line.starts_with("SCAN ") && !line.contains("INDEX")) || line.contains("Seq Scan on")
                };
                assert!(!plan.lines().any(|line| whole(&line)), "{what} reads a whole table:\n{plan}");
            }
        }
    })
    .await;
}
