//! Two times at once: the world's past for whatever plays it, the machine's for everybody else.

use app::{Clock, SystemClock};
use model::Time;

tokio::task_local! {
    static THEN: Time;
}

/// The machine's clock, but for work that is done [`as_of`] another time.
pub struct WorldClock;

impl Clock for WorldClock {
    fn now(&self) -> Time {
        THEN.try_with(|then| *then).unwrap_or_else(|_| SystemClock.now())
    }
}

/// Does `work` as if it were `then`.
pub async fn as_of<T>(then: Time, work: impl Future<Output = T>) -> T {
    THEN.scope(then, work).await
}
