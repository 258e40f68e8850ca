-- Links sent by mail that do something for whoever holds them, kept as hashes only. `email` is the
-- address the link was sent to: following it proves that its mail is read.
create table mailed_links (
    link_hash text primary key,
    account_id bigint not null,
    purpose text not null,
    email text not null,
    expires_at bigint not null
);
create unique index mailed_links_one on mailed_links (account_id, purpose);
create index mailed_links_end on mailed_links (expires_at);
