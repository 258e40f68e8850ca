//! Films and sounds that say how they were made.

use crate::brought::{elsewhere, holds};
use crate::create::{credentials_of, file};
use crate::on_each_engine;
use credentials::{Content, Found, State};
use serde_json::{Value, json};
use std::path::Path;
use std::process::Command;
use testkit::{Client, wait_until};

/// A second of film, or of sound.
const FILM: &str = "-f lavfi -i testsrc=duration=1:size=160x120:rate=10";
const SOUND: &str = "-f lavfi -i sine=duration=1";
/// Files that can carry credentials: their names, their media types, and how they are made.
const RECORDINGS: [(&str, &str, &str, &str); 6] = [
    ("film.mp4", "video/mp4", FILM, "-c:v libx264 -pix_fmt yuv420p"),
    ("film.mov", "video/quicktime", FILM, "-c:v mpeg4"),
    ("sound.m4a", "audio/mp4", SOUND, "-c:a aac"),
    ("sound.mp3", "audio/mpeg", SOUND, "-c:a libmp3lame"),
    ("sound.wav", "audio/wav", SOUND, "-c:a pcm_s16le"),
    ("sound.flac", "audio/flac", SOUND, "-c:a flac"),
];

/// A file of a generated second; nothing, said aloud, where there is no `ffmpeg`.
fn recorded(path: &Path, from: &str, coding: &str) -> bool {
    let Some(ffmpeg) = std::env::var_os("BRAISE_TEST_FFMPEG") else {
        testkit::leave_out("ffmpeg", "films and sounds that say how they were made");
        return false;
    };
    let mut make = Command::new(ffmpeg);
    make.args(["-nostdin", "-v", "error", "-y"])
        .args(from.split_whitespace())
        .args(coding.split_whitespace());
    assert!(make.arg(path).status().unwrap().success(), "{coding}");
    true
}

/// The file, signed elsewhere as a model's, with what else its maker had to say.
fn signed(plain: &Path, mime: &str, training: Option<Value>) -> Vec<u8> {
    let (authority, statement) = elsewhere(training, None);
    let to = plain.with_added_extension("signed");
    authority.sign_file(plain, &to, mime, &statement).unwrap();
    std::fs::read(to).unwrap()
}

/// An upload once it was made ready.
async fn ready(client: &Client, uploaded: &Value) -> Value {
    let path = format!("/api/v1/media/{}", uploaded["id"].as_str().unwrap());
    wait_until("the recording to be ready", || async {
        let medium = client.get(&path).await.ok();
        (!medium["url"].is_null()).then_some(medium)
    })
    .await
}

/// What is served says of itself, to a reader that knows nothing of the server.
async fn served(client: &Client, medium: &Value) -> (Vec<u8>, Option<Found>) {
    let bytes = file(client, &medium["url"]).await;
    let mime = if medium["type"] == "video" { "video/mp4" } else { "audio/mpeg" };
    let found = credentials::read(Content::Memory(&bytes), mime, None, || true);
    (bytes, found)
}

#[tokio::test(flavor = "multi_thread")]
async fn what_a_film_or_sound_says_of_itself_survives_its_transcoding() {
    let folder = tempfile::tempdir().unwrap();
    let mut brought = Vec::new();
    for (name, mime, from, coding) in RECORDINGS {
        let path = folder.path().join(name);
        if !recorded(&path, from, coding) {
            return;
        }
        brought.push((name, mime, signed(&path, mime, None)));
    }
    let brought = &brought;
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        for (name, mime, bytes) in brought {
            let uploaded = ada.upload(name, mime, bytes.clone()).await;
            let kept = ready(&ada, &uploaded).await;
            assert_eq!(
                (&kept["content_credentials"], &kept["ai_generated"]),
                (&json!(true), &json!(true)),
                "{name}"
            );
            let found = served(&ada, &kept).await.1.expect(name);
            assert_eq!((found.state, found.by_model()), (State::Valid, true), "{name} {found:?}");
            let seen = credentials_of(&ada, &kept).await;
            assert_eq!((&seen["state"], &seen["signed_here"]), (&json!("valid"), &json!(true)), "{seen}");
            assert_eq!(seen["ingredients"][0]["signer"], "Elsewhere", "{name} {seen}");
        }
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn what_is_said_of_a_film_while_it_is_worked_on_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.mp4");
    if !recorded(&path, FILM, "-c:v libx264 -pix_fmt yuv420p") {
        return;
    }
    let bytes = &std::fs::read(&path).unwrap();
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let uploaded = ada.upload("f.mp4", "video/mp4", bytes.clone()).await;
        let path = format!("/api/v1/media/{}", uploaded["id"].as_str().unwrap());
        let said = json!({ "description": "Bars of colour", "ai_generated": true });
        ada.put(&path).json(said).await.ok();
        let kept = ready(&ada, &uploaded).await;
        assert_eq!((&kept["description"], &kept["ai_generated"]), (&json!("Bars of colour"), &json!(true)));
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn a_recording_goes_without_its_place_and_is_signed_for_whoever_wants_it() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("film.mp4");
    if !recorded(&path, FILM, "-c:v libx264 -pix_fmt yuv420p") {
        return;
    }
    let plain = std::fs::read(&path).unwrap();
    let where_it_was = json!({ "entries": {}, "exif:GPSLatitude": "48,51.3N" });
    let placed = signed(&path, "video/mp4", Some(where_it_was));
    assert!(holds(&placed, b"GPSLatitude"));
    let (plain, placed) = (&plain, &placed);
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let kept = ready(&ada, &ada.upload("f.mp4", "video/mp4", placed.clone()).await).await;
        let (bytes, found) = served(&ada, &kept).await;
        let found = found.expect("what made it is still said");
        assert_eq!(
            (found.state, found.by_model(), found.says_where),
            (State::Valid, true, false),
            "{found:?}"
        );
        assert!(!holds(&bytes, b"GPS") && !holds(&bytes, b"dreamer"));

        let unsigned = ready(&ada, &ada.upload("f.mp4", "video/mp4", plain.clone()).await).await;
        assert_eq!(unsigned["content_credentials"], false);
        assert!(served(&ada, &unsigned).await.1.is_none());

        let send = ada.post("/api/v2/media").file("file", "f.mp4", "video/mp4", plain.clone());
        let own = ready(&ada, &send.part("sign", "true").await.ok()).await;
        let found = served(&ada, &own).await.1.expect("it is signed");
        assert_eq!((found.state, found.by_model()), (State::Valid, false), "{found:?}");
        assert!(found.author.is_some_and(|author| author.starts_with("@ada@")));
        assert!(found.training.is_some(), "what its author allows is in it");
    })
    .await;
}
