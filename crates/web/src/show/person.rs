//! People as they stand beside what they wrote.

use app::App;
use model::{Account, AccountId};

/// Somebody.
#[derive(Clone, Debug)]
pub(crate) struct Person {
    pub(crate) id: AccountId,
    pub(crate) name: String,
    /// `@name` or `@name@domain`.
    pub(crate) handle: String,
    /// Their page here.
    pub(crate) url: String,
    /// The picture, standing still.
    pub(crate) avatar: String,
    pub(crate) bot: bool,
}

impl Person {
    pub(crate) fn new(account: &Account) -> Self {
        let acct = account.acct();
        let still = |file: &String| format!("/media/{}", app::still_of(file));
        Self {
            id: account.id,
            name: account.shown_name().to_owned(),
            url: format!("/@{acct}"),
            handle: format!("@{acct}"),
            avatar: account.avatar.as_ref().map_or_else(|| "/static/avatar.png".to_owned(), still),
            bot: account.bot,
        }
    }

    /// `@name@domain` for members here too, to be found from elsewhere.
    pub(crate) fn full_handle(app: &App, account: &Account) -> String {
        let domain = account.domain.as_deref().unwrap_or(&app.config().domain);
        format!("@{}@{domain}", account.username)
    }
}
