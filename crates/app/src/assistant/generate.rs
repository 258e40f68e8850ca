//! Answers a model writes. It is given posts whose authors allow that, and what it says is only what is left
//! after every quote was found in them. Whatever goes wrong, the quotes without a model serve.

use super::retrieve::{Found, Place};
use super::{NewQuestion, Origin};
use crate::config::ModelConfig;
use crate::{App, Error, Result};
use assistant::{Answer, Asked, prompt, reply};
use model::AccountId;
use models::{Chat, Client, Message};
use std::sync::Arc;
use store::answers::Reading;

/// Tokens of an answer.
const MOST_TOKENS: u32 = 1_200;
/// Milliseconds of a day.
const DAY: i64 = 86_400_000;

/// A model members may ask, and what it may cost.
#[derive(Debug)]
pub(crate) struct Model {
    client: Client,
    config: ModelConfig,
}

impl Model {
    /// The model of the settings.
    pub(crate) fn open(config: &crate::Config) -> Result<Option<Arc<Self>>> {
        let Some(model) = config.model.clone() else { return Ok(None) };
        let mut settings = model.settings.clone();
        settings.user_agent = config.egress().user_agent;
        let client =
            Client::new(settings).map_err(|error| Error::unavailable("the model of the settings", error))?;
        Ok(Some(Arc::new(Self { client, config: model })))
    }

    /// Millionths of the currency that tokens cost. Prices are hundredths for a million tokens.
    fn price(&self, sent: i64, came: i64) -> i64 {
        let sent = sent.saturating_mul(i64::from(self.config.price_sent));
        sent.saturating_add(came.saturating_mul(i64::from(self.config.price_came))) / 100
    }
}

/// Tokens and their price.
#[derive(Clone, Copy, Default)]
struct Spending {
    tokens: i64,
    cost: i64,
}

impl App {
    /// An answer of the model, if there is one, it is in time and within the budget, and something of what it
    /// says is left.
    pub(super) async fn generated(
        &self,
        me: AccountId,
        question: &NewQuestion,
        asked: &Asked,
        place: Place<'_>,
    ) -> Option<(Answer, Origin)> {
        let model = self.inner.model.clone()?;
        match self.written_by(&model, me, question, asked, place).await {
            Ok(found) => found,
            Err(error) => {
                // It is in our words: neither question nor post nor key is in it.
                tracing::info!(?error, "an answer is given without the model");
                None
            }
        }
    }

    async fn written_by(
        &self,
        model: &Model,
        me: AccountId,
        question: &NewQuestion,
        asked: &Asked,
        place: Place<'_>,
    ) -> Result<Option<(Answer, Origin)>> {
        let Found { mut passages, .. } = self.passages(me, place, asked, Reading::Model).await?;
        passages.truncate(prompt::PASSAGES);
        if passages.is_empty() {
            return Ok(None);
        }
        let said = prompt::messages(&question.text, asked.language.as_deref(), &passages);
        let length: usize = said.iter().map(|(_, text)| text.len()).sum();
        // A token has at least a byte or two; better too much set aside than too little.
        let sent = i64::try_from(length / 2).unwrap_or(i64::MAX);
        let most = i64::from(MOST_TOKENS);
        let aside = Spending { tokens: sent.saturating_add(most), cost: model.price(sent, most) };
        if !self.set_aside(model, me, aside).await? {
            return Err(Error::TooMany("the day's budget for models is spent".to_owned()));
        }
        let messages = said.into_iter().map(|(role, text)| Message { role, text }).collect();
        let schema = Some(("answer", prompt::schema()));
        let chat = Chat { messages, schema, tools: Vec::new(), most_tokens: MOST_TOKENS };
        let outcome = model.client.stream(&chat, rand::random::<f64>, |_| {}).await;
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
        let answer = outcome.map_err(|error| Error::unavailable("the model", error))?;
        let sentences =
            reply::read(&answer.text, &passages).map_err(|error| Error::unavailable("the model", error))?;
        let verified = assistant::verify(sentences, &passages);
        if verified.abstained() {
            return Ok(None);
        }
        let origin = Origin {
            provider: model.client.profile().name.to_owned(),
            model: model.client.model().to_owned(),
            prompt_hash: prompt::hash(),
            tokens: spent.tokens,
            cost: spent.cost,
        };
        Ok(Some((verified, origin)))
    }

    /// Sets aside what an answer may cost; false where the day's budget has no room for it.
    async fn set_aside(&self, model: &Model, me: AccountId, aside: Spending) -> Result<bool> {
        let day = self.now().millis().div_euclid(DAY);
        let ModelConfig { member_tokens, all_tokens, all_cost, .. } = model.config;
        self.write(move |tx| {
            Box::pin(async move {
                let (mine, _) = store::answers::spent(tx, Some(me), day).await?;
                let (all, cost) = store::answers::spent(tx, None, day).await?;
                let fits = mine.saturating_add(aside.tokens) <= member_tokens
                    && all.saturating_add(aside.tokens) <= all_tokens
                    && (all_cost == 0 || cost.saturating_add(aside.cost) <= all_cost);
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
