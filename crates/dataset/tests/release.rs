//! A release from the outside: what goes in, what comes out, and what does not.

#![allow(clippy::unwrap_used)]

use braise_dataset::near::Marked;
use braise_dataset::release::revocation::Revocations;
use braise_dataset::release::{
    MANIFEST, Manifest, Member, REVOCATIONS, Signer, Terms, Written, members, write,
};
use braise_dataset::release::{diff, verify};
use braise_dataset::stages::{Reason, Stage, Verdict};
use braise_dataset::{Document, Error, Files as _, Intake, MemoryFiles, Pseudonyms, Turn, Wanted, table};
use model::Time;
use std::collections::BTreeMap;
use std::io::Write as _;

const WORDS: [&str; 24] = [
    "harbour",
    "winter",
    "letters",
    "kitchen",
    "mountain",
    "garden",
    "violin",
    "ferry",
    "lantern",
    "orchard",
    "paper",
    "bridge",
    "cinnamon",
    "window",
    "river",
    "neighbour",
    "bicycle",
    "market",
    "thunder",
    "meadow",
    "station",
    "blanket",
    "chestnut",
    "island",
];

/// A sentence no other number gives.
fn sentence(number: usize) -> String {
    // Every stride meets all words, so that none comes twice in a sentence.
    const STRIDES: [usize; 8] = [1, 5, 7, 11, 13, 17, 19, 23];
    let stride = STRIDES[(number / 24 + number / 192) % 8];
    let word = |place: usize| WORDS[(number + place * stride) % WORDS.len()];
    format!(
        "When the {} {number} was over we took our {} to the {} and found that this {} had been there \
         before the {} of the {}.",
        word(0),
        word(1),
        word(2),
        word(3),
        word(4),
        word(5)
    )
}

fn turn(post: i64, author: i64, reply_to: Option<usize>, text: String) -> Turn {
    Turn {
        post,
        reply_to,
        author,
        at: Time::from_millis(1_790_000_000_000 + post),
        version: 0,
        text,
        language: Some("en".to_owned()),
        marks: 0,
        ai_generated: false,
        consent: format!("{author:064x}"),
        terms: "1".to_owned(),
    }
}

fn post(number: usize, author: i64) -> Document {
    Document { turns: vec![turn(number as i64, author, None, sentence(number))] }
}

fn thread(number: usize) -> Document {
    let at = number as i64;
    let early = Turn { marks: 1, ..turn(at + 1, 2, Some(0), sentence(number + 1)) };
    let late = Turn { marks: 9, ..turn(at + 2, 3, Some(0), sentence(number + 2)) };
    Document { turns: vec![turn(at, 1, None, sentence(number)), early, late] }
}

fn terms() -> Terms {
    Terms {
        release: "r1".to_owned(),
        title: "A first release".to_owned(),
        server: "https://social.example".to_owned(),
        cutoff: Time::from_millis(1_795_000_000_000),
        purposes: vec!["generative_training".to_owned()],
        since: None,
        until: None,
        languages: vec![],
        single_posts: true,
        min_authors: 2,
        licence: "by consent, for the stated purposes".to_owned(),
        asks: vec![],
    }
}

struct Made {
    out: MemoryFiles,
    written: Written,
    members: Vec<Member>,
    verdicts: Vec<Verdict>,
}

fn make(documents: Vec<Document>, withdrawn: &[u64], terms: &Terms) -> Result<Made, Error> {
    let (room, out) = (MemoryFiles::default(), MemoryFiles::default());
    let wanted = Wanted { languages: terms.languages.clone(), single_posts: terms.single_posts };
    let mut intake = Intake::new(wanted, &room)?;
    let verdicts = documents.into_iter().map(|one| intake.take(one)).collect::<Result<_, _>>()?;
    let gathered = intake.finish()?;
    let mut marked = Marked::default();
    withdrawn.iter().for_each(|number| marked.mark(*number));
    let names = Pseudonyms::new(&[9; 32], &terms.release);
    let mut written = write(&gathered, &marked, &room, &out, &names, terms)?;
    written.manifest.sign(&Signer::new(&[5; 32])?)?;
    put(&out, MANIFEST, &serde_json::to_vec_pretty(&written.manifest)?);
    let all = members(&room)?.collect::<Result<_, _>>()?;
    Ok(Made { out, written, members: all, verdicts })
}

fn put(files: &MemoryFiles, name: &str, bytes: &[u8]) {
    files.create(name).unwrap().write_all(bytes).unwrap();
}

fn documents() -> Vec<Document> {
    let mut all: Vec<Document> = (0..34).map(|number| post(number * 10, (number % 7) as i64)).collect();
    all.push(thread(1003));
    all.push(thread(2005));
    all
}

fn texts(made: &Made) -> Vec<String> {
    let mut all = Vec::new();
    for (name, _) in made.out.all().iter().filter(|(name, _)| name.ends_with(".parquet")) {
        table::read(made.out.open(name).unwrap(), |row| {
            all.push(row.text);
            Ok(())
        })
        .unwrap();
    }
    all
}

#[test]
fn a_release_is_whole_and_says_so() {
    let made = make(documents(), &[], &terms()).unwrap();
    assert!(made.verdicts.iter().all(|verdict| *verdict == Verdict::Kept), "{:?}", made.verdicts);
    let verified = verify::verify(&made.out, Some(&Signer::new(&[5; 32]).unwrap().public_key())).unwrap();
    assert_eq!((verified.manifest.rows, verified.revoked), (36, 0), "{:#?}", made.written.report.stages);
    assert_eq!(made.written.report.threads, 2);
    assert_eq!((made.written.report.conversations, made.written.report.pairs), (2, 2));
    assert_eq!(made.written.report.judgements, 4);
    assert_eq!(made.members.len(), 40);
    let names: Vec<&str> = verified.manifest.files.iter().map(|file| file.name.as_str()).collect();
    let all = made.out.all();
    assert!(all.keys().all(|name| name == MANIFEST || names.contains(&name.as_str())), "{:?}", all.keys());
}

#[test]
fn the_same_input_makes_the_same_bytes() {
    let (one, two) = (make(documents(), &[], &terms()).unwrap(), make(documents(), &[], &terms()).unwrap());
    assert_eq!(one.out.all(), two.out.all());
    let other = make(documents(), &[], &Terms { release: "r2".to_owned(), ..terms() }).unwrap();
    let authors =
        |made: &Made| -> Vec<String> { made.members.iter().map(|member| member.row.clone()).collect() };
    assert_ne!(authors(&one), authors(&other), "names of two releases can be joined");
}

#[test]
fn whatever_is_changed_is_found() {
    let made = make(documents(), &[], &terms()).unwrap();
    for name in made.out.all().keys() {
        let copy = MemoryFiles::default();
        for (other, bytes) in made.out.all() {
            let mut bytes = bytes.clone();
            if other == *name {
                let at = bytes.len() / 2;
                if bytes.is_empty() {
                    bytes.push(b' ');
                } else {
                    bytes[at] ^= 1;
                }
            }
            put(&copy, &other, &bytes);
        }
        assert!(verify::verify(&copy, None).is_err(), "a change of {name} is not found");
    }
    assert!(verify::verify(&made.out, Some("00")).is_err(), "another key");
}

#[test]
fn a_manifest_signed_anew_over_other_rows_is_found() {
    let made = make(documents(), &[], &terms()).unwrap();
    let mut manifest: Manifest = made.written.manifest.clone();
    manifest.merkle_root = "00".repeat(32);
    manifest.sign(&Signer::new(&[5; 32]).unwrap()).unwrap();
    put(&made.out, MANIFEST, &serde_json::to_vec(&manifest).unwrap());
    let error = verify::verify(&made.out, None).unwrap_err();
    assert!(error.to_string().contains("Merkle"), "{error}");
}

#[test]
fn who_withdrew_is_not_in_it() {
    let made = make(documents(), &[3], &terms()).unwrap();
    assert!(!texts(&made).contains(&sentence(30)));
    assert!(made.members.iter().all(|member| member.post != 30));
    let stage = made.written.report.stages.iter().find(|stage| stage.stage == Stage::Withdrawal).unwrap();
    assert_eq!(stage.removed[&Reason::Withdrawn], 1);
    assert_eq!(stage.kept, made.written.report.rows);
}

#[test]
fn near_duplicates_leave_the_first() {
    let mut all = documents();
    let copy = format!("{}!!", sentence(50).to_uppercase());
    all.push(Document { turns: vec![turn(9_000, 6, None, copy.clone())] });
    let made = make(all, &[], &terms()).unwrap();
    assert!(texts(&made).contains(&sentence(50)) && !texts(&made).contains(&copy));
}

#[test]
fn few_authors_are_nobody_s_language() {
    let french = |number: usize, author| {
        let text = format!(
            "Quand nous avons fini le travail {number}, il pleuvait encore dans la vallée et nous sommes restés \
             sous les arbres avec les chiens de la voisine."
        );
        Document {
            turns: vec![Turn { language: Some("fr".to_owned()), ..turn(number as i64, author, None, text) }],
        }
    };
    let mut all = documents();
    all.push(french(7_001, 1));
    let made = make(all.clone(), &[], &terms()).unwrap();
    assert_eq!(made.written.report.languages.keys().collect::<Vec<_>>(), ["en"]);
    let only = Terms { languages: vec!["fr".to_owned()], ..terms() };
    assert!(matches!(make(all, &[], &only), Err(Error::Empty(2))));
}

#[test]
fn nothing_personal_is_in_any_file() {
    let mut all = documents();
    let personal = [
        "canary@example.org",
        "+33 6 12 34 56 78",
        "FR76 3000 6000 0112 3456 7890 189",
        "8.8.4.4",
        "@canary",
    ];
    let text = format!(
        "{} You can reach me at {} whenever it is that you want to.",
        sentence(77),
        personal.join(" or ")
    );
    all.push(Document { turns: vec![turn(123_456_789_012, 987_654_321_098, None, text)] });
    let made = make(all, &[], &terms()).unwrap();
    assert!(
        texts(&made).iter().any(|text| text.contains("<EMAIL> or <PHONE> or <IBAN> or <IP> or <HANDLE>"))
    );
    let mut everything: BTreeMap<String, Vec<u8>> = made.out.all();
    // Compressed as they are, the rows would hide anything.
    everything.insert("rows".to_owned(), texts(&made).join("\n").into_bytes());
    for (name, bytes) in everything {
        let content = String::from_utf8_lossy(&bytes).into_owned();
        for canary in personal.iter().chain(&["123456789012", "987654321098"]) {
            assert!(!content.contains(canary), "{canary} stands in {name}");
        }
    }
}

#[test]
fn releases_are_compared_by_their_texts() {
    let one = make(documents(), &[], &terms()).unwrap();
    let mut changed = documents();
    changed.remove(0);
    changed.push(post(5_555, 1));
    let two = make(changed, &[], &Terms { release: "r2".to_owned(), ..terms() }).unwrap();
    let diff = diff::diff(&one.out, &two.out).unwrap();
    assert_eq!((diff.removed.len(), diff.added.len(), diff.same), (1, 1, 35));
}

#[test]
fn a_revocation_list_belongs_to_its_release() {
    let made = make(documents(), &[], &terms()).unwrap();
    let signer = Signer::new(&[5; 32]).unwrap();
    let mut list = Revocations {
        release: "r1".to_owned(),
        merkle_root: made.written.manifest.merkle_root.clone(),
        at: "2026-11-20T00:00:00.000Z".to_owned(),
        rows: vec![made.members[0].row.clone()],
        signature: None,
    };
    list.sign(&signer).unwrap();
    put(&made.out, REVOCATIONS, &serde_json::to_vec(&list).unwrap());
    assert_eq!(verify::verify(&made.out, None).unwrap().revoked, 1);
    let mut other = list.clone();
    other.sign(&Signer::new(&[6; 32]).unwrap()).unwrap();
    put(&made.out, REVOCATIONS, &serde_json::to_vec(&other).unwrap());
    assert!(verify::verify(&made.out, None).is_err(), "signed by somebody else");
    list.rows.clear();
    put(&made.out, REVOCATIONS, &serde_json::to_vec(&list).unwrap());
    assert!(verify::verify(&made.out, None).is_err(), "shortened after it was signed");
}
