//! One thing a member is told, as a sentence with what it is about.

use crate::show::excerpt::excerpt;
use crate::show::load::posts_in;
use crate::show::people::{Tie, ties};
use crate::show::person::Person;
use crate::show::post::Shown;
use crate::show::when::When;
use crate::texts::Speech;
use crate::visit::Visit;
use app::Group;
use model::{AccountId, FilterContext, NotificationKind, PostId};
use std::collections::HashMap;

/// Faces shown of a group.
const FACES: usize = 6;

/// Something told.
pub(super) struct News {
    pub(super) icon: &'static str,
    /// Who did it, the last one first.
    pub(super) faces: Vec<Person>,
    /// Who the sentence begins with; nobody where the member's own poll ended, or a forecast turned.
    pub(super) who: Option<Person>,
    /// The sentence after the name.
    pub(super) words: String,
    pub(super) at: When,
    pub(super) unread: bool,
    /// What was said to the member: shown whole, to be answered.
    pub(super) post: Option<Shown>,
    /// What it is about: where it is, and how it begins.
    pub(super) about: Option<(String, String)>,
    /// How the member stands to who follows, or asks to.
    pub(super) tie: Option<Tie>,
}

/// What these groups tell; `read` is the last the member has seen. What is about a post the
/// member's filters hide is left out.
pub(super) async fn told(visit: &Visit, groups: &[Group], read: i64) -> app::Result<Vec<News>> {
    let mut people: Vec<AccountId> =
        groups.iter().flat_map(|group| group.sample.iter().take(FACES)).copied().collect();
    people.sort_unstable();
    people.dedup();
    let accounts = visit.shelf().people(visit.app(), &people).await?;
    let teller = Teller {
        visit,
        read,
        people: accounts.iter().map(|(id, account)| (*id, Person::new(account))).collect(),
        posts: shown(visit, groups).await?,
        answers: answers(visit, groups).await?,
        ties: ties(visit, &followers(groups)).await?,
    };
    Ok(groups.iter().filter_map(|group| teller.tell(group)).collect())
}

fn followers(groups: &[Group]) -> Vec<AccountId> {
    let follows =
        |group: &&Group| matches!(group.kind, NotificationKind::Follow | NotificationKind::FollowRequest);
    let mut ids: Vec<AccountId> =
        groups.iter().filter(follows).filter_map(|group| group.sample.first()).copied().collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

fn about(groups: &[Group]) -> Vec<PostId> {
    let mut ids: Vec<PostId> = groups.iter().filter_map(|group| group.post).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

async fn shown(visit: &Visit, groups: &[Group]) -> app::Result<HashMap<PostId, Shown>> {
    let posts = posts_in(visit, &about(groups), Some(FilterContext::Notifications)).await?;
    Ok(posts.into_iter().map(|post| (post.entry, post)).collect())
}

/// The mentions among these that answer a post of the member's.
async fn answers(visit: &Visit, groups: &[Group]) -> app::Result<Vec<PostId>> {
    let mentions = groups.iter().filter(|group| group.kind == NotificationKind::Mention);
    let mentions: Vec<PostId> = mentions.filter_map(|group| group.post).collect();
    let views = visit.shelf().posts(visit.app(), &mentions).await?;
    let to_me = views.values().filter(|view| view.post.reply_to_author == visit.viewer());
    Ok(to_me.map(|view| view.post.id).collect())
}

struct Teller<'v> {
    visit: &'v Visit,
    read: i64,
    people: HashMap<AccountId, Person>,
    posts: HashMap<PostId, Shown>,
    answers: Vec<PostId>,
    ties: HashMap<AccountId, Tie>,
}

impl Teller<'_> {
    fn tell(&self, group: &Group) -> Option<News> {
        let speech = self.visit.speech;
        let post = match group.post {
            Some(id) => Some(self.posts.get(&id)?),
            None => None,
        };
        let faces: Vec<Person> =
            group.sample.iter().take(FACES).filter_map(|id| self.people.get(id)).cloned().collect();
        let first = group.sample.first().copied();
        let own_poll = group.kind == NotificationKind::Poll && first == self.visit.viewer();
        let whole = matches!(
            group.kind,
            NotificationKind::Mention | NotificationKind::Quote | NotificationKind::Post
        );
        let asks = group.kind == NotificationKind::FollowRequest;
        let alone = first.filter(|_| faces.len() == 1 && (asks || group.kind == NotificationKind::Follow));
        let tie = alone.and_then(|id| self.ties.get(&id)).copied();
        Some(News {
            icon: icon(group.kind),
            who: faces.first().filter(|_| !own_poll && !group.kind.is_ours()).cloned(),
            words: self.words(speech, group, own_poll),
            at: When::new(speech, group.latest_at, self.visit.app().now()),
            unread: group.newest.0 > self.read,
            // That it answers the member was said already.
            post: post.filter(|_| whole).map(|post| Shown {
                answers: post.answers.clone().filter(|to| Some(to.id) != self.visit.viewer()),
                ..post.clone()
            }),
            about: match group.kind {
                NotificationKind::Report => {
                    Some(("/reports".to_owned(), speech.say("reports-title").to_owned()))
                }
                _ => post.filter(|_| !whole).map(|post| {
                    let forecast = group.kind.is_ours();
                    let url = if forecast { format!("/radar/{}", post.id) } else { post.url.clone() };
                    (url, excerpt(speech, post))
                }),
            },
            // Who was answered already asks no more.
            tie: tie.filter(|tie| !asks || tie.asks_me),
            faces,
        })
    }

    fn words(&self, speech: Speech, group: &Group, own_poll: bool) -> String {
        let reply = group.post.is_some_and(|post| self.answers.contains(&post));
        let id = match group.kind {
            NotificationKind::Mention if reply => "news-reply",
            NotificationKind::Mention => "news-mention",
            NotificationKind::Post => "news-post",
            NotificationKind::Repost => "news-repost",
            NotificationKind::Follow => "news-follow",
            NotificationKind::FollowRequest => "news-follow-request",
            NotificationKind::Like => "news-like",
            NotificationKind::Poll if own_poll => "news-poll-own",
            NotificationKind::Poll => "news-poll",
            NotificationKind::Edit => "news-edit",
            NotificationKind::SignUp => "news-sign-up",
            NotificationKind::Report => "news-report",
            NotificationKind::Quote => "news-quote",
            NotificationKind::QuotedEdit => "news-quoted-edit",
            NotificationKind::ForecastUp => "news-forecast-up",
            NotificationKind::ForecastDown => "news-forecast-down",
            NotificationKind::ForecastPeaked => "news-forecast-peaked",
        };
        speech.count(id, group.count - 1)
    }
}

const fn icon(kind: NotificationKind) -> &'static str {
    match kind {
        NotificationKind::Mention => "i-reply",
        NotificationKind::Post | NotificationKind::Report => "i-bell",
        NotificationKind::Repost => "i-repost",
        NotificationKind::Follow | NotificationKind::FollowRequest | NotificationKind::SignUp => "i-self",
        NotificationKind::Like => "i-like",
        NotificationKind::Poll => "i-poll",
        NotificationKind::Edit | NotificationKind::QuotedEdit => "i-write",
        NotificationKind::Quote => "i-quote",
        NotificationKind::ForecastUp | NotificationKind::ForecastDown | NotificationKind::ForecastPeaked => {
            "i-explore"
        }
    }
}
