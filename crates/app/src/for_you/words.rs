//! What a term of a score means, in a sentence of each language.

use crate::FeedNote;
use feed::{Line, Reason, Sieve, Term};

/// A language of sentences.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub enum Tongue {
    /// English.
    #[default]
    English,
    /// French.
    French,
}

impl Tongue {
    /// The one for a language's code or an `Accept-Language` header.
    pub fn of(language: &str) -> Self {
        if language.trim_start().to_ascii_lowercase().starts_with("fr") {
            Self::French
        } else {
            Self::English
        }
    }
}

/// What a line says.
pub fn sentence(tongue: Tongue, line: &Line) -> String {
    let (english, french) = of_term(line.term, line.delta.0 >= 0);
    let words = if tongue == Tongue::French { french } else { english };
    let number = if line.term.place() < 12 {
        let percent = format!("{:.1}", line.input * 100.0);
        if tongue == Tongue::French {
            format!("{} %", percent.replace('.', ","))
        } else {
            format!("{percent}%")
        }
    } else {
        format!("{:.0}", line.input)
    };
    words.replace('#', &number)
}

/// What a term is called beside a slider.
pub fn name(tongue: Tongue, term: Term) -> &'static str {
    let (english, french) = match term {
        Term::Like => ("Likes to come", "J’aime à venir"),
        Term::Reply => ("Answers to come", "Réponses à venir"),
        Term::Repost => ("Reposts to come", "Repartages à venir"),
        Term::Quote => ("Quotes to come", "Citations à venir"),
        Term::Bookmark => ("Kept for later", "Gardées pour plus tard"),
        Term::Follow => ("New people to follow", "Nouvelles personnes à suivre"),
        Term::Open => ("Links worth opening", "Liens à ouvrir"),
        Term::Read => ("Long reads", "Longues lectures"),
        Term::Worth => ("Worth your time", "Valoir votre temps"),
        Term::Hide => ("Likely to be hidden", "Susceptibles d’être masquées"),
        Term::Mute => ("Likely to be muted", "Susceptibles d’être mises en sourdine"),
        Term::Report => ("Likely to be reported", "Susceptibles d’être signalées"),
        Term::Followed => ("People you follow", "Personnes que vous suivez"),
        Term::Taste => ("People with your taste", "Personnes qui ont vos goûts"),
        Term::Affinity => ("Close to what you like", "Proche de ce que vous aimez"),
        Term::Topics => ("Your topics", "Vos sujets"),
        Term::Friends => ("Liked by those you follow", "Aimées par celles que vous suivez"),
        Term::Quiet => ("Quiet voices", "Voix discrètes"),
        Term::Fresh => ("A first audience for new posts", "Un premier public pour les nouveautés"),
        Term::Trending => ("What is talked about", "Ce dont on parle"),
        Term::Quality => ("Care in writing", "Soin de l’écriture"),
        Term::Bridging => ("What those who disagree share", "Ce que partagent ceux qui divergent"),
        Term::Forecast => ("Likely to go far", "Promises à un large écho"),
        Term::Popular => ("Well received", "Bien reçues"),
        Term::Age => ("Age", "Ancienneté"),
        Term::Conversation => ("Answers to others", "Réponses à d’autres"),
        Term::Language => ("Languages you do not read", "Langues que vous ne lisez pas"),
        Term::Seen => ("Shown before", "Déjà montrées"),
        Term::Wish => ("Your wishes", "Vos souhaits"),
        Term::SameAuthor => ("Not the same author twice", "Pas deux fois la même personne"),
        Term::SameTopic => ("Not the same thing twice", "Pas deux fois la même chose"),
        Term::Given => ("Its place in a list from outside", "Sa place dans une liste venue d’ailleurs"),
        Term::Outside => ("A ranker from outside", "Un classement venu d’ailleurs"),
    };
    if tongue == Tongue::French { french } else { english }
}

/// What For you is called.
pub const fn for_you(tongue: Tongue) -> &'static str {
    match tongue {
        Tongue::English => "For you",
        Tongue::French => "Pour vous",
    }
}

/// What a signal is called.
pub fn signal(tongue: Tongue, kind: feed::Kind) -> &'static str {
    use feed::Kind;
    let (english, french) = match kind {
        Kind::Like => ("What you like", "Ce que vous aimez"),
        Kind::Reply => ("What you answer", "Ce à quoi vous répondez"),
        Kind::Repost => ("What you repost", "Ce que vous repartagez"),
        Kind::Quote => ("What you quote", "Ce que vous citez"),
        Kind::Bookmark => ("What you keep", "Ce que vous gardez"),
        Kind::Follow => ("Whom you begin to follow", "Qui vous vous mettez à suivre"),
        Kind::Open => ("Which links you open", "Les liens que vous ouvrez"),
        Kind::Read => ("What you read for long", "Ce que vous lisez longuement"),
        Kind::Worth => ("What you say was worth your time", "Ce dont vous dites que cela valait votre temps"),
        Kind::Hide => ("What you want less of", "Ce dont vous voulez moins"),
        Kind::Mute => ("Whom you mute", "Qui vous mettez en sourdine"),
        Kind::Report => ("What you report", "Ce que vous signalez"),
    };
    if tongue == Tongue::French { french } else { english }
}

fn of_term(term: Term, gained: bool) -> (&'static str, &'static str) {
    match term {
        Term::Like => {
            ("You like one like it with a chance of #", "Vous aimez une publication semblable dans # des cas")
        }
        Term::Reply => {
            ("You answer one like it with a chance of #", "Vous répondez à une semblable dans # des cas")
        }
        Term::Repost => {
            ("You repost one like it with a chance of #", "Vous en repartagez une semblable dans # des cas")
        }
        Term::Quote => {
            ("You quote one like it with a chance of #", "Vous en citez une semblable dans # des cas")
        }
        Term::Bookmark => {
            ("You keep one like it with a chance of #", "Vous en gardez une semblable dans # des cas")
        }
        Term::Follow => (
            "You follow its author because of it with a chance of #",
            "Vous suivez ensuite son auteur dans # des cas",
        ),
        Term::Open => ("You open its link with a chance of #", "Vous ouvrez son lien dans # des cas"),
        Term::Read => (
            "You read one like it for long with a chance of #",
            "Vous en lisez une semblable longuement dans # des cas",
        ),
        Term::Worth => (
            "You would say it was worth your time with a chance of #",
            "Vous diriez qu’elle valait votre temps dans # des cas",
        ),
        Term::Hide => {
            ("You hide one like it with a chance of #", "Vous en masquez une semblable dans # des cas")
        }
        Term::Mute => {
            ("You mute its author with a chance of #", "Vous mettez son auteur en sourdine dans # des cas")
        }
        Term::Report => {
            ("You report one like it with a chance of #", "Vous en signalez une semblable dans # des cas")
        }
        Term::Followed => ("You follow its author", "Vous suivez son auteur"),
        Term::Taste => {
            ("People who like what you like, like it", "Des personnes qui aiment ce que vous aimez l’aiment")
        }
        Term::Affinity => (
            "It is close to what you like, by what everybody here reacts to",
            "Elle est proche de ce que vous aimez, d’après ce qui fait réagir tout le monde ici",
        ),
        Term::Topics if gained => ("It is about what you react to", "Elle parle de ce qui vous fait réagir"),
        Term::Topics => {
            ("It is about what you turned away from", "Elle parle de ce dont vous vous êtes détourné")
        }
        Term::Friends => ("People you follow like it", "Des personnes que vous suivez l’aiment"),
        Term::Quiet => {
            ("Its author, whom you follow, writes rarely", "Son auteur, que vous suivez, écrit rarement")
        }
        Term::Fresh => (
            "Few have seen it yet: you are among its first readers",
            "Peu l’ont vue : vous êtes parmi ses premiers lecteurs",
        ),
        Term::Trending => {
            ("It is talked about outside of what you follow", "On en parle au-delà de ce que vous suivez")
        }
        Term::Quality if gained => ("It was written with care", "Elle est écrite avec soin"),
        Term::Quality => ("It shouts, or there is little to it", "Elle crie, ou dit peu"),
        Term::Bridging => (
            "People who usually disagree both find it good",
            "Des personnes souvent en désaccord l’apprécient",
        ),
        Term::Forecast => ("Radar expects it to go far", "Radar prévoit qu’elle ira loin"),
        Term::Popular => {
            ("Many of those who saw it reacted well", "Beaucoup de ceux qui l’ont vue l’ont appréciée")
        }
        Term::Age => ("It is not the newest", "Elle n’est pas toute récente"),
        Term::Conversation => ("It answers another post", "Elle répond à une autre"),
        Term::Language => (
            "It is in a language you do not seem to read",
            "Elle est dans une langue que vous ne semblez pas lire",
        ),
        Term::Seen => ("You were shown it before (#)", "Elle vous a déjà été montrée (#)"),
        Term::Wish if gained => ("You wished for more of it", "Vous en souhaitez davantage"),
        Term::Wish => ("You wished for less of it", "Vous en souhaitez moins"),
        Term::SameAuthor => ("# of the same author stand above it", "# de la même personne au-dessus"),
        Term::SameTopic => (
            "Much like it stands above it, or was read lately",
            "Du semblable se trouve au-dessus ou vient d’être lu",
        ),
        Term::Given => {
            ("It is number # in a list made outside", "Elle est numéro # d’une liste faite ailleurs")
        }
        Term::Outside if gained => {
            ("An outside ranker placed it higher", "Un classement d’ailleurs l’a mieux placée")
        }
        Term::Outside => {
            ("An outside ranker placed it lower", "Un classement d’ailleurs l’a moins bien placée")
        }
    }
}

/// Why a page of a feed is not as the feed wants it.
pub const fn note(tongue: Tongue, note: FeedNote) -> &'static str {
    let (english, french) = match note {
        FeedNote::NoList => (
            "The server that makes this list did not answer. Until it does, the feed’s own sources stand in.",
            "Le serveur qui fait cette liste n’a pas répondu. En attendant, les sources du fil la remplacent.",
        ),
        FeedNote::NoOrder => (
            "The server that puts this feed in order did not answer. This is the order made here.",
            "Le serveur qui ordonne ce fil n’a pas répondu. Voici l’ordre fait ici.",
        ),
        FeedNote::NotLet => (
            "This feed can be put in order elsewhere, if you let it. This is the order made here.",
            "Ce fil peut être ordonné ailleurs, si vous le permettez. Voici l’ordre fait ici.",
        ),
        FeedNote::Learning => (
            "This server has just started and is still learning from earlier days. For now, this is made of the \
             newest posts alone.",
            "Ce serveur vient de démarrer et apprend encore des jours passés. Pour l’instant, seules les \
             publications les plus récentes sont ici.",
        ),
    };
    match tongue {
        Tongue::English => english,
        Tongue::French => french,
    }
}

/// Why a post is not on the page.
pub fn reason(tongue: Tongue, reason: Reason) -> &'static str {
    let (english, french) = match reason {
        Reason::Gone => (
            "It is not among the recent public posts.",
            "Elle n’est pas parmi les publications publiques récentes.",
        ),
        Reason::Own => ("You wrote it.", "Elle est de vous."),
        Reason::Hidden => (
            "You muted or blocked its author, or are blocked.",
            "Son auteur est masqué ou bloqué, ou vous a bloqué.",
        ),
        Reason::NotOpen => (
            "Its author keeps their posts out of discovery, and you do not follow them.",
            "Son auteur ne souhaite pas être découvert, et vous ne le suivez pas.",
        ),
        Reason::Wish => ("You wished to see none of it.", "Vous souhaitez n’en voir aucune."),
        Reason::SameThread => (
            "Another post of its conversation stands higher.",
            "Une autre de la même conversation est mieux placée.",
        ),
        Reason::Duplicate => ("Nearly the same stands higher.", "Presque la même est mieux placée."),
        Reason::SeenOften => ("You were shown it several times.", "Elle vous a été montrée plusieurs fois."),
        Reason::Old => {
            ("It is older than what this page shows.", "Elle est plus ancienne que ce que montre cette page.")
        }
        Reason::Outranked => ("Others were worth more to you.", "D’autres valaient davantage pour vous."),
        Reason::NotFound => (
            "Nothing led to it: nobody near you reacted to it.",
            "Rien n’y menait : personne de proche n’y a réagi.",
        ),
        Reason::LeftOut(sieve) => left_out(sieve),
    };
    if tongue == Tongue::French { french } else { english }
}

/// What a feed of somebody's own leaves out.
const fn left_out(sieve: Sieve) -> (&'static str, &'static str) {
    match sieve {
        Sieve::NoMedia => (
            "This feed shows only what has pictures, film or sound.",
            "Ce fil ne montre que ce qui a des images, un film ou du son.",
        ),
        Sieve::Language => {
            ("This feed leaves its language out.", "Ce fil laisse de côté la langue dans laquelle elle est.")
        }
        Sieve::Elsewhere => {
            ("This feed shows only what was written here.", "Ce fil ne montre que ce qui a été écrit ici.")
        }
        Sieve::Short => {
            ("This feed leaves out what is so short.", "Ce fil laisse de côté ce qui est si court.")
        }
        Sieve::Reply => ("This feed leaves out answers.", "Ce fil laisse de côté les réponses."),
        Sieve::Word => {
            ("It has a word that this feed leaves out.", "Elle contient un mot que ce fil laisse de côté.")
        }
        Sieve::Generated => (
            "This feed leaves out what was made with a model.",
            "Ce fil laisse de côté ce qui a été fait avec un modèle.",
        ),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use feed::term::TERMS;

    #[test]
    fn every_term_has_words_in_both_languages() {
        for row in TERMS {
            for input in [-1.0, 1.0] {
                let line = Line::new(row.term, input, row.weight);
                let (english, french) = (sentence(Tongue::English, &line), sentence(Tongue::French, &line));
                assert!(!english.contains('#') && !french.contains('#') && english != french, "{english}");
            }
            assert_ne!(name(Tongue::English, row.term), name(Tongue::French, row.term));
        }
        let chance = Line::new(Term::Like, 0.125, 6.0);
        assert!(sentence(Tongue::French, &chance).ends_with("12,5 % des cas"));
        assert_eq!(Tongue::of("fr-CA,fr;q=0.9"), Tongue::French);
    }
}
