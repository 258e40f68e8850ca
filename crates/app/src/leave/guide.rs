//! What lies in an archive, said in both languages: `README.txt`.

/// A file, and what it is in English and in French.
const FILES: [(&str, &str, &str); 12] = [
    (
        "index.html",
        "your posts as pages; open it in any browser, no network needed",
        "vos publications en pages ; à ouvrir dans un navigateur, sans réseau",
    ),
    ("actor.json", "your profile (ActivityPub)", "votre profil (ActivityPub)"),
    (
        "outbox.json",
        "your posts, with their polls, earlier versions and pins (ActivityPub)",
        "vos publications, avec sondages, anciennes versions et épingles (ActivityPub)",
    ),
    (
        "posts.parquet",
        "the same posts as one table, a row a post; its columns are listed below",
        "les mêmes publications en un tableau, une par ligne ; ses colonnes sont plus bas",
    ),
    ("media_attachments/", "your pictures, films and sounds", "vos images, films et sons"),
    ("likes.json", "addresses of what you liked", "adresses de ce que vous avez aimé"),
    (
        "bookmarks.json, bookmarks.csv",
        "addresses of what you put aside",
        "adresses de ce que vous avez mis de côté",
    ),
    (
        "following_accounts.csv, lists.csv",
        "whom you follow and how, and your lists",
        "qui vous suivez et comment, et vos listes",
    ),
    (
        "muted_accounts.csv, blocked_accounts.csv, blocked_domains.csv",
        "whom you keep away",
        "qui vous tenez à distance",
    ),
    (
        "feeds.json, packs.json",
        "the feeds and starter packs you made",
        "les fils et les paquets de premiers pas que vous avez faits",
    ),
    ("filters.json", "your filters", "vos filtres"),
    (
        "consent.json",
        "what you said about the use of your words, line by line with its hash; no import reads it, as nobody says yes for somebody else",
        "ce que vous avez dit de l’usage de vos mots, ligne par ligne avec son empreinte ; aucun import ne le lit, car personne ne dit oui pour autrui",
    ),
];

/// The text.
pub(super) fn text() -> String {
    let mut text = "Everything of yours. `braise import` and other servers read it as it is.\n\
        Tout ce qui est à vous. `braise import` et d’autres serveurs le lisent tel quel.\n"
        .to_owned();
    for (file, english, french) in FILES {
        text.push_str(&format!("\n{file}\n  {english}\n  {french}\n"));
    }
    text.push_str("\nposts.parquet: columns · colonnes\n");
    for (name, means) in dataset::posts::columns() {
        text.push_str(&format!("  {name:<20} {means}\n"));
    }
    text
}
