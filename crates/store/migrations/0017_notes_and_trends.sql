-- What a member adds for readers of a public post, what others make of it, and what came of that. `status` is 0
-- while more ratings are needed, 1 helpful, 2 not; `since` is when it became so; `verdict` the numbers it rests on.
create table notes (
    id bigint primary key,
    post_id bigint not null,
    account_id bigint not null,
    text text not null,
    sources text not null default '[]',
    created_at bigint not null,
    status bigint not null default 0,
    since bigint not null,
    verdict text not null default '{}'
);
create unique index notes_post on notes (post_id, account_id);
create index notes_account on notes (account_id, created_at);
create index notes_status on notes (status, id);

-- `value` is 0 for not helpful, 1 for somewhat, 2 for helpful.
create table note_ratings (
    note_id bigint not null,
    account_id bigint not null,
    value bigint not null,
    reasons text not null default '[]',
    at bigint not null,
    primary key (note_id, account_id)
) /* clustered */;
create index note_ratings_account on note_ratings (account_id, at);

-- What a moderator said of something that may trend: a tag (folded), a link's address or a post's id.
create table trend_reviews (
    kind text not null,
    subject text not null,
    allowed bigint not null,
    at bigint not null,
    primary key (kind, subject)
) /* clustered */;
create index post_cards_url on post_cards (url, post_id);
