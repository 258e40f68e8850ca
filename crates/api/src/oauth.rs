//! OAuth 2: tokens, their end, and the discovery document. The consent page is the `web` crate's.

use crate::call::Call;
use crate::error::Result;
use crate::reply::Reply;
use app::TokenRequest;
use axum::http::header::{AUTHORIZATION, CACHE_CONTROL};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::Scopes;
use serde_json::{Value, json};

/// `POST /oauth/token`
pub(crate) async fn token(call: Call) -> Result<Reply> {
    let text = |name: &str| call.params.text(name).unwrap_or_default();
    let request = match text("grant_type").as_str() {
        "authorization_code" => TokenRequest::Code {
            code: text("code"),
            redirect_uri: text("redirect_uri"),
            verifier: call.params.filled("code_verifier"),
        },
        "client_credentials" => TokenRequest::App { scopes: call.params.filled("scope") },
        "password" => TokenRequest::Password {
            username: text("username"),
            password: text("password"),
            scopes: call.params.filled("scope"),
        },
        "" => return Err(refuse("invalid_request", "Missing required parameter: grant_type.")),
        _ => {
            return Err(refuse(
                "unsupported_grant_type",
                "The authorization grant type is not supported by the authorization server.",
            ));
        }
    };
    let (client_id, client_secret) = client(&call);
    let grant = call.api.app.grant(&client_id, client_secret.as_deref(), request).await?;
    let created = call.api.app.now().millis() / 1_000;
    let body = json!({ "access_token": grant.token, "token_type": "Bearer", "scope": grant.scopes.to_string(), "created_at": created });
    Ok(Reply::value(&body).header(CACHE_CONTROL, "no-store"))
}

/// `POST /oauth/revoke`
pub(crate) async fn revoke(call: Call) -> Result<Reply> {
    let (client_id, client_secret) = client(&call);
    let token = call.params.text("token").unwrap_or_default();
    call.api.app.revoke(&client_id, client_secret.as_deref(), &token).await.map_err(forbid)?;
    Ok(Reply::empty())
}

/// `GET /oauth/userinfo`
pub(crate) async fn userinfo(call: Call) -> Result<Reply> {
    let account = call.api.app.account(call.me()?.account).await?;
    let config = call.api.app.config();
    let entity = crate::entities::account::AccountEntity::new(config, &account);
    Reply::json(&json!({
        "iss": format!("{}/", config.url),
        "sub": entity.uri,
        "name": account.display_name,
        "preferred_username": account.username,
        "profile": entity.url,
        "picture": entity.avatar,
    }))
}

/// `GET /.well-known/oauth-authorization-server`
pub(crate) fn discovery(url: &str, password_grant: bool) -> Value {
    let mut grants = vec!["authorization_code", "client_credentials"];
    if password_grant {
        grants.push("password");
    }
    json!({
        "issuer": format!("{url}/"),
        "service_documentation": "https://docs.joinmastodon.org/",
        "authorization_endpoint": format!("{url}/oauth/authorize"),
        "token_endpoint": format!("{url}/oauth/token"),
        "app_registration_endpoint": format!("{url}/api/v1/apps"),
        "revocation_endpoint": format!("{url}/oauth/revoke"),
        "userinfo_endpoint": format!("{url}/oauth/userinfo"),
        "scopes_supported": Scopes::known().collect::<Vec<_>>(),
        "response_types_supported": ["code"],
        "response_modes_supported": ["query"],
        "grant_types_supported": grants,
        "token_endpoint_auth_methods_supported": ["client_secret_basic", "client_secret_post"],
        "code_challenge_methods_supported": ["S256"],
    })
}

/// The app that asks: in the form, or as the user of HTTP's Basic scheme.
fn client(call: &Call) -> (String, Option<String>) {
    if let Some(id) = call.params.filled("client_id") {
        return (id, call.params.filled("client_secret"));
    }
    let basic = || {
        let value = call.headers.get(AUTHORIZATION)?.to_str().ok()?;
        let (kind, coded) = value.split_once(' ')?;
        let decoded = String::from_utf8(STANDARD.decode(coded.trim()).ok()?).ok()?;
        let (id, secret) = decoded.split_once(':')?;
        kind.eq_ignore_ascii_case("basic").then(|| (id.to_owned(), Some(secret.to_owned())))
    };
    basic().unwrap_or_default()
}

fn refuse(code: &'static str, sentence: &str) -> crate::error::Error {
    app::Error::OAuth(code, sentence.to_owned()).into()
}

/// Revoking with the wrong app is answered 403, as clients of this API know it.
fn forbid(error: app::Error) -> crate::error::Error {
    match error {
        app::Error::OAuth("invalid_client" | "unauthorized_client", sentence) => {
            crate::error::Error::OAuthForbidden(sentence)
        }
        other => other.into(),
    }
}
