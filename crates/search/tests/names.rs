//! Accounts and tags by their names.
// Helpers of tests may fail loudly, too.
#![allow(clippy::unwrap_used)]

use model::AccountId;
use search::{AccountDoc, Index, TagDoc};

fn accounts(list: &[(i64, &str, &str, u64)]) -> Index {
    let index = Index::in_memory().unwrap();
    for (id, handle, display_name, followers) in list {
        let (handle, display_name) = ((*handle).to_owned(), (*display_name).to_owned());
        index
            .add_account(&AccountDoc { id: AccountId(*id), handle, display_name, followers: *followers })
            .unwrap();
    }
    index.commit(1).unwrap();
    index
}

fn tags(list: &[(&str, u64)]) -> Index {
    let index = Index::in_memory().unwrap();
    for (name, uses) in list {
        index.add_tag(&TagDoc { name: (*name).to_owned(), uses: *uses }).unwrap();
    }
    index.commit(1).unwrap();
    index
}

fn found(index: &Index, text: &str) -> Vec<i64> {
    index.find_accounts(text, 10, 0).unwrap().into_iter().map(|account| account.0).collect()
}

#[test]
fn accounts_by_the_beginnings_of_their_names() {
    let index = accounts(&[
        (1, "al", "Al", 1),
        (2, "alice", "Alice Ember", 50),
        (3, "alice@example.org", "Élan Vital", 900),
        (4, "bob_the_builder", "Robert d’Alembert", 7),
    ]);
    assert_eq!(found(&index, "al"), [1, 3, 2, 4]);
    assert_eq!(found(&index, "@AL"), [1, 3, 2, 4]);
    assert_eq!(found(&index, "alice"), [3, 2]);
    assert_eq!(found(&index, "emb"), [2]);
    assert_eq!(found(&index, "elan vi"), [3]);
    assert_eq!(found(&index, "@alice@ex"), [3]);
    assert_eq!(found(&index, "alice@other"), [0_i64; 0]);
    assert_eq!(found(&index, "bob_the"), [4]);
    assert_eq!(found(&index, "example"), [0_i64; 0]);
    assert_eq!(found(&index, "  "), [0_i64; 0]);
    assert_eq!(found(&index, &"x".repeat(5_000)), [0_i64; 0]);
}

#[test]
fn an_account_changes_and_goes() {
    let index = accounts(&[(1, "alice", "Alice", 1)]);
    index
        .add_account(&AccountDoc {
            id: AccountId(1),
            handle: "alice".to_owned(),
            display_name: "Ember".to_owned(),
            followers: 2,
        })
        .unwrap();
    index.commit(2).unwrap();
    assert_eq!((found(&index, "ember"), found(&index, "alice")), (vec![1], vec![1]));
    index.remove_account(AccountId(1));
    index.commit(3).unwrap();
    assert_eq!(found(&index, "alice"), [0_i64; 0]);
}

#[test]
fn tags_by_their_beginning() {
    let index = tags(&[("fire", 3), ("FireSide", 90), ("firewood", 20), ("Été", 5), ("ete", 4)]);
    let found = |text| index.find_tags(text, 10, 0).unwrap();
    assert_eq!(found("#fire"), ["fire", "FireSide", "firewood"]);
    assert_eq!(found("FIRES"), ["FireSide"]);
    assert_eq!(found("été"), ["Été", "ete"]);
    assert_eq!(found(""), [""; 0]);
    assert_eq!(index.find_tags("fire", 1, 1).unwrap(), ["FireSide"]);
    assert_eq!(index.find_tags("fire", 0, 0).unwrap(), [""; 0]);
}

#[test]
fn a_tag_changes_its_spelling_and_goes() {
    let index = tags(&[("fire", 3), ("FIRE", 4)]);
    assert_eq!(index.find_tags("fire", 10, 0).unwrap(), ["FIRE"]);
    index.remove_tag("#Fire");
    index.commit(2).unwrap();
    assert_eq!(index.find_tags("fire", 10, 0).unwrap(), [""; 0]);
}
