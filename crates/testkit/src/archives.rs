//! Archives as other networks hand them out, made up from a seed: as long as a test wants them, the
//! same bytes every time.

mod bluesky;
mod mastodon;
mod meta;
mod words;
mod x;

use std::fs::File;
use std::io::{BufWriter, Write};
use std::path::Path;
use words::Dice;
use zip::write::{SimpleFileOptions, ZipWriter};

/// Whose archive.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// `twitter.zip`.
    X,
    /// `instagram.zip`.
    Instagram,
    /// `threads.zip`.
    Threads,
    /// `facebook.zip`.
    Facebook,
    /// `archive.zip` of Mastodon.
    Mastodon,
    /// A repository of Bluesky.
    Bluesky,
}

impl Kind {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::X, Self::Instagram, Self::Threads, Self::Facebook, Self::Mastodon, Self::Bluesky];

    /// The word the program uses for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::X => "x",
            Self::Instagram => "instagram",
            Self::Threads => "threads",
            Self::Facebook => "facebook",
            Self::Mastodon => "mastodon",
            Self::Bluesky => "bluesky",
        }
    }
}

/// What to put into an archive.
#[derive(Clone, Copy, Debug)]
pub struct Plan {
    /// Another seed, other words.
    pub seed: u64,
    /// Posts of its owner's own.
    pub posts: usize,
    /// Pictures; each in a post of its own, from the first one on. A repository of Bluesky has none.
    pub pictures: usize,
    /// Elements that nobody can understand.
    pub broken: usize,
}

impl Default for Plan {
    fn default() -> Self {
        Self { seed: 7, posts: 40, pictures: 3, broken: 2 }
    }
}

/// What is in an archive that was made.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Made {
    /// Posts.
    pub posts: usize,
    /// Of them, answers to earlier ones.
    pub replies: usize,
    /// Pictures.
    pub pictures: usize,
    /// People followed.
    pub follows: usize,
    /// Elements nobody can understand.
    pub broken: usize,
}

/// Writes an archive to a file.
pub fn write(kind: Kind, plan: Plan, to: &Path) -> Made {
    let file = BufWriter::new(File::create(to).expect("the archive can be made"));
    match kind {
        Kind::X => x::write(plan, file),
        Kind::Instagram | Kind::Threads | Kind::Facebook => meta::write(kind, plan, file),
        Kind::Mastodon => mastodon::write(plan, file),
        Kind::Bluesky => bluesky::write(plan, file),
    }
}

/// The first post's moment: 2015-01-01, in milliseconds; each further one comes 977 seconds later.
pub const BEGIN: i64 = 1_420_070_400_000;
/// Between two posts, in milliseconds.
pub const STEP: i64 = 977_000;

/// When the post of a number was written, in milliseconds.
pub fn moment(number: usize) -> i64 {
    BEGIN + STEP * i64::try_from(number).expect("a small number")
}

/// The post that one answers: every fifth goes on with the one before.
fn parent(number: usize) -> Option<usize> {
    (number % 5 == 4).then(|| number - 1)
}

/// A zip file being written.
struct Zip(ZipWriter<BufWriter<File>>);

impl Zip {
    fn new(file: BufWriter<File>) -> Self {
        Self(ZipWriter::new(file))
    }

    fn file(&mut self, name: &str) -> &mut ZipWriter<BufWriter<File>> {
        let options = SimpleFileOptions::default().compression_method(zip::CompressionMethod::Deflated);
        self.0.start_file(name, options).expect("a name");
        &mut self.0
    }

    fn add(&mut self, name: &str, bytes: &[u8]) {
        self.file(name).write_all(bytes).expect("bytes");
    }

    fn finish(self) {
        self.0.finish().expect("a zip file").flush().expect("a disk");
    }
}

/// A zip file of these files, in their order: for tests of what archives may not be.
pub fn zip(to: &Path, files: &[(&str, &[u8])]) {
    let mut zip = Zip::new(BufWriter::new(File::create(to).expect("a file")));
    for (name, bytes) in files {
        zip.add(name, bytes);
    }
    zip.finish();
}

/// Writes an array, an element at a time.
fn array<T: AsRef<str>>(to: &mut impl Write, elements: impl Iterator<Item = T>) {
    to.write_all(b"[").expect("a disk");
    for (number, element) in elements.enumerate() {
        let comma = if number == 0 { "\n" } else { ",\n" };
        to.write_all(comma.as_bytes()).expect("a disk");
        to.write_all(element.as_ref().as_bytes()).expect("a disk");
    }
    to.write_all(b"\n]").expect("a disk");
}

/// People followed in each archive.
const FOLLOWS: usize = 12;
