//! The server's notice board: announcements, emoji, rules, weeks in numbers, policies.

use crate::call::Call;
use crate::entities;
use crate::entities::announcement::announcement;
use crate::error::{Error, Result};
use crate::reply::Reply;
use app::read::board::Activity;
use model::Time;
use serde_json::{Value, json};

/// `GET /api/v1/announcements`
pub(crate) async fn announcements(call: Call) -> Result<Reply> {
    let dismissed_too = call.params.flag("with_dismissed").unwrap_or(false);
    let found = call.api.app.announcements(call.me()?, dismissed_too).await?;
    Reply::json(&found.iter().map(announcement).collect::<Vec<Value>>())
}

/// `POST /api/v1/announcements/:id/dismiss`
pub(crate) async fn dismiss(call: Call) -> Result<Reply> {
    call.api.app.dismiss_announcement(call.me()?, call.path("id")?).await?;
    Ok(Reply::empty())
}

/// `GET /api/v1/custom_emojis`
pub(crate) async fn emojis(call: Call) -> Result<Reply> {
    let config = call.api.app.config();
    let emojis = call.api.app.emojis().await?;
    Reply::json(&emojis.iter().map(|emoji| entities::emoji::emoji(config, emoji)).collect::<Vec<Value>>())
}

/// `GET /api/v1/instance/rules`
pub(crate) async fn rules(call: Call) -> Result<Reply> {
    let rules = call.api.app.rules().await?;
    let entity = |rule: &app::Rule| json!({ "id": rule.id.to_string(), "text": rule.text, "hint": rule.hint, "translations": {} });
    Reply::json(&rules.iter().map(entity).collect::<Vec<Value>>())
}

/// `GET /api/v1/instance/peers`
pub(crate) async fn peers(call: Call) -> Result<Reply> {
    Reply::json(&call.api.app.peers().await?)
}

/// `GET /api/v1/instance/activity`
pub(crate) async fn activity(call: Call) -> Result<Reply> {
    let week = |(monday, week): &(Time, Activity)| {
        json!({
            "week": (monday.millis() / 1000).to_string(),
            "statuses": week.posts.to_string(),
            "logins": week.log_ins.to_string(),
            "registrations": week.joined.to_string(),
        })
    };
    Reply::json(&call.api.app.activity().await?.iter().map(week).collect::<Vec<Value>>())
}

/// `GET /api/v1/instance/domain_blocks`: the server itself blocks none.
pub(crate) async fn domain_blocks(_: Call) -> Result<Reply> {
    Reply::json(&json!([]))
}

/// `GET /api/v1/instance/extended_description`
pub(crate) async fn extended_description(call: Call) -> Result<Reply> {
    let config = call.api.app.config();
    let content = paragraph(&config.description);
    Reply::json(&json!({ "updated_at": Time::from_millis(POLICY_SINCE).iso(), "content": content }))
}

/// `GET /api/v1/instance/privacy_policy`
pub(crate) async fn privacy_policy(_: Call) -> Result<Reply> {
    let content =
        POLICY.map(|(language, text)| format!("<div lang=\"{language}\">{}</div>", paragraph(text)));
    Reply::json(&json!({ "updated_at": Time::from_millis(POLICY_SINCE).iso(), "content": content.concat() }))
}

/// `GET /api/v1/instance/terms_of_service`, and of a date: there are none but the rules.
pub(crate) async fn terms_of_service(_: Call) -> Result<Reply> {
    Err(Error::not_found())
}

/// When these texts last changed: 20 November 2026.
const POLICY_SINCE: i64 = 1_795_132_800_000;

/// What the program itself does with what members give it; whoever runs a server may promise more.
const POLICY: [(&str, &str); 2] = [
    (
        "en",
        "This server keeps what you write, your profile, whom you follow and what you mark, your e-mail address and a \
         hash of your password. Posts are shown to those you chose when you posted, and to nobody else. Pictures lose \
         the place and device they carry before they are kept. Nothing is sold, nothing is used to train models \
         without your consent, and nothing about you is sent to anybody who measures audiences. What you delete is \
         removed.",
    ),
    (
        "fr",
        "Ce serveur garde ce que vous écrivez, votre profil, qui vous suivez et ce que vous marquez, votre adresse \
         électronique et une empreinte de votre mot de passe. Vos messages sont montrés à ceux que vous avez choisis \
         en les publiant, et à personne d’autre. Les images perdent le lieu et l’appareil qu’elles portent avant \
         d’être gardées. Rien n’est vendu, rien ne sert à entraîner des modèles sans votre consentement, et rien sur \
         vous n’est envoyé à qui mesure des audiences. Ce que vous supprimez est effacé.",
    ),
];

fn paragraph(text: &str) -> String {
    let safe = text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;");
    format!("<p>{safe}</p>")
}
