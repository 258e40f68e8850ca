//! Threads: one file of posts and answers, beside those of Instagram.

use super::{Wrapping, each_element, instagram, meta};
use crate::recognise::is_threads;
use crate::source::Source;
use crate::{ArchiveError, Sink};

const POSTS: (Wrapping, &[&str]) = (Wrapping::Json, &["text_post_app_text_posts"]);

pub(super) fn read(source: &mut Source, sink: &mut Sink<'_>) -> Result<(), ArchiveError> {
    posts(source, sink)?;
    instagram::people(source, sink)
}

pub(super) fn posts(source: &mut Source, sink: &mut Sink<'_>) -> Result<(), ArchiveError> {
    let names = source.names();
    let files = source.only().map_or_else(|| names.like(is_threads), |only| vec![only]);
    for file in files {
        let top = meta::top(&file, "your_instagram_activity/");
        each_element(source, &file, POSTS, sink, &mut |_, value, items| {
            instagram::entry("threads", value, &names, &top, items)
        })?;
    }
    Ok(())
}
