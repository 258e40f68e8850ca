//! The log and the one writer.

use crate::store::{Error, args};
use crate::{account, on_each_engine};
use model::{AccountId, Event, Time};

fn created(id: i64) -> Event {
    Event::AccountCreated { account: AccountId(id) }
}

#[tokio::test(flavor = "multi_thread")]
async fn writes_at_once_are_all_kept_and_numbered_without_gaps() {
    on_each_engine(|fixture| async move {
        let writes = (1..=200_i64).map(|id| {
            let store = fixture.store.clone();
            tokio::spawn(async move {
                store
                    .write::<_, Error, _>(move |tx| {
                        Box::pin(async move {
                            store::accounts::insert(tx, &account(id)).await?;
                            tx.log(Time::from_millis(id), created(id));
                            Ok(())
                        })
                    })
                    .await
                    .unwrap()
                    .seq
            })
        });
        let mut last = 0;
        for write in writes.collect::<Vec<_>>() {
            last = last.max(write.await.unwrap());
        }
        assert_eq!(last, 200);
        let mut rows = fixture.store.read().await.unwrap();
        let log = store::events::after(&mut rows, 0, 1_000).await.unwrap();
        assert_eq!(log.iter().map(|event| event.seq).collect::<Vec<_>>(), (1..=200).collect::<Vec<_>>());
        assert_eq!(*fixture.told.lock().unwrap(), log, "the listener hears what the log holds, in order");
        assert_eq!(rows.number("select count(*) from accounts", vec![]).await.unwrap(), 200);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn work_that_fails_is_undone_alone() {
    on_each_engine(|fixture| async move {
        let mut writes = Vec::new();
        for id in 1..=40_i64 {
            let store = fixture.store.clone();
            writes.push(tokio::spawn(async move {
                store
                    .write::<(), Error, _>(move |tx| {
                        Box::pin(async move {
                            store::accounts::insert(tx, &account(id)).await?;
                            tx.log(Time::from_millis(id), created(id));
                            match id % 4 {
                                0 => Err(Error::Row("refused".to_owned())),
                                1 => panic!("a mistake inside a write"),
                                2 => store::accounts::insert(tx, &account(id)).await,
                                _ => Ok(()),
                            }
                        })
                    })
                    .await
                    .is_ok()
            }));
        }
        let mut kept = 0;
        for write in writes {
            kept += i64::from(write.await.unwrap());
        }
        assert_eq!(kept, 10);
        let mut rows = fixture.store.read().await.unwrap();
        assert_eq!(rows.number("select count(*) from accounts", vec![]).await.unwrap(), 10);
        assert_eq!(store::events::last(&mut rows).await.unwrap(), 10);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_taken_name_is_told_as_taken() {
    on_each_engine(|fixture| async move {
        let again =
            || fixture.write(|tx| Box::pin(async move { store::accounts::insert(tx, &account(1)).await }));
        again().await.unwrap();
        assert!(matches!(again().await, Err(Error::Taken(_))));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_snapshot_does_not_see_what_is_written_later() {
    on_each_engine(|fixture| async move {
        let mut snapshot = fixture.store.snapshot().await.unwrap();
        assert_eq!(snapshot.number("select count(*) from accounts", vec![]).await.unwrap(), 0);
        fixture
            .write(|tx| Box::pin(async move { store::accounts::insert(tx, &account(1)).await }))
            .await
            .unwrap();
        assert_eq!(snapshot.number("select count(*) from accounts", args![]).await.unwrap(), 0);
        snapshot.execute("rollback", vec![]).await.unwrap();
        drop(snapshot);
        let mut rows = fixture.store.read().await.unwrap();
        assert_eq!(rows.number("select count(*) from accounts", vec![]).await.unwrap(), 1);
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_full_disk_refuses_writes_and_nothing_else() {
    on_each_engine(|fixture| async move {
        if fixture.store.engine() == store::Engine::Postgres {
            return;
        }
        let many = |from: i64| {
            fixture.write(move |tx| {
                Box::pin(async move {
                    for id in from..from + 300 {
                        store::accounts::insert(tx, &account(id)).await?;
                    }
                    Ok(())
                })
            })
        };
        let pages = |most: &'static str| {
            fixture.write(move |tx| {
                Box::pin(
                    async move { tx.row(&format!("pragma max_page_count = {most}"), vec![]).await.map(drop) },
                )
            })
        };
        many(1).await.unwrap();
        // SQLite takes the file's present size for the least it may be limited to.
        pages("1").await.unwrap();
        assert!(matches!(many(1_000).await, Err(Error::Unavailable(_))));
        let mut rows = fixture.store.read().await.unwrap();
        assert_eq!(rows.number("select count(*) from accounts", vec![]).await.unwrap(), 300);
        pages("1000000").await.unwrap();
        many(1_000).await.unwrap();
        assert_eq!(rows.number("select count(*) from accounts", vec![]).await.unwrap(), 600);
    })
    .await;
}
