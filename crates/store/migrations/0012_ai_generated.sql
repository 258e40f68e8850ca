-- What its author marks as made with a model: a post for its words, a medium for itself.
alter table posts add column ai_generated bigint not null default 0;
alter table media add column ai_generated bigint not null default 0;
