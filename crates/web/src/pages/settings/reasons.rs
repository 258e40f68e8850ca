//! Why something in an archive was not understood, in the reader's language: the readers of archives say
//! it in English.

use crate::texts::Speech;

/// What they say, and the text for it.
const REASONS: [(&str, &str); 14] = [
    ("it has no date", "import-why-no-date"),
    ("its date cannot be read", "import-why-date"),
    ("its end cannot be read", "import-why-date"),
    ("it is no address", "import-why-no-address"),
    ("a name or an address in it is none", "import-why-no-address"),
    ("it is not in the file", "import-why-not-there"),
    ("the file of a picture or film is not in the archive", "import-why-no-file"),
    ("it names no post", "import-why-no-post"),
    ("it names nobody", "import-why-nobody"),
    ("its key has no collection", "import-why-damaged"),
    ("it is no repository of Bluesky", "import-why-damaged"),
    ("the table is longer than any may be; its end was left out", "import-why-long"),
    ("the list has no name", "import-why-no-name"),
    ("it is no server", "import-why-no-server"),
];

/// The reason in the reader's language, if there are words for it.
pub(super) fn reason(speech: Speech, why: &str) -> Option<String> {
    let (_, text) = REASONS.iter().find(|(said, _)| *said == why)?;
    Some(speech.say(text).to_owned())
}
