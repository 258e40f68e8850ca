//! What the town says about its words: two asks, who accepted and who did not, some who changed their
//! mind, and a first release, so that the pages about it have something to show.

use super::clock::as_of;
use super::stage::Stage;
use app::{DatasetFolder, DatasetOrder, NewAsk, Result, Saying, Through};
use consent::{Choice, Purpose, Subject};
use model::Time;
use std::time::Duration;

const DAY: Duration = Duration::from_secs(86_400);

impl Stage {
    /// Everybody answers, or does not: most people have never opened the page.
    pub(super) async fn agree(&self) -> Result<()> {
        let ago = |days: u32| self.app.now().minus(DAY * days);
        let tram = as_of(ago(12), self.app.add_ask(NewAsk {
            title: "Le français de Morvane".to_owned(),
            purpose: Purpose::GenerativeTraining,
            licence: "CC BY 4.0".to_owned(),
            offer: "The library of Port-Cendre trains a small model on the island's French and English and gives it to everybody. · La bibliothèque entraîne un petit modèle et le donne à tout le monde.".to_owned(),
        }))
        .await?;
        let weather = as_of(ago(6), self.app.add_ask(NewAsk {
            title: "Which posts are about the weather".to_owned(),
            purpose: Purpose::OtherTraining,
            licence: "CC BY-NC 4.0".to_owned(),
            offer: "A classifier for the lighthouse's bulletin, and a loaf from the contest. · Un classificateur pour le bulletin du phare, et un pain du concours.".to_owned(),
        }))
        .await?;
        for member in 0..self.accounts.len() {
            let hour = Duration::from_secs(3_600) * u32::try_from(member % 48).unwrap_or(0);
            if member % 5 < 3 {
                self.answer(member, tram.id, member % 5 < 2, ago(11).plus(hour)).await?;
            }
            if member % 7 < 3 {
                self.answer(member, weather.id, member % 7 != 1, ago(5).plus(hour)).await?;
            }
            let own: &[(Purpose, Choice, &str)] = match member % 6 {
                0 => &[
                    (Purpose::Archive, Choice::Yes, "So that it stays readable."),
                    (Purpose::Bridge, Choice::Yes, ""),
                ],
                1 => &[(Purpose::AssistantContext, Choice::No, "Pas sans me demander.")],
                4 => &[(Purpose::PublicSnapshot, Choice::Yes, "")],
                _ => &[],
            };
            self.say(member, own, ago(9).plus(hour)).await?;
            self.say(member, self.to_be_read(member), ago(8).plus(hour)).await?;
        }
        // Two think again.
        for member in [5, 10].into_iter().filter(|member| *member < self.accounts.len()) {
            self.say(member, &[(Purpose::GenerativeTraining, Choice::No, "J’ai changé d’avis.")], ago(2))
                .await?;
        }
        Ok(())
    }

    /// Who may be quoted by a search and read by an assistant: institutions, and most people.
    fn to_be_read(&self, member: usize) -> &'static [(Purpose, Choice, &'static str)] {
        const BOTH: &[(Purpose, Choice, &str)] =
            &[(Purpose::EmbeddingsSearch, Choice::Yes, ""), (Purpose::AssistantContext, Choice::Yes, "")];
        const FOUND: &[(Purpose, Choice, &str)] = &[(Purpose::EmbeddingsSearch, Choice::Yes, "")];
        match member % 6 {
            _ if self.world.is_institution(member) => BOTH,
            0 | 2 | 3 => BOTH,
            1 | 4 => FOUND,
            _ => &[],
        }
    }

    async fn answer(&self, member: usize, ask: i64, accept: bool, at: Time) -> Result<()> {
        as_of(at, self.app.answer_ask(self.actor(member), Through::Pages, ask, accept)).await
    }

    async fn say(&self, member: usize, said: &[(Purpose, Choice, &str)], at: Time) -> Result<()> {
        if said.is_empty() {
            return Ok(());
        }
        let saying = |(purpose, choice, reason): &(Purpose, Choice, &str)| Saying {
            purpose: *purpose,
            choice: *choice,
            reason: (*reason).to_owned(),
        };
        let all = said.iter().map(saying).collect();
        as_of(at, self.app.set_consent(self.actor(member), Through::Pages, Subject::Account, all)).await?;
        Ok(())
    }

    /// The first release. A town too small for one has none.
    pub(super) async fn release(&self) {
        let folder = self.app.config().data.join("releases");
        let order = DatasetOrder {
            release: Some("morvane-1".to_owned()),
            title: Some("Morvane, first harvest · première récolte".to_owned()),
            purposes: Purpose::GenerativeTraining.into(),
            since: None,
            until: None,
            languages: Vec::new(),
            single_posts: true,
            min_authors: 2,
            licence: "CC BY 4.0".to_owned(),
            asks: Vec::new(),
            cutoff: None,
        };
        let (room, out) =
            (DatasetFolder::new(folder.join(".building")), DatasetFolder::new(folder.join("morvane-1")));
        if let Err(error) = self.app.build_dataset(order, &room, &out, |_| ()).await {
            tracing::info!(%error, "the town has no release");
        }
    }
}
