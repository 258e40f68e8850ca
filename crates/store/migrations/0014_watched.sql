-- Posts of other networks that are followed for Radar: where they are and what is forecast, never what they say.
create table watched (
    address text primary key,
    page text not null,
    network text not null,
    language text,
    at bigint not null,
    said text not null,
    told_at bigint not null
) /* clustered */;
create index watched_at on watched (at);
