//! A model learned from a made-up world: what it says, how it is told, and how it comes back from bytes.

use braise_radar::cascade::{Event, Known, Root, name};
use braise_radar::forecast::{Example, Model, Plan, Recorded, examples, shipped, train};

/// Numbers that look random.
struct Dice(u64);

impl Dice {
    fn share(&mut self) -> f64 {
        self.0 = self.0.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (self.0 >> 33) as f64 / f64::from(1_u32 << 31)
    }
}

/// Cascades that slow down like a power law; how large they become shows in their pace.
fn world(count: usize, seed: u64) -> Vec<Recorded> {
    let mut dice = Dice(seed);
    (0..count)
        .map(|number| {
            let size = (dice.share() * 4.0 + 3.5).exp2();
            let times = (0..size as u32).map(|_| (60.0 * (dice.share() * 8.0).exp()) as u32);
            let mut times: Vec<u32> = times.collect();
            times.sort_unstable();
            let event = |after| Event {
                after,
                parent: None,
                person: (dice.share() * 5_000.0) as u64,
                reply: dice.share() < 0.1,
                followers: None,
            };
            Recorded {
                root: Root { at: 1_400_000_000 + number as i64 * 7_200, ..Root::default() },
                author: Some(number as u64 % 20),
                events: times.into_iter().map(event).collect(),
            }
        })
        .collect()
}

fn plan() -> Plan {
    let mut plan = Plan { seeds: 1, origins: 3, ..Plan::default() };
    plan.growth.trees = 60;
    plan.class.trees = 40;
    plan.likeness.landmarks = 80;
    plan
}

#[allow(clippy::unwrap_used)]
fn learned() -> (Model, Vec<Example>) {
    let known = world(400, 1);
    let seen: Vec<Example> = [600, 1_200].iter().flat_map(|age| examples(&[], &known, *age, true)).collect();
    let model = train(&seen, &plan(), |_, _| ()).unwrap();
    (model, examples(&known, &world(200, 2), 600, false))
}

#[test]
fn growth_is_forecast_better_than_by_its_mean_and_the_interval_holds() {
    let (model, later) = learned();
    let mean = later.iter().map(Example::growth).sum::<f32>() / later.len() as f32;
    let (mut error, mut plain, mut inside) = (0.0, 0.0, 0);
    for example in &later {
        let said = model.forecast(&example.features, example.seen);
        error += (said.growth - example.growth()).powi(2);
        plain += (mean - example.growth()).powi(2);
        let (low, high) = model.running().interval().around(&said, example.seen);
        inside += usize::from((low.floor()..=high.ceil()).contains(&(example.whole as f32)));
        assert!(low <= said.whole && said.whole <= high && low >= example.seen as f32);
        for chance in [said.top, said.doubles, said.peak_ahead] {
            assert!((0.0..=1.0).contains(&chance));
        }
    }
    assert!(error < 0.5 * plain, "{error} of {plain}");
    assert!((140..=185).contains(&inside), "{inside} of 200 inside");
}

#[test]
fn terms_add_up_to_the_forecast() {
    let (model, later) = learned();
    for example in later.iter().take(20) {
        let ledger = model.explain(&example.features);
        let sum = ledger.start + ledger.terms.iter().map(|(_, term)| term).sum::<f32>();
        let said = model.forecast(&example.features, example.seen).growth;
        assert!((sum.max(0.0) - said).abs() < 2e-3, "{sum} for {said}");
        assert!(ledger.terms.iter().all(|(feature, _)| !name(*feature).is_empty()));
        assert!(ledger.terms.is_sorted_by(|one, other| one.1.abs() >= other.1.abs()));
    }
}

#[test]
fn the_same_seed_makes_the_same_model_and_bytes_bring_it_back() {
    let (model, later) = learned();
    assert_eq!(model, learned().0);
    let bytes = model.to_bytes();
    let back = Model::from_bytes(&bytes).unwrap();
    assert_eq!(
        back.forecast(&later[0].features, later[0].seen),
        model.forecast(&later[0].features, later[0].seen)
    );
    for cut in (0..bytes.len()).step_by(997) {
        assert!(Model::from_bytes(&bytes[..cut]).is_err());
    }
    // Whatever else is read can be asked without a failure.
    for place in (8..bytes.len()).step_by(409) {
        let mut damaged = bytes.clone();
        damaged[place] ^= 0xA5;
        if let Ok(model) = Model::from_bytes(&damaged) {
            model.forecast(&later[0].features, 10);
        }
    }
    let mut longer = bytes;
    longer.push(0);
    assert!(Model::from_bytes(&longer).is_err() && Model::from_bytes(b"braiseR0").is_err());
}

#[test]
fn too_little_teaches_nothing() {
    let few = examples(&[], &world(5, 3), 600, true);
    assert!(train(&few, &plan(), |_, _| ()).is_none());
    assert!(train(&[], &plan(), |_, _| ()).is_none());
}

#[test]
fn the_shipped_model_is_small_and_sensible() {
    let model = shipped().unwrap();
    assert!(model.to_bytes().len() <= 2_000_000);
    let mut slow = braise_radar::cascade::Cascade::default();
    let mut quick = slow.clone();
    for number in 0..400_u32 {
        let event =
            |after| Event { after, parent: None, person: u64::from(number), reply: false, followers: None };
        quick.take(&event(number));
        if number < 12 {
            slow.take(&event(number * 30));
        }
    }
    let root = Root { at: 1_700_000_000, ..Root::default() };
    let said = |cascade: &braise_radar::cascade::Cascade| {
        model.forecast(&cascade.features(&root, &Known::default(), 600), cascade.count())
    };
    let (slow, quick) = (said(&slow), said(&quick));
    assert!(quick.whole > slow.whole && quick.top > slow.top, "{slow:?} {quick:?}");
    assert!(slow.whole >= 12.0 && slow.growth.is_finite());
}
