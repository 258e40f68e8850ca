//! Mail: the server answers and takes the password.

use super::{Finding, app_config};
use crate::settings::Loaded;

pub fn check(loaded: &Loaded) -> Finding {
    let url = crate::server::public_url(&loaded.settings, loaded.settings.listen);
    let config = app_config(loaded, url, super::super::COMMAND_NODE);
    let runtime = match tokio::runtime::Builder::new_current_thread().enable_all().build() {
        Ok(runtime) => runtime,
        Err(error) => return Finding::failure("mail", error.to_string(), "start the machine again"),
    };
    match runtime.block_on(app::check_mail(&config)) {
        None => Finding::warning(
            "mail",
            "not set up: nobody can ask for a new password by mail",
            "set mail_server and mail_from; until then, use `braise account password NAME`",
        ),
        Some(Ok(())) => Finding::well("mail", "letters can be handed in"),
        Some(Err(error)) => Finding::failure(
            "mail",
            format!("{:#}", anyhow::Error::from(error)),
            "look at mail_server and its password, and whether this machine may reach that port",
        ),
    }
}
