#![cfg(feature = "c2pa")]

use super::*;
use image::{ImageFormat, Rgb, RgbImage};
use serde_json::json;
use std::io::Cursor;
use std::sync::OnceLock;

fn authority() -> &'static Authority {
    static ONE: OnceLock<Authority> = OnceLock::new();
    ONE.get_or_init(|| Authority::open(&make("Braise", "braise.example", 2024).unwrap()).unwrap())
}

fn picture(format: ImageFormat) -> Vec<u8> {
    let image = RgbImage::from_fn(64, 48, |x, y| Rgb([x as u8 * 4, y as u8 * 5, 90]));
    let mut bytes = Cursor::new(Vec::new());
    image.write_to(&mut bytes, format).unwrap();
    bytes.into_inner()
}

fn statement(story: Story<'_>) -> Statement<'_> {
    Statement {
        story,
        when: "2026-11-21T08:00:00Z".to_owned(),
        by: ("Braise", "1.0"),
        training: None,
        author: None,
        prompt: None,
    }
}

fn look(bytes: &[u8], mime: &str) -> Option<Found> {
    read(Content::Memory(bytes), mime, Some(authority()), || true)
}

const FORMATS: [(ImageFormat, &str); 4] = [
    (ImageFormat::Png, "image/png"),
    (ImageFormat::Jpeg, "image/jpeg"),
    (ImageFormat::WebP, "image/webp"),
    (ImageFormat::Gif, "image/gif"),
];

#[test]
fn a_generated_picture_reads_back_valid_in_every_format() {
    for (format, mime) in FORMATS {
        let plain = picture(format);
        assert_eq!(look(&plain, mime), None, "{mime}");
        let said = statement(Story::Created(Maker::Model("painter-1".to_owned())));
        let signed = authority().sign(&plain, mime, &said).unwrap();
        let added = signed.len() - plain.len();
        assert!(added < 8_000, "{mime} grew by {added} bytes");
        let found = look(&signed, mime).unwrap();
        assert_eq!((found.state, found.signed_here), (State::Valid, true), "{mime} {found:?}");
        assert!(found.by_model());
        assert_eq!(found.source(), Some(Source::Trained.uri()));
        assert_eq!(found.steps[0].agent.as_deref(), Some("painter-1"));
        assert_eq!(found.signer.as_deref(), Some("Braise"));
        assert_eq!(found.generator.as_deref(), Some("Braise"));
        assert_eq!((found.prompt, found.training, found.author), (None, None, None));
        let seen = image::load_from_memory(&signed).unwrap();
        assert_eq!((seen.width(), seen.height()), (64, 48), "it is still a picture");
    }
}

#[test]
fn what_is_drawn_by_rules_is_not_called_a_models() {
    let said = statement(Story::Created(Maker::Rules("rules".to_owned())));
    let signed = authority().sign(&picture(ImageFormat::Png), "image/png", &said).unwrap();
    let found = look(&signed, "image/png").unwrap();
    assert!(!found.by_model());
    assert_eq!(found.source(), Some(Source::Algorithmic.uri()));
}

#[test]
fn a_remix_names_what_it_comes_from_and_stays_valid_when_made_smaller() {
    let png = picture(ImageFormat::Png);
    let first = authority()
        .sign(&png, "image/png", &statement(Story::Created(Maker::Rules("rules".to_owned()))))
        .unwrap();
    let parent = Parent {
        content: Content::Memory(&first),
        mime: "image/png",
        title: "A picture by @ada",
        carried: Carried::Whole,
    };
    for (maker, relationship) in
        [(Maker::Model("painter-1".to_owned()), "parentOf"), (Maker::Rules("rules".to_owned()), "inputTo")]
    {
        let jpeg = picture(ImageFormat::Jpeg);
        let remix = authority().sign(&jpeg, "image/jpeg", &statement(Story::Remixed(maker, parent))).unwrap();
        let found = look(&remix, "image/jpeg").unwrap();
        assert_eq!(found.state, State::Valid, "{found:?}");
        assert_eq!(found.ingredients.len(), 1);
        assert_eq!(found.ingredients[0].relationship, relationship);
        assert_eq!(found.ingredients[0].title.as_deref(), Some("A picture by @ada"));
        assert!(!found.ingredients[0].faulty);
        let from = Parent {
            content: Content::Memory(&remix),
            mime: "image/jpeg",
            title: "As it was made",
            carried: Carried::Whole,
        };
        let kept = Story::Kept { from, resized: true, source: None };
        let small = authority().sign(&jpeg, "image/jpeg", &statement(kept)).unwrap();
        let seen = look(&small, "image/jpeg").unwrap();
        assert_eq!(seen.state, State::Valid, "{seen:?}");
        assert_eq!(seen.by_model(), found.by_model(), "what made it is not lost");
        assert!(seen.steps.iter().any(|step| step.action == "c2pa.resized"));
        assert!(seen.steps.iter().any(|step| step.action == "c2pa.created"));
    }
}

#[test]
fn a_remix_of_somebody_elses_picture_says_what_that_was_made_with_and_nothing_else_of_it() {
    let png = picture(ImageFormat::Png);
    let theirs = Statement {
        author: Some("@zephyrine@braise.example".to_owned()),
        prompt: Some("an amberquill at dawn".to_owned()),
        ..statement(Story::Created(Maker::Model("dreamer-of-hers".to_owned())))
    };
    let theirs = authority().sign(&png, "image/png", &theirs).unwrap();
    let holds = |bytes: &[u8]| {
        ["zephyrine", "amberquill", "dreamer-of-hers"]
            .into_iter()
            .filter(|word| bytes.windows(word.len()).any(|part| part == word.as_bytes()))
            .count()
    };
    assert_eq!(holds(&theirs), 3);
    for source in [Some(Source::Trained.uri()), None] {
        for maker in [Maker::Model("painter-1".to_owned()), Maker::Rules("rules".to_owned())] {
            let by_model = source.is_some() || matches!(maker, Maker::Model(_));
            let carried = Carried::Source(source);
            let parent =
                Parent { content: Content::Memory(&theirs), mime: "image/png", title: "Picture 7", carried };
            let jpeg = picture(ImageFormat::Jpeg);
            let said = statement(Story::Remixed(maker, parent));
            let remix = authority().sign(&jpeg, "image/jpeg", &said).unwrap();
            let from = Parent {
                content: Content::Memory(&remix),
                mime: "image/jpeg",
                title: "As made",
                carried: Carried::Whole,
            };
            let kept = statement(Story::Kept { from, resized: true, source: None });
            let small = authority().sign(&jpeg, "image/jpeg", &kept).unwrap();
            for bytes in [&remix, &small] {
                assert_eq!(holds(bytes), 0);
                let found = look(bytes, "image/jpeg").unwrap();
                assert_eq!(found.state, State::Valid, "{found:?}");
                assert_eq!(found.by_model(), by_model, "{found:?}");
                assert_eq!((found.ingredients.len(), found.ingredients[0].faulty), (1, false));
            }
            let found = look(&remix, "image/jpeg").unwrap();
            assert_eq!(found.ingredients[0].title.as_deref(), Some("Picture 7"));
        }
    }
}

#[test]
fn what_its_author_allows_travels_with_a_picture() {
    let entries = json!({ "entries": { "cawg.ai_generative_training": { "use": "notAllowed" } } });
    let from = Parent {
        content: Content::Memory(&picture(ImageFormat::Jpeg)),
        mime: "image/jpeg",
        title: "As it came",
        carried: Carried::Whole,
    };
    let said = Statement {
        training: Some(entries.clone()),
        author: Some("@ada@braise.example".to_owned()),
        prompt: Some("a quiet harbour".to_owned()),
        ..statement(Story::Kept { from, resized: false, source: None })
    };
    let signed = authority().sign(&picture(ImageFormat::Jpeg), "image/jpeg", &said).unwrap();
    let found = look(&signed, "image/jpeg").unwrap();
    assert_eq!(found.state, State::Valid, "{found:?}");
    assert_eq!(found.training, Some(entries));
    assert_eq!(found.author.as_deref(), Some("@ada@braise.example"));
    assert_eq!(found.prompt.as_deref(), Some("a quiet harbour"));
}

#[test]
fn a_changed_picture_is_invalid_and_stays_so_as_an_ingredient() {
    let said = statement(Story::Created(Maker::Model("painter-1".to_owned())));
    let mut signed = authority().sign(&picture(ImageFormat::Jpeg), "image/jpeg", &said).unwrap();
    let end = signed.len() - 40;
    signed[end] ^= 1;
    let found = look(&signed, "image/jpeg").unwrap();
    assert_eq!((found.state, found.signed_here), (State::Invalid, false));
    assert!(found.faults.iter().any(|fault| fault.contains("dataHash")), "{:?}", found.faults);
    let from = Parent {
        content: Content::Memory(&signed),
        mime: "image/jpeg",
        title: "As it came",
        carried: Carried::Whole,
    };
    let kept = Story::Kept { from, resized: false, source: None };
    let kept = authority().sign(&picture(ImageFormat::Png), "image/png", &statement(kept)).unwrap();
    let found = look(&kept, "image/png").unwrap();
    assert_eq!(found.state, State::Valid, "{found:?}");
    assert!(found.ingredients[0].faulty);
}

#[test]
fn only_our_own_signature_is_ours_and_trust_is_the_administrators() {
    let keys = make("Elsewhere", "elsewhere.example", 2024).unwrap();
    let theirs = Authority::open(&keys).unwrap();
    let said = statement(Story::Created(Maker::Rules("rules".to_owned())));
    let signed = theirs.sign(&picture(ImageFormat::Png), "image/png", &said).unwrap();
    let found = look(&signed, "image/png").unwrap();
    assert_eq!((found.state, found.signed_here), (State::Valid, false));
    let anchor = keys.authority.split("-----BEGIN PRIVATE KEY").next().unwrap().to_owned();
    let trusting = Authority::open(&make("Braise", "braise.example", 2024).unwrap()).unwrap();
    let trusting = trusting.trusting(Some(anchor));
    let found = read(Content::Memory(&signed), "image/png", Some(&trusting), || true).unwrap();
    assert_eq!(found.state, State::Trusted, "{found:?}");
}

#[test]
fn strangers_bytes_never_break_it_and_patience_ends() {
    let said = statement(Story::Created(Maker::Rules("rules".to_owned())));
    let signed = authority().sign(&picture(ImageFormat::Png), "image/png", &said).unwrap();
    for (place, step) in [(30, 97), (60, 31), (200, 53)] {
        let mut broken = signed.clone();
        for at in (place..broken.len()).step_by(step) {
            broken[at] = broken[at].wrapping_add(13);
        }
        let found = look(&broken, "image/png");
        assert!(found.is_none_or(|found| found.state == State::Invalid));
    }
    assert!(look(&signed[..signed.len() / 2], "image/png").is_none_or(|found| found.state == State::Invalid));
    let stopped = read(Content::Memory(&signed), "image/png", None, || false).unwrap();
    assert_eq!(stopped.state, State::Invalid);
}

#[test]
fn keys_that_are_none_are_refused() {
    for leaf in ["", "-----BEGIN PRIVATE KEY-----\nx\n-----END PRIVATE KEY-----"] {
        let keys = Keys { authority: String::new(), leaf: leaf.to_owned() };
        assert!(matches!(Authority::open(&keys), Err(Error::Keys(_))));
    }
}

#[test]
fn a_file_is_signed_over_what_an_earlier_try_left() {
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("plain.png"), folder.path().join("signed.png"));
    std::fs::write(&from, picture(ImageFormat::Png)).unwrap();
    std::fs::write(&to, vec![7; 1 << 20]).unwrap();
    let said = statement(Story::Created(Maker::Model("painter-1".to_owned())));
    authority().sign_file(&from, &to, "image/png", &said).unwrap();
    let found = read(Content::File(&to), "image/png", Some(authority()), || true).unwrap();
    assert_eq!((found.state, found.by_model()), (State::Valid, true), "{found:?}");
    assert!(std::fs::metadata(&to).unwrap().len() < 1 << 20, "nothing of before is left");
}
