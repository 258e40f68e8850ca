//! Looking around: what is talked about here, and who is here.

use super::packs::{PackLine, some_packs};
use super::search::Tagged;
use super::tag::PAGE;
use super::{Frame, page};
use crate::Web;
use crate::paths::with_query;
use crate::problem::Result;
use crate::routing::get;
use crate::show::load::posts_in;
use crate::show::people::{Met, met};
use crate::show::post::{Card, Shown};
use crate::show::week::Week;
use crate::visit::{Guest, Visit};
use app::read::people::{Directory, Reason};
use askama::Template;
use axum::extract::Query;
use axum::{Extension, Router};
use http::StatusCode;
use model::limits::TOPIC_CHARACTERS;
use model::{AccountId, FilterContext, PostId};
use serde::Deserialize;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new().route("/explore", get(show))
}

/// People suggested at once.
const PEOPLE: usize = 20;
/// Where the lists end.
const DEEPEST: usize = 200;

/// Which of the lists, and where in it.
#[derive(Deserialize, Default)]
#[serde(default)]
struct Asked {
    show: String,
    offset: usize,
}

/// The lists: what the address calls them, their tabs, how they are chosen, what is said when
/// there is nothing.
const LISTS: [(&str, &str, &str, &str); 4] = [
    ("", "explore-posts", "explore-posts-means", "explore-posts-empty"),
    ("people", "explore-people", "explore-people-means", "explore-people-empty"),
    ("tags", "explore-tags", "explore-tags-means", "explore-tags-empty"),
    ("links", "explore-links", "explore-links-means", "explore-links-empty"),
];

#[derive(Template)]
#[template(path = "explore.html")]
struct Explore {
    frame: Frame,
    /// Of the search field.
    words: &'static str,
    tabs: Vec<(String, &'static str, bool)>,
    means: &'static str,
    empty: &'static str,
    posts: Vec<Shown>,
    people: Vec<Met>,
    /// Packs of people, beside suggestions.
    packs: Vec<PackLine>,
    /// Whether a suggestion can be dismissed.
    suggested: bool,
    tags: Vec<Tagged>,
    /// Pages, how much they are linked to, the posts that say most about them, and where a member reads in short
    /// what is said of them; nowhere without an assistant.
    links: Vec<(Card, Week, Vec<Shown>, Option<String>)>,
    /// For moderators: where they say what may trend.
    reviews: bool,
    older: Option<String>,
    newest: Option<String>,
}

/// `GET /explore`
async fn show(Extension(visit): Guest, Query(asked): Query<Asked>) -> Result {
    let asked = Asked { offset: asked.offset.min(DEEPEST), ..asked };
    let list = LISTS.iter().find(|(show, ..)| *show == asked.show).unwrap_or(&LISTS[0]);
    let tab = |(show, id, ..): &(&str, &'static str, _, _)| {
        (with_query("/explore", &[("show", show)]), *id, *show == list.0)
    };
    let members_list = list.0 == "people" && visit.viewer().is_none();
    // Radar has pages of its own, and so have context notes.
    let beyond = [
        ("/radar".to_owned(), "explore-radar", false),
        ("/created".to_owned(), "created-title", false),
        ("/notes".to_owned(), "explore-notes", false),
    ];
    let reachable = if visit.viewer().is_some() { 3 } else { 2 };
    let mut explore = Explore {
        frame: Frame::new(&visit, visit.speech.say("nav-explore").to_owned()),
        words: "",
        tabs: LISTS.iter().map(tab).chain(beyond.into_iter().take(reachable)).collect(),
        means: if members_list { "explore-directory-means" } else { list.2 },
        empty: list.3,
        posts: Vec::new(),
        people: Vec::new(),
        packs: Vec::new(),
        suggested: false,
        tags: Vec::new(),
        links: Vec::new(),
        reviews: visit.member().is_some_and(|member| member.account.role > model::Role::Member),
        older: None,
        newest: (asked.offset > 0).then(|| with_query("/explore", &[("show", list.0)])),
    };
    let shown = match list.0 {
        "people" => explore.find_people(&visit, asked.offset).await?,
        "tags" => explore.find_tags(&visit, asked.offset).await?,
        "links" => explore.find_links(&visit, asked.offset).await?,
        _ => explore.find_posts(&visit, asked.offset).await?,
    };
    let next = asked.offset + PAGE;
    explore.older = (shown >= PAGE && next < DEEPEST)
        .then(|| with_query("/explore", &[("show", list.0), ("offset", &next.to_string())]));
    page(StatusCode::OK, &explore)
}

impl Explore {
    async fn find_posts(&mut self, visit: &Visit, offset: usize) -> Result<usize> {
        let found = visit.app().trending_posts(visit.viewer(), offset, PAGE).await?;
        self.posts = posts_in(visit, &found, Some(FilterContext::Public)).await?;
        Ok(found.len())
    }

    async fn find_tags(&mut self, visit: &Visit, offset: usize) -> Result<usize> {
        let found = visit.app().trending_tags(visit.viewer(), offset, PAGE).await?;
        self.tags = found.iter().map(|view| Tagged::new(visit, view)).collect();
        Ok(found.len())
    }

    async fn find_links(&mut self, visit: &Visit, offset: usize) -> Result<usize> {
        let found = visit.app().trending_links(offset, PAGE).await?;
        let talk = visit.app().posts_linking(visit.viewer(), &found).await?;
        let ids: Vec<PostId> = talk.iter().flat_map(|(_, posts)| posts.iter().copied()).collect();
        let said = posts_in(visit, &ids, Some(FilterContext::Public)).await?;
        let under = |url: &str| {
            let of = talk.iter().find(|(to, _)| to == url).map_or(&[][..], |(_, posts)| posts.as_slice());
            // The page is shown above them already.
            let one = |post: &Shown| Shown { card: None, ..post.clone() };
            said.iter().filter(|post| of.contains(&post.id)).map(one).collect()
        };
        let asks = visit.viewer().is_some() && visit.app().has_assistant();
        let shown = found.iter().filter_map(|link| {
            let short = link.url.chars().count() <= TOPIC_CHARACTERS;
            let ask = (asks && short).then(|| with_query("/ask", &[("topic", &link.url)]));
            Some((Card::new(&link.card)?, Week::new(visit.speech, &link.history), under(&link.url), ask))
        });
        self.links = shown.collect();
        Ok(found.len())
    }

    /// Members see who they may like to meet; visitors who wants to be found.
    async fn find_people(&mut self, visit: &Visit, offset: usize) -> Result<usize> {
        let Some(me) = visit.viewer() else {
            let show = Directory { local: true, newest: false, offset, limit: PAGE };
            let found = visit.app().directory(None, show).await?;
            self.people = met(visit, &found).await?;
            return Ok(found.len());
        };
        self.packs = some_packs(visit, me).await?;
        let found = visit.app().suggestions(me, PEOPLE).await?;
        let ids: Vec<AccountId> = found.iter().map(|(_, id)| *id).collect();
        self.people = met(visit, &ids).await?;
        let by: Vec<AccountId> = found
            .iter()
            .filter_map(|(reason, _)| match reason {
                Reason::Featured(by) => Some(*by),
                _ => None,
            })
            .collect();
        let by = visit.shelf().people(visit.app(), &by).await?;
        for met in &mut self.people {
            let reason = found.iter().find(|(_, id)| *id == met.person.id).map(|(reason, _)| reason);
            met.why = match reason {
                Some(Reason::KnownElsewhere) => visit.speech.say("why-elsewhere").to_owned(),
                Some(Reason::Liked) => visit.speech.say("why-liked").to_owned(),
                Some(Reason::Featured(who)) => {
                    let name = by.get(who).map(|by| format!("@{}", by.acct())).unwrap_or_default();
                    visit.speech.with("why-featured", "name", &name)
                }
                Some(Reason::FriendsOfFriends) => visit.speech.say("why-friends").to_owned(),
                Some(Reason::Tag(tag)) => visit.speech.with("why-tag", "tag", &format!("#{tag}")),
                Some(Reason::Active) | None => visit.speech.say("why-active").to_owned(),
            };
        }
        self.suggested = true;
        // There is one page of suggestions: who is followed or dismissed makes room for others.
        Ok(0)
    }

    fn has_nothing(&self) -> bool {
        self.posts.is_empty() && self.people.is_empty() && self.tags.is_empty() && self.links.is_empty()
    }
}
