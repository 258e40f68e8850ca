-- Releases of datasets, and which post of whom stands in which row of them. A release is there when it
-- has a manifest; rows without one are those of a build that did not end.
create table datasets (
    id bigint primary key,
    release text not null,
    title text not null,
    purposes text not null,
    cutoff bigint not null,
    created_at bigint not null,
    row_count bigint not null,
    manifest text not null,
    report text not null,
    revocations text
);
create unique index datasets_release on datasets (release);

-- The way back from a row to a member stays here and is in no file of the release.
create table dataset_rows (
    dataset_id bigint not null,
    post_id bigint not null,
    version bigint not null,
    account_id bigint not null,
    row_name text not null,
    leaf text not null,
    primary key (dataset_id, post_id)
) /* clustered */;
create index dataset_rows_account on dataset_rows (account_id, dataset_id, post_id);
create index dataset_rows_name on dataset_rows (dataset_id, row_name);

-- Rows to be left out since. They stay when the members behind them are gone.
create table dataset_revocations (
    dataset_id bigint not null,
    row_name text not null,
    at bigint not null,
    primary key (dataset_id, row_name)
) /* clustered */;

-- Threads are read whole, one after another.
create index posts_thread on posts (thread_id, id) where repost_of is null;

-- What curators ask members for. An answer is a line in the member's ledger of consent, with the ask
-- as its reason; here stands only who answered, so that nobody is asked twice.
create table asks (
    id bigint primary key,
    title text not null,
    purpose text not null,
    licence text not null,
    offer text not null,
    created_at bigint not null,
    closed_at bigint
);

create table ask_answers (
    ask_id bigint not null,
    account_id bigint not null,
    accepted bigint not null,
    at bigint not null,
    primary key (ask_id, account_id)
) /* clustered */;
create index ask_answers_account on ask_answers (account_id, ask_id);
