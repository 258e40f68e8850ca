//! What is in a feed, before anybody writes it down.

use app::read::timelines::{AccountShow, Show, Tags};
use app::{App, Error, PostView, Result};
use model::{Account, AccountId, MediaKind, Page, Post, PostId, Time, Visibility};
use std::collections::HashMap;

/// Posts in a feed.
const POSTS: usize = 40;
/// Characters of a post's first words that stand for the title it has not.
const TITLE: usize = 80;

/// A feed.
#[derive(Debug, Default)]
pub(super) struct Feed {
    pub(super) title: String,
    pub(super) description: String,
    /// The page it is the feed of.
    pub(super) page: String,
    /// Where it is itself.
    pub(super) here: String,
    pub(super) icon: String,
    /// When anything in it last changed.
    pub(super) updated: Time,
    pub(super) generator: String,
    pub(super) entries: Vec<Entry>,
}

/// A post of a feed.
#[derive(Debug, Default)]
pub(super) struct Entry {
    /// Its address, which is its name too.
    pub(super) url: String,
    pub(super) title: String,
    pub(super) html: String,
    pub(super) published: Time,
    pub(super) updated: Time,
    pub(super) author: String,
    pub(super) author_page: String,
    pub(super) language: Option<String>,
    pub(super) tags: Vec<String>,
    pub(super) files: Vec<File>,
}

/// A picture, film or sound of a post.
#[derive(Debug, Default)]
pub(super) struct File {
    pub(super) url: String,
    pub(super) mime: String,
    pub(super) bytes: i64,
    pub(super) alt: String,
    pub(super) seconds: f64,
    /// `image`, `video` or `audio`.
    pub(super) medium: &'static str,
}

/// What a member here published.
pub(super) async fn of_member(app: &App, name: &str, here: String) -> Result<Feed> {
    let account = app.account_named(name).await?;
    if account.suspended_at.is_some() || account.domain.is_some() {
        return Err(Error::NotFound);
    }
    let wanted = AccountShow { exclude_replies: true, exclude_reposts: true, ..AccountShow::default() };
    let ids = app.account_timeline(account.id, None, wanted, Page::first(POSTS)).await?;
    let config = app.config();
    let icon = account.avatar.as_ref().map(|file| config.media_url(&app::still_of(file)));
    let feed = Feed {
        title: format!("{} (@{}@{})", account.shown_name(), account.username, config.domain),
        description: account.note.clone(),
        page: config.absolute(&format!("/@{}", account.username)),
        updated: account.created_at,
        icon: icon.unwrap_or_else(|| config.absolute("/static/avatar.png")),
        ..blank(app, here)
    };
    filled(app, feed, &ids).await
}

/// What is public with a tag.
pub(super) async fn of_tag(app: &App, tag: &str, here: String) -> Result<Feed> {
    let wanted = Tags { any: vec![app::fold_tag(tag)], ..Tags::default() };
    let ids = app.tag_timeline(None, &wanted, &Show::default(), Page::first(POSTS)).await?;
    let config = app.config();
    // The page's address is the feed's without its ending.
    let page = here.rsplit_once('.').map_or(here.as_str(), |(page, _)| page).to_owned();
    let feed = Feed {
        title: format!("#{tag} · {}", config.title),
        description: format!("#{tag} · {}", config.domain),
        page,
        icon: config.absolute("/static/icon.png"),
        ..blank(app, here)
    };
    filled(app, feed, &ids).await
}

/// Posts that are catching fire, each with how many passed it on and how many are likely to.
pub(super) async fn of_radar(app: &App, here: String) -> Result<Feed> {
    let fires = app.fires(None, app::radar::Wanted::default(), POSTS).await?;
    let config = app.config();
    let feed = Feed {
        title: format!("Radar · {}", config.title),
        description: format!("Radar · {}", config.domain),
        page: config.absolute("/radar"),
        icon: config.absolute("/static/icon.png"),
        ..blank(app, here)
    };
    let ids: Vec<PostId> = fires.iter().map(|fire| fire.post).collect();
    let mut feed = filled(app, feed, &ids).await?;
    for entry in &mut feed.entries {
        let of = |fire: &&app::radar::Fire| entry.url.ends_with(&format!("/{}", fire.post));
        let Some(fire) = fires.iter().find(of) else { continue };
        let said = &fire.told.forecast;
        entry.title = format!("{} → {:.0}–{:.0} · {}", said.seen, said.low, said.high, entry.title);
    }
    Ok(feed)
}

fn blank(app: &App, here: String) -> Feed {
    Feed { here, generator: format!("Braise {}", app.config().version), ..Feed::default() }
}

async fn filled(app: &App, mut feed: Feed, ids: &[PostId]) -> Result<Feed> {
    let mut views: HashMap<PostId, PostView> =
        app.post_views(ids).await?.into_iter().map(|view| (view.post.id, view)).collect();
    let authors: Vec<AccountId> = views.values().map(|view| view.post.author).collect();
    let authors: HashMap<AccountId, Account> =
        app.accounts(&authors).await?.into_iter().map(|account| (account.id, account)).collect();
    for id in ids {
        let Some(view) = views.remove(id).filter(|view| is_for_all(&view.post)) else { continue };
        if let Some(author) = authors.get(&view.post.author) {
            feed.entries.push(entry(app, view, author));
        }
    }
    let newest = feed.entries.iter().map(|entry| entry.updated).max();
    feed.updated = newest.unwrap_or(feed.updated);
    Ok(feed)
}

/// Whether a post may leave this server in a feed.
pub(super) fn is_for_all(post: &Post) -> bool {
    post.visibility == Visibility::Public && !post.local_only && post.repost_of.is_none()
}

fn entry(app: &App, view: PostView, author: &Account) -> Entry {
    let config = app.config();
    let PostView { post, media, tags, .. } = view;
    let covered = !post.spoiler.is_empty();
    let file = |medium: model::Media| {
        Some(File {
            medium: match medium.kind {
                MediaKind::Image => "image",
                MediaKind::Video | MediaKind::Gifv => "video",
                MediaKind::Audio => "audio",
                MediaKind::Unknown => return None,
            },
            url: config.media_url(&medium.file),
            mime: medium.mime,
            bytes: medium.bytes,
            alt: medium.alt,
            seconds: medium.shape.duration,
        })
    };
    let shown = media.into_iter().filter(|medium| medium.ready && !covered && !post.sensitive);
    let words = if covered { &post.spoiler } else { &post.text };
    Entry {
        url: config.absolute(&format!("/@{}/{}", author.acct(), post.id)),
        title: first_words(words, author.shown_name()),
        html: if covered { format!("<p>{}</p>", super::escape::escape(&post.spoiler)) } else { post.html },
        published: post.created_at,
        updated: post.edited_at.unwrap_or(post.created_at),
        author: author.shown_name().to_owned(),
        author_page: config.absolute(&format!("/@{}", author.acct())),
        language: post.language,
        tags: tags.into_iter().map(|tag| tag.display).collect(),
        files: shown.filter_map(file).collect(),
    }
}

/// The beginning of a text on one line; a post of pictures alone has its author's name.
fn first_words(text: &str, otherwise: &str) -> String {
    let line = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if line.is_empty() {
        return otherwise.to_owned();
    }
    match line.char_indices().nth(TITLE) {
        None => line,
        Some((end, _)) => {
            let cut = line.get(..end).unwrap_or(&line);
            // A word is not cut where there is a gap before it.
            let whole = cut.rsplit_once(' ').map_or(cut, |(words, _)| words);
            format!("{whole}…")
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn titles_are_first_words() {
        assert_eq!(first_words(" Bread\n is  ready ", "Ada"), "Bread is ready");
        assert_eq!(first_words("", "Ada"), "Ada");
        let long = first_words(&"word ".repeat(40), "Ada");
        assert!(long.ends_with("word…") && long.chars().count() <= TITLE + 1, "{long}");
    }

    #[test]
    fn what_is_not_public_stays_here() {
        let post = Post::default();
        assert!(is_for_all(&Post { visibility: Visibility::Public, ..post.clone() }));
        for visibility in [Visibility::Unlisted, Visibility::Followers, Visibility::Direct] {
            assert!(!is_for_all(&Post { visibility, ..post.clone() }));
        }
        assert!(!is_for_all(&Post { local_only: true, ..post.clone() }));
        assert!(!is_for_all(&Post { repost_of: Some(PostId(1)), ..post }));
    }
}
