//! Members' ledgers of consent: adding lines, reading them, and the rule as SQL.
//!
//! Nothing here changes or removes a line; [`erase`] removes a whole ledger together with its account.

mod rule;
mod uses;

pub use rule::{Wanted, consented, picture_consented, usable_posts};
pub use uses::{Use, record_use, uses};

use crate::{Conn, Error, Result, Row, Tx, args, list};
use consent::{Choice, Choices, Entry, Head, Purpose, Said, Subject};
use model::{AccountId, Event, Page, Time};
use std::collections::BTreeMap;

const COLUMNS: &str =
    "account_id, seq, at, kind, subject_id, purpose, choice, reason, terms, through, previous, hash";

/// Adds lines to their members' ledgers and logs that these changed. All are about one subject.
pub async fn append(tx: &mut Tx, now: Time, said: Vec<Said>) -> Result<Vec<Entry>> {
    let mut written: Vec<Entry> = Vec::with_capacity(said.len());
    for said in said {
        let before = match written.last() {
            Some(entry) => Some(entry.head()),
            None => head(tx, said.account).await?,
        };
        let entry = Entry::after(before.as_ref(), said);
        insert(tx, &entry).await?;
        written.push(entry);
    }
    if let Some(Said { account, subject, .. }) = written.first().map(|entry| &entry.said) {
        let (post, picture) = (subject.post(), subject.picture());
        tx.log(now, Event::ConsentChanged { account: *account, post, picture });
    }
    Ok(written)
}

async fn insert(conn: &mut Conn, entry: &Entry) -> Result<()> {
    let sql = format!("insert into consent_entries ({COLUMNS}) values ({})", crate::placeholders(1, 12));
    let said = &entry.said;
    let args = args![
        said.account,
        entry.seq,
        said.at,
        said.subject.kind(),
        said.subject.number(said.account),
        said.purpose.word(),
        said.choice.word(),
        &said.reason,
        &said.terms,
        &said.through,
        entry.previous.to_string(),
        entry.hash.to_string(),
    ];
    conn.execute(&sql, args).await.map(|_| ())
}

/// Where a member's ledger ends; nothing where they have said nothing yet.
pub async fn head(conn: &mut Conn, account: AccountId) -> Result<Option<Head>> {
    let sql =
        format!("select {COLUMNS} from consent_entries where account_id = $1 order by seq desc limit 1");
    let row = conn.row(&sql, args![account]).await?;
    Ok(row.as_ref().map(entry).transpose()?.map(|entry| entry.head()))
}

/// What holds now of a subject: the newest line of each purpose it was spoken of for.
pub async fn newest(conn: &mut Conn, account: AccountId, subject: Subject) -> Result<Vec<Entry>> {
    let sql = format!(
        "select {COLUMNS} from consent_entries e where e.subject_id = $1 and e.kind = $2 and e.account_id = $3 \
         and not exists (select 1 from consent_entries n where n.subject_id = e.subject_id and n.kind = e.kind \
         and n.purpose = e.purpose and n.account_id = e.account_id and n.seq > e.seq) order by e.seq"
    );
    let args = args![subject.number(account), subject.kind(), account];
    conn.rows(&sql, args).await?.iter().map(entry).collect()
}

/// The choices of some lines; of two for the same purpose the later counts.
pub fn choices(entries: &[Entry]) -> Choices {
    entries.iter().map(|entry| (entry.said.purpose, entry.said.choice)).collect()
}

/// What an account has said of all it writes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct OfAccount {
    /// Which.
    pub account: AccountId,
    /// Whether it is a member's here.
    pub here: bool,
    /// What it said.
    pub choices: Choices,
    /// Whether it has ever spoken of a single post or picture.
    pub exceptions: bool,
}

/// What accounts have said of all they write; those there are not are left out.
pub async fn of_accounts(conn: &mut Conn, accounts: &[AccountId]) -> Result<Vec<OfAccount>> {
    let mut args = vec![];
    let sql = format!(
        "select a.id, a.domain, \
         cast(case when exists (select 1 from consent_entries x where x.account_id = a.id and x.kind <> 'account') \
         then 1 else 0 end as bigint) from accounts a where a.id in ({})",
        list(&mut args, accounts)
    );
    let mut all = BTreeMap::new();
    for row in conn.rows(&sql, args).await? {
        let account = row.id(0)?;
        let (here, exceptions) = (row.opt_text(1)?.is_none(), row.flag(2)?);
        all.insert(account, OfAccount { account, here, choices: Choices::UNSET, exceptions });
    }
    let mut args = vec![];
    let sql = format!(
        "select e.account_id, e.purpose, e.choice from consent_entries e \
         where e.subject_id in ({}) and e.kind = 'account' and e.subject_id = e.account_id \
         and not exists (select 1 from consent_entries n where n.subject_id = e.subject_id \
         and n.kind = 'account' and n.purpose = e.purpose and n.seq > e.seq)",
        list(&mut args, accounts)
    );
    for row in conn.rows(&sql, args).await? {
        if let Some(said) = all.get_mut(&row.id(0)?) {
            said.choices.set(purpose(&row.text(1)?)?, choice(&row.text(2)?)?);
        }
    }
    Ok(all.into_values().collect())
}

/// Names of up to `limit` members who say yes to a use of all they write, in the order they joined.
pub async fn members_allowing(conn: &mut Conn, purpose: Purpose, limit: usize) -> Result<Vec<String>> {
    let sql = "select a.username from accounts a join consent_entries e on e.account_id = a.id \
        where e.purpose = $1 and e.choice = 'yes' and e.kind = 'account' and a.domain is null \
        and a.suspended_at is null and not exists (select 1 from consent_entries n \
        where n.subject_id = e.subject_id and n.kind = 'account' and n.purpose = e.purpose and n.seq > e.seq) \
        order by a.id limit $2";
    let rows = conn.rows(sql, args![purpose.word(), limit]).await?;
    rows.iter().map(|row| row.text(0)).collect()
}

/// A page of a member's ledger, newest first; cursors are numbers of lines.
pub async fn page(conn: &mut Conn, account: AccountId, page: Page) -> Result<Vec<Entry>> {
    let order = if page.cursor.climbs() { "asc" } else { "desc" };
    let sql = format!(
        "select {COLUMNS} from consent_entries where account_id = $1 and seq < $2 and seq > $3 \
         order by seq {order} limit $4"
    );
    let args = args![account, page.cursor.upper(), page.cursor.lower(), page.limit];
    let mut entries: Vec<Entry> = conn.rows(&sql, args).await?.iter().map(entry).collect::<Result<_>>()?;
    entries.sort_unstable_by_key(|entry| std::cmp::Reverse(entry.seq));
    Ok(entries)
}

/// Up to `limit` lines of a member's ledger after number `seq`, oldest first.
pub async fn after(conn: &mut Conn, account: AccountId, seq: i64, limit: usize) -> Result<Vec<Entry>> {
    let sql = format!(
        "select {COLUMNS} from consent_entries where account_id = $1 and seq > $2 order by seq limit $3"
    );
    conn.rows(&sql, args![account, seq, limit]).await?.iter().map(entry).collect()
}

/// Removes all an erased account has said, and who used it.
pub async fn erase(conn: &mut Conn, account: AccountId) -> Result<()> {
    conn.execute("delete from consent_entries where account_id = $1", args![account]).await?;
    conn.execute("delete from consent_uses where account_id = $1", args![account]).await.map(|_| ())
}

fn entry(row: &Row) -> Result<Entry> {
    let subject = Subject::from_row(&row.text(3)?, row.int(4)?);
    Ok(Entry {
        seq: row.int(1)?,
        said: Said {
            account: row.id(0)?,
            at: row.time(2)?,
            subject: subject.ok_or_else(|| unreadable("subject"))?,
            purpose: purpose(&row.text(5)?)?,
            choice: choice(&row.text(6)?)?,
            reason: row.text(7)?,
            terms: row.text(8)?,
            through: row.text(9)?,
        },
        previous: row.text(10)?.parse().map_err(|_| unreadable("hash before it"))?,
        hash: row.text(11)?.parse().map_err(|_| unreadable("hash"))?,
    })
}

fn purpose(word: &str) -> Result<Purpose> {
    word.parse().map_err(|_| unreadable("purpose"))
}

fn choice(word: &str) -> Result<Choice> {
    Choice::parse(word).ok_or_else(|| unreadable("choice"))
}

fn unreadable(what: &str) -> Error {
    Error::Row(format!("a line of a ledger has no {what}"))
}
