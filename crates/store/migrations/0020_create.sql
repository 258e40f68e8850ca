-- Whether a medium's file carries content credentials.
alter table media add column credentials bigint not null default 0;
-- Whether rules drew it here, without a model.
alter table media add column drawn bigint not null default 0;
create index media_generated on media (post_id) where ai_generated = 1 and post_id is not null;
create index media_drawn on media (post_id) where drawn = 1 and post_id is not null;

-- Pictures members had made: from which words, by what, from whose picture. One goes with its medium.
-- `kind` is create, variant or remix; `maker` rules or a provider; `state` waiting, done or failed.
create table creations (
    id bigint primary key,
    account_id bigint not null,
    kind text not null,
    words text not null,
    shared bigint not null default 0,
    style text not null,
    turn bigint not null default 0,
    parent_id bigint,
    maker text not null,
    model text not null,
    state text not null,
    fault text not null default '',
    media_id bigint,
    created_at bigint not null
) /* clustered */;
create index creations_account on creations (account_id, id);
create index creations_media on creations (media_id) where media_id is not null;

-- Pictures of models a member had made, a day (days since 1970). Deleting one gives nothing back.
create table picture_spending (
    account_id bigint not null,
    day bigint not null,
    pictures bigint not null,
    primary key (account_id, day)
) /* clustered */;
create index picture_spending_day on picture_spending (day);
