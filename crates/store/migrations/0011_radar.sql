-- Forecasts as they were made, each at most once for a post and an age, and what came of them. None is ever
-- changed: `outcome` is written once, when the seven days are over. Those of a post that is deleted go with it.
create table forecasts (
    post_id bigint not null,
    age bigint not null,
    made_at bigint not null,
    model text not null,
    said text not null,
    outcome text,
    primary key (post_id, age)
) /* clustered */;
create index forecasts_made on forecasts (made_at);
