-- Each time this server's own cascades were learned from: the newest post of them, what was measured and what became of it,
-- and the model where it is in use.
create table forecast_models (
    id bigint primary key,
    base text not null,
    made_at bigint not null,
    newest bigint not null,
    measured text not null,
    model text
);
