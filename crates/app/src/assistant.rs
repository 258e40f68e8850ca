//! The assistant: questions answered from posts, as the asker.
//!
//! Which posts may be read at all is settled in SQL before any text is ([`retrieve`]): those the asker may
//! see and whose authors allow it. To be *quoted* with a link, as a search does, takes a yes to
//! `embeddings_search` (what others call `search`), to be given to a *model* a yes to `assistant_context`;
//! of the network, only what a search finds is looked at. Silence is a no; one's own posts are always usable
//! for oneself. The answer itself is made by the crate `assistant`.
//!
//! An answer is private. Making it the one public answer of its post is another act ([`publish`]), which
//! the post's author may refuse.

mod follow;
mod generate;
mod help;
mod hint;
mod learned;
mod mention;
mod missed;
mod offered;
mod publish;
mod retrieve;
mod similar;
mod translate;
mod trend;
mod vectors;
mod words;

use crate::{Actor, App, Error, Result};
use assistant::extract::Summing;
use assistant::{Answer, Asked, prompt};
use model::limits::{ANSWERS_KEPT, QUESTION_CHARACTERS, TOPIC_CHARACTERS};
use model::{AccountId, Post, PostId};
use std::str::FromStr;
use std::time::Instant;
use store::answers::{Kept, Reading};

pub use assistant::{Citation, Flag, Sentence};
pub use follow::AskStep;
pub use help::WritingHelp;
pub use hint::ReportHint;
pub(crate) use learned::Learned;
pub use missed::Missed;
pub(crate) use offered::Model;
pub use offered::{AssistantChoices, OfferedModel};
pub use publish::{AnswerLogLine, PublicAnswer, Refusal};
pub(crate) use vectors::Vectors;

pub use translate::{TRANSLATED_TOGETHER, TRANSLATION_LANGUAGES, Translation};

/// The name of whoever answers where no model does.
pub const OURSELVES: &str = "braise";

/// Where an answer is looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AskScope {
    /// In one post.
    Post,
    /// In its thread.
    Thread,
    /// In what one account wrote.
    Account,
    /// In what is said about a topic: a tag, a page that trends, words that Radar sees rise.
    Trend,
    /// In what those whom the asker follows wrote since the asker was there.
    Home,
    /// In everything the asker may find.
    Network,
}

impl AskScope {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Post, Self::Thread, Self::Account, Self::Trend, Self::Home, Self::Network];

    /// Its name on the wire.
    pub const fn word(self) -> &'static str {
        match self {
            Self::Post => "post",
            Self::Thread => "thread",
            Self::Account => "account",
            Self::Trend => "trend",
            Self::Home => "home",
            Self::Network => "network",
        }
    }

    /// What a question that looks for no word in particular is answered with.
    const fn summing(self) -> Summing {
        match self {
            Self::Post | Self::Thread | Self::Account => Summing::Conversation,
            Self::Trend | Self::Home => Summing::Crowd,
            Self::Network => Summing::Nothing,
        }
    }
}

impl FromStr for AskScope {
    type Err = ();

    fn from_str(text: &str) -> Result<Self, ()> {
        Self::ALL.into_iter().find(|scope| scope.word() == text).ok_or(())
    }
}

/// A question.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct NewQuestion {
    /// As typed.
    pub text: String,
    /// About which post.
    pub post: Option<PostId>,
    /// About what one account wrote, where no post says whose.
    pub account: Option<AccountId>,
    /// About which topic, where it is about a trend.
    pub topic: Option<String>,
    /// Where to look.
    pub scope: AskScope,
    /// The language to answer in; told from the question where none is named.
    pub language: Option<String>,
}

/// What somebody is answered.
#[derive(Clone, Debug, PartialEq)]
pub struct Answered {
    /// Its id, to publish it by.
    pub id: i64,
    /// About which post.
    pub post: Option<PostId>,
    /// About which topic; empty where it was about none.
    pub topic: String,
    /// Where it was looked for.
    pub scope: AskScope,
    /// What was asked.
    pub question: String,
    /// The sentences; none where nobody knows.
    pub sentences: Vec<Sentence>,
    /// Who answered.
    pub provider: String,
    /// With which model.
    pub model: String,
    /// The hash of what the model was told.
    pub prompt_hash: String,
    /// Tokens it took.
    pub tokens: i64,
    /// What it cost, in millionths of the provider's currency.
    pub cost: i64,
    /// How long it took, in milliseconds.
    pub took: i64,
    /// Whether its post may have a public answer, and this may be it.
    pub publishable: bool,
}

impl Answered {
    /// Whether it says that nobody knows.
    pub fn abstained(&self) -> bool {
        self.sentences.is_empty()
    }
}

/// What an answer came from, and what that took.
pub(crate) struct Origin {
    provider: String,
    model: String,
    prompt_hash: String,
    tokens: i64,
    cost: i64,
}

impl Origin {
    fn ourselves() -> Self {
        Self {
            provider: OURSELVES.to_owned(),
            model: assistant::extract::MODEL.to_owned(),
            prompt_hash: prompt::extractive_hash(),
            tokens: 0,
            cost: 0,
        }
    }
}

impl App {
    /// Whether there is an assistant here.
    pub fn has_assistant(&self) -> bool {
        self.config().assistant
    }

    fn assistant_is_on(&self) -> Result<()> {
        if self.has_assistant() {
            return Ok(());
        }
        Err(Error::Forbidden("The assistant is off on this server".to_owned()))
    }

    /// Answers a question from posts the asker may read, or says that none of them does.
    pub async fn ask_assistant(&self, me: Actor, question: NewQuestion) -> Result<Answered> {
        self.ask_aloud(me, question, |_| {}).await
    }

    /// Whether a question can be asked: what [`App::ask_aloud`] would refuse before it begins.
    pub async fn may_ask(&self, me: Actor, question: &NewQuestion) -> Result<()> {
        self.assistant_is_on()?;
        self.check_question(me.account, question).await.map(drop)
    }

    /// Answers a question, and tells each sentence of the answer as soon as it stands.
    pub async fn ask_aloud(
        &self,
        me: Actor,
        question: NewQuestion,
        mut tell: impl FnMut(&Sentence) + Send,
    ) -> Result<Answered> {
        self.assistant_is_on()?;
        let begun = Instant::now();
        let subject = self.check_question(me.account, &question).await?;
        let mut asked = read(&question);
        let claim =
            subject.as_ref().filter(|_| asked.checks).map(|post| learned::words(&post.text).join(" "));
        if let Some(claim) = &claim {
            asked = Asked::claim(claim);
        }
        let author = subject.as_ref().map(|post| post.author).or(question.account);
        let place = retrieve::Place {
            scope: question.scope,
            subject: subject.as_ref(),
            author,
            topic: question.topic.as_deref(),
            question: claim.as_deref().unwrap_or(&question.text),
            checks: claim.is_some(),
        };
        let found = self.passages(me.account, place, &asked, Reading::Quoting).await?;
        let summing = question.scope.summing();
        let quoted = assistant::extract(&asked, &found.frequencies, &found.passages, summing);
        let written = self.generated(me.account, &question, &asked, place, &mut tell).await;
        let (answer, origin) = written.unwrap_or_else(|| {
            quoted.sentences.iter().for_each(&mut tell);
            (quoted, Origin::ourselves())
        });
        let took = i64::try_from(begun.elapsed().as_millis()).unwrap_or(i64::MAX);
        self.keep_answer(me.account, question, &asked, answer, origin, took).await
    }

    /// The post a question is about. It is one the asker may see.
    async fn check_question(&self, me: AccountId, question: &NewQuestion) -> Result<Option<Post>> {
        let length = question.text.trim().chars().count();
        if length == 0 {
            return Err(Error::invalid("Validation failed: Ask something"));
        }
        if length > QUESTION_CHARACTERS {
            return Err(Error::invalid(format!(
                "Validation failed: A question has at most {QUESTION_CHARACTERS} characters"
            )));
        }
        let topic = question.topic.as_deref().unwrap_or_default();
        if topic.chars().count() > TOPIC_CHARACTERS {
            return Err(Error::invalid(format!(
                "Validation failed: A topic has at most {TOPIC_CHARACTERS} characters"
            )));
        }
        if question.scope == AskScope::Trend {
            let named = !topic.trim().is_empty();
            let none = || Error::invalid("Validation failed: topic says what the question is about");
            return named.then_some(None).ok_or_else(none);
        }
        let Some(post) = question.post else {
            return match (question.scope, question.account) {
                (AskScope::Network | AskScope::Home, _) => Ok(None),
                (AskScope::Account, Some(account)) => self.account(account).await.map(|_| None),
                _ => Err(Error::invalid("Validation failed: status_id says what the question is about")),
            };
        };
        let post = self.post(post, Some(me)).await?;
        match post.repost_of {
            Some(original) => self.post(original, Some(me)).await.map(Some),
            None => Ok(Some(post)),
        }
    }

    async fn keep_answer(
        &self,
        me: AccountId,
        question: NewQuestion,
        asked: &Asked,
        answer: Answer,
        origin: Origin,
        took: i64,
    ) -> Result<Answered> {
        let said = serde_json::to_string(&answer.sentences)
            .map_err(|error| Error::internal("an answer cannot be written", error))?;
        let kept = Kept {
            id: self.id(),
            account: me,
            post: question.post,
            scope: question.scope.word().to_owned(),
            topic: question.topic.unwrap_or_default().trim().to_owned(),
            question: question.text.trim().to_owned(),
            language: asked.language.clone().unwrap_or_default(),
            said,
            provider: origin.provider,
            model: origin.model,
            prompt_hash: origin.prompt_hash,
            tokens: origin.tokens,
            cost: origin.cost,
            took,
            created_at: self.now(),
        };
        let sources = sources(&answer.sentences);
        let (row, posts) = (kept.clone(), sources.clone());
        self.write(move |tx| {
            Box::pin(async move {
                if !store::answers::keep(tx, &row, &posts).await? {
                    return Err(Error::Unavailable("a post was deleted while it was quoted".to_owned()));
                }
                store::answers::prune(tx, row.account, ANSWERS_KEPT).await?;
                Ok(())
            })
        })
        .await?;
        let publishable = self.may_publish(&kept, &answer.sentences).await?;
        Ok(told(kept, answer.sentences, publishable))
    }

    /// One of a member's own answers, as far as what it quotes still stands.
    pub async fn answer(&self, me: AccountId, id: i64) -> Result<Answered> {
        let kept = store::answers::get(&mut self.read().await?, id).await?;
        let kept = kept.filter(|kept| kept.account == me).ok_or(Error::NotFound)?;
        let sentences = self.still_standing(&kept, Some(me)).await?;
        let publishable = self.may_publish(&kept, &sentences).await?;
        Ok(told(kept, sentences, publishable))
    }

    /// A member's last questions: id and words.
    pub async fn questions(&self, me: AccountId, limit: usize) -> Result<Vec<(i64, String)>> {
        let kept = store::answers::of_member(&mut self.read().await?, me, limit).await?;
        Ok(kept.into_iter().map(|kept| (kept.id, kept.question)).collect())
    }

    /// The sentences of an answer whose spans `viewer` may still read where they are said to be.
    async fn still_standing(&self, kept: &Kept, viewer: Option<AccountId>) -> Result<Vec<Sentence>> {
        let said: Vec<Sentence> = serde_json::from_str(&kept.said)
            .map_err(|error| Error::internal("an answer cannot be read", error))?;
        let reading = if kept.provider == OURSELVES { Reading::Quoting } else { Reading::Model };
        let sources = sources(&said);
        let mut rows = self.read().await?;
        let readable = store::answers::readable(&mut rows, &sources, viewer, reading, self.now()).await?;
        let posts = store::posts::get_many(&mut rows, &readable).await?;
        drop(rows);
        let shown = self.unhidden(readable, viewer).await?;
        let stands = |citation: &Citation| {
            let post = posts.iter().find(|post| post.id == citation.post && shown.contains(&post.id));
            post.is_some_and(|post| assistant::verify::stands(&post.text, citation))
        };
        Ok(said.into_iter().filter(|sentence| sentence.citations.iter().all(stands)).collect())
    }
}

/// A question as it is looked for: what many say is not asked for by the words that ask for it.
fn read(question: &NewQuestion) -> Asked {
    let asked = Asked::read(&question.text, question.language.as_deref());
    match question.scope {
        AskScope::Trend => asked.of_many(question.topic.as_deref().unwrap_or_default()),
        AskScope::Home => asked.of_many(""),
        _ => asked,
    }
}

/// The posts that sentences quote, each once.
fn sources(sentences: &[Sentence]) -> Vec<PostId> {
    let mut posts: Vec<PostId> = sentences
        .iter()
        .flat_map(|sentence| sentence.citations.iter().map(|citation| citation.post))
        .collect();
    posts.sort_unstable();
    posts.dedup();
    posts
}

fn told(kept: Kept, sentences: Vec<Sentence>, publishable: bool) -> Answered {
    Answered {
        id: kept.id,
        post: kept.post,
        topic: kept.topic,
        scope: kept.scope.parse().unwrap_or(AskScope::Network),
        question: kept.question,
        sentences,
        provider: kept.provider,
        model: kept.model,
        prompt_hash: kept.prompt_hash,
        tokens: kept.tokens,
        cost: kept.cost,
        took: kept.took,
        publishable,
    }
}
