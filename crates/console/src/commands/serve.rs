//! `braise serve`.

use super::{app_config, inside, make_data_folder, start_log};
use crate::server::Answering;
use crate::settings::Loaded;
use crate::{out, server};
use app::{App, SystemClock};
use model::AccountId;
use std::sync::Arc;

pub fn run(loaded: &Loaded, answering: Answering) -> anyhow::Result<()> {
    start_log(&loaded.settings.log.0);
    loaded.models()?;
    loaded.painter()?;
    make_data_folder(loaded)?;
    server::runtime()?.block_on(serve(loaded, answering))
}

async fn serve(loaded: &Loaded, answering: Answering) -> anyhow::Result<()> {
    // The address first: another server on it is found out before anything is touched.
    let listener = server::Listener::bind(&loaded.settings).await?;
    let config = app_config(loaded, listener.url().to_owned(), node(loaded));
    let app = App::open(config, Arc::new(SystemClock)).await.map_err(inside)?;
    app.move_in_assistant().await.map_err(inside)?;
    app.start_jobs();
    app.start_search();
    let site = server::site(app.clone(), &loaded.settings, answering);
    out::line(format!("Braise is listening on {}", listener.address()));
    if app.members_after(AccountId(0), 1).await.map_err(inside)?.is_empty() {
        tell_how_to_begin(loaded);
    }
    listener.serve(site).await;
    app.close().await;
    Ok(())
}

fn node(loaded: &Loaded) -> u8 {
    u8::try_from(loaded.settings.node.0).unwrap_or_default()
}

/// Nobody lives here yet: how the first one comes in.
fn tell_how_to_begin(loaded: &Loaded) {
    let mut command = format!("{} account create NAME --email YOU@EXAMPLE.ORG --admin", quoted(&program()));
    if loaded.is_set("data") {
        command.push_str(&format!(" --data {}", quoted(&loaded.data.display().to_string())));
    }
    if loaded.is_set("database") {
        command.push_str(" --database URL");
    }
    out::line("Nobody lives here yet. To become the administrator, run in another terminal:");
    out::line(format!("    {command}"));
}

/// The program as it was called, so that what is printed can be typed.
fn program() -> String {
    std::env::args().next().unwrap_or_else(|| "braise".to_owned())
}

/// A word as a shell reads it back.
fn quoted(word: &str) -> String {
    let plain = |letter: char| letter.is_ascii_alphanumeric() || "/._-:\\".contains(letter);
    if word.chars().all(plain) { word.to_owned() } else { format!("'{}'", word.replace('\'', "'\\''")) }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::cli::{Places, ServeFlags};
    use crate::settings::load;
    use app::{Clock, Joining};
    use model::Time;
    use model::limits::UNCONFIRMED_DAYS;
    use std::path::Path;
    use std::sync::atomic::{AtomicI64, Ordering};
    use std::time::Duration;

    /// A clock that is set by hand.
    struct Hand(AtomicI64);

    impl Clock for Hand {
        fn now(&self) -> Time {
            Time::from_millis(self.0.load(Ordering::SeqCst))
        }
    }

    impl Hand {
        fn turn(&self, by: Duration) {
            self.0.fetch_add(i64::try_from(by.as_millis()).unwrap(), Ordering::SeqCst);
        }
    }

    async fn open(folder: &Path, clock: &Arc<Hand>) -> App {
        let said = [
            ("BRAISE_DATA", folder.to_str().unwrap()),
            ("BRAISE_REGISTRATIONS", "open"),
            ("BRAISE_MAIL_SERVER", "file:mail"),
            ("BRAISE_MAIL_FROM", "Braise <braise@braise.example>"),
            ("BRAISE_PASSWORD_MEMORY_KIB", "64"),
        ];
        let said = said.map(|(name, value)| (name.to_owned(), value.to_owned()));
        let loaded = load(&Places::default(), &ServeFlags::default(), said).unwrap();
        let config = app_config(&loaded, "https://braise.example".to_owned(), 0);
        App::open(config, Arc::clone(clock) as Arc<dyn Clock>).await.unwrap()
    }

    fn joining(name: &str) -> Joining {
        Joining {
            username: name.to_owned(),
            email: format!("{name}@example.test"),
            password: "correct horse battery".to_owned(),
            agreement: true,
            locale: "en".to_owned(),
            reason: String::new(),
        }
    }

    #[tokio::test]
    async fn who_never_confirms_an_address_is_erased_after_a_while_and_the_name_is_free() {
        let folder = tempfile::tempdir().unwrap();
        let clock = Arc::new(Hand(AtomicI64::new(1_790_000_000_000)));
        let app = open(folder.path(), &clock).await;
        let day = Duration::from_secs(24 * 3_600);
        let slip = app.join(joining("slip")).await.unwrap();
        let kept = app.make_account(joining("kept"), model::Role::Member).await.unwrap();
        app.do_due_jobs().await.unwrap();
        clock.turn(day * u32::try_from(UNCONFIRMED_DAYS).unwrap());
        assert_eq!(app.sweep_unconfirmed().await.unwrap(), 0, "the last moment");
        // A letter sent once more is waited for.
        app.confirm_joining_again(slip, None).await.unwrap();
        app.do_due_jobs().await.unwrap();
        clock.turn(Duration::from_millis(1));
        assert_eq!(app.sweep_unconfirmed().await.unwrap(), 0, "a link is on its way");
        clock.turn(day * 2);
        let late = app.join(joining("late")).await.unwrap();
        assert_eq!(app.sweep_unconfirmed().await.unwrap(), 1);
        assert_eq!(app.sweep_unconfirmed().await.unwrap(), 0, "once");
        app.do_due_jobs().await.unwrap();
        clock.turn(Duration::from_secs(10));
        app.do_due_jobs().await.unwrap();
        assert!(app.account(slip).await.is_err());
        assert!(app.account(kept).await.is_ok() && app.account(late).await.is_ok());
        let again = app.join(joining("slip")).await.unwrap();
        assert_ne!(again, slip);
        app.close().await;
    }
}
