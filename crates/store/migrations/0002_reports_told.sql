-- A moderator who is told of a report is told which.
alter table notifications add column report_id bigint;
