-- One text for both engines. Before it runs, `bigint primary key` becomes `integer primary key` on
-- SQLite (the row id itself), and `/* clustered */` becomes `without rowid` there.
-- Ids, times (UTC milliseconds) and flags (0 or 1) are bigint; structured values are JSON in text.

create table events (
    seq bigint primary key,
    at bigint not null,
    event text not null
);

create table accounts (
    id bigint primary key,
    username text not null,
    name_key text not null,
    domain text,
    display_name text not null default '',
    note text not null default '',
    note_html text not null default '',
    fields text not null default '[]',
    uri text,
    url text,
    avatar text,
    avatar_alt text not null default '',
    header text,
    header_alt text not null default '',
    locked bigint not null default 0,
    bot bigint not null default 0,
    discoverable bigint not null default 0,
    indexable bigint not null default 0,
    hide_collections bigint not null default 0,
    role bigint not null default 0,
    created_at bigint not null,
    last_post_at bigint,
    followers bigint not null default 0,
    following bigint not null default 0,
    posts bigint not null default 0,
    suspended_at bigint,
    limited_at bigint,
    moved_to bigint
);
create unique index accounts_name on accounts (name_key);
create index accounts_created on accounts (created_at);

create table members (
    account_id bigint primary key,
    email text not null,
    email_key text not null,
    password_hash text not null,
    approved bigint not null default 1,
    confirmed_at bigint,
    reason text not null default '',
    locale text not null default 'en',
    preferences text not null default '{}',
    notification_policy text not null default '{}',
    created_at bigint not null,
    foreign key (account_id) references accounts (id)
);
create unique index members_email on members (email_key);

create table apps (
    id bigint primary key,
    name text not null,
    website text,
    redirect_uris text not null,
    scopes text not null,
    client_id text not null,
    client_secret text not null,
    created_at bigint not null
);
create unique index apps_client on apps (client_id);

create table codes (
    code_hash text primary key,
    app_id bigint not null,
    account_id bigint not null,
    redirect_uri text not null,
    scopes text not null,
    challenge text,
    expires_at bigint not null
);

-- A token without an app is a browser's session; one without an account is an app's own.
create table tokens (
    id bigint primary key,
    token_hash text not null,
    app_id bigint,
    account_id bigint,
    scopes text not null,
    created_at bigint not null,
    user_agent text not null default '',
    code_hash text
);
create unique index tokens_hash on tokens (token_hash);
create index tokens_account on tokens (account_id);

create table posts (
    id bigint primary key,
    author_id bigint not null,
    created_at bigint not null,
    edited_at bigint,
    visibility bigint not null,
    local_only bigint not null default 0,
    text text not null,
    format text not null default 'plain',
    html text not null,
    spoiler text not null default '',
    sensitive bigint not null default 0,
    language text,
    reply_to bigint,
    reply_to_author bigint,
    thread_id bigint not null,
    repost_of bigint,
    quote_of bigint,
    quote_state bigint,
    quote_policy bigint not null default 0,
    poll_id bigint,
    app_id bigint,
    uri text,
    url text,
    pinned_at bigint,
    replies bigint not null default 0,
    reposts bigint not null default 0,
    likes bigint not null default 0,
    quotes bigint not null default 0,
    media_ids text not null default '[]',
    foreign key (author_id) references accounts (id)
);
create index posts_author on posts (author_id, id);
create index posts_reply on posts (reply_to, id) where reply_to is not null;
create unique index posts_repost on posts (repost_of, author_id) where repost_of is not null;
create index posts_quote on posts (quote_of, id) where quote_of is not null;
create index posts_open on posts (id) where visibility = 0 and repost_of is null;
create index posts_pinned on posts (author_id, pinned_at) where pinned_at is not null;

create table revisions (
    post_id bigint not null,
    at bigint not null,
    html text not null,
    spoiler text not null,
    sensitive bigint not null,
    media text not null default '[]',
    poll_options text not null default '[]',
    quote_of bigint,
    primary key (post_id, at)
) /* clustered */;

create table mentions (
    post_id bigint not null,
    account_id bigint not null,
    silent bigint not null default 0,
    primary key (post_id, account_id)
) /* clustered */;
create index mentions_account on mentions (account_id, post_id);

create table tags (
    name text primary key,
    display text not null,
    created_at bigint not null
);

create table post_tags (
    tag text not null,
    post_id bigint not null,
    account_id bigint not null,
    primary key (tag, post_id)
) /* clustered */;
create index post_tags_post on post_tags (post_id);
create index post_tags_account on post_tags (account_id, tag);

create table media (
    id bigint primary key,
    owner_id bigint not null,
    post_id bigint,
    kind text not null,
    file text not null,
    small text,
    mime text not null,
    bytes bigint not null,
    shape text not null default '{}',
    focus text,
    alt text not null default '',
    blurhash text,
    ready bigint not null default 1,
    held bigint not null default 0,
    created_at bigint not null
);
create index media_post on media (post_id) where post_id is not null;
create index media_loose on media (created_at) where post_id is null;

create table polls (
    id bigint primary key,
    post_id bigint not null,
    expires_at bigint,
    multiple bigint not null default 0,
    hide_totals bigint not null default 0,
    options text not null,
    voters bigint not null default 0
);
create index polls_post on polls (post_id);

create table votes (
    poll_id bigint not null,
    account_id bigint not null,
    choices text not null,
    at bigint not null,
    primary key (poll_id, account_id)
) /* clustered */;
create index votes_account on votes (account_id, poll_id);

create table cards (
    url text primary key,
    card text not null,
    fetched_at bigint not null
);

create table post_cards (
    post_id bigint primary key,
    url text not null
);

create table likes (
    id bigint primary key,
    account_id bigint not null,
    post_id bigint not null
);
create unique index likes_one on likes (post_id, account_id);
create index likes_account on likes (account_id, id);

create table bookmarks (
    id bigint primary key,
    account_id bigint not null,
    post_id bigint not null
);
create unique index bookmarks_one on bookmarks (account_id, post_id);
create index bookmarks_account on bookmarks (account_id, id);
create index bookmarks_post on bookmarks (post_id);

create table thread_mutes (
    account_id bigint not null,
    thread_id bigint not null,
    primary key (account_id, thread_id)
) /* clustered */;

create table follows (
    id bigint primary key,
    source_id bigint not null,
    target_id bigint not null,
    accepted bigint not null,
    reposts bigint not null default 1,
    notify bigint not null default 0,
    languages text not null default '[]',
    created_at bigint not null
);
create unique index follows_one on follows (source_id, target_id);
create index follows_target on follows (target_id, accepted, id);
create index follows_watched on follows (target_id) where notify = 1;
create index follows_source on follows (source_id, accepted, id);

create table blocks (
    id bigint primary key,
    source_id bigint not null,
    target_id bigint not null
);
create unique index blocks_one on blocks (source_id, target_id);
create index blocks_target on blocks (target_id, source_id);

create table mutes (
    id bigint primary key,
    source_id bigint not null,
    target_id bigint not null,
    notifications bigint not null default 1,
    expires_at bigint
);
create unique index mutes_one on mutes (source_id, target_id);

create table domain_blocks (
    id bigint primary key,
    account_id bigint not null,
    domain text not null
);
create unique index domain_blocks_one on domain_blocks (account_id, domain);

create table account_notes (
    source_id bigint not null,
    target_id bigint not null,
    note text not null,
    primary key (source_id, target_id)
) /* clustered */;

create table endorsements (
    id bigint primary key,
    source_id bigint not null,
    target_id bigint not null
);
create unique index endorsements_one on endorsements (source_id, target_id);

-- People a member does not want to be shown again among suggestions.
create table suggestion_dismissals (
    account_id bigint not null,
    target_id bigint not null,
    primary key (account_id, target_id)
) /* clustered */;

create table lists (
    id bigint primary key,
    owner_id bigint not null,
    title text not null,
    replies text not null,
    exclusive bigint not null default 0
);
create index lists_owner on lists (owner_id, id);

create table list_accounts (
    id bigint primary key,
    list_id bigint not null,
    account_id bigint not null
);
create unique index list_accounts_one on list_accounts (list_id, account_id);
create index list_accounts_account on list_accounts (account_id, list_id);

create table filters (
    id bigint primary key,
    owner_id bigint not null,
    title text not null,
    contexts text not null,
    action text not null,
    expires_at bigint
);
create index filters_owner on filters (owner_id, id);

create table filter_keywords (
    id bigint primary key,
    filter_id bigint not null,
    keyword text not null,
    whole_word bigint not null default 1
);
create index filter_keywords_filter on filter_keywords (filter_id, id);

create table filter_posts (
    id bigint primary key,
    filter_id bigint not null,
    post_id bigint not null
);
create unique index filter_posts_one on filter_posts (filter_id, post_id);

create table tag_follows (
    id bigint primary key,
    account_id bigint not null,
    tag text not null
);
create unique index tag_follows_one on tag_follows (account_id, tag);
create index tag_follows_tag on tag_follows (tag);

create table featured_tags (
    id bigint primary key,
    account_id bigint not null,
    tag text not null
);
create unique index featured_tags_one on featured_tags (account_id, tag);

create table notifications (
    id bigint primary key,
    owner_id bigint not null,
    kind text not null,
    from_id bigint not null,
    post_id bigint,
    group_key text not null,
    filtered bigint not null default 0,
    created_at bigint not null
);
create index notifications_owner on notifications (owner_id, filtered, id);
create index notifications_group on notifications (owner_id, group_key, id);
create index notifications_post on notifications (post_id) where post_id is not null;
create index notifications_from on notifications (owner_id, from_id);

create table notification_permissions (
    owner_id bigint not null,
    from_id bigint not null,
    primary key (owner_id, from_id)
) /* clustered */;

create table markers (
    account_id bigint not null,
    timeline text not null,
    last_read bigint not null,
    version bigint not null,
    updated_at bigint not null,
    primary key (account_id, timeline)
) /* clustered */;

create table conversations (
    id bigint primary key,
    owner_id bigint not null,
    thread_id bigint not null,
    participants text not null,
    last_post bigint not null,
    unread bigint not null default 0
);
create unique index conversations_one on conversations (owner_id, thread_id, participants);
create index conversations_last on conversations (owner_id, last_post);

create table conversation_posts (
    conversation_id bigint not null,
    post_id bigint not null,
    primary key (conversation_id, post_id)
) /* clustered */;
create index conversation_posts_post on conversation_posts (post_id);

create table scheduled (
    id bigint primary key,
    account_id bigint not null,
    at bigint not null,
    draft text not null,
    app_id bigint,
    claimed_at bigint
);
create index scheduled_account on scheduled (account_id, id);
create index scheduled_at on scheduled (at);

create table drafts (
    id bigint primary key,
    account_id bigint not null,
    draft text not null,
    updated_at bigint not null
);
create index drafts_account on drafts (account_id, id);

create table idempotency (
    account_id bigint not null,
    key text not null,
    post_id bigint not null,
    at bigint not null,
    primary key (account_id, key)
) /* clustered */;

create table emojis (
    shortcode text primary key,
    file text not null,
    still text not null,
    category text,
    listed bigint not null default 1
);

create table announcements (
    id bigint primary key,
    text text not null,
    html text not null,
    published_at bigint not null,
    starts_at bigint,
    ends_at bigint,
    all_day bigint not null default 0
);

create table announcement_reads (
    account_id bigint not null,
    announcement_id bigint not null,
    primary key (account_id, announcement_id)
) /* clustered */;

create table rules (
    id bigint primary key,
    position bigint not null,
    text text not null,
    hint text not null default ''
);

create table reports (
    id bigint primary key,
    account_id bigint not null,
    target_id bigint not null,
    post_ids text not null default '[]',
    rule_ids text not null default '[]',
    comment text not null default '',
    category text not null default 'other',
    forward bigint not null default 0,
    created_at bigint not null,
    resolved_at bigint
);

create index reports_created on reports (created_at);

create table jobs (
    id bigint primary key,
    queue text not null,
    job text not null,
    unique_key text,
    run_at bigint not null,
    attempts bigint not null default 0,
    claimed_until bigint,
    last_error text
);
create index jobs_due on jobs (queue, run_at);
create unique index jobs_unique on jobs (unique_key) where unique_key is not null;

create table cursors (
    name text primary key,
    seq bigint not null
);

create table settings (
    name text primary key,
    value text not null
);
