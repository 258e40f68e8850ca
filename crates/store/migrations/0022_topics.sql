-- What a question is about, where that is no post: a tag, a page, words that rise.
alter table answers add column topic text not null default '';
