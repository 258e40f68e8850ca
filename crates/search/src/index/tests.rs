use super::*;
use crate::find_posts::Within;
use crate::question::Question;
use model::Time;
use std::collections::HashMap;

fn post(id: i64, text: &str) -> PostDoc {
    PostDoc {
        id: PostId(id),
        author: AccountId(1),
        created: Time::from_millis(id),
        language: None,
        text: text.to_owned(),
        public: true,
        author_indexable: true,
        mentions: Vec::new(),
        participants: Vec::new(),
        marks: Vec::new(),
    }
}

fn found(index: &Index, text: &str) -> Vec<i64> {
    let within = Within { limit: 10, ..Within::default() };
    let posts = index.find_posts(&Question::parse(text), &HashMap::new(), AccountId(9), within).unwrap();
    posts.into_iter().map(|post| post.0).collect()
}

#[test]
fn what_was_committed_is_there_after_a_restart() {
    let folder = tempfile::tempdir().unwrap();
    {
        let index = Index::open(folder.path()).unwrap();
        assert_eq!(index.position(), 0);
        index.add_post(&post(1, "embers")).unwrap();
        index.commit(41).unwrap();
        index.add_post(&post(2, "embers too")).unwrap();
    }
    let index = Index::open(folder.path()).unwrap();
    assert_eq!((index.position(), found(&index, "embers")), (41, vec![1]));
}

#[test]
fn nothing_shows_before_its_commit() {
    let index = Index::in_memory().unwrap();
    index.add_post(&post(1, "old")).unwrap();
    index.commit(1).unwrap();
    index.add_post(&post(1, "new")).unwrap();
    index.remove_post(PostId(7));
    assert_eq!((found(&index, "old"), found(&index, "new")), (vec![1], vec![]));
    index.commit(2).unwrap();
    assert_eq!((found(&index, "old"), found(&index, "new")), (vec![], vec![1]));
    index.remove_post(PostId(1));
    index.commit(3).unwrap();
    assert_eq!(found(&index, "new"), [0_i64; 0]);
}

#[test]
fn a_post_added_twice_before_a_commit_is_there_once() {
    let index = Index::in_memory().unwrap();
    for text in ["fire one", "fire two"] {
        index.add_post(&post(1, text)).unwrap();
    }
    index.commit(1).unwrap();
    assert_eq!(found(&index, "fire"), [1]);
}

#[test]
fn an_author_leaves_with_his_posts() {
    let index = Index::in_memory().unwrap();
    for id in 1..4 {
        index.add_post(&post(id, "fire")).unwrap();
    }
    index.add_post(&PostDoc { author: AccountId(2), ..post(4, "fire") }).unwrap();
    index.commit(1).unwrap();
    index.remove_posts_of(AccountId(1));
    index.commit(2).unwrap();
    assert_eq!(found(&index, "fire"), [4]);
}

#[test]
fn rollback_and_clear() {
    let index = Index::in_memory().unwrap();
    index.add_post(&post(1, "fire")).unwrap();
    index.commit(5).unwrap();
    index.add_post(&post(2, "fire")).unwrap();
    index.rollback().unwrap();
    index.commit(6).unwrap();
    assert_eq!(found(&index, "fire"), [1]);
    index.clear().unwrap();
    assert_eq!((found(&index, "fire"), index.position()), (vec![], 0));
}

#[test]
fn another_version_starts_afresh() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::create_dir(folder.path().join("kept")).unwrap();
    {
        let index = Index::open(folder.path()).unwrap();
        index.add_post(&post(1, "fire")).unwrap();
        index.commit(41).unwrap();
    }
    {
        let index = Index::open_version(folder.path(), VERSION + 1).unwrap();
        assert_eq!((index.position(), found(&index, "fire")), (0, vec![]));
        index.add_post(&post(2, "fire")).unwrap();
        index.commit(3).unwrap();
    }
    let index = Index::open_version(folder.path(), VERSION + 1).unwrap();
    assert_eq!((index.position(), found(&index, "fire")), (3, vec![2]));
    assert!(folder.path().join("kept").exists());
}

#[test]
fn a_damaged_index_starts_afresh() {
    let damage: [fn(&Path); 2] = [
        |folder| std::fs::write(folder.join("meta.json"), "{").unwrap(),
        |folder| {
            let files = std::fs::read_dir(folder).unwrap().flatten().map(|entry| entry.path());
            let index = files.filter(|file| file.extension().is_some_and(|kind| kind == "idx"));
            index.for_each(|file| std::fs::remove_file(file).unwrap());
        },
    ];
    for damage in damage {
        let folder = tempfile::tempdir().unwrap();
        {
            let index = Index::open(folder.path()).unwrap();
            index.add_post(&post(1, "fire")).unwrap();
            index.commit(41).unwrap();
        }
        damage(folder.path());
        let index = Index::open(folder.path()).unwrap();
        assert_eq!((index.position(), found(&index, "fire")), (0, vec![]));
        index.add_post(&post(1, "fire")).unwrap();
        index.commit(1).unwrap();
        assert_eq!(found(&index, "fire"), [1]);
    }
}

#[test]
fn only_one_may_write() {
    let folder = tempfile::tempdir().unwrap();
    let first = Index::open(folder.path()).unwrap();
    assert!(matches!(Index::open(folder.path()), Err(Error::Busy)));
    assert!(matches!(Index::open_version(folder.path(), VERSION + 1), Err(Error::Busy)));
    first.add_post(&post(1, "fire")).unwrap();
    first.commit(1).unwrap();
    assert_eq!(found(&first, "fire"), [1]);
}

#[test]
fn what_was_removed_is_in_no_file_after_a_purge() {
    let folder = tempfile::tempdir().unwrap();
    let index = Index::open(folder.path()).unwrap();
    index.add_tag(&TagDoc { name: "zephyrquartz".to_owned(), uses: 1 }).unwrap();
    index.add_post(&post(2, "a kettle")).unwrap();
    index.commit(7).unwrap();
    let holds = || {
        let files = std::fs::read_dir(folder.path()).unwrap().flatten();
        let read = files.filter_map(|file| std::fs::read(file.path()).ok());
        read.filter(|bytes| bytes.windows(12).any(|part| part == b"zephyrquartz")).count()
    };
    assert!(holds() > 0);
    index.remove_tag("zephyrquartz");
    index.commit(8).unwrap();
    index.purge().unwrap();
    assert_eq!(holds(), 0);
    assert_eq!((found(&index, "kettle"), index.position()), (vec![2], 8));
    drop(index);
    assert_eq!(Index::open(folder.path()).unwrap().position(), 8);
}
