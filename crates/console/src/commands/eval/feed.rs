//! `braise eval feed`.

use crate::cli::{FeedFlags, Places};
use crate::out;
use serde_json::{Value, json};
use std::io::IsTerminal as _;
use town::{Measures, Ranker, Town, run};

pub fn run_all(places: &Places, flags: &FeedFlags) -> anyhow::Result<()> {
    anyhow::ensure!((2..=90).contains(&flags.days), "--days: 2 to 90 are possible");
    let town = Town::new(flags.world, flags.days);
    let terminal = std::io::stderr().is_terminal();
    let mut all = Vec::new();
    for kind in Ranker::ALL {
        if terminal {
            out::overwrite(&format!("the town reads through {}", kind.name()));
        }
        all.push((kind, run(&town, kind)));
    }
    if terminal {
        out::overwrite("");
    }
    if places.json {
        let told: serde_json::Map<String, Value> =
            all.iter().map(|(kind, measures)| (kind.name().to_owned(), as_json(measures))).collect();
        out::json(&told.into());
        return Ok(());
    }
    out::line(format!("{} members, {} posts in {} days", town.members.len(), town.posts.len(), flags.days));
    out::line(
        "ranker          NDCG  satisf.  calibr.  coverage  Gini  newcomer h  arrived  repeats  less   trolls cliques",
    );
    for (kind, m) in all {
        out::line(format!(
            "{:14} {:.4}   {:.4}     {:.2}      {:.3} {:.3}       {:5.1}     {:.2}    {:.3}  {:.2}    {:.3}   {:.3}",
            kind.name(),
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
        ));
    }
    Ok(())
}

fn as_json(m: &Measures) -> Value {
    json!({
        "ndcg": m.ndcg, "satisfaction": m.satisfaction, "calibration": m.calibration, "coverage": m.coverage,
        "gini": m.gini, "newcomer_hours_to_100_views": m.newcomer_hours, "newcomers_arrived": m.arrived,
        "repeat_rate": m.repeats, "less_of_this": m.less, "troll_share": m.trolls, "clique_share": m.cliques,
    })
}
