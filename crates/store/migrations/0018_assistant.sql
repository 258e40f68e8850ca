-- Answers as they were given: `said` is JSON, the sentences with the spans they rest on. They hold words of the
-- posts they quote, so one goes when any of these goes.
create table answers (
    id bigint primary key,
    account_id bigint not null,
    post_id bigint,
    scope text not null,
    question text not null,
    language text not null,
    said text not null,
    provider text not null,
    model text not null,
    prompt_hash text not null,
    tokens bigint not null,
    cost bigint not null,
    took bigint not null,
    created_at bigint not null
) /* clustered */;
create index answers_account on answers (account_id, id);
create index answers_post on answers (post_id);

-- Which posts an answer quotes.
create table answer_sources (
    answer_id bigint not null,
    post_id bigint not null,
    primary key (answer_id, post_id)
) /* clustered */;
create index answer_sources_post on answer_sources (post_id);

-- The one public answer of a post, version after version; the newest that was not withdrawn stands.
create table published_answers (
    post_id bigint not null,
    version bigint not null,
    answer_id bigint not null,
    account_id bigint not null,
    published_at bigint not null,
    withdrawn_at bigint,
    primary key (post_id, version)
) /* clustered */;
create index published_answers_answer on published_answers (answer_id);

-- Authors who want no public answers: to one of their posts, or (`post_id` 0) to any.
create table answer_refusals (
    account_id bigint not null,
    post_id bigint not null,
    at bigint not null,
    primary key (account_id, post_id)
) /* clustered */;
create index answer_refusals_post on answer_refusals (post_id);

-- What was published, refused and withdrawn, by which model with which prompt: lines are only added, each with
-- the hash of the one before. It names nobody and quotes nothing.
create table answer_log (
    seq bigint primary key,
    at bigint not null,
    post_id bigint not null,
    version bigint not null,
    action text not null,
    provider text not null,
    model text not null,
    prompt_hash text not null,
    answer_hash text not null,
    hash text not null
) /* clustered */;

-- What members spent on models, a day (days since 1970): tokens, and millionths of the provider's currency.
create table model_spending (
    account_id bigint not null,
    day bigint not null,
    tokens bigint not null,
    cost bigint not null,
    primary key (account_id, day)
) /* clustered */;
create index model_spending_day on model_spending (day);
