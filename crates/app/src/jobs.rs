//! Work done later: what each job is, and the worker that does them.
//!
//! A job is added in the transaction that calls for it and is done at least once: each must be fine
//! to do twice. To add one: a variant of [`Job`], an arm in [`App::do_job`]. Messages to push
//! services have a queue and a worker of their own, in [`crate::push`].

use crate::letters::Errand;
use crate::{App, Error, Result};
use futures_util::future::BoxFuture;
use model::{AccountId, MediaId, PollId, PostId, ScheduledId, Time};
use serde::{Deserialize, Serialize};
use std::time::Duration;
use store::Tx;
use store::jobs::{ANSWERS, IMPORTS, LESSONS, MAIN, PICTURES};

/// Something to do later.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "do", rename_all = "snake_case")]
pub(crate) enum Job {
    /// A poll has ended: its author and voters are told.
    ClosePoll { poll: PollId },
    /// Those who asked to hear of every post of its author are told of one.
    TellWatchers { post: PostId },
    /// A page a post links to is fetched for a preview.
    Preview { post: PostId, url: String },
    /// A scheduled post's hour has come.
    PublishScheduled { scheduled: ScheduledId },
    /// The pages a profile links to are looked at: do they link back?
    VerifyFields { account: AccountId },
    /// An uploaded film or sound is made playable everywhere.
    Transcode {
        media: MediaId,
        upload: String,
        #[serde(default)]
        sign: bool,
    },
    /// A provider's moderation is asked about what was reported.
    HintReport { report: i64 },
    /// A post mentions the assistant.
    AnswerMention { post: PostId },
    /// A letter is written to a member.
    Letter { errand: Errand },
    /// Everything of an account that is leaving is deleted.
    Erase { account: AccountId, erasure: i64 },
    /// What was deleted of it leaves the log, the index and all files.
    Forget { account: AccountId, erasure: i64 },
    /// Media that were uploaded but never posted are removed.
    SweepMedia,
    /// An archive a member brought is read.
    Import { import: i64 },
    /// The list of a release's withdrawn rows is made anew.
    RenewRevocations { dataset: i64 },
    /// Ratings of context notes changed: what becomes of notes is reckoned anew.
    JudgeNotes,
    /// A model makes a picture a member wants.
    Paint { creation: i64 },
    /// Forecasts learn on from this server's own cascades.
    RefitRadar,
}

/// How long a job may take before another worker may take it up.
const LEASE: Duration = Duration::from_secs(15 * 60);
/// The same for an archive, which says again and again that it is being read: whoever takes it up
/// after a crash waits no longer than this.
pub(crate) const IMPORT_LEASE: Duration = Duration::from_secs(2 * 60);
/// Longer than a model may take.
const ANSWER_LEASE: Duration = Duration::from_secs(3 * 60);
/// Answers made at the same time: each mostly waits for somebody else's machine.
const ANSWERS_AT_ONCE: usize = 4;
/// Jobs done at the same time: as many as a small machine can bear beside its readers.
const AT_ONCE: usize = 2;
/// Pictures asked for at the same time: each mostly waits.
const PAINT_AT_ONCE: usize = 4;
/// How often due jobs are looked for.
const LOOK: Duration = Duration::from_millis(250);
/// How often something to learn is looked for.
const LESSONS_LOOK: Duration = Duration::from_secs(60);
/// Tries before a job is put aside: an hour's.
pub(crate) const TRIES: i64 = 8;
/// Tries of a letter: nearly four days', for a mail server that is down over a week-end.
const LETTER_TRIES: i64 = 18;

impl Job {
    const fn tries(&self) -> i64 {
        match self {
            Self::Letter { .. } => LETTER_TRIES,
            _ => TRIES,
        }
    }

    const fn queue(&self) -> &'static str {
        match self {
            Self::Import { .. } => IMPORTS,
            Self::AnswerMention { .. } | Self::HintReport { .. } => ANSWERS,
            Self::Paint { .. } => PICTURES,
            Self::RefitRadar => LESSONS,
            _ => MAIN,
        }
    }

    fn text(&self) -> Result<String> {
        serde_json::to_string(self).map_err(|error| Error::internal("a job", error))
    }
}

/// Adds a job within a write.
pub(crate) async fn later(tx: &mut Tx, job: &Job, unique: Option<&str>, at: Time) -> Result<()> {
    Ok(store::jobs::add(tx, job.queue(), &job.text()?, unique, at).await?)
}

/// Adds a job within a write unless one of that name waits or is being done, whenever it is due. One that was put aside
/// is tried again.
pub(crate) async fn later_unless(tx: &mut Tx, job: &Job, unique: &str, at: Time) -> Result<()> {
    Ok(store::jobs::add_unless_there(tx, job.queue(), &job.text()?, unique, at).await?)
}

/// Looks for what is due, for as long as the program runs; a look that fails is told of and made again.
pub(crate) fn look_again_and_again<F>(
    app: &App,
    pause: Duration,
    what: &'static str,
    look: impl Fn(App) -> F + Send + 'static,
) where
    F: Future<Output = Result<()>> + Send + 'static,
{
    // Without its type: a task of its own kind for each look is much to compile.
    let look = move |app| -> BoxFuture<'static, Result<()>> { Box::pin(look(app)) };
    tokio::spawn(keep_looking(app.clone(), pause, what, Box::new(look)));
}

async fn keep_looking(
    app: App,
    pause: Duration,
    what: &'static str,
    look: Box<dyn Fn(App) -> BoxFuture<'static, Result<()>> + Send>,
) {
    let mut pause = tokio::time::interval(pause);
    pause.set_missed_tick_behavior(tokio::time::MissedTickBehavior::Delay);
    loop {
        pause.tick().await;
        let looked = look(app.clone());
        match looked.await {
            Ok(()) => {}
            Err(Error::Unavailable(error)) => tracing::warn!(%error, what, "waiting for the database"),
            Err(error) => tracing::error!(%error, what, "could not be looked for"),
        }
    }
}

impl App {
    /// Does due jobs for as long as the app is open. Called once, by the program that serves.
    pub fn start_jobs(&self) {
        self.start_pushing();
        self.start_radar();
        self.start_for_you();
        self.start_bridging();
        self.start_foreseeing();
        self.start_factors();
        self.start_vectors();
        self.start_learning_words();
        self.start_sweeping_unconfirmed();
        look_again_and_again(self, LOOK, "jobs", |app| async move { app.do_due_jobs().await });
        look_again_and_again(self, LOOK, "answers", |app| async move {
            app.do_due(ANSWERS, ANSWER_LEASE, ANSWERS_AT_ONCE).await
        });
        // Archives take long; nothing else is to wait for them.
        look_again_and_again(self, LOOK, "imports", |app| async move {
            app.do_due(IMPORTS, IMPORT_LEASE, 1).await
        });
        // Nor for a provider that takes its time over a picture.
        look_again_and_again(self, LOOK, "pictures", |app| async move {
            app.do_due(PICTURES, LEASE, PAINT_AT_ONCE).await
        });
        // Nor for what is learned in the background, which nobody waits for.
        look_again_and_again(self, LESSONS_LOOK, "lessons", |app| async move { app.do_due_lessons().await });
    }

    /// Does every job that is due now.
    pub async fn do_due_jobs(&self) -> Result<()> {
        self.do_due(MAIN, LEASE, AT_ONCE).await
    }

    /// Learns what it is time to learn.
    pub(crate) async fn do_due_lessons(&self) -> Result<()> {
        self.do_due(LESSONS, LEASE, 1).await
    }

    async fn do_due(&self, queue: &'static str, lease: Duration, at_once: usize) -> Result<()> {
        while store::jobs::any_due(&mut self.read().await?, queue, self.now()).await? {
            let (now, end) = (self.now(), self.now().plus(lease));
            let taken = self
                .write(move |tx| {
                    Box::pin(async move { Ok(store::jobs::take(tx, queue, now, end, at_once).await?) })
                })
                .await?;
            futures_util::future::join_all(taken.into_iter().map(|taken| self.finish_job(taken))).await;
        }
        Ok(())
    }

    async fn finish_job(&self, taken: store::jobs::Taken) {
        let job: Result<Job> =
            serde_json::from_str(&taken.job).map_err(|error| Error::internal("an unknown job", error));
        let tries = job.as_ref().map_or(TRIES, Job::tries);
        let outcome = match job {
            Ok(job) => self.do_job(job, &taken).await,
            Err(error) => Err(error),
        };
        let (id, attempts, now) = (taken.id, taken.attempts, self.now());
        let noted = self
            .write(move |tx| {
                Box::pin(async move {
                    match outcome {
                        Ok(()) | Err(Error::NotFound) => store::jobs::done(tx, id).await?,
                        Err(error) => {
                            tracing::warn!(job = id, attempts, ?error, "a job failed");
                            store::jobs::failed(
                                tx,
                                id,
                                &format!("{error:?}"),
                                next_try(now, attempts, tries),
                            )
                            .await?;
                        }
                    }
                    Ok(())
                })
            })
            .await;
        if let Err(error) = noted {
            tracing::warn!(job = id, %error, "a job's outcome could not be kept; it will be done again");
        }
    }

    async fn do_job(&self, job: Job, taken: &store::jobs::Taken) -> Result<()> {
        match job {
            Job::ClosePoll { poll } => self.close_poll(poll).await,
            Job::TellWatchers { post } => self.tell_watchers(post).await,
            Job::Preview { post, url } => self.fetch_preview(post, &url).await,
            Job::PublishScheduled { scheduled } => self.publish_scheduled(scheduled).await,
            Job::Transcode { media, upload, sign } => self.transcode(media, &upload, sign).await,
            Job::VerifyFields { account } => self.verify_fields(account).await,
            Job::Letter { errand } => self.run_errand(errand, taken.id, taken.attempts).await,
            Job::Erase { account, erasure } => self.erase(account, erasure, taken.id).await,
            Job::Forget { account, erasure } => self.forget(account, erasure).await,
            Job::RenewRevocations { dataset } => self.renew_revocations(dataset).await,
            Job::JudgeNotes => self.judge_notes(taken.id).await,
            Job::Paint { creation } => self.paint(creation).await,
            Job::RefitRadar => self.refit_radar(taken.id).await,
            Job::SweepMedia => self.sweep_media().await,
            Job::HintReport { report } => self.hint_report(report).await,
            Job::AnswerMention { post } => self.answer_mention(post).await,
            Job::Import { import } => self.do_import(import, taken.id, taken.attempts >= TRIES).await,
        }
    }
}

/// Tries come ever more rarely: after n tries, n⁴ + 15 seconds.
pub(crate) fn next_try(now: Time, attempts: i64, tries: i64) -> Option<Time> {
    let attempts = u64::try_from(attempts).ok().filter(|_| attempts < tries)?;
    Some(now.plus(Duration::from_secs(attempts.pow(4) + 15)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_letter_is_tried_for_days_and_then_given_up() {
        let letter = Job::Letter { errand: Errand::ResetPassword { email: String::new() } };
        let mut now = Time::default();
        for attempt in 1..letter.tries() {
            now = next_try(now, attempt, letter.tries()).unwrap();
        }
        assert_eq!(next_try(now, letter.tries(), letter.tries()), None);
        let days = now.since(Time::default()).as_secs() / 86_400;
        assert_eq!(days, 3, "three days and some hours");
    }
}
