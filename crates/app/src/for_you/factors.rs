//! A model of what everybody reacts to, learned in the background from what the index holds, and put in the place of
//! the one before at once. Where nobody asks for pages, or nothing happened, nothing is learned.

use crate::jobs::look_again_and_again;
use crate::{App, Error, Result};
use feed::factors::Gathered;
use parking_lot::Mutex;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::{Duration, Instant};

/// How often it is looked whether there is something to learn.
const LOOK: Duration = Duration::from_secs(5);
/// Learning is given up after so long, rests included; the model before stays.
const TIME: Duration = Duration::from_secs(120);
/// After learning there is a rest of so many times as long as it took.
const REST: u32 = 20;
/// And of this at least, once there is more than a village's worth to learn from.
const PAUSE: Duration = Duration::from_secs(60);
/// Posts of a village: there a model is made as soon as something happened.
const FEW: usize = 500;

/// When a model was made last, and from what.
#[derive(Default)]
pub(crate) struct Modelled(Mutex<Made>);

#[derive(Default)]
struct Made {
    mark: u64,
    heard: u64,
    next: Option<Instant>,
}

impl App {
    /// Learns for as long as the app is open.
    pub(crate) fn start_factors(&self) {
        look_again_and_again(self, LOOK, "what fits whom", |app| async move { app.learn_factors().await });
    }

    async fn learn_factors(&self) -> Result<()> {
        let world = &self.inner.world;
        let heard = world.heard.load(Ordering::Relaxed);
        {
            let made = world.modelled.0.lock();
            let rests = made.next.is_some_and(|next| Instant::now() < next);
            if rests || heard == made.heard || !world.wanted.load(Ordering::Relaxed) {
                return Ok(());
            }
        }
        let mut gathered = Gathered::default();
        while gathered.step(&world.known.read().index) {
            tokio::task::yield_now().await;
        }
        let mark = gathered.mark();
        let posts = gathered.len();
        {
            let mut made = world.modelled.0.lock();
            made.heard = heard;
            if std::mem::replace(&mut made.mark, mark) == mark {
                return Ok(());
            }
        }
        let begun = Instant::now();
        let (model, in_time) = learned(gathered).await?;
        let took = begun.elapsed();
        let pause = if posts < FEW { Duration::ZERO } else { PAUSE };
        world.modelled.0.lock().next = Some(Instant::now() + (took * REST).max(pause));
        tracing::debug!(posts, ?took, in_time, "what fits whom has been learned");
        if in_time {
            world.known.write().index.model(model.map(Arc::new));
        }
        Ok(())
    }
}

/// Learns on a thread of its own that rests as long as it works, so that pages never miss a core; the model, and
/// whether there was time for it.
async fn learned(gathered: Gathered) -> Result<(Option<feed::factors::Learned>, bool)> {
    let work = move || {
        let (begun, mut in_time, mut since) = (Instant::now(), true, Instant::now());
        let model = gathered.learn(|| {
            std::thread::sleep(since.elapsed().min(Duration::from_secs(1)));
            since = Instant::now();
            in_time = begun.elapsed() < TIME;
            in_time
        });
        (model, in_time)
    };
    tokio::task::spawn_blocking(work).await.map_err(|error| Error::internal("what fits whom", error))
}
