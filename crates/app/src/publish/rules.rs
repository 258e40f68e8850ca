//! What a post may be: by its shape alone, and by what it quotes and shows.

use super::{NewPoll, NewPost, Written};
use crate::{Error, Result};
use model::account::Preferences;
use model::limits::{
    IDEMPOTENCY_KEY_CHARACTERS, POLL_MAX_SECONDS, POLL_MIN_SECONDS, POLL_OPTION_CHARACTERS, POLL_OPTIONS,
    POST_CHARACTERS, POST_MEDIA,
};
use model::{AccountId, MediaId, MediaKind, Post, PostId, QuotePolicy, QuoteState, Visibility};
use store::Tx;

/// Characters of a language's code: what BCP 47 says a program has to have room for.
const LANGUAGE_CHARACTERS: usize = 35;

/// What can be told without asking the rows.
pub(crate) fn check_shape(new: &NewPost) -> Result<()> {
    let invalid = |sentence: String| Err(Error::Invalid(format!("Validation failed: {sentence}")));
    if new.text.trim().is_empty() && new.media.is_empty() && new.poll.is_none() && new.quote_of.is_none() {
        return invalid("Text can't be blank".to_owned());
    }
    if text::count(&new.text, &new.spoiler) > POST_CHARACTERS {
        return invalid(format!("Text character limit of {POST_CHARACTERS} exceeded"));
    }
    if new.media.len() > POST_MEDIA {
        return invalid(format!("Cannot attach more than {POST_MEDIA} files"));
    }
    if new.idempotency.as_ref().is_some_and(|key| key.chars().count() > IDEMPOTENCY_KEY_CHARACTERS) {
        return invalid(format!("The idempotency key is at most {IDEMPOTENCY_KEY_CHARACTERS} characters"));
    }
    new.language.as_deref().map_or(Ok(()), check_language)?;
    if new.quote_of.is_some() && new.poll.is_some() {
        return invalid("A quote cannot have a poll".to_owned());
    }
    match &new.poll {
        Some(_) if !new.media.is_empty() => {
            invalid("Media attachments cannot be combined with a poll".to_owned())
        }
        Some(poll) => check_poll(poll),
        None => Ok(()),
    }
}

/// The sentences clients match on.
fn check_poll(poll: &NewPoll) -> Result<()> {
    let invalid = |sentence: &str| Err(Error::Invalid(format!("Validation failed: {sentence}")));
    let titles: Vec<String> = poll.options.iter().map(|title| text::input::line(title)).collect();
    if titles.len() < 2 {
        return invalid("Poll options must be more than one item");
    }
    if titles.len() > POLL_OPTIONS {
        return invalid(&format!("Poll options can't contain more than {POLL_OPTIONS} items"));
    }
    if titles.iter().any(|title| title.trim().is_empty()) {
        return invalid("Poll options can't be blank");
    }
    if titles.iter().any(|title| text::count::characters(title) > POLL_OPTION_CHARACTERS) {
        return invalid(&format!(
            "Poll options can't be longer than {POLL_OPTION_CHARACTERS} characters each"
        ));
    }
    if titles.iter().collect::<std::collections::HashSet<_>>().len() != titles.len() {
        return invalid("Poll options contain duplicate items");
    }
    if poll.seconds < POLL_MIN_SECONDS {
        return invalid("Expires at is too soon");
    }
    if poll.seconds > POLL_MAX_SECONDS {
        return invalid("Expires at is too far into the future");
    }
    Ok(())
}

/// Whether a post can be in a language, or somebody prefer it.
pub(crate) fn check_language(code: &str) -> Result<()> {
    if is_language(code) {
        return Ok(());
    }
    Err(Error::invalid("Validation failed: Language must be an ISO 639 code such as en or fr"))
}

/// A primary subtag of BCP 47, optionally with a region or script.
fn is_language(code: &str) -> bool {
    let mut parts = code.split(['-', '_']);
    let primary = parts.next().unwrap_or_default();
    code.len() <= LANGUAGE_CHARACTERS
        && matches!(primary.len(), 2 | 3)
        && primary.bytes().all(|byte| byte.is_ascii_alphabetic())
        && parts
            .all(|part| matches!(part.len(), 2..=8) && part.bytes().all(|byte| byte.is_ascii_alphanumeric()))
}

/// As said; else as detected; else as preferred.
pub(crate) fn language(new: &NewPost, written: &Written, preferences: &Preferences) -> Option<String> {
    if new.language.is_some() {
        return new.language.clone();
    }
    let hints: Vec<&str> = preferences.language.as_deref().into_iter().collect();
    text::language::detect(&written.text, &hints).or_else(|| preferences.language.clone())
}

/// What is quoted, and whether its author lets that happen at once.
pub(crate) async fn check_quote(
    tx: &mut Tx,
    me: AccountId,
    quoted: Option<PostId>,
    visibility: Visibility,
) -> Result<(Option<Post>, Option<QuoteState>)> {
    let Some(id) = quoted else { return Ok((None, None)) };
    let invalid = |sentence: &str| Error::invalid(format!("Validation failed: {sentence}"));
    let quoted = match crate::react::seen(tx, id, me).await {
        Err(Error::NotFound) => return Err(invalid("Quoted post does not appear to exist")),
        other => other?,
    };
    let own = quoted.author == me;
    let allowed = match (quoted.visibility, quoted.quote_policy) {
        (Visibility::Direct, _) => false,
        (Visibility::Followers, _) => own && visibility >= Visibility::Followers,
        _ if own => true,
        (_, QuotePolicy::Everyone) => true,
        (_, QuotePolicy::Followers) => {
            store::relations::follow(tx, me, quoted.author).await?.is_some_and(|follow| follow.accepted)
        }
        (_, QuotePolicy::Nobody) => false,
    };
    if !allowed {
        return Err(invalid("You are not allowed to quote this post"));
    }
    Ok((Some(quoted), Some(QuoteState::Accepted)))
}

/// Old media must be the member's own and in no other post. Film may still be on its way.
pub(super) async fn check_old_media(tx: &mut Tx, me: AccountId, media: &[MediaId]) -> Result<()> {
    if media.is_empty() {
        return Ok(());
    }
    let found = store::attached::media_by_id(tx, media).await?;
    let usable = found.iter().filter(|medium| medium.owner == me && medium.post.is_none()).count();
    if usable == media.len() { Ok(()) } else { Err(Error::invalid("A medium of the post is gone")) }
}

/// Media must be the member's own, ready, and in no other post; a film or sound stands alone.
pub(crate) async fn check_media(
    tx: &mut Tx,
    me: AccountId,
    media: &[MediaId],
    of: Option<PostId>,
) -> Result<()> {
    if media.is_empty() {
        return Ok(());
    }
    let invalid = |sentence: &str| Err(Error::invalid(format!("Validation failed: {sentence}")));
    let found = store::attached::media_by_id(tx, media).await?;
    let usable = |id: &MediaId| {
        found.iter().any(|medium| {
            medium.id == *id && medium.owner == me && (medium.post.is_none() || medium.post == of)
        })
    };
    if !media.iter().all(usable) {
        return invalid("Media attachments were not found, or belong to another post");
    }
    if found.iter().any(|medium| !medium.ready) {
        return Err(Error::invalid(
            "Cannot attach files that have not finished processing. Try again in a moment!",
        ));
    }
    let alone = |kind| matches!(kind, MediaKind::Video | MediaKind::Audio);
    if found.len() > 1 && found.iter().any(|medium| alone(medium.kind)) {
        return invalid("Cannot attach a video to a post that already contains images");
    }
    Ok(())
}
