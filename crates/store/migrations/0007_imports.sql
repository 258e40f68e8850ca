-- What came from an archive, by the key it has there: bringing it again changes nothing.
create table import_items (
    account_id bigint not null,
    key text not null,
    post_id bigint not null,
    primary key (account_id, key)
) /* clustered */;
create index import_items_post on import_items (post_id);

-- An archive a member brought: how far it is, and what became of it.
create table imports (
    id bigint primary key,
    account_id bigint not null,
    name text not null,
    file text,
    options text not null,
    state text not null,
    report text not null default '{}',
    created_at bigint not null,
    updated_at bigint not null
);
create index imports_account on imports (account_id, id);

-- People a member followed elsewhere who are not known here: `handle` as in `declared`.
create table import_people (
    account_id bigint not null,
    network text not null,
    handle text not null,
    primary key (account_id, network, handle)
) /* clustered */;

-- Where else an account says it is found: from the links of its profile.
create table declared (
    network text not null,
    handle text not null,
    account_id bigint not null,
    verified bigint not null default 0,
    primary key (network, handle, account_id)
) /* clustered */;
create index declared_account on declared (account_id);
