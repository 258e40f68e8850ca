//! What uploads say of themselves, where that is more than is passed on.

use crate::create::{both, credentials_of, file};
use crate::on_each_engine;
use credentials::{Authority, Maker, Source, State, Statement, Story};
use serde_json::{Value, json};
use testkit::fixtures;

const MEBIBYTE: usize = 1 << 20;

/// Who signs elsewhere, and what is said there: that a model made it, and what else its maker had to say.
pub(crate) fn elsewhere(training: Option<Value>, prompt: Option<String>) -> (Authority, Statement<'static>) {
    let keys = credentials::make("Elsewhere", "elsewhere.example", 2025).unwrap();
    let statement = Statement {
        story: Story::Created(Maker::Model("dreamer".to_owned())),
        when: "2026-11-01T08:00:00Z".to_owned(),
        by: ("Elsewhere", "1"),
        training,
        author: None,
        prompt,
    };
    (Authority::open(&keys).unwrap(), statement)
}

fn signed(picture: &[u8], training: Option<Value>, prompt: Option<String>) -> Vec<u8> {
    let (authority, statement) = elsewhere(training, prompt);
    authority.sign(picture, "image/jpeg", &statement).unwrap()
}

pub(crate) fn holds(bytes: &[u8], what: &[u8]) -> bool {
    bytes.windows(what.len()).any(|window| window == what)
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_that_say_where_stay_here_and_what_made_the_picture_is_still_said() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let where_it_was = json!({ "entries": {}, "exif:GPSLatitude": "48,51.3N" });
        let theirs = signed(&fixtures::jpeg_with_place(1_200, 900), Some(where_it_was), None);
        assert!(holds(&theirs, b"GPSLatitude") && holds(&theirs, &fixtures::place_bytes()));
        let kept = ada.upload("t.jpg", "image/jpeg", theirs).await;
        assert_eq!((&kept["content_credentials"], &kept["ai_generated"]), (&json!(true), &json!(true)));
        for url in ["url", "preview_url"] {
            let bytes = file(&ada, &kept[url]).await;
            assert!(!holds(&bytes, b"GPS") && !holds(&bytes, &fixtures::place_bytes()), "{url}");
            assert!(!holds(&bytes, b"dreamer"), "{url} carries nothing of what said where");
        }
        for found in both(&ada, &kept).await {
            assert_eq!((found.state, found.says_where), (State::Valid, false), "{found:?}");
            assert!(found.by_model(), "{found:?}");
        }
        let seen = credentials_of(&ada, &kept).await;
        assert_eq!((&seen["state"], &seen["signed_here"]), (&json!("valid"), &json!(true)), "{seen}");
        assert_eq!(seen["digital_source_type"], Source::Trained.uri(), "{seen}");
        assert_eq!(seen["ingredients"][0]["signer"], Value::Null, "{seen}");
    })
    .await;
}

#[tokio::test(flavor = "multi_thread")]
async fn credentials_heavier_than_pictures_may_carry_are_left_out_and_their_sum_is_kept() {
    on_each_engine(|server| async move {
        let ada = server.member("ada");
        let plain = fixtures::jpeg(1_200, 900);
        // What compresses well weighs nothing where it is unpacked at every look.
        let words = |length: usize| {
            let letters = (0..length).map(|n| char::from(b'a' + u8::try_from(n * n % 23).unwrap()));
            Some(letters.collect::<String>())
        };
        for (length, left_out) in [(MEBIBYTE / 2, false), (MEBIBYTE + 4_096, true)] {
            let theirs = signed(&plain, None, words(length));
            assert!(theirs.len() > plain.len() + length);
            let kept = ada.upload("t.jpg", "image/jpeg", theirs).await;
            assert_eq!((&kept["content_credentials"], &kept["ai_generated"]), (&json!(true), &json!(true)));
            let full = file(&ada, &kept["url"]).await;
            let small = file(&ada, &kept["preview_url"]).await;
            assert_eq!(full.len() > MEBIBYTE / 2, !left_out, "{} bytes", full.len());
            assert!(small.len() < MEBIBYTE / 4, "{} bytes", small.len());
            for found in both(&ada, &kept).await {
                assert_eq!(found.state, State::Valid, "{found:?}");
                assert!(found.by_model(), "{found:?}");
            }
            let seen = credentials_of(&ada, &kept).await;
            let signer = if left_out { Value::Null } else { json!("Elsewhere") };
            assert_eq!(seen["ingredients"][0]["signer"], signer, "{seen}");
            assert_eq!(seen["digital_source_type"], Source::Trained.uri(), "{seen}");
        }
    })
    .await;
}
