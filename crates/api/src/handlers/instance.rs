//! What this server says of itself.

use crate::call::Call;
use crate::entities;
use crate::error::Result;
use crate::reply::Reply;
use app::{Config, Registrations};
use model::limits::{
    FIELD_CHARACTERS, FIELDS, IMAGE_BYTES, IMAGE_PIXELS, LINK_CHARACTERS, PINS, POLL_MAX_SECONDS,
    POLL_MIN_SECONDS, POLL_OPTION_CHARACTERS, POLL_OPTIONS, POST_CHARACTERS, POST_MEDIA, VIDEO_BYTES,
    VIDEO_FRAME_RATE, VIDEO_PIXELS,
};
use serde_json::{Value, json};

/// What clients of this API are told: the version whose behaviour they may expect, and ours.
pub(crate) fn version(config: &Config) -> String {
    format!("{API_OF} (compatible; Braise {})", config.version)
}

/// The version of Mastodon whose API is spoken here.
pub(crate) const API_OF: &str = "4.6.0";

/// Everything up to this number of Mastodon's API works here; the next is claimed when it does.
/// 3: proof keys and the discovery document; 4: web push as the standards have it, media taken back; 5: filters that blur;
/// 6: accounts and tags shown on profiles; 7: quotes. Clients show the button that quotes from 7 on.
pub(crate) const API_VERSION: u32 = 7;

/// Media types taken.
const MEDIA_TYPES: &[&str] = &[
    "image/jpeg",
    "image/png",
    "image/gif",
    "image/webp",
    "video/webm",
    "video/mp4",
    "video/quicktime",
    "audio/wave",
    "audio/wav",
    "audio/x-wav",
    "audio/vnd.wave",
    "audio/ogg",
    "audio/vorbis",
    "audio/mpeg",
    "audio/mp3",
    "audio/webm",
    "audio/flac",
    "audio/aac",
    "audio/m4a",
    "audio/x-m4a",
    "audio/mp4",
    "video/ogg",
];

/// `GET /api/v2/instance`
pub(crate) async fn v2(call: Call) -> Result<Reply> {
    let config = call.api.app.config();
    let numbers = call.api.app.numbers().await?;
    let contact = contact(&call).await?;
    Reply::json(&json!({
        "domain": config.domain,
        "title": config.title,
        "version": version(config),
        "source_url": "https://github.com/braise-social/braise",
        "description": config.description,
        "usage": { "users": { "active_month": numbers.active_month } },
        "thumbnail": { "url": config.absolute("/static/header.png"), "blurhash": null, "versions": {} },
        "icon": [{ "src": config.absolute("/static/avatar.png"), "size": "400x400" }],
        "languages": config.languages,
        "configuration": configuration(&call),
        "registrations": {
            "enabled": config.registrations != Registrations::Closed,
            "approval_required": config.registrations == Registrations::Approval,
            "reason_required": config.registrations == Registrations::Approval,
            "message": null,
            "min_age": null,
            "url": null,
        },
        "api_versions": { "mastodon": API_VERSION, "braise": 1 },
        "contact": { "email": config.contact_email, "account": contact },
        "rules": rules(&call).await?,
    }))
}

/// `GET /api/v1/instance`
pub(crate) async fn v1(call: Call) -> Result<Reply> {
    let config = call.api.app.config();
    let numbers = call.api.app.numbers().await?;
    let contact = contact(&call).await?;
    Reply::json(&json!({
        "uri": config.domain,
        "title": config.title,
        "short_description": config.description,
        "description": config.description,
        "email": config.contact_email,
        "version": version(config),
        "urls": { "streaming_api": streaming_url(config) },
        "stats": { "user_count": numbers.members, "status_count": numbers.posts, "domain_count": 0 },
        "thumbnail": config.absolute("/static/header.png"),
        "languages": config.languages,
        "registrations": config.registrations != Registrations::Closed,
        "approval_required": config.registrations == Registrations::Approval,
        "invites_enabled": false,
        "configuration": configuration(&call),
        "contact_account": contact,
        "rules": rules(&call).await?,
    }))
}

async fn contact(call: &Call) -> Result<Value> {
    let Some(name) = &call.api.app.config().contact_account else { return Ok(Value::Null) };
    let Ok(account) = call.api.app.account_named(name).await else { return Ok(Value::Null) };
    Ok(call.api.account_values(&[account.id]).await?.remove(&account.id).unwrap_or_default())
}

async fn rules(call: &Call) -> Result<Value> {
    let rules = call.api.app.rules().await?;
    let rule = |rule: &app::Rule| json!({ "id": rule.id.to_string(), "text": rule.text, "hint": rule.hint, "translations": {} });
    Ok(rules.iter().map(rule).collect())
}

fn streaming_url(config: &Config) -> String {
    config.url.replacen("http", "ws", 1)
}

fn configuration(call: &Call) -> Value {
    let config = call.api.app.config();
    json!({
        "urls": {
            "streaming": streaming_url(config),
            "status": null,
            "about": config.absolute("/about"),
            "privacy_policy": config.absolute("/about"),
            "terms_of_service": null,
        },
        "vapid": { "public_key": entities::push::server_key(call.api.app.push_key()) },
        "accounts": {
            "max_featured_tags": model::limits::FEATURED_TAGS, "max_pinned_statuses": PINS,
            "max_profile_fields": FIELDS, "profile_field_name_limit": FIELD_CHARACTERS, "profile_field_value_limit": FIELD_CHARACTERS,
            "max_display_name_length": model::limits::DISPLAY_NAME_CHARACTERS, "max_note_length": model::limits::NOTE_CHARACTERS,
            "max_avatar_description_length": model::limits::ALT_CHARACTERS, "max_header_description_length": model::limits::ALT_CHARACTERS,
        },
        "statuses": {
            "max_characters": POST_CHARACTERS, "max_media_attachments": POST_MEDIA, "characters_reserved_per_url": LINK_CHARACTERS,
            "supported_mime_types": ["text/plain", "text/markdown"],
        },
        "media_attachments": {
            "supported_mime_types": MEDIA_TYPES,
            "description_limit": model::limits::ALT_CHARACTERS,
            "image_size_limit": IMAGE_BYTES, "image_matrix_limit": IMAGE_PIXELS,
            "video_size_limit": VIDEO_BYTES, "video_frame_rate_limit": VIDEO_FRAME_RATE, "video_matrix_limit": VIDEO_PIXELS,
        },
        "polls": {
            "max_options": POLL_OPTIONS, "max_characters_per_option": POLL_OPTION_CHARACTERS,
            "min_expiration": POLL_MIN_SECONDS, "max_expiration": POLL_MAX_SECONDS,
        },
        "translation": { "enabled": call.api.app.translates() },
        "timelines_access": {
            "live_feeds": { "local": "public", "remote": "public" },
            "hashtag_feeds": { "local": "public", "remote": "public" },
            "trending_link_feeds": { "local": "public", "remote": "public" },
        },
        "limited_federation": false,
    })
}
