//! The terms of a score: a table.

use serde::{Deserialize, Serialize};

/// What can change a score.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Term {
    /// How likely the member likes it.
    Like,
    /// How likely they answer it.
    Reply,
    /// How likely they repost it.
    Repost,
    /// How likely they quote it.
    Quote,
    /// How likely they put it aside.
    Bookmark,
    /// How likely they follow its author because of it.
    Follow,
    /// How likely they open its link.
    Open,
    /// How likely they read it for long.
    Read,
    /// How likely they would say it was worth their time.
    Worth,
    /// How likely they hide it.
    Hide,
    /// How likely they mute its author.
    Mute,
    /// How likely they report it.
    Report,
    /// They follow the author.
    Followed,
    /// People who like what they like, like it.
    Taste,
    /// It fits what they like, by a model of what everybody reacts to.
    Affinity,
    /// It is about what they read and react to.
    Topics,
    /// People they follow like it.
    Friends,
    /// Its author writes rarely, and they follow them.
    Quiet,
    /// It has not had its first audience yet.
    Fresh,
    /// It is talked about more than usual, outside of what they follow.
    Trending,
    /// How well made it is.
    Quality,
    /// People who usually disagree both find it good.
    Bridging,
    /// It is likely to go far, where the administrator lets forecasts in.
    Forecast,
    /// How many of those who saw it reacted well.
    Popular,
    /// How old it is.
    Age,
    /// It answers another post.
    Conversation,
    /// It is in a language they do not read.
    Language,
    /// They were shown it before.
    Seen,
    /// What they wished for.
    Wish,
    /// Posts of the same author stand above it.
    SameAuthor,
    /// How much of what stands above it, or was read lately, is like it: the sum of their nearness.
    SameTopic,
    /// Its place in a list that was made outside.
    Given,
    /// A ranker outside moved it.
    Outside,
}

/// A row of the table.
#[derive(Clone, Copy, Debug)]
pub struct Row {
    /// Which.
    pub term: Term,
    /// Its name for programs.
    pub name: &'static str,
    /// Points for one unit of its input.
    pub weight: f64,
}

const fn row(term: Term, name: &'static str, weight: f64) -> Row {
    Row { term, name, weight }
}

/// All terms, in the order in which they are written down. Weights are points for one unit: of a
/// probability for the first twelve, of what [`crate::features`] says for the others. Satisfaction weighs more
/// than a like, and regret more than either.
pub const TERMS: [Row; 33] = [
    row(Term::Like, "like", 3.0),
    row(Term::Reply, "reply", 4.0),
    row(Term::Repost, "repost", 4.0),
    row(Term::Quote, "quote", 2.0),
    row(Term::Bookmark, "bookmark", 12.0),
    row(Term::Follow, "follow", 15.0),
    row(Term::Open, "open", 2.0),
    row(Term::Read, "read", 5.0),
    row(Term::Worth, "worth", 25.0),
    row(Term::Hide, "hide", -30.0),
    row(Term::Mute, "mute", -40.0),
    row(Term::Report, "report", -80.0),
    row(Term::Followed, "followed", 1.0),
    row(Term::Taste, "taste", 2.5),
    row(Term::Affinity, "affinity", 1.0),
    row(Term::Topics, "topics", 2.0),
    row(Term::Friends, "friends", 1.0),
    row(Term::Quiet, "quiet", 0.8),
    row(Term::Fresh, "fresh", 2.6),
    row(Term::Trending, "trending", 0.6),
    row(Term::Quality, "quality", 1.5),
    row(Term::Bridging, "bridging", 0.8),
    row(Term::Forecast, "forecast", 0.6),
    row(Term::Popular, "popular", 0.6),
    row(Term::Age, "age", -0.5),
    row(Term::Conversation, "conversation", -0.4),
    row(Term::Language, "language", -6.0),
    row(Term::Seen, "seen", -5.0),
    row(Term::Wish, "wish", 1.0),
    row(Term::SameAuthor, "same_author", -1.2),
    row(Term::SameTopic, "same_topic", -1.4),
    row(Term::Given, "given", -1.0),
    row(Term::Outside, "outside", 1.0),
];

impl Term {
    /// Its place in the table.
    pub const fn place(self) -> usize {
        self as usize
    }

    /// Its name for programs.
    pub const fn name(self) -> &'static str {
        TERMS[self.place()].name
    }

    /// Points for one unit, before anybody steers.
    pub const fn weight(self) -> f64 {
        TERMS[self.place()].weight
    }

    /// The term of a name.
    pub fn named(name: &str) -> Option<Self> {
        TERMS.iter().find(|row| row.name == name).map(|row| row.term)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_table_is_in_the_order_of_the_terms() {
        for (place, row) in TERMS.iter().enumerate() {
            assert_eq!(row.term.place(), place, "{}", row.name);
            assert_eq!(Term::named(row.name), Some(row.term));
            assert_eq!(serde_json::to_value(row.term).unwrap(), row.name);
        }
    }
}
