//! What the numbers were measured on.

use std::fmt;

/// The machine, as far as it explains numbers.
#[derive(Clone, Debug, serde::Serialize)]
pub struct Machine {
    /// Processors.
    pub cores: usize,
    /// The processor's name.
    pub model: String,
    /// How many processes wanted to run, over the last minute.
    pub load: f64,
}

impl Machine {
    /// This machine, now.
    pub fn look() -> Self {
        let read = |path| std::fs::read_to_string(path).unwrap_or_default();
        let (info, load) = (read("/proc/cpuinfo"), read("/proc/loadavg"));
        let model = info.lines().find_map(|line| line.strip_prefix("model name")?.split_once(": "));
        Self {
            cores: std::thread::available_parallelism().map_or(1, std::num::NonZero::get),
            model: model.map_or_else(|| "unknown processor".to_owned(), |(_, name)| name.to_owned()),
            load: load.split(' ').next().and_then(|load| load.parse().ok()).unwrap_or_default(),
        }
    }

    /// Whether others use it so much that latency says little.
    pub fn is_busy(&self) -> bool {
        self.load > 0.5 * self.cores as f64
    }
}

impl fmt::Display for Machine {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{} × {}, load {:.2} before measuring", self.cores, self.model, self.load)?;
        if self.is_busy() {
            write!(f, "\n  Others are using the machine: believe CPU times and ratios, not latencies.")?;
        }
        Ok(())
    }
}
