//! What the town makes beside its posts: notes under them, feeds, starter packs, drawings, questions.
//!
//! It has dice of its own, begun from the same seed: whatever is added here, the two weeks and what comes after
//! them stay as they are.

mod lines;

use crate::dice::Dice;
use crate::words::library;
use crate::{DAY, HOUR, Happening, Language, MINUTE, Post, SPAN_MILLIS, Visibility, World};
use lines::{DRAWINGS, FEEDS, Kind, NOTES, PACKS, QUESTIONS};
use std::collections::HashSet;

/// What makes these dice others than those of the two weeks.
const APART: u64 = 0x434F_4D4D_4F4E_5321;
/// Members who rate notes, half of them of each side.
const RATERS: usize = 14;
/// What a note's sources begin with.
const PAGES: &str = "https://port-cendre.example/";

/// What the town makes beside its posts. Members and posts are named as in [`Happening`].
#[derive(Clone, PartialEq, Debug, Default)]
pub struct Commons {
    /// Notes under posts.
    pub notes: Vec<Note>,
    /// Feeds that are shared.
    pub feeds: Vec<Feed>,
    /// Starter packs.
    pub packs: Vec<Pack>,
    /// Pictures that rules draw.
    pub drawings: Vec<Drawing>,
    /// Questions about what was posted.
    pub questions: Vec<Question>,
}

/// A note under a post.
#[derive(Clone, PartialEq, Debug)]
pub struct Note {
    /// Under which.
    pub post: usize,
    /// Who wrote it.
    pub author: usize,
    /// What it says.
    pub text: String,
    /// Where that can be looked up.
    pub sources: Vec<String>,
    /// When.
    pub at: i64,
    /// What others make of it, in the order of time.
    pub ratings: Vec<Rating>,
}

/// What somebody makes of a note.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Rating {
    /// Who.
    pub member: usize,
    /// Whether they find it helpful.
    pub helpful: bool,
    /// Why: a word the network knows.
    pub reason: &'static str,
    /// When.
    pub at: i64,
}

/// A feed somebody shares.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Feed {
    /// Who made it.
    pub owner: usize,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub description: String,
    /// The tags it follows; everything there is where it follows none.
    pub tags: Vec<String>,
    /// Nothing but pictures.
    pub pictures: bool,
    /// No answers to others.
    pub no_replies: bool,
    /// By age, not by score.
    pub newest: bool,
    /// When it was made.
    pub at: i64,
    /// Who likes it.
    pub likes: Vec<usize>,
    /// Who keeps it at hand.
    pub pins: Vec<usize>,
}

/// People and feeds somebody recommends.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Pack {
    /// Who made it.
    pub owner: usize,
    /// What it is called.
    pub name: String,
    /// What it is.
    pub description: String,
    /// Who is in it.
    pub people: Vec<usize>,
    /// Which of [`Commons::feeds`] are.
    pub feeds: Vec<usize>,
    /// When it was made.
    pub at: i64,
}

/// A picture that rules draw from words, and the post it is shown in.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Drawing {
    /// Who wished for it.
    pub author: usize,
    /// From which words.
    pub words: String,
    /// How rules draw it.
    pub style: &'static str,
    /// Whether everybody may read the words.
    pub shared: bool,
    /// Which of the drawings before it lends its colours: its author lets everybody make something of it.
    pub after: Option<usize>,
    /// What the post says.
    pub text: String,
    /// What is to be seen.
    pub alt: String,
    /// What it is written in.
    pub language: Language,
    /// When.
    pub at: i64,
}

/// A question about a post and what was said to it.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Question {
    /// Who asks.
    pub member: usize,
    /// About which post.
    pub post: usize,
    /// What.
    pub text: String,
    /// What it is asked in.
    pub language: Language,
    /// Whether the answer is made public.
    pub public: bool,
    /// When.
    pub at: i64,
}

impl World {
    /// What was made beside the posts of the two weeks.
    pub fn commons(&self) -> Commons {
        let end = self.state.start + SPAN_MILLIS;
        let posts: Vec<&Post> = self
            .happenings
            .iter()
            .filter_map(|happening| match happening {
                Happening::Post(post) => Some(post),
                _ => None,
            })
            .collect();
        let mut maker = Maker { world: self, posts, end, dice: Dice::new(self.state.seed ^ APART) };
        let feeds = maker.feeds();
        Commons {
            notes: maker.notes(),
            packs: maker.packs(&feeds),
            drawings: maker.drawings(),
            questions: maker.questions(),
            feeds,
        }
    }
}

struct Maker<'w> {
    world: &'w World,
    posts: Vec<&'w Post>,
    end: i64,
    dice: Dice,
}

impl Maker<'_> {
    fn notes(&mut self) -> Vec<Note> {
        let mut raters = self.some(RATERS, &[]);
        raters.retain(|member| !self.world.members[*member].bot);
        let mut taken = HashSet::new();
        let mut notes: Vec<Note> = Vec::new();
        for line in &NOTES {
            let Some((post, language)) = self.about(line.about, &mut taken) else { continue };
            let (author, at) = (self.posts[post].author, self.later(self.posts[post].at));
            let Some(writer) = self.one(&[author], language) else { continue };
            let text = line.text[side(language)].to_owned();
            let sources = line.page.map(|page| format!("{PAGES}{page}")).into_iter().collect();
            let ratings = self.ratings(line.kind, &raters, &[author, writer], at);
            notes.push(Note { post, author: writer, text, sources, at, ratings });
        }
        notes
    }

    /// The first half of the raters is of one side, the second of the other.
    fn ratings(&mut self, kind: Kind, raters: &[usize], without: &[usize], since: i64) -> Vec<Rating> {
        let mut ratings = Vec::new();
        let mut at = since;
        for (number, member) in raters.iter().enumerate() {
            let enough = matches!(kind, Kind::Fresh) && ratings.len() >= 2;
            if without.contains(member) || enough || self.dice.chance(0.06) {
                continue;
            }
            let hill = number * 2 < raters.len();
            let helpful = match kind {
                Kind::Shown | Kind::Fresh => true,
                Kind::Hill => hill,
                Kind::Harbour => !hill,
                Kind::Poor => false,
            };
            let reasons = match (helpful, kind) {
                (true, _) => ["clear", "good_sources", "important_context", "fair"],
                (false, Kind::Poor) => ["no_sources", "not_needed", "no_sources", "wrong"],
                (false, _) => ["unfair", "not_needed", "off_topic", "unfair"],
            };
            let reason = self.dice.pick(&reasons).copied().unwrap_or(reasons[0]);
            at = (at + 20 * MINUTE + self.dice.waiting(40.0 * MINUTE as f64) as i64).min(self.end - HOUR);
            ratings.push(Rating { member: *member, helpful, reason, at });
        }
        ratings
    }

    fn feeds(&mut self) -> Vec<Feed> {
        let mut feeds = Vec::new();
        for line in &FEEDS {
            let Some(owner) = self.fond_of(line.topic, line.language) else { continue };
            let tags: Vec<String> = match line.topic {
                None => Vec::new(),
                Some(topic) => {
                    let mut tags = library().topics[topic].tags.concat();
                    tags.sort();
                    tags.dedup();
                    tags
                }
            };
            let many = 2 + self.dice.below(self.world.members.len().div_ceil(8));
            let likes = self.some(many, &[owner]);
            let pins = likes.iter().copied().filter(|_| self.dice.chance(0.4)).collect();
            feeds.push(Feed {
                owner,
                name: line.name.to_owned(),
                description: line.description.to_owned(),
                tags,
                pictures: line.pictures,
                no_replies: line.no_replies,
                newest: line.newest,
                at: self.end - (3 + self.dice.below(9) as i64) * DAY,
                likes,
                pins,
            });
        }
        feeds
    }

    fn packs(&mut self, feeds: &[Feed]) -> Vec<Pack> {
        let mut packs = Vec::new();
        for line in &PACKS {
            let Some(owner) = self.fond_of(line.topic, line.language) else { continue };
            let mut people: Vec<usize> = match line.topic {
                Some(topic) => self.friends_of(topic),
                None => self.some(12, &[owner]),
            };
            people.retain(|member| *member != owner);
            people.truncate(16);
            let about =
                |feed: &Feed| FEEDS.iter().any(|known| known.name == feed.name && known.topic == line.topic);
            packs.push(Pack {
                owner,
                name: line.name.to_owned(),
                description: line.description.to_owned(),
                people,
                feeds: (0..feeds.len()).filter(|feed| about(&feeds[*feed])).collect(),
                at: self.end - (1 + self.dice.below(6) as i64) * DAY,
            });
        }
        packs
    }

    fn drawings(&mut self) -> Vec<Drawing> {
        let mut drawings: Vec<Drawing> = Vec::new();
        let step = 30 * HOUR;
        for (number, line) in DRAWINGS.iter().enumerate() {
            let without: Vec<usize> = drawings.iter().map(|drawing| drawing.author).collect();
            let Some(author) = self.one(&without, line.language) else { continue };
            let left = (DRAWINGS.len() - number) as i64;
            drawings.push(Drawing {
                author,
                words: line.words.to_owned(),
                style: line.style,
                shared: line.shared,
                after: line.after.filter(|before| *before < drawings.len()),
                text: line.text.to_owned(),
                alt: line.alt.to_owned(),
                language: line.language,
                at: self.end - left * step + self.dice.below(20) as i64 * HOUR,
            });
        }
        drawings
    }

    fn questions(&mut self) -> Vec<Question> {
        let mut questions = Vec::new();
        for line in &QUESTIONS {
            let Some((post, _)) = self.about(line.about, &mut HashSet::new()) else { continue };
            let author = self.posts[post].author;
            let Some(member) = self.one(&[author], line.language) else { continue };
            // Lately: by then everybody has said whether they may be quoted.
            let lately = self.end - 4 * HOUR - self.dice.below(40) as i64 * HOUR;
            let at = self.later(self.posts[post].at).max(lately);
            let text = line.text.to_owned();
            questions.push(Question { member, post, text, language: line.language, public: line.public, at });
        }
        questions
    }

    /// The first public post that says something in either language and is not taken yet, and in which it does.
    fn about(&self, says: [&str; 2], taken: &mut HashSet<usize>) -> Option<(usize, Language)> {
        let open = |post: &Post| post.visibility == Visibility::Public && post.spoiler.is_none();
        let found = self.posts.iter().enumerate().find_map(|(number, post)| {
            let in_time = post.at + 6 * HOUR < self.end && !taken.contains(&number);
            let language = match says.map(|words| post.text.contains(words)) {
                [true, _] => Language::English,
                [false, true] => Language::French,
                [false, false] => return None,
            };
            (in_time && open(post)).then_some((number, language))
        })?;
        taken.insert(found.0);
        Some(found)
    }

    /// A while after a post, and before the two weeks end.
    fn later(&mut self, at: i64) -> i64 {
        (at + HOUR + self.dice.waiting(5.0 * HOUR as f64) as i64).min(self.end - 4 * HOUR)
    }

    /// Somebody who speaks a language.
    fn one(&mut self, without: &[usize], language: Language) -> Option<usize> {
        let fits = |member: &usize| {
            let known = &self.world.members[*member];
            !without.contains(member) && !known.locked && known.language.meets(language)
        };
        let able: Vec<usize> = (0..self.world.state.chatty).filter(fits).collect();
        self.dice.pick(&able).copied()
    }

    /// Different members, nobody of `without` among them.
    fn some(&mut self, many: usize, without: &[usize]) -> Vec<usize> {
        let mut all: Vec<usize> =
            (0..self.world.state.chatty).filter(|member| !without.contains(member)).collect();
        let mut chosen = Vec::with_capacity(many);
        while chosen.len() < many && !all.is_empty() {
            chosen.push(all.swap_remove(self.dice.below(all.len())));
        }
        chosen
    }

    /// Members who like to talk about something, those who like it best first, and who tells its news.
    fn friends_of(&self, topic: usize) -> Vec<usize> {
        let people = self.world.state.people.iter().enumerate();
        let mut fond: Vec<(usize, usize)> = people
            .filter_map(|(member, person)| {
                Some((person.topics.iter().position(|one| *one == topic)?, member))
            })
            .collect();
        fond.sort_unstable();
        fond.into_iter().map(|(_, member)| member).collect()
    }

    /// Who makes something about a subject: somebody who likes it, where anybody does.
    fn fond_of(&mut self, topic: Option<usize>, language: Language) -> Option<usize> {
        let fond = topic.map(|topic| self.friends_of(topic)).unwrap_or_default();
        let speaks = |member: &usize| {
            *member < self.world.state.chatty && self.world.members[*member].language.meets(language)
        };
        fond.into_iter().find(speaks).or_else(|| self.one(&[], language))
    }
}

const fn side(language: Language) -> usize {
    match language {
        Language::French => 1,
        Language::English | Language::Both => 0,
    }
}
