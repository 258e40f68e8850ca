//! Apps, authorization codes and tokens. Codes and tokens are kept as hashes only.

use crate::{Conn, Result, Row, args, list};
use model::{AccountId, AppId, Time, TokenId};

/// A registered client application.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct App {
    /// Its id.
    pub id: AppId,
    /// Its name.
    pub name: String,
    /// Its page.
    pub website: Option<String>,
    /// Where codes may be sent, compared to the letter.
    pub redirect_uris: Vec<String>,
    /// The scopes it may ask for.
    pub scopes: String,
    /// Its public name.
    pub client_id: String,
    /// Its secret.
    pub client_secret: String,
    /// When it registered.
    pub created_at: Time,
}

const APP: &str = "id, name, website, redirect_uris, scopes, client_id, client_secret, created_at";

fn app_from_row(row: &Row) -> Result<App> {
    Ok(App {
        id: row.id(0)?,
        name: row.text(1)?,
        website: row.opt_text(2)?,
        redirect_uris: row.json(3)?,
        scopes: row.text(4)?,
        client_id: row.text(5)?,
        client_secret: row.text(6)?,
        created_at: row.time(7)?,
    })
}

/// Adds an app.
pub async fn insert_app(conn: &mut Conn, app: &App) -> Result<()> {
    let sql = format!("insert into apps ({APP}) values ($1, $2, $3, $4, $5, $6, $7, $8)");
    let args = args![
        app.id,
        &app.name,
        app.website.clone(),
        crate::row::to_json(&app.redirect_uris)?,
        &app.scopes,
        &app.client_id,
        &app.client_secret,
        app.created_at,
    ];
    conn.execute(&sql, args).await.map(|_| ())
}

/// The app of a public name.
pub async fn app_by_client(conn: &mut Conn, client_id: &str) -> Result<Option<App>> {
    let sql = format!("select {APP} from apps where client_id = $1");
    conn.row(&sql, args![client_id]).await?.as_ref().map(app_from_row).transpose()
}

/// An app.
pub async fn app(conn: &mut Conn, id: AppId) -> Result<Option<App>> {
    conn.row(&format!("select {APP} from apps where id = $1"), args![id])
        .await?
        .as_ref()
        .map(app_from_row)
        .transpose()
}

/// Several apps.
pub async fn apps(conn: &mut Conn, ids: &[AppId]) -> Result<Vec<App>> {
    let mut args = vec![];
    let sql = format!("select {APP} from apps where id in ({})", list(&mut args, ids));
    conn.rows(&sql, args).await?.iter().map(app_from_row).collect()
}

/// An authorization code waiting to be exchanged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Code {
    /// The code's hash.
    pub hash: String,
    /// For which app.
    pub app: AppId,
    /// For whom.
    pub account: AccountId,
    /// Where it was sent.
    pub redirect_uri: String,
    /// What was granted.
    pub scopes: String,
    /// The PKCE challenge (S256).
    pub challenge: Option<String>,
    /// Until when.
    pub expires_at: Time,
}

/// Keeps a code.
pub async fn insert_code(conn: &mut Conn, code: &Code) -> Result<()> {
    let sql = "insert into codes (code_hash, app_id, account_id, redirect_uri, scopes, challenge, expires_at) \
        values ($1, $2, $3, $4, $5, $6, $7)";
    let args = args![
        &code.hash,
        code.app,
        code.account,
        &code.redirect_uri,
        &code.scopes,
        code.challenge.clone(),
        code.expires_at
    ];
    conn.execute(sql, args).await.map(|_| ())
}

/// Takes a code out: it can be used once. Codes past their time are swept along.
pub async fn take_code(conn: &mut Conn, hash: &str, now: Time) -> Result<Option<Code>> {
    let sql = "delete from codes where code_hash = $1 \
        returning code_hash, app_id, account_id, redirect_uri, scopes, challenge, expires_at";
    let code = conn.row(sql, args![hash]).await?;
    conn.execute("delete from codes where expires_at < $1", args![now]).await?;
    let Some(row) = code else { return Ok(None) };
    let code = Code {
        hash: row.text(0)?,
        app: row.id(1)?,
        account: row.id(2)?,
        redirect_uri: row.text(3)?,
        scopes: row.text(4)?,
        challenge: row.opt_text(5)?,
        expires_at: row.time(6)?,
    };
    Ok((code.expires_at > now).then_some(code))
}

/// Ends the codes waiting to be exchanged for a member's access.
pub async fn delete_codes_of(conn: &mut Conn, account: AccountId) -> Result<()> {
    conn.execute("delete from codes where account_id = $1", args![account]).await.map(|_| ())
}

/// A token: of an app for a member, of an app alone, or of a browser.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Token {
    /// Its id.
    pub id: TokenId,
    /// The app; none for a browser.
    pub app: Option<AppId>,
    /// The member; none for an app alone.
    pub account: Option<AccountId>,
    /// What it may do.
    pub scopes: String,
    /// When it was made.
    pub created_at: Time,
    /// What made it.
    pub user_agent: String,
}

const TOKEN: &str = "id, app_id, account_id, scopes, created_at, user_agent";

fn token_from_row(row: &Row) -> Result<Token> {
    Ok(Token {
        id: row.id(0)?,
        app: row.opt_id(1)?,
        account: row.opt_id(2)?,
        scopes: row.text(3)?,
        created_at: row.time(4)?,
        user_agent: row.text(5)?,
    })
}

/// Keeps a token under its hash. `code` is the hash of the code it was exchanged for, so that a
/// code used twice can end what it led to.
pub async fn insert_token(conn: &mut Conn, token: &Token, hash: &str, code: Option<&str>) -> Result<()> {
    let sql = format!(
        "insert into tokens ({TOKEN}, token_hash, code_hash) values ($1, $2, $3, $4, $5, $6, $7, $8)"
    );
    let args = args![
        token.id,
        token.app,
        token.account,
        &token.scopes,
        token.created_at,
        &token.user_agent,
        hash,
        code
    ];
    conn.execute(&sql, args).await.map(|_| ())
}

/// The token of a hash.
pub async fn token_by_hash(conn: &mut Conn, hash: &str) -> Result<Option<Token>> {
    let sql = format!("select {TOKEN} from tokens where token_hash = $1");
    conn.row(&sql, args![hash]).await?.as_ref().map(token_from_row).transpose()
}

/// A member's tokens, newest first.
pub async fn tokens_of(conn: &mut Conn, account: AccountId) -> Result<Vec<Token>> {
    let sql = format!("select {TOKEN} from tokens where account_id = $1 order by id desc");
    conn.rows(&sql, args![account]).await?.iter().map(token_from_row).collect()
}

/// Ends the token of a hash; answers it if there was one.
pub async fn delete_token(conn: &mut Conn, hash: &str) -> Result<Option<Token>> {
    let sql = format!("delete from tokens where token_hash = $1 returning {TOKEN}");
    conn.row(&sql, args![hash]).await?.as_ref().map(token_from_row).transpose()
}

/// Ends a token of a member by its id.
pub async fn delete_token_of(conn: &mut Conn, account: AccountId, id: TokenId) -> Result<Option<Token>> {
    let sql = format!("delete from tokens where account_id = $1 and id = $2 returning {TOKEN}");
    conn.row(&sql, args![account, id]).await?.as_ref().map(token_from_row).transpose()
}

/// Ends all of a member's tokens but one; answers those ended.
pub async fn delete_tokens_of(
    conn: &mut Conn,
    account: AccountId,
    keep: Option<TokenId>,
) -> Result<Vec<TokenId>> {
    let sql = "delete from tokens where account_id = $1 and id <> $2 returning id";
    let rows = conn.rows(sql, args![account, keep.map_or(0, |id| id.0)]).await?;
    rows.iter().map(|row| row.id(0)).collect()
}

/// Ends what an app may do for a member; answers the tokens ended.
pub async fn delete_tokens_of_app(conn: &mut Conn, account: AccountId, app: AppId) -> Result<Vec<TokenId>> {
    let sql = "delete from tokens where account_id = $1 and app_id = $2 returning id";
    conn.rows(sql, args![account, app]).await?.iter().map(|row| row.id(0)).collect()
}

/// Ends the tokens a code led to; answers them with the member they were of.
pub async fn delete_tokens_of_code(conn: &mut Conn, code: &str) -> Result<Vec<(TokenId, Option<AccountId>)>> {
    let rows =
        conn.rows("delete from tokens where code_hash = $1 returning id, account_id", args![code]).await?;
    rows.iter().map(|row| Ok((row.id(0)?, row.opt_id(1)?))).collect()
}
