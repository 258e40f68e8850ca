//! What they say, in the language of whoever says it; notes in both, as they answer posts of either.

use crate::Language::{self, Both, English, French};

/// What becomes of a note.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kind {
    /// Both sides find it helpful.
    Shown,
    /// One side does.
    Hill,
    /// The other does.
    Harbour,
    /// Nobody does.
    Poor,
    /// Too few have rated it.
    Fresh,
}

pub struct NoteLine {
    /// What the post says that it stands under, in each language.
    pub about: [&'static str; 2],
    pub text: [&'static str; 2],
    pub page: Option<&'static str>,
    pub kind: Kind,
}

pub struct FeedLine {
    /// The number of the subject.
    pub topic: Option<usize>,
    pub language: Language,
    pub name: &'static str,
    pub description: &'static str,
    pub pictures: bool,
    pub no_replies: bool,
    pub newest: bool,
}

pub struct PackLine {
    pub topic: Option<usize>,
    pub language: Language,
    pub name: &'static str,
    pub description: &'static str,
}

pub struct DrawingLine {
    pub language: Language,
    pub words: &'static str,
    pub style: &'static str,
    pub shared: bool,
    pub after: Option<usize>,
    pub text: &'static str,
    pub alt: &'static str,
}

pub struct QuestionLine {
    pub about: [&'static str; 2],
    pub language: Language,
    pub text: &'static str,
    pub public: bool,
}

const BREAD: usize = 1;
const COMET: usize = 3;
const FANAL: usize = 4;
const SEA: usize = 5;
const GARDEN: usize = 6;
const MUSIC: usize = 8;

pub const NOTES: [NoteLine; 10] = [
    NoteLine {
        about: ["Line Two stands still again at", "La ligne Deux est encore immobile"],
        text: [
            "The tramways have named the cause since: a gear of the winch, from 1924, with four broken teeth. Nothing else was damaged.",
            "Les tramways ont depuis donné la cause : un engrenage du treuil, de 1924, avec quatre dents cassées. Rien d'autre n'était abîmé.",
        ],
        page: Some("tramways/line-two"),
        kind: Kind::Shown,
    },
    NoteLine {
        about: ["If you run Fanal 3 beta", "Si vous utilisez la bêta de Fanal 3"],
        text: [
            "The beta stops the motor at midnight. Its authors ask to run it by day only until the fix is out.",
            "La bêta arrête le moteur à minuit. Ses auteurs demandent de ne l'utiliser que de jour jusqu'au correctif.",
        ],
        page: Some("fanal/midnight"),
        kind: Kind::Shown,
    },
    NoteLine {
        about: ["The Golden Crust went to a baker", "La Croûte d'or est revenue à quelqu'un"],
        text: [
            "The winner is Maud Ventelune, with a barley bread. Her recipe hangs in the covered market with all the others.",
            "La gagnante est Maud Ventelune, avec un pain d'orge. Sa recette est affichée sous la halle avec toutes les autres.",
        ],
        page: Some("golden-crust/recipes"),
        kind: Kind::Shown,
    },
    NoteLine {
        about: [
            "Quillane will not be back for nine hundred years",
            "Quillane ne reviendra pas avant neuf cents ans",
        ],
        text: [
            "The observatory reckons eight hundred and sixty years, give or take forty. Nine hundred is rounded up.",
            "L'observatoire compte huit cent soixante ans, à quarante près. Neuf cents est un arrondi.",
        ],
        page: Some("observatory/quillane"),
        kind: Kind::Hill,
    },
    NoteLine {
        about: ["Turned the porch lamp off", "Éteint la lampe du perron"],
        text: [
            "Lamps on the steps of the quay have to stay lit for whoever comes in by boat.",
            "Sur les marches du quai, les lampes doivent rester allumées pour qui rentre en bateau.",
        ],
        page: Some("harbour/lights"),
        kind: Kind::Harbour,
    },
    NoteLine {
        about: ["Day after day without Line Two", "Jour après jour sans la ligne Deux"],
        text: [
            "The ferry took tram tickets the whole time, and the school lent bicycles.",
            "Le bac acceptait les billets de tram pendant tout ce temps, et l'école prêtait des vélos.",
        ],
        page: Some("tramways/line-two"),
        kind: Kind::Harbour,
    },
    NoteLine {
        about: ["Upgraded to Fanal 3", "Passage à Fanal 3"],
        text: [
            "Starting takes longer than before on purpose: the lamp is checked first.",
            "Le démarrage est plus long exprès : la lampe est vérifiée d'abord.",
        ],
        page: Some("fanal/three"),
        kind: Kind::Hill,
    },
    NoteLine {
        about: ["Found on the slipway at low water", "Trouvé sur la cale à marée basse"],
        text: [
            "My cousin says somebody puts these things there on purpose.",
            "Mon cousin dit que quelqu'un dépose ces choses là exprès.",
        ],
        page: None,
        kind: Kind::Poor,
    },
    NoteLine {
        about: ["After the Golden Crust the mill has run out", "Après la Croûte d'or, le moulin n'a plus"],
        text: ["People should simply buy less flour.", "Les gens n'ont qu'à acheter moins de farine."],
        page: None,
        kind: Kind::Poor,
    },
    NoteLine {
        about: ["The whole quay was looking", "Tout le quai regardait"],
        text: [
            "There is one picture: the school has it, taken through the small telescope.",
            "Il existe une photo : l'école l'a prise avec la petite lunette.",
        ],
        page: Some("school/telescope"),
        kind: Kind::Fresh,
    },
];

pub const FEEDS: [FeedLine; 6] = [
    FeedLine {
        topic: Some(COMET),
        language: Both,
        name: "Sky above Morvane · Le ciel de Morvane",
        description: "Comets, clouds and what stands between. · Les comètes, les nuages, et ce qu'il y a entre les deux.",
        pictures: false,
        no_replies: false,
        newest: true,
    },
    FeedLine {
        topic: Some(BREAD),
        language: French,
        name: "Levain et compagnie",
        description: "Tout ce qui lève, sans les réponses.",
        pictures: false,
        no_replies: true,
        newest: false,
    },
    FeedLine {
        topic: Some(SEA),
        language: English,
        name: "Harbour talk",
        description: "Boats, tides and whatever lies on the slipway, as it comes in.",
        pictures: false,
        no_replies: false,
        newest: true,
    },
    FeedLine {
        topic: Some(FANAL),
        language: English,
        name: "Lamps and their firmware",
        description: "Fanal, for those who keep a lighthouse and those who keep its code.",
        pictures: false,
        no_replies: false,
        newest: false,
    },
    FeedLine {
        topic: None,
        language: Both,
        name: "Only pictures · Rien que des images",
        description: "What the town paints and draws. · Ce que la ville peint et dessine.",
        pictures: true,
        no_replies: false,
        newest: false,
    },
    FeedLine {
        topic: Some(GARDEN),
        language: French,
        name: "Jardins du soir",
        description: "Les nouvelles du potager, à lire lentement.",
        pictures: false,
        no_replies: true,
        newest: false,
    },
];

pub const PACKS: [PackLine; 4] = [
    PackLine {
        topic: Some(COMET),
        language: English,
        name: "Sky watchers",
        description: "Who to follow before the next comet. Nobody here sleeps much.",
    },
    PackLine {
        topic: Some(BREAD),
        language: French,
        name: "Boulangers de l'île",
        description: "Celles et ceux qui se lèvent avant le four.",
    },
    PackLine {
        topic: Some(MUSIC),
        language: Both,
        name: "The choir and its neighbours · La chorale et ses voisins",
        description: "Second altos first. · Les altos deux d'abord.",
    },
    PackLine {
        topic: None,
        language: Both,
        name: "New on the island · Nouveau sur l'île",
        description: "A dozen people to begin with. · Une douzaine de personnes pour commencer.",
    },
];

pub const DRAWINGS: [DrawingLine; 6] = [
    DrawingLine {
        language: English,
        words: "a quiet harbour at dawn, one lamp still lit",
        style: "strata",
        shared: true,
        after: None,
        text: "I gave the drawing rules one line and they gave me my window. #harbour",
        alt: "Bands of grey and blue, one above the other, with a warm edge near the middle.",
    },
    DrawingLine {
        language: French,
        words: "la nuit sur les salines, sans vent",
        style: "wash",
        shared: true,
        after: None,
        text: "Les salines, telles que des règles les imaginent. Je ne les aurais pas mieux peintes. #mer",
        alt: "Un lavis bleu nuit qui s'éclaircit vers le bas, comme de l'eau peu profonde.",
    },
    DrawingLine {
        language: English,
        words: "embers under snow",
        style: "orbits",
        shared: false,
        after: None,
        text: "Drawn while the stove went out. The words stay with me.",
        alt: "Thin circles around a few glowing points on a dark ground.",
    },
    DrawingLine {
        language: French,
        words: "carreaux de cuisine, un dimanche",
        style: "tiles",
        shared: true,
        after: None,
        text: "Projet pour la cuisine. Ma sœur dit non, le chat n'a rien dit.",
        alt: "Un carrelage à quarts de cercle, en quatre couleurs claires.",
    },
    DrawingLine {
        language: Both,
        words: "the same harbour, an hour later · le même port, une heure après",
        style: "flow",
        shared: true,
        after: Some(0),
        text: "With the colours of the first one, with thanks. / Avec les couleurs du premier, merci.",
        alt: "Fine lines that run like currents, in the greys and blues of a harbour.",
    },
    DrawingLine {
        language: English,
        words: "a garden that was promised rain",
        style: "flow",
        shared: true,
        after: None,
        text: "For whoever waters on behalf of the whole stairwell. #garden",
        alt: "Green lines leaning the same way, as if wind went through them.",
    },
];

pub const QUESTIONS: [QuestionLine; 5] = [
    QuestionLine {
        about: ["a gear from 1924 has lost four teeth", "a perdu quatre dents"],
        language: English,
        text: "How many teeth has the gear of Line Two lost?",
        public: true,
    },
    QuestionLine {
        about: ["Fanal 3 is out.", "Fanal 3 est sorti."],
        language: French,
        text: "Combien de personnes ont écrit Fanal 3 ?",
        public: true,
    },
    QuestionLine {
        about: ["the Golden Crust goes to", "la Croûte d'or revient à"],
        language: English,
        text: "Who won the Golden Crust?",
        public: true,
    },
    QuestionLine {
        about: ["the hill was dark for fifty-two minutes", "la colline est restée dans le noir"],
        language: English,
        text: "How long was the hill dark?",
        public: true,
    },
    QuestionLine {
        about: ["Quillane stands above the harbour", "Quillane se tient au-dessus du port"],
        language: French,
        text: "Quand voit-on Quillane au-dessus du port ?",
        public: false,
    },
];
