//! The state of one live cascade.

use super::event::Event;
use super::kernel::SCALES;
use super::{STRETCH, WHOLE};
use foldhash::fast::FixedState;
use std::collections::HashSet;

/// Where the classes of age end, in seconds: two to the octave, the first ending at [`FIRST_AGE`].
const AGES: usize = 29;
const FIRST_AGE: f64 = 37.5;

/// How many of the first events have their time kept: the 1st, 2nd, 5th and 10th.
pub(super) const EARLY: [u32; 4] = [1, 2, 5, 10];
/// How many of the latest events have their time kept.
pub(super) const LATE: usize = 8;
/// What is remembered of events one by one ends here: later ones still count, but are nobody's parent.
const REMEMBERED: usize = 1 << 20;

/// What a cascade has shown so far, in 296 bytes, plus a history of 4 bytes an event and up to 9 for each
/// person in it, which is needed to know how deep an event lies and who came back.
#[derive(Clone, Debug)]
pub struct Cascade {
    pub(super) count: u32,
    pub(super) replies: u32,
    /// When the latest event was, in seconds.
    pub(super) last: u32,
    /// Events by age class.
    ages: [u32; AGES],
    /// When the first few were; what has not been is `u32::MAX`.
    pub(super) early: [u32; EARLY.len()],
    /// When the latest were, a ring that begins at `count % LATE`.
    late: [u32; LATE],
    /// The sum of log2(1 + time) of all events, and of its square.
    log_times: [f32; 2],
    /// The same of the time between an event and the next.
    log_gaps: [f32; 2],
    /// The longest time without an event, from the post on.
    longest: u32,
    /// Events, each faded by its age at `last`, at each scale.
    faded: [f32; SCALES.len()],
    /// The same with each event weighed by who follows its person.
    reached: [f32; SCALES.len()],
    /// The sum of those weights, unfaded.
    pub(super) reach: f32,
    pub(super) depths: u32,
    pub(super) direct: u32,
    /// Events others react to.
    pub(super) spreaders: u32,
    /// Those at least three others react to.
    pub(super) hubs: u32,
    /// The most reactions any one event has.
    pub(super) hub: u32,
    /// The stretch of the latest event, and how many came in it.
    stretch: (u32, u32),
    /// The busiest stretch so far.
    busiest: (u32, u32),
    pub(super) deepest: u16,
    history: Box<History>,
}

#[derive(Clone, Debug, Default)]
struct History {
    nodes: Vec<Node>,
    people: HashSet<u32, FixedState>,
}

#[derive(Clone, Copy, Debug)]
struct Node {
    depth: u16,
    children: u16,
}

impl Default for Cascade {
    fn default() -> Self {
        Self {
            count: 0,
            replies: 0,
            last: 0,
            ages: [0; AGES],
            early: [u32::MAX; EARLY.len()],
            late: [0; LATE],
            log_times: [0.0; 2],
            log_gaps: [0.0; 2],
            longest: 0,
            faded: [0.0; SCALES.len()],
            reached: [0.0; SCALES.len()],
            reach: 0.0,
            depths: 0,
            direct: 0,
            spreaders: 0,
            hubs: 0,
            hub: 0,
            stretch: (0, 0),
            busiest: (0, 0),
            deepest: 0,
            history: Box::default(),
        }
    }
}

impl Cascade {
    /// Takes one more event. Events come in the order of time; one that is late counts as of the latest.
    /// What comes after [`WHOLE`] is no longer part of the cascade.
    pub fn take(&mut self, event: &Event) {
        let after = event.after.max(self.last);
        if after > WHOLE {
            return;
        }
        self.time(after);
        self.fade_to(after);
        let weight = event.followers.map_or(1.0, |followers| followers.max(0.0));
        self.faded.iter_mut().for_each(|sum| *sum += 1.0);
        self.reached.iter_mut().for_each(|sum| *sum += weight);
        self.reach += weight;
        self.ages[class(after)] += 1;
        self.late[self.count as usize % LATE] = after;
        self.count += 1;
        if let Some(place) = EARLY.iter().position(|early| *early == self.count) {
            self.early[place] = after;
        }
        self.replies += u32::from(event.reply);
        self.count_stretch(after / STRETCH);
        self.place(event);
    }

    /// How many events there were.
    pub fn count(&self) -> u32 {
        self.count
    }

    /// When the latest was, in seconds since the post.
    pub fn last(&self) -> u32 {
        self.last
    }

    /// How many different people there are, of those remembered.
    pub fn people(&self) -> u32 {
        u32::try_from(self.history.people.len()).unwrap_or(u32::MAX)
    }

    /// The memory of this cascade in bytes, state and history.
    pub fn memory(&self) -> usize {
        let history = &*self.history;
        size_of::<Self>()
            + size_of::<History>()
            + history.nodes.capacity() * size_of::<Node>()
            + history.people.capacity() * 8 / 7 * (size_of::<u32>() + 1)
    }

    /// How many had come by an age in seconds; between the ends of classes, in proportion.
    pub(super) fn by(&self, age: f64) -> f64 {
        if age >= f64::from(self.last) {
            return f64::from(self.count);
        }
        let at = class_of(age);
        let before: u32 = self.ages[..at].iter().sum();
        let from = if at == 0 { 0.0 } else { end(at - 1) };
        let to = end(at).min(f64::from(self.last) + 1.0);
        f64::from(before) + f64::from(self.ages[at]) * ((age - from) / (to - from)).clamp(0.0, 1.0)
    }

    /// When the `nth` latest event was (1: the latest), of the last [`LATE`].
    pub(super) fn late(&self, nth: usize) -> Option<u32> {
        let place = (self.count as usize).checked_sub(nth)?;
        (nth <= LATE).then(|| self.late[place % LATE])
    }

    /// Events faded by their age at `now`, at each scale; and the same by reach.
    pub(super) fn faded(&self, now: f64) -> [[f64; SCALES.len()]; 2] {
        let gone = (now - f64::from(self.last)).max(0.0);
        let mut at = [[0.0; SCALES.len()]; 2];
        for (place, scale) in SCALES.iter().enumerate() {
            let left = (-gone / scale).exp();
            at[0][place] = f64::from(self.faded[place]) * left;
            at[1][place] = f64::from(self.reached[place]) * left;
        }
        at
    }

    /// How many came in the stretch `now` lies in.
    pub(super) fn in_stretch(&self, now: u32) -> u32 {
        if self.stretch.0 == now / STRETCH { self.stretch.1 } else { 0 }
    }

    /// The busiest stretch so far and how many came in it.
    pub fn busiest(&self) -> (u32, u32) {
        if self.stretch.1 > self.busiest.1 { self.stretch } else { self.busiest }
    }

    /// The mean and the deviation of log2(1 + time) of the events, and of log2(1 + the time to the next).
    pub(super) fn rhythm(&self) -> [(f64, f64); 2] {
        let count = f64::from(self.count);
        [(self.log_times, count), (self.log_gaps, count - 1.0)].map(|(sums, count)| {
            let [sum, squares] = sums.map(|sum| f64::from(sum) / count.max(1.0));
            (sum, (squares - sum * sum).max(0.0).sqrt())
        })
    }

    /// The longest time without an event until an age.
    pub(super) fn longest_quiet(&self, now: u32) -> u32 {
        self.longest.max(now.saturating_sub(self.last))
    }

    /// By which age a share of the events had come; within a class, in proportion.
    pub(super) fn reached_by(&self, share: f64) -> f64 {
        let wanted = share * f64::from(self.count);
        let mut before = 0.0;
        for (at, count) in self.ages.iter().enumerate() {
            let own = f64::from(*count);
            if own > 0.0 && before + own >= wanted {
                let from = if at == 0 { 0.0 } else { end(at - 1) };
                let to = end(at).min(f64::from(self.last) + 1.0);
                return from + (to - from) * ((wanted - before) / own).clamp(0.0, 1.0);
            }
            before += own;
        }
        f64::from(self.last)
    }

    /// Takes the time of an event into what is known of their rhythm.
    fn time(&mut self, after: u32) {
        let gap = after - self.last;
        let add = |sums: &mut [f32; 2], seconds: u32| {
            let log = (f64::from(seconds) + 1.0).log2() as f32;
            sums[0] += log;
            sums[1] += log * log;
        };
        add(&mut self.log_times, after);
        if self.count > 0 {
            add(&mut self.log_gaps, gap);
        }
        self.longest = self.longest.max(gap);
    }

    fn fade_to(&mut self, after: u32) {
        let gone = after - self.last;
        if gone > 0 {
            for (place, scale) in SCALES.iter().enumerate() {
                let left = (-f64::from(gone) / scale).exp() as f32;
                self.faded[place] *= left;
                self.reached[place] *= left;
            }
            self.last = after;
        }
    }

    fn count_stretch(&mut self, stretch: u32) {
        if self.stretch.0 != stretch {
            self.busiest = self.busiest();
            self.stretch = (stretch, 0);
        }
        self.stretch.1 += 1;
    }

    /// Finds the event's place in the tree, from what is remembered of its parent.
    fn place(&mut self, event: &Event) {
        let parent = event.parent.and_then(|at| self.history.nodes.get_mut(at as usize));
        let depth = match parent {
            Some(parent) => {
                parent.children = parent.children.saturating_add(1);
                self.spreaders += u32::from(parent.children == 1);
                self.hubs += u32::from(parent.children == 3);
                self.hub = self.hub.max(u32::from(parent.children));
                parent.depth.saturating_add(1)
            }
            None => 1,
        };
        self.direct += u32::from(depth == 1);
        self.depths = self.depths.saturating_add(u32::from(depth));
        self.deepest = self.deepest.max(depth);
        if self.history.nodes.len() < REMEMBERED {
            self.history.nodes.push(Node { depth, children: 0 });
            self.history.people.insert(short(event.person));
        }
    }
}

/// The age class a whole second lies in.
fn class(after: u32) -> usize {
    class_of(f64::from(after))
}

fn class_of(age: f64) -> usize {
    // Two classes an octave: an age of FIRST_AGE or less is the first.
    let place = (2.0 * (age / FIRST_AGE).max(1.0).log2()).ceil();
    (place as usize).min(AGES - 1)
}

/// The age a class ends with.
fn end(class: usize) -> f64 {
    FIRST_AGE * (class as f64 / 2.0).exp2()
}

/// Four bytes of a person are enough to tell whether they came back.
fn short(person: u64) -> u32 {
    (person.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 32) as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn event(after: u32, parent: Option<u32>, person: u64) -> Event {
        Event { after, parent, person, reply: false, followers: None }
    }

    #[test]
    fn a_state_is_small() {
        assert!(size_of::<Cascade>() <= 300, "{} bytes", size_of::<Cascade>());
    }

    #[test]
    fn the_tree_is_followed() {
        let mut cascade = Cascade::default();
        for (after, parent, person) in [(5, None, 1), (9, Some(0), 2), (9, Some(1), 3), (20, Some(0), 2)] {
            cascade.take(&event(after, parent, person));
        }
        assert_eq!((cascade.count(), cascade.people(), cascade.last()), (4, 3, 20));
        assert_eq!((cascade.deepest, cascade.depths, cascade.direct), (3, 1 + 2 + 3 + 2, 1));
        assert_eq!((cascade.spreaders, cascade.hub, cascade.hubs), (2, 2, 0));
    }

    #[test]
    fn counts_by_age_are_those_of_the_events() {
        let mut cascade = Cascade::default();
        for after in (0..7_200).step_by(10) {
            cascade.take(&event(after, None, u64::from(after)));
        }
        for age in [75.0, 150.0, 600.0, 1_800.0, 3_600.0, 7_000.0] {
            let counted = age / 10.0 + 1.0;
            assert!((cascade.by(age) / counted - 1.0).abs() < 0.06, "{} by {age} s", cascade.by(age));
        }
        assert_eq!(cascade.by(9_000.0), 720.0);
        assert_eq!(cascade.busiest().1, 180);
        assert_eq!((cascade.late(1), cascade.late(8), cascade.late(9)), (Some(7_190), Some(7_120), None));
    }

    #[test]
    fn the_rhythm_is_that_of_the_events() {
        let mut cascade = Cascade::default();
        for after in [3, 3, 7, 31, 31, 31, 127, 127, 511, 1_023] {
            cascade.take(&event(after, None, 1));
        }
        let [times, gaps] = cascade.rhythm();
        assert!((times.0 - 5.5).abs() < 1e-6 && (times.1 - 6.85_f64.sqrt()).abs() < 1e-4, "{times:?}");
        let logs = [0_u32, 4, 24, 0, 0, 96, 0, 384, 512].map(|gap| f64::from(gap + 1).log2());
        let mean = logs.iter().sum::<f64>() / 9.0;
        let deviation = (logs.iter().map(|log| (log - mean).powi(2)).sum::<f64>() / 9.0).sqrt();
        assert!((gaps.0 - mean).abs() < 1e-5 && (gaps.1 - deviation).abs() < 1e-4, "{gaps:?}");
        assert_eq!((cascade.longest_quiet(1_200), cascade.longest_quiet(3_000)), (512, 1_977));
        assert_eq!(Cascade::default().rhythm(), [(0.0, 0.0); 2]);
    }

    #[test]
    fn shares_of_the_events_come_by_the_age_counts_say() {
        let mut cascade = Cascade::default();
        for after in (0..7_200).step_by(10) {
            cascade.take(&event(after, None, 1));
        }
        for share in [0.25, 0.5, 0.75] {
            let age = cascade.reached_by(share);
            assert!((cascade.by(age) / 720.0 - share).abs() < 1e-6 && (age / 7_200.0 - share).abs() < 0.03);
        }
        assert_eq!(Cascade::default().reached_by(0.5), 0.0);
    }

    #[test]
    fn what_comes_too_late_or_out_of_order_does_no_harm() {
        let mut cascade = Cascade::default();
        cascade.take(&event(100, None, 1));
        cascade.take(&event(50, Some(7), 2));
        cascade.take(&event(WHOLE + 1, None, 3));
        assert_eq!((cascade.count(), cascade.last(), cascade.direct), (2, 100, 2));
    }

    #[test]
    fn fading_is_the_same_at_once_and_step_by_step() {
        let (mut once, mut steps) = (Cascade::default(), Cascade::default());
        once.take(&event(0, None, 1));
        once.take(&event(4_000, None, 2));
        steps.take(&event(0, None, 1));
        for after in 1..4_000 {
            steps.fade_to(after);
        }
        steps.take(&event(4_000, None, 2));
        for (one, other) in once.faded(4_500.0)[0].iter().zip(steps.faded(4_500.0)[0]) {
            assert!((one - other).abs() < 1e-3);
        }
    }
}
