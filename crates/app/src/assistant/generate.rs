//! Answers a model writes. It is given posts whose authors allow that, and what it says is only what is left
//! after every quote was found in them. Whatever goes wrong, the quotes without a model serve.

use super::offered::Model;
use super::retrieve::{Found, Place};
use super::{NewQuestion, Origin};
use crate::{App, Error, Result};
use assistant::{Answer, Asked, Partial, Sentence, prompt, reply};
use model::AccountId;
use models::{Chat, Message};
use store::answers::Reading;

/// Tokens of an answer.
const MOST_TOKENS: u32 = 1_200;

/// Who is told of each sentence once it stands.
pub(super) type Tell<'t> = &'t mut (dyn FnMut(&Sentence) + Send);

impl App {
    /// An answer of the model, if there is one, it is in time and within the budget, and something of what it
    /// says is left.
    pub(super) async fn generated(
        &self,
        me: AccountId,
        question: &NewQuestion,
        asked: &Asked,
        place: Place<'_>,
        tell: Tell<'_>,
    ) -> Option<(Answer, Origin)> {
        let written = async {
            let Some(model) = self.model_of(me).await? else { return Ok(None) };
            self.written_by(&model, me, question, asked, place, tell).await
        };
        match written.await {
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
        tell: Tell<'_>,
    ) -> Result<Option<(Answer, Origin)>> {
        let Found { mut passages, .. } = self.passages(me, place, asked, Reading::Model).await?;
        passages.truncate(prompt::PASSAGES);
        if passages.is_empty() {
            return Ok(None);
        }
        let said = prompt::messages(&question.text, asked.language.as_deref(), &passages);
        let messages = said.into_iter().map(|(role, text)| Message { role, text }).collect();
        let schema = Some(("answer", prompt::schema()));
        let chat = Chat { messages, schema, most_tokens: MOST_TOKENS, ..Chat::default() };
        let (mut partial, mut told) = (Partial::default(), Vec::new());
        let follow = |words: &str| {
            for sentence in partial.push(words, &passages) {
                tell(&sentence);
                told.push(sentence);
            }
        };
        let (outcome, spent) = self.consult(model, me, &chat, follow).await?;
        let answer = match outcome {
            Ok(answer) => {
                let sentences = reply::read(&answer.text, &passages)
                    .map_err(|error| Error::unavailable("the model", error))?;
                assistant::verify(sentences, &passages)
            }
            // Each sentence stands by itself: what was shown before it broke off stays.
            Err(models::Error::Truncated | models::Error::Slow) if !told.is_empty() => {
                Answer { sentences: told, score: 1.0 }
            }
            Err(error) => return Err(Error::unavailable("the model", error)),
        };
        if answer.abstained() {
            return Ok(None);
        }
        let origin = Origin {
            provider: model.provider().to_owned(),
            model: model.client.model().to_owned(),
            prompt_hash: prompt::hash(),
            tokens: spent.tokens,
            cost: spent.cost,
        };
        Ok(Some((answer, origin)))
    }
}
