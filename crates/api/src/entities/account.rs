//! Accounts.

use crate::entities::emoji::emojis_in;
use crate::error::{Error, Result};
use crate::params::Params;
use app::{Config, EmojiMap, NO_AVATAR, NO_HEADER, still_of};
use model::account::Member;
use model::{Account, QuotePolicy, Role, Visibility};
use serde::Serialize;
use serde_json::{Value, json};

/// An account as everybody sees it.
#[derive(Debug, Serialize)]
pub(crate) struct AccountEntity {
    pub id: String,
    pub username: String,
    pub acct: String,
    pub display_name: String,
    pub locked: bool,
    pub bot: bool,
    pub discoverable: bool,
    pub indexable: bool,
    pub group: bool,
    pub created_at: String,
    pub note: String,
    pub url: String,
    pub uri: String,
    pub avatar: String,
    pub avatar_static: String,
    pub avatar_description: String,
    pub header: String,
    pub header_static: String,
    pub header_description: String,
    pub followers_count: i64,
    pub following_count: i64,
    pub statuses_count: i64,
    pub last_status_at: Option<String>,
    pub hide_collections: bool,
    pub noindex: bool,
    pub emojis: Vec<Value>,
    pub roles: Vec<Value>,
    pub fields: Vec<FieldEntity>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub suspended: bool,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub limited: bool,
}

/// A name and a value on a profile.
#[derive(Debug, Serialize)]
pub(crate) struct FieldEntity {
    pub name: String,
    pub value: String,
    pub verified_at: Option<String>,
}

/// Where an account's page is.
pub(crate) fn page_of(config: &Config, account: &Account) -> String {
    account.url.clone().unwrap_or_else(|| format!("{}/@{}", config.url, account.username))
}

/// An account's ActivityPub id.
pub(crate) fn uri_of(config: &Config, account: &Account) -> String {
    account.uri.clone().unwrap_or_else(|| format!("{}/users/{}", config.url, account.username))
}

impl AccountEntity {
    pub(crate) fn new(config: &Config, account: &Account) -> Self {
        if account.suspended_at.is_some() {
            return Self::suspended(config, account);
        }
        let picture = |file: &Option<String>, usual: &str, still: bool| match file {
            Some(file) if still => config.media_url(&still_of(file)),
            Some(file) => config.media_url(file),
            None => config.absolute(usual),
        };
        let field = |field: &model::account::Field| FieldEntity {
            name: field.name.clone(),
            value: field.html.clone(),
            verified_at: field.verified_at.map(model::Time::iso),
        };
        Self {
            display_name: account.display_name.clone(),
            locked: account.locked,
            bot: account.bot,
            discoverable: account.discoverable,
            indexable: account.indexable,
            note: account.note_html.clone(),
            avatar: picture(&account.avatar, NO_AVATAR, false),
            avatar_static: picture(&account.avatar, NO_AVATAR, true),
            avatar_description: account.avatar_alt.clone(),
            header: picture(&account.header, NO_HEADER, false),
            header_static: picture(&account.header, NO_HEADER, true),
            header_description: account.header_alt.clone(),
            followers_count: account.followers,
            following_count: account.following,
            statuses_count: account.posts,
            last_status_at: account.last_post_at.map(model::Time::iso_date),
            hide_collections: account.hide_collections,
            noindex: !account.indexable,
            roles: roles(account.role),
            fields: account.fields.iter().map(field).collect(),
            limited: account.limited_at.is_some(),
            suspended: false,
            ..Self::suspended(config, account)
        }
    }

    /// With the custom emoji of its name, note and fields.
    pub(crate) fn with_emojis(mut self, config: &Config, emojis: &EmojiMap, account: &Account) -> Self {
        let fields = account.fields.iter().flat_map(|field| [field.name.as_str(), field.value.as_str()]);
        let texts: Vec<&str> =
            [account.display_name.as_str(), account.note.as_str()].into_iter().chain(fields).collect();
        self.emojis = if self.suspended { Vec::new() } else { emojis_in(config, emojis, &texts) };
        self
    }

    /// What remains of a suspended account: its name.
    fn suspended(config: &Config, account: &Account) -> Self {
        let (avatar, header) = (config.absolute(NO_AVATAR), config.absolute(NO_HEADER));
        Self {
            id: account.id.to_string(),
            username: account.username.clone(),
            acct: account.acct(),
            display_name: String::new(),
            locked: false,
            bot: false,
            discoverable: false,
            indexable: false,
            group: false,
            created_at: account.created_at.start_of_day().iso(),
            note: String::new(),
            url: page_of(config, account),
            uri: uri_of(config, account),
            avatar: avatar.clone(),
            avatar_static: avatar,
            avatar_description: String::new(),
            header: header.clone(),
            header_static: header,
            header_description: String::new(),
            followers_count: 0,
            following_count: 0,
            statuses_count: 0,
            last_status_at: None,
            hide_collections: false,
            noindex: true,
            emojis: Vec::new(),
            roles: Vec::new(),
            fields: Vec::new(),
            suspended: true,
            limited: false,
        }
    }
}

/// The roles shown on a profile.
fn roles(role: Role) -> Vec<Value> {
    match role {
        Role::Member => Vec::new(),
        _ => vec![json!({ "id": role.number().to_string(), "name": role_name(role), "color": "" })],
    }
}

fn role_name(role: Role) -> &'static str {
    match role {
        Role::Member => "",
        Role::Moderator => "Moderator",
        Role::Admin => "Admin",
    }
}

/// What a role may do, as the bits clients know.
fn permissions(role: Role) -> u32 {
    match role {
        // Inviting is the only thing everybody may do.
        Role::Member => 1 << 16,
        // Dashboard, reports, users, taxonomies, invites.
        Role::Moderator => (1 << 3) | (1 << 4) | (1 << 8) | (1 << 10) | (1 << 16),
        Role::Admin => 1,
    }
}

/// An account as its own member sees it.
pub(crate) fn credential(
    config: &Config,
    emojis: &EmojiMap,
    account: &Account,
    member: &Member,
    requests: usize,
) -> Value {
    let preferences = &member.preferences;
    let mut value =
        serde_json::to_value(AccountEntity::new(config, account).with_emojis(config, emojis, account))
            .unwrap_or_default();
    value["source"] = json!({
        "note": account.note,
        "fields": written_fields(account),
        "privacy": visibility_word(preferences.visibility),
        "sensitive": preferences.sensitive,
        "language": preferences.language,
        "follow_requests_count": requests,
        "hide_collections": account.hide_collections,
        "discoverable": account.discoverable,
        "indexable": account.indexable,
        "attribution_domains": [],
        "quote_policy": quote_policy_word(preferences.quote_policy),
    });
    value["role"] = json!({
        "id": member.role.number().to_string(),
        "name": role_name(member.role),
        "color": "",
        "permissions": permissions(member.role).to_string(),
        "highlighted": member.role > Role::Member,
    });
    value
}

/// An account as its own member edits it: as it was written, without a picture where there is none.
pub(crate) fn profile(config: &Config, account: &Account) -> Value {
    let picture = |file: &Option<String>| file.as_ref().map(|file| config.media_url(file));
    let still = |file: &Option<String>| file.as_ref().map(|file| config.media_url(&still_of(file)));
    json!({
        "id": account.id.to_string(),
        "display_name": account.display_name,
        "note": account.note,
        "fields": written_fields(account),
        "avatar": picture(&account.avatar),
        "avatar_static": still(&account.avatar),
        "avatar_description": account.avatar_alt,
        "header": picture(&account.header),
        "header_static": still(&account.header),
        "header_description": account.header_alt,
        "locked": account.locked,
        "bot": account.bot,
        "hide_collections": account.hide_collections,
        "discoverable": account.discoverable,
        "indexable": account.indexable,
        // A profile here shows all it has.
        "show_media": true,
        "show_media_replies": true,
        "show_featured": true,
        "attribution_domains": [],
    })
}

fn written_fields(account: &Account) -> Vec<Value> {
    let field = |field: &model::account::Field| json!({ "name": field.name, "value": field.value, "verified_at": field.verified_at.map(model::Time::iso) });
    account.fields.iter().map(field).collect()
}

/// The word clients use.
pub(crate) fn visibility_word(visibility: Visibility) -> &'static str {
    match visibility {
        Visibility::Public => "public",
        Visibility::Unlisted => "unlisted",
        Visibility::Followers => "private",
        Visibility::Direct => "direct",
    }
}

/// From that word.
pub(crate) fn visibility_from(word: &str) -> Option<Visibility> {
    Visibility::ALL.into_iter().find(|visibility| visibility_word(*visibility) == word)
}

/// Who may see what is posted or passed on; none where nothing is said. Nothing is shown to more people
/// because a word was wrong.
pub(crate) fn visibility_in(params: &Params) -> Result<Option<Visibility>> {
    let Some(word) = params.filled("visibility") else { return Ok(None) };
    let wrong =
        || Error::invalid(format!("Validation failed: Visibility is not included in the list: {word}"));
    visibility_from(&word).map(Some).ok_or_else(wrong)
}

/// The word clients use.
pub(crate) fn quote_policy_word(policy: QuotePolicy) -> &'static str {
    match policy {
        QuotePolicy::Everyone => "public",
        QuotePolicy::Followers => "followers",
        QuotePolicy::Nobody => "nobody",
    }
}

/// From that word.
pub(crate) fn quote_policy_from(word: &str) -> Option<QuotePolicy> {
    match word {
        "public" => Some(QuotePolicy::Everyone),
        "followers" => Some(QuotePolicy::Followers),
        "nobody" => Some(QuotePolicy::Nobody),
        _ => None,
    }
}
