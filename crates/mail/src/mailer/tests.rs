use super::*;
use std::time::UNIX_EPOCH;
use tokio::io::{AsyncBufReadExt as _, AsyncWriteExt as _, BufReader};
use tokio::net::TcpListener;

const READER: Reader<'static> =
    Reader { locale: "fr", handle: "@ada", site: "L’âtre", url: "https://social.example" };

fn stamp(to: &str) -> Stamp<'_> {
    Stamp { to, id: "42", at: UNIX_EPOCH + Duration::from_secs(1_800_000_000) }
}

fn letter() -> Letter {
    Letter::ResetPassword { link: "https://social.example/auth/password/x".to_owned() }
}

fn settings(server: &str) -> Settings {
    Settings {
        server: Server::parse(server).unwrap(),
        from: Sender::parse("Braise <braise@social.example>").unwrap(),
        password: None,
    }
}

/// A mail server on this machine that answers each command as told, and what it heard.
async fn server(
    answers: &'static [(&'static str, &'static str)],
) -> (String, tokio::task::JoinHandle<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("smtp://{}", listener.local_addr().unwrap());
    let task = tokio::spawn(async move {
        let (stream, _) = listener.accept().await.unwrap();
        let mut stream = BufReader::new(stream);
        let (mut heard, mut line, mut in_data) = (String::new(), String::new(), false);
        stream.get_mut().write_all(b"220 hello\r\n").await.unwrap();
        while stream.read_line(&mut line).await.unwrap_or_default() > 0 {
            heard.push_str(&line);
            let answer = match line.trim_end() {
                "." => Some("250 ok"),
                _ if in_data => None,
                command => {
                    let known = answers.iter().find(|(start, _)| command.starts_with(start));
                    Some(
                        known
                            .map_or(if command == "DATA" { "354 go on" } else { "250 ok" }, |(_, answer)| {
                                answer
                            }),
                    )
                }
            };
            in_data = (in_data || line.starts_with("DATA")) && line.trim_end() != ".";
            if let Some(answer) = answer {
                stream.get_mut().write_all(format!("{answer}\r\n").as_bytes()).await.unwrap();
            }
            line.clear();
        }
        heard
    });
    (address, task)
}

#[tokio::test]
async fn a_letter_in_a_folder_is_a_whole_mail() {
    let folder = tempfile::tempdir().unwrap();
    let mailer = Mailer::new(&settings(&format!("file:{}", folder.path().join("mail").display()))).unwrap();
    mailer.check().await.unwrap();
    mailer.send(&letter(), READER, stamp("ada@example.org")).await.unwrap();
    let files: Vec<_> =
        std::fs::read_dir(folder.path().join("mail")).unwrap().map(|file| file.unwrap().path()).collect();
    assert_eq!(files.len(), 1, "{files:?}");
    let text = std::fs::read_to_string(&files[0]).unwrap();
    for line in [
        "From: Braise <braise@social.example>\r\n",
        "To: ada@example.org\r\n",
        "Date: Fri, 15 Jan 2027 08:00:00 +0000\r\n",
        "Message-ID: <42@social.example>\r\n",
        "Auto-Submitted: auto-generated\r\n",
        "Content-Type: text/plain; charset=utf-8\r\n",
    ] {
        assert!(text.contains(line), "{line} is not in {text}");
    }
    let wrong = mailer.send(&letter(), READER, stamp("ada@example.org\r\nBcc: b@example.org")).await;
    assert!(wrong.is_err_and(|error| error.is_final()));
}

#[tokio::test]
async fn a_server_takes_a_letter() {
    let (address, heard) = server(&[]).await;
    let mailer = Mailer::new(&settings(&address)).unwrap();
    mailer.send(&letter(), READER, stamp("ada@example.org")).await.unwrap();
    let heard = heard.await.unwrap();
    assert!(heard.starts_with("EHLO social.example\r\nMAIL FROM:<braise@social.example>"), "{heard}");
    assert!(heard.contains("RCPT TO:<ada@example.org>\r\nDATA\r\n"), "{heard}");
}

#[tokio::test]
async fn only_what_is_wrong_with_the_letter_is_final() {
    for (answers, last) in [
        (&[("RCPT", "550 nobody here")][..], true),
        (&[("RCPT", "451 later")][..], false),
        (&[("MAIL", "530 log in first")][..], false),
        (&[("EHLO", "421 busy")][..], false),
    ] {
        let (address, heard) = server(answers).await;
        let error = Mailer::new(&settings(&address)).unwrap();
        let error = error.send(&letter(), READER, stamp("ada@example.org")).await.unwrap_err();
        assert!(!error.is_away(), "{error:?}");
        assert_eq!(error.is_final(), last, "{answers:?}: {error:?}");
        assert!(!error.to_string().contains("example"), "{error}");
        heard.abort();
    }
    let nobody = Mailer::new(&settings("smtp://127.0.0.1:1")).unwrap();
    assert!(matches!(nobody.check().await, Err(MailError::Unreachable(_))));
}

#[tokio::test]
async fn without_encryption_nothing_leaves_this_machine() {
    let (address, heard) = server(&[]).await;
    let Some(Server::Smtp(mut smtp)) = Server::parse(&address) else { panic!("{address}") };
    smtp.encryption = Encryption::StartTls;
    let settings = Settings { server: Server::Smtp(smtp), ..settings(&address) };
    let mailer = Mailer::new(&settings).unwrap();
    mailer.send(&letter(), READER, stamp("ada@example.org")).await.unwrap_err();
    drop(mailer);
    assert!(!heard.await.unwrap().contains("MAIL"));
}

#[tokio::test]
async fn a_silent_server_is_left() {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = format!("smtp://{}", listener.local_addr().unwrap());
    let mailer = Mailer { patience: Duration::from_millis(50), ..Mailer::new(&settings(&address)).unwrap() };
    assert!(matches!(mailer.check().await, Err(MailError::Timeout)));
}
