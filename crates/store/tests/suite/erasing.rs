//! Erasing reaches every table that holds accounts.

use crate::on_each_engine;
use crate::store::erasing;

/// Columns that hold an account's id and are not its own: what happens to them instead.
const ELSEWHERE: [(&str, &str); 1] =
    // Posts go one by one before their author's row does.
    [("posts", "author_id")];

#[tokio::test]
async fn no_table_with_accounts_in_it_is_forgotten() {
    on_each_engine(|fixture| async move {
        let columns = erasing::account_columns(&mut fixture.store.read().await.unwrap()).await.unwrap();
        assert!(columns.len() > 30, "{columns:?}");
        let missed: Vec<_> = columns
            .iter()
            .filter(|(table, column)| {
                !erasing::reaches(table, column) && !ELSEWHERE.contains(&(table.as_str(), column.as_str()))
            })
            .collect();
        assert!(missed.is_empty(), "say in `erasing::OWN` what becomes of {missed:?}");
    })
    .await;
}
