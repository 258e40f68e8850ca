//! Work for later: it waits through restarts, and what was put aside can be asked for anew.

use crate::on_each_engine;
use crate::store::jobs::{add, add_unless_there, done, failed, let_go, take};
use crate::store::{Error, Options, Store};
use model::Time;
use std::sync::Arc;
use testkit::server::{Database, engines};

fn at(seconds: i64) -> Time {
    Time::from_millis(seconds * 1_000)
}

#[tokio::test]
async fn a_job_put_aside_is_taken_up_when_it_is_asked_for_anew() {
    on_each_engine(|fixture| async move {
        fixture
            .write(|tx| {
                Box::pin(async move {
                    add(tx, "main", "{}", Some("one"), at(0)).await?;
                    let taken = take(tx, "main", at(1), at(9), 5).await?;
                    failed(tx, taken[0].id, "no", None).await?;
                    assert!(take(tx, "main", at(20), at(30), 5).await?.is_empty());
                    add(tx, "main", "{}", Some("one"), at(20)).await?;
                    let again = take(tx, "main", at(20), at(30), 5).await?;
                    assert_eq!(again.iter().map(|taken| taken.attempts).collect::<Vec<_>>(), [1]);
                    Ok(())
                })
            })
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn what_waits_already_is_not_moved_and_may_ask_for_its_successor() {
    on_each_engine(|fixture| async move {
        fixture
            .write(|tx| {
                Box::pin(async move {
                    add_unless_there(tx, "lessons", "{}", "daily", at(50)).await?;
                    add_unless_there(tx, "lessons", "{}", "daily", at(10)).await?;
                    assert!(take(tx, "lessons", at(49), at(60), 5).await?.is_empty(), "it was not moved");
                    let taken = take(tx, "lessons", at(50), at(60), 5).await?;
                    assert_eq!(taken.len(), 1);
                    let_go(tx, taken[0].id).await?;
                    add_unless_there(tx, "lessons", "{}", "daily", at(55)).await?;
                    let another = take(tx, "lessons", at(55), at(60), 5).await?;
                    assert_eq!(another.len(), 1);
                    done(tx, taken[0].id).await?;
                    // While it is being done none is added; when it was put aside it is tried again.
                    add_unless_there(tx, "lessons", "{}", "daily", at(61)).await?;
                    assert!(take(tx, "lessons", at(59), at(70), 5).await?.is_empty());
                    failed(tx, another[0].id, "no", None).await?;
                    add_unless_there(tx, "lessons", "{}", "daily", at(80)).await?;
                    assert_eq!(take(tx, "lessons", at(80), at(90), 5).await?[0].attempts, 1);
                    Ok(())
                })
            })
            .await
            .unwrap();
    })
    .await;
}

#[tokio::test]
async fn jobs_of_two_runs_stand_side_by_side() {
    for engine in engines() {
        let folder = tempfile::tempdir().unwrap();
        let database = Database::create(engine);
        let file = format!("sqlite:{}/test.db", folder.path().display());
        let url = database.url().map_or(file, str::to_owned);
        let mut waiting = 0;
        for _run in 0..3 {
            let options = Options { url: url.clone(), readers: 1, migrate: true, node: 0 };
            let store = Store::open(&options, Arc::new(|_| {})).await.unwrap();
            let added = store.write::<_, Error, _>(|tx| {
                Box::pin(async move {
                    add(tx, "main", "{}", None, at(0)).await?;
                    tx.number("select count(*) from jobs", vec![]).await
                })
            });
            waiting = added.await.unwrap().value;
            store.close().await;
        }
        assert_eq!(waiting, 3);
        drop((folder, database));
    }
}
