-- How a member steers what is put together for them: settings as JSON. What they did before `forget_before`
-- is not learned from any more.
create table steering (
    account_id bigint primary key,
    settings text not null,
    forget_before bigint not null default 0,
    changed_at bigint not null
) /* clustered */;

-- What a member said about a post to nobody but their own feed: `hide`, `worth` or `not_worth`.
create table opinions (
    account_id bigint not null,
    post_id bigint not null,
    kind text not null,
    at bigint not null,
    primary key (account_id, post_id, kind)
) /* clustered */;
create index opinions_post on opinions (post_id);

-- What was learned from many: models by name, as JSON.
create table learned (
    name text primary key,
    model text not null,
    saved_at bigint not null
) /* clustered */;
