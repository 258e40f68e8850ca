//! A share in something large that lives as long as the server.

use std::ops::Deref;
use std::sync::Arc;

/// One of many owners of a `T`, cheap to clone. Unlike an [`Arc`] it says by its own type that it may go from thread to
/// thread. The compiler asks that of every handler and of every future that holds a handle, thousands of times, and
/// would look through all of `T` each time: that was a third of what building the pages took.
pub struct Handle<T>(Arc<dyn Holds<T>>);

impl<T: Send + Sync + 'static> Handle<T> {
    /// The first owner.
    pub fn new(value: T) -> Self {
        Self(Arc::new(Held(value)))
    }
}

trait Holds<T>: Send + Sync {
    fn held(&self) -> &T;
}

struct Held<T>(T);

impl<T: Send + Sync> Holds<T> for Held<T> {
    fn held(&self) -> &T {
        &self.0
    }
}

impl<T> Clone for Handle<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Deref for Handle<T> {
    type Target = T;

    fn deref(&self) -> &T {
        self.0.held()
    }
}
