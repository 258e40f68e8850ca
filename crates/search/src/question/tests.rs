use super::*;
use proptest::prelude::*;

fn read(text: &str) -> Vec<(bool, Wanted)> {
    Question::parse(text).clauses.into_iter().map(|clause| (clause.excluded, clause.wanted)).collect()
}

fn word(text: &str) -> Wanted {
    Wanted::Word(text.to_owned())
}

fn phrase(text: &str) -> Wanted {
    Wanted::Phrase(text.to_owned())
}

#[test]
fn words_phrases_and_their_negation() {
    assert_eq!(
        read("ember \"slow fire\" -ash -\"wet wood\""),
        [
            (false, word("ember")),
            (false, phrase("slow fire")),
            (true, word("ash")),
            (true, phrase("wet wood"))
        ]
    );
    assert_eq!(read("«feu lent» “slow fire”"), [(false, phrase("feu lent")), (false, phrase("slow fire"))]);
    assert_eq!(read("one\"two three"), [(false, word("one")), (false, phrase("two three"))]);
    assert_eq!(read("  - \"\" \" "), []);
}

#[test]
fn operators() {
    let name = |name: &str| name.to_owned();
    assert_eq!(
        read("from:@Alice@Example.org to:me in:library has:poll -is:reply LANG:fr language:pt-BR"),
        [
            (false, Wanted::From(name("alice@example.org"))),
            (false, Wanted::To(name("me"))),
            (false, Wanted::In(Place::Library)),
            (false, Wanted::Marked(Mark::Poll)),
            (true, Wanted::Marked(Mark::Reply)),
            (false, Wanted::Language(name("fr"))),
            (false, Wanted::Language(name("pt-br"))),
        ]
    );
    let day = Span::parse("2026-11-20").unwrap();
    assert_eq!(
        read("before:2026-11-20 -after:2026-11-20 during:2026-11-20"),
        [(false, Wanted::Before(day)), (true, Wanted::After(day)), (false, Wanted::During(day))]
    );
}

#[test]
fn an_operator_without_sense_is_a_word() {
    for text in
        ["has:unicorn", "from:", ":alice", "before:lunch", "https://example.org/a", "in:here", "from:@"]
    {
        assert_eq!(read(text), [(false, word(text))], "{text}");
    }
}

#[test]
fn names_to_look_up() {
    let question = Question::parse("from:alice -to:@bob from:me fire");
    assert_eq!(question.names().collect::<Vec<_>>(), ["alice", "bob"]);
}

#[test]
fn a_question_has_an_end() {
    assert_eq!(read(&"a ".repeat(100_000)).len(), CLAUSES);
    assert_eq!(read(&"é".repeat(100_000)), [(false, word(&"é".repeat(SEARCH_CHARACTERS)))]);
    assert_eq!(read(&"-".repeat(100_000)).len(), 1);
}

proptest! {
    #[test]
    fn anything_can_be_read(text in ".{0,600}") {
        let question = Question::parse(&text);
        prop_assert!(question.clauses.len() <= CLAUSES);
        for clause in question.clauses {
            if let Wanted::Word(text) | Wanted::Phrase(text) | Wanted::From(text) | Wanted::To(text) = clause.wanted {
                prop_assert!(!text.is_empty());
            }
        }
    }

    #[test]
    fn what_looks_like_a_question_can_be_read(text in "([-\"«»:@ a-z0-9]|from:|in:|has:|before:20){0,80}") {
        Question::parse(&text);
    }

    #[test]
    fn plain_words_stay_as_they_are(words in prop::collection::vec("[a-zà-ü]{1,8}", 0..20)) {
        let read: Vec<_> = read(&words.join(" "));
        prop_assert_eq!(read, words.iter().map(|text| (false, word(text))).collect::<Vec<_>>());
    }
}
