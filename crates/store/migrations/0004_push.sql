-- Where members are pushed to. A subscription ends with its log-in, however that ends.
create table push_subscriptions (
    id bigint primary key,
    token_id bigint not null,
    account_id bigint not null,
    endpoint text not null,
    p256dh text not null,
    auth text not null,
    alerts text not null,
    policy text not null,
    sealed_token text,
    created_at bigint not null,
    foreign key (token_id) references tokens (id) on delete cascade,
    foreign key (account_id) references accounts (id) on delete cascade
);
create unique index push_subscriptions_token on push_subscriptions (token_id);
create index push_subscriptions_account on push_subscriptions (account_id, id);
create index push_subscriptions_endpoint on push_subscriptions (endpoint);
