use super::*;
use crate::Flag;
use model::{AccountId, PostId};

fn world() -> Vec<Passage> {
    let texts: [(i64, &str); 10] = [
        (
            1,
            "Line Two is interrupted between the Salt Gate and Observatory Hill: the winch has stopped. The ferry takes tram tickets until further notice.",
        ),
        (
            1,
            "We know more about Line Two: a gear from 1924 has lost four teeth.\n\nDu nouveau pour la ligne Deux : un engrenage de 1924 a perdu quatre dents.",
        ),
        (2, "The school lends sixty bicycles; please bring them back with air in the tyres."),
        (3, "L'école prête soixante vélos ; merci de les rendre gonflés."),
        (4, "Does anyone know why Line Two is interrupted?"),
        (5, "And the Golden Crust goes to Maud Ventelune for a barley bread baked over driftwood."),
        (6, "The Golden Crust went to Maud Ventelune, with a barley bread baked over driftwood."),
        (7, "Found on the slipway at low water: a glass float, whole."),
        (8, "I lost at the Golden Crust and I am not even cross."),
        (9, "Tonight Quillane stands above the harbour an hour after sunset."),
    ];
    let passage = |(number, (author, text)): (i64, &(i64, &str))| Passage {
        post: PostId(number),
        author: AccountId(*author),
        text: (*text).to_owned(),
        language: None,
        satire: false,
        reactions: 0,
    };
    (1..).zip(&texts).map(passage).collect()
}

fn ask(question: &str) -> Answer {
    let asked = Asked::read(question, None);
    let passages = world();
    // As if there were a thousand more posts about other things.
    let frequencies = Frequencies { posts: 1_000, ..Frequencies::of_passages(&passages) };
    extract(&asked, &frequencies, &passages, Summing::Nothing)
}

#[test]
fn questions_find_their_sentence() {
    for (question, quoted) in [
        ("Why is Line Two interrupted?", "winch"),
        ("How many bicycles does the school lend?", "sixty bicycles"),
        ("Combien de vélos l'école prête-t-elle ?", "soixante vélos"),
        ("Who won the Golden Crust?", "Maud Ventelune"),
        ("How old is the gear of Line Two?", "gear from 1924"),
        ("De quand date l'engrenage de la ligne Deux ?", "engrenage de 1924"),
        ("When can one see Quillane above the harbour?", "an hour after sunset"),
    ] {
        let answer = ask(question);
        assert!(!answer.abstained(), "{question}: {}", answer.score);
        assert!(answer.sentences[0].text.contains(quoted), "{question}: {answer:?}");
    }
}

#[test]
fn what_nobody_said_is_not_answered() {
    for question in [
        "Who is the president of France?",
        "How much does a concert at the opera cost?",
        "Where was Maud Ventelune born?",
        "Quel est le prix d'un appartement à Lyon ?",
        "What is this about?",
        "",
        "??",
    ] {
        let answer = ask(question);
        assert!(answer.abstained(), "{question}: {answer:?}");
    }
}

#[test]
fn what_two_say_is_one_sentence_with_two_sources() {
    let answer = ask("Who won the Golden Crust with a barley bread?");
    assert_eq!(answer.sentences[0].citations.len(), 2, "{answer:?}");
    assert_eq!(answer.sentences[0].flags, []);
    assert_eq!(ask("Why is Line Two interrupted?").sentences[0].flags, [Flag::SingleSource]);
}

#[test]
fn every_span_stands_where_it_says() {
    for question in ["Who won the Golden Crust?", "Combien de vélos l'école prête-t-elle ?", "Line Two gear"]
    {
        for citation in ask(question).sentences.iter().flat_map(|sentence| &sentence.citations) {
            let text = &world().into_iter().find(|passage| passage.post == citation.post).unwrap().text;
            assert!(crate::verify::stands(text, citation), "{citation:?}");
        }
    }
}

#[test]
fn a_conversation_is_summed_up_in_its_own_words() {
    let asked = Asked::read("Summarise this thread", None);
    let passages = world();
    let answer = extract(&asked, &Frequencies::of_passages(&passages), &passages, Summing::Conversation);
    assert!(answer.sentences.len() > 1, "{answer:?}");
    let texts: Vec<&str> = answer.sentences.iter().map(|sentence| sentence.text.as_str()).collect();
    assert!(!texts.iter().any(|text| text.contains("prête")), "{texts:?}");
    assert!(extract(&asked, &Frequencies::default(), &[], Summing::Conversation).abstained());
}

#[test]
fn whether_something_is_true_is_a_question_of_its_own() {
    for question in ["Is this true?", "Est-ce vrai ?", "Check this post", "Peux-tu vérifier cela ?"] {
        assert!(Asked::read(question, None).checks, "{question}");
    }
    for question in ["Is it true that the winch has stopped?", "What is this about?"] {
        assert!(!Asked::read(question, None).checks, "{question}");
    }
}

#[test]
fn what_is_asked_of_many_is_not_in_what_they_say() {
    let terms = |question: &str, topic: &str| -> Vec<String> {
        let asked = Asked::read(question, None).of_many(topic);
        asked.terms.into_iter().map(|term| term.stem).collect()
    };
    for (question, topic) in [
        ("What did I miss?", ""),
        ("Qu'est-ce que j'ai manqué ?", ""),
        ("Quoi de neuf ?", ""),
        ("What are people saying about #GoldenCrust?", "#GoldenCrust"),
        ("Summarise goldencrust", "#goldencrust"),
        ("De quoi parle-t-on ?", "comète"),
    ] {
        assert_eq!(terms(question, topic), Vec::<String>::new(), "{question}");
    }
    assert_eq!(terms("Who won the Golden Crust?", "#GoldenCrust"), ["win"]);
}

#[test]
fn others_second_a_claim() {
    let text = "Walked past the Salt Gate at nine: the winch has stopped indeed.";
    let passage = Passage {
        post: PostId(3),
        author: AccountId(2),
        text: text.to_owned(),
        language: Some("en".to_owned()),
        satire: false,
        reactions: 0,
    };
    let claim = Asked::claim("winch salt gate stop eight");
    let frequencies = Frequencies { posts: 200, ..Frequencies::of_passages(std::slice::from_ref(&passage)) };
    let answer = extract(&claim, &frequencies, &[passage], Summing::Nothing);
    assert!(!answer.abstained(), "{claim:?} {answer:?}");
}
