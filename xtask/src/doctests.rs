//! Whether there are examples in the docs worth a doctest run, which reads every crate anew and links one program each.
//!
//! Crates without examples say so (`doctest = false`), and are not read.

use std::fs;
use std::path::Path;

/// Whether any library file under `folder` has a Rust example in a doc comment.
pub fn any_in(folder: &Path) -> bool {
    let Ok(entries) = fs::read_dir(folder) else { return false };
    entries.flatten().map(|entry| entry.path()).any(|path| {
        if path.is_dir() {
            return any_in(&path);
        }
        path.extension().is_some_and(|extension| extension == "rs")
            && fs::read_to_string(&path).is_ok_and(|source| has_example(&source))
    })
}

fn has_example(source: &str) -> bool {
    let mut inside = false;
    for line in source.lines().map(str::trim_start) {
        let Some(doc) = line.strip_prefix("///").or_else(|| line.strip_prefix("//!")) else { continue };
        if let Some(kind) = doc.trim_start().strip_prefix("```") {
            if !inside && (kind.is_empty() || kind.starts_with("rust") || kind.starts_with("no_run")) {
                return true;
            }
            inside = !inside;
        }
    }
    false
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn no_example_is_left_out() {
        for entry in fs::read_dir(crate::shell::root().join("crates")).unwrap().flatten() {
            let manifest = fs::read_to_string(entry.path().join("Cargo.toml")).unwrap();
            if manifest.contains("doctest = false") {
                assert!(!any_in(&entry.path()), "{} has an example that is not run", entry.path().display());
            }
        }
    }

    #[test]
    fn text_and_drawings_are_not_examples() {
        assert!(has_example("/// ```\n/// let a = 1;\n/// ```"));
        assert!(has_example("//! ```no_run\n//! ```"));
        assert!(!has_example("/// ```text\n/// a drawing\n/// ```\nfn f() {}"));
        assert!(!has_example("let a = \"```\";"));
    }
}
