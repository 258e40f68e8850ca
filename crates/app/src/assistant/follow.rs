//! An answer followed while it is being made.

use super::{Answered, NewQuestion};
use crate::{Actor, App, Error, Result};
use assistant::Sentence;
use tokio::sync::mpsc::{UnboundedReceiver, unbounded_channel};

/// What happens while a question is answered, in order; the last is an answer or a failure.
#[derive(Debug)]
pub enum AskStep {
    /// A sentence stands.
    Sentence(Sentence),
    /// The whole answer: what was told before, or where that came to nothing something else.
    Answer(Box<Answered>),
    /// There is none.
    Failed(Error),
}

impl App {
    /// Begins to answer a question and tells how that goes. What is wrong with the question is told at
    /// once; an answer nobody waits for any more is kept all the same.
    pub async fn follow_answer(
        &self,
        me: Actor,
        question: NewQuestion,
    ) -> Result<UnboundedReceiver<AskStep>> {
        self.may_ask(me, &question).await?;
        let (tell, told) = unbounded_channel();
        let app = self.clone();
        tokio::spawn(async move {
            let each = |sentence: &Sentence| drop(tell.send(AskStep::Sentence(sentence.clone())));
            let end = match app.ask_aloud(me, question, each).await {
                Ok(answered) => AskStep::Answer(Box::new(answered)),
                Err(error) => AskStep::Failed(error),
            };
            drop(tell.send(end));
        });
        Ok(told)
    }
}
