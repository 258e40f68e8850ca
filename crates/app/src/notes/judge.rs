//! What becomes of notes: reckoned from all ratings that count, whenever some changed.
//!
//! Ratings of accounts that are suspended, limited or new do not count. On a server that has just begun
//! everybody is new, so new means: joined in the last tenth of the server's life, and three days at most.

use super::KEY;
use crate::jobs::{Job, later};
use crate::{App, Result};
use feed::bridging::{self, Before, Rating, Status, Verdict};
use model::limits::NOTE_RATINGS_JUDGED;
use model::{Event, NoteId, Time};
use std::collections::HashMap;
use std::time::Duration;
use store::notes::{Note, Numbers, Standing};

/// How long an account counts as new at most, in milliseconds.
const NEW: i64 = 3 * 86_400_000;
/// An account is new for one in so many of the server's days.
const OF_ITS_LIFE: i64 = 10;
/// How soon ratings of new accounts are looked at again.
const SOONEST: Duration = Duration::from_secs(1);
/// Notes looked through at once.
const BATCH: usize = 1_000;
/// Numbers that moved less than this are not written down again.
const STILL: f64 = 0.001;
/// Where the factors begin: the same each time, so that the same ratings say the same.
const SEED: u64 = 1;

/// What became of a note, to be written down.
struct Judged {
    note: Note,
    standing: Standing,
    numbers: Numbers,
}

impl App {
    /// Judges all notes anew, as a job.
    pub(crate) async fn judge_notes(&self, job: i64) -> Result<()> {
        let _turn = self.inner.notes.judging.lock().await;
        // What is rated while this goes on is for another one.
        self.write(move |tx| Box::pin(async move { Ok(store::jobs::let_go(tx, job).await?) })).await?;
        let now = self.now();
        let mut rows = self.read().await?;
        let (joined_before, new_for) = self.established_before(&mut rows).await?;
        let ratings: Vec<Rating> = store::notes::countable(&mut rows, joined_before, NOTE_RATINGS_JUDGED)
            .await?
            .into_iter()
            .map(|(note, rater, value)| Rating {
                rater: rater.0.unsigned_abs(),
                note: note.0.unsigned_abs(),
                #[allow(clippy::cast_precision_loss)] // 0, 1 or 2
                value: value as f64 / 2.0,
            })
            .collect();
        let mut notes: Vec<Note> = Vec::new();
        loop {
            let after = notes.last().map_or(NoteId(0), |note| note.id);
            let some = store::notes::after(&mut rows, after, BATCH).await?;
            let end = some.len() < BATCH;
            notes.extend(some);
            if end {
                break;
            }
        }
        let too_new = store::notes::too_new(&mut rows, joined_before).await?;
        drop(rows);
        if too_new > 0 {
            // They count once they are not new any more.
            let at = now.plus(Duration::from_millis(new_for.unsigned_abs()).max(SOONEST));
            self.write(move |tx| Box::pin(later(tx, &Job::JudgeNotes, Some(KEY), at))).await?;
        }
        let judged = tokio::task::spawn_blocking(move || judge(notes, &ratings, now));
        let judged = judged.await.map_err(|error| crate::Error::internal("judging notes", error))?;
        for some in judged.chunks(BATCH) {
            let some: Vec<(NoteId, model::PostId, Standing, bool, Time, Numbers)> = some
                .iter()
                .map(|judged| {
                    let Judged { note, standing, numbers } = judged;
                    let changed = note.standing != *standing;
                    let shows = note.standing == Standing::Helpful || *standing == Standing::Helpful;
                    let since = if changed { now } else { note.since };
                    (note.id, note.post, *standing, shows, since, numbers.clone())
                })
                .collect();
            self.write(move |tx| {
                Box::pin(async move {
                    for (id, post, standing, shows, since, numbers) in some {
                        store::notes::judge(tx, id, standing, since, &numbers).await?;
                        if shows {
                            tx.log(now, Event::NoteChanged { post });
                        }
                    }
                    Ok(())
                })
            })
            .await?;
        }
        Ok(())
    }

    /// Accounts that joined later are new; and for how many milliseconds one is.
    pub(crate) async fn established_before(&self, rows: &mut store::Conn) -> Result<(Time, i64)> {
        let now = self.now().millis();
        let life = store::notes::first_joined(rows).await?.map_or(0, |first| now - first.millis());
        let new_for = (life / OF_ITS_LIFE).clamp(0, NEW);
        Ok((Time::from_millis(now - new_for), new_for))
    }
}

/// What is different now.
fn judge(notes: Vec<Note>, ratings: &[Rating], now: Time) -> Vec<Judged> {
    let before: HashMap<u64, Before> = notes
        .iter()
        .map(|note| {
            (note.id.0.unsigned_abs(), Before { status: status(note.standing), age: super::age(note, now) })
        })
        .collect();
    let verdicts = bridging::judge(ratings, &before, SEED);
    let fewest = bridging::fewest_of_rater(verdicts.len());
    let judged = |note: Note| {
        // Who has no ratings that count any more is what it was when it had none, unless that is settled.
        let verdict = verdicts.get(&note.id.0.unsigned_abs()).copied().unwrap_or_default();
        let standing = if super::locked(&note, now) { note.standing } else { standing(verdict.status) };
        let numbers = numbers(&verdict, fewest);
        let moved = note.standing != standing || differ(&note.numbers, &numbers);
        moved.then_some(Judged { note, standing, numbers })
    };
    notes.into_iter().filter_map(judged).collect()
}

fn numbers(verdict: &Verdict, fewest: usize) -> Numbers {
    let number = |many: usize| i64::try_from(many).unwrap_or(i64::MAX);
    let rounded = |number: f64| (number * 1_000.0).round() / 1_000.0;
    Numbers {
        helpful: rounded(verdict.helpful),
        side: rounded(verdict.side),
        counted: number(verdict.ratings),
        sides: verdict.sides.map(|side| (number(side.raters), rounded(side.share))),
        fewest: number(fewest),
    }
}

fn differ(one: &Numbers, other: &Numbers) -> bool {
    one.counted != other.counted
        || one.fewest != other.fewest
        || (one.helpful - other.helpful).abs() > STILL
        || (one.side - other.side).abs() > STILL
        || one.sides.iter().zip(&other.sides).any(|(a, b)| a.0 != b.0 || (a.1 - b.1).abs() > STILL)
}

const fn status(standing: Standing) -> Status {
    match standing {
        Standing::NeedsMore => Status::NeedsMore,
        Standing::Helpful => Status::Helpful,
        Standing::NotHelpful => Status::NotHelpful,
    }
}

const fn standing(status: Status) -> Standing {
    match status {
        Status::NeedsMore => Standing::NeedsMore,
        Status::Helpful => Standing::Helpful,
        Status::NotHelpful => Standing::NotHelpful,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use feed::bridging::LOCKED_AFTER;
    use model::{AccountId, PostId};

    fn note(id: i64, standing: Standing) -> Note {
        Note {
            id: NoteId(id),
            post: PostId(1),
            author: AccountId(9),
            text: String::new(),
            sources: Vec::new(),
            created_at: Time::from_millis(1_000),
            standing,
            since: Time::from_millis(1_000),
            numbers: Numbers::default(),
        }
    }

    #[test]
    fn what_is_settled_stays_and_what_nobody_rates_any_more_does_not() {
        let notes = || vec![note(1, Standing::Helpful), note(2, Standing::NeedsMore)];
        let young = judge(notes(), &[], Time::from_millis(2_000));
        let standings: Vec<_> = young.iter().map(|judged| (judged.note.id.0, judged.standing)).collect();
        assert_eq!(standings[0], (1, Standing::NeedsMore));
        let old = judge(notes(), &[], Time::from_millis(1_000 + LOCKED_AFTER));
        assert!(old.iter().all(|judged| judged.standing == judged.note.standing));
    }
}
