-- What a member liked, put aside or passed on elsewhere and is not known here: by its address, so that
-- it can be taken along again. `kind` is `like`, `bookmark` or `repost`; `key` and `at` are of the repost.
create table import_kept (
    id bigint primary key,
    account_id bigint not null,
    kind text not null,
    address text not null,
    key text not null default '',
    at bigint not null,
    visibility bigint not null default 0
);
create unique index import_kept_address on import_kept (account_id, kind, address);
create index import_kept_order on import_kept (account_id, kind, id);
create index import_kept_at on import_kept (account_id, kind, at);

-- The addresses of what a post that came along answers and quotes, where those are not known here.
create table import_context (
    post_id bigint primary key,
    account_id bigint not null,
    reply_to text,
    quote text
);
create index import_context_account on import_context (account_id);
