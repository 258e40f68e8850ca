//! A mail server on this machine that keeps what is handed in.

use crate::wait_until;
use std::io::{BufRead, BufReader, Write};
use std::net::{TcpListener, TcpStream};
use std::sync::{Arc, Mutex, PoisonError};

/// A letter that was handed in.
#[derive(Clone, Debug)]
pub struct Letter {
    /// Whom it is for.
    pub to: String,
    /// Its head, as it came.
    pub head: String,
    /// Its text, readable.
    pub text: String,
}

impl Letter {
    /// The path of the first link in it whose path begins so, on the server at `url`.
    pub fn link(&self, url: &str, start: &str) -> String {
        let lines = self.text.lines().filter_map(|line| line.strip_prefix(url));
        let found = lines.map(str::to_owned).find(|path| path.starts_with(start));
        found.unwrap_or_else(|| panic!("no link to {start} in {}", self.text))
    }
}

/// Where letters arrive, until the test ends.
#[derive(Clone)]
pub struct Mailbox {
    url: String,
    letters: Arc<Mutex<Vec<Letter>>>,
}

impl Mailbox {
    /// Opens one on a free port.
    pub fn open() -> Self {
        let listener = TcpListener::bind("127.0.0.1:0").expect("a free port");
        let url = format!("smtp://{}", listener.local_addr().expect("an address"));
        let letters = Arc::<Mutex<Vec<Letter>>>::default();
        let kept = Arc::clone(&letters);
        std::thread::spawn(move || {
            for stream in listener.incoming().flatten() {
                let kept = Arc::clone(&kept);
                // A sender that goes away in the middle is the sender's business.
                std::thread::spawn(move || take(&stream, &kept).ok());
            }
        });
        Self { url, letters }
    }

    /// Its address, for the setting `mail_server`.
    pub fn url(&self) -> &str {
        &self.url
    }

    /// What has arrived for somebody.
    pub fn letters_to(&self, email: &str) -> Vec<Letter> {
        let letters = self.letters.lock().unwrap_or_else(PoisonError::into_inner);
        letters.iter().filter(|letter| letter.to == email).cloned().collect()
    }

    /// How many have arrived for anybody.
    pub fn count(&self) -> usize {
        self.letters.lock().unwrap_or_else(PoisonError::into_inner).len()
    }

    /// Waits for somebody's letter of a number, counted from one.
    pub async fn letter_to(&self, email: &str, number: usize) -> Letter {
        wait_until(&format!("letter {number} to {email}"), || async {
            self.letters_to(email).get(number - 1).cloned()
        })
        .await
    }
}

fn take(stream: &TcpStream, kept: &Mutex<Vec<Letter>>) -> std::io::Result<()> {
    let (mut lines, mut answers) = (BufReader::new(stream).lines(), stream);
    let (mut to, mut data) = (String::new(), None::<String>);
    answers.write_all(b"220 a test\r\n")?;
    while let Some(line) = lines.next().transpose()? {
        let answer = match (&mut data, line.as_str()) {
            (Some(letter), ".") => {
                let (head, text) = letter.split_once("\n\n").expect("a head and a text");
                let letter = Letter { to: to.clone(), head: head.to_owned(), text: readable(head, text) };
                kept.lock().unwrap_or_else(PoisonError::into_inner).push(letter);
                data = None;
                "250 kept"
            }
            (Some(letter), line) => {
                letter.push_str(line.strip_prefix("..").map_or(line, |_| &line[1..]));
                letter.push('\n');
                continue;
            }
            (None, "DATA") => {
                data = Some(String::new());
                "354 go on"
            }
            (None, "QUIT") => "221 bye",
            (None, line) => {
                if let Some(address) = line.strip_prefix("RCPT TO:<") {
                    address.trim_end_matches('>').clone_into(&mut to);
                }
                "250 fine"
            }
        };
        answers.write_all(format!("{answer}\r\n").as_bytes())?;
    }
    Ok(())
}

/// A text without what made it fit for the way.
fn readable(head: &str, text: &str) -> String {
    if !head.contains("quoted-printable") {
        assert!(!head.contains("base64"), "letters are to be readable: {head}");
        return text.to_owned();
    }
    let (joined, mut bytes) = (text.replace("=\n", ""), Vec::new());
    let mut rest = joined.as_bytes();
    while let [first, tail @ ..] = rest {
        let code =
            (*first == b'=' && tail.len() >= 2).then(|| String::from_utf8_lossy(&tail[..2]).into_owned());
        let byte = code.and_then(|code| u8::from_str_radix(&code, 16).ok());
        bytes.push(byte.unwrap_or(*first));
        rest = &tail[if byte.is_some() { 2 } else { 0 }..];
    }
    String::from_utf8(bytes).expect("letters are UTF-8")
}

#[cfg(test)]
mod tests {
    use super::readable;

    #[test]
    fn quoted_texts_are_read() {
        let head = "Content-Transfer-Encoding: quoted-printable";
        assert_eq!(readable(head, "d=E2=80=99ici =3D l=\n=C3=A0\n"), "d’ici = là\n");
        assert_eq!(readable("", "a=3D\n"), "a=3D\n");
    }
}
