//! What consent promises, over random ledgers.

use crate::chain::verify_with;
use crate::projection::{aipref, bluesky, cawg, community, tdmrep};
use crate::*;
use model::{AccountId, MediaId, PostId, Time};
use proptest::prelude::*;

const ADA: AccountId = AccountId(1 << 60);

fn a_choice() -> impl Strategy<Value = Choice> {
    proptest::sample::select(&Choice::ALL[..])
}

fn a_purpose() -> impl Strategy<Value = Purpose> {
    proptest::sample::select(&Purpose::ALL[..])
}

fn choices() -> impl Strategy<Value = Choices> {
    proptest::collection::vec(a_choice(), Purpose::ALL.len())
        .prop_map(|said| Purpose::ALL.into_iter().zip(said).collect())
}

fn subject() -> impl Strategy<Value = Subject> {
    prop_oneof![
        Just(Subject::Account),
        (1_i64..4).prop_map(|post| Subject::Post(PostId(post))),
        (1_i64..4).prop_map(|picture| Subject::Picture(MediaId(picture))),
    ]
}

fn said() -> impl Strategy<Value = Said> {
    (subject(), a_purpose(), a_choice(), ".{0,8}", 0_i64..50).prop_map(
        |(subject, purpose, choice, reason, at)| Said {
            account: ADA,
            subject,
            purpose,
            choice,
            reason,
            terms: "1".to_owned(),
            through: "web".to_owned(),
            at: Time::from_millis(at),
        },
    )
}

fn written(said: Vec<Said>) -> Vec<Entry> {
    let mut entries: Vec<Entry> = Vec::new();
    for said in said {
        let head = entries.last().map(Entry::head);
        entries.push(Entry::after(head.as_ref(), said));
    }
    entries
}

fn ledger(length: impl Into<proptest::collection::SizeRange>) -> impl Strategy<Value = Vec<Entry>> {
    proptest::collection::vec(said(), length).prop_map(written)
}

/// The same line with one field different.
fn tampered(entry: &Entry, field: usize) -> Entry {
    let mut entry = entry.clone();
    let said = &mut entry.said;
    match field {
        0 => said.choice = if said.choice == Choice::Yes { Choice::No } else { Choice::Yes },
        1 => said.reason.push('x'),
        2 => said.at = Time::from_millis(said.at.millis() + 1),
        3 => said.terms = "2".to_owned(),
        4 => said.through.push(' '),
        5 => said.subject = Subject::Post(PostId(99)),
        6 => said.account = AccountId(2),
        7 => said.purpose = if said.purpose == Purpose::Archive { Purpose::Bridge } else { Purpose::Archive },
        8 => entry.previous = Hash::of(b"another"),
        9 => entry.hash = Hash::of(b"another"),
        _ => entry.seq += 1,
    }
    entry
}

proptest! {
    #[test]
    fn a_ledger_as_written_is_whole_and_reads_back(entries in ledger(0..30)) {
        let head = verify(&entries).unwrap();
        prop_assert_eq!(head, entries.last().map(Entry::head));
        for entry in &entries {
            let json = entry.json();
            prop_assert_eq!(&Entry::from_json(&json).unwrap(), entry);
            // Somebody else's check: drop the hash, sort, no spaces.
            let mut theirs: std::collections::BTreeMap<String, serde_json::Value> =
                serde_json::from_value(json).unwrap();
            theirs.remove("hash");
            let text = serde_json::to_string(&theirs).unwrap();
            prop_assert_eq!(Hash::of(text.as_bytes()), entry.hash);
        }
    }

    #[test]
    fn adding_changes_nothing_that_was_there(entries in ledger(1..20), more in said()) {
        let before = entries.clone();
        let head = verify(&entries).unwrap().unwrap();
        let mut longer = entries;
        longer.push(Entry::after(Some(&head), more));
        prop_assert_eq!(&longer[..before.len()], &before[..]);
        prop_assert!(verify_with(&longer, &head).is_ok(), "an old receipt holds");
    }

    #[test]
    fn a_changed_line_is_found_and_named(entries in ledger(1..20), at: prop::sample::Index, field in 0_usize..11) {
        let mut entries = entries;
        let at = at.index(entries.len());
        entries[at] = tampered(&entries[at], field);
        let line = i64::try_from(at).unwrap() + 1;
        let named = match verify(&entries).unwrap_err() {
            Broken::Order { expected, .. } => expected,
            Broken::Stranger { seq } | Broken::Link { seq } | Broken::Changed { seq } | Broken::Backwards { seq } => seq,
            Broken::Receipt { .. } => 0,
        };
        prop_assert_eq!(named, line);
    }

    #[test]
    fn a_line_changed_with_its_hash_is_found_at_the_next(entries in ledger(2..20), at: prop::sample::Index) {
        let mut entries = entries;
        let at = at.index(entries.len() - 1);
        entries[at] = tampered(&entries[at], 0);
        entries[at].hash = entries[at].fingerprint();
        prop_assert_eq!(verify(&entries), Err(Broken::Link { seq: i64::try_from(at).unwrap() + 2 }));
    }

    #[test]
    fn dropped_and_swapped_lines_are_found(entries in ledger(3..20), at: prop::sample::Index) {
        let at = at.index(entries.len() - 2);
        let mut dropped = entries.clone();
        dropped.remove(at);
        let out_of_order = |entries: &[Entry]| matches!(verify(entries), Err(Broken::Order { .. }));
        prop_assert!(out_of_order(&dropped));
        let mut swapped = entries.clone();
        swapped.swap(at, at + 1);
        prop_assert!(out_of_order(&swapped));
        let receipt = entries.last().unwrap().head();
        let cut = &entries[..entries.len() - 1];
        prop_assert!(verify(cut).is_ok(), "a chain alone cannot know its end");
        prop_assert_eq!(verify_with(cut, &receipt), Err(Broken::Receipt { seq: receipt.seq }));
    }

    #[test]
    fn the_newest_line_of_a_subject_and_purpose_counts(entries in ledger(0..30), moment in 0_i64..50) {
        let moment = Time::from_millis(moment);
        let consents = Consents::at(&entries, moment);
        for purpose in Purpose::ALL {
            for subject in [Subject::Account, Subject::Post(PostId(2)), Subject::Picture(MediaId(3))] {
                let newest = entries.iter().rev().find(|entry| {
                    entry.said.subject == subject && entry.said.purpose == purpose && entry.said.at <= moment
                });
                let expected = newest.map_or(Choice::Unset, |entry| entry.said.choice);
                prop_assert_eq!(consents.said_of(subject).get(purpose), expected);
            }
        }
    }

    #[test]
    fn nothing_is_allowed_that_was_not_said_yes_to(entries in ledger(0..30), purpose in a_purpose(), post in 1_i64..5, picture in 1_i64..5) {
        let (post, picture) = (PostId(post), MediaId(picture));
        let decision = Consents::of(&entries).allows(purpose, Some(post), Some(picture));
        let said = |subject| {
            entries.iter().rev().find(|entry| entry.said.subject == subject && entry.said.purpose == purpose)
                .map_or(Choice::Unset, |entry| entry.said.choice)
        };
        // Spelt out once more, the other way round: from the least specific on.
        let mut choice = said(Subject::Account);
        for subject in [Subject::Post(post), Subject::Picture(picture)] {
            if said(subject) != Choice::Unset { choice = said(subject); }
        }
        prop_assert_eq!(decision.allowed, choice == Choice::Yes);
        prop_assert_eq!(decision.because == Because::Unset, choice == Choice::Unset);
    }

    #[test]
    fn those_elsewhere_follow_what_they_declared(server in choices(), author in choices(), post in choices(), ours in choices(), purpose in a_purpose()) {
        let declared = Declared { server, author, post };
        let decision = allows(purpose, &Author::Elsewhere(Some(declared)), &ours, &ours);
        let silence = allows(purpose, &Author::Elsewhere(None), &ours, &ours);
        prop_assert_eq!(silence, Decision { allowed: false, because: Because::Undeclared });
        let said = [post, author, server].map(|said| said.get(purpose));
        let first = said.into_iter().find(|choice| *choice != Choice::Unset);
        prop_assert_eq!(decision.allowed, first == Some(Choice::Yes));
        prop_assert_eq!(decision.because == Because::Undeclared, first.is_none());
    }

    #[test]
    fn no_other_vocabulary_allows_more_than_the_ledger(choices in choices()) {
        let at = Time::from_millis(7);
        let projections: [(&str, Choices); 5] = [
            ("bluesky", bluesky::read(&bluesky::write(&choices, at))),
            ("community", community::read(&community::write(&choices, at))),
            ("aipref", aipref::read(&aipref::write(&choices))),
            ("tdmrep", tdmrep::read(tdmrep::write(&choices))),
            ("cawg", cawg::read(&cawg::write(&choices))),
        ];
        for (name, back) in projections {
            for (purpose, choice) in back.iter() {
                prop_assert!(choice != Choice::Yes || choices.get(purpose) == Choice::Yes, "{} {}", name, purpose);
            }
        }
        // Said once more, what came back says the same.
        prop_assert_eq!(bluesky::write(&projections[0].1, at), bluesky::write(&choices, at));
        prop_assert_eq!(community::write(&projections[1].1, at), community::write(&choices, at));
        prop_assert_eq!(aipref::write(&projections[2].1), aipref::write(&choices));
        prop_assert_eq!(tdmrep::write(&projections[3].1), tdmrep::write(&choices));
        prop_assert_eq!(cawg::write(&projections[4].1), cawg::write(&choices));
    }

    #[test]
    fn hostile_declarations_are_read_without_falling_over(field in ".{0,40}", path in ".{0,10}") {
        aipref::read(&field);
        aipref::read_robots(&field, &path);
        tdmrep::read(&field);
        tdmrep::read_well_known(&serde_json::json!([{ "location": field, "tdm-reservation": 1 }]), &path);
    }
}

#[test]
fn the_canonical_form_is_what_members_were_promised() {
    let said = Said {
        account: AccountId(7),
        subject: Subject::Post(PostId(42)),
        purpose: Purpose::GenerativeTraining,
        choice: Choice::Yes,
        reason: "for \"science\"\n".to_owned(),
        terms: "1".to_owned(),
        through: "web".to_owned(),
        at: Time::from_millis(1_795_000_000_123),
    };
    let entry = Entry::after(None, said);
    let canonical = format!(
        r#"{{"account":"7","at":"2026-11-18T11:06:40.123Z","choice":"yes","previous":"{}","purpose":"generative_training","reason":"for \"science\"\n","seq":1,"subject":"post:42","terms":"1","through":"web"}}"#,
        "0".repeat(64)
    );
    assert_eq!(entry.canonical(), canonical);
    assert_eq!(entry.hash, Hash::of(canonical.as_bytes()));
}

#[test]
fn choices_are_a_map_of_all_purposes() {
    let json = serde_json::to_value(Choices::UNSET.with(Purpose::Bridge, Choice::No)).unwrap();
    assert_eq!(json.as_object().unwrap().len(), 8);
    assert_eq!((&json["bridge"], &json["archive"]), (&"no".into(), &"unset".into()));
    let part: Choices = serde_json::from_value(serde_json::json!({ "archive": "yes" })).unwrap();
    assert_eq!(part, Choices::UNSET.with(Purpose::Archive, Choice::Yes));
}
