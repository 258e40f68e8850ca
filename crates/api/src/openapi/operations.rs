//! What is called how: one row a call.

/// A call.
pub(super) struct Operation {
    pub(super) method: &'static str,
    pub(super) path: &'static str,
    /// What it does, in a sentence.
    pub(super) does: &'static str,
    /// The shape of what is sent.
    pub(super) takes: Option<&'static str>,
    pub(super) answers: Answers,
}

/// What comes back.
#[derive(Clone, Copy)]
pub(super) enum Answers {
    /// One of a shape.
    One(&'static str),
    /// A page of them: cursors in, links out.
    Page(&'static str),
    /// Several, as many as asked for.
    List(&'static str),
    /// `{}`.
    Nothing,
    /// Some object.
    Object,
}

const fn get(path: &'static str, answers: Answers, does: &'static str) -> Operation {
    Operation { method: "GET", path, does, takes: None, answers }
}

const fn send(
    method: &'static str,
    path: &'static str,
    takes: &'static str,
    answers: &'static str,
    does: &'static str,
) -> Operation {
    Operation { method, path, does, takes: Some(takes), answers: Answers::One(answers) }
}

/// All calls of ours.
pub(super) const OPERATIONS: &[Operation] = &[
    get("/api/braise/v1/asks", Answers::List("Ask"), "What curators ask members for, the newest first."),
    get("/api/braise/v1/asks/{id}", Answers::One("Ask"), "One ask."),
    Operation {
        method: "POST",
        path: "/api/braise/v1/asks/{id}/accept",
        does: "Accepts an ask: says yes to its purpose in the member's ledger, with the ask as the reason.",
        takes: None,
        answers: Answers::One("Ask"),
    },
    Operation {
        method: "POST",
        path: "/api/braise/v1/asks/{id}/decline",
        does: "Declines an ask, which changes nothing in the ledger.",
        takes: None,
        answers: Answers::One("Ask"),
    },
    get(
        "/api/braise/v1/datasets",
        Answers::Page("Dataset"),
        "Releases of consented posts, the newest first.",
    ),
    get(
        "/api/braise/v1/datasets/{release}",
        Answers::One("DatasetWhole"),
        "A release with its signed manifest and its report.",
    ),
    get(
        "/api/braise/v1/datasets/{release}/mine",
        Answers::One("DatasetMine"),
        "Whether the member's posts are in a release, and in which rows, the newest first.",
    ),
    get(
        "/api/braise/v1/datasets/{release}/revocations",
        Answers::One("DatasetRevocations"),
        "The signed list of rows to be left out since, once there is one.",
    ),
    get(
        "/api/braise/v1/datasets/{release}/rows/{row}",
        Answers::One("DatasetRowStanding"),
        "Whether a row of a release still stands.",
    ),
    get("/api/braise/v1/openapi.json", Answers::Object, "This document."),
    get("/api/braise/v1/drafts", Answers::Page("Draft"), "The member's drafts, last begun first."),
    send("POST", "/api/braise/v1/drafts", "DraftChange", "Draft", "Keeps a new draft."),
    get("/api/braise/v1/drafts/{id}", Answers::One("Draft"), "One draft."),
    send("PUT", "/api/braise/v1/drafts/{id}", "DraftChange", "Draft", "Keeps a draft in place of this one."),
    Operation {
        method: "DELETE",
        path: "/api/braise/v1/drafts/{id}",
        does: "Throws a draft away.",
        takes: None,
        answers: Answers::Nothing,
    },
    get(
        "/api/braise/v1/consent",
        Answers::One("Consent"),
        "What the member says about the use of all they write and show.",
    ),
    send(
        "PUT",
        "/api/braise/v1/consent",
        "ConsentChange",
        "Consent",
        "Says something about the use of all the member writes and shows. Every change is a line of the ledger.",
    ),
    get(
        "/api/braise/v1/consent/statuses/{id}",
        Answers::One("Consent"),
        "What the member says about one of their posts; unset is what they say of their account.",
    ),
    send(
        "PUT",
        "/api/braise/v1/consent/statuses/{id}",
        "ConsentChange",
        "Consent",
        "Says something about the use of one of the member's posts.",
    ),
    get(
        "/api/braise/v1/consent/media/{id}",
        Answers::One("Consent"),
        "What the member says about one of their pictures, films or sounds; unset is what they say of its post.",
    ),
    send(
        "PUT",
        "/api/braise/v1/consent/media/{id}",
        "ConsentChange",
        "Consent",
        "Says something about the use of one of the member's pictures, films or sounds.",
    ),
    get(
        "/api/braise/v1/consent/ledger",
        Answers::Page("ConsentEntry"),
        "The member's ledger, newest line first; the cursors are numbers of lines.",
    ),
    get(
        "/api/braise/v1/consent/receipt",
        Answers::One("ConsentReceipt"),
        "Checks the member's whole ledger and says where it ends.",
    ),
    get(
        "/api/braise/v1/consent/uses",
        Answers::List("ConsentUse"),
        "Who used the member's words, newest first.",
    ),
    get(
        "/api/braise/v1/feeds/for_you",
        Answers::One("PlacedPage"),
        "What may be worth the member's time, with every term of every score. `cursor` leads to the next page.",
    ),
    get(
        "/api/braise/v1/why/{id}",
        Answers::One("Why"),
        "Why a post stands where it does in a feed of the member, or why it does not.",
    ),
    get("/api/braise/v1/steering", Answers::One("Steering"), "How the member steers."),
    send(
        "PUT",
        "/api/braise/v1/steering",
        "SteeringChange",
        "Steering",
        "Sets preset, sliders and signals; what is not named stays, sliders as a whole.",
    ),
    send(
        "POST",
        "/api/braise/v1/steering/wishes",
        "WishNew",
        "WishMade",
        "Wishes for less or more of something, and says what that did to the page at hand.",
    ),
    Operation {
        method: "DELETE",
        path: "/api/braise/v1/steering/wishes/{id}",
        does: "Takes a wish back.",
        takes: None,
        answers: Answers::Nothing,
    },
    get("/api/braise/v1/profile", Answers::One("Known"), "Everything ranking knows about the member."),
    Operation {
        method: "DELETE",
        path: "/api/braise/v1/profile",
        does: "Forgets what was learned about the member.",
        takes: None,
        answers: Answers::Nothing,
    },
    Operation {
        method: "POST",
        path: "/api/braise/v1/statuses/{id}/opinion",
        does: "Says of a post that it was worth the member's time, that it was not, or hides its kind.",
        takes: Some("Opinion"),
        answers: Answers::Nothing,
    },
    get(
        "/api/braise/v1/statuses/{id}/reach",
        Answers::One("Reach"),
        "How far one of the member's own posts came.",
    ),
    get(
        "/api/braise/v1/radar",
        Answers::List("Fire"),
        "What is catching fire: posts with a forecast and its terms, or with kind=topics tags that rise.",
    ),
    get(
        "/api/braise/v1/radar/statuses/{id}",
        Answers::One("Course"),
        "How far a post came, is forecast to come, and was forecast to.",
    ),
    get(
        "/api/braise/v1/radar/scoreboard",
        Answers::List("Scoreboard"),
        "How right the forecasts were, by model and by how old posts were when they were made.",
    ),
    send(
        "POST",
        "/api/braise/v1/ask",
        "Question",
        "Answer",
        "Answers a question from posts the member may read, each sentence with the spans it rests on, or abstains. \
         With `stream` the answer comes as server-sent events: a `sentence` each, then the whole `answer`.",
    ),
    get(
        "/api/braise/v1/ask/log",
        Answers::List("AnswerLogLine"),
        "What was made public, corrected, withdrawn and refused: the newest line first, older ones with `max_id`.",
    ),
    get(
        "/api/braise/v1/ask/{id}",
        Answers::One("Answer"),
        "One of the member's own answers, as far as what it quotes still stands.",
    ),
    Operation {
        method: "POST",
        path: "/api/braise/v1/ask/{id}/publish",
        does: "Makes an answer the one public answer of its post; an earlier one is kept as its version.",
        takes: None,
        answers: Answers::One("PublicAnswer"),
    },
    get(
        "/api/braise/v1/statuses/{id}/answer",
        Answers::One("PublicAnswer"),
        "The public answer of a post, without what does not stand any more.",
    ),
    Operation {
        method: "DELETE",
        path: "/api/braise/v1/statuses/{id}/answer",
        does: "Withdraws a public answer: whoever made it public may, and the post's author.",
        takes: None,
        answers: Answers::Nothing,
    },
    send(
        "PUT",
        "/api/braise/v1/statuses/{id}/answers",
        "AnswersAllowed",
        "AnswersAllowed",
        "Says whether one of the member's posts may have a public answer.",
    ),
    send(
        "PUT",
        "/api/braise/v1/ask/answers",
        "AnswersAllowed",
        "AnswersAllowed",
        "Says whether any of the member's posts may have public answers.",
    ),
];
