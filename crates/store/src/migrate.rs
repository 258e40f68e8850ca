//! Bringing the schema up to date.
//!
//! Migrations are SQL files in order, embedded in the program, each run once in a transaction with
//! the row that remembers it. A process killed in between leaves either all of one or nothing.

use crate::engine::{Conn, Engine, Pool};
use crate::{Error, Result, args};

const MIGRATIONS: &[(i64, &str, &str)] = &[
    (1, "foundation", include_str!("../migrations/0001_foundation.sql")),
    (2, "reports told", include_str!("../migrations/0002_reports_told.sql")),
    (3, "mail", include_str!("../migrations/0003_mail.sql")),
    (4, "push", include_str!("../migrations/0004_push.sql")),
    (5, "consent", include_str!("../migrations/0005_consent.sql")),
    (6, "datasets", include_str!("../migrations/0006_datasets.sql")),
    (7, "imports", include_str!("../migrations/0007_imports.sql")),
    (8, "erasure", include_str!("../migrations/0008_erasure.sql")),
    (9, "kept", include_str!("../migrations/0009_kept.sql")),
    (10, "for you", include_str!("../migrations/0010_for_you.sql")),
    (11, "radar", include_str!("../migrations/0011_radar.sql")),
    (12, "ai generated", include_str!("../migrations/0012_ai_generated.sql")),
    (13, "mentioned", include_str!("../migrations/0013_mentioned.sql")),
    (14, "watched", include_str!("../migrations/0014_watched.sql")),
    (16, "feeds", include_str!("../migrations/0016_feeds.sql")),
    (17, "notes and trends", include_str!("../migrations/0017_notes_and_trends.sql")),
    (18, "assistant", include_str!("../migrations/0018_assistant.sql")),
    (19, "talk", include_str!("../migrations/0019_talk.sql")),
    (20, "create", include_str!("../migrations/0020_create.sql")),
    (21, "radar", include_str!("../migrations/0021_radar.sql")),
    (22, "topics", include_str!("../migrations/0022_topics.sql")),
    (23, "forecast_models", include_str!("../migrations/0023_forecast_models.sql")),
];

/// Runs what has not run yet.
pub(crate) async fn run(pool: &Pool) -> Result<()> {
    let mut conn = pool.acquire().await?;
    // Nothing to do is found out without the write lock, which a busy server may hold for long.
    if conn.number("select max(version) from migrations", vec![]).await.is_ok_and(|done| done == newest()) {
        return Ok(());
    }
    conn.begin_write().await?;
    let outcome = run_in(&mut conn).await;
    let end = if outcome.is_ok() { "commit" } else { "rollback" };
    conn.execute(end, vec![]).await?;
    outcome
}

/// The version the migrations here lead to.
pub(crate) fn newest() -> i64 {
    MIGRATIONS.last().map_or(0, |migration| migration.0)
}

async fn run_in(conn: &mut Conn) -> Result<()> {
    conn.execute(
        "create table if not exists migrations (version bigint not null, name text not null)",
        vec![],
    )
    .await?;
    let done = conn.number("select max(version) from migrations", vec![]).await?;
    let newest = newest();
    if done > newest {
        return Err(Error::Migration(format!(
            "this database is at version {done}, newer than this program's {newest}; use the newer program"
        )));
    }
    for (version, name, sql) in MIGRATIONS.iter().filter(|migration| migration.0 > done) {
        let failed = |error| Error::Migration(format!("{version} {name}: {error}"));
        conn.script(&dialect(conn.engine(), sql)).await.map_err(failed)?;
        conn.execute("insert into migrations (version, name) values ($1, $2)", args![*version, *name])
            .await?;
        tracing::info!(version, name, "schema migrated");
    }
    Ok(())
}

/// The two words in which table definitions differ; the first migration explains them.
fn dialect(engine: Engine, sql: &str) -> String {
    match engine {
        Engine::Sqlite => sql
            .replace("bigint primary key", "integer primary key")
            .replace("/* clustered */", "without rowid"),
        Engine::Postgres => sql.to_owned(),
    }
}
