//! Posts as they come from the rows, thread by thread, put together to documents.
//!
//! A post belongs to the document of the post it answers, if that may be used too and the two have not
//! blocked one another. Otherwise it begins a document of its own: what it answers was not given.

use dataset::{Document, Turn};
use model::limits::DATASET_THREAD_POSTS;
use std::collections::HashMap;
use store::datasets::Usable;

/// What a line's reason begins with when it answers an ask.
pub(crate) const ASK_REASON: &str = "ask:";

/// Gathers one thread after another.
#[derive(Default)]
pub(super) struct Threads {
    thread: Option<i64>,
    posts: Vec<Usable>,
}

impl Threads {
    /// Takes the next post; answers the documents of the thread before, when it was the last of that.
    pub(super) fn take(&mut self, post: Usable) -> Vec<Document> {
        let another = self.thread != Some(post.thread) || self.posts.len() >= DATASET_THREAD_POSTS;
        let done = if another { self.finish() } else { Vec::new() };
        self.thread = Some(post.thread);
        self.posts.push(post);
        done
    }

    /// The documents of the last thread.
    pub(super) fn finish(&mut self) -> Vec<Document> {
        documents(std::mem::take(&mut self.posts))
    }
}

fn documents(posts: Vec<Usable>) -> Vec<Document> {
    let mut documents: Vec<Document> = Vec::new();
    let mut places: HashMap<i64, (usize, usize)> = HashMap::with_capacity(posts.len());
    for post in posts {
        let parent = post.reply_to.filter(|_| !post.parted).and_then(|id| places.get(&id.0)).copied();
        let id = post.id.0;
        let place = match parent {
            Some((document, reply_to)) => {
                let turns = &mut documents[document].turns;
                turns.push(turn(post, Some(reply_to)));
                (document, turns.len() - 1)
            }
            None => {
                documents.push(Document { turns: vec![turn(post, None)] });
                (documents.len() - 1, 0)
            }
        };
        places.insert(id, place);
    }
    documents
}

fn turn(post: Usable, reply_to: Option<usize>) -> Turn {
    let joined = |pick: &dyn Fn(&store::datasets::Line) -> String| {
        let mut all: Vec<String> = post.lines.iter().map(pick).collect();
        all.sort();
        all.dedup();
        all.join("+")
    };
    let (consent, terms) = (joined(&|line| line.hash.clone()), joined(&|line| line.terms.clone()));
    Turn {
        post: post.id.0,
        reply_to,
        author: post.author.0,
        at: post.created_at,
        version: post.edited_at.map_or(0, model::Time::millis),
        text: post.text,
        language: post.language.map(|code| code.split('-').next().unwrap_or_default().to_ascii_lowercase()),
        marks: u32::try_from(post.marks).unwrap_or(0),
        ai_generated: post.ai_generated,
        consent,
        terms,
    }
}

/// The ask a reason names.
pub(crate) fn ask_of(reason: &str) -> Option<i64> {
    let digits = reason.strip_prefix(ASK_REASON)?;
    digits.split(|char: char| !char.is_ascii_digit()).next()?.parse().ok()
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{AccountId, PostId, Time};
    use store::datasets::Line;

    fn post(id: i64, thread: i64, reply_to: Option<i64>) -> Usable {
        Usable {
            id: PostId(id),
            thread,
            reply_to: reply_to.map(PostId),
            parted: false,
            author: AccountId(id % 3),
            created_at: Time::from_millis(id),
            edited_at: None,
            text: format!("post {id}"),
            language: Some("en-GB".to_owned()),
            marks: 0,
            ai_generated: id == 4,
            lines: vec![Line {
                hash: "h".to_owned(),
                terms: "1".to_owned(),
                reason: "ask:7 a title".to_owned(),
            }],
        }
    }

    fn shapes(posts: Vec<Usable>) -> Vec<Vec<(i64, Option<usize>)>> {
        let mut threads = Threads::default();
        let mut all: Vec<Document> = posts.into_iter().flat_map(|post| threads.take(post)).collect();
        all.extend(threads.finish());
        all.iter().map(|one| one.turns.iter().map(|turn| (turn.post, turn.reply_to)).collect()).collect()
    }

    #[test]
    fn a_thread_is_one_document_as_far_as_it_was_given() {
        let whole = vec![post(1, 1, None), post(2, 1, Some(1)), post(3, 1, Some(2)), post(4, 1, Some(1))];
        assert_eq!(shapes(whole.clone()), [vec![(1, None), (2, Some(0)), (3, Some(1)), (4, Some(0))]]);
        let gap = vec![whole[0].clone(), whole[2].clone(), whole[3].clone()];
        assert_eq!(shapes(gap), [vec![(1, None), (4, Some(0))], vec![(3, None)]]);
    }

    #[test]
    fn who_blocked_one_another_does_not_share_a_document() {
        let parted = Usable { parted: true, ..post(2, 1, Some(1)) };
        assert_eq!(shapes(vec![post(1, 1, None), parted]), [vec![(1, None)], vec![(2, None)]]);
    }

    #[test]
    fn threads_are_kept_apart_and_endless_ones_cut() {
        assert_eq!(shapes(vec![post(1, 1, None), post(5, 5, None)]), [vec![(1, None)], vec![(5, None)]]);
        let most = DATASET_THREAD_POSTS as i64;
        let long = (1..=most + 1).map(|id| post(id, 1, (id > 1).then_some(1))).collect();
        let lengths: Vec<usize> = shapes(long).iter().map(Vec::len).collect();
        assert_eq!(lengths, [DATASET_THREAD_POSTS, 1]);
    }

    #[test]
    fn what_the_ledger_says_goes_along() {
        let turn = turn(post(1, 1, None), None);
        assert_eq!(
            (turn.language.as_deref(), turn.consent.as_str(), turn.terms.as_str()),
            (Some("en"), "h", "1")
        );
        assert!(!turn.ai_generated && super::turn(post(4, 1, None), None).ai_generated);
        assert_eq!((ask_of("ask:7 a title"), ask_of("because"), ask_of("ask:")), (Some(7), None, None));
    }
}
