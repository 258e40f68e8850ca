//! The models members may ask, and what that may cost. The budget is one for all of them.

use crate::config::ModelConfig;
use crate::{Actor, App, Error, Result};
use model::AccountId;
use models::{Chat, Client, Reply};
use std::sync::Arc;
use store::talk::Choices;

/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// What a picture counts for, in characters.
const PICTURE_LENGTH: usize = 4_000;

/// A model members may ask, and what it may cost.
#[derive(Debug)]
pub(crate) struct Model {
    pub(super) client: Client,
    pub(super) config: ModelConfig,
}

/// A model, as members are told of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OfferedModel {
    /// Its name in the settings.
    pub name: String,
    /// Whose it is.
    pub provider: &'static str,
    /// What the provider calls it.
    pub model: String,
}

/// What a member chose about the assistant.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AssistantChoices {
    /// The model that answers, by its name: none for the server's first, empty for quotes alone.
    pub model: Option<String>,
    /// Whether public answers under posts are hidden.
    pub hides_context: bool,
}

impl Model {
    /// The models of the settings, the server's first first.
    pub(crate) fn open_all(config: &crate::Config) -> Result<Vec<Arc<Self>>> {
        config.model.iter().chain(&config.further_models).map(|model| Self::open(config, model)).collect()
    }

    fn open(config: &crate::Config, model: &ModelConfig) -> Result<Arc<Self>> {
        let mut settings = model.settings.clone();
        settings.user_agent = config.egress().user_agent;
        let client =
            Client::new(settings).map_err(|error| Error::unavailable("the model of the settings", error))?;
        Ok(Arc::new(Self { client, config: model.clone() }))
    }

    /// Millionths of the currency that tokens cost. Prices are hundredths for a million tokens.
    fn price(&self, sent: i64, came: i64) -> i64 {
        let sent = sent.saturating_mul(i64::from(self.config.price_sent));
        sent.saturating_add(came.saturating_mul(i64::from(self.config.price_came))) / 100
    }

    /// Whose it is.
    pub(super) fn provider(&self) -> &'static str {
        self.client.profile().name
    }
}

/// Tokens and their price.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Spending {
    pub tokens: i64,
    pub cost: i64,
}

impl App {
    /// Whether a model can be asked here.
    pub fn has_model(&self) -> bool {
        !self.inner.models.is_empty()
    }

    /// The models members may choose from, the server's first first.
    pub fn offered_models(&self) -> Vec<OfferedModel> {
        let offered = |model: &Arc<Model>| OfferedModel {
            name: model.config.name.clone(),
            provider: model.provider(),
            model: model.client.model().to_owned(),
        };
        self.inner.models.iter().map(offered).collect()
    }

    /// What a member chose about the assistant.
    pub async fn assistant_choices(&self, me: AccountId) -> Result<AssistantChoices> {
        let Choices { model, hides_context } = store::talk::choices(&mut self.read().await?, me).await?;
        Ok(AssistantChoices { model, hides_context })
    }

    /// Keeps what a member chooses about the assistant.
    pub async fn choose_assistant(&self, me: Actor, choices: AssistantChoices) -> Result<()> {
        let AssistantChoices { model, hides_context } = choices;
        let known = |name: &String| name.is_empty() || self.model_named(name).is_some();
        if !model.as_ref().is_none_or(known) {
            return Err(Error::invalid("Validation failed: model must be one of those offered here"));
        }
        let account = me.account;
        let kept = Choices { model, hides_context };
        self.write(move |tx| Box::pin(async move { Ok(store::talk::choose(tx, account, &kept).await?) }))
            .await
    }

    fn model_named(&self, name: &str) -> Option<Arc<Model>> {
        self.inner.models.iter().find(|model| model.config.name == name).cloned()
    }

    /// The model that answers a member; none where there is none, or they want none. A choice that is not
    /// offered any more is none: nobody's words go to somebody they did not choose.
    pub(super) async fn model_of(&self, me: AccountId) -> Result<Option<Arc<Model>>> {
        let Some(first) = self.inner.models.first() else { return Ok(None) };
        Ok(match self.assistant_choices(me).await?.model {
            None => Some(Arc::clone(first)),
            Some(name) => self.model_named(&name),
        })
    }

    /// Asks a model within the day's budget, on a member's account; what it took stands beside its reply.
    pub(super) async fn consult(
        &self,
        model: &Model,
        me: AccountId,
        chat: &Chat,
        tell: impl FnMut(&str) + Send,
    ) -> Result<(Result<Reply, models::Error>, Spending)> {
        let words: usize = chat.messages.iter().map(|message| message.text.len()).sum();
        let length = words + chat.picture.as_ref().map_or(0, |_| PICTURE_LENGTH);
        // A token has at least a byte or two; better too much set aside than too little.
        let sent = i64::try_from(length / 2).unwrap_or(i64::MAX);
        let most = i64::from(chat.most_tokens);
        let aside = Spending { tokens: sent.saturating_add(most), cost: model.price(sent, most) };
        if !self.set_aside(model, me, aside).await? {
            return Err(Error::TooMany("the day's budget for models is spent".to_owned()));
        }
        let outcome = model.client.stream(chat, rand::random::<f64>, tell).await;
        let spent = match &outcome {
            Ok(answer) => {
                let usage = answer.usage.unwrap_or(models::Usage {
                    sent: u64::try_from(length / 4).unwrap_or(u64::MAX),
                    came: u64::try_from(answer.text.len() / 4).unwrap_or(u64::MAX),
                });
                let of = |tokens: u64| i64::try_from(tokens).unwrap_or(i64::MAX);
                let (sent, came) = (of(usage.sent), of(usage.came));
                Spending { tokens: sent.saturating_add(came), cost: model.price(sent, came) }
            }
            // What was begun may be charged for.
            Err(models::Error::Truncated | models::Error::Slow | models::Error::Malformed(_)) => aside,
            Err(_) => Spending::default(),
        };
        self.settle_spending(me, aside, spent).await?;
        Ok((outcome, spent))
    }

    /// Sets aside what an answer may cost; false where the day's budget has no room for it.
    async fn set_aside(&self, model: &Model, me: AccountId, aside: Spending) -> Result<bool> {
        let day = self.now().millis().div_euclid(DAY);
        let ModelConfig { member_tokens, member_cost, all_tokens, all_cost, .. } = model.config;
        self.write(move |tx| {
            Box::pin(async move {
                let (mine, my_cost) = store::answers::spent(tx, Some(me), day).await?;
                let (all, cost) = store::answers::spent(tx, None, day).await?;
                // No limit in money is one of nothing.
                let affords = |spent: i64, most: i64| most == 0 || spent.saturating_add(aside.cost) <= most;
                let fits = mine.saturating_add(aside.tokens) <= member_tokens
                    && all.saturating_add(aside.tokens) <= all_tokens
                    && affords(my_cost, member_cost)
                    && affords(cost, all_cost);
                if fits {
                    store::answers::spend(tx, me, day, aside.tokens, aside.cost).await?;
                }
                Ok(fits)
            })
        })
        .await
    }

    /// Replaces what was set aside with what was spent.
    async fn settle_spending(&self, me: AccountId, aside: Spending, spent: Spending) -> Result<()> {
        let day = self.now().millis().div_euclid(DAY);
        let (tokens, cost) = (spent.tokens - aside.tokens, spent.cost - aside.cost);
        self.write(move |tx| {
            Box::pin(async move { Ok(store::answers::spend(tx, me, day, tokens, cost).await?) })
        })
        .await
    }
}
