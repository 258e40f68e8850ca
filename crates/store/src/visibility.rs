//! Who may see a post, as one SQL predicate. `model::visibility::may_see` is the same rule as a
//! function; the test below compares the two over random worlds.

use crate::{Conn, Result, args, list};
use model::PostId;
use model::visibility::Viewer;

/// A condition that holds when the viewer may see the post. `post` is the alias of `posts` in the
/// query, `viewer` the placeholder the viewer's id is bound to (0 for nobody; see [`number`]).
pub fn visible(post: &str, viewer: &str) -> String {
    let plain = |post: &str| {
        format!(
            "exists (select 1 from accounts va where va.id = {post}.author_id and va.suspended_at is null) \
             and ({post}.author_id = {viewer} or (\
             ({post}.local_only = 0 or {viewer} <> 0) \
             and not exists (select 1 from blocks vb where vb.source_id = {post}.author_id and vb.target_id = {viewer}) \
             and ({post}.visibility <= 1 \
             or exists (select 1 from mentions vm where vm.post_id = {post}.id and vm.account_id = {viewer} and vm.silent = 0) \
             or ({post}.visibility = 2 and exists (select 1 from follows vf \
             where vf.source_id = {viewer} and vf.target_id = {post}.author_id and vf.accepted = 1)))))"
        )
    };
    format!(
        "({} and ({post}.repost_of is null or exists (select 1 from posts vo where vo.id = {post}.repost_of and {})))",
        plain(post),
        plain("vo")
    )
}

/// The number a viewer is bound as.
pub fn number(viewer: Viewer) -> i64 {
    viewer.map_or(0, |account| account.0)
}

/// Whether the viewer may see the post; false as well when there is no such post.
pub async fn may_see(conn: &mut Conn, post: PostId, viewer: Viewer) -> Result<bool> {
    let sql = format!("select 1 from posts p where p.id = $1 and {}", visible("p", "$2"));
    Ok(conn.row(&sql, args![post, number(viewer)]).await?.is_some())
}

/// Those of `posts` the viewer may see, in the order given.
pub async fn visible_among(conn: &mut Conn, posts: &[PostId], viewer: Viewer) -> Result<Vec<PostId>> {
    let mut args = args![number(viewer)];
    let sql = format!(
        "select p.id from posts p where p.id in ({}) and {}",
        list(&mut args, posts),
        visible("p", "$1")
    );
    let rows = conn.rows(&sql, args).await?;
    let seen: Result<Vec<i64>> = rows.iter().map(|row| row.int(0)).collect();
    let seen: std::collections::HashSet<i64> = seen?.into_iter().collect();
    Ok(posts.iter().copied().filter(|post| seen.contains(&post.0)).collect())
}
