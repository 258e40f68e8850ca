//! The members of the world, as accounts.

use super::clock::as_of;
use super::pictures::draw;
use app::{Actor, App, Joining, ProfileChanges};
use demo::{Member, PictureSpec, World};
use futures_util::{StreamExt as _, TryStreamExt as _, stream};
use model::{AccountId, Role, Time};
use std::collections::HashMap;

/// The account whoever tries the demo may log in with.
pub const VISITOR: &str = "demo";
/// Its password.
pub const PASSWORD: &str = "password";
/// Accounts made at the same time.
const AT_ONCE: usize = 32;

/// Makes everybody's account, in the order they joined in.
pub async fn join(app: &App, world: &World) -> app::Result<Vec<AccountId>> {
    stream::iter(&world.members).map(|member| join_one(app, member)).buffered(AT_ONCE).try_collect().await
}

async fn join_one(app: &App, member: &Member) -> app::Result<AccountId> {
    as_of(Time::from_millis(member.joined_at), async {
        let joining = Joining {
            username: member.username.clone(),
            email: format!("{}@port-cendre.example", member.username),
            // Nobody logs in as a fictional person; the password is not kept.
            password: app::made_up_password(),
            agreement: true,
            locale: member.language.code().to_owned(),
            reason: String::new(),
        };
        let account = app.make_account(joining, Role::Member).await?;
        let changes = ProfileChanges {
            display_name: Some(member.display_name.clone()),
            note: Some(member.bio.clone()),
            fields: Some(member.fields.clone()),
            locked: Some(member.locked),
            bot: Some(member.bot),
            discoverable: Some(true),
            indexable: Some(true),
            language: Some(member.language.code().to_owned()),
            ..ProfileChanges::default()
        };
        app.change_profile(Actor::from(account), changes).await?;
        Ok(account)
    })
    .await
}

/// Gives everybody their pictures: the first who has one brings it, the others use it again.
pub async fn dress(app: &App, world: &World, accounts: &[AccountId]) -> app::Result<()> {
    let everybody = || world.members.iter().zip(accounts.iter().copied());
    let avatars = bring(app, everybody().map(|(member, account)| (&member.avatar, account)), avatar).await?;
    let headers = everybody().filter_map(|(member, account)| Some((member.header.as_ref()?, account)));
    let headers = bring(app, headers, header).await?;
    let rest = everybody().map(|(member, account)| {
        let avatar = avatars.get(&key(&member.avatar)).copied();
        let header = member.header.as_ref().and_then(|spec| headers.get(&key(spec)).copied());
        wear(app, member, account, avatar, header)
    });
    stream::iter(rest).buffer_unordered(AT_ONCE).try_collect().await
}

type Key = (demo::PictureKind, u8);

fn key(spec: &PictureSpec) -> Key {
    (spec.kind, spec.seed)
}

fn avatar(spec: &PictureSpec, bytes: Vec<u8>) -> ProfileChanges {
    ProfileChanges { avatar: Some(bytes), avatar_alt: Some(spec.alt.clone()), ..ProfileChanges::default() }
}

fn header(spec: &PictureSpec, bytes: Vec<u8>) -> ProfileChanges {
    ProfileChanges { header: Some(bytes), header_alt: Some(spec.alt.clone()), ..ProfileChanges::default() }
}

/// Has the first wearer of each picture bring it; answers who that was.
async fn bring<'a>(
    app: &App,
    wearers: impl Iterator<Item = (&'a PictureSpec, AccountId)>,
    change: fn(&PictureSpec, Vec<u8>) -> ProfileChanges,
) -> app::Result<HashMap<Key, AccountId>> {
    let mut first: HashMap<Key, (&PictureSpec, AccountId)> = HashMap::new();
    for (spec, account) in wearers {
        first.entry(key(spec)).or_insert((spec, account));
    }
    let bring_one = |(key, (spec, account)): (Key, (&'a PictureSpec, AccountId))| async move {
        let bytes = draw(spec.clone()).await;
        app.change_profile(Actor::from(account), change(spec, bytes)).await?;
        Ok::<_, app::Error>((key, account))
    };
    stream::iter(first).map(bring_one).buffer_unordered(4).try_collect().await
}

async fn wear(
    app: &App,
    member: &Member,
    account: AccountId,
    avatar: Option<AccountId>,
    header: Option<AccountId>,
) -> app::Result<()> {
    let other = |of: Option<AccountId>| of.filter(|of| *of != account);
    let (avatar, header) = (other(avatar), other(header));
    if avatar.is_none() && header.is_none() {
        return Ok(());
    }
    as_of(Time::from_millis(member.joined_at), app.wear_again(Actor::from(account), avatar, header)).await
}
