//! What can go wrong below the use cases.

/// A failure of the store. None of these is the asker's fault except [`Error::Taken`].
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// A unique value is already in use.
    #[error("already taken: {0}")]
    Taken(String),
    /// The database did not answer in time, is shutting down, or its disk is full: try again later.
    #[error("the database is not available: {0}")]
    Unavailable(String),
    /// A query failed.
    #[error("the database refused a query: {0}")]
    Query(#[source] Box<dyn std::error::Error + Send + Sync>),
    /// A row does not hold what the code expects.
    #[error("a row could not be read: {0}")]
    Row(String),
    /// The schema could not be brought up to date.
    #[error("the schema could not be brought up to date: {0}")]
    Migration(String),
    /// The database's address is not one of ours.
    #[error("{0}")]
    Address(String),
    /// A panic in a write was contained; nothing of it was kept.
    #[error("a write failed inside and was undone")]
    Panicked,
}

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Self {
        match &error {
            sqlx::Error::Database(database) if database.is_unique_violation() => {
                Self::Taken(database.message().to_owned())
            }
            sqlx::Error::PoolTimedOut
            | sqlx::Error::PoolClosed
            | sqlx::Error::WorkerCrashed
            | sqlx::Error::Io(_) => Self::Unavailable(error.to_string()),
            sqlx::Error::Database(database) if is_full_or_busy(database.code().as_deref()) => {
                Self::Unavailable(database.message().to_owned())
            }
            _ => Self::Query(error.into()),
        }
    }
}

/// PostgreSQL: class 53 (resources), 57P (shutdown), 40001 and 40P01 (serialization, deadlock).
fn is_full_or_busy(code: Option<&str>) -> bool {
    code.is_some_and(|code| {
        code.starts_with("53") || code.starts_with("57P") || code == "40001" || code == "40P01"
    })
}

impl From<rusqlite::Error> for Error {
    fn from(error: rusqlite::Error) -> Self {
        use rusqlite::ErrorCode::{CannotOpen, DatabaseBusy, DatabaseLocked, DiskFull, SystemIoFailure};
        use rusqlite::ffi::{SQLITE_CONSTRAINT_PRIMARYKEY, SQLITE_CONSTRAINT_UNIQUE};
        let Some(failure) = error.sqlite_error() else { return Self::Query(error.into()) };
        match failure.code {
            DatabaseBusy | DatabaseLocked | DiskFull | SystemIoFailure | CannotOpen => {
                Self::Unavailable(error.to_string())
            }
            _ if matches!(failure.extended_code, SQLITE_CONSTRAINT_UNIQUE | SQLITE_CONSTRAINT_PRIMARYKEY) => {
                Self::Taken(error.to_string())
            }
            _ => Self::Query(error.into()),
        }
    }
}
