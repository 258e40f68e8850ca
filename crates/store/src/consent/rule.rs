//! Whether a post may be used, as one SQL predicate: the same rule as `consent::allows`. A test
//! compares the two over random worlds.
//!
//! Both take a moment, so that whoever builds something big can say as of when they asked.

use crate::visibility::visible;
use crate::{Conn, Result, args};
use consent::Purposes;
use model::{PostId, Time};

/// A condition that holds when a post may be used. `post` is the alias of `posts` in the query,
/// `purpose` and `moment` the placeholders of a purpose's word and of the moment (milliseconds) whose
/// state of things counts. People of other servers keep no ledger here, so theirs may not.
pub fn consented(post: &str, purpose: &str, moment: &str) -> String {
    let of_post = said("post", &format!("{post}.id"), post, purpose, moment);
    let of_account = said("account", &format!("{post}.author_id"), post, purpose, moment);
    format!("({} and coalesce({of_post}, {of_account}, 'unset') = 'yes')", written_here(post))
}

/// The same for a picture (`picture` is the alias of `media`) of a post.
pub fn picture_consented(picture: &str, post: &str, purpose: &str, moment: &str) -> String {
    let of_picture = said("picture", &format!("{picture}.id"), post, purpose, moment);
    let of_post = said("post", &format!("{post}.id"), post, purpose, moment);
    let of_account = said("account", &format!("{post}.author_id"), post, purpose, moment);
    format!(
        "({} and {picture}.owner_id = {post}.author_id \
         and coalesce({of_picture}, {of_post}, {of_account}, 'unset') = 'yes')",
        written_here(post)
    )
}

/// What the author of a post had last said of a subject, null for nothing.
fn said(kind: &str, subject: &str, post: &str, purpose: &str, moment: &str) -> String {
    format!(
        "(select nullif(ce.choice, 'unset') from consent_entries ce where ce.subject_id = {subject} \
         and ce.kind = '{kind}' and ce.account_id = {post}.author_id and ce.purpose = {purpose} \
         and ce.at <= {moment} order by ce.seq desc limit 1)"
    )
}

fn written_here(post: &str) -> String {
    format!("exists (select 1 from accounts ca where ca.id = {post}.author_id and ca.domain is null)")
}

/// What is to be used, and for what.
#[derive(Clone, Copy, Debug)]
pub struct Wanted {
    /// For what; each has to be allowed.
    pub purposes: Purposes,
    /// As of when: consent as it stood then, of posts written until then.
    pub cutoff: Time,
    /// Written at this moment or later.
    pub since: Option<Time>,
    /// Written before this moment.
    pub until: Option<Time>,
}

/// Up to `limit` posts after `after` that may be used, in the order of their ids: open to everybody
/// now, written here by somebody who is not suspended, no reposts, and consented to at the cutoff.
/// Naming no purpose finds nothing.
pub async fn usable_posts(
    conn: &mut Conn,
    wanted: &Wanted,
    after: PostId,
    limit: usize,
) -> Result<Vec<PostId>> {
    let mut args = args![
        wanted.cutoff,
        wanted.since.unwrap_or(Time::from_millis(i64::MIN)),
        wanted.until.unwrap_or(Time::from_millis(i64::MAX)),
        after,
        limit,
    ];
    let mut allowed = Vec::new();
    for purpose in wanted.purposes.iter() {
        args.push(purpose.word().into());
        let word = format!("${}", args.len());
        // First those who said yes to anything for this purpose, which an index answers: on most
        // servers they are few.
        allowed.push(format!(
            "p.author_id in (select cy.account_id from consent_entries cy \
             where cy.purpose = {word} and cy.choice = 'yes') and {}",
            consented("p", &word, "$1")
        ));
    }
    if allowed.is_empty() {
        return Ok(Vec::new());
    }
    let sql = format!(
        "select p.id from posts p where p.id > $4 and p.repost_of is null and p.created_at <= $1 \
         and p.created_at >= $2 and p.created_at < $3 and {} and {} order by p.id limit $5",
        visible("p", "0"),
        allowed.join(" and ")
    );
    conn.rows(&sql, args).await?.iter().map(|row| row.id(0)).collect()
}
