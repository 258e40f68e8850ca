//! A post, ready to print.

use super::person::Person;
use super::veil::Veils;
use super::when::When;
use crate::texts::Speech;
use model::post::LinkCard;
use model::{Focus, Media, MediaId, MediaKind, Poll, PollId, PostId, Time, Visibility};
use std::sync::Arc;

/// Characters from which a post is set in a book's letters.
const LONG: usize = 600;

/// A post.
#[derive(Clone, Debug)]
pub(crate) struct Shown {
    pub(crate) id: PostId,
    /// Its place in timelines: of a repost, the repost's.
    pub(crate) entry: PostId,
    /// What the member who looks did with it and may do; nothing for visitors.
    pub(crate) mine: Option<Mine>,
    /// The title of the member's filter it is covered by.
    pub(crate) filtered_by: Option<String>,
    /// Its page here.
    pub(crate) url: String,
    pub(crate) author: Person,
    pub(crate) at: When,
    pub(crate) edited: Option<When>,
    pub(crate) reposted_by: Option<Person>,
    /// Whom it answers, where that does not show from its place.
    pub(crate) answers: Option<Person>,
    pub(crate) spoiler: String,
    /// Sanitized when it was written or received.
    pub(crate) html: String,
    pub(crate) language: String,
    pub(crate) long: bool,
    pub(crate) sensitive: bool,
    /// Its author says that a model wrote it.
    pub(crate) ai_generated: bool,
    pub(crate) media: Vec<Medium>,
    pub(crate) poll: Option<Asked>,
    pub(crate) card: Option<Card>,
    pub(crate) quote: Option<Box<Shown>>,
    /// Context that people who usually disagree both find helpful.
    pub(crate) note: Option<super::note::Below>,
    pub(crate) replies: i64,
    pub(crate) reposts: i64,
    pub(crate) likes: i64,
    /// What it is marked with when not everybody sees it.
    pub(crate) circle: Option<String>,
    pub(crate) app: Option<(String, Option<String>)>,
    /// What is asked with "why this post": in which feed it stands.
    pub(crate) why_in: String,
    /// Whether it is in a language the member does not read, and can be translated.
    pub(crate) translatable: bool,
    /// The same in the language of the page.
    pub(crate) translated: Option<Box<super::translated::Translated>>,
    /// How far it is indented in its thread.
    pub(crate) depth: usize,
    /// Whoever looks is asked whether it was worth their time.
    pub(crate) asks: bool,
    /// The post the page is about.
    pub(crate) is_subject: bool,
}

impl Shown {
    /// Whether a text is to be set as something to settle down with.
    pub(crate) fn is_long(text: &str) -> bool {
        text.chars().nth(LONG).is_some()
    }

    /// What is seen of covered pictures and films: of each its veil, where it has one.
    pub(crate) fn veiled(&self) -> Vec<&Medium> {
        self.media.iter().filter(|medium| medium.veil.is_some()).collect()
    }

    /// What is to be said of how its media were made, with their numbers from one.
    pub(crate) fn marked_media(&self) -> impl Iterator<Item = (i64, Mark)> {
        (1..).zip(&self.media).filter_map(|(number, medium)| Some((number, medium.mark()?)))
    }

    /// Whether a line says who sees it or that it was changed.
    pub(crate) fn has_marks(&self) -> bool {
        self.circle.is_some() || (self.edited.is_some() && !self.is_subject)
    }
}

/// How a member stands to a post.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mine {
    pub(crate) liked: bool,
    pub(crate) reposted: bool,
    pub(crate) bookmarked: bool,
    pub(crate) thread_muted: bool,
    pub(crate) pinned: bool,
    /// The member wrote it.
    pub(crate) own: bool,
    pub(crate) may_repost: bool,
    pub(crate) may_quote: bool,
    /// Context can be added to it.
    pub(crate) may_note: bool,
}

/// A picture, film or sound.
#[derive(Clone, Debug)]
pub(crate) struct Medium {
    pub(crate) id: MediaId,
    pub(crate) is_picture: bool,
    pub(crate) is_film: bool,
    pub(crate) is_loop: bool,
    pub(crate) is_sound: bool,
    pub(crate) file: String,
    pub(crate) small: String,
    pub(crate) alt: String,
    /// Its author says that a model made it.
    pub(crate) ai_generated: bool,
    /// Rules drew it here.
    pub(crate) drawn: bool,
    /// Its file carries content credentials.
    pub(crate) credentials: bool,
    pub(crate) width: u32,
    pub(crate) height: u32,
    /// Classes that keep the point the author chose in sight: `fx-0` to `fx-10` across, `fy-…` down.
    pub(crate) focus: String,
    /// Its few colours, until it has come or is uncovered.
    pub(crate) veil: Option<Arc<str>>,
}

/// What is said of how a medium was made: ids of texts, alone and with its number.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Mark {
    pub(crate) id: MediaId,
    pub(crate) one: &'static str,
    pub(crate) of: &'static str,
    pub(crate) means: &'static str,
}

impl Medium {
    fn mark(&self) -> Option<Mark> {
        let (one, of, means) = if self.ai_generated {
            ("made-file", "made-file-of", "made-file-means")
        } else if self.drawn {
            ("drawn-file", "drawn-file-of", "drawn-file-means")
        } else if self.credentials {
            ("signed-file", "signed-file-of", "signed-file-means")
        } else {
            return None;
        };
        Some(Mark { id: self.id, one, of, means })
    }

    /// What can be shown of an attachment; nothing while it is being worked on.
    pub(crate) fn new(media: &Media, veils: &Veils) -> Option<Self> {
        let ready = media.ready && !media.file.is_empty() && media.kind != MediaKind::Unknown;
        let shape = &media.shape;
        ready.then(|| Self {
            id: media.id,
            is_picture: media.kind == MediaKind::Image,
            is_film: media.kind == MediaKind::Video,
            is_loop: media.kind == MediaKind::Gifv,
            is_sound: media.kind == MediaKind::Audio,
            file: format!("/media/{}", media.file),
            small: format!("/media/{}", media.small.as_ref().unwrap_or(&media.file)),
            alt: media.alt.clone(),
            ai_generated: media.ai_generated,
            drawn: media.drawn,
            credentials: media.credentials,
            width: if shape.small_width > 0 { shape.small_width } else { shape.width },
            height: if shape.small_height > 0 { shape.small_height } else { shape.height },
            focus: focus_classes(media.focus.unwrap_or_default()),
            veil: media.blurhash.as_deref().and_then(|blurhash| veils.of(blurhash)),
        })
    }
}

fn focus_classes(focus: Focus) -> String {
    // Ten steps are enough for the eye, and classes do without styles in the page.
    let step = |value: f64| (value.clamp(-1.0, 1.0).mul_add(5.0, 5.0)).round();
    format!("fx-{} fy-{}", step(focus.x), step(-focus.y))
}

/// A poll, as its results stand.
#[derive(Clone, Debug)]
pub(crate) struct Asked {
    pub(crate) id: PollId,
    /// Several answers may be chosen.
    pub(crate) multiple: bool,
    /// Whether the member who looks may vote now.
    pub(crate) may_vote: bool,
    pub(crate) options: Vec<Answer>,
    pub(crate) voters: i64,
    pub(crate) ended: bool,
    pub(crate) ends: Option<When>,
    pub(crate) hidden: bool,
}

/// One choice.
#[derive(Clone, Debug)]
pub(crate) struct Answer {
    /// The member chose it.
    pub(crate) chosen: bool,
    pub(crate) title: String,
    pub(crate) percent: i64,
}

impl Asked {
    /// A poll as somebody sees it: `votes` are a member's, none of a visitor; nobody votes in their own.
    pub(crate) fn new(poll: &Poll, speech: Speech, now: Time, votes: Option<&[u8]>, own: bool) -> Self {
        let ended = poll.ended(now);
        let of = if poll.multiple { poll.voters.max(1) } else { poll.votes().max(1) };
        let percent = |votes: i64| (votes.saturating_mul(200) / of + 1) / 2;
        let chosen =
            |place: usize| votes.is_some_and(|votes| votes.iter().any(|vote| usize::from(*vote) == place));
        Self {
            id: poll.id,
            multiple: poll.multiple,
            may_vote: !ended && !own && votes.is_some_and(<[u8]>::is_empty),
            options: poll
                .options
                .iter()
                .enumerate()
                .map(|(place, option)| Answer {
                    chosen: chosen(place),
                    title: option.title.clone(),
                    percent: percent(option.votes).clamp(0, 100),
                })
                .collect(),
            voters: poll.voters,
            ended,
            ends: poll.expires_at.map(|end| When::new(speech, end, now)),
            hidden: poll.hide_totals && !ended,
        }
    }
}

/// A page the post links to.
#[derive(Clone, Debug)]
pub(crate) struct Card {
    pub(crate) url: String,
    pub(crate) title: String,
    pub(crate) description: String,
    pub(crate) provider: String,
    pub(crate) image: Option<String>,
    pub(crate) image_alt: String,
}

impl Card {
    pub(crate) fn new(card: &LinkCard) -> Option<Self> {
        let leads_to_the_web = card.url.starts_with("https://") || card.url.starts_with("http://");
        let host = card.url.split('/').nth(2).unwrap_or_default();
        leads_to_the_web.then(|| Self {
            url: card.url.clone(),
            title: if card.title.is_empty() { card.url.clone() } else { card.title.clone() },
            description: card.description.clone(),
            provider: if card.provider_name.is_empty() {
                host.to_owned()
            } else {
                card.provider_name.clone()
            },
            image: card.image.as_ref().map(|file| format!("/media/{file}")),
            image_alt: card.image_alt.clone(),
        })
    }
}

/// The words a post is marked with when not everybody sees it.
pub(crate) fn circle(speech: Speech, visibility: Visibility, local_only: bool) -> Option<String> {
    let id = match visibility {
        Visibility::Public | Visibility::Unlisted if local_only => "circle-local",
        Visibility::Public => return None,
        Visibility::Unlisted => "circle-unlisted",
        Visibility::Followers => "circle-followers",
        Visibility::Direct => "circle-direct",
    };
    Some(speech.say(id).to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::language::Language;
    use model::poll::PollOption;

    #[test]
    fn the_point_to_keep_becomes_classes() {
        assert_eq!(focus_classes(Focus::default()), "fx-5 fy-5");
        assert_eq!(focus_classes(Focus { x: -1.0, y: 1.0 }), "fx-0 fy-0");
        assert_eq!(focus_classes(Focus { x: 0.42, y: -7.0 }), "fx-7 fy-10");
    }

    #[test]
    fn poll_shares_are_of_people_where_several_answers_count() {
        let option = |votes| PollOption { title: String::new(), votes };
        let mut poll = Poll {
            id: 1.into(),
            post: 2.into(),
            expires_at: None,
            multiple: true,
            hide_totals: true,
            options: vec![option(3), option(1)],
            voters: 3,
        };
        let shares = |poll: &Poll| {
            let asked = Asked::new(poll, Speech(Language::English), Time::from_millis(0), None, false);
            asked.options.iter().map(|answer| answer.percent).collect::<Vec<_>>()
        };
        assert_eq!(shares(&poll), [100, 33]);
        poll.multiple = false;
        assert_eq!(shares(&poll), [75, 25]);
    }

    #[test]
    fn cards_lead_to_the_web_only() {
        let card = |url: &str| Card::new(&LinkCard { url: url.to_owned(), ..LinkCard::default() });
        assert!(card("javascript:alert(1)").is_none());
        assert_eq!(card("https://a.example/b").unwrap().provider, "a.example");
    }
}
