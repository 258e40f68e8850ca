//! Values in and out of queries, the same on both engines.

use crate::{Error, Result};
use model::Time;
use sqlx::Row as _;
use sqlx::postgres::PgRow;

/// A value bound to a query.
#[derive(Clone, Debug)]
pub enum Arg {
    /// A number, flag, id or time.
    Int(Option<i64>),
    /// Text.
    Text(Option<String>),
}

macro_rules! int_args {
    ($($kind:ty => $get:expr),* $(,)?) => {$(
        impl From<$kind> for Arg {
            fn from(value: $kind) -> Self {
                Self::Int(Some($get(value)))
            }
        }
        impl From<Option<$kind>> for Arg {
            fn from(value: Option<$kind>) -> Self {
                Self::Int(value.map($get))
            }
        }
    )*};
}

int_args! {
    i64 => |value| value,
    bool => i64::from,
    usize => |value| i64::try_from(value).unwrap_or(i64::MAX),
    Time => Time::millis,
    model::AccountId => |id: model::AccountId| id.0,
    model::PostId => |id: model::PostId| id.0,
    model::MediaId => |id: model::MediaId| id.0,
    model::PollId => |id: model::PollId| id.0,
    model::ListId => |id: model::ListId| id.0,
    model::FilterId => |id: model::FilterId| id.0,
    model::NotificationId => |id: model::NotificationId| id.0,
    model::ConversationId => |id: model::ConversationId| id.0,
    model::ScheduledId => |id: model::ScheduledId| id.0,
    model::AppId => |id: model::AppId| id.0,
    model::TokenId => |id: model::TokenId| id.0,
    model::PushId => |id: model::PushId| id.0,
    model::FeedId => |id: model::FeedId| id.0,
    model::NoteId => |id: model::NoteId| id.0,
    model::PackId => |id: model::PackId| id.0,
}

impl From<&str> for Arg {
    fn from(value: &str) -> Self {
        Self::Text(Some(value.to_owned()))
    }
}

impl From<String> for Arg {
    fn from(value: String) -> Self {
        Self::Text(Some(value))
    }
}

impl From<&String> for Arg {
    fn from(value: &String) -> Self {
        Self::Text(Some(value.clone()))
    }
}

impl From<Option<String>> for Arg {
    fn from(value: Option<String>) -> Self {
        Self::Text(value)
    }
}

impl From<Option<&str>> for Arg {
    fn from(value: Option<&str>) -> Self {
        Self::Text(value.map(str::to_owned))
    }
}

/// Lists a query's values: `args![post.id, "text", None::<i64>]`.
#[macro_export]
macro_rules! args {
    ($($value:expr),* $(,)?) => { vec![$($crate::Arg::from($value)),*] };
}

/// A row of either engine, read by column number from 0.
pub enum Row {
    /// From SQLite, read already.
    Sqlite(Box<[Value]>),
    /// From PostgreSQL.
    Postgres(PgRow),
}

/// A value of a row that was read.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Value {
    /// Nothing.
    Null,
    /// A number, flag, id or time.
    Int(i64),
    /// Text.
    Text(Box<str>),
}

impl Row {
    /// A number.
    pub fn int(&self, index: usize) -> Result<i64> {
        self.opt_int(index)?.ok_or_else(|| null(index))
    }

    /// A number or nothing.
    pub fn opt_int(&self, index: usize) -> Result<Option<i64>> {
        match self {
            Self::Sqlite(values) => match values.get(index) {
                Some(Value::Int(value)) => Ok(Some(*value)),
                Some(Value::Null) => Ok(None),
                other => Err(unlike(index, "number", other)),
            },
            Self::Postgres(row) => row.try_get(index).map_err(|error| Error::Row(error.to_string())),
        }
    }

    /// An id of any kind.
    pub fn id<T: From<i64>>(&self, index: usize) -> Result<T> {
        Ok(T::from(self.int(index)?))
    }

    /// An id of any kind, or nothing.
    pub fn opt_id<T: From<i64>>(&self, index: usize) -> Result<Option<T>> {
        Ok(self.opt_int(index)?.map(T::from))
    }

    /// A flag.
    pub fn flag(&self, index: usize) -> Result<bool> {
        Ok(self.int(index)? != 0)
    }

    /// A moment.
    pub fn time(&self, index: usize) -> Result<Time> {
        Ok(Time::from_millis(self.int(index)?))
    }

    /// A moment or nothing.
    pub fn opt_time(&self, index: usize) -> Result<Option<Time>> {
        Ok(self.opt_int(index)?.map(Time::from_millis))
    }

    /// Text.
    pub fn text(&self, index: usize) -> Result<String> {
        self.opt_text(index)?.ok_or_else(|| null(index))
    }

    /// Text or nothing.
    pub fn opt_text(&self, index: usize) -> Result<Option<String>> {
        match self {
            Self::Sqlite(values) => match values.get(index) {
                Some(Value::Text(text)) => Ok(Some(text.to_string())),
                Some(Value::Null) => Ok(None),
                other => Err(unlike(index, "text", other)),
            },
            Self::Postgres(row) => row.try_get(index).map_err(|error| Error::Row(error.to_string())),
        }
    }

    /// A structured value kept as JSON.
    pub fn json<T: serde::de::DeserializeOwned>(&self, index: usize) -> Result<T> {
        let broken = |error| Error::Row(format!("column {index}: {error}"));
        match self {
            Self::Sqlite(values) => match values.get(index) {
                Some(Value::Text(text)) => serde_json::from_str(text).map_err(broken),
                other => Err(unlike(index, "text", other)),
            },
            Self::Postgres(_) => serde_json::from_str(&self.text(index)?).map_err(broken),
        }
    }
}

fn null(index: usize) -> Error {
    Error::Row(format!("column {index} holds nothing"))
}

fn unlike(index: usize, expected: &str, found: Option<&Value>) -> Error {
    Error::Row(match found {
        None => format!("there is no column {index}"),
        Some(Value::Null) => format!("column {index} holds nothing"),
        Some(_) => format!("column {index} holds no {expected}"),
    })
}

/// The JSON form a structured value is kept in.
pub fn to_json<T: serde::Serialize>(value: &T) -> Result<String> {
    serde_json::to_string(value).map_err(|error| Error::Row(error.to_string()))
}
