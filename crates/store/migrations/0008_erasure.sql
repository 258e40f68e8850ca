-- Accounts that were erased, or are being: nothing of them but a name nobody else can take, as a keyed
-- hash, and what the receipt counts. `stage` is 0 while rows go, 1 while files are swept, 2 at the end.
create table erasures (
    id bigint primary key,
    receipt_hash text not null,
    name_hash text not null,
    asked_at bigint not null,
    done_at bigint,
    stage bigint not null default 0,
    counts text not null default '{}'
);
create unique index erasures_receipt on erasures (receipt_hash);
create unique index erasures_name on erasures (name_hash);
