-- What members chose about the assistant: whose model answers them (null: the server's first, empty: none), and
-- whether the boxes with public answers are hidden from them.
create table assistant_choices (
    account_id bigint primary key,
    model text,
    hides_context bigint not null
) /* clustered */;

-- The account that answers where it is mentioned; another one when its name is changed.
create table assistant_accounts (
    account_id bigint primary key,
    at bigint not null
) /* clustered */;

-- Mentions of it that were answered, so that nobody and no thread is flooded.
create table assistant_mentions (
    post_id bigint primary key,
    account_id bigint not null,
    thread_id bigint not null,
    at bigint not null,
    -- What was said there, which goes with any post it quotes, as the answer does.
    answer_id bigint,
    reply_id bigint
) /* clustered */;
create index assistant_mentions_account on assistant_mentions (account_id, at);
create index assistant_mentions_answer on assistant_mentions (answer_id);
create index assistant_mentions_thread on assistant_mentions (thread_id, at);

-- Posts in other languages: `said` is JSON, a text for each of the post's. `source` is the hash of what was
-- translated, so that an edited post is translated anew.
create table translations (
    post_id bigint not null,
    language text not null,
    source text not null,
    detected text not null,
    said text not null,
    provider text not null,
    model text not null,
    at bigint not null,
    primary key (post_id, language)
) /* clustered */;

-- What posts say, as vectors of a provider's model; those of different models are never compared. `vector` is
-- base64 of 32-bit numbers, little end first.
create table embeddings (
    post_id bigint not null,
    model text not null,
    dimension bigint not null,
    vector text not null,
    primary key (post_id, model)
) /* clustered */;
create index embeddings_model on embeddings (model, post_id);

-- What a provider's moderation says of reported posts: a hint for moderators. `scores` is JSON.
create table report_hints (
    report_id bigint primary key,
    flagged bigint not null,
    scores text not null,
    provider text not null,
    at bigint not null
) /* clustered */;
