//! Links sent by mail: followed once, in time, for what they were sent for.

use crate::on_each_engine;
use crate::store::mailed::{Link, end, find, put, take};
use model::{AccountId, Time};

fn at(seconds: i64) -> Time {
    Time::from_millis(seconds * 1_000)
}

fn link(hash: &str, account: i64, purpose: &str, until: i64) -> Link {
    Link {
        hash: hash.to_owned(),
        account: AccountId(account),
        purpose: purpose.to_owned(),
        email: "ada@example.org".to_owned(),
        expires_at: at(until),
    }
}

#[tokio::test]
async fn a_link_is_followed_once_in_time_and_for_its_purpose() {
    on_each_engine(|fixture| async move {
        fixture
            .write(|tx| {
                Box::pin(async move {
                    put(tx, &link("a", 1, "password", 60), at(0)).await?;
                    put(tx, &link("b", 1, "email", 60), at(0)).await?;
                    put(tx, &link("c", 2, "password", 60), at(0)).await?;
                    assert_eq!(find(tx, "a", "password", at(59)).await?.unwrap().account, AccountId(1));
                    assert_eq!(find(tx, "a", "password", at(60)).await?, None, "its hour is over");
                    assert_eq!(take(tx, "a", "password", at(60)).await?, None, "its hour is over");
                    assert_eq!(take(tx, "a", "email", at(1)).await?, None, "it is for something else");
                    assert_eq!(take(tx, "a", "password", at(1)).await?, Some(link("a", 1, "password", 60)));
                    assert_eq!(take(tx, "a", "password", at(1)).await?, None, "it was followed");

                    put(tx, &link("d", 2, "password", 70), at(1)).await?;
                    assert_eq!(find(tx, "c", "password", at(1)).await?, None, "a newer one ends it");
                    end(tx, AccountId(2), "password").await?;
                    assert_eq!(find(tx, "d", "password", at(1)).await?, None);
                    assert!(find(tx, "b", "email", at(1)).await?.is_some(), "others stay");
                    put(tx, &link("e", 3, "email", 90), at(61)).await?;
                    assert_eq!(find(tx, "b", "email", at(1)).await?, None, "the old are swept away");
                    Ok(())
                })
            })
            .await
            .unwrap();
    })
    .await;
}
