//! Answers that come before what they answer wait in a file, so that memory does not grow with them.

use crate::{Error, Result};
use archive::Post;
use std::fs::File;
use std::io::{BufRead as _, BufReader, BufWriter, Seek as _, SeekFrom, Write as _};

/// Posts put aside.
#[derive(Default)]
pub(super) struct Waiting {
    file: Option<BufWriter<File>>,
    /// Moment and place in the file.
    places: Vec<(i64, u64)>,
    end: u64,
}

impl Waiting {
    /// Puts a post aside.
    pub(super) fn put(&mut self, post: &Post) -> Result<()> {
        let file = match &mut self.file {
            Some(file) => file,
            None => self.file.insert(BufWriter::new(tempfile::tempfile().map_err(failed)?)),
        };
        let mut line =
            serde_json::to_vec(post).map_err(|error| Error::internal("a post put aside", error))?;
        line.push(b'\n');
        file.write_all(&line).map_err(failed)?;
        self.places.push((post.at.millis(), self.end));
        self.end += line.len() as u64;
        Ok(())
    }

    /// All of them, the oldest first.
    pub(super) fn take(self) -> Result<impl Iterator<Item = Result<Post>>> {
        let mut places = self.places;
        places.sort_unstable();
        let file = self.file.map(|file| file.into_inner().map_err(|error| failed(error.into_error())));
        let mut file = file.transpose()?.map(BufReader::new);
        let mut line = String::new();
        Ok(places.into_iter().filter_map(move |(_, at)| {
            let file = file.as_mut()?;
            line.clear();
            let read = file.seek(SeekFrom::Start(at)).and_then(|_| file.read_line(&mut line));
            Some(read.map_err(failed).and_then(|_| {
                serde_json::from_str(&line).map_err(|error| Error::internal("a post put aside", error))
            }))
        }))
    }
}

fn failed(error: std::io::Error) -> Error {
    Error::unavailable("the temporary folder", error)
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Time;

    #[test]
    fn the_oldest_comes_out_first() {
        let mut waiting = Waiting::default();
        for at in [30, 10, 20] {
            let key = format!("line\n{at}");
            waiting.put(&Post { key, at: Time::from_millis(at), ..Post::default() }).unwrap();
        }
        let keys: Vec<String> = waiting.take().unwrap().map(|post| post.unwrap().key).collect();
        assert_eq!(keys, ["line\n10", "line\n20", "line\n30"]);
        assert_eq!(Waiting::default().take().unwrap().count(), 0);
    }
}
