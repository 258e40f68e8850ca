//! Those who live in the data set, and who follows whom.

use super::{FEW, FOLLOWED, Member, Size, together};
use crate::words::{self, Dice};
use app::{Actor, App, FollowOptions, Joining, ProfileChanges, Saying, Through};
use consent::{Choice, Purpose, Subject};
use model::{AccountId, Role};

/// Everybody.
pub struct People {
    /// Reads the first authors.
    pub reader: Member,
    /// Those who write. The last two write as all others do; one is followed by [`FEW`], the other
    /// by all who only follow.
    pub authors: Vec<Member>,
}

impl People {
    /// The author few follow.
    pub fn few(&self) -> Option<&Member> {
        self.authors.iter().rev().nth(1)
    }

    /// The author many follow.
    pub fn many(&self) -> Option<&Member> {
        self.authors.last()
    }
}

/// Makes all accounts and follows.
pub async fn settle(app: &App, size: Size) -> anyhow::Result<People> {
    let reader = join(app, "reader".to_owned()).await?;
    let authors = together((0..size.authors).map(|number| join(app, format!("author{number}")))).await?;
    together(authors.iter().enumerate().map(|(number, author)| describe(app, author, number))).await?;
    together(authors.iter().step_by(2).map(|author| agree(app, author))).await?;
    let others = together((1..size.followers).map(|number| join(app, format!("follower{number}")))).await?;
    let people = People { reader, authors };
    let ids: Vec<AccountId> = people.authors.iter().map(|author| author.id).collect();
    together(ids.iter().take(FOLLOWED).map(|author| follow(app, people.reader.id, *author))).await?;
    // Those measured keep exactly the followers they are given here; the reader is one of them.
    let measured = |member: Option<&Member>| member.map(|member| member.id).unwrap_or_default();
    let (few, many) = (measured(people.few()), measured(people.many()));
    let fans = others.iter().map(|other| follow(app, other.id, many));
    together(fans).await?;
    together(others.iter().take(FEW - 1).map(|other| follow(app, other.id, few))).await?;
    let mut dice = Dice::new(11);
    let mut pairs: Vec<(AccountId, AccountId)> = Vec::new();
    for author in &ids {
        let some = (0..40).filter_map(|_| ids.get(dice.low(size.authors - 2)).copied());
        pairs.extend(some.filter(|other| other != author).map(|other| (*author, other)));
    }
    pairs.sort_unstable();
    pairs.dedup();
    together(pairs.into_iter().map(|(from, to)| follow(app, from, to))).await?;
    Ok(people)
}

async fn join(app: &App, name: String) -> anyhow::Result<Member> {
    let joining = Joining {
        email: format!("{name}@bench.example"),
        username: name.clone(),
        password: "a password for the benchmark".to_owned(),
        agreement: true,
        ..Joining::default()
    };
    Ok(Member { id: app.make_account(joining, Role::Member).await?, name })
}

async fn describe(app: &App, member: &Member, number: usize) -> anyhow::Result<()> {
    let mut dice = Dice::new(number as u64);
    let changes = ProfileChanges {
        display_name: Some(format!("Author Number {number}")),
        note: Some(words::text(&mut dice, number % 2 == 1)),
        fields: Some(vec![("Place".to_owned(), "Bench".to_owned())]),
        ..ProfileChanges::default()
    };
    Ok(app.change_profile(Actor::from(member.id), changes).await?)
}

/// Lets the assistant quote what they write, and feeds read it.
async fn agree(app: &App, member: &Member) -> anyhow::Result<()> {
    let yes = |purpose| Saying { purpose, choice: Choice::Yes, reason: String::new() };
    let said = [Purpose::AssistantContext, Purpose::EmbeddingsSearch].map(yes).to_vec();
    app.set_consent(Actor::from(member.id), Through::Pages, Subject::Account, said).await?;
    Ok(())
}

async fn follow(app: &App, from: AccountId, to: AccountId) -> anyhow::Result<()> {
    Ok(app.follow(Actor::from(from), to, FollowOptions::default()).await?)
}
