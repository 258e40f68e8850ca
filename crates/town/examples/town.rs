//! What each ranker reaches in a made-up town: `cargo run -p braise-town --example town -- DAYS SEED… [ours]`.
#![allow(clippy::unwrap_used, clippy::print_stdout, reason = "a tool for whoever changes the ranking")]

use braise_town::{Ranker, Town, run};

fn main() {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let ours = words.iter().any(|word| word == "ours");
    let numbers: Vec<u64> = words.iter().filter_map(|word| word.parse().ok()).collect();
    let [days, seeds @ ..] = &numbers[..] else { return println!("DAYS SEED… [ours]") };
    for seed in seeds {
        let town = Town::new(*seed, (*days).try_into().unwrap());
        println!("seed {seed}: {} members, {} posts", town.members.len(), town.posts.len());
        for ranker in Ranker::ALL.into_iter().filter(|ranker| !ours || *ranker == Ranker::Ours) {
            let m = run(&town, ranker);
            println!(
                "{:14} ndcg {:.4} sat {:.4} cal {:.2} cov {:.3} gini {:.3} new {:6.1}h {:.2} rep {:.3} less {:.2} trolls {:.3} cliques {:.3}",
                ranker.name(),
                m.ndcg,
                m.satisfaction,
                m.calibration,
                m.coverage,
                m.gini,
                m.newcomer_hours,
                m.arrived,
                m.repeats,
                m.less,
                m.trolls,
                m.cliques
            );
        }
    }
}
