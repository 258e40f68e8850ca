//! Models of forecasts a server learned: the one in use is kept whole, of others what was measured.

use crate::on_each_engine;
use crate::store::forecast_models::{Attempt, add, all, forget_before, in_use, model};
use model::{PostId, Time};

fn attempt(base: &str, day: i64) -> Attempt {
    Attempt {
        id: 0,
        base: base.to_owned(),
        at: Time::from_millis(day * 86_400_000),
        newest: PostId(day),
        measured: format!("{{\"day\":{day}}}"),
    }
}

#[tokio::test]
async fn only_the_model_in_use_is_kept_and_all_that_was_measured() {
    on_each_engine(|fixture| async move {
        fixture
            .write(|tx| {
                Box::pin(async move {
                    assert_eq!(in_use(tx, "shipped").await?, None);
                    // As long as a model is.
                    let (first, second) = ("a".repeat(1_500_000), "b".repeat(10));
                    let one = add(tx, &attempt("shipped", 1), Some(&first)).await?;
                    assert_eq!(in_use(tx, "shipped").await?, Some((one, attempt("", 1).at)));
                    assert_eq!(model(tx, one).await?, Some(first));
                    let none = add(tx, &attempt("shipped", 2), None).await?;
                    assert_eq!(in_use(tx, "shipped").await?.map(|(id, _)| id), Some(one), "it stays in use");
                    assert_eq!(model(tx, none).await?, None);
                    let other = add(tx, &attempt("shipped", 3), Some(&second)).await?;
                    forget_before(tx, other).await?;
                    assert_eq!((model(tx, one).await?, model(tx, other).await?), (None, Some(second)));
                    assert_eq!(in_use(tx, "next").await?, None, "another model of the program begins anew");
                    let told = all(tx, "shipped", 2).await?;
                    assert_eq!(told.iter().map(|one| one.newest.0).collect::<Vec<_>>(), [3, 2]);
                    assert_eq!(told[0], Attempt { id: other, ..attempt("shipped", 3) });
                    let worse = add(tx, &attempt("shipped", 4), None).await?;
                    forget_before(tx, worse).await?;
                    assert_eq!(in_use(tx, "shipped").await?, None);
                    Ok(())
                })
            })
            .await
            .unwrap();
    })
    .await;
}
