//! Asking the assistant: a private question, its answer with quotes, and the public answer of a post.

mod aloud;

use super::compose::Writing;
use super::{Frame, page};
use crate::Web;
use crate::problem::{Problem, Result};
use crate::routing::{get, get_and_post, post};
use crate::sent::Sent;
use crate::show::load::{posts, posts_in};
use crate::show::post::Shown;
use crate::show::when::When;
use crate::visit::{Guest, Visit, go};
use app::{Answered, AskScope, Flag, NewQuestion, PublicAnswer, Refusal, Sentence};
use askama::Template;
use axum::extract::{Path, Query};
use axum::{Extension, Form, Router};
use http::StatusCode;
use model::limits::{QUESTION_CHARACTERS, TOPIC_CHARACTERS};
use model::{AccountId, FilterContext, Post, PostId};
use serde::Deserialize;
use std::collections::HashMap;

/// The routes of this file.
pub(crate) fn routes() -> Router<Web> {
    Router::new()
        .route("/ask", get_and_post(show, ask))
        .route("/ask/log", get(log))
        .route("/ask/aloud", post(aloud::ask))
        .route("/similar/{id}", get(similar))
        .route("/ask/{id}", get(one))
        .route("/ask/{id}/publish", post(publish))
        .route("/answers/{post}", post(decide))
}

/// Earlier questions on the page.
const EARLIER: usize = 10;
/// Lines of the log on a page.
const LINES: usize = 50;
/// Questions that need no typing: what the button says to us, and their words.
const READY: [(&str, &str); 4] = [
    ("explain", "ready-explain"),
    ("check", "ready-check"),
    ("sum", "ready-sum"),
    ("context", "ready-context"),
];
/// Posts like one, on its page.
const SIMILAR: usize = 20;
/// Digits of a hash that are shown.
const DIGITS: usize = 12;

/// A quote with the way to its post.
pub(crate) struct Quote {
    /// The words; none where the sentence is the quote.
    pub(crate) words: Option<String>,
    pub(crate) url: String,
    pub(crate) author: String,
}

/// A sentence of an answer, ready to print.
pub(crate) struct Line {
    pub(crate) text: String,
    pub(crate) quotes: Vec<Quote>,
    pub(crate) alone: bool,
    pub(crate) satire: bool,
}

/// An answer, ready to print.
pub(crate) struct Answer {
    pub(crate) id: i64,
    pub(crate) question: String,
    pub(crate) lines: Vec<Line>,
    /// Who made it, in a sentence.
    pub(crate) made: String,
    pub(crate) hash: String,
    pub(crate) publishable: bool,
}

impl Line {
    /// Sentences with the posts they rest on, as far as these are still there.
    pub(crate) async fn all(visit: &Visit, sentences: &[Sentence]) -> Result<Vec<Self>> {
        let cited = sentences.iter().flat_map(|sentence| sentence.citations.iter());
        let mut ids: Vec<PostId> = cited.map(|citation| citation.post).collect();
        ids.sort_unstable();
        ids.dedup();
        let shown = posts(visit, &ids).await?;
        let shown: HashMap<PostId, Shown> = shown.into_iter().map(|post| (post.id, post)).collect();
        let line = |sentence: &Sentence| {
            let quote = |citation: &app::Citation| {
                let post = shown.get(&citation.post)?;
                let words = (!same(&citation.quote, &sentence.text)).then(|| citation.quote.clone());
                Some(Quote { words, url: post.url.clone(), author: post.author.name.clone() })
            };
            Self {
                text: sentence.text.clone(),
                quotes: sentence.citations.iter().filter_map(quote).collect(),
                alone: sentence.flags.contains(&Flag::SingleSource),
                satire: sentence.flags.contains(&Flag::Satire),
            }
        };
        Ok(sentences.iter().map(line).collect())
    }
}

impl Answer {
    pub(crate) async fn new(visit: &Visit, told: Answered) -> Result<Self> {
        let lines = Line::all(visit, &told.sentences).await?;
        let ours = told.provider == app::OURSELVES;
        Ok(Self {
            id: told.id,
            made: made(visit, &told, ours),
            hash: told.prompt_hash.chars().take(DIGITS).collect(),
            publishable: told.publishable,
            question: told.question,
            lines,
        })
    }
}

/// Whether two texts read the same, whatever kinds of space are in them.
fn same(one: &str, other: &str) -> bool {
    one.split_whitespace().eq(other.split_whitespace())
}

fn made(visit: &Visit, told: &Answered, ours: bool) -> String {
    let speech = visit.speech;
    if ours {
        return speech.say("answer-by-us").to_owned();
    }
    #[allow(clippy::cast_precision_loss)] // millionths
    let cost = format!("{:.4}", told.cost as f64 / 1e6);
    let cost = if speech.0.code() == "fr" { cost.replace('.', ",") } else { cost };
    let sentence = speech.with("answer-by-model", "model", &told.model);
    sentence
        .replace("PROVIDER", &told.provider)
        .replace("TOKENS", &told.tokens.to_string())
        .replace("COST", &cost)
}

#[derive(Template)]
#[template(path = "assistant/ask.html")]
struct Ask {
    frame: Frame,
    /// What the question is about.
    about: Vec<Shown>,
    subject: Option<PostId>,
    /// Whose posts it is about: id and name.
    whose: Option<(AccountId, String)>,
    /// The topic it is about; empty where it is about none.
    topic: String,
    /// What is said about that in short, before anything is asked.
    short: Vec<Line>,
    /// Whether it is about what the member missed.
    of_home: bool,
    most: usize,
    answer: Option<Answer>,
    /// Address and words of earlier questions.
    earlier: Vec<(String, String)>,
    wrong: &'static str,
    typed: String,
    /// How the member writes, where a model can help with it.
    writing: Option<Writing>,
}

impl Ask {
    /// The topic's tag as a part of an address.
    fn topic_path(&self) -> String {
        super::tag::in_path(self.topic.trim_start_matches('#'))
    }
}

/// What is asked about.
#[derive(Deserialize, Default)]
#[serde(default)]
struct About {
    post: Option<PostId>,
    account: Option<AccountId>,
    topic: String,
    #[serde(skip)]
    home: bool,
}

/// `GET /ask`
async fn show(Extension(visit): Guest, Query(about): Query<About>) -> Result {
    asking(&visit, about, None, "", String::new()).await
}

async fn asking(
    visit: &Visit,
    about: About,
    answer: Option<Answer>,
    wrong: &'static str,
    typed: String,
) -> Result {
    let me = visit.actor()?.account;
    if !visit.app().has_assistant() {
        return Err(Problem::NotFound);
    }
    let About { post: subject, account, home: of_home, topic } = about;
    let topic: String = topic.trim().chars().take(TOPIC_CHARACTERS).collect();
    let short = if topic.is_empty() || answer.is_some() {
        Vec::new()
    } else {
        let language = visit.speech.0.code();
        Line::all(visit, &visit.app().trend_in_short(me, &topic, language).await?).await?
    };
    let about = match subject {
        Some(id) => {
            visit.app().post(id, Some(me)).await?;
            posts(visit, &[id]).await?
        }
        None => Vec::new(),
    };
    let whose = match account.filter(|_| subject.is_none()) {
        Some(id) => Some((id, visit.app().account(id).await?.shown_name().to_owned())),
        None => None,
    };
    let earlier = visit.app().questions(me, EARLIER).await?;
    let now = answer.as_ref().map(|answer| answer.id);
    let earlier = earlier.into_iter().filter(|(id, _)| Some(*id) != now);
    let earlier = earlier.map(|(id, words)| (format!("/ask/{id}"), words)).collect();
    let writing = if visit.app().helps(me).await? { Some(Writing::blank(visit).await?) } else { None };
    let frame = Frame { index: false, ..Frame::new(visit, visit.speech.say("nav-ask").to_owned()) };
    let status = if wrong.is_empty() { StatusCode::OK } else { StatusCode::UNPROCESSABLE_ENTITY };
    page(
        status,
        &Ask {
            frame,
            about,
            subject,
            whose,
            topic,
            short,
            of_home,
            most: QUESTION_CHARACTERS,
            answer,
            earlier,
            wrong,
            typed,
            writing,
        },
    )
}

/// `POST /ask`
async fn ask(Extension(visit): Guest, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let me = visit.actor()?;
    let question = question(&visit, &sent)?;
    let text = &question.text;
    if text.is_empty() || text.chars().count() > QUESTION_CHARACTERS {
        let wrong = if text.is_empty() { "ask-empty" } else { "ask-long" };
        let home = question.scope == AskScope::Home;
        let (topic, text) = (question.topic.unwrap_or_default(), question.text);
        let about = About { post: question.post, account: question.account, topic, home };
        return asking(&visit, about, None, wrong, text).await;
    }
    let told = visit.app().ask_assistant(me, question).await?;
    go(&format!("/ask/{}", told.id))
}

pub(super) fn question(visit: &Visit, sent: &Sent) -> Result<NewQuestion> {
    let post: Option<PostId> = match sent.of("post") {
        "" => None,
        id => Some(id.parse().map_err(|_| Problem::NotFound)?),
    };
    let account = match sent.of("account") {
        "" => None,
        id => Some(id.parse().map_err(|_| Problem::NotFound)?),
    };
    let topic = Some(sent.of("topic").trim().to_owned()).filter(|topic| !topic.is_empty());
    let scope = match (sent.of("scope").parse(), post, account) {
        (Ok(scope), Some(_), _) => scope,
        (_, Some(_), _) => AskScope::Thread,
        (_, None, Some(_)) => AskScope::Account,
        _ if topic.is_some() => AskScope::Trend,
        (Ok(AskScope::Home), ..) => AskScope::Home,
        _ => AskScope::Network,
    };
    let ready = READY.iter().find(|(word, _)| *word == sent.of("ready"));
    let text = ready.map_or(sent.of("question").trim(), |(_, text)| visit.speech.say(text)).to_owned();
    Ok(NewQuestion { text, post, account, topic, scope, language: None })
}

/// `GET /ask/{id}`
async fn one(Extension(visit): Guest, Path(id): Path<i64>) -> Result {
    let told = visit.app().answer(visit.actor()?.account, id).await?;
    let home = told.scope == AskScope::Home;
    let about = About { post: told.post, account: None, topic: told.topic.clone(), home };
    let answer = Answer::new(&visit, told).await?;
    asking(&visit, about, Some(answer), "", String::new()).await
}

/// `POST /ask/{id}/publish`
async fn publish(Extension(visit): Guest, Path(id): Path<i64>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let public = visit.app().publish_answer(visit.actor()?, id).await?;
    let post = public.told.post.ok_or(Problem::Wrong)?;
    go(&format!("{}?told=saved", address(&visit, post).await?))
}

#[derive(Template)]
#[template(path = "assistant/similar.html")]
struct Similar {
    frame: Frame,
    subject: Vec<Shown>,
    posts: Vec<Shown>,
}

/// `GET /similar/{id}`
async fn similar(Extension(visit): Guest, Path(id): Path<PostId>) -> Result {
    let me = visit.actor()?.account;
    if !visit.app().has_assistant() {
        return Err(Problem::NotFound);
    }
    let found = visit.app().similar_posts(me, id, SIMILAR).await?;
    let subject = posts(&visit, &[id]).await?;
    let posts = posts_in(&visit, &found, Some(FilterContext::Public)).await?;
    let frame = Frame { index: false, ..Frame::new(&visit, visit.speech.say("similar-title").to_owned()) };
    page(StatusCode::OK, &Similar { frame, subject, posts })
}

/// `POST /answers/{post}`: withdraws the public answer, refuses any, or allows them again.
async fn decide(Extension(visit): Guest, Path(id): Path<PostId>, Form(sent): Form<Sent>) -> Result {
    visit.check_form(sent.token())?;
    let (app, me) = (visit.app(), visit.actor()?);
    match sent.of("do") {
        "withdraw" => app.withdraw_answer(me, id).await?,
        "refuse" => app.refuse_answers(me, id, true).await?,
        "refuse-all" => app.refuse_all_answers(me, true).await?,
        "allow" => {
            app.refuse_answers(me, id, false).await?;
            app.refuse_all_answers(me, false).await?;
        }
        _ => return Err(Problem::Wrong),
    }
    go(&format!("{}?told=saved", address(&visit, id).await?))
}

async fn address(visit: &Visit, id: PostId) -> Result<String> {
    let post = visit.app().post(id, visit.viewer()).await?;
    let author = visit.app().account(post.author).await?;
    Ok(format!("/@{}/{id}", author.acct()))
}

/// What stands about answers under a post.
pub(crate) struct Context {
    pub(crate) post: PostId,
    pub(crate) public: Option<Public>,
    /// Whether a question can be asked here.
    pub(crate) asks: bool,
    /// What its author may decide; nothing for others.
    pub(crate) mine: Option<Refusal>,
    pub(crate) most: usize,
    /// Questions that need no typing.
    pub(crate) ready: Vec<(&'static str, &'static str)>,
}

/// The public answer, ready to print.
pub(crate) struct Public {
    pub(crate) answer: Answer,
    pub(crate) version: String,
    pub(crate) at: When,
    pub(crate) by: String,
    /// Version, question and moment of those before.
    pub(crate) before: Vec<(String, String, When)>,
    pub(crate) may_withdraw: bool,
}

impl Context {
    /// What stands under a post; nothing where there is no assistant.
    pub(crate) async fn of(visit: &Visit, post: &Post) -> Result<Option<Self>> {
        let app = visit.app();
        if !app.has_assistant() {
            return Ok(None);
        }
        let viewer = visit.viewer();
        let own = viewer == Some(post.author);
        let hidden = match viewer {
            Some(me) => app.assistant_choices(me).await?.hides_context,
            None => false,
        };
        let public = match app.public_answer(post.id, viewer).await? {
            Some(_) if hidden && !own => None,
            Some(public) => Some(Public::new(visit, public, own).await?),
            None => None,
        };
        let mine = if own { Some(app.refusal(post.author, post.id).await?) } else { None };
        let (asks, most, ready) = (viewer.is_some(), QUESTION_CHARACTERS, READY.to_vec());
        Ok(Some(Self { post: post.id, public, asks, mine, most, ready }))
    }
}

impl Public {
    async fn new(visit: &Visit, public: PublicAnswer, own: bool) -> Result<Self> {
        let now = visit.app().now();
        let by = visit.app().account(public.by).await?;
        let older = |(version, question, at): (i64, String, model::Time)| {
            (version.to_string(), question, When::new(visit.speech, at, now))
        };
        Ok(Self {
            answer: Answer::new(visit, public.told).await?,
            version: public.version.to_string(),
            at: When::new(visit.speech, public.at, now),
            by: by.shown_name().to_owned(),
            before: public.before.into_iter().map(older).collect(),
            may_withdraw: own || visit.viewer() == Some(public.by),
        })
    }
}

#[derive(Template)]
#[template(path = "assistant/log.html")]
struct Log {
    frame: Frame,
    lines: Vec<LogLine>,
    older: Option<i64>,
}

struct LogLine {
    seq: i64,
    at: When,
    post: PostId,
    version: String,
    action: &'static str,
    by: String,
    prompt: String,
    hash: String,
}

#[derive(Deserialize, Default)]
#[serde(default)]
struct Before {
    before: Option<i64>,
}

/// `GET /ask/log`
async fn log(Extension(visit): Guest, Query(before): Query<Before>) -> Result {
    if !visit.app().has_assistant() {
        return Err(Problem::NotFound);
    }
    let lines = visit.app().answer_log(before.before, LINES).await?;
    let older = (lines.len() == LINES).then(|| lines.last().map(|line| line.seq)).flatten();
    let now = visit.app().now();
    let line = |line: app::AnswerLogLine| LogLine {
        seq: line.seq,
        at: When::new(visit.speech, line.at, now),
        post: line.post,
        version: line.version.to_string(),
        action: match line.action.as_str() {
            "published" => "log-published",
            "corrected" => "log-corrected",
            "refused" => "log-refused",
            _ => "log-withdrawn",
        },
        by: format!("{} · {}", line.provider, line.model),
        prompt: line.prompt_hash.chars().take(DIGITS).collect(),
        hash: line.hash.chars().take(DIGITS).collect(),
    };
    let frame = Frame { index: false, ..Frame::new(&visit, visit.speech.say("answer-log").to_owned()) };
    page(StatusCode::OK, &Log { frame, lines: lines.into_iter().map(line).collect(), older })
}
