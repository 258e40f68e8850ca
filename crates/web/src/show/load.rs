//! Posts with their authors, from ids.

use super::note::Below;
use super::person::Person;
use super::post::{Asked, Card, Medium, Mine, Shown, circle};
use super::when::When;
use crate::visit::Visit;
use app::{PostView, Quotable, ReaderState};
use model::{Account, AccountId, FilterAction, FilterContext, Post, PostId, QuoteState, Visibility};
use std::collections::{HashMap, HashSet};
use std::sync::Arc;

/// What is needed to show some posts.
struct Found {
    views: HashMap<PostId, Arc<PostView>>,
    people: HashMap<AccountId, Arc<Account>>,
    /// The context notes shown under them.
    notes: HashMap<PostId, Arc<app::ShownNote>>,
    /// The quoted posts this visitor may see.
    quotable: HashSet<PostId>,
    /// The member who looks.
    reader: Option<(AccountId, Arc<ReaderState>)>,
    context: Option<FilterContext>,
    /// Those that can be translated for whoever looks.
    translatable: HashSet<PostId>,
}

/// These posts in their order; what is gone meanwhile is left out. The visitor may see them all.
pub(crate) async fn posts(visit: &Visit, ids: &[PostId]) -> app::Result<Vec<Shown>> {
    posts_in(visit, ids, None).await
}

/// The same in a place where the member's filters act: what they hide is left out.
pub(crate) async fn posts_in(
    visit: &Visit,
    ids: &[PostId],
    context: Option<FilterContext>,
) -> app::Result<Vec<Shown>> {
    let found = find(visit, ids, context).await?;
    let me = visit.viewer();
    let mut cap = found.reader.as_ref().map(|(_, state)| state.created_cap(context));
    let stays = |post: &Shown| match &mut cap {
        Some(cap) => {
            me == Some(post.author.id) || cap.lets(post.media.iter().any(|medium| medium.ai_generated))
        }
        None => true,
    };
    Ok(ids.iter().filter_map(|id| found.show(visit, *id)).filter(stays).collect())
}

async fn find(visit: &Visit, ids: &[PostId], context: Option<FilterContext>) -> app::Result<Found> {
    let app = visit.app();
    let shelf = visit.shelf();
    let mut views = shelf.posts(app, ids).await?;
    let reposted = wanted(&views, |post| post.repost_of);
    let reposted = unknown(&views, reposted);
    views.extend(shelf.posts(app, &reposted).await?);
    let accepted = |post: &Post| post.quote_of.filter(|_| post.quote_state == Some(QuoteState::Accepted));
    let quoted = wanted(&views, accepted);
    let quotable = match quoted.as_slice() {
        [] => Vec::new(),
        quoted => app.visible_posts(quoted, visit.viewer()).await?,
    };
    let missing = unknown(&views, quotable.clone());
    views.extend(shelf.posts(app, &missing).await?);
    let mut people: Vec<AccountId> = Vec::with_capacity(views.len() * 2);
    for view in views.values() {
        people.push(view.post.author);
        people.extend(view.post.reply_to_author);
    }
    people.sort_unstable();
    people.dedup();
    let people = shelf.people(app, &people).await?;
    let reader = match visit.viewer() {
        Some(me) => Some((me, app.reader(me).await?)),
        None => None,
    };
    let all: Vec<PostId> = views.keys().copied().collect();
    let notes = app.notes_shown(&all).await?;
    let translatable = super::translated::translatable(visit, &views).await?;
    let quotable = quotable.into_iter().collect();
    Ok(Found { views, people, notes, quotable, reader, context, translatable })
}

fn wanted(views: &HashMap<PostId, Arc<PostView>>, which: impl Fn(&Post) -> Option<PostId>) -> Vec<PostId> {
    let ids: HashSet<PostId> = views.values().filter_map(|view| which(&view.post)).collect();
    ids.into_iter().collect()
}

fn unknown(views: &HashMap<PostId, Arc<PostView>>, mut ids: Vec<PostId>) -> Vec<PostId> {
    ids.retain(|id| !views.contains_key(id));
    ids
}

impl Found {
    fn show(&self, visit: &Visit, id: PostId) -> Option<Shown> {
        let view = self.views.get(&id)?;
        let Some(original) = view.post.repost_of else { return self.written(visit, view, true) };
        let by = self.people.get(&view.post.author).map(|by| Person::new(by));
        let shown = self.written(visit, self.views.get(&original)?, true)?;
        Some(Shown { reposted_by: by, entry: id, ..shown })
    }

    fn written(&self, visit: &Visit, view: &PostView, with_quote: bool) -> Option<Shown> {
        let (post, speech, now) = (&view.post, visit.speech, visit.app().now());
        let author = Person::new(self.people.get(&post.author)?);
        let answers = post.reply_to_author.filter(|to| *to != post.author);
        let quoted = post.quote_of.filter(|id| with_quote && self.quotable.contains(id));
        let quote = quoted.and_then(|id| self.written(visit, self.views.get(&id)?, false));
        let mine = self.mine(visit, post);
        let filtered_by = match self.filter(visit, view) {
            Some((FilterAction::Hide, _)) if with_quote => return None,
            Some((_, title)) => Some(title),
            None => None,
        };
        let votes = |poll: &model::Poll| {
            let (_, state) = self.reader.as_ref()?;
            Some(state.marks.read().votes.get(&poll.id).cloned().unwrap_or_default())
        };
        let asked = |poll: &model::Poll| {
            Asked::new(poll, speech, now, votes(poll).as_deref(), mine.is_some_and(|mine| mine.own))
        };
        Some(Shown {
            id: post.id,
            entry: post.id,
            mine,
            filtered_by,
            url: format!("{}/{}", author.url, post.id),
            at: When::new(speech, post.created_at, now),
            edited: post.edited_at.map(|at| When::new(speech, at, now)),
            reposted_by: None,
            answers: answers.and_then(|to| self.people.get(&to)).map(|to| Person::new(to)),
            spoiler: post.spoiler.clone(),
            html: post.html.clone(),
            language: post.language.clone().unwrap_or_default(),
            long: Shown::is_long(&post.text),
            sensitive: post.sensitive,
            ai_generated: post.ai_generated,
            media: view.media.iter().filter_map(|media| Medium::new(media, &visit.shelf().veils)).collect(),
            poll: view.poll.as_ref().map(asked),
            // A preview beside pictures would be one picture too many.
            card: view.card.as_ref().filter(|_| view.media.is_empty() && quote.is_none()).and_then(Card::new),
            quote: quote.map(Box::new),
            note: self.notes.get(&post.id).filter(|_| with_quote).map(|note| Below::new(speech, note)),
            replies: post.replies,
            reposts: post.reposts,
            likes: post.likes,
            circle: circle(speech, post.visibility, post.local_only),
            app: view.app.clone(),
            translatable: with_quote && self.translatable.contains(&post.id),
            translated: None,
            depth: 0,
            why_in: String::new(),
            asks: false,
            is_subject: false,
            author,
        })
    }

    fn mine(&self, visit: &Visit, post: &Post) -> Option<Mine> {
        let (me, state) = self.reader.as_ref()?;
        let own = post.author == *me;
        let marks = state.marks.read();
        let quotable =
            Quotable { author: post.author, visibility: post.visibility, policy: post.quote_policy };
        Some(Mine {
            liked: marks.likes.contains(&post.id),
            reposted: marks.reposts.contains(&post.id),
            bookmarked: marks.bookmarks.contains(&post.id),
            thread_muted: marks.muted_threads.contains(&post.thread),
            pinned: post.pinned_at.is_some(),
            own,
            may_repost: post.visibility.is_open() || (own && post.visibility == Visibility::Followers),
            may_quote: visit.app().may_quote(*me, state, quotable),
            may_note: !own && post.visibility == Visibility::Public && !post.local_only,
        })
    }

    /// The strictest of the member's filters that this post meets here.
    fn filter(&self, visit: &Visit, view: &PostView) -> Option<(FilterAction, String)> {
        let (me, state) = self.reader.as_ref()?;
        if view.post.author == *me || state.filters.is_empty() {
            return None;
        }
        let words = view.plain_words();
        let found = state.filters.matches(self.context?, visit.app().now(), view.post.id, &words);
        let hides = found.iter().find(|met| met.filter.action == FilterAction::Hide);
        let met = hides.or_else(|| found.first())?;
        Some((met.filter.action, met.filter.title.clone()))
    }
}
