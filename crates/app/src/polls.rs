//! Voting, and a poll's end.

use crate::jobs::{Job, later};
use crate::notify::{Telling, tell};
use crate::react::seen;
use crate::{Actor, App, Error, Result};
use model::notification::NotificationKind;
use model::visibility::Viewer;
use model::{Event, Poll, PollId, Time};
use store::Tx;

impl App {
    /// A poll of a post the viewer may see, with what they chose.
    pub async fn poll(&self, id: PollId, viewer: Viewer) -> Result<(Poll, Option<Vec<u8>>)> {
        let mut rows = self.read().await?;
        let poll = store::attached::poll(&mut rows, id).await?.ok_or(Error::NotFound)?;
        store::posts::visible_to(&mut rows, poll.post, viewer).await?.ok_or(Error::NotFound)?;
        let chosen = match viewer {
            Some(viewer) => store::attached::vote(&mut rows, id, viewer).await?,
            None => None,
        };
        Ok((poll, chosen))
    }

    /// Votes. A member votes once; in a poll of one answer, for one answer.
    pub async fn vote(&self, me: Actor, id: PollId, mut choices: Vec<u8>) -> Result<()> {
        let (now, me) = (self.now(), me.account);
        choices.sort_unstable();
        choices.dedup();
        self.write(move |tx| {
            Box::pin(async move {
                let mut poll = store::attached::poll(tx, id).await?.ok_or(Error::NotFound)?;
                let post = seen(tx, poll.post, me).await?;
                check_choices(&poll, &choices, now)?;
                if post.author == me {
                    return Err(Error::invalid("Validation failed: You can't vote in your own polls"));
                }
                store::attached::insert_vote(tx, id, me, &choices, now).await.map_err(
                    |error| match error {
                        store::Error::Taken(_) => {
                            Error::invalid("Validation failed: You have already voted on this poll")
                        }
                        other => other.into(),
                    },
                )?;
                poll.voters += 1;
                for choice in choices {
                    if let Some(option) = poll.options.get_mut(usize::from(choice)) {
                        option.votes += 1;
                    }
                }
                store::attached::put_poll(tx, &poll).await?;
                tx.log(now, Event::Voted { account: me, post: post.id });
                Ok(())
            })
        })
        .await
    }

    /// Tells everybody who took part that a poll has ended.
    pub(crate) async fn close_poll(&self, id: PollId) -> Result<()> {
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                let poll = store::attached::poll(tx, id).await?.ok_or(Error::NotFound)?;
                if !poll.ended(now) {
                    return Ok(());
                }
                let post = store::posts::get(tx, poll.post).await?.ok_or(Error::NotFound)?;
                let mut owners = store::attached::voters(tx, id).await?;
                owners.push(post.author);
                for owner in owners {
                    if !store::notifications::told(tx, owner, NotificationKind::Poll, post.id).await? {
                        let telling = Telling {
                            owner,
                            kind: NotificationKind::Poll,
                            from: post.author,
                            post: Some(&post),
                            report: None,
                        };
                        tell(tx, now, telling).await?;
                    }
                }
                tx.log(now, Event::PostChanged { post: post.id });
                Ok(())
            })
        })
        .await
    }
}

/// Sees to it that a poll's end is told.
pub(crate) async fn close_later(tx: &mut Tx, poll: PollId, at: Time) -> Result<()> {
    later(tx, &Job::ClosePoll { poll }, Some(&format!("close-poll-{poll}")), at).await
}

fn check_choices(poll: &Poll, choices: &[u8], now: Time) -> Result<()> {
    let invalid = |sentence: &str| Err(Error::invalid(format!("Validation failed: {sentence}")));
    if poll.ended(now) {
        return invalid("The poll has already ended");
    }
    if choices.is_empty() || choices.iter().any(|choice| usize::from(*choice) >= poll.options.len()) {
        return invalid("The chosen vote option does not exist");
    }
    if choices.len() > 1 && !poll.multiple {
        return invalid("Only one answer may be chosen in this poll");
    }
    Ok(())
}
