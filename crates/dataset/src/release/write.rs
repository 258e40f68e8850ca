//! Writes a release from what waits.
//!
//! Twice over the file of what waits: once to learn what is left, so that languages of too few authors can be
//! left out and files be numbered; once to write. It can be done again when a consent has ended meanwhile.

use super::conversation::{Conversation, messages};
use super::manifest::{Ask, FileEntry, Manifest, VERSION};
use super::measured::{Lines, Measured, pretty, whole};
use super::shards::{self, Shards};
use super::{CARD, CROISSANT, DPO, KTO, MESSAGES, REPORT, card, croissant, preference};
use crate::error::{Error, Result};
use crate::files::{self, Files, Writing};
use crate::hash::hex;
use crate::intake::{Gathered, Waiting, waiting};
use crate::merkle::Merkle;
use crate::near::Marked;
use crate::pseudonym::Pseudonyms;
use crate::report::{LanguageReport, Report};
use crate::row::{Common, Row};
use crate::stages::Reason;
use crate::table::TableWriter;
use crate::thresholds;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::io::{BufWriter, Write as _};

/// What a release is, apart from its rows.
#[derive(Clone, Debug)]
pub struct Terms {
    /// The release's name.
    pub release: String,
    /// A title for people.
    pub title: String,
    /// The server's address, without a slash at the end.
    pub server: String,
    /// When all consents were last looked at.
    pub cutoff: model::Time,
    /// The purposes consented to.
    pub purposes: Vec<String>,
    /// Only posts from this moment on.
    pub since: Option<model::Time>,
    /// Only posts before this one.
    pub until: Option<model::Time>,
    /// Only these languages; all when empty.
    pub languages: Vec<String>,
    /// Whether posts alone are part of it.
    pub single_posts: bool,
    /// Languages with fewer authors are left out.
    pub min_authors: usize,
    /// Under what the rows are given.
    pub licence: String,
    /// The asks it answers.
    pub asks: Vec<Ask>,
}

/// Which member's post stands in which row: what the server keeps for "am I in it?".
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Member {
    /// The row's name.
    pub row: String,
    /// The row's leaf in the tree.
    pub leaf: String,
    /// The post.
    pub post: i64,
    /// When the post had last been edited; 0 for never.
    pub version: i64,
    /// Its author.
    pub account: i64,
}

/// The file, in the room to work in, of what the server keeps. It is no part of the release.
pub const MEMBERS: &str = "members";

/// What was written.
#[derive(Clone, Debug)]
pub struct Written {
    /// Without a signature yet.
    pub manifest: Manifest,
    /// The numbers.
    pub report: Report,
}

/// Writes all files but the manifest. `withdrawn` are those of what waits whose consent has ended.
pub fn write(
    gathered: &Gathered,
    withdrawn: &Marked,
    room: &dyn Files,
    out: &dyn Files,
    names: &Pseudonyms,
    terms: &Terms,
) -> Result<Written> {
    let plan = Plan::make(gathered, withdrawn, room, terms)?;
    let common = Common { names, server: &terms.server, release: &terms.release, licence: &terms.licence };
    let mut writer = Writer::new(room, out, &plan)?;
    for one in waiting(room)? {
        let one = one?;
        if plan.keeps(&one, gathered, withdrawn) {
            writer.add(&one, &common)?;
        }
    }
    let (mut files, merkle_root, report) = writer.finish(plan.report)?;
    let mut manifest = Manifest {
        version: VERSION,
        release: terms.release.clone(),
        title: terms.title.clone(),
        server: terms.server.clone(),
        cutoff: terms.cutoff.iso(),
        purposes: terms.purposes.clone(),
        since: terms.since.map(model::Time::iso),
        until: terms.until.map(model::Time::iso),
        languages: terms.languages.clone(),
        single_posts: terms.single_posts,
        min_authors: terms.min_authors,
        licence: terms.licence.clone(),
        asks: terms.asks.clone(),
        thresholds: thresholds::published(),
        rows: report.rows,
        merkle_root,
        files: files.clone(),
        signature: None,
    };
    files.push(whole(out, REPORT, &pretty(&report)?)?);
    files.push(whole(out, CARD, card::card(&manifest, &report).as_bytes())?);
    files.push(whole(out, CROISSANT, &pretty(&croissant::croissant(&manifest))?)?);
    manifest.files = files;
    Ok(Written { manifest, report })
}

/// What is left, before it is written.
struct Plan {
    too_few: BTreeSet<String>,
    shards: usize,
    report: Report,
}

impl Plan {
    fn make(gathered: &Gathered, withdrawn: &Marked, room: &dyn Files, terms: &Terms) -> Result<Self> {
        let mut removed = gathered.removed.clone();
        let mut authors: BTreeMap<String, HashSet<i64>> = BTreeMap::new();
        let mut rows: BTreeMap<String, u64> = BTreeMap::new();
        for one in waiting(room)? {
            let one = one?;
            if gathered.duplicates.has(one.number) {
                removed.add(Reason::NearDuplicate);
            } else if withdrawn.has(one.number) {
                removed.add(Reason::Withdrawn);
            } else {
                let known = authors.entry(one.language.clone()).or_default();
                for turn in &one.document.turns {
                    // Enough are enough: nobody needs to know them all.
                    if known.len() < terms.min_authors {
                        known.insert(turn.author);
                    }
                }
                *rows.entry(one.language).or_default() += 1;
            }
        }
        let few = |language: &String| authors.get(language).map_or(0, HashSet::len) < terms.min_authors;
        let too_few: BTreeSet<String> = rows.keys().filter(|language| few(language)).cloned().collect();
        for language in &too_few {
            (0..rows[language]).for_each(|_| removed.add(Reason::FewAuthors));
        }
        if rows.len() == too_few.len() {
            return Err(Error::Empty(terms.min_authors));
        }
        let report = Report {
            documents: gathered.documents,
            posts: gathered.posts,
            stages: removed.stages(gathered.documents),
            ..Report::default()
        };
        let mut plan = Self { too_few, shards: 0, report };
        let mut shards = Shards::default();
        for one in waiting(room)? {
            let one = one?;
            if plan.keeps(&one, gathered, withdrawn) {
                plan.shards = shards.place(text_bytes(&one)) + 1;
            }
        }
        Ok(plan)
    }

    fn keeps(&self, one: &Waiting, gathered: &Gathered, withdrawn: &Marked) -> bool {
        !gathered.duplicates.has(one.number)
            && !withdrawn.has(one.number)
            && !self.too_few.contains(&one.language)
    }
}

fn text_bytes(one: &Waiting) -> usize {
    one.document.turns.iter().map(|turn| turn.text.len()).sum()
}

/// The files being written.
struct Writer<'a> {
    out: &'a dyn Files,
    shards: Shards,
    of: usize,
    open: Option<(usize, u64, TableWriter<Measured>)>,
    done: Vec<FileEntry>,
    lines: [Lines; 3],
    members: BufWriter<Writing>,
    merkle: Merkle,
    report: Report,
    authors: HashSet<i64>,
}

impl<'a> Writer<'a> {
    fn new(room: &dyn Files, out: &'a dyn Files, plan: &Plan) -> Result<Self> {
        Ok(Self {
            out,
            shards: Shards::default(),
            of: plan.shards,
            open: None,
            done: Vec::new(),
            lines: [Lines::new(out, MESSAGES)?, Lines::new(out, KTO)?, Lines::new(out, DPO)?],
            members: BufWriter::new(room.create(MEMBERS)?),
            merkle: Merkle::default(),
            report: Report::default(),
            authors: HashSet::new(),
        })
    }

    fn add(&mut self, one: &Waiting, common: &Common<'_>) -> Result<()> {
        let row = Row::new(one, common)?;
        let leaf = row.leaf()?;
        self.merkle.add(leaf);
        self.count(one, &row);
        self.extras(one, &row)?;
        for turn in &one.document.turns {
            let member = Member {
                row: row.id.clone(),
                leaf: hex(&leaf),
                post: turn.post,
                version: turn.version,
                account: turn.author,
            };
            serde_json::to_writer(&mut self.members, &member)?;
            self.members.write_all(b"\n")?;
        }
        let place = self.shards.place(text_bytes(one));
        if self.open.as_ref().is_none_or(|(at, ..)| *at != place) {
            self.close()?;
            let file = Measured::new(self.out.create(&shards::name(place, self.of))?);
            self.open = Some((place, 0, TableWriter::new(file)?));
        }
        if let Some((_, rows, table)) = &mut self.open {
            *rows += 1;
            table.add(row)?;
        }
        Ok(())
    }

    fn close(&mut self) -> Result<()> {
        if let Some((at, rows, table)) = self.open.take() {
            self.done.push(table.finish()?.entry(&shards::name(at, self.of), Some(rows))?);
        }
        Ok(())
    }

    fn count(&mut self, one: &Waiting, row: &Row) {
        let report = &mut self.report;
        report.rows += 1;
        report.threads += u64::from(one.document.is_thread());
        report.posts_in_rows += one.document.turns.len() as u64;
        report.ai_generated += u64::from(row.ai_generated);
        report.characters += row.text.chars().count() as u64;
        report.tokens += one.tokens;
        report.add_personal_data(&one.personal_data);
        let language: &mut LanguageReport = report.languages.entry(one.language.clone()).or_default();
        language.rows += 1;
        language.tokens += one.tokens;
        self.authors.extend(one.document.turns.iter().map(|turn| turn.author));
    }

    fn extras(&mut self, one: &Waiting, row: &Row) -> Result<()> {
        let turns = &one.document.turns;
        if let Some(messages) = messages(turns) {
            self.lines[0].add(&Conversation { messages, row: &row.id, language: &row.language })?;
        }
        for judgement in preference::judgements(turns, &row.id) {
            self.lines[1].add(&judgement)?;
        }
        for pair in preference::pairs(turns, &row.id) {
            self.lines[2].add(&pair)?;
        }
        Ok(())
    }

    fn finish(mut self, plan: Report) -> Result<(Vec<FileEntry>, String, Report)> {
        self.close()?;
        self.members.flush()?;
        let mut files = self.done;
        let counts = self.lines.each_ref().map(|lines| lines.count);
        for lines in self.lines {
            files.push(lines.finish()?);
        }
        let report = Report {
            documents: plan.documents,
            posts: plan.posts,
            stages: plan.stages,
            authors: self.authors.len() as u64,
            conversations: counts[0],
            judgements: counts[1],
            pairs: counts[2],
            ..self.report
        };
        Ok((files, hex(&self.merkle.root()), report))
    }
}

/// What the server keeps of the rows, in order.
pub fn members(room: &dyn Files) -> Result<files::Lines<Member>> {
    Ok(files::Lines::open(room, MEMBERS)?)
}
