//! What a member does with a post that is shown to them.

use crate::chance;
use crate::town::Town;
use feed::Kind;

/// What was done with a post that was seen.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Outcome {
    /// A bit a [`Kind`].
    done: u16,
    /// Whether the member was asked if it was worth their time, and answered.
    pub asked: bool,
}

impl Outcome {
    /// With one more thing done.
    pub fn with(mut self, kind: Kind) -> Self {
        self.done |= 1 << kind.place();
        self
    }

    /// Whether something was done.
    pub fn has(self, kind: Kind) -> bool {
        self.done >> kind.place() & 1 == 1
    }
}

/// What happened with a post that was shown at a place.
#[derive(Clone, Copy, Debug, Default)]
pub struct Happened {
    /// Whether it was looked at at all.
    pub seen: bool,
    /// What was done.
    pub outcome: Outcome,
}

/// How probable it is that somebody still looks at a place: the falling curve of eye-tracking studies of
/// lists, roughly one over the root.
pub fn looked_at(place: usize) -> f32 {
    (1.0 + place as f32 / 3.0).powf(-0.5)
}

/// Shows a post at a place. `liked` is how many liked it in sight of everybody: what many like is liked more
/// (Muchnik, Aral and Taylor, Science 341, 2013).
pub fn shown(town: &Town, member: u64, post: u64, place: usize, liked: f32) -> Happened {
    // Whether each thing is done is decided by member and post, so rankers that show the same see the same.
    let draw = |about: u64| chance::of([town.seed ^ 77, member, post, about]);
    let (reader, written) = (&town.members[member as usize], &town.posts[post as usize]);
    let good = town.satisfaction(member, post);
    let together = reader.clique.is_some() && reader.clique == town.members[written.author as usize].clique;
    if !together && draw(0) > looked_at(place) {
        return Happened::default();
    }
    let herd = 1.0 + 0.25 * liked.ln_1p();
    let mut outcome = Outcome::default();
    let mut with = |kind: Kind, chance: f32| {
        if draw(1 + kind.place() as u64) < chance {
            outcome = outcome.with(kind);
        }
    };
    // Bait is opened, and liked a little before it is read.
    with(Kind::Open, 0.04 + 0.15 * good + 0.25 * written.bait);
    with(
        Kind::Like,
        if together {
            0.9
        } else {
            herd * (0.02 + 0.35 * good * good + 0.06 * written.bait + 0.05 * written.anger)
        },
    );
    with(Kind::Read, 0.02 + 0.35 * good * (0.3 + 0.7 * written.craft));
    // Anger is answered and passed on: more than what is good is.
    with(Kind::Reply, 0.004 + 0.02 * good + 0.08 * written.anger);
    with(Kind::Repost, if together { 0.3 } else { herd * (0.002 + 0.02 * good + 0.03 * written.anger) });
    with(Kind::Quote, 0.001 + 0.004 * good + 0.02 * written.anger);
    with(Kind::Bookmark, 0.001 + 0.03 * good * good);
    let follows = reader.follows.contains(&written.author);
    with(Kind::Follow, if follows { 0.0 } else { 0.012 * good * good });
    let annoyed = (0.25 - good).max(0.0) * 0.06;
    with(Kind::Hide, annoyed + 0.02 * written.anger * (1.0 - reader.quarrel) + 0.01 * written.bait);
    with(Kind::Mute, 0.012 * written.anger * (1.0 - reader.quarrel));
    with(Kind::Report, 0.004 * written.anger * (1.0 - reader.quarrel));
    // Asked about one post in sixteen, they answer half of the times, and don't always know.
    outcome.asked = draw(50) < 0.03;
    if outcome.asked {
        let says = good + 0.15 * chance::normal([town.seed ^ 78, member, post]);
        if says > 0.4 {
            outcome = outcome.with(Kind::Worth);
        }
    }
    Happened { seen: true, outcome }
}
