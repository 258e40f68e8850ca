-- Whom a post that came along names, as a JSON list of names and addresses: accounts known elsewhere, so that
-- they are not mistaken for members of this server and can be taken along again.
alter table import_context add column mentioned text not null default '[]';
