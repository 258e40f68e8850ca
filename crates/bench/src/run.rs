//! A whole run: data, server, every kind of request, report.

use crate::arguments::Arguments;
use crate::compare::{Side, measure};
use crate::fill::{LARGE, USUAL, World};
use crate::http::{Connection, Request};
use crate::kinds::{KINDS, Kind, Poster, publish};
use crate::machine::Machine;
use crate::process::Process;
use crate::report::{self, Report, Row};
use crate::verdict::POSTING;
use crate::{data, out, server};
use anyhow::Context as _;
use std::time::Duration;

/// Measures everything and reports.
pub async fn run(arguments: &Arguments) -> anyhow::Result<()> {
    let binary = server::binary(arguments.binary.as_deref())?;
    let size = if arguments.large { LARGE } else { USUAL };
    let (filled, world) = data::filled(size, arguments.fresh).await?;
    let folder = data::copy(&filled)?;
    let machine = Machine::look();
    report::head(&machine, size, &world);
    let braise = server::braise(&binary, &folder.path)?;
    let start = braise.start.as_secs_f64();
    quiet(&braise).await;
    let idle = braise.memory();
    let mut run = Run { braise: &braise, world: &world, arguments, rows: Vec::new(), refused: Vec::new() };
    for kind in KINDS {
        run.kind(kind).await.with_context(|| kind.name)?;
    }
    for ((few, many), (connections, count)) in POSTING.into_iter().zip([(1, 240), (32, 1_920)]) {
        run.posting([few, many], connections, count).await.context("posting")?;
    }
    let (rows, refused) = (run.rows, run.refused);
    quiet(&braise).await;
    let report = Report { machine, start, idle, after: braise.memory(), rows, refused };
    report.tail();
    if let Some(path) = &arguments.json {
        std::fs::write(path, format!("{:#}\n", report.json())).context("writing the results")?;
    }
    Ok(())
}

/// Waits until a process has nothing to do, as far as that comes.
async fn quiet(process: &Process) {
    const LOOKS: usize = 30;
    for _ in 0..LOOKS {
        let before = process.cpu();
        tokio::time::sleep(Duration::from_secs(1)).await;
        if process.cpu().since(before) < Duration::from_millis(15) {
            return;
        }
    }
    out::remark("The server does not come to rest; memory was read all the same.");
}

struct Run<'a> {
    braise: &'a Process,
    world: &'a World,
    arguments: &'a Arguments,
    rows: Vec<Row>,
    refused: Vec<(&'static str, u16)>,
}

impl Run<'_> {
    fn wants(&self, name: &str) -> bool {
        self.arguments.only.as_ref().is_none_or(|word| name.contains(word.as_str()))
    }

    /// A tenth of the requests in a quick run.
    fn count(&self, whole: usize) -> usize {
        if self.arguments.quick { whole.div_ceil(10) } else { whole }
    }

    fn keep(&mut self, row: Row) {
        report::row(&row);
        self.rows.push(row);
    }

    /// Measures a kind of request against the floor.
    async fn kind(&mut self, kind: &Kind) -> anyhow::Result<()> {
        if !self.wants(kind.name) {
            return Ok(());
        }
        let count = self.count(kind.count);
        let request = |number| (kind.request)(self.world, number);
        let first: Vec<Request> = (count..count + count / 10 + 1).map(request).collect();
        let size = match warm(self.braise, &first).await? {
            Ok(size) => size,
            Err(status) => {
                self.refused.push((kind.name, status));
                return Ok(());
            }
        };
        // What a first request set going in the background is no part of what the next ones cost.
        quiet(self.braise).await;
        let requests: Vec<Request> = (0..count).map(request).collect();
        let floor = server::floor(size)?;
        warm(&floor, &first).await?.ok();
        let sides =
            [Side { process: self.braise, requests: requests.clone() }, Side { process: &floor, requests }];
        if let [server, floor] = measure(&sides, kind.connections).await?.as_slice() {
            let (server, floor) = (server.clone(), floor.clone());
            self.keep(Row { name: kind.name, connections: kind.connections, server, floor });
        }
        Ok(())
    }

    /// Measures posts of the author few follow, of the one many follow, and the floor, in turn.
    async fn posting(
        &mut self,
        names: [&'static str; 2],
        connections: usize,
        count: usize,
    ) -> anyhow::Result<()> {
        if !names.iter().any(|name| self.wants(name)) {
            return Ok(());
        }
        let count = self.count(count);
        let posts = |poster, from: usize| -> Vec<Request> {
            (from..from + count).map(|number| publish(self.world, poster, number)).collect()
        };
        let size = match warm(self.braise, &posts(Poster::Few, 0)[..count / 10 + 1]).await? {
            Ok(size) => size,
            Err(status) => {
                self.refused.push((names[0], status));
                return Ok(());
            }
        };
        let floor = server::floor(size)?;
        let sides = [
            Side { process: self.braise, requests: posts(Poster::Few, 0) },
            Side { process: self.braise, requests: posts(Poster::Many, count) },
            Side { process: &floor, requests: posts(Poster::Few, 0) },
        ];
        if let [few, many, floor] = measure(&sides, connections).await?.as_slice() {
            for (name, server) in names.into_iter().zip([few, many]) {
                self.keep(Row { name, connections, server: server.clone(), floor: floor.clone() });
            }
        }
        Ok(())
    }
}

/// Asks some requests one after another, so that what is kept between requests is there. Answers
/// the mean length of a body, or the status of the first request that was refused.
async fn warm(process: &Process, requests: &[Request]) -> anyhow::Result<Result<usize, u16>> {
    let mut connection = Connection::open(process.address).await?;
    let mut bytes = 0;
    for request in requests {
        let answer = connection.ask(request).await?;
        if !(200..300).contains(&answer.status) {
            let said = String::from_utf8_lossy(connection.body()).chars().take(200).collect::<String>();
            out::remark(format!("  {}: {said}", answer.status));
            return Ok(Err(answer.status));
        }
        bytes += answer.size;
    }
    Ok(Ok(bytes / requests.len().max(1)))
}
