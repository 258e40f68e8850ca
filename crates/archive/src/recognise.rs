//! Which network an upload is from, told from what is in it.

use crate::networks::tables;
use crate::source::Source;
use crate::{ArchiveError, Network};
use std::io::Read;

/// Bytes of a single file that are looked at.
const HEAD: u64 = 64 * 1024;

/// The network, if it is one we know.
pub(crate) fn network(source: &mut Source) -> Result<Network, ArchiveError> {
    if let Some(only) = source.only() {
        return single(source, &only)?.ok_or(ArchiveError::Unknown);
    }
    let names = source.names();
    let any = |mark: fn(&str) -> bool| !names.like(mark).is_empty();
    let found = [
        (names.ending("outbox.json").is_some() && names.ending("actor.json").is_some(), Network::Mastodon),
        (any(is_x), Network::X),
        (any(|name| name.ends_with(".car")), Network::Bluesky),
        // An archive of Instagram holds Threads too; whoever wants Threads alone asks for it alone.
        (any(is_instagram), Network::Instagram),
        (any(is_threads), Network::Threads),
        (any(is_facebook), Network::Facebook),
        (any(|name| tables::by_name(name).is_some()), Network::Mastodon),
    ];
    found.into_iter().find(|(is, _)| *is).map(|(_, network)| network).ok_or(ArchiveError::Unknown)
}

/// The scripts of X.
pub(crate) fn is_x(name: &str) -> bool {
    let Some((folder, file)) = name.rsplit_once('/') else { return false };
    (folder == "data" || folder.ends_with("/data")) && (file == "account.js" || is_tweets(file))
}

/// `tweets.js`, `tweet.js`, and further parts of either.
pub(crate) fn is_tweets(file: &str) -> bool {
    let Some(stem) = file.strip_suffix(".js") else { return false };
    let rest = stem.strip_prefix("tweets").or_else(|| stem.strip_prefix("tweet"));
    rest.is_some_and(|rest| {
        rest.is_empty()
            || rest
                .strip_prefix("-part")
                .is_some_and(|number| number.bytes().all(|byte| byte.is_ascii_digit()))
    })
}

/// The posts of Instagram: `media/posts_1.json`, also in `content`.
pub(crate) fn is_instagram(name: &str) -> bool {
    numbered(name, "media/posts_") || numbered(name, "content/posts_")
}

/// The posts of Threads.
pub(crate) fn is_threads(name: &str) -> bool {
    name.ends_with("threads/threads_and_replies.json") || name == "threads_and_replies.json"
}

/// The posts of Facebook: `posts/your_posts_1.json`, later with more words in between.
pub(crate) fn is_facebook(name: &str) -> bool {
    let file = name.rsplit('/').next().unwrap_or_default();
    (file.starts_with("your_posts_") || file == "your_posts.json") && file.ends_with(".json")
}

/// Whether a path ends with `stem`, a number and `.json`.
fn numbered(name: &str, stem: &str) -> bool {
    let Some(at) = name.rfind(stem) else { return false };
    let at_border = at == 0 || name.as_bytes().get(at - 1) == Some(&b'/');
    let number = name[at + stem.len()..].strip_suffix(".json").unwrap_or_default();
    at_border && !number.is_empty() && number.bytes().all(|byte| byte.is_ascii_digit())
}

/// One file out of an archive.
fn single(source: &mut Source, name: &str) -> Result<Option<Network>, ArchiveError> {
    let mut head = Vec::new();
    source.file(name)?.take(HEAD).read_to_end(&mut head)?;
    if head.windows(5).take(64).any(|window| window == b"roots") && head.contains(&0x58) {
        return Ok(Some(Network::Bluesky));
    }
    let text = String::from_utf8_lossy(&head);
    let start = text.trim_start_matches('\u{FEFF}').trim_start();
    let says = |words: &[&str]| words.iter().all(|word| text.contains(word));
    Ok(if start.starts_with("window.YTD.") {
        Some(Network::X)
    } else if start.starts_with(['{', '[']) {
        if says(&["orderedItems"]) {
            Some(Network::Mastodon)
        } else if says(&["text_post_app_text_posts"]) || is_threads(name) {
            Some(Network::Threads)
        } else if says(&["\"timestamp\"", "\"data\""]) || is_facebook(name) {
            Some(Network::Facebook)
        } else if says(&["\"media\"", "\"creation_timestamp\""]) {
            Some(Network::Instagram)
        } else {
            None
        }
    } else {
        tables::recognise(name, &text).map(|_| Network::Mastodon)
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn files_are_told_by_their_names() {
        assert!(is_x("data/tweets.js") && is_x("twitter-2026/data/tweet-part12.js"));
        assert!(!is_x("tweets.js") && !is_x("data/tweets-of-others.js") && !is_x("data/tweet_media/a.js"));
        assert!(
            is_instagram("your_instagram_activity/media/posts_2.json")
                && is_instagram("content/posts_1.json")
        );
        assert!(!is_instagram("social_media/posts_1.json") && !is_instagram("media/posts_x.json"));
        assert!(is_facebook("posts/your_posts_1.json"));
        assert!(is_facebook("your_facebook_activity/posts/your_posts__check_ins__photos_and_videos_1.json"));
        assert!(is_threads("your_instagram_activity/threads/threads_and_replies.json"));
    }
}
