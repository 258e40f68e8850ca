-- What members said about the use of their words: lines are only ever added, and go all together when
-- their account is erased. `kind` is account, post or picture; `subject_id` that one's number.
create table consent_entries (
    account_id bigint not null,
    seq bigint not null,
    at bigint not null,
    kind text not null,
    subject_id bigint not null,
    purpose text not null,
    choice text not null,
    reason text not null default '',
    terms text not null,
    through text not null,
    previous text not null,
    hash text not null,
    primary key (account_id, seq),
    foreign key (account_id) references accounts (id)
) /* clustered */;
create index consent_entries_subject on consent_entries (subject_id, kind, purpose, seq);
create index consent_entries_yes on consent_entries (purpose, account_id) where choice = 'yes';

-- Who used what they allowed, by day (its first moment).
create table consent_uses (
    account_id bigint not null,
    used_by text not null,
    about text not null default '',
    purpose text not null,
    day bigint not null,
    count bigint not null,
    last_at bigint not null,
    primary key (account_id, used_by, about, purpose, day),
    foreign key (account_id) references accounts (id)
) /* clustered */;
create index consent_uses_last on consent_uses (account_id, last_at);
