//! Paging: a window into something ordered newest first by id.

/// Where a page lies. Bounds are exclusive.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub struct Cursor {
    /// Only what is older.
    pub max: Option<i64>,
    /// Only what is newer; the newest of it.
    pub since: Option<i64>,
    /// Only what is newer; the oldest of it, so that a reader climbs without gaps.
    pub min: Option<i64>,
}

impl Cursor {
    /// Older than `id`.
    pub const fn before(id: i64) -> Self {
        Self { max: Some(id), since: None, min: None }
    }

    /// The exclusive upper bound.
    pub fn upper(&self) -> i64 {
        self.max.unwrap_or(i64::MAX)
    }

    /// The exclusive lower bound.
    pub fn lower(&self) -> i64 {
        self.min.max(self.since).unwrap_or(0)
    }

    /// Whether the page climbs from its lower bound.
    pub const fn climbs(&self) -> bool {
        self.min.is_some()
    }
}

/// A cursor and how many at most.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Page {
    /// Where.
    pub cursor: Cursor,
    /// How many.
    pub limit: usize,
}

impl Page {
    /// The newest `limit`.
    pub const fn first(limit: usize) -> Self {
        Self { cursor: Cursor { max: None, since: None, min: None }, limit }
    }
}
