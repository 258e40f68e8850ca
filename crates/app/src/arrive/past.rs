//! What only archives of this program tell of a post: that it was changed, pinned, or asked something.

use crate::publish::Draft;
use crate::{NewPoll, Result};
use archive::{OldPoll, Own, Version};
use model::limits::{PINS, POLL_MIN_SECONDS};
use model::poll::PollOption;
use model::post::Revision;
use model::{MediaId, Poll, PollId, Post, Time, Visibility};
use store::Tx;

/// A post's past, checked against the clock.
#[derive(Clone, Debug, Default)]
pub(crate) struct Past {
    own: Own,
    now: Time,
}

impl Past {
    /// Nothing of it is later than now.
    pub(super) fn new(own: Own, now: Time) -> Self {
        Self { own, now }
    }

    /// The poll's shape, which is checked as every poll's.
    pub(super) fn poll_shape(own: &Own) -> Option<NewPoll> {
        let poll = own.poll.as_ref()?;
        Some(NewPoll {
            options: poll.answers.iter().map(|(answer, _)| answer.clone()).collect(),
            seconds: POLL_MIN_SECONDS,
            multiple: poll.multiple,
            hide_totals: poll.hide_totals,
        })
    }

    /// The poll as it ended: nobody can vote in it here, and its counts are what the archive says.
    pub(crate) fn poll(&self, id: PollId, post: &Post) -> Option<Poll> {
        let OldPoll { answers, multiple, hide_totals, ends, voters } = self.own.poll.clone()?;
        let option = |(title, votes): (String, i64)| PollOption { title: text::input::line(&title), votes };
        Some(Poll {
            id,
            post: post.id,
            expires_at: Some(ends.unwrap_or(post.created_at).min(self.now)),
            multiple,
            hide_totals,
            options: answers.into_iter().map(option).collect(),
            voters,
        })
    }

    /// Writes it beside the post.
    pub(crate) async fn keep(&self, tx: &mut Tx, post: &Post, media: &[MediaId]) -> Result<()> {
        if let Some(edited) = self.own.edited_at {
            let edited_at = Some(edited.clamp(post.created_at, self.now.max(post.created_at)));
            store::posts::update(tx, &Post { edited_at, ..post.clone() }).await?;
        }
        let may_pin = post.visibility != Visibility::Direct
            && store::posts::pins(tx, post.author).await? < crate::lists::most(PINS);
        if let Some(pinned) = self.own.pinned_at.filter(|_| may_pin) {
            store::posts::set_pinned(tx, post.id, Some(pinned.min(self.now))).await?;
        }
        for version in &self.own.versions {
            store::attached::insert_revision(tx, post.id, &self.revision(version, post, media)).await?;
        }
        Ok(())
    }

    fn revision(&self, version: &Version, post: &Post, media: &[MediaId]) -> Revision {
        let medium = |(place, alt): &(usize, String)| Some((*media.get(*place)?, alt.clone()));
        Revision {
            at: version.at.min(self.now),
            // Whoever wrote the archive, what is shown is what may be shown.
            html: text::sanitize::again(&version.html),
            spoiler: text::input::line(&version.warning),
            sensitive: version.sensitive,
            media: version.media.iter().filter_map(medium).collect(),
            poll_options: version.answers.clone(),
            quote_of: post.quote_of.filter(|_| version.quotes),
        }
    }
}

/// Gives a draft its past.
pub(super) fn remember(draft: &mut Draft, own: Own, now: Time) {
    draft.past = Some(Box::new(Past::new(own, now)));
}
