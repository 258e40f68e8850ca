//! A store of objects over loopback.

#![allow(clippy::unwrap_used, missing_docs)]

use braise_net::Objects;
use testkit::objects::ObjectStore;

#[tokio::test]
async fn files_go_there_and_come_back() {
    let store = ObjectStore::start().await;
    let place = Objects::open("s3://words/2026/a", store.environment()).unwrap();
    let folder = tempfile::tempdir().unwrap();
    let (from, to) = (folder.path().join("from"), folder.path().join("to"));
    assert!(place.names(10).await.unwrap().is_empty());
    // A part is 8 MiB: nothing, little, exactly one, and some and a rest.
    for (name, size) in [("none", 0), ("data/little", 5), ("data/one", 8 << 20), ("data/many", 20 << 20)] {
        let bytes: Vec<u8> = (0..size).map(|at: u32| at.to_le_bytes()[at as usize % 3]).collect();
        std::fs::write(&from, &bytes).unwrap();
        place.put(name, &from).await.unwrap();
        assert!(store.objects()[&format!("words/2026/a/{name}")] == bytes, "{name}");
        assert_eq!(place.size(name).await.unwrap(), Some(bytes.len() as u64));
        place.get(name, &to).await.unwrap();
        assert!(std::fs::read(&to).unwrap() == bytes, "{name}");
    }
    let mut names = place.names(10).await.unwrap();
    names.sort();
    assert_eq!(names, ["data/little", "data/many", "data/one", "none"]);
    assert_eq!(place.size("nowhere").await.unwrap(), None);
    assert!(place.get("nowhere", &to).await.is_err());
    store.is_full(true);
    std::fs::write(&from, vec![7; 9 << 20]).unwrap();
    assert!(place.put("more", &from).await.is_err());
}

#[tokio::test]
async fn a_store_on_this_machine_has_to_be_named() {
    let store = ObjectStore::start().await;
    let unnamed = store.environment().into_iter().filter(|(name, _)| name != "AWS_ENDPOINT_URL");
    let settings = unnamed.chain([("AWS_METADATA_ENDPOINT".to_owned(), store.url().to_owned())]);
    // It goes to the store everybody knows then, which a name that cannot be looked up stands for here.
    assert!(Objects::open("s3://words/a", settings).is_ok());
    let keyless = store.environment().into_iter().filter(|(name, _)| !name.contains("KEY"));
    assert!(Objects::open("s3://words/a", keyless).is_err());
    assert!(store.asked().is_empty(), "nothing was asked: {:?}", store.asked());
}
