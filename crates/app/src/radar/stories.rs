//! What happens to a post over days, on a clock that is turned by hand.

use crate::{
    Actor, App, Calendar, Clock, Config, Joining, NewPost, NotificationFilter, ProfileChanges, SystemClock,
};
use ::radar::cascade::WHOLE;
use model::{NotificationKind, Page, PostId, Role};
use std::sync::Arc;
use tempfile::TempDir;

const MINUTE: i64 = 60_000;
const DAY: i64 = 86_400_000;

/// A server, and the time of a story.
struct Story {
    app: App,
    clock: Arc<Calendar>,
    begin: i64,
    folder: TempDir,
}

fn config(folder: &TempDir) -> Config {
    Config { password_memory_kib: 64, ..Config::alone("https://braise.example", folder.path()) }
}

impl Story {
    async fn begin() -> Self {
        Self::begin_with(|_| {}).await
    }

    async fn begin_with(change: impl Fn(&mut Config)) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let begin = SystemClock.now().millis();
        let clock = Arc::new(Calendar::at(begin));
        let mut config = config(&folder);
        change(&mut config);
        let app = App::open(config, Arc::clone(&clock) as Arc<dyn Clock>).await.unwrap();
        Self { app, clock, begin, folder }
    }

    /// The same server as another program finds it, which remembers nothing yet.
    async fn reopened(&self) -> App {
        App::open_briefly(config(&self.folder), Arc::clone(&self.clock) as Arc<dyn Clock>).await.unwrap()
    }

    /// Lets it be so many milliseconds after the beginning.
    fn at(&self, after: i64) {
        self.clock.turn(self.begin + after);
    }

    async fn joins(&self, name: &str) -> Actor {
        let joining = Joining {
            email: format!("{name}@braise.example"),
            username: name.to_owned(),
            password: "a password of a story".to_owned(),
            agreement: true,
            ..Joining::default()
        };
        let who = Actor::from(self.app.make_account(joining, Role::Member).await.unwrap());
        let found = ProfileChanges { discoverable: Some(true), ..ProfileChanges::default() };
        self.app.change_profile(who, found).await.unwrap();
        who
    }

    async fn says(&self, who: Actor, text: &str, reply_to: Option<PostId>) -> PostId {
        let new = NewPost { text: text.to_owned(), reply_to, ..NewPost::default() };
        self.app.publish(who, new).await.unwrap()
    }

    /// How many reposts and answers Radar has seen of a post, and how many its own course counts.
    async fn counted(&self, post: PostId) -> (u32, i64) {
        let course = self.app.course(None, post).await.unwrap();
        (course.fire.told.forecast.seen, course.series.last().map_or(0, |(_, count)| *count))
    }
}

/// What somebody is told of a post that is passed on so many seconds after it appeared, when they follow its forecast
/// from that minute on to the end of its week.
async fn told_of(passed_on: &[i64], followed: i64) -> Vec<NotificationKind> {
    let story = Story::begin().await;
    let (app, ada, bo) = (&story.app, story.joins("ada").await, story.joins("bo").await);
    let post = story.says(ada, "The lamps are lit", None).await;
    let mut passed_on = passed_on.iter().enumerate().peekable();
    for minute in 1..180 {
        while let Some((number, after)) = passed_on.next_if(|(_, after)| **after <= minute * 60) {
            story.at(after * 1_000);
            let other = story.joins(&format!("other{number}")).await;
            app.repost(other, post, None).await.unwrap();
        }
        story.at(minute * MINUTE);
        app.watch_fires().await.unwrap();
        if minute == followed {
            app.follow_forecast(bo, post).await.unwrap();
        }
        app.tell_of_turns().await.unwrap();
    }
    story.at((i64::from(WHOLE) + 1) * 1_000);
    app.tell_of_turns().await.unwrap();
    assert!(!app.follows_forecast(bo.account, post).await.unwrap(), "its week is over");
    let kinds =
        [NotificationKind::ForecastUp, NotificationKind::ForecastDown, NotificationKind::ForecastPeaked];
    let filter = NotificationFilter { kinds: Some(kinds.to_vec()), ..NotificationFilter::default() };
    let told = app.notifications(bo.account, filter, Page::first(40)).await.unwrap();
    told.iter().rev().map(|one| one.kind).collect()
}

#[tokio::test]
async fn a_fire_that_goes_out_is_told_of() {
    let burst: Vec<i64> = (1..=40).map(|n| n * 7).collect();
    assert_eq!(told_of(&burst, 5).await, [NotificationKind::ForecastDown]);
}

#[tokio::test]
async fn first_its_peak_is_over_and_then_less_comes_than_was_expected() {
    // One by one at first, then many within half an hour, then fewer and fewer.
    let slow = (1..=4).map(|n| n * 300);
    let fast = (0..60).map(|n| 1_500 + n * 30);
    let fading = (1..=60).map(|n| 3_300 + n * n * 3);
    let told = told_of(&slow.chain(fast).chain(fading).collect::<Vec<_>>(), 36).await;
    assert_eq!(told, [NotificationKind::ForecastPeaked, NotificationKind::ForecastDown]);
}

#[tokio::test]
async fn reposts_of_accounts_made_for_it_count_nothing() {
    let story = Story::begin().await;
    let ada = story.joins("ada").await;
    let mut friends = Vec::new();
    for number in 0..3 {
        friends.push(story.joins(&format!("friend{number}")).await);
    }
    story.at(60 * DAY);
    let post = story.says(ada, "The lamps are lit", None).await;
    for number in 0..50 {
        let bought = story.joins(&format!("bought{number}")).await;
        story.app.repost(bought, post, None).await.unwrap();
    }
    story.at(60 * DAY + MINUTE);
    assert_eq!(story.counted(post).await, (0, 0));
    for friend in friends {
        story.app.repost(friend, post, None).await.unwrap();
    }
    story.at(60 * DAY + 2 * MINUTE);
    assert_eq!(story.counted(post).await, (3, 3));
}

#[tokio::test]
async fn where_everybody_is_new_everybody_counts() {
    let story = Story::begin().await;
    let ada = story.joins("ada").await;
    let post = story.says(ada, "The lamps are lit", None).await;
    for number in 0..4 {
        let other = story.joins(&format!("other{number}")).await;
        story.app.repost(other, post, None).await.unwrap();
    }
    story.at(MINUTE);
    assert_eq!(story.counted(post).await, (4, 4));
}

/// What a forecast says it knew of: the value of a term.
async fn knew(app: &App, post: PostId, term: &str) -> f32 {
    let course = app.course(None, post).await.unwrap();
    let found = course.fire.reasons.terms.iter().find(|(name, _, _)| *name == term);
    found.map_or(f32::NAN, |(_, value, _)| *value)
}

#[tokio::test]
async fn whose_post_went_how_far_before_is_known_once_its_week_is_over_and_after_a_restart() {
    let story = Story::begin().await;
    let ada = story.joins("ada").await;
    let (bo, cy) = (story.joins("bo").await, story.joins("cy").await);
    let first = story.says(ada, "The lamps are lit", None).await;
    for who in [bo, cy] {
        story.app.repost(who, first, None).await.unwrap();
    }
    story.at(5 * MINUTE);
    story.app.look_at_radar().await.unwrap();
    let second = story.says(ada, "The lamps are still lit", None).await;
    story.app.repost(bo, second, None).await.unwrap();
    let (began, familiar) = ("author's cascades", "familiar people");
    assert_eq!(knew(&story.app, second, began).await, 0.0, "nothing is over yet");
    story.at(10 * MINUTE);
    story.app.look_at_radar().await.unwrap();
    story.at(8 * DAY);
    story.app.look_at_radar().await.unwrap();
    let third = story.says(ada, "The lamps are out", None).await;
    story.app.repost(bo, third, None).await.unwrap();
    let late = story.joins("late").await;
    story.at(9 * DAY);
    story.app.repost(late, third, None).await.unwrap();
    let begun_anew = story.reopened().await;
    for app in [&story.app, &begun_anew] {
        // Three cascades are two, in log2 of one more; of two people one was there before.
        let known = (knew(app, third, began).await, knew(app, third, familiar).await);
        assert_eq!(known, (3_f32.log2(), 0.5));
    }
}

#[tokio::test]
async fn two_who_answer_each_other_without_end_start_no_fire() {
    let story = Story::begin().await;
    let ada = story.joins("ada").await;
    let (bo, cy) = (story.joins("bo").await, story.joins("cy").await);
    let post = story.says(ada, "The lamps are lit", None).await;
    let mut last = post;
    for turn in 1..=40 {
        story.at(turn * 10_000);
        let who = if turn % 2 == 0 { bo } else { cy };
        last = story.says(who, &format!("No, you {turn}"), Some(last)).await;
    }
    story.at(10 * MINUTE);
    assert_eq!(story.counted(post).await, (6, 6), "three of each");
}

#[tokio::test]
async fn forecasts_stay_out_of_feeds_until_they_are_let_in_and_are_judged_apart_then() {
    for moving in [false, true] {
        let story = Story::begin_with(|config| config.forecasts_rank = moving).await;
        let ada = story.joins("ada").await;
        let reader = story.joins("reader").await;
        let post = story.says(ada, "The lamps are lit", None).await;
        for number in 0..20 {
            let other = story.joins(&format!("other{number}")).await;
            story.app.repost(other, post, None).await.unwrap();
        }
        story.at(5 * MINUTE);
        story.app.look_at_radar().await.unwrap();
        // The ranking has to know the post to hear of its forecast.
        story.app.why(reader.account, post).await.unwrap();
        story.app.foresee().await.unwrap();
        let why = story.app.why(reader.account, post).await.unwrap();
        let found = why.ledger.0.iter().any(|line| line.term == feed::Term::Forecast);
        assert_eq!(found, moving);
        let told = story.app.all_forecasts().await.unwrap();
        assert_eq!(told[0].told.model.ends_with(super::MOVING), moving, "{}", told[0].told.model);
    }
}

/// Five hundred posts within a week, by the first of nine people: what is long goes on after an hour, what is short is
/// over.
async fn a_week_of_posts(story: &Story) -> Vec<Actor> {
    let mut people = Vec::new();
    for number in 0..9 {
        people.push(story.joins(&format!("someone{number}")).await);
    }
    let (long, short) = ("The lamps are lit. ".repeat(20), "The lamps are lit");
    // When, which post, and what happens: it appears, somebody reposts it, or Radar looks.
    let mut happens: Vec<(i64, usize, Option<usize>)> = Vec::new();
    for post in 0..510 {
        // Six at a time: Radar need not look so often.
        let at = MINUTE * 120 * i64::try_from(post / 6).unwrap();
        happens.push((at, post, Some(0)));
        let later = if post % 2 == 0 { 1..=6 } else { 1..=2 };
        happens.extend(later.map(|who| {
            let after =
                if who <= 2 { 1 + i64::try_from(who).unwrap() } else { 60 * i64::try_from(who).unwrap() };
            (at + after * MINUTE, post, Some(who))
        }));
        if post % 6 == 0 {
            happens.push((at + 5 * MINUTE, post, None));
        }
    }
    happens.sort_unstable();
    let mut posts = Vec::new();
    for (at, post, what) in happens {
        story.at(at);
        match what {
            Some(0) => {
                let text = if post % 2 == 0 { &long } else { short };
                posts.push(story.says(people[0], text, None).await);
            }
            Some(who) => drop(story.app.repost(people[who], posts[post], None).await.unwrap()),
            None => story.app.look_at_radar().await.unwrap(),
        }
    }
    people
}

#[tokio::test]
async fn a_server_learns_on_from_its_own_posts_and_says_how_much_that_helped() {
    let story = Story::begin().await;
    let people = a_week_of_posts(&story).await;
    let (ada, bo) = (people[0], people[1]);
    story.app.do_due_lessons().await.unwrap();
    assert!(story.app.refittings().await.unwrap().is_empty(), "no week is over");
    let over = 15 * DAY;
    story.at(over);
    story.app.look_at_radar().await.unwrap();
    story.app.do_due_lessons().await.unwrap();
    let [learned] = &story.app.refittings().await.unwrap()[..] else { panic!("once") };
    assert_eq!(
        (learned.cascades, learned.trial.cascades, learned.verdict),
        (510, 170, super::Verdict::Taken)
    );
    assert!(learned.trial.after < learned.trial.before / 2.0, "{:?}", learned.trial);
    // It is in use here, and on another node.
    let post = story.says(ada, "The lamps are out", None).await;
    story.app.repost(bo, post, None).await.unwrap();
    story.at(over + 5 * MINUTE);
    for app in [&story.app, &story.reopened().await] {
        let course = app.course(None, post).await.unwrap();
        assert_eq!(course.fire.told.model, learned.model);
        assert!(course.fire.told.forecast.whole < 4.0, "{:?}", course.fire.told.forecast);
    }
    // What was not its own says nothing of it; its own does, when it is judged.
    story.app.look_at_radar().await.unwrap();
    story.at(over + 8 * DAY);
    for _ in 0..9 {
        story.app.look_at_radar().await.unwrap();
    }
    let next = story.says(ada, "The lamps are lit again", None).await;
    story.app.repost(bo, next, None).await.unwrap();
    let taught = story.app.course(None, next).await.unwrap().fire.told.model;
    assert_eq!(taught, format!("{}{}", learned.model, super::TAUGHT));
    // There is too little that is new to do so again.
    story.app.do_due_lessons().await.unwrap();
    assert_eq!(story.app.refittings().await.unwrap().len(), 1);
}
