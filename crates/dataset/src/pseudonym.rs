//! Names that stand for people: the same within a release, another in the next, and without the key
//! nobody's.

use ring::hmac;

/// The names of one release.
#[derive(Clone)]
pub struct Pseudonyms {
    authors: hmac::Key,
    rows: hmac::Key,
}

impl std::fmt::Debug for Pseudonyms {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Pseudonyms").finish_non_exhaustive()
    }
}

/// Bytes of a name: 2⁹⁶ of them never meet by chance.
const BYTES: usize = 12;

impl Pseudonyms {
    /// Of a release. `key` is the server's and never leaves it; the release's own keys are made of it by
    /// HMAC-SHA-256, so that two releases cannot be joined by their names.
    pub fn new(key: &[u8; 32], release: &str) -> Self {
        let master = hmac::Key::new(hmac::HMAC_SHA256, key);
        let derived = |purpose: &str| {
            let tag = hmac::sign(&master, format!("braise dataset 1\0{release}\0{purpose}").as_bytes());
            hmac::Key::new(hmac::HMAC_SHA256, tag.as_ref())
        };
        Self { authors: derived("authors"), rows: derived("rows") }
    }

    /// An author's name.
    pub fn author(&self, account: i64) -> String {
        name(&self.authors, account)
    }

    /// The name of the row that begins with a post.
    pub fn row(&self, post: i64) -> String {
        name(&self.rows, post)
    }
}

fn name(key: &hmac::Key, id: i64) -> String {
    crate::hash::hex(&hmac::sign(key, &id.to_be_bytes()).as_ref()[..BYTES])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_depends_on_key_release_and_person() {
        let names = Pseudonyms::new(&[7; 32], "one");
        assert_eq!(names.author(5), Pseudonyms::new(&[7; 32], "one").author(5));
        assert_eq!(names.author(5).len(), 2 * BYTES);
        let others = [
            names.author(6),
            names.row(5),
            Pseudonyms::new(&[7; 32], "two").author(5),
            Pseudonyms::new(&[8; 32], "one").author(5),
        ];
        assert!(others.iter().all(|other| *other != names.author(5)));
    }
}
