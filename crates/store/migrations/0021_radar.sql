-- Who wants to be told when the forecast of a post turns. `told` is what they heard last: how much was expected, and
-- whether the peak was still to come.
create table forecast_follows (
    account_id bigint not null,
    post_id bigint not null,
    told text not null,
    since bigint not null,
    primary key (account_id, post_id)
) /* clustered */;
create index forecast_follows_post on forecast_follows (post_id, account_id);
