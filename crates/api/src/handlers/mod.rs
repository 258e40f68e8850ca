//! What each endpoint does: parse, call one use case, render. One area a file.

pub(crate) mod account_actions;
pub(crate) mod account_lists;
pub(crate) mod accounts;
pub(crate) mod apps;
pub(crate) mod asks;
pub(crate) mod assistant;
pub(crate) mod board;
pub(crate) mod consent;
pub(crate) mod conversations;
pub(crate) mod datasets;
pub(crate) mod describe;
pub(crate) mod drafts;
pub(crate) mod filters;
pub(crate) mod for_you;
pub(crate) mod grouped_notifications;
pub(crate) mod instance;
pub(crate) mod lists;
pub(crate) mod media;
pub(crate) mod notification_policy;
pub(crate) mod notifications;
pub(crate) mod old_filters;
pub(crate) mod own;
pub(crate) mod people;
pub(crate) mod polls;
pub(crate) mod push;
pub(crate) mod radar;
pub(crate) mod scheduled;
pub(crate) mod search;
pub(crate) mod sign_up;
pub(crate) mod status_actions;
pub(crate) mod statuses;
pub(crate) mod tags;
pub(crate) mod timelines;

pub(crate) use crate::oauth;
