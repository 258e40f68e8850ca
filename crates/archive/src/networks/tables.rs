//! The tables of Mastodon, and of all that write them as it does.

use super::{not_understood, tell};
use crate::source::Source;
use crate::{ArchiveError, Item, Network, Person, Sink};
use std::io::Read;

/// Which table.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(crate) enum Table {
    Following,
    Lists,
    Blocked,
    Muted,
    Domains,
    Bookmarks,
}

const NAMES: [(&str, Table); 8] = [
    ("following_accounts", Table::Following),
    ("follows", Table::Following),
    ("lists", Table::Lists),
    ("blocked_accounts", Table::Blocked),
    ("muted_accounts", Table::Muted),
    ("blocked_domains", Table::Domains),
    ("domain_blocks", Table::Domains),
    ("bookmarks", Table::Bookmarks),
];

/// The table of a name.
pub(crate) fn by_name(name: &str) -> Option<Table> {
    let stem = name.rsplit('/').next()?.strip_suffix(".csv")?;
    NAMES.into_iter().find(|(known, _)| stem.starts_with(known)).map(|(_, table)| table)
}

/// The table of a file by what is in it; by its name where that is not enough.
pub(crate) fn recognise(name: &str, text: &str) -> Option<Table> {
    let text = text.trim_start_matches('\u{FEFF}');
    let first = text.lines().find(|line| !line.trim().is_empty())?.trim();
    if first.starts_with("Account address") {
        return Some(if first.contains("Hide notifications") { Table::Muted } else { Table::Following });
    }
    let cells: Vec<&str> = first.split(',').map(|cell| cell.trim().trim_matches('"')).collect();
    let by_content = match cells[..] {
        [one] if one.starts_with("https://") || one.starts_with("http://") => Some(Table::Bookmarks),
        [one] if is_address(one) => Some(Table::Blocked),
        [one] if is_domain(one) => Some(Table::Domains),
        [_, two] if is_address(two) => Some(Table::Lists),
        _ => None,
    };
    by_content.map(|table| by_name(name).unwrap_or(table))
}

fn is_domain(text: &str) -> bool {
    let fits = |sign: char| sign.is_alphanumeric() || matches!(sign, '.' | '-' | '*' | '_');
    text.contains('.') && text.len() <= 253 && text.chars().all(fits)
}

fn is_address(text: &str) -> bool {
    let address = text.trim_start_matches('@');
    address.split_once('@').is_some_and(|(name, domain)| {
        !name.is_empty()
            && !domain.is_empty()
            && !domain.contains('@')
            && !address.contains(char::is_whitespace)
    })
}

/// Reads every table that is there; of bookmarks only when they are in no other file.
pub(super) fn read(
    source: &mut Source,
    bookmarks_known: bool,
    sink: &mut Sink<'_>,
) -> Result<(), ArchiveError> {
    let names = source.names();
    let files: Vec<(String, Option<Table>)> = match source.only() {
        Some(only) => vec![(only, None)],
        None => names
            .like(|name| by_name(name).is_some())
            .into_iter()
            .map(|name| (name.clone(), by_name(&name)))
            .collect(),
    };
    for (file, table) in files {
        let table = match table {
            Some(table) => table,
            None => {
                let head = source.bytes_at_most(&file, 64 * 1024)?;
                let Some(table) = recognise(&file, &String::from_utf8_lossy(&head)) else { continue };
                table
            }
        };
        if table != Table::Bookmarks || !bookmarks_known {
            rows(source, &file, table, sink)?;
        }
    }
    Ok(())
}

/// Bytes of a table: a million rows. A row ends where its writer says, so a whole one may be one row.
const TABLE_BYTES: u64 = 64 * 1024 * 1024;

fn rows(source: &mut Source, file: &str, table: Table, sink: &mut Sink<'_>) -> Result<(), ArchiveError> {
    let mut bounded = match source.file(file) {
        Ok(from) => from.take(TABLE_BYTES),
        Err(error) => return tell(sink, not_understood(file, error)),
    };
    rows_of(&mut bounded, file, table, sink)?;
    if bounded.limit() == 0 {
        tell(sink, not_understood(file, "the table is longer than any may be; its end was left out"))?;
    }
    Ok(())
}

fn rows_of(from: &mut impl Read, file: &str, table: Table, sink: &mut Sink<'_>) -> Result<(), ArchiveError> {
    let mut reader = csv::ReaderBuilder::new()
        .has_headers(false)
        .flexible(true)
        .trim(csv::Trim::All)
        .from_reader(super::without_mark(from));
    let mut record = csv::ByteRecord::new();
    let mut number = 0_usize;
    loop {
        number += 1;
        let place = || format!("{file}#{number}");
        match reader.read_byte_record(&mut record) {
            Ok(false) => return Ok(()),
            Ok(true) => {}
            Err(error) => return tell(sink, not_understood(place(), error)),
        }
        let cells: Vec<String> =
            record.iter().map(|cell| String::from_utf8_lossy(cell).into_owned()).collect();
        let heading = number == 1 && cells.first().is_some_and(|cell| cell == "Account address");
        if heading || cells.iter().all(String::is_empty) {
            continue;
        }
        let item = row(table, &cells).unwrap_or_else(|why| not_understood(place(), why));
        tell(sink, item)?;
    }
}

fn row(table: Table, cells: &[String]) -> Result<Item, &'static str> {
    let cell = |place: usize| cells.get(place).map(String::as_str).unwrap_or_default();
    let person = |place: usize| {
        let address = cell(place);
        // An address of a member there has no server where its table was written.
        let fits = is_address(address) || (!address.is_empty() && !address.contains(char::is_whitespace));
        fits.then(|| Person::named(Network::Mastodon, address)).ok_or("it is no address")
    };
    Ok(match table {
        Table::Following if cells.len() < 2 => Item::Follow(person(0)?),
        Table::Following => Item::FollowAs {
            person: person(0)?,
            reposts: cell(1) != "false",
            notify: cell(2) == "true",
            languages: languages(cell(3)),
        },
        Table::Blocked => Item::Block(person(0)?),
        Table::Muted => Item::Mute { person: person(0)?, notifications: cell(1) != "false" },
        Table::Lists if cell(0).is_empty() => return Err("the list has no name"),
        Table::Lists => Item::ListMember { list: cell(0).to_owned(), person: person(1)? },
        Table::Domains if is_domain(cell(0)) => {
            Item::DomainBlock(cell(0).trim_start_matches("*.").to_lowercase())
        }
        Table::Domains => return Err("it is no server"),
        Table::Bookmarks if cell(0).starts_with("http") => Item::Bookmark(cell(0).to_owned()),
        Table::Bookmarks => return Err("it is no address"),
    })
}

/// `en, fr`; of languages nobody has a code for nothing is taken.
fn languages(cell: &str) -> Vec<String> {
    let codes = cell.split([',', ' ']).filter(|code| !code.is_empty());
    let fits = |code: &&str| {
        code.len() <= 16 && code.bytes().all(|byte| byte.is_ascii_alphanumeric() || byte == b'-')
    };
    codes.filter(fits).take(LANGUAGES).map(str::to_owned).collect()
}

/// Languages of one follow.
const LANGUAGES: usize = 32;

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tables_are_known_by_what_is_in_them() {
        for (name, text, table) in [
            (
                "x.csv",
                "Account address,Show boosts,Notify on new posts,Languages\na@b.example,true,false,\n",
                Some(Table::Following),
            ),
            ("x.csv", "Account address,Hide notifications\na@b.example,true\n", Some(Table::Muted)),
            ("x.csv", "a@b.example\n", Some(Table::Blocked)),
            ("x.csv", "friends,a@b.example\n", Some(Table::Lists)),
            ("x.csv", "b.example\n", Some(Table::Domains)),
            ("x.csv", "https://b.example/1\n", Some(Table::Bookmarks)),
            ("following_accounts.csv", "a@b.example\n", Some(Table::Following)),
            ("x.csv", "once upon a time\n", None),
            ("x.csv", "", None),
        ] {
            assert_eq!(recognise(name, text), table, "{text:?}");
        }
    }
}
