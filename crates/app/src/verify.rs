//! Fields of a profile that link to pages of the member's own: checked by their linking back.

use crate::jobs::{Job, later};
use crate::{App, Error, Result};
use model::account::Field;
use model::{Account, AccountId, Event, Time};
use std::time::Duration;
use store::Tx;
use url::Url;

/// A profile that is being worked on is looked at once it is left alone for a moment.
const REST: Duration = Duration::from_secs(1);

impl App {
    /// Has the pages a profile links to looked at.
    pub(crate) async fn verify_later(&self, tx: &mut Tx, account: &Account, now: Time) -> Result<()> {
        if !account.fields.iter().any(|field| self.can_verify(&field.value)) {
            return Ok(());
        }
        let (id, at) = (account.id, now.plus(REST));
        later(tx, &Job::VerifyFields { account: id }, Some(&format!("verify-{id}")), at).await
    }

    /// Whether a field is the address of a page that could link back: an encrypted one, so that
    /// nobody on the way can put the link in, and none of this server's.
    fn can_verify(&self, value: &str) -> bool {
        let config = self.config();
        let Ok(url) = Url::parse(value) else { return false };
        let own = Url::parse(&config.url).is_ok_and(|own| own.origin() == url.origin());
        let guarded = url.scheme() == "https" || (config.allow_loopback && url.scheme() == "http");
        config.link_previews && guarded && !own && url.username().is_empty() && url.password().is_none()
    }

    /// Looks at the pages a profile links to, and notes which of them link back.
    pub(crate) async fn verify_fields(&self, id: AccountId) -> Result<()> {
        let account = self.account(id).await?;
        if account.domain.is_some() || account.suspended_at.is_some() {
            return Ok(());
        }
        let config = self.config();
        let own = ["@", "users/"].map(|path| config.absolute(&format!("/{path}{}", account.username)));
        let (mut seen, mut unsure) = (Vec::new(), None);
        for field in account.fields.iter().filter(|field| self.can_verify(&field.value)) {
            match net::links_back(&self.inner.egress, &field.value, &own).await {
                Ok(links) => seen.push((field.value.clone(), links)),
                // A page that cannot be had now may be there later; until then nothing changes.
                Err(error) if error.is_temporary() => unsure = Some(error.code()),
                Err(_) => seen.push((field.value.clone(), false)),
            }
        }
        self.note_verified(id, seen).await?;
        unsure.map_or(Ok(()), |code| Err(Error::unavailable("a page of a profile", code)))
    }

    async fn note_verified(&self, id: AccountId, seen: Vec<(String, bool)>) -> Result<()> {
        let now = self.now();
        self.write(move |tx| {
            Box::pin(async move {
                // The profile may have changed while its pages were looked at.
                let mut account = store::accounts::get(tx, id).await?.ok_or(Error::NotFound)?;
                if note(&mut account.fields, &seen, now) {
                    store::accounts::set_fields(tx, id, &account.fields).await?;
                    crate::arrive::declare(tx, &account).await?;
                    tx.log(now, Event::AccountChanged { account: id });
                }
                Ok(())
            })
        })
        .await
    }
}

/// Notes what was seen; whether anything is new.
fn note(fields: &mut [Field], seen: &[(String, bool)], now: Time) -> bool {
    let mut changed = false;
    for field in fields {
        let Some((_, links)) = seen.iter().find(|(value, _)| *value == field.value) else { continue };
        let verified_at = links.then_some(now);
        changed |= field.verified_at != verified_at;
        field.verified_at = verified_at;
    }
    changed
}

/// What was known of a field's page, as long as the field says the same.
pub(crate) fn known(fields: &[Field], value: &str) -> Option<Time> {
    fields.iter().find(|field| field.value == value).and_then(|field| field.verified_at)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn field(value: &str, verified_at: Option<i64>) -> Field {
        Field { value: value.to_owned(), verified_at: verified_at.map(Time::from_millis), ..Field::default() }
    }

    #[test]
    fn only_what_was_looked_at_is_noted() {
        let mut fields = [field("a", None), field("b", Some(1)), field("c", Some(1))];
        let now = Time::from_millis(9);
        assert!(note(&mut fields, &[("a".to_owned(), true), ("b".to_owned(), false)], now));
        assert_eq!(fields, [field("a", Some(9)), field("b", None), field("c", Some(1))]);
        assert!(!note(&mut fields, &[("gone".to_owned(), true)], now));
        assert_eq!((known(&fields, "c"), known(&fields, "d")), (Some(Time::from_millis(1)), None));
    }
}
