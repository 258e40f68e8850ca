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
        "What is catching fire: posts with a forecast and its terms (of one topic, language or distance: followed, near or all), or with kind=topics what rises: tags, links, people and phrases.",
    ),
    get(
        "/api/braise/v1/radar/statuses/{id}",
        Answers::One("Course"),
        "How far a post came, is forecast to come, and was forecast to.",
    ),
    Operation {
        method: "POST",
        path: "/api/braise/v1/radar/statuses/{id}/follow",
        does: "Tells the member from now on when a forecast turns.",
        takes: None,
        answers: Answers::One("Course"),
    },
    Operation {
        method: "POST",
        path: "/api/braise/v1/radar/statuses/{id}/unfollow",
        does: "Tells them no longer.",
        takes: None,
        answers: Answers::One("Course"),
    },
    get(
        "/api/braise/v1/radar/followed",
        Answers::List("Fire"),
        "The forecasts the member follows, the newest post first.",
    ),
    get(
        "/api/braise/v1/radar/turns",
        Answers::Page("ForecastTurn"),
        "How forecasts the member follows turned, the last first.",
    ),
    get(
        "/api/braise/v1/radar/scoreboard",
        Answers::List("Scoreboard"),
        "How right the forecasts were, by model and by how old posts were when they were made.",
    ),
    get(
        "/api/braise/v1/feeds",
        Answers::List("Feed"),
        "The member's own feeds; with scope=pinned those they keep at hand, with scope=shared those others share, \
         best liked first. `offset` passes over some.",
    ),
    send("POST", "/api/braise/v1/feeds", "FeedNew", "Feed", "Makes a feed."),
    send(
        "POST",
        "/api/braise/v1/feeds/preview",
        "FeedChange",
        "FeedPage",
        "What a feed would show, before it is kept.",
    ),
    get("/api/braise/v1/feeds/settings", Answers::One("FeedSettings"), "How feeds are shown in apps."),
    send(
        "PUT",
        "/api/braise/v1/feeds/settings",
        "FeedSettings",
        "FeedSettings",
        "Says whether For you and pinned feeds are among the lists of apps.",
    ),
    get("/api/braise/v1/feeds/{id}", Answers::One("Feed"), "A feed: one's own, or one that is shared."),
    send(
        "PUT",
        "/api/braise/v1/feeds/{id}",
        "FeedChange",
        "Feed",
        "Changes a feed of one's own; what is not named stays, sources, filters and weights each as a whole.",
    ),
    Operation {
        method: "DELETE",
        path: "/api/braise/v1/feeds/{id}",
        does: "Removes a feed of one's own.",
        takes: None,
        answers: Answers::Nothing,
    },
    get(
        "/api/braise/v1/feeds/{id}/items",
        Answers::One("FeedPage"),
        "What a feed shows the member, with every term of every score. `cursor` leads to the next page.",
    ),
    Operation {
        method: "POST",
        path: "/api/braise/v1/feeds/{id}/like",
        does: "Likes a feed.",
        takes: None,
        answers: Answers::One("Feed"),
    },
    Operation {
        method: "DELETE",
        path: "/api/braise/v1/feeds/{id}/like",
        does: "Takes that back.",
        takes: None,
        answers: Answers::One("Feed"),
    },
    Operation {
        method: "POST",
        path: "/api/braise/v1/feeds/{id}/pin",
        does: "Keeps a feed at hand, after those kept already.",
        takes: None,
        answers: Answers::One("Feed"),
    },
    Operation {
        method: "DELETE",
        path: "/api/braise/v1/feeds/{id}/pin",
        does: "Keeps it no longer.",
        takes: None,
        answers: Answers::One("Feed"),
    },
    get(
        "/api/braise/v1/feeds/{id}/ranker",
        Answers::One("FeedRanker"),
        "Whether the outside ranker a feed names may put it in order for the member.",
    ),
    send(
        "PUT",
        "/api/braise/v1/feeds/{id}/ranker",
        "FeedRankerChange",
        "FeedRanker",
        "Lets it, or no longer. It is sent the public posts of the page whose authors let their words be compared, \
         and names made up for this member and feed.",
    ),
    send(
        "POST",
        "/api/braise/v1/notes",
        "NoteNew",
        "Note",
        "Adds a context note under a public post of somebody else.",
    ),
    get(
        "/api/braise/v1/notes",
        Answers::One("NotesForMe"),
        "Context notes that wait for the member's rating, those under their posts, and their own.",
    ),
    Operation {
        method: "DELETE",
        path: "/api/braise/v1/notes/{id}",
        does: "Takes a context note away: its author, or a moderator.",
        takes: None,
        answers: Answers::Nothing,
    },
    send(
        "POST",
        "/api/braise/v1/notes/{id}/ratings",
        "NoteRating",
        "Note",
        "Says what the member makes of a context note, or says it anew. What becomes of it is reckoned a moment later.",
    ),
    get(
        "/api/braise/v1/statuses/{id}/notes",
        Answers::List("Note"),
        "The context notes under a post with what became of each, those that are shown first.",
    ),
    get(
        "/api/braise/v1/starter_packs",
        Answers::List("StarterPack"),
        "The member's own packs; with scope=shared those others share, with scope=within those the member is in.",
    ),
    send("POST", "/api/braise/v1/starter_packs", "StarterPackChange", "StarterPackWhole", "Makes a pack."),
    get(
        "/api/braise/v1/starter_packs/{id}",
        Answers::One("StarterPackWhole"),
        "A pack with its people and feeds, as far as the member may see them.",
    ),
    send(
        "PUT",
        "/api/braise/v1/starter_packs/{id}",
        "StarterPackChange",
        "StarterPackWhole",
        "Changes a pack of one's own; people and feeds each as a whole.",
    ),
    Operation {
        method: "DELETE",
        path: "/api/braise/v1/starter_packs/{id}",
        does: "Removes a pack of one's own.",
        takes: None,
        answers: Answers::Nothing,
    },
    send(
        "POST",
        "/api/braise/v1/starter_packs/{id}/follow",
        "StarterPackFollow",
        "StarterPackFollowed",
        "Follows all people of a pack, or those that are named.",
    ),
    Operation {
        method: "POST",
        path: "/api/braise/v1/starter_packs/{id}/leave",
        does: "Leaves a pack for good.",
        takes: None,
        answers: Answers::Nothing,
    },
    send(
        "POST",
        "/api/braise/v1/create",
        "CreationNew",
        "Creation",
        "Has a picture made from words, from a picture whose owner allows it, or once more.",
    ),
    get(
        "/api/braise/v1/create/choices",
        Answers::One("CreationChoices"),
        "How much of what models made the member's feeds show, and whether their own pictures are signed.",
    ),
    send(
        "PUT",
        "/api/braise/v1/create/choices",
        "CreationChoicesChange",
        "CreationChoices",
        "Changes that; what is left out stays.",
    ),
    get(
        "/api/braise/v1/create/{id}",
        Answers::One("Creation"),
        "One of the member's own pictures that were made.",
    ),
    get(
        "/api/braise/v1/media/{id}/credentials",
        Answers::One("Credentials"),
        "How a picture was made: what its content credentials say, checked, and what this server knows.",
    ),
    get(
        "/api/braise/v1/timelines/created",
        Answers::Page("Status"),
        "Public posts with pictures that were made.",
    ),
    send(
        "POST",
        "/api/braise/v1/ask",
        "Question",
        "Answer",
        "Answers a question from posts the member may read, each sentence with the spans it rests on, or abstains. \
         With `stream` the answer comes as server-sent events: a `sentence` as soon as it is checked, \
         then the whole `answer`, which holds, or an `error`.",
    ),
    get(
        "/api/braise/v1/missed",
        Answers::One("Missed"),
        "What the member missed at home: since their `home` marker, or since `hours` ago (1 to 168).",
    ),
    get(
        "/api/braise/v1/statuses/{id}/similar",
        Answers::List("Status"),
        "Posts that say something like it, the nearest first; none where its author does not let it be compared.",
    ),
    get(
        "/api/braise/v1/ask/log",
        Answers::List("AnswerLogLine"),
        "What was made public, corrected, withdrawn and refused: the newest line first, older ones with `max_id`.",
    ),
    get(
        "/api/braise/v1/ask/choices",
        Answers::One("AssistantChoices"),
        "Whose model answers the member, whether public answers are hidden from them, and whose they may choose.",
    ),
    send(
        "PUT",
        "/api/braise/v1/ask/choices",
        "ChangedAssistantChoices",
        "AssistantChoices",
        "Chooses whose model answers, and whether public answers under posts are hidden.",
    ),
    send(
        "POST",
        "/api/braise/v1/help",
        "HelpWanted",
        "Helped",
        "Has a model say the member's own words more gently, make a post of notes, or put a wish about the feed \
         into words the feed understands. Nothing is published or changed.",
    ),
    send(
        "POST",
        "/api/braise/v1/media/{id}/describe",
        "DescriptionWanted",
        "Helped",
        "Suggests a description of one of the member's own pictures, where the model looks at pictures.",
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
