-- Feeds that members make: what a feed is made of is JSON. Who shares one lets everybody here read it.
create table feeds (
    id bigint primary key,
    owner_id bigint not null,
    name text not null,
    description text not null,
    recipe text not null,
    shared bigint not null default 0,
    created_at bigint not null,
    changed_at bigint not null
);
create index feeds_owner on feeds (owner_id);
create index feeds_shared on feeds (shared, id);

create table feed_likes (
    feed_id bigint not null,
    account_id bigint not null,
    at bigint not null,
    primary key (feed_id, account_id)
) /* clustered */;
create index feed_likes_account on feed_likes (account_id);

-- Feeds a member keeps at hand, in their order.
create table feed_pins (
    account_id bigint not null,
    feed_id bigint not null,
    place bigint not null,
    primary key (account_id, feed_id)
) /* clustered */;
create index feed_pins_feed on feed_pins (feed_id);

-- Whether For you and pinned feeds are among the lists of a member's apps.
create table feed_settings (
    account_id bigint primary key,
    as_lists bigint not null default 0
) /* clustered */;

-- Who lets an outside ranker put a feed in order for them: which one they were asked about, and by what name
-- it knows them.
create table feed_rankers (
    account_id bigint not null,
    feed_id bigint not null,
    ranker text not null,
    pseudonym text not null,
    at bigint not null,
    primary key (account_id, feed_id)
) /* clustered */;
create index feed_rankers_feed on feed_rankers (feed_id);

-- Starter packs: people and feeds a member recommends together.
create table packs (
    id bigint primary key,
    owner_id bigint not null,
    name text not null,
    description text not null,
    shared bigint not null default 0,
    created_at bigint not null,
    changed_at bigint not null
);
create index packs_owner on packs (owner_id);
create index packs_shared on packs (shared, id);

create table pack_accounts (
    pack_id bigint not null,
    account_id bigint not null,
    place bigint not null,
    primary key (pack_id, account_id)
) /* clustered */;
create index pack_accounts_account on pack_accounts (account_id);

create table pack_feeds (
    pack_id bigint not null,
    feed_id bigint not null,
    place bigint not null,
    primary key (pack_id, feed_id)
) /* clustered */;
create index pack_feeds_feed on pack_feeds (feed_id);

-- Who left a pack: nobody puts them into it again.
create table pack_refusals (
    pack_id bigint not null,
    account_id bigint not null,
    primary key (pack_id, account_id)
) /* clustered */;
create index pack_refusals_account on pack_refusals (account_id);
