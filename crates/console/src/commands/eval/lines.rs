//! Files read line by line, plain or packed.

use anyhow::Context as _;
use flate2::read::MultiGzDecoder;
use std::fs::File;
use std::io::{BufRead, BufReader, Read};
use std::path::Path;

/// Hands every line that is not empty to `each`, and names file and line of what it refuses.
pub fn each_line(path: &Path, mut each: impl FnMut(&str) -> anyhow::Result<()>) -> anyhow::Result<()> {
    let file = File::open(path).with_context(|| format!("{} cannot be opened", path.display()))?;
    let packed = path.extension().is_some_and(|ending| ending == "gz");
    let plain: Box<dyn Read> = if packed { Box::new(MultiGzDecoder::new(file)) } else { Box::new(file) };
    for (number, line) in (1_u64..).zip(BufReader::with_capacity(1 << 18, plain).lines()) {
        let line = line.with_context(|| format!("{}, line {number}", path.display()))?;
        if !line.trim().is_empty() {
            each(&line).with_context(|| format!("{}, line {number}", path.display()))?;
        }
    }
    Ok(())
}

/// The most memory this process has held so far, in bytes, where the system tells.
pub fn peak_memory() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    Some(line.trim().strip_suffix("kB")?.trim().parse::<u64>().ok()? * 1024)
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::io::Write as _;

    #[test]
    fn packed_and_plain_files_read_alike_and_mistakes_are_placed() {
        let folder = tempfile::tempdir().unwrap();
        let (plain, packed) = (folder.path().join("a.txt"), folder.path().join("a.txt.gz"));
        std::fs::write(&plain, "one\n\ntwo\n").unwrap();
        let mut pack =
            flate2::write::GzEncoder::new(File::create(&packed).unwrap(), flate2::Compression::fast());
        pack.write_all(b"one\n\ntwo\n").unwrap();
        pack.finish().unwrap();
        for file in [&plain, &packed] {
            let mut seen = Vec::new();
            each_line(file, |line| {
                seen.push(line.to_owned());
                Ok(())
            })
            .unwrap();
            assert_eq!(seen, ["one", "two"]);
            let refuse = |line: &str| if line == "two" { Err(anyhow::anyhow!("no")) } else { Ok(()) };
            let wrong = each_line(file, refuse).unwrap_err();
            assert!(format!("{wrong:#}").ends_with("line 3: no"), "{wrong:#}");
        }
    }
}
