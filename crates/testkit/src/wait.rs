//! Waiting for something to become true, without guessing how long it takes.

use std::future::Future;
use std::time::{Duration, Instant};

/// How long a test waits before it gives up. Long, for slow machines; never reached when all is well.
pub const DEADLINE: Duration = Duration::from_secs(20);

const PAUSE: Duration = Duration::from_millis(20);

/// Asks again and again until the answer is something, and returns it. Panics with `what` was
/// waited for when [`DEADLINE`] has passed.
pub async fn wait_until<T, F, A>(what: &str, mut ask: F) -> T
where
    F: FnMut() -> A,
    A: Future<Output = Option<T>>,
{
    let start = Instant::now();
    loop {
        if let Some(found) = ask().await {
            return found;
        }
        assert!(start.elapsed() < DEADLINE, "waited {DEADLINE:?} in vain for {what}");
        tokio::time::sleep(PAUSE).await;
    }
}
