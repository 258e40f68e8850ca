//! What a post is worth to somebody: quality and satisfaction less regret, line by line.
//!
//! What people say was worth their time and read to its end counts most; what they would hide, mute or
//! report counts against it many times over. Likes count little and answers nearly nothing: people answer
//! what annoys them.

use super::features::{Features, Signal, hours, standing};
use super::heads::{Action, Chances};
use super::ledger::{Ledger, Term};
use super::sources::{Candidate, NEWCOMER_DAYS, RARELY, Source, first_audience, waits};
use super::steering::{About, Preset, Steering};

/// What the chance of an action counts.
fn weight(action: Action) -> f64 {
    match action {
        Action::Worth => 2.0,
        Action::Bookmark | Action::Follow => 1.0,
        Action::LongRead => 0.8,
        Action::Like => 0.5,
        Action::Repost => 0.4,
        Action::Quote | Action::Reply => 0.1,
        Action::Open => 0.05,
        Action::Hide => -4.0,
        Action::Mute => -6.0,
        Action::Report => -12.0,
    }
}

/// What a wish is worth: more than all else together, so that it is obeyed at once.
const WISH: f64 = 4.0;

/// The ledger of a candidate before anything is compared.
pub fn value(
    candidate: &Candidate<'_>,
    features: &Features,
    chances: &Chances,
    steering: &Steering,
    now: i64,
) -> Ledger {
    let post = candidate.post;
    let mut ledger = Ledger::default();
    let mut add =
        |term: Term, input: f64, weight: f64| ledger.add(term, input, weight * steering.slider(term));
    if steering.uses(Signal::Text) {
        add(Term::Text, f64::from(post.text.quality) - 0.5, 0.8);
    }
    if steering.uses(Signal::Popularity) {
        add(Term::Standing, f64::from(standing(post)), 0.3);
    }
    for (action, chance) in Action::ALL.into_iter().zip(chances) {
        add(Term::Chance(action), f64::from(*chance), weight(action));
    }
    let hours = f64::from(hours(post, now));
    if steering.preset == Preset::Newest {
        add(Term::Fresh, 1.0 - hours / 72.0, 1.0);
    } else {
        add(Term::Fresh, (-hours / 24.0).exp(), 0.2);
    }
    // The features are without what is off, so the lines are as well.
    add(Term::Followed, f64::from(features.0[1]), 0.1);
    add(Term::Topic, f64::from(features.0[4]), 0.3);
    add(Term::Neighbours, f64::from(features.0[5]), 0.2);
    if waits(post) {
        let newcomer = post.by.days < NEWCOMER_DAYS;
        let still = 1.0 - f64::from(post.views / first_audience(post)).min(1.0);
        add(Term::FirstAudience, still, if newcomer { 0.6 } else { 0.2 });
    }
    if features.0[1] > 0.0 && post.by.posts_a_day < RARELY {
        add(Term::Quiet, 1.0, 0.15);
    }
    if candidate.sources.contains(&Source::Outside) {
        add(Term::Outside, 1.0, 0.1);
    }
    wishes(candidate, steering, now, &mut ledger);
    ledger
}

fn wishes(candidate: &Candidate<'_>, steering: &Steering, now: i64, ledger: &mut Ledger) {
    let post = candidate.post;
    let mut add = |term, about, share: f32| {
        ledger.add(term, f64::from(steering.wished(about, now)), WISH * f64::from(share));
    };
    add(Term::WishTopic, About::Topic(post.topic), 1.0);
    add(Term::WishAuthor, About::Author(post.author), 1.0);
    add(Term::WishTone, About::Insults, post.text.toxicity);
    add(Term::WishTone, About::Shouting, post.text.shouting);
    add(Term::WishTone, About::Bait, post.text.clickbait);
}
