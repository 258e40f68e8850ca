//! What answers say about the use of what they show, in the words of AIPREF and TDMRep.
//!
//! A page says yes only when everybody whose words stand on it does. Whatever says nothing of its own
//! is not to be trained on: that is what members begin with.

use crate::show::post::Shown;
use crate::visit::Visit;
use app::Used;
use axum::response::Response;
use consent::projection::{aipref, tdmrep};
use consent::{Choices, Purpose};
use http::{HeaderMap, HeaderName, HeaderValue};
use model::AccountId;

const USAGE: HeaderName = HeaderName::from_static(aipref::HEADER);
const RESERVATION: HeaderName = HeaderName::from_static(tdmrep::HEADER);

/// Puts on an answer what these choices come to.
pub(crate) fn say(headers: &mut HeaderMap, choices: &Choices) {
    if let Ok(usage) = HeaderValue::from_str(&aipref::write(choices)) {
        headers.insert(USAGE, usage);
    }
    headers.insert(RESERVATION, HeaderValue::from_static(tdmrep::write(choices)));
}

/// Puts on an answer that says nothing yet what holds where nothing was said.
pub(crate) fn say_by_default(headers: &mut HeaderMap) {
    if !headers.contains_key(USAGE) {
        say(headers, &Choices::UNSET);
    }
}

/// A page with what its posts' authors, and whoever the page is about, say of them.
pub(crate) async fn of_page<'s>(
    visit: &Visit,
    about: Option<AccountId>,
    posts: impl Iterator<Item = &'s Shown>,
    mut page: Response,
) -> Response {
    match said(visit, about, posts.flat_map(used).collect()).await {
        Ok(choices) => say(page.headers_mut(), &choices),
        // The default stays: a page that does not know says no.
        Err(error) => tracing::warn!(%error, "what a page's authors allow could not be read"),
    }
    page
}

async fn said(visit: &Visit, about: Option<AccountId>, used: Vec<Used>) -> app::Result<Choices> {
    let of_account = match about {
        Some(account) => Some(visit.app().said_of_account(account).await?),
        None => None,
    };
    if used.is_empty() {
        return Ok(of_account.unwrap_or_default());
    }
    let of_posts = visit.app().said_of_all(&used).await?;
    Ok(of_account.map_or(of_posts, |of_account| together(&of_account, &of_posts)))
}

/// Yes where both say so, no where one does.
fn together(one: &Choices, other: &Choices) -> Choices {
    let both = |purpose: Purpose| consent::Choice::of_all([one.get(purpose), other.get(purpose)]);
    Purpose::ALL.into_iter().map(|purpose| (purpose, both(purpose))).collect()
}

/// A post as it stands on a page, and what it quotes.
fn used(post: &Shown) -> Vec<Used> {
    let pictures = post.media.iter().map(|medium| medium.id).collect();
    let mut all = vec![Used { author: post.author.id, post: post.id, pictures }];
    all.extend(post.quote.iter().flat_map(|quote| used(quote)));
    all
}

#[cfg(test)]
mod tests {
    use super::*;
    use consent::Choice;

    #[test]
    fn what_says_nothing_is_not_to_be_used_and_what_says_something_keeps_it() {
        let mut headers = HeaderMap::new();
        say_by_default(&mut headers);
        assert_eq!(
            (&headers[USAGE], &headers[RESERVATION]),
            (&"train-ai=n".parse().unwrap(), &"1".parse().unwrap())
        );
        say(&mut headers, &Choices::UNSET.with(Purpose::GenerativeTraining, Choice::Yes));
        say_by_default(&mut headers);
        assert_eq!(headers[USAGE], "train-ai=y");
    }

    #[test]
    fn a_page_of_two_needs_both() {
        let yes = Choices::UNSET.with(Purpose::GenerativeTraining, Choice::Yes);
        assert_eq!(together(&yes, &yes), yes);
        assert_eq!(together(&yes, &Choices::UNSET), Choices::UNSET);
    }
}
